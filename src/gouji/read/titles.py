"""A table's title and preamble: the lines above its grid in, number, year, title, unit, department and note out."""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from msgspec import Struct

from gouji.layouts.headings import vocabulary
from gouji.layouts.layout import ORDINALS
from gouji.layouts.words import plain
from gouji.read.blocks import Line

_YEAR = re.compile(r"(20\d\d)年?度?")
_NUMBERED = re.compile(
    r"^(?:\d{1,2}[.、](?!\d)|[一二三四五六七八九十]{1,3}[、.]|\([一二三四五六七八九十\d]{1,3}\))"
)
_TRIMMINGS = re.compile(r"\(续表?\)|续表|\(\)|[.…·]+\d*$")
# 412001_某县应急管理局: the code of the department in front of its name.
_CODED = re.compile(r"^\[?\d{3,}\]?[\s_—-]*(?=\D{4})")
# What is printed before the year is the department's name; a title that ends in its year has its words before it.
_SHORTEST_TITLE = 3


class Title(Struct, frozen=True):
    """A title taken apart. number: of the table, as far as the title prints it. words: without number, year and unit."""

    words: str
    number: int | None = None
    year: int | None = None
    unit: str | None = None


class Preamble(Struct, frozen=True):
    """What the lines around a grid say. units: all that are printed. year: of a line that says no more than the year
    (（2024年度）). strays: lines that say none of this.
    """

    department: str | None = None
    units: tuple[str, ...] = ()
    label: str = ""
    note: str | None = None
    strays: tuple[Line, ...] = ()
    year: int | None = None


@lru_cache(maxsize=1024)
def read_title(text: str) -> Title:
    """Return the title's parts: “表五2024年一般公共预算支出预算表” is number 5, year 2024 and the words of the table."""
    words = plain(text)
    number = None
    if split := vocabulary().labels.split_number(words):
        number, words = _number(split[0]), split[1].lstrip(":、.-—")
    words = _NUMBERED.sub("", words)
    words, unit = _cut_unit(words)
    year = _YEAR.search(words)
    if year:
        after = words[year.end() :]
        words = after if len(after) > _SHORTEST_TITLE else words[: year.start()] + after
    return Title(_TRIMMINGS.sub("", words), number, int(year[1]) if year else None, unit)


def read_preamble(lines: Iterable[Line]) -> Preamble:
    """Return what the lines say of the table: label, department, unit and note."""
    words = vocabulary()
    department: str | None = None
    units: list[str] = []
    label, notes, strays = "", list[str](), list[Line]()
    year: int | None = None
    for line in lines:
        text = plain(line.text)
        if not text or words.page_marks.find(text):
            continue
        unit = words.unit.search(text)
        if unit:
            units.append(unit[1] or unit[2])
        if words.department.match(text) and not (unit and unit.start() == 0):
            department = department or _name(line.text)
        elif words.note.match(text):
            notes.append(line.text.strip())
        elif words.labels.find(text):
            label = label or line.text.strip()
        elif not unit:
            strays.append(line)
        if year is None and (alone := _YEAR_ALONE.match(text)):
            year = int(alone[1])
    return Preamble(department, tuple(dict.fromkeys(units)), label, "\n".join(notes) or None, tuple(strays), year)


_YEAR_ALONE = re.compile(r"[（(]?(20\d\d)年度?[）)]?(?=$|(?:金额)?单位)")


def table_number(title: Title, label: str, contents: Mapping[str, int]) -> int | None:
    """Return the table's number: as printed with its title, above it, or in the contents; None when nowhere."""
    if title.number is not None:
        return title.number
    if split := vocabulary().labels.split_number(plain(label)):
        return _number(split[0])
    return next(
        (number for entry, number in contents.items() if read_title(entry).words == title.words), None
    )


def _number(text: str) -> int | None:
    """Return the number that digits (of “1-2” the first) or a Chinese numeral stand for."""
    digits = text.partition("-")[0]
    if digits.isdigit():
        return int(digits)
    return ORDINALS.index(text) + 1 if text in ORDINALS else None


def _cut_unit(words: str) -> tuple[str, str | None]:
    unit = vocabulary().unit.search(words)
    if unit is None or unit.start() == 0:
        return words, None
    return words[: unit.start()] + words[unit.end() :], unit[1] or unit[2]


def _name(text: str) -> str | None:
    """Return the name after the colon as printed, without its code and a unit of money that stands in the same line."""
    name = re.split(r"[:：]", text, maxsplit=1)[1]
    return _CODED.sub("", re.split(r"[（(]?(?:金额)?单位\s*[:：]", name)[0].strip()) or None
