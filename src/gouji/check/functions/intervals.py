"""What a printed number can be: the interval of all values that print as it does.

In: `Money` and `Quantity` as printed. Out: exact intervals (fractions, never floats), and the intervals of shares
and growth rates computed from them. A printed rate is right when its interval meets the computed one.
"""

from fractions import Fraction
from typing import NamedTuple

from gouji.model.disclosure import Quantity
from gouji.model.money import Money

HUNDRED = Fraction(100)


class Interval(NamedTuple):
    """All values from `low` to `high`."""

    low: Fraction
    high: Fraction

    def meets(self, other: "Interval") -> bool:
        """Return whether the two have a value in common."""
        return self.low <= other.high and other.low <= self.high

    def widened(self, by: Fraction) -> "Interval":
        """Return the interval with `by` more on either side."""
        return Interval(self.low - by, self.high + by)

    @property
    def middle(self) -> Fraction:
        return (self.low + self.high) / 2


def of_money(money: Money) -> Interval:
    """Return what the amount can be, in 分."""
    half = Fraction(money.slack, 2)
    return Interval(money.fen - half, money.fen + half)


def of_quantity(quantity: Quantity) -> Interval:
    """Return what the number can be, in its own unit."""
    value, half = Fraction(quantity.value), Fraction(quantity.step) / 2
    return Interval(value - half, value + half)


def share(part: Money, whole: Money) -> Interval | None:
    """Return the part's share of the whole in per cent; None when the whole can be zero or less."""
    p, w = of_money(part), of_money(whole)
    if w.low <= 0:
        return None
    ends = [HUNDRED * a / b for a in p for b in w]
    return Interval(min(ends), max(ends))


def growth(now: Money, change: Money, *, up: bool) -> Interval | None:
    """Return the growth rate in per cent, unsigned, of a rise or fall by `change` that led to `now`.

    None when last year's amount, now ∓ change, can be zero or less.
    """
    n, c = of_money(now), of_money(change)
    sign = -1 if up else 1
    bases = (n.high + sign * c.low, n.low + sign * c.high)
    if min(bases) <= 0:
        return None
    return Interval(HUNDRED * c.low / bases[0], HUNDRED * c.high / bases[1])


def say(interval: Interval, decimals: int) -> str:
    """Return the middle of the interval rounded half up to the decimals."""
    scaled = interval.middle * 10**decimals
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    sign, digits = ("-" if whole < 0 else ""), str(abs(whole)).zfill(decimals + 1)
    return f"{sign}{digits[:-decimals]}.{digits[-decimals:]}" if decimals else f"{sign}{digits}"
