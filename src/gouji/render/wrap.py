"""Chinese and Latin text in lines of a given width on a terminal, where a Chinese character takes two columns."""

import re
from collections.abc import Iterator

from rich.cells import cell_len

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
    if cell_len(text) <= width:
        return [text.rstrip()]
    lines: list[str] = []
    line, used = "", 0
    for unit in _units(text, width):
        length = cell_len(unit)
        if used + length > width and line.strip():
            lines.append(line.rstrip())
            line, used = "", 0
            unit = unit.lstrip()
            length = cell_len(unit)
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


def _cut(unit: str, width: int) -> Iterator[str]:
    """Yield the unit, or its pieces when it is longer than a line, or their characters."""
    if cell_len(unit) <= width:
        yield unit
        return
    for piece in _PIECE.findall(unit):
        yield from (piece,) if cell_len(piece) <= width else piece
