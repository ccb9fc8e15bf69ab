"""Shares stated in the narrative (占…的X%), against the amounts they divide.

In: claims with a share. The whole is the one the text names; when it names none, any amount that the section states
before it. Out: shares that fit no whole, shares that fit another whole than the one named, lists that do not make 100.
"""

import re
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any, NamedTuple

from gouji.check.functions import intervals
from gouji.check.functions.claims import (
    address_of,
    all_claims,
    beside_table,
    by_table,
    cell,
    is_rough,
    money,
    once,
    paragraphs,
    refused,
    say_cell,
    say_figure,
)
from gouji.check.functions.intervals import Interval, of_quantity
from gouji.check.functions.performance import forms_refuse
from gouji.check.functions.projects import plain
from gouji.check.rule import Hit, Rule, Verdict, decides, not_run
from gouji.model.disclosure import Claim, Disclosure, Figure, Quantity, Section
from gouji.model.money import Money


class Whole(NamedTuple):
    """An amount that a share may be measured by, and what it is called."""

    figure: Figure
    money: Money
    name: str


class Fit(NamedTuple):
    """How a share stands: by the whole named in the text, and by `other`, that of the section's which it fits.

    parts: what the part can be, by the text and by the table. large: the amounts before it that it can be a part of.
    """

    share: Quantity
    part: Figure
    money: Money
    parts: tuple[Money, ...]
    named: Whole | None
    fits_named: bool
    other: Whole | None
    large: list[Whole]


def _decimals(quantity: Quantity) -> int:
    return max(0, -int(quantity.step.as_tuple().exponent))


def _meets(part: Money, whole: Whole, printed: Interval) -> bool:
    computed = intervals.share(part, whole.money)
    return computed is not None and computed.meets(printed)


def _nearly(share: Quantity) -> Interval:
    """Return what the share can be, a last digit more or less allowed."""
    return of_quantity(share).widened(Fraction(share.step))


def judge(disclosure: Disclosure, section: Section, claim: Claim, wholes: list[dict[str, Any]]) -> Fit | None:
    """Return how the claim's share stands; None when it cannot be decided.

    Where a table refuses the part, or the whole that no words name, it fits when it fits either of the two amounts.
    """
    part, share = money(claim.amount), claim.share
    if part is None or share is None or claim.amount is None or is_rough(claim) or forms_refuse(disclosure, claim):
        return None
    named = _named(disclosure, claim, wholes)
    others = _before(disclosure, section, claim)
    if named is None:
        others += _disputed(disclosure, section, claim)
    if named is None and not others:
        return None
    parts = part, *by_table(disclosure, claim)
    fitting = [whole for whole in others if _fits(parts, whole, share)]
    if not fitting and named is None and claim.of_what and not _is_among(others, claim.of_what):
        return None  # the whole that the text names is stated nowhere
    large = [whole for whole in others if whole.money.fen >= part.fen]
    fits_named = named is not None and _fits(parts, named, share)
    return Fit(share, claim.amount, part, parts, named, fits_named, next(iter(fitting), None), large)


def _fits(parts: Sequence[Money], whole: Whole, share: Quantity) -> bool:
    return any(_meets(part, whole, of_quantity(share)) for part in parts)


def _is_among(wholes: list[Whole], of_what: str) -> bool:
    name = re.sub("(?:总额|总计|合计|总数)$", "", plain(of_what))
    return any(name in plain(whole.name) or plain(whole.name) in name for whole in wholes)


def _likely_whole(section: Section, fit: Fit) -> Whole:
    """Return the large amount that the share was probably measured by.

    One that it misses by a last digit only; else the one that the other shares of the section fit; else the last one.
    """
    large, nearly = fit.large, _nearly(fit.share)
    if near := next((whole for whole in large if _meets(fit.money, whole, nearly)), None):
        return near
    siblings = [(amount, one.share) for one in section.claims if one.share and (amount := money(one.amount))]
    fitting = [sum(_meets(amount, whole, of_quantity(rate)) for amount, rate in siblings) for whole in large]
    return large[fitting.index(max(fitting))] if max(fitting) > 0 else large[-1]


def _before(disclosure: Disclosure, section: Section, claim: Claim) -> list[Whole]:
    """Return the amounts stated before the claim in its section that no table refuses."""
    return [
        Whole(one.amount, one.amount.money, one.subject)
        for one in _claims_before(section, claim)
        if one.amount is not None and one.amount.money and one.amount.money.fen > 0 and not refused(disclosure, one)
    ]


def _disputed(disclosure: Disclosure, section: Section, claim: Claim) -> list[Whole]:
    """Return the amounts stated before the claim that a table refuses, each as the text and as the table prints it."""
    found = list[Whole]()
    for one in _claims_before(section, claim):
        address = address_of(disclosure, one) if refused(disclosure, one) else None
        if address is None or one.amount is None or one.amount.money is None:
            continue
        pair = Whole(one.amount, one.amount.money, one.subject), _positive(disclosure, address)
        found += [whole for whole in pair if whole is not None and whole.money.fen > 0]
    return found


def _claims_before(section: Section, claim: Claim) -> Sequence[Claim]:
    return section.claims[: next(i for i, one in enumerate(section.claims) if one is claim)]


def _named(disclosure: Disclosure, claim: Claim, wholes: list[dict[str, Any]]) -> Whole | None:
    """Return the cell that the text names as the whole, or None when it names none that the document has.

    The first cell that bears the words is meant. Where the document lacks it, which of the others is meant is not known:
    then the one that the share fits, or none.
    """
    meant = [one["cell"] for one in wholes if claim.of_what and re.compile(one["words"]).search(claim.of_what)]
    found = [_positive(disclosure, address) for address in meant]
    others = [whole for whole in found if whole is not None]
    part, share = money(claim.amount), claim.share
    if not others or found[0] is not None or part is None or share is None:
        return next(iter(others), None)
    return next((whole for whole in others if _meets(part, whole, of_quantity(share))), None)


def _positive(disclosure: Disclosure, address: Sequence[str]) -> Whole | None:
    """Return the cell as a whole to divide by, None when there is none or it is not above zero."""
    kind, key, column = address
    figure = cell(disclosure, (kind, key, column))
    if figure is None or figure.money is None or figure.money.fen <= 0:
        return None
    return Whole(figure, figure.money, say_cell((kind, key, column)))


@decides("share_of_whole")
def share_of_whole(disclosure: Disclosure, rule: Rule) -> Verdict:
    """A share is the part divided by a whole that the text names or states."""
    checked, hits = 0, []
    for section, claim in all_claims(disclosure):
        fit = judge(disclosure, section, claim, rule.given["wholes"]) if claim.share else None
        if fit is None or not (fit.named or fit.large):
            continue
        checked += 1
        if fit.fits_named or fit.other is not None:
            continue
        nearest = fit.named or _likely_whole(section, fit)
        near = _meets(fit.money, nearest, _nearly(fit.share))
        if not (near and _make_hundred(section, claim)):
            hits.append(_wrong_share(claim, fit, nearest, near=near))
    if not checked:
        return not_run("情况说明中没有可核对的占比", "no share in the narrative can be checked")
    return Verdict(checked=checked, hits=tuple(hits))


def _make_hundred(section: Section, claim: Claim) -> bool:
    """Return whether the shares of the paragraph, or of the list of paragraphs, make exactly 100.

    A last digit was then adjusted to that end.
    """
    shares = next((group for group in paragraphs(section) if claim in group), ())
    return any(
        sum((Fraction(one.share.value) for one in claims if one.share), Fraction(0)) == 100
        for claims in (shares, section.claims)
    )


def _wrong_share(claim: Claim, fit: Fit, whole: Whole, *, near: bool) -> Hit:
    expected = _expected(fit, whole)
    return Hit(
        places=once([claim.place, whole.figure.place]),
        slots={
            "subject": claim.subject,
            "part": say_figure(fit.part),
            "whole": f"{whole.name}{say_figure(whole.figure)}",
            "printed": fit.share.text,
            "expected": expected,
        },
        figures=(fit.part, whole.figure),
        printed=fit.share.text,
        expected=expected,
        severity="note" if near else None,
        remark=beside_table(fit.parts[1:]),
    )


def _expected(fit: Fit, whole: Whole) -> str:
    computed = intervals.share(fit.money, whole.money)
    return f"{intervals.say(computed, _decimals(fit.share))}%" if computed else ""


@decides("share_of_named_whole")
def share_of_named_whole(disclosure: Disclosure, rule: Rule) -> Verdict:
    """A share is measured by the whole that the text names, not by another amount."""
    checked, hits = 0, []
    for section, claim in all_claims(disclosure):
        fit = judge(disclosure, section, claim, rule.given["wholes"]) if claim.share and claim.of_what else None
        if fit is None or fit.named is None:
            continue
        checked += 1
        if not fit.fits_named and fit.other is not None:
            hits.append(_other_whole(claim, fit, fit.named, fit.other))
    if not checked:
        return not_run("没有写明分母且可在报表中找到的占比", "no share names a whole that the tables have")
    return Verdict(checked=checked, hits=tuple(hits))


def _other_whole(claim: Claim, fit: Fit, named: Whole, other: Whole) -> Hit:
    expected = _expected(fit, named)
    return Hit(
        places=once([claim.place, named.figure.place, other.figure.place]),
        slots={
            "subject": claim.subject,
            "of_what": claim.of_what,
            "printed": fit.share.text,
            "used": say_figure(other.figure),
            "named": f"{named.name}{say_figure(named.figure)}",
            "expected": expected,
        },
        figures=(fit.part, named.figure, other.figure),
        printed=fit.share.text,
        expected=expected,
    )


@decides("shares_make_hundred")
def shares_make_hundred(disclosure: Disclosure, rule: Rule) -> Verdict:
    """The shares of one list make 100; only lists without amounts, which no other rule can check, are judged wrong."""
    checked, hits = 0, []
    incomplete = re.compile(rule.given["incomplete"])
    for section in disclosure.sections:
        for group in paragraphs(section):
            shares = [claim for claim in group if claim.share is not None and not claim.of_what]
            if len(shares) < 2 or any(incomplete.search(claim.sentence) for claim in shares):
                continue
            summed, slack = _sum_shares(shares)
            if abs(summed - 100) <= slack:
                checked += 1
            elif abs(summed - 100) <= int(rule.given["near"]) and not any(claim.amount for claim in shares):
                checked += 1
                hits.append(_not_hundred(shares, summed))
    if not checked:
        return not_run("没有完整列出的占比", "no complete list of shares")
    return Verdict(checked=checked, hits=tuple(hits))


def _sum_shares(claims: list[Claim]) -> tuple[Decimal, Decimal]:
    shares = [claim.share for claim in claims if claim.share is not None]
    return sum([share.value for share in shares], Decimal(0)), sum([share.step for share in shares], Decimal(0)) / 2


def _not_hundred(claims: list[Claim], summed: Decimal) -> Hit:
    said = f"{float(summed):g}%"
    return Hit(
        places=once([claim.place for claim in claims]),
        slots={"shares": " + ".join(claim.share.text for claim in claims if claim.share), "sum": said},
        printed=said,
        expected="100%",
    )
