"""Compiled regular expressions kept for the next run: compiling seven hundred of them takes a third of a cold one.

Python's compiler makes a list of numbers of an expression and hands it to Python's matcher. Here the numbers are kept,
beside the parsed rule book (layouts/kept.py), and handed to the matcher again; it checks them before it uses them. They
are kept under the version of Python, so that another version makes its own.

`re` has no door for this: two functions of its compiler are stood in for. So only the command line does it, only where
they are what they are in CPython 3.11 to 3.14, and whatever goes wrong, `re` compiles as ever. Kept is only what is
compiled by `re.compile` or stands in our source: into `re.search` and the like go words of a document too, which are not kept.
"""

import re
import sys
from array import array
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from threading import get_ident
from types import FrameType
from typing import Any

from msgspec import Struct

from gouji.layouts.kept import load, store

_MOST = 2000  # expressions kept; there are some eight hundred


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
    compiler = getattr(re, "_compiler", None)
    matcher = sys.modules.get("_sre")
    if not (hasattr(compiler, "compile") and hasattr(compiler, "_code") and hasattr(matcher, "compile")):
        yield
        return
    standing_in = _StandIn(compiler, matcher)
    standing_in.begin()
    try:
        yield
    finally:
        standing_in.end()


class _StandIn:
    """Stands in for the compiler of `re`. known: (expression, flags) → what was made of it; more: there is something new."""

    def __init__(self, compiler: Any, matcher: Any) -> None:
        self.compiler, self.matcher = compiler, matcher
        self.compile: Callable[[Any, int], re.Pattern[Any]] = compiler.compile
        self.make_code: Callable[..., list[int]] = compiler._code
        self.codes: dict[int, list[int]] = {}  # the last one of each thread
        self.name = f"expressions {sys.implementation.cache_tag} {sys.version} {sys.byteorder} {array('I').itemsize}"
        self.known: dict[tuple[str, int], _Compiled] = {}
        self.more = False

    def begin(self) -> None:
        """Stand in."""
        self.known = {(one.pattern, one.asked): one for one in load(self.name, list[_Compiled]) or ()}
        self.compiler.compile, self.compiler._code = self._take, self._note

    def end(self) -> None:
        """Stand in no more, and keep what is new."""
        self.compiler.compile, self.compiler._code = self.compile, self.make_code
        if self.more and len(self.known) <= _MOST:
            store(self.name, list(self.known.values()))

    def _take(self, pattern: Any, flags: int = 0) -> re.Pattern[Any]:
        kept = self.known.get((pattern, int(flags))) if isinstance(pattern, str) else None
        if kept is not None:
            with suppress(RuntimeError, ValueError, TypeError, OverflowError):  # the matcher does not like the numbers
                return self._match(kept)
        made = self.compile(pattern, flags)
        if isinstance(pattern, str) and _is_ours(pattern, sys._getframe(2)):
            code = array("I", self.codes[get_ident()]).tobytes()
            self.known[pattern, int(flags)] = _Compiled(
                pattern, int(flags), made.flags, code, made.groups, dict(made.groupindex)
            )
            self.more = True
        return made

    def _note(self, *given: Any) -> list[int]:
        self.codes[get_ident()] = code = self.make_code(*given)
        return code

    def _match(self, kept: _Compiled) -> re.Pattern[str]:
        by_number: list[str | None] = [None] * (kept.groups + 1)
        for name, number in kept.names.items():
            by_number[number] = name
        code = array("I", kept.code).tolist()
        found: re.Pattern[str] = self.matcher.compile(
            kept.pattern, kept.flags, code, kept.groups, kept.names, tuple(by_number)
        )
        return found


def _is_ours(pattern: str, frame: FrameType) -> bool:
    """Return whether the expression is ours, not one made of a document. frame: of the function of `re` that was called."""
    caller = frame.f_back
    if frame.f_code is re.compile.__code__ or caller is None:
        return True
    return pattern in caller.f_code.co_consts or pattern in caller.f_globals.values()
