"""One part of the outline that is a table in, the Table with its rows and figures out.

The kind is told by the title or, failing that, by columns and rows; words are compared whole and stand in layouts/.
Whatever cannot be told is kept in the table's grids as printed, and reported as a trouble.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from msgspec import Struct, structs

from gouji.layouts.headings import is_header_word
from gouji.layouts.words import plain, plain_word
from gouji.model.disclosure import Grid, Row, Table, Trouble
from gouji.model.money import read_money
from gouji.model.place import Place
from gouji.read.across import lies_across, read_across
from gouji.read.blocks import Line
from gouji.read.columns import SideColumns, match_columns
from gouji.read.headers import Header, is_number_row, looks_like_header, read_header
from gouji.read.kinds import Told, tell_kind
from gouji.read.labelled import BY, read_labelled, units_in
from gouji.read.outline import Part
from gouji.read.places import cell_place
from gouji.read.precision import restore_steps
from gouji.read.rows import (
    Body,
    PrintedRow,
    is_shifted,
    name_closing_rows,
    name_lone_row,
    place_totals,
    read_broken_row,
    read_row,
)
from gouji.read.titles import Preamble, Title, read_preamble, read_title, table_number
from gouji.read.troubles import trouble
from gouji.read.upright import read_upright, stands_upright

_TOTALS = ("合计", "收入总计", "支出总计")


class _Pieces(Struct, frozen=True):
    """The grids of a table. first: the grid with the header, which may not be the first."""

    grids: tuple[Grid, ...]
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
    lost, troubles = _sort_strays(_stray_lines(part, preamble), text)
    pieces = _pieces(part.grids)
    # A title without a year stands above columns that name it (2022年执行数, 2023年预算数).
    year = title.year or (pieces.header.year if pieces else None)
    named = structs.replace(title, year=year)
    told = tell_kind(named, pieces.header, pieces.grids, preamble.department) if pieces else None
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
        grids=pieces.grids if pieces else part.grids,
        head=_head(pieces),
    )
    if pieces is None or told is None:
        code = "READ-103" if pieces is None else "READ-102"
        return table, (*troubles, trouble(code, place, title=text))
    lines = (*_body_rows(pieces), *lost)
    if told.words.kind.by == BY:
        table = structs.replace(table, unit=table.unit or next(iter(units_in(pieces.grids)), None))
    body = Body(told.words, text, _reading_unit(table, told), table.department, frozenset(units), year)
    filled, more = _fill(table, lines, pieces, body)
    printed = [table.unit] if told.words.kind.by == BY and table.unit else _units_printed(title, preamble, pieces)
    unit_troubles = _unit_troubles(table, body.unit, printed)
    if not told.certain:
        troubles.insert(0, trouble("READ-101", place, title=text, kind=table.kind))
    return filled, (*troubles, *_foreign_grids(pieces, text), *unit_troubles, *more)


def _sort_strays(strays: Iterable[Line], title: str) -> tuple[list[PrintedRow], list[Trouble]]:
    """Return the lines between the pieces that are rows of the table, and a trouble for each that is not understood."""
    lost: list[PrintedRow] = []
    troubles: list[Trouble] = []
    for line in strays:
        if row := _lost_row(line):
            lost.append(row)
        else:
            place = structs.replace(line.place, part=title)
            troubles.append(trouble("READ-115", place, title=title, text=line.text.strip()))
    return lost, troubles


def doubled_titles(tables: Sequence[Table]) -> Iterator[Trouble]:
    """Yield a trouble for each title that is printed more than once."""
    counts = Counter(plain(table.title) for table in tables)
    for table in {plain(table.title): table for table in reversed(tables)}.values():
        count = counts[plain(table.title)]
        if count > 1:
            yield trouble("READ-116", table.place, title=table.title, count=count)


# --- pieces -----------------------------------------------------------------------------------------------------------


def _pieces(grids: Sequence[Grid]) -> _Pieces | None:
    if not grids:
        return None
    grids = _with_whole_header(grids)
    first = next((i for i, grid in enumerate(grids) if looks_like_header(grid.rows[0])), 0)
    return _Pieces(tuple(grids), first, read_header(grids[first].rows, grids[first].spans))


def _with_whole_header(grids: Sequence[Grid]) -> Sequence[Grid]:
    """Return the grids; a header that a page break cuts between its rows stands in the first of them as a whole."""
    if len(grids) < 2 or any(len(row) != len(grids[1].rows[0]) for row in (grids[0].rows[0], grids[0].rows[-1])):
        return grids
    first, second = grids[:2]
    cut = read_header(first.rows, first.spans).rows == len(first.rows) and looks_like_header(second.rows[0])
    if not cut or second.rows[0] in first.rows or first.sheet != second.sheet:
        return grids
    at = len(first.rows)
    above, below = _with_whole_words(first.rows[-1], second.rows[0])
    spans = {f"{int(row) + at},{column}": span for key, span in second.spans.items() for row, column in [key.split(",")]}
    whole = structs.replace(
        first,
        rows=(*first.rows[:-1], above, below, *second.rows[1:]),
        lines=(*first.lines, *second.lines),
        spans={**first.spans, **spans},
        pages=(*first.pages, *second.pages),
        boxes=(*first.boxes, *second.boxes),
    )
    return (whole, *grids[2:])


def _with_whole_words(above: tuple[str, ...], below: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return both rows of a header; a word that the page break cuts too (财政专户 | 拨款) stands in the upper one."""
    cells = [
        (first + second, "") if first and second and is_header_word(plain_word(first + second)) and not is_header_word(plain_word(first)) else (first, second)
        for first, second in zip(above, below, strict=True)
    ]
    return tuple(first for first, _ in cells), tuple(second for _, second in cells)


def _head(pieces: _Pieces | None) -> int:
    """Return how many rows of the first grid are header: all of it when the header stands in a later one."""
    if pieces is None:
        return 0
    return pieces.header.rows if pieces.first == 0 else len(pieces.grids[0].rows)


def _is_foreign(grid: Grid, pieces: _Pieces) -> bool:
    """Return whether the grid is another table, the title of which was not recognised: it has a header of another width."""
    return looks_like_header(grid.rows[0]) and read_header(grid.rows, grid.spans).width != pieces.header.width


def _body_rows(pieces: _Pieces) -> Iterator[PrintedRow]:
    """Yield the printed rows below the header; a header that a page break repeats is left out."""
    lead = pieces.grids[pieces.first]
    header = {lead.rows[index] for index in range(pieces.header.rows)}
    for grid in pieces.grids[pieces.first :]:
        if grid is not lead and _is_foreign(grid, pieces):
            continue
        begin = pieces.header.rows if grid is lead else _repeated_header(grid)
        stripped = all(row[-1].strip() for row in grid.rows if len(row) == max(map(len, grid.rows)))
        for index, row in enumerate(grid.rows[begin:], begin):
            if row not in header and not is_number_row(row) and any(cell.strip() for cell in row):
                yield PrintedRow(grid, index, _fit(row, pieces.header.width, pad=stripped))


def _repeated_header(grid: Grid) -> int:
    return read_header(grid.rows, grid.spans).rows if looks_like_header(grid.rows[0]) else 0


def _fit(row: tuple[str, ...], width: int, *, pad: bool) -> tuple[str, ...]:
    """Return the row at the table's width, if it lacks or exceeds it by blanks only.

    pad: the grid's rows end in words, so that blanks at their end may have been stripped from the text.
    """
    while len(row) > width and not row[-1].strip():
        row = row[:-1]
    return row + ("",) * (width - len(row)) if pad else row


def _foreign_grids(pieces: _Pieces, title: str) -> Iterator[Trouble]:
    for grid in pieces.grids[pieces.first + 1 :]:
        if _is_foreign(grid, pieces):
            yield trouble("READ-118", cell_place(grid, 0, part=title), title=title)


def _stray_lines(part: Part, preamble: Preamble) -> list[Line]:
    """Return the lines between two grids that are no preamble and no note."""
    grids = [index for index, item in enumerate(part.items) if isinstance(item, Grid)]
    between = part.items[grids[0] : grids[-1]] if grids else ()
    return [item for item in between if isinstance(item, Line) and item in preamble.strays]


def _lost_row(line: Line) -> PrintedRow | None:
    """Return the line as a row that lost the marks between its cells, None when it does not end in an amount."""
    cells = tuple(line.text.split())
    if not re.search(r"\d\.\d+$", cells[-1]):
        return None
    return PrintedRow(Grid((cells,), (line.place.line or 0,)), 0, cells)


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
    table: Table, lines: Sequence[PrintedRow], pieces: _Pieces, body: Body
) -> tuple[Table, tuple[Trouble, ...]]:
    """Return the table with its rows, and what could not be read of them."""
    if body.words.kind.by == BY:
        return structs.replace(table, rows=restore_steps(read_labelled(pieces.grids, body))), ()
    header = pieces.header
    matched = match_columns(header, body.words, body.year)
    sides = tuple(_only_money(side, lines, header.width) for side in matched)
    if lies_across(header, sides, body):
        rows = restore_steps(read_across(lines, header, sides[0], body))
        filled = structs.replace(table, rows=rows)
        return filled, (*_cell_troubles(rows, body.unit), *_total_troubles(filled, sides, body))
    if stands_upright(lines, sides, body):
        rows = restore_steps(read_upright(lines, sides[0], body))
        filled = structs.replace(table, header={name: name for name in rows[0].figures} if rows else {}, rows=rows)
        return filled, (*_cell_troubles(rows, body.unit), *_total_troubles(filled, sides, body))
    rows_read, troubles = _read_blocks(lines, sides, body, header)
    names = {column.name: column.header for side in sides for column in side.columns}
    filled = structs.replace(table, header=names, rows=restore_steps(rows_read))
    return filled, (*_column_troubles(table, sides, header, body), *troubles, *_total_troubles(filled, sides, body))


def _only_money(side: SideColumns, lines: Sequence[PrintedRow], width: int) -> SideColumns:
    """Return the side without those unknown columns that hold something else than amounts."""
    if all(column.known for column in side.columns):
        return side
    rows = [line.cells for line in lines if len(line.cells) == width]
    kept = tuple(c for c in side.columns if c.known or all(_may_be_amount(row[c.index]) for row in rows))
    return structs.replace(side, columns=kept)


def _may_be_amount(text: str) -> bool:
    return read_money(text, "元")[0] != "unreadable"


def _read_blocks(
    lines: Sequence[PrintedRow], sides: Sequence[SideColumns], body: Body, header: Header
) -> tuple[list[Row], list[Trouble]]:
    """Return the rows; where one side stands in blocks beside each other, those of the left block come first."""
    if len({side.side for side in sides}) == len(sides):
        return _read_rows(lines, sides, body, header)
    lines = [_with_label_at_amount(line, sides) for line in lines]
    read = [_read_rows(lines, (block,), body, header) for block in sides]
    troubles = dict.fromkeys(trouble for _, found in read for trouble in found)
    return [row for rows, _ in read for row in rows], list(troubles)


def _with_label_at_amount(line: PrintedRow, blocks: Sequence[SideColumns]) -> PrintedRow:
    """Return the line; a label merged over several blocks is moved to the one its amount stands in (公用经费合计)."""
    cells = list(line.cells)
    for before, block in pairwise(blocks):
        for label in before.labels:
            _, wide = line.grid.spans.get(f"{line.index},{label.index}", (1, 1))
            reached = [own.index for own in block.labels if own.index < min(label.index + wide, len(cells))]
            if reached and cells[label.index].strip():
                cells[label.index], cells[reached[-1]] = "", cells[label.index]
    return structs.replace(line, cells=tuple(cells))


def _read_rows(
    lines: Sequence[PrintedRow], sides: Sequence[SideColumns], body: Body, header: Header
) -> tuple[list[Row], list[Trouble]]:
    rows: list[Row] = []
    troubles: list[Trouble] = []
    strange: list[Row] = []
    for line in lines:
        if len(line.cells) != header.width or is_shifted(line, sides, header):
            broken = read_broken_row(line, sides, body)
            rows += broken
            place = line.place(0, body, broken[0].label if broken else "")
            troubles.append(trouble("READ-107", place, text="｜".join(line.cells)))
            continue
        read = read_row(line, sides, body, rows)
        rows += read.rows
        strange += read.strange
        troubles += _cell_troubles(read.rows, body.unit)
        troubles += [trouble("READ-109", row.place) for row in read.nameless if _has_labels(sides, row.side)]
    rows = place_totals(name_closing_rows(name_lone_row(rows, sides, body), body), sides)
    kept = {(row.side, row.label) for row in rows if row.level}
    strange = [row for row in strange if (row.side, row.label) not in kept]
    if strange:
        labels = "、".join(row.label for row in strange)
        troubles.append(trouble("READ-108", strange[0].place, title=body.title, rows=labels))
    return rows, troubles


def _has_labels(sides: Sequence[SideColumns], name: str) -> bool:
    return any(side.side == name and side.labels for side in sides)


def _column_troubles(
    table: Table, sides: Sequence[SideColumns], header: Header, body: Body
) -> Iterator[Trouble]:
    def list_columns(code: str, names: Iterable[str]) -> Iterator[Trouble]:
        if columns := "、".join(names):
            yield trouble(code, table.place, title=table.title, columns=columns)

    yield from list_columns("READ-104", _missing_columns(sides, body))
    yield from list_columns("READ-105", (column.header for side in sides for column in side.doubled))
    yield from list_columns("READ-106", _unread_headers(sides, header))


def _missing_columns(sides: Sequence[SideColumns], body: Body) -> Iterator[str]:
    """Yield the columns that the table should have and does not: those of its layout, and on each side one of labels."""
    for side in sides:
        own = body.words.layout.sides.get(side.side) if body.words.layout else None
        if not side.labels and (own is None or own.labels):
            yield f"{side.side}行名"
        found = {column.name for column in side.columns}
        yield from (column.name for column in (own.columns if own else ()) if column.name not in found)


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


def _total_troubles(table: Table, sides: Sequence[SideColumns], body: Body) -> Iterator[Trouble]:
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
