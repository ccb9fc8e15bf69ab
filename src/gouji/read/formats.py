"""How a number format of a worksheet prints a number: its decimals, thousands marks, a percent sign, nothing for zero.

In: xl/styles.xml. Out: for each cell style the Format that decides the text of a number, where it is one we know.
Source: ECMA-376 part 1, 18.8.30 (numFmt).
"""

import re
from decimal import ROUND_HALF_UP, Decimal

from lxml import etree
from msgspec import Struct

_BUILT_IN = {1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 37: "#,##0", 38: "#,##0", 39: "#,##0.00",
             40: "#,##0.00"}  # fmt: skip
# What a section of a format may hold besides the number: colours and conditions, padding, fill, escapes, blanks.
_DRESS = re.compile(r"\[[^\]]*\]|[_*\\].|\s|[()+-]")
_NUMBER = re.compile(r"[#?,]*0(?:\.(0*))?(%?)$|#(?:,##)?0?\.(0+)$")
_MAX_DECIMALS = 10


class Format(Struct, frozen=True):
    """decimals: digits after the point. percent: a share of 1 is printed in hundredths. hides_zero: zero prints nothing.

    thousands: with a comma before every three digits.
    """

    decimals: int
    percent: bool = False
    hides_zero: bool = False
    thousands: bool = False


def show_as(value: float, form: Format) -> str:
    """Return the number as its cell prints it: 16595.30, 16,595.30, 25.00%; halves are rounded away from zero as Excel does."""
    exact = Decimal(repr(value)) * (100 if form.percent else 1)
    if exact == 0 and form.hides_zero:
        return ""
    rounded = exact.quantize(Decimal(1).scaleb(-form.decimals), ROUND_HALF_UP)
    shown = abs(rounded) if rounded == 0 else rounded
    return f"{shown:{',' if form.thousands else ''}f}{'%' if form.percent else ''}"


def read_formats(styles: etree._Element) -> list[Format | None]:
    """Return the format of each cell style in order; None for General, dates and whatever we do not know."""
    codes = {each.get("numFmtId"): each.get("formatCode") or "" for each in styles.iterfind("{*}numFmts/{*}numFmt")}
    ids = [each.get("numFmtId") or "0" for each in styles.iterfind("{*}cellXfs/{*}xf")]
    known = {key: parse_format(codes.get(key, _BUILT_IN.get(int(key) if key.isdecimal() else 0, ""))) for key in set(ids)}
    return [known[key] for key in ids]


def parse_format(code: str) -> Format | None:
    """Return what the format code prints, None when it is not a plain number."""
    sections = [_DRESS.sub("", section.replace('"', "")) for section in code[:200].split(";")]
    number = _NUMBER.match(sections[0])
    if number is None:
        return None
    decimals = len(number[1] or number[3] or "")
    if decimals > _MAX_DECIMALS:
        return None
    hides_zero = len(sections) > 2 and sections[2] == ""
    return Format(decimals, number[2] == "%", hides_zero=hides_zero, thousands="," in number[0])
