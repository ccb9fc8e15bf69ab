"""What is drawn over a page, and in which colours."""

from msgspec import Struct

from gouji.model.place import Bilingual, Box


class Kind(Struct, frozen=True):
    """One kind of shape. colour: of its line and its ground. ground: how much of its colour fills it, 0 to 1.

    underlined: a line below it stands for the box around it: boxes of lines of text would touch each other and the text.
    """

    says: Bilingual
    colour: str
    ground: float = 0.0
    dashed: bool = False
    underlined: bool = False


# In the order of the legend. Sign and line tell kinds apart too: dashed is what was not taken.
KINDS: dict[str, Kind] = {
    "table": Kind(Bilingual("表的范围、表名、续接", "table, its title, where it goes on"), "#1d4f80"),
    "header": Kind(Bilingual("表头（虚线连到它管的列）", "header, with lines to its columns"), "#1d4f80", 0.14),
    "label": Kind(Bilingual("行名、编码", "row labels, codes"), "#0b7a75", 0.16),
    "figure": Kind(Bilingual("取到的数、文字", "figures and texts taken"), "#2d7a3e", 0.18),
    "blank": Kind(Bilingual("空白或横线（不是零）", "blank or dash (not zero)"), "#7c8a4a"),
    "unread": Kind(Bilingual("应是数而读不出", "no amount where one belongs"), "#c01722", 0.25),
    "unused": Kind(Bilingual("表里没有取的格", "cells of a table not taken"), "#c76a00", 0.12, dashed=True),
    "title": Kind(Bilingual("标题", "titles"), "#6b2fa0", 0.12),
    "prose": Kind(Bilingual("文字", "text"), "#6f7a86", underlined=True),
    "claim": Kind(Bilingual("读出数的那一行", "lines with figures read"), "#0877b8", underlined=True),
    "rest": Kind(Bilingual("没有认出", "not recognised"), "#c01722", 0.08, dashed=True),
}


class Shape(Struct, frozen=True):
    """A box on a page. kind: one of KINDS. says: what it was taken for, with its text; may have several lines."""

    kind: str
    page: int
    box: Box
    says: str


class Link(Struct, frozen=True):
    """A line through the header cells that stand above one column, from the top down to its first cell."""

    page: int
    points: tuple[tuple[float, float], ...]
    says: str


class Tag(Struct, frozen=True):
    """Words below a table. at: its lower corner, the left one or, for words that end there, the right one."""

    page: int
    at: tuple[float, float]
    text: str
    right: bool = False
