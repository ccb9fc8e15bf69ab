"""Years named in running text: left over from an earlier document, or doubled in a plan of several years.

In: duties, organisation and narrative. Which phrases speak of the document's own year, of the year it compares with
and of the date of its assets is data of the rule; a year in any other phrase (a law, a reform, a contract) is history
and nobody's mistake.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from gouji.check.functions.claims import all_claims, cell, fits_cell, money, say_amount, say_cell, say_figure
from gouji.check.remember import once_a_rule
from gouji.check.rule import Hit, Rule, Verdict, decides, not_run
from gouji.check.texts import quote_around, running_text, running_text_with
from gouji.model.disclosure import Claim, Disclosure, Paragraph
from gouji.model.money import Money, agree, at_most, parse_money


@decides("stale_years")
def stale_years(disclosure: Disclosure, rule: Rule) -> Verdict:
    """A sentence about this budget names this year, a comparison the year before, the assets' date one of the two."""
    year = disclosure.cover.year
    if disclosure.cover.stage != "budget":
        return not_run("决算不按预算的写法核对年份", "final accounts name their years otherwise than a budget")
    if year is None:
        return not_run("不知道预算年度", "the budget year is not known", lacking=True)
    contexts, plan = _contexts(rule), re.compile(rule.given["plan"])
    plans = {id(paragraph) for paragraph in running_text_with(disclosure, plan) if len(set(plan.findall(paragraph.text))) > 2}
    checked, stale = 0, dict[int, list[Hit]]()
    for one in contexts:
        for paragraph in running_text_with(disclosure, one.pattern):
            for match in one.pattern.finditer(paragraph.text) if id(paragraph) not in plans else ():
                checked += 1
                if (apart := int(match[1]) - year) not in one.allowed and apart >= one.oldest:
                    hit = _stale(paragraph, match, {year + allowed for allowed in one.allowed})
                    stale.setdefault(id(paragraph), []).append(hit)
    hits = [hit for paragraph in running_text(disclosure) for hit in stale.get(id(paragraph), ())] if stale else ()
    if not checked:
        return not_run("没有可核对年份的语句", "no sentence whose year can be told")
    return Verdict(checked=checked, hits=tuple(hits))


class _Context(NamedTuple):
    """Words around a year, the years allowed there and the oldest that is no history, counted from the budget's."""

    pattern: re.Pattern[str]
    allowed: frozenset[int]
    oldest: int


@once_a_rule
def _contexts(rule: Rule) -> tuple[_Context, ...]:
    return tuple([
        _Context(
            re.compile(one["pattern"], re.MULTILINE),
            frozenset(map(int, one["allowed"])),
            int(one.get("oldest", rule.given["oldest"])),
        )
        for one in rule.given["contexts"]
    ])


def _stale(paragraph: Paragraph, match: re.Match[str], allowed: set[int]) -> Hit:
    quote = quote_around(match)
    expected = "或".join(f"{year}年" for year in sorted(allowed, reverse=True))
    return Hit(
        places=(paragraph.place,),
        slots={"quote": quote, "year": match[1], "expected": expected},
        printed=f"{match[1]}年",
        expected=expected,
    )


@decides("last_year_with_this_years_amount")
def last_year_with_this_years_amount(disclosure: Disclosure, rule: Rule) -> Verdict:
    """An amount told of the year before is not the very amount of this year's table: the year was not changed.

    Only where the sentence begins with that year's budget, and the section tells nothing else of the same topic. given:
    `begins`, an expression of the words before the amount, with the group `year`; `other`, words of a comparison.
    """
    year, begins, other = disclosure.cover.year, re.compile(rule.given["begins"]), re.compile(rule.given["other"])
    if year is None:
        return not_run("不知道预算年度", "the budget year is not known", lacking=True)
    checked, hits = 0, list[Hit]()
    for section, claim in all_claims(disclosure):
        match = begins.match(claim.subject) if claim.address is not None and str(year - 1) in claim.subject else None
        if match is None or int(match["year"]) != year - 1 or other.search(claim.sentence) or not money(claim.amount):
            continue
        checked += 1
        alone = sum(one.topic == claim.topic for one in section.claims) == 1
        stated = money(claim.amount)
        if stated is not None and stated.fen and alone and fits_cell(disclosure, claim):
            hits.append(_unchanged_year(claim, disclosure, year))
    if not checked:
        return not_run("没有写上年预算的语句", "no sentence tells last year's budget")
    return Verdict(checked=checked, hits=tuple(hits))


def _unchanged_year(claim: Claim, disclosure: Disclosure, year: int) -> Hit:
    assert claim.amount is not None and claim.address is not None
    figure = cell(disclosure, claim.address)
    places = (claim.place, *([figure.place] if figure is not None else []))
    slots = {"subject": claim.subject, "amount": say_figure(claim.amount), "cell": say_cell(claim.address)}
    return Hit(places, {**slots, "year": str(year)}, (claim.amount,), f"{year - 1}年", f"{year}年")


@decides("plan_years")
def plan_years(disclosure: Disclosure, rule: Rule) -> Verdict:
    """A plan of several years names each year once, and its figures are possible beside this budget's."""
    line = re.compile(rule.given["line"])
    checked, hits = 0, []
    for section in disclosure.sections:
        for paragraph in section.paragraphs:
            entries = line.findall(paragraph.text)
            if len(entries) < 2 or len({label for _, label, _, _ in entries}) > 1:
                continue
            checked += 1
            if hit := _judge_plan(disclosure, rule, paragraph, entries):
                hits.append(hit)
    if not checked:
        return not_run("没有分年度的规划数", "no plan of several years")
    return Verdict(checked=checked, hits=tuple(hits))


def _judge_plan(disclosure: Disclosure, rule: Rule, paragraph: Paragraph, entries: list[tuple[str, ...]]) -> Hit | None:
    label = entries[0][1]
    amounts: dict[int, list[Money]] = {}
    for year, _, number, unit in entries:
        if (read := parse_money(number, unit)) is not None:
            amounts.setdefault(int(year), []).append(read)
    faults = [
        (
            f"{year}年印了{len(found)}次，金额分别为{'、'.join(say_amount(m) for m in found)}",
            f"{year} is printed {len(found)} times with different amounts",
        )
        for year, found in amounts.items()
        if any(not agree(found[0], other) for other in found[1:])
    ]
    faults += _misprinted_year([int(year) for year, *_ in entries]) if faults else []
    faults += _against_budget(disclosure, rule, amounts)
    if not faults:
        return None
    return Hit(
        places=(paragraph.place,),
        slots={
            "label": label,
            "faults": "；".join(zh for zh, _ in faults),
            "faults_en": "; ".join(en for _, en in faults),
        },
        printed=paragraph.text,
        severity="error" if any(len(found) > 1 for found in amounts.values()) else "warning",
    )


def _misprinted_year(years: list[int]) -> list[tuple[str, str]]:
    """Return which year is probably meant where the second of two alike, taken for the next, makes them follow each other."""
    twice = [year for year in dict.fromkeys(years) if years.count(year) == 2]
    if len(twice) != 1:
        return []
    missing = max(years) + 1
    if sorted({*years, missing}) != list(range(min(years), missing + 1)):
        return []
    return [(f"后一个“{twice[0]}年”很可能应为{missing}年", f"the second {twice[0]} is probably {missing}")]


def _against_budget(
    disclosure: Disclosure, rule: Rule, amounts: dict[int, list[Money]]
) -> Iterator[tuple[str, str]]:
    """Yield what cannot be beside this budget: last year's appropriation above last year's whole budget."""
    year = disclosure.cover.year
    limit = _last_year_total(disclosure, rule.given["total"])
    if year is None or limit is None or len(amounts.get(year - 1, ())) != 1:
        return
    stated = amounts[year - 1][0]
    if not at_most(stated, limit):
        yield (
            f"{year - 1}年{say_amount(stated)}，大于按增减额倒推的{year - 1}年收入总计{say_amount(limit)}",
            f"{say_amount(stated)} for {year - 1} exceeds that year's whole budget, {say_amount(limit)}",
        )


def _last_year_total(disclosure: Disclosure, address: list[str]) -> Money | None:
    """Return last year's grand total: this year's less the change the narrative states for it."""
    kind, key, column = address
    now = money(cell(disclosure, (kind, key, column)))
    if now is None:
        return None
    for _, claim in all_claims(disclosure):
        stated, change = money(claim.amount), claim.change and claim.change.money
        if change and stated and agree(stated, now):
            return now - change if claim.direction in ("增加", "增长") else now + change
    return None
