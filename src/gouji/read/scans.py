"""Pages that are pictures: scans in a PDF, and picture files. Read by text recognition where that is installed."""

import ctypes
import io
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import PurePath
from typing import Any

import pypdfium2.raw as pdfium

from gouji.model.disclosure import Grid, Trouble
from gouji.model.place import Place
from gouji.read import ocr_engine
from gouji.read.blocks import Line, Recognised
from gouji.read.bounds import ask_for_time, bound
from gouji.read.ocr_spread import split_spread
from gouji.read.pdf_lines import TextLine
from gouji.read.pdf_page import Page
from gouji.read.pdf_pages import assemble, list_pages
from gouji.read.recognised import UNREAD
from gouji.read.troubles import refusal, trouble

MAX_SCANNED = 300  # pages; the longest disclosure seen has 120
MAX_DOTS = 80_000_000  # of a picture
_DPI = 200  # dots to the inch at which small print is still sharp
_SIDE = 4500  # no page is drawn larger, in dots
_SECONDS = 60  # a page may take, on a slow machine
_NO_PICTURES = (".pdf", ".docx", ".xlsx", ".xlsm", ".xls", ".htm", ".html", ".txt")  # endings of files of other kinds
_SOME = 0.02  # of a page without text; a smaller picture is an ornament
_MOSTLY = 0.4  # a picture that covers so much of a page is the page,
_CAPTION = 100  # if no more characters are written beside it
_LOST = 0.3  # of the characters: the text in the file is of no use
_A4 = 11.7  # inches, where a picture does not say how large it is
_PLAUSIBLE = (60.0, 1300.0)  # dots to the inch of a scan of a sheet


def is_picture(page: Page) -> bool:
    """Return whether the page's text is in a picture, or written in characters whose meaning the file does not say."""
    characters = sum(len(word.text) for word in page.words)
    if not characters:
        return page.pictured > _SOME
    return (page.pictured > _MOSTLY and characters < _CAPTION) or page.lost > _LOST * characters


def recognise_scan(handle: Any, page: Page) -> tuple[Page, ...]:
    """Return the page as recognised from its picture, two where facing pages were scanned as one.

    handle: PDFium's page, left open.
    """
    from gouji.read.ocr_page import recognise_page

    ask_for_time(_SECONDS)
    picture, dpi = _draw(handle)
    return split_spread(recognise_page(picture, dpi, page.number))


def _draw(handle: Any) -> tuple[Any, float]:
    """Return the page as a picture (height × width × 3) and its dots to the inch."""
    import numpy as np

    wide, high = pdfium.FPDF_GetPageWidthF(handle), pdfium.FPDF_GetPageHeightF(handle)
    dpi = min(_DPI, 72 * _SIDE / max(wide, high, 1.0))
    columns, rows = max(1, round(wide * dpi / 72)), max(1, round(high * dpi / 72))
    bitmap = pdfium.FPDFBitmap_Create(columns, rows, 0)
    try:
        pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, columns, rows, 0xFFFFFFFF)
        pdfium.FPDF_RenderPageBitmap(bitmap, handle, 0, 0, columns, rows, 0, 0)
        stride = pdfium.FPDFBitmap_GetStride(bitmap)
        buffer = ctypes.string_at(pdfium.FPDFBitmap_GetBuffer(bitmap), stride * rows)
    finally:
        pdfium.FPDFBitmap_Destroy(bitmap)
    return np.frombuffer(buffer, np.uint8).reshape(rows, stride // 4, 4)[:, :columns, :3].copy(), dpi


def read_pictures(data: bytes, file: str, kind: str) -> tuple[list[Line | Grid], list[Trouble], list[Recognised]]:
    """Return the lines and grids of a picture file, each of its pictures a page, what could not be read, and how sure it is.

    kind: what the file is, as it is told when text recognition is not installed. Raises ReadError("READ-018").
    """
    if not ocr_engine.is_installed():
        zh, en = _say_kind(kind, PurePath(file).suffix.lower())
        raise refusal("READ-018", file, pages=zh, pages_en=en)
    from gouji.read.ocr_page import recognise_page

    pages: list[Page] = []
    for number, (picture, dpi) in enumerate(_frames(data, file, kind), 1):
        ask_for_time(_SECONDS)
        pages += split_spread(recognise_page(picture, dpi, number))
    troubles = list(scan_troubles(pages, pages))
    return assemble(pages), troubles, recognised(pages)


def _say_kind(kind: str, ending: str) -> tuple[str, str]:
    """Return what kind of picture the file is, in both languages, and that its name says otherwise."""
    if ending not in _NO_PICTURES:
        return kind, kind
    return f"文件名以 {ending} 结尾，其实是一张 {kind} 图片", f"its name ends in {ending}, but it is a {kind} picture"


def _frames(data: bytes, file: str, kind: str) -> Iterator[tuple[Any, float]]:
    """Yield each picture of the file (height × width × 3, blue first) and its dots to the inch."""
    import numpy as np
    from PIL import Image, ImageOps

    with _answering(file, kind), Image.open(io.BytesIO(data)) as image:
        count = getattr(image, "n_frames", 1)
        bound(count, MAX_SCANNED, "页 pages", file)
        for number in range(count):
            image.seek(number)
            bound(image.width * image.height, MAX_DOTS, "点 dots", file)
            upright = ImageOps.exif_transpose(image).convert("RGB")
            told = float(image.info.get("dpi", (0, 0))[0])
            inches = max(upright.size) / told if told else 0.0
            dpi = told if _PLAUSIBLE[0] < told < _PLAUSIBLE[1] and 4 < inches < 40 else max(upright.size) / _A4
            scale = min(1.0, _DPI / dpi, _SIDE / max(upright.size))
            if scale < 1:
                upright = upright.resize((round(upright.width * scale), round(upright.height * scale)), Image.Resampling.BOX)
            yield np.asarray(upright)[:, :, ::-1].copy(), dpi * scale


@contextmanager
def _answering(file: str, kind: str) -> Iterator[None]:
    """Turn what Pillow says of a broken or monstrous picture into a ReadError."""
    from PIL import Image

    try:
        yield
    except Image.DecompressionBombError as error:
        zh, en = "图片的点数过多", "too many dots in the picture"
        raise refusal("READ-012", file, found=zh, found_en=en, limit=f"{MAX_DOTS}点", limit_en=f"{MAX_DOTS} dots") from error
    except (OSError, SyntaxError, ValueError) as error:
        # What Pillow says is for programmers (and names objects in memory).
        zh, en = f"开头是 {kind} 图片，后面读不下去", f"it begins as a {kind} picture and cannot be read on"
        raise refusal("READ-009", file, found=zh, found_en=en, kind="图片", kind_en="a picture") from error


def recognised(pages: Iterable[Page]) -> list[Recognised]:
    """Return where on the pages text was recognised, and how sure that is; also where it could not be read."""
    found = [
        Recognised(page.number, TextLine((word,), word.base, word.size).box, word.confidence)
        for page in pages
        for word in page.words
        if word.confidence is not None
    ]
    return found + [Recognised(page.number, box, UNREAD) for page in pages if page.words for box in page.unread]


def scan_troubles(pages: Sequence[Page], scanned: Sequence[Page]) -> Iterator[Trouble]:
    """Yield what is to be said of pages that are pictures: once for all that were recognised, once for all that were not.

    scanned: those that recognition was tried on.
    """
    read = list(dict.fromkeys(page.number for page in scanned if page.words))
    if read:
        yield trouble("READ-036", Place(page=read[0]), pages=list_pages(read))
    tried = {page.number for page in scanned}
    blind = [page for page in pages if page.pictures and not page.words]
    if dim := [page.number for page in blind if page.number in tried or ocr_engine.is_installed()]:
        yield trouble("READ-037", Place(page=dim[0]), pages=list_pages(dim))
    elif blind and len(blind) < len(pages):
        yield trouble("READ-031", Place(page=blind[0].number), pages=list_pages(page.number for page in blind))
