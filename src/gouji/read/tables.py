"""One part of the outline that is a table in, the Table with its rows and figures out.

The kind is told by the title or, failing that, by columns and rows; words are compared whole and stand in layouts/.
Whatever cannot be told is kept in the table's grids as printed, and reported as a trouble.
"""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import pairwise

from msgspec import structs

from gouji.model.disclosure import Grid, Row, Table, Trouble
from gouji.model.money import read_money
from gouji.model.place import Place
from gouji.read.across import lies_across, read_across
from gouji.read.blocks import Line
from gouji.read.broken_rows import is_shifted, read_broken_row
from gouji.read.columns import SideColumns, match_columns
from gouji.read.headers import Header
from gouji.read.kinds import Told, tell_kind
from gouji.read.labelled import BY, read_labelled, units_in, unread_amounts
from gouji.read.outline import Part
from gouji.read.precision import restore_steps
from gouji.read.rows import name_closing_rows, name_lone_row, place_totals, read_row
from gouji.read.table_body import Body, PrintedRow
from gouji.read.table_pieces import Pieces, body_rows, find_pieces
from gouji.read.table_troubles import (
    cell_troubles,
    column_troubles,
    foreign_troubles,
    total_troubles,
    unit_troubles,
)
from gouji.read.titles import Preamble, Title, read_preamble, read_title, table_number
from gouji.read.troubles import trouble
from gouji.read.upright import read_upright, stands_upright


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
    pieces = find_pieces(part.grids)
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
        year=title.year or preamble.year,
        department=preamble.department,
        unit=_printed_unit(title, preamble, pieces),
        note=preamble.note,
        grids=pieces.grids if pieces else part.grids,
        head=pieces.head if pieces else 0,
    )
    if pieces is None or told is None:
        code = "READ-103" if pieces is None else "READ-102"
        return table, (*troubles, trouble(code, place, title=text))
    lines = (*body_rows(pieces), *lost)
    if told.words.kind.by == BY:
        table = structs.replace(table, unit=table.unit or next(iter(units_in(pieces.grids)), None))
    body = Body(told.words, text, _reading_unit(table, told), table.department, frozenset(units), year)
    filled, more = _fill(table, lines, pieces, body)
    printed = [table.unit] if told.words.kind.by == BY and table.unit else _units_printed(title, preamble, pieces)
    if not told.certain and title.words != table.kind:
        troubles.insert(0, trouble("READ-101", place, title=text, kind=table.kind))
    return filled, (*troubles, *foreign_troubles(pieces, text), *unit_troubles(table, body.unit, printed), *more)


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


def _units_printed(title: Title, preamble: Preamble, pieces: Pieces | None) -> list[str]:
    in_title = [title.unit] if title.unit else []
    return list(dict.fromkeys([*preamble.units, *in_title, *(pieces.header.units if pieces else ())]))


def _printed_unit(title: Title, preamble: Preamble, pieces: Pieces | None) -> str | None:
    return next(iter(_units_printed(title, preamble, pieces)), None)


def _reading_unit(table: Table, told: Told) -> str | None:
    """Return the unit the figures are read in: as printed, or the layout's when the title is one of a layout."""
    return table.unit or (told.words.layout.unit if told.words.layout else None)


# --- columns and rows -------------------------------------------------------------------------------------------------


def _fill(
    table: Table, lines: Sequence[PrintedRow], pieces: Pieces, body: Body
) -> tuple[Table, tuple[Trouble, ...]]:
    """Return the table with its rows, and what could not be read of them."""
    if body.words.kind.by == BY:
        left = unread_amounts(pieces.grids, body.words)
        told = (trouble("READ-120", table.place, title=table.title, count=len(left), text=left[0]),) if left else ()
        return structs.replace(table, rows=restore_steps(read_labelled(pieces.grids, body))), told
    header = pieces.header
    matched = match_columns(header, body.words, body.year)
    sides = tuple(_only_money(side, lines, header.width) for side in matched)
    across = lies_across(header, sides, body)
    if across or stands_upright(lines, sides, body):
        whole = [line for line in lines if len(line.cells) == header.width]
        read = read_across(whole, header, sides[0], body) if across else read_upright(whole, sides[0], body)
        rows = restore_steps(read)
        named = {name: name for name in rows[0].figures} if rows and not across else {}
        filled = structs.replace(table, header=named, rows=rows)
        torn = [_torn(line, body) for line in lines if len(line.cells) != header.width]
        return filled, (*torn, *cell_troubles(rows, body.unit), *total_troubles(filled, sides, body))
    rows_read, troubles = _read_blocks(lines, sides, body, header)
    names = {column.name: column.header for side in sides for column in side.columns}
    filled = structs.replace(table, header=names, rows=restore_steps(rows_read))
    return filled, (*column_troubles(table, sides, header, body), *troubles, *total_troubles(filled, sides, body))


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
    lines = [_with_label_at_amount(line, sides) if len(line.cells) == header.width else line for line in lines]
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
            troubles.append(_torn(line, body, broken[0].label if broken else ""))
            continue
        read = read_row(line, sides, body, rows)
        rows += read.rows
        strange += read.strange
        troubles += cell_troubles(read.rows, body.unit)
        troubles += [trouble("READ-109", row.place) for row in read.nameless if _has_labels(sides, row.side)]
    rows = place_totals(name_closing_rows(name_lone_row(rows, sides, body), body), sides)
    kept = {(row.side, row.label) for row in rows if row.level}
    strange = [row for row in strange if (row.side, row.label) not in kept]
    if strange:
        labels = "、".join(row.label for row in strange)
        troubles.append(trouble("READ-108", strange[0].place, title=body.title, rows=labels))
    return rows, troubles


def _torn(line: PrintedRow, body: Body, label: str = "") -> Trouble:
    """Return that the cells of the line do not stand in the columns of the header."""
    return trouble("READ-107", line.place(0, body, label), text="｜".join(line.cells))


def _has_labels(sides: Sequence[SideColumns], name: str) -> bool:
    return any(side.side == name and side.labels for side in sides)
