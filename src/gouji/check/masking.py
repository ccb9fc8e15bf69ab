"""Names of private persons: where a text names one, and the same text with the names made unrecognisable.

In: printed text. Out: names, or the text with “某” in place of given names. Only names that stand beside a word
which only stands beside names are told (words/people.yaml): a word that merely looks like a name is left alone.
"""

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import NamedTuple

from msgspec import structs

from gouji.check.remember import once_a_place
from gouji.check.words import load_words
from gouji.layouts.characters import HAN, NOT_HAN
from gouji.model.place import Place

_NOBODY = frozenset[str]()
_REACH = 8  # characters before 同志, 家属 … that can belong to a name and the word before it


@lru_cache(maxsize=8192)
def names_in(text: str) -> frozenset[str]:
    """Return the names of private persons that the text itself shows to be names; masked ones (王某) are none."""
    if not beside_names().search(text):
        return frozenset()
    names = {name for name, _ in _find(text)}
    return frozenset(names | _listed_with(names, text)) if names else frozenset()


@lru_cache(maxsize=8192)
def case_names_in(text: str) -> frozenset[str]:
    """Return the names that the text makes a party to a case: suspect, victim, or before the name of a crime."""
    case_words = _case_words()
    return frozenset(name for name, beside in _find(text) if beside in case_words)


def mask_names(text: str, names: Iterable[str] = ()) -> str:
    """Return the text with given names replaced by 某: those of `names` and those the text itself shows.

    “张三丰同志医疗费” becomes “张某同志医疗费”; a text without names comes back unchanged.
    """
    return _masked(text, frozenset(names))


@lru_cache(maxsize=8192)
def _masked(text: str, names: frozenset[str]) -> str:
    for name in sorted(names_in(text) | names, key=len, reverse=True):
        if name in text:
            text = text.replace(name, mask_name(name))
    return text


def mask_name(name: str) -> str:
    """Return the surname and 某."""
    surname = name[:2] if name[:2] in load_words("people")["compound_surnames"] else name[:1]
    return f"{surname}某"


@once_a_place
def mask_place(place: Place) -> Place:
    """Return the place with names masked in its part, row and column; the same place when there are none."""
    part, row, column = _masked(place.part, _NOBODY), _masked(place.row, _NOBODY), _masked(place.column, _NOBODY)
    if part == place.part and row == place.row and column == place.column:
        return place
    return structs.replace(place, part=part, row=row, column=column)


@cache
def beside_names() -> re.Pattern[str]:
    """Return the pattern of the words that stand beside names: a text without one names nobody."""
    words = load_words("people")
    return re.compile(_any(words["roles"] + words["after_name"] + words["crimes"]))


def _find(text: str) -> list[tuple[str, str]]:
    """Return (name, the word beside it) for every name told by a role before it or a word after it."""
    patterns = _patterns()
    found = [(match["name"], match["role"]) for match in patterns.role.finditer(text)]
    for match in patterns.after.finditer(text):
        # Rare words first, the name before them second: the other way round tries every character of the text.
        if before := patterns.before.search(text[max(0, match.start() - _REACH) : match.start()]):
            found.append((before["name"], match[0]))
    return [(name, beside) for name, beside in found if _is_name(name)]


def _listed_with(names: set[str], text: str) -> set[str]:
    """Return the names that stand in one list with a known one: “民警张某、李某前往现场”."""
    listed = set()
    for known in re.finditer(_any(names), text):
        end = known.end()
        while following := _patterns().next_name.match(text, end):
            if _is_name(following["name"]):
                listed.add(following["name"])
            end = following.end()
    return listed


def _is_name(name: str) -> bool:
    never, ordinary, public = _not_names()
    return not ("某" in name or name.startswith(ordinary) or name.endswith(public) or never.intersection(name[1:]))


@cache
def _not_names() -> tuple[frozenset[str], tuple[str, ...], tuple[str, ...]]:
    """Return the characters of no given name, the words that only look like names, and the names of public figures."""
    words = load_words("people")
    return frozenset(words["never_given"]), tuple(words["not_names"]), tuple(words["public"])


@cache
def _case_words() -> frozenset[str]:
    words = load_words("people")
    return frozenset(words["case_roles"] + words["crimes"])


class _Patterns(NamedTuple):
    role: re.Pattern[str]  # a role, and the name after it
    next_name: re.Pattern[str]  # 、 and a further name
    after: re.Pattern[str]  # a word that follows names
    before: re.Pattern[str]  # a name at the end of a text


@cache
def _patterns() -> _Patterns:
    words = load_words("people")
    singles = re.sub(r"\s", "", words["surnames"])
    name = f"(?P<name>(?:{_any(words['compound_surnames'])}|[{singles}]){HAN}{{1,2}})"
    end = f"(?={NOT_HAN}|$|{_any(words['follows'])})"
    start = f"(?:^|(?<={NOT_HAN})|{'|'.join(f'(?<={word})' for word in words['precedes'])})"
    return _Patterns(
        role=re.compile(f"(?P<role>{_any(words['roles'])}){name}{end}"),
        next_name=re.compile(f"、{name}{end}"),
        after=re.compile(_any(words["after_name"] + words["crimes"])),
        before=re.compile(f"{start}{name}$"),
    )


def _any(words: Iterable[str]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))
