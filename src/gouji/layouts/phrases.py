"""The words of the narrative (narrative.yaml) as records and compiled expressions, checked when loaded.

In: narrative.yaml, kinds.yaml, the list of functional classes. Out: which section a title names, what a subject of a
sentence is called (its topic and the table cell it repeats), and the words the grammar of claims is built from.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from functools import cache, lru_cache
from pathlib import Path
from typing import Literal

from msgspec import Struct, field

from gouji.layouts.classification import functional_names
from gouji.layouts.kinds import load_kinds
from gouji.layouts.source import LayoutError, Steps, line_of, load_yaml

FILE = Path(__file__).with_name("narrative.yaml")

Sense = Literal["up", "down", "flat", "about", ""]

_FOLD = str.maketrans(
    "０１２３４５６７８９：．，；（）［］", "0123456789:.,;()[]", " \t\u3000\xa0“”\"'‘’「」《》＂"
)
_NUMBER = re.compile(r"^(?:第?[一二三四五六七八九十]{1,3}[、.,:]|\([一二三四五六七八九十\d]{1,3}\)[、.]?|\d{1,2}[、.])")
_YEAR = re.compile(r"20\d\d年度?")
_LEVEL_MARK = re.compile(r"\((?:类|款|项)\)")


class _Phrase(Struct, frozen=True, forbid_unknown_fields=True):
    """One phrase as written in narrative.yaml."""

    topic: str
    names: tuple[str, ...] = ()
    address: tuple[str, str, str] | None = None
    under: str = ""
    is_class: bool = field(default=False, name="class")
    list: str = ""


class Openings(Struct, frozen=True, forbid_unknown_fields=True):
    """What may stand before the name of a subject."""

    self: tuple[str, ...]
    links: tuple[str, ...]
    organisations: tuple[str, ...]


class Reasons(Struct, frozen=True, forbid_unknown_fields=True):
    """How a reason opens and goes on, and the topics of the lists in it."""

    open: tuple[str, ...]
    goes_on: tuple[str, ...]
    lists: dict[str, tuple[str, ...]]


class Comparisons(Struct, frozen=True, forbid_unknown_fields=True):
    """How a figure is compared with that of another year, and the words around it that name no subject.

    both: what revenue and expenditure, told one after the other, are called together.
    """

    joined: tuple[str, ...] = field(name="with")
    year: tuple[str, ...]
    alone: tuple[str, ...]
    both: tuple[str, ...]
    fillers: tuple[str, ...]
    emphasis: tuple[str, ...]


class Linking(Struct, frozen=True, forbid_unknown_fields=True):
    """Words before and after a subject that are no part of it, and the words they are not cut from."""

    before: tuple[str, ...]
    after: tuple[str, ...]
    keeps: tuple[str, ...]


class OrganisationWords(Struct, frozen=True, forbid_unknown_fields=True):
    """Words of the paragraphs on organisation and staff."""

    units: tuple[str, ...]
    list_opens: tuple[str, ...]
    list_closes: tuple[str, ...]
    says_of_all: tuple[str, ...]
    itself: tuple[str, ...]
    kinds: tuple[str, ...]
    unit_counts: tuple[str, ...]
    not_all: tuple[str, ...]
    offices: tuple[str, ...]
    staff: tuple[str, ...]
    quota: tuple[str, ...]
    owns: tuple[str, ...]


class CoverWords(Struct, frozen=True, forbid_unknown_fields=True):
    """Words of the cover."""

    budget: tuple[str, ...]
    final: tuple[str, ...]
    department: tuple[str, ...]


class AssetWords(Struct, frozen=True, forbid_unknown_fields=True):
    """Words of the paragraphs on state assets."""

    as_of: tuple[str, ...]
    vehicles: str
    bought: tuple[str, ...]
    buildings: tuple[str, ...]
    area: tuple[str, ...]


class CatalogueWords(Struct, frozen=True, forbid_unknown_fields=True):
    """Words in the header of a catalogue."""

    code: tuple[str, ...]
    level: tuple[str, ...]


class _Words(Struct, frozen=True, forbid_unknown_fields=True):
    """narrative.yaml as it is written."""

    sections: dict[str, tuple[str, ...]]
    finals: dict[str, str]
    several: tuple[str, ...]
    gathers: tuple[str, ...]
    topics: dict[str, str]
    phrases: dict[str, tuple[_Phrase, ...]]
    openings: Openings
    directions: dict[str, tuple[str, ...]]
    reasons: Reasons
    comparisons: Comparisons
    linking: Linking
    planned: tuple[str, ...]
    and_others: str
    divides: tuple[str, ...]
    lists: tuple[str, ...]
    pronouns: tuple[str, ...]
    shares: tuple[str, ...]
    counted: tuple[str, ...]
    counted_owners: tuple[str, ...]
    counted_after: tuple[str, ...]
    counted_ends: tuple[str, ...]
    counted_verbs: tuple[str, ...]
    counted_keeps: tuple[str, ...]
    captions: str
    heading_ends: tuple[str, ...]
    organisation: OrganisationWords
    cover: CoverWords
    assets: AssetWords
    catalogues: CatalogueWords
    define: tuple[str, ...]


class Phrase(Struct, frozen=True):
    """A way of naming something the narrative speaks of. name: an expression that matches the name at a text's end."""

    topic: str
    name: re.Pattern[str]
    address: tuple[str, str, str] | None
    under: str
    is_class: bool
    list: str


class Meaning(Struct, frozen=True):
    """What a subject is: its topic, the table cell it repeats, and the topic of the names listed after it."""

    topic: str = ""
    address: tuple[str, str, str] | None = None
    list: str = ""


class Phrases(Struct, frozen=True):
    """All words of narrative.yaml, ready to be matched.

    titles: section kind → expression over a folded title. opening: what may stand before a subject's
    name. senses: direction word → up, down, flat, about. classes: folded name of a functional class, former names included
    → (code, name).
    """

    words: _Words
    titles: dict[str, re.Pattern[str]]
    opening: re.Pattern[str]
    senses: dict[str, Sense]
    classes: dict[str, tuple[str, str]]


NO_MEANING = Meaning()


@cache
def load_phrases() -> Phrases:
    """Return the words of narrative.yaml."""
    return read_phrases(FILE)


def read_phrases(file: Path) -> Phrases:
    """Return the words of the file. Raises LayoutError: an unknown key, topic, table, row or column."""
    words = load_yaml(file, _Words)
    for steps, found, known in _strangers(words):
        raise LayoutError(file, line_of(file, steps), found, known)
    return Phrases(
        words=words,
        titles={kind: re.compile(f"(?:{any_of(titles)})$") for kind, titles in words.sections.items()},
        opening=_opening(words.openings),
        senses={word: sense for sense, group in words.directions.items() for word in group},  # type: ignore[misc]
        classes=_classes(),
    )


def fold(text: str) -> str:
    """Return the text without blanks and quotation marks, letters and brackets in half width."""
    return text.translate(_FOLD)


def section_kind(title: str, *, final: bool = False) -> str | None:
    """Return the canonical kind of the section with the printed title, None when no known title fits.

    final: in final accounts, where 三公经费支出情况说明 is that of the outturn.
    """
    phrases = load_phrases()
    kind = _kind_of(title, phrases.titles)
    return phrases.words.finals.get(kind, kind) if final and kind else kind


def _kind_of(title: str, titles: dict[str, re.Pattern[str]]) -> str | None:
    folded = _YEAR.sub("", _NUMBER.sub("", fold(title))).rstrip(":。")
    folded = folded.removeprefix("关于").replace("的说明", "说明")
    if kind := next((kind for kind, known in titles.items() if known.match(folded)), None):
        return kind
    # 某区文化和旅游局收支预算总体情况说明
    found = ((kind, known.search(folded)) for kind, known in titles.items())
    opening = load_phrases().opening
    return next((kind for kind, match in found if match and opening.fullmatch(folded, 0, match.start())), None)


def direction(word: str) -> Sense:
    """Return which way a printed direction word points: up, down, flat, about (near, not equal), "" for another word."""
    return load_phrases().senses.get(word, "")


@lru_cache(maxsize=4096)
def meaning(subject: str, kind: str | None, under: str = "") -> Meaning:
    """Return what the subject of a sentence is, as far as the phrases know.

    subject: as printed, with or without year and department before the name. kind: of the section, None if unknown.
    under: topic of the statement that the sentence divides (其中：…), "" outside one.
    """
    phrases = load_phrases()
    folded = fold(subject)
    best, start = None, len(folded)
    for phrase in (*_phrases_in(kind), *_phrases_in("anywhere")):
        if phrase.under and phrase.under != under:
            continue
        if phrase.is_class:
            found = _class_at_end(folded, phrases)
            if found is not None and found[0] < start and phrases.opening.fullmatch(folded, 0, found[0]):
                start, best = found[0], _class_meaning(phrase, found[1])
            continue
        match = phrase.name.search(folded)
        if match and match.start() < start and phrases.opening.fullmatch(folded, 0, match.start()):
            start, best = match.start(), _phrase_meaning(phrase, folded)
    return best or NO_MEANING


@cache
def _phrases_in(kind: str | None) -> tuple[Phrase, ...]:
    """Return the phrases of the sections of the kind; those of kinds that no document has are never made."""
    return tuple(map(_compile, load_phrases().words.phrases.get(kind or "", ())))


def _phrase_meaning(phrase: Phrase, folded: str) -> Meaning:
    year = re.search(r"20\d\d", folded)
    topic = phrase.topic.replace("{year}", year[0] if year else "")
    return Meaning(topic.rstrip("/"), phrase.address, phrase.list)


def _class_at_end(folded: str, phrases: Phrases) -> tuple[int, tuple[str, str]] | None:
    """Return where the name of a functional class begins that ends the text, and the class."""
    plain = folded.replace("(类)", "")
    for name, entry in phrases.classes.items():
        if plain.endswith(name):
            return len(plain) - len(name), entry
    return None


def _class_meaning(phrase: Phrase, entry: tuple[str, str]) -> Meaning:
    if phrase.address is None:
        return Meaning(phrase.topic)
    kind, row, column = phrase.address
    return Meaning(phrase.topic, (kind, row.replace("{code}", entry[0]).replace("{class}", entry[1]), column))


# Expressions


def any_of(names: Iterable[str]) -> str:
    """Return one expression for names written as in narrative.yaml ([…] optional, (a|b) either, … any words)."""
    return "|".join(map(as_expression, names))


def as_expression(name: str) -> str:
    """Return the expression for one name; the printed words are folded."""
    return "".join(_SIGNS.get(char) or re.escape(fold(char)) for char in name)


_SIGNS = {"[": "(?:", "]": ")?", "(": "(?:", ")": ")", "|": "|", "…": ".*?"}


def _compile(phrase: _Phrase) -> Phrase:
    name = re.compile(f"(?:{any_of(phrase.names)})$")
    return Phrase(phrase.topic, name, phrase.address, phrase.under, phrase.is_class, phrase.list)


def _opening(words: Openings) -> re.Pattern[str]:
    small = any_of(sorted((*words.self, *words.links), key=len, reverse=True))
    ends = any_of(sorted(words.organisations, key=len, reverse=True))
    year = r"20\d\d年(?:度)?"
    return re.compile(rf"(?:{year}|{small}|[、,])*(?:[^,;:]{{1,40}}?(?:{ends}))?(?:{year}|{small}|\([^()]*\))*")


def _classes() -> dict[str, tuple[str, str]]:
    """Return the folded names of the functional classes, longest first, → (code, name in use now)."""
    found = {
        fold(entry.name): (code, names[-1].name)
        for code, names in functional_names().items()
        if len(code) == 3
        for entry in names
    }
    return dict(sorted(found.items(), key=lambda pair: -len(pair[0])))


# Checking


def _strangers(words: _Words) -> Iterator[tuple[Steps, str, Collection[str]]]:
    """Yield (where, name, the known names) of every name that topics, sections and table kinds do not have."""
    for group in words.directions:
        if group not in ("up", "down", "flat", "about"):
            yield ("directions", group), group, ("up", "down", "flat", "about")
    for topic in words.reasons.lists:
        if topic not in words.topics:
            yield ("reasons", "lists", topic), topic, words.topics
    kinds = (*words.sections, "anywhere")
    for kind, phrases in words.phrases.items():
        if kind not in kinds:
            yield ("phrases", kind), kind, kinds
        for index, phrase in enumerate(phrases):
            here: Steps = ("phrases", kind, index)
            for name in ("topic", "under", "list"):
                topic = getattr(phrase, name)
                if topic and topic not in words.topics:
                    yield (*here, name), topic, words.topics
            if phrase.address is not None:
                yield from _strange_address(phrase.address, here)


def _strange_address(address: tuple[str, str, str], here: Steps) -> Iterator[tuple[Steps, str, Collection[str]]]:
    name, row, column = address
    kinds = load_kinds()
    if name not in kinds:
        yield (*here, "address", 0), name, kinds
        return
    kind = kinds[name]
    if column not in kind.columns:
        yield (*here, "address", 2), column, kind.columns
        return
    rows = kind.rows[kind.side_of(column)]
    by_code = row == "{code}" and kind.by == "function_code"
    by_class = row == "{class}" and "功能分类" in rows
    if row not in rows and not by_code and not by_class:
        yield (*here, "address", 1), row, (*rows, "{code}", "{class}")
