"""The amounts in the running texts of a project form against its cost indicators: what they are, and their names."""

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from gouji.check.arithmetic import Item, Sentence, read_sentences
from gouji.check.deciding import Slots, decided, masked, quantity_yuan, show_yuan, title_of
from gouji.check.functions.funds import costs_once, plain_costs
from gouji.check.masking import mask_names
from gouji.check.remember import once_a_form
from gouji.check.rule import Hit, Rule, Verdict, decides
from gouji.check.texts import FIELDS, LOST, fields_of, holds_any
from gouji.model.disclosure import Disclosure, Form, Indicator, Text
from gouji.model.finding import Severity
from gouji.model.place import Bilingual, Place

_NOTHING_NAMED = Bilingual("文字与指标中没有同名的金额", "no amount has the same name in text and indicators")


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
        if not named:
            continue
        year = str(form.year or disclosure.cover.year or "")
        labels = "\n".join([item.label for item, _, _ in named])
        for indicator, places in costs_once(form):
            name = indicator.name.reading.lstrip("年每")
            if name not in labels:
                continue
            money = quantity_yuan(indicator.quantity)
            if money is None or indicator.value.damage in LOST:
                continue
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


@lru_cache(maxsize=1024)
def _without_tail(label: str) -> str:
    return _TAIL.sub("", label)


def _names(item: Item, name: str, given: dict[str, list[str]]) -> bool:
    """Return whether the words before the amount end in the name, with nothing before it but a lead word."""
    if name not in item.label:
        return False
    label = _without_tail(item.label)
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


@decides("mistyped_name")
def mistyped_name(disclosure: Disclosure, rule: Rule) -> Verdict:
    """An indicator with the amount of something in the text bears its name: not one that differs by one character."""
    checked, hits = 0, []
    for form in disclosure.forms:
        named = _named_amounts(form)
        for indicator, places in costs_once(form) if named else ():
            name = indicator.name.reading
            if len(name) < 4 or indicator.name.damage:
                continue
            if (money := quantity_yuan(indicator.quantity)) is None:
                continue
            for item, text, _ in named:
                if item.value != money[0] or len(label := _without_tail(item.label)[-len(name) :]) != len(name):
                    continue
                checked += 1
                if sum(a != b for a, b in zip(label, name, strict=True)) == 1:
                    slots: Slots = {"form": title_of(form), "name": name, "label": label}
                    hits.append(Hit(masked([*places, text.place]), slots, printed=name, expected=label))
                break
    return decided(checked, hits, _NOTHING_NAMED)
