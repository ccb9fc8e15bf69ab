"""Which grids and texts of a disclosure a report shows, in the order it shows them."""

from collections.abc import Iterator

from gouji.model.disclosure import Disclosure, Grid, Section
from gouji.model.place import Place

Spans = dict[str, tuple[int, int]]  # as in Grid
Rows = tuple[tuple[str, ...], ...]


def stands_in(place: Place, disclosure: Disclosure) -> bool:
    """Return whether the place is one of the document; one that names no file is of the only document there is."""
    return not place.document or place.document in disclosure.source.name.split(" + ")


def shown_grids(disclosure: Disclosure) -> Iterator[tuple[Grid, frozenset[str], Rows]]:
    """Yield every grid the report shows, titles of its part and header rows of its table, in the order shown."""
    for table in disclosure.tables:
        for grid in table.grids:
            yield grid, frozenset((table.title, table.place.part)), table.grids[0].rows[: table.head]
    for form in disclosure.forms:
        if form.grid is not None:
            yield form.grid, frozenset((form.name, form.place.part)), ()
    for catalogue in disclosure.catalogues:
        if catalogue.grid is not None:
            yield catalogue.grid, frozenset((catalogue.title, catalogue.place.part)), ()
    for block in disclosure.unrecognised:
        if block.grid is not None:
            yield block.grid, frozenset((block.place.part,)), ()


def shown_texts(disclosure: Disclosure) -> Iterator[tuple[object, str, Place, frozenset[str]]]:
    """Yield (record, text, place, titles of its part) for every line of text the report shows."""
    yield disclosure.cover, disclosure.cover.title, disclosure.cover.place, frozenset()
    for entry in disclosure.contents:
        yield entry, entry.title, entry.place, frozenset()
    for paragraph in (*disclosure.duties, *disclosure.organisation.paragraphs):
        yield paragraph, paragraph.text, paragraph.place, frozenset((paragraph.place.part,))
    for table in disclosure.tables:
        yield table, table.title, table.place, frozenset((table.title, table.place.part))
    for section in disclosure.sections:
        titles = frozenset((section.title, section.place.part))
        yield section, head_section(section), section.place, titles
        for paragraph in (*section.paragraphs, *section.charts):
            yield paragraph, paragraph.text, paragraph.place, titles
    for form in disclosure.forms:
        titles = frozenset((form.name, form.place.part))
        yield form, form.name, form.place, titles
        for fragment in form.fragments:
            yield fragment, fragment.printed, fragment.place, titles
    for catalogue in disclosure.catalogues:
        yield catalogue, catalogue.title, catalogue.place, frozenset((catalogue.title, catalogue.place.part))
    for term in disclosure.glossary:
        yield term, term.definition, term.place, frozenset((term.term, term.place.part))
    for block in disclosure.unrecognised:
        if block.text is not None:
            yield block, block.text, block.place, frozenset((block.place.part,))


def head_section(section: Section) -> str:
    """Return the heading with its number, as far as it is known how that was printed."""
    return section.place.part if section.place.part.endswith(section.title) else section.title


def covered_cells(spans: Spans) -> dict[tuple[int, int], tuple[int, int]]:
    """Return (row, column) of every cell a merged one covers, itself included → (row, column) of the merged cell."""
    covered = {}
    for key, (rows, columns) in spans.items():
        top, left = map(int, key.split(","))
        for row in range(top, top + rows):
            for column in range(left, left + columns):
                covered[row, column] = top, left
    return covered
