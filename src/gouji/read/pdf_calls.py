"""PDFium's functions, asked about every character of a page: handles and rooms for answers are passed as plain addresses.

A checked pointer for each argument of each call takes longer than PDFium's answer.
"""

import ctypes
from collections.abc import Callable
from ctypes import c_int, c_void_p
from typing import Any

import pypdfium2.raw as pdfium


def _quick(function: Any, answer: Any, *kinds: Any) -> Callable[..., Any]:
    prototype = ctypes.CFUNCTYPE(answer, *kinds)
    return prototype(ctypes.cast(function, c_void_p).value or 0)


def address(handle: Any) -> int:
    """Return where the handle points to; it must be kept as long as that is used."""
    return ctypes.cast(handle, c_void_p).value or 0


char_box = _quick(pdfium.FPDFText_GetLooseCharBox, c_int, c_void_p, c_int, c_void_p)
char_fill = _quick(pdfium.FPDFText_GetFillColor, c_int, c_void_p, c_int, *(c_void_p,) * 4)
char_thing = _quick(pdfium.FPDFText_GetTextObject, c_void_p, c_void_p, c_int)
render_mode = _quick(pdfium.FPDFTextObj_GetTextRenderMode, c_int, c_void_p)
