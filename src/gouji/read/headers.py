"""The header of a grid: one to several rows of words, merged cells written once, in; a path of words per column out."""

import re
from collections.abc import Mapping, Sequence
from itertools import takewhile

from msgspec import Struct

from gouji.layouts.headings import is_header_word, vocabulary
from gouji.layouts.words import plain, plain_word
from gouji.model.money import tidy_number

Cells = Sequence[str]

_DEEPEST = 6
_YEAR = re.compile(r"(?<!\d)20\d\d(?=年)")
_FIRST_NUMBERS = "1１(（"
_COLUMN_NUMBER = re.compile(r"\(?(\d{1,2})\)?(?:=[\d+\-()]+)?$")
_NUMBER = re.compile(r"\(?[-+]?\d[\d,]*(\.\d+)?\)?(?:[千万百亿]*元)?$")


class Header(Struct, frozen=True):
    """The header of a grid.

    rows: how many rows it takes, a row of column numbers included. paths: per column its words from the top down, as
    printed. named: whether the column has a word of its own (a column that only lies under a group has none).
    units: units of money printed in the words (“金额（万元）”). year: the latest one named.
    """

    rows: int
    paths: tuple[tuple[str, ...], ...]
    named: tuple[bool, ...]
    units: tuple[str, ...] = ()
    year: int | None = None

    @property
    def width(self) -> int:
        """Return how many columns the table has: up to the last that has a word."""
        return max((index + 1 for index, named in enumerate(self.named) if named), default=0)


def read_header(rows: Sequence[Cells], spans: Mapping[str, tuple[int, int]] | None = None) -> Header:
    """Return the header at the top of the rows; it ends above a row of another width. spans: merged cells, as in `Grid`."""
    rows = list(takewhile(lambda row: len(row) == len(rows[0]), rows))
    end = _merged_end(rows, spans or {}, _header_end(rows))
    written = [_without_total(row, rows[:index]) for index, row in enumerate(rows[:end]) if not is_number_row(row)]
    if end < len(rows) and _is_total_in_header(rows[end], rows[:end]):
        written.append(tuple("" if is_amount(cell) else cell for cell in ("", *rows[end][1:])))
    paths, named = _spread(written)
    return Header(end, paths, named, _units(paths), _latest_year(paths))


def is_number_row(row: Cells) -> bool:
    """Return whether the row numbers the columns: 1, 2, 3=4+5 …, blanks and one word in front of each side allowed.

    Words that say what a column of labels holds (类, 款, 项, 栏次) may stand there too.
    """
    if not any(cell[:1] in _FIRST_NUMBERS for cell in row if cell):
        return False
    cells = [plain(cell) for cell in row if cell.strip()]
    numbers = [found[1] for cell in cells if (found := _COLUMN_NUMBER.match(cell))]
    if len(numbers) < 2 or numbers != [str(number) for number in range(1, len(numbers) + 1)]:
        return False
    words = {cell for cell in cells if not _COLUMN_NUMBER.match(cell)}
    return sum(word not in vocabulary().roles for word in words) < 2


def looks_like_header(row: Cells) -> bool:
    """Return whether a row further down is a header again: words of headers, no numbers, not a lone label."""
    return any(cell.strip() for cell in row) and _is_header_row(row, first=False)


def _header_end(rows: Sequence[Cells]) -> int:
    """Return the index of the first row that is not part of the header."""
    for index, row in enumerate(rows[:_DEEPEST]):
        if is_number_row(row):
            return index + 1
        if not _is_header_row(row, first=index == 0) or _is_blank_total(row, rows[:index]):
            return index
    return min(len(rows), _DEEPEST)


def _is_blank_total(row: Cells, above: Sequence[Cells]) -> bool:
    """Return whether the row is the total of an empty table: that word alone, below a column of labels."""
    words = [(column, plain_word(cell)) for column, cell in enumerate(row) if cell.strip()]
    if len(words) != 1 or not _names_total(words[0][1]):
        return False
    column = words[0][0]
    return any(column < len(over) and plain_word(over[column]) in vocabulary().roles for over in above)


def _merged_end(rows: Sequence[Cells], spans: Mapping[str, tuple[int, int]], end: int) -> int:
    """Return where the header ends whose merged cells reach further down than its words tell (工资福利支出 below 人员经费)."""
    for index in range(end):
        for column in range(len(rows[index])):
            reach = min(index + spans.get(f"{index},{column}", (1, 1))[0], len(rows), _DEEPEST)
            if reach > end and not any(is_amount(cell) for row in rows[end:reach] for cell in row if cell.strip()):
                return _merged_end(rows, spans, reach)
    return end


def _is_header_row(row: Cells, *, first: bool) -> bool:
    cells = [_without_unit(plain_word(cell)) for cell in row if cell.strip()]
    if not cells:
        return True
    if any(is_amount(cell) for cell in cells):
        return False
    if not first and row[0].strip():
        # A row of the body may have a label and no amounts, or one that looks like a year.
        if all(_names_total(cell) or cell == "{year}" for cell in cells):
            return False
        if len(cells) == 1 and len(row) > 1:
            return cells[0] in vocabulary().roles
    # 2022年执行数 in a row that begins without a label
    dated = not row[0].strip() and any(cell.startswith("{year}") for cell in cells)
    return first or dated or any(is_header_word(cell) for cell in cells)


def _names_total(word: str) -> bool:
    words = vocabulary()
    return word in words.totals or word in words.closing.values()


def _without_total(row: Cells, above: Sequence[Cells]) -> Cells:
    """Return the row of the header without a total below a column of labels: the total row's label (final accounts of funds)."""
    if plain(row[0]) in vocabulary().totals and any(plain_word(over[0]) in vocabulary().roles for over in above):
        return ("", *row[1:])
    return row


def _is_total_in_header(row: Cells, above: Sequence[Cells]) -> bool:
    """Return whether the row is a total with amounts that names columns too: those of the group 本年支出 (final accounts of funds)."""
    total, *rest = row
    words = [cell for cell in rest if cell.strip() and not is_amount(cell)]
    if len(words) < 2 or len(words) == sum(bool(cell.strip()) for cell in rest) or not all(map(is_header_word, map(plain_word, words))):
        return False
    return plain(total) in vocabulary().totals and any(plain_word(over[0]) in vocabulary().roles for over in above)


def is_amount(cell: str) -> bool:
    """Return whether the cell holds a number."""
    return _NUMBER.match(tidy_number(cell)) is not None


def _spread(rows: Sequence[Cells]) -> tuple[tuple[tuple[str, ...], ...], tuple[bool, ...]]:
    """Return each column's words from the top down.

    A word reaches over the blanks to its right up to the next word of its row, but never beyond the group above it;
    the lowest row names single columns.
    """
    width = len(rows[0]) if rows else 0
    paths: list[tuple[str, ...]] = [()] * width
    group = [0] * width
    named = [False] * width
    for depth, row in enumerate(rows):
        lowest = depth == len(rows) - 1
        above, reach = group.copy(), -1
        for column in range(width):
            word = row[column].strip()
            if word:
                reach = column
                named[column] = True
            elif reach < 0 or lowest or above[column] != above[reach]:
                reach = -1
                continue
            paths[column] = (*paths[column], row[reach].strip())
            group[column] = _group_id(depth, reach, width)
    return tuple(paths), tuple(named)


def _group_id(depth: int, column: int, width: int) -> int:
    return (depth + 1) * (width + 1) + column


def _units(paths: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    found = (vocabulary().column_unit.search(plain(word)) for path in paths for word in path)
    return tuple(dict.fromkeys(unit[1] for unit in found if unit))


def _latest_year(paths: Sequence[tuple[str, ...]]) -> int | None:
    years = (year for path in paths for word in path for year in _YEAR.findall(word))
    return max(map(int, years), default=None)


def header_word(text: str, year: int | None) -> str:
    """Return the header cell in its comparable form, without a unit of money."""
    return _without_unit(plain_word(text, year))


def _without_unit(word: str) -> str:
    return vocabulary().column_unit.sub("", word)
