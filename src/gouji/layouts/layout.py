"""How each jurisdiction prints its tables: layouts/<province>/<year>.yaml as records.

Reading matches against a layout, preparing and rendering print from it, rules speak its names. A layout is checked
when it is loaded: a kind, column, row or key that kinds.yaml does not know is refused with a LayoutError.
"""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, Literal

from msgspec import Struct, field, structs

from gouji.layouts.classification import functional_names
from gouji.layouts.kinds import Kind, load_kinds
from gouji.layouts.source import LayoutError, Steps, line_of, load_yaml

FOLDER = Path(__file__).parent
ORDINALS = [tens + ones for tens in ("", "十", *(f"{digit}十" for digit in "二三四五六七八九")) for ones in ("", *"一二三四五六七八九")][1:]

LabelRole = Literal["code", "part", "name", "counterpart", "other"]
Stage = Literal["budget", "final"]
Fund = Literal["一般公共预算", "政府性基金预算", "国有资本经营预算", "财政专户管理资金", "单位资金"]


class Takes(Struct, frozen=True, forbid_unknown_fields=True):
    """Which lines of the ledger a row, a column or a whole table takes. What is not named is not asked for.

    A table's cell takes what its table, its row and its column all take. function, economic: code prefixes on the
    department's side. nothing: the cell is never derived (年终结转).
    """

    fund: tuple[Fund, ...] | None = None
    nature: Literal["basic", "project"] | None = None
    carried_over: bool | None = None
    function: tuple[str, ...] | None = None
    economic: tuple[str, ...] | None = None
    nothing: bool = False


class ColumnLayout(Struct, frozen=True, forbid_unknown_fields=True):
    """A column of money. name: canonical. printed: header from the top row down, {year} for the budget year.

    In a lying table what stands below each item, nothing where the item itself heads the amount. or_printed: other
    words the lowest row may have.
    """

    name: str
    printed: tuple[str, ...]
    or_printed: tuple[str, ...] = ()
    takes: Takes = Takes()


class LabelLayout(Struct, frozen=True, forbid_unknown_fields=True):
    """A column that says what a row is about. role: what stands in it: a code, a part of one (类, 款, 项), a name …"""

    role: LabelRole = field(name="is")
    printed: tuple[str, ...] = ()


class RowLayout(Struct, frozen=True, forbid_unknown_fields=True):
    """A row that is always printed. printed: its label; in a lying table its header from the top down, parted by /.

    each: a family of rows in one line of the layout ("功能分类": one row per functional class); {ordinal} and {name} in
    printed are then filled, and key and code are those of the class.
    """

    printed: str
    key: str = ""
    code: str = ""
    level: str = ""
    each: Literal["", "功能分类"] = ""
    takes: Takes = Takes()


class Side(Struct, frozen=True, forbid_unknown_fields=True):
    """One side of a two-sided table, or the only one (name "").

    levels: of the function codes printed, from the top. total: label of the total row where rows are not fixed.
    by: what the codes of its rows are, when not what the kind says. lying: the rows stand beside each other as columns,
    upright: the columns below each other as rows. blocks: how many times the columns stand beside each other.
    """

    labels: tuple[LabelLayout, ...] = ()
    columns: tuple[ColumnLayout, ...] = ()
    rows: tuple[RowLayout, ...] = ()
    levels: tuple[str, ...] = ()
    total: str = ""
    of: Takes = Takes()
    name: str = ""
    by: Literal["", "revenue_code"] = ""
    lying: bool = False
    upright: bool = False
    blocks: int = 1


class TableLayout(Struct, frozen=True, forbid_unknown_fields=True):
    """How one table is printed.

    table: canonical kind. title: with {year}; also_titled: other printed titles, words in [ ] may be missing.
    label: printed above the title, "" where none is. blank: what an empty amount cell means. numbered: a row
    1, 2, 3 … stands below the header. of: what the whole table takes from the ledger. A file gives either body (a
    one-sided table) or sides; once loaded, sides has both kinds, a one-sided table under the name "".
    """

    table: str
    title: str
    also_titled: tuple[str, ...] = ()
    label: str = ""
    unit: str = ""
    blank: Literal["zero", "unknown"] = "unknown"
    empty_note: str = ""
    numbered: bool = False
    of: Takes = Takes()
    body: Side | None = None
    sides: dict[str, Side] = field(default_factory=dict)

    def side(self, name: str = "") -> Side:
        """Return the side; raises KeyError when the table has none of the name."""
        return self.sides[name]


class Layout(Struct, frozen=True, forbid_unknown_fields=True):
    """All tables of one jurisdiction and year, in printed order.

    A kind may have several tables, for a department and for its units. elsewhere: other shapes of its tables, of another
    year or place, that are read too and never printed. name: "shanxi/2024". stage: of the budget year
    it is printed in. prepared: whether a budget can be prepared in it; else it is for reading. contents: how the table of contents prints a table, with {number} and {title}. label: printed
    above the titles of a document that is prepared, with {number}; what was seen above one title is the table's own.
    """

    jurisdiction: str
    year: int
    unit: str
    tables: tuple[TableLayout, ...]
    elsewhere: tuple[TableLayout, ...] = ()
    contents: str = ""
    label: str = ""
    department: str = ""
    functional_classes: tuple[str, ...] = ()
    name: str = ""
    stage: Stage = "budget"
    prepared: bool = True

    def table(self, kind: str, variant: int = 0) -> TableLayout | None:
        """Return the layout of the kind (the first, or the one asked for), None when there is no such table."""
        of_kind = [table for table in (*self.tables, *self.elsewhere) if table.table == kind]
        return of_kind[variant] if variant < len(of_kind) else None


@cache
def layouts() -> tuple[Layout, ...]:
    """Return all layouts, by name."""
    return tuple(load(f"{file.parent.name}/{file.stem}") for file in sorted(FOLDER.glob("*/*.yaml")))


@cache
def prepared_layouts() -> tuple[str, ...]:
    """Return the names of the layouts that a budget can be prepared in, the newest last."""
    return tuple(layout.name for layout in layouts() if layout.prepared)


@cache
def load(name: str) -> Layout:
    """Return the layout ("shanxi/2024"). Raises FileNotFoundError for an unknown name, LayoutError for a faulty file."""
    return read_layout(FOLDER / f"{name}.yaml", name)


def read_layout(file: Path, name: str) -> Layout:
    """Return the layout in the file, checked against the table kinds."""
    layout = load_yaml(file, Layout)
    for steps, found, known in _strangers(layout):
        raise LayoutError(file, line_of(file, steps), found, known)
    tables, elsewhere = (
        tuple(_complete(table, layout) for table in given) for given in (layout.tables, layout.elsewhere)
    )
    return structs.replace(layout, name=name, tables=tables, elsewhere=elsewhere)


@cache
def class_codes() -> dict[str, str]:
    """Return name → code of the functional classes (类), former names included."""
    return {
        entry.name: code
        for code, entries in functional_names().items()
        if len(code) == 3
        for entry in entries
    }


def _complete(table: TableLayout, layout: Layout) -> TableLayout:
    """Return the table with its unit, its sides' names and all rows written out."""
    given = table.sides if table.body is None else {"": table.body}
    sides = {
        name: structs.replace(side, name=name, rows=tuple(_rows(side, layout)))
        for name, side in given.items()
    }
    return structs.replace(table, unit=table.unit or layout.unit, body=None, sides=sides)


def _rows(side: Side, layout: Layout) -> Iterator[RowLayout]:
    for row in side.rows:
        if not row.each:
            yield row
            continue
        for ordinal, name in zip(ORDINALS, layout.functional_classes, strict=False):
            code = class_codes()[name]
            printed = row.printed.format(ordinal=ordinal, name=name)
            yield RowLayout(printed, name, code, "类", row.each, Takes(function=(code,)))


def _strangers(layout: Layout) -> Iterator[tuple[Steps, str, Any]]:
    """Yield (where, name, the known names) of every name that the kinds and codes do not have."""
    kinds = load_kinds()
    for index, name in enumerate(layout.functional_classes):
        if name not in class_codes():
            yield ("functional_classes", index), name, class_codes()
    named = (("tables", layout.tables), ("elsewhere", layout.elsewhere))
    for field_name, index, table in ((name, *each) for name, given in named for each in enumerate(given)):
        here: Steps = (field_name, index)
        if table.table not in kinds or kinds[table.table].stage != layout.stage:
            yield (
                (*here, "table"),
                table.table,
                [name for name, kind in kinds.items() if kind.stage == layout.stage],
            )
        else:
            yield from _strange_sides(table, kinds[table.table], here)


def _strange_sides(table: TableLayout, kind: Kind, here: Steps) -> Iterator[tuple[Steps, str, Any]]:
    given: list[tuple[Steps, str, Side]] = [
        (("sides", name), name, side) for name, side in table.sides.items()
    ]
    if table.body is not None:
        given = [(("body",), "", table.body)]
    for steps, name, side in given:
        there: Steps = (*here, *steps)
        if name not in kind.sides:
            yield there, name, kind.sides
            continue
        for index, column in enumerate(side.columns):
            if column.name not in kind.sides[name]:
                yield (*there, "columns", index, "name"), column.name, kind.sides[name]
        for index, row in enumerate(side.rows):
            if (row.key or row.each) not in kind.rows.get(name, ()):
                yield (*there, "rows", index), row.key or row.each, kind.rows.get(name, ())
