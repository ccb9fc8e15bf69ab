"""A catalogue of purchased services (政府购买服务指导性目录): codes and names in up to five levels.

In: a Part of kind "catalogue". Out: a Catalogue, one item a row, and the grid as printed. A catalogue may begin in the
middle; a row without a code is a group heading, and holds for the rows after it.
"""

from collections.abc import Iterator

from msgspec import structs

from gouji.layouts.phrases import fold, load_phrases
from gouji.model.disclosure import Catalogue, CatalogueItem, Grid
from gouji.model.place import Place
from gouji.read.outline import Part
from gouji.read.places import cell_box, joined_boxes


def read_catalogue(part: Part) -> Catalogue:
    """Return the catalogue with its items in printed order; pieces of a table broken by a page are read as one."""
    title = part.title.text.strip() if part.title else ""
    place = structs.replace(part.title.place, part=title) if part.title else Place(part=title)
    items: list[CatalogueItem] = []
    first_level = 1
    group = ""
    for grid in part.grids:
        header = _is_header(grid.rows[0]) if grid.rows else False
        if header:
            first_level = _level_column(grid.rows[0])
        for item in _items(grid, 1 if header else 0, first_level, title):
            group = item.name if item.level == 0 else group
            items.append(structs.replace(item, group=group) if item.level else item)
    return Catalogue(title, place, tuple(items), _one_grid(part.grids))


def _is_header(row: tuple[str, ...]) -> bool:
    words = load_phrases().words.catalogues
    return any(fold(cell).startswith(words.code) or fold(cell).startswith(words.level) for cell in row)


def _level_column(row: tuple[str, ...]) -> int:
    """Return the column of the first level."""
    levels = load_phrases().words.catalogues.level
    return next((index for index, cell in enumerate(row) if fold(cell).startswith(levels)), 1)


def _items(grid: Grid, begin: int, first_level: int, title: str) -> Iterator[CatalogueItem]:
    for index in range(begin, len(grid.rows)):
        if _is_header(grid.rows[index]):
            continue  # a page break repeats it
        row = [cell.strip() for cell in grid.rows[index]]
        code, names = (row[0], row[first_level:]) if row else ("", [])
        filled = [column for column, name in enumerate(names) if name]
        page = grid.pages[index] if grid.pages else None
        box = cell_box(grid, index, 0 if code or not filled else first_level + filled[0])
        place = Place(line=grid.lines[index], sheet=grid.sheet, page=page, part=title, row=code, box=box)
        if filled and (code or first_level == 0):
            below = tuple(names[column] for column in filled[1:])
            yield CatalogueItem(code, names[filled[0]], filled[0] + 1, place, below=below)
        elif code or filled:
            name = code or names[filled[0]]
            yield CatalogueItem("", name, 0, structs.replace(place, row=name))


def _one_grid(grids: tuple[Grid, ...]) -> Grid | None:
    """Return the grid as printed, the pieces of a broken one below each other."""
    if len(grids) < 2:
        return grids[0] if grids else None
    rows = tuple(row for grid in grids for row in grid.rows)
    lines = tuple(line for grid in grids for line in grid.lines)
    pages = tuple(page for grid in grids for page in grid.pages)
    return structs.replace(grids[0], rows=rows, lines=lines, pages=pages, boxes=joined_boxes(grids))
