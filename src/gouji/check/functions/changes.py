"""Changes to the year before: the rate against the amounts, the direction word against the sign.

In: claims with a change, a growth rate or a direction. Which words mean up, down and unchanged is data of the rule.
Out: rates that the amounts do not give, directions that cannot be, rates on a base of zero, sums of changes.
"""

import re
from collections.abc import Iterator
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise
from typing import Any, Literal, NamedTuple

from msgspec import structs

from gouji.check.functions import intervals
from gouji.check.functions.claims import (
    Same,
    all_claims,
    by_topic,
    gap,
    is_rough,
    money,
    once,
    paragraphs,
    refused,
    say_amount,
    say_figure,
)
from gouji.check.functions.intervals import Interval, of_quantity
from gouji.check.rule import Hit, Rule, Verdict, decides, not_run
from gouji.model.disclosure import Claim, Disclosure, Figure, Section
from gouji.model.money import ZERO, Money, agree, at_most, total

Way = Literal["up", "down", "flat", ""]

_SHIFTS = (10, 100, Fraction(1, 10), Fraction(1, 100))


def way(text: str, words: dict[str, str]) -> Way:
    """Return which way a direction word goes, by the rule's words."""
    if not text:
        return ""
    if re.search(words["flat"], text):
        return "flat"
    up, down = re.search(words["up"], text), re.search(words["down"], text)
    return "up" if up and not down else "down" if down and not up else ""


class Change(NamedTuple):
    """A claim that states this year's amount and its change, both plainly. before: last year's amount, if printed."""

    claim: Claim
    now: Money
    change: Money
    way: Way
    figure: Figure
    before: Money | None


Statement = tuple[Section, Claim, Figure | None]


def statements(disclosure: Disclosure, compared: str) -> tuple[Statement, ...]:
    """Return (section, claim, last year's amount if the text prints it), in printed order.

    `213万元，比2023年预算419万元减少206万元` is read as two claims; the second, told by `compared`, gives last year's
    amount, and its change belongs to the first.
    """
    return _statements(Same(disclosure), compared)


@lru_cache(maxsize=4)
def _statements(same: Same, compared: str) -> tuple[Statement, ...]:
    return tuple(_read_statements(same.disclosure, re.compile(compared)))


def _read_statements(disclosure: Disclosure, pattern: re.Pattern[str]) -> Iterator[Statement]:
    for section in disclosure.sections:
        for group in paragraphs(section):
            for claim, following in pairwise([*group, None]):
                if claim is None or _is_base(claim, pattern):
                    continue
                if following is not None and _is_base(following, pattern):
                    yield section, _with_change(claim, following), following.amount
                else:
                    yield section, claim, None


def _is_base(claim: Claim, compared: re.Pattern[str]) -> bool:
    return claim.amount is not None and bool(compared.search(claim.subject))


def _with_change(claim: Claim, base: Claim) -> Claim:
    """Return the claim with the change that the text prints behind last year's amount."""
    fields = ("change", "growth", "direction", "growth_direction", "reason")
    sentence = f"{claim.sentence}，{base.sentence}"
    return structs.replace(claim, sentence=sentence, **{field: getattr(base, field) for field in fields})


def _changes(disclosure: Disclosure, words: dict[str, Any]) -> list[tuple[Section, Change]]:
    found = []
    for section, claim, base in statements(disclosure, words["compared"]):
        if claim.change is None or claim.change.money is None or claim.amount is None:
            continue
        now = money(claim.amount)
        if now is None or is_rough(claim) or is_rough(claim, claim.change) or refused(disclosure, claim):
            continue
        direction = way(claim.direction, words)
        if direction in ("up", "down"):
            found.append((section, Change(claim, now, claim.change.money, direction, claim.change, money(base) if base else None)))
    return found


def _nows(section: Section, one: Change) -> Iterator[Money]:
    """Yield the amounts a change may belong to: the claim's own, then the others of its paragraph."""
    yield one.now
    for claim in next((group for group in paragraphs(section) if one.claim in group), ()):
        if (other := money(claim.amount)) is not None and other.fen > 0:
            yield other


def _unit_equal(one: Change) -> bool:
    """Return whether the rate is the change's own number: an amount printed as a percentage."""
    growth = one.claim.growth
    return growth is not None and Fraction(growth.value) == Fraction(one.change.fen, 1_000_000)


@decides("growth_rate")
def growth_rate(disclosure: Disclosure, rule: Rule) -> Verdict:
    """The rate is the change divided by last year's amount, this year's amount being what the text states."""
    checked, hits = 0, []
    for section, one in _changes(disclosure, rule.given):
        growth = one.claim.growth
        if growth is None or one.change.fen == 0 or _clash(one.claim, rule.given):
            continue
        own = intervals.growth(one.now, one.change, up=one.way == "up")
        if own is None:
            continue
        checked += 1
        if not (_unit_equal(one) or any(_rate_meets(now, one) for now in _nows(section, one))):
            hits.append(_wrong_rate(one, own, of_quantity(growth)))
    if not checked:
        return not_run("没有同时写明金额、增减额和增减率的语句", "no statement gives amount, change and rate")
    return Verdict(checked=checked, hits=_merged(hits))


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
            "printed": growth.text,
            "expected": expected,
            "hint": "，疑似小数点错位" if shifted else "",
            "hint_en": ", the decimal point seems shifted" if shifted else "",
        },
        figures=(one.claim.amount, one.figure),
        printed=growth.text,
        expected=expected,
        severity="note" if rate.meets(printed.widened(Fraction(growth.step))) else None,
    )


def _merged(hits: list[Hit]) -> tuple[Hit, ...]:
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
    for _, one in _changes(disclosure, rule.given):
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
    return Verdict(checked=checked, hits=_merged(hits))


@decides("direction_word")
def direction_word(disclosure: Disclosure, rule: Rule) -> Verdict:
    """A rise is no larger than the amount it led to, and amount, last year's amount and direction fit together."""
    checked, hits = 0, []
    for section, one in _changes(disclosure, rule.given):
        checked += 1
        if one.way == "up" and _exceeds(one.change, one.now):
            if not any(_rate_meets(now, one) for now in _nows(section, one)):
                hits.append(_misdirected(one, f"本年只有{say_amount(one.now)}，不可能比上年{one.claim.direction}{say_figure(one.figure)}"))
        elif one.before is not None:
            hits += _against_before(one, one.before)
        elif clash := _clash(one.claim, rule.given):
            hits.append(_misdirected(one, f"金额写“{clash[0]}”，比例写“{clash[1]}”，方向相反"))
    if not checked:
        return not_run("没有写明增减额的语句", "no statement gives a change")
    return Verdict(checked=checked, hits=_merged(hits))


def _exceeds(rise: Money, now: Money | None) -> bool:
    """Return whether a rise is larger than the amount it led to, so that last year's would be negative."""
    return now is not None and not at_most(rise, now)


def _rate_meets(now: Money, one: Change) -> bool:
    rate = intervals.growth(now, one.change, up=one.way == "up")
    return rate is not None and one.claim.growth is not None and rate.meets(of_quantity(one.claim.growth))


def _against_before(one: Change, before: Money) -> list[Hit]:
    signed = one.change if one.way == "up" else -one.change
    if agree(one.now - before, signed):
        return []
    difference = one.now - before
    real = ("增加" if difference.fen > 0 else "减少") + say_amount(difference if difference.fen >= 0 else -difference)
    return [
        _misdirected(one, f"本年{say_amount(one.now)}、上年{say_amount(before)}，应为{real}，却写{one.claim.direction}{say_figure(one.figure)}")
    ]


def _clash(claim: Claim, words: dict[str, str]) -> tuple[str, str] | None:
    """Return the direction words of amount and rate when they go opposite ways."""
    ways = {way(claim.direction, words), way(claim.growth_direction, words)}
    return (claim.direction, claim.growth_direction) if ways == {"up", "down"} else None


def _misdirected(one: Change, what: str) -> Hit:
    assert one.claim.amount is not None
    return Hit(
        places=(one.claim.place,),
        slots={
            "subject": one.claim.subject,
            "what": what,
            "change": f"{one.claim.direction}{say_figure(one.figure)}",
            "amount": say_figure(one.claim.amount),
        },
        figures=(one.claim.amount, one.figure),
        printed=f"{one.claim.direction}{say_figure(one.figure)}",
    )


@decides("unchanged_word")
def unchanged_word(disclosure: Disclosure, rule: Rule) -> Verdict:
    """A figure called the same as last year's does not change."""
    checked, hits = 0, []
    about = re.compile(rule.given["about"])
    for _, claim, base in statements(disclosure, rule.given["compared"]):
        said = claim.direction or (claim.sentence if base is not None and claim.change is None else "")
        if way(said, rule.given) != "flat" or claim.amount is None:
            continue
        checked += 1
        if about.search(claim.sentence):
            continue
        now, before, change = money(claim.amount), money(base) if base else None, money(claim.change)
        if change is not None and change.fen != 0:
            hits.append(_not_flat(claim, say_amount(change)))
        elif now is not None and before is not None and not agree(now, before):
            hits.append(_not_flat(claim, gap(now, before)))
    if not checked:
        return not_run("没有写“持平”的语句", "nothing is said to be unchanged")
    return Verdict(checked=checked, hits=tuple(hits))


def _not_flat(claim: Claim, difference: str) -> Hit:
    assert claim.amount is not None
    return Hit(
        places=(claim.place,),
        slots={"subject": claim.subject, "word": claim.direction or "持平", "difference": difference},
        figures=tuple(figure for figure in (claim.amount, claim.change) if figure is not None),
        printed=claim.direction,
        difference=difference,
    )


@decides("zero_base")
def zero_base(disclosure: Disclosure, rule: Rule) -> Verdict:
    """No rate is given for a figure that was zero the year before."""
    checked, hits = 0, []
    for section, one in _changes(disclosure, rule.given):
        if one.claim.growth is None or one.change.fen == 0 or one.way != "up":
            continue
        checked += 1
        if one.now.fen == one.change.fen and not any(_rate_meets(now, one) for now in _nows(section, one)):
            hits.append(_on_zero(one))
    if not checked:
        return not_run("没有写明增长率的语句", "no statement gives a growth rate")
    return Verdict(checked=checked, hits=tuple(hits))


def _on_zero(one: Change) -> Hit:
    assert one.claim.amount is not None and one.claim.growth is not None
    return Hit(
        places=(one.claim.place,),
        slots={"subject": one.claim.subject, "amount": say_figure(one.claim.amount), "printed": one.claim.growth.text},
        figures=(one.claim.amount, one.figure),
        printed=one.claim.growth.text,
    )


@decides("parts_of_change")
def parts_of_change(disclosure: Disclosure, rule: Rule) -> Verdict:
    """The changes of the parts add up to the change of the whole."""
    topics = by_topic(disclosure)
    whole = _signed(topics.get(rule.given["whole"], []), rule.given)
    parts = [_signed(topics.get(topic, []), rule.given) for topic in rule.given["parts"]]
    if parts[-1] is None and len(parts) > 1:
        pair = [_signed(topics.get(topic, []), rule.given) for topic in rule.given["instead_of_last"]]
        parts = [*parts[:-1], *pair]
    known = [part for part in parts if part is not None]
    if whole is None or len(known) != len(parts):
        return not_run("没有完整写明总额和各项的增减额", "the changes of the whole and of all parts are not all stated")
    summed = total([change for change, _ in known])
    if agree(summed, whole[0]):
        return Verdict(checked=1)
    return Verdict(checked=1, hits=(_bad_changes(whole, known, summed),))


def _signed(claims: list[Claim], words: dict[str, Any]) -> tuple[Money, Claim] | None:
    """Return the signed change of the first claim that states one; unchanged is zero."""
    for claim in claims:
        direction = way(claim.direction, words)
        if direction == "flat" and (claim.change is None or not claim.change.money):
            return ZERO, claim
        if direction in ("up", "down") and claim.change is not None and claim.change.money is not None:
            if direction == "up" and _exceeds(claim.change.money, money(claim.amount)):
                return None
            return (claim.change.money if direction == "up" else -claim.change.money), claim
    return None


def _bad_changes(whole: tuple[Money, Claim], parts: list[tuple[Money, Claim]], summed: Money) -> Hit:
    change, claim = whole
    flipped = [one.subject for part, one in parts if part.fen and agree(summed - part.times(2), change)]
    hint = f"；若“{flipped[0]}”的方向相反则相符" if len(flipped) == 1 else ""
    figures = [one.change for _, one in parts if one.change is not None]
    return Hit(
        places=once([claim.place, *(one.place for _, one in parts)]),
        slots={
            "subject": claim.subject,
            "printed": say_amount(change),
            "parts": "、".join(f"{one.subject}{say_amount(part)}" for part, one in parts),
            "expected": say_amount(summed),
            "difference": gap(change, summed),
            "hint": hint,
        },
        figures=((claim.change,) if claim.change else ()) + tuple(figures),
        printed=say_amount(change),
        expected=say_amount(summed),
        difference=gap(change, summed),
    )


@decides("change_without_reason")
def change_without_reason(disclosure: Disclosure, rule: Rule) -> Verdict:
    """A change for which a reason is due is followed by one; reasons given for the parts explain their whole."""
    due = [
        claim
        for _, claim in all_claims(disclosure)
        if claim.topic in rule.given["topics"] and claim.change is not None and claim.change.money
    ]
    if not due:
        return not_run("没有应说明原因的增减额", "no change for which a reason is due")
    told = {_family(claim) for claim in due if claim.reason and claim.topic not in rule.given["wholes"]}
    explained = [topic for topic in rule.given["wholes"] if topic.partition("/")[0] in told]
    bare = [claim for claim in due if _is_bare(claim) and claim.topic not in explained]
    if not bare:
        return Verdict(checked=len(due))
    hit = Hit(
        places=once([claim.place for claim in bare]),
        slots={
            "what": "；".join(f"{c.subject}{c.direction}{say_figure(c.change)}" for c in bare if c.change is not None),
            "count": str(len(bare)),
        },
        figures=tuple(claim.change for claim in bare if claim.change is not None),
    )
    return Verdict(checked=len(due), hits=(hit,))


def _family(claim: Claim) -> str:
    return claim.topic.partition("/")[0]


def _is_bare(claim: Claim) -> bool:
    return not claim.reason and claim.change is not None and claim.change.money is not None and claim.change.money.fen != 0
