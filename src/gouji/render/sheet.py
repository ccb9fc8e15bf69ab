"""Named sheets of rows, and the words that describe them: what workbooks and CSV folders are made of.

A value is a text, a number, a Figure (printed amount with its state), or None: blank.
"""

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Literal

from msgspec import Struct

from gouji.model.disclosure import Figure
from gouji.model.place import Place, show_place

Value = str | int | Decimal | Figure | None

_FORBIDDEN = re.compile(r"[\[\]:*?/\\<>|\"'\x00-\x1f]")
_LONGEST_NAME = 31  # of a worksheet, set by Excel


class Column(Struct, frozen=True):
    """One column. kind: "figure" columns hold Figures; width: characters of a workbook's column."""

    name: str
    kind: Literal["text", "number", "figure"] = "text"
    width: int = 12


class Sheet(Struct, frozen=True):
    """Rows under columns. name: unique in its disclosure, valid for a worksheet and a file."""

    name: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]


def safe_name(name: str) -> str:
    """Return the name without characters that worksheets or files may not have, at most 31 characters long."""
    return _FORBIDDEN.sub(" ", name).strip()[:_LONGEST_NAME] or "-"


def name_sheets(sheets: Iterable[Sheet]) -> list[Sheet]:
    """Return the sheets with valid names, each used once (case does not tell worksheets apart)."""
    taken: set[str] = set()
    named = []
    for sheet in sheets:
        stem = name = safe_name(sheet.name)
        number = 1
        while name.lower() in taken:
            number += 1
            name = f"{stem[: _LONGEST_NAME - 4]}-{number}"
        taken.add(name.lower())
        named.append(Sheet(name, sheet.columns, sheet.rows))
    return named


def describe_sheet(language: str, name: str, columns: str, rows: Iterable[tuple[Value, ...]]) -> Sheet:
    """Return a sheet described in words.

    name: "中文|English". columns: blanks between, each "中文|English" and its width, after a ":" for texts, a "#" for
    numbers, a "$" for figures.
    """
    return Sheet(word_in(name, language), tuple(describe_column(column, language) for column in columns.split()), tuple(rows))


_COLUMN = re.compile(r"(?P<zh>[^|]+)\|(?P<en>[^:#$]+)(?:(?P<kind>[:#$])(?P<width>\d+))?$")
_KINDS: dict[str | None, Literal["text", "number", "figure"]] = {None: "text", ":": "text", "#": "number", "$": "figure"}


def describe_column(described: str, language: str) -> Column:
    """Return one column described as in `describe_sheet`."""
    found = _COLUMN.match(described)
    assert found is not None, described
    name = found["en"].replace("_", " ") if language == "en" else found["zh"]
    return Column(name, _KINDS[found["kind"]], int(found["width"] or 12))


def word_in(words: str, language: str) -> str:
    """Return the half of “中文|English” in the language."""
    zh, _, en = words.partition("|")
    return en if language == "en" else zh


def show_line(place: Place, language: str) -> str:
    """Return line, worksheet and cell in words: the part is told by the sheet."""
    line = Place(line=place.line, sheet=place.sheet, cell=place.cell, page=place.page)
    return show_place(line, language)
