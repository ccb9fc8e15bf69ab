"""Numbers of things: the performance indicators that count, in what unit and of what, and those the texts tell."""

import re
from functools import cache, lru_cache
from typing import NamedTuple

from gouji.check.arithmetic import Count, Sentence, read_sentences
from gouji.check.remember import once_a_form
from gouji.check.texts import LOST, Once, fields_of, indicators_once
from gouji.check.words import load_words
from gouji.model.disclosure import Form, Indicator, Text
from gouji.model.place import Bilingual

NOTHING_COUNTED = Bilingual("文字与指标中没有可对照的数量", "no number can be compared between text and indicators")


@once_a_form
def counted_once(form: Form) -> tuple[Once, ...]:
    """Return the form's indicators that are a number of things, printed whole, each once."""
    return tuple([one for one in indicators_once(form) if _is_counted(one.indicator)])


def _is_counted(indicator: Indicator) -> bool:
    quantity = indicator.quantity
    if quantity is None or "数量" not in indicator.level2 or quantity.unit not in _units():
        return False
    return indicator.value.damage not in LOST and indicator.name.damage not in LOST


class ToldCount(NamedTuple):
    """A number of things, and the sentence, text and field it stands in."""

    number: Count
    sentence: Sentence
    text: Text
    field: str

    @property
    def clause(self) -> str:
        """The clause of the number."""
        said, at = self.sentence.text, self.number.start
        clause = _CLAUSE.match(said, max(said.rfind(mark, 0, at) for mark in ",;:") + 1)
        return clause[0] if clause else ""

    @property
    def clause_before(self) -> str:
        """The clause of the number up to it."""
        said, at = self.sentence.text, self.number.start
        return said[max(said.rfind(mark, 0, at) for mark in ",;:") + 1 : at]


_CLAUSE = re.compile(r"[^,;。:]*")


@once_a_form
def told_counts(form: Form) -> tuple[ToldCount, ...]:
    """Return every number of things in the form's texts, in printed order."""
    return tuple([
        ToldCount(count, sentence, text, field)
        for field, text in fields_of(form)
        for sentence in read_sentences(text.reading)
        for count in sentence.counts
    ])


@cache
def _units() -> frozenset[str]:
    return frozenset(load_words("indicators")["count_units"])


def plain_unit(unit: str) -> str:
    """Return the unit, one word for all that people are counted in."""
    return "人" if unit in ("人", "名", "位") else unit


@lru_cache(maxsize=1024)
def stem_of(name: str) -> str:
    """Return what the name counts: without 数量, 人数 … behind and stray digits before."""
    name = re.sub(r"^\d+", "", name)
    for word in load_words("indicators")["measures"]:
        if name.endswith(word):
            return name[: -len(word)]
    return name
