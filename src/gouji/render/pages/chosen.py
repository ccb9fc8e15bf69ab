"""Which pages a report shows: findings with places on pages in, pictures of the pages to look at out, bounded in number and size."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct, field

from gouji.model.disclosure import Disclosure
from gouji.model.finding import Cause, Finding, Report
from gouji.model.place import Box, Place
from gouji.render.marks import numbered
from gouji.render.mask import Mask
from gouji.render.pages.hidden import Sheet, find_hidden

if TYPE_CHECKING:
    from gouji.render.pages.picture import Pages, Picture

_MOST_PAGES = 24
_MOST_BYTES = 3 << 20  # of all pictures; a third more once they stand in a page of text
_MOST_OF_CAUSE = 3  # pages shown for one cause


class Spot(Struct, frozen=True):
    """A box on a page that findings speak of. numbers: theirs, from 1. first: whether it is where to look first."""

    box: Box
    place: Place
    numbers: tuple[int, ...]
    first: bool


class Chosen(Struct, frozen=True):
    """The pages shown. unshown: how many pages with findings are not, there being too many. hidden: how many are not
    because of something else on them that must not be seen. scanned: how many are not because they are pictures themselves."""

    pictures: "dict[Sheet, Picture]" = field(default_factory=dict)
    unshown: int = 0
    hidden: int = 0
    scanned: int = 0


def choose_pages(documents: Sequence[Disclosure], report: Report, mask: Mask, files: "Mapping[str, Pages]") -> Chosen:
    """Return the pages that errors and warnings speak of, as masked pictures, the gravest causes' first.

    files: name of a file → its pages. What is not among them (a text, a workbook) has no pictures.
    """
    wanted = [sheet for sheet in _wanted(documents, report) if sheet[0] in files]
    concealed = find_hidden(documents, mask) if wanted else None
    pictures: dict[Sheet, Picture] = {}
    size = hidden = scanned = 0
    for number, sheet in enumerate(wanted):
        if len(pictures) == _MOST_PAGES or size > _MOST_BYTES:
            return Chosen(pictures, len(wanted) - number, hidden, scanned)
        file, page = sheet
        if files[file].is_scan(page):
            scanned += 1
            continue
        shown = concealed is not None and sheet not in concealed.pages
        picture = files[file].draw_masked(page, mask, concealed.boxes.get(sheet, ())) if shown and concealed else None
        if picture is None:
            hidden += 1
            continue
        size += len(picture.png)
        pictures[sheet] = picture
    return Chosen(pictures, 0, hidden, scanned)


def _wanted(documents: Sequence[Disclosure], report: Report) -> list[Sheet]:
    """Return the pages to show, each once, in the order of the causes."""
    causes = [cause for cause in report.causes if cause.severity != "note"]
    return list(dict.fromkeys(sheet for cause in causes for sheet in spots_of(cause, documents, report)))


def spots_of(cause: Cause, documents: Sequence[Disclosure], report: Report) -> dict[Sheet, tuple[Spot, ...]]:
    """Return page → the spots of the cause on it, for the first pages; those to look at first come first."""
    spots: dict[Sheet, dict[Box, Spot]] = {}
    own = [(number, finding, first) for number, finding, first in numbered(report) if any(finding is one for one in cause.findings)]
    for looked_first in (True, False):
        for number, place in _places(own, first=looked_first):
            # A part that is missing is looked for on the cover, of which there is nothing to see.
            if place.page is None or place.box is None or not place.part:
                continue
            sheet = (place.document or documents[0].source.name, place.page)
            if sheet not in spots and len(spots) == _MOST_OF_CAUSE:
                continue
            known = spots.setdefault(sheet, {}).get(place.box, Spot(place.box, place, (), looked_first))
            numbers = tuple(sorted({*known.numbers, number}))
            spots[sheet][place.box] = Spot(place.box, known.place, numbers, known.first)
    return {sheet: tuple(found.values()) for sheet, found in spots.items()}


def _places(findings: Iterable[tuple[int, Finding, frozenset[Place]]], *, first: bool) -> Iterator[tuple[int, Place]]:
    for number, finding, suspects in findings:
        yield from ((number, place) for place in finding.places if (place in suspects) == first)
