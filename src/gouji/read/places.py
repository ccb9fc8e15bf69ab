"""Where a cell of a grid stands in its file."""

from functools import lru_cache

from gouji.model.disclosure import Grid
from gouji.model.place import Place


def cell_place(
    grid: Grid, row: int, column: int = 0, part: str = "", label: str = "", header: str = ""
) -> Place:
    """Return the place of the cell at (row, column) of the grid: a line and its page, or a worksheet's cell (A1).

    part, label, header: title of the table, label of the row and header of the column as printed.
    """
    line = grid.lines[row] if row < len(grid.lines) else None
    if grid.sheet is None:
        page = grid.pages[row] if row < len(grid.pages) else None
        return Place(line, None, None, page, part, label, header)
    return Place(None, grid.sheet, f"{column_letters(grid.column + column)}{line}", None, part, label, header)


@lru_cache(maxsize=1024)
def column_letters(column: int) -> str:
    """Return the worksheet's name of the 0-based column: A, B … Z, AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
