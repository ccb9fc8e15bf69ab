"""Numbers with a unit: a printed text in, Quantities out.

A target ("≥96%", "1189人", "不超过3万元") is one quantity; running text has many. Dates, periods, document numbers and
graded words are none.
"""

import re
from collections.abc import Iterable
from decimal import Decimal
from functools import cache, lru_cache
from typing import NamedTuple

from gouji.layouts.quantity_words import load_quantity_words
from gouji.model.disclosure import Quantity
from gouji.model.money import tidy_number

_LARGE = {"": 0, "万": 4, "亿": 8}
_NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
# A year, a month of a year or a day of a month is a date, and the number of a document is a name.
_DATES = (
    r"(?:19|20)\d\d\s*年?\s*[-—–~～至到]+\s*(?:19|20)\d\d\s*年"
    r"|(?:19|20)\d\d\s*(?:年度?|[-/.](?=\d))\s*(?:\d{1,2}\s*(?:月份?|[-/.](?=\d))\s*)?(?:\d{1,2}\s*日?)?(?:\d{1,2}时)?"
    r"|\d{1,2}月\d{1,2}日|[\[〔【(（<]\s*(?:19|20)\d\d\s*[\]〕】)）>]\s*第?\d+\s*号|第\s*\d+[^\d\s]"
)
_DOT = re.compile("[·•・]")  # 元/人·月
_UNIT_IN_BRACKETS = re.compile(r"(?<=[\d.])[(（]([^()（）\d]{1,6})[)）]$")
_YEAR = range(1900, 2100)
_MONTH = range(1, 13)
_MOST_DIGITS = 20  # with those behind the point; a longer one is a code or number


class Found(NamedTuple):
    """A quantity in running text, with where it begins and ends."""

    start: int
    end: int
    quantity: Quantity


@lru_cache(maxsize=4096)
def parse_quantity(text: str) -> Quantity | None:
    """Return the text as one quantity, None when it is not one number with a known unit or operator or none at all.

    A bare number ("12") is a quantity without a unit. "2024年" and "5月" are dates; "1年", "18月" and "≥5月" are not.
    """
    # One system prints every target as "≥95.00(%)".
    match = _whole().match(tidy_number(_UNIT_IN_BRACKETS.sub(r"\1", text)))
    return None if match is None else _quantity(text, match)


def find_quantities(text: str) -> list[Found]:
    """Return the quantities of a running text in printed order. Numbers with neither unit nor operator are left out."""
    found = []
    for match in _anywhere().finditer(text):
        if match["number"] is None or not (match["unit"] or match["large"] or match["before"] or match["after"]):
            continue
        quantity = _quantity(match[0].strip(), match)
        if quantity is not None:
            found.append(Found(match.start(), match.end(), quantity))
    return found


def _quantity(text: str, match: re.Match[str]) -> Quantity | None:
    number, large, unit = match["number"].replace(",", ""), match["large"] or "", _tidy_unit(match["unit"] or "")
    if len(number) > _MOST_DIGITS:
        return None
    operator = _operators()[0].get(match["before"] or "") or _operators()[1].get(match["after"] or "") or ""
    if not operator and _is_date(number, unit):
        return None
    if large and unit.split("/")[0] in load_quantity_words().money:
        large, unit = "", large + unit
    scale, places = 10 ** _LARGE[large], len(number.partition(".")[2])
    return Quantity(text, Decimal(number) * scale, Decimal(1).scaleb(-places) * scale, unit, operator)


def _is_date(number: str, unit: str) -> bool:
    if not number.isdigit():
        return False
    return (unit == "年" and int(number) in _YEAR) or (unit == "月" and int(number) in _MONTH)


def _tidy_unit(unit: str) -> str:
    unit = unit.replace(" ", "").replace("％", "%").replace("／", "/")
    return _DOT.sub("/", unit)


@cache
def _operators() -> tuple[dict[str, str], dict[str, str]]:
    """Return printed word → operator, before and after the number."""
    operators = load_quantity_words().operators
    before = {word: operator for operator, words in operators.before.items() for word in words}
    after = {word: operator for operator, words in operators.after.items() for word in words}
    return before, after


def _parts(before: Iterable[str]) -> str:
    """Return the expression of one quantity with the groups before, number, large, unit and after."""
    units, after = _any(load_quantity_words().all_units), _operators()[1]
    return (
        rf"(?P<before>{_any(before)})?\s*(?P<number>{_NUMBER})\s*(?P<large>[万亿]?)"
        rf"(?P<unit>(?:{units})(?:\s*[/／每·•・]\s*(?:{units}))*)?(?P<after>{_any(after)})?"
    )


@cache
def _whole() -> re.Pattern[str]:
    return re.compile(rf"(?:{_any(load_quantity_words().lead)}){{0,2}}\s*{_parts(_operators()[0])}$", re.IGNORECASE)


@cache
def _anywhere() -> re.Pattern[str]:
    # In running text "=" belongs to a sum (3人*130元=390元), not to the number behind it.
    before = [word for word, operator in _operators()[0].items() if operator != "="]
    return re.compile(rf"(?:{_DATES})|{_parts(before)}", re.IGNORECASE)


def _any(words: Iterable[str]) -> str:
    # The same expression in every run, so that it can be kept: sets have no order.
    return "|".join(map(re.escape, sorted(words, key=lambda word: (-len(word), word))))
