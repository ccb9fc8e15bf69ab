"""One page of a PDF: an open page in, its words and ruled lines out, as a reader sees them.

All positions are points from the top left corner of the page as it is displayed: a page that is turned, or whose text
is, comes out upright. PDFium reads the file; nothing in it is run.
"""

from typing import Any

import pypdfium2.raw as pdfium
from msgspec import Struct

from gouji.model.place import Box
from gouji.read.pdf_figures import find_figures
from gouji.read.pdf_layer import is_laid_over
from gouji.read.pdf_rulings import Drawing, Ruling
from gouji.read.pdf_turn import count_quarters, find_frame, make_turn
from gouji.read.pdf_words import Read, Word, read_words

_COVERED = 0.4  # of a page: the picture is the page


class Page(Struct, frozen=True):
    """A page. across, down: its ruled lines. pictures: how many; pictured: the share of the page that the largest covers.

    lost: characters whose meaning the font does not say. unread: of a page recognised from a picture, where text seems to stand that could not be read.
    cut: something was left out because there was more of it than on any page for people.
    layered: its text lies over a picture of it, hidden or shown, as a scanner that recognises text leaves it.
    unseen: digits in the file that are not seen on the page, and not among its words.
    """

    number: int
    width: float
    height: float
    words: tuple[Word, ...] = ()
    across: tuple[Ruling, ...] = ()
    down: tuple[Ruling, ...] = ()
    pictures: int = 0
    pictured: float = 0.0
    lost: int = 0
    cut: bool = False
    unread: tuple[Box, ...] = ()
    layered: bool = False
    unseen: int = 0


def read_page(page: Any, number: int) -> Page:
    """Return what the page holds. page: PDFium's handle, left open."""
    frame = find_frame(page)
    figures = find_figures(page)
    text_page = pdfium.FPDFText_LoadPage(page)
    try:
        turn, width, height = make_turn(frame, count_quarters(page, text_page))
        drawn = Drawing(turn, figures)
        drawn.add_objects(page)
        read = read_words(page, text_page, turn, figures, drawn.pictured) if text_page else Read([])
        pictured = max(map(_area, drawn.pictured), default=0.0) / max(width * height, 1.0)
        layered = bool(read.words) and pictured > _COVERED and is_laid_over(page, text_page)
    finally:
        if text_page:
            pdfium.FPDFText_ClosePage(text_page)
    seen = tuple(word for word in read.words if -1 < word.left < width and 0 < word.base < height + 1)
    return Page(
        number,
        width,
        height,
        seen,
        tuple(drawn.across),
        tuple(drawn.down),
        drawn.pictures,
        pictured,
        read.lost,
        read.cut or drawn.cut,
        layered=layered,
        unseen=read.unseen,
    )


def _area(box: Box) -> float:
    left, top, right, bottom = box
    return (right - left) * (bottom - top)
