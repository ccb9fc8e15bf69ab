"""One cell of the workbook in, the value of its field out, or what is wrong with it.

Officers paste from everywhere: full-width digits, thousands marks, texts that look like numbers and numbers that should
be texts are all taken; what could mean two things is not.
"""

import datetime
import math
import re
import unicodedata
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from msgspec import Struct

from gouji.layouts.words import plain
from gouji.model.money import FEN_PER_UNIT, Money, print_money, read_money
from gouji.prepare.columns import Column, Kind, known_codes, load_book, values
from gouji.prepare.troubles import nearest
from gouji.read.formats import Format
from gouji.read.workbook import show

Value = str | int | bool | Money | None
Raw = Any  # what calamine gives: str, float, bool, datetime …

_SHOWN = 10  # allowed words named in one trouble
_NOISE = 1e-4  # of a 分: what a float shows beyond it is noise of its arithmetic
_EXACT = 10**15  # a spreadsheet keeps 15 digits; an amount in 分 with more was not typed as one
_UNIT = re.compile(r"(.*?)(亿元|百万元|万元|千元|元|万|亿)$")
_SHORT_UNITS = {"万": "万元", "亿": "亿元"}
_CODE = re.compile(r"\d+")
_WHOLE = re.compile(r"(-?\d+)(?:\.0+)?$")
_DATE = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$")
_BETWEEN_DIGITS = re.compile(r"[-/.:年月日时分秒T\s]")


class Wrong(Struct, frozen=True):
    """Why a cell's content is not taken as it is. value: what is taken nevertheless."""

    code: str
    slots: dict[str, str]
    value: Value = None


def convert(raw: Raw, column: Column, form: Format | None = None) -> Value | Wrong:
    """Return the value of the column's kind, None for a blank cell. form: how the sheet prints a number there."""
    if raw == "" or raw is None:
        return None
    return _CONVERTERS[column.kind](raw, column, form)


def _text(raw: Raw, column: Column, form: Format | None) -> Value:
    return show(raw, form) or None


def _amount(raw: Raw, column: Column, form: Format | None) -> Value | Wrong:
    if isinstance(raw, (int, float)) and not isinstance(raw, bool) and math.isfinite(raw):
        fen = round(raw * 100)
        if abs(fen) >= _EXACT:
            return _not_an_amount(show(raw))
        if abs(raw * 100 - fen) <= max(_NOISE, abs(fen) * 1e-14):
            return Money(fen)
        return _finer(str(raw), Money(_half_up(raw)))
    text = show(raw)
    bare = text.removesuffix("元").strip()
    if _UNIT.match(bare):  # 5万元: the column is in 元, and what was meant is for the officer to say
        return _not_an_amount(text)
    state, money = read_money(bare, "元")
    if money is not None:
        return _finer(text, money) if _decimals(bare) > 2 else Money(money.fen)
    return None if state in ("blank", "dash") else _not_an_amount(text)


def _half_up(yuan: float) -> int:
    """Return the amount in 分 as ROUND of a spreadsheet gives it: half a 分 away from zero, by the digits shown."""
    return int((Decimal(str(yuan)) * 100).to_integral_value(ROUND_HALF_UP))


def _finer(found: str, taken: Money) -> Wrong:
    return Wrong("PREP-016", {"found": found, "taken": print_money(taken, "元")}, taken)


def _decimals(number: str) -> int:
    return len(unicodedata.normalize("NFKC", number).partition(".")[2].rstrip("0"))


def _not_an_amount(text: str) -> Wrong:
    if found := _UNIT.match(text):
        unit = _SHORT_UNITS.get(found[2], found[2])
        money = read_money(found[1].strip(), unit)[1] if unit in FEN_PER_UNIT else None
        if money is not None:
            return Wrong("PREP-015", {"found": text, "proposed": print_money(money, "元")})
    return Wrong("PREP-014", {"found": text})


def _number(raw: Raw, column: Column, form: Format | None) -> Value | Wrong:
    text = show(raw) if not isinstance(raw, bool) else str(raw)
    found = _WHOLE.match(unicodedata.normalize("NFKC", text).replace(",", ""))
    return int(found[1]) if found else Wrong("PREP-017", {"found": text, "example": column.example})


def _code(raw: Raw, column: Column, form: Format | None) -> Value | Wrong:
    text = show(raw)
    if found := _CODE.match(unicodedata.normalize("NFKC", text)):
        return found[0]
    names = {name: code for code, all_names in _codes(column).items() for name in all_names}
    codes = [code for code, all_names in _codes(column).items() if text in all_names]
    if len(codes) == 1:
        return codes[0]
    like = nearest(text, names, 0.5) if not codes else None
    shown = "、".join(f"{code} {text}" for code in codes[:_SHOWN]) or (f"{names[like]} {like}" if like else "")
    slots = {"nearest": f"是不是：{shown}？" if shown else "", "nearest_en": f"Perhaps: {shown}." if shown else ""}
    return Wrong("PREP-018", {"found": text, "example": column.example, **slots})


def _codes(column: Column) -> dict[str, tuple[str, ...]]:
    return known_codes(column.list, None) if column.list else {}


def _choice(raw: Raw, column: Column, form: Format | None) -> Value | Wrong:
    text = show(raw)
    allowed = values(column.list)
    if (value := allowed.get(plain(text))) is not None:
        return value
    shown = tuple(dict.fromkeys(allowed))
    slots = {"found": text, "nearest": nearest(plain(text), allowed) or shown[0], "allowed": _list(shown)}
    return Wrong("PREP-019", slots)


def _list(words: tuple[str, ...]) -> str:
    return "、".join(words[:_SHOWN]) + ("…" if len(words) > _SHOWN else "")


def _flag(raw: Raw, column: Column, form: Format | None) -> Value | Wrong:
    text = str(raw) if isinstance(raw, bool) else show(raw)
    folded = plain(text).lower()
    for value, words in load_book().flags.items():
        if folded in words:
            return value == "yes"
    return Wrong("PREP-020", {"found": text})


def _stamp(raw: Raw, column: Column, form: Format | None) -> Value:
    """Return 14 digits, from a date with midnight as its time; what is neither is left for validation to refuse."""
    if isinstance(raw, datetime.datetime):
        return raw.strftime("%Y%m%d%H%M%S")
    if isinstance(raw, datetime.date):
        return raw.strftime("%Y%m%d000000")
    text = unicodedata.normalize("NFKC", show(raw))
    if found := _DATE.match(text):
        return f"{found[1]}{int(found[2]):02d}{int(found[3]):02d}000000"
    digits = _BETWEEN_DIGITS.sub("", text)
    return digits + "000000" if len(digits) == 8 and digits.isdecimal() else digits or None


def _day(raw: Raw, column: Column, form: Format | None) -> Value:
    if isinstance(raw, (datetime.datetime, datetime.date)):
        return f"{raw.year}年{raw.month}月{raw.day}日"
    text = show(raw)
    found = _DATE.match(unicodedata.normalize("NFKC", text))
    return f"{int(found[1])}年{int(found[2])}月{int(found[3])}日" if found else text or None


_CONVERTERS: dict[Kind, Callable[[Raw, Column, Format | None], Value | Wrong]] = {
    "text": _text,
    "long": _text,
    "suggest": _text,
    "amount": _amount,
    "number": _number,
    "code": _code,
    "choice": _choice,
    "flag": _flag,
    "stamp": _stamp,
    "day": _day,
}


def is_number(text: str) -> bool:
    """Return whether the text is one number."""
    return number_in(text) is not None


def number_in(text: str) -> Decimal | None:
    """Return the number that the whole text is, thousands marks and full-width digits allowed; None when it is none."""
    plain_text = unicodedata.normalize("NFKC", text).replace(",", "").strip()
    return Decimal(plain_text) if re.fullmatch(r"-?\d+(\.\d+)?", plain_text) else None
