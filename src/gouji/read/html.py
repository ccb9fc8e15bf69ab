"""A page of HTML in, lines and grids out: what a reader of the page sees, in reading order.

Scripts, menus and hidden elements are left out. Tables that only lay out the page are walked like any other block.
"""

import re
from collections.abc import Iterator

from lxml import etree, html

from gouji.model.disclosure import Grid, Trouble
from gouji.model.place import Place
from gouji.read.blocks import Line
from gouji.read.bounds import MAX_TAGS, bound
from gouji.read.grids import Cell, lay_out, tidy
from gouji.read.troubles import damaged, trouble

SKIPPED = frozenset({
    "script", "style", "nav", "head", "noscript", "template", "iframe", "object", "svg", "math", "select", "button",
    "textarea", "footer", "aside",
})  # fmt: skip
HEADINGS = {f"h{level}": level for level in range(1, 7)}
BLOCKS = frozenset({
    "address", "article", "blockquote", "body", "caption", "center", "dd", "div", "dl", "dt", "fieldset", "figcaption",
    "figure", "form", "header", "hr", "html", "li", "main", "ol", "p", "pre", "section", "table", "tbody", "td",
    "tfoot", "th", "thead", "tr", "ul", *HEADINGS,
})  # fmt: skip

# What browsers allow; larger claims are mistakes or attacks.
MAX_COLSPAN = 1000
MAX_ROWSPAN = 65_534
MAX_DEPTH = 256  # of elements in one another: the parser's

_GIVEN_UP = "ERR_RESOURCE_LIMIT"  # as libxml2 calls it
_HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)


def read_html(text: str, file: str) -> tuple[list[Line | Grid], list[Trouble]]:
    """Return the lines and grids of a page, and from where on it was not read.

    Headings keep their level; a <br> outside a table begins a new line, inside a cell it is dropped (see `tidy`).
    Lines are those of the page's source. A table of one column is paragraphs.
    Raises ReadError: READ-009 not HTML, READ-012 more elements or cells than any disclosure has.
    """
    bound(text.count("<"), MAX_TAGS, "个标记 tags", file)
    parser = html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True)
    try:
        root = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        raise damaged(file, "HTML", error) from error
    page = _Page(file)
    page.walk(root)
    page.flush()
    return page.items, list(_unread(parser))


def _unread(parser: html.HTMLParser) -> Iterator[Trouble]:
    """Yield where the parser gave the page up, if it did: it bounds what it takes in and says nothing of it otherwise."""
    line = next((entry.line for entry in parser.error_log if entry.type_name == _GIVEN_UP), None)
    if line is not None:
        yield trouble("READ-028", Place(line=line), line=line, depth=MAX_DEPTH)


class _Page:
    """The blocks found so far and the paragraph being gathered."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.items: list[Line | Grid] = []
        self.texts: list[str] = []
        self.line: int | None = None
        self.level: int | None = None

    def walk(self, element: html.HtmlElement) -> None:
        """Add what the element prints, without its tail."""
        tag = element.tag
        if not isinstance(tag, str) or tag in SKIPPED or _is_hidden(element):
            return
        if tag == "table" and not _is_layout(element):
            self.flush()
            for caption in element.iterchildren("caption"):
                self.walk(caption)
            self.items += _read_table(element, self.file)
            return
        block = tag in BLOCKS
        if block or tag == "br":
            self.flush()
        level, self.level = self.level, HEADINGS.get(tag, self.level)
        self.gather(element.text, element)
        for child in element:
            self.walk(child)
            self.gather(child.tail, child)
        if block:
            self.flush()
        self.level = level

    def gather(self, text: str | None, element: html.HtmlElement) -> None:
        """Add text to the paragraph; its line is that of the element the first of it stands in or follows."""
        if not text:
            return
        if self.line is None and not text.isspace():
            self.line = element.sourceline
        self.texts.append(text)

    def flush(self) -> None:
        """End the paragraph."""
        if self.line is not None and (text := tidy("".join(self.texts))):
            self.items.append(Line(text, Place(line=self.line), self.level))
        self.texts, self.line = [], None


def _is_hidden(element: html.HtmlElement) -> bool:
    style = element.get("style")
    return (style is not None and _HIDDEN.search(style) is not None) or element.get("hidden") is not None


def _is_layout(table: html.HtmlElement) -> bool:
    """Return whether the table only arranges things: one column, or most of its text in cells that hold tables."""
    if all(len(row) <= 1 for row in table.iter("tr")):
        return True
    if next(table.iterdescendants("table"), None) is None:
        return False
    cells = [cell for cell in table.iter("td", "th") if _outer(cell) is table]
    holders = [cell for cell in cells if next(cell.iterdescendants("table"), None) is not None]
    return 2 * sum(map(_weight, holders)) > sum(map(_weight, cells))


def _outer(element: html.HtmlElement) -> html.HtmlElement | None:
    return next(element.iterancestors("table"), None)


def _weight(element: html.HtmlElement) -> int:
    return sum(len(text.strip()) for text in element.itertext())


def _read_table(table: html.HtmlElement, file: str) -> list[Grid]:
    rows = [row for row in table.iter("tr") if _outer(row) is table and not _is_hidden(row)]
    cells = [[_read_cell(cell) for cell in _cells_of(row)] for row in rows]
    grid = lay_out(cells, [row.sourceline for row in rows], file)
    return [grid] if grid else []


def _cells_of(row: html.HtmlElement) -> list[html.HtmlElement]:
    """Return the row's visible cells, also those that stray elements (forms, fonts) wrap."""
    cells = list(row.iterchildren("td", "th")) or [
        cell for cell in row.iter("td", "th") if next(cell.iterancestors("tr"), None) is row
    ]
    return [cell for cell in cells if not _is_hidden(cell)]


def _read_cell(cell: html.HtmlElement) -> Cell:
    rows = _span(cell.get("rowspan"), MAX_ROWSPAN)
    # rowspan="0" means: down to the end of the table.
    return Cell(tidy(_text(cell)), rows or MAX_ROWSPAN, _span(cell.get("colspan"), MAX_COLSPAN) or 1)


def _span(printed: str | None, limit: int) -> int:
    if printed in (None, "1") or not printed.strip()[:6].isdecimal():
        return 1
    return min(int(printed.strip()[:6]), limit)


def _text(cell: html.HtmlElement) -> str:
    if not len(cell):
        return cell.text or ""
    return "".join(_texts(cell))


def _texts(element: html.HtmlElement) -> Iterator[str]:
    """Yield the visible text of the element, a line feed where a block or a <br> breaks the line."""
    if not isinstance(element.tag, str) or element.tag in SKIPPED or _is_hidden(element):
        return
    breaks = element.tag in BLOCKS or element.tag == "br"
    if breaks:
        yield "\n"
    yield element.text or ""
    for child in element:
        yield from _texts(child)
        yield child.tail or ""
    if breaks:
        yield "\n"
