"""Blocks → Disclosure: each part of the outline is read by the module of its kind."""

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import PurePath

from msgspec import structs

from gouji.layouts.headings import printed_under
from gouji.model.disclosure import (
    Assets,
    Block,
    ContentsEntry,
    Cover,
    Disclosure,
    Grid,
    Organisation,
    Section,
    Table,
    Trouble,
)
from gouji.model.place import Place
from gouji.read.assets import read_assets
from gouji.read.blocks import Blocks, Line
from gouji.read.catalogues import read_catalogue
from gouji.read.forms import read_forms
from gouji.read.glossary import read_glossary
from gouji.read.narrative import read_section, section_troubles
from gouji.read.outline import Part, PartKind, outline
from gouji.read.overview import read_contents, read_cover, read_duties, read_organisation
from gouji.read.places import cell_place
from gouji.read.project_items import name_items
from gouji.read.table_troubles import doubled_titles, of_own_form
from gouji.read.tables import read_table
from gouji.read.titles import read_title
from gouji.read.troubles import trouble

_NEVER_TEXT = frozenset({"pdf", "docx", "doc", "xlsx", "xlsm", "xls"})  # endings of files that are no plain text


def recognise(blocks: Blocks) -> Disclosure:
    """Return what the document says. Whatever no part claims is kept as an unrecognised block."""
    parts = outline(blocks)
    contents = tuple(entry for part in _of(parts, "contents") for entry in read_contents(part))
    organisation = read_organisation(_joined(parts, "organisation"))
    tables, table_troubles = _tables(parts, contents, organisation)
    forms, damages, form_troubles = read_forms(list(_of(parts, "form")))
    cover = _cover(parts, blocks, tables)
    sections = tuple(read_section(part, final=cover.stage == "final") for part in _of(parts, "section"))
    disclosure = Disclosure(
        source=blocks.source,
        layout=_layout(tables),
        cover=cover,
        contents=contents,
        duties=tuple(line for part in _of(parts, "duties") for line in read_duties(part)),
        organisation=organisation,
        tables=tables,
        sections=sections,
        forms=forms,
        assets=_assets(parts, sections),
        catalogues=tuple(read_catalogue(part) for part in _of(parts, "catalogue")),
        glossary=tuple(term for part in _of(parts, "glossary") for term in read_glossary(part)),
        damages=damages,
        troubles=(*blocks.troubles, *table_troubles, *section_troubles(sections), *form_troubles),
        unrecognised=tuple(block for part in parts if part.kind == "rest" for block in _blocks(part)),
    )
    return _warned(disclosure)


def _of(parts: Sequence[Part], kind: PartKind) -> Iterator[Part]:
    return (part for part in parts if part.kind == kind)


def _joined(parts: Sequence[Part], kind: PartKind) -> Part:
    """Return the parts of a kind as one: some documents spread organisation and staff over several headings."""
    found = list(_of(parts, kind))
    title = found[0].title if found else None
    return Part(kind, title, tuple(item for part in found for item in part.items))


def _tables(
    parts: Sequence[Part], contents: Sequence[ContentsEntry], organisation: Organisation
) -> tuple[tuple[Table, ...], tuple[Trouble, ...]]:
    numbers = {entry.title: number for entry in contents if (number := read_title(entry.title).number) is not None}
    units = [unit.name for unit in organisation.units]
    read = [read_table(part, numbers, units) for part in _of(parts, "table")]
    tables = name_items([table for table, _ in read])
    troubles = of_own_form(tables, (trouble for _, found in read for trouble in found))
    return tables, (*troubles, *doubled_titles(tables))


def _layout(tables: Sequence[Table]) -> str | None:
    """Return the name of the layout whose titles most tables bear, None when no title is one of a layout."""
    words = [read_title(table.title).words for table in tables if table.certain and table.kind]
    names = Counter(
        name for each in words for name in dict.fromkeys(found.layout for found in printed_under(each))
    )
    return names.most_common(1)[0][0] if names else None


def _cover(parts: Sequence[Part], blocks: Blocks, tables: Sequence[Table]) -> Cover:
    """Return the cover; what it does not print (department, year) is taken from the tables, where most agree."""
    lines = [item for item in blocks.items if isinstance(item, Line)]
    printed = next(_of(parts, "cover"), None)
    cover = read_cover(printed, lines)
    departments = Counter(table.department for table in tables if table.department).most_common(1)
    years = Counter(table.year for table in tables if table.year).most_common(1)
    return structs.replace(
        cover,
        department=cover.department or (departments[0][0] if departments else None),
        # A year that stands somewhere in the text may be any: it is asked last.
        year=read_cover(printed).year or (years[0][0] if years else cover.year),
    )


def _assets(parts: Sequence[Part], sections: Sequence[Section]) -> Assets | None:
    """Return the state assets: in the section of their own, else wherever prose speaks of them.

    The vehicles that the three public expenses pay for are asked last: they are not all.
    """
    read = zip(_of(parts, "section"), sections, strict=True)
    asked = sorted(read, key=lambda one: one[1].kind in ("三公经费", "三公经费决算"))
    found = [assets for part, _ in asked if (assets := read_assets(part)) is not None]
    return next((assets for assets in found if assets.vehicles), found[0] if found else None)


def _blocks(part: Part) -> Iterator[Block]:
    for item in (*part.before, *([part.title] if part.title else []), *part.items):
        if isinstance(item, Grid):
            yield Block(place=cell_place(item, 0), grid=item)
        elif item.text.strip():
            yield Block(place=item.place, text=item.text)


def _warned(disclosure: Disclosure) -> Disclosure:
    """Return the disclosure with a trouble when it does not look like one: no table, no section, no form.

    A text that is called a PDF or an office file is told to be none: READ-009, else READ-030.
    """
    if disclosure.tables or disclosure.sections or disclosure.forms:
        return disclosure
    kind = PurePath(disclosure.source.name).suffix[1:].lower()
    if disclosure.source.kind == "text" and kind in _NEVER_TEXT:
        found = {"found": "内容是普通文本，与文件名不符", "found_en": "it holds plain text, whatever its name says"}
        nothing = trouble("READ-009", Place(), file=disclosure.source.name, kind=kind, **found)
    else:
        nothing = trouble("READ-030", Place())
    return structs.replace(disclosure, troubles=(*disclosure.troubles, nothing))
