"""The words around the tables of a disclosure that is prepared (sentences.yaml), as records."""

from functools import cache
from pathlib import Path
from typing import Literal

from msgspec import Struct

from gouji.layouts.kinds import load_kinds
from gouji.layouts.source import LayoutError, line_of, load_yaml

FILE = Path(__file__).with_name("sentences.yaml")

Cell = tuple[str, int]
Style = Literal["total", "public_total", "public_item", "operating"]


class ChangeWords(Struct, frozen=True, forbid_unknown_fields=True):
    """How one figure is compared with last year's. rate_up, rate_down: "" where no rate is told."""

    up: str
    down: str
    flat: str
    about: str
    reason: str
    rate_up: str = ""
    rate_down: str = ""


class Measure(Struct, frozen=True, forbid_unknown_fields=True):
    """A figure compared with last year's. cell: (table kind, row key, column)."""

    cell: tuple[str, str, str]
    change: Style


class FormShape(Struct, frozen=True, forbid_unknown_fields=True):
    """The performance form: rows of (text, columns covered). levels: level 1 → level 2 always printed.

    tiers: how the jurisdiction's name ends ("" for any other ending) → what follows it in the title.
    """

    title: str
    tiers: dict[str, str]
    year: str
    head: tuple[tuple[Cell, ...], ...]
    levels: dict[str, tuple[str, ...]]
    signature: tuple[Cell, ...]


class CatalogueWords(Struct, frozen=True, forbid_unknown_fields=True):
    """The header of a catalogue of purchased services."""

    code: str
    levels: tuple[str, ...]


class Sentences(Struct, frozen=True, forbid_unknown_fields=True):
    """sentences.yaml as it stands."""

    parts: dict[str, str]
    cover: tuple[str, ...]
    contents: str
    headings: dict[str, str]
    sections: dict[str, str]
    subheadings: dict[str, tuple[str, ...]]
    numerals: tuple[str, ...]
    changes: dict[Style, ChangeWords]
    measures: dict[str, Measure]
    phrases: dict[str, dict[str, str]]
    revenue_names: dict[str, str]
    expenditure_names: dict[str, str]
    project_kinds: tuple[str, ...]
    civil_kinds: tuple[str, ...]
    catalogue: CatalogueWords
    form: FormShape


@cache
def load_sentences() -> Sentences:
    """Return the words of sentences.yaml. Raises LayoutError: a table or column is not one of kinds.yaml."""
    words = load_yaml(FILE, Sentences)
    for name, measure in words.measures.items():
        kind, _, column = measure.cell
        known = load_kinds()[kind].columns if kind in load_kinds() else load_kinds()
        if kind not in load_kinds() or column not in known:
            raise LayoutError(FILE, line_of(FILE, ("measures", name)), f"{kind}/{column}", known)
    return words
