"""What could not be read of a table: its title, unit, pieces, columns, cells and totals, each as a trouble."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from gouji.layouts.headings import Printed, printed_under
from gouji.layouts.layout import Side, layouts, load
from gouji.layouts.words import plain
from gouji.model.disclosure import Row, Table, Trouble
from gouji.read.columns import SideColumns
from gouji.read.headers import Header
from gouji.read.places import cell_place
from gouji.read.table_body import Body
from gouji.read.table_pieces import Pieces, is_foreign
from gouji.read.titles import read_title
from gouji.read.troubles import trouble

_COLUMNS_MISSING = "READ-104"
_TOTALS = ("合计", "收入总计", "支出总计")


def doubled_titles(tables: Sequence[Table]) -> Iterator[Trouble]:
    """Yield a trouble for each title that is printed more than once."""
    counts = Counter(plain(table.title) for table in tables)
    for table in {plain(table.title): table for table in reversed(tables)}.values():
        count = counts[plain(table.title)]
        if count > 1:
            yield trouble("READ-116", table.place, title=table.title, count=count)


def of_own_form(tables: Sequence[Table], troubles: Iterable[Trouble]) -> Iterator[Trouble]:
    """Yield the troubles without columns that only another place's form has: titles are alike, forms are not.

    A form is the document's own when another of its tables has every column of it.
    """
    whole = [(table.place, _forms_of(table, whole=True)) for table in tables]
    forms = {table.place: _forms_of(table, whole=False) for table in tables}
    for one in troubles:
        others = {name for place, names in whole if place != one.place for name in names}
        if one.code != _COLUMNS_MISSING or forms.get(one.place, frozenset()) & others:
            yield one


def _forms_of(table: Table, *, whole: bool) -> frozenset[str]:
    """Return the layouts that print a table of the title and kind; whole: of which it has all columns."""
    if table.kind is None:
        return frozenset()
    found = (one for one in printed_under(read_title(table.title).words) if one.kind == table.kind)
    return frozenset(one.layout for one in found if not whole or _columns_of(one) <= table.header.keys())


def _columns_of(printed: Printed) -> set[str]:
    form = load(printed.layout).table(printed.kind, printed.variant)
    return {column.name for side in form.sides.values() for column in side.columns} if form else set()


def unit_troubles(table: Table, unit: str | None, printed: Sequence[str]) -> Iterator[Trouble]:
    """Yield a trouble when not exactly one unit is printed. unit: the one the figures are read in, None when not known."""
    if len(printed) > 1:
        yield trouble("READ-117", table.place, title=table.title, units="、".join(printed), unit=unit)
    elif unit is None:
        yield trouble("READ-111", table.place, title=table.title)
    elif not printed:
        yield trouble("READ-110", table.place, title=table.title, unit=unit)


def foreign_troubles(pieces: Pieces, title: str) -> Iterator[Trouble]:
    """Yield a trouble for each grid that is another table, the title of which was not recognised."""
    for grid in pieces.grids[pieces.first + 1 :]:
        if is_foreign(grid, pieces):
            yield trouble("READ-118", cell_place(grid, 0, part=title), title=title)


def column_troubles(
    table: Table, sides: Sequence[SideColumns], header: Header, body: Body
) -> Iterator[Trouble]:
    """Yield a trouble for the columns that are missing, printed twice, or not of the kind."""

    def list_columns(code: str, names: Iterable[str], **slots: str) -> Iterator[Trouble]:
        if columns := "、".join(names):
            yield trouble(code, table.place, title=table.title, columns=columns, **slots)

    yield from (trouble("READ-119", table.place, title=table.title, side=side) for side in _without_labels(sides, body))
    if missing := list(_missing_columns(sides, body)):
        yield from list_columns(_COLUMNS_MISSING, missing, **_name_form(body))
    yield from list_columns("READ-105", (column.header for side in sides for column in side.doubled))
    yield from list_columns("READ-106", _unread_headers(sides, header))


def _without_labels(sides: Sequence[SideColumns], body: Body) -> Iterator[str]:
    """Yield the sides that have no column of labels, though their form has one."""
    for side in sides:
        own = _own(side, body)
        if not side.labels and (own is None or own.labels):
            yield side.side


def _missing_columns(sides: Sequence[SideColumns], body: Body) -> Iterator[str]:
    """Yield the columns of the table's layout that it does not have."""
    for side in sides:
        found = {column.name for column in side.columns}
        own = _own(side, body)
        yield from (column.name for column in (own.columns if own else ()) if column.name not in found)


def _name_form(body: Body) -> dict[str, str]:
    """Return what the table's layout is called, in Chinese and in English; it may be that of another place."""
    form = body.words.layout
    of = next((one for one in layouts() if any(table is form for table in (*one.tables, *one.elsewhere))), None)
    return {"form": f"{of.jurisdiction}{of.year}年", "form_en": of.name} if of is not None else {"form": "", "form_en": ""}


def _own(side: SideColumns, body: Body) -> Side | None:
    """Return the side as the table's layout has it."""
    return body.words.layout.sides.get(side.side) if body.words.layout else None


def _unread_headers(sides: Sequence[SideColumns], header: Header) -> Iterator[str]:
    """Yield the headers of columns that the kind does not have."""
    read = {label.index for side in sides for label in side.labels}
    read |= {column.index for side in sides for column in (*side.columns, *side.doubled) if column.known}
    for index, path in enumerate(header.paths):
        if path and header.named[index] and index not in read:
            yield "/".join(path)


def cell_troubles(rows: Sequence[Row], unit: str | None) -> Iterator[Trouble]:
    """Yield a trouble for each cell that is no amount; without a unit none is, and that is said once."""
    if unit is None:
        return
    for row in rows:
        for figure in row.figures.values():
            if figure.state == "unreadable":
                yield trouble("READ-114", figure.place, text=figure.text)


def total_troubles(table: Table, sides: Sequence[SideColumns], body: Body) -> Iterator[Trouble]:
    """Yield a trouble for a table without rows or without the totals of its kind."""
    if not table.rows:
        if table.note is None:
            yield trouble("READ-113", table.place, title=table.title)
        return
    if not any(row.key for row in table.rows):
        return  # There is no column of labels, which has been said.
    keys = {(row.side, row.key) for row in table.rows}
    printed = dict.fromkeys(side.side for side in sides)
    missing = [
        name
        for side in printed
        for name in body.words.kind.rows.get(side, ())
        if name in _TOTALS and (side, name) not in keys and len(sides) == len(printed)
    ]
    if missing:
        yield trouble("READ-112", table.place, title=table.title, rows="、".join(missing))
