"""What can go wrong when reading, as sentences for people.

The sentences stand once, in errors.yaml. A Trouble is collected; a ReadError carries the one that stopped the reading.
"""

from functools import cache
from pathlib import Path

from gouji.layouts.plain import parse_yaml
from gouji.model.disclosure import Trouble
from gouji.model.place import Place
from gouji.read.blocks import ReadError

CATALOGUE = Path(__file__).with_name("errors.yaml")
_LONGEST = 200  # characters of what a library says
_MOST = 600  # characters of what a page prints: a row of thousands of cells, a header of as many columns


def trouble(code: str, place: Place, **slots: object) -> Trouble:
    """Return the trouble of the catalogue with its slots filled.

    Raises KeyError: the code or a slot of its sentences is unknown (a mistake in our code, not in the file).
    """
    return fill(catalogue(), code, place, **slots)


def refusal(code: str, file: str, place: Place | None = None, **slots: object) -> ReadError:
    """Return the error that stops reading the file, ready to be raised. file: its name, without folders."""
    return ReadError(trouble(code, place or Place(), file=file, **slots))


def damaged(file: str, kind: str, says: object = "", *, part: str = "") -> ReadError:
    """Return READ-009 of a damaged file. kind: "PDF", "xlsx" …; part: which of its parts is damaged.

    says: what the library that opens such files says of it, in English: it stands in the English sentence only.
    """
    zh = f"里面的 {part} 读不通" if part else "内部结构读不通"
    en = ": ".join(filter(None, (part, str(says)))) or "its structure does not hold together"
    return refusal("READ-009", file, found=zh, found_en=en[:_LONGEST], kind=kind)


def was_read(trouble: Trouble) -> bool:
    """Return whether what the trouble tells of was read all the same, with a reservation."""
    return "read" in catalogue().get(trouble.code, {})


def catalogue() -> dict[str, dict[str, str]]:
    """Return code → {"zh", "en"} sentence templates; "read" where what it tells of was read all the same."""
    return load_catalogue(CATALOGUE)


def fill(sentences: dict[str, dict[str, str]], code: str, place: Place, **slots: object) -> Trouble:
    """Return the trouble of any catalogue with its slots filled. Raises KeyError: the code or a slot is unknown.

    slots: one whose name ends in _en is the English of the other; where it is not given, both sentences say the same.
    """
    templates = sentences[code]
    slots = {name: _shortened(value) for name, value in slots.items()}
    english = {f"{name}_en": value for name, value in slots.items()} | slots
    return Trouble(code, templates["zh"].format(**slots), templates["en"].format(**english), place)


def _shortened(value: object) -> object:
    return f"{value[:_MOST]}…" if isinstance(value, str) and len(value) > _MOST else value


@cache
def load_catalogue(file: Path) -> dict[str, dict[str, str]]:
    """Return the catalogue in the file: code → {"zh", "en", …}."""
    sentences: dict[str, dict[str, str]] = parse_yaml(file.read_text(encoding="utf-8"))
    return sentences
