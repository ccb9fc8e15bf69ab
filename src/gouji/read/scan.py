"""A look through the XML of a worksheet before calamine opens it: how far it reaches, which cells show nothing.

calamine builds the whole rectangle from the first used cell to the last, so the rectangle is measured here first.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from lxml import etree
from msgspec import Struct, field

from gouji.read.blocks import ReadError
from gouji.read.formats import Format
from gouji.read.packages import parse_xml
from gouji.read.places import column_letters

_RELATION = re.compile(r"\{.*/relationships\}id$")
_REFERENCE = re.compile(r"([A-Z]{1,3})(\d{1,7})$")


class Scan(Struct, frozen=True):
    """What a look through a worksheet's XML tells.

    cells: rows × columns it spans. uncalculated, errors: A1 references of formulas without a result and of error values.
    too_large: it spans more than is left of the limit. formats: (row, column), 0-based → how its number is printed.
    """

    cells: int
    uncalculated: tuple[str, ...] = ()
    errors: tuple[str, ...] = ()
    too_large: bool = False
    formats: dict[tuple[int, int], Format] = field(default_factory=dict)


def scan_sheet(part: bytes, name: str, file: str, styles: Sequence[Format | None] = ()) -> Scan | str:
    """Return what the worksheet spans and which of its cells have no value to show; or why it cannot be parsed."""
    try:
        root = parse_xml(part, name, file, "xlsx")
    except ReadError as error:
        return error.trouble.zh
    uncalculated, errors = [], []
    rows: set[int] = set()
    columns: set[int] = set()
    by_style = {str(index): form for index, form in enumerate(styles) if form}
    formats = {}
    for number, column, cell in _cells(root):
        formula = content = None
        for child in cell:
            kind = _local(child.tag)
            if kind == "f":
                formula = child
            elif kind == "is" or (kind == "v" and child.text):
                content = child
        written = cell.get("t")
        if content is not None:
            rows.add(number)
            columns.add(column)
            if written in (None, "n") and (form := by_style.get(cell.get("s") or "0")):
                formats[number - 1, column - 1] = form
        elif formula is not None and written != "str":
            uncalculated.append(f"{column_letters(column - 1)}{number}")
        if written == "e":
            errors.append(f"{column_letters(column - 1)}{number}")
    return Scan(_span(rows) * _span(columns), tuple(uncalculated), tuple(errors), formats=formats)


def _span(used: set[int]) -> int:
    """Return how many numbers lie from the smallest to the largest."""
    return max(used) - min(used) + 1 if used else 0


@lru_cache(maxsize=1024)
def _local(tag: object) -> str:
    """Return the tag's name without its namespace."""
    return str(tag).rpartition("}")[2]


def _cells(root: etree._Element) -> Iterator[tuple[int, int, etree._Element]]:
    """Yield (row, column, cell), 1-based; a cell without a reference stands after the one before it."""
    number = 0
    for row in root.iter(str(root.tag).replace("worksheet", "row")):
        number = _positive(row.get("r")) or number + 1
        here, column = str(number), 0
        for cell in row:
            reference = cell.get("r") or ""
            letters = reference.rstrip("0123456789")
            digits = reference[len(letters) :]
            if digits == here and (found := _column_number(letters)):
                column = found
                yield number, column, cell
            else:
                place = _REFERENCE.match(reference)
                column = _column_number(place[1]) if place else column + 1
                yield int(place[2]) if place else number, column, cell


def _positive(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 9 else 0


@lru_cache(maxsize=16384)
def _column_number(letters: str) -> int:
    """Return the 1-based number of a worksheet column, 0 for what is no column's letters."""
    if not 1 <= len(letters) <= 3 or not (letters.isascii() and letters.isalpha() and letters.isupper()):
        return 0
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def sheet_parts(parts: dict[str, bytes], file: str) -> dict[str, str]:
    """Return sheet name → name of its part."""
    book = parse_xml(parts.get("xl/workbook.xml", b""), "xl/workbook.xml", file, "xlsx")
    relations = parse_xml(parts.get("xl/_rels/workbook.xml.rels", b""), "xl/_rels/workbook.xml.rels", file, "xlsx")
    targets = {each.get("Id"): _absolute(each.get("Target") or "") for each in relations}
    sheets = {}
    for sheet in book.iter("{*}sheet"):
        key = next((value for name, value in sheet.attrib.items() if _RELATION.match(str(name))), None)
        sheets[sheet.get("name") or ""] = targets.get(key, "")
    return sheets


def _absolute(target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else f"xl/{target}"
