"""One part of the outline that is a table in, the Table with its rows and figures out.

The kind is told by the title or, failing that, by columns and rows; words are compared whole and stand in layouts/.
Whatever cannot be told is kept in the table's grids as printed, and reported as a trouble.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from msgspec import Struct, structs

from gouji.layouts.words import plain
from gouji.model.disclosure import Grid, Row, Table, Trouble
from gouji.model.money import read_money
from gouji.model.place import Place
from gouji.read.across import lies_across, read_across
from gouji.read.blocks import Line
from gouji.read.columns import SideColumns, match_columns
from gouji.read.headers import Header, is_number_row, read_header
from gouji.read.kinds import Told, tell_kind
from gouji.read.outline import Part
from gouji.read.precision import restore_steps
from gouji.read.rows import Body, PrintedRow, read_broken_row, read_row
from gouji.read.titles import Preamble, Title, read_preamble, read_title, table_number
from gouji.read.troubles import trouble

_TOTALS = ("合计", "收入总计", "支出总计")


class _Pieces(Struct, frozen=True):
    """The grids of a table. width: of most of its rows. first: the first grid of that width, with the header."""

    grids: tuple[Grid, ...]
    width: int
    first: int
    header: Header


def read_table(
    part: Part, contents_numbers: Mapping[str, int], units: Collection[str] = ()
) -> tuple[Table, tuple[Trouble, ...]]:
    """Return the table and what could not be read of it.

    contents_numbers: title → number as in the table of contents. units: names of the department's budget units, if
    known; they tell a unit's row from a project's.
    """
    text = part.title.text.strip() if part.title else ""
    place = structs.replace(part.title.place, part=text) if part.title else Place()
    title = read_title(text)
    preamble = read_preamble((*part.before, *part.lines))
    troubles = list(_stray_lines(part, preamble, text))
    pieces = _pieces(part.grids)
    told = tell_kind(title, pieces.header, pieces.grids, preamble.department) if pieces else None
    table = Table(
        kind=told.words.kind.name if told else None,
        title=text,
        place=place,
        certain=bool(told and told.certain),
        number=table_number(title, preamble.label, contents_numbers),
        label=preamble.label,
        year=title.year,
        department=preamble.department,
        unit=_printed_unit(title, preamble, pieces),
        note=preamble.note,
        grids=part.grids,
        head=_head(pieces),
    )
    if pieces is None or told is None:
        code = "READ-103" if pieces is None else "READ-102"
        return table, (*troubles, trouble(code, place, title=text))
    filled, more = _fill(table, pieces, told, _units_printed(title, preamble, pieces), frozenset(units))
    return filled, (*troubles, *more)


def doubled_titles(tables: Sequence[Table]) -> Iterator[Trouble]:
    """Yield a trouble for each title that is printed more than once."""
    counts = Counter(plain(table.title) for table in tables)
    for table in {plain(table.title): table for table in reversed(tables)}.values():
        count = counts[plain(table.title)]
        if count > 1:
            yield trouble("READ-116", table.place, title=table.title, count=count)


# --- pieces -----------------------------------------------------------------------------------------------------------


def _pieces(grids: Sequence[Grid]) -> _Pieces | None:
    widths = Counter(len(row) for grid in grids for row in grid.rows)
    if not widths:
        return None
    width = max(widths, key=lambda candidate: (widths[candidate], candidate))
    first = next(i for i, grid in enumerate(grids) if any(len(row) == width for row in grid.rows))
    rows = [row for row in grids[first].rows if len(row) == width]
    return _Pieces(tuple(grids), width, first, read_header(rows))


def _head(pieces: _Pieces | None) -> int:
    """Return how many rows of the first grid are header: all of it when the header goes on in the next."""
    if pieces is None:
        return 0
    return pieces.header.rows if pieces.first == 0 else len(pieces.grids[0].rows)


def _body_rows(pieces: _Pieces) -> Iterator[PrintedRow]:
    """Yield the printed rows below the header; a header that a page break repeats is left out."""
    lead = pieces.grids[pieces.first]
    header = {lead.rows[index] for index in range(pieces.header.rows)}
    for number, grid in enumerate(pieces.grids[pieces.first :]):
        for index, row in enumerate(grid.rows):
            if number == 0 and index < pieces.header.rows:
                continue
            if row not in header and not is_number_row(row) and any(cell.strip() for cell in row):
                yield PrintedRow(grid, index)


def _stray_lines(part: Part, preamble: Preamble, title: str) -> Iterator[Trouble]:
    """Yield a trouble for each line between two grids that is no preamble and no note."""
    grids = [index for index, item in enumerate(part.items) if isinstance(item, Grid)]
    if len(grids) < 2:
        return
    for item in part.items[grids[0] : grids[-1]]:
        if isinstance(item, Line) and item in preamble.strays:
            yield trouble(
                "READ-115", structs.replace(item.place, part=title), title=title, text=item.text.strip()
            )


# --- units ------------------------------------------------------------------------------------------------------------


def _units_printed(title: Title, preamble: Preamble, pieces: _Pieces | None) -> list[str]:
    in_title = [title.unit] if title.unit else []
    return list(dict.fromkeys([*preamble.units, *in_title, *(pieces.header.units if pieces else ())]))


def _printed_unit(title: Title, preamble: Preamble, pieces: _Pieces | None) -> str | None:
    return next(iter(_units_printed(title, preamble, pieces)), None)


def _reading_unit(table: Table, told: Told) -> str | None:
    """Return the unit the figures are read in: as printed, or the layout's when the title is one of a layout."""
    return table.unit or (told.words.layout.unit if told.words.layout else None)


def _unit_troubles(table: Table, unit: str | None, printed: Sequence[str]) -> Iterator[Trouble]:
    if len(printed) > 1:
        yield trouble("READ-117", table.place, title=table.title, units="、".join(printed), unit=unit)
    elif unit is None:
        yield trouble("READ-111", table.place, title=table.title)
    elif not printed:
        yield trouble("READ-110", table.place, title=table.title, unit=unit)


# --- columns and rows -------------------------------------------------------------------------------------------------


def _fill(
    table: Table, pieces: _Pieces, told: Told, printed_units: Sequence[str], units: frozenset[str]
) -> tuple[Table, tuple[Trouble, ...]]:
    unit = _reading_unit(table, told)
    body = Body(told.words, table.title, unit, table.department, units)
    lines = tuple(_body_rows(pieces))
    sides = tuple(
        _only_money(side, lines, pieces.width)
        for side in match_columns(pieces.header, told.words, table.year)
    )
    across = lies_across(pieces.header, sides, body)
    if across:
        rows = read_across(lines, pieces.header, body)
        row_troubles = list(_cell_troubles(rows, unit))
    else:
        rows, row_troubles = _read_rows(lines, sides, body, pieces.width)
    filled = structs.replace(
        table,
        header={} if across else {column.name: column.header for side in sides for column in side.columns},
        rows=restore_steps(rows),
    )
    troubles = [
        *([] if told.certain else [trouble("READ-101", table.place, title=table.title, kind=table.kind)]),
        *_unit_troubles(table, unit, printed_units),
        *([] if across else _column_troubles(table, sides, pieces.header, told)),
        *row_troubles,
        *_total_troubles(filled, told),
    ]
    return filled, tuple(troubles)


def _only_money(side: SideColumns, lines: Sequence[PrintedRow], width: int) -> SideColumns:
    """Return the side without those unknown columns that hold something else than amounts."""
    if all(column.known for column in side.columns):
        return side
    rows = [line.cells for line in lines if len(line.cells) == width]
    kept = tuple(c for c in side.columns if c.known or all(_may_be_amount(row[c.index]) for row in rows))
    return structs.replace(side, columns=kept)


def _may_be_amount(text: str) -> bool:
    return read_money(text, "元")[0] != "unreadable"


def _read_rows(
    lines: Sequence[PrintedRow], sides: Sequence[SideColumns], body: Body, width: int
) -> tuple[list[Row], list[Trouble]]:
    rows: list[Row] = []
    troubles: list[Trouble] = []
    strange: list[Row] = []
    for line in lines:
        if len(line.cells) != width:
            broken = read_broken_row(line, sides, body)
            rows += broken
            place = line.place(0, body, broken[0].label if broken else "")
            troubles.append(trouble("READ-107", place, found=len(line.cells), expected=width))
            continue
        read = read_row(line, sides, body, rows)
        rows += read.rows
        strange += read.strange
        troubles += _cell_troubles(read.rows, body.unit)
        troubles += [trouble("READ-109", row.place) for row in read.nameless]
    if strange:
        labels = "、".join(row.label for row in strange)
        troubles.append(trouble("READ-108", strange[0].place, title=body.title, rows=labels))
    return rows, troubles


def _column_troubles(
    table: Table, sides: Sequence[SideColumns], header: Header, told: Told
) -> Iterator[Trouble]:
    def list_columns(code: str, names: Iterable[str]) -> Iterator[Trouble]:
        if columns := "、".join(names):
            yield trouble(code, table.place, title=table.title, columns=columns)

    found = {(side.side, column.name) for side in sides for column in side.columns}
    layout = told.words.layout
    expected = (
        [(name, column.name) for name, side in layout.sides.items() for column in side.columns]
        if layout
        else []
    )
    yield from list_columns("READ-104", (name for side, name in expected if (side, name) not in found))
    yield from list_columns("READ-105", (column.header for side in sides for column in side.doubled))
    yield from list_columns("READ-106", _unread_headers(sides, header))


def _unread_headers(sides: Sequence[SideColumns], header: Header) -> Iterator[str]:
    """Yield the headers of columns that the kind does not have."""
    read = {label.index for side in sides for label in side.labels}
    read |= {column.index for side in sides for column in (*side.columns, *side.doubled) if column.known}
    for index, path in enumerate(header.paths):
        if path and header.named[index] and index not in read:
            yield "/".join(path)


def _cell_troubles(rows: Sequence[Row], unit: str | None) -> Iterator[Trouble]:
    """Yield a trouble for each cell that is no amount; without a unit none is, and that is said once."""
    if unit is None:
        return
    for row in rows:
        for figure in row.figures.values():
            if figure.state == "unreadable":
                yield trouble("READ-114", figure.place, text=figure.text)


def _total_troubles(table: Table, told: Told) -> Iterator[Trouble]:
    if not table.rows:
        if table.note is None:
            yield trouble("READ-113", table.place, title=table.title)
        return
    keys = {(row.side, row.key) for row in table.rows}
    missing = [
        name
        for side, names in told.words.kind.rows.items()
        for name in names
        if name in _TOTALS and (side, name) not in keys
    ]
    if missing:
        yield trouble("READ-112", table.place, title=table.title, rows="、".join(missing))
