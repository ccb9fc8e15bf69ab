"""Words that tables print in any jurisdiction (headings.yaml), as lists to look words up in.

With a layout, its own printed words come first; without one, these alone say what a table and its columns are.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from msgspec import Struct, field, structs

from gouji.layouts.kinds import Kind, load_kinds
from gouji.layouts.layout import Side, TableLayout, class_codes, layouts, load
from gouji.layouts.source import LayoutError, Steps, line_of, load_yaml
from gouji.layouts.words import Words, alternation, plain_label

FILE = Path(__file__).with_name("headings.yaml")

List = tuple[str, ...]


class KindWords(Struct, frozen=True, forbid_unknown_fields=True):
    """Words of one kind. columns, extra: canonical column → printed words, by side in a two-sided kind.

    needs, never: words of which the header of a table under one of the titles has one, or none. only: side → titles of
    tables that print that side alone. extra: columns that tables of the kind have in some places and kinds.yaml does not know. rows: by side.
    """

    titles: List
    columns: dict[str, Any]
    only: dict[str, List] = field(default_factory=dict)
    told_by: tuple[List, ...] = ()
    needs: List = ()
    never: List = ()
    extra: dict[str, Any] = field(default_factory=dict)
    rows: dict[str, dict[str, List]] = field(default_factory=dict)


class Headings(Struct, frozen=True, forbid_unknown_fields=True):
    """headings.yaml as it stands."""

    labels: List
    publishers: List
    qualifiers: dict[str, List]
    units: List
    unit_marks: List
    department_marks: List
    note_marks: List
    note_openings: List
    page_marks: List
    totals: List
    subtotals: List
    counted: List
    closing: dict[str, str]
    closing_words: List
    roles: dict[str, List]
    unit_columns: List
    unit_names: List
    project_columns: List
    apart: List
    own_money: List
    funds: List
    sides: dict[str, List]
    institutions: List
    places: List
    economic_classes: List
    kinds: dict[str, KindWords]


class SideWords(Struct, frozen=True):
    """What the words of one side of a table lead to: header word → column, row label → row key."""

    columns: Words[str]
    rows: Words[str]


class TableWords(Struct, frozen=True):
    """The words of one table: its kind, and per side those of its layout (if it has one) and of any jurisdiction."""

    kind: Kind
    layout: TableLayout | None
    sides: dict[str, SideWords]


class Vocabulary:
    """The words that do not depend on the kind of table."""

    def __init__(self, words: Headings) -> None:
        self.labels = _set(words.labels)
        self.page_marks = _set(words.page_marks)
        self.publisher = re.compile(f"^(?:{alternation(words.publishers)})")
        self.qualifiers = {by: re.compile(f"(?:{alternation(given)})$") for by, given in words.qualifiers.items()}
        self.totals = _set(words.totals)
        self.subtotals = _set(words.subtotals)
        self.counted = re.compile(f"[(](?:{alternation(words.counted)})[)]$")
        self.closing = words.closing
        self.closing_words = _set(words.closing_words)
        self.roles = Words((word, role) for role, given in words.roles.items() for word in given)
        self.apart = _set(words.apart)
        self.own_money = words.own_money
        self.funds = _set(words.funds)
        self.unit_columns = _set(words.unit_columns)
        self.unit_names = _set(words.unit_names)
        self.project_columns = _set(words.project_columns)
        self.sides = Words((word, side) for side, given in words.sides.items() for word in given)
        self.economic_classes = _set(words.economic_classes)
        units = alternation(words.units)
        marks = alternation(words.unit_marks)
        self.unit = re.compile(
            f"[(,;]?(?:{marks})[:]?(?:人民币)?({units})[)]?(?![^)\\W])|^[(]?({units})[)]?$"
        )
        self.unit_mark = re.compile(f"[(]?(?:{marks}):")
        self.column_unit = re.compile(f"[(](?:(?:{marks}):)?({units})[)]$")
        self.department = re.compile(f"^(?:{alternation(words.department_marks)}):")
        self.note = re.compile(f"^(?:{alternation(words.note_marks)})[:\\d]|^(?:{alternation(words.note_openings)})")
        self.institution = re.compile(f"(?:{alternation(words.institutions)})(?:[(].*[)])?$")
        self.place = re.compile(f"^.{{1,7}}?(?:{alternation(words.places)})")


@cache
def headings() -> Headings:
    """Return the words of headings.yaml. Raises LayoutError: a kind, side or column is not one of kinds.yaml."""
    words = load_yaml(FILE, Headings)
    for steps, found, known in _strangers(words):
        raise LayoutError(FILE, line_of(FILE, steps, found), found, known)
    return words


@cache
def vocabulary() -> Vocabulary:
    """Return the words that do not depend on the kind of table."""
    return Vocabulary(headings())


@lru_cache(maxsize=4096)
def is_header_word(word: str) -> bool:
    """Return whether the word (in its comparable form) stands in the header of some kind of table."""
    words = vocabulary()
    if word in words.roles or word in words.sides or word in words.apart:
        return True
    return any(word in side.columns for kind in headings().kinds for side in table_words(kind).sides.values())


@cache
def titles() -> Words[tuple[str, str]]:
    """Return the lookup of the titles that layouts print, without year → (layout name, kind)."""
    return Words(
        (_yearless(table.title), (layout.name, table.table))
        for layout in layouts()
        for table in layout.tables
    )


class Printed(Struct, frozen=True):
    """A table of a layout that bears a title. own: it is the layout's first title, not another one."""

    layout: str
    kind: str
    variant: int
    own: bool


@lru_cache(maxsize=1024)
def printed_under(title: str) -> tuple[Printed, ...]:
    """Return the tables of all layouts that bear the title (without year), those whose first title it is before others."""
    found = [
        Printed(layout, *where, own)
        for layout, own, words in _titles_by_layout()
        if (where := words.find(title)) is not None
    ]
    return tuple(sorted(found, key=lambda one: not one.own))


@cache
def _titles_by_layout() -> tuple[tuple[str, bool, Words[tuple[str, int]]], ...]:
    found = []
    for layout in layouts():
        own, again, others = (list[tuple[str, tuple[str, int]]]() for _ in range(3))
        tables = (*layout.tables, *layout.elsewhere)
        for index, table in enumerate(tables):
            where = table.table, sum(before.table == table.table for before in tables[:index])
            # A form of another year may stand under the same title.
            (again if any(title == _yearless(table.title) for title, _ in own) else own).append((_yearless(table.title), where))
            others += [(_yearless(title), where) for title in table.also_titled]
        found += [(layout.name, True, Words(own)), (layout.name, True, Words(again)), (layout.name, False, Words(others))]
    return tuple(found)


@cache
def common_titles() -> Words[tuple[str, str]]:
    """Return the lookup of titles used anywhere, without year → (kind, the only side printed or "")."""
    kinds = headings().kinds.items()
    whole = [(title, (kind, "")) for kind, words in kinds for title in words.titles]
    sides = [
        (title, (kind, side))
        for kind, words in kinds
        for side, given in words.only.items()
        for title in given
    ]
    return Words([*whole, *sides])


def _yearless(title: str) -> str:
    return title.replace("{year}年", "")


def bears_header(kind: str, printed: Collection[str]) -> bool:
    """Return whether a table of the kind may have a header of these words (in comparable form), whatever its title.

    Tables by function and economic class stand under titles of tables by function (Sichuan's 明细表).
    """
    words = headings().kinds[kind]
    return (not words.needs or any(word in printed for word in words.needs)) and not any(word in printed for word in words.never)


@cache
def told_by() -> dict[str, tuple[Words[bool], ...]]:
    """Return kind → the groups of words that tell it under an unknown title."""
    return {
        kind: tuple(_set(group) for group in words.told_by)
        for kind, words in headings().kinds.items()
        if words.told_by
    }


@cache
def table_words(kind: str, layout_name: str | None = None, only: str = "", variant: int = 0) -> TableWords:
    """Return the words of the kind, those of the named layout first. only: the one side that the table prints.

    variant: which of the layout's tables of the kind.
    """
    table = load(layout_name).table(kind, variant) if layout_name else None
    record = load_kinds()[kind]
    if table is not None and len(table.sides) == 1 and len(record.sides) > 1:
        only = next(iter(table.sides))
    if only:
        record = structs.replace(record, sides={only: record.sides[only]}, rows={only: record.rows[only]})
    sides = {side: _side_words(record, side, table) for side in record.sides}
    return TableWords(record, table, sides)


def _side_words(kind: Kind, side: str, table: TableLayout | None) -> SideWords:
    words = headings().kinds[kind.name]
    own = table.sides.get(side) if table else None
    # An extra column may claim a canonical word where, without a layout, its meaning is open (收入总表 › 合计).
    columns = [*_own_columns(own), *_pairs(_of_side(words.extra, side, kind)), *_canonical(kind.sides[side])]
    rows = [*_own_rows(own), *_canonical(row for row in kind.rows.get(side, ()) if "/" not in row)]
    columns += _pairs(_of_side(words.columns, side, kind))
    rows += _pairs(words.rows.get(side, {}))
    if "功能分类" in kind.rows.get(side, ()):
        rows += [(name, name) for name in class_codes()]
    return SideWords(Words(columns), Words(rows))


def _own_columns(side: Side | None) -> Iterator[tuple[str, str]]:
    for column in side.columns if side else ():
        for word in (*column.printed[-1:], *column.or_printed):
            yield word, column.name


def _own_rows(side: Side | None) -> Iterator[tuple[str, str]]:
    for row in side.rows if side else ():
        if side is not None and side.lying:
            yield "/".join(plain_label(word) for word in row.printed.split("/")[-2:]), row.key
        elif not row.each and "/" not in row.key:
            yield plain_label(row.printed), row.key


def _canonical(names: Iterable[str]) -> Iterator[tuple[str, str]]:
    return ((name, name) for name in names)


def _pairs(given: dict[str, List]) -> list[tuple[str, str]]:
    return [(word, name) for name, words in given.items() for word in words]


def _of_side(given: dict[str, Any], side: str, kind: Kind) -> dict[str, List]:
    chosen: dict[str, List] = given.get(side, {}) if side and set(given) <= set(kind.sides) else given
    return chosen


def _set(words: Iterable[str]) -> Words[bool]:
    return Words((word, True) for word in words)


def _strangers(words: Headings) -> Iterator[tuple[Steps, str, Collection[str]]]:
    kinds = load_kinds()
    for name, given in words.kinds.items():
        if name not in kinds:
            yield ("kinds",), name, kinds
            continue
        for side, columns in kinds[name].sides.items():
            for column in _of_side(given.columns, side, kinds[name]):
                if column not in columns:
                    yield ("kinds", name, "columns"), column, columns
        for side, rows in given.rows.items():
            for row in rows:
                if row not in kinds[name].rows.get(side, ()):
                    yield ("kinds", name, "rows"), row, kinds[name].rows.get(side, ())
