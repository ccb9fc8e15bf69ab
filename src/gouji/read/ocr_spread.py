"""Two facing pages scanned as one picture: a recognised page in, its two halves out, or the page itself."""

from msgspec import structs

from gouji.read.pdf_page import Page

_WIDE = 1.15  # two upright pages side by side are wider than high
_MIDDLE = 0.06  # of the width: so far from the middle the fold may lie
_FOLD = 0.025  # of the width: so wide is the white along it at the least
_LEAST = 8  # words on each of two pages

_Span = tuple[float, float]


def split_spread(page: Page) -> tuple[Page, ...]:
    """Return the left and the right page of a spread, else the page alone.

    A page that is merely wide has its title, its rows or its rulings across the middle. All stays where it is on the picture.
    """
    if page.width < _WIDE * page.height or (fold := _find_fold(page)) is None:
        return (page,)
    # Of another width, so that left pages are compared with left ones only: for margins and running lines.
    halves = tuple(_half(page, low, high) for low, high in ((-1.0, fold), (fold, page.width + 1)))
    return halves if all(len(half.words) >= _LEAST for half in halves) else (page,)


def _find_fold(page: Page) -> float | None:
    """Return where white runs down the middle of the page from top to bottom, None where anything stands across it."""
    middle, reach = page.width / 2, _MIDDLE * page.width
    spans: list[_Span] = [(word.left, word.right) for word in page.words]
    spans += [(ruling.begin, ruling.end) for ruling in page.across]
    spans += [(box[0], box[2]) for box in page.unread]
    left = max((end for begin, end in spans if (begin + end) / 2 < middle), default=0.0)
    right = min((begin for begin, end in spans if (begin + end) / 2 >= middle), default=page.width)
    fold = (left + right) / 2
    return fold if right - left > _FOLD * page.width and abs(fold - middle) < reach else None


def _half(page: Page, low: float, high: float) -> Page:
    """Return the page with what stands between the two distances from its left edge."""
    return structs.replace(
        page,
        width=min(high, page.width),
        words=tuple(word for word in page.words if low < word.left <= high),
        across=tuple(ruling for ruling in page.across if low < ruling.begin <= high),
        down=tuple(ruling for ruling in page.down if low < ruling.at <= high),
        unread=tuple(box for box in page.unread if low < box[0] <= high),
    )
