"""Amounts of the narrative against the table cells and the forms they name.

In: claims with the cell they name, claims that name projects. Out: amounts that differ from their cell or form,
amounts off by ten thousand (元 for 万元).
"""

from collections.abc import Iterator

from msgspec import structs

from gouji.check.deciding import masked, title_of
from gouji.check.formula import Relation, relate
from gouji.check.functions.claims import (
    address_of,
    all_claims,
    cell,
    claim_relation,
    fits_cell,
    gap,
    is_cut_off,
    is_last_years,
    is_rough,
    money,
    once,
    prose_term,
    refused,
    say_amount,
    say_beside,
    say_cell,
    say_exactly,
    say_figure,
)
from gouji.check.functions.projects import amount, half_width, plain
from gouji.check.functions.stated_changes import meant_in_other_unit
from gouji.check.remember import once_a_document
from gouji.check.rule import Hit, Rule, Verdict, decides, not_run
from gouji.model.disclosure import Claim, Disclosure, Figure, Form
from gouji.model.money import Money, agree, total
from gouji.model.place import Place

_MYRIAD = 10_000


def is_unit_slip(a: Money, b: Money) -> bool:
    """Return whether the amounts are the same but for the unit: one is ten thousand times the other."""
    return bool(a.fen and b.fen) and (agree(a, b.times(_MYRIAD)) or agree(a.times(_MYRIAD), b))


@once_a_document
def _named_cells(disclosure: Disclosure) -> tuple[tuple[Claim, Figure, bool], ...]:
    """Return the claims that name a cell of the document, the cell, and whether they agree."""
    return tuple([
        (claim, figure, fits)
        for _, claim in all_claims(disclosure)
        if claim.address is not None
        and (figure := cell(disclosure, address_of(disclosure, claim))) is not None
        and (fits := fits_cell(disclosure, claim)) is not None
        and not is_last_years(disclosure, claim)
    ])


@decides("prose_repeats_cell")
def prose_repeats_cell(disclosure: Disclosure, rule: Rule) -> Verdict:
    """An amount in prose is the amount of the table cell it names."""
    checked = 0
    wrong: dict[tuple[object, ...], list[tuple[Claim, Figure]]] = {}
    relations = []
    for claim, figure, fits in _named_cells(disclosure):
        checked += 1
        stated, printed = money(claim.amount), money(figure)
        cut = stated is not None and printed is not None and is_cut_off(stated, printed)
        if (relation := claim_relation(disclosure, claim)) is not None and (fits or not cut):
            relations.append(relation)
        if not fits and stated is not None and printed is not None and not is_unit_slip(stated, printed):
            wrong.setdefault((claim.address, stated.fen), []).append((claim, figure))
    if not checked:
        return not_run("情况说明中没有可与报表核对的金额", "no amount of the narrative names a cell of the tables")
    return Verdict(checked, tuple(_differs(disclosure, group) for group in wrong.values()), relations=tuple(relations))


def _differs(disclosure: Disclosure, group: list[tuple[Claim, Figure]]) -> Hit:
    claim, figure = group[0]
    stated, printed = money(claim.amount), money(figure)
    assert claim.amount and claim.address and stated and printed
    expected = say_beside(figure, claim.amount) if figure.money is not None else "空白"
    cut = is_cut_off(stated, printed)
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
        severity="note" if cut else None,
        relation=None if cut else claim_relation(disclosure, claim),
    )


@decides("unit_slip")
def unit_slip(disclosure: Disclosure, rule: Rule) -> Verdict:
    """No amount is printed in 元 as 万元 or the other way round, measured by its cell, its form, or its change and rate."""
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
    for _, claim in all_claims(disclosure):
        if (meant := meant_in_other_unit(claim)) is not None and not is_rough(claim) and not refused(disclosure, claim):
            checked += 1
            slips.append((claim, meant, "按增减额和增减率应", claim.place))
    if not checked:
        return not_run("情况说明中没有可核对单位的金额", "no amount of the narrative can be measured")
    return Verdict(checked=checked, hits=tuple(_slip(disclosure, group) for group in _by_paragraph(slips)))


def _by_paragraph(slips: list[tuple[Claim, Money, str, Place]]) -> list[list[tuple[Claim, Money, str, Place]]]:
    groups: dict[tuple[object, ...], list[tuple[Claim, Money, str, Place]]] = {}
    for slip in slips:
        place = slip[0].place
        groups.setdefault((place.line, place.sheet, place.cell, place.page, place.part), []).append(slip)
    return list(groups.values())


def _slip(disclosure: Disclosure, group: list[tuple[Claim, Money, str, Place]]) -> Hit:
    said = [
        f"“{claim.subject}”印作{say_figure(claim.amount)}，{where}为{say_exactly(asked)}"
        for claim, asked, where, _ in group
        if claim.amount is not None
    ]
    return Hit(
        places=masked(once([*(claim.place for claim, _, _, _ in group), *(place for *_, place in group)])),
        slots={"count": str(len(group)), "what": "；".join(said)},
        figures=tuple(claim.amount for claim, *_ in group if claim.amount is not None),
        printed="、".join(say_figure(claim.amount) for claim, *_ in group if claim.amount is not None),
        expected="、".join(say_exactly(asked) for _, asked, _, _ in group),
        relation=claim_relation(disclosure, group[0][0]) if len(group) == 1 else None,
    )


_OnForms = tuple[Claim, list[Form]]


def claims_on_forms(disclosure: Disclosure, topics: list[str]) -> tuple[_OnForms, ...]:
    """Return the claims of the topics that name projects, with the forms they can mean, the nearest names only.

    The narrative shortens names (反恐巡逻服务 for 政府购买服务费(反恐巡逻服务)): a form is meant when its name holds the
    claim's subject, or shares most of its pairs of characters.
    """
    found, asked = _claims_on_forms(disclosure), tuple(topics)
    if asked not in found:
        found[asked] = tuple(_read_on_forms(disclosure, asked))
    return found[asked]


@once_a_document
def _claims_on_forms(disclosure: Disclosure) -> dict[tuple[str, ...], tuple[_OnForms, ...]]:
    """Return what was asked of the document, by the topics asked for."""
    return {}


def _read_on_forms(disclosure: Disclosure, topics: tuple[str, ...]) -> Iterator[_OnForms]:
    names = [(plain(form.name), form) for form in disclosure.forms]
    for claim in [claim for _, claim in all_claims(disclosure) if claim.topic in topics]:
        if claim.amount is None or is_rough(claim):
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
    checked, hits, relations = 0, list[Hit](), list[Relation]()
    for claim, forms in claims_on_forms(disclosure, rule.given["topics"]):
        stated = money(claim.amount)
        asked = [m for form in forms if (m := amount(form)) is not None]
        if stated is None or not asked or claim.amount is None:
            continue
        checked += 1
        relation = _same_as_form(claim.amount, claim.subject, forms[0]) if len(forms) == 1 and stated.fen else None
        relations += [relation] if relation is not None else []
        if any(agree(stated, m) or is_unit_slip(stated, m) for m in [*asked, total(asked)]):
            continue
        nearest = min(zip(asked, forms, strict=False), key=lambda pair: abs(pair[0].fen - stated.fen))
        hits.append(structs.replace(_not_form(claim, claim.amount, *nearest), relation=relation))
    if not checked:
        return not_run("情况说明中没有写明金额的购买服务项目", "no purchased service with an amount in the narrative")
    return Verdict(checked=checked, hits=tuple(hits), relations=tuple(relations))


def _same_as_form(stated: Figure, subject: str, form: Form) -> Relation | None:
    figure = form.annual.total
    if figure is None or figure.money is None:
        return None
    return relate((prose_term(stated, subject),), (prose_term(figure, "资金总额"),))


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
        expected=say_exactly(asked),
        difference=difference,
    )
