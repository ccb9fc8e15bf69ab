"""One page of a PDF: an open page in, its words and ruled lines out, as a reader sees them.

All positions are points from the top left corner of the page as it is displayed: a page that is turned, or whose text
is, comes out upright. PDFium reads the file; nothing in it is run.
"""

import ctypes
import re
from array import array
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import pairwise, repeat
from typing import Any

import pypdfium2.raw as pdfium
from msgspec import Struct, structs

MAX_CHARACTERS = 60_000  # the fullest page seen has 5,000
MAX_OBJECTS = 200_000
MAX_RULINGS = 20_000
_MAX_DEPTH = 4  # drawings inside drawings

_THICK = 3.2  # a filled box thinner than this is a ruled line
_SHORT = 4.0  # a ruled line shorter than this is a dot or a part of a picture
_WORD = re.compile(r"[^\s\x00-\x20\x7f\xa0\u3000\ufeff\ufffe\uffff]+")
_LOST = re.compile(r"[\ufffd\ufffe\uffff\ue000-\uf8ff\x00-\x08\x0e-\x1f]")

Box = tuple[float, float, float, float]  # left, top, right, bottom
_AS_IT_IS = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_Turn = Callable[[float, float, float, float], Box]


class Word(Struct, frozen=True, gc=False):
    """Characters in one line without a gap.

    left, right: edges. base: baseline. size: of the type. lefts: left edge of every character, except for one
    that takes two places in UTF-16, which is counted once.
    """

    text: str
    left: float
    right: float
    base: float
    size: float
    lefts: tuple[float, ...]

    @property
    def middle(self) -> float:
        """Half the height of its characters."""
        return self.base - 0.36 * self.size


class Ruling(Struct, frozen=True, gc=False):
    """A ruled line. at: its position across its direction; begin, end: along it."""

    at: float
    begin: float
    end: float


class Page(Struct, frozen=True):
    """A page. across, down: its ruled lines. pictures: how many. lost: characters whose meaning the font does not say.

    cut: something was left out because there was more of it than on any page for people.
    """

    number: int
    width: float
    height: float
    words: tuple[Word, ...] = ()
    across: tuple[Ruling, ...] = ()
    down: tuple[Ruling, ...] = ()
    pictures: int = 0
    lost: int = 0
    cut: bool = False


def read_page(page: Any, number: int) -> Page:
    """Return what the page holds. page: PDFium's handle, left open."""
    frame = _frame(page)
    text_page = pdfium.FPDFText_LoadPage(page)
    try:
        turn, width, height = _turn(frame, _quarter(page, text_page))
        words, lost, cut = _words(text_page, turn) if text_page else ([], 0, False)
    finally:
        if text_page:
            pdfium.FPDFText_ClosePage(text_page)
    drawn = _Drawing(turn)
    drawn.add_objects(page)
    seen = tuple(word for word in words if -1 < word.left < width and 0 < word.base < height + 1)
    return Page(
        number, width, height, seen, tuple(drawn.across), tuple(drawn.down), drawn.pictures, lost, cut or drawn.cut
    )


# --- the way up -------------------------------------------------------------------------------------------------------


def _frame(page: Any) -> Box:
    """Return the visible part of the page in its own coordinates: left, bottom, right, top."""
    box = pdfium.FS_RECTF()
    if pdfium.FPDF_GetPageBoundingBox(page, box) and box.right > box.left and box.top > box.bottom:
        return box.left, box.bottom, box.right, box.top
    return 0.0, 0.0, 612.0, 792.0


def _quarter(page: Any, text_page: Any) -> int:
    """Return how many quarter turns to the right make the page's text upright: those of the page, else of its text."""
    quarter = int(pdfium.FPDFPage_GetRotation(page)) % 4
    count = pdfium.FPDFText_CountChars(text_page) if text_page else 0
    if count <= 0:
        return quarter
    # Some landscape tables are set sideways on an upright page. Thirty samples tell.
    angles: Counter[int] = Counter()
    for index in range(0, count, max(1, count // 30)):
        if not pdfium.FPDFText_IsGenerated(text_page, index):
            angle = pdfium.FPDFText_GetCharAngle(text_page, index)
            angles[-round(angle / 1.5707963) % 4] += 1
    return angles.most_common(1)[0][0] if angles else quarter


def _turn(frame: Box, quarter: int) -> tuple[_Turn, float, float]:
    """Return what turns (left, bottom, right, top) of the file into a box on the displayed page, and that page's size."""
    x0, y0, x1, y1 = frame
    wide, high = x1 - x0, y1 - y0
    if quarter == 1:
        return lambda left, bottom, right, top: (bottom - y0, left - x0, top - y0, right - x0), high, wide
    if quarter == 2:
        return lambda left, bottom, right, top: (x1 - right, bottom - y0, x1 - left, top - y0), wide, high
    if quarter == 3:
        return lambda left, bottom, right, top: (y1 - top, x1 - right, y1 - bottom, x1 - left), high, wide
    return lambda left, bottom, right, top: (left - x0, y1 - top, right - x0, y1 - bottom), wide, high


def _turn_all(turn: _Turn, flat: "array[float]") -> list[Box]:
    """Return the boxes of all characters as displayed. flat: left, top, right, bottom of each, one after the other."""
    # A turn is the same shift and sign for all: taken from two points, then done without a call for each character.
    here, there = turn(0.0, 0.0, 0.0, 0.0), turn(1.0, 2.0, 4.0, 8.0)
    sources = {1.0: flat[0::4], 2.0: flat[3::4], 4.0: flat[2::4], 8.0: flat[1::4]}
    edges = []
    for at, step in zip(here, (b - a for a, b in zip(here, there, strict=True)), strict=True):
        values = sources[abs(round(step))]
        edges.append([at + value for value in values] if step > 0 else [at - value for value in values])
    return list(zip(*edges, strict=True))


# --- words ------------------------------------------------------------------------------------------------------------


def _words(text_page: Any, turn: _Turn) -> tuple[list[Word], int, bool]:
    """Return the words in the order of the file, how many characters are lost, and whether there were too many."""
    count = min(pdfium.FPDFText_CountChars(text_page), MAX_CHARACTERS)
    if count <= 0:
        return [], 0, False
    text = _text(text_page, count)
    # One call into PDFium for each character; the rest of the loop is C.
    boxes = (pdfium.FS_RECTF * count)()
    sum(map(pdfium.FPDFText_GetLooseCharBox, repeat(text_page), range(count), map(ctypes.byref, boxes)))
    displayed = _turn_all(turn, array("f", bytes(boxes)))
    words: list[Word] = []
    starts: list[int] = []
    for match in _WORD.finditer(text):
        begin, end = match.span()
        placed = displayed[begin:end]
        for first, last in _unbroken(placed):
            words.append(_word(text_page, text, begin, first, last, placed, turn))
            starts.append(begin + first)
    guessed = map(pdfium.FPDFText_HasUnicodeMapError, repeat(text_page), starts)
    lost = len(_LOST.findall(text)) + sum(len(word.text) for word, is_guess in zip(words, guessed, strict=True) if is_guess == 1)
    return _shown(words, starts, text_page, turn), lost, pdfium.FPDFText_CountChars(text_page) > count


def _text(text_page: Any, count: int) -> str:
    """Return the page's characters, one for each index."""
    room = (ctypes.c_ushort * (2 * count + 2))()
    size = pdfium.FPDFText_GetText(text_page, 0, count, room)
    text = bytes(room)[: 2 * max(size - 1, 0)].decode("utf-16-le", "replace")
    if len(text) == count:
        return text
    # Control characters are left out of the whole text, and wide ones are two units.
    codes = map(pdfium.FPDFText_GetUnicode, repeat(text_page), range(count))
    return "".join(chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd" for code in codes)


def _unbroken(placed: list[Box]) -> Iterator[tuple[int, int]]:
    """Yield (first, last + 1) of the stretches without a gap, a step back or another line."""
    first = 0
    _, top, before, bottom = placed[0]
    size = max(bottom - top, 1.0)
    for index in range(1, len(placed)):
        left, above, right, below = placed[index]
        gap = left - before
        if gap > 0.3 * size or gap < -0.6 * size or above > bottom - 0.3 * size or below < top + 0.3 * size:
            yield first, index
            first = index
            top, bottom = above, below
            size = max(bottom - top, 1.0)
        before = right
    yield first, len(placed)


def _word(
    text_page: Any, text: str, begin: int, first: int, last: int, placed: list[Box], turn: _Turn
) -> Word:
    x, y = ctypes.c_double(), ctypes.c_double()
    pdfium.FPDFText_GetCharOrigin(text_page, begin + first, ctypes.byref(x), ctypes.byref(y))
    base = turn(x.value, y.value, x.value, y.value)[1]
    edges = placed[first:last]
    left, top, right, bottom = edges[0]
    # Fonts claim heights as they please; a Chinese character is as wide as the type is high.
    letters = text[begin + first : begin + last]
    size = right - left if letters[0] >= "\u2e80" else 0.9 * (bottom - top)
    if not 1.0 < size < 2 * (bottom - top):
        size = max(right - left, bottom - top, 1.0)
    lefts = tuple(edge[0] for edge in edges)
    return Word(letters, lefts[0], edges[-1][2], base, size, lefts)


def _shown(words: list[Word], starts: list[int], text_page: Any, turn: _Turn) -> list[Word]:
    """Return the words without those that are cut away, and those cut in two at the height of what is left of them.

    A long sheet is printed on every page in full, the window moved: what is above and below it is in the file unseen.
    """
    # One question for each line: nearly all windows hold all of it.
    whole: dict[float, bool] = {}
    windows = _Windows(text_page, turn)
    shown = []
    for word, start in zip(words, starts, strict=True):
        if word.base not in whole:
            whole[word.base] = _is_whole(word, windows.of(start))
        if whole[word.base]:
            shown.append(word)
        elif (rest := _cut(word, windows.of(start))) is not None:
            shown.append(rest)
    return shown


def _is_whole(word: Word, window: tuple[float, float]) -> bool:
    top, bottom = window
    return top < word.base - 0.6 * word.size and word.base - 0.2 * word.size < bottom


def _cut(word: Word, window: tuple[float, float]) -> Word | None:
    """Return the word at the height of what the window shows of it, None when it shows nothing."""
    if _is_whole(word, window):
        return word
    top, bottom = max(window[0], word.base - 0.9 * word.size), min(window[1], word.base)
    return structs.replace(word, base=(top + bottom) / 2 + 0.36 * word.size) if top < bottom else None


class _Windows:
    """Between which heights the drawing of a character is seen. Most characters of a page share a window."""

    def __init__(self, text_page: Any, turn: _Turn) -> None:
        self.text_page = text_page
        self.turn = turn
        self.known: dict[tuple[float, ...], tuple[float, float]] = {}
        self.x, self.y = ctypes.c_float(), ctypes.c_float()
        self.refs = ctypes.byref(self.x), ctypes.byref(self.y)

    def of(self, start: int) -> tuple[float, float]:
        """Return the window of the character at `start`: no bounds when nothing cuts it."""
        thing = pdfium.FPDFText_GetTextObject(self.text_page, start)
        path = pdfium.FPDFPageObj_GetClipPath(thing) if thing else None
        count = pdfium.FPDFClipPath_CountPaths(path) if path else 0
        if count <= 0:
            return float("-inf"), float("inf")
        # Two corners of the last path tell the windows of a page apart.
        key = (count, *self._corner(path, count - 1, 0), *self._corner(path, count - 1, 2))
        if key not in self.known:
            self.known[key] = self._measure(path, count)
        return self.known[key]

    def _measure(self, path: Any, count: int) -> tuple[float, float]:
        top, bottom = float("-inf"), float("inf")
        for part in range(count):
            corners = range(max(pdfium.FPDFClipPath_CountPathSegments(path, part), 0))
            heights = [self.turn(x, y, x, y)[1] for x, y in (self._corner(path, part, index) for index in corners)]
            if heights:
                top, bottom = max(top, min(heights)), min(bottom, max(heights))
        return top, bottom

    def _corner(self, path: Any, part: int, index: int) -> tuple[float, float]:
        segment = pdfium.FPDFClipPath_GetPathSegment(path, part, index)
        if not segment:
            return 0.0, 0.0
        pdfium.FPDFPathSegment_GetPoint(segment, *self.refs)
        return self.x.value, self.y.value


# --- ruled lines ------------------------------------------------------------------------------------------------------


class _Drawing:
    """Collects the ruled lines of a page and counts its pictures."""

    def __init__(self, turn: _Turn) -> None:
        self.turn = turn
        self.across: list[Ruling] = []
        self.down: list[Ruling] = []
        self.pictures = 0
        self.cut = False
        self.left = MAX_OBJECTS
        self.room = tuple(ctypes.c_float() for _ in range(4))
        self.refs = tuple(map(ctypes.byref, self.room))

    def add_objects(self, page: Any) -> None:
        """Add the page's drawn objects."""
        count = pdfium.FPDFPage_CountObjects(page)
        things = list(map(pdfium.FPDFPage_GetObject, repeat(page), range(min(count, MAX_OBJECTS))))
        for thing, kind in zip(things, map(pdfium.FPDFPageObj_GetType, things), strict=True):
            if kind != pdfium.FPDF_PAGEOBJ_TEXT:  # nearly all of them
                self._add(thing, kind, _AS_IT_IS, 0)
        self.cut = self.cut or count > MAX_OBJECTS

    def _add(self, thing: Any, kind: int, matrix: tuple[float, ...], depth: int) -> None:
        if kind == pdfium.FPDF_PAGEOBJ_PATH:
            self._add_path(thing, matrix)
        elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            self.pictures += 1
            # Some printers draw a line as a picture one dot high.
            if (box := self._bounds(thing, matrix)) is not None:
                self._add_thin(box)
        elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _MAX_DEPTH:
            inner = _times(_matrix(thing), matrix)
            for index in range(max(pdfium.FPDFFormObj_CountObjects(thing), 0)):
                self.left -= 1
                if self.left < 0:
                    self.cut = True
                    return
                part = pdfium.FPDFFormObj_GetObject(thing, index)
                self._add(part, pdfium.FPDFPageObj_GetType(part), inner, depth + 1)

    def _bounds(self, thing: Any, matrix: tuple[float, ...]) -> Box | None:
        if not pdfium.FPDFPageObj_GetBounds(thing, *self.refs):
            return None
        left, bottom, right, top = (each.value for each in self.room)
        if matrix is not _AS_IT_IS:
            a, b, c, d, e, f = matrix
            xs = [a * x + c * y + e for x in (left, right) for y in (bottom, top)]
            ys = [b * x + d * y + f for x in (left, right) for y in (bottom, top)]
            left, right, bottom, top = min(xs), max(xs), min(ys), max(ys)
        return self.turn(left, bottom, right, top)

    def _add_path(self, path: Any, matrix: tuple[float, ...]) -> None:
        segments = pdfium.FPDFPath_CountSegments(path)
        if segments < 2:
            return
        box = self._bounds(path, matrix)
        if box is None or self._add_thin(box) or segments == 2:
            return
        fill, stroke = ctypes.c_int(), ctypes.c_int()
        pdfium.FPDFPath_GetDrawMode(path, ctypes.byref(fill), ctypes.byref(stroke))
        if segments <= 5 and not stroke.value:
            return  # the ground of a cell
        if segments > MAX_RULINGS:
            self.cut = True
            return
        self._add_pieces(path, _times(_matrix(path), matrix), stroked=bool(stroke.value))

    def _add_thin(self, box: Box) -> bool:
        """Add the box as a ruled line when it is thin enough. Return whether it was."""
        left, top, right, bottom = box
        wide, high = right - left, bottom - top
        if min(wide, high) > _THICK:
            return False
        if len(self.across) + len(self.down) >= MAX_RULINGS:
            self.cut = True
        elif wide >= _SHORT and wide > high:
            self.across.append(Ruling((top + bottom) / 2, left, right))
        elif high >= _SHORT:
            self.down.append(Ruling((left + right) / 2, top, bottom))
        return True

    def _add_pieces(self, path: Any, matrix: tuple[float, ...], *, stroked: bool) -> None:
        """Add the lines of a path that draws several: each straight piece of a stroke, each thin box of a filling."""
        for points in _subpaths(path, matrix):
            if stroked:
                for (x0, y0), (x1, y1) in pairwise(points):
                    self._add_thin(self.turn(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)))
            elif len(points) > 2:
                xs, ys = [x for x, _ in points], [y for _, y in points]
                self._add_thin(self.turn(min(xs), min(ys), max(xs), max(ys)))


def _subpaths(path: Any, matrix: tuple[float, ...]) -> Iterator[list[tuple[float, float]]]:
    """Yield the corners of each part of the path; one with a curve is no ruled line and is left out."""
    a, b, c, d, e, f = matrix
    x, y = ctypes.c_float(), ctypes.c_float()
    points: list[tuple[float, float]] = []
    curved = False
    for index in range(pdfium.FPDFPath_CountSegments(path)):
        segment = pdfium.FPDFPath_GetPathSegment(path, index)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        pdfium.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            if points and not curved:
                yield points
            points, curved = [], False
        curved = curved or kind == pdfium.FPDF_SEGMENT_BEZIERTO
        points.append((a * x.value + c * y.value + e, b * x.value + d * y.value + f))
        if pdfium.FPDFPathSegment_GetClose(segment) and points[0] != points[-1]:
            points.append(points[0])
    if points and not curved:
        yield points


def _matrix(thing: Any) -> tuple[float, ...]:
    matrix = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(thing, ctypes.byref(matrix)):
        return _AS_IT_IS
    return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f


def _times(inner: tuple[float, ...], outer: tuple[float, ...]) -> tuple[float, ...]:
    """Return the matrix that applies the inner one, then the outer."""
    a, b, c, d, e, f = inner
    p, q, r, s, t, u = outer
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u
