"""Tables of which only some cells are ruled, the amounts alone or the labels alone: their boxes tell no more than their words.

In: a ruled table of a page, the words in it and those outside all of them. Out: whether it is only a part of a table.
"""

from bisect import bisect_right
from collections.abc import Sequence

from gouji.read.pdf_grids import Lattice
from gouji.read.pdf_words import Word

_LEAST = 2  # rows of it that go on outside; a note may stand beside one


def is_part(lattice: Lattice, inside: Sequence[Word], outside: Sequence[Word]) -> bool:
    """Return whether most rows of the ruled table go on outside it: words stand level with theirs."""
    rows = {row for word in inside if (row := _row(lattice, word)) is not None}
    left, right = lattice.xs[0], lattice.xs[-1]
    beside = {row for word in outside if (word.right < left or right < word.left) and (row := _row(lattice, word)) is not None}
    return len(beside & rows) >= max(_LEAST, len(rows) / 2)


def _row(lattice: Lattice, word: Word) -> int | None:
    row = bisect_right(lattice.ys, word.middle) - 1
    return row if 0 <= row < len(lattice.ys) - 1 else None
