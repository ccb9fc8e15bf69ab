"""The performance indicators of a project form: complete, in their right kind, measurable, the right way round."""

import re
from functools import cache, lru_cache
from typing import Any

from msgspec.structs import replace

from gouji.check.deciding import NO_FORMS, NO_INDICATORS, decided, masked, title_of
from gouji.check.functions.funds import is_one_year
from gouji.check.masking import mask_names
from gouji.check.remember import once_a_document
from gouji.check.rule import Hit, Rule, Verdict, decides
from gouji.check.texts import LOST, Stated, all_indicators, holds_any, indicators_with, target_of
from gouji.check.words import load_words
from gouji.model.disclosure import Disclosure, Form, Indicator
from gouji.model.place import Bilingual, Place

_NO_YEARS = Bilingual("没有跨年度项目的两栏印着同一数量指标", "no project of several years prints one quantity for both periods")
_COUNTING = frozenset("0123456789０１２３４５６７８９一二三四五六七八九十百全")


# Where the indicators of a kind are looked for, and targets in words.
_QUANTITY, _THINGS = re.compile("数量"), re.compile("数量|质量")
_TIME_OR_COST = re.compile("时效|成本")
_WORDED = re.compile(r"^[^0-9]+$")


@once_a_document
def _measured(disclosure: Disclosure) -> tuple[Stated, ...]:
    """Return every indicator whose kind is certain and whose target is a number, once."""
    return tuple([one for one in all_indicators(disclosure) if one[1].quantity is not None and not one[1].uncertain])


@once_a_document
def _count_legible(disclosure: Disclosure) -> int:
    """Return how many indicators of a certain kind have a target that can be read."""
    return len([one for _, one, _ in all_indicators(disclosure) if not one.uncertain and _is_legible(one)])


def _is_legible(indicator: Indicator) -> bool:
    return bool(indicator.value.reading) and indicator.value.damage not in LOST


def _hit(form: Form, indicator: Indicator, places: tuple[Place, ...], **slots: str | Bilingual) -> Hit:
    value = mask_names(indicator.value.reading)
    slots |= {
        "form": title_of(form),
        "level2": indicator.level2,
        "name": mask_names(indicator.name.reading),
        "value": value,
    }
    return Hit(places=masked(places), slots=slots, printed=value)


@decides("year_within_whole")
def year_within_whole(disclosure: Disclosure, rule: Rule) -> Verdict:
    """What a project of several years is to yield in this year is no more than in its whole period.

    Compared are numbers that one name counts in one unit; a rate, and what is counted each time or each year, may be any.
    given: `one_year`, how a form says that it lasts one year; `other`, an expression of names and targets that are no part of a whole.
    """
    other = re.compile(rule.given["other"])
    checked, hits = 0, []
    for form in disclosure.forms:
        if is_one_year(form, rule.given["one_year"]):
            continue
        whole = {one.name.reading: one for one in form.indicators if one.horizon == "whole" and _is_yield(one, other)}
        for one in form.indicators if whole else ():
            all_ = whole.get(one.name.reading) if one.horizon == "annual" and _is_yield(one, other) else None
            if all_ is None or all_.quantity is None or one.quantity is None or all_.quantity.unit != one.quantity.unit:
                continue
            checked += 1
            if one.quantity.value > all_.quantity.value:
                hits.append(_hit(form, one, (one.place, all_.place), whole=mask_names(all_.value.reading)))
    return decided(checked, hits, NO_FORMS if not disclosure.forms else _NO_YEARS)


def _is_yield(indicator: Indicator, other: re.Pattern[str]) -> bool:
    """Return whether the indicator counts a yield of which a year's is a part, and is printed whole."""
    if "数量" not in indicator.level2 or indicator.uncertain or indicator.quantity is None:
        return False
    printed = (indicator.name, indicator.value)
    return not any(text.damage in LOST or other.search(text.reading) for text in printed)


@decides("horizons_agree")
def horizons_agree(disclosure: Disclosure, rule: Rule) -> Verdict:
    """In a project of one year the whole period and the year have the same indicators, in whatever order.

    Names and values that the page lost or cut are not compared; kinds told only by judgement are taken together.
    """
    checked, hits = 0, []
    for form in disclosure.forms:
        if not is_one_year(form, rule.given["one_year"]):
            continue
        whole, annual = _keys(form)
        if not whole or not annual:
            continue
        checked += 1
        if whole == annual:
            continue
        for missing, here, there in ((whole - annual, "whole", "annual"), (annual - whole, "annual", "whole")):
            for key in sorted(missing):
                indicator = _lacking(form, key, here, there)
                if indicator is not None:
                    hits.append(_horizon_hit(form, indicator, there))
    return decided(checked, hits, NO_FORMS)


_Key = tuple[str, str]


def _keys(form: Form) -> tuple[set[_Key], set[_Key]]:
    """Return what the whole period and what the year have."""
    whole, annual = set[_Key](), set[_Key]()
    for one in form.indicators:
        (whole if one.horizon == "whole" else annual).add((one.name.reading, one.value.reading))
    return whole, annual


def _key(indicator: Indicator) -> _Key:
    return indicator.name.reading, indicator.value.reading


def _lacking(form: Form, key: _Key, here: str, there: str) -> Indicator | None:
    """Return the indicator with the key if the other horizon surely lacks it: no damage can hide its counterpart."""
    indicator = next(one for one in form.indicators if one.horizon == here and _key(one) == key)
    others = [one for one in form.indicators if one.horizon == there]
    damaged = (indicator.name.damage, indicator.value.damage)
    if any(damage in LOST for damage in damaged):
        return None
    for other in others:
        same_name = _alike(indicator.name.reading, other.name.reading)
        same_value = indicator.value.reading == other.value.reading
        unsure = other.name.damage in LOST or other.value.damage in LOST
        # One of the two printed alike, the other damaged: the same indicator, as far as the page still shows.
        if unsure and (same_name or same_value or not other.name.reading or not other.value.reading):
            return None
        # 年住房公积金 and 住房公积金 with one amount are one indicator.
        longer, shorter = sorted((indicator.name.reading, other.name.reading), key=len, reverse=True)
        if same_value and (same_name or (len(shorter) > 1 and longer.endswith(shorter))):
            return None
    return indicator


def _alike(a: str, b: str) -> bool:
    """Return whether two names can be cuts of one name: the shorter one's first six characters begin both."""
    head = min(len(a), len(b), 6)
    return head > 0 and a[:head] == b[:head]


def _horizon_hit(form: Form, indicator: Indicator, there: str) -> Hit:
    other = next(
        (one for one in form.indicators if one.horizon == there and one.name.reading == indicator.name.reading), None
    )
    where = Bilingual("年度", "the year") if there == "annual" else Bilingual("实施期", "the whole period")
    shown = mask_names(other.value.reading) if other is not None else ""
    instead = Bilingual(f"为“{shown}”", f"has “{shown}”") if shown else Bilingual("没有此指标", "does not have it")
    places = (indicator.value.place, *((other.value.place,) if other is not None else ()))
    hit = _hit(form, indicator, places, there=where, instead=instead)
    # Half a row without anything may be what the conversion of the file left out.
    return hit if shown else replace(hit, severity="note")


@decides("kinds_present")
def kinds_present(disclosure: Disclosure, rule: Rule) -> Verdict:
    """Every form has an indicator of each kind; one without any indicator is graver."""
    checked, hits = 0, []
    for form in disclosure.forms:
        checked += 1
        present = {(one.level1, one.level2) for one in form.indicators if one.value.reading or one.value.damage}
        missing = _kinds_missing(frozenset(present))
        if missing:
            names = Bilingual("、".join(kind["zh"] for kind in missing), ", ".join(kind["en"] for kind in missing))
            hit = Hit(masked([form.place]), {"form": title_of(form), "missing": names})
            hits.append(hit if present else replace(hit, severity="warning"))
    return decided(checked, hits, NO_FORMS)


@lru_cache(maxsize=256)  # most forms of a document have the same kinds
def _kinds_missing(present: frozenset[tuple[str, str]]) -> list[dict[str, Any]]:
    """Return the kinds of which none of these levels is one."""
    levels = " ".join(level for both in present for level in both)
    return [kind for kind in load_words("indicators")["kinds"] if not holds_any(levels, kind["words"])]


@decides("money_as_quantity")
def money_as_quantity(disclosure: Disclosure, rule: Rule) -> Verdict:
    """No target under quantity or quality is an amount of money; a price per unit there is milder."""
    checked, hits = 0, []
    units = load_words("indicators")["money_units"]
    for form, indicator, places in indicators_with(disclosure, "level2", _THINGS):
        if indicator.quantity is None or indicator.uncertain:
            continue
        checked += 1
        unit, _, per = indicator.quantity.unit.partition("/")
        if unit in units:
            price = per or holds_any(indicator.name.reading, rule.given["prices"])
            hit = _hit(form, indicator, places)
            hits.append(replace(hit, severity="note") if price else hit)
    return decided(checked, hits, NO_INDICATORS)


@decides("unit_of_kind")
def unit_of_kind(disclosure: Disclosure, rule: Rule) -> Verdict:
    """A target under time is not a number of things or an amount of money; one under cost is not a number of things."""
    checked, hits = 0, []
    words = load_words("indicators")
    not_cost = frozenset(words["count_units"])
    not_time = not_cost.union(words["money_units"])
    for form, indicator, places in indicators_with(disclosure, "level2", _TIME_OR_COST):
        kinds = indicator.level2
        wrong = not_time if "时效" in kinds else not_cost
        if indicator.quantity is None or indicator.uncertain or "社会" in kinds or "生态" in kinds:
            continue
        checked += 1
        if indicator.quantity.unit in wrong:
            hits.append(_hit(form, indicator, places))
    return decided(checked, hits, NO_INDICATORS)


@decides("direction_of_target")
def direction_of_target(disclosure: Disclosure, rule: Rule) -> Verdict:
    """Cost and time limits are not “at least”, satisfaction is not “at most”, nor rates the other way round.

    given: `limits` and `done`, units and names of time limits; `rising`, names of costs better the more; `good` and
    `bad`, ends of the names of rates better the higher and the lower.
    """
    checked, hits = 0, []
    money_units = load_words("indicators")["money_units"]
    for form, indicator, places in _measured(disclosure):
        if indicator.quantity is None or not indicator.quantity.operator:
            continue
        kinds = indicator.level1 + indicator.level2
        at_least = indicator.quantity.operator in ("≥", ">")
        wrong: Bilingual | None = None
        if at_least and "成本" in kinds and indicator.quantity.unit in money_units:
            wrong = Bilingual("成本应为“≤”或具体金额", "a cost should be at most, or exactly, an amount")
        elif at_least and _is_limit(indicator, rule.given):
            wrong = Bilingual("完成时限应为“≤”", "a time limit should be at most")
        elif indicator.quantity.operator in ("≤", "<") and "满意" in kinds and "不满" not in indicator.name.reading:
            wrong = Bilingual("满意度应为“≥”", "satisfaction should be at least")
        elif not at_least and indicator.quantity.operator != "=" and indicator.name.reading.endswith(tuple(rule.given["good"])):
            wrong = Bilingual("越高越好的率应为“≥”", "a rate that is better the higher should be at least")
        elif at_least and indicator.name.reading.endswith(tuple(rule.given["bad"])):
            wrong = Bilingual("越低越好的率应为“≤”", "a rate that is better the lower should be at most")
        checked += 1
        if wrong is not None and not holds_any(indicator.name.reading, rule.given["rising"]):
            hits.append(_hit(form, indicator, places, wrong=wrong))
    return decided(checked, hits, NO_INDICATORS)


def _is_limit(indicator: Indicator, given: dict[str, list[str]]) -> bool:
    """Return whether the target limits the time until something is done, which a warranty or a period does not."""
    unit = indicator.quantity.unit if indicator.quantity is not None else ""
    limited = "时效" in indicator.level2 and unit in given["limits"]
    return limited and holds_any(indicator.name.reading, given["done"])


@decides("rate_over_hundred")
def rate_over_hundred(disclosure: Disclosure, rule: Rule) -> Verdict:
    """A share is not to be “at least” or “more than” 100 %: it cannot exceed it. given: `shares`, names of what surely cannot."""
    checked, hits = 0, []
    unbounded = load_words("indicators")["unbounded"]
    for form, indicator, places in _measured(disclosure):
        quantity = indicator.quantity
        if quantity is None or quantity.unit not in ("%", "％") or "成本" in indicator.level2:
            continue
        checked += 1
        over = quantity.value > 100 or (quantity.value == 100 and quantity.operator in ("≥", ">"))
        if over and not holds_any(indicator.name.reading, unbounded):
            hit = _hit(form, indicator, places)
            # “At least 100 %” is a habit of writing; more than the whole is no share at all.
            share = quantity.value > 100 and holds_any(indicator.name.reading, rule.given["shares"])
            hits.append(replace(hit, severity="warning") if share else hit)
    return decided(checked, hits, NO_INDICATORS)


@decides("placeholder_name")
def placeholder_name(disclosure: Disclosure, rule: Rule) -> Verdict:
    """The name of an indicator is not merely the name of its kind (质量指标 › 质量指标)."""
    checked, hits = 0, []
    for form, indicator, places in all_indicators(disclosure):
        name = indicator.name
        if indicator.uncertain or not name.reading or name.damage in LOST:
            continue
        checked += 1
        if _is_placeholder(indicator):
            hits.append(_hit(form, indicator, places))
    return decided(checked, hits, NO_INDICATORS)


def _is_placeholder(indicator: Indicator) -> bool:
    name = indicator.name.reading.strip(":：")
    return (name == indicator.level2 or name == indicator.level1) and bool(indicator.name.reading)


@decides("vague_target")
def vague_target(disclosure: Disclosure, rule: Rule) -> Verdict:
    """A target can be measured: not merely 提高, 保障, under time not merely 及时; nor the measure's name without a number."""
    hits = []
    words = load_words("indicators")
    vague, vague_time = _vague_words(), frozenset(words["vague_time"])
    for form, indicator, places in indicators_with(disclosure, "value", _WORDED):
        if indicator.uncertain or not _is_legible(indicator):
            continue
        value = target_of(indicator)
        late = "时效" in indicator.level2 and value in vague_time
        if value not in vague and not late and not _names_measure(indicator, value):
            continue
        # Others are told by a rule of their own.
        if not _is_placeholder(indicator) and ("数量" not in indicator.level2 or _holds_number(indicator)):
            hits.append(_hit(form, indicator, places))
    return decided(_count_legible(disclosure), hits, NO_INDICATORS)


@cache
def _vague_words() -> frozenset[str]:
    """Return the words that say which way only, with and without an adverb before them."""
    words = load_words("indicators")
    verbs = words["vague_verbs"]
    return frozenset((*words["vague"], *verbs, *(adverb + verb for adverb in words["vague_adverbs"] for verb in verbs)))


def _names_measure(indicator: Indicator, value: str) -> bool:
    """Return whether the target only says again what is measured: 及时率, or the indicator's own name."""
    if not _COUNTING.isdisjoint(value):
        return False
    return value in load_words("indicators")["bare_measures"] or (len(value) > 3 and value == indicator.name.reading)


@decides("unit_of_name")
def unit_of_name(disclosure: Disclosure, rule: Rule) -> Verdict:
    """A quantity is told in a unit that can count what its name ends in. given: `never`, how names end and units that cannot."""
    never = [(re.compile(one["name"]), frozenset(one["units"])) for one in rule.given["never"]]
    checked, hits = 0, []
    for form, indicator, places in _measured(disclosure):
        quantity = indicator.quantity
        if quantity is None or "数量" not in indicator.level2:
            continue
        checked += 1
        name = indicator.name.reading
        if indicator.name.damage not in LOST and any(quantity.unit in units and ends.search(name) for ends, units in never):
            hits.append(_hit(form, indicator, places))
    return decided(checked, hits, NO_INDICATORS)


@decides("target_filled")
def target_filled(disclosure: Disclosure, rule: Rule) -> Verdict:
    """An indicator that is named has a target, in whichever horizon it is named; not where most of a form has none."""
    checked, hits = 0, []
    for form in disclosure.forms:
        named = [one for one in form.indicators if one.name.reading and one.name.damage not in LOST and not one.uncertain]
        blank = [one for one in named if not one.value.reading and not one.value.damage]
        checked += bool(named)
        # Many blanks are a form whose targets the page lost.
        if 0 < len(blank) * 3 < len(named):
            hits += [_hit(form, one, (one.value.place,)) for one in {one.name.reading: one for one in blank}.values()]
    return decided(checked, hits, NO_INDICATORS)


@decides("quantity_has_number")
def quantity_has_number(disclosure: Disclosure, rule: Rule) -> Verdict:
    """A target under quantity holds a number."""
    checked, hits = 0, []
    for form, indicator, places in indicators_with(disclosure, "level2", _QUANTITY):
        if indicator.uncertain or not _is_legible(indicator):
            continue
        checked += 1
        if not _holds_number(indicator):
            hits.append(_hit(form, indicator, places))
    return decided(checked, hits, NO_INDICATORS)


def _holds_number(indicator: Indicator) -> bool:
    return indicator.quantity is not None or not _COUNTING.isdisjoint(indicator.value.reading)
