"""Tables of which only the header is ruled, or the header and a frame around the rest: the rows below are told by its columns.

In: a ruled table of a page and the lines of text outside ruled tables. Out: the table with its rows, and the lines they are made of.
"""

from collections.abc import Sequence

from msgspec import structs

from gouji.read.headers import is_number_row
from gouji.read.pdf_grids import Lattice
from gouji.read.pdf_lines import TextLine, make_lines
from gouji.read.pdf_pieces import is_figure, is_number, split_pieces
from gouji.read.pdf_rows import find_bands, find_rooms, read_rows, row_texts
from gouji.read.pdf_rulings import Ruling
from gouji.read.pdf_stretches import follows, is_outside
from gouji.read.pdf_tables import PageTable
from gouji.read.pdf_words import Word

_LONG = 30  # characters that no cell of a row has
_BESIDE = 3.0  # points that what stands below a header may reach out beside it
_EDGE = 2.0  # points below a header in which its own lower edge is ruled


def without_open_area(lattice: Lattice, words: Sequence[Word]) -> Lattice:
    """Return the ruled table without the area below its header, as wide as several columns, that holds rows and is no cell."""
    rows = len(lattice.ys) - 1
    (*others, last) = lattice.areas
    if not others or last.beyond - last.column < len(lattice.xs) - 1 or last.below < rows or last.row == 0:
        return lattice
    inside = [word for word in words if lattice.ys[last.row] <= word.middle <= lattice.ys[last.below]]
    if not any(map(_is_row, make_lines(inside))):
        return lattice
    return Lattice(lattice.ys[: last.row + 1], lattice.xs, tuple(others))


def _is_row(line: TextLine) -> bool:
    pieces = list(split_pieces(line))
    return len(pieces) > 1 and any(is_figure(piece.text) for piece in pieces) and all(len(piece.text) < _LONG for piece in pieces)


def is_header(table: PageTable) -> bool:
    """Return whether the ruled table has words and no amounts: it may be the header of what stands below it."""
    texts = [text for row in table.rows for text in row if text]
    if len(texts) < 2 or len(table.rows) > 6:
        return False
    return not any(is_figure(text) for text in texts) and not any(
        is_number(text) for row in table.rows if not is_number_row(row) for text in row
    )


def take_rows(table: PageTable, lines: Sequence[TextLine], across: Sequence[Ruling]) -> tuple[PageTable, list[TextLine]]:
    """Return the table with the rows that stand in the lines below it, and those lines. lines: from the top down."""
    below = _below(table, lines)
    pieces = [piece for line in below for piece in split_pieces(line)]
    if not any(is_number(piece.text) for piece in pieces):
        return table, []
    rows = read_rows(pieces, table.xs, find_bands(across, table.xs, table.bottom + _EDGE, below[-1].base))
    width = len(table.xs) - 1
    texts = tuple(row_texts(row, width) for row in rows)
    boxes = tuple(row.boxes(table.xs) for row in rows)
    whole = structs.replace(
        table,
        bottom=below[-1].base,
        rows=(*table.rows, *texts),
        rooms=find_rooms(rows, width),
        boxes=(*table.boxes, *boxes),
        ruled=False,
    )
    return whole, below


def _below(table: PageTable, lines: Sequence[TextLine]) -> list[TextLine]:
    left, right = table.xs[0] - _BESIDE, table.xs[-1] + _BESIDE
    rest = [_edge(table, lines[0]), *(line for line in lines if line.base > table.bottom)] if lines else []
    end = 1
    while end < len(rest) and follows(rest, end) and left <= rest[end].left and rest[end].right <= right:
        if is_outside(rest[end], tuple(split_pieces(rest[end]))):
            break
        end += 1
    return rest[1:end]


def _edge(table: PageTable, line: TextLine) -> TextLine:
    """Return the lower edge of the table as if it were a line of text."""
    return structs.replace(line, base=table.bottom)
