"""Service periods printed in names and targets of projects.

In: a text. Out: the months it covers, as (first, last) counted from year 0; None when it names no period.
"""

import re
from functools import lru_cache

Months = tuple[int, int]
LENGTH = re.compile(r"^[≤≥=<>]?\s*(\d{1,3})\s*(年|个月|月)$")  # a target that says how long something lasts

_YEAR = r"(20\d\d)"
# 2022.06-2023.06, 2023.11.1-12.31, 2022年12月1日至2027年11月30日, 2023年11月1日至12月31日, 2022.7-2023.11
_RANGE = re.compile(
    _YEAR + r"\s*[.年/]\s*(\d{1,2})(?:\s*[.月/]\s*\d{0,2}\s*日?)?\s*月?\s*(?:至|到|[-—–~－]+)\s*"
    r"(?:" + _YEAR + r"\s*[.年/]\s*)?(\d{1,2})(?=\s*(?:[.月/日)）]|$))"
)
_YEARS = re.compile(_YEAR + r"\s*年?\s*(?:至|到|[-—–~－]+)\s*" + _YEAR + r"\s*年?")
_ONE_YEAR = re.compile(r"(?<![、,，\d])" + _YEAR + r"\s*年度?(?!\s*\d{1,2}\s*月)")


@lru_cache(maxsize=1024)
def period(text: str) -> Months | None:
    """Return the first period the text names: months, whole years, or one year standing alone."""
    if match := _RANGE.search(text):
        year, month, last_year, last_month = match.groups()
        first = int(year) * 12 + int(month)
        last = int(last_year or year) * 12 + int(last_month)
        return (first, last) if last >= first else None
    if match := _YEARS.search(text):
        return int(match[1]) * 12 + 1, int(match[2]) * 12 + 12
    years = {match[1] for match in _ONE_YEAR.finditer(text)}
    if len(years) == 1:
        year = years.pop()
        return int(year) * 12 + 1, int(year) * 12 + 12
    return None


def overlap(a: Months, b: Months) -> int:
    """Return how many months the two periods have in common."""
    return max(0, min(a[1], b[1]) - max(a[0], b[0]) + 1)


def say_months(months: Months) -> str:
    """Return the period as a reader would write it."""
    ends = [divmod(month - 1, 12) for month in months]
    return "至".join(f"{year}年{month + 1}月" for year, month in ends)
