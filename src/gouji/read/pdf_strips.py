"""The columns of a table that is not ruled: what stands below each other in its lines in, strips of the page out."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from msgspec import Struct

from gouji.read.pdf_lines import TextLine
from gouji.read.pdf_pieces import is_figure

Span = tuple[float, float]
_OVER = 2.0  # points a text may reach over the next one on its line


class Strip(Struct, frozen=True):
    """The place that the pieces of one column take. figures: whether an amount stands in it."""

    left: float
    right: float
    figures: bool


def find_strips(rows: Sequence[Sequence[TextLine]]) -> list[Strip]:
    """Return the strips of the lines below a header, from left to right. rows: the pieces of each line."""
    # Where texts are printed over one another nothing can be told of columns.
    rows = [row for row in rows if all(before.right <= after.left + _OVER for before, after in pairwise(row))]
    pieces = [piece for row in rows for piece in row]
    amounts = unite((piece.left, piece.right) for piece in pieces if is_figure(piece.text))
    # A long label that reaches over blank cells does not make them part of its own column.
    texts = [(piece.left, _end_before(piece, amounts)) for piece in pieces if not is_figure(piece.text)]
    others = _apart(unite(span for span in texts if not _is_over(span, amounts)), rows)
    strips = [Strip(*span, True) for span in amounts] + [Strip(*span, False) for span in others]
    return sorted(strips, key=lambda strip: strip.left)


def unite(spans: Iterable[Span]) -> list[Span]:
    """Return the spans with those that overlap made one, from left to right."""
    united: list[Span] = []
    for left, right in sorted(spans):
        if united and left < united[-1][1]:
            united[-1] = united[-1][0], max(united[-1][1], right)
        else:
            united.append((left, right))
    return united


def _end_before(piece: TextLine, amounts: Sequence[Span]) -> float:
    return min([piece.right, *(left for left, _ in amounts if piece.left < left)])


def _is_over(span: Span, amounts: Sequence[Span]) -> bool:
    return any(left < span[1] and span[0] < right for left, right in amounts)


def _apart(spans: Sequence[Span], rows: Sequence[Sequence[TextLine]]) -> Iterator[Span]:
    """Yield the spans; one in which lines have two labels behind each other is cut where the second ones begin."""
    for left, right in spans:
        inside = [[piece.left for piece in row if left <= piece.left < right and not is_figure(piece.text)] for row in rows]
        second = min((at for lefts in inside for at in lefts[1:] if at > left + 1), default=None)
        if second is None:
            yield left, right
            continue
        before = max(piece.right for row in rows for piece in row if left <= piece.left < second)
        yield left, min(before, second)
        yield from _apart([(second, right)], rows)
