"""Ways to read content that a test has at hand, and crafted files no program would write."""

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from gouji.model.disclosure import Grid
from gouji.read.blocks import Blocks, Line, ReadError
from gouji.read.files import read_blocks

Printed = list[str | list[list[str]]]


def read(folder: Path, name: str, content: str | bytes) -> Blocks:
    """Return the blocks of a file with that name and content."""
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return read_blocks(path)


def printed(blocks: Blocks) -> Printed:
    """Return what is printed, lines as texts and grids as rows, without places."""
    return [item.text if isinstance(item, Line) else [list(row) for row in item.rows] for item in blocks.items]


def only_grid(blocks: Blocks) -> Grid:
    """Return the document's one grid."""
    (grid,) = [item for item in blocks.items if isinstance(item, Grid)]
    return grid


def refused(folder: Path, name: str, content: str | bytes) -> str:
    """Return the code with which the file is refused; its sentences must name the file in both languages."""
    with pytest.raises(ReadError) as caught:
        read(folder, name, content)
    trouble = caught.value.trouble
    assert name in trouble.zh and name in trouble.en
    return trouble.code


def change_part(package: bytes, name: str, change: Callable[[str], str]) -> bytes:
    """Return the zip with one part changed."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            content = old.read(info)
            new.writestr(info.filename, change(content.decode()) if info.filename == name else content)
    return stream.getvalue()


def lie_about_size(package: bytes, size: int) -> bytes:
    """Return the zip with the claimed unpacked size of every part replaced, in its directory and before each part."""
    claim = size.to_bytes(4, "little")
    data = bytearray(package)
    for sign, offset in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        for match in re.finditer(re.escape(sign), package):
            data[match.start() + offset : match.start() + offset + 4] = claim
    return bytes(data)
