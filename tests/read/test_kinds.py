"""One document in every kind of file reads as the same disclosure."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

import gouji
from gouji.model.disclosure import Disclosure
from gouji.read.blocks import Blocks
from gouji.read.files import read_blocks
from read.write_blocks import as_docx, as_html, as_text, as_xlsx
from shared import EXAMPLES

EXAMPLE = EXAMPLES / "fenyang-2024.txt"
WHERE = frozenset({"place", "filled_place", "grid", "grids", "source"})

KINDS: dict[str, Callable[[Blocks], bytes]] = {
    "gb18030.txt": lambda blocks: as_text(blocks).encode("gb18030"),
    "utf16-crlf.txt": lambda blocks: as_text(blocks).replace("\n", "\r\n").encode("utf-16"),
    "stripped.txt": lambda blocks: re.sub(r"\t+\n", "\n", as_text(blocks)).encode(),
    "page.html": lambda blocks: as_html(blocks).encode(),
    "texts.xlsx": as_xlsx,
    "numbers.xlsx": lambda blocks: as_xlsx(blocks, numbers=True),
    "word.docx": as_docx,
}


@pytest.fixture(scope="module")
def blocks() -> Blocks:
    return read_blocks(EXAMPLE)


@pytest.fixture(scope="module")
def expected() -> Any:
    return what_is_said(gouji.read(EXAMPLE))


@pytest.mark.parametrize("name", KINDS)
def test_every_kind_of_file_reads_the_same(tmp_path: Path, blocks: Blocks, expected: Any, name: str) -> None:
    (tmp_path / name).write_bytes(KINDS[name](blocks))
    assert what_is_said(gouji.read(tmp_path / name)) == expected


def what_is_said(disclosure: Disclosure) -> Any:
    """Return the disclosure as plain data without places, which differ between kinds of files."""

    def strip(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: strip(each) for key, each in value.items() if key not in WHERE}
        return [strip(each) for each in value] if isinstance(value, list | tuple) else value

    return strip(msgspec.to_builtins(disclosure))
