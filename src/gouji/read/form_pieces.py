"""Parts of kind "form" in, single forms out: the grids of one project with the lines above and below them."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from msgspec import Struct, structs

from gouji.layouts.form_labels import find_label
from gouji.model.disclosure import Grid
from gouji.read.blocks import Line
from gouji.read.form_by_level import unroll_by_level
from gouji.read.form_wide import unroll
from gouji.read.outline import Part
from gouji.read.places import joined_boxes


class Piece(Struct, frozen=True):
    """What belongs to one form. lines: above its first grid, with its title; fragments: below."""

    title: Line | None
    lines: tuple[Line, ...]
    grid: Grid | None
    fragments: tuple[Line, ...]


def split_part(part: Part) -> Iterator[Piece]:
    """Yield the part's forms: several when one title, or none, stands over more than one project."""
    grids = [item for item in part.items if isinstance(item, Grid)]
    first = next((number for number, item in enumerate(part.items) if isinstance(item, Grid)), len(part.items))
    lines = (*part.before, *(item for item in part.items[:first] if isinstance(item, Line)))
    below = tuple(item for item in part.items[first:] if isinstance(item, Line))
    if not grids:
        yield Piece(part.title, lines, None, below)
        return
    whole = _join(grids)
    if forms := unroll(whole) or unroll_by_level(whole):
        yield from (Piece(part.title, lines, form, below if form is forms[-1] else ()) for form in forms)
        return
    # A row that extraction printed twice is no second form.
    rows = whole.rows
    starts = [row for row, cells in enumerate(rows) if _begins_form(cells) and not (row and cells == rows[row - 1])]
    cuts = [0, *starts[1:], len(rows)]
    for begin, end in pairwise(cuts):
        yield Piece(part.title, lines, _slice(whole, begin, end), below if end == len(rows) else ())


def _begins_form(row: Sequence[str]) -> bool:
    return _is_name_label(next(filter(None, row), ""))


@lru_cache(maxsize=4096)
def _is_name_label(text: str) -> bool:
    label = find_label(text)
    return label is not None and label.kind == "field" and label.name == "name"


def _join(grids: Sequence[Grid]) -> Grid:
    """Return the grids as one, all rows of one width: a blank line or page break cuts a form in two."""
    width = max((len(row) for grid in grids for row in grid.rows), default=0)
    if len(grids) == 1 and all(len(row) == width for row in grids[0].rows):
        return grids[0]
    rows = tuple(row + ("",) * (width - len(row)) for grid in grids for row in grid.rows)
    lines = tuple(line for grid in grids for line in grid.lines)
    pages = tuple(page for grid in grids for page in grid.pages)
    return structs.replace(grids[0], rows=rows, lines=lines, spans={}, pages=pages, boxes=joined_boxes(grids))


def _slice(grid: Grid, begin: int, end: int) -> Grid:
    if (begin, end) == (0, len(grid.rows)):
        return grid
    rows, lines, pages = grid.rows[begin:end], grid.lines[begin:end], grid.pages[begin:end]
    return structs.replace(grid, rows=rows, lines=lines, spans={}, pages=pages, boxes=grid.boxes[begin:end])
