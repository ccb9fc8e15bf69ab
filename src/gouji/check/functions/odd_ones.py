"""Which of a number, a rate and their total is the odd one, when the three do not fit.

In: the calculation and its form. Out: a clause that says what the form's funds and indicators confirm.
"""

from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from gouji.check.counted import counted_once, plain_unit
from gouji.check.deciding import quantity_yuan, show_number, show_yuan, yuan
from gouji.check.functions.funds import cost_indicators
from gouji.model.disclosure import Form
from gouji.model.place import Bilingual

_SLACK = Decimal(1)
_FUNDS = ("total", "central", "province", "county", "own", "other")
_UNSURE = Bilingual("", "")


class Calculation(NamedTuple):
    """So many, at a rate in 元, so many times each. beside: what all other amounts of the text come to, 0 where none is told."""

    number: int
    unit: str  # of the number, "" where nothing is counted
    periods: int
    rate: Decimal
    total: Decimal
    beside: Decimal


def odd_one(form: Form, told: Calculation) -> Bilingual:
    """Return which of the three is likely wrong; nothing where the form confirms neither the total nor the product."""
    product = told.rate * told.number * told.periods
    total_by, product_by = (_confirmed(form, value, told.beside) for value in (told.total, product))
    if product_by is not None and total_by is None:
        zh, en = f"；{show_yuan(product)}{product_by.zh}，合计多半印错", f"; {show_yuan(product)} {product_by.en}, so the total is likely wrong"
        return Bilingual(zh, en)
    if total_by is None or product_by is not None:
        return _UNSURE
    likely = _of_the_factors(form, told)
    return Bilingual(f"；合计{total_by.zh}，{likely.zh}", f"; the total {total_by.en}, so {likely.en}")


def _confirmed(form: Form, value: Decimal, beside: Decimal) -> Bilingual | None:
    """Return how the form bears that amount out, None when nothing does."""
    funds = (yuan(getattr(one, name)) for one in (form.annual, form.whole) for name in _FUNDS)
    if _holds(funds, value):
        return Bilingual("与资金一致", "is that of the funds")
    costs = (money[0] for one in cost_indicators(form) if (money := quantity_yuan(one.quantity)) is not None)
    if _holds(costs, value):
        return Bilingual("与成本指标一致", "is that of a cost indicator")
    if beside and _holds((yuan(form.annual.total), yuan(form.whole.total)), value + beside):
        return Bilingual("加上其余各项等于资金总额", "and all other amounts make the funds")
    return None


def _holds(values: Iterable[Decimal | None], value: Decimal) -> bool:
    return any(one is not None and abs(one - value) <= _SLACK for one in values)


def _of_the_factors(form: Form, told: Calculation) -> Bilingual:
    """Return which factor is wrong beside a total that is right: the one an indicator prints otherwise."""
    rate, number = told.total / (told.number * told.periods), told.total / (told.rate * told.periods)
    rates, numbers = _rates(form), _numbers(form, told.unit)
    if rate in rates or (told.number in numbers and told.rate not in rates and rate == round(rate, 2)):
        return Bilingual(f"标准多半应为{show_number(rate)}元", f"the rate should likely be {show_number(rate)}元")
    if number in numbers or (told.rate in rates and told.number not in numbers and number == int(number)):
        return Bilingual(f"数量多半应为{show_number(number)}{told.unit}", f"the number should likely be {show_number(number)}")
    return Bilingual("标准或数量多半有误", "the rate or the number is likely wrong")


def _rates(form: Form) -> set[Decimal]:
    """Return the rates in 元 that cost indicators print (800元/人·月)."""
    return {one.quantity.value for one in cost_indicators(form) if one.quantity is not None and one.quantity.unit.startswith("元")}


def _numbers(form: Form, unit: str) -> set[Decimal]:
    quantities = (indicator.quantity for indicator, _ in counted_once(form))
    return {one.value for one in quantities if one is not None and plain_unit(one.unit) == plain_unit(unit)}
