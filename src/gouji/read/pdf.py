"""A PDF file in, its lines and grids out.

Bounds: pages, characters and drawn objects of a page are limited; PDFium reads the file and repairs what it can. Scripts,
attachments and forms in it are never run or opened.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pypdfium2.raw as pdfium

from gouji.model.disclosure import Grid, Trouble
from gouji.model.place import Place
from gouji.read.blocks import Line
from gouji.read.pdf_bounds import refuse_bombs
from gouji.read.pdf_continued import continue_tables
from gouji.read.pdf_flow import flow
from gouji.read.pdf_furniture import without_furniture
from gouji.read.pdf_leaf import lay_leaf
from gouji.read.pdf_page import Page, read_page
from gouji.read.troubles import refusal, trouble

MAX_PAGES = 2_000
MAX_CHARACTERS = 4_000_000  # of all pages; ten times the longest disclosure seen


def read_pdf(data: bytes, file: str) -> tuple[list[Line | Grid], list[Trouble]]:
    """Return the document's lines and grids in reading order, and what could not be read.

    Raises ReadError: READ-008 encrypted, READ-009 no PDF that can be opened, READ-010 too large unpacked.
    """
    refuse_bombs(data, file)
    with _opened(data, file) as document:
        pages, troubles = _read_pages(document, file)
    leaves = [lay_leaf(page) for page in pages]
    return flow(continue_tables(without_furniture(leaves))), [*troubles, *_page_troubles(pages)]


@contextmanager
def _opened(data: bytes, file: str) -> Iterator[Any]:
    document = pdfium.FPDF_LoadMemDocument64(data, len(data), None)
    if not document:
        error = pdfium.FPDF_GetLastError()
        if error in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY):
            raise refusal("READ-008", file)
        raise refusal("READ-009", file, found=f"PDFium {error}", kind="PDF")
    try:
        yield document
    finally:
        pdfium.FPDF_CloseDocument(document)


def _read_pages(document: Any, file: str) -> tuple[list[Page], list[Trouble]]:
    count = pdfium.FPDF_GetPageCount(document)
    if count <= 0:
        raise refusal("READ-009", file, found="0 页 pages", kind="PDF")
    pages: list[Page] = []
    broken: list[int] = []
    left = MAX_CHARACTERS
    for index in range(min(count, MAX_PAGES)):
        handle = pdfium.FPDF_LoadPage(document, index)
        if not handle:
            broken.append(index + 1)
            continue
        try:
            pages.append(read_page(handle, index + 1))
        finally:
            pdfium.FPDF_ClosePage(handle)
        left -= sum(len(word.text) for word in pages[-1].words)
        if left < 0:
            break
    last = pages[-1].number if left < 0 else min(count, MAX_PAGES)
    troubles = [trouble("READ-033", Place(page=broken[0]), pages=_list(broken))] if broken else []
    if last < count:
        troubles.append(trouble("READ-032", Place(page=last + 1), count=count, read=last))
    return pages, troubles


def _page_troubles(pages: list[Page]) -> Iterator[Trouble]:
    blind = [page.number for page in pages if page.pictures and not page.words]
    cut = [page.number for page in pages if page.cut]
    lost = [page.number for page in pages if page.lost]
    if blind and len(blind) < len(pages):
        yield trouble("READ-031", Place(page=blind[0]), pages=_list(blind))
    if cut:
        yield trouble("READ-034", Place(page=cut[0]), pages=_list(cut))
    if lost:
        count = sum(page.lost for page in pages)
        yield trouble("READ-035", Place(page=lost[0]), pages=_list(lost), count=count)


def _list(numbers: list[int]) -> str:
    """Return the page numbers, runs drawn together: 3、5–8."""
    runs: list[tuple[int, int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1] = runs[-1][0], number
        else:
            runs.append((number, number))
    return "、".join(str(first) if first == last else f"{first}–{last}" for first, last in runs)
