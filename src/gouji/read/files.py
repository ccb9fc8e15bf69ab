"""A file of any kind in, its blocks out. The kind is told by what is in the file, never by its name."""

import hashlib
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from gouji.model.disclosure import Grid, Source, Trouble
from gouji.model.place import Place
from gouji.read import ole
from gouji.read.blocks import Blocks, Line, ReadError, Recognised
from gouji.read.bounds import MAX_OFFICE_BYTES, MAX_TEXT_BYTES, load
from gouji.read.long_digits import shorten_digits
from gouji.read.text import decode, read_text
from gouji.read.troubles import damaged, refusal, trouble

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook

    from gouji.read.scan import Scan

# What opens one kind of file (lxml, calamine, PDFium) takes longer to import than a text takes to read, so it is
# imported where a file of that kind is met.

_ZIP, _PDF, _HEAD = b"PK\x03\x04", b"%PDF-", 1024
_PAGE_HEAD = 4096
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.IGNORECASE)
_PAGE = re.compile(r"<(?:!doctype\s+html|html|head|body|table|div|p|meta|title|h[1-6])\b", re.IGNORECASE)

# (first bytes, what it is in Chinese and English, key of the advice)
_NOT_YET = (
    (b"{\\rtf", "RTF 文件", "an RTF file", "word"),
    (b"RIFF", "图片或音像（RIFF）", "a picture or recording (RIFF)", "scan"),
    (b"Rar!", "压缩包（RAR）", "an archive (RAR)", "archive"),
    (b"7z\xbc\xaf", "压缩包（7z）", "an archive (7z)", "archive"),
    (b"\x1f\x8b", "压缩包（gzip）", "an archive (gzip)", "archive"),
    (b"MIME-Version:", "网页存档（MHT）", "a web archive (MHT)", "page"),
)
# First bytes → what kind of picture it is.
_PICTURES = {
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"GIF8": "GIF",
    b"BM": "BMP",
    b"II*\x00": "TIFF",
    b"MM\x00*": "TIFF",
}
_ADVICE = {
    "text": ("另存为文本（表格以制表符分隔）、docx 或 xlsx", "Save it as text (tables with tabs), docx or xlsx"),
    "word": ("另存为 docx", "Save it as docx"),
    "sheet": ("另存为 xlsx", "Save it as xlsx"),
    "scan": ("另存为经文字识别的文本", "Save it as text, after text recognition,"),
    "archive": ("解压，指定里面的文件", "Unpack it, name the file inside"),
    "page": ("另存为 HTML", "Save it as HTML"),
}
# (a name among the parts of a zip or the streams of a compound file, what it is, key of the advice)
_NOT_YET_INSIDE = (
    ("xl/workbook.bin", "xlsb 工作簿", "an xlsb workbook", "sheet"),
    ("ppt/presentation.xml", "演示文稿（pptx）", "a presentation (pptx)", "word"),
    ("OFD.xml", "OFD 版式文件", "an OFD file", "text"),
    ("content.xml", "OpenDocument 文件", "an OpenDocument file", "word"),
    ("WordDocument", "旧版 Word 文件（.doc）", "an old Word file (.doc)", "word"),
    ("PowerPoint Document", "旧版演示文稿（.ppt）", "an old presentation (.ppt)", "word"),
)

# Kind of a file with nothing in it → how that is said, where the kind alone says too little.
_NOTHING_IN = {"picture": ("图片，文字识别没有认出字", "a picture; text recognition found none in it"), "text": ("文本", "text"), "html": ("网页", "HTML")}
# Kind of a file → what it is called, and the endings of its name that say so.
_KINDS = {
    "pdf": ("PDF", "a PDF", (".pdf",)),
    "docx": ("Word 文档（docx）", "a Word document (docx)", (".docx", ".docm")),
    "xlsx": ("Excel 工作簿（xlsx）", "an Excel workbook (xlsx)", (".xlsx", ".xlsm")),
    "xls": ("Excel 工作簿（xls）", "an Excel workbook (xls)", (".xls",)),
    "html": ("网页（HTML）", "a page of HTML", (".htm", ".html")),
    "text": ("普通文本", "plain text", (".txt", ".tsv")),
    "picture": ("图片", "a picture", (".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tif", ".tiff")),
}
_ENDINGS = frozenset(ending for _, _, endings in _KINDS.values() for ending in endings)
# Endings of packages that an office program writes.
_PACKAGES = frozenset({".docx", ".xlsx", ".xlsm"})

Found = tuple[str, list[Line | Grid], list[Trouble], list[Recognised]]


def read_blocks(path: Path | str) -> Blocks:
    """Return the document's lines and grids in reading order.

    path: a text, HTML, PDF, xlsx, xls, docx or picture file.
    Raises ReadError: READ-001 to READ-014 of errors.yaml; what is only partly unreadable is in `troubles`.
    """
    path = Path(path)
    file = path.name
    with _answering(file):
        data = _load(path)
        kind, items, troubles, recognised = _read(data, file)
    items, cut = shorten_digits(items)
    if not items and troubles:
        raise ReadError(troubles[0])
    if not items:
        zh, en = _NOTHING_IN.get(kind, (kind, kind))
        raise refusal("READ-014", file, found=zh, found_en=en)
    source = Source(file, kind, hashlib.sha256(data).hexdigest(), len(data))
    return Blocks(source, tuple(items), (*_misnamed(path, kind), *troubles, *cut), tuple(recognised))


def _misnamed(path: Path, kind: str) -> Iterator[Trouble]:
    """Yield what is to be said of a name that ends as files of another kind do."""
    found, found_en, endings = _KINDS[kind]
    ending = path.suffix.lower()
    if ending in _ENDINGS and ending not in endings:
        yield trouble("READ-040", Place(), ending=ending, found=found, found_en=found_en)


def open_workbook(path: Path | str) -> "tuple[CalamineWorkbook, dict[str, Scan | str]]":
    """Return a workbook to be read by cells, and each sheet's scan or why there is none (none at all for xls).

    Raises ReadError: READ-001 to READ-013; READ-019 for a file that is no workbook.
    """
    from gouji.read.packages import list_parts
    from gouji.read.workbook import open_xls, open_xlsx

    path = Path(path)
    with _answering(path.name):
        data = _load(path)
        if data.startswith(ole.SIGNATURE):
            return open_xls(data, path.name), {}
        if not data.startswith(_ZIP) or "xl/workbook.xml" not in list_parts(data, path.name):
            raise refusal("READ-019", path.name)
        return open_xlsx(data, path.name)


@contextmanager
def _answering(file: str) -> Iterator[None]:
    """Turn whatever goes wrong inside into a ReadError."""
    try:
        yield
    except ReadError:
        raise
    except OSError as error:
        raise refusal("READ-013", file, found=error.strerror or str(error)) from error
    except (KeyboardInterrupt, SystemExit, MemoryError):  # none of them is what is in the file
        raise
    except BaseException as error:
        # The libraries parse what strangers wrote. Whatever they meet, also a panic of a compiled one (which is no
        # Exception), is said to be the file's fault and stops this file only.
        raise damaged(file, "PDF/xlsx/xls/docx/HTML", f"{type(error).__name__}: {error}") from error


def _load(path: Path) -> bytes:
    if not path.exists():
        raise refusal("READ-001", path.name or str(path))
    if not path.is_file():
        found = ("文件夹", "a folder") if path.is_dir() else ("设备或管道", "a device or pipe")
        raise refusal("READ-002", path.name or str(path), found=found[0], found_en=found[1])
    with path.open("rb") as stream:
        head = stream.read(_HEAD)
    if not head:
        raise refusal("READ-003", path.name)
    _refuse_not_yet(head, path.name)
    may_hold_pictures = head.startswith((_ZIP, ole.SIGNATURE, *_PICTURES)) or _PDF in head
    return load(path, MAX_OFFICE_BYTES if may_hold_pictures else MAX_TEXT_BYTES)


def _refuse_not_yet(head: bytes, file: str) -> None:
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    for sign, found, found_en, advice in _NOT_YET:
        if start.startswith(sign):
            raise _not_yet(file, found, found_en, advice)


def _not_yet(file: str, found: str, found_en: str, advice: str) -> ReadError:
    zh, en = _ADVICE[advice]
    return refusal("READ-006", file, found=found, found_en=found_en, advice=zh, advice_en=en)


def _read(data: bytes, file: str) -> Found:
    """Return the kind of the file, its items and troubles, and where text was recognised in pictures."""
    if is_pdf(data):
        from gouji.read.pdf import read_pdf

        return "pdf", *read_pdf(data, file)
    if (kind := _kind_of_picture(data)) is not None:
        from gouji.read.scans import read_pictures

        return "picture", *read_pictures(data, file, kind)
    if data.startswith(_ZIP):
        return _read_package(data, file)
    if data.startswith(ole.SIGNATURE):
        return _read_old_office(data, file)
    text, troubles = decode(data, file, _declared_encoding(data))
    if _is_html(text):
        from gouji.read.html import read_html

        items, unread = read_html(text, file)
        return "html", items, [*troubles, *unread], []
    if text[:_HEAD].lstrip().startswith("<?xml"):
        raise _not_yet(file, "XML 文件", "an XML file", "sheet")
    return "text", read_text(text, file), troubles, []


def _kind_of_picture(data: bytes) -> str | None:
    """Return what kind of picture the file is, None when it is none."""
    return next((kind for sign, kind in _PICTURES.items() if data.startswith(sign)), None)


def is_pdf(data: bytes) -> bool:
    """Return whether the file is a PDF: its mark stands first, or among a few bytes that a server put before it."""
    return data.startswith(_PDF) or (_PDF in data[:_HEAD] and b"%%EOF" in data[-_HEAD:])


def may_crash(path: Path | str) -> bool:
    """Return whether what reads the file may take the whole process down with it: PDFium, text recognition.

    False for what is no file.
    """
    try:
        with Path(path).open("rb") as stream:
            head = stream.read(_HEAD)
    except OSError:
        return False
    return _PDF in head or _kind_of_picture(head) is not None


def _is_html(text: str) -> bool:
    """Return whether the text begins like a page of HTML."""
    start = text[:_PAGE_HEAD].lstrip()
    return start.startswith("<") and _PAGE.search(start) is not None


def _declared_encoding(data: bytes) -> str | None:
    """Return the encoding the page says it is in, as written; None when it says none."""
    found = _CHARSET.search(data[:_PAGE_HEAD])
    return found[1].decode("ascii") if found else None


def _read_package(data: bytes, file: str) -> Found:
    from gouji.read.packages import list_parts

    names = list_parts(data, file)
    if "xl/workbook.xml" in names:
        from gouji.read.workbook import read_xlsx

        return "xlsx", *read_xlsx(data, file), []
    if any(name.startswith("word/") for name in names):
        from gouji.read.word import read_word

        return "docx", read_word(data, file), [], []
    _refuse_inside(names, file)
    if (kind := Path(file).suffix.lower()) in _PACKAGES:
        zh, en = f"里面没有 {kind[1:]} 的内容", f"nothing of a {kind[1:]} in it"
        raise refusal("READ-009", file, found=zh, found_en=en, kind=kind[1:])
    raise _not_yet(file, "压缩包（zip）", "an archive (zip)", "archive")


def _read_old_office(data: bytes, file: str) -> Found:
    try:
        names = [entry.name for entry in ole.open_container(data).entries]
    except ole.Damaged as error:
        raise damaged(file, "xls", error) from error
    if "EncryptedPackage" in names:
        raise refusal("READ-008", file)
    if "Workbook" in names or "Book" in names:
        from gouji.read.workbook import read_xls

        return "xls", *read_xls(data, file), []
    _refuse_inside(names, file)
    raise refusal("READ-005", file, found=data[:8].hex(" "))


def _refuse_inside(names: list[str], file: str) -> None:
    for sign, found, found_en, advice in _NOT_YET_INSIDE:
        if sign in names:
            raise _not_yet(file, found, found_en, advice)
