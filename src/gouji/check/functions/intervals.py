"""What a printed number can be: the interval of all values that print as it does.

In: `Money` and `Quantity` as printed. Out: exact intervals (fractions, never floats), and the intervals of shares
and growth rates computed from them. A printed rate is right when its interval meets the computed one.
"""

from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from gouji.model.disclosure import Quantity
from gouji.model.money import Money


class Interval(NamedTuple):
    """All values from `low` to `high`."""

    low: Fraction
    high: Fraction

    def meets(self, other: "Interval") -> bool:
        """Return whether the two have a value in common."""
        return _at_most(self.low, other.high) and _at_most(other.low, self.high)

    def widened(self, by: Fraction) -> "Interval":
        """Return the interval with `by` more on either side."""
        return Interval(self.low - by, self.high + by)

    @property
    def middle(self) -> Fraction:
        return (self.low + self.high) / 2


def _at_most(a: Fraction, b: Fraction) -> bool:
    """Return whether a ≤ b, in whole numbers: a third of the time of Python's own comparison."""
    return a.numerator * b.denominator <= b.numerator * a.denominator


def _ends(money: Money) -> tuple[int, int]:
    """Return the least and the greatest the amount can be, in half 分."""
    return 2 * money.fen - money.slack, 2 * money.fen + money.slack


@lru_cache(maxsize=1024)
def of_quantity(quantity: Quantity) -> Interval:
    """Return what the number can be, in its own unit."""
    value, half = Fraction(quantity.value), Fraction(quantity.step) / 2
    return Interval(value - half, value + half)


@lru_cache(maxsize=1024)
def share(part: Money, whole: Money) -> Interval | None:
    """Return the part's share of the whole in per cent; None when the whole can be zero or less."""
    (low, high), (least, most) = _ends(part), _ends(whole)
    if least <= 0:
        return None
    return Interval(
        Fraction(100 * low, most if low >= 0 else least), Fraction(100 * high, least if high >= 0 else most)
    )


def growth(now: Money, change: Money, *, up: bool) -> Interval | None:
    """Return the growth rate in per cent, unsigned, of a rise or fall by `change` that led to `now`.

    None when last year's amount, now ∓ change, can be zero or less.
    """
    (least, most), (low, high) = _ends(now), _ends(change)
    largest, smallest = (most - low, least - high) if up else (most + low, least + high)
    if smallest <= 0 or largest <= 0:
        return None
    return Interval(Fraction(100 * low, largest), Fraction(100 * high, smallest))


def say(interval: Interval, decimals: int) -> str:
    """Return the middle of the interval rounded half up to the decimals."""
    scaled = interval.middle * 10**decimals
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    sign, digits = ("-" if whole < 0 else ""), str(abs(whole)).zfill(decimals + 1)
    return f"{sign}{digits[:-decimals]}.{digits[-decimals:]}" if decimals else f"{sign}{digits}"
