"""The terminal, or the file or pipe in its place: styled parts of lines in, text out.

A style is a few words: a colour, `bold`, `dim`, `underline`, `reverse`; "" is none.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from io import TextIOWrapper
from itertools import groupby
from typing import Any

import click

from gouji.render.wrap import wrap

Part = str | tuple[str, str]  # text, or text and its style

_WIDEST = 118  # columns of a line that is still easy to read
_UNCUT = 200  # columns where nobody's window cuts a line: in a file or a pipe
_NO_CONTROL = dict.fromkeys(code for code in (*range(0x20), *range(0x7F, 0xA0)) if chr(code) not in "\t\n")
_CLEAR = "\r\x1b[K"


class Screen:
    """Prints on standard output, or on standard error. width: columns of a wrapped line. styled: styles are shown."""

    def __init__(self, *, err: bool = False, width: int = _UNCUT, styled: bool = False, terminal: bool = False) -> None:
        self.err, self.width, self.styled, self.terminal = err, width, styled, terminal

    def print(self, *parts: Part) -> None:
        """Print the parts after each other, in lines as wide as the screen."""
        self.write(self.wrapped(*parts))

    def line(self, *parts: Part) -> None:
        """Print the parts after each other in one line, however wide."""
        self.write(self.show(*parts) + "\n")

    def write(self, text: str) -> None:
        """Write what `wrapped` and `show` made."""
        click.echo(text, nl=False, err=self.err, color=True)  # nothing is taken away: what is styled is meant to be

    def wrapped(self, *parts: Part) -> str:
        """Return the parts in lines as wide as the screen, each with its end."""
        letters = [(letter, style) for text, style in map(_pair, parts) for letter in text]
        lines, at = [], 0
        whole = "".join(letter for letter, _ in letters).replace("\n", " ")
        for line in wrap(whole, self.width):
            at = whole.index(line, at)
            runs = groupby(letters[at : at + len(line)], lambda each: each[1])
            lines.append(self.show(*(("".join(letter for letter, _ in run), style) for style, run in runs)))
            at += len(line)
        return "".join(f"{line}\n" for line in lines)

    def show(self, *parts: Part) -> str:
        """Return the parts as they are written. Of a document's text no control character goes to a terminal."""
        return "".join([self._show(*_pair(part)) for part in parts])

    def _show(self, text: str, style: str) -> str:
        text = text.translate(_NO_CONTROL)
        return click.style(text, **_options(style)) if text and style and self.styled else text

    def pass_by(self, text: str) -> None:
        """Show the text in a terminal until the next one takes its place; "" leaves the line empty."""
        if self.terminal:
            self.write(_CLEAR + text)

    @contextmanager
    def status(self, text: str) -> Iterator[None]:
        """Show the text in a terminal while what is inside is done."""
        self.pass_by(text)
        try:
            yield
        finally:
            self.pass_by("")


def open_screen(color: bool | None = None, *, err: bool = False) -> Screen:
    """Return the screen of standard output or error.

    color: whether styles are shown; by default in a terminal, unless NO_COLOR is set. With styles asked for, a pipe is
    taken for one that leads to a terminal.
    """
    stream = sys.stderr if err else sys.stdout
    if isinstance(stream, TextIOWrapper):
        stream.reconfigure(errors="replace")  # a pipe of Chinese Windows (GBK) has no ✕ and no ↳
    terminal = stream.isatty()
    if color is None:
        styled = terminal and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    else:
        styled = color
    width = min(_WIDEST, _columns()) if terminal or color else _UNCUT
    return Screen(err=err, width=width, styled=styled, terminal=terminal)


def _pair(part: Part) -> tuple[str, str]:
    return (part, "") if isinstance(part, str) else part


def _columns() -> int:
    """Return how wide the terminal is: what COLUMNS says, else the system, else as wide as terminals once were."""
    # The library's function for this takes as long to import as all of this room.
    if (said := os.environ.get("COLUMNS", "")).isdecimal():
        return max(1, int(said))
    for stream in filter(None, (sys.__stdout__, sys.__stderr__)):
        with suppress(ValueError, OSError):
            return os.get_terminal_size(stream.fileno()).columns
    return 80


@cache
def _options(style: str) -> dict[str, Any]:
    words = style.split()
    colors = [word for word in words if word not in ("bold", "dim", "underline", "reverse")]
    return {"fg": colors[0] if colors else None, **{word: True for word in words if word not in colors}}
