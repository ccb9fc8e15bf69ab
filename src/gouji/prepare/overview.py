"""What stands before the tables: cover, contents, duties, organisation. Written here, then read as the reader reads them."""

from collections.abc import Iterator, Sequence

from gouji.layouts.layout import ORDINALS, Layout
from gouji.layouts.sentences import load_sentences
from gouji.model.budget import Budget
from gouji.model.disclosure import ContentsEntry, Cover, Organisation, Paragraph, Term
from gouji.model.place import Place
from gouji.read.blocks import Line
from gouji.read.glossary import read_glossary
from gouji.read.outline import Part, PartKind
from gouji.read.overview import read_cover, read_duties, read_organisation


def derive_cover(budget: Budget) -> Cover:
    """Return the cover."""
    slots = {"department": budget.department, "year": budget.year}
    return read_cover(_part("cover", "", [line.format_map(slots) for line in load_sentences().cover]))


def derive_contents(budget: Budget, layout: Layout) -> tuple[ContentsEntry, ...]:
    """Return the contents without pages, which only the printed document has."""
    place = Place(part="目录")
    return tuple(ContentsEntry(title, None, place) for title in _entries(budget, layout))


def _entries(budget: Budget, layout: Layout) -> Iterator[str]:
    words = load_sentences()
    parts = {name: title.format(year=budget.year) for name, title in words.parts.items()}
    yield parts["overview"]
    yield from words.headings.values()
    yield parts["tables"]
    for number, table in zip(ORDINALS, layout.tables, strict=False):
        yield layout.contents.format(number=number, title=table.title.format(year=budget.year))
    yield parts["narrative"]
    for kind, title in section_titles().items():
        yield title
        yield from words.subheadings.get(kind, ())
    yield parts["glossary"]


def section_titles() -> dict[str, str]:
    """Return section kind → printed title with its number, in printed order."""
    sections = load_sentences().sections
    return {kind: f"{number}、{title}" for number, (kind, title) in zip(ORDINALS, sections.items(), strict=False)}


def derive_duties(budget: Budget) -> tuple[Paragraph, ...]:
    """Return the duties as given."""
    return read_duties(_part("duties", load_sentences().headings["duties"], budget.duties))


def derive_organisation(budget: Budget) -> Organisation:
    """Return units, offices and staff: a sentence on the units, the paragraphs given, a sentence on the staff."""
    told = [*_units(budget), *budget.organisation, *_staff(budget)]
    return read_organisation(_part("organisation", load_sentences().headings["organisation"], told))


def _units(budget: Budget) -> Iterator[str]:
    say = load_sentences().phrases["organisation"]
    if budget.units:
        names = say["names_separator"].join(unit.name for unit in budget.units)
        yield say["units"].format(names=names, count=len(budget.units))


def _staff(budget: Budget) -> Iterator[str]:
    say = load_sentences().phrases["organisation"]
    posts = [(staff.post or staff.kind, staff.quota) for staff in budget.staff if staff.quota is not None]
    people = [(staff.kind, staff.number) for staff in budget.staff]
    told = ""
    for whole, part, counts in (("posts", "post", posts), ("staff", "person", people)):
        if counts:
            parts = say["separator"].join(say[part].format(name=name, count=count) for name, count in counts)
            number = sum(count for _, count in counts)
            told += say[whole].format(department=budget.department, count=number, parts=parts)
    if told:
        yield told


def derive_glossary(budget: Budget) -> tuple[Term, ...]:
    """Return the terms, numbered."""
    say = load_sentences().phrases["glossary"]["term"]
    lines = [
        say.format(number=number, term=term, definition=definition)
        for number, (term, definition) in zip(ORDINALS, budget.glossary, strict=False)
    ]
    return read_glossary(_part("glossary", load_sentences().parts["glossary"], lines))


def _part(kind: PartKind, title: str, texts: Sequence[str]) -> Part:
    """Return the part as the reader's outline would have it, its lines counted from 1."""
    lines = tuple(Line(text, Place(line=number)) for number, text in enumerate(texts, 2))
    return Part(kind, Line(title, Place(line=1)) if title else None, lines)
