"""The tables of a disclosure: every one a group-by of the ledger as its layout declares, and nothing else.

In: a Budget with its ledger and a Layout. Out: Tables as the reader would read them from the page, with their grids as
printed. Lines of places count from 1 in each table.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest

from gouji.layouts.kinds import load_kinds
from gouji.layouts.layout import Layout, Side, TableLayout
from gouji.model.budget import Budget
from gouji.model.disclosure import Grid, Row, Table
from gouji.model.place import Place
from gouji.prepare.amounts import cell_figure
from gouji.prepare.headers import PrintedHeader, print_header
from gouji.prepare.ledger import Ledger
from gouji.prepare.rows import TOTAL, PreparedRow, Source, code_names, prepare_rows

Line = tuple[PreparedRow | None, ...]


class Cells:
    """The exact amounts in 分 that the tables print, for whatever else repeats them."""

    def __init__(self, sides: Mapping[tuple[str, str], tuple[Side, Sequence[PreparedRow]]]) -> None:
        self._rows = {where: rows for where, (_, rows) in sides.items()}
        self._fen = {
            (kind, row.key, column.name): fen
            for (kind, _), (side, rows) in sides.items()
            for row in rows
            for column, fen in zip(side.columns, row.amounts, strict=True)
        }

    def fen(self, kind: str, key: str, column: str) -> int:
        """Return the amount of the cell; 0 where the table has no such row, as nothing was taken for it."""
        return self._fen.get((kind, key, column), 0)

    def rows(self, kind: str, side: str = "", level: str = "") -> list[PreparedRow]:
        """Return the rows of one side of the table, of one level if asked; none when there is no such table."""
        return [row for row in self._rows.get((kind, side), ()) if not level or row.level == level]


def prepare_tables(budget: Budget, layout: Layout, ledger: Ledger) -> tuple[tuple[Table, ...], Cells]:
    """Return the layout's tables in printed order, and the exact amounts behind them."""
    source = Source(budget, ledger, code_names(budget))
    sides = {
        (table.table, side.name): (side, prepare_rows(side, table, source))
        for table in layout.tables
        for side in table.sides.values()
    }
    tables = []
    for number, table in enumerate(layout.tables, 1):
        rows = [sides[table.table, side][1] for side in table.sides]
        tables.append(_table(number, table, layout, budget, rows))
    return tuple(tables), Cells(sides)


def _table(
    number: int, table: TableLayout, layout: Layout, budget: Budget, prepared: Sequence[Sequence[PreparedRow]]
) -> Table:
    year = budget.year
    title = table.title.format(year=year)
    header = print_header(table, year)
    sides = tuple(table.sides.values())
    lines = list(_align(prepared))
    has_amounts = any(any(row.amounts) for line in lines for row in line if row)
    rows = tuple(row for index, line in enumerate(lines) for row in _rows(index, line, sides, title, table, header))
    return Table(
        kind=table.table,
        title=title,
        place=Place(part=title),
        number=number,
        label=layout.label.format(number=number),
        year=year,
        department=budget.department,
        unit=table.unit,
        note=None if has_amounts else table.empty_note,
        header={column: words for (_, column), words in header.columns.items()},
        rows=rows,
        grids=(_grid(header, lines, rows, sides),),
        head=len(header.rows),
    )


def _align(sides: Sequence[Sequence[PreparedRow]]) -> Iterator[Line]:
    """Yield the lines of the table: the sides' rows beside each other, total beside total."""
    if len(sides) == 1:
        yield from ((row,) for row in sides[0])
        return
    for blocks in zip_longest(*(list(_blocks(rows)) for rows in sides), fillvalue=[]):
        longest = max(map(len, blocks))
        yield from zip(*(_stretch(block, longest) for block in blocks), strict=True)


def _blocks(rows: Sequence[PreparedRow]) -> Iterator[list[PreparedRow]]:
    """Yield the rows cut behind each total."""
    block: list[PreparedRow] = []
    for row in rows:
        block.append(row)
        if row.level == TOTAL:
            yield block
            block = []
    yield block


def _stretch(block: Sequence[PreparedRow], length: int) -> list[PreparedRow | None]:
    """Return the block with blanks above its total, or at its end when it has none."""
    blanks: list[PreparedRow | None] = [None] * (length - len(block))
    if block and block[-1].level == TOTAL:
        return [*block[:-1], *blanks, block[-1]]
    return [*block, *blanks]


def _rows(
    index: int, line: Line, sides: Sequence[Side], title: str, table: TableLayout, header: PrintedHeader
) -> Iterator[Row]:
    """Yield the rows of one line of the table, one per side that has one."""
    number = len(header.rows) + index + 1
    for side, row in zip(sides, line, strict=True):
        if row is None or not (any(row.texts) or any(row.amounts) or _stands_in(row, table, side)):
            continue
        figures = {
            column.name: cell_figure(
                fen, table.unit, Place(number, None, None, None, title, row.label, header.columns[side.name, column.name])
            )
            for column, fen in zip(side.columns, row.amounts, strict=True)
        }
        place = Place(number, None, None, None, title, row.label)
        yield Row(
            row.key, row.label, place, side.name, row.code, row.name, row.counterpart, row.level, figures
        )


def _stands_in(row: PreparedRow, table: TableLayout, side: Side) -> bool:
    """Return whether the total printed on the left stands for this side too."""
    return row.key == TOTAL and TOTAL in load_kinds()[table.table].rows.get(side.name, ())


def _grid(header: PrintedHeader, lines: Sequence[Line], rows: Sequence[Row], sides: Sequence[Side]) -> Grid:
    printed = {(row.place.line, row.side): row for row in rows}
    body = []
    for number, line in enumerate(lines, len(header.rows) + 1):
        cells: list[str] = []
        for side, prepared in zip(sides, line, strict=True):
            row = printed.get((number, side.name))
            cells += prepared.texts if prepared else [""] * len(side.labels)
            cells += [figure.text for figure in row.figures.values()] if row else [""] * len(side.columns)
        body.append(tuple(cells))
    everything = (*header.rows, *body)
    return Grid(everything, tuple(range(1, len(everything) + 1)), spans=header.spans)
