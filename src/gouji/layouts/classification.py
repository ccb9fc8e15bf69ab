"""The classification of revenue and expenditure (政府收支分类科目), as far as it is known: codes/*.csv.

A code means something only together with its year, and the lists are not complete: a code that is not here is
"not in the list", never wrong.
"""

import csv
from functools import cache, lru_cache
from pathlib import Path

from msgspec import Struct

CODES = Path(__file__).parent / "codes"
CODE_LEVELS = {3: "类", 5: "款", 7: "项"}  # digits of a functional code → its level


class CodeName(Struct, frozen=True):
    """A name of a code. observed: printed so in real documents. since, until: first and last budget year, if known."""

    code: str
    level: str
    name: str
    observed: bool
    since: int | None = None
    until: int | None = None

    def holds_in(self, year: int | None) -> bool:
        """Return whether the name is used in the year; a year that is not known excludes nothing."""
        return year is None or ((self.since or year) <= year <= (self.until or year))


class EconomicItem(Struct, frozen=True):
    """An economic item. side: 部门 or 政府. group: 人员经费 or 公用经费 ("" on the government side)."""

    side: str
    code: str
    level: str
    name: str
    group: str
    observed: bool


@cache
def functional_names() -> dict[str, tuple[CodeName, ...]]:
    """Return the names of each functional code, oldest first."""
    names: dict[str, tuple[CodeName, ...]] = {}
    for row in _read("functional.csv"):
        name = CodeName(
            row["code"], row["level"], row["name"], row["status"] == "observed", _year(row["since"]), _year(row["until"])
        )
        names[name.code] = (*names.get(name.code, ()), name)
    return names


class RevenueItem(Struct, frozen=True):
    """A revenue item. fund: whose money stands under it when no finer item is known, "" for the others."""

    code: str
    level: str
    name: str
    fund: str
    observed: bool


@cache
def revenue_items() -> dict[str, RevenueItem]:
    """Return the revenue items of the fund and the state capital budget by code."""
    return {
        row["code"]: RevenueItem(row["code"], row["level"], row["name"], row["fund"], row["status"] == "observed")
        for row in _read("revenue.csv")
    }


@cache
def economic_items() -> tuple[EconomicItem, ...]:
    """Return the economic items of both sides, by code."""
    return tuple(
        EconomicItem(row["side"], row["code"], row["level"], row["name"], row["group"], row["status"] == "observed")
        for row in _read("economic.csv")
    )


@cache
def economic_item(code: str) -> EconomicItem | None:
    """Return the economic item with the code, or None when it is not in the list."""
    return next((item for item in economic_items() if item.code == code), None)


@cache
def economic_codes(side: str) -> dict[str, tuple[str, ...]]:
    """Return name → codes of one side (部门 or 政府); several items share a name (设备购置)."""
    codes: dict[str, tuple[str, ...]] = {}
    for item in economic_items():
        if item.side == side:
            name = plain_name(item.name)
            codes[name] = (*codes.get(name, ()), item.code)
    return codes


@cache
def economic_pairs() -> dict[tuple[str, str], tuple[str, bool]]:
    """Return (department code, government code) → (type of unit it is for, whether it was observed)."""
    return {
        (row["department"], row["government"]): (row["unit_type"], row["status"] == "observed")
        for row in _read("economic_pairs.csv")
    }


@lru_cache(maxsize=8192)
def plain_name(name: str) -> str:
    """Return the name without blanks and with full-width brackets, so that printings of one name compare equal."""
    return "".join(name.split()).replace("(", "（").replace(")", "）").replace(",", "，")


def _year(text: str) -> int | None:
    return int(text) if text else None


def _read(name: str) -> list[dict[str, str]]:
    with (CODES / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
