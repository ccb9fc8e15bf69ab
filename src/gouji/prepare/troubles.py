"""What can be wrong with a workbook or a budget, as sentences for people. The sentences stand once, in errors.yaml."""

import difflib
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from gouji.model.disclosure import Trouble
from gouji.model.finding import Severity
from gouji.model.money import Money, print_money
from gouji.model.place import Place
from gouji.read.troubles import fill, load_catalogue

CATALOGUE = Path(__file__).with_name("errors.yaml")
_LISTED = 30  # troubles of one sort in one column, listed one by one
_MOST_COMPARED = 5_000  # names compared for likeness; beyond it looking for the nearest takes too long


def trouble(code: str, place: Place, **slots: object) -> Trouble:
    """Return the trouble of the catalogue with its slots filled. Raises KeyError: the code or a slot is unknown."""
    return fill(catalogue(), code, place, **slots)


def catalogue() -> dict[str, dict[str, str]]:
    """Return code → {"severity", "zh", "en"}."""
    return load_catalogue(CATALOGUE)


def say_yuan(fen: int) -> str:
    """Return the amount as the sentences say it, in 元."""
    return print_money(Money(fen), "元")


def severity(found: Trouble) -> Severity:
    """Return how grave a trouble is: an error stops publication, a warning asks. Troubles of reading a file are errors."""
    return "warning" if catalogue().get(found.code, {}).get("severity") == "warning" else "error"


def stops(troubles: Iterable[Trouble]) -> bool:
    """Return whether any of the troubles is an error."""
    return any(severity(found) == "error" for found in troubles)


def is_unread(troubles: Iterable[Trouble]) -> bool:
    """Return whether the troubles are those of a file that could not be opened, not of what was filled in."""
    return all(found.code not in catalogue() for found in troubles)


def nearest(found: str, known: Collection[str], cutoff: float = 0.0) -> str | None:
    """Return the known name most like the one found, None when none is like it at all."""
    if len(known) > _MOST_COMPARED:
        return None
    return next(iter(difflib.get_close_matches(found, known, n=1, cutoff=cutoff)), None)


def nearest_slots(found: str, known: Collection[str], cutoff: float = 0.4) -> dict[str, str]:
    """Return the slots {nearest} and {nearest_en} of a sentence, to follow a name in it; empty when none is like it."""
    like = nearest(found, known, cutoff)
    return {
        "nearest": f"（最接近的是“{like}”）" if like else "",
        "nearest_en": f" (the nearest is “{like}”)" if like else "",
    }


def limit(troubles: Iterable[Trouble]) -> Iterator[Trouble]:
    """Yield the troubles, and for the many of one sort in one column how many more there are."""
    counts: Counter[tuple[str, str | None, str]] = Counter()
    for found in troubles:
        sort = (found.code, found.place.sheet, found.place.column)
        counts[sort] += 1
        if counts[sort] <= _LISTED:
            yield found
    for (code, sheet, column), count in counts.items():
        if count > _LISTED:
            more = "PREP-031" if catalogue()[code]["severity"] == "warning" else "PREP-027"
            yield trouble(more, Place(sheet=sheet, column=column), sheet=sheet or "", count=count - _LISTED)


class PrepareError(Exception):
    """A workbook that cannot be written, or a form that no budget is prepared in. Carries the Trouble that says why and where."""

    def __init__(self, found: Trouble) -> None:
        super().__init__(f"{found.code} {found.zh}")
        self.trouble = found
