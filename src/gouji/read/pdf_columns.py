"""Tables without ruled columns: lines of text in, tables out, told by what stands below what.

A table is a run of lines with several pieces of text in which amounts stand in columns, or below a title one that begins with
a header. Its columns are the places that the pieces of these lines take, each below the word that names it.
"""

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

from gouji.layouts.headings import is_header_word, vocabulary
from gouji.layouts.words import plain, plain_word
from gouji.model.place import Box, around
from gouji.read.headers import is_number_row
from gouji.read.pdf_head_columns import Column, find_edges
from gouji.read.pdf_heads import Head, read_head
from gouji.read.pdf_lines import TextLine, begins_entry, begins_item
from gouji.read.pdf_pieces import is_figure, split_words
from gouji.read.pdf_rows import BodyRow, find_bands, find_rooms, read_rows, row_texts
from gouji.read.pdf_rulings import Ruling
from gouji.read.pdf_stretches import Stretch, find_stretches
from gouji.read.pdf_strips import find_strips
from gouji.read.pdf_tables import PageTable

_CODE = re.compile(r"\d{3,}")
_HALF = 0.9  # the first line of a label set in the middle is so many characters above the amounts of its row, at most
_NEXT = 1.9  # the next line of a cell is at most so many characters below
_EDGE = 2.0  # points that labels of one column begin off each other, at most


def find_column_tables(
    lines: Sequence[TextLine], across: Sequence[Ruling], before: PageTable | None = None
) -> list[tuple[PageTable, list[TextLine]]]:
    """Return the tables, each with the lines it is made of.

    lines: those outside ruled tables, from the top down. before: the table at the foot of the page before, which may go on.
    """
    heights = [(row[0][1] + row[0][3]) / 2 for row in before.boxes if row] if before else []
    return [
        (table, list(stretch.lines))
        for stretch in find_stretches(lines, heights)
        if (table := _read(stretch, across)) is not None
    ]


def _read(stretch: Stretch, across: Sequence[Ruling]) -> PageTable | None:
    """Return the table; None where the columns of one with few amounts cannot be told."""
    begin = _body_begin(stretch)
    numbers = begin > 0 and _is_numbers(stretch.pieces[begin - 1])
    head_end = begin - numbers
    strips = find_strips(stretch.pieces[begin:])
    above = [piece for row in stretch.pieces[:head_end] for piece in row]
    head = read_head(above, strips) if above else None
    if head is None and above:
        return _undivided(stretch, begin) if stretch.full else None
    if head is None and len(strips) < 2:
        return None
    edges = head.edges if head else find_edges([Column(None, strip) for strip in strips])[1]
    numbered = [BodyRow(tuple((piece,) for piece in stretch.pieces[head_end]), told=True)] if numbers else []
    if any(len(row.cells) != len(edges) - 1 for row in numbered):
        return None
    body = [piece for row in stretch.pieces[begin:] for piece in row]
    return _table(stretch, above, head, edges, [*numbered, *read_rows(body, edges, _bands(stretch, across))])


# --- where the header ends ----------------------------------------------------------------------------------------------


def _body_begin(stretch: Stretch) -> int:
    """Return the index of the first line below the header."""
    count = len(stretch.pieces)
    first = next((at for at, row in enumerate(stretch.pieces) if any(map(_is_entry, row)) and not _is_numbers(row)), None)
    if first is None:
        first = max(at for at, row in enumerate(stretch.pieces) if len(row) > 1 or _are_names(row[0]) or at == 0) + 1
        while first < count and not _stands_alone(stretch, first):
            first += 1
        return first
    line = stretch.lines[first]
    # The first line of a label that is set in the middle of its row.
    while first and line.base - stretch.lines[first - 1].base < _HALF * line.size:
        first -= 1
    while first and _is_blank_row(stretch.pieces[first - 1], line.left):
        first -= 1
    return first


def _is_blank_row(row: Sequence[TextLine], left: float) -> bool:
    """Return whether the line is a total or another label without amounts. left: where labels begin."""
    label = plain(row[0].text)
    if len(row) > 1 or (is_header_word(plain_word(label)) and label not in vocabulary().totals):
        return False
    return label in vocabulary().totals or abs(row[0].left - left) < _EDGE


def _are_names(piece: TextLine) -> bool:
    """Return whether the piece is words of a header that stand close together."""
    return sum(is_header_word(plain_word(word.text)) for word in split_words(piece)) > 1


def _is_entry(piece: TextLine) -> bool:
    """Return whether the piece stands below a header: an amount, a code, a numbered label."""
    text = piece.text
    return is_figure(text) or bool(_CODE.fullmatch(text)) or begins_entry(text) or begins_item(text)


def _is_numbers(row: Sequence[TextLine]) -> bool:
    return is_number_row([piece.text for piece in row])


def _stands_alone(stretch: Stretch, at: int) -> bool:
    """Return whether the line is a label of its own: a total, or further below the header than the next line of a cell."""
    line, above = stretch.lines[at], stretch.lines[at - 1]
    return plain(line.text) in vocabulary().totals or line.base - above.base > _NEXT * line.size


def _bands(stretch: Stretch, across: Sequence[Ruling]) -> list[float]:
    """Return the heights of the lines that are ruled across the whole table."""
    sides = min(line.left for line in stretch.lines), max(line.right for line in stretch.lines)
    return find_bands(across, sides, stretch.lines[0].base, stretch.lines[-1].base)


# --- what comes out -----------------------------------------------------------------------------------------------------


def _table(
    stretch: Stretch, above: Sequence[TextLine], head: Head | None, edges: Sequence[float], body: Sequence[BodyRow]
) -> PageTable:
    width = len(edges) - 1
    rows = [*(head.rows if head else ()), *(row_texts(row, width) for row in body)]
    spans = head.spans if head else {}
    sides = [round(edge, 1) for edge in edges]
    headed = [
        tuple((left, top, right, bottom) for left, right in pairwise(sides))
        for top, bottom in _slices(above, len(head.rows) if head else 0)
    ]
    boxes = _merged((*headed, *(row.boxes(edges) for row in body)), spans)
    first, last = stretch.lines[0], stretch.lines[-1]
    return PageTable(first.base - first.size, last.base, tuple(edges), tuple(rows), spans, find_rooms(body, width), boxes, ruled=False)


def _undivided(stretch: Stretch, begin: int) -> PageTable:
    """Return the table with its lines as rows whose columns cannot be told: they have a cell more than its header."""
    width = max(map(len, stretch.pieces))
    rows = [tuple(piece.text for piece in row) for row in stretch.pieces]
    padded = [(*row, *("",) * (width - len(row))) for row in rows[:begin]]
    padded += [(row[0], *("",) * (width + 1 - len(row)), *row[1:]) for row in rows[begin:]]
    first, last = stretch.lines[0], stretch.lines[-1]
    left, right = min(line.left for line in stretch.lines), max(line.right for line in stretch.lines)
    return PageTable(first.base - first.size, last.base, (left, right), tuple(padded), {}, boxes=((),) * len(rows), ruled=False)


def _slices(above: Sequence[TextLine], deep: int) -> list[tuple[float, float]]:
    """Return the top and bottom of each row of the header: its height in equal parts."""
    if not deep:
        return []
    _, top, _, bottom = around(line.box for line in above)
    high = (bottom - top) / deep
    return [(round(top + high * row, 1), round(top + high * (row + 1), 1)) for row in range(deep)]


def _merged(boxes: tuple[tuple[Box, ...], ...], spans: Mapping[tuple[int, int], tuple[int, int]]) -> tuple[tuple[Box, ...], ...]:
    """Return the boxes with the whole of a merged cell for each cell that it covers."""
    rows = [list(row) for row in boxes]
    for (row, column), (high, wide) in spans.items():
        whole = around(boxes[at][column + by] for at in range(row, row + high) for by in range(wide))
        for at in range(row, row + high):
            rows[at][column : column + wide] = [whole] * wide
    return tuple(map(tuple, rows))
