"""Rates of change against the amounts they are of.

In: changes that the narrative states (stated_changes.py). Out: rates that the amounts do not give, amounts printed as rates,
rates on a base of zero, changes that last year's column does not give.
"""

import re
from fractions import Fraction

from gouji.check.functions import intervals
from gouji.check.functions.claims import (
    beside_table,
    cell,
    fits_cell,
    gap,
    money,
    once,
    say_amount,
    say_cell,
    say_figure,
)
from gouji.check.functions.intervals import Interval, of_quantity
from gouji.check.functions.stated_changes import (
    Change,
    clash,
    meant_in_other_unit,
    nows,
    rate_meets,
    say_against,
    stated_changes,
    told_changes,
)
from gouji.check.rule import Hit, Rule, Verdict, decides, not_run
from gouji.model.disclosure import Disclosure, Figure
from gouji.model.money import Money, agree

_SHIFTS = (10, 100, Fraction(1, 10), Fraction(1, 100))


def _unit_equal(one: Change) -> bool:
    """Return whether the rate is the change's own number: an amount printed as a percentage."""
    growth = one.claim.growth
    return growth is not None and Fraction(growth.value) == Fraction(one.change.fen, 1_000_000)


@decides("growth_rate")
def growth_rate(disclosure: Disclosure, rule: Rule) -> Verdict:
    """The rate is the change divided by last year's amount, this year's amount being what the text states."""
    checked, hits = 0, []
    for section, one in told_changes(disclosure, rule.given):
        growth = one.claim.growth
        if growth is None or one.change.fen == 0 or clash(one.claim, rule.given) or meant_in_other_unit(one.claim):
            continue
        own = intervals.growth(one.now, one.change, up=one.way == "up")
        if own is None:
            continue
        checked += 1
        if not (_unit_equal(one) or any(rate_meets(now, one) for now in nows(section, one))):
            hits.append(_wrong_rate(one, own, of_quantity(growth)))
    if not checked:
        return not_run("没有同时写明金额、增减额和增减率的语句", "no statement gives amount, change and rate")
    return Verdict(checked=checked, hits=merged(hits))


def _wrong_rate(one: Change, rate: Interval, printed: Interval) -> Hit:
    growth = one.claim.growth
    assert growth is not None and one.claim.amount is not None
    decimals = max(0, -int(growth.step.as_tuple().exponent))
    expected = f"{intervals.say(rate, max(decimals, 2))}%"
    shifted = any(rate.meets(Interval(printed.low * by, printed.high * by)) for by in _SHIFTS)
    base = one.now - one.change if one.way == "up" else one.now + one.change
    return Hit(
        places=(one.claim.place,),
        slots={
            "subject": one.claim.subject,
            "change": f"{one.claim.direction}{say_figure(one.figure)}",
            "amount": say_figure(one.claim.amount),
            "base": say_amount(base),
            "against": say_against(one.claim),
            "printed": growth.text,
            "expected": expected,
            "hint": "，疑似小数点错位" if shifted else "",
            "hint_en": ", the decimal point seems shifted" if shifted else "",
        },
        figures=(one.claim.amount, one.figure),
        printed=growth.text,
        expected=expected,
        severity="note" if rate.meets(printed.widened(Fraction(growth.step))) else None,
        remark=beside_table(one.table),
    )


def merged(hits: list[Hit]) -> tuple[Hit, ...]:
    """Return the hits, the same statement made in several places once, with all its places."""
    merged: dict[tuple[str, ...], Hit] = {}
    for hit in hits:
        key = (hit.printed, hit.expected, str(hit.slots.get("change")), str(hit.slots.get("amount")))
        first = merged.get(key)
        if first is not None:
            hit = Hit(
                once([*first.places, *hit.places]), first.slots, first.figures, first.printed, first.expected,
                first.difference, first.severity,
            )  # fmt: skip
        merged[key] = hit
    return tuple(merged.values())


@decides("amount_as_rate")
def amount_as_rate(disclosure: Disclosure, rule: Rule) -> Verdict:
    """No amount is printed as a percentage: a rate with the very digits of the change, where they give another."""
    checked, hits = 0, []
    for _, one in stated_changes(disclosure, rule.given):
        if one.claim.growth is None or one.change.fen == 0:
            continue
        checked += 1
        rate = intervals.growth(one.now, one.change, up=one.way == "up")
        if _unit_equal(one) and (rate is None or not rate.meets(of_quantity(one.claim.growth))):
            expected = f"{intervals.say(rate, 2)}%" if rate else ""
            hits.append(
                Hit(
                    places=(one.claim.place,),
                    slots={
                        "subject": one.claim.subject,
                        "change": say_figure(one.figure),
                        "printed": one.claim.growth.text,
                        "expected": expected or "无法计算",
                        "amount": one.claim.amount.text if one.claim.amount else "",
                    },
                    figures=(one.figure,),
                    printed=one.claim.growth.text,
                    expected=expected,
                )
            )
    if not checked:
        return not_run("没有写明增减率的语句", "no statement gives a rate of change")
    return Verdict(checked=checked, hits=merged(hits))


@decides("change_by_last_years_column")
def change_by_last_years_column(disclosure: Disclosure, rule: Rule) -> Verdict:
    """A stated change leads from last year's budget in the table that prints it to this year's.

    given: with the words of direction, `column` of last year's budget; `outturn`, words of a sentence that compares
    with something else.
    """
    outturn, column = re.compile(rule.given["outturn"]), str(rule.given["column"])
    checked, hits = 0, list[Hit]()
    for _, one in stated_changes(disclosure, rule.given) if _prints(disclosure, column) else ():
        address = one.claim.address
        last = (address[0], address[1], column) if address is not None else None
        printed = cell(disclosure, last)
        before = money(printed)
        if last is None or printed is None or before is None or outturn.search(one.claim.sentence):
            continue
        if fits_cell(disclosure, one.claim) is not True:
            continue
        checked += 1
        told = one.now - one.change if one.way == "up" else one.now + one.change
        if not agree(told, before):
            hits.append(_against_column(one, last, printed, told, before))
    if not checked:
        return not_run("没有印出上年预算数的表，或没有写明增减额", "no table prints last year's budget, or no change is stated")
    return Verdict(checked=checked, hits=merged(hits))


def _prints(disclosure: Disclosure, column: str) -> bool:
    return any(column in row.figures for table in disclosure.tables for row in table.rows[:1])


def _against_column(one: Change, last: tuple[str, str, str], printed: Figure, told: Money, before: Money) -> Hit:
    assert one.claim.amount is not None
    change = f"{one.claim.direction}{say_figure(one.figure)}"
    slots = {"subject": one.claim.subject, "amount": say_figure(one.claim.amount), "change": change, "left": say_amount(told)}
    return Hit(
        once([one.claim.place, printed.place]),
        {**slots, "against": say_cell(last), "right": say_figure(printed)},
        (one.figure, one.claim.amount, printed),
        printed=change,
        difference=gap(told, before),
    )


@decides("zero_base")
def zero_base(disclosure: Disclosure, rule: Rule) -> Verdict:
    """No rate is given for a figure that was zero the year before."""
    checked, hits = 0, []
    for section, one in stated_changes(disclosure, rule.given):
        if one.claim.growth is None or one.change.fen == 0 or one.way != "up":
            continue
        checked += 1
        if one.now.fen == one.change.fen and not any(rate_meets(now, one) for now in nows(section, one)):
            hits.append(_on_zero(one))
    if not checked:
        return not_run("没有写明增长率的语句", "no statement gives a growth rate")
    return Verdict(checked=checked, hits=tuple(hits))


def _on_zero(one: Change) -> Hit:
    """Return the hit; 100% is what offices commonly write for something new, and only a note."""
    assert one.claim.amount is not None and one.claim.growth is not None
    return Hit(
        places=(one.claim.place,),
        slots={"subject": one.claim.subject, "amount": say_figure(one.claim.amount), "printed": one.claim.growth.text},
        figures=(one.claim.amount, one.figure),
        printed=one.claim.growth.text,
        severity="note" if one.claim.growth.value == 100 else None,
    )
