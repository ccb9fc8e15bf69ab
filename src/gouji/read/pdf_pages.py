"""The pages of a document, whatever they were read from: pages in, lines and grids in reading order out."""

from collections.abc import Iterable, Sequence

from gouji.model.disclosure import Grid
from gouji.read.blocks import Line
from gouji.read.pdf_beside import join_beside
from gouji.read.pdf_continued import continue_tables
from gouji.read.pdf_flow import flow
from gouji.read.pdf_furniture import without_furniture
from gouji.read.pdf_leaf import lay_leaves
from gouji.read.pdf_page import Page


def assemble(pages: Sequence[Page]) -> list[Line | Grid]:
    """Return the pages' lines and grids in reading order."""
    return flow(continue_tables(join_beside(without_furniture(list(lay_leaves(pages))))))


def list_pages(numbers: Iterable[int]) -> str:
    """Return the page numbers, runs drawn together: 3、5–8."""
    runs: list[tuple[int, int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1] = runs[-1][0], number
        else:
            runs.append((number, number))
    return "、".join(str(first) if first == last else f"{first}–{last}" for first, last in runs)
