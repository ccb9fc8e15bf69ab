"""One document as text, HTML, workbook and Word file reads as the same disclosure."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from gouji.read import read
from gouji.read.blocks import Blocks
from gouji.read.files import read_blocks
from read.write_blocks import as_docx, as_html, as_xlsx
from shared import EXAMPLES

# Where a thing stands, and how the grid was drawn, differs from kind to kind; what it says must not.
_WHERE = {"place", "filled_place", "source", "lines", "grid", "grids", "head", "damages", "troubles"}


def said(value: Any) -> Any:
    """Return the record as plain data without its places."""
    if isinstance(value, dict):
        return {name: said(part) for name, part in value.items() if name not in _WHERE}
    return [said(part) for part in value] if isinstance(value, list | tuple) else value


def html_page(blocks: Blocks) -> bytes:
    return as_html(blocks).encode()


@pytest.mark.parametrize("suffix, write", [("html", html_page), ("xlsx", as_xlsx), ("docx", as_docx)])
@pytest.mark.parametrize("name", ["fenyang-2024", "yunxi-culture-2025"])
def test_the_kind_of_file_changes_nothing(name: str, suffix: str, write: Callable[[Blocks], bytes], tmp_path: Path) -> None:
    source = EXAMPLES / f"{name}.txt"
    copy = tmp_path / f"{name}.{suffix}"
    copy.write_bytes(write(read_blocks(source)))
    assert said(msgspec.to_builtins(read(copy))) == said(msgspec.to_builtins(read(source)))


@pytest.mark.parametrize("across", [1, 9])
@pytest.mark.parametrize("apart", [0, 1])
def test_one_sheet_needs_no_empty_rows_between_its_blocks(apart: int, across: int, tmp_path: Path) -> None:
    source = EXAMPLES / "yunxi-culture-2025.txt"
    copy = tmp_path / "a.xlsx"
    copy.write_bytes(as_xlsx(read_blocks(source), apart=apart, across=across))
    assert said(msgspec.to_builtins(read(copy))) == said(msgspec.to_builtins(read(source)))
