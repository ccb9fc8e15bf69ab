"""The running texts of a project form against its indicators: amounts, numbers of things, and names."""

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from typing import Any, NamedTuple

from gouji.check.arithmetic import Count, Item, Sentence, read_sentences
from gouji.check.deciding import (
    NO_FORMS,
    Slots,
    decided,
    masked,
    quantity_yuan,
    show_number,
    show_yuan,
    title_of,
    yuan,
)
from gouji.check.functions.funds import is_cost, plain_costs
from gouji.check.masking import mask_names
from gouji.check.remember import once_a_form
from gouji.check.rule import Hit, Rule, Verdict, decides
from gouji.check.texts import FIELDS, fields_of, holds_any, indicators_once
from gouji.check.words import load_words
from gouji.model.disclosure import Disclosure, Form, Indicator, Text
from gouji.model.finding import Severity
from gouji.model.place import Bilingual, Place

_NOTHING_NAMED = Bilingual("文字与指标中没有同名的金额", "no amount has the same name in text and indicators")
_NOTHING_COUNTED = Bilingual("文字与指标中没有可对照的数量", "no number can be compared between text and indicators")
_LOST = ("cut", "lost")


class _Differing(NamedTuple):
    """A cost indicator, its places and amount in 元, and the amount that the text gives under its name."""

    indicator: Indicator
    places: tuple[Place, ...]
    money: Decimal
    item: Item
    text: Text
    field: str


@decides("component_in_prose")
def component_in_prose(disclosure: Disclosure, rule: Rule) -> Verdict:
    """An amount that the text names like a cost indicator is that indicator's amount; one hit for each form.

    lead: words that may stand between the clause's beginning and the name (年, 其中, 发放); any other word before it
    makes it another thing. A name that the text gives several amounts is fine when one of them fits.
    """
    checked, hits = 0, []
    for form in disclosure.forms:
        named, differing = _named_amounts(form), list[_Differing]()
        year = str(form.year or disclosure.cover.year or "")
        for indicator, places in indicators_once(form) if named else ():
            money = quantity_yuan(indicator.quantity)
            if money is None or not is_cost(indicator) or indicator.value.damage in _LOST:
                continue
            name = indicator.name.reading.lstrip("年每")
            found = [one for one in named if _names(one[0], name, rule.given) and _is_this_years(one[0], year)]
            if len(name) < 2 or not found:
                continue
            checked += 1
            if not any(_agrees(item, money, indicator) for item, _, _ in found):
                differing.append(_Differing(indicator, places, money[0], *found[0]))
        if differing:
            hits.append(_component_hit(form, _once_a_name(differing)))
    return decided(checked, hits, _NOTHING_NAMED)


def _once_a_name(differing: list[_Differing]) -> list[_Differing]:
    """Return each indicator once: both horizons may print its name, cut in one of them."""
    return list({one.indicator.name.reading: one for one in reversed(differing)}.values())[::-1]


@once_a_form
def _named_amounts(form: Form) -> tuple[tuple[Item, Text, str], ...]:
    return tuple(
        (item, text, field)
        for field, text in fields_of(form)
        for sentence in read_sentences(text.reading)
        for item in sentence.items
        if item.role != "rate" and not _part_of_rate(sentence, item)
    )


def _part_of_rate(sentence: Sentence, item: Item) -> bool:
    """Return whether the amount is part of a rate before it (每站22万元,其中人员补助15万元)."""
    rate = next((one for one in reversed(sentence.items) if one.role == "rate" and one.end <= item.start), None)
    if rate is None or item.role == "total":
        return False
    between = sentence.text[rate.end : item.start]
    return "其中" in between and ";" not in between


_TAIL = re.compile(r"(?:共计|合计|总计|总共|共需|共|计|为|是|约|[:：\s])+$")


def _names(item: Item, name: str, given: dict[str, list[str]]) -> bool:
    """Return whether the words before the amount end in the name, with nothing before it but a lead word."""
    if name not in item.label:
        return False
    label = _TAIL.sub("", item.label)
    if not label.endswith(name):
        return False
    before = label[: -len(name)]
    return not before or (not holds_any(before, given["other"]) and before.endswith(tuple(given["lead"])))


_YEAR = re.compile(r"20\d\d")


def _is_this_years(item: Item, year: str) -> bool:
    years = _YEAR.findall(item.label) if "20" in item.label else ()
    return not years or year in years


def _agrees(item: Item, money: tuple[Decimal, Decimal], indicator: Indicator) -> bool:
    value, slack = money
    slack += item.slack
    operator = indicator.quantity.operator if indicator.quantity is not None else ""
    if operator in ("≤", "<"):
        return item.value <= value + slack
    if operator in ("≥", ">"):
        return item.value >= value - slack
    return abs(item.value - value) <= slack


def _component_hit(form: Form, differing: list[_Differing]) -> Hit:
    """Return the hit of all amounts of a form that differ, and which side fits the money asked."""
    field = FIELDS[differing[0].field]
    printed, expected = (
        "、".join(show_yuan(value) for value in values)
        for values in ([one.item.value for one in differing], [one.money for one in differing])
    )
    names = [mask_names(one.indicator.name.reading) for one in differing]
    items = [
        (name, show_yuan(one.item.value), show_yuan(one.money)) for name, one in zip(names, differing, strict=True)
    ]
    told = Bilingual(
        "；".join(f"“{name}”写{said}，成本指标为{target}" for name, said, target in items),
        ", ".join(f"“{name}” is {said}, the cost indicator {target}" for name, said, target in items),
    )
    side, severity = _which_side(form, differing)
    return Hit(
        places=masked(dict.fromkeys(place for one in differing for place in (one.text.place, *one.places))),
        slots={
            "form": title_of(form),
            "field": field,
            "items": told,
            "names": "、".join(f"“{name}”" for name in names),
            "side": side,
        },
        printed=printed,
        expected=expected,
        difference=show_yuan(abs(differing[0].money - differing[0].item.value)) if len(differing) == 1 else "",
        severity=severity,
    )


def _which_side(form: Form, differing: list[_Differing]) -> tuple[Bilingual, Severity | None]:
    """Return what speaks for the indicators, and the milder severity: text may be damaged where they add up.

    Where the text adds up its own amounts it is whole, and says something else.
    """
    asked, costs = plain_costs(form)
    if asked is None or sum(costs, Decimal(0)) != asked:
        return Bilingual("", ""), None
    said, adds_up = _text_total(form, differing[0].field)
    funds = show_yuan(asked)
    zh, en = f"。成本指标合计恰为资金总额{funds}", f". The cost indicators add up to the funds, {funds}"
    if said is None:
        return Bilingual(f"{zh}，应是文字有误", f"{en}: the text is wrong"), "warning"
    zh, en = f"{zh}，文字所列各项合计{show_yuan(said)}", f"{en}; the amounts of the text to {show_yuan(said)}"
    return Bilingual(f"{zh}，应是文字有误", f"{en}: the text is wrong"), None if adds_up else "warning"


def _text_total(form: Form, field: str) -> tuple[Decimal | None, bool]:
    """Return what the field's amounts come to, by the total it prints or else added up; and whether it prints that."""
    items = [item for item, _, name in _named_amounts(form) if name == field]
    totals = [item for item in items if item.role == "total"]
    parts = [item.value for item in items if item.role == "amount"]
    if totals and any(sum_ == totals[-1].value for sum_ in _sums_before(items, totals[-1])):
        return totals[-1].value, True
    return (sum(parts, Decimal(0)) if len(parts) > 1 and not totals else None), False


def _sums_before(items: list[Item], total: Item) -> Iterator[Decimal]:
    """Yield the sums of the last two and more amounts before the total."""
    before = [item.value for item in items[: items.index(total)]]
    yield from (sum(before[at:], Decimal(0)) for at in range(len(before) - 1))


@decides("count_in_prose")
def count_in_prose(disclosure: Disclosure, rule: Rule) -> Verdict:
    """A number of things in the text is the quantity indicator that counts the same things.

    The same things: the indicator's name stands right beside the number (graver), or the clause shares enough of the
    name's words and there is only one such number and one such indicator. other: words that make it another group.
    """
    checked, hits = 0, []
    for form in disclosure.forms:
        quantities = [pair for pair in indicators_once(form) if _counted(pair[0])]
        counts = _counts(form) if quantities else []
        for indicator, places in quantities if counts else ():
            quantity = indicator.quantity
            assert quantity is not None
            unit = _unit(quantity.unit)
            same_unit = [one for one in counts if _unit(one.number.unit) == unit]
            if not same_unit:
                continue
            if any(one.number.value == quantity.value for one in same_unit):
                checked += 1
                continue
            rivals = [other for other, _ in quantities if _unit(_quantity_unit(other)) == unit]
            match = _same_things(indicator, same_unit, alone=len(rivals) == 1, other=rule.given["other"])
            if match is None:
                continue
            checked += 1
            (count, _, text, field), certain = match
            if not _allowed(count.value, indicator):
                hit = _count_hit(form, indicator, places, count, text, field)
                hits.append(Hit(hit.places, hit.slots, (), hit.printed, hit.expected, "", None if certain else "warning"))
    return decided(checked, hits, _NOTHING_COUNTED)


class _Counted(NamedTuple):
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


_CLAUSE = re.compile(r"[^,;。:]*")


def _counts(form: Form) -> list[_Counted]:
    """Return every exact number of things in the form's texts."""
    return [
        _Counted(count, sentence, text, field)
        for field, text in fields_of(form)
        for sentence in read_sentences(text.reading)
        for count in sentence.counts
        if not count.about
    ]


def _counted(indicator: Indicator) -> bool:
    quantity = indicator.quantity
    if quantity is None or "数量" not in indicator.level2 or quantity.unit not in _units():
        return False
    return indicator.value.damage not in _LOST and indicator.name.damage not in _LOST


@cache
def _units() -> frozenset[str]:
    return frozenset(load_words("indicators")["count_units"])


def _quantity_unit(indicator: Indicator) -> str:
    return indicator.quantity.unit if indicator.quantity is not None else ""


def _unit(unit: str) -> str:
    return "人" if unit in ("人", "名", "位") else unit


def _same_things(
    indicator: Indicator, counts: list[_Counted], *, alone: bool, other: list[str]
) -> tuple[_Counted, bool] | None:
    """Return the count that counts the indicator's things and whether that is certain; None when none surely does."""
    stem = _stem(indicator.name.reading)
    if holds_any(indicator.name.reading, other) or len(stem) < 2:
        return None
    told = [(one, one.clause) for one in counts]
    clauses = [(one, clause) for one, clause in told if not holds_any(clause, other)]
    beside = [one for one, clause in clauses if _beside(stem, one.number, clause)]
    if len({one.number.value for one in beside}) == 1:
        return beside[0], True
    pairs = {stem[at : at + 2] for at in range(len(stem) - 1)} - set(load_words("indicators")["common"])
    shared = [one for one, clause in clauses if sum(pair in clause for pair in pairs) >= max(2, 0.4 * len(pairs))]
    if alone and len({one.number.value for one in counts}) == 1 and shared:
        return shared[0], False
    return None


def _stem(name: str) -> str:
    """Return what the name counts: without 数量, 人数 … behind and stray digits before."""
    name = re.sub(r"^\d+", "", name)
    for word in load_words("indicators")["measures"]:
        if name.endswith(word):
            return name[: -len(word)]
    return name


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


@decides("mistyped_name")
def mistyped_name(disclosure: Disclosure, rule: Rule) -> Verdict:
    """An indicator with the amount of something in the text bears its name: not one that differs by one character."""
    checked, hits = 0, []
    for form in disclosure.forms:
        named = _named_amounts(form)
        for indicator, places in indicators_once(form) if named else ():
            name = indicator.name.reading
            if len(name) < 4 or indicator.name.damage or not is_cost(indicator):
                continue
            if (money := quantity_yuan(indicator.quantity)) is None:
                continue
            for item, text, _ in named:
                if item.value != money[0] or len(label := _TAIL.sub("", item.label)[-len(name) :]) != len(name):
                    continue
                checked += 1
                if sum(a != b for a, b in zip(label, name, strict=True)) == 1:
                    slots: Slots = {"form": title_of(form), "name": name, "label": label}
                    hits.append(Hit(masked([*places, text.place]), slots, printed=name, expected=label))
                break
    return decided(checked, hits, _NOTHING_NAMED)


@decides("unit_cost_in_band")
def unit_cost_in_band(disclosure: Disclosure, rule: Rule) -> Verdict:
    """The money of a project divided by what it buys lies in the band of its kind.

    bands: kind → {words of the project's name, units, low and high in 元 a unit}.
    """
    checked, hits = 0, []
    for form in disclosure.forms:
        funds = form.annual.total or form.whole.total
        if funds is None or funds.money is None:
            continue
        if (band := _band_of(form.name, rule.given["bands"])) is None:
            continue
        amount = Decimal(funds.money.fen) / 100
        counted = [
            one.quantity.value
            for one, _ in indicators_once(form)
            if _counted(one) and one.quantity is not None and _unit(one.quantity.unit) == band["unit"]
        ]
        if len(counted) != 1 or counted[0] <= 0:
            continue
        checked += 1
        cost = amount / counted[0]
        if not band["low"] <= cost <= band["high"]:
            hits.append(
                Hit(
                    places=masked([funds.place]),
                    slots={
                        "form": title_of(form),
                        "unit": band["unit"],
                        "count": show_number(counted[0]),
                        "low": f"{band['low']:}",
                        "high": f"{band['high']:}",
                    },
                    figures=(funds,),
                    printed=show_yuan(cost),
                )
            )
    return decided(checked, hits, NO_FORMS)


def _band_of(name: str, bands: list[dict[str, Any]]) -> dict[str, Any] | None:
    """Return the band of the first kind that the project's name bears a word of."""
    return next((band for band in bands if holds_any(name, band["words"])), None)


@decides("staff_in_forms")
def staff_in_forms(disclosure: Disclosure, rule: Rule) -> Verdict:
    """The present number of a kind of staff in a form is the number of the staff section.

    present: words that say so (现有, 在职); other: words that make it another group (新招, 退休).
    """
    kinds = {
        count.subject: count
        for stated in disclosure.organisation.staff
        for count in (stated, *stated.parts)
        if count.value is not None and len(count.subject) > 1
    }
    checked, hits = 0, []
    for form in disclosure.forms:
        for indicator, places in indicators_once(form):
            if indicator.quantity is None or _unit(indicator.quantity.unit) != "人" or not _counted(indicator):
                continue
            name = indicator.name.reading
            kind = _kind_of_staff(name, list(kinds), rule.given)
            if kind is None:
                continue
            checked += 1
            stated = kinds[kind]
            if indicator.quantity.value != stated.value:
                slots: Slots = {"form": title_of(form), "name": name, "kind": kind}
                printed = f"{show_number(indicator.quantity.value)}人"
                hits.append(Hit(masked([*places, stated.place]), slots, (), printed, f"{stated.value}人"))
    return decided(checked, hits, _NOTHING_COUNTED)


def _kind_of_staff(name: str, kinds: list[str], given: dict[str, list[str]]) -> str | None:
    if holds_any(name, given["other"]):
        return None
    stem = _stem(name).removesuffix("人员")
    for word in given["present"]:
        if word in stem:
            inner = stem.replace(word, "")
            return next((kind for kind in kinds if kind in inner and len(inner) <= len(kind) + 2), None)
    return next((kind for kind in kinds if kind == stem), None)
