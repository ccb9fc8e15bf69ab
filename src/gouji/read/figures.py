"""The figures in running text: amounts, percentages, numbers of things, words of sameness.

In: text. Out: `Fact`s with their positions, and the Figures and Quantities made of them. What the figures are about is
for claims.py.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from typing import Literal

from msgspec import Struct

from gouji.layouts.phrases import load_phrases
from gouji.model.disclosure import Figure, Quantity
from gouji.model.money import read_money
from gouji.model.place import Place

NOWHERE = Place()
Kind = Literal["amount", "percent", "count", "flat"]

_WIDE = str.maketrans("０１２３４５６７８９．％－", "0123456789.%-")
_WIDE_COMMA = re.compile(r"(?<=[０-９])，(?=[０-９]{3})")
_NUMERALS = {numeral: value for value, numeral in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0}


class Fact(Struct, frozen=True):
    """One figure in a text. kind: what it is; start, end: where it stands, unit included.

    number: the number as printed. unit: 元, 万元 …; "%"; what it counts. A flat fact (与上年持平) has only its word.
    inner: a number of things that is part of the subject of the next amount (等三家行政单位机关运行经费…万元).
    """

    kind: Kind
    start: int
    end: int
    number: str
    unit: str
    inner: bool = False


_NUMBER = r"(?:(?<!\d)\d{1,3}(?:[ \u3000]\d{3}(?!\d))+|\d+)(?:[ \u3000]?[,.][ \u3000]?\d+)*"
_UNIT = r"亿\s?元|百万元|千元|万\s?元|元|[万亿](?=\s*(?:[，。；、,;（()）]|$))"


@cache
def _fact() -> re.Pattern[str]:
    words = load_phrases().words
    flat = "|".join(sorted((*words.directions["about"], *words.directions["flat"]), key=len, reverse=True))
    counted = "|".join(map(re.escape, words.counted))
    after = "|".join(f"(?<={re.escape(word)})" for word in words.counted_after)
    return re.compile(
        rf"(?<![\d.])(?<!\d,)(?P<number>(?:(?<![\d)）年月日])-)?{_NUMBER})\s*"
        rf"(?:(?P<unit>{_UNIT})|(?P<percent>%|个百分点)|(?P<counted>{counted})(?![月年]))"
        rf"|(?:{after})(?P<numeral>[一二两三四五六七八九十]{{1,3}})(?P<of>{counted})"
        rf"|(?P<flat>{flat})"
    )


def find_facts(text: str, begin: int = 0, end: int | None = None) -> Iterator[Fact]:
    """Yield every amount, percentage, number of things and word of sameness in half-width text, in printed order."""
    for match in _fact().finditer(text, begin, len(text) if end is None else end):
        if match["flat"]:
            yield Fact("flat", match.start(), match.end(), "", match["flat"])
        elif match["numeral"]:
            yield Fact("count", match.start(), match.end(), match["numeral"], match["of"])
        elif match["unit"]:
            if not _is_threshold(text, match.end()):
                yield Fact("amount", match.start(), match.end(), match["number"], _unit(match["unit"]))
        elif match["percent"]:
            yield Fact("percent", match.start(), match.end(), match["number"], match["percent"])
        else:
            yield Fact("count", match.start(), match.end(), match["number"], match["counted"])


def find_amounts(text: str, place: Place = NOWHERE) -> tuple[Figure, ...]:
    """Return the amounts of money printed in a text, in order. Thresholds (价值50万元以上) are not amounts."""
    return tuple(make_figure(fact, place) for fact in find_facts(half_width(text)) if fact.kind == "amount")


def half_width(text: str) -> str:
    """Return the text with half-width digits, each character in its place."""
    if text.isascii():
        return text
    return _WIDE_COMMA.sub(",", text).translate(_WIDE)


def _unit(printed: str) -> str:
    unit = "".join(printed.split())
    return unit if unit.endswith("元") else unit + "元"


def _is_threshold(text: str, end: int) -> bool:
    return bool(_THRESHOLD.match(text, end))


_THRESHOLD = re.compile(r"\s*(?:[（(][^）)]{1,6}[）)])?\s*(?:及|含)?(?:以上|以下|以内)")


def make_figure(fact: Fact, place: Place) -> Figure:
    """Return the amount; its text is the number without its unit."""
    state, money = read_money(fact.number, fact.unit)
    return Figure(fact.number, state, fact.unit, money, place)


def make_quantity(fact: Fact) -> Quantity | None:
    """Return the number with its unit; None when it is no number (1.2.3%)."""
    number = "".join(fact.number.replace(",", "").split())
    if number.count(".") > 1:
        return None
    decimals = len(number.partition(".")[2])
    return Quantity(f"{fact.number}{fact.unit}", Decimal(number), Decimal(1).scaleb(-decimals), fact.unit)


def whole_number(text: str) -> int | None:
    """Return the whole number that digits or Chinese numerals up to 九十九 stand for, None for anything else."""
    plain = "".join(text.replace(",", "").split())
    if plain.isdigit():
        return int(plain)
    tens, ten, ones = plain.rpartition("十")
    if ten and (not tens or tens in _NUMERALS) and (not ones or ones in _NUMERALS):
        return 10 * (_NUMERALS[tens] if tens else 1) + (_NUMERALS[ones] if ones else 0)
    return _NUMERALS.get(plain)
