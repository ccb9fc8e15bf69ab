"""Where tables without ruled columns stand: a page's lines in, the stretches of lines that can be tables out."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from msgspec import Struct

from gouji.layouts.headings import is_header_word, vocabulary
from gouji.layouts.words import plain, plain_word
from gouji.read.pdf_lines import TextLine, has_leaders, is_page_number
from gouji.read.pdf_pieces import is_figure, is_number, split_pieces, split_words
from gouji.read.signs import is_form_title, is_label, is_preamble, is_title

_LEAST = 3  # lines with amounts that make a table where no title and no header tells of one
_STEP = 4.0  # the next line of a table is at most so many characters below
_STEPS = 6  # lines above the last one of a page that tell how far rows are apart
_LONG = 40  # characters of a line that is no cell
_HEADS = 1  # lines above a table at the top of a page, the title of which stands on the page before
_ABOVE = 4  # lines between a title and its table
_GROUPS = 8  # lines with one word of a header alone, above those with several
_INDENT = 6.0  # a label below a header may begin so many characters left of its words
_NAMED = 2  # words of headers that make a titled stretch a table


class Stretch(Struct, frozen=True):
    """Lines that can be a table, each with its pieces. full: enough of them have amounts to be one without a title and header too."""

    lines: tuple[TextLine, ...]
    pieces: tuple[tuple[TextLine, ...], ...]
    full: bool


def find_stretches(lines: Sequence[TextLine], heights: Sequence[float] = ()) -> list[Stretch]:
    """Return the stretches from the top down.

    lines: those outside ruled tables, from the top down. heights: of the rows on the page before, which may go on at the right.
    """
    pieces = [tuple(split_pieces(line)) for line in lines]
    runs = _runs(lines, pieces, heights)
    return [Stretch(tuple(lines[begin:end]), tuple(pieces[begin:end]), full) for begin, end, full in runs]


def _runs(
    lines: Sequence[TextLine], pieces: Sequence[tuple[TextLine, ...]], heights: Sequence[float]
) -> Iterator[tuple[int, int, bool]]:
    """Yield (first, last + 1, whether full of amounts) of the stretches."""
    begin = last = 0
    while begin < len(lines):
        if not _may_begin(lines[begin], pieces[begin]):
            begin += 1
            continue
        end = begin + 1
        while end < len(lines) and (_follows(lines, pieces, end) or _is_level(pieces[end], heights)):
            end += 1
        first = _with_group(lines, pieces, begin, last)
        title = _title(lines, first)
        titled = (title is not None or first <= _HEADS) and is_headed(pieces[first:end])
        # The cells of a form cannot be told without its rulings.
        if title is not None and is_form_title(title.text):
            begin = end
            continue
        full = sum(map(_has_amounts, pieces[begin:end])) >= _LEAST
        if titled or full:
            yield first, _closed(pieces, first, end, titled=titled), full
            last = end
        begin = end


def _may_begin(line: TextLine, pieces: Sequence[TextLine]) -> bool:
    """Return whether the line has pieces a gap apart and is none that stands above tables or in contents."""
    apart = any(after.left - before.right >= line.size for before, after in pairwise(pieces))
    return apart and not is_outside(line, pieces)


def is_outside(line: TextLine, pieces: Sequence[TextLine]) -> bool:
    """Return whether the line is none of a table: a title, what stands above or below one, prose."""
    text = line.text
    if any(is_page_number(piece.text) for piece in pieces) or has_leaders(text) or is_label(text) or is_preamble(pieces[0].text) or vocabulary().note.match(plain(text)):
        return True
    return len(pieces) == 1 and (len(text) > _LONG or text[-1] in "。；：" or is_title(text))


def _follows(lines: Sequence[TextLine], pieces: Sequence[tuple[TextLine, ...]], index: int) -> bool:
    """Return whether the line can belong to the table of the line above it."""
    return follows(lines, index) and not is_outside(lines[index], pieces[index])


def follows(lines: Sequence[TextLine], index: int) -> bool:
    """Return whether the line is near enough to the one above it to be the next one of a table."""
    line, above = lines[index], lines[index - 1]
    step = line.base - above.base
    if index == len(lines) - 1 and index > _STEPS:
        # What is printed at the foot of every page stands further off than the rows do from each other.
        steps = (after.base - before.base for before, after in pairwise(lines[index - _STEPS - 1 : index]))
        if step > 1.3 * max(steps):
            return False
    return step <= _STEP * max(_size(line), _size(above))


def _is_level(pieces: Sequence[TextLine], heights: Sequence[float]) -> bool:
    """Return whether the line holds nothing but amounts, at the height of a row on the page before."""
    _, top, _, bottom = pieces[0].box
    return all(is_figure(piece.text) for piece in pieces) and any(abs((top + bottom) / 2 - height) < 2 for height in heights)


def _size(line: TextLine) -> float:
    """Return the size of its largest type: that of figures is smaller."""
    return max(word.size for word in line.words)


def _with_group(lines: Sequence[TextLine], pieces: Sequence[tuple[TextLine, ...]], begin: int, least: int) -> int:
    """Return where the stretch begins with groups of columns printed alone, between it and what stands above a table."""
    first = begin
    while first > least and begin - first < _GROUPS and _follows(lines, pieces, first) and not is_outside(lines[first - 1], pieces[first - 1]):
        first -= 1
    return first if first == 0 or is_outside(lines[first - 1], pieces[first - 1]) else begin


def _title(lines: Sequence[TextLine], begin: int) -> TextLine | None:
    """Return the title above the stretch."""
    return next((line for line in reversed(lines[max(0, begin - _ABOVE) : begin]) if is_title(line.text)), None)


def is_headed(pieces: Sequence[Sequence[TextLine]]) -> bool:
    """Return whether words of headers stand above the first line of amounts."""
    named = 0
    for row in pieces:
        if _has_amounts(row):
            break
        named += sum(is_header_word(plain_word(word.text)) for piece in row for word in split_words(piece))
    return named >= _NAMED


def _has_amounts(pieces: Sequence[TextLine]) -> bool:
    """Return whether a piece after the first is an amount, and not all of them the numbers of the columns."""
    numbers = [piece.text for piece in pieces[1:] if is_number(piece.text)]
    return bool(numbers) and not (len(numbers) > 2 and numbers == [str(number) for number in range(1, len(numbers) + 1)])


def _closed(pieces: Sequence[Sequence[TextLine]], begin: int, end: int, *, titled: bool) -> int:
    """Return where the stretch ends: with its last line of several words, below a title also with labels that stand alone."""
    last = max(at for at in range(begin, end) if len(pieces[at]) > 1 or len(pieces[at][0].words) > 1)
    if not titled:
        return max((at for at in range(begin, end) if _has_amounts(pieces[at])), default=last) + 1
    left = min(row[0].left for row in pieces[begin : last + 1])
    right = max(row[-1].right for row in pieces[begin : last + 1])
    size = max(_size(piece) for row in pieces[begin : last + 1] for piece in row)
    while last + 1 < end and _is_label(pieces[last + 1][0], left - _INDENT * size, right, size):
        last += 1
    return last + 1


def _is_label(piece: TextLine, left: float, right: float, size: float) -> bool:
    if (is_number(piece.text) and not is_figure(piece.text)) or _size(piece) > 1.1 * size:
        return False
    return left <= piece.left and piece.right <= right
