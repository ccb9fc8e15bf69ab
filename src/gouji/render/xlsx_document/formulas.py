"""Which cells of a printed table are sums of others: a Table and its grid in, cell → the cells it adds up out.

A sum is only taken where it gives exactly what is printed: elsewhere the figure stays a number, as the department
printed it.
"""

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from gouji.model.disclosure import Figure, Grid, Row, Table
from gouji.read.headers import read_header

Cell = tuple[int, int]
Sums = dict[Cell, tuple[Cell, ...]]

# Columns that a total of their row is made of, whichever of them a table has.
_PARTS: tuple[frozenset[str], ...] = (
    frozenset({"一般公共预算", "政府性基金预算", "国有资本经营预算", "财政专户管理资金", "单位资金"}),
    frozenset({"基本支出", "项目支出"}),
    frozenset({"人员经费", "公用经费"}),
    frozenset({"当年", "上年结转"}),
)
_TOTAL = "合计"
# Rows told by their keys, whatever stands between them.
_ROWS: dict[str, tuple[str, ...]] = {
    "收入总计": ("本年收入合计", "上年结转"),
    "支出总计": ("本年支出合计", "年终结转"),
    "上年结转": ("上年结转/一般公共预算", "上年结转/政府性基金预算", "上年结转/国有资本经营预算"),
    "公务用车购置及运行费": ("公务用车购置费", "公务用车运行维护费"),
}
_ALL_ABOVE = ("本年收入合计", "本年支出合计")
# How deep the levels of rows lie; a row adds up those one step deeper that follow it.
_DEPTH = {"合计": 0, "部门": 1, "类": 2, "单位": 2, "款": 3, "项": 4, "项目": 4}


class _Line(Struct, frozen=True):
    """One row of a side, where it is printed, and the figures of its amounts."""

    row: Row
    at: int


def find_sums(table: Table, grid: Grid) -> Sums:
    """Return for each cell of the grid that is a sum the cells it adds up, both as (row, column)."""
    columns = _columns(table, grid)
    sums: Sums = {}
    for side in dict.fromkeys(row.side for row in table.rows):
        lines = list(_lines(table, grid, side, columns))
        for line in lines:
            for name, figure in line.row.figures.items():
                if figure.money is None or name not in columns:
                    continue
                choices = (_across(line, name, columns), *(_down(part, name, columns) for part in _below(lines, line)))
                fitting = next((parts for parts in choices if len(parts) > 1 and _adds_up(figure, parts)), None)
                if fitting:
                    sums[line.at, columns[name]] = tuple(cell for cell, _ in fitting)
    return sums


def _columns(table: Table, grid: Grid) -> dict[str, int]:
    """Return canonical column → column of the grid, by the header as printed."""
    paths = ["/".join(path) for path in read_header(grid.rows).paths]
    return {name: paths.index(path) for name, path in table.header.items() if path in paths}


def _lines(table: Table, grid: Grid, side: str, columns: Mapping[str, int]) -> Iterator[_Line]:
    """Yield the rows of the side with the grid row each is printed in: the next one with its name and figures."""
    begin = 0
    for row in table.rows:
        if row.side != side:
            continue
        at = next((at for at in range(begin, len(grid.rows)) if _is_printed(row, grid.rows[at], columns)), None)
        if at is not None:
            yield _Line(row, at)
            begin = at + 1


def _is_printed(row: Row, texts: Sequence[str], columns: Mapping[str, int]) -> bool:
    named = row.label in texts or bool(row.code and row.code in texts) or row.name in texts
    return named and all(texts[columns[name]] == figure.text for name, figure in row.figures.items() if name in columns)


Parts = list[tuple[Cell, Figure]]


def _across(line: _Line, name: str, columns: Mapping[str, int]) -> Parts:
    """Return the cells of the row that its total is made of."""
    if name != _TOTAL:
        return []
    group = next((group for group in _PARTS if group & columns.keys() & line.row.figures.keys()), frozenset[str]())
    return [
        ((line.at, columns[part]), figure) for part, figure in line.row.figures.items() if part in group and part in columns
    ]


def _below(lines: Sequence[_Line], line: _Line) -> Iterator[list[_Line]]:
    """Yield the rows that the row may add up: those its key names, those above it, those one level deeper."""
    if line.row.key in _ROWS:
        yield [other for other in lines if other.row.key in _ROWS[line.row.key]]
    if line.row.key in _ALL_ABOVE:
        yield [other for other in lines if other.at < line.at and other.row.level in ("", "类")]
    if line.row.key == _TOTAL:
        named = {part for parts in _ROWS.values() for part in parts}
        yield [other for other in lines if other is not line and other.row.key not in named]
    yield _children(lines, line)


def _children(lines: Sequence[_Line], line: _Line) -> list[_Line]:
    """Return the rows right below it that lie one step deeper, up to the next as high as it."""
    depth = _DEPTH.get(line.row.level)
    if depth is None:
        return []
    following: list[_Line] = []
    for other in lines:
        if other.at > line.at:
            if _DEPTH.get(other.row.level, 9) <= depth:
                break
            following.append(other)
    shallowest = min((_DEPTH.get(other.row.level, 9) for other in following), default=9)
    return [other for other in following if _DEPTH.get(other.row.level, 9) == shallowest]


def _down(lines: Sequence[_Line], name: str, columns: Mapping[str, int]) -> Parts:
    return [((line.at, columns[name]), line.row.figures[name]) for line in lines if name in line.row.figures]


def _adds_up(total: Figure, parts: Parts) -> bool:
    """Return whether the parts, blanks as nought, give exactly the figure printed."""
    if total.money is None or any(figure.state == "unreadable" for _, figure in parts):
        return False
    return sum(figure.money.fen for _, figure in parts if figure.money) == total.money.fen and any(
        figure.money for _, figure in parts
    )
