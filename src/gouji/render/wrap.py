"""Chinese and Latin text in lines of a given width on a terminal, where a Chinese character takes two columns."""

import re
from collections.abc import Iterator
from functools import cache
from unicodedata import category, east_asian_width

# What stays together: a number with its unit signs, a Latin word; every other character may begin a line of its own.
_PIECE = re.compile(r"[A-Za-z0-9.,%/+\-−:~≥≤_#*]+|\s+|.", re.DOTALL)
_NOT_FIRST = frozenset("，。、；：！？）》〉】〕”’…—·,.;:!?)]}%元万亿")
_NOT_LAST = frozenset("（《〈【〔“‘([{￥①②③④⑤⑥⑦⑧⑨")


def wrap(text: str, width: int) -> list[str]:
    """Return the text as lines of at most `width` columns; an empty text is one empty line.

    No line begins with a closing mark or ends with an opening one; a number or word is only cut when it is longer than
    a line.
    """
    text = text.replace("\n", " ")
    if columns(text) <= width:
        return [text.rstrip()]
    lines: list[str] = []
    line, used = "", 0
    for unit in _units(text, width):
        length = columns(unit)
        if used + length > width and line.strip():
            lines.append(line.rstrip())
            line, used = "", 0
            unit = unit.lstrip()
            length = columns(unit)
        line, used = line + unit, used + length
    return [*lines, line.rstrip()]


def _units(text: str, width: int) -> Iterator[str]:
    """Yield the pieces between which a line may end: opening marks with what follows, closing ones with what precedes."""
    unit = ""
    for piece in _PIECE.findall(text):
        joined = bool(unit) and (piece[0] in _NOT_FIRST or unit[-1] in _NOT_LAST)
        if not joined and unit:
            yield from _cut(unit, width)
            unit = ""
        unit += piece
    if unit:
        yield from _cut(unit, width)


def columns(text: str) -> int:
    """Return how many columns of a terminal the text takes."""
    return len(text) if text.isascii() and text.isprintable() else sum(map(_columns, text))


@cache
def _columns(character: str) -> int:
    if east_asian_width(character) in "WF":
        return 2
    # Marks that stand on the character before, and what is not seen.
    return 0 if category(character) in ("Mn", "Me", "Cf", "Cc") else 1


def _cut(unit: str, width: int) -> Iterator[str]:
    """Yield the unit, or its pieces when it is longer than a line, or their characters."""
    if columns(unit) <= width:
        yield unit
        return
    for piece in _PIECE.findall(unit):
        yield from (piece,) if columns(piece) <= width else piece
