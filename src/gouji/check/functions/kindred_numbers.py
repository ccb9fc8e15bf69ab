"""Numbers that goals and plans give of what an indicator counts, in other words than its name.

In: the forms. Out: an indicator of which a text gives another number.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from msgspec.structs import replace

from gouji.check.deciding import NO_FORMS, decided
from gouji.check.functions.goal_numbers import (
    Clause,
    Said,
    clear_indicators,
    quantities_of,
    said_hit,
    speaks_of,
    stem_of,
    told_clauses,
    unit_of,
)
from gouji.check.rule import Hit, Rule, Verdict, decides
from gouji.check.texts import Once
from gouji.check.words import load_words
from gouji.layouts.characters import DIGIT
from gouji.model.disclosure import Disclosure, Quantity
from gouji.model.place import Bilingual

_NOTHING = Bilingual("目标和计划中没有指标所说的数量", "no goal or plan tells the number of an indicator")
_PEOPLE = ("人", "名", "位")
_ALONE, _NEAR, _SURE = 0.4, 0.5, 0.6  # of the pairs of characters of a name; fewer are told of many things


@decides("kindred_numbers")
def kindred_numbers(disclosure: Disclosure, rule: Rule) -> Verdict:
    """A number that a text gives of what an indicator counts, in other words than its name, is the indicator's target.

    The clause has the unit and most words of the indicator, and no other indicator of the unit has as many; a clause
    that holds the whole name beside the number, and things counted in an overview, are other rules'. An overview may
    tell more than a target that is a bound. What is the value of any indicator is right.
    given: `other`, words of another number; `scarce`, units so particular that fewer words in common tell the only one.
    """
    other, scarce = re.compile(rule.given["other"]), frozenset(rule.given["scarce"])
    checked, hits = 0, dict[tuple[int, str], Hit]()
    for form in disclosure.forms:
        indicators = clear_indicators(form)
        clauses = [one for one in told_clauses(form) if "元" not in one.clause] if indicators else []
        for said in _of_units(clauses, frozenset(map(_unit, indicators))) if clauses else ():
            kin = _kin(said, indicators, scarce) if not other.search(said.clause) else None
            if kin is None:
                continue
            checked += 1
            (indicator, places), sure = kin
            fits = said.field == "overview" and _allows(indicator.quantity, said.quantity)
            known = any(one.quantity is not None and one.quantity.value == said.quantity.value for one in form.indicators)
            if not fits and not known:
                hit = said_hit(form, indicator, places, said)
                hits.setdefault((form.number, indicator.name.reading), hit if sure else replace(hit, severity="note"))
    return decided(checked, tuple(hits.values()), _NOTHING if disclosure.forms else NO_FORMS)


def _unit(one: Once) -> str:
    return unit_of(one.indicator.quantity)


def _of_units(clauses: list[Clause], units: frozenset[str]) -> Iterator[Said]:
    """Yield the clauses with each quantity that is the only one of its unit, if that is one of the units."""
    with_number = _with_number(units)
    for clause, field, text in _parts(clauses):
        if not with_number.search(clause):
            continue
        told = [one for one in quantities_of(clause) if clause[one.end : one.end + 1] != "次"]  # 册次 is not 册
        found = [one.quantity for one in told if unit_of(one.quantity) in units]
        for one in found:
            alone = sum(unit_of(other) == unit_of(one) for other in found) == 1
            if alone and not (field == "overview" and one.unit in _counted()):
                yield Said(clause, one, field, text)


# 完成54株古树复壮和180株古树挂牌: each number with what is said of it.
_AND = re.compile(r"(?<=\D\D)(?:和|以及|及)(?=\d)")


def _parts(clauses: list[Clause]) -> Iterator[Clause]:
    for one in clauses:
        parts = _AND.split(one.clause) if "和" in one.clause or "及" in one.clause else [one.clause]
        yield from [Clause(part, one.field, one.text) for part in parts]


@cache
def _counted() -> frozenset[str]:
    return frozenset(load_words("indicators")["count_units"])


@lru_cache(maxsize=256)
def _with_number(units: frozenset[str]) -> re.Pattern[str]:
    told = sorted(units.union(_PEOPLE) if "人" in units else units)
    return re.compile(rf"{DIGIT}万?(?:{'|'.join(map(re.escape, told))})")


def _kin(said: Said, indicators: Sequence[Once], scarce: frozenset[str]) -> tuple[Once, bool] | None:
    """Return the indicator that counts what the clause tells, and whether that is sure; None when none is nearest."""
    unit = unit_of(said.quantity)
    same = sorted(((_shared(said.clause, one), at) for at, one in enumerate(indicators) if _unit(one) == unit), reverse=True)
    share, at = same[0]
    one = indicators[at]
    if not share or (len(same) > 1 and same[1][0] >= share) or speaks_of(said, one.indicator):
        return None
    alone = len(same) == 1 and unit in scarce
    return (one, share >= _SURE) if share >= (_ALONE if alone else _NEAR) else None


def _shared(clause: str, one: Once) -> float:
    """Return what part of the name's pairs of characters the clause holds; pairs of any text do not count.

    A rate is told by the end of its name.
    """
    pairs = _pairs(one.indicator.name.reading)
    if not pairs or (_unit(one) == "%" and pairs[-1] not in clause):
        return 0
    return sum(pair in clause for pair in pairs) / len(pairs)


@lru_cache(maxsize=1024)
def _pairs(name: str) -> tuple[str, ...]:
    stem, general = stem_of(name), load_words("indicators")["common"]
    return tuple([pair for at in range(len(stem) - 1) if (pair := stem[at : at + 2]) not in general])


def _allows(target: Quantity | None, said: Quantity) -> bool:
    """Return whether the number is within a target that is a bound."""
    if target is None:
        return True
    more, less = target.operator in ("≥", ">"), target.operator in ("≤", "<")
    return (more and said.value >= target.value) or (less and said.value <= target.value)
