"""Blocks → Disclosure: each part of the outline is read by the module of its kind."""

from collections import Counter
from collections.abc import Iterable, Sequence

from msgspec import structs

from gouji.layouts.layout import layouts
from gouji.model.disclosure import (
    Block,
    Catalogue,
    ContentsEntry,
    Cover,
    Damage,
    Disclosure,
    Grid,
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
from gouji.read.narrative import read_section
from gouji.read.outline import Part, PartKind, fold, outline
from gouji.read.overview import read_contents, read_cover, read_duties, read_organisation
from gouji.read.tables import read_table


def recognise(blocks: Blocks) -> Disclosure:
    """Return what the document says. Whatever no part claims is kept as an unrecognised block."""
    parts = outline(blocks)
    contents = tuple(entry for part in _of(parts, "contents") for entry in read_contents(part))
    tables, table_troubles = _tables(parts, contents)
    forms, damages, form_troubles = read_forms(list(_of(parts, "form")))
    sections = tuple(read_section(part) for part in _of(parts, "section"))
    return Disclosure(
        source=blocks.source,
        layout=_layout(tables),
        cover=_cover(parts, blocks, tables),
        contents=contents,
        duties=tuple(line for part in _of(parts, "duties") for line in read_duties(part)),
        organisation=read_organisation(_joined(parts, "organisation")),
        tables=tables,
        sections=sections,
        forms=forms,
        assets=_assets(sections),
        catalogues=tuple(read_catalogue(part) for part in _of(parts, "catalogue")),
        glossary=tuple(term for part in _of(parts, "glossary") for term in read_glossary(part)),
        damages=damages,
        troubles=(*blocks.troubles, *table_troubles, *form_troubles),
        unrecognised=tuple(_unrecognised(parts)),
    )


def _of(parts: Sequence[Part], kind: PartKind) -> Iterable[Part]:
    return (part for part in parts if part.kind == kind)


def _joined(parts: Sequence[Part], kind: PartKind) -> Part:
    """Return the parts of a kind as one: some documents spread organisation and staff over several headings."""
    found = list(_of(parts, kind))
    title = found[0].title if found else None
    return Part(kind, title, tuple(item for part in found for item in part.items))


def _tables(
    parts: Sequence[Part], contents: Sequence[ContentsEntry]
) -> tuple[tuple[Table, ...], tuple[Trouble, ...]]:
    numbers = _contents_numbers(contents)
    read = [read_table(part, numbers) for part in _of(parts, "table")]
    return tuple(table for table, _ in read), tuple(trouble for _, troubles in read for trouble in troubles)


_NUMERALS = {numeral: number for number, numeral in enumerate("一二三四五六七八九十", 1)}
_TABLE_NUMBER = re.compile(r"^(?:(?:预算|部门)?公开)?表([一二三四五六七八九十]{1,3}|\d{1,2})(?!\d)[:：、.]?")


def _contents_numbers(contents: Sequence[ContentsEntry]) -> dict[str, int]:
    """Return folded table title → table number, as far as the contents print numbers (“表五2024年…”)."""
    numbers = {}
    for entry in contents:
        title = fold(entry.title)
        if match := _TABLE_NUMBER.match(title):
            numbers[title[match.end() :]] = chinese_number(match.group(1))
    return numbers


def chinese_number(numeral: str) -> int:
    """Return the number that Arabic digits or a Chinese numeral up to 九十九 stand for; ValueError for another text."""
    if numeral.isdigit():
        return int(numeral)
    tens, ten, ones = numeral.rpartition("十")
    if not ten:
        return _NUMERALS[numeral] if numeral in _NUMERALS else int(numeral)
    return (_NUMERALS[tens] if tens else 1) * 10 + (_NUMERALS[ones] if ones else 0)


def _layout(tables: Sequence[Table]) -> str | None:
    """Return the name of the layout whose printed titles most tables bear, None when no title is known."""
    return None
