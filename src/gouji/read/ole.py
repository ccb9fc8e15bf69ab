"""The container of old Office files (compound file) in, the stream of a workbook out, made safe for parsing.

Headers of these files name sizes that parsers reserve memory for. The stream is therefore read here, its claims made
honest, and wrapped in a container of our own.
Source: [MS-CFB] and [MS-XLS], the published specifications.
"""

import struct
from collections.abc import Iterator

from msgspec import Struct

SIGNATURE = bytes.fromhex("d0cf11e0a1b11ae1")

_END, _FREE, _FAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
_HEADER, _ENTRY, _MINI, _LARGE, _CUTOFF = 512, 128, 64, 4096, 4096
_IN_HEADER = 109  # numbers of allocation sectors that the header itself lists
_STREAM, _ROOT = 2, 5

_BEGINS = frozenset({0x0809, 0x0409, 0x0209, 0x0009})
_BOUNDSHEET, _DIMENSIONS, _SST, _MULRK = 0x0085, 0x0200, 0x00FC, 0x00BD
# Records that hold the value of a cell; each begins with its row and column.
_VALUES = frozenset({0x0203, 0x0204, 0x0205, 0x027E, 0x00FD, 0x0006, 0x0206, 0x0406, 0x00D6, 2, 3, 4, 5, _MULRK})


class Damaged(Exception):
    """The container or the stream is not what its headers say."""


class Entry(Struct, frozen=True):
    """One entry of the directory. kind: 2 stream, 5 root. start: first sector. size: bytes."""

    name: str
    kind: int
    start: int
    size: int


class Container(Struct, frozen=True):
    """A compound file. sector: bytes per sector. fat: next sector of each. cutoff: streams below are in mini sectors."""

    data: bytes
    sector: int
    fat: tuple[int, ...]
    mini_fat: tuple[int, ...]
    entries: tuple[Entry, ...]
    cutoff: int


def open_container(data: bytes) -> Container:
    """Return the container. Raises Damaged."""
    if len(data) < _HEADER:
        raise Damaged("header cut off")
    (shift,) = struct.unpack_from("<H", data, 30)
    first_directory, _, cutoff, first_mini, _, first_difat = struct.unpack_from("<6I", data, 48)
    if shift not in (9, 12):
        raise Damaged(f"sector size 2^{shift}")
    sector = 1 << shift
    fat = _read_fat(data, sector, first_difat)
    directory = _chain(data, sector, fat, first_directory)
    mini_fat = _words(_chain(data, sector, fat, first_mini))
    starts = range(0, len(directory) - _ENTRY + 1, _ENTRY)
    entries = tuple(_read_entry(directory[start : start + _ENTRY]) for start in starts)
    return Container(data, sector, fat, mini_fat, entries, cutoff)


def read_stream(container: Container, entry: Entry) -> bytes:
    """Return the stream's bytes, as many as are really there. Raises Damaged."""
    if entry.size >= container.cutoff:
        return _chain(container.data, container.sector, container.fat, entry.start)[: entry.size]
    root = next((each for each in container.entries if each.kind == _ROOT), None)
    if root is None:
        raise Damaged("no root entry")
    mini = _chain(container.data, container.sector, container.fat, root.start)
    return _chain(mini, _MINI, container.mini_fat, entry.start, base=0)[: entry.size]


def wrap_stream(name: str, stream: bytes) -> bytes:
    """Return a compound file that holds just the stream, which may have up to 400 MiB.

    Sectors have 4096 bytes: header, directory, allocation table, stream. The root entry has no mini stream but names a
    first sector, without which calamine takes it for missing.
    """
    size = max(len(stream), _CUTOFF)  # a smaller stream would have to lie in mini sectors
    sectors = -(-size // _LARGE)
    tables = -(-(sectors + 1) // (_LARGE // 4 - 1))
    first = 1 + tables
    fat = [_END, *[_FAT] * tables, *range(first + 1, first + sectors), _END]
    fat += [_FREE] * (tables * _LARGE // 4 - len(fat))
    difat = [*range(1, first), *[_FREE] * (_IN_HEADER - tables)]
    header = SIGNATURE + bytes(16) + struct.pack("<5H6x", 0x3E, 4, 0xFFFE, 12, 6)
    header += struct.pack("<9I", 1, tables, 0, 0, _CUTOFF, _END, 0, _END, 0) + _pack(difat)
    directory = _pack_entry("Root Entry", _ROOT, first, 0, child=1) + _pack_entry(name, _STREAM, first, size)
    sector_of_each = (header, directory, _pack(fat), stream)
    return b"".join(part + bytes(-len(part) % _LARGE) for part in sector_of_each).ljust((first + 1 + sectors) * _LARGE, b"\0")


def make_honest(stream: bytes) -> tuple[bytes, int]:
    """Return a workbook stream whose claims of size are harmless, and how many cells its sheets span together.

    The DIMENSIONS of worksheets are blanked (nobody needs them), a count of shared strings beyond what the stream can
    hold is cut; what follows a record that is cut off is dropped.
    Raises Damaged: a sheet is said to begin where none does.
    """
    honest = bytearray(stream)
    begins: set[int] = set()
    said: list[int] = []
    spans: list[tuple[int, int]] = []  # rows, columns of each substream
    end = 0
    for at, kind, body in _records(stream):
        end = at + len(body)
        if kind in _BEGINS:
            begins.add(at - 4)
            spans.append((0, 0))
        elif kind == _DIMENSIONS:
            honest[at:end] = bytes(len(body))
        elif kind == _BOUNDSHEET and len(body) >= 4:
            said.append(int.from_bytes(body[:4], "little"))
        elif kind == _SST and len(body) >= 8:
            counts = (min(count, len(stream)) for count in struct.unpack_from("<2I", body))
            struct.pack_into("<2I", honest, at, *counts)
        elif kind in _VALUES and len(body) >= 6 and spans:
            row, column = struct.unpack_from("<2H", body, 0)
            if kind == _MULRK:
                column = int.from_bytes(body[-2:], "little")
            rows, columns = spans[-1]
            spans[-1] = max(rows, row + 1), max(columns, column + 1)
    if not begins.issuperset(said):
        raise Damaged("a sheet begins outside the workbook")
    return bytes(honest[:end]), sum(rows * columns for rows, columns in spans)


def _records(stream: bytes) -> Iterator[tuple[int, int, bytes]]:
    """Yield (where the body begins, type, body) of each whole record."""
    at = 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<2H", stream, at)
        at += 4
        if at + length > len(stream):
            return
        yield at, kind, stream[at : at + length]
        at += length


def _read_fat(data: bytes, sector: int, next_difat: int) -> tuple[int, ...]:
    """Return the allocation table: for each sector the one that follows it."""
    places = list(struct.unpack_from(f"<{_IN_HEADER}I", data, _HEADER - 4 * _IN_HEADER))
    seen: set[int] = set()
    while next_difat < len(data) // sector and next_difat not in seen:
        seen.add(next_difat)
        *more, next_difat = _words(_sector(data, sector, next_difat))
        places += more
    return _words(b"".join(_sector(data, sector, place) for place in dict.fromkeys(places) if place < len(data) // sector))


def _chain(data: bytes, sector: int, fat: tuple[int, ...], start: int, base: int | None = None) -> bytes:
    """Return the sectors of a chain, one after another. base: where sector 0 begins. Raises Damaged: it has a loop."""
    pieces: list[bytes] = []
    base = sector if base is None else base
    while start < len(fat):
        if len(pieces) > len(fat):
            raise Damaged("a chain of sectors runs in a circle")
        pieces.append(data[base + start * sector : base + (start + 1) * sector])
        start = fat[start]
    return b"".join(pieces)


def _sector(data: bytes, sector: int, number: int) -> bytes:
    return data[(number + 1) * sector : (number + 2) * sector]


def _words(data: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(data) // 4}I", data[: len(data) // 4 * 4])


def _pack(words: list[int]) -> bytes:
    return struct.pack(f"<{len(words)}I", *words)


def _read_entry(data: bytes) -> Entry:
    (length,) = struct.unpack_from("<H", data, 64)
    name = data[: max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
    start, size = struct.unpack_from("<2I", data, 116)
    return Entry(name, data[66], start, size)


def _pack_entry(name: str, kind: int, start: int, size: int, child: int = _FREE) -> bytes:
    encoded = name.encode("utf-16-le")
    links = struct.pack("<2B3I", kind, 1, _FREE, _FREE, child)
    return encoded.ljust(64, b"\0") + struct.pack("<H", len(encoded) + 2) + links + bytes(36) + struct.pack("<IQ", start, size)
