"""Amounts in prose that cannot lead to the money asked: lists that exceed it, heads times a standard that miss it.

In: the forms. Out: lists of costs that are already more than the form asks for, even where the text is cut off, and
numbers of people with standards a head that no number of months brings to the amount.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import product

from gouji.check.arithmetic import Item, Sentence, each_of
from gouji.check.deciding import (
    NO_FORMS,
    decided,
    masked,
    quantity_yuan,
    show_number,
    show_yuan,
    title_of,
    yuan,
)
from gouji.check.functions.funds import costs_once
from gouji.check.functions.spots import spots
from gouji.check.masking import mask_names
from gouji.check.rule import Hit, Rule, Verdict, decides
from gouji.check.texts import FIELDS, indicators_once
from gouji.model.disclosure import Disclosure, Form, Indicator, Text
from gouji.model.place import Bilingual

_NO_LISTS = Bilingual("项目文字中没有逐项列出的费用", "no text lists costs one by one")
_NO_STANDARDS = Bilingual("没有写明人数和每人标准的项目", "no project states people and a standard a head")
_NO_PRICES = Bilingual("没有既在文字里又在成本指标里写的标准", "no standard stands in a text and in a cost indicator")


@decides("list_within_funds")
def list_within_funds(disclosure: Disclosure, rule: Rule) -> Verdict:
    """Costs listed one after the other (甲费用3万元,乙费用5万元) are no more than the money asked.

    given: `costs`, how the name of a cost ends; `apart`, words of a list that is not this year's or not all paid from
    it. A list whose first amount is the money asked and whose others fit into it may be its parts: a note.
    """
    costs, apart = re.compile(rule.given["costs"]), re.compile(rule.given["apart"])
    checked, hits = 0, []
    for form, field, text, sentence, _ in spots(disclosure):
        parts = _listed(sentence, costs) if len(sentence.items) > 2 and "元" in text.reading else []
        if not parts or apart.search(form.name) or apart.search(sentence.text):
            continue
        asked = max((value for figure in (form.annual.total, form.whole.total) if (value := yuan(figure))), default=None)
        if asked is None:
            continue
        checked += 1
        listed, slack = sum(part.value for part in parts), sum(part.slack for part in parts)
        if listed - slack - 1 > asked:
            hits.append(_list_hit(form, field, text, parts, asked))
    return decided(checked, hits, NO_FORMS if not disclosure.forms else _NO_LISTS)


def _listed(sentence: Sentence, costs: re.Pattern[str]) -> list[Item]:
    """Return the amounts of the sentence if they are a plain list of costs: all named, no total, no rate, no part."""
    plain = all(item.role == "amount" and costs.search(item.label) for item in sentence.items)
    return list(sentence.items) if plain and "其中" not in sentence.text and not sentence.operations else []


def _list_hit(form: Form, field: str, text: Text, parts: list[Item], asked: Decimal) -> Hit:
    listed = sum((part.value for part in parts), Decimal(0))
    may_be_parts = parts[0].value == asked and listed - asked <= asked
    return Hit(
        places=masked([text.place]),
        slots={
            "form": title_of(form),
            "field": FIELDS[field],
            "parts": " + ".join(part.text for part in parts),
            "listed": show_yuan(listed),
        },
        printed=show_yuan(asked),
        expected=f"≥{show_yuan(listed)}",
        difference=show_yuan(listed - asked),
        severity="note" if may_be_parts else None,
    )


@decides("heads_times_standard")
def heads_times_standard(disclosure: Disclosure, rule: Rule) -> Verdict:
    """The people counted times the standards a head make the amount, for some number of months.

    Only where the text rests on nothing else: one number of people, standards a head for a month or a year, and the
    amount asked in the same sentence. Off by up to `percent` it may be rounded.
    """
    percent = Decimal(rule.given["percent"])
    checked, hits = 0, []
    for form, _, text, sentence, _ in spots(disclosure):
        rates = _standards(sentence) if "元" in text.reading else []
        people, asked = (_people(form), yuan(form.annual.total)) if rates else (None, None)
        if people is None or asked is None or not _tells(sentence, asked):
            continue
        checked += 1
        sums = [people * sum(times * rate.value for times, rate in choice) for choice in _choices(rates)]
        if not any(abs(one - asked) * 100 <= percent * asked for one in sums):
            hits.append(_heads_hit(form, text, people, rates, asked, sums))
    return decided(checked, hits, NO_FORMS if not disclosure.forms else _NO_STANDARDS)


def _people(form: Form) -> Decimal | None:
    """Return the number of people the form counts, None when there is not exactly one, or it is a bound."""
    counted = {
        (one.quantity.value, one.quantity.operator)
        for one, _ in indicators_once(form)
        if "数量" in one.level2 and one.quantity is not None and one.quantity.unit in ("人", "名", "位")
    }
    value, operator = counted.pop() if len(counted) == 1 else (Decimal(0), "")
    return value if value >= 2 and operator in ("", "=") else None


_HEADS = ("人月", "人年", "人", "名月", "名年", "名")


def _standards(sentence: Sentence) -> list[Item]:
    """Return the standards a head that the sentence tells; none where it has other rates, counts or calculates."""
    rates = [item for item in sentence.items if item.role == "rate"]
    only_heads = not sentence.counts and not sentence.operations and all(rate.each.strip("个") in _HEADS for rate in rates)
    return rates if only_heads else []


def _tells(sentence: Sentence, asked: Decimal) -> bool:
    """Return whether the one amount besides standards is the amount asked."""
    others = [item for item in sentence.items if item.role != "rate"]
    return len(others) == 1 and abs(others[0].value - asked) <= others[0].slack + 1


def _choices(rates: list[Item]) -> Iterator[tuple[tuple[int, Item], ...]]:
    """Yield how often each standard may be paid: a monthly one up to twelve times, any other once or not at all."""
    options = [range(13) if rate.each.endswith("月") else range(2) for rate in rates]
    for times in product(*options):
        if any(times):
            yield tuple(zip(times, rates, strict=True))


def _heads_hit(
    form: Form, text: Text, people: Decimal, rates: list[Item], asked: Decimal, sums: list[Decimal]
) -> Hit:
    nearest = min(sums, key=lambda one: abs(one - asked))
    standards = "、".join(f"{rate.text}/{'/'.join(rate.each)}" for rate in rates)
    return Hit(
        places=masked([text.place]),
        slots={"form": title_of(form), "people": show_number(people), "standards": standards},
        printed=show_yuan(asked),
        expected=show_yuan(nearest),
        difference=show_yuan(abs(asked - nearest)),
    )


@decides("standard_and_indicator")
def standard_and_indicator(disclosure: Disclosure, rule: Rule) -> Verdict:
    """A standard that a form's text gives (每场补助2万元) is that of the cost indicator of the same thing, or within its bound.

    Only where the texts give one standard for the thing, and one cost indicator does. given: `other`, words before a
    standard that is not this year's.
    """
    told = _told_standards(disclosure, re.compile(rule.given["other"]))
    checked, hits = 0, list[Hit]()
    for form in disclosure.forms:
        asked: dict[str, list[Indicator]] = {}
        for indicator, _ in costs_once(form):
            if each := _each_of_cost(indicator):
                asked.setdefault(each, []).append(indicator)
        for each, indicators in asked.items():
            standards = told.get((form.number, each), {})
            if len(indicators) != 1 or len(standards) != 1 or quantity_yuan(indicators[0].quantity) is None:
                continue
            checked += 1
            text, item = next(iter(standards.values()))
            if not _is_standard(item, indicators[0]):
                hits.append(_standard_hit(form, text, item, indicators[0]))
    return decided(checked, hits, NO_FORMS if not disclosure.forms else _NO_PRICES)


def _told_standards(disclosure: Disclosure, other: re.Pattern[str]) -> dict[tuple[int, str], dict[Decimal, tuple[Text, Item]]]:
    """Return (number of the form, thing) → standard → the first text that gives it."""
    told: dict[tuple[int, str], dict[Decimal, tuple[Text, Item]]] = {}
    for form, _, text, sentence, _ in spots(disclosure):
        for item in sentence.items:
            if item.role == "rate" and item.each and not other.search(sentence.text, 0, item.start):
                told.setdefault((form.number, item.each), {}).setdefault(item.value, (text, item))
    return told


def _is_standard(item: Item, indicator: Indicator) -> bool:
    """Return whether the standard is the target, or within its bound. One of whole 万元 is exact, one with decimals may be rounded."""
    price, quantity = quantity_yuan(indicator.quantity), indicator.quantity
    assert price is not None and quantity is not None
    slack = (item.slack if "." in item.text else 0) + (price[1] if "." in quantity.text else 0)
    return abs(item.value - price[0]) <= slack or (quantity.operator in ("≤", "<") and item.value <= price[0])


def _each_of_cost(indicator: Indicator) -> str:
    unit = indicator.quantity.unit if indicator.quantity is not None else ""
    return each_of(indicator.name.reading, unit)


def _standard_hit(form: Form, text: Text, item: Item, indicator: Indicator) -> Hit:
    slots: dict[str, str | Bilingual] = {"form": title_of(form), "name": mask_names(indicator.name.reading), "each": item.each}
    return Hit(masked([text.place, indicator.place]), slots, printed=item.text, expected=indicator.value.reading)
