"""Shares of the money by level of government (中央、省、县按5:3:2), against the sources of the form's funds.

In: the forms. Out: forms whose funds of the levels named are not in the proportion told.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from gouji.check.arithmetic import half_width
from gouji.check.deciding import NO_FORMS, Slots, decided, masked, title_of, yuan
from gouji.check.rule import Hit, Rule, Verdict, decides
from gouji.check.texts import FIELDS, LOST, fields_with
from gouji.model.disclosure import Disclosure, Funds, Text
from gouji.model.place import Bilingual

_NOTHING = Bilingual("没有写各级财政分担比例的项目", "no text tells the shares of levels of government")
_LEVEL = re.compile("中央|省|市|县|区")
_ONE = r"(?:中央|省|市|县|区)级?(?:财政)?"
_SHARES = re.compile(
    rf"(?P<levels>{_ONE}(?:[、,，和与及]{_ONE})+)[^。；;，,\d]{{0,8}}"
    r"(?:(?P<ratio>\d+(?:\.\d+)?(?:[:：]\d+(?:\.\d+)?)+)|各(?:自|级)?(?:承担|负担|分担)(?P<each>\d+)[%％])"
)
_FIELD = {"中央": "central", "省": "province", "市": "county", "县": "county", "区": "county"}


class _Told(NamedTuple):
    """Levels in printed order, each with its part of the whole, by field of Funds. said: as printed."""

    parts: dict[str, Decimal]
    said: str
    field: str
    text: Text


@decides("shares_of_levels")
def shares_of_levels(disclosure: Disclosure, rule: Rule) -> Verdict:
    """The money of the levels that a text names is in the proportion it tells, in one horizon of the form.

    Only where each of them pays something: a form may be one level's part only. given: `percent` of the money it may be
    off by; `other`, words of a text that splits another sum.
    """
    percent, other = Decimal(rule.given["percent"]), re.compile(rule.given["other"])
    checked, hits = 0, []
    for form, field, text in fields_with(disclosure, _SHARES):
        if text.damage in LOST:
            continue
        for told in _told(field, text, other):
            paid = [one for one in (_paid(funds, told) for funds in (form.annual, form.whole)) if one is not None]
            if not paid:
                continue
            checked += 1
            if not any(_in_proportion(one, told, percent) for one in paid):
                shown = "、".join(f"{value:.2f}元" for value in paid[0].values())
                slots: Slots = {"form": title_of(form), "field": FIELDS[told.field]}
                hits.append(Hit(masked([text.place]), slots, printed=told.said, expected=shown))
    return decided(checked, hits, NO_FORMS if not disclosure.forms else _NOTHING)


def _told(field: str, text: Text, other: re.Pattern[str]) -> Iterator[_Told]:
    """Yield the proportions of a text that give every level it names a part."""
    for match in _SHARES.finditer(half_width(text.reading)):
        levels = _LEVEL.findall(match["levels"])
        parts = [Decimal(one) for one in match["ratio"].split(":")] if match["ratio"] else [Decimal(match["each"])] * len(levels)
        if len(parts) != len(levels) or not all(parts) or other.search(match[0]):
            continue
        whole = sum(parts) if match["ratio"] else Decimal(100)
        by_field: dict[str, Decimal] = {}
        for level, part in zip(levels, parts, strict=True):
            by_field[_FIELD[level]] = by_field.get(_FIELD[level], Decimal(0)) + part / whole
        if sum(by_field.values()) == 1 and len(by_field) > 1:
            yield _Told(by_field, match[0], field, text)


def _paid(funds: Funds, told: _Told) -> dict[str, Decimal] | None:
    """Return what each level pays, None where one of them pays nothing."""
    paid = {name: yuan(getattr(funds, name)) or Decimal(0) for name in told.parts}
    return paid if all(paid.values()) else None


def _in_proportion(paid: dict[str, Decimal], told: _Told, percent: Decimal) -> bool:
    whole = sum(paid.values())
    return all(abs(paid[name] - whole * part) * 100 <= percent * whole for name, part in told.parts.items())
