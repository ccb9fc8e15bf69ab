"""Money as it is printed: whole 分 and how finely it was printed.

In: the text of one amount and its unit. Out: a `Money`, or the reason why it is none.
"""

import re
from functools import lru_cache
from typing import Literal

from msgspec import Struct

FEN_PER_UNIT = {"元": 100, "千元": 100_000, "万元": 1_000_000, "百万元": 100_000_000, "亿元": 10_000_000_000}

State = Literal["printed", "blank", "dash", "unreadable"]

_DASHES = frozenset("-－—–―─/／") | {"——", "--", "－－"}
_TIDY = str.maketrans("０１２３４５６７８９．，－−（）￥¥", "0123456789.,--()￥￥")
_AMOUNT = re.compile(r"(\()?([-+])?￥?(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?(?(1)\))([千万百亿]*元)?$")
_MOST_DIGITS = 15  # before the point; a longer one is a code or number
# Thousands marks of some systems stand at groups of four or are followed by a blank; a blank inside digits is a
# typesetting accident. Both are tidied before matching, a misplaced comma is not.
_SPACE_IN_NUMBER = re.compile(r"(?<=[\d.,])[\s\u3000]+(?=[\d.,])")


class Money(Struct, frozen=True, gc=False):
    """An amount of money known as far as it was printed.

    fen: whole 分 (1/100 元), sign included.
    slack: width of the interval the true amount lies in, in 分. A figure printed to 0.01 万元 has slack 10,000
    (half a step each way); one printed to the 分 is exact and has slack 0. Sums and differences add slacks.
    """

    fen: int
    slack: int = 0

    def __add__(self, other: "Money") -> "Money":
        return Money(self.fen + other.fen, self.slack + other.slack)

    def __sub__(self, other: "Money") -> "Money":
        return Money(self.fen - other.fen, self.slack + other.slack)

    def __neg__(self) -> "Money":
        return Money(-self.fen, self.slack)

    def times(self, factor: int) -> "Money":
        """Return the amount multiplied by a whole number."""
        return Money(self.fen * factor, self.slack * abs(factor))


ZERO = Money(0)


def agree(a: Money, b: Money) -> bool:
    """Return whether two printed amounts can be the same number, given how finely each was printed."""
    return 2 * abs(a.fen - b.fen) <= a.slack + b.slack


def at_most(a: Money, b: Money) -> bool:
    """Return whether `a` can be no larger than `b`, given how finely each was printed."""
    return 2 * (a.fen - b.fen) <= a.slack + b.slack


def total(amounts: "list[Money] | tuple[Money, ...]") -> Money:
    """Return the sum of the amounts, with the sum of their slacks; an empty list sums to an exact zero."""
    return Money(sum([a.fen for a in amounts]), sum([a.slack for a in amounts]))


def parse_money(text: str, unit: str) -> Money | None:
    """Return the amount printed in `text`, or None when it is not one amount.

    text: digits with or without thousands marks, half or full width, blanks inside; brackets or a leading minus
    sign mean negative; a unit of its own behind it counts. unit: one of `FEN_PER_UNIT`; raises KeyError for another.
    Amounts finer than one 分 are rounded to it (spreadsheets store 0.1 + 0.2 as 0.30000000000000004).
    """
    match = _AMOUNT.match(tidy_number(text))
    if match is None:
        return None
    bracket, sign, whole, decimals, own = match.groups()
    whole = whole.replace(",", "")
    if len(whole) > _MOST_DIGITS or (own and own not in FEN_PER_UNIT):
        return None
    return _to_fen(whole, (decimals or ".")[1:], bool(bracket) or sign == "-", FEN_PER_UNIT[own or unit])


def tidy_number(text: str) -> str:
    """Return the text with half-width digits and signs, and without blanks around and inside numbers."""
    text = text.strip()
    if text.isascii() and " " not in text:
        return text
    return _SPACE_IN_NUMBER.sub("", text.translate(_TIDY)).strip()


def _to_fen(whole: str, decimals: str, negative: bool, fen_per_unit: int) -> Money:
    scale = 10 ** len(decimals)
    units, step = int(whole + decimals) * fen_per_unit, fen_per_unit // scale
    fen = units // scale if units % scale == 0 else (2 * units + scale) // (2 * scale)
    return Money(-fen if negative else fen, step if step > 1 else 0)


@lru_cache(maxsize=8192)
def read_money(text: str, unit: str) -> tuple[State, Money | None]:
    """Return the state of a cell and its amount: blank, dash, printed with the amount, or unreadable."""
    tidy = text.strip()
    if not tidy:
        return "blank", None
    if tidy in _DASHES:
        return "dash", None
    money = parse_money(tidy, unit)
    return ("printed", money) if money is not None else ("unreadable", None)


def print_money(money: Money, unit: str) -> str:
    """Return the amount in the given unit, as many decimals as it needs and at least two, without thousands marks."""
    fen_per_unit = FEN_PER_UNIT[unit]
    decimals = len(str(fen_per_unit)) - 1
    sign = "-" if money.fen < 0 else ""
    whole, rest = divmod(abs(money.fen), fen_per_unit)
    digits = str(rest).zfill(decimals).rstrip("0").ljust(2, "0")
    return f"{sign}{whole}.{digits}"
