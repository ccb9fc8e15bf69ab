"""What mistake of writing turns the amount that was meant into the one that is printed.

In: the two amounts, and what stands around the printed one. Out: the `Slip`, or None. A slip is a hint for the person
who corrects; amounts are compared as they would be printed.
"""

from collections.abc import Iterator, Sequence

from msgspec import Struct

from gouji.model.disclosure import Figure
from gouji.model.money import Money, agree, print_money, tidy_number
from gouji.model.place import Bilingual

_MYRIAD = 10_000
_TELLING = 20
_MANY = 5


class Slip(Struct, frozen=True):
    """A mistake of writing. rank: 0 for one that chance hardly ever makes, to 3 for one that it often does."""

    name: Bilingual
    rank: int


SIGN = Slip(Bilingual("正负号错", "sign"), 0)
YUAN = Slip(Bilingual("元印成了万元", "元 printed as 万元"), 0)
MYRIAD = Slip(Bilingual("万元印成了元", "万元 printed as 元"), 0)
POINT = Slip(Bilingual("小数点错位", "decimal point out of place"), 1)
NEIGHBOURS = Slip(Bilingual("相邻两位数字颠倒", "two neighbouring digits exchanged"), 1)
NEIGHBOURS_OF_MANY = Slip(NEIGHBOURS.name, 0)  # one of four ways among ten thousand
EXCHANGED = Slip(Bilingual("两位数字颠倒", "two digits exchanged"), 2)
DOUBLED = Slip(Bilingual("一位数字印重", "a digit printed twice"), 1)
DROPPED = Slip(Bilingual("漏印一位数字", "a digit left out"), 1)
ADDED = Slip(Bilingual("多印一位数字", "a digit too many"), 2)
CHANGED = Slip(Bilingual("一位数字错", "one digit wrong"), 3)


class Near(Struct, frozen=True):
    """An amount that may have been printed in the place of the right one, and the slip that is.

    right: the amount in whose place it may stand, None for any.
    """

    money: Money
    slip: Slip
    right: Money | None = None

    def explains(self, printed: Money, wanted: Money) -> bool:
        """Return whether the printed amount is this one, in the place of the wanted one."""
        return self.money.fen == printed.fen and (self.right is None or agree(self.right, wanted))


def name_slip(figure: Figure, wanted: Money, near: Sequence[Near] = ()) -> Slip | None:
    """Return the likeliest slip that turns the wanted amount into the printed one, None when none does."""
    if figure.money is None or figure.money.fen == wanted.fen:
        return None
    return min(_slips(figure, figure.money, wanted, near), key=lambda slip: slip.rank, default=None)


def _slips(figure: Figure, printed: Money, wanted: Money, near: Sequence[Near]) -> Iterator[Slip]:
    if printed.fen == -wanted.fen:
        yield SIGN
    yield from _shifted(printed.fen, wanted.fen, max(printed.slack, 1))
    right = print_money(wanted, figure.unit)
    for text in {print_money(printed, figure.unit), _plain(figure.text)}:
        yield from _miswritten(text, right)
        yield from _miswritten(text, right.rstrip("0").rstrip("."))
    yield from (one.slip for one in near if one.explains(printed, wanted))


def _plain(text: str) -> str:
    return tidy_number(text).replace(",", "")


def _shifted(printed: int, wanted: int, step: int) -> Iterator[Slip]:
    """Yield the slips of the unit and the decimal point. step: of the printed amount, in 分."""
    if not printed or abs(wanted) < _TELLING * step:
        return  # of an amount of a few digits nearly everything is a multiple
    for factor in (10, 100, 1000, _MYRIAD):
        if abs(printed - wanted * factor) < step * factor and abs(printed) > 5 * abs(wanted):
            yield YUAN if factor == _MYRIAD else POINT
        # What is left of an amount shrunk to a digit or two may have been rounded, but not cut off.
        near = step * factor if abs(printed) >= _TELLING * step else step * factor // 2
        if abs(printed * factor - wanted) < near and abs(wanted) > 5 * abs(printed):
            yield MYRIAD if factor == _MYRIAD else POINT


def _miswritten(printed: str, right: str) -> Iterator[Slip]:
    if len(printed) == len(right):
        yield from _same_length(printed, right)
    elif len(printed) == len(right) + 1:
        for at in (at for at in range(len(printed)) if printed[:at] + printed[at + 1 :] == right):
            yield DOUBLED if printed[at] in printed[max(0, at - 1) : at] + printed[at + 1 : at + 2] else ADDED
    elif any(right[:at] + right[at + 1 :] == printed for at in range(len(right))):
        yield DROPPED
    if _digits(printed) == _digits(right) and printed != right:
        yield POINT


def _digits(text: str) -> str:
    return text.replace(".", "").strip("0")


def _same_length(printed: str, right: str) -> Iterator[Slip]:
    differing = [at for at, (a, b) in enumerate(zip(printed, right, strict=True)) if a != b]
    if len(differing) == 1:
        yield CHANGED
    if len(differing) == 2:
        first, second = differing
        between = printed[first + 1 : second].replace(".", "")
        if printed[first] == right[second] and printed[second] == right[first]:
            yield EXCHANGED if between else NEIGHBOURS_OF_MANY if len(_digits(printed)) >= _MANY else NEIGHBOURS
