"""Running text in a worksheet: its rows in, which of them stand between tables and are no rows of theirs.

A whole disclosure may be set in one sheet, its paragraphs in the first column, with no empty row before or after the
tables. A table too has rows with a single text (a heading of rows, one without amounts), so only what no row is called
begins such text: a sentence, the heading of a part (第三部分 …), the title or the number of a table.
"""

import re
from collections.abc import Iterator, Sequence

from gouji.layouts.form_labels import is_label as is_form_label
from gouji.layouts.layout import ORDINALS
from gouji.read.headers import looks_like_header
from gouji.read.signs import (
    fold,
    is_catalogue_title,
    is_label,
    is_plain_heading,
    is_preamble,
    is_title,
    part_region,
)

Rows = Sequence[Sequence[str]]

_SENTENCE = 15  # characters of the shortest sentence; shorter ones also stand in cells of a table
_SHORTEST_TITLE = 6  # shorter names in 表 are told apart only where a table begins
_CLOSED = re.compile(r"[。；;]\s*[”\"'’）)]?\s*$")
_NUMBER = re.compile(r"\(?([一二三四五六七八九十]{1,3}|\d{1,2})[、.)]")


def is_told(text: str) -> bool:
    """Return whether the text is a sentence, the heading of a part, or a title: never a label of a table's row."""
    return part_region(text) is not None or _is_sentence(text) or _is_titled(text)


def opens_text(text: str) -> bool:
    """Return whether the text is told, or a heading, which rows of tables may be called too (一、行政运行)."""
    folded = fold(text)
    return is_told(text) or bool(_NUMBER.match(folded)) or is_plain_heading(folded)


def text_stretches(rows: Rows, begin: int, end: int, covered: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """Yield (begin, end) of the rows between begin and end that are running text, and the titles that follow it.

    covered: for each row, whether a merged cell of a row above reaches into it. Text inside a table, below which the
    table goes on without a title or a header of its own, is the table's.
    """
    at = begin
    while at < end:
        if covered[at] or not _is_alone(rows[at]) or not is_told(rows[at][0]) or _is_labelled(rows, at, begin):
            at += 1
            continue
        # What a merged cell beside it reaches into is a row of a table, however little it holds.
        inside = (row for row in range(at, end) if not _has_one(rows[row]) or (covered[row] and any(rows[row])))
        stop = next(inside, end)
        if stop == end or looks_like_header(rows[stop]) or _ends_in_title(rows, at, stop):
            yield _first_of_text(rows, begin, at), stop
        begin = at = stop


def _has_one(row: Sequence[str]) -> bool:
    return len(row) - row.count("") <= 1


def _is_alone(row: Sequence[str]) -> bool:
    return bool(row) and bool(row[0]) and _has_one(row)


def _is_titled(text: str) -> bool:
    return is_label(text) or (len(text) > _SHORTEST_TITLE and is_title(text))


def _is_sentence(text: str) -> bool:
    return len(text) >= _SENTENCE and bool(_CLOSED.search(text))


def _is_labelled(rows: Rows, at: int, begin: int) -> bool:
    """Return whether the row above is a label of a form, which the text is then the value of."""
    return at > begin and _is_alone(rows[at - 1]) and is_form_label(rows[at - 1][0])


def _ends_in_title(rows: Rows, begin: int, end: int) -> bool:
    """Return whether a title, or a line that stands above tables only, follows the last sentence."""
    for row in reversed(rows[begin:end]):
        text = next(filter(None, row), "")
        if is_title(text) or is_label(text) or is_preamble(text) or is_catalogue_title(text):
            return True
        if _is_sentence(text):
            return False
    return False


def _first_of_text(rows: Rows, begin: int, at: int) -> int:
    """Return where the text begins that is told at `at`: headings and titles right above it are part of it.

    A heading that goes on counting where the table stopped (三十、… below 二十九、…) is the table's last row.
    """
    first = at
    while first > begin and _is_alone(rows[first - 1]) and opens_text(rows[first - 1][0]):
        first -= 1
    counted = next((number for row in reversed(rows[begin:first]) if (number := _number(row[0]))), 0)
    while first < at and counted and _number(rows[first][0]) == counted + 1:
        first, counted = first + 1, counted + 1
    return first


def _number(text: str) -> int:
    """Return the number in front of the text, 0 without one."""
    match = _NUMBER.match(fold(text))
    if match is None:
        return 0
    if match[1].isdigit():
        return int(match[1])
    return ORDINALS.index(match[1]) + 1 if match[1] in ORDINALS else 0
