"""The rows of a table that is not ruled: the pieces of its lines and the edges of its columns in, rows of cells out.

Amounts and codes stand on one line each and tell the rows; of a label over several lines the middle, the first or the last one
stands at the height of its row, the same throughout a table.
"""

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from msgspec import Struct

from gouji.layouts.headings import vocabulary
from gouji.layouts.words import plain
from gouji.model.place import Box, around
from gouji.read.pdf_lines import TextLine, begins_entry, begins_item, join_lines
from gouji.read.pdf_pieces import holds_figure, is_figure, is_number
from gouji.read.pdf_rulings import Ruling

_GAP = 1.1  # labels further apart are not one
_OVER = 0.5  # nor are those that overlap by so many
_LEVEL = 0.3  # characters between the heights of texts that stand in one row
_LEADING = 1.9  # lines of one cell are apart by at most so many characters
_CLOSER = 0.95  # of the least distance between two rows: lines of one cell are closer
_SHORT = 2.2  # a line that another follows in its cell ends at most so many characters before the longest
_ACROSS = 0.8  # of a table's width: the line is ruled across all of it


class _Cell(Struct, frozen=True):
    """The lines of one cell. height: where its row stands. stray: they are on no row, but seem to go on from the cell above or in the one below."""

    column: int
    lines: tuple[TextLine, ...]
    height: float
    stray: bool


class BodyRow(Struct, frozen=True):
    """A row: for each column its lines. told: whether each of its texts has a cell to itself."""

    cells: tuple[tuple[TextLine, ...], ...]
    told: bool

    @property
    def lines(self) -> list[TextLine]:
        """All that stands in it."""
        return [line for cell in self.cells for line in cell]

    def boxes(self, edges: Sequence[float]) -> tuple[Box, ...]:
        """Return where its cells stand: as high as its lines, as wide as its columns. None where they cannot be told."""
        if not self.told:
            return ()
        _, top, _, bottom = around(line.box for line in self.lines)
        return tuple((round(left, 1), top, round(right, 1), bottom) for left, right in pairwise(edges))


def row_texts(row: BodyRow, width: int) -> tuple[str, ...]:
    """Return the texts of the row; where they cannot be told apart in one cell more than the table has: it fits none."""
    if row.told:
        return tuple(_cell_text(lines) for lines in row.cells)
    first, *others = [line.text for line in sorted(row.lines, key=lambda line: line.left)]
    return first, *("",) * max(width - len(others), 0), *others


def _cell_text(lines: Sequence[TextLine]) -> str:
    text = join_lines([line.text for line in lines])
    return text.replace(" ", "") if is_number(text) else text


def find_rooms(rows: Sequence[BodyRow], width: int) -> tuple[float | None, ...]:
    """Return how many characters are left behind the last line of each cell of the last row; None where that is not known.

    A column reaches as far as a line of it that another one follows in its cell; where each row has a code, what has none
    being no row, as far as the longest.
    """
    told = [row.cells for row in rows if row.told]
    if not told or not rows[-1].told:
        return ()
    coded = any(_holds_codes([cells[column][0].text for cells in told if cells[column]]) for column in range(width))
    rooms: list[float | None] = []
    for column, last in enumerate(told[-1]):
        lines = [line for cells in told for line in (cells[column] if coded else cells[column][:-1])]
        edge = max((line.right for line in lines if not is_number(line.text)), default=None)
        rooms.append((edge - last[-1].right) / last[-1].size if last and edge is not None else None)
    return tuple(rooms)


def read_rows(
    pieces: Sequence[TextLine], edges: Sequence[float], bands: Sequence[float] = (), *, ruled: bool = False
) -> list[BodyRow]:
    """Return the rows from the top down.

    pieces: from the top down. edges: of the columns. bands: heights of lines ruled across the table; no row goes over one.
    ruled: the edges are ruled, so that a line which leaves room before one is the last of its cell.
    """
    columns = _sort(pieces, edges)
    ends = list(edges[1:]) if ruled else [max((piece.right for piece in column), default=0.0) for column in columns]
    cells = [cell for column in min(_ways(columns, ends, bands), key=_faults) for cell in column]
    rows: list[list[_Cell]] = []
    for cell in sorted(cells, key=lambda cell: cell.height):
        if rows and cell.height - rows[-1][0].height < _LEVEL * cell.lines[0].size:
            rows[-1].append(cell)
        else:
            rows.append([cell])
    return [_row(row, len(edges) - 1) for row in rows]


def find_bands(across: Sequence[Ruling], edges: Sequence[float], top: float, bottom: float) -> list[float]:
    """Return the heights of the lines that are ruled across a table between its top and bottom. edges: of its columns."""
    left, right = edges[0], edges[-1]
    wide = (ruling.at for ruling in across if min(ruling.end, right) - max(ruling.begin, left) > _ACROSS * (right - left))
    return sorted({round(at, 1) for at in wide if top < at < bottom})


def _sort(pieces: Sequence[TextLine], edges: Sequence[float]) -> list[list[TextLine]]:
    """Return the pieces of each column: words close together in two columns apart, those of a label on one line as one."""
    columns: list[list[TextLine]] = [[] for _ in edges[1:]]
    for piece in (part for whole in pieces for part in _parts(whole, edges)):
        own = columns[_column(piece, edges)]
        if own and own[-1].base == piece.base and _is_one(own[-1], piece):
            own[-1] = TextLine((*own[-1].words, *piece.words), piece.base, max(own[-1], piece, key=lambda line: len(line.text)).size)
        else:
            own.append(piece)
    return columns


def _is_one(before: TextLine, piece: TextLine) -> bool:
    """Return whether both are one label: characters set with wide spaces, or words that no gap parts."""
    if is_figure(before.text) or is_figure(piece.text):
        return False
    gap = piece.left - before.right
    return -_OVER * piece.size < gap < _GAP * piece.size or (gap > 0 and len(piece.text) == 1)


def _parts(piece: TextLine, edges: Sequence[float]) -> Iterator[TextLine]:
    """Yield the words of the piece, as they are if they stand in one column, else one by one."""
    words = [TextLine((word,), piece.base, piece.size) for word in piece.words]
    if is_figure(piece.text) or len({_column(word, edges) for word in words}) == 1:
        yield piece
    else:
        yield from words


def _column(piece: TextLine, edges: Sequence[float]) -> int:
    """Return the column of the piece: a label's is the one that it begins in, an amount's the one that most of it is in."""
    at = piece.left + min(0.5 * piece.size, (piece.right - piece.left) / 2)
    if is_figure(piece.text):
        at = (piece.left + piece.right) / 2
    return sum(edge <= at for edge in edges[1:-1])


def _row(cells: Sequence[_Cell], width: int) -> BodyRow:
    lines: list[tuple[TextLine, ...]] = [()] * width
    told = True
    for cell in cells:
        told = told and not lines[cell.column] and not any(holds_figure(line.text) for line in cell.lines)
        lines[cell.column] = (*lines[cell.column], *cell.lines)
    return BodyRow(tuple(lines), told)


def _anchors(columns: Sequence[Sequence[TextLine]]) -> list[float]:
    """Return the heights at which amounts, codes and other numbers stand."""
    heights: list[float] = []
    for base, size in sorted((piece.base, piece.size) for column in columns for piece in column if is_number(piece.text)):
        if not heights or base - heights[-1] > _LEVEL * size:
            heights.append(base)
    return heights


# --- labels over several lines ------------------------------------------------------------------------------------------

_SetAt = Callable[[Sequence[TextLine]], float]


def _middle(lines: Sequence[TextLine]) -> float:
    return (lines[0].base + lines[-1].base) / 2


def _top(lines: Sequence[TextLine]) -> float:
    return lines[0].base


def _bottom(lines: Sequence[TextLine]) -> float:
    return lines[-1].base


def _ways(columns: Sequence[Sequence[TextLine]], ends: Sequence[float], bands: Sequence[float]) -> Iterator[list[list[_Cell]]]:
    """Yield the cells of each column, with labels set in the middle of their rows, at the top and at the bottom.

    ends: where the lines of each column end, at most. First with lines of a cell closer to each other than rows are, as they should be.
    """
    anchors = _anchors(columns)
    limit = float("inf") if _is_coded(columns) else _CLOSER * min(_row_steps(columns, anchors), default=float("inf"))
    for step in dict.fromkeys((limit, float("inf"))):
        for set_at in (_middle, _top, _bottom):
            yield [
                [cell for part in _within(column, bands) for cell in _cells(number, part, anchors, set_at, _Limits(ends[number], step))]
                for number, column in enumerate(columns)
            ]


def _within(column: Sequence[TextLine], bands: Sequence[float]) -> Iterator[Sequence[TextLine]]:
    """Yield the parts of the column between the lines that are ruled across."""
    for begin, end in pairwise((float("-inf"), *bands, float("inf"))):
        yield [piece for piece in column if begin <= piece.base - 0.3 * piece.size < end]


def _is_coded(columns: Sequence[Sequence[TextLine]]) -> bool:
    """Return whether each row has a code: what has none is no row."""
    return any(_holds_codes([piece.text for piece in column]) for column in columns)


def _holds_codes(texts: Sequence[str]) -> bool:
    return len(texts) > 1 and sum(map(is_code, texts)) >= len(texts) / 2


def _row_steps(columns: Sequence[Sequence[TextLine]], anchors: Sequence[float]) -> Iterator[float]:
    """Yield points between lines that stand in two rows: the lines of one cell are closer to each other."""
    yield from (after - before for before, after in pairwise(anchors))
    yield from (after.base - before.base for column in columns for before, after in pairwise(column) if begins_row(after.text))


def is_code(text: str) -> bool:
    """Return whether the text is a code."""
    return len(text) > 2 and text.isdigit()


class _Limits(Struct, frozen=True):
    """edge: where the longest line of a column ends. step: points that the lines of a cell are apart, at most."""

    edge: float
    step: float


def _cells(number: int, column: Sequence[TextLine], anchors: Sequence[float], set_at: _SetAt, limits: _Limits) -> Iterator[_Cell]:
    """Yield the cells of the column. number: of the column."""
    at = 0
    while at < len(column):
        count = 1
        while at + count < len(column) and _goes_on(column[at + count - 1], column[at + count], limits):
            count += 1
        count = _count(column[at : at + count], anchors, set_at)
        lines = tuple(column[at : at + count])
        beside = (pair for pair in pairwise(column[max(at - 1, 0) : at + count + 1]) if pair[0] not in lines or pair[1] not in lines)
        goes_on = any(_goes_on(*pair, limits) for pair in beside)
        stray = goes_on and not _is_at(set_at(lines), anchors, lines[0].size)
        yield _Cell(number, lines, set_at(lines), stray)
        at += count


def _count(lines: Sequence[TextLine], anchors: Sequence[float], set_at: _SetAt) -> int:
    """Return how many of the lines are one cell: as many as put it on a row; else, and at the top, all up to the next row."""
    counts = range(1, len(lines) + 1)
    free = next((count for count in counts[:-1] if _is_at(lines[count].base, anchors, lines[count].size)), len(lines))
    on_row = [count for count in counts if _is_at(set_at(lines[:count]), anchors, lines[0].size)]
    return on_row[0] if on_row and set_at is not _top else free


def _is_at(height: float, anchors: Sequence[float], size: float) -> bool:
    return any(abs(height - anchor) < _LEVEL * size for anchor in anchors)


def _goes_on(line: TextLine, after: TextLine, limits: _Limits) -> bool:
    """Return whether the lines may be of one cell: close to each other, and no room left on the first."""
    if not 0 < after.base - line.base < min(_LEADING * after.size, limits.step) or line.right < limits.edge - _SHORT * line.size:
        return False
    return not is_number(line.text) and not is_number(after.text) and not begins_row(after.text)


def begins_row(text: str) -> bool:
    """Return whether the line is the first of its row: it has a number, or names a total."""
    if begins_entry(text) or begins_item(text):
        return True
    # 合计 alone may be the end of 本年支出合计.
    label = plain(text)
    return len(label) > 2 and label[-2:] in vocabulary().totals


def _faults(way: Sequence[Sequence[_Cell]]) -> int:
    """Return how much the way leaves open: rows on which the fullest column of labels is blank, lines that go on from a cell and stand alone."""
    heights = {round(cell.height) for cells in way for cell in cells}
    labels = max(way, key=lambda cells: sum(not is_number(cell.lines[0].text) for cell in cells))
    return len(heights - {round(cell.height) for cell in labels}) + sum(cell.stray for cells in way for cell in cells)
