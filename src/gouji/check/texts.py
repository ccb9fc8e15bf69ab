"""Every printed text of a disclosure with its place, for rules that look through all of it."""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from operator import attrgetter
from typing import NamedTuple

from msgspec import Struct

from gouji.check.remember import once_a_document, once_a_form
from gouji.check.searched import Searched
from gouji.model.disclosure import Disclosure, Form, Indicator, Paragraph, Text
from gouji.model.place import Bilingual, Place

# Field of Form → what the form prints before it.
FIELDS = {
    "overview": Bilingual("项目概况", "overview"),
    "basis": Bilingual("立项依据", "basis"),
    "necessity": Bilingual("项目设立必要性", "necessity"),
    "safeguards": Bilingual("保证项目实施的制度、措施", "safeguards"),
    "plan": Bilingual("项目实施计划", "plan"),
    "whole_goal": Bilingual("实施期目标", "goal of the whole period"),
    "annual_goal": Bilingual("年度目标", "goal of the year"),
}

# Damages of a text that leave too little of it to compare.
LOST = ("cut", "lost")

_MARK = re.compile(r"[，,。！？；;：:\n]")
_SENTENCE = re.compile(r"[^。！？；;\n]+[。！？；;]?")


class Placed(Struct, frozen=True, gc=False):
    """A printed text with its place, and the form it stands in (None: outside the forms)."""

    text: str
    place: Place
    form: Form | None


class Once(NamedTuple):
    """An indicator, and its places in the horizons that print it alike."""

    indicator: Indicator
    places: tuple[Place, ...]


Stated = tuple[Form, Indicator, tuple[Place, ...]]  # the same with its form


@once_a_form
def fields_of(form: Form) -> tuple[tuple[str, Text], ...]:
    """Return (field of Form, its text) for the form's running texts that are printed; a text printed twice once."""
    seen: dict[str, tuple[str, Text]] = {}
    for field in FIELDS:
        text: Text | None = getattr(form, field)
        if text is not None and text.reading:
            seen.setdefault(text.reading, (field, text))
    return tuple(seen.values())


@once_a_form
def indicators_once(form: Form) -> tuple[Once, ...]:
    """Return each indicator of the form once, with its places in both horizons."""
    once: dict[tuple[str, str, str], Indicator] = {}
    places: dict[tuple[str, str, str], tuple[Place, ...]] = {}
    for indicator in form.indicators:
        value = indicator.value
        same = (indicator.level2, indicator.name.reading, value.reading)
        if same in once:
            places[same] += (value.place,)
        else:
            once[same], places[same] = indicator, (value.place,)
    return tuple(map(Once, once.values(), places.values()))


@once_a_document
def all_fields(disclosure: Disclosure) -> tuple[tuple[Form, str, Text], ...]:
    """Return (form, field of Form, its text) for the running texts of all forms."""
    return tuple([(form, field, text) for form in disclosure.forms for field, text in fields_of(form)])


@once_a_document
def all_indicators(disclosure: Disclosure) -> tuple[Stated, ...]:
    """Return (form, indicator, its places) for the indicators of all forms, each once."""
    return tuple([(form, one, places) for form in disclosure.forms for one, places in indicators_once(form)])


@once_a_document
def all_texts(disclosure: Disclosure) -> tuple[Placed, ...]:
    """Return every printed text of the disclosure that is not a figure, those of the forms first."""
    inside = [one for form in disclosure.forms for one in texts_of(form)]
    return (*inside, *_other_texts(disclosure))


@once_a_form
def texts_of(form: Form) -> tuple[Placed, ...]:
    """Return every printed text of the form."""
    texts = [Placed(form.name, form.place, form)]
    texts += [Placed(text.reading, text.place, form) for _, text in fields_of(form)]
    texts += [Placed(text.reading, places[0], form) for one, places in indicators_once(form) for text in (one.name, one.value)]
    texts += [Placed(fragment.reading, fragment.place, form) for fragment in form.fragments]
    texts += [Placed(signature, form.place, form) for signature in (form.responsible, form.handler, form.phone) if signature]
    return tuple(texts)


def texts_with(
    disclosure: Disclosure, pattern: re.Pattern[str], among: re.Pattern[str] | None = None
) -> tuple[Placed, ...]:
    """Return the texts in which the pattern is found. It must not match a line break: all texts are searched as one.

    among: a part of every match that is found faster; see Searched.having.
    """
    return _searched_texts(disclosure).having(pattern, among)


@once_a_document
def _searched_texts(disclosure: Disclosure) -> Searched[Placed]:
    return Searched(all_texts(disclosure), attrgetter("text"))


def fields_with(disclosure: Disclosure, pattern: re.Pattern[str]) -> tuple[tuple[Form, str, Text], ...]:
    """Return those of all_fields in whose text the pattern is found; it may match a line break, and then find too many."""
    return _searched_fields(disclosure).having(pattern)


def texts_holding(disclosure: Disclosure, word: str) -> list[Placed]:
    """Return the texts in which the word stands."""
    return _searched_texts(disclosure).holding(word)


@once_a_document
def running_text(disclosure: Disclosure) -> tuple[Paragraph, ...]:
    """Return every paragraph of duties, organisation and narrative, each once, titles of sections included."""
    return tuple(_running_text(disclosure))


def _running_text(disclosure: Disclosure) -> Iterator[Paragraph]:
    yield from disclosure.duties
    yield from disclosure.organisation.paragraphs
    for section in disclosure.sections:
        if section.title:
            yield Paragraph(section.title, section.place)
        yield from section.paragraphs


def running_text_with(disclosure: Disclosure, pattern: re.Pattern[str]) -> tuple[Paragraph, ...]:
    """Return the paragraphs of the running text in which the pattern is found; one that matches a line break may find too many."""
    return _searched_running_text(disclosure).having(pattern)


@once_a_document
def _searched_running_text(disclosure: Disclosure) -> Searched[Paragraph]:
    return Searched(running_text(disclosure), attrgetter("text"))


@once_a_document
def _searched_fields(disclosure: Disclosure) -> Searched[tuple[Form, str, Text]]:
    return Searched(all_fields(disclosure), lambda one: one[2].reading)


def forms_with(disclosure: Disclosure, field: str, pattern: re.Pattern[str]) -> tuple[Form, ...]:
    """Return the forms in whose name, or running text of the field, the pattern is found; see Searched.having."""
    return _searched_forms(disclosure)[field].having(pattern)


@once_a_document
def _searched_forms(disclosure: Disclosure) -> dict[str, Searched[Form]]:
    return {field: Searched(disclosure.forms, partial(_text_of, field)) for field in ("name", *FIELDS)}


def _text_of(field: str, form: Form) -> str:
    text: Text | str | None = getattr(form, field)
    return text.reading if isinstance(text, Text) else text or ""


def indicators_with(disclosure: Disclosure, part: str, pattern: re.Pattern[str]) -> tuple[Stated, ...]:
    """Return those of all_indicators in whose part (a key of _PARTS) the pattern is found; see Searched.having."""
    return _searched_indicators(disclosure)[part].having(pattern)


@once_a_document
def _searched_indicators(disclosure: Disclosure) -> dict[str, Searched[Stated]]:
    return {part: Searched(all_indicators(disclosure), text_of) for part, text_of in _PARTS.items()}


_PARTS: dict[str, Callable[[Stated], str]] = {
    "name": lambda stated: stated[1].name.reading,
    "value": lambda stated: target_of(stated[1]),
    "level2": lambda stated: stated[1].level2,
    "levels": lambda stated: stated[1].level1 + stated[1].level2,
}


def target_of(indicator: Indicator) -> str:
    """Return the target as it reads, without blanks and stops around it."""
    return indicator.value.reading.strip(" 。;；")


def holds_any(text: str, words: Iterable[str]) -> bool:
    """Return whether one of the words stands in the text."""
    for word in words:  # noqa: SIM110 — half the time of any()
        if word in text:
            return True
    return False


def sentences(text: str) -> list[str]:
    """Return the text's sentences; a semicolon ends one too."""
    return _SENTENCE.findall(text)


def quote_around(match: re.Match[str], reach: int = 24) -> str:
    """Return the clause in which the match stands, at most `reach` characters before and behind it, … where cut."""
    text, start, end = match.string, match.start(), match.end()
    first = max((found.end() for found in _MARK.finditer(text, 0, start)), default=0)
    behind = _MARK.search(text, end)
    last = behind.start() if behind is not None else len(text)
    begin, stop = max(first, start - reach), min(last, end + reach)
    return f"{'…' if begin > first else ''}{text[begin:stop].strip()}{'…' if stop < last else ''}"


def _other_texts(disclosure: Disclosure) -> Iterator[Placed]:
    paragraphs = (*disclosure.duties, *disclosure.organisation.paragraphs)
    yield from [Placed(paragraph.text, paragraph.place, None) for paragraph in paragraphs]
    for table in disclosure.tables:
        if table.note:
            yield Placed(table.note, table.place, None)
        yield from [Placed(row.label, row.place, None) for row in table.rows]
    for section in disclosure.sections:
        yield from [Placed(paragraph.text, paragraph.place, None) for paragraph in section.paragraphs]
    for catalogue in disclosure.catalogues:
        yield from [Placed(item.name, item.place, None) for item in catalogue.items]
    yield from [Placed(term.definition, term.place, None) for term in disclosure.glossary]
    for block in disclosure.unrecognised:
        if block.text is not None:
            yield Placed(block.text, block.place, None)
        if block.grid is not None:
            yield from [Placed(" ".join(row), block.place, None) for row in block.grid.rows]
