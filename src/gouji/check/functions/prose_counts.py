"""The numbers of things in the running texts of a project form against its quantity indicators."""

import re
from decimal import Decimal
from itertools import zip_longest

from gouji.check.arithmetic import Count, read_sentences
from gouji.check.counted import NOTHING_COUNTED, ToldCount, counted_once, plain_unit, stem_of, told_counts
from gouji.check.deciding import decided, masked, title_of, yuan
from gouji.check.rule import Hit, Rule, Verdict, decides
from gouji.check.texts import FIELDS, fields_of, holds_any
from gouji.check.words import load_words
from gouji.model.disclosure import Disclosure, Form, Indicator, Text
from gouji.model.place import Bilingual, Place

_Told = tuple[ToldCount, str]  # a count, and the clause that says what it counts


@decides("count_in_prose")
def count_in_prose(disclosure: Disclosure, rule: Rule) -> Verdict:
    """A number of things in the text is the quantity indicator that counts the same things.

    The same things: the indicator's name stands right beside the number (graver), or the clause shares enough of the
    name's words and there is only one such number and one such indicator. other: words that make it another group.
    """
    checked, hits = 0, []
    for form in disclosure.forms:
        quantities = counted_once(form)
        counts = [one for one in told_counts(form) if not one.number.about] if quantities else []
        for indicator, places in quantities if counts else ():
            quantity = indicator.quantity
            assert quantity is not None
            unit = plain_unit(quantity.unit)
            same_unit = _of_all([one for one in counts if plain_unit(one.number.unit) == unit])
            if not same_unit:
                continue
            if any(one.number.value == quantity.value for one, _ in same_unit):
                checked += 1
                continue
            rivals = [other for other, _ in quantities if plain_unit(_quantity_unit(other)) == unit]
            match = _same_things(indicator, same_unit, alone=len(rivals) == 1, other=rule.given["other"])
            if match is None:
                continue
            checked += 1
            (count, _, text, field), certain = match
            if not _allowed(count.value, indicator):
                hit = _count_hit(form, indicator, places, count, text, field)
                hits.append(Hit(hit.places, hit.slots, (), hit.printed, hit.expected, "", None if certain else "warning"))
    return decided(checked, hits, NOTHING_COUNTED)


def _of_all(counts: list[ToldCount]) -> list[_Told]:
    """Return each count with its clause, without those of one of many (每校配备1台,共23台) where the text tells them all.

    The number of all, when it comes next, is said of the things of that clause.
    """
    summed = {id(one.text) for one in counts if _ALL.search(one.sentence.text, 0, one.number.start)}
    told: list[_Told] = []
    for one, after in zip_longest(counts, counts[1:]):
        if id(one.text) not in summed or not _OF_ONE.search(one.clause_before):
            told.append((one, one.clause))
        elif after is not None and after.sentence is one.sentence and _ALL.search(one.sentence.text, one.number.end, after.number.start):
            told.append((after, f"{one.clause_before}{after.number.value}{after.number.unit}"))
    return told


_ALL = re.compile(r"(?:共|合计|共计|总计|总数)(?:为|有)?$")
_OF_ONE = re.compile(r"每|各(?!类|种|项|界|地)|分别|均")


def _quantity_unit(indicator: Indicator) -> str:
    return indicator.quantity.unit if indicator.quantity is not None else ""


def _same_things(
    indicator: Indicator, told: list[_Told], *, alone: bool, other: list[str]
) -> tuple[ToldCount, bool] | None:
    """Return the count that counts the indicator's things and whether that is certain; None when none surely does."""
    stem = stem_of(indicator.name.reading)
    if holds_any(indicator.name.reading, other) or len(stem) < 2:
        return None
    clauses = [(one, clause) for one, clause in told if not holds_any(clause, other)]
    beside = [one for one, clause in clauses if _beside(stem, one.number, clause)]
    if len({one.number.value for one in beside}) == 1:
        return beside[0], True
    pairs = {stem[at : at + 2] for at in range(len(stem) - 1)} - set(load_words("indicators")["common"])
    shared = [one for one, clause in clauses if sum(pair in clause for pair in pairs) >= max(2, 0.4 * len(pairs))]
    if alone and len({one.number.value for one, _ in told}) == 1 and shared:
        return shared[0], False
    return None


def _beside(stem: str, count: Count, clause: str) -> bool:
    """Return whether the name stands right before the number, or right behind it."""
    number = f"{count.value}{count.unit}"
    return any(f"{stem}{link}{number}" in clause for link in ("", "共计", "共有", "共", "为")) or f"{number}{stem}" in clause


def _allowed(value: int, indicator: Indicator) -> bool:
    assert indicator.quantity is not None
    target, operator = indicator.quantity.value, indicator.quantity.operator
    if operator in ("≥", ">"):
        return value >= target
    if operator in ("≤", "<"):
        return value <= target
    return value == target


def _count_hit(
    form: Form, indicator: Indicator, places: tuple[Place, ...], count: Count, text: Text, field: str
) -> Hit:
    assert indicator.quantity is not None
    return Hit(
        places=masked([*places, text.place]),
        slots={
            "form": title_of(form),
            "field": FIELDS[field],
            "name": indicator.name.reading,
            "paid": _paid_for(form, (Decimal(count.value), indicator.quantity.value), count.unit),
        },
        printed=indicator.value.reading,
        expected=f"{count.value}{count.unit}",
    )


_MONTHS = 12


def _paid_for(form: Form, counts: tuple[Decimal, ...], unit: str) -> Bilingual:
    """Return for which of the counts the money asked is the rate of the text times that many, "" when for none or both."""
    asked = yuan(form.annual.total or form.whole.total)
    fitting = {
        count: f"{item.value:f} × {f'{_MONTHS} × ' if times > 1 else ''}{count:f} = {asked:f}"
        for _, text in fields_of(form)
        for sentence in read_sentences(text.reading)
        for item in sentence.items
        if item.role == "rate"
        for count in counts
        for times in (_MONTHS if "月" in item.each else 1,)
        if asked is not None and item.value * times * count == asked
    }
    if len(fitting) != 1:
        return Bilingual("", "")
    count, sum_ = next(iter(fitting.items()))
    return Bilingual(f"；金额是按{count:f}{unit}算的（{sum_}）", f"; the money is for {count:f} ({sum_})")
