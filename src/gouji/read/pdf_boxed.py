"""Tables of which only some cells are ruled: the amounts alone, the labels alone, or the header and the amounts.

In: a ruled table of a page, the words in it and those outside all of them. Out: whether it is only a part of a table; the table
with the rows of labels that are not ruled.
"""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence

from gouji.read.pdf_grids import Area, Lattice, find_cell
from gouji.read.pdf_lines import TextLine, make_lines
from gouji.read.pdf_pieces import is_figure
from gouji.read.pdf_rulings import Ruling
from gouji.read.pdf_words import Word

_LEAST = 2  # rows of it that go on outside; a note may stand beside one
_SURE = 3  # rows of labels in one box, level with amounts, that are no text of as many lines
_LEVEL = 0.2  # characters between the heights of texts in one row
_ROOM = 2.5  # characters that a line of a text leaves free before the next one, at most
_EDGE = 4.0  # points off the lower edge of a table in which a line is its edge


def is_part(lattice: Lattice, inside: Sequence[Word], outside: Sequence[Word]) -> bool:
    """Return whether most rows of the ruled table go on outside it: words stand level with theirs."""
    rows = {row for word in inside if (row := _row(lattice, word)) is not None}
    left, right = lattice.xs[0], lattice.xs[-1]
    beside = {row for word in outside if (word.right < left or right < word.left) and (row := _row(lattice, word)) is not None}
    return len(beside & rows) >= max(_LEAST, len(rows) / 2)


def _row(lattice: Lattice, word: Word) -> int | None:
    row = bisect_right(lattice.ys, word.middle) - 1
    return row if 0 <= row < len(lattice.ys) - 1 else None


def open_labels(lattice: Lattice, inside: Sequence[Word], across: Sequence[Ruling]) -> Lattice:
    """Return the ruled table with the columns of labels beside its boxed amounts in rows, where only the amounts tell them.

    The box around such labels reaches from the header to the foot; that of a label of several rows has one text.
    """
    tall = [area for area in lattice.areas if area.row and area.below - area.row >= _LEAST]
    if not tall:
        return lattice
    bands: dict[int, list[Word]] = {}
    for word in inside:
        if (row := _row(lattice, word)) is not None:
            bands.setdefault(row, []).append(word)
    opened = [area for area in tall if _holds_rows(lattice, area, bands, is_closed=_is_closed(lattice, area, across))]
    if not opened:
        return lattice
    areas = [area for area in lattice.areas if area not in opened]
    areas += (
        Area(row, column, row + 1, column + 1)
        for area in opened
        for row in range(area.row, area.below)
        for column in range(area.column, area.beyond)
    )
    return Lattice(lattice.ys, lattice.xs, tuple(sorted(areas, key=lambda area: (area.row, area.column))))


def _holds_rows(lattice: Lattice, area: Area, bands: Mapping[int, Sequence[Word]], *, is_closed: bool) -> bool:
    """Return whether the texts in the area are labels: each level with the amounts beside it. A text that wraps leaves no room."""
    level: list[TextLine] = []
    bare = False
    for own, bases in _rows(lattice, area, bands):
        if not own:
            bare = True  # a row of the other side of a table
        elif not _is_level(lines := make_lines(own), bases):
            return False
        else:
            level.append(lines[-1])
    if len(level) < (_SURE if is_closed else _LEAST) or (is_closed and bare):
        return False
    right = lattice.xs[area.beyond]
    return any(right - line.right >= _ROOM * line.size for line in level[:-1])


def _rows(lattice: Lattice, area: Area, bands: Mapping[int, Sequence[Word]]) -> Iterator[tuple[list[Word], list[float]]]:
    """Yield for each row with amounts beside the area the words in it and the baselines of those amounts."""
    for row in range(area.row, area.below):
        own: list[Word] = []
        bases: list[float] = []
        for word in bands.get(row, ()):
            cell = find_cell(lattice, word)
            if cell is not None and area.column <= cell[1] < area.beyond:
                own.append(word)
            elif is_figure(word.text):
                bases.append(word.base)
        if bases:
            yield own, bases


def _is_level(lines: Sequence[TextLine], bases: Sequence[float]) -> bool:
    """Return whether a line of the label, or its middle, stands at the height of an amount."""
    heights = [*(line.base for line in lines), (lines[0].base + lines[-1].base) / 2]
    return any(abs(base - height) < _LEVEL * lines[0].size for base in bases for height in heights)


def _is_closed(lattice: Lattice, area: Area, across: Sequence[Ruling]) -> bool:
    """Return whether the lower edge of the area is ruled."""
    bottom, middle = lattice.ys[area.below], (lattice.xs[area.column] + lattice.xs[area.beyond]) / 2
    return area.below < len(lattice.ys) - 1 or any(abs(line.at - bottom) < _EDGE and line.begin < middle < line.end for line in across)
