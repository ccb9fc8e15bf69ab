"""Tables that are not ruled and go on over pages: the columns of the page before tell those of the next one.

In: the last table of a page and the lines of text of the next one. Out: the table's rows there, and the lines they are made of.
"""

from collections.abc import Iterable, Sequence

from gouji.model.place import around
from gouji.read.pdf_lines import TextLine
from gouji.read.pdf_pieces import is_figure, split_pieces
from gouji.read.pdf_rows import find_bands, find_rooms, read_rows, row_texts
from gouji.read.pdf_rulings import Ruling
from gouji.read.pdf_stretches import follows, is_headed, is_outside
from gouji.read.pdf_tables import PageTable

_FIRST = 3  # lines above the rows, at most: what is printed on every page
_BESIDE = 3.0  # points that texts may reach out of their columns
_DEEPEST = 6  # rows of a header
_REST = 3  # lines of a cell that stand on the next page, at most
_FULL = 1.1  # characters that are left on a line that is full


def continue_rows(before: PageTable, lines: Sequence[TextLine], across: Sequence[Ruling]) -> tuple[PageTable, list[TextLine]] | None:
    """Return the table's rows on the next page; None when its first lines do not fit the columns. lines: from the top down.

    A header that is printed again is taken from the page before.
    """
    pieces = [tuple(split_pieces(line)) for line in lines]
    begin = next((at for at in range(min(_FIRST, len(lines))) if len(pieces[at]) > 1), 0)
    while begin and _is_row(lines[begin - 1], pieces[begin - 1], before) and _is_near(lines[begin - 1], lines[begin]):
        begin -= 1
    end = begin
    while end < len(lines) and _is_row(lines[end], pieces[end], before) and (end == begin or follows(lines, end)):
        end += 1
    deep, head = _header(before, pieces[begin:end])
    body = [piece for row in pieces[begin + head : end] for piece in row]
    if not body or (not head and (is_headed(pieces[begin:end]) or not (_has_figures(body) or _is_rest(body, lines[:end], before)))):
        return None
    if not all(_fits(piece, before) for piece in body):
        return None
    rows = read_rows(body, before.xs, find_bands(across, before.xs, lines[begin].base, lines[end - 1].base))
    waits = not any(map(is_figure, before.rows[-1]))  # its amounts may be the first of this page
    if 2 * sum(all(is_figure(line.text) for line in row.lines) for row in rows[waits:]) > len(rows[waits:]):
        return None  # no labels: the right columns of a wide sheet
    width = len(before.xs) - 1
    used = list(lines[begin:end])
    boxes = [row.boxes(before.xs) for row in rows]
    if deep:
        _, top, _, bottom = around(line.box for line in lines[begin : begin + head])
        headed = [tuple((left, top, right, bottom) for left, _, right, _ in row) for row in before.boxes[:deep]]
        boxes = [*headed, *boxes]
    texts = (*before.rows[:deep], *(row_texts(row, width) for row in rows))
    spans = {(row, column): size for (row, column), size in before.spans.items() if row < deep}
    return PageTable(used[0].base - used[0].size, used[-1].base, before.xs, texts, spans, find_rooms(rows, width), tuple(boxes), ruled=False), used


def _has_figures(body: Sequence[TextLine]) -> bool:
    return any(is_figure(piece.text) for piece in body)


def _is_rest(body: Sequence[TextLine], lines: Sequence[TextLine], before: PageTable) -> bool:
    """Return whether the page begins with what did not fit into one cell of the last row, and nothing else of the table."""
    if len(body) != len(lines) or len(body) > _REST or len(before.rooms) != len(before.xs) - 1:
        return False
    columns = {sum(edge <= piece.left for edge in before.xs[1:-1]) for piece in body}
    column = columns.pop()
    room = before.rooms[column]
    return not columns and room is not None and room < _FULL and all(piece.right <= before.xs[column + 1] + _BESIDE for piece in body)


def _is_near(line: TextLine, below: TextLine) -> bool:
    return below.base - line.base < 2.5 * below.size


def _is_row(line: TextLine, pieces: Sequence[TextLine], before: PageTable) -> bool:
    inside = before.xs[0] - _BESIDE <= line.left and line.right <= before.xs[-1] + _BESIDE
    return inside and not is_outside(line, pieces)


def _header(before: PageTable, pieces: Sequence[Sequence[TextLine]]) -> tuple[int, int]:
    """Return how many rows of the header are printed again, and how many lines they take."""
    heads = {_letters(before.rows[:deep]): deep for deep in range(1, min(_DEEPEST, len(before.rows)) + 1)}
    for head in range(min(2 * _DEEPEST, len(pieces)), 0, -1):
        letters = _letters([piece.text for piece in row] for row in pieces[:head])
        if letters in heads:
            return heads[letters], head
    return 0, 0


def _letters(rows: Iterable[Iterable[str]]) -> str:
    return "".join(sorted("".join("".join(texts) for texts in rows).replace(" ", "")))


def _fits(piece: TextLine, before: PageTable) -> bool:
    """Return whether an amount stands within one column."""
    if not is_figure(piece.text):
        return True
    middle = (piece.left + piece.right) / 2
    at = sum(edge <= middle for edge in before.xs[1:-1])
    return before.xs[at] - _BESIDE <= piece.left and piece.right <= before.xs[at + 1] + _BESIDE
