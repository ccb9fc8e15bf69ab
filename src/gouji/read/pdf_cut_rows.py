"""Rows that a page break cuts between the label and the amounts: the row stands on the next page, where its amounts are.

In: the piece of a table at the foot of a page and the one at the top of the next. Out: both, the row whole on the second.
"""

from collections.abc import Sequence

from msgspec import structs

from gouji.layouts.headings import vocabulary
from gouji.layouts.words import plain
from gouji.read.pdf_lines import first_width, join_lines
from gouji.read.pdf_pieces import is_figure, is_number
from gouji.read.pdf_rows import begins_row, is_code
from gouji.read.pdf_tables import PageTable

_ROOM = 2.2  # characters that may be left behind a line that goes on


def join_cut_row(before: PageTable, table: PageTable, at: int) -> tuple[PageTable, PageTable] | None:
    """Return both pieces with the last row of the first put before the amounts of the second; None when it is a row of its own.

    at: index of the first row of the second piece that is no header.
    """
    width = len(before.xs) - 1
    if len(table.xs) - 1 != width or len(table.rows) == at or {len(before.rows[-1]), len(table.rows[at]), len(table.boxes[at : at + 1][0] if table.boxes else ())} != {width}:
        return None
    upper, lower = before.rows[-1], table.rows[at]
    if not _is_cut(before, upper, lower) or _is_merged(before, len(before.rows) - 1) or _is_merged(table, at):
        return None
    whole = tuple(join_lines([text for text in pair if text]) for pair in zip(upper, lower, strict=True))
    rest = structs.replace(before, rows=before.rows[:-1], boxes=before.boxes[:-1], rooms=())
    return rest, structs.replace(table, rows=(*table.rows[:at], whole, *table.rows[at + 1 :]))


def _is_cut(before: PageTable, upper: Sequence[str], lower: Sequence[str]) -> bool:
    """Return whether the rows are one: the upper has no amount, the lower one has, and is no row by itself."""
    if not any(upper) or any(map(is_figure, upper)) or not _has_amounts_of(before, lower):
        return False
    if any(above and below and not _goes_on(before, column, below) for column, (above, below) in enumerate(zip(upper, lower, strict=True))):
        return False
    if all(is_figure(text) for text in lower if text):
        return True
    code = _code_column(before)
    return code is not None and bool(upper[code]) != bool(lower[code])


def _has_amounts_of(before: PageTable, lower: Sequence[str]) -> bool:
    """Return whether the row has amounts, all in columns that hold amounts on the page before."""
    columns = [column for column, text in enumerate(lower) if is_figure(text)]
    above = [row for row in before.rows[:-1] if len(row) == len(lower)]
    return bool(columns) and all(any(is_figure(row[column]) for row in above) for column in columns)


def _goes_on(before: PageTable, column: int, rest: str) -> bool:
    """Return whether the text is the next line of the cell above it."""
    room = before.rooms[column] if len(before.rooms) == len(before.xs) - 1 else None
    if room is None or room >= _ROOM + first_width(rest) or is_number(rest) or begins_row(rest):
        return False
    # 合计 alone may be the end of 本年支出合计, or a row.
    return plain(rest) not in vocabulary().totals and plain(rest) not in vocabulary().subtotals


def _code_column(before: PageTable) -> int | None:
    """Return the column in which each row of the page before has a code."""
    width = len(before.xs) - 1
    rows = [row for row in before.rows[:-1] if len(row) == width and any(map(is_figure, row))]
    return next((column for column in range(width) if rows and 2 * sum(is_code(row[column]) for row in rows) >= len(rows)), None)


def _is_merged(table: PageTable, at: int) -> bool:
    return any(row <= at < row + high for (row, _), (high, _) in table.spans.items())
