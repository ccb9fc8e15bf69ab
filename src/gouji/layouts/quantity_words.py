"""The printed words of quantities (quantities.yaml): operators and units, longest first."""

from functools import cache
from pathlib import Path

from msgspec import Struct

from gouji.layouts.source import load_yaml

SOURCE = Path(__file__).with_name("quantities.yaml")


class Operators(Struct, frozen=True, forbid_unknown_fields=True):
    """Operator → words printed before or after the number for it."""

    before: dict[str, tuple[str, ...]]
    after: dict[str, tuple[str, ...]]


class QuantityWords(Struct, frozen=True, forbid_unknown_fields=True):
    """quantities.yaml as it stands."""

    operators: Operators
    lead: tuple[str, ...]
    money: tuple[str, ...]
    units: tuple[tuple[str, ...], ...]

    @property
    def all_units(self) -> tuple[str, ...]:
        """Return every unit once, the longest first, so that an alternation of them is greedy."""
        return tuple(sorted({*self.money, *(unit for group in self.units for unit in group)}, key=len, reverse=True))


@cache
def load_quantity_words() -> QuantityWords:
    """Return the words of quantities.yaml. Raises LayoutError: an unknown key or a wrong type."""
    return load_yaml(SOURCE, QuantityWords)
