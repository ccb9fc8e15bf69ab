"""A disclosure as what is printed, in printed order: the one sequence that every writer (PDF, Word, Excel, HTML, text) follows.

In: a Disclosure, read or derived. Out: a tuple of printed things. What stands where, and under which heading, is
decided here once; a writer only says how its kind of file prints each thing.
"""

from collections.abc import Iterator, Sequence
from typing import Literal

from gouji.layouts.charts import chart_values, find_chart
from gouji.layouts.layout import ORDINALS
from gouji.layouts.printing import Printing, load_printing
from gouji.model.disclosure import ContentsEntry, Cover, Disclosure, Paragraph, Section
from gouji.read.prose import is_heading
from gouji.read.signs import part_region
from gouji.render.merges import sound_spans
from gouji.render.printed import Chart, Contents, Heading, Printed, PrintedForm, PrintedTable, Prose, Title
from gouji.render.printed_tables import print_catalogue, print_form, print_table

__all__ = ["Chart", "Contents", "Heading", "Printed", "PrintedForm", "PrintedTable", "Prose", "Title", "document"]

PartName = Literal["overview", "tables", "narrative", "glossary"]


def document(disclosure: Disclosure) -> tuple[Printed, ...]:
    """Return what is printed, from the cover to what was not recognised. What the disclosure lacks is left out."""
    words = load_printing(disclosure.layout)
    parts: tuple[tuple[PartName, Iterator[Printed]], ...] = (
        ("overview", _overview(disclosure, words)),
        ("tables", _tables(disclosure, words)),
        ("narrative", _narrative(disclosure, words)),
        ("glossary", _glossary(disclosure, words)),
    )
    printed = [(name, things) for name, made in parts if (things := tuple(made))]
    body = [
        thing
        for number, (name, things) in enumerate(printed)
        for thing in (*_part_heading(disclosure, words, name, number, len(printed)), *things)
    ]
    return (*_front(disclosure, words), *body, *_unrecognised(disclosure, words))


# --- cover, contents, headings of the parts -----------------------------------------------------------------------


def _front(disclosure: Disclosure, words: Printing) -> Iterator[Printed]:
    if disclosure.cover.title:
        yield _title(disclosure.cover)
    if disclosure.contents:
        yield Contents(tuple((_level(entry), entry.title, entry.page) for entry in disclosure.contents), words.contents)


def _title(cover: Cover) -> Title:
    """Return the cover in its lines, as far as the department tells where they end: 附件1 / 某市某局 / 2024年部门预算."""
    before, named, after = cover.title.rpartition(cover.department or "\0")
    if not named or (before and not before.endswith(" ")):
        return Title("", cover.title)
    above = (before.strip(), named) if after.startswith(" ") else (before.strip(),)
    return Title("\n".join(filter(None, above)), after.strip() if after.startswith(" ") else named + after)


def _level(entry: ContentsEntry) -> int:
    """Return 1 for 第一部分, 3 for （一）, 2 for all between."""
    if part_region(entry.title) is not None:
        return 1
    return 3 if entry.title.startswith(("（", "(")) else 2


def _part_heading(disclosure: Disclosure, words: Printing, name: PartName, number: int, parts: int) -> Iterator[Heading]:
    """Yield the heading of a part: as the document prints it, else ours; a document of one part has none."""
    told = next((entry.title for entry in disclosure.contents if part_region(entry.title) == name), "")
    if name == "glossary":
        told = told or next((term.place.part for term in disclosure.glossary), "")
    if told:
        yield Heading(told, 1 if part_region(told) else 2)
    elif parts > 1 and not disclosure.contents:
        ours = getattr(words.parts, name).format(ordinal=ORDINALS[number], year=disclosure.cover.year or "")
        yield Heading(ours, 1)


# --- the four parts -----------------------------------------------------------------------------------------------


def _overview(disclosure: Disclosure, words: Printing) -> Iterator[Printed]:
    yield from _under_headings(disclosure.duties, words.duties)
    yield from _under_headings(disclosure.organisation.paragraphs, words.organisation)


def _under_headings(paragraphs: Sequence[Paragraph], default: str) -> Iterator[Printed]:
    """Yield the paragraphs, each run under the heading it was read under."""
    heading = None
    for paragraph in paragraphs:
        own = paragraph.place.part or default
        if own != heading:
            yield Heading(own, 2)
            heading = own
        yield Prose(paragraph.text)


def _tables(disclosure: Disclosure, words: Printing) -> Iterator[Printed]:
    for table in disclosure.tables:
        yield from print_table(table, words)


def _narrative(disclosure: Disclosure, words: Printing) -> Iterator[Printed]:
    forms = tuple(print_form(form, words) for form in disclosure.forms)
    above = _above_forms(disclosure, words)
    for section in disclosure.sections:
        yield from _section(disclosure, section)
        if section is above:
            yield from forms
    if above is None:
        yield from forms
    for catalogue in disclosure.catalogues:
        yield print_catalogue(catalogue)


def _above_forms(disclosure: Disclosure, words: Printing) -> Section | None:
    """Return the section below which the forms stand, None when they stand behind all."""
    return disclosure.section(words.forms_below)


def _section(disclosure: Disclosure, section: Section) -> Iterator[Printed]:
    yield Heading(section.place.part or (f"{section.number}、{section.title}" if section.number else section.title), 2)
    captions = set(map(id, section.charts))
    for paragraph in _in_order((*section.paragraphs, *section.charts)):
        if id(paragraph) in captions:
            yield _chart(disclosure, paragraph.text)
        elif is_heading(paragraph.text) and paragraph.text.lstrip().startswith(("（", "(")):
            yield Heading(paragraph.text, 3)
        else:
            yield Prose(paragraph.text)


def _chart(disclosure: Disclosure, caption: str) -> Chart:
    """Return the chart of the caption; without figures when the caption asks for none we know, or they are missing."""
    layout = find_chart(caption)
    table = disclosure.table(layout.table) if layout else None
    if layout is None or table is None:
        return Chart(caption, "pie", ())
    return Chart(caption, layout.kind, chart_values(layout, table), table.unit or "万元")


def _in_order(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    """Return the paragraphs by where they stand, as far as they have a line or a cell; else as they are."""
    spots = [_spot(paragraph) for paragraph in paragraphs]
    if any(spot is None for spot in spots):
        return list(paragraphs)
    return [paragraph for _, paragraph in sorted(zip(spots, paragraphs, strict=True), key=lambda pair: pair[0] or 0)]


def _spot(paragraph: Paragraph) -> int | None:
    cell = "".join(filter(str.isdigit, paragraph.place.cell or ""))
    return paragraph.place.line if paragraph.place.line is not None else int(cell) if cell else None


def _glossary(disclosure: Disclosure, words: Printing) -> Iterator[Printed]:
    for term in disclosure.glossary:
        printed = words.term.format(number=term.number, term=term.term, definition=term.definition)
        printed = printed if term.number else printed.lstrip("、")
        if not term.definition:
            printed = printed.rstrip("：")
        elif term.definition.startswith(words.no_colon):
            printed = printed.replace(f"{term.term}：", term.term, 1)
        yield Prose(printed)


def _unrecognised(disclosure: Disclosure, words: Printing) -> Iterator[Printed]:
    if disclosure.unrecognised:
        yield Heading(words.unrecognised, 1)
    for block in disclosure.unrecognised:
        if block.grid is not None:
            yield PrintedTable("", sound_spans(block.grid), 0)
        elif block.text:
            yield Prose(block.text)
