"""Words that call for a recorded secrecy review before a document is released."""

import re
from functools import cache
from typing import Any, NamedTuple

from gouji.check.deciding import Slots, masked
from gouji.check.rule import Hit, Rule, Verdict, decides, not_run
from gouji.check.texts import all_texts, holds_any, texts_holding, texts_with
from gouji.check.words import load_words
from gouji.model.disclosure import Disclosure
from gouji.model.place import Place


@decides("secrecy_words")
def secrecy_words(disclosure: Disclosure, rule: Rule) -> Verdict:
    """A document with words that a department of its kind keeps secret bears a record of the review: one hit for all.

    reviewed: words by which the document records its review.
    """
    department = disclosure.cover.department or ""
    kind = next((kind for kind in _kinds() if holds_any(department, kind.names)), None)
    if kind is None:
        return not_run("不属于须专门作保密审查的部门类型", "not a kind of department with words of its own to be reviewed")
    public = _public_texts(disclosure)
    checked = len(all_texts(disclosure)) - len(disclosure.duties) - len(disclosure.organisation.paragraphs)
    if any(texts_holding(disclosure, words) for words in rule.given["reviewed"]):
        return Verdict(checked)
    places: dict[Place, None] = {}
    found: dict[str, None] = {}
    for one in texts_with(disclosure, kind.words):
        if one.place not in public:
            places[one.place] = None
            found.update(dict.fromkeys(kind.words.findall(one.text)))
    if not places:
        return Verdict(checked)
    slots: Slots = {"words": "、".join(found), "count": str(len(places))}
    return Verdict(checked, (Hit(masked(places), slots),))


def _public_texts(disclosure: Disclosure) -> frozenset[Place]:
    """Return the places of duties and offices, which every department makes known."""
    return frozenset(paragraph.place for paragraph in (*disclosure.duties, *disclosure.organisation.paragraphs))


class _Kind(NamedTuple):
    """A kind of department: words of its name, and those it keeps secret."""

    names: list[str]
    words: re.Pattern[str]


@cache
def _kinds() -> tuple[_Kind, ...]:
    kinds: Any = load_words("secrecy")
    return tuple([
        _Kind(kind["kind"]["names"], re.compile("|".join([*kind["words"], *map(_with_number, kind["with_number"])])))
        for kind in kinds
    ])


def _with_number(word: str) -> str:
    return rf"{word}(?=[^。;；\n]{{0,40}}?\d+\s*[人名])"


_DEGREE = re.compile("密级")  # all marks hold it; it is found in a fraction of their time


@decides("classified_marks")
def classified_marks(disclosure: Disclosure, rule: Rule) -> Verdict:
    """No document to be published bears the mark of a classified matter, duties and offices aside. given: `marks`."""
    marks, public = re.compile(rule.given["marks"]), _public_texts(disclosure)
    found = [one for one in texts_with(disclosure, _DEGREE) if one.place not in public and marks.search(one.text)]
    words = dict.fromkeys(match[0] for one in found for match in marks.finditer(one.text))
    slots: Slots = {"words": "、".join(words), "count": str(len(found))}
    hits = (Hit(masked(dict.fromkeys(one.place for one in found)), slots),) if found else ()
    return Verdict(len(all_texts(disclosure)), hits)
