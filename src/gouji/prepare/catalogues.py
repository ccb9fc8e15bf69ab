"""Catalogues of purchased services: their items in, a table of codes and levels out, read as the reader reads it."""

from gouji.layouts.sentences import load_sentences
from gouji.model.budget import ServiceCatalogue
from gouji.model.disclosure import Catalogue, CatalogueItem, Grid
from gouji.model.place import Place
from gouji.read.blocks import Line
from gouji.read.catalogues import read_catalogue
from gouji.read.outline import Part


def derive_catalogue(catalogue: ServiceCatalogue) -> Catalogue:
    """Return the catalogue with as many columns of levels as it needs. A group heading stands in the first column."""
    words = load_sentences().catalogue
    depth = max((item.level + len(item.below) for item in catalogue.items), default=1)
    header = (words.code, *words.levels[:depth])
    rows = (header, *(_row(item, len(header)) for item in catalogue.items))
    grid = Grid(rows, tuple(range(2, 2 + len(rows))))
    return read_catalogue(Part("catalogue", Line(catalogue.title, Place(line=1)), (grid,)))


def _row(item: CatalogueItem, width: int) -> tuple[str, ...]:
    cells = [item.code or item.name, *[""] * (width - 1)]
    if item.level:
        cells[0] = item.code
        cells[item.level : item.level + 1 + len(item.below)] = [item.name, *item.below]
    return tuple(cells)
