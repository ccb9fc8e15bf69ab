"""The pieces of a table that page breaks cut: its grids in, the header and the printed rows below it out."""

from collections.abc import Iterator, Sequence

from msgspec import Struct, structs

from gouji.layouts.headings import is_header_word
from gouji.layouts.words import plain_word
from gouji.model.disclosure import Grid
from gouji.read.headers import Header, is_amount, is_number_row, looks_like_header, read_header
from gouji.read.table_body import PrintedRow


class Pieces(Struct, frozen=True):
    """The grids of a table. first: the grid with the header, which may not be the first."""

    grids: tuple[Grid, ...]
    first: int
    header: Header

    @property
    def head(self) -> int:
        """How many rows of the first grid are header: all of it when the header stands in a later one."""
        return self.header.rows if self.first == 0 else len(self.grids[0].rows)


def find_pieces(grids: Sequence[Grid]) -> Pieces | None:
    """Return the table's pieces, None without a grid."""
    if not grids:
        return None
    grids = _with_whole_header(grids)
    first = next((i for i, grid in enumerate(grids) if looks_like_header(grid.rows[0])), 0)
    return Pieces(tuple(grids), first, read_header(grids[first].rows, grids[first].spans))


def _with_whole_header(grids: Sequence[Grid]) -> Sequence[Grid]:
    """Return the grids; a header that a page break cuts between its rows stands in the first of them as a whole."""
    if len(grids) < 2 or any(len(row) != len(grids[1].rows[0]) for row in (grids[0].rows[0], grids[0].rows[-1])):
        return grids
    first, second = grids[:2]
    cut = read_header(first.rows, first.spans).rows == len(first.rows) and looks_like_header(second.rows[0])
    if not cut or second.rows[0] in first.rows or first.sheet != second.sheet:
        return grids
    at = len(first.rows)
    above, below = _with_whole_words(first.rows[-1], second.rows[0])
    spans = {f"{int(row) + at},{column}": span for key, span in second.spans.items() for row, column in [key.split(",")]}
    whole = structs.replace(
        first,
        rows=(*first.rows[:-1], above, below, *second.rows[1:]),
        lines=(*first.lines, *second.lines),
        spans={**first.spans, **spans},
        pages=(*first.pages, *second.pages),
        boxes=(*first.boxes, *second.boxes),
    )
    return (whole, *grids[2:])


def _with_whole_words(above: tuple[str, ...], below: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return both rows of a header; a word that the page break cuts too (财政专户 | 拨款) stands in the upper one."""
    cells = [
        (first + second, "") if first and second and is_header_word(plain_word(first + second)) and not is_header_word(plain_word(first)) else (first, second)
        for first, second in zip(above, below, strict=True)
    ]
    return tuple(first for first, _ in cells), tuple(second for _, second in cells)


def is_foreign(grid: Grid, pieces: Pieces) -> bool:
    """Return whether the grid is another table, the title of which was not recognised: it has a header of another width."""
    return _begins_with_header(grid) and read_header(grid.rows, grid.spans).width != pieces.header.width


def _begins_with_header(grid: Grid) -> bool:
    """Return whether the grid begins with a header: words of headers that name every column with amounts below.

    A row of the body without amounts may hold such words too (使用非财政拨款结余 beside 结转下年).
    """
    if not looks_like_header(grid.rows[0]):
        return False
    header = read_header(grid.rows, grid.spans)
    unnamed = [column for column, path in enumerate(header.paths) if not path]
    return not any(is_amount(row[column]) for row in grid.rows[header.rows :] for column in unnamed if column < len(row))


def body_rows(pieces: Pieces) -> Iterator[PrintedRow]:
    """Yield the printed rows below the header; a header that a page break repeats is left out."""
    lead = pieces.grids[pieces.first]
    header = {lead.rows[index] for index in range(pieces.header.rows)}
    for grid in pieces.grids[pieces.first :]:
        if grid is not lead and is_foreign(grid, pieces):
            continue
        begin = pieces.header.rows if grid is lead else _repeated_header(grid)
        stripped = all(row[-1].strip() for row in grid.rows if len(row) == grid.width)
        for index, row in enumerate(grid.rows[begin:], begin):
            if row not in header and not is_number_row(row) and any(cell.strip() for cell in row):
                yield PrintedRow(grid, index, _fit(row, pieces.header.width, pad=stripped))


def _repeated_header(grid: Grid) -> int:
    return read_header(grid.rows, grid.spans).rows if _begins_with_header(grid) else 0


def _fit(row: tuple[str, ...], width: int, *, pad: bool) -> tuple[str, ...]:
    """Return the row at the table's width, if it lacks or exceeds it by blanks only.

    pad: the grid's rows end in words, so that blanks at their end may have been stripped from the text.
    """
    while len(row) > width and not row[-1].strip():
        row = row[:-1]
    return row + ("",) * (width - len(row)) if pad else row
