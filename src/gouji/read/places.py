"""Where a cell of a grid stands in its file."""

from collections.abc import Sequence
from functools import lru_cache

from gouji.model.disclosure import Grid
from gouji.model.place import Box, Place


def cell_place(
    grid: Grid, row: int, column: int = 0, part: str = "", label: str = "", header: str = ""
) -> Place:
    """Return the place of the cell at (row, column) of the grid: a line and its page, or a worksheet's cell (A1).

    part, label, header: title of the table, label of the row and header of the column as printed.
    """
    line = grid.lines[row] if row < len(grid.lines) else None
    if grid.sheet is None:
        page = grid.pages[row] if row < len(grid.pages) else None
        return Place(line, None, None, page, part, label, header, box=cell_box(grid, row, column) if grid.boxes else None)
    return Place(None, grid.sheet, f"{column_letters(grid.column + column)}{line}", None, part, label, header)


def cell_box(grid: Grid, row: int, column: int) -> Box | None:
    """Return where the cell stands on its page, None when that is not known."""
    boxes = grid.boxes[row] if row < len(grid.boxes) else ()
    return boxes[column] if column < len(boxes) else None


def joined_boxes(grids: Sequence[Grid]) -> tuple[tuple[Box, ...], ...]:
    """Return the boxes of the grids' rows, one grid below the other; empty when none has any."""
    if not any(grid.boxes for grid in grids):
        return ()
    return tuple(boxes for grid in grids for boxes in grid.boxes or ((),) * len(grid.rows))


@lru_cache(maxsize=1024)
def column_letters(column: int) -> str:
    """Return the worksheet's name of the 0-based column: A, B … Z, AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
