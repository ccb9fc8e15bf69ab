"""Direction words beside the amounts of the same sentence, changes of parts beside that of the whole.

In: claims with a change or a direction, as stated_changes.py reads them. Out: rises that cannot be, words against the sign,
"unchanged" figures that change, changes that do not add up, changes without the reason that is due.
"""

import re
from collections.abc import Iterator
from typing import Any

from gouji.check.functions.changes import merged
from gouji.check.functions.claims import (
    beside_table,
    gap,
    money,
    once,
    say_amount,
    say_exactly,
    say_figure,
)
from gouji.check.functions.stated_changes import (
    Change,
    clash,
    either,
    exceeds,
    nows,
    rate_meets,
    say_against,
    statements,
    told_changes,
    way,
)
from gouji.check.rule import Hit, Rule, Verdict, decides, not_run
from gouji.model.disclosure import Claim, Disclosure
from gouji.model.money import ZERO, Money, agree, total
from gouji.model.place import Bilingual


@decides("direction_word")
def direction_word(disclosure: Disclosure, rule: Rule) -> Verdict:
    """A rise is no larger than the amount it led to, and amount, last year's amount and direction fit together."""
    checked, hits = 0, []
    for section, one in told_changes(disclosure, rule.given):
        checked += 1
        if one.way == "up" and all(exceeds(one.change, now) for now in either(one)):
            if not any(rate_meets(now, one) for now in nows(section, one)):
                hits.append(_misdirected(one, f"本年只有{say_amount(one.now)}，不可能比{say_against(one.claim).zh}{one.claim.direction}{say_figure(one.figure)}", beside_table(one.table)))
        elif one.before is not None and (wrong := _against_before(one, one.before)):
            hits += wrong
        elif words := clash(one.claim, rule.given):
            hits.append(_misdirected(one, f"金额写“{words[0]}”，比例写“{words[1]}”，方向相反"))
    for told, change in _told_twice(disclosure, rule.given) if disclosure.cover.stage != "final" else ():
        checked += 1
        if {way(told.direction, rule.given), way(change.direction, rule.given)} == {"up", "down"}:
            hits.append(_told_otherwise(told, change))
    if not checked:
        return not_run("没有写明增减额的语句", "no statement gives a change")
    return Verdict(checked=checked, hits=merged(hits))


def _told_twice(disclosure: Disclosure, words: dict[str, Any]) -> Iterator[tuple[Claim, Claim]]:
    """Yield the claims that tell a direction without its amount, as headings do, each with the next that tells the amount.

    （二）公务接待费较2023年预算下降20%。2024年公务接待费4.80万元，较2023年预算6.00万元减少1.20万元。
    """
    open_claim, where = None, None
    for section, claim, _ in statements(disclosure, words["compared"]):
        open_claim, where = (open_claim if section is where else None), section
        if claim.direction and _is_bare_word(claim) and way(claim.direction, words) in ("up", "down"):
            open_claim = claim
        elif open_claim is not None and claim.change is not None and claim.change.money and _is_of(claim, open_claim):
            yield open_claim, claim
            open_claim = None


def _is_bare_word(claim: Claim) -> bool:
    """Return whether the claim tells how something moved, and no amount of it."""
    return bool(claim.topic) and claim.change is None and (claim.amount is None or claim.amount.text not in claim.sentence)


def _is_of(claim: Claim, told: Claim) -> bool:
    """Return whether the claims tell of one thing, held against the same."""
    same = told.subject in claim.subject and claim.topic in ("", told.topic)
    bases = {frozenset(_AGAINST.findall(one.against or one.sentence)) for one in (claim, told)}
    return same and len(bases) == 1


_AGAINST = re.compile(r"20\d\d(?=年)|执行|决算|年初")


def _told_otherwise(told: Claim, claim: Claim) -> Hit:
    assert claim.change is not None
    said = f"{told.direction}{told.growth.text if told.growth is not None else ''}"
    change = f"{claim.direction}{say_figure(claim.change)}"
    figures = tuple(figure for figure in (claim.amount, claim.change) if figure is not None)
    return Hit(
        places=once([told.place, claim.place]),
        slots={"subject": told.subject, "what": f"先写{said}，后写{change}，方向相反", "change": said, "amount": change},
        figures=figures,
        printed=said,
    )


def _against_before(one: Change, before: Money) -> list[Hit]:
    signed = one.change if one.way == "up" else -one.change
    if any(agree(now - before, signed) for now in either(one)):
        return []
    difference = one.now - before
    real = ("增加" if difference.fen > 0 else "减少") + say_amount(difference if difference.fen >= 0 else -difference)
    return [
        _misdirected(one, f"本年{say_amount(one.now)}、{say_against(one.claim).zh}{say_amount(before)}，应为{real}，却写{one.claim.direction}{say_figure(one.figure)}", beside_table(one.table))
    ]


def _misdirected(one: Change, what: str, remark: Bilingual | None = None) -> Hit:
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
        remark=remark,
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


@decides("parts_of_change")
def parts_of_change(disclosure: Disclosure, rule: Rule) -> Verdict:
    """The changes of the parts add up to the change of the whole."""
    topics: dict[str, list[Claim]] = {}
    for _, claim, _ in statements(disclosure, rule.given["compared"]):
        topics.setdefault(claim.topic, []).append(claim)
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
            if direction == "up" and exceeds(claim.change.money, money(claim.amount)):
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
        printed=say_exactly(change),
        expected=say_exactly(summed),
        difference=gap(change, summed),
    )


@decides("change_without_reason")
def change_without_reason(disclosure: Disclosure, rule: Rule) -> Verdict:
    """A change for which a reason is due is followed by one; reasons given for the parts explain their whole."""
    due = [
        claim
        for _, claim, _ in statements(disclosure, rule.given["compared"])
        if claim.topic in rule.given["topics"] and claim.change is not None and claim.change.money
    ]
    if not due:
        return not_run("没有应说明原因的增减额", "no change for which a reason is due")
    told = {_family(claim) for claim in due if claim.reason and claim.topic not in rule.given["wholes"]}
    explained = [topic for topic in rule.given["wholes"] if topic.partition("/")[0] in told]
    whole_reasons = " ".join(claim.reason for claim in due if claim.topic in rule.given["wholes"])
    # 收入增加5万元；支出增加5万元，主要原因是 …: one reason for both sides.
    twins = {(_family(claim), _fen(claim)) for claim in due if claim.reason}
    bare = [
        claim
        for claim in due
        if _is_bare(claim)
        and claim.topic not in explained
        and (_family(claim), _fen(claim)) not in twins
        and not _is_covered(claim, whole_reasons, rule.given["about"])
    ]
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


def _is_covered(claim: Claim, reasons: str, about: dict[str, str]) -> bool:
    """Return whether the reason of the whole, which stands before its parts, speaks of this part."""
    words = about.get(claim.topic)
    return words is not None and re.compile(words).search(reasons) is not None


def _fen(claim: Claim) -> int | None:
    return claim.change.money.fen if claim.change is not None and claim.change.money is not None else None


def _family(claim: Claim) -> str:
    return claim.topic.partition("/")[0]


def _is_bare(claim: Claim) -> bool:
    return not claim.reason and claim.change is not None and claim.change.money is not None and claim.change.money.fen != 0
