"""Parts that the narrative states against the whole it states.

In: claims by topic; which topics make up which is data of the rule. Out: parts that do not add up.
"""

from typing import Any

from msgspec import structs

from gouji.check.formula import Relation, relate
from gouji.check.functions.claims import (
    fits_cell,
    gap,
    is_rough,
    money,
    once,
    prose_term,
    refused,
    say_amount,
    say_exactly,
    say_figure,
)
from gouji.check.functions.performance import forms_refuse
from gouji.check.remember import once_a_section
from gouji.check.rule import Hit, Rule, Verdict, decides, not_run
from gouji.model.disclosure import Claim, Disclosure, Section
from gouji.model.money import Money, agree, at_most, total


@decides("prose_parts")
def prose_parts(disclosure: Disclosure, rule: Rule) -> Verdict:
    """The parts that the narrative names add up to the whole it names.

    Parts that the text leaves out may make up what is missing, so a shortfall counts only when every part of the
    list is stated and no other amount of the section is just the difference. An excess always counts. Where the
    tables already refuse one of the figures, or confirm them all, the mistake is reported there.
    """
    checked, hits, relations = 0, list[Hit](), list[Relation]()
    for section in disclosure.sections:
        stated = _stated(section)
        for one in rule.given["sums"]:
            claims = _sum_claims(stated, one) if one["whole"] in stated else None
            if claims is None:
                continue
            checked += 1
            hit, relation = _judge_sum(disclosure, section, one, *claims), _as_relation(*claims)
            if hit is not None:
                hits.append(structs.replace(hit, relation=relation))
            if relation is not None and (hit is not None or relation.holds):
                relations.append(relation)
    if not checked:
        return not_run("情况说明中没有列出构成的金额", "no amount of the narrative is divided into parts")
    return Verdict(checked=checked, hits=tuple(hits), relations=tuple(relations))


def _as_relation(whole: Claim, parts: list[Claim]) -> Relation | None:
    """Return the sum as a relation between figures, None when one of them is rough or not an amount."""
    terms = [
        prose_term(claim.amount, claim.subject)
        for claim in (whole, *parts)
        if claim.amount is not None and claim.amount.money is not None and not is_rough(claim)
    ]
    return relate((terms[0],), tuple(terms[1:])) if len(terms) == 1 + len(parts) else None


@once_a_section
def _stated(section: Section) -> dict[str, dict[str, Claim]]:
    """Return the section's claims by topic and subject; of a subject stated twice the first."""
    stated: dict[str, dict[str, Claim]] = {}
    for claim in section.claims:
        if claim.amount is not None and claim.amount.money is not None and claim.topic:
            stated.setdefault(claim.topic, {}).setdefault(claim.subject, claim)
    return stated


def _sum_claims(stated: dict[str, dict[str, Claim]], one: dict[str, Any]) -> tuple[Claim, list[Claim]] | None:
    """Return the whole and its parts as the section states them; `besides` are parts that not every form knows."""
    whole = next(iter(stated.get(one["whole"], {}).values()), None)
    parts: list[Claim] = []
    for topic in one["parts"]:
        claims = list(stated.get(topic, {}).values())
        parts += claims if one.get("list") else claims[:1]
    if whole is None or len(parts) < 2:
        return None
    return whole, parts + [claim for topic in one.get("besides", ()) for claim in list(stated.get(topic, {}).values())[:1]]


def _judge_sum(
    disclosure: Disclosure, section: Section, one: dict[str, Any], whole: Claim, parts: list[Claim]
) -> Hit | None:
    stated = money(whole.amount)
    summed = total([m for claim in parts if (m := money(claim.amount)) is not None])
    if stated is None or agree(summed, stated) or any(is_rough(claim) for claim in (whole, *parts)):
        return None
    if refused(disclosure, whole, *parts) or forms_refuse(disclosure, whole) or all(fits_cell(disclosure, claim) for claim in (whole, *parts)):
        return None
    if at_most(summed, stated) and not _is_whole_list(section, one, parts, stated - summed):
        return None
    return _bad_sum(whole, parts, stated, summed)


def _is_whole_list(section: Section, one: dict[str, Any], parts: list[Claim], rest: Money) -> bool:
    if one.get("list") or not {claim.topic for claim in parts} >= set(one["parts"]):
        return False
    # A further part may be told of and yet not be of the list.
    named = {one["whole"], *(claim.topic for claim in parts)}
    others = [m for claim in section.claims if claim.topic not in named and (m := money(claim.amount)) is not None]
    return not any(agree(rest, other) for other in others)


def _bad_sum(whole: Claim, parts: list[Claim], stated: Money, summed: Money) -> Hit:
    assert whole.amount is not None
    figures = [claim.amount for claim in parts if claim.amount is not None]
    return Hit(
        places=once([whole.place, *(claim.place for claim in parts)]),
        slots={
            "subject": whole.subject,
            "printed": say_figure(whole.amount),
            "parts": " + ".join(figure.text for figure in figures),
            "expected": say_amount(summed),
            "difference": gap(stated, summed),
        },
        figures=(whole.amount, *figures),
        printed=say_figure(whole.amount),
        expected=say_exactly(summed),
        difference=gap(stated, summed),
    )
