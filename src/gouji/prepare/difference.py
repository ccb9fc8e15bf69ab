"""One difference between two documents, and how the things of both are matched."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Literal, TypeVar

from msgspec import Struct

from gouji.model.money import Money, print_money
from gouji.model.place import Bilingual, Place

Area = Literal["budget", "front", "table", "claim", "sentence", "form", "annex"]
T = TypeVar("T")


class Change(Struct, frozen=True):
    """One thing that differs.

    group: the sheet, table, section or form it stands in. item: what it is there (row › column), "" for a sentence.
    old, new: as printed, None where the thing is not there at all. difference: new less old with its unit, "" where there
    is none to tell.
    """

    area: Area
    group: str
    item: Bilingual
    old: str | None
    new: str | None
    difference: str = ""
    old_place: Place = Place()
    new_place: Place = Place()


class Changes(Struct, frozen=True):
    """Everything that differs between two documents.

    changes: what was changed. consequences: what moves with it in the disclosures derived from two budgets.
    """

    old: str
    new: str
    changes: tuple[Change, ...]
    consequences: tuple[Change, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.changes or self.consequences)


def pair(old: Iterable[T], new: Iterable[T], key: Callable[[T], Hashable]) -> Iterator[tuple[T | None, T | None]]:
    """Yield what has the same key in both, the first with the first; what only the new has, and then what only the old had.

    Where a key stands several times in both, equal things are paired before unequal ones.
    """
    waiting: dict[Hashable, list[T]] = defaultdict(list)
    for thing in old:
        waiting[key(thing)].append(thing)
    for thing in new:
        same = waiting[key(thing)]
        yield (same.pop(_best(same, thing)) if same else None), thing
    yield from ((thing, None) for things in waiting.values() for thing in things)


def _best(things: list[T], thing: T) -> int:
    return next((number for number, other in enumerate(things) if other == thing), 0)


def pair_texts(old: list[T], new: list[T], text: Callable[[T], str]) -> Iterator[tuple[T | None, T | None]]:
    """Yield the sentences that differ, each with the one that took its place, in the order they stand."""
    matcher = SequenceMatcher(None, list(map(text, old)), list(map(text, new)), autojunk=False)
    for kind, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        if kind != "equal":
            yield from zip_longest(old[old_from:old_to], new[new_from:new_to])


def same(word: str) -> Bilingual:
    """Return a printed word as the name of a thing: it is the same in every language."""
    return Bilingual(word, word)


def money_difference(old: Money | None, new: Money | None, unit: str) -> str:
    """Return new less old with its sign and unit; "" where either is missing. A blank is no zero."""
    if old is None or new is None:
        return ""
    difference = new - old
    return f"{'+' if difference.fen > 0 else ''}{print_money(Money(difference.fen), unit)} {unit}"
