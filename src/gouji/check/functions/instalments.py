"""Payments by stages and by periods: the shares of a contract's stages, and so much a month against the year's money.

In: the running texts of a form. Out: stages that pay more than the whole, periodic payments that make another sum than
the form asks for.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache

from gouji.check.arithmetic import TIMES_A_YEAR, Item, read_sentences
from gouji.check.deciding import Slots, decided, masked, show_yuan, title_of, yuan
from gouji.check.functions.funds import plain_costs
from gouji.check.rule import Hit, Rule, Verdict, decides
from gouji.check.texts import FIELDS, all_fields, fields_with
from gouji.model.disclosure import Disclosure, Form
from gouji.model.place import Bilingual

_NO_STAGES = Bilingual("项目文字中没有分阶段付款的比例", "no form pays by stages")
_NO_PERIODS = Bilingual("项目文字中没有按月、按季的付款额", "no form tells of payments by the month or the quarter")
_EACH = re.compile("每")
_NEAR = 20  # characters before an amount that say it is paid
_SENTENCES = re.compile(r"[。！？\n]")


@cache
def _stage(words: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{words})(?P<upto>至|到)?[^\d%％，。；,;]{{0,6}}(?P<share>\d{{1,3}}(?:\.\d+)?)[%％]")


@decides("payment_stages")
def payment_stages(disclosure: Disclosure, rule: Rule) -> Verdict:
    """The stages in which a contract is paid make no more than the whole; 付至80% holds the stages before it.

    given: `pays`, words before a stage's share.
    """
    stage, checked, hits = _stage(rule.given["pays"]), 0, list[Hit]()
    for form, field, text in all_fields(disclosure):
        if "%" not in text.reading and "％" not in text.reading:
            continue
        for sentence in _SENTENCES.split(text.reading):
            stages = list(stage.finditer(sentence))
            if len(stages) < 2 or any(one["upto"] for one in stages):
                continue
            checked += 1
            shares = [Decimal(one["share"]) for one in stages]
            if sum(shares) > 100:
                told = " + ".join(f"{share}%" for share in shares)
                slots: Slots = {"form": title_of(form), "field": FIELDS[field], "told": told}
                hits.append(Hit(masked([text.place]), slots, printed=f"{sum(shares)}%", expected="100%"))
    return decided(checked, hits, _NO_STAGES)


@decides("payments_by_period")
def payments_by_period(disclosure: Disclosure, rule: Rule) -> Verdict:
    """So much a month, quarter or half-year makes no more than the money of the year, or one of its costs.

    Less is no mistake: there may be other costs. Not decided where another number of periods may be meant, or the money
    is far from it; told once for a form.
    given: `pays`, words of a payment before the amount; `other`, what else in the text makes the year no whole one.
    """
    pays, other = re.compile(rule.given["pays"]), re.compile(rule.given["other"])
    checked, hits = 0, list[Hit]()
    for form, field, text in fields_with(disclosure, _EACH):
        if "元" not in text.reading or other.search(text.reading):
            continue
        asked = _asked(form)
        for item in _by_period(text.reading, pays) if asked else ():
            times = TIMES_A_YEAR[item.each]
            year, slack = item.value * times, item.slack * times + times
            checked += 1
            wide = [amount for amount in asked if amount < year <= amount * Decimal("1.4")]
            if not wide or any(hit.slots["form"] == title_of(form) for hit in hits) or any(abs(year - amount) <= slack for amount in asked) or _other_number(item, asked):
                continue
            nearest = min(wide, key=lambda amount: abs(amount - year))
            slots: Slots = {"form": title_of(form), "field": FIELDS[field], "rate": f"每{item.each}{item.text}", "times": str(times)}
            hits.append(Hit(masked([text.place]), slots, (), show_yuan(year), show_yuan(nearest), show_yuan(abs(year - nearest))))
    return decided(checked, hits, _NO_PERIODS)


def _by_period(text: str, pays: re.Pattern[str]) -> Iterator[Item]:
    for sentence in read_sentences(text):
        for item in sentence.items:
            if item.each in TIMES_A_YEAR and pays.search(sentence.text, max(0, item.start - _NEAR), item.start):
                yield item


def _other_number(item: Item, asked: list[Decimal]) -> bool:
    """Return whether the money is that of another whole number of months: the year is not paid in full."""
    return item.each == "月" and any(abs(item.value * n - amount) <= 1 for n in range(6, 15) for amount in asked)


def _asked(form: Form) -> list[Decimal]:
    funds = yuan(form.annual.total) or yuan(form.whole.total)
    return [] if funds is None else [funds, *plain_costs(form)[1]]
