"""Which way up a page is: coordinates of the file in, points from the top left corner of the displayed page out."""

from array import array
from collections import Counter
from collections.abc import Callable
from typing import Any

import pypdfium2.raw as pdfium

from gouji.model.place import Box

Turn = Callable[[float, float, float, float], Box]


def find_frame(page: Any) -> Box:
    """Return the visible part of the page in its own coordinates: left, bottom, right, top."""
    box = pdfium.FS_RECTF()
    if pdfium.FPDF_GetPageBoundingBox(page, box) and box.right > box.left and box.top > box.bottom:
        return box.left, box.bottom, box.right, box.top
    return 0.0, 0.0, 612.0, 792.0


def count_quarters(page: Any, text_page: Any) -> int:
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


def make_turn(frame: Box, quarter: int) -> tuple[Turn, float, float]:
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


def turn_all(turn: Turn, flat: "array[float]") -> list[Box]:
    """Return the boxes of all characters as displayed. flat: left, top, right, bottom of each, one after the other."""
    # A turn is the same shift and sign for all: taken from two points, then done without a call for each character.
    here, there = turn(0.0, 0.0, 0.0, 0.0), turn(1.0, 2.0, 4.0, 8.0)
    sources = {1.0: flat[0::4], 2.0: flat[3::4], 4.0: flat[2::4], 8.0: flat[1::4]}
    edges = []
    for at, step in zip(here, (b - a for a, b in zip(here, there, strict=True)), strict=True):
        values = sources[abs(round(step))]
        edges.append([at + value for value in values] if step > 0 else [at - value for value in values])
    return list(zip(*edges, strict=True))
