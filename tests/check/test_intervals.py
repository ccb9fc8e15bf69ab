"""Shares and rates by interval arithmetic."""

from decimal import Decimal

import pytest

from gouji.check.functions import intervals
from gouji.model.disclosure import Quantity
from gouji.model.money import parse_money


def wan(text: str):
    return parse_money(text, "万元")


def percent(text: str) -> intervals.Interval:
    decimals = len(text.partition(".")[2])
    return intervals.of_quantity(Quantity(f"{text}%", Decimal(text), Decimal(1).scaleb(-decimals), "%"))


@pytest.mark.parametrize(
    ("now", "change", "rate"),
    [("16863.00", "4225.52", "33.44"), ("16595.30", "4260.44", "34.54"), ("1602.59", "239.77", "17.59"), ("22.64", "20.68", "1055.4")],
)
def test_a_printed_rate_that_meets_the_interval_is_right(now, change, rate):
    computed = intervals.growth(wan(now), wan(change), up=True)
    assert computed is not None
    assert computed.meets(percent(rate))


def test_a_rate_of_the_wrong_base_is_wrong():
    computed = intervals.growth(wan("1602.59"), wan("239.77"), up=True)
    assert computed is not None
    assert not computed.meets(percent("14.96"))
    assert intervals.say(computed, 2) == "17.59"


def test_a_fall_is_measured_by_the_larger_amount_before():
    computed = intervals.growth(wan("213.00"), wan("206.10"), up=False)
    assert computed is not None
    assert intervals.say(computed, 2) == "49.18"


def test_a_base_that_can_be_zero_gives_no_rate():
    assert intervals.growth(wan("15.00"), wan("15.00"), up=True) is None
    assert intervals.share(wan("1.00"), wan("0.00")) is None


def test_a_share_is_said_with_the_decimals_asked_for():
    computed = intervals.share(wan("7650.11"), wan("8822.81"))
    assert computed is not None
    assert (intervals.say(computed, 2), intervals.say(computed, 0)) == ("86.71", "87")
