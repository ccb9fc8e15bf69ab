"""What the extraction of the text damaged and what could not be read: for the reader's eye, never a fault of the department."""

import re
from collections import defaultdict
from itertools import pairwise

from gouji.check.deciding import Slots, masked, title_of
from gouji.check.rule import Hit, Rule, Verdict, decides
from gouji.check.texts import FIELDS, fields_of
from gouji.model.disclosure import Disclosure
from gouji.model.place import Bilingual, Place


@decides("damaged_text")
def damaged_text(disclosure: Disclosure, rule: Rule) -> Verdict:
    """No text lost characters in extraction: one hit a kind of damage. kinds: kind of Damage → how to say it."""
    places: defaultdict[str, list[Place]] = defaultdict(list)
    for damage in disclosure.damages:
        places[damage.kind].append(damage.place)
    hits = []
    for kind, where in places.items():
        said = rule.given["kinds"].get(kind, {"zh": kind, "en": kind})
        slots: Slots = {"kind": Bilingual(said["zh"], said["en"]), "count": str(len(where))}
        hits.append(Hit(masked(where), slots))
    return Verdict(_read(disclosure), tuple(hits))


@decides("unrecognised_blocks")
def unrecognised_blocks(disclosure: Disclosure, rule: Rule) -> Verdict:
    """Everything on the page was recognised."""
    places = [block.place for block in disclosure.unrecognised]
    hits = (Hit(masked(places), {"count": str(len(places))}),) if places else ()
    return Verdict(_read(disclosure), hits)


@decides("reading_troubles")
def reading_troubles(disclosure: Disclosure, rule: Rule) -> Verdict:
    """Everything on the page could be read: one hit a trouble, in the reader's own words."""
    hits = [
        Hit(masked([trouble.place]), {"code": trouble.code, "trouble": Bilingual(trouble.zh, trouble.en)})
        for trouble in disclosure.troubles
    ]
    return Verdict(_read(disclosure), tuple(hits))


def _read(disclosure: Disclosure) -> int:
    """Return of how many parts the document was read: none read is nothing held."""
    parts = (disclosure.tables, disclosure.sections, disclosure.forms, disclosure.catalogues, disclosure.glossary)
    return sum(len(part) for part in parts)




@decides("repeated_clause")
def repeated_clause(disclosure: Disclosure, rule: Rule) -> Verdict:
    """No text says the same clause twice running."""
    checked, hits = 0, []
    for form in disclosure.forms:
        for field, text in fields_of(form):
            checked += 1
            if _repeats(text.reading):
                hits.append(Hit(masked([text.place]), {"form": title_of(form), "field": FIELDS[field]}))
    return Verdict(checked, tuple(hits))


def _repeats(text: str) -> bool:
    clauses = [clause.strip().lstrip("并") for clause in re.split(r"[,，。;；]", text)]
    return any(len(a) >= 6 and a == b for a, b in pairwise(clauses))
