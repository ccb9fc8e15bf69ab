"""A disclosure → one accessible page: real tables with captions, headings in order, charts drawn and told in words.

Nothing is loaded and nothing runs: it works from a file share, prints well, and reads back as the same disclosure.
"""

import re
from collections.abc import Iterator
from html import escape
from pathlib import Path

from msgspec import Struct

from gouji.layouts.form_labels import find_label, find_role
from gouji.model.disclosure import Disclosure, Grid
from gouji.render.document import document
from gouji.render.html.frame import page_frame
from gouji.render.links import contents_links
from gouji.render.printed import Chart, Contents, Heading, Printed, PrintedForm, PrintedTable, Prose, Title
from gouji.render.shown import covered_cells

_STYLE = Path(__file__).with_name("document.css")
_SKIP = "跳到正文"
# Ids inside a drawing are unique only within it.
_ID = re.compile(r'(?<=id=")|(?<=url\(#)')


class _Page(Struct, frozen=True):
    """What is printed, and where the contents lead to."""

    printed: tuple[Printed, ...]
    links: dict[int, int]

    def anchor(self, index: int) -> str:
        """Return the id of a printed thing that the contents lead to, as an attribute."""
        return f' id="p{index}"' if index in self.links.values() else ""


def html(disclosure: Disclosure) -> str:
    """Return the page. Texts of the document are escaped, whatever they are."""
    printed = document(disclosure)
    page = _Page(printed, contents_links(printed))
    title = next((thing for thing in printed if isinstance(thing, Title)), Title("", disclosure.source.name))
    body = "".join(_show(page, index, thing) for index, thing in enumerate(printed))
    return page_frame(
        f'<main id="main">\n{body}</main>\n',
        _STYLE,
        title=escape(" ".join(filter(None, (title.department, title.subject)))),
        language="zh",
        skip=f'<nav><a class="skip" href="#main">{_SKIP}</a></nav>',
    )


def _show(page: _Page, index: int, thing: Printed) -> str:
    match thing:
        case Title():
            lines = filter(None, (*thing.department.split("\n"), thing.subject))
            return f'<h1>{"<br>".join(map(escape, lines))}</h1>\n'
        case Contents():
            return _show_contents(page, thing)
        case Heading():
            return f"<h{thing.level + 1}{page.anchor(index)}>{escape(thing.text)}</h{thing.level + 1}>\n"
        case Prose():
            return f"<p>{escape(thing.text)}</p>\n"
        case Chart():
            return _show_chart(index, thing)
        case PrintedTable():
            return _show_table(thing, page.anchor(index))
        case PrintedForm():
            return _show_form(thing)


def _show_contents(page: _Page, contents: Contents) -> str:
    entries = []
    for number, (level, title, printed) in enumerate(contents.entries):
        words = escape(title)
        linked = f'<a href="#p{page.links[number]}">{words}</a>' if number in page.links else words
        counted = "" if printed is None else f" <span>{printed}</span>"
        entries.append(f'<li class="l{level}">{linked}{counted}</li>')
    return (
        f'<div class="contents" role="navigation" aria-labelledby="contents"><h2 id="contents">{escape(contents.title)}</h2>\n'
        f"<ul>{''.join(entries)}</ul></div>\n"
    )


def _show_chart(index: int, chart: Chart) -> str:
    """Return the drawing with its caption; the drawing tells its figures in words to who does not see it."""
    from gouji.render.charts import chart_svg

    drawing = _ID.sub(f"c{index}-", chart_svg(chart)) if chart.values else ""
    return f"<figure>{drawing}<figcaption>{escape(chart.caption)}</figcaption></figure>\n"


# --- tables and forms ---------------------------------------------------------------------------------------------


def _show_table(table: PrintedTable, anchor: str) -> str:
    label = f'<p class="label">{escape(table.label)}</p>' if table.label else ""
    tag = f"h{table.level + 1}"
    title = f"<{tag}{anchor}>{escape(table.title)}</{tag}>" if table.title else ""
    lines = "".join(f"<p>{escape(line)}</p>" for line in table.lines)
    caption = f"{label}{title}<div class=\"lines\">{lines}</div>" if lines else label + title
    notes = "".join(f'<p class="note">{escape(note)}</p>\n' for note in table.notes)
    if not table.grid.rows:
        return f"{caption}\n{notes}"
    cells = _Cells(table.grid, table.head, frozenset(table.amounts), frozenset(table.bold))
    return f'{_box(caption, cells, escape(table.title) or "表")}{notes}'


def _show_form(form: PrintedForm) -> str:
    year = f"<p>{escape(form.subtitle)}</p>" if form.subtitle else ""
    caption = f"<h4>{escape(form.title)}</h4>{year}" if form.title else year
    fragments = "".join(f'<p class="note">{escape(text)}</p>\n' for text in form.fragments)
    if not form.grid.rows:
        return f"{caption}\n{fragments}"
    return f'{_box(caption, _Cells(form.grid, 0), escape(form.name), "form")}{fragments}'


class _Cells(Struct, frozen=True):
    """The cells of a table or form. head: header rows; amounts: columns set to the right; bold: rows of totals."""

    grid: Grid
    head: int
    amounts: frozenset[int] = frozenset()
    bold: frozenset[int] = frozenset()


def _box(caption: str, cells: _Cells, name: str, kind: str = "sheet") -> str:
    """Return the table in a box that scrolls where the page is narrow."""
    rows = list(_rows(cells, form=kind == "form"))
    head = f"<thead>{''.join(rows[: cells.head])}</thead>" if cells.head else ""
    return (
        f'<div class="{kind}" role="region" tabindex="0" aria-label="{name}"><table><caption>{caption}</caption>\n'
        f"{head}<tbody>{''.join(rows[cells.head :])}</tbody></table></div>\n"
    )


def _rows(cells: _Cells, *, form: bool) -> Iterator[str]:
    covered = covered_cells(cells.grid.spans)
    for row, texts in enumerate(cells.grid.rows):
        shown = [
            _cell(cells, row, column, text, form=form)
            for column, text in enumerate(texts)
            if covered.get((row, column), (row, column)) == (row, column)
        ]
        kind = ' class="total"' if row in cells.bold else ""
        yield f"<tr{kind}>{''.join(shown)}</tr>\n"


def _cell(cells: _Cells, row: int, column: int, text: str, *, form: bool) -> str:
    rows, columns = cells.grid.spans.get(f"{row},{column}", (1, 1))
    span = (f' rowspan="{rows}"' if rows > 1 else "") + (f' colspan="{columns}"' if columns > 1 else "")
    if row < cells.head:
        return f'<th scope="{"colgroup" if columns > 1 else "col"}"{span}>{escape(text)}</th>'
    if form:
        tag = _form_tag(text)
        return f"<{tag}{span}>{escape(text)}</{tag.split()[0]}>"
    if column in cells.amounts:
        return f'<td class="n"{span}>{escape(text)}</td>'
    return f'<th scope="row"{span}>{escape(text)}</th>' if text and not column else f"<td{span}>{escape(text)}</td>"


def _form_tag(text: str) -> str:
    if text and find_role(text) is not None:
        return 'th scope="col"'
    return 'th scope="row"' if text and find_label(text) is not None else "td"
