"""Which marked content of a tagged page is a picture that is described in words: an open page in, its numbers out.

The words and lines of a chart are drawn like those of the text. A file for people who do not see it tags it as a figure
and says beside it what it shows; what is marked so belongs to the picture, as the letters in a photograph do.
"""

from collections.abc import Iterator
from ctypes import create_string_buffer
from typing import Any

import pypdfium2.raw as pdfium

_FIGURE = "Figure"
MAX_ELEMENTS = 20_000  # of a page; the fullest seen has 1,200
MAX_DEPTH = 40


def find_figures(page: Any) -> frozenset[int]:
    """Return the numbers of the marked content that described figures consist of; none where the page is not tagged."""
    tree = pdfium.FPDF_StructTree_GetForPage(page)
    if not tree:
        return frozenset()
    try:
        count = max(pdfium.FPDF_StructTree_CountChildren(tree), 0)
        tops = [pdfium.FPDF_StructTree_GetChildAtIndex(tree, index) for index in range(count)]
        figures = [one for one, kind in _elements(tops) if kind == _FIGURE and _says(one, pdfium.FPDF_StructElement_GetAltText)]
        return frozenset(number for one, _ in _elements(figures) for number in _numbers(one))
    finally:
        pdfium.FPDF_StructTree_Close(tree)


def _elements(tops: list[Any]) -> Iterator[tuple[Any, str]]:
    """Yield (element, its kind) of all at and below the given ones, as far as a page for people has them."""
    left = MAX_ELEMENTS
    waiting = [(one, 0) for one in tops if one]
    while waiting and left > 0:
        one, depth = waiting.pop()
        left -= 1
        yield one, _says(one, pdfium.FPDF_StructElement_GetType)
        if depth < MAX_DEPTH:
            children = range(max(pdfium.FPDF_StructElement_CountChildren(one), 0))
            below = (pdfium.FPDF_StructElement_GetChildAtIndex(one, index) for index in children)
            waiting += [(child, depth + 1) for child in below if child]


def _says(element: Any, ask: Any) -> str:
    """Return what PDFium answers about the element in words, "" for nothing."""
    size = ask(element, None, 0)
    if size <= 2:
        return ""
    room = create_string_buffer(size)
    ask(element, room, size)
    return room.raw[: size - 2].decode("utf-16-le", "replace")


def _numbers(element: Any) -> Iterator[int]:
    for index in range(max(pdfium.FPDF_StructElement_GetMarkedContentIdCount(element), 0)):
        yield pdfium.FPDF_StructElement_GetMarkedContentIdAtIndex(element, index)
