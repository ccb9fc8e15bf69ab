"""The fixed words of a printed disclosure (document.yaml), as a record."""

from functools import cache
from pathlib import Path
from typing import Literal

from msgspec import Struct, field, structs

from gouji.layouts.kinds import load_kinds
from gouji.layouts.source import LayoutError, line_of, load_yaml

FILE = Path(__file__).with_name("document.yaml")


class ChartLayout(Struct, frozen=True, forbid_unknown_fields=True):
    """One chart: which figures of which table it draws.

    caption, section: how we print it, and below the prose of which section. captions: others that ask for it.
    """

    caption: str
    section: str
    captions: tuple[str, ...]
    kind: Literal["pie", "bar"]
    table: str
    row: str = ""
    columns: tuple[str, ...] = ()
    rows: str = ""
    keys: tuple[str, ...] = ()
    column: str = ""
    most: int = 0


class Parts(Struct, frozen=True, forbid_unknown_fields=True):
    """The headings of the four parts, with {ordinal} and {year}."""

    overview: str
    tables: str
    narrative: str
    glossary: str


class Printing(Struct, frozen=True, forbid_unknown_fields=True):
    """document.yaml as it stands; see there."""

    contents: str
    parts: Parts
    duties: str
    organisation: str
    department: str
    unit: str
    form_year: str
    term: str
    no_colon: tuple[str, ...]
    unrecognised: str
    forms_below: str
    charts: tuple[ChartLayout, ...]
    differs: dict[str, dict[str, str]] = field(default_factory=dict)


@cache
def load_printing(layout: str | None = None) -> Printing:
    """Return the words for the layout ("shanxi/2024"), None for any. Raises LayoutError: an unknown kind or key."""
    words = load_yaml(FILE, Printing)
    kinds = load_kinds()
    for index, chart in enumerate(words.charts):
        if chart.table not in kinds:
            raise LayoutError(FILE, line_of(FILE, ("charts", index, "table")), chart.table, kinds)
    own = [given for name, given in words.differs.items() if (layout or "").startswith(name)]
    return structs.replace(words, **{key: word for given in own for key, word in given.items()})
