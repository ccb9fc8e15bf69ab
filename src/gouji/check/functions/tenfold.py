"""Numbers of one thing that a form prints twice, ten or a hundred times apart (2.6万亩, 26万亩): a slipped point or unit.

In: the forms. Out: numbers with one unit and the same digits, but for zeros, that are powers of ten apart.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from gouji.check.arithmetic import read_sentences
from gouji.check.counted import told_counts
from gouji.check.deciding import NO_FORMS, Slots, decided, masked, show_number, title_of, yuan
from gouji.check.functions.goal_numbers import unit_of
from gouji.check.functions.spots import amounts_told
from gouji.check.masking import mask_names
from gouji.check.rule import Hit, Rule, Verdict, decides
from gouji.check.texts import FIELDS, LOST, fields_of, indicators_once
from gouji.model.disclosure import Disclosure, Form
from gouji.model.finding import Severity
from gouji.model.place import Bilingual, Place

_PEOPLE = ("名", "位")
_MONEY = {"元": 1, "千元": 1000, "万元": 10_000, "亿元": 10**8}
_YUAN = "元"
_SPOKEN = {10: "十", 100: "百", 1000: "千"}


class _Number(NamedTuple):
    """A number as a form prints it. value: money in 元. where: the field, or the indicator's name. words: what is said of it."""

    value: Decimal
    unit: str
    text: str
    where: Bilingual
    place: Place
    target: bool
    words: str


@decides("tenfold")
def tenfold(disclosure: Disclosure, rule: Rule) -> Verdict:
    """No two numbers of one unit in a form have the same digits and are powers of ten apart.

    A target against a text, or one text against another; money only a target against the texts, which hold standards
    and what they come to. Not told where the form prints the factor between them, where the target is the money asked,
    and where one text has both. given: `digits` at least, and with no more a note unless
    both are said of one thing; `most`, the greatest power of ten.
    """
    least, most = int(rule.given["digits"]), int(rule.given["most"])
    checked, hits = 0, []
    amounts = amounts_told(disclosure)
    for form in disclosure.forms:
        checked += 1
        _, told = amounts.get(id(form), (form, ()))
        if not _may_differ(form, frozenset([item.value for _, item in told])):
            continue
        alike: dict[tuple[str, str], list[_Number]] = defaultdict(list)
        for one in (*_told(form), *_targets(form)):
            if len(digits := _digits(one.value)) >= least:
                alike[one.unit, digits].append(one)
        for group in alike.values():
            if len({one.value for one in group}) == 2 and (pair := _apart(form, group, most)) is not None:
                hits.append(_hit(form, *pair, least))
    return decided(checked, hits, NO_FORMS)


def _may_differ(form: Form, amounts: frozenset[Decimal]) -> bool:
    """Return whether the form has two different numbers with the same digits, by the quickest look. amounts: of its texts."""
    digits = {_digits(told) for told in amounts}
    counts: set[tuple[str, int | Decimal]] = {("人" if one.unit in _PEOPLE else one.unit, one.value) for one, *_ in told_counts(form)}
    for one, _ in indicators_once(form):
        quantity = one.quantity
        if quantity is None or not quantity.unit or quantity.unit == "%":
            continue
        scale = _MONEY.get(quantity.unit.partition("/")[0]) if _YUAN in quantity.unit else None
        if scale is None:
            counts.add((unit_of(quantity), quantity.value))
        elif (value := quantity.value * scale) not in amounts and _digits(value) in digits:
            return True
    return len(counts) > 1 and len({(unit, str(value).replace(".", "").strip("0")) for unit, value in counts}) < len(counts)


def _digits(value: Decimal) -> str:
    return f"{value:f}".replace(".", "").strip("0")


def _told(form: Form) -> Iterator[_Number]:
    """Yield what the texts of the form count and the amounts they print."""
    for field, text in fields_of(form):
        if text.damage in LOST:
            continue
        for sentence in read_sentences(text.reading):
            for count in sentence.counts:
                unit = "人" if count.unit in _PEOPLE else count.unit
                yield _Number(Decimal(count.value), unit, sentence.text[count.start : count.end], FIELDS[field], text.place, False, _clause(sentence.text, count.start))
            for item in sentence.items:
                yield _Number(item.value, _YUAN, item.text, FIELDS[field], text.place, False, _clause(sentence.text, item.start))


_MARKS = ",;:。"


def _clause(text: str, at: int) -> str:
    """Return the clause in which the number stands."""
    ends = [end for mark in _MARKS if (end := text.find(mark, at)) >= 0]
    return text[max(text.rfind(mark, 0, at) for mark in _MARKS) + 1 : min(ends, default=len(text))]


def _targets(form: Form) -> Iterator[_Number]:
    """Yield the targets of the form that are numbers of things or money."""
    for one, places in indicators_once(form):
        quantity = one.quantity
        if quantity is None or one.value.damage in LOST or not quantity.unit:
            continue
        scale = _MONEY.get(quantity.unit.partition("/")[0])
        name = mask_names(one.name.reading)
        unit = unit_of(quantity) if scale is None else _YUAN
        yield _Number(quantity.value * (scale or 1), unit, quantity.text, Bilingual(f"指标“{name}”", f"indicator “{name}”"), places[0], True, name)


def _apart(form: Form, group: list[_Number], most: int) -> tuple[_Number, _Number] | None:
    """Return the number that stands alone and the other one, None when they may both be right."""
    times: dict[Decimal, list[_Number]] = defaultdict(list)
    for one in group:
        times[one.value].append(one)
    few, many = sorted(times.values(), key=lambda ones: (len(ones), not ones[0].target))
    odd, other = few[0], many[0]
    factor = max(odd.value, other.value) / min(odd.value, other.value)
    if factor > 10**most or len(few) > 1 or odd.place == other.place or _prints(form, int(factor)):
        return None
    if odd.unit == _YUAN and (not odd.target or any(one.target for one in many) or odd.value in _asked(form)):
        return None
    return odd, other


def _prints(form: Form, factor: int) -> bool:
    """Return whether a text or target of the form counts as many as the factor: both numbers may be right."""
    number = re.compile(rf"(?<![\d.]){factor}(?![\d.,%‰年日号月元万千百])|{_SPOKEN.get(factor, '$^')}(?=[个名人户次所家村])")
    values = (one.value.reading for one, _ in indicators_once(form))
    return any(number.search(text) for text in (*(text.reading for _, text in fields_of(form)), *values))


def _asked(form: Form) -> list[Decimal]:
    return [value for figure in (form.annual.total, form.whole.total) if (value := yuan(figure)) is not None]


_ALIKE = 2  # pairs of characters that two things called alike have in common


def _called_alike(one: _Number, other: _Number) -> bool:
    pairs = {one.words[at : at + 2] for at in range(len(one.words) - 1)}
    return sum(pair in other.words for pair in pairs if pair.isalpha()) >= _ALIKE


def _hit(form: Form, odd: _Number, other: _Number, least: int) -> Hit:
    factor = max(odd.value, other.value) / min(odd.value, other.value)
    slots: Slots = {"form": title_of(form), "here": odd.where, "there": other.where, "factor": show_number(factor)}
    # Two digits are soon alike by chance: then both must be said of one thing.
    severity: Severity | None = None if len(_digits(odd.value)) > least or _called_alike(odd, other) else "note"
    return Hit(masked([odd.place, other.place]), slots, printed=odd.text, expected=other.text, severity=severity)
