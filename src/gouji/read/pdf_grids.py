"""Ruled tables: a page's ruled lines and words in, tables of cells out.

A cell is an area that no ruled line crosses; where a line between two cells is missing they are one merged cell.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise

from msgspec import Struct

from gouji.read.pdf_page import Page
from gouji.read.pdf_rulings import Ruling
from gouji.read.pdf_words import Word

_NEAR = 2.0  # points between two drawings of one line
_REACH = 3.5  # how far a line may stop before the one it is to meet
_OPEN = 8.0  # a table's lines end this far beyond its last crossing line: its side is not ruled


class Area(Struct, frozen=True, gc=False):
    """A cell before its text is set: the rows and columns it covers (last ones excluded)."""

    row: int
    column: int
    below: int
    beyond: int


class Lattice(Struct, frozen=True):
    """A ruled table. ys, xs: the positions of its lines. areas: its cells, top down and left to right."""

    ys: tuple[float, ...]
    xs: tuple[float, ...]
    areas: tuple[Area, ...]

    @property
    def top(self) -> float:
        """Where it begins."""
        return self.ys[0]

    @property
    def bottom(self) -> float:
        """Where it ends."""
        return self.ys[-1]


def find_lattices(page: Page) -> list[Lattice]:
    """Return the page's ruled tables from the top down: at least two columns within lines that meet."""
    across, down = _merge(page.across), _merge(page.down)
    lattices = [lattice for lines in _groups(across, down) if (lattice := _lattice(*lines)) is not None]
    return sorted(lattices, key=lambda lattice: (lattice.top, lattice.xs[0]))


def _merge(rulings: Sequence[Ruling]) -> list[Ruling]:
    """Return the lines with what is drawn in pieces or twice made one, sorted by position."""
    merged: list[Ruling] = []
    ordered = sorted(rulings, key=lambda ruling: ruling.at)
    begin = 0
    for index in range(1, len(ordered) + 1):
        if index < len(ordered) and ordered[index].at - ordered[index - 1].at <= _NEAR and (
            ordered[index].at - ordered[begin].at <= 2 * _NEAR
        ):
            continue
        group = sorted(ordered[begin:index], key=lambda ruling: ruling.begin)
        at = sum(ruling.at for ruling in group) / len(group)
        first, last = group[0].begin, group[0].end
        for ruling in group[1:]:
            if ruling.begin > last + _REACH:
                merged.append(Ruling(at, first, last))
                first, last = ruling.begin, ruling.end
            last = max(last, ruling.end)
        merged.append(Ruling(at, first, last))
        begin = index
    return merged


def _groups(across: list[Ruling], down: list[Ruling]) -> Iterator[tuple[list[Ruling], list[Ruling]]]:
    """Yield the lines that meet each other, table by table."""
    parent = list(range(len(across) + len(down)))

    def root(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    heights = [ruling.at for ruling in across]
    for number, line in enumerate(down, len(across)):
        begin = bisect_left(heights, line.begin - _REACH)
        for index in range(begin, bisect_right(heights, line.end + _REACH)):
            if across[index].begin - _REACH <= line.at <= across[index].end + _REACH:
                parent[root(number)] = root(index)
    groups: dict[int, tuple[list[Ruling], list[Ruling]]] = {}
    for index, ruling in enumerate((*across, *down)):
        rows, columns = groups.setdefault(root(index), ([], []))
        (rows if index < len(across) else columns).append(ruling)
    yield from groups.values()


def _lattice(across: list[Ruling], down: list[Ruling]) -> Lattice | None:
    if not across or not down:
        return None
    ys, xs = _positions(across, down), _positions(down, across)
    if len(ys) < 2 or len(xs) < 3:
        return None  # a frame, perhaps around columns that are not ruled
    drawn_down = _walls(down, xs, ys)
    drawn_across = _walls(across, ys, xs)
    areas = tuple(_areas(len(ys) - 1, len(xs) - 1, drawn_down, drawn_across))
    return Lattice(tuple(ys), tuple(xs), areas) if len(areas) > 1 else None


def _positions(lines: list[Ruling], crossing: list[Ruling]) -> list[float]:
    """Return where the lines are, with the outer sides that are not ruled but reached by crossing lines."""
    positions = [line.at for line in lines]
    first = min(line.begin for line in crossing)
    last = max(line.end for line in crossing)
    if first < positions[0] - _OPEN:
        positions.insert(0, first)
    if last > positions[-1] + _OPEN:
        positions.append(last)
    distinct = positions[:1]
    distinct += [at for before, at in pairwise(positions) if at - before > _NEAR]
    return distinct


def _walls(lines: list[Ruling], positions: list[float], crossing: list[float]) -> set[tuple[int, int]]:
    """Return (position, stretch between two crossing lines) of every piece of line that is drawn."""
    walls = set()
    for line in lines:
        at = min(range(len(positions)), key=lambda index: abs(positions[index] - line.at))
        for stretch in range(len(crossing) - 1):
            begin, end = crossing[stretch], crossing[stretch + 1]
            if min(line.end, end) - max(line.begin, begin) > 0.6 * (end - begin):
                walls.add((at, stretch))
    return walls


def _areas(
    rows: int, columns: int, down: set[tuple[int, int]], across: set[tuple[int, int]]
) -> Iterator[Area]:
    """Yield the cells: from each free place as far right and then down as no line stands in the way."""
    taken: set[tuple[int, int]] = set()
    for row in range(rows):
        for column in range(columns):
            if (row, column) in taken:
                continue
            beyond = column + 1
            while beyond < columns and (beyond, row) not in down and (row, beyond) not in taken:
                beyond += 1
            below = row + 1
            while below < rows and not _is_closed(below, column, beyond, down, across):
                below += 1
            taken.update((r, c) for r in range(row, below) for c in range(column, beyond))
            yield Area(row, column, below, beyond)


def _is_closed(
    row: int, column: int, beyond: int, down: set[tuple[int, int]], across: set[tuple[int, int]]
) -> bool:
    """Return whether the row does not continue the cell above it: a line is between them, or divides the row."""
    if any((row, each) in across for each in range(column, beyond)):
        return True
    if any((each, row) in down for each in range(column + 1, beyond)):
        return True
    sides = (column, row) in down, (beyond, row) in down
    above = (column, row - 1) in down, (beyond, row - 1) in down
    return sides != above


def find_cell(lattice: Lattice, word: Word) -> tuple[int, int] | None:
    """Return the row and column in which the word stands, None when it is outside the table."""
    row = bisect_right(lattice.ys, word.middle) - 1
    column = bisect_right(lattice.xs, (word.left + word.right) / 2) - 1
    if not 0 <= row < len(lattice.ys) - 1 or not 0 <= column < len(lattice.xs) - 1:
        return None
    return row, column
