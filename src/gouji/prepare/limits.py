"""Thresholds and wording of validation (limits.yaml)."""

from functools import cache
from pathlib import Path

from msgspec import Struct

from gouji.layouts.source import load_yaml
from gouji.model.budget import Fund

SOURCE = Path(__file__).with_name("limits.yaml")


class Limits(Struct, frozen=True, forbid_unknown_fields=True):
    """limits.yaml as it stands."""

    jump: int
    reason_percent: int
    coverage: dict[str, tuple[str, ...]]
    cost: frozenset[str]
    unit_cost_percent: int
    one_year: str
    form: tuple[str, ...]
    withdrawn: dict[str, str]
    appropriations: tuple[Fund, ...]
    with_revenue_codes: frozenset[str]
    administrative: frozenset[str]
    words: dict[str, str | tuple[str, str]]

    def word(self, name: str) -> str:
        """Return a word that stands for itself."""
        word = self.words[name]
        return word if isinstance(word, str) else word[0]

    def pair(self, name: str) -> tuple[str, str]:
        """Return the word in Chinese and in English."""
        word = self.words[name]
        return (word, word) if isinstance(word, str) else word


@cache
def load_limits() -> Limits:
    """Return the limits. Raises LayoutError: an unknown key or a wrong type."""
    return load_yaml(SOURCE, Limits)
