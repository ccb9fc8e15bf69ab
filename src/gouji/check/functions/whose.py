"""Whose budget a paragraph speaks of, and of which year, by the words it begins with.

In: the narrative. Out: paragraphs that begin with another year, or another place's department, than the others do, and
assets told of another department.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from gouji.check.rule import Hit, Rule, Verdict, decides, not_run
from gouji.model.disclosure import Disclosure, Paragraph

# Where in a department's name the name of its place ends.
LEVEL = re.compile(r"(?<=[\u4e00-\u9fff]{2})[市县区旗](?=[\u4e00-\u9fff]{2,})")
_LEAST = 2  # paragraphs that begin as they should: a way of writing, not a chance


class Begun(NamedTuple):
    """The year and the name a paragraph begins with; assets are told of the document's own year."""

    year: int
    name: str
    paragraph: Paragraph
    dated: bool = True


@decides("subjects_alike")
def subjects_alike(disclosure: Disclosure, rule: Rule) -> Verdict:
    """Paragraphs that begin “2024年度某县某局…” name the document's year and department.

    given: `told`, an expression of words that speak of another year.
    """
    department, year = disclosure.cover.department or "", disclosure.cover.year
    level = LEVEL.search(department)
    if level is None or year is None:
        return not_run("不知道年度，或部门名称中没有市、县、区", "the year is not known, or the department's name holds no place")
    begun = [
        *_begun(disclosure, department[level.end() :], re.compile(rule.given["told"])),
        *_owners(disclosure, department[: level.end()], year),
    ]
    right = sum(one.year == year and one.name == department for one in begun)
    wrong = [one for one in begun if one.year != year or one.name != department] if right >= _LEAST else []
    hits = [_hit(one, year, department) for one in wrong if not _is_told_of(one, disclosure)]
    return Verdict(len(begun), tuple(hits)) if begun else not_run("没有以年度和部门名称开头的段落", "no paragraph begins so")


def _begun(disclosure: Disclosure, tail: str, told: re.Pattern[str]) -> Iterator[Begun]:
    """Yield the paragraphs that begin with a year and a name ending like the department's."""
    begin = rf"\s*(20\d\d)\s*年度?\s*([\u4e00-\u9fff]{{2,16}}?[市县区旗]{re.escape(tail)})"
    for section in disclosure.sections:
        for paragraph in section.paragraphs:
            match = re.match(begin, paragraph.text) if tail in paragraph.text else None
            if match is not None and not told.search(paragraph.text[match.end() : match.end() + 20]):
                yield Begun(int(match[1]), match[2], paragraph)


def _owners(disclosure: Disclosure, area: str, year: int) -> Iterator[Begun]:
    """Yield the bureaus of the place whose assets a paragraph tells: 截至2023年12月31日，某县某局共有…."""
    owner = re.compile(rf"截[至止][^，,。；;]{{4,16}}[，,]\s*({re.escape(area)}[\u4e00-\u9fff]{{1,14}}?(?:局|委员会))(?=共有|使用|占有|占用|实有|拥有)")
    for paragraph in disclosure.assets.paragraphs if disclosure.assets is not None else ():
        for match in owner.finditer(paragraph.text) if area in paragraph.text else ():
            yield Begun(year, match[1], paragraph, dated=False)


def _hit(one: Begun, year: int, department: str) -> Hit:
    """Return the hit; only the year is what is printed wrongly where the name is right."""
    quote, right = (f"{one.year}年度{one.name}", f"{year}年度{department}") if one.dated else (one.name, department)
    printed, expected = (f"{one.year}年", f"{year}年") if one.name == department else (quote, right)
    return Hit((one.paragraph.place,), {"quote": quote, "right": right}, printed=printed, expected=expected)


def _is_told_of(one: Begun, disclosure: Disclosure) -> bool:
    """Return whether the name is that of a unit of the department, and the year is right."""
    return one.year == disclosure.cover.year and any(unit.name == one.name for unit in disclosure.organisation.units)
