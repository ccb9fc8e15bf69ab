"""Years told in the names of projects."""

import re

_YEAR = re.compile(r"(?<!\d)(?:(20\d\d)(?!\d)|(\d\d)(?=年))")
_RECENT = 3  # 23年 is a year only when it lies so close before the budget year; 10年 and 70年 are spans of time


def earlier_years(name: str, year: int) -> tuple[int, ...]:
    """Return the years before the budget year that the name tells, in printed order: 2023, 2019-2023, 23年."""
    told = []
    for long, short in _YEAR.findall(name):
        found = int(long or f"20{short}")
        if found < year and (long or found >= year - _RECENT):
            told.append(found)
    return tuple(dict.fromkeys(told))
