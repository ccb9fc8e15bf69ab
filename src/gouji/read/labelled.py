"""Tables laid out as a form, labels anywhere with their amounts beside or below them: the whole department's performance form.

In: the grids and the words of the kind's rows. Out: a Row for each label that has an amount, the first of a name only.
"""

from collections.abc import Iterator, Sequence

from gouji.layouts.headings import TableWords, vocabulary
from gouji.layouts.words import plain, plain_label
from gouji.model.disclosure import Figure, Grid, Row
from gouji.model.money import read_money
from gouji.read.places import cell_place
from gouji.read.row_names import TOTAL
from gouji.read.table_body import Body

BY = "label"
_COLUMN = "金额"
# One label may stand in any table by chance.
_FEWEST_LABELS = 2


def prints_labels(grids: Sequence[Grid], words: TableWords) -> bool:
    """Return whether cells of the grids are labels of the kind, which is told by labels only."""
    if words.kind.by != BY:
        return False
    found = {_key(cell, words) for grid in grids for row in grid.rows for cell in row if cell.strip()}
    return len(found - {None}) >= _FEWEST_LABELS


def units_in(grids: Sequence[Grid]) -> list[str]:
    """Return the units of money that labels print: 部门预算支出（万元）."""
    cells = (plain(cell) for grid in grids for row in grid.rows for cell in row)
    return list(dict.fromkeys(found[1] for cell in cells if (found := vocabulary().column_unit.search(cell))))


def read_labelled(grids: Sequence[Grid], body: Body) -> list[Row]:
    """Return the rows in printed order."""
    rows: dict[str, Row] = {}
    for grid, index, column, key in _labels(grids, body.words):
        at = _amount_of(grid, index, column)
        if at is None or key in rows:
            continue
        label = grid.rows[index][column].strip()
        figure = _figure(grid, *at, label, body)
        level = TOTAL if key == next(iter(body.words.kind.rows[""])) else ""
        rows[key] = Row(key, label, cell_place(grid, index, column, body.title, label), name=key, level=level, figures={_COLUMN: figure})
    return list(rows.values())


def unread_amounts(grids: Sequence[Grid], words: TableWords) -> list[str]:
    """Return the amounts, printed with decimals as money is, that belong to no label: those of a list of tasks."""
    told = {(id(grid), at) for grid, index, column, _ in _labels(grids, words) if (at := _amount_of(grid, index, column))}
    return [
        cell.strip()
        for grid in grids
        for index, row in enumerate(grid.rows)
        for column, cell in enumerate(row)
        if "." in cell and _is_amount(cell) and (id(grid), (index, column)) not in told
    ]


def _amount_of(grid: Grid, index: int, column: int) -> tuple[int, int] | None:
    """Return where the amount of the label stands, None when it has none."""
    return _beside(grid, index, column) or _below(grid, index, column)


def _labels(grids: Sequence[Grid], words: TableWords) -> Iterator[tuple[Grid, int, int, str]]:
    for grid in grids:
        for index, row in enumerate(grid.rows):
            for column, cell in enumerate(row):
                if cell.strip() and (key := _key(cell, words)):
                    yield grid, index, column, key


def _key(cell: str, words: TableWords) -> str | None:
    """Return the row that the cell names; what it is a part of may stand before it (2、资金结构：（1）基本支出)."""
    label = vocabulary().column_unit.sub("", plain(cell)).rstrip(":")
    return words.sides[""].rows.find(plain_label(plain_label(label).rpartition(":")[2]))


def _beside(grid: Grid, index: int, column: int) -> tuple[int, int] | None:
    """Return where the next filled cell to the right stands, if it is an amount."""
    row = grid.rows[index]
    filled = next((at for at in range(column + 1, len(row)) if row[at].strip()), None)
    return (index, filled) if filled is not None and _is_amount(row[filled]) else None


def _below(grid: Grid, index: int, column: int) -> tuple[int, int] | None:
    """Return the cell below, if it is an amount and not the first of a list of them."""
    first, second = (_is_amount_at(grid, below, column) for below in (index + 1, index + 2))
    return (index + 1, column) if first and not second else None


def _is_amount_at(grid: Grid, index: int, column: int) -> bool:
    row = grid.rows[index] if index < len(grid.rows) else ()
    return column < len(row) and _is_amount(row[column])


def _is_amount(text: str) -> bool:
    return read_money(text, "元")[0] == "printed"


def _figure(grid: Grid, index: int, column: int, label: str, body: Body) -> Figure:
    text = grid.rows[index][column].strip()
    state, money = read_money(text, body.unit or "元")
    if body.unit is None:
        state, money = "unreadable", None
    return Figure(text, state, body.unit or "", money, cell_place(grid, index, column, body.title, label, _COLUMN))
