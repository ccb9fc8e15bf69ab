"""The header of a table that is not ruled: its words and the strips below it in, columns with their words out.

Words are set in the middle of the columns they name. That tells which columns a word over several of them names; where two
ways fit, nothing is told.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from msgspec import Struct

from gouji.read.pdf_head_cells import HeadCell, find_cells, find_words, part_leaves
from gouji.read.pdf_head_columns import Column, find_columns, find_edges
from gouji.read.pdf_lines import TextLine
from gouji.read.pdf_strips import Strip

_OFF = 2.0  # points a word may stand off the middle of its columns
_LEVEL = 1.0  # points between words that do not stand at one height
_SURE = 4.0  # points the next best columns must be further off
_TALLEST = 20.0  # characters that a header is high, at most

Spans = dict[tuple[int, int], tuple[int, int]]


class Head(Struct, frozen=True):
    """A header. columns: from left to right. edges: of the columns, one more than those. rows, spans: its texts as of a table."""

    columns: tuple[Column, ...]
    edges: tuple[float, ...]
    rows: tuple[tuple[str, ...], ...]
    spans: Spans


def read_head(pieces: Sequence[TextLine], strips: Sequence[Strip]) -> Head | None:
    """Return the header, None when it cannot be told which columns its words name. pieces: from the top down."""
    words = sorted((word for piece in pieces for word in find_words(piece)), key=lambda word: word.base)
    if not words or words[-1].base - words[0].base > _TALLEST * words[0].size:
        return None
    cells = find_cells(words)
    leaves, groups = part_leaves(cells)
    columns = find_columns(leaves, strips)
    if columns is None or len(columns) < 2:
        return None
    edges = find_edges(columns)
    levels = _levels(groups)
    reach: list[list[tuple[HeadCell, int, int]]] = []
    for height, level in levels:
        covered = _cover(level, columns, edges, _needs(columns, height, [each for each, _ in levels]))
        if covered is None:
            return None
        reach.append(covered)
    rows, spans = _print(columns, reach)
    return Head(columns, edges[len(edges) // 2], rows, spans)


def _levels(groups: Sequence[HeadCell]) -> list[tuple[float, list[HeadCell]]]:
    """Return the groups of each row of the header with its height, from the top down."""
    levels: list[tuple[float, list[HeadCell]]] = []
    for cell in groups:
        if levels and cell.height - levels[-1][0] < 0.5 * cell.size:
            levels[-1][1].append(cell)
        else:
            levels.append((cell.height, [cell]))
    return [(height, sorted(cells, key=lambda cell: cell.left)) for height, cells in levels]


def _needs(columns: Sequence[Column], height: float, heights: Sequence[float]) -> list[list[bool]]:
    """Return which columns begin below the row of groups at the height, the others reach up beside it: the likeliest first.

    The lower a word stands, the lower its cell begins.
    """
    tall = [column.cell.height for column in columns if column.cell]
    lowest = max(tall)
    below = min([other for other in heights if other > height] + [lowest])
    likely = (lowest + (height + below) / 2) / 2
    others = [(one + other) / 2 for one, other in pairwise(sorted({height, *tall})) if other - one > _LEVEL]
    return [_lower(columns, limit) for limit in (likely, *others)]


def _lower(columns: Sequence[Column], limit: float) -> list[bool]:
    needs: list[bool] = []
    for column in columns:
        needs.append(column.cell.height > limit if column.cell else needs[-1])
    return needs


def _cover(
    level: Sequence[HeadCell], columns: Sequence[Column], edges: Sequence[tuple[float, ...]], needs: Sequence[Sequence[bool]]
) -> list[tuple[HeadCell, int, int]] | None:
    """Return (group, first column, last + 1) of a row of the header: together they cover all columns that begin below it.

    None when there is no such way, or two that fit nearly as well.
    """
    likely = _best(level, columns, edges, needs[0])
    found = [likely] if likely else [way for need in needs[1:] if (way := _best(level, columns, edges, need))]
    if not found or any(way != found[0] for way in found):
        return None
    return [(cell, *reach) for cell, reach in zip(level, found[0], strict=True)]


def _best(
    level: Sequence[HeadCell], columns: Sequence[Column], edges: Sequence[tuple[float, ...]], needs: Sequence[bool]
) -> list[tuple[int, int]] | None:
    ways = sorted(_ways(level, 0, columns, edges, needs), key=lambda way: way[0])
    if not ways or (len(ways) > 1 and ways[1][0] - ways[0][0] < _SURE):
        return None
    return ways[0][1]


def _ways(
    level: Sequence[HeadCell], begin: int, columns: Sequence[Column], edges: Sequence[tuple[float, ...]], needs: Sequence[bool]
) -> Iterator[tuple[float, list[tuple[int, int]]]]:
    """Yield (points off, the columns of each group) of every way to give the groups the columns from `begin` on."""
    while begin < len(columns) and not needs[begin]:
        begin += 1
    if not level or begin == len(columns):
        if not level and begin == len(columns):
            yield 0.0, []
        return
    end = begin
    while end < len(columns) and needs[end]:
        end += 1
        off = _off(level[0], begin, end, columns, edges)
        if off is not None:
            for rest, reaches in _ways(level[1:], end, columns, edges, needs):
                yield off + rest, [(begin, end), *reaches]


def _off(cell: HeadCell, begin: int, end: int, columns: Sequence[Column], edges: Sequence[tuple[float, ...]]) -> float | None:
    """Return how far the word stands off the middle of the columns, None when it cannot be theirs."""
    middles = [(each[begin] + each[end]) / 2 for each in edges]
    if not min(middles) - _OFF <= cell.middle <= max(middles) + _OFF:
        return None
    if cell.left < min(each[begin] for each in edges) - _OFF or cell.right > max(each[end] for each in edges) + _OFF:
        return None
    return abs(cell.middle - middles[len(middles) // 2])


def _print(columns: Sequence[Column], reach: Sequence[Sequence[tuple[HeadCell, int, int]]]) -> tuple[tuple[tuple[str, ...], ...], Spans]:
    """Return the header's rows and merged cells."""
    deep = len(reach) + 1
    rows = [[""] * len(columns) for _ in range(deep)]
    spans: Spans = {}
    above = [0] * len(columns)  # the first row that no group takes
    for row, groups in enumerate(reach):
        for cell, begin, end in groups:
            rows[row][begin] = cell.text
            above[begin:end] = [row + 1] * (end - begin)
            if end - begin > 1:
                spans[row, begin] = 1, end - begin
    for at, column in enumerate(columns):
        if column.cell is None:
            continue
        wide = 1
        while at + wide < len(columns) and columns[at + wide].cell is None:
            wide += 1
        rows[above[at]][at] = column.cell.text
        if (deep - above[at], wide) != (1, 1):
            spans[above[at], at] = deep - above[at], wide
    return tuple(map(tuple, rows)), spans
