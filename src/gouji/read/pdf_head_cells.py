"""The cells of a header that is not ruled: its words in, the lines of a wrapped one put together, leaves and groups out."""

from collections.abc import Iterator, Sequence

from msgspec import Struct

from gouji.layouts.headings import is_header_word
from gouji.layouts.words import plain_word
from gouji.read.pdf_lines import TextLine, join_lines
from gouji.read.pdf_pieces import split_words

_LEVEL = 1.0  # points between words that do not stand at one height
_LEADING = 1.8  # lines of one cell are apart by at most so many characters
_WIDER = 1.08  # lines of a cell are as far apart in all of them


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


def find_words(piece: TextLine) -> Iterator[TextLine]:
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


def find_cells(pieces: Sequence[TextLine]) -> list[HeadCell]:
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


def part_leaves(cells: Sequence[HeadCell]) -> tuple[list[HeadCell], list[HeadCell]]:
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
