"""The canonical table kinds of kinds.yaml as records: the words that layouts, rules and phrases share."""

from functools import cache
from pathlib import Path
from typing import Any, Literal

from msgspec import Struct

from gouji.layouts.plain import parse_yaml

KINDS = Path(__file__).with_name("kinds.yaml")


class Kind(Struct, frozen=True):
    """One canonical table kind.

    number: place in the thirteen-table set. by: what identifies a row. sides: side ("" in a one-sided table) →
    canonical column → English name; columns: those of all sides. rows: side → canonical row names rules may speak of.
    stage: of the budget year in which the table is printed.
    """

    name: str
    number: int
    en: str
    by: str
    sides: dict[str, dict[str, str]]
    columns: dict[str, str]
    rows: dict[str, tuple[str, ...]]
    stage: Literal["budget", "final"] = "budget"

    def side_of(self, column: str) -> str:
        """Return the side that has the column; raises KeyError when none has it."""
        return next(side for side, columns in self.sides.items() if column in columns)


@cache
def load_kinds() -> dict[str, Kind]:
    """Return the kinds by canonical name, in the order of kinds.yaml."""
    raw = parse_yaml(KINDS.read_text(encoding="utf-8"), typed=True)
    return {name: _make_kind(name, kind) for name, kind in raw.items()}


def _make_kind(name: str, raw: dict[str, Any]) -> Kind:
    sides = raw["sides"] if "sides" in raw else {"": raw["columns"]}
    rows = raw["rows"] if isinstance(raw["rows"], dict) else {"": raw["rows"]}
    named = {side: tuple(names) for side, names in rows.items()}
    columns = {column: en for side in sides.values() for column, en in side.items()}
    return Kind(name, raw["number"], raw["en"], raw["by"], sides, columns, named, raw.get("stage", "budget"))
