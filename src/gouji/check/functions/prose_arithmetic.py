"""Arithmetic written in the running texts of a project form: products, rates, sums and totals."""

import calendar
import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from msgspec.structs import replace

from gouji.check.arithmetic import (
    PRICE,
    RANGE,
    TIMES_A_YEAR,
    Count,
    Item,
    Operation,
    Sentence,
    read_sentences,
)
from gouji.check.deciding import HALF_CENT, decided, masked, show_number, show_yuan, title_of, yuan
from gouji.check.functions.exchanged_digits import exchanged
from gouji.check.functions.odd_ones import Calculation, odd_one
from gouji.check.remember import once_a_document
from gouji.check.rule import Hit, Rule, Verdict, decides
from gouji.check.texts import FIELDS, all_fields, holds_any
from gouji.layouts.characters import HAN
from gouji.model.disclosure import Disclosure, Form, Text
from gouji.model.place import Bilingual

_NOTHING = Bilingual("项目文字中没有写明的算式", "no calculation is written out in the projects' texts")
_ONE_YUAN = Decimal(1)


class Spot(NamedTuple):
    """A sentence of a form's text, and where it stands."""

    form: Form
    field: str
    text: Text
    sentence: Sentence
    last: bool  # the sentence ends with the text, where a cell may have cut it off


@once_a_document
def spots(disclosure: Disclosure) -> tuple[Spot, ...]:
    """Return every sentence of the forms' texts that tells money or calculates, in printed order."""
    return tuple([
        Spot(form, field, text, sentence, text.reading.endswith(sentence.text[-1:]))
        for form, field, text in all_fields(disclosure)
        for sentence in read_sentences(text.reading)
        if sentence.items or sentence.operations
    ])


_Amounts = tuple[tuple[Spot, Item], ...]


@once_a_document
def amounts_told(disclosure: Disclosure) -> dict[int, tuple[Form, _Amounts]]:
    """Return, by id of the form, the form and all amounts its texts tell, each with where it stands."""
    return {
        id(form): (form, tuple([(spot, item) for spot in group for item in spot.sentence.items]))
        for form, group in groupby(spots(disclosure), key=attrgetter("form"))
    }


@once_a_document
def amounts_beside_totals(disclosure: Disclosure) -> tuple[tuple[Form, _Amounts], ...]:
    """Return (form, all amounts its texts tell) for the forms whose texts state a total."""
    return tuple([(form, told) for form, told in amounts_told(disclosure).values() if "total" in [item.role for _, item in told]])


def _hit(spot: Spot, printed: str, expected: str, difference: str, **slots: str | Bilingual) -> Hit:
    return Hit(
        places=masked([spot.text.place]),
        slots={"form": title_of(spot.form), "field": FIELDS[spot.field], **slots},
        printed=printed,
        expected=expected,
        difference=difference,
    )


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
    return decided(checked, hits, _NOTHING)


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
    return _hit(
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
                hits.append(_hit(spot, "", "", "", calculation=operation.text.strip(), wrong=wrong))
    return decided(checked, hits, _NOTHING)


@decides("prose_rates")
def prose_rates(disclosure: Disclosure, rule: Rule) -> Verdict:
    """A number, a rate and a total in words (1189人,按每人800元,共计95.12万元) fit each other.

    Not decided where a factor may be unsaid: approximate numbers, days not stated, a total that is a whole multiple.
    """
    checked, hits = 0, []
    for spot in spots(disclosure):
        for at, item in enumerate(spot.sentence.items[:-1]):
            total = spot.sentence.items[at + 1]
            if item.role != "rate" or not _is_total(spot.sentence, item, total):
                continue
            paid = _times(spot.sentence, at)
            if paid is None:
                continue
            checked += 1
            times = paid.number * paid.periods
            product = item.value * times
            # A standard of whole 万元 is exact, one with decimals may have been rounded.
            slack = total.slack + (item.slack * times if "." in item.text else 0) + Decimal("0.5")
            if abs(product - total.value) <= slack or _whole_multiple(total.value, product, slack, monthly="月" in item.each):
                continue
            if _is_of_an_earlier_number(spot.sentence, item, paid, total):
                continue
            hits.append(
                _hit(
                    spot,
                    show_yuan(total.value),
                    show_yuan(product),
                    show_yuan(abs(total.value - product)),
                    rate=item.text,
                    times=_said(paid),
                    likely=odd_one(spot.form, _calculation(spot, item, paid, total)),
                )
            )
    return decided(checked, hits, _NOTHING)


# 每处98万元,计196万元; 每人每月50元,全年90万元; 每块1200元,14.4万元
_COUNTED_UP = re.compile(r"[,;、](?:(?:共|小|年|全年)?(?:计|需)[^\d,;、]{0,4}|全年|共)?")


def _is_total(sentence: Sentence, rate: Item, item: Item) -> bool:
    """Return whether the amount behind a rate is what the rate comes to."""
    if item.role == "total":
        return True
    counted_up = _COUNTED_UP.fullmatch(sentence.text, rate.end, item.start)
    return counted_up is not None and item.role == "amount" and item.value >= 2 * rate.value


_MONTHS = re.compile(r"(\d{1,2})个?月(?!\d|份)")
_LONG_UNITS = ("平方米", "公里", "公顷", "批次")
_BREAK = re.compile("另|加|含|包括|以及|约|其中")
# 1050人发放生活补助,每生每年1200元: paid to the same group.
_AT_ONCE = re.compile(rf"(?:(?:发放|补助|补贴|资助|给予|奖励|配发|配备|兑现|兑付|拨付|支付){HAN}{{0,8}})?[,;、]?(?:均|都)?(?:按|按照|以)?(?:每[^,;]{{0,12}}|[人户亩生村]均[^,;]{{0,6}}|单价[^,;]{{0,3}})?")
_WHOLE_YEAR = ("一年", "全年", "年共计", "年合计")


class _Paid(NamedTuple):
    """How often a rate is paid: to how many, and how many times each. unit: of the number, "" where it is none."""

    number: int
    periods: int
    unit: str
    period: str = ""  # what it is paid by: 月, 季度


def _said(paid: _Paid) -> str:
    """Return the number and the periods as the text tells them, not multiplied: 215人×12个月."""
    number = [f"{paid.number}{paid.unit}"] if paid.unit else []
    periods = [f"{paid.periods}个{paid.period}"] if paid.periods > 1 else []
    return "×".join([*number, *periods])


def _calculation(spot: Spot, rate: Item, paid: _Paid, total: Item) -> Calculation:
    form = spot.form
    asked = [value for figure in (form.annual.total, form.whole.total) if (value := yuan(figure)) is not None]
    amounts = [one for sentence in read_sentences(spot.text.reading) for one in sentence.items if one.role != "rate"]
    # Behind the sum the text divides it otherwise: 合计1654000元,其中省级补助120万元.
    end = next((at for at, one in enumerate(amounts) if at > amounts.index(total) and one.value in asked), len(amounts))
    beside = sum((one.value for one in amounts[:end] if one.value not in asked), -total.value)
    return Calculation(paid.number, paid.unit, paid.periods, rate.value, total.value, beside)


def _is_of_an_earlier_number(sentence: Sentence, rate: Item, paid: _Paid, total: Item) -> bool:
    """Return whether a number before the last one gives the total: 68人,其中甲41人、乙27人,人均2200元 is paid to all 68."""
    earlier = [count.value for count in sentence.counts if count.end <= rate.start and _same_unit(paid.unit, count)] if paid.unit else []
    slack = total.slack + _ONE_YUAN
    return any(abs(rate.value * value * paid.periods - total.value) <= slack for value in earlier)


def _times(sentence: Sentence, at: int) -> _Paid | None:
    """Return how often the rate of item `at` is paid for the total after it; None when the sentence does not say."""
    item, total = sentence.items[at], sentence.items[at + 1]
    begin = sentence.items[at - 1].end if at else 0
    before, between = sentence.text[begin : item.start], sentence.text[item.end : total.start]
    period = next((period for period in TIMES_A_YEAR if period in item.each), "")
    thing = item.each.replace(period, "").replace("年", "")
    counts = [count for count in sentence.counts if begin <= count.start < item.start]
    inside = [count for count in sentence.counts if item.end <= count.start < total.start]
    if inside or any(count.about for count in counts) or thing in ("天", "日") or (len(thing) > 1 and thing not in _LONG_UNITS):
        return None
    if _BREAK.search(between) or between.count(",") + between.count(";") > 1 + ("%" in between):
        return None
    whole_year = any(word in between or word in before for word in _WHOLE_YEAR)
    if not counts:
        return _Paid(1, TIMES_A_YEAR[period], "", period) if period and not thing and whole_year else None
    # Other words between the number and the rate may speak of another group: 500人,其中住校生每人…
    if (thing and not _same_unit(thing, counts[-1])) or not _AT_ONCE.fullmatch(before[counts[-1].end - begin :]):
        return None
    months = _MONTHS.search(between) or _MONTHS.search(before[counts[-1].end - begin :])
    if period == "月" and months:
        return _Paid(counts[-1].value, int(months[1]), counts[-1].unit, period)
    return _Paid(counts[-1].value, TIMES_A_YEAR.get(period, 1) if whole_year or period != "月" else 12, counts[-1].unit, period)


def _same_unit(thing: str, count: Count) -> bool:
    people = "人名位"
    return thing in (count.unit, PRICE[0]) or (thing in people and count.unit in people)


def _whole_multiple(total: Decimal, product: Decimal, slack: Decimal, *, monthly: bool) -> bool:
    """Return whether a whole number of times, or of months, explains the total: a factor left unsaid, no mistake."""
    if not product:
        return True
    month = product / 12
    return (monthly and any(abs(month * n - total) <= slack for n in range(1, 12))) or (
        total > product and abs(round(total / product) * product - total) <= slack and total / product < 13
    )


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
            hit = _hit(
                spot,
                show_yuan(total.value),
                show_yuan(sum_),
                show_yuan(abs(total.value - sum_)),
                parts=" + ".join(part.text for part in parts),
            )
            near = abs(total.value - sum_) * 5 <= total.value
            hits.append(hit if len(parts) > 2 or near else replace(hit, severity="warning"))
    return decided(checked, hits, _NOTHING)


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
            item.role == "rate" and (after is total or not _is_total(sentence, item, after))
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
            hit = _hit(
                spot,
                show_yuan(item.value),
                show_yuan(swapped or asked[0]),
                show_yuan(abs(item.value - (swapped or asked[0]))),
                total=item.text,
            )
            partly = holds_any(form.name, rule.given["partly"])
            hits.append(replace(hit, severity="note") if partly or (close and swapped is None) else hit)
    return decided(checked, hits, _NOTHING)


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
                            _hit(spot, f"{factor.value}天", f"{right}天", "", calculation=calculation, year=str(year))
                        )
    return decided(checked, hits, _NOTHING)
