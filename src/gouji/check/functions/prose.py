"""The narrative against the tables, and its parts against its wholes.

In: claims with the cell they name; for sums, which topics make up which (data of the rule). Out: amounts that differ
from their cell, amounts off by ten thousand (元 for 万元), parts that do not add up.
"""

from collections.abc import Iterator
from typing import Any

from gouji.check.deciding import masked, title_of
from gouji.check.functions.claims import (
    all_claims,
    cell,
    fits_cell,
    gap,
    is_last_years,
    is_rough,
    money,
    once,
    refused,
    say_amount,
    say_cell,
    say_figure,
)
from gouji.check.functions.performance import forms_refuse
from gouji.check.functions.projects import amount, half_width, plain
from gouji.check.rule import Hit, Rule, Verdict, decides, not_run
from gouji.model.disclosure import Claim, Disclosure, Figure, Form, Section
from gouji.model.money import Money, agree, at_most, total
from gouji.model.place import Place

_MYRIAD = 10_000


def is_unit_slip(a: Money, b: Money) -> bool:
    """Return whether the amounts are the same but for the unit: one is ten thousand times the other."""
    return bool(a.fen and b.fen) and (agree(a, b.times(_MYRIAD)) or agree(a.times(_MYRIAD), b))


def _named_cells(disclosure: Disclosure) -> Iterator[tuple[Claim, Figure, bool]]:
    """Yield the claims that name a cell of the document, the cell, and whether they agree."""
    for _, claim in all_claims(disclosure):
        if claim.address is None or is_last_years(disclosure, claim):
            continue
        fits = fits_cell(disclosure, claim)
        figure = cell(disclosure, claim.address)
        if fits is not None and figure is not None:
            yield claim, figure, fits


@decides("prose_repeats_cell")
def prose_repeats_cell(disclosure: Disclosure, rule: Rule) -> Verdict:
    """An amount in prose is the amount of the table cell it names."""
    checked = 0
    wrong: dict[tuple[object, ...], list[tuple[Claim, Figure]]] = {}
    for claim, figure, fits in _named_cells(disclosure):
        checked += 1
        stated, printed = money(claim.amount), money(figure)
        if not fits and stated is not None and printed is not None and not is_unit_slip(stated, printed):
            wrong.setdefault((claim.address, stated.fen), []).append((claim, figure))
    if not checked:
        return not_run("情况说明中没有可与报表核对的金额", "no amount of the narrative names a cell of the tables")
    return Verdict(checked=checked, hits=tuple(_differs(group) for group in wrong.values()))


def _differs(group: list[tuple[Claim, Figure]]) -> Hit:
    claim, figure = group[0]
    stated, printed = money(claim.amount), money(figure)
    assert claim.amount and claim.address and stated and printed
    expected = say_figure(figure) if figure.money is not None else "空白"
    return Hit(
        places=once([*(one.place for one, _ in group), figure.place]),
        slots={
            "subject": claim.subject,
            "printed": say_figure(claim.amount),
            "cell": say_cell(claim.address),
            "expected": expected,
            "difference": gap(stated, printed),
        },
        figures=(*(one.amount for one, _ in group if one.amount), figure),
        printed=say_figure(claim.amount),
        expected=expected,
        difference=gap(stated, printed),
    )


@decides("unit_slip")
def unit_slip(disclosure: Disclosure, rule: Rule) -> Verdict:
    """No amount is printed in 元 as 万元 or the other way round, measured by its cell or its form."""
    checked = 0
    slips: list[tuple[Claim, Money, str, Place]] = []
    for claim, figure, fits in _named_cells(disclosure):
        checked += 1
        stated, printed = money(claim.amount), money(figure)
        if not fits and stated and printed and is_unit_slip(stated, printed):
            slips.append((claim, printed, f"《{(claim.address or ('',))[0]}》", figure.place))
    for claim, forms in claims_on_forms(disclosure, rule.given["topics"]):
        checked += 1
        stated = money(claim.amount)
        asked = [m for form in forms if (m := amount(form)) is not None]
        if stated is None or any(agree(stated, m) for m in asked):
            continue
        twin = next((form for form in forms if (m := amount(form)) is not None and is_unit_slip(stated, m)), None)
        if twin is not None and (printed := amount(twin)) is not None:
            slips.append((claim, printed, f"绩效目标表“{title_of(twin)}”", twin.place))
    if not checked:
        return not_run("情况说明中没有可核对单位的金额", "no amount of the narrative can be measured")
    return Verdict(checked=checked, hits=tuple(_slip(group) for group in _by_paragraph(slips)))


def _by_paragraph(slips: list[tuple[Claim, Money, str, Place]]) -> list[list[tuple[Claim, Money, str, Place]]]:
    groups: dict[tuple[object, ...], list[tuple[Claim, Money, str, Place]]] = {}
    for slip in slips:
        place = slip[0].place
        groups.setdefault((place.line, place.sheet, place.cell, place.page, place.part), []).append(slip)
    return list(groups.values())


def _slip(group: list[tuple[Claim, Money, str, Place]]) -> Hit:
    said = [
        f"“{claim.subject}”印作{say_figure(claim.amount)}，{where}为{say_amount(asked)}"
        for claim, asked, where, _ in group
        if claim.amount is not None
    ]
    return Hit(
        places=masked(once([*(claim.place for claim, _, _, _ in group), *(place for *_, place in group)])),
        slots={"count": str(len(group)), "what": "；".join(said)},
        figures=tuple(claim.amount for claim, *_ in group if claim.amount is not None),
        printed="、".join(say_figure(claim.amount) for claim, *_ in group if claim.amount is not None),
        expected="、".join(say_amount(asked) for _, asked, _, _ in group),
    )


def claims_on_forms(disclosure: Disclosure, topics: list[str]) -> Iterator[tuple[Claim, list[Form]]]:
    """Yield the claims of the topics that name projects, with the forms they can mean, the nearest names only.

    The narrative shortens names (反恐巡逻服务 for 政府购买服务费(反恐巡逻服务)): a form is meant when its name holds the
    claim's subject, or shares most of its pairs of characters.
    """
    names = [(plain(form.name), form) for form in disclosure.forms]
    for _, claim in all_claims(disclosure):
        if claim.topic not in topics or claim.amount is None or is_rough(claim):
            continue
        subject = _core_subject(claim)
        forms = [form for name, form in names if subject and subject in name]
        if not forms and len(subject) >= 3:
            forms = _alike(subject, names)
        if forms:
            yield claim, forms


def _core_subject(claim: Claim) -> str:
    """Return the project a claim speaks of: its subject without 年初预算价 and the like."""
    return plain(half_width(claim.subject).partition("年初")[0].removesuffix("预算"))


def _alike(subject: str, names: list[tuple[str, Form]]) -> list[Form]:
    pairs = {subject[i : i + 2] for i in range(len(subject) - 1)}
    return [form for name, form in names if 3 * sum(pair in name for pair in pairs) >= 2 * len(pairs)]


@decides("prose_repeats_form")
def prose_repeats_form(disclosure: Disclosure, rule: Rule) -> Verdict:
    """An amount that the narrative gives for a project is the amount of its form."""
    checked, hits = 0, []
    for claim, forms in claims_on_forms(disclosure, rule.given["topics"]):
        stated = money(claim.amount)
        asked = [m for form in forms if (m := amount(form)) is not None]
        if stated is None or not asked or claim.amount is None:
            continue
        checked += 1
        if any(agree(stated, m) or is_unit_slip(stated, m) for m in [*asked, total(asked)]):
            continue
        nearest = min(zip(asked, forms, strict=False), key=lambda pair: abs(pair[0].fen - stated.fen))
        hits.append(_not_form(claim, claim.amount, *nearest))
    if not checked:
        return not_run("情况说明中没有写明金额的购买服务项目", "no purchased service with an amount in the narrative")
    return Verdict(checked=checked, hits=tuple(hits))


def _not_form(claim: Claim, stated: Figure, asked: Money, form: Form) -> Hit:
    difference = gap(stated.money or asked, asked)
    return Hit(
        places=masked((claim.place, form.place)),
        slots={
            "subject": claim.subject,
            "printed": say_figure(stated),
            "name": title_of(form),
            "expected": say_amount(asked),
            "difference": difference,
        },
        figures=(stated,),
        printed=say_figure(stated),
        expected=say_amount(asked),
        difference=difference,
    )


@decides("prose_parts")
def prose_parts(disclosure: Disclosure, rule: Rule) -> Verdict:
    """The parts that the narrative names add up to the whole it names.

    Parts that the text leaves out may make up what is missing, so a shortfall counts only when every part of the
    list is stated and no other amount of the section is just the difference. An excess always counts. Where the
    tables already refuse one of the figures, or confirm them all, the mistake is reported there.
    """
    checked, hits = 0, []
    for section in disclosure.sections:
        stated = _stated(section)
        for one in rule.given["sums"]:
            claims = _sum_claims(stated, one) if one["whole"] in stated else None
            if claims is None:
                continue
            checked += 1
            if hit := _judge_sum(disclosure, section, one, *claims):
                hits.append(hit)
    if not checked:
        return not_run("情况说明中没有列出构成的金额", "no amount of the narrative is divided into parts")
    return Verdict(checked=checked, hits=tuple(hits))


def _stated(section: Section) -> dict[str, dict[str, Claim]]:
    """Return the section's claims by topic and subject; of a subject stated twice the first."""
    stated: dict[str, dict[str, Claim]] = {}
    for claim in section.claims:
        if claim.amount is not None and claim.amount.money is not None and claim.topic:
            stated.setdefault(claim.topic, {}).setdefault(claim.subject, claim)
    return stated


def _sum_claims(stated: dict[str, dict[str, Claim]], one: dict[str, Any]) -> tuple[Claim, list[Claim]] | None:
    """Return the whole and its parts as the section states them."""
    whole = next(iter(stated.get(one["whole"], {}).values()), None)
    parts: list[Claim] = []
    for topic in one["parts"]:
        claims = list(stated.get(topic, {}).values())
        parts += claims if one.get("list") else claims[:1]
    return (whole, parts) if whole is not None and len(parts) > 1 else None


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
    if one.get("list") or {claim.topic for claim in parts} != set(one["parts"]):
        return False
    others = [m for claim in section.claims if not claim.topic and (m := money(claim.amount)) is not None]
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
        expected=say_amount(summed),
        difference=gap(stated, summed),
    )
