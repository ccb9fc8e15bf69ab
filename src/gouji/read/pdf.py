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
from gouji.read import ocr_engine
from gouji.read.blocks import Line, Recognised
from gouji.read.pdf_bounds import refuse_bombs
from gouji.read.pdf_page import Page, read_page
from gouji.read.pdf_pages import assemble, list_pages
from gouji.read.scans import MAX_SCANNED, is_picture, recognise_scan, recognised, scan_troubles
from gouji.read.troubles import damaged, refusal, trouble

MAX_PAGES = 2_000
MAX_CHARACTERS = 4_000_000  # of all pages; ten times the longest disclosure seen


def read_pdf(data: bytes, file: str) -> tuple[list[Line | Grid], list[Trouble], list[Recognised]]:
    """Return the document's lines and grids in reading order, what could not be read, and what was recognised in pictures.

    Raises ReadError: READ-008 encrypted, READ-009 no PDF that can be opened, READ-010 too large unpacked, READ-018 nothing but
    pictures and no text recognition.
    """
    refuse_bombs(data, file)
    with _opened(data, file) as document:
        pages, scanned, troubles = _read_pages(document, file)
    if not ocr_engine.is_installed() and any(page.pictures for page in pages) and not any(page.words for page in pages):
        raise refusal("READ-018", file, pages=f"PDF，{len(pages)}页", pages_en=f"PDF, {len(pages)} pages")
    return assemble(pages), [*troubles, *scan_troubles(pages, scanned), *_page_troubles(pages)], recognised(scanned)


@contextmanager
def _opened(data: bytes, file: str) -> Iterator[Any]:
    document = pdfium.FPDF_LoadMemDocument64(data, len(data), None)
    if not document:
        error = pdfium.FPDF_GetLastError()
        if error in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY):
            raise refusal("READ-008", file)
        raise damaged(file, "PDF")
    try:
        yield document
    finally:
        pdfium.FPDF_CloseDocument(document)


def _read_pages(document: Any, file: str) -> tuple[list[Page], list[Page], list[Trouble]]:
    """Return the pages, those of them that were recognised from a picture, and what could not be read."""
    count = pdfium.FPDF_GetPageCount(document)
    if count <= 0:
        raise refusal("READ-009", file, found="没有一页", found_en="no page", kind="PDF")
    pages: list[Page] = []
    scanned: list[Page] = []
    broken: list[int] = []
    left = MAX_CHARACTERS
    for index in range(min(count, MAX_PAGES)):
        handle = pdfium.FPDF_LoadPage(document, index)
        if not handle:
            broken.append(index + 1)
            continue
        try:
            page = read_page(handle, index + 1)
            halves: tuple[Page, ...] = (page,)
            if is_picture(page) and len(scanned) < MAX_SCANNED and ocr_engine.is_installed():
                seen = recognise_scan(handle, page)
                halves = seen if seen[0].words else (page,)
                scanned += halves
            pages += halves
        finally:
            pdfium.FPDF_ClosePage(handle)
        left -= sum(len(word.text) for half in halves for word in half.words)
        if left < 0:
            break
    last = pages[-1].number if left < 0 else min(count, MAX_PAGES)
    troubles = [trouble("READ-033", Place(page=broken[0]), pages=list_pages(broken))] if broken else []
    if last < count:
        troubles.append(trouble("READ-032", Place(page=last + 1), count=count, read=last))
    return pages, scanned, troubles


def _page_troubles(pages: list[Page]) -> Iterator[Trouble]:
    cut = [page.number for page in pages if page.cut]
    lost = [page.number for page in pages if page.lost]
    layered = [page.number for page in pages if page.layered]
    if layered:
        yield trouble("READ-038", Place(page=layered[0]), pages=list_pages(layered))
    if cut:
        yield trouble("READ-034", Place(page=cut[0]), pages=list_pages(cut))
    if lost:
        count = sum(page.lost for page in pages)
        yield trouble("READ-035", Place(page=lost[0]), pages=list_pages(lost), count=count)
    if unseen := [page.number for page in pages if page.unseen]:
        count = sum(page.unseen for page in pages)
        yield trouble("READ-039", Place(page=unseen[0]), pages=list_pages(unseen), count=count)
