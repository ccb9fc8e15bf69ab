"""Tables of sources that are printed upright: what are columns elsewhere are rows, with one column of money.

Jiangsu prints its revenue so (一般公共预算资金 小计, 政府性基金 小计 …). Lines in, the row of totals out.
"""

import re
from collections.abc import Iterator, Sequence

from gouji.layouts.headings import TableWords, vocabulary
from gouji.layouts.words import plain_label
from gouji.model.disclosure import Figure, Grid, Row
from gouji.model.money import read_money
from gouji.read.columns import SideColumns
from gouji.read.row_names import TOTAL
from gouji.read.table_body import Body, PrintedRow

# 一、基本支出 heads 工资福利支出 below it (Guangdong).
_HEAD = re.compile(r"[一二三四五六七八九十]+[、.]")
# One or two labels may be columns of the kind by chance.
_FEWEST_COLUMNS = 3


def prints_columns_as_rows(grids: Sequence[Grid], words: TableWords) -> bool:
    """Return whether the first cells of the rows name columns of the kind, which has one side and codes elsewhere."""
    if words.kind.by != "function_code" or len(words.sides) > 1:
        return False
    columns = next(iter(words.sides.values())).columns
    labels = {plain_label(row[0]) for grid in grids for row in grid.rows if row}
    return len({name for label in labels if (name := columns.find(label))}) >= _FEWEST_COLUMNS


def stands_upright(lines: Sequence[PrintedRow], sides: Sequence[SideColumns], body: Body) -> bool:
    """Return whether the table has one column of money, no codes, and columns of the kind as labels."""
    if len(sides) != 1 or len(sides[0].columns) != 1 or sides[0].indexes("code") or sides[0].indexes("part"):
        return False
    if sides[0].columns[0].index == 0:
        return False  # labels stand before the column
    return prints_columns_as_rows([line.grid for line in lines[:1]], body.words)


def read_upright(lines: Sequence[PrintedRow], side: SideColumns, body: Body) -> list[Row]:
    """Return the total row, each source's own amount under its column.

    What a source consists of (a second label that is no 小计) is not taken; it stays in the grid.
    """
    figures: dict[str, Figure] = {}
    for line, column, label in _sources(lines, side, body):
        figures.setdefault(column, _figure(line, side.columns[0].index, label, side, body))
    if not figures:
        return []
    place = next(iter(figures.values())).place
    return [Row(TOTAL, TOTAL, place, side.side, name=TOTAL, level=TOTAL, figures=figures)]


def _sources(lines: Sequence[PrintedRow], side: SideColumns, body: Body) -> Iterator[tuple[PrintedRow, str, str]]:
    """Yield (line, canonical column, label) of each line that names a column of the kind."""
    columns = body.words.sides[side.side].columns
    money = side.columns[0].index
    group = ""
    for line in lines:
        label, *inner = (cell.strip() for cell in line.cells[:money])
        column = columns.find(f"{group}/{plain_label(label)}") or columns.find(plain_label(label))
        group = plain_label(label) if _HEAD.match(label) else group
        if column and all(not text or text in vocabulary().subtotals for text in inner):
            yield line, column, label


def _figure(line: PrintedRow, index: int, label: str, side: SideColumns, body: Body) -> Figure:
    text = line.cells[index].strip()
    state, money = read_money(text, body.unit or "元")
    if body.unit is None and state == "printed":
        state, money = "unreadable", None
    return Figure(text, state, body.unit or "", money, line.place(index, body, label, side.columns[0].header))
