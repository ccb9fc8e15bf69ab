"""The columns below a header that is not ruled: the words that name one alone and the strips below in, columns and edges out."""

from collections.abc import Sequence
from itertools import pairwise

from msgspec import Struct

from gouji.read.pdf_head_cells import HeadCell
from gouji.read.pdf_strips import Strip

_APART = 1.1  # labels below one word are columns of their own when they are so many characters apart
_INSET = 0.6  # points a text may reach over the edge of its column


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


def find_columns(leaves: Sequence[HeadCell], strips: Sequence[Strip]) -> tuple[Column, ...] | None:
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
