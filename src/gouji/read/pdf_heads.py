"""The header of a table that is not ruled: its words and the strips below it in, columns with their words out.

Words are set in the middle of the columns they name. That tells which columns a word over several of them names; where two
ways fit, nothing is told.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from msgspec import Struct

from gouji.layouts.headings import is_header_word
from gouji.layouts.words import plain_word
from gouji.read.pdf_lines import TextLine, join_lines
from gouji.read.pdf_pieces import split_words
from gouji.read.pdf_strips import Strip

_OFF = 2.0  # points a word may stand off the middle of its columns
_LEVEL = 1.0  # points between words that do not stand at one height
_SURE = 4.0  # points the next best columns must be further off
_LEADING = 1.8  # lines of one cell are apart by at most so many characters
_TALLEST = 20.0  # characters that a header is high, at most
_WIDER = 1.08  # lines of a cell are as far apart in all of them
_APART = 1.1  # labels below one word are columns of their own when they are so many characters apart
_INSET = 0.6  # points a text may reach over the edge of its column

Spans = dict[tuple[int, int], tuple[int, int]]


class HeadCell(Struct, frozen=True):
    """A cell of a header: its lines, and where they stand."""

    lines: tuple[TextLine, ...]

    @property
    def left(self) -> float:
        """Its left edge."""
        return min(line.left for line in self.lines)

    @property
    def right(self) -> float:
        """Its right edge."""
        return max(line.right for line in self.lines)

    @property
    def middle(self) -> float:
        """The middle between its edges."""
        return (self.left + self.right) / 2

    @property
    def height(self) -> float:
        """The height of its middle on the page."""
        return (self.lines[0].base + self.lines[-1].base) / 2

    @property
    def size(self) -> float:
        """The size of its type."""
        return self.lines[0].size

    @property
    def text(self) -> str:
        """What it says."""
        return join_lines([line.text for line in self.lines])


class Column(Struct, frozen=True):
    """A column: the cell that names it alone, and the place its texts take. strip: None where the column is blank."""

    cell: HeadCell | None
    strip: Strip | None

    @property
    def left(self) -> float:
        """Where what stands in it begins."""
        return min(each.left for each in (self.cell, self.strip) if each)

    @property
    def right(self) -> float:
        """Where what stands in it ends."""
        return max(each.right for each in (self.cell, self.strip) if each)


class Head(Struct, frozen=True):
    """A header. columns: from left to right. edges: of the columns, one more than those. rows, spans: its texts as of a table."""

    columns: tuple[Column, ...]
    edges: tuple[float, ...]
    rows: tuple[tuple[str, ...], ...]
    spans: Spans


def read_head(pieces: Sequence[TextLine], strips: Sequence[Strip]) -> Head | None:
    """Return the header, None when it cannot be told which columns its words name. pieces: from the top down."""
    words = sorted((word for piece in pieces for word in _words(piece)), key=lambda word: word.base)
    if not words or words[-1].base - words[0].base > _TALLEST * words[0].size:
        return None
    cells = _cells(words)
    leaves, groups = _leaves(cells)
    columns = _columns(leaves, strips)
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


# --- cells ------------------------------------------------------------------------------------------------------------


def _cells(pieces: Sequence[TextLine]) -> list[HeadCell]:
    """Return the cells, the lines of a wrapped one put together."""
    cells: list[HeadCell] = []
    leading = _WIDER * min(_leadings(pieces), default=0.0)
    for piece in pieces:
        above = [at for at, cell in enumerate(cells) if piece.base - cell.lines[-1].base < leading and _wraps(cell, piece)]
        if len(above) == 1:
            cells[above[0]] = HeadCell((*cells[above[0]].lines, piece))
        else:
            cells.append(HeadCell((piece,)))
    return [part for cell in cells for part in _divide(cell)]


def _divide(cell: HeadCell) -> tuple[HeadCell, ...]:
    """Return the cell; a group and the word below it, which together are no word of headers, as two."""
    if len(cell.lines) > 1 and not is_header_word(plain_word(cell.text)):
        for at in range(1, len(cell.lines)):
            parts = HeadCell(cell.lines[:at]), HeadCell(cell.lines[at:])
            if all(is_header_word(plain_word(part.text)) for part in parts):
                return parts
    return (cell,)


def _leadings(pieces: Sequence[TextLine]) -> Iterator[float]:
    """Yield points between words one below the other: of those the lines of a cell are the closest."""
    for at, piece in enumerate(pieces):
        steps = (below.base - piece.base for below in pieces[at + 1 :] if _is_below(piece, below))
        yield from (step for step in steps if step > 0.8 * piece.size)


def _is_below(piece: TextLine, below: TextLine) -> bool:
    middles = piece.left + piece.right, below.left + below.right
    return abs(middles[0] - middles[1]) < 0.6 * piece.size or abs(piece.left - below.left) < _LEVEL


def _words(piece: TextLine) -> Iterator[TextLine]:
    """Yield the words of the piece, those together that are a word of headers only together."""
    words = list(split_words(piece))
    begin = 0
    while begin < len(words):
        end = next((end for end in range(len(words), begin + 1, -1) if _is_word(words[begin:end])), begin + 1)
        yield TextLine(tuple(word for part in words[begin:end] for word in part.words), words[begin].base, piece.size)
        begin = end


def _is_word(parts: Sequence[TextLine]) -> bool:
    """Return whether the parts are one word; characters set with wide spaces are."""
    if all(is_header_word(plain_word(part.text)) for part in parts):
        return False
    return all(len(part.text) == 1 for part in parts) or is_header_word(plain_word("".join(part.text for part in parts)))


def _wraps(cell: HeadCell, piece: TextLine) -> bool:
    """Return whether the piece is the next line of the cell."""
    last = cell.lines[-1]
    step = piece.base - last.base
    if not 0.8 * piece.size < step < _LEADING * piece.size or abs(piece.size - last.size) > 0.1 * piece.size:
        return False
    if not _is_below(last, piece):
        return False
    if len(cell.lines) > 1 and abs(step - (last.base - cell.lines[-2].base)) < _LEVEL:
        return True
    whole = is_header_word(plain_word(cell.text + piece.text))
    if whole or (is_header_word(plain_word(cell.text)) and is_header_word(plain_word(piece.text))):
        return whole
    return last.right - last.left > piece.right - piece.left - 1.0


def _leaves(cells: Sequence[HeadCell]) -> tuple[list[HeadCell], list[HeadCell]]:
    """Return the cells that name one column, and those above others."""
    heights = [cell.height for cell in cells]
    middle = (min(heights) + max(heights)) / 2
    leaves: list[HeadCell] = []
    groups: list[HeadCell] = []
    for cell in cells:
        below = any(
            other.height > cell.height + 0.5 * cell.size and other.left < cell.right and cell.left < other.right for other in cells
        )
        (groups if below or cell.height < middle - 0.3 * cell.size else leaves).append(cell)
    return sorted(leaves, key=lambda cell: cell.left), sorted(groups, key=lambda cell: (cell.height, cell.left))


# --- columns ----------------------------------------------------------------------------------------------------------


def _columns(leaves: Sequence[HeadCell], strips: Sequence[Strip]) -> tuple[Column, ...] | None:
    """Return the columns that words and strips make, None when it cannot be told which word stands above which strip."""
    if not leaves or any(one.right > other.left for one, other in pairwise(leaves)):
        return None
    owners = _owners(strips, leaves)
    if owners is None or owners != sorted(owners):
        return None
    columns: list[Column] = []
    for at, leaf in enumerate(leaves):
        own = _close_ones([strip for strip, owner in zip(strips, owners, strict=True) if owner == at], leaf.size)
        if len(own) > 1 and any(strip.figures for strip in own):
            return None
        columns.append(Column(leaf, own[0] if own else None))
        columns += [Column(None, strip) for strip in own[1:]]
    return tuple(columns)


def _owners(strips: Sequence[Strip], leaves: Sequence[HeadCell]) -> list[int] | None:
    """Return which word stands above each strip, None when several do.

    A word in the middle of a wide column may stand above none of its amounts, which end at its right, or of its labels, which
    begin at its left.
    """
    if _stand_alone(strips, leaves):
        return list(range(len(leaves)))
    over = [[at for at, leaf in enumerate(leaves) if leaf.left < strip.right and strip.left < leaf.right] for strip in strips]
    if any(len(each) > 1 for each in over):
        return None
    owners = {number: each[0] for number, each in enumerate(over) if each}
    # Amounts first: below a word over two columns of labels the second one may stand next to the word of the amounts.
    for number, strip in sorted(enumerate(strips), key=lambda each: not each[1].figures):
        if number in owners:
            continue
        before = sum(leaf.right <= strip.left for leaf in leaves)
        if strip.figures:
            if before == 0 or before - 1 in owners.values():
                return None
            owners[number] = before - 1
        else:
            owners[number] = before if before < len(leaves) and before not in owners.values() else max(before - 1, 0)
    return [owners[number] for number in range(len(strips))]


def _stand_alone(strips: Sequence[Strip], leaves: Sequence[HeadCell]) -> bool:
    """Return whether there is one strip for each word, between the words beside it."""
    if len(strips) != len(leaves):
        return False
    lefts = (float("-inf"), *(leaf.right for leaf in leaves[:-1]))
    rights = (*(leaf.left for leaf in leaves[1:]), float("inf"))
    return all(left <= strip.left and strip.right <= right for left, strip, right in zip(lefts, strips, rights, strict=True))


def _close_ones(strips: Sequence[Strip], size: float) -> list[Strip]:
    """Return the strips with those of one column, a code and the name behind it, as one."""
    joined: list[Strip] = []
    for strip in strips:
        if joined and strip.left - joined[-1].right < _APART * size and not strip.figures and not joined[-1].figures:
            joined[-1] = Strip(joined[-1].left, strip.right, figures=False)
        else:
            joined.append(strip)
    return joined


def find_edges(columns: Sequence[Column]) -> tuple[tuple[float, ...], ...]:
    """Return the edges of the columns in three ways: as far left as they may be, where they are likely, as far right.

    Where every word stands in the middle of its column, each edge follows from the one before it.
    """
    mirrored = _mirrored(columns)
    if mirrored is not None:
        return mirrored
    gaps = [(one.right, other.left) for one, other in pairwise(columns)]
    first, last = columns[0].left, columns[-1].right
    lefts = (first - 3, *(left for left, _ in gaps), last)
    rights = (first, *(right for _, right in gaps), last + 3)
    return lefts, tuple((left + right) / 2 for left, right in zip(lefts, rights, strict=True)), rights


def _mirrored(columns: Sequence[Column]) -> tuple[tuple[float, ...], ...] | None:
    """Return the edges where each word stands in the middle between two of them; None when that does not fit the texts."""
    middles = [column.cell.middle for column in columns if column.cell]
    if len(middles) < len(columns):
        return None
    # Each edge is offset + sign × the first one; it lies left of its column's texts and right of those before it.
    offset, sign = 0.0, 1.0
    least: list[float] = []
    most: list[float] = []
    for at, middle in enumerate((*middles, 0.0)):
        if at < len(columns):
            (most if sign > 0 else least).append(sign * (columns[at].left + _INSET - offset))
        if at > 0:
            (least if sign > 0 else most).append(sign * (columns[at - 1].right - _INSET - offset))
        offset, sign = 2 * middle - offset, -sign
    first, last = max(least), min(most)
    if first > last:
        return None
    return tuple(_from(edge, middles) for edge in (first, (first + last) / 2, last))


def _from(first: float, middles: Sequence[float]) -> tuple[float, ...]:
    edges = [first]
    for middle in middles:
        edges.append(2 * middle - edges[-1])
    return tuple(edges)


# --- groups -----------------------------------------------------------------------------------------------------------


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
