"""The printed rows of a table before they are read, and what they have in common."""

from msgspec import Struct

from gouji.layouts.headings import TableWords
from gouji.layouts.words import plain
from gouji.model.disclosure import Grid
from gouji.model.place import Place
from gouji.read.columns import Column
from gouji.read.places import cell_place


class Body(Struct, frozen=True):
    """What the rows of one table have in common. unit: None when it is not known. units: names of budget units.

    year: the budget year, None when neither the title nor the header says it.
    """

    words: TableWords
    title: str
    unit: str | None
    department: str | None = None
    units: frozenset[str] = frozenset()
    year: int | None = None


class PrintedRow(Struct, frozen=True):
    """One printed line of a table: row `index` of the grid. cells: its texts, as many as the table has columns."""

    grid: Grid
    index: int
    cells: tuple[str, ...]

    def place(self, column: int, body: Body, label: str, header: str = "") -> Place:
        """Return where the cell in the column stands."""
        return cell_place(self.grid, self.index, column, body.title, label, header)

    def repeats_header(self, column: Column) -> bool:
        """Return whether the cell is not an amount but the last word of its header, which a total row may have to name."""
        text = self.cells[column.index]
        word = column.header.rpartition("/")[2]
        # Most cells are blank or amounts, and most words are neither.
        if not text or (text.isascii() and not word.isascii()):
            return False
        return bool(text.strip()) and plain(text) == plain(word)
