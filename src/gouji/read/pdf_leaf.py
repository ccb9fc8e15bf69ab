"""One page with its text in lines and tables: a page's words and ruled lines in, what stands on it from the top down out."""

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from gouji.read.pdf_boxed import is_part, open_labels
from gouji.read.pdf_columns import find_column_tables
from gouji.read.pdf_grids import Lattice, find_lattices
from gouji.read.pdf_headed import is_header, take_rows, without_open_area
from gouji.read.pdf_lines import TextLine, make_lines, split_wide
from gouji.read.pdf_next_page import continue_rows
from gouji.read.pdf_page import Page
from gouji.read.pdf_tables import PageTable, ruled_table
from gouji.read.pdf_words import Word

_FOOT = 0.85  # of a page's height: what stands below is printed on every page
_WIDE = 4.0  # a gap of so many characters separates two notes set on one line


class Leaf(Struct, frozen=True):
    """A page with its text in lines and tables, from the top down."""

    number: int
    width: float
    height: float
    items: tuple[TextLine | PageTable, ...]


def lay_leaves(pages: Iterable[Page]) -> Iterator[Leaf]:
    """Yield the pages' lines and tables in reading order."""
    before: Leaf | None = None
    for page in pages:
        before = lay_leaf(page, _open_table(before) if before else None)
        yield before


def _open_table(leaf: Leaf) -> PageTable | None:
    """Return the table at the foot of the page, if it is one that is not ruled."""
    at = max((at for at, item in enumerate(leaf.items) if isinstance(item, PageTable)), default=None)
    if at is None:
        return None
    table = leaf.items[at]
    below = leaf.items[at + 1 :]
    if not isinstance(table, PageTable) or table.ruled or len(table.xs) < 3 or any(item.bottom < _FOOT * leaf.height for item in below):
        return None
    return table


def lay_leaf(page: Page, before: PageTable | None = None) -> Leaf:
    """Return the page's lines and tables in reading order. before: the table that is open at the foot of the page before."""
    ruled: list[tuple[Lattice, list[Word]]] = []
    outside = list(page.words)
    for lattice in find_lattices(page):
        lattice = without_open_area(lattice, outside)
        left, right = lattice.xs[0] - 2, lattice.xs[-1] + 2
        inside = [
            word
            for word in outside
            if lattice.top <= word.middle <= lattice.bottom and left <= (word.left + word.right) / 2 <= right
        ]
        if inside:
            taken = set(map(id, inside))
            outside = [word for word in outside if id(word) not in taken]
            ruled.append((open_labels(lattice, inside, page.across), inside))
    parts = [is_part(lattice, inside, outside) for lattice, inside in ruled]
    tables = [ruled_table(*each) for each, part in zip(ruled, parts, strict=True) if not part]
    outside += (word for (_, inside), part in zip(ruled, parts, strict=True) if part for word in inside)
    lines = make_lines(outside)
    for at, table in enumerate(tables):
        if is_header(table):
            tables[at], used = take_rows(table, lines, page.across)
            lines = _without(lines, used)
    if before is not None and not tables and (more := continue_rows(before, lines, page.across)) is not None:
        tables.append(more[0])
        lines = _without(lines, more[1])
    for table, used in find_column_tables(lines, page.across, before):
        lines = _without(lines, used)
        tables.append(table)
    items: list[TextLine | PageTable] = [*lines, *tables]
    items.sort(key=_top)
    return Leaf(page.number, page.width, page.height, tuple(_beside(items, page.width)))


def _without(lines: Sequence[TextLine], used: Sequence[TextLine]) -> list[TextLine]:
    taken = set(map(id, used))
    return [line for line in lines if id(line) not in taken]


def _top(item: TextLine | PageTable) -> float:
    return item.top if isinstance(item, PageTable) else item.base - 0.36 * item.size


def _beside(items: Sequence[TextLine | PageTable], width: float) -> list[TextLine | PageTable]:
    """Return a page's items, notes that stand side by side taken apart and a wrapped one of them made whole."""
    pieces: list[TextLine | PageTable] = []
    for item in items:
        if isinstance(item, PageTable):
            pieces.append(item)
            continue
        for piece in split_wide(item, max(_WIDE * item.size, 0.12 * width)):
            above = pieces[-2] if len(pieces) > 1 else None
            if isinstance(above, TextLine) and _wraps(above, pieces[-1], piece):
                pieces[-2] = TextLine(above.words + piece.words, piece.base, piece.size)
            else:
                pieces.append(piece)
    return pieces


def _wraps(note: TextLine, beside: TextLine | PageTable, line: TextLine) -> bool:
    """Return whether the line is the rest of a note that has another one at its right."""
    if isinstance(beside, PageTable) or beside.left < max(note.right, line.right) + 2 * line.size:
        return False
    aligned = abs(line.left - note.left) < 0.3 * line.size and line.right < note.right + line.size
    return aligned and 0 < line.base - note.base < 1.8 * line.size and line.base > beside.base + 1
