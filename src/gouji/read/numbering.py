"""The numbers Word prints in front of paragraphs without writing them into the text: 一、 （二） 3. ①.

In: word/numbering.xml. Out: for each numbered paragraph in turn, its label.
Source: ECMA-376 part 1, 17.9 (numbering) and 17.18.59 (formats).
"""

import re

from lxml import etree
from msgspec import Struct

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

_DIGITS = "零一二三四五六七八九"
_LEGAL = "零壹贰叁肆伍陆柒捌玖"
_PLACEHOLDER = re.compile(r"%([1-9])")
_ROMAN = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"),
          (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))  # fmt: skip


class Level(Struct, frozen=True):
    """One level of a numbered list. text: label with %1 … %9 for the numbers of the levels."""

    format: str
    text: str
    start: int


class Numbering:
    """The lists of a document and how far each has counted."""

    def __init__(self, root: etree._Element | None) -> None:
        self.levels: dict[str, dict[int, Level]] = {}
        self.lists: dict[str, str] = {}  # list → the abstract list that defines it; lists that share one count on
        self.restarts: dict[str, dict[int, int]] = {}
        self.counts: dict[str, dict[int, int]] = {}
        if root is not None:
            self._load(root)

    def label(self, list_id: str, level: int) -> str:
        """Return the label of the next paragraph on the level of the list; "" for bullets and unknown lists."""
        abstract = self.lists.get(list_id, "")
        levels = self.levels.get(abstract, {})
        if level not in levels:
            return ""
        counts = self.counts.setdefault(abstract, {})
        for each, start in self.restarts.pop(list_id, {}).items():
            counts[each] = start - 1
        counts[level] = counts.get(level, levels[level].start - 1) + 1
        for deeper in [each for each in counts if each > level]:
            del counts[deeper]
        if levels[level].format in ("bullet", "none"):
            return ""
        return _PLACEHOLDER.sub(lambda match: _count(levels, counts, int(match[1]) - 1), levels[level].text)

    def _load(self, root: etree._Element) -> None:
        for abstract in root.iterchildren(W + "abstractNum"):
            key = abstract.get(W + "abstractNumId") or ""
            self.levels[key] = {_level_of(each): _read_level(each) for each in abstract.iterchildren(W + "lvl")}
        for each in root.iterchildren(W + "num"):
            key = each.get(W + "numId") or ""
            self.lists[key] = value(each, "abstractNumId") or ""
            starts = {_level_of(over): value(over, "startOverride") for over in each.iterchildren(W + "lvlOverride")}
            self.restarts[key] = {level: _number(start, 1) for level, start in starts.items() if start}


def child(parent: etree._Element, name: str) -> etree._Element | None:
    """Return the parent's first child element of that name, None when there is none."""
    return next(parent.iterchildren(W + name), None)


def value(parent: etree._Element, name: str) -> str | None:
    """Return the w:val of the parent's child element of that name, None when there is none."""
    element = child(parent, name)
    return None if element is None else element.get(W + "val")


def _read_level(element: etree._Element) -> Level:
    start = _number(value(element, "start"), 1)
    return Level(value(element, "numFmt") or "decimal", value(element, "lvlText") or "", start)


def _level_of(element: etree._Element) -> int:
    return _number(element.get(W + "ilvl"), 0)


def _number(text: str | None, default: int) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 7 else default


def _count(levels: dict[int, Level], counts: dict[int, int], level: int) -> str:
    if level not in levels:
        return ""
    return show_number(counts.get(level, levels[level].start), levels[level].format)


def show_number(number: int, form: str) -> str:
    """Return the number as the format prints it; formats we do not know print as digits."""
    if number < 1:
        return str(number)
    if form.startswith(("chineseCounting", "japaneseCounting", "taiwaneseCounting", "ideographTraditional")):
        return _chinese(number, _DIGITS)
    if form.startswith("chineseLegal"):
        return _chinese(number, _LEGAL)
    if form.startswith("decimalEnclosedCircle") and number <= 20:
        return chr(0x245F + number)
    if form in ("upperLetter", "lowerLetter"):
        letter = chr(65 + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letter if form == "upperLetter" else letter.lower()
    if form in ("upperRoman", "lowerRoman") and number < 4000:
        return _roman(number) if form == "upperRoman" else _roman(number).lower()
    return str(number)


def _chinese(number: int, digits: str) -> str:
    """Return numbers up to 99 as 一 … 九十九, others digit by digit."""
    tens, ones = divmod(number, 10)
    ten = "拾" if digits == _LEGAL else "十"
    if tens > 9:
        return "".join(digits[int(digit)] for digit in str(number))
    head = "" if tens == 0 else ten if tens == 1 else digits[tens] + ten
    return head + (digits[ones] if ones else "")


def _roman(number: int) -> str:
    letters = ""
    for size, letter in _ROMAN:
        letters += letter * (number // size)
        number %= size
    return letters
