"""What must not be seen in a picture of a page: a disclosure and its mask in, boxes to black out and pages not to show out."""

from collections.abc import Iterable, Iterator

from msgspec import Struct

from gouji.model.disclosure import Disclosure, Grid
from gouji.model.place import Box, Place
from gouji.read.places import cell_box
from gouji.render.mask import Mask
from gouji.render.shown import shown_texts

Sheet = tuple[str, int]  # file and page


class Hidden(Struct, frozen=True):
    """boxes: what to black out on a page. pages: those not to be shown at all: where on them the text stands is not known."""

    boxes: dict[Sheet, tuple[Box, ...]]
    pages: frozenset[Sheet]


def find_hidden(documents: Iterable[Disclosure], mask: Mask) -> Hidden:
    """Return where the documents print what the mask changes.

    A paragraph or row that is the last of its page may go on over the page, where it has no box of its own.
    """
    boxes: dict[Sheet, list[Box]] = {}
    unknown: set[Sheet] = set()
    for document in documents:
        texts = list(_texts(document))
        last: dict[Sheet, int] = {}
        for _, (file, place) in texts:
            if place.page is not None:
                last[file, place.page] = max(last.get((file, place.page), 0), place.line or 0)
        for text, (file, place) in texts:
            if place.page is None or mask(text) == text:
                continue
            if place.box is None:
                unknown.add((file, place.page))
            else:
                boxes.setdefault((file, place.page), []).append(place.box)
            if place.line is None or place.line >= last[file, place.page]:
                unknown.add((file, place.page + 1))
    return Hidden({sheet: tuple(found) for sheet, found in boxes.items()}, frozenset(unknown))


def _texts(document: Disclosure) -> Iterator[tuple[str, tuple[str, Place]]]:
    """Yield every text that the report shows, with its file and place."""
    name = document.source.name
    for _, text, place, _ in shown_texts(document):
        yield text, (place.document or name, place)
    for grid, owner in _grids(document):
        for row, texts in enumerate(grid.rows):
            page = grid.pages[row] if row < len(grid.pages) else None
            for column, text in enumerate(texts):
                if text:
                    place = Place(line=grid.lines[row], page=page, box=cell_box(grid, row, column))
                    yield text, (owner.document or name, place)


def _grids(document: Disclosure) -> Iterator[tuple[Grid, Place]]:
    """Yield every grid that the report shows, with the place of what it belongs to."""
    for table in document.tables:
        yield from ((grid, table.place) for grid in table.grids)
    owned = [
        *((form.grid, form.place) for form in document.forms),
        *((catalogue.grid, catalogue.place) for catalogue in document.catalogues),
        *((block.grid, block.place) for block in document.unrecognised),
    ]
    yield from ((grid, place) for grid, place in owned if grid is not None)
