"""Tables without ruled columns: lines of text in, tables out, told by what stands below what.

A table is a run of lines with several pieces of text in which amounts stand in columns. Its columns are the places that
the pieces of these lines take; a header may cover several.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from msgspec import Struct

from gouji.model.place import Box, around
from gouji.read.outline import is_preamble
from gouji.read.pdf_lines import TextLine, has_leaders, join_lines, split_gaps
from gouji.read.pdf_rulings import Ruling
from gouji.read.pdf_tables import PageTable

_AMOUNT = re.compile(r"[-+]?[\d,]*\d(?:\.\d+)?%?|[-—]+")
_GAP = 1.1  # pieces of a line are apart by so many characters
_LEAST = 3  # lines with amounts that make a table
_STEP = 4.0  # the next line of a table is at most so many characters below

_Span = tuple[float, float]


class _Row(Struct):
    """A line of a table: its pieces, and the lines that were found to belong to it."""

    line: TextLine
    pieces: tuple[TextLine, ...]
    more: list[TextLine]

    @property
    def has_amounts(self) -> bool:
        """Whether a piece after the first is an amount."""
        return any(_AMOUNT.fullmatch(piece.text) for piece in self.pieces[1:])


def find_column_tables(lines: Sequence[TextLine], across: Sequence[Ruling]) -> list[tuple[PageTable, list[TextLine]]]:
    """Return the tables, each with the lines it is made of. lines: those outside ruled tables, from the top down."""
    rows = [_Row(line, tuple(split_gaps(line, _GAP * line.size)), []) for line in lines]
    tables = []
    for begin, end in _runs(rows):
        columns = _columns(rows[begin:end])
        if len(columns) > 1:
            used = [row.line for row in rows[begin:end]]
            tables.append((_table(rows[begin:end], columns, across), used))
    return tables


def _runs(rows: Sequence[_Row]) -> list[tuple[int, int]]:
    """Return (first, last + 1) of the stretches of lines that can be a table."""
    runs = []
    begin = 0
    while begin < len(rows):
        if not _may_be_row(rows[begin]):
            begin += 1
            continue
        end = begin + 1
        while end < len(rows) and _follows(rows, end):
            end += 1
        last = max((i for i in range(begin, end) if rows[i].has_amounts), default=begin)
        if sum(rows[i].has_amounts for i in range(begin, end)) >= _LEAST:
            runs.append((begin, last + 1))
        begin = end
    return runs


def _may_be_row(row: _Row) -> bool:
    text = row.line.text
    return len(row.pieces) > 1 and not has_leaders(text) and not is_preamble(row.pieces[0].text)


def _follows(rows: Sequence[_Row], index: int) -> bool:
    """Return whether the line can belong to the table of the line above it."""
    row, above = rows[index], rows[index - 1]
    if row.line.base - above.line.base > _STEP * row.line.size or has_leaders(row.line.text):
        return False
    if len(row.pieces) > 1:
        return True
    # The rest of a label that did not fit on one line.
    return len(row.line.text) < 20 and (len(above.pieces) > 1 or (index > 1 and len(rows[index - 2].pieces) > 1))


def _columns(rows: Sequence[_Row]) -> list[_Span]:
    """Return the places that the pieces of the lines with amounts take, from left to right."""
    spans = sorted((piece.left, piece.right) for row in rows if row.has_amounts for piece in row.pieces)
    columns: list[_Span] = []
    for left, right in spans:
        if columns and left < columns[-1][1]:
            columns[-1] = columns[-1][0], max(columns[-1][1], right)
        else:
            columns.append((left, right))
    for row in rows:
        if not row.has_amounts:
            # A header over no figure at all: its column is blank.
            new = [piece for piece, place in zip(row.pieces, _places(row, columns), strict=True) if place is None]
            columns = sorted([*columns, *((piece.left, piece.right) for piece in new)])
    return columns


def _places(row: _Row, columns: Sequence[_Span]) -> list[tuple[int, int] | None]:
    """Return the first and last column that each piece of the line stands over, None for one that has no column.

    A header may be set at the other side of its column than the figures; then it takes the nearest that has none.
    """
    pieces = row.pieces
    if len(pieces) == len(columns):
        return [(index, index) for index in range(len(columns))]
    places: list[tuple[int, int] | None] = [_covered(piece, columns) for piece in pieces]
    free = set(range(len(columns))) - {at for place in places if place for at in range(place[0], place[1] + 1)}
    for number, piece in enumerate(pieces):
        if places[number] is None:
            beyond = sum(left < piece.left for left, _ in columns)
            at = next((at for at in (beyond, beyond - 1) if at in free), None)
            if at is not None:
                places[number] = at, at
                free.discard(at)
    return places


def _table(rows: Sequence[_Row], columns: Sequence[_Span], across: Sequence[Ruling]) -> PageTable:
    gathered = _gather(rows, across)
    texts: list[tuple[str, ...]] = []
    spans: dict[tuple[int, int], tuple[int, int]] = {}
    for number, row in enumerate(gathered):
        cells: list[list[str]] = [[] for _ in columns]
        places = [*_places(row, columns), *(_covered(line, columns) for line in row.more)]
        pieces = (*row.pieces, *row.more)
        for piece, place in sorted(zip(pieces, places, strict=True), key=lambda each: each[0].base):
            first, last = place or (_nearest(piece, columns),) * 2
            cells[first].append(piece.text)
            if last > first and not row.has_amounts:
                spans[number, first] = 1, last - first + 1
        texts.append(tuple(join_lines(cell) for cell in cells))
    size = rows[0].line.size
    edges = [(before[1] + after[0]) / 2 for before, after in pairwise(columns)]
    xs = (columns[0][0], *edges, columns[-1][1])
    boxes = tuple(_boxes(gathered, xs, spans))
    return PageTable(rows[0].line.base - size, rows[-1].line.base, xs, tuple(texts), spans, boxes=boxes)


def _boxes(rows: Sequence[_Row], xs: Sequence[float], spans: Mapping[tuple[int, int], tuple[int, int]]) -> Iterator[tuple[Box, ...]]:
    """Yield where the cells of each row stand: as high as its lines, as wide as its column or all it covers."""
    edges = [round(x, 1) for x in xs]
    for number, row in enumerate(rows):
        _, top, _, bottom = around(line.box for line in (row.line, *row.more))
        first, beyond = list(range(len(edges) - 1)), list(range(1, len(edges)))
        for (at, column), (_, wide) in spans.items():
            if at == number:
                first[column : column + wide] = [column] * wide
                beyond[column : column + wide] = [column + wide] * wide
        yield tuple((edges[left], top, edges[right], bottom) for left, right in zip(first, beyond, strict=True))


def _gather(rows: Sequence[_Row], across: Sequence[Ruling]) -> list[_Row]:
    """Return the rows with the rest of a wrapped label given to the row it is nearest to."""
    full = [row for row in rows if len(row.pieces) > 1]
    for row in rows:
        if len(row.pieces) > 1:
            continue
        near = [each for each in full if not _is_ruled_between(each.line, row.line, across)] or full
        nearest = min(near, key=lambda each: abs(each.line.base - row.line.base))
        nearest.more.append(row.line)
    return full


def _is_ruled_between(one: TextLine, other: TextLine, across: Sequence[Ruling]) -> bool:
    top, bottom = sorted((one.base, other.base))
    return any(top - 1 < ruling.at < bottom - 1 and ruling.begin < other.right and other.left < ruling.end for ruling in across)


def _covered(piece: TextLine, columns: Sequence[_Span]) -> tuple[int, int] | None:
    """Return the first and last column the piece stands over, None when it stands over none."""
    over = [index for index, (left, right) in enumerate(columns) if piece.left < right and left < piece.right]
    return (over[0], over[-1]) if over else None


def _nearest(piece: TextLine, columns: Sequence[_Span]) -> int:
    middle = (piece.left + piece.right) / 2
    return min(range(len(columns)), key=lambda index: abs(sum(columns[index]) / 2 - middle))
