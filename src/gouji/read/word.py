"""A Word document (docx) in, lines and grids out.

Places: `line` is the number of the paragraph or table row, counted through the document from 1 (Word has no lines).
Insertions under revision are read as accepted, deletions dropped; fields show their last result; hidden text is not
read; a text box is read after the paragraph it is anchored in. Automatic numbers ("一、") are put before the text.
Footnotes, comments, headers and footers are not read.
"""

import re
from collections.abc import Iterator
from functools import cache
from itertools import count

from lxml import etree
from msgspec import Struct

from gouji.model.disclosure import Grid
from gouji.model.place import Place
from gouji.read.blocks import Line
from gouji.read.bounds import MAX_LINES, bound
from gouji.read.grids import BLANKS, Cell, make_grid, tidy
from gouji.read.numbering import Numbering, W, child, value
from gouji.read.packages import parse_xml, unpack
from gouji.read.text import read_run
from gouji.read.troubles import refusal

STYLES, NUMBERING, RELATIONS = "word/styles.xml", "word/numbering.xml", "_rels/.rels"
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
MAX_SPAN = 1000  # columns; Word allows 63

# Elements that only wrap what they hold, those whose content is not printed, and those that stand for a character.
_WRAPPERS = frozenset({"sdt", "sdtContent", "ins", "customXml", "smartTag", "moveTo", "hyperlink", "fldSimple"})
_UNPRINTED = frozenset({"pPr", "rPr", "sdtPr", "instrText", "delText", "del", "moveFrom", "delInstrText", "rt"})
_CHARACTERS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_HEADING = re.compile(r"(?:heading|标题)\s*([1-9])$", re.IGNORECASE)
_CONTENTS_LINE = re.compile(r"\S.*\t\s*[\dIVXivx]{1,5}$")
_LABELS = re.compile(r"[^\t：:]{1,12}[：:][^\t]*(?:\t+\s*[^\t：:]{1,12}[：:][^\t]*)+$")

Rows = list[tuple[etree._Element, list[etree._Element]]]  # each row with its cells


class Style(Struct, frozen=True):
    """What a paragraph style says. level: 1–9 of a heading. numbered: (list, level of the list)."""

    level: int | None = None
    numbered: tuple[str, int] | None = None


class Merge(Struct, frozen=True):
    """One w:tc. merge: "" (plain), "restart" (first of a vertical merge) or "continue" (covered)."""

    text: str
    columns: int
    merge: str


def read_word(data: bytes, file: str) -> list[Line | Grid]:
    """Return the lines and grids of a docx file.

    Contents lines (text, tab, page number) that touch are one grid, as in a text file; tables of one column are lines.
    Raises ReadError: READ-008 to READ-012.
    """
    parts = unpack(data, file, "docx", lambda name: name == RELATIONS or (name.startswith("word/") and name.endswith(".xml")))
    main = _main_part(parts, file)
    document = _parse(parts, main, file)
    if document is None:
        raise refusal("READ-009", file, found=f"里面没有 {main}", found_en=f"no {main} in it", kind="docx")
    styles, numbering = _parse(parts, STYLES, file), _parse(parts, NUMBERING, file)
    reader = _Reader(file, _read_styles(styles), Numbering(numbering))
    body = child(document, "body")
    if body is not None:
        reader.walk(body)
    reader.end_contents()
    return reader.items


def _parse(parts: dict[str, bytes], name: str, file: str) -> etree._Element | None:
    """Return the root of the part, None when the package has none. Strict files are read as transitional ones."""
    if name not in parts:
        return None
    return parse_xml(parts[name].replace(_STRICT, W[1:-1].encode()), name, file, "docx")


def _main_part(parts: dict[str, bytes], file: str) -> str:
    """Return the name of the part with the text; some programs do not call it document.xml."""
    if RELATIONS in parts:
        for relation in parse_xml(parts[RELATIONS], RELATIONS, file, "docx"):
            if (relation.get("Type") or "").endswith("/officeDocument"):
                return (relation.get("Target") or "").lstrip("/")
    return "word/document.xml"


class _Reader:
    """The blocks found so far, the contents lines being gathered, and the count of paragraphs and rows."""

    def __init__(self, file: str, styles: dict[str, Style], numbering: Numbering) -> None:
        self.file = file
        self.styles = styles
        self.numbering = numbering
        self.items: list[Line | Grid] = []
        self.contents: list[tuple[int, str]] = []
        self.numbers = count(1)

    def walk(self, parent: etree._Element) -> None:
        """Add the paragraphs and tables of the element."""
        for block in _blocks(parent):
            if _name(block) == "p":
                self.add_paragraph(block)
            else:
                self.add_table(block)

    def add_paragraph(self, paragraph: etree._Element) -> None:
        number = next(self.numbers)
        bound(number, MAX_LINES, "段 paragraphs", self.file)
        boxes: list[etree._Element] = []
        style = self.style_of(paragraph)
        text = self.label(style) + "".join(_texts(paragraph, boxes)).strip(BLANKS)
        if _CONTENTS_LINE.match(text) and "\n" not in text:
            self.contents.append((number, text))
        else:
            self.end_contents()
            # "部门名称：…<TAB>单位：万元" says two things at two ends of one line.
            apart = text.replace("\t", "\n") if _LABELS.match(text) else text
            pieces = (tidy(piece) for piece in apart.split("\n"))
            self.items += [Line(piece, Place(line=number), style.level) for piece in pieces if piece]
        for box in boxes:
            self.walk(box)

    def end_contents(self) -> None:
        """Put the contents lines gathered so far among the items."""
        self.items += read_run(self.contents, self.file)
        self.contents = []

    def style_of(self, paragraph: etree._Element) -> Style:
        """Return the paragraph's style with what it says itself on top."""
        properties = child(paragraph, "pPr")
        if properties is None:
            return self.styles.get("", Style())
        named = self.styles.get(value(properties, "pStyle") or "", Style())
        own = _read_properties(properties)
        return Style(own.level or named.level, own.numbered or named.numbered)

    def label(self, style: Style) -> str:
        return self.numbering.label(*style.numbered) if style.numbered else ""

    def add_table(self, table: etree._Element) -> None:
        self.end_contents()
        rows: Rows = [(row, list(_inside(row, "tc"))) for row in _inside(table, "tr") if not _is_deleted(row)]
        if _is_layout(rows):
            for _, cells in rows:
                for cell in cells:
                    self.walk(cell)
            return
        merges = [[*_skipped(row), *(self.read_cell(cell) for cell in cells)] for row, cells in rows]
        lines = [next(self.numbers) for _ in rows]
        bound(lines[-1], MAX_LINES, "段 paragraphs", self.file)
        if grid := make_grid(_place_cells(merges), lines, self.file):
            self.items.append(grid)

    def read_cell(self, cell: etree._Element) -> Merge:
        properties = child(cell, "tcPr")
        merge = "" if properties is None else _vertical(properties)
        columns = 1 if properties is None else _whole(value(properties, "gridSpan"))
        text = "" if merge == "continue" else tidy("\n".join(self.texts_of(cell)))
        return Merge(text, columns, merge)

    def texts_of(self, parent: etree._Element) -> Iterator[str]:
        """Yield the text of each paragraph in a cell, also in tables and boxes inside it."""
        for block in _blocks(parent):
            if _name(block) == "p":
                boxes: list[etree._Element] = []
                yield self.label(self.style_of(block)) + "".join(_texts(block, boxes))
                for box in boxes:
                    yield from self.texts_of(box)
            else:
                for row in _inside(block, "tr"):
                    for cell in _inside(row, "tc"):
                        yield from self.texts_of(cell)


# --- elements -----------------------------------------------------------------------------------------------------


def _name(element: etree._Element) -> str:
    return _local(str(element.tag))


@cache
def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def _blocks(parent: etree._Element) -> Iterator[etree._Element]:
    """Yield the paragraphs and tables directly in the element, or in what only wraps them."""
    for inner in parent:
        name = _name(inner)
        if name in ("p", "tbl"):
            yield inner
        elif name in _WRAPPERS:
            yield from _blocks(inner)
        elif name == "AlternateContent":
            yield from _blocks(_alternative(inner))


def _inside(parent: etree._Element, wanted: str) -> Iterator[etree._Element]:
    """Yield the rows of a table or cells of a row, also wrapped ones."""
    for inner in parent:
        name = _name(inner)
        if name == wanted:
            yield inner
        elif name in _WRAPPERS:
            yield from _inside(inner, wanted)


def _texts(element: etree._Element, boxes: list[etree._Element]) -> Iterator[str]:
    """Yield the printed text of a paragraph piece by piece; text boxes in it are put into `boxes`."""
    for inner in element:
        name = _name(inner)
        if name == "t":
            yield inner.text or ""
        elif name in _UNPRINTED:
            continue
        elif name in _CHARACTERS:
            yield _CHARACTERS[name]
        elif name == "txbxContent":
            boxes.append(inner)
        elif name == "AlternateContent":
            yield from _texts(_alternative(inner), boxes)
        elif name != "r" or not _is_hidden(inner):
            yield from _texts(inner, boxes)


def _alternative(element: etree._Element) -> etree._Element:
    """Return the one branch to read: what is offered twice, for old and new programs, is printed once."""
    branches = list(element)
    return next((branch for branch in branches if _name(branch) == "Choice"), branches[0] if branches else element)


def _is_hidden(run: etree._Element) -> bool:
    properties = child(run, "rPr")
    hidden = None if properties is None else child(properties, "vanish")
    return hidden is not None and hidden.get(W + "val") not in ("0", "false", "off")


def _is_deleted(row: etree._Element) -> bool:
    properties = child(row, "trPr")
    return properties is not None and child(properties, "del") is not None


def _is_layout(rows: Rows) -> bool:
    """Return whether a table only arranges things: one column, or most of its text in cells that hold tables."""
    cells = [cell for _, inside in rows for cell in inside]
    if all(len(inside) <= 1 for _, inside in rows):
        return True
    holders = [cell for cell in cells if next(cell.iterdescendants(W + "tbl"), None) is not None]
    return bool(holders) and 2 * sum(map(_weight, holders)) > sum(map(_weight, cells))


def _weight(element: etree._Element) -> int:
    return sum(len(text.text or "") for text in element.iter(W + "t"))


# --- tables -------------------------------------------------------------------------------------------------------


def _skipped(row: etree._Element) -> list[Merge]:
    """Return an empty cell for the columns a row leaves out at its left."""
    properties = child(row, "trPr")
    left_out = None if properties is None else value(properties, "gridBefore")
    return [Merge("", _whole(left_out), "")] if left_out and left_out != "0" else []


def _vertical(properties: etree._Element) -> str:
    merge = child(properties, "vMerge")
    if merge is None:
        return ""
    return "restart" if merge.get(W + "val") == "restart" else "continue"


def _whole(text: str | None, least: int = 1) -> int:
    return max(least, min(int(text), MAX_SPAN)) if text and text.isdecimal() and len(text) < 9 else least


def _place_cells(rows: list[list[Merge]]) -> dict[tuple[int, int], Cell]:
    """Return (row, column) → cell, vertical merges as one cell that covers several rows."""
    placed: dict[tuple[int, int], Cell] = {}
    open_merges: dict[int, tuple[int, int]] = {}  # column → first cell of the merge that reaches the row above
    for number, row in enumerate(rows):
        column = 0
        reaching: dict[int, tuple[int, int]] = {}
        for cell in row:
            first = open_merges.get(column) if cell.merge == "continue" else None
            if first:
                above = placed[first]
                placed[first] = Cell(above.text, number - first[0] + 1, above.columns)
            else:
                placed[number, column] = Cell(cell.text, 1, cell.columns)
            if cell.merge:
                reaching[column] = first or (number, column)
            column += cell.columns
        open_merges = reaching
    return placed


# --- styles -------------------------------------------------------------------------------------------------------


def _read_styles(root: etree._Element | None) -> dict[str, Style]:
    """Return style id → style, with what it inherits; "" → the default paragraph style."""
    if root is None:
        return {}
    elements = {each.get(W + "styleId") or "": each for each in root.iterchildren(W + "style")}
    styles = {key: _inherit(key, elements) for key in elements}
    default = next((key for key, each in elements.items() if _is_default(each)), None)
    return {**styles, "": styles[default]} if default is not None else styles


def _is_default(style: etree._Element) -> bool:
    return style.get(W + "type") == "paragraph" and style.get(W + "default") in ("1", "true")


def _inherit(key: str, elements: dict[str, etree._Element]) -> Style:
    level: int | None = None
    numbered: tuple[str, int] | None = None
    seen: set[str] = set()
    while key in elements and key not in seen:
        seen.add(key)
        element = elements[key]
        named = _HEADING.match(value(element, "name") or "")
        properties = child(element, "pPr")
        own = Style() if properties is None else _read_properties(properties)
        level = level or own.level or (int(named[1]) if named else None)
        numbered = numbered or own.numbered
        key = value(element, "basedOn") or ""
    return Style(level, numbered)


def _read_properties(properties: etree._Element) -> Style:
    outline = value(properties, "outlineLvl")
    level = int(outline) + 1 if outline and outline in "012345678" else None
    listed = child(properties, "numPr")
    if listed is None:
        return Style(level)
    return Style(level, (value(listed, "numId") or "0", _whole(value(listed, "ilvl"), least=0)))
