"""Explained terms (名词解释): a number, a term, a definition.

In: a Part of kind "glossary". Out: Terms in printed order. The colon may be missing (九、一般公共预算是指…) and the
definition may stand in a paragraph of its own below the term.
"""

import re
from collections.abc import Iterator, Sequence

from msgspec import structs

from gouji.layouts.phrases import load_phrases
from gouji.model.disclosure import Term
from gouji.read.narrative import split_number
from gouji.read.outline import Part
from gouji.read.prose import Passage, passages

_COLON = re.compile(r"[：:]")
_LONGEST = 40  # characters a term may have


def read_glossary(part: Part) -> tuple[Term, ...]:
    """Return the terms. term: as printed, without its number and colon. definition: all that follows."""
    terms: list[Term] = []
    title = part.title.text.strip() if part.title else ""
    for number, passage, text in _entries(passages(part, title)):
        term, definition = _split(text, certain=bool(number))
        if term:
            terms.append(Term(number, term, definition, structs.replace(passage.place, row=term)))
        elif terms:
            terms[-1] = structs.replace(terms[-1], definition=terms[-1].definition + definition)
    return tuple(terms)


def _entries(read: Sequence[Passage]) -> Iterator[tuple[str, Passage, str]]:
    """Yield (number, passage, text without its number).

    Where terms are numbered, what has no number belongs to the term before; a further level of numbers (1. below 一、)
    does so too.
    """
    numbers = [split_number(passage.text)[0] for passage in read]
    first = next((number for number in numbers if number), "")
    for number, passage in zip(numbers, read, strict=True):
        if not first:
            yield "", passage, passage.text
        elif number and number.isdigit() == first.isdigit():
            yield number, passage, split_number(passage.text)[1]
        else:
            yield "", passage, "\0" + passage.text


def _split(text: str, *, certain: bool) -> tuple[str, str]:
    """Return the term and its definition; ("", text) when the text begins no term."""
    if text.startswith("\0"):
        return "", text[1:]
    colon = _COLON.search(text)
    if colon and colon.start() <= _LONGEST and not re.search("[。；]", text[: colon.start()]):
        return text[: colon.start()].strip(), text[colon.end() :].strip()
    if not certain:
        return "", text
    defines = re.compile("|".join(load_phrases().words.define)).search(text)
    if defines and 0 < defines.start() <= _LONGEST:
        return text[: defines.start()].strip(), text[defines.start() :].strip()
    return (text.strip(), "") if len(text) <= _LONGEST else ("", text)
