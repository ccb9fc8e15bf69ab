"""The workbook's sheets and columns (columns.yaml) as records, and what its drop-down lists offer in a year."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Literal

from msgspec import Struct, field

from gouji.layouts.classification import economic_items, functional_names, revenue_items
from gouji.layouts.form_labels import load_form_labels
from gouji.layouts.quantity_words import load_quantity_words
from gouji.layouts.source import LayoutError, line_of, load_yaml
from gouji.layouts.words import plain

SOURCE = Path(__file__).with_name("columns.yaml")

HEAD_ROW = 2  # 0-based row of the header; above it stand what the sheet is for and the groups of columns
FIRST_ROW = HEAD_ROW + 1

Kind = Literal["text", "long", "code", "choice", "suggest", "amount", "number", "flag", "stamp", "day"]

CODE_LISTS = ("功能科目", "经济科目", "收入科目")
SHEET_LISTS = ("单位", "项目")  # what the sheet of that name holds in its first column
LEVEL_LISTS = ("一级指标", "二级指标")


class Column(Struct, frozen=True, forbid_unknown_fields=True):
    """One column of a list, or one fact. field: of the record, "annual.central" for one inside another."""

    name: str
    en: str
    field: str
    kind: Kind = "text"
    list: str = ""
    required: bool = False
    also: tuple[str, ...] = ()
    note: str = ""
    example: str = ""
    width: int = 14
    group: str = ""


class Sheet(Struct, frozen=True, forbid_unknown_fields=True):
    """One worksheet. holds: what of the budget stands on it. rows: how many are set up. starts: first cells of new rows."""

    name: str = field(name="sheet")
    en: str = ""
    holds: str = ""
    about: str = ""
    columns: tuple[Column, ...] = ()
    shape: Literal["list", "facts"] = "list"
    essential: bool = False
    also: tuple[str, ...] = ()
    rows: int = 200
    freeze: int = 0
    starts: tuple[str | tuple[str, ...], ...] = ()

    def column(self, of: str) -> tuple[int, Column]:
        """Return the position and the column of the record's field; raises KeyError when there is none."""
        return _positions(self)[of]


class Guide(Struct, frozen=True, forbid_unknown_fields=True):
    """What the first sheet says. facts: marker of the program → its label."""

    title: str
    steps: tuple[str, ...]
    colours: dict[str, str]
    facts: dict[str, str]
    heads: dict[str, str]


class Book(Struct, frozen=True, forbid_unknown_fields=True):
    """columns.yaml as it stands. lists: the words offered, or word → value of the record."""

    version: str
    guide: Guide
    flags: dict[Literal["yes", "no"], tuple[str, ...]]
    totals: frozenset[str]
    one_off: str
    lists: dict[str, tuple[str, ...] | dict[str, str]]
    sheets: tuple[Sheet, ...]

    def holding(self, what: str) -> Sheet:
        """Return the sheet that holds it."""
        return next(sheet for sheet in self.sheets if sheet.holds == what)


@cache
def load_book() -> Book:
    """Return the workbook's plan. Raises LayoutError: an unknown key, a wrong type or a list that does not exist."""
    book = load_yaml(SOURCE, Book)
    known = (*book.lists, *CODE_LISTS, *SHEET_LISTS, *LEVEL_LISTS)
    for number, sheet in enumerate(book.sheets):
        for place, column in enumerate(sheet.columns):
            if column.list and column.list not in known:
                line = line_of(SOURCE, ("sheets", number, "columns", place))
                raise LayoutError(SOURCE, line, column.list, known)
    return book


@cache
def offered(name: str, year: int) -> tuple[str, ...]:
    """Return what the drop-down list offers in the year; codes are followed by their names."""
    if name in CODE_LISTS:
        return tuple(f"{code} {names[0]}" for code, names in sorted(known_codes(name, year).items()))
    if name in LEVEL_LISTS:
        return tuple(dict.fromkeys(_levels(name).values()))
    return tuple(load_book().lists[name])


@cache
def values(name: str) -> dict[str, str]:
    """Return every printing of the closed list's words, made comparable → value of the record."""
    if name in LEVEL_LISTS:
        return _levels(name)
    words = load_book().lists[name]
    pairs = words.items() if isinstance(words, dict) else ((word, word) for word in words)
    found = {plain(word): value for word, value in pairs}
    if name == "比较":
        before = load_quantity_words().operators.before
        found |= {plain(word): sign for sign, printed in before.items() for word in printed if sign in found}
    return found


@cache
def printed(name: str) -> dict[str, str]:
    """Return value of the record → word of the list that stands for it."""
    words = load_book().lists.get(name, ())
    return {value: word for word, value in words.items()} if isinstance(words, dict) else {}


@cache
def known_codes(name: str, year: int | None) -> dict[str, tuple[str, ...]]:
    """Return the codes that a line of the ledger may bear in the year, with their names, the present one first."""
    if name == "功能科目":
        return {
            code: tuple(entry.name for entry in reversed(entries) if entry.holds_in(year))
            for code, entries in functional_names().items()
            if len(code) == 7 and any(entry.holds_in(year) for entry in entries)
        }
    if name == "收入科目":
        return {code: (item.name,) for code, item in revenue_items().items() if len(code) == 7}
    return {item.code: (item.name,) for item in economic_items() if item.side == "部门" and len(item.code) == 5}


@cache
def _levels(name: str) -> dict[str, str]:
    levels = load_form_labels().words.levels
    if name == "一级指标":
        return {plain(word): level1 for level1, level in levels.items() for word in (level1, *level.also)}
    pairs = ((level2, also) for level in levels.values() for level2, also in level.under.items())
    found: dict[str, str] = {}
    for level2, also in pairs:
        for word in (level2, *also):
            found.setdefault(plain(word), level2)
    return found


@cache
def _positions(sheet: Sheet) -> dict[str, tuple[int, Column]]:
    return dict(_numbered(sheet))


def _numbered(sheet: Sheet) -> Iterator[tuple[str, tuple[int, Column]]]:
    for number, column in enumerate(sheet.columns):
        yield column.field, (number, column)
