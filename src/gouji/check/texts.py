"""Every printed text of a disclosure with its place, for rules that look through all of it."""

import re
from collections.abc import Iterator

from gouji.model.disclosure import Disclosure, Form, Indicator, Text
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

_SENTENCE = re.compile(r"[^。！？；;\n]+[。！？；;]?")


def fields_of(form: Form) -> Iterator[tuple[str, Text]]:
    """Yield (field of Form, its text) for the form's running texts that are printed; a text printed twice once."""
    seen: set[str] = set()
    for field in FIELDS:
        text: Text | None = getattr(form, field)
        if text is not None and text.reading and text.reading not in seen:
            seen.add(text.reading)
            yield field, text


def indicators_once(form: Form) -> Iterator[tuple[Indicator, tuple[Place, ...]]]:
    """Yield each indicator of the form once, with its places in both horizons."""
    grouped: dict[tuple[str, str, str], list[Indicator]] = {}
    for indicator in form.indicators:
        key = (indicator.level2, indicator.name.reading, indicator.value.reading)
        grouped.setdefault(key, []).append(indicator)
    for same in grouped.values():
        yield same[0], tuple(indicator.value.place for indicator in same)


def sentences(text: str) -> list[str]:
    """Return the text's sentences; a semicolon ends one too."""
    return _SENTENCE.findall(text)


def form_texts(form: Form) -> Iterator[tuple[str, Place]]:
    """Yield every printed text of one form with its place, the form's name first."""
    yield form.name, form.place
    for _, text in fields_of(form):
        yield text.reading, text.place
    for indicator in form.indicators:
        yield f"{indicator.name.reading} {indicator.value.reading}", indicator.value.place
    for fragment in form.fragments:
        yield fragment.reading, fragment.place
    for signature in (form.responsible, form.handler, form.phone):
        if signature:
            yield signature, form.place


def other_texts(disclosure: Disclosure) -> Iterator[tuple[str, Place]]:
    """Yield every printed text outside the forms: prose, row labels, notes, catalogues, glossary, what is unknown."""
    yield from ((paragraph.text, paragraph.place) for paragraph in disclosure.duties)
    yield from ((paragraph.text, paragraph.place) for paragraph in disclosure.organisation.paragraphs)
    for table in disclosure.tables:
        if table.note:
            yield table.note, table.place
        yield from ((row.label, row.place) for row in table.rows)
    for section in disclosure.sections:
        yield from ((paragraph.text, paragraph.place) for paragraph in section.paragraphs)
    for catalogue in disclosure.catalogues:
        yield from ((item.name, item.place) for item in catalogue.items)
    yield from ((term.definition, term.place) for term in disclosure.glossary)
    for block in disclosure.unrecognised:
        if block.text is not None:
            yield block.text, block.place
        if block.grid is not None:
            for row in block.grid.rows:
                yield " ".join(row), block.place
