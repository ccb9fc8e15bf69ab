"""Which documents of a run belong together: halves of one disclosure, years of one department, a department and its units.

In: a `Card` of every document. Out: `Group`s: the documents that some `Link` ties, the others alone. Where two
documents could be the one that is looked for, neither is taken: two candidates are no evidence for either.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Literal

from msgspec import Struct

from gouji.check.words import load_words
from gouji.layouts.layout import Stage
from gouji.layouts.words import plain
from gouji.model.disclosure import Disclosure
from gouji.model.finding import Level

Relationship = Literal["years", "accounts", "units"]

_LEAST = 5  # characters of a name that may be the end of another
_ALIKE = 3  # last characters that two names of one body share


class Card(Struct, frozen=True):
    """What tells whose document it is.

    level: whether it calls itself that of a department or of a unit, "" when it does not say. units: names in its list
    of budget units. tables, text: whether it has any.
    """

    name: str
    department: str
    year: int | None
    stage: Stage
    level: Level
    units: tuple[str, ...] = ()
    tables: bool = True
    text: bool = True


class Link(Struct, frozen=True):
    """Documents that a rule across documents compares, by their number in the group.

    years: this and the one of the year before. accounts: final accounts and the budget of the same year. units: a
    department and the units given; missing: the units it lists that are not given; listed: how many it lists.
    """

    kind: Relationship
    this: int
    others: tuple[int, ...]
    missing: tuple[str, ...] = ()
    listed: int = 0


class Group(Struct, frozen=True):
    """Documents that belong together, oldest first, the department before its units.

    files: for each document the numbers of its files, two where it is in halves. cards: of the documents.
    """

    files: tuple[tuple[int, ...], ...]
    cards: tuple[Card, ...]
    links: tuple[Link, ...] = ()


def make_card(disclosure: Disclosure) -> Card:
    """Return whose document it is."""
    return Card(
        name=disclosure.source.name,
        department=disclosure.cover.department or "",
        year=disclosure.cover.year,
        stage=disclosure.cover.stage,
        level=tell_level(disclosure),
        units=tuple(unit.name for unit in disclosure.organisation.units),
        tables=bool(disclosure.tables),
        text=bool(disclosure.sections),
    )


def tell_level(disclosure: Disclosure) -> Level:
    """Return the level that the cover tells, else the titles of the tables; "" where they tell both or neither."""
    words = load_words("belonging")
    for text in (disclosure.cover.title, "".join(table.title for table in disclosure.tables)):
        unit, department = (any(word in text for word in words[level]) for level in ("unit", "department"))
        if unit != department:
            return "unit" if unit else "department"
    return ""


# Names


@lru_cache(maxsize=4096)
def core_name(name: str) -> str:
    """Return the name without what one printing of it has and another has not."""
    text = plain(name)
    for word, instead in load_words("belonging")["rewritten"].items():
        text = text.replace(plain(word), instead)
    return text


def same_body(one: str, other: str) -> bool:
    """Return whether two names are of one body: the same but for words left out, or for the place in front."""
    short, long = sorted((core_name(one), core_name(other)), key=len)
    if short == long:
        return bool(short)
    front = long.removesuffix(short)
    return len(short) >= _LEAST and front != long and _is_place(front, short)


def _is_place(front: str, rest: str) -> bool:
    """Return whether what stands in front of a name is a place: 云溪县, or 江苏 before 省档案馆."""
    ends = tuple(load_words("belonging")["place_ends"])
    return front.endswith(ends) or (rest.startswith(ends) and len(front) <= _ALIKE)


def is_itself(unit: str, department: str) -> bool:
    """Return whether a unit that a department lists is the department's own office."""
    if same_body(unit, department):
        return True
    name, words = plain(unit).rstrip(")"), load_words("belonging")["itself"]
    ending = max((word for word in words if name.endswith(word)), key=len, default="")
    # 商务委本部 for 上海市普陀区商务委员会: the short name is part of the long one.
    head = core_name(name.removesuffix(ending).rstrip("("))
    return bool(ending) and (not head or _is_within(head, core_name(department)))


def _is_within(short: str, long: str) -> bool:
    rest = iter(long)
    return all(char in rest for char in short)


# Halves


def put_together(cards: Sequence[Card]) -> list[tuple[int, ...]]:
    """Return the numbers of the documents in groups: two halves of one disclosure, or one alone; in the order given.

    Halves: tables and no narrative in the one, narrative and no tables in the other, of one year and stage, and of
    departments whose names are the same but for words left out (江苏省委办公厅, 中共江苏省委办公厅).
    """
    groups: list[tuple[int, ...]] = []
    taken: set[int] = set()
    for at, one in enumerate(cards):
        if at in taken:
            continue
        others = [n for n in range(at + 1, len(cards)) if n not in taken and _are_halves(one, cards[n])]
        taken.update(others if len(others) == 1 else ())
        groups.append((at, others[0]) if len(others) == 1 else (at,))
    return groups


def _are_halves(one: Card, other: Card) -> bool:
    if (one.year, one.stage) != (other.year, other.stage) or one.year is None or not (one.department and other.department):
        return False
    if not _is_of_level(one, other.level):
        return False
    short, long = sorted((plain(one.department), plain(other.department)), key=len)
    return {(one.tables, one.text), (other.tables, other.text)} == {(True, False), (False, True)} and _is_within(short, long)


# Groups


def find_groups(cards: Sequence[Card]) -> list[Group]:
    """Return the documents in groups, in the order in which the first of each was given."""
    files = put_together(cards)
    wholes = [_join([cards[number] for number in numbers]) for numbers in files]
    links = list(_links(wholes))
    groups = []
    for members in _hanging_together(len(wholes), links):
        ordered = sorted(members, key=lambda number: (_order(wholes[number]), number))
        at = {number: n for n, number in enumerate(ordered)}
        mine = tuple(_renumber(link, at) for link in links if link.this in at)
        groups.append(Group(tuple(files[n] for n in ordered), tuple(wholes[n] for n in ordered), mine))
    return groups


def _join(cards: Sequence[Card]) -> Card:
    """Return the card of a disclosure in halves: the text tells whose it is."""
    if len(cards) == 1:
        return cards[0]
    text = next(card for card in cards if card.text)
    tables = next(card for card in cards if card.tables)
    return Card(
        f"{tables.name} + {text.name}", text.department, text.year, text.stage, text.level or tables.level, text.units
    )


def _order(card: Card) -> tuple[int, bool, bool]:
    return card.year or 0, card.stage == "final", card.level == "unit"


def _renumber(link: Link, at: dict[int, int]) -> Link:
    return Link(link.kind, at[link.this], tuple(at[number] for number in link.others), link.missing, link.listed)


def _hanging_together(count: int, links: Iterable[Link]) -> list[list[int]]:
    """Return the numbers below count in sets that links hold together, each by its first."""
    root = list(range(count))

    def top(number: int) -> int:
        while root[number] != number:
            number = root[number]
        return number

    for link in links:
        for other in link.others:
            first, second = sorted((top(link.this), top(other)))
            root[second] = first
    sets: dict[int, list[int]] = defaultdict(list)
    for number in range(count):
        sets[top(number)].append(number)
    return list(sets.values())


def _links(cards: Sequence[Card]) -> Iterator[Link]:
    alike = _Names(cards)
    doubled = {number for number, card in enumerate(cards) if _is_doubled(number, card, cards, alike)}
    for number, card in enumerate(cards):
        if not card.department or card.year is None or number in doubled:
            continue
        own = [n for n in alike.of(card.department) if n != number and _is_of_level(cards[n], card.level)]
        before = [n for n in own if (cards[n].year, cards[n].stage) == (card.year - 1, card.stage)]
        if len(before) == 1:
            yield Link("years", number, (before[0],))
        budget = [n for n in own if (cards[n].year, cards[n].stage) == (card.year, "budget")]
        if card.stage == "final" and len(budget) == 1:
            yield Link("accounts", number, (budget[0],))
        if card.level != "unit" and (link := _units_of(number, cards, alike)) is not None:
            yield link


def _is_doubled(number: int, card: Card, cards: Sequence[Card], names: "_Names") -> bool:
    """Return whether another document is of the same body, year, stage and level: which one is meant is not known."""
    return any(
        (cards[n].year, cards[n].stage) == (card.year, card.stage) and _is_of_level(cards[n], card.level)
        for n in names.of(card.department)
        if n != number
    )


def _is_of_level(card: Card, level: Level) -> bool:
    return card.level == level or not (card.level and level)


class _Names:
    """The documents by the end of their department's name, so that not every two names are compared."""

    def __init__(self, cards: Sequence[Card]) -> None:
        self._cards = cards
        self._by_end: dict[str, list[int]] = defaultdict(list)
        for number, card in enumerate(cards):
            self._by_end[core_name(card.department)[-_ALIKE:]].append(number)

    def of(self, name: str) -> list[int]:
        """Return the numbers of the documents of the body."""
        near = self._by_end.get(core_name(name)[-_ALIKE:], ())
        return [number for number in near if same_body(name, self._cards[number].department)]


def _units_of(number: int, cards: Sequence[Card], names: _Names) -> Link | None:
    """Return the units of the department that are given; None when there are none."""
    card = cards[number]
    of_the_year = {n for n, other in enumerate(cards) if n != number and (other.year, other.stage) == (card.year, card.stage)}
    found, missing = list[int](), list[str]()
    for unit in card.units:
        own = is_itself(unit, card.department)
        given = [n for n in names.of(card.department if own else unit) if n in of_the_year and n not in found]
        given = [n for n in given if cards[n].level == "unit" or not own]
        found += given if len(given) == 1 else []
        missing += [] if len(given) == 1 else [unit]
    if not card.units and card.level == "department":
        found = [n for n in names.of(card.department) if n in of_the_year and cards[n].level == "unit"]
    return Link("units", number, tuple(found), tuple(missing), len(card.units)) if found else None
