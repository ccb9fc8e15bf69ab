"""A PDF in, pictures of its pages out, each as large and as upright as the reading took it.

What stands on a page is measured in points from its top left corner (see Place.box); a picture says how many dots a
point has. PDFium draws; scripts, forms and comments in the file are left alone.
"""

import ctypes
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import pypdfium2.raw as pdfium
from msgspec import Struct

from gouji.model.place import Box
from gouji.read.pdf_leaf import lay_leaf
from gouji.read.pdf_lines import TextLine
from gouji.read.pdf_page import read_page
from gouji.read.pdf_rulings import Drawing
from gouji.read.pdf_turn import count_quarters, find_frame, make_turn
from gouji.read.scans import is_picture
from gouji.render.mask import Mask
from gouji.render.pages.png import colour_png, grey_png

_DOTS = 1.5  # to a point: what is set in 9 points can be read
_MOST_DOTS = 4_000_000  # of a picture, however large its page
_WHITE, _BLACK, _VEIL = 0xFFFFFFFF, 0xFF000000, 0xFFDDDDDD
_GROUND = 0.5  # a picture over so much of the page is the page itself: a scan, perhaps with its text behind it

Stroke = tuple[Box, int, float]  # where; colour as 0xAARRGGBB; how thick its line, in points


class Picture(Struct, frozen=True):
    """A page as a PNG. width, height: of the page, in points. gaps: where nothing stands from side to side, in points."""

    png: bytes
    width: float
    height: float
    gaps: tuple[float, ...] = ()


class Pages:
    """The pages of one PDF, to be drawn one by one."""

    def __init__(self, document: Any) -> None:
        self._document = document
        self.count = int(pdfium.FPDF_GetPageCount(document))

    def draw(self, number: int) -> Picture | None:
        """Return the page in greys, None when there is no such page."""
        with self._opened(number) as sheet:
            return sheet.finish() if sheet else None

    def draw_over(self, number: int, strokes: Iterable[Stroke]) -> Picture | None:
        """Return the page in colour with boxes drawn over it."""
        with self._opened(number, colour=True) as sheet:
            if sheet is None:
                return None
            for box, colour, thick in strokes:
                sheet.stroke(box, colour, thick)
            return sheet.finish()

    def is_scan(self, number: int) -> bool:
        """Return whether the page is a picture. What it shows beyond what was read in it, nobody knows."""
        with self._opened(number) as sheet:
            if sheet is None:
                return False
            page = read_page(sheet.page, number)
            return is_picture(page) or page.pictured > _GROUND

    def draw_masked(self, number: int, mask: Mask, hidden: Sequence[Box]) -> Picture | None:
        """Return the page in greys without what `mask` hides, cells and lines blacked out as a whole; and without pictures.

        hidden: more boxes to black out. What a picture shows was not read, so that nobody knows what it tells.
        """
        with self._opened(number) as sheet:
            if sheet is None:
                return None
            for box in sheet.pictured():
                sheet.fill(box, _VEIL)
            for box in (*hidden, *sheet.telling(mask)):
                sheet.fill(box, _BLACK)
            return sheet.finish()

    @contextmanager
    def _opened(self, number: int, *, colour: bool = False) -> "Iterator[_Sheet | None]":
        page = pdfium.FPDF_LoadPage(self._document, number - 1) if 0 < number <= self.count else None
        if not page:
            yield None
            return
        sheet = _Sheet(page, number, colour=colour)
        try:
            yield sheet
        finally:
            sheet.close()
            pdfium.FPDF_ClosePage(page)


@contextmanager
def open_pages(data: bytes) -> Iterator[Pages | None]:
    """Yield the PDF's pages, None when PDFium cannot open it."""
    document = pdfium.FPDF_LoadMemDocument64(data, len(data), None)
    if not document:
        yield None
        return
    try:
        yield Pages(document)
    finally:
        pdfium.FPDF_CloseDocument(document)


class _Sheet:
    """A page on its way to a picture."""

    def __init__(self, page: Any, number: int, *, colour: bool) -> None:
        self.page, self.number, self.colour = page, number, colour
        text_page = pdfium.FPDFText_LoadPage(page)
        quarters = count_quarters(page, text_page)
        if text_page:
            pdfium.FPDFText_ClosePage(text_page)
        self.turn, self.wide, self.high = make_turn(find_frame(page), quarters)
        self.dots = min(_DOTS, (_MOST_DOTS / (self.wide * self.high)) ** 0.5)
        self.width, self.height = max(1, round(self.wide * self.dots)), max(1, round(self.high * self.dots))
        kind = pdfium.FPDFBitmap_BGR if colour else pdfium.FPDFBitmap_Gray
        self.bitmap = pdfium.FPDFBitmap_CreateEx(self.width, self.height, kind, None, 0)
        pdfium.FPDFBitmap_FillRect(self.bitmap, 0, 0, self.width, self.height, _WHITE)
        # PDFium turns the page as the file says; the rest is text set sideways.
        further = (quarters - pdfium.FPDFPage_GetRotation(page)) % 4
        flags = pdfium.FPDF_REVERSE_BYTE_ORDER if colour else pdfium.FPDF_GRAYSCALE
        pdfium.FPDF_RenderPageBitmap(self.bitmap, page, 0, 0, self.width, self.height, further, flags)

    def close(self) -> None:
        pdfium.FPDFBitmap_Destroy(self.bitmap)

    def pictured(self) -> list[Box]:
        """Return where the page has pictures."""
        drawn = Drawing(self.turn)
        drawn.add_objects(self.page)
        return drawn.pictured

    def telling(self, mask: Mask) -> Iterator[Box]:
        """Yield where the lines and cells stand that the mask would change."""
        for item in lay_leaf(read_page(self.page, self.number)).items:
            if isinstance(item, TextLine):
                if mask(item.text) != item.text:
                    yield item.box
                continue
            for row, boxes in zip(item.rows, item.boxes, strict=True):
                yield from (box for text, box in zip(row, boxes, strict=True) if mask(text) != text)

    def fill(self, box: Box, colour: int) -> None:
        left, top, right, bottom = (round(edge * self.dots) for edge in box)
        pdfium.FPDFBitmap_FillRect(self.bitmap, left, top, max(1, right - left), max(1, bottom - top), colour)

    def stroke(self, box: Box, colour: int, thick: float) -> None:
        left, top, right, bottom = box
        # The colours of a bitmap that is written red first are taken the other way round.
        colour = colour & 0xFF00FF00 | colour >> 16 & 0xFF | (colour & 0xFF) << 16
        for side in (
            (left, top, right, top + thick),
            (left, bottom - thick, right, bottom),
            (left, top, left + thick, bottom),
            (right - thick, top, right, bottom),
        ):
            self.fill(side, colour)

    def finish(self) -> Picture:
        stride = pdfium.FPDFBitmap_GetStride(self.bitmap)
        dots = ctypes.string_at(pdfium.FPDFBitmap_GetBuffer(self.bitmap), stride * self.height)
        png = (colour_png if self.colour else grey_png)(dots, self.width, self.height, stride)
        return Picture(png, self.wide, self.high, () if self.colour else self._gaps(dots, stride))

    def _gaps(self, dots: bytes, stride: int) -> tuple[float, ...]:
        rows = (dots[row * stride : row * stride + self.width] for row in range(self.height))
        return tuple((number + 0.5) / self.dots for number, row in enumerate(rows) if not row.strip(b"\xff"))
