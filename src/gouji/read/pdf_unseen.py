"""Which digits of a page cannot be seen: white on white, transparent or not drawn at all. PDFium's page in, their indexes out.

What a reader does not see is no part of an amount. White figures on a dark ground are seen, and so is what a scanner
recognised: it is not drawn, for the picture behind it shows it.
"""

import ctypes
import re
from collections.abc import Collection, Sequence
from itertools import repeat
from typing import Any

import pypdfium2.raw as pdfium

from gouji.model.place import Box
from gouji.read.pdf_calls import address, char_fill, char_thing, render_mode

_NUMERIC = re.compile(r"[-+\d.,%]+")
_WHITE = 240  # of 255: a fill at least so light in each colour cannot be told from paper
_TOLD = 16  # of 255, between a ground and white that is read on it
_SAMPLED = 10  # one character in so many is asked whether it is drawn
_SCALE = 2.0  # dots to the point at which grounds are looked at
_SIDE = 3000  # dots that no page is drawn larger
_INVISIBLE = pdfium.FPDF_TEXTRENDERMODE_INVISIBLE
_STROKED = (
    pdfium.FPDF_TEXTRENDERMODE_STROKE,
    pdfium.FPDF_TEXTRENDERMODE_FILL_STROKE,
    pdfium.FPDF_TEXTRENDERMODE_STROKE_CLIP,
    pdfium.FPDF_TEXTRENDERMODE_FILL_STROKE_CLIP,
)


def find_unseen(page: Any, text_page: Any, text: str, placed: Sequence[Box], pictures: Collection[Box]) -> frozenset[int]:
    """Return the indexes of digits, and of what stands in numbers, that a reader does not see.

    placed: where each character is displayed. pictures: where pictures are; what is not drawn over one is its text.
    """
    runs = [match.span() for match in _NUMERIC.finditer(text)]
    at = [index for begin, end in runs for index in range(begin, end)]
    if not at:
        return frozenset()
    pale, clear = _pale_and_clear(text_page, at)
    clear += _undrawn(text_page, runs)
    unseen = {index for index in clear if not any(_is_in(placed[index], picture) for picture in pictures)}
    if unseen and hides_text(text_page):
        unseen = set()
    pale = [index for index in pale if _is_pale(text_page, index)]
    if pale:
        ground = _Ground(page)
        unseen.update(index for index in pale if ground.is_white(text_page, index))
    return frozenset(unseen)


def hides_text(text_page: Any) -> bool:
    """Return whether most characters of the page are not shown: what a scanner recognised, laid over the picture."""
    count = max(pdfium.FPDFText_CountChars(text_page), 0)
    things = [thing for index in range(0, count, _SAMPLED) if (thing := pdfium.FPDFText_GetTextObject(text_page, index))]
    return bool(2 * sum(pdfium.FPDFTextObj_GetTextRenderMode(thing) == _INVISIBLE for thing in things) > len(things))


def _pale_and_clear(text_page: Any, at: Sequence[int]) -> tuple[list[int], list[int]]:
    """Return the characters that may be filled white, and those filled with nothing. One call into PDFium for each."""
    colours = (ctypes.c_uint * (4 * len(at)))()
    begin = ctypes.addressof(colours)
    rooms = (range(begin + 4 * part, begin + 16 * len(at), 16) for part in range(4))
    sum(map(char_fill, repeat(address(text_page)), at, *rooms))
    flat = memoryview(bytes(colours)).cast("I").tolist()
    reds, opaque = flat[::4], flat[3::4]
    pale = [index for index, red in zip(at, reds, strict=True) if red >= _WHITE] if max(reds) >= _WHITE else []
    return pale, [index for index, part in zip(at, opaque, strict=True) if not part] if not min(opaque) else []


def _undrawn(text_page: Any, runs: Sequence[tuple[int, int]]) -> list[int]:
    """Return the characters of the numbers that are not drawn. A number whose ends are drawn is."""
    handle = address(text_page)
    ends = ([begin for begin, _ in runs], [end - 1 for _, end in runs])
    first, last = (map(render_mode, map(char_thing, repeat(handle), each)) for each in ends)
    hidden = [run for run, *modes in zip(runs, first, last, strict=True) if _INVISIBLE in modes]
    return [index for run in hidden for index in range(*run) if render_mode(char_thing(handle, index)) == _INVISIBLE]


def _is_pale(text_page: Any, index: int) -> bool:
    """Return whether the character is white all over, its outline too where it has one."""
    thing = pdfium.FPDFText_GetTextObject(text_page, index)
    if not thing or not _is_white(pdfium.FPDFPageObj_GetFillColor, thing):
        return False
    if pdfium.FPDFTextObj_GetTextRenderMode(thing) not in _STROKED:
        return True
    return _is_white(pdfium.FPDFPageObj_GetStrokeColor, thing)


def _is_white(ask: Any, thing: Any) -> bool:
    colour = [ctypes.c_uint() for _ in range(4)]
    return bool(ask(thing, *map(ctypes.byref, colour))) and min(part.value for part in colour[:3]) >= _WHITE


def _is_in(box: Box, picture: Box) -> bool:
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return picture[0] <= x <= picture[2] and picture[1] <= y <= picture[3]


class _Ground:
    """The page as it is displayed, in shades of grey: what is seen where a character stands."""

    def __init__(self, page: Any) -> None:
        self._page = page
        wide, high = pdfium.FPDF_GetPageWidthF(page), pdfium.FPDF_GetPageHeightF(page)
        scale = min(_SCALE, _SIDE / max(wide, high, 1.0))
        self._wide, self._high = max(1, round(wide * scale)), max(1, round(high * scale))
        bitmap = pdfium.FPDFBitmap_CreateEx(self._wide, self._high, pdfium.FPDFBitmap_Gray, None, 0)
        try:
            pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, self._wide, self._high, 0xFFFFFFFF)
            pdfium.FPDF_RenderPageBitmap(bitmap, page, 0, 0, self._wide, self._high, 0, 0)
            self._stride = pdfium.FPDFBitmap_GetStride(bitmap)
            self._dots = ctypes.string_at(pdfium.FPDFBitmap_GetBuffer(bitmap), self._stride * self._high)
        finally:
            pdfium.FPDFBitmap_Destroy(bitmap)

    def is_white(self, text_page: Any, index: int) -> bool:
        """Return whether most of what is seen in the character's place is white. White characters cover less than half of it."""
        room = pdfium.FS_RECTF()
        if not pdfium.FPDFText_GetLooseCharBox(text_page, index, ctypes.byref(room)):
            return False
        (x0, y0), (x1, y1) = self._place(room.left, room.top), self._place(room.right, room.bottom)
        left, right, top, bottom = min(x0, x1), max(x0, x1) + 1, min(y0, y1), max(y0, y1) + 1
        dots = sorted(
            dot
            for row in range(max(0, top), min(bottom, self._high))
            for dot in self._dots[row * self._stride + max(0, left) : row * self._stride + min(right, self._wide)]
        )
        return bool(dots) and dots[len(dots) // 2] > 255 - _TOLD

    def _place(self, x: float, y: float) -> tuple[int, int]:
        across, down = ctypes.c_int(), ctypes.c_int()
        pdfium.FPDF_PageToDevice(self._page, 0, 0, self._wide, self._high, 0, x, y, ctypes.byref(across), ctypes.byref(down))
        return across.value, down.value
