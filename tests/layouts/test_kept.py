"""What is made of a text is made once, as long as the text and the folder can be relied on."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from gouji.layouts import kept
from gouji.layouts.kept import keep


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("GOUJI_CACHE", str(tmp_path / "kept"))
    _forget()
    yield tmp_path / "kept"
    _forget()


def _forget() -> None:
    kept._folder.cache_clear()
    kept._make_room.cache_clear()


class _Maker:
    """Makes data and counts how often."""

    def __init__(self) -> None:
        self.made = 0

    def of(self, text: str) -> Callable[[], object]:
        def make() -> object:
            self.made += 1
            return {"text": text, "numbers": [1, 0.04, None, True], 2024: "年"}

        return make


def _keep(maker: _Maker, text: str, what: str = "test 1") -> object:
    return keep(text, what, maker.of(text))


def test_the_same_text_is_made_once(folder: Path) -> None:
    maker = _Maker()
    first, second = _keep(maker, "甲"), _keep(maker, "甲")
    assert (first, maker.made) == (second, 1)
    assert _keep(maker, "乙") != first
    assert maker.made == 2


def test_made_anew_when_it_is_made_in_another_way(folder: Path) -> None:
    maker = _Maker()
    _keep(maker, "甲", "test 1")
    _keep(maker, "甲", "test 2")
    assert maker.made == 2


@pytest.mark.parametrize("damage", [b"", b"\x81", b"\xc1", b"garbage"])
def test_a_damaged_entry_is_made_anew(folder: Path, damage: bytes) -> None:
    maker = _Maker()
    first = _keep(maker, "甲")
    (entry,) = folder.iterdir()
    entry.write_bytes(damage)
    assert (_keep(maker, "甲"), _keep(maker, "甲"), maker.made) == (first, first, 2)


def test_a_folder_that_others_can_write_to_is_not_used(folder: Path) -> None:
    folder.mkdir()
    folder.chmod(0o777)
    maker = _Maker()
    _keep(maker, "甲")
    _keep(maker, "甲")
    assert (maker.made, list(folder.iterdir())) == (2, [])


def test_nothing_is_kept_where_there_can_be_no_folder(folder: Path) -> None:
    folder.write_text("a file", encoding="utf-8")
    maker = _Maker()
    _keep(maker, "甲")
    _keep(maker, "甲")
    assert maker.made == 2


def test_nothing_is_kept_when_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GOUJI_CACHE", "")
    _forget()
    maker = _Maker()
    _keep(maker, "甲")
    _keep(maker, "甲")
    assert maker.made == 2
    _forget()


def test_the_older_half_goes_when_there_are_too_many(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "_MOST", 4)
    maker = _Maker()
    for text in "甲乙丙丁":
        _keep(maker, text)
    _forget()
    _keep(maker, "戊")
    assert len(list(folder.iterdir())) == 3
