"""Arithmetic written in the running texts of a project form: products, sums and totals."""

import calendar
import re
from collections.abc import Iterator
from decimal import Decimal

from msgspec.structs import replace

from gouji.check.arithmetic import RANGE, Item, Operation, Sentence, read_sentences
from gouji.check.deciding import HALF_CENT, decided, show_number, show_yuan, yuan
from gouji.check.functions.exchanged_digits import exchanged
from gouji.check.functions.prose_rates import is_total_of
from gouji.check.functions.spots import NOTHING_WRITTEN, Spot, amounts_beside_totals, hit_at, spots
from gouji.check.rule import Hit, Rule, Verdict, decides
from gouji.check.texts import holds_any
from gouji.layouts.characters import HAN
from gouji.model.disclosure import Disclosure
from gouji.model.place import Bilingual

_ONE_YUAN = Decimal(1)


@decides("prose_products")
def prose_products(disclosure: Disclosure, rule: Rule) -> Verdict:
    """A calculation written out (217107元/月*12月=2605284元) gives the result printed.

    Off by up to one 元: a note (a monthly amount rounded before multiplying).
    """
    checked, hits = 0, []
    for spot in spots(disclosure):
        for operation in spot.sentence.operations:
            if _may_be_cut(operation, spot):
                continue
            checked += 1
            gap, nearest = _gap(operation)
            if gap:
                hit = _product_hit(spot, operation, nearest)
                hits.append(hit if gap > _ONE_YUAN else replace(hit, severity="note"))
    return decided(checked, hits, NOTHING_WRITTEN)


def _may_be_cut(operation: Operation, spot: Spot) -> bool:
    """Return whether the result stands at the very end without a unit: its last digits may be missing."""
    return not operation.result.unit and operation.end == len(spot.sentence.text) and spot.last


def _gap(operation: Operation) -> tuple[Decimal, Decimal]:
    """Return how far the printed result lies outside what the calculation allows, and the calculation's value."""
    low, high = operation.bounds()
    result, unit = operation.result.value, operation.result.unit
    best = None
    # A result without a unit may be in the unit of its factors or in 万.
    for scale in (1,) if unit else (1, 10_000):
        slack = _result_slack(operation) * scale
        gap = max(low - (result * scale + slack), (result * scale - slack) - high, Decimal(0))
        best = gap if best is None else min(best, gap)
    assert best is not None
    return best, (low + high) / 2


_DECIMALS = re.compile(r"(?P<decimals>\.\d+)?\s*[^\d.]*$")


def _result_slack(operation: Operation) -> Decimal:
    text = _DECIMALS.search(operation.text)
    decimals = len(text["decimals"]) - 1 if text and text["decimals"] else 0
    scale = {"千元": 1000, "万元": 10_000, "百万元": 10**6, "亿元": 10**8}.get(operation.result.unit, 1)
    return Decimal(scale).scaleb(-decimals) / 2


def _product_hit(spot: Spot, operation: Operation, value: Decimal) -> Hit:
    result = operation.result
    money = "元" in result.unit
    show = show_yuan if money else show_number
    return hit_at(
        spot, show(result.value), show(value), show(abs(result.value - value)), calculation=operation.text.strip()
    )


_UNITS = {
    "circular": Bilingual("单位写作“元/元”", "a rate is 元 per 元"),
    "squared": Bilingual("金额与金额相乘", "money is multiplied by money"),
}


@decides("prose_units")
def prose_units(disclosure: Disclosure, rule: Rule) -> Verdict:
    """In a product at most one factor is money, and no rate is 元 per 元."""
    checked, hits = 0, []
    for spot in spots(disclosure):
        for operation in spot.sentence.operations:
            checked += 1
            money = max(sum(factor.money for factor in term) for term in operation.terms)
            circular = any(factor.unit.endswith("元/元") for term in operation.terms for factor in term)
            wrong = _UNITS["circular"] if circular else _UNITS["squared"] if money > 1 else None
            if wrong is not None:
                hits.append(hit_at(spot, "", "", "", calculation=operation.text.strip(), wrong=wrong))
    return decided(checked, hits, NOTHING_WRITTEN)


@decides("prose_sums")
def prose_sums(disclosure: Disclosure, rule: Rule) -> Verdict:
    """Amounts listed one after the other add up to the total printed right behind them (…,合计:425487.60元)."""
    checked, hits = 0, []
    for spot in spots(disclosure):
        for parts, total in listed_totals(spot.sentence):
            checked += 1
            if _adds_up(parts, total):
                continue
            parts = _parts_of_total(spot.sentence, parts)
            sum_ = sum((part.value for part in parts), Decimal(0))
            hit = hit_at(
                spot,
                show_yuan(total.value),
                show_yuan(sum_),
                show_yuan(abs(total.value - sum_)),
                parts=" + ".join(part.text for part in parts),
            )
            near = abs(total.value - sum_) * 5 <= total.value
            hits.append(hit if len(parts) > 2 or near else replace(hit, severity="warning"))
    return decided(checked, hits, NOTHING_WRITTEN)


@decides("told_sums")
def told_sums(disclosure: Disclosure, rule: Rule) -> Verdict:
    """Amounts that the narrative lists of projects (四个季度的用款计划) or services add up to the total behind them.

    given: `sections`, the kinds of section that list them.
    """
    checked, hits = 0, []
    paragraphs = [one for section in disclosure.sections if section.kind in rule.given["sections"] for one in section.paragraphs]
    for paragraph in paragraphs:
        for sentence in read_sentences(paragraph.text):
            for parts, total in listed_totals(sentence):
                checked += 1
                if _adds_up(parts, total):
                    continue
                parts = _parts_of_total(sentence, parts)
                sum_ = sum((part.value for part in parts), Decimal(0))
                slots: dict[str, str | Bilingual] = {"parts": " + ".join(part.text for part in parts)}
                gap = show_yuan(abs(total.value - sum_))
                hits.append(Hit((paragraph.place,), slots, printed=show_yuan(total.value), expected=show_yuan(sum_), difference=gap))
    return decided(checked, hits, _NOTHING_LISTED)


_NOTHING_LISTED = Bilingual("说明中没有逐项列出又写了合计的金额", "the narrative lists no amounts with their total")
_LIST_END = re.compile(rf"(?:{HAN}{{2,10}})?[,;、]?(?:以上)?{HAN}{{0,8}}?(?:合计|共计|总计|总共|共需){HAN}{{0,10}}:?\s*")


def listed_totals(sentence: Sentence) -> Iterator[tuple[list[Item], Item]]:
    """Yield (the two or more amounts before it, a total) for each total printed right behind a list of amounts."""
    for at, total in enumerate(sentence.items):
        if total.role != "total" or at < 2:
            continue
        before = sentence.items[:at]
        between = sentence.text[before[-1].end : total.start]
        parts = [item for item in before if item.role != "rate"]
        # A rate whose number is paid out in a total of its own stands for that; any other rate is a part unsaid.
        loose_rate = any(
            item.role == "rate" and (after is total or not is_total_of(sentence, item, after))
            for item, after in zip(before, sentence.items[1:], strict=False)
        )
        ranges = any(RANGE.match(sentence.text, item.end) for item in parts)
        if _LIST_END.fullmatch(between) and len(parts) > 1 and not loose_rate and not ranges:
            yield parts, total


def _adds_up(parts: list[Item], total: Item) -> bool:
    """Return whether the last two or more parts add up to the total, or one of them repeats it."""
    sum_, slack = Decimal(0), total.slack + HALF_CENT
    for part in reversed(parts):
        sum_, slack = sum_ + part.value, slack + part.slack
        if abs(sum_ - total.value) <= slack or abs(part.value - total.value) <= part.slack + total.slack:
            return True
    return False


def _parts_of_total(sentence: Sentence, parts: list[Item]) -> list[Item]:
    """Return the parts after the last 其中, which splits what stands before it; all of them when there is none."""
    at = sentence.text.rfind("其中", 0, parts[-1].start)
    after = [part for part in parts if part.start > at]
    return after if at >= 0 and len(after) > 1 else parts


@decides("prose_total_and_funds")
def prose_total_and_funds(disclosure: Disclosure, rule: Rule) -> Verdict:
    """The total that a form's text adds up to is the money the form asks for.

    A total that nothing else in the text supports is only compared when it comes within a hundredth of the money: a
    note, the same amount copied inexactly; or when it is the money with two neighbouring digits exchanged.
    `partly`: words in the name of a project that is paid only in part.
    """
    checked, hits = 0, []
    for form, told in amounts_beside_totals(disclosure):
        totals = [(spot, item) for spot, item in told if item.role == "total"]
        asked = [value for figure in (form.annual.total, form.whole.total) if (value := yuan(figure)) is not None]
        named = any(item.value in asked for _, item in told)
        for spot, item in totals if asked else ():
            gap = min(abs(item.value - value) for value in asked)
            close = gap * 100 <= asked[0]
            swapped = next((value for value in asked if _exchanged(item.value, value)), None)
            if not close and swapped is None and not _is_supported(item, spot.sentence):
                continue
            checked += 1
            if gap <= item.slack or (named and swapped is None):
                continue
            hit = hit_at(
                spot,
                show_yuan(item.value),
                show_yuan(swapped or asked[0]),
                show_yuan(abs(item.value - (swapped or asked[0]))),
                total=item.text,
            )
            partly = holds_any(form.name, rule.given["partly"])
            hits.append(replace(hit, severity="note") if partly or (close and swapped is None) else hit)
    return decided(checked, hits, NOTHING_WRITTEN)


_DIGITS = 4


def _exchanged(told: Decimal, asked: Decimal) -> bool:
    one, other = f"{told:.2f}", f"{asked:.2f}"
    # Of fewer digits a part of the money has the same by chance.
    return len(one) == len(other) and len(one.replace(".", "").strip("0")) >= _DIGITS and exchanged(one, other)


def _is_supported(item: Item, sentence: Sentence) -> bool:
    """Return whether the amount is a total that the amounts before it add up to."""
    return any(total.start == item.start and _adds_up(parts, total) for parts, total in listed_totals(sentence))


@decides("days_of_the_year")
def days_of_the_year(disclosure: Disclosure, rule: Rule) -> Verdict:
    """A calculation over all days of the budget year uses 366 days in a leap year, 365 otherwise."""
    checked, hits = 0, []
    for spot in spots(disclosure):
        year = spot.form.year or disclosure.cover.year
        if year is None:
            continue
        right = 366 if calendar.isleap(year) else 365
        for operation in spot.sentence.operations:
            for factor in (factor for term in operation.terms for factor in term):
                if factor.value in (365, 366) and factor.unit[:1] in ("天", "日"):
                    checked += 1
                    if factor.value != right:
                        calculation = operation.text.strip()
                        hits.append(
                            hit_at(spot, f"{factor.value}天", f"{right}天", "", calculation=calculation, year=str(year))
                        )
    return decided(checked, hits, NOTHING_WRITTEN)
