"""Small printed tables for tests: rows written with | between the cells, as a part of an outline."""

from gouji.model.disclosure import Grid, Table
from gouji.model.place import Place
from gouji.read.blocks import Line
from gouji.read.outline import Part

FIRST_ROW = 10


def grid(rows: str, line: int = FIRST_ROW, sheet: str | None = None) -> Grid:
    """Return the grid of the rows, one per line, the first at the given source line."""
    cells = tuple(tuple(cell.strip() for cell in row.split("|")) for row in rows.strip("\n").splitlines())
    return Grid(rows=cells, lines=tuple(range(line, line + len(cells))), sheet=sheet)


def part(title: str, *items: str | Grid, before: tuple[str, ...] = ()) -> Part:
    """Return the part with the title on line 1; a text is a line, numbered from 2 on."""
    made = tuple(
        item if isinstance(item, Grid) else Line(item, Place(line=number))
        for number, item in enumerate(items, 2)
    )
    return Part(
        "table", Line(title, Place(line=1)), made, tuple(Line(text, Place(line=1)) for text in before)
    )


def amounts(table: Table) -> dict[tuple[str, str], dict[str, str]]:
    """Return (side, key) → canonical column → amount as printed, blanks left out."""
    return {
        (row.side, row.key): {name: figure.text for name, figure in row.figures.items() if figure.text}
        for row in table.rows
    }


def keys(table: Table, side: str = "") -> list[str]:
    """Return the keys of the side's rows in printed order."""
    return [row.key for row in table.rows if row.side == side]
