"""Whether a page's text was laid over a scan of it by software that recognised it: hidden, or shown on top of the picture.

In: PDFium's page and its text page, left open. Out: yes or no.
"""

import ctypes
from collections.abc import Iterator
from typing import Any

import pypdfium2.raw as pdfium

from gouji.read.pdf_unseen import hides_text

_SAMPLED = 60  # characters are looked at
_MOST_DOTS = 80_000_000  # of a picture that is looked into
_INK = 70  # so much darker than the paper, of 255
_LEAST, _MOST = 0.02, 0.75  # share of a character's box that is ink
_SHOWN = 0.7  # of the characters stand on ink of the picture
_DEPTH = {pdfium.FPDFBitmap_Gray: 1, pdfium.FPDFBitmap_BGR: 3, pdfium.FPDFBitmap_BGRx: 4, pdfium.FPDFBitmap_BGRA: 4}

_Matrix = tuple[float, float, float, float, float, float]


def is_laid_over(page: Any, text_page: Any) -> bool:
    """Return whether the text of a page that a picture covers is hidden, or stands where the picture shows characters too."""
    return hides_text(text_page) or _shows_text(page, text_page)


def _shows_text(page: Any, text_page: Any) -> bool:
    """Return whether the picture has ink, and paper around it, where characters of the page stand. A mere background has not."""
    picture = max(_pictures(page), key=_size, default=None)
    bitmap = pdfium.FPDFImageObj_GetBitmap(picture) if picture is not None and 0 < _size(picture) < _MOST_DOTS else None
    if not bitmap:
        return False
    try:
        depth = _DEPTH.get(pdfium.FPDFBitmap_GetFormat(bitmap))
        boxes = list(_boxes(text_page))
        if depth is None or not boxes:
            return False
        dots = _Dots(bitmap, depth, _matrix(picture))
        return sum(map(dots.has_ink, boxes)) > _SHOWN * len(boxes)
    finally:
        pdfium.FPDFBitmap_Destroy(bitmap)


def _pictures(page: Any) -> Iterator[Any]:
    for index in range(pdfium.FPDFPage_CountObjects(page)):
        thing = pdfium.FPDFPage_GetObject(page, index)
        if pdfium.FPDFPageObj_GetType(thing) == pdfium.FPDF_PAGEOBJ_IMAGE:
            yield thing


def _size(picture: Any) -> int:
    """Return how many dots the picture has."""
    wide, high = ctypes.c_uint(), ctypes.c_uint()
    if not pdfium.FPDFImageObj_GetImagePixelSize(picture, ctypes.byref(wide), ctypes.byref(high)):
        return 0
    return wide.value * high.value


def _matrix(picture: Any) -> _Matrix:
    """Return what turns the unit square into the picture's place on the page."""
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(picture, ctypes.byref(matrix))
    return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f


def _boxes(text_page: Any) -> Iterator[tuple[float, float, float, float]]:
    """Yield left, right, bottom, top of some of the page's characters, all over it."""
    count = pdfium.FPDFText_CountChars(text_page)
    left, right, bottom, top = room = tuple(ctypes.c_double() for _ in range(4))
    for index in range(0, count, max(1, count // _SAMPLED)):
        if pdfium.FPDFText_GetUnicode(text_page, index) > ord(" ") and pdfium.FPDFText_GetCharBox(text_page, index, *map(ctypes.byref, room)):
            yield left.value, right.value, bottom.value, top.value


class _Dots:
    """The dots of a picture, by where they stand on the page."""

    def __init__(self, bitmap: Any, depth: int, matrix: _Matrix) -> None:
        self._depth, self._matrix = depth, matrix
        self._wide, self._high = pdfium.FPDFBitmap_GetWidth(bitmap), pdfium.FPDFBitmap_GetHeight(bitmap)
        self._stride = pdfium.FPDFBitmap_GetStride(bitmap)
        self._bytes = ctypes.string_at(pdfium.FPDFBitmap_GetBuffer(bitmap), self._stride * self._high)

    def has_ink(self, box: tuple[float, float, float, float]) -> bool:
        """Return whether a character may stand in the box: some of its dots are much darker than others."""
        x0, x1, y0, y1 = self._place(box)
        middle = self._depth // 2
        dots = [
            self._bytes[row * self._stride + column * self._depth + middle]
            for row in range(y0, y1)
            for column in range(x0, x1)
        ]
        if len(dots) < 9:
            return False
        paper = max(dots)
        ink = sum(paper - dot > _INK for dot in dots) / len(dots)
        return bool(_LEAST < ink < _MOST)

    def _place(self, box: tuple[float, float, float, float]) -> tuple[int, int, int, int]:
        """Return first and last column + 1, first and last row + 1 of the picture under the box."""
        a, b, c, d, e, f = self._matrix
        whole = (a * d - b * c) or 1.0
        corners = [
            ((d * (x - e) - c * (y - f)) / whole, (a * (y - f) - b * (x - e)) / whole) for x in box[:2] for y in box[2:]
        ]
        columns, rows = [u * self._wide for u, _ in corners], [(1 - v) * self._high for _, v in corners]
        return (
            max(0, int(min(columns))),
            min(self._wide, int(max(columns)) + 1),
            max(0, int(min(rows))),
            min(self._high, int(max(rows)) + 1),
        )
