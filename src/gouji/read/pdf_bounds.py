"""How much a PDF may unpack to: its packed streams are counted before PDFium unpacks them.

What draws a page is a few hundred kilobytes. A stream that unpacks to a hundred times its size keeps PDFium busy for
minutes and fills the memory.
"""

import re
import zlib

from gouji.read.bounds import MIB
from gouji.read.troubles import refusal

MAX_UNPACKED_BYTES = 256 * MIB
MAX_RATIO = 300
RATIO_FROM_BYTES = 16 * MIB  # white pictures pack better than any sane ratio
MAX_DRAWING_BYTES = 24 * MIB  # a stream that is no picture and no font; the longest seen is 1 MiB

_STREAM = re.compile(rb"stream\r?\n")
_DICTIONARY = 512  # bytes before a stream among which it says what it is
_LARGE_KINDS = (b"/Image", b"/FontFile", b"/Length1", b"/ICCBased", b"/EmbeddedFile")
_CHUNK = 1 << 16
_NESTED = 3  # streams packed again and again


def refuse_bombs(data: bytes, file: str) -> None:
    """Raise ReadError("READ-010") when the file's streams unpack to more than any page needs."""
    left = MAX_UNPACKED_BYTES
    for match in _STREAM.finditer(data):
        if data[match.start() - 3 : match.start()] == b"end":
            continue
        kind = data[max(0, match.start() - _DICTIONARY) : match.start()]
        limit = left if any(sign in kind for sign in _LARGE_KINDS) else min(left, MAX_DRAWING_BYTES)
        left -= _measure(memoryview(data)[match.end() :], limit, file, _NESTED)


def _measure(packed: memoryview, limit: int, file: str, nested: int) -> int:
    """Return how many bytes the stream unpacks to, 0 when it is not packed in this way."""
    if len(packed) < 2 or packed[0] & 0x0F != 8 or (packed[0] * 256 + packed[1]) % 31:
        return 0
    unpacker = zlib.decompressobj()
    size = used = 0
    first = b""
    try:
        while not unpacker.eof and used < len(packed):
            pending = bytes(packed[used : used + _CHUNK])
            used += len(pending)
            while pending:
                content = unpacker.decompress(pending, RATIO_FROM_BYTES)
                pending = unpacker.unconsumed_tail
                size += len(content)
                first = first or content
                _check(size, used, limit, file)
    except zlib.error:
        pass  # PDFium takes what came before the damage; so does this count
    if nested and len(first) > 2:
        size += _measure(memoryview(first), limit, file, nested - 1)
    return size


def _check(size: int, packed: int, limit: int, file: str) -> None:
    if size > limit:
        raise refusal("READ-010", file, found=f"> {limit // MIB} MiB", limit=f"{limit // MIB} MiB")
    if size > RATIO_FROM_BYTES and size > MAX_RATIO * packed:
        raise refusal("READ-010", file, found=f"{size // MIB} MiB, {size // packed} : 1", limit=f"{MAX_RATIO} : 1")
