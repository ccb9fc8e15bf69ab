"""The picture of a page in, its words and ruled lines out, as if they had been written: a `Page`."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import Any

from msgspec import Struct, structs

from gouji.read.ocr_engine import Engine, Reading, load_engine
from gouji.read.ocr_picture import find_rulings, straighten
from gouji.read.pdf_page import Page
from gouji.read.pdf_rulings import Ruling
from gouji.read.pdf_words import Word

POINTS = 72.0  # to the inch
DOUBTFUL = 0.9  # a number less sure is read a second time
_MOST = 0.8  # so much of a page must be readable
_UNREADABLE = 0.5  # a word less sure is none: dirt, a seal, a picture
_GAP = 0.8  # white as wide as this share of the height separates words
_SLIVER = 0.2  # ink cut by the edge of a box and lower than this share of it belongs to another line
_ROUGHLY, _WIDEST = 800, 5  # dots of a page that are looked at, and lines of it that are read, to tell which way up it is
_ON_ITS_FEET = 0.85  # so surely its widest lines are read
_TALL = 1.6  # a box so many times as high as most holds several lines


class Patch(Struct, frozen=True, gc=False):
    """A rectangle of dots."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def high(self) -> int:
        """Its height."""
        return self.bottom - self.top


def recognise_page(picture: Any, dpi: float, number: int) -> Page:
    """Return what the page says. picture: height × width × 3; dpi: dots to the inch.

    A page of which little can be read has no words; pictures: how many pieces of text it seems to hold, 0 for an empty page.
    """
    engine, dots = load_engine(), dpi / POINTS
    picture = _upright(straighten(picture), engine)
    across, down, clean, ink = find_rulings(picture, dots)
    patches = list(_patches(engine.find(clean), across, down, ink, dots))
    patches += _missed(patches, ink)
    words, unread = [], []
    for patch, reading in zip(patches, _read(engine, clean, patches), strict=True):
        if reading.text and reading.confidence >= _UNREADABLE:
            words.append(_word(reading, patch, dots))
        else:
            unread.append((patch.left / dots, patch.top / dots, patch.right / dots, patch.bottom / dots))
    high, wide = picture.shape[:2]
    # Of a page of which most cannot be read, the rest is chance.
    seen = tuple(_evened(words)) if len(words) > _MOST * len(patches) else ()
    size = wide / dots, high / dots
    return Page(number, *size, seen, tuple(across), tuple(down), pictures=len(patches), unread=tuple(unread))


def _upright(picture: Any, engine: Engine) -> Any:
    """Return the picture so that its text runs across and stands on its feet: sheets are scanned sideways, either way round."""
    import cv2

    boxes = engine.find(picture, _ROUGHLY)
    tall = [box for box in boxes if box[3] - box[1] > 2 * (box[2] - box[0])]
    if 2 * len(tall) > len(boxes):
        turned = [cv2.rotate(picture, way) for way in (cv2.ROTATE_90_CLOCKWISE, cv2.ROTATE_90_COUNTERCLOCKWISE)]
        return max(turned, key=lambda sideways: _sureness(sideways, engine.find(sideways, _ROUGHLY), engine))
    sure = _sureness(picture, boxes, engine)
    if sure > _ON_ITS_FEET:
        return picture
    over = cv2.rotate(picture, cv2.ROTATE_180)
    return over if _sureness(over, engine.find(over, _ROUGHLY), engine) > sure else picture


def _sureness(picture: Any, boxes: Sequence[tuple[int, int, int, int]], engine: Engine) -> float:
    """Return how surely the widest lines can be read, 0 where there are none."""
    widest = sorted(boxes, key=lambda box: box[0] - box[2])[:_WIDEST]
    readings = engine.read([picture[max(0, top) : bottom, max(0, left) : right] for left, top, right, bottom in widest])
    return sum(one.confidence for one in readings) / max(1, len(readings))


def _patches(
    boxes: Iterable[tuple[int, int, int, int]], across: Sequence[Ruling], down: Sequence[Ruling], ink: Any, dots: float
) -> Iterator[Patch]:
    """Yield the pieces of lines of text: no ruled line and no wide white in them, as tight as their ink."""
    found = [Patch(*box) for box in boxes]
    usual = median(box.high for box in found) if found else 0
    for box in found:
        for cell in _between_rulings(box, across, down, dots):
            tight = _tight(cell, ink)
            if tight is not None:
                for line in _rows(tight, ink, usual):
                    yield from _pieces(line, ink)


def _missed(patches: Sequence[Patch], ink: Any) -> Iterator[Patch]:
    """Yield what looks like text as high as the rest and was not found: a lone figure in a wide cell."""
    import cv2
    import numpy as np

    if not patches:
        return
    usual = median(patch.high for patch in patches)
    left = ink.copy()
    for patch in patches:
        margin = round(0.3 * patch.high)
        left[max(0, patch.top - margin) : patch.bottom + margin, max(0, patch.left - margin) : patch.right + margin] = 0
    joined = cv2.dilate(left, np.ones((1, max(3, round(0.6 * usual))), np.uint8))
    _, _, boxes, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    for x, y, wide, high, _ in boxes[1:]:
        if 0.5 * usual < high < 1.6 * usual and wide > 0.5 * usual:
            tight = _tight(Patch(int(x), int(y), int(x + wide), int(y + high)), ink)
            if tight is not None:
                yield tight


def _between_rulings(box: Patch, across: Sequence[Ruling], down: Sequence[Ruling], dots: float) -> Iterator[Patch]:
    """Yield the box cut where ruled lines run through it."""
    xs = _cuts(down, box.left, box.right, (box.top + box.bottom) / 2, dots)
    ys = _cuts(across, box.top, box.bottom, (box.left + box.right) / 2, dots)
    for top, bottom in zip([box.top, *ys], [*ys, box.bottom], strict=True):
        for left, right in zip([box.left, *xs], [*xs, box.right], strict=True):
            yield Patch(left, top, right, bottom)


def _cuts(rulings: Sequence[Ruling], first: int, last: int, along: float, dots: float) -> list[int]:
    """Return where the rulings cut the stretch from first to last, at the height (or width) `along`."""
    margin = 0.15 * (last - first) if last - first < 3 * dots else 2 * dots
    return sorted(
        round(ruling.at * dots)
        for ruling in rulings
        if first + margin < ruling.at * dots < last - margin and ruling.begin <= along / dots <= ruling.end
    )


def _tight(box: Patch, ink: Any) -> Patch | None:
    """Return the part of the box that has ink in it, None when there is none to speak of."""
    import numpy as np

    top, left = max(0, box.top), max(0, box.left)
    part = ink[top : box.bottom, left : box.right] > 0
    runs = list(_runs(part.sum(axis=1) > 0))
    # The feet of the line above and the heads of the line below.
    while len(runs) > 1 and runs[0][0] == 0 and runs[0][1] < _SLIVER * box.high:
        runs.pop(0)
    while len(runs) > 1 and runs[-1][1] == len(part) and runs[-1][1] - runs[-1][0] < _SLIVER * box.high:
        runs.pop()
    if not runs or runs[-1][1] - runs[0][0] < 3:
        return None
    first, last = runs[0][0], runs[-1][1]
    columns = np.flatnonzero(part[first:last].sum(axis=0) > 0)
    if part[first:last].sum() < 6:
        return None
    return Patch(left + int(columns[0]), top + first, left + int(columns[-1]) + 1, top + last)


def _rows(box: Patch, ink: Any, usual: float) -> Iterator[Patch]:
    """Yield the lines that stand below each other in a box much higher than most."""
    if box.high < _TALL * usual:
        yield box
        return
    part = ink[box.top : box.bottom, box.left : box.right].sum(axis=1) > 0
    begun = 0
    for first, last in _runs(part):
        if last - begun > usual and first > begun:
            if (line := _tight(Patch(box.left, box.top + begun, box.right, box.top + first), ink)) is not None:
                yield line
            begun = first
    if (line := _tight(Patch(box.left, box.top + begun, box.right, box.bottom), ink)) is not None:
        yield line


def _pieces(line: Patch, ink: Any) -> Iterator[Patch]:
    """Yield the line cut at wide white."""
    part = ink[line.top : line.bottom, line.left : line.right].sum(axis=0) > 0
    runs = list(_runs(part))
    begin = 0
    for index in range(1, len(runs) + 1):
        if index == len(runs) or runs[index][0] - runs[index - 1][1] > _GAP * line.high:
            piece = Patch(line.left + runs[begin][0], line.top, line.left + runs[index - 1][1], line.bottom)
            if (tight := _tight(piece, ink)) is not None:
                yield tight
            begin = index


def _runs(marks: Any) -> Iterator[tuple[int, int]]:
    """Yield (first, last + 1) of each stretch that is marked."""
    import numpy as np

    padded = np.concatenate(([False], marks, [False]))
    edges = np.flatnonzero(padded[1:] != padded[:-1])
    yield from ((int(first), int(last)) for first, last in edges.reshape(-1, 2))


def _read(engine: Engine, picture: Any, patches: Sequence[Patch]) -> list[Reading]:
    """Return what the patches say. A number that is not sure is cut out more widely and read again: the two must agree."""
    readings = engine.read([_cut(picture, patch, 0.16) for patch in patches])
    doubtful = [index for index, one in enumerate(readings) if _has_figures(one) and one.confidence < DOUBTFUL]
    again = engine.read([_cut(picture, patches[index], 0.35) for index in doubtful])
    for index, second in zip(doubtful, again, strict=True):
        first = readings[index]
        if first.text == second.text:
            readings[index] = max(first, second, key=lambda one: one.confidence)
        else:
            surer = max(first, second, key=lambda one: one.confidence)
            readings[index] = structs.replace(surer, confidence=max(_UNREADABLE, surer.confidence / 2))
    return readings


def _has_figures(reading: Reading) -> bool:
    return any(each.isdigit() for each in reading.text)


def _cut(picture: Any, patch: Patch, margin: float) -> Any:
    """Return the patch with white around it, as a share of its height."""
    import cv2

    room = max(2, round(margin * patch.high))
    inside = picture[patch.top : patch.bottom, patch.left : patch.right]
    return cv2.copyMakeBorder(inside, room, room, room, room, cv2.BORDER_CONSTANT, value=(255, 255, 255))


def _word(reading: Reading, patch: Patch, dots: float) -> Word:
    """Return the word where its ink stands. The size of the type is told from the height of its ink."""
    left, right = patch.left / dots, patch.right / dots
    high, bottom = patch.high / dots, patch.bottom / dots
    deep = any(each in "(),;（），；、[]【】《》" for each in reading.text)
    if any(each >= "\u2e80" for each in reading.text):
        size, base = high / (1.0 if deep else 0.92), bottom - (0.12 if deep else 0.06) * high
    else:
        size, base = high / (0.9 if deep else 0.72), bottom - (0.16 * high if deep else 0.0)
    edges = [left + middle * (right - left) for middle in reading.middles]
    steps = [after - before for before, after, pair in zip(edges, edges[1:], pairwise(reading.text), strict=False) if min(pair) >= "\u3400"]
    if len(steps) > 1:  # Chinese characters are as wide as the type is high, and low ones (一) no lower
        size = median(steps)
    lefts = (left, *((before + after) / 2 for before, after in pairwise(edges)))
    return Word(reading.text, left, right, base, size, lefts, round(reading.confidence, 2))


def _evened(words: Sequence[Word]) -> Iterator[Word]:
    """Yield the words with sizes evened out: the height of ink differs from word to word, the type does not."""
    sizes = sorted(word.size for word in words)
    for word in words:
        near = [size for size in sizes if abs(size - word.size) <= 0.15 * word.size]
        yield structs.replace(word, size=median(near))
