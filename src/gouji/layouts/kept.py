"""What took long to make of a text of ours, kept for the next run as Python keeps compiled modules.

Reading five dozen YAML files takes longer than checking a document, and they never change between runs. What was made of
one, or of all rules together, is kept as msgpack under the digest of the very text it was made of: it cannot be stale, whatever its name or time,
and nothing in it can be executed. It is written whole or not at all, in a folder of the user's own that nobody else can
write to. Any trouble with that folder (no home, a full disk, a damaged file) means making it anew, without a word.

GOUJI_CACHE names the folder; empty, nothing is kept. It may be deleted at any time.
"""

import os
import stat
import sys
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Any

from msgspec import DecodeError, convert, msgpack

_MOST = 500  # entries kept; there are some twenty at a time, more only after the texts have changed
_TAG = 16  # bytes of the digest


def keep(text: str, what: str, make: Callable[[], Any], kind: Any = Any) -> Any:
    """Return what `make` makes of the text: plain data, or `kind` converted from them, words becoming numbers if need be.

    what: how the data are made; changes whenever that does. Raises msgspec.ValidationError: they are no such kind.
    """
    key = f"{what}\n{text}"
    found = load(key, kind)
    if found is None:
        data = make()
        store(key, data)
        found = convert(data, kind, strict=False)
    return found


def load(key: str, kind: Any = Any) -> Any:
    """Return what was kept under the key, as `kind`; None when there is nothing that can be read as that."""
    folder = _folder()
    if folder is not None:
        with suppress(OSError, DecodeError):
            return msgpack.decode((folder / _name(key)).read_bytes(), type=kind, strict=False)
    return None


def store(key: str, data: Any) -> None:
    """Keep the data under the key, if that can be done."""
    folder = _folder()
    if folder is not None:
        with suppress(OSError):
            _write(folder / _name(key), msgpack.encode(data))


def _name(key: str) -> str:
    return blake2b(key.encode(), digest_size=_TAG).hexdigest()


def _write(path: Path, content: bytes) -> None:
    """Write the file under another name first: another run must never see half of it."""
    unfinished = path.with_name(f"{path.name}.{os.getpid()}")
    unfinished.write_bytes(content)
    unfinished.replace(path)
    _make_room(path.parent)


@cache
def _make_room(folder: Path) -> None:
    """Delete the older half when there are too many entries; once a run is enough."""
    with suppress(OSError):
        entries = sorted(folder.iterdir(), key=lambda path: path.stat().st_mtime)
        for path in entries[: len(entries) // 2] if len(entries) > _MOST else []:
            path.unlink()


@cache
def _folder() -> Path | None:
    """Return the folder, made when it is not there; None where there can be none."""
    named = os.environ.get("GOUJI_CACHE")
    if named == "":
        return None
    try:
        folder = Path(named) if named else _default() / "gouji"
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return folder if _is_ours(folder.stat()) else None
    except (OSError, RuntimeError):  # no home
        return None


def _default() -> Path:
    """Return where the system wants such files."""
    if sys.platform == "win32":
        return Path(os.environ["LOCALAPPDATA"]) if "LOCALAPPDATA" in os.environ else Path.home() / "AppData" / "Local"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")


def _is_ours(folder: os.stat_result) -> bool:
    """Return whether the user, and nobody else, can write to the folder: what is kept there decides what is checked."""
    if sys.platform == "win32":
        return True  # the folder lies in the user's profile
    return folder.st_uid == os.getuid() and not folder.st_mode & (stat.S_IWGRP | stat.S_IWOTH)
