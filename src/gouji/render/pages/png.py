"""Dots in, a PNG file out: sixteen greys for a page in a report, all colours for a page by itself."""

import zlib
from collections.abc import Iterator
from struct import pack

_MARK = b"\x89PNG\r\n\x1a\n"
_GREY, _COLOUR = 0, 2
# A grey of eight bits in the upper or the lower half of a byte.
_UPPER = bytes(shade & 0xF0 for shade in range(256))
_LOWER = bytes(shade >> 4 for shade in range(256))


def grey_png(dots: bytes, width: int, height: int, stride: int) -> bytes:
    """Return the picture in sixteen greys. dots: one byte each, `stride` bytes from row to row."""
    rows = (dots[stride * row : stride * row + width] for row in range(height))
    return _png(map(_packed, rows), width, height, 4, _GREY)


def colour_png(dots: bytes, width: int, height: int, stride: int) -> bytes:
    """Return the picture in colour. dots: red, green and blue, a byte each."""
    rows = (dots[stride * row : stride * row + 3 * width] for row in range(height))
    return _png(rows, width, height, 8, _COLOUR)


def _packed(row: bytes) -> bytes:
    """Return the row with two dots in a byte."""
    even = row + b"\0" if len(row) % 2 else row
    upper, lower = even[0::2].translate(_UPPER), even[1::2].translate(_LOWER)
    return (int.from_bytes(upper) | int.from_bytes(lower)).to_bytes(len(upper))


def _png(rows: Iterator[bytes], width: int, height: int, bits: int, kind: int) -> bytes:
    packer = zlib.compressobj(6)
    data = b"".join(packer.compress(b"\0" + row) for row in rows) + packer.flush()
    head = pack(">IIBBBBB", width, height, bits, kind, 0, 0, 0)
    return _MARK + _chunk(b"IHDR", head) + _chunk(b"IDAT", data) + _chunk(b"IEND", b"")


def _chunk(name: bytes, data: bytes) -> bytes:
    return pack(">I", len(data)) + name + data + pack(">I", zlib.crc32(name + data))
