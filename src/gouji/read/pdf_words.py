"""The characters of a page, in words: PDFium's text page in, words with their places out."""

import ctypes
import math
import re
from array import array
from collections.abc import Collection, Iterator
from itertools import repeat
from typing import Any

import pypdfium2.raw as pdfium
from msgspec import Struct, structs

from gouji.model.place import Box
from gouji.read.pdf_calls import address, char_box
from gouji.read.pdf_turn import Turn, turn_all
from gouji.read.pdf_unseen import find_unseen

MAX_CHARACTERS = 60_000  # the fullest page seen has 5,000
_CELL = 8.0  # a window lower than so many characters is a cell

_QUARTER = math.pi / 2
_SLANT = 0.15  # a page that was scanned askew slants less

_WORD = re.compile(r"[^\s\x00-\x20\x7f\xa0\u3000\ufeff\ufffe\uffff]+")
_LOST = re.compile(r"[\ufffd\ufffe\uffff\ue000-\uf8ff\x00-\x08\x0e-\x1f]")


class Word(Struct, frozen=True, gc=False):
    """Characters in one line without a gap.

    left, right: edges. base: baseline. size: of the type. lefts: left edge of every character, except for one
    that takes two places in UTF-16, which is counted once. confidence: 0 to 1, of a word recognised in a picture; None of
    one that is written in the file.
    """

    text: str
    left: float
    right: float
    base: float
    size: float
    lefts: tuple[float, ...]
    confidence: float | None = None

    @property
    def middle(self) -> float:
        """Half the height of its characters."""
        return self.base - 0.36 * self.size


class Read(Struct, frozen=True):
    """Words in the order of the file. lost: characters whose meaning the font does not say. unseen: digits that are not seen.

    cut: there were too many.
    """

    words: list[Word]
    lost: int = 0
    unseen: int = 0
    cut: bool = False


def read_words(page: Any, text_page: Any, turn: Turn, figures: Collection[int] = (), pictures: Collection[Box] = ()) -> Read:
    """Return the words of the page.

    figures: marked content whose words are pictures'; they are left out, as are those that slant over the page: a watermark.
    pictures: where there are pictures.
    """
    count = min(pdfium.FPDFText_CountChars(text_page), MAX_CHARACTERS)
    if count <= 0:
        return Read([])
    text = _text(text_page, count)
    # One call into PDFium for each character; the rest of the loop is C.
    boxes = (pdfium.FS_RECTF * count)()
    at, size = ctypes.addressof(boxes), ctypes.sizeof(pdfium.FS_RECTF)
    sum(map(char_box, repeat(address(text_page)), range(count), range(at, at + count * size, size)))
    displayed = turn_all(turn, array("f", bytes(boxes)))
    unseen = find_unseen(page, text_page, text, displayed, pictures)
    if unseen:
        text = "".join(" " if index in unseen else letter for index, letter in enumerate(text))
    words: list[Word] = []
    starts: list[int] = []
    for match in _WORD.finditer(text):
        begin, end = match.span()
        if (figures and _marked(text_page, begin) in figures) or _is_slanting(text_page, begin):
            continue
        placed = displayed[begin:end]
        for first, last in _unbroken(placed):
            words.append(_word(text_page, text, begin, first, last, placed, turn))
            starts.append(begin + first)
    guessed = map(pdfium.FPDFText_HasUnicodeMapError, repeat(text_page), starts)
    lost = len(_LOST.findall(text)) + sum(len(word.text) for word, is_guess in zip(words, guessed, strict=True) if is_guess == 1)
    return Read(_shown(words, starts, text_page, turn), lost, len(unseen), pdfium.FPDFText_CountChars(text_page) > count)


def _is_slanting(text_page: Any, start: int) -> bool:
    """Return whether the line of the character at `start` runs neither along nor up the page. Italics do not slant."""
    if not _SLANT < pdfium.FPDFText_GetCharAngle(text_page, start) % _QUARTER < _QUARTER - _SLANT:
        return False
    matrix = pdfium.FS_MATRIX()
    if not pdfium.FPDFText_GetMatrix(text_page, start, ctypes.byref(matrix)):
        return False
    return bool(_SLANT < math.atan2(matrix.b, matrix.a) % _QUARTER < _QUARTER - _SLANT)


def _marked(text_page: Any, start: int) -> int:
    """Return the number of the marked content that the character at `start` belongs to, -1 for none."""
    thing = pdfium.FPDFText_GetTextObject(text_page, start)
    return pdfium.FPDFPageObj_GetMarkedContentID(thing) if thing else -1


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
    text_page: Any, text: str, begin: int, first: int, last: int, placed: list[Box], turn: Turn
) -> Word:
    x, y = ctypes.c_double(), ctypes.c_double()
    pdfium.FPDFText_GetCharOrigin(text_page, begin + first, ctypes.byref(x), ctypes.byref(y))
    base = turn(x.value, y.value, x.value, y.value)[1]
    edges = placed[first:last]
    # Fonts claim heights as they please; a Chinese character is as wide as the type is high.
    letters = text[begin + first : begin + last]
    wide = 0 if letters[0] >= "\u2e80" else next((at for at, letter in enumerate(letters) if letter >= "\u2e80"), None)
    left, top, right, bottom = edges[wide or 0]
    size = right - left if wide is not None else 0.9 * (bottom - top)
    if not 1.0 < size < 2 * (bottom - top):
        size = max(right - left, bottom - top, 1.0)
    lefts = tuple(edge[0] for edge in edges)
    return Word(letters, lefts[0], edges[-1][2], base, size, lefts)


def _shown(words: list[Word], starts: list[int], text_page: Any, turn: Turn) -> list[Word]:
    """Return the words without those that are cut away, the others where they are seen.

    A long sheet is printed on every page in full, the window moved: what is above and below it is in the file unseen.
    Spreadsheets print the text of a cell in full too, the window its cell; that text is kept whole.
    """
    windows = _Windows(text_page, turn)
    seen = (_seen(word, windows.of(start)) for word, start in zip(words, starts, strict=True))
    return [word for word in seen if word is not None]


def _seen(word: Word, window: Box) -> Word | None:
    """Return the word at the place at which the window shows it, None when it does not."""
    left, top, right, bottom = window
    high = word.base - 0.6 * word.size, word.base - 0.2 * word.size
    if top < high[0] and high[1] < bottom and left <= word.left and word.right <= right:
        return word
    if word.right <= left or right <= word.left:
        return None
    base = word.base
    if not (top < high[0] and high[1] < bottom):
        above, below = max(top, base - 0.9 * word.size), min(bottom, base)
        if above < below:
            base = (above + below) / 2 + 0.36 * word.size
        elif bottom - top < _CELL * word.size and base - bottom < 2 * word.size:
            base = bottom + 0.3 * word.size  # the last line of a cell that is too low
        else:
            return None
    return structs.replace(word, left=max(left, word.left), right=min(right, word.right), base=base)


_EVERYWHERE = (float("-inf"), float("-inf"), float("inf"), float("inf"))


class _Windows:
    """Where the drawing of a character is seen. Many characters of a page share a window."""

    def __init__(self, text_page: Any, turn: Turn) -> None:
        self.text_page = text_page
        self.turn = turn
        self.known: dict[tuple[float, ...], Box] = {}
        self.x, self.y = ctypes.c_float(), ctypes.c_float()
        self.refs = ctypes.byref(self.x), ctypes.byref(self.y)

    def of(self, start: int) -> Box:
        """Return the window of the character at `start`: no bounds when nothing cuts it."""
        thing = pdfium.FPDFText_GetTextObject(self.text_page, start)
        path = pdfium.FPDFPageObj_GetClipPath(thing) if thing else None
        count = pdfium.FPDFClipPath_CountPaths(path) if path else 0
        if count <= 0:
            return _EVERYWHERE
        # Two corners of the last path tell the windows of a page apart.
        key = (count, *self._corner(path, count - 1, 0), *self._corner(path, count - 1, 2))
        if key not in self.known:
            self.known[key] = self._measure(path, count)
        return self.known[key]

    def _measure(self, path: Any, count: int) -> Box:
        left, top, right, bottom = _EVERYWHERE
        for part in range(count):
            corners = range(max(pdfium.FPDFClipPath_CountPathSegments(path, part), 0))
            places = [self.turn(x, y, x, y) for x, y in (self._corner(path, part, index) for index in corners)]
            if places:
                xs, ys = [place[0] for place in places], [place[1] for place in places]
                left, right = max(left, min(xs)), min(right, max(xs))
                top, bottom = max(top, min(ys)), min(bottom, max(ys))
        return left, top, right, bottom

    def _corner(self, path: Any, part: int, index: int) -> tuple[float, float]:
        segment = pdfium.FPDFClipPath_GetPathSegment(path, part, index)
        if not segment:
            return 0.0, 0.0
        pdfium.FPDFPathSegment_GetPoint(segment, *self.refs)
        return self.x.value, self.y.value
