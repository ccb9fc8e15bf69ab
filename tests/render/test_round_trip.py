"""What is printed reads back as the disclosure it was printed from, in every kind of file that we read.

The same is: everything that the disclosure says, but not where it stands (places, grids), the name of the file, and what
the extraction damaged. A PDF sets its own pages, so its contents count its own; and on a page the end of a line and a
blank look the same, so texts are compared without blanks.
"""

import random
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from msgspec import structs

from gouji.model.budget import Budget
from gouji.model.disclosure import Block, Disclosure
from gouji.model.place import Place
from gouji.prepare import derive
from gouji.read import read
from gouji.render import Kind, render
from prepare.strategies import budgets
from prepare.yunxi import YUNXI
from read.test_kinds_agree import said
from shared import EXAMPLES, SEED, needs_seed

KINDS: tuple[Kind, ...] = ("text", "html", "docx", "xlsx", "pdf")
SUFFIX = {"text": "txt"}
STRAYS = ("这是一段没有位置的文字，数目为12.34万元。", "小标题", "附件1", "1,234.50", "第五部分 附件", "甲\t\t12.00\n合计\t类\t3")


def again(disclosure: Disclosure, kind: Kind, folder: Path) -> Disclosure:
    """Return the disclosure printed and read again."""
    copy = folder / f"printed.{SUFFIX.get(kind, kind)}"
    copy.write_bytes(render(disclosure, kind))
    return read(copy)


def plain(disclosure: Disclosure, kind: Kind = "text") -> Any:
    """Return what the disclosure says, as far as the kind of file can tell it."""
    if kind != "pdf":
        return said(msgspec.to_builtins(disclosure))
    contents = tuple(structs.replace(entry, page=None) for entry in disclosure.contents)
    return _solid(said(msgspec.to_builtins(structs.replace(disclosure, contents=contents))))


def _solid(value: Any) -> Any:
    """Return the plain data with its texts without blanks."""
    if isinstance(value, dict):
        return {name: _solid(part) for name, part in value.items()}
    if isinstance(value, list):
        return [_solid(part) for part in value]
    return "".join(value.split()) if isinstance(value, str) else value


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", ["fenyang-2024", "yunxi-culture-2025"])
def test_a_disclosure_that_was_read_reads_back_the_same(name: str, kind: Kind, tmp_path: Path) -> None:
    disclosure = read(EXAMPLES / f"{name}.txt")
    assert plain(again(disclosure, kind, tmp_path), kind) == plain(disclosure, kind)


@needs_seed
@pytest.mark.parametrize("kind", KINDS)
def test_the_real_document_reads_back_the_same(kind: Kind, tmp_path: Path) -> None:
    disclosure = read(SEED)
    assert plain(again(disclosure, kind, tmp_path), kind) == plain(disclosure, kind)


@pytest.mark.parametrize("kind", KINDS)
def test_a_prepared_disclosure_reads_back_the_same(kind: Kind, tmp_path: Path) -> None:
    disclosure = derive(YUNXI)
    assert plain(again(disclosure, kind, tmp_path), kind) == plain(disclosure, kind)


@settings(deadline=None, max_examples=4, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
@given(budgets())
def test_whatever_is_prepared_reads_back_the_same(budget: Budget) -> None:
    disclosure = derive(budget)
    with TemporaryDirectory() as folder:
        for kind in KINDS:
            assert plain(again(disclosure, kind, Path(folder)), kind) == plain(disclosure, kind), kind


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("seed", range(5))
def test_a_document_with_strays_reads_back_the_same(seed: int, kind: Kind, tmp_path: Path) -> None:
    source = tmp_path / "source.txt"
    source.write_text(_with_strays(seed), encoding="utf-8")
    disclosure = read(source)
    assert plain(again(disclosure, kind, tmp_path), kind) == plain(disclosure, kind)


def _with_strays(seed: int) -> str:
    """Return a document of ours with a paragraph less and three things in it that belong nowhere."""
    chance = random.Random(seed)
    blocks = [block for block in (EXAMPLES / "yunxi-culture-2025.txt").read_text(encoding="utf-8").split("\n\n") if block]
    del blocks[chance.choice(_ends(blocks))]
    for stray in chance.sample(STRAYS, 3):
        blocks.insert(chance.choice(_ends(blocks)) + 1, stray)
    return "\n\n".join(blocks)


def _ends(blocks: list[str]) -> list[int]:
    """Return the paragraphs that end a sentence: what comes behind them does not part a title from its table."""
    return [index for index, block in enumerate(blocks) if block.endswith("。")]


@pytest.mark.parametrize("kind", KINDS)
def test_what_was_not_recognised_stays_so(kind: Kind, tmp_path: Path) -> None:
    left = (Block(Place(), "2025年某表"), Block(Place(), "十三、一段没有认出的文字"))
    disclosure = structs.replace(read(EXAMPLES / "yunxi-culture-2025.txt"), unrecognised=left)
    assert plain(again(disclosure, kind, tmp_path), kind) == plain(disclosure, kind)


@pytest.mark.parametrize("kind", KINDS)
def test_the_lines_of_a_cover_stay_lines(kind: Kind, tmp_path: Path) -> None:
    disclosure = read(EXAMPLES / "yunxi-culture-2025.txt")
    cover = structs.replace(disclosure.cover, title=f"附件1 {disclosure.cover.title}")
    assert again(structs.replace(disclosure, cover=cover), kind, tmp_path).cover.department == cover.department


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_disclosure_gives_the_same_bytes(kind: Kind) -> None:
    disclosure = read(EXAMPLES / "yunxi-culture-2025.txt")
    assert render(disclosure, kind) == render(disclosure, kind)
