"""Compiled regular expressions kept for the next run: compiling seven hundred of them takes a third of a cold one.

Python's compiler makes a list of numbers of an expression and hands it to Python's matcher. Here the numbers are kept,
beside the parsed rule book (layouts/kept.py), and handed to the matcher again; it checks them before it uses them. They
are kept under the version of Python, so that another version makes its own.

`re` has no door for this: `re.compile` is stood in for, doing what it does in CPython 3.11 to 3.14. So only the command
line does it, only where what it does it with is there, and whatever goes wrong, `re` compiles as ever. Kept is what goes
through `re.compile`: those are our expressions. Words of a document go into `re.search` and the like, and are not kept.
"""

import re
import sys
from array import array
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

from msgspec import Struct

from gouji.layouts.kept import load, store

_MOST = 2000  # expressions kept; there are some eight hundred
_NAME = f"expressions {sys.implementation.cache_tag} {sys.version} {sys.byteorder} {array('I').itemsize}"
_NOT_AS_KNOWN = (AttributeError, RuntimeError, ValueError, TypeError, OverflowError)


class _Compiled(Struct, frozen=True, array_like=True, gc=False):
    """What the compiler makes of an expression. code: the numbers, in the machine's order."""

    pattern: str
    asked: int
    flags: int
    code: bytes
    groups: int
    names: dict[str, int]


@contextmanager
def kept_expressions() -> Iterator[None]:
    """Take from what was kept, inside, and keep what had to be compiled."""
    known = {(one.pattern, one.asked): one for one in load(_NAME, list[_Compiled]) or ()}
    used: dict[tuple[str, int], _Compiled] = {}
    before, by_python = len(known), re.compile
    re.compile = lru_cache(_MOST)(_standing_in(by_python, known, used))
    try:
        yield
    finally:
        re.compile = by_python
        if before < len(known):
            # When there are too many, those of versions of ours that are gone have to go.
            store(_NAME, list((known if len(known) <= _MOST else used).values()))


def _standing_in(
    by_python: Callable[..., re.Pattern[Any]],
    known: dict[tuple[str, int], _Compiled],
    used: dict[tuple[str, int], _Compiled],
) -> Callable[..., re.Pattern[Any]]:
    """Return what compiles as Python does, but takes what is known, adds to it what is not, and notes what was used."""

    def compile(pattern: Any, flags: int = 0) -> re.Pattern[Any]:
        if not isinstance(pattern, str) or flags & re.DEBUG:
            return by_python(pattern, flags)
        asked = int(flags)
        try:
            if (pattern, asked) not in known:
                known[pattern, asked] = _make(pattern, asked)
            used[pattern, asked] = known[pattern, asked]
            return _match(known[pattern, asked])
        except _NOT_AS_KNOWN:
            return by_python(pattern, flags)

    return compile


def _make(pattern: str, asked: int) -> _Compiled:
    """Return what Python's compiler makes of the expression. Raises re.error: it is none."""
    parsed = re._parser.parse(pattern, asked)  # type: ignore[attr-defined]
    code = array("I", re._compiler._code(parsed, asked)).tobytes()  # type: ignore[attr-defined]
    state = parsed.state
    return _Compiled(pattern, asked, asked | state.flags, code, state.groups - 1, dict(state.groupdict))


def _match(one: _Compiled) -> re.Pattern[str]:
    """Return the expression, its numbers handed to the matcher."""
    by_number: list[str | None] = [None] * (one.groups + 1)
    for name, number in one.names.items():
        by_number[number] = name
    code = array("I", one.code).tolist()
    found: re.Pattern[str] = sys.modules["_sre"].compile(
        one.pattern, one.flags, code, one.groups, one.names, tuple(by_number)
    )
    return found
