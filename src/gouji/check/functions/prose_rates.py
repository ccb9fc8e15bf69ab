"""A number, a rate and what they come to, told in words in the running texts of a project form."""

import re
from decimal import Decimal
from typing import NamedTuple

from gouji.check.arithmetic import PRICE, TIMES_A_YEAR, Count, Item, Sentence, read_sentences
from gouji.check.deciding import decided, show_yuan, yuan
from gouji.check.functions.odd_ones import Calculation, odd_one
from gouji.check.functions.spots import NOTHING_WRITTEN, Spot, hit_at, spots
from gouji.check.rule import Rule, Verdict, decides
from gouji.layouts.characters import HAN
from gouji.model.disclosure import Disclosure

_ONE_YUAN = Decimal(1)


@decides("prose_rates")
def prose_rates(disclosure: Disclosure, rule: Rule) -> Verdict:
    """A number, a rate and a total in words (1189人,按每人800元,共计95.12万元) fit each other.

    Not decided where a factor may be unsaid: approximate numbers, days not stated, a total that is a whole multiple.
    """
    checked, hits = 0, []
    for spot in spots(disclosure):
        for at, item in enumerate(spot.sentence.items[:-1]):
            total = spot.sentence.items[at + 1]
            if item.role != "rate" or not is_total_of(spot.sentence, item, total):
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
                hit_at(
                    spot,
                    show_yuan(total.value),
                    show_yuan(product),
                    show_yuan(abs(total.value - product)),
                    rate=item.text,
                    times=_said(paid),
                    likely=odd_one(spot.form, _calculation(spot, item, paid, total)),
                )
            )
    return decided(checked, hits, NOTHING_WRITTEN)


# 每处98万元,计196万元; 每人每月50元,全年90万元; 每块1200元,14.4万元
_COUNTED_UP = re.compile(r"[,;、](?:(?:共|小|年|全年)?(?:计|需)[^\d,;、]{0,4}|全年|共)?")


def is_total_of(sentence: Sentence, rate: Item, item: Item) -> bool:
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
