"""What differs between two disclosures: every cell, claim, sentence, form and annex, in the words of the page."""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any, TypeVar

from msgspec import Struct

from gouji.layouts.source import load_yaml
from gouji.model.disclosure import (
    Catalogue,
    CatalogueItem,
    Claim,
    ContentsEntry,
    Disclosure,
    Figure,
    Form,
    Paragraph,
    Quantity,
    Row,
    Section,
    Table,
    Text,
    Unit,
)
from gouji.model.place import Bilingual, Place
from gouji.prepare.columns import load_book
from gouji.prepare.difference import Area, Change, money_difference, pair, pair_texts, same

Pair = tuple[str, str]
Seen = tuple[Any, Place]  # a value, and where it stands where it does not know itself
T = TypeVar("T", ContentsEntry, Unit, CatalogueItem)

_SOURCE = Path(__file__).with_name("diff.yaml")
_SENTENCE = re.compile(r"[^。；;！？\n]+[。；;！？]*")
_NUMBER = re.compile(r"\d[\d,.]*")
_FORM_TEXTS = (
    "title", "department_code", "department", "unit", "nature", "period", "overview", "basis", "necessity", "safeguards",
    "plan", "whole_goal", "annual_goal", "responsible", "handler", "phone", "filled",
)  # fmt: skip
_FUNDS = ("total", "central", "province", "county", "own", "other", "appropriation", "carried")


class Words(Struct, frozen=True, forbid_unknown_fields=True):
    """diff.yaml as it stands: [Chinese, English]."""

    cover: dict[str, Pair]
    contents: Pair
    duties: Pair
    organisation: Pair
    units: Pair
    glossary: Pair
    table: dict[str, Pair]
    figures: Pair
    claim: dict[str, Pair]
    form: dict[str, Pair]
    horizons: dict[str, Pair]


@cache
def _words() -> Words:
    return load_yaml(_SOURCE, Words)


def disclosure_changes(old: Disclosure, new: Disclosure) -> Iterator[Change]:
    """Yield everything that differs, in printed order. How a number is printed, and where blanks stand, is no difference."""
    yield from _front(old, new)
    for before, after in pair(old.tables, new.tables, lambda table: table.kind or _bare(table.title)):
        yield from _tables(before, after)
    for earlier, later in pair(old.sections, new.sections, lambda section: section.kind or _bare(section.title)):
        yield from _sections(earlier, later)
    for first, second in pair(old.forms, new.forms, lambda form: _bare(form.name)):
        yield from _forms(first, second)
    yield from _annexes(old, new)


# Cover, contents, duties, organisation


def _front(old: Disclosure, new: Disclosure) -> Iterator[Change]:
    words = _words()
    for name, word in words.cover.items():
        before, after = getattr(old.cover, name), getattr(new.cover, name)
        yield from _values("front", "", Bilingual(*word), (before, old.cover.place), (after, new.cover.place))
    yield from _there("front", words.contents[0], old.contents, new.contents, lambda entry: entry.title)
    yield from _texts("front", words.duties[0], old.duties, new.duties)
    yield from _texts("front", words.organisation[0], old.organisation.paragraphs, new.organisation.paragraphs)
    yield from _there("front", words.units[0], old.organisation.units, new.organisation.units, lambda unit: unit.name)


# Tables


def _tables(old: Table | None, new: Table | None) -> Iterator[Change]:
    if old is None or new is None:
        table = new or old
        assert table is not None
        count = Bilingual(*(word.format(count=sum(1 for _ in table.figures())) for word in _words().figures))
        yield _whole("table", table.title, Bilingual(*_words().table["whole"]), count.zh, new is not None, table.place)
        return
    for name in ("title", "unit", "note"):
        item = Bilingual(*_words().table[name])
        yield from _values("table", new.title, item, (getattr(old, name), old.place), (getattr(new, name), new.place))
    for before, after in pair(old.rows, new.rows, lambda row: (row.side, row.key)):
        yield from _rows(new.title, before, after)


def _rows(title: str, old: Row | None, new: Row | None) -> Iterator[Change]:
    row = new or old
    assert row is not None
    columns = dict.fromkeys(chain(old.figures if old else (), new.figures if new else ()))
    name = " ".join(filter(None, (row.code, row.name or row.label)))
    for column in columns:
        before, after = (each.figures.get(column) if each else None for each in (old, new))
        yield from _figures("table", title, same(f"{name} › {column}"), before, after)


# Narrative


def _sections(old: Section | None, new: Section | None) -> Iterator[Change]:
    title = (new or old or Section(None, "", "", Place())).title
    claims = pair(old.claims if old else (), new.claims if new else (), _claim_key)
    for before, after in claims:
        if before is not None and after is not None:
            yield from _claims(title, before, after)
    yield from _texts("sentence", title, old.paragraphs if old else (), new.paragraphs if new else ())


def _claim_key(claim: Claim) -> tuple[object, ...]:
    """Return what the claim is about: its topic and cell, else its words without their numbers."""
    known = (claim.topic, claim.address) if claim.address else (claim.topic, _NUMBER.sub("", claim.subject))
    return (*known, _NUMBER.sub("", claim.of_what))


def _claims(title: str, old: Claim, new: Claim) -> Iterator[Change]:
    """Yield the numbers that differ; of a claim that is new or gone its sentence tells."""
    for name, (zh, en) in _words().claim.items():
        before, after = getattr(old, name), getattr(new, name)
        item = Bilingual(f"{new.subject} › {zh}", f"{new.subject} › {en}")
        if isinstance(before, Figure) or isinstance(after, Figure):
            yield from _figures("claim", title, item, before, after)
        else:
            yield from _values("claim", title, item, (before, old.place), (after, new.place))


# Forms


def _forms(old: Form | None, new: Form | None) -> Iterator[Change]:
    if old is None or new is None:
        form = new or old
        assert form is not None
        total = form.annual.total or form.whole.total
        told = f"{total.text} {total.unit}" if total else form.name
        yield _whole("form", form.name, Bilingual(*_words().form["whole"]), told, new is not None, form.place)
        return
    for field in _FORM_TEXTS:
        before, after = getattr(old, field), getattr(new, field)
        yield from _values("form", new.name, _form_word(field), (before, old.place), (after, new.place))
    for horizon in ("annual", "whole"):
        for source in _FUNDS:
            funds = (getattr(getattr(form, horizon), source) for form in (old, new))
            yield from _figures("form", new.name, _form_word(f"{horizon}.{source}"), *funds)
    yield from _indicators(old, new)


def _form_word(field: str) -> Bilingual:
    """Return the field's name: the workbook's, where it has the field."""
    known = _words().form
    if field in known:
        return Bilingual(*known[field])
    _, column = load_book().holding("projects").column(field)
    return Bilingual(column.name, column.en)


def _indicators(old: Form, new: Form) -> Iterator[Change]:
    for before, after in pair(old.indicators, new.indicators, lambda one: (one.horizon, one.level1, one.level2, _bare(one.name.reading))):
        one = after or before
        assert one is not None
        zh, en = _words().horizons[one.horizon]
        steps = " › ".join(filter(None, (one.level1, one.level2, one.name.reading)))
        item = Bilingual(f"{zh} › {steps}", f"{en} › {steps}")
        first, second = (each.value if each else None for each in (before, after))
        yield from _values("form", new.name, item, (first, Place()), (second, Place()))


# Annexes


def _annexes(old: Disclosure, new: Disclosure) -> Iterator[Change]:
    for before, after in pair(old.catalogues, new.catalogues, lambda catalogue: _bare(catalogue.title)):
        yield from _catalogues(before, after)
    for earlier, later in pair(old.glossary, new.glossary, lambda term: _bare(term.term)):
        term = later or earlier
        assert term is not None
        told = ((each.definition, each.place) if each else (None, Place()) for each in (earlier, later))
        yield from _values("annex", _words().glossary[0], same(term.term), *told)


def _catalogues(old: Catalogue | None, new: Catalogue | None) -> Iterator[Change]:
    title = (new or old or Catalogue("", Place())).title
    items = (old.items if old else (), new.items if new else ())
    yield from _there("annex", title, *items, lambda item: " ".join(filter(None, (item.group, item.code, item.name))))


# What a difference is


def _figures(area: Area, group: str, item: Bilingual, old: Figure | None, new: Figure | None) -> Iterator[Change]:
    """Yield the change of a figure when its amount differs, or only one is printed. A blank and a dash differ too."""
    before, after = ((figure.state, figure.money.fen if figure.money else None) if figure else None for figure in (old, new))
    if before == after and (before is None or before[0] != "unreadable" or _text(old) == _text(new)):
        return
    unit = (new or old or Figure("", "blank", "元", None, Place())).unit
    moved = money_difference(old.money if old else None, new.money if new else None, unit)
    places = (figure.place if figure else Place() for figure in (old, new))
    yield Change(area, group, item, _text(old), _text(new), moved, *places)


def _values(area: Area, group: str, item: Bilingual, old: Seen, new: Seen) -> Iterator[Change]:
    (before, _), (after, _) = old, new
    if _bare(_text(before)) != _bare(_text(after)):
        places = (value.place if isinstance(value, Text) else place for value, place in (old, new))
        yield Change(area, group, item, _text(before), _text(after), "", *places)


def _bare(text: str | None) -> str | None:
    """Return the text without blanks: where they stand depends on the kind of file."""
    return None if text is None else "".join(text.split())


def _text(value: Any) -> str | None:
    """Return the value as printed; of a damaged text what is read. None when there is none."""
    if isinstance(value, Text):
        return value.reading
    if isinstance(value, (Figure, Quantity)):
        return value.text
    return None if value is None else str(value)


def _whole(area: Area, group: str, item: Bilingual, told: str, added: bool, place: Place) -> Change:
    if added:
        return Change(area, group, item, None, told, new_place=place)
    return Change(area, group, item, told, None, old_place=place)


def _there(area: Area, group: str, old: Iterable[T], new: Iterable[T], tell: Callable[[T], str]) -> Iterator[Change]:
    """Yield the things, each with its place, that only one of the two has."""
    for before, after in pair(old, new, lambda one: _bare(tell(one))):
        one = after or before
        if one is not None and (before is None or after is None):
            yield _whole(area, group, same(""), tell(one), after is not None, one.place)


def _texts(area: Area, group: str, old: Iterable[Paragraph], new: Iterable[Paragraph]) -> Iterator[Change]:
    before, after = (list(_sentences(paragraphs)) for paragraphs in (old, new))
    for first, second in pair_texts(before, after, lambda sentence: _bare(sentence[0]) or ""):
        places = (each[1] if each else Place() for each in (first, second))
        yield Change(area, group, same(""), first and first[0], second and second[0], "", *places)


def _sentences(paragraphs: Iterable[Paragraph]) -> Iterator[tuple[str, Place]]:
    for paragraph in paragraphs:
        yield from ((found[0].strip(), paragraph.place) for found in _SENTENCE.finditer(paragraph.text))
