"""Cells with spans in, a Grid out; and the tidying every kind of file gives the text of a cell or paragraph."""

import re
from collections.abc import Mapping, Sequence
from itertools import groupby

from msgspec import Struct, structs

from gouji.model.disclosure import Grid
from gouji.read.blocks import Line
from gouji.read.bounds import MAX_CELLS, bound

BLANKS = " \t\r\n\f\v\u3000\xa0\u200b\ufeff"

_RUN = re.compile(r"[ \t\r\n\f\v\u3000\xa0\u200b\ufeff]*[\r\n][ \t\r\n\f\v\u3000\xa0\u200b\ufeff]*|[ \t\xa0]{2,}|[\t\f\v\xa0]")
# Letters that are written without blanks between them: ideographs, their punctuation and full-width forms. Compiled when
# a cell has a break, which cells of a text have not.
_SOLID = r"[\u2014-\u201d\u2026\u2460-\u249b\u3000-\u303f\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]"


class Cell(Struct, frozen=True):
    """One printed cell. rows, columns: how many it covers."""

    text: str
    rows: int = 1
    columns: int = 1


def tidy(text: str) -> str:
    """Return the text as one line: breaks between Chinese characters vanish, others become a blank.

    A break inside a cell is a matter of the column's width ("财政专户管理" / "资金"), not of what is said.
    """
    text = text.strip(BLANKS)
    return _RUN.sub(_join, text) if text else ""


def _join(run: re.Match[str]) -> str:
    if "\n" not in run[0] and "\r" not in run[0]:
        return " "
    before, after = run.string[run.start() - 1], run.string[run.end()]
    return "" if re.match(_SOLID, before) or re.match(_SOLID, after) else " "


def lay_out(rows: Sequence[Sequence[Cell]], lines: Sequence[int], file: str) -> Grid | None:
    """Return the grid the cells make, as HTML defines it; None when no cell has text.

    rows: the cells that begin in each row. Columns at the right in which no cell begins are dropped: a title is often
    said to cover more columns than its table has. Empty rows are kept.
    Raises ReadError("READ-012"): more cells than any table has.
    """
    placed: dict[tuple[int, int], Cell] = {}
    taken: dict[int, int] = {}  # column → first row in which it is free again
    total = 0
    for number, cells in enumerate(rows):
        column = 0
        for cell in cells:
            while taken.get(column, 0) > number:
                column += 1
            placed[number, column] = cell
            total += cell.columns
            bound(total, MAX_CELLS, "格 cells", file)
            if cell.rows > 1:
                taken.update(dict.fromkeys(range(column, column + cell.columns), number + cell.rows))
            column += cell.columns
    return make_grid(placed, lines, file)


def make_grid(placed: Mapping[tuple[int, int], Cell], lines: Sequence[int], file: str) -> Grid | None:
    """Return the grid of cells placed by (row, column); None when none has text. lines: one number for each row.

    Raises ReadError("READ-012"): more cells than any table has.
    """
    if not any(cell.text for cell in placed.values()):
        return None
    height, width = len(lines), 1 + max(column for _, column in placed)
    bound(height * width, MAX_CELLS, "格 cells", file)
    texts = [[""] * width for _ in range(height)]
    spans = {}
    for (row, column), cell in placed.items():
        texts[row][column] = cell.text
        span = min(cell.rows, height - row), min(cell.columns, width - column)
        if span != (1, 1):
            spans[f"{row},{column}"] = span
    return Grid(tuple(map(tuple, texts)), tuple(lines), spans=spans)


def same_width(items: Sequence[Line | Grid]) -> list[Line | Grid]:
    """Return the items, neighbouring grids (pieces of one table) padded to the widest of them."""
    padded: list[Line | Grid] = []
    for is_grid, group in groupby(items, lambda item: isinstance(item, Grid)):
        pieces = list(group)
        width = max(len(piece.rows[0]) for piece in pieces if isinstance(piece, Grid)) if is_grid else 0
        padded += [_pad(piece, width) if isinstance(piece, Grid) else piece for piece in pieces]
    return padded


def _pad(grid: Grid, width: int) -> Grid:
    missing = ("",) * (width - len(grid.rows[0]))
    return structs.replace(grid, rows=tuple(row + missing for row in grid.rows)) if missing else grid
