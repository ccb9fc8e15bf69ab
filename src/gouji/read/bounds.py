"""How much of a file is let in."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

from gouji.read.troubles import refusal

MIB = 1 << 20
MAX_TEXT_BYTES = 64 * MIB  # text and HTML; the longest disclosure seen is under 1 MiB
MAX_OFFICE_BYTES = 128 * MIB  # PDF, xlsx, xls, docx; pictures inside may be large, they are not unpacked
MAX_LINES = 1_000_000
MAX_CELLS = 2_000_000
MAX_TAGS = 4_000_000


def load(path: Path, limit: int) -> bytes:
    """Return the file's bytes. Raises ReadError("READ-004"): more than `limit` bytes, told without loading them."""
    size = path.stat().st_size
    if size <= limit:
        with path.open("rb") as stream:
            data = stream.read(limit + 1)
        size = len(data)
    if size > limit:
        raise refusal("READ-004", path.name, found=f"{size / MIB:.1f} MiB", limit=f"{limit // MIB} MiB")
    return data


def bound(count: int, limit: int, what: str, file: str) -> None:
    """Raise ReadError("READ-012") when the count is above the limit. what: of what, in Chinese and English: "页 pages"."""
    if count > limit:
        zh, en = what.split(" ")
        raise refusal("READ-012", file, found=f"有{count}{zh}", found_en=f"{count} {en}", limit=f"{limit}")


_ask: ContextVar[Callable[[float], None]] = ContextVar("ask", default=lambda seconds: None)


def ask_for_time(seconds: float) -> None:
    """Tell whoever limits the time of a document that what comes next may take so many seconds more."""
    _ask.get()(seconds)


@contextmanager
def lending_time(ask: Callable[[float], None]) -> Iterator[None]:
    """Have `ask` called with the seconds that reading inside asks for."""
    token = _ask.set(ask)
    try:
        yield
    finally:
        _ask.reset(token)
