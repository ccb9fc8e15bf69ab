"""Unpacking office packages within limits, and parsing the XML in them.

Sizes are checked before anything is unpacked and counted again while unpacking, because headers lie. Nothing is
written to disk, executed or fetched.
"""

import io
import zipfile
import zlib
from collections.abc import Callable

from lxml import etree

from gouji.read.bounds import MAX_TAGS, MIB, bound
from gouji.read.troubles import damaged, refusal

MAX_UNPACKED_BYTES = 256 * MIB
MAX_RATIO = 300  # worksheets full of equal cells pack 100 : 1
RATIO_FROM_BYTES = 16 * MIB  # small parts may pack better than any sane ratio
MAX_ENTRIES = 10_000

_CHUNK = 1 << 16
_DOCTYPES = (b"<!DOCTYPE", "<!DOCTYPE".encode("utf-16-le"), "<!DOCTYPE".encode("utf-16-be"))
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


def list_parts(data: bytes, file: str) -> list[str]:
    """Return the names of the package's parts. Raises ReadError("READ-009", "READ-010")."""
    with _open(data, file, "zip") as package:
        return package.namelist()


def unpack(data: bytes, file: str, kind: str, wanted: Callable[[str], bool]) -> dict[str, bytes]:
    """Return the wanted parts of an office package by name.

    data: the zip's bytes. kind: "xlsx" or "docx", for messages.
    Raises ReadError: READ-008 encrypted, READ-009 corrupt, READ-010 too large unpacked, READ-011 XML with DOCTYPE.
    """
    with _open(data, file, kind) as package:
        chosen = [info for info in package.infolist() if wanted(info.filename) and not info.is_dir()]
        _check_claims(chosen, len(data), file, kind)
        parts: dict[str, bytes] = {}
        room = MAX_UNPACKED_BYTES
        for info in chosen:
            parts[info.filename] = _extract(package, info, file, kind, room=room)
            room -= len(parts[info.filename])
    for name, content in parts.items():
        refuse_doctype(content, name, file)
    return parts


def repack(parts: dict[str, bytes]) -> io.BytesIO:
    """Return a zip of the parts, stored: what a library opens then is exactly what was counted here."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    stream.seek(0)
    return stream


def parse_xml(content: bytes, name: str, file: str, kind: str) -> etree._Element:
    """Return the root of an office XML part, entities left unresolved.

    Raises ReadError: READ-009 not well formed, READ-011 DOCTYPE, READ-012 more elements than any document has.
    """
    refuse_doctype(content, name, file)
    bound(content.count(b"<"), MAX_TAGS, "个标记 tags", file)
    try:
        root = etree.fromstring(content, _strict_parser())
    except etree.XMLSyntaxError as error:
        raise damaged(file, kind, error.msg, part=name) from error
    if root.getroottree().docinfo.doctype:
        raise refusal("READ-011", file, found=name)
    return root


def refuse_doctype(content: bytes, name: str, file: str) -> None:
    """Raise ReadError("READ-011") when an XML part declares a DOCTYPE, the only way to declare entities."""
    if any(doctype in content for doctype in _DOCTYPES):
        raise refusal("READ-011", file, found=name)


def _strict_parser() -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )


def _open(data: bytes, file: str, kind: str) -> zipfile.ZipFile:
    try:
        package = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, EOFError) as error:
        raise damaged(file, kind, error) from error
    if len(package.filelist) > MAX_ENTRIES:
        raise refusal("READ-010", file, found=f"{len(package.filelist)}个部件", found_en=f"{len(package.filelist)} parts", limit=MAX_ENTRIES)
    return package


def _check_claims(chosen: list[zipfile.ZipInfo], packed: int, file: str, kind: str) -> None:
    """Refuse a package by what its directory claims, before unpacking."""
    for info in chosen:
        if info.flag_bits & 0x1:
            raise refusal("READ-008", file)
        if info.compress_type not in _METHODS:
            raise damaged(file, kind, f"method {info.compress_type}", part=info.filename)
    _check_size(sum(info.file_size for info in chosen), packed, file)


def _check_size(size: int, packed: int, file: str) -> None:
    if size > MAX_UNPACKED_BYTES:
        raise refusal("READ-010", file, found=_mib(size), limit=_mib(MAX_UNPACKED_BYTES))
    if size > RATIO_FROM_BYTES and size > MAX_RATIO * packed:
        raise refusal("READ-010", file, found=f"{_mib(size)}, {size // max(packed, 1)} : 1", limit=f"{MAX_RATIO} : 1")


def _extract(package: zipfile.ZipFile, info: zipfile.ZipInfo, file: str, kind: str, *, room: int) -> bytes:
    """Return one part's content, counting what really comes out. room: bytes still allowed."""
    content = bytearray()
    try:
        with package.open(info) as stream:
            while chunk := stream.read(_CHUNK):
                content += chunk
                if len(content) > room:
                    raise refusal("READ-010", file, found=f"> {_mib(MAX_UNPACKED_BYTES)}", limit=_mib(MAX_UNPACKED_BYTES))
    except (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, OSError, EOFError, ValueError) as error:
        raise damaged(file, kind, error, part=info.filename) from error
    return bytes(content)


def _mib(size: int) -> str:
    return f"{size / MIB:.0f} MiB"
