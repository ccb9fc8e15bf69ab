"""Tables that go on over pages: their columns, repeated titles and torn rows put right, page by page."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from itertools import takewhile

from msgspec import structs

from gouji.read.pdf_cut_rows import join_cut_row
from gouji.read.pdf_leaf import Leaf
from gouji.read.pdf_lines import TextLine, begins_entry, begins_item, first_width, join_lines
from gouji.read.pdf_pieces import is_figure
from gouji.read.pdf_tables import PageTable, without_row
from gouji.read.signs import is_form_title, is_title

_CONTINUED = re.compile(r"[(（]?(?:续表?|接上表|续前表|续上表)[一二三四五六七八九十\d]*[)）]?|\s")
_HEADING_LINES = 6
# A piece with fewer rows may be part of a header.
_HEADER_ROWS = 3


def continue_tables(leaves: Sequence[Leaf]) -> list[Leaf]:
    """Return the pages with the continuation of a table given the columns of the page before, and torn rows mended.

    A last page that holds only a total, its label over several columns, has fewer ruled lines than the table. A title
    that is printed again above the continuation is left out, not one above the same rows: that table is printed twice.
    """
    result: list[Leaf] = []
    heading: tuple[str, ...] = ()
    begun: PageTable | None = None  # the piece below the heading
    for leaf in leaves:
        before = result[-1].items[-1] if result and result[-1].items else None
        if isinstance(before, PageTable) and not (begun is not None and _is_again(leaf, begun)):
            leaf = _without_heading(leaf, heading, before)
        first = leaf.items[0] if leaf.items else None
        if above := _last_heading(leaf):
            heading, begun = above, next(item for item in reversed(leaf.items) if isinstance(item, PageTable))
        if isinstance(before, PageTable) and isinstance(first, PageTable):
            first = _fit(first, before.xs)
            if len(before.rows) < _HEADER_ROWS and len(before.xs) < len(first.xs):
                # The first row of a header alone at the foot of the page: 收入 and 支出 over what follows on the next.
                before = _fit(before, first.xs)
                result[-1] = structs.replace(result[-1], items=(*result[-1].items[:-1], before))
            at = _repeated_rows(before, first)
            if len(first.rows) > at and _is_torn(before, first, at):
                before, first = _mend(before, first, at)
                result[-1] = structs.replace(result[-1], items=(*result[-1].items[:-1], before))
            elif (joined := join_cut_row(before, first, at)) is not None:
                before, first = joined
                result[-1] = structs.replace(result[-1], items=(*result[-1].items[:-1], before))
            # The rest of the torn row may be all that is left of the table.
            leaf = structs.replace(leaf, items=(first, *leaf.items[1:]) if first.rows else leaf.items[1:])
        result.append(leaf)
    return result


def is_continued(text: str) -> bool:
    """Return whether the line says nothing but that the table goes on."""
    return not _CONTINUED.sub("", text)


def _last_heading(leaf: Leaf) -> tuple[str, ...]:
    """Return the lines above the last table of the page, without what says that it goes on."""
    last = max((at for at, item in enumerate(leaf.items) if isinstance(item, PageTable)), default=0)
    texts: list[str] = []
    for item in reversed(leaf.items[:last]):
        if isinstance(item, PageTable) or len(texts) == _HEADING_LINES:
            break
        texts.append(_CONTINUED.sub("", item.text))
    return tuple(texts)


def _without_heading(leaf: Leaf, heading: tuple[str, ...], before: PageTable) -> Leaf:
    """Return the page without the lines above its first table, if they and its header were above the table before it.

    Forms bear one title and are one for each project.
    """
    at = next((at for at, item in enumerate(leaf.items) if isinstance(item, PageTable)), 0)
    table = leaf.items[at] if at else None
    if not isinstance(table, PageTable) or at > _HEADING_LINES or table.rows[0] != before.rows[0]:
        return leaf
    texts = [item.text for item in leaf.items[:at] if isinstance(item, TextLine)]
    titles = [text for text in texts if is_title(text)]
    again = {_CONTINUED.sub("", text) for text in texts} - {""}
    if not titles or any(is_form_title(text) for text in titles) or not again <= set(heading):
        return leaf
    return structs.replace(leaf, items=leaf.items[at:])


def _is_again(leaf: Leaf, begun: PageTable) -> bool:
    """Return whether the first table of the page has the very rows of the one that was begun, its total among them."""
    table = next((item for item in leaf.items if isinstance(item, PageTable)), None)
    return table is not None and table.rows == begun.rows and any("合计" in row and any(map(is_figure, row)) for row in table.rows)


def _repeated_rows(before: PageTable, table: PageTable) -> int:
    """Return how many rows of header the page prints again."""
    same = (above == row for above, row in zip(before.rows, table.rows, strict=False))
    return sum(1 for _ in takewhile(bool, same))


def _is_torn(before: PageTable, table: PageTable, at: int) -> bool:
    """Return whether the row is the rest of the last row of the page before: all its texts ran out of room there.

    at: index of the first row that is no header.
    """
    widths = {len(before.rooms), len(before.rows[-1]), len(table.rows[at])}
    if len(table.xs) != len(before.xs) or widths != {len(before.xs) - 1}:
        return False
    rests = [(room, text) for room, text in zip(before.rooms, table.rows[at], strict=True) if text]
    return bool(rests) and all(_ran_out(room, text) for room, text in rests)


def _ran_out(room: float | None, rest: str) -> bool:
    if room is None or begins_entry(rest) or begins_item(rest) or rest[0].isdigit():
        return False
    return room < 2.2 + first_width(rest)


def _mend(before: PageTable, table: PageTable, at: int) -> tuple[PageTable, PageTable]:
    """Return both pieces with the row that the page break tears in two made whole on the first page."""
    rows = [list(row) for row in before.rows]
    for column, rest in enumerate(table.rows[at]):
        if rest:
            top = _top_of_last(before, column)
            rows[top][column] = join_lines([rows[top][column], rest])
    return structs.replace(before, rows=tuple(map(tuple, rows))), without_row(table, at)


def _top_of_last(table: PageTable, column: int) -> int:
    """Return the row in which the cell begins that reaches down to the last row in the column."""
    height = len(table.rows)
    tops = [row for (row, left), (high, _) in table.spans.items() if left == column and row + high == height]
    return min(tops, default=height - 1)


def _fit(table: PageTable, xs: tuple[float, ...]) -> PageTable:
    """Return the table on the columns of another, if its own are among them and each of its rows has a cell for each of them."""
    if len(table.xs) >= len(xs) or any(len(row) != len(table.xs) - 1 for row in (*table.rows, *table.boxes)):
        return table
    at = [min(range(len(xs)), key=lambda index, x=x: abs(xs[index] - x)) for x in table.xs]  # type: ignore[misc]
    if any(abs(xs[index] - x) > 3 for index, x in zip(at, table.xs, strict=True)) or len(set(at)) < len(at):
        return table
    if at[0] != 0 or at[-1] != len(xs) - 1:
        return table
    rows = []
    for row in table.rows:
        cells = [""] * (len(xs) - 1)
        for column, text in enumerate(row):
            cells[at[column]] = text
        rows.append(tuple(cells))
    reach = [bisect_right(at, column) - 1 for column in range(len(xs) - 1)]
    boxes = tuple(tuple(row[column] for column in reach) for row in table.boxes)
    spans = {}
    for row_number in range(len(rows)):
        for column in range(len(at) - 1):
            high, wide = table.spans.get((row_number, column), (1, 1))
            size = high, at[min(column + wide, len(at) - 1)] - at[column]
            covered = _is_covered(table, row_number, column)
            if size != (1, 1) and not covered:
                spans[row_number, at[column]] = size
    return structs.replace(table, xs=xs, rows=tuple(rows), spans=spans, boxes=boxes)


def _is_covered(table: PageTable, row: int, column: int) -> bool:
    return any(
        (first, left) != (row, column) and first <= row < first + high and left <= column < left + wide
        for (first, left), (high, wide) in table.spans.items()
    )
