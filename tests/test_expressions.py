"""Expressions taken from what was kept match as those compiled anew."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from gouji.cli.expressions import kept_expressions
from gouji.layouts import kept

PATTERNS = [
    (r"(?P<year>20\d\d)年(?:度)?(?P<rest>[一二三四五六七八九十、]+)?", 0),
    (r"(?<=[\u4e00-\u9fff])(?P<number>[\d,.]+)\s*万?元", 0),
    (r"(\()?([-+])?(\d+)(?(1)\))$", 0),
    (r"^budget(?:s)?\b", re.IGNORECASE | re.MULTILINE),
    (r"[^\t\n\r -~\x85\xa0-\ud7ff]", 0),
]
TEXT = "2024年度一、二\nBudget 部门预算1,234.50万元，(12)\x00"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("GOUJI_CACHE", str(tmp_path / "kept"))
    kept._folder.cache_clear()
    yield tmp_path / "kept"
    kept._folder.cache_clear()
    re.purge()


def _found() -> list[object]:
    """Return all that the expressions find, each compiled as if for the first time."""
    re.purge()
    patterns = [re.compile(pattern, flags) for pattern, flags in PATTERNS]
    return [
        (found.span(), found.groupdict(), found.groups(), found.re.flags, found.re.groupindex)
        for pattern in patterns
        for found in pattern.finditer(TEXT)
    ]


def test_kept_expressions_find_what_compiled_ones_find(folder: Path) -> None:
    compiled = _found()
    with kept_expressions():
        assert _found() == compiled
    assert len(list(folder.iterdir())) == 1
    with kept_expressions():
        assert _found() == compiled
    assert _found() == compiled


def test_nothing_is_compiled_a_second_time(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with kept_expressions():
        _found()

    def refuse(*given: object) -> None:
        raise AssertionError("compiled again")

    monkeypatch.setattr("re._compiler._code", refuse)
    with kept_expressions():
        _found()


def test_expressions_of_the_past_make_room_for_those_in_use(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gouji.cli.expressions._MOST", len(PATTERNS))
    with kept_expressions():
        for number in range(len(PATTERNS)):
            re.compile(f"formerly {number}")
    for _ in range(2):
        with kept_expressions():
            _found()
        monkeypatch.setattr("re._compiler._code", lambda *given: pytest.fail("compiled again"))


@pytest.mark.parametrize("damage", ["numbers", "garbage"])
def test_what_is_damaged_is_compiled_anew(folder: Path, damage: str) -> None:
    with kept_expressions():
        compiled = _found()
    (entry,) = folder.iterdir()
    content = entry.read_bytes()
    entry.write_bytes(b"\x93garbage" if damage == "garbage" else content.replace(b"\0\0\0", b"\xff\xff\xff"))
    with kept_expressions():
        assert _found() == compiled


def test_what_is_no_expression_is_refused_as_ever(folder: Path) -> None:
    with kept_expressions(), pytest.raises(re.error, match="unterminated"):
        re.compile("(停用")


def test_an_expression_made_of_a_document_is_not_kept(folder: Path) -> None:
    with kept_expressions():
        assert re.search(f"{TEXT[:4]}汾阳市(?:已|停用)?", "2024汾阳市")
        re.compile("停用")
    (entry,) = folder.iterdir()
    assert "汾阳".encode() not in entry.read_bytes()
    assert "停用".encode() in entry.read_bytes()
