"""What is printed reads back as the disclosure it was printed from, in every kind of file that we read."""

from pathlib import Path
from typing import Any

import msgspec
import pytest

from gouji.model.disclosure import Disclosure
from gouji.read import read
from gouji.render import Kind, render
from read.test_kinds_agree import said
from shared import EXAMPLES, SEED, needs_seed

KINDS: tuple[Kind, ...] = ("text", "html", "docx", "xlsx")
SUFFIX = {"text": "txt"}


def again(disclosure: Disclosure, kind: Kind, folder: Path) -> Disclosure:
    """Return the disclosure printed and read again."""
    copy = folder / f"printed.{SUFFIX.get(kind, kind)}"
    copy.write_bytes(render(disclosure, kind))
    return read(copy)


def plain(disclosure: Disclosure) -> Any:
    return said(msgspec.to_builtins(disclosure))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", ["fenyang-2024", "yunxi-culture-2025"])
def test_a_printed_disclosure_reads_back_the_same(name: str, kind: Kind, tmp_path: Path) -> None:
    disclosure = read(EXAMPLES / f"{name}.txt")
    assert plain(again(disclosure, kind, tmp_path)) == plain(disclosure)


@needs_seed
@pytest.mark.parametrize("kind", KINDS)
def test_the_real_document_reads_back_the_same(kind: Kind, tmp_path: Path) -> None:
    disclosure = read(SEED)
    assert plain(again(disclosure, kind, tmp_path)) == plain(disclosure)


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_disclosure_gives_the_same_bytes(kind: Kind) -> None:
    disclosure = read(EXAMPLES / "yunxi-culture-2025.txt")
    assert render(disclosure, kind) == render(disclosure, kind)
