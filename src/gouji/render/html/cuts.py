"""What a cause looks like on the pages it speaks of: its spots boxed, and so much of the page around them as tells where.

Each page stands in the report once; what is shown of it is cut out by SVG, without a script.
"""

from base64 import b64encode
from collections.abc import Iterator, Sequence
from typing import Literal

from gouji.model.disclosure import Disclosure, Grid
from gouji.model.finding import Cause
from gouji.model.place import Box, around, show_place
from gouji.render.html.page import CLASS, Page
from gouji.render.pages.chosen import Spot, spots_of
from gouji.render.pages.hidden import Sheet

_NEAR = 80.0  # points between two spots that are still shown in one piece
_AROUND = 28.0  # points shown above and below a spot
_LINE = 30.0  # points further to where a line or row begins or ends
_MARGIN = 0.09  # of the width of a page, at each side
_BESIDE = 10.0  # and at its sides
_DOTS = 1.25  # of the screen, to a point: what is set in 9 points can be read
_NUMBERS = 3  # of findings written at a spot


def show_store(page: Page) -> str:
    """Return the pictures that the cuts are made from, not shown themselves."""
    if not page.chosen.pictures:
        return ""
    images = "".join(
        f'<image id="{_anchor(page, sheet)}" width="{picture.width:.1f}" height="{picture.height:.1f}" preserveAspectRatio="none"'
        f' href="data:image/png;base64,{b64encode(picture.png).decode()}"/>\n'
        for sheet, picture in page.chosen.pictures.items()
    )
    return f'<svg class="store" width="0" height="0" aria-hidden="true"><defs>{images}</defs></svg>\n'


def show_cuts(page: Page, cause: Cause) -> str:
    """Return the pages that the cause's findings speak of, cut to their spots; "" where none is shown."""
    if cause.severity == "note" or not page.chosen.pictures:
        return ""
    spots = spots_of(cause, page.documents, page.report)
    shown = [_show_sheet(page, sheet, found, CLASS[cause.severity]) for sheet, found in spots.items() if sheet in page.chosen.pictures]
    if not shown:
        return ""
    opened = " open" if cause.severity == "error" else ""
    return f'<details class="cuts"{opened}><summary>{page.say("on_page")}</summary>{"".join(shown)}</details>'


def show_left(page: Page) -> str:
    """Return how many pages are shown, and how many are not and why."""
    chosen = page.chosen
    counts = (
        ("pages_shown", len(chosen.pictures)),
        ("pages_left", chosen.unshown),
        ("pages_hidden", chosen.hidden),
        ("pages_scanned", chosen.scanned),
    )
    if not any(count for _, count in counts):
        return ""
    return f'<p class="hint">{" ".join(page.say(word, n=count) for word, count in counts if count)}</p>'


def _anchor(page: Page, sheet: Sheet) -> str:
    return f"pg-{list(page.chosen.pictures).index(sheet) + 1}"


def _show_sheet(page: Page, sheet: Sheet, spots: Sequence[Spot], letter: str) -> str:
    file, number = sheet
    picture = page.chosen.pictures[sheet]
    name = page.say("page", page=number) + (f" · {page.text(file)}" if len(page.documents) > 1 or " + " in page.report.document else "")
    pieces = "".join(
        _show_piece(page, sheet, piece, spots, letter, name)
        for piece in _pieces(
            spots,
            list(_grids_on(page.documents, sheet)),
            (0, 0, picture.width, picture.height),
            sorted({*picture.gaps, *_row_edges(page.documents, sheet)}),
        )
    )
    # What is wider than the screen begins at the side where the spot is.
    middle = (spots[0].box[0] + spots[0].box[2]) / 2
    side = "scroll far" if middle > picture.width / 2 else "scroll"
    return f'<figure><figcaption>{name}</figcaption><div class="{side}" role="region" tabindex="0" aria-label="{name}">{pieces}</div></figure>'


def _show_piece(page: Page, sheet: Sheet, piece: Box, spots: Sequence[Spot], letter: str, name: str) -> str:
    left, top, right, bottom = piece
    inside = [spot for spot in spots if spot.box[1] < bottom and spot.box[3] > top]
    # What to look at first lies on top.
    boxes = "".join(_show_spot(page, spot, letter) for spot in sorted(inside, key=lambda spot: spot.first))
    wide, high = right - left, bottom - top
    return (
        f'<svg viewBox="{left:.1f} {top:.1f} {wide:.1f} {high:.1f}" width="{wide * _DOTS:.0f}" height="{high * _DOTS:.0f}" role="img"'
        f' aria-label="{name}"><use href="#{_anchor(page, sheet)}"/>{boxes}</svg>'
    )


def _show_spot(page: Page, spot: Spot, letter: str) -> str:
    left, top, right, bottom = spot.box
    says = page.text(show_place(spot.place, page.language))
    numbers = "、".join(map(str, spot.numbers[:_NUMBERS])) + ("…" if len(spot.numbers) > _NUMBERS else "")
    return (
        f'<rect class="{letter if spot.first else "r"}" x="{left:.1f}" y="{top:.1f}" width="{right - left:.1f}"'
        f' height="{bottom - top:.1f}"><title>{says}</title></rect>'
        f'<text class="{letter if spot.first else "r"}" x="{left:.1f}" y="{top - 2:.1f}">{numbers}</text>'
    )


# --- what is shown of a page ------------------------------------------------------------------------------------------


def _grids_on(documents: Sequence[Disclosure], sheet: Sheet) -> Iterator[tuple[Box, Box | None]]:
    """Yield where each table stands on the page, and its header if that stands there too."""
    for document in documents:
        for table in document.tables:
            head = set(table.grids[0].rows[: table.head]) if table.grids else set()
            if (table.place.document or document.source.name) == sheet[0]:
                yield from (_extent(grid, sheet[1], head) for grid in table.grids if sheet[1] in grid.pages and any(grid.boxes))
        for form in document.forms:
            grid = form.grid
            if grid and (form.place.document or document.source.name) == sheet[0] and sheet[1] in grid.pages and any(grid.boxes):
                yield _extent(grid, sheet[1], set())


def _extent(grid: Grid, page: int, head: set[tuple[str, ...]]) -> tuple[Box, Box | None]:
    rows = [(row, boxes) for row, boxes, on in zip(grid.rows, grid.boxes, grid.pages, strict=True) if on == page and boxes]
    own = [box for row, boxes in rows if row in head for box in boxes]
    return around(box for _, boxes in rows for box in boxes), around(own) if own else None


def _row_edges(documents: Sequence[Disclosure], sheet: Sheet) -> Iterator[float]:
    """Yield the heights on the page at which rows of tables begin and end."""
    for document in documents:
        for table in document.tables:
            if (table.place.document or document.source.name) == sheet[0]:
                for grid in table.grids:
                    rows = zip(grid.boxes, grid.pages, strict=False)
                    yield from (edge for boxes, on in rows if on == sheet[1] for box in boxes for edge in (box[1], box[3]))


def _snap(edge: float, edges: Sequence[float], way: Literal[-1, 1]) -> float:
    """Return the nearest of the edges up (-1) or down (1) the page, where no line is cut in two; the same if all are far."""
    return min((at for at in edges if 0 <= (at - edge) * way <= _LINE), key=lambda at: abs(at - edge), default=edge)


def _pieces(
    spots: Sequence[Spot], grids: Sequence[tuple[Box, Box | None]], page: Box, edges: Sequence[float]
) -> list[Box]:
    """Return the parts of the page to show, from the top down: around the spots, as wide as their tables, with their headers.

    edges: heights at which the page can be cut without cutting a line or a row in two.
    """
    bands: list[Box] = []
    for spot in sorted(spots, key=lambda spot: spot.box[1]):
        if bands and spot.box[1] - bands[-1][3] < _NEAR:
            bands[-1] = around((bands[-1], spot.box))
        else:
            bands.append(spot.box)
    own = [(extent, head) for extent, head in grids if any(_meets(extent, band) for band in bands)]
    # A line of text is shown with all of its neighbours: between the margins of the page.
    margin = _MARGIN * page[2]
    text = [(margin, band[1], page[2] - margin, band[3]) for band in bands if not any(_meets(extent, band) for extent, _ in own)]
    wide = around((*bands, *text, *(extent for extent, _ in own)))
    pieces: list[Box] = []
    for band in bands:
        top = _snap(band[1] - _AROUND, edges, -1)
        for head in (head for extent, head in own if head and _meets(extent, band)):
            if head[3] > band[1] - 2 * _AROUND:
                top = min(top, head[1] - 2)
            elif not any(piece[1] <= head[1] and head[3] <= piece[3] for piece in pieces):
                pieces.append(_within((wide[0] - _BESIDE, head[1] - 2, wide[2] + _BESIDE, head[3] + 1), page))
        pieces.append(_within((wide[0] - _BESIDE, top, wide[2] + _BESIDE, _snap(band[3] + _AROUND, edges, 1)), page))
    return pieces


def _meets(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _within(box: Box, page: Box) -> Box:
    return max(box[0], page[0]), max(box[1], page[1]), min(box[2], page[2]), min(box[3], page[3])
