"""The pages of a PDF with what was seen on them, as one HTML page to judge a reading by: nothing to load, nothing to run.

What is drawn tells itself when pointed at; kinds can be switched off in the legend.
"""

from base64 import b64encode
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from pathlib import Path

from gouji.model.disclosure import Disclosure, Table
from gouji.model.place import Box
from gouji.render.html.frame import page_frame
from gouji.render.pages.picture import Pages, Picture, Stroke
from gouji.render.pages.seen import Seen
from gouji.render.pages.shapes import KINDS, Kind, Link, Shape, Tag

_STYLE = Path(__file__).with_name("view.css")
_THICK = {"prose": 0.5, "claim": 1.2, "table": 1.6, "title": 1.2, "rest": 1.2, "unread": 1.6}

_WORDS = {
    "zh": {
        "title": "读取所见 · {name}",
        "hint": "把指针停在框里或下划线的字上，看这一格、这一行读成了什么；没有框也没有线的，是页码、页眉之类略去的内容。点图例可以隐去一类。",
        "page": "第 {page} 页",
        "left": "只画了 {shown} 页，共 {count} 页；别的页用 --pages 选。",
        "columns": "列",
        "none": "这一页没有读到内容。",
        "rows": "{n} 行",
        "unknown": "不认识的表",
        "unsure": "按表头、行名推断",
        "unit": "单位",
        "skip": "跳到页面",
    },
    "en": {
        "title": "As read · {name}",
        "hint": "Point at a box or an underlined line to see what the cell or line was taken for; what has neither was left out as page numbers and "
        "running heads are. Kinds can be hidden in the legend.",
        "page": "Page {page}",
        "left": "{shown} of {count} pages are drawn; choose others with --pages.",
        "columns": "columns",
        "none": "Nothing was read on this page.",
        "rows": "{n} rows",
        "unknown": "unknown table",
        "unsure": "told by columns and rows",
        "unit": "unit",
        "skip": "Skip to the pages",
    },
}


def view_html(disclosure: Disclosure, seen: Mapping[int, Seen], pages: Pages, wanted: Sequence[int], language: str) -> str:
    """Return the wanted pages as one HTML page."""
    words = _WORDS[language]
    name = escape(disclosure.source.name)
    shapes = Counter(shape.kind for page in wanted for shape in seen.get(page, Seen()).shapes)
    left = f"<p>{words['left'].format(shown=len(wanted), count=pages.count)}</p>" if len(wanted) < pages.count else ""
    body = (
        f"<header><h1>{words['title'].format(name=name)}</h1><p>{words['hint']}</p>{left}{_legend(shapes, language)}</header>\n<main>\n"
        + "".join(
            _show_page(picture, page, seen.get(page, Seen()), words, language)
            for page in wanted
            if (picture := pages.draw(page)) is not None
        )
        + "</main>\n"
    )
    skip = f'<a class="skip" href="#page-{wanted[0]}">{words["skip"]}</a>' if wanted else ""
    title = words["title"].format(name=name)
    return page_frame(body, _STYLE, title=title, language=language, skip=skip, pictures=True)


def view_strokes(seen: Seen) -> Iterator[Stroke]:
    """Yield the shapes of a page as boxes to be drawn on its picture."""
    for shape in seen.shapes:
        kind, thick = KINDS[shape.kind], _THICK.get(shape.kind, 0.8)
        left, _, right, bottom = shape.box
        box = (left, bottom - thick, right, bottom) if kind.underlined else _inset(shape.box, 0.4)
        yield box, 0xFF000000 | int(kind.colour[1:], 16), thick


def _legend(shapes: Mapping[str, int], language: str) -> str:
    items = "".join(
        f'<li><label><input type="checkbox" id="k-{name}" checked>{_swatch(kind)}{escape(kind.says.in_language(language))}'
        f" <small>{shapes[name]}</small></label></li>"
        for name, kind in KINDS.items()
        if shapes.get(name)
    )
    return f'<ul class="legend">{items}</ul>'


def _swatch(kind: Kind) -> str:
    return f'<svg class="swatch" viewBox="0 0 22 14" aria-hidden="true"><rect x="1" y="1" width="20" height="12" {_paint(kind, 20, 12)}/></svg>'


def _show_page(picture: Picture, page: int, seen: Seen, words: Mapping[str, str], language: str) -> str:
    width, height = picture.width, picture.height
    data = b64encode(picture.png).decode()
    drawn = "".join(
        (
            f'<image href="data:image/png;base64,{data}" width="{width:.1f}" height="{height:.1f}" preserveAspectRatio="none"/>\n',
            *(_show_shape(shape) for shape in seen.shapes),
            *(_show_link(link) for link in seen.links),
            *(_show_tag(tag, width) for tag in seen.tags),
        )
    )
    name = words["page"].format(page=page)
    facts = "".join(_show_table(table, words) for table in seen.tables)
    nothing = "" if seen.shapes else f"<p>{words['none']}</p>"
    return (
        f'<section id="page-{page}"><h2>{name}</h2>{nothing}\n<svg class="page" viewBox="0 0 {width:.1f} {height:.1f}" role="img"'
        f' aria-label="{name}">{drawn}</svg>\n{facts}</section>\n'
    )


def _show_shape(shape: Shape) -> str:
    kind = KINDS[shape.kind]
    left, top, right, bottom = _inset(shape.box, -1.5 if shape.kind == "table" else 0.0 if kind.underlined else 0.6)
    wide, high = max(right - left, 1), max(bottom - top, 1)
    says = escape(f"{kind.says.zh.partition('（')[0] if shape.kind == 'table' else ''}{shape.says}".strip())
    return (
        f'<rect class="{shape.kind}" x="{left:.1f}" y="{top:.1f}" width="{wide:.1f}"'
        f' height="{high:.1f}" {_paint(kind, wide, high, _THICK.get(shape.kind, 0.8))}><title>{says}</title></rect>\n'
    )


def _paint(kind: Kind, wide: float, high: float, thick: float = 1.0) -> str:
    dashes = ' stroke-dasharray="3 2"' if kind.dashed else ""
    if kind.underlined:  # a rectangle's line runs from its upper left corner along the top, down, and back along the bottom
        dashes = f' stroke-dasharray="0 {wide + high:.1f} {wide:.1f} {high:.1f}"'
    return f'fill="{kind.colour}" fill-opacity="{kind.ground:g}" stroke="{kind.colour}" stroke-width="{thick:g}"{dashes}'


def _inset(box: Box, by: float) -> Box:
    left, top, right, bottom = box
    return left + by, top + by, right - by, bottom - by


def _show_link(link: Link) -> str:
    points = " ".join(f"{x:.1f},{y:.1f}" for x, y in link.points)
    return f'<polyline class="header" points="{points}"><title>{escape(link.says)}</title></polyline>\n'


def _show_tag(tag: Tag, width: float) -> str:
    x, y = tag.at
    anchor = "end" if tag.right else "start"
    x = min(max(x, 2), width - 2)
    return f'<text class="table" x="{x:.1f}" y="{y + 11:.1f}" text-anchor="{anchor}">{escape(tag.text)}</text>\n'


def _show_table(table: Table, words: Mapping[str, str]) -> str:
    """Return what the table was taken for, and its columns: canonical ← as printed."""
    facts = [escape(table.kind or words["unknown"])]
    facts += [] if table.certain else [words["unsure"]]
    facts += [f"{words['unit']} {escape(table.unit)}"] if table.unit else []
    facts.append(words["rows"].format(n=len(table.rows)))
    columns = "".join(
        f"<li><b>{escape(name)}</b>{f' ← {escape(path)}' if path != name else ''}</li>" for name, path in table.header.items()
    )
    inside = f'<ul class="columns" aria-label="{words["columns"]}">{columns}</ul>' if columns else ""
    return f"<details><summary>{escape(table.title)} <small>{' · '.join(facts)}</small></summary>{inside}</details>\n"
