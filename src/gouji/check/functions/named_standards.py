"""Standards that a form gives twice, once in a text and once as a cost indicator of the same name.

In: the forms. Out: cost indicators whose standard is none of those the texts give for what the indicator is named after.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from itertools import combinations
from typing import NamedTuple

from gouji.check.arithmetic import Item
from gouji.check.deciding import NO_FORMS, Slots, decided, masked, show_yuan, title_of
from gouji.check.functions.funds import is_cost
from gouji.check.functions.spots import spots
from gouji.check.masking import mask_names
from gouji.check.rule import Hit, Rule, Verdict, decides
from gouji.check.texts import LOST, indicators_once
from gouji.model.disclosure import Disclosure, Form, Indicator, Text
from gouji.model.place import Bilingual, Place

_NOTHING = Bilingual("没有既在文字里又在成本指标里写的标准", "no standard stands in a text and in a cost indicator")
_YUAN = {"元": 1, "千元": 1000, "万元": 10_000}


class _Told(NamedTuple):
    """A standard a text gives, and the words before it, back to the amount before."""

    item: Item
    words: str
    text: Text


@decides("named_standards")
def named_standards(disclosure: Disclosure, rule: Rule) -> Verdict:
    """A cost indicator named after a standard has one of those the texts give with all characters of its name before them.

    One that is a whole number of times another may be that of another period, one that is the sum of two of both; a cap may be higher, unless it has the
    digits of the standard in another order. given: `named`, how the indicator's name ends; `other`, words before a
    standard that is not this year's.
    """
    named, other = re.compile(rule.given["named"]), re.compile(rule.given["other"])
    checked, hits = 0, []
    told = _told(disclosure, other)
    for form in disclosure.forms if told else ():
        for indicator, places in indicators_once(form) if form.number in told else ():
            money = _standard(indicator, named)
            stem = named.sub("", indicator.name.reading) if money is not None else ""
            mine = [one for one in told[form.number] if _in_order(stem, one.words)] if len(stem) > 2 else []
            if money is None or not mine:
                continue
            checked += 1
            # What stands for another group is no slip of this one's.
            rates = [one.item.value for one in told[form.number]]
            told_elsewhere = any(_is_multiple(money, rate) for rate in rates) or money in {a + b for a, b in combinations(rates, 2)}
            if not told_elsewhere and not any(_within(money, one.item.value, indicator) for one in mine):
                hits.append(_hit(form, indicator, places, mine))
    return decided(checked, hits, NO_FORMS if not disclosure.forms else _NOTHING)


def _told(disclosure: Disclosure, other: re.Pattern[str]) -> dict[int, list[_Told]]:
    """Return number of the form → the standards its texts give."""
    found: dict[int, list[_Told]] = {}
    for form, _, text, sentence, _ in spots(disclosure):
        begin = 0
        for item in sentence.items:
            words, begin = sentence.text[begin : item.start], item.end
            if item.role == "rate" and not other.search(words):
                found.setdefault(form.number, []).append(_Told(item, words, text))
    return found


def _standard(indicator: Indicator, named: re.Pattern[str]) -> Decimal | None:
    """Return the standard of a cost indicator in 元, None when it is none."""
    quantity = indicator.quantity
    if quantity is None or not is_cost(indicator) or indicator.value.damage in LOST or quantity.operator in ("≥", ">"):
        return None
    scale = _YUAN.get(quantity.unit.partition("/")[0])
    return quantity.value * scale if scale is not None and named.search(indicator.name.reading) else None


@lru_cache(maxsize=1024)
def _in_order(stem: str, words: str) -> bool:
    """Return whether the characters of the stem stand in the words in their order: 人工防治 in 人工地面防治6000亩."""
    at = -1
    for char in stem:
        at = words.find(char, at + 1)
        if at < 0:
            return False
    return True


def _is_multiple(money: Decimal, told: Decimal) -> bool:
    small, large = sorted((money, told))
    return small > 0 and large % small == 0


def _within(money: Decimal, told: Decimal, indicator: Indicator) -> bool:
    """Return whether the standard told is below a cap, and not the cap with its digits in another order."""
    capped = indicator.quantity is not None and indicator.quantity.operator in ("≤", "<")
    return capped and told < money and sorted(_digits(told)) != sorted(_digits(money))


def _digits(value: Decimal) -> Iterator[str]:
    return iter(f"{value:f}".replace(".", "").strip("0"))


def _hit(form: Form, indicator: Indicator, places: tuple[Place, ...], mine: list[_Told]) -> Hit:
    printed = "、".join(dict.fromkeys(one.item.text for one in mine))
    slots: Slots = {"form": title_of(form), "name": mask_names(indicator.name.reading), "value": indicator.value.reading}
    return Hit(masked([*places, mine[0].text.place]), slots, printed=printed, expected=show_yuan(mine[0].item.value))
