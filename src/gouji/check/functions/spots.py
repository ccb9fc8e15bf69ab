"""Sentences of the forms' running texts that tell money or calculate, each with where it stands."""

from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from gouji.check.arithmetic import Item, Sentence, read_sentences
from gouji.check.deciding import masked, title_of
from gouji.check.remember import once_a_document
from gouji.check.rule import Hit
from gouji.check.texts import FIELDS, all_fields
from gouji.model.disclosure import Disclosure, Form, Text
from gouji.model.place import Bilingual

NOTHING_WRITTEN = Bilingual("项目文字中没有写明的算式", "no calculation is written out in the projects' texts")


class Spot(NamedTuple):
    """A sentence of a form's text, and where it stands."""

    form: Form
    field: str
    text: Text
    sentence: Sentence
    last: bool  # the sentence ends with the text, where a cell may have cut it off


@once_a_document
def spots(disclosure: Disclosure) -> tuple[Spot, ...]:
    """Return every sentence of the forms' texts that tells money or calculates, in printed order."""
    return tuple([
        Spot(form, field, text, sentence, text.reading.endswith(sentence.text[-1:]))
        for form, field, text in all_fields(disclosure)
        for sentence in read_sentences(text.reading)
        if sentence.items or sentence.operations
    ])


_Amounts = tuple[tuple[Spot, Item], ...]


@once_a_document
def amounts_told(disclosure: Disclosure) -> dict[int, tuple[Form, _Amounts]]:
    """Return, by id of the form, the form and all amounts its texts tell, each with where it stands."""
    return {
        id(form): (form, tuple([(spot, item) for spot in group for item in spot.sentence.items]))
        for form, group in groupby(spots(disclosure), key=attrgetter("form"))
    }


@once_a_document
def amounts_beside_totals(disclosure: Disclosure) -> tuple[tuple[Form, _Amounts], ...]:
    """Return (form, all amounts its texts tell) for the forms whose texts state a total."""
    return tuple([(form, told) for form, told in amounts_told(disclosure).values() if "total" in [item.role for _, item in told]])


def hit_at(spot: Spot, printed: str, expected: str, difference: str, **slots: str | Bilingual) -> Hit:
    """Return the hit at the sentence. slots: beside the form and the field."""
    return Hit(
        places=masked([spot.text.place]),
        slots={"form": title_of(spot.form), "field": FIELDS[spot.field], **slots},
        printed=printed,
        expected=expected,
        difference=difference,
    )
