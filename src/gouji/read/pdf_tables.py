"""Ruled tables with the words in them, as rows of texts with merged cells."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from msgspec import Struct, structs

from gouji.layouts.characters import HAN
from gouji.layouts.words import plain
from gouji.model.place import Box
from gouji.read.pdf_grids import Area, Lattice, find_cell
from gouji.read.pdf_lines import TextLine, begins_item, cell_text, make_lines
from gouji.read.pdf_pieces import is_figure
from gouji.read.pdf_rows import begins_row, read_rows, row_texts
from gouji.read.pdf_words import Word

_HAN = re.compile(HAN)
_AMOUNT = re.compile(r"-?[\d,]*\d(\.\d+)?%?")
_WHOLE_AMOUNT = re.compile(r"-?(?:\d{1,3}(?:,\d{3})+|\d+)\.\d+%?")
# No code of the classification is as long.
_LONG_CODE = 8
_FULL_AMOUNT = re.compile(r"-?[\d,]*\d\.\d+")
_TO_THE_FEN = re.compile(r"-?\d{1,3}(?:,\d{3})*\.\d\d")
_AMOUNTS = re.compile(f"(?:{_TO_THE_FEN.pattern}){{2,}}")
_WHOLE = re.compile(r"-?(?:\d{1,3}(?:,\d{3})+|\d+)")
_FULL = 2.2  # characters and margins that a full line leaves free in its cell
_ROOM = 2.5  # characters that the first one of the next line had room in
_LEVEL = 0.2  # characters between the baselines of texts in one row
_OVER = 1.0  # points a word may reach over a ruled line and still be one


class PageTable(Struct, frozen=True):
    """A table, or the piece of it that stands on one page.

    top, bottom, xs: where it stands; xs are the edges of its columns. rows: texts, "" where a cell is empty or covered.
    spans: (row, column) → (rows, columns) of merged cells. rooms: what is left in the cells of the last row after their
    last line of text, in characters; None where a cell is empty. boxes: for each row where its cells stand, of a merged
    cell the whole for each cell it covers.
    """

    top: float
    bottom: float
    xs: tuple[float, ...]
    rows: tuple[tuple[str, ...], ...]
    spans: dict[tuple[int, int], tuple[int, int]]
    rooms: tuple[float | None, ...] = ()
    boxes: tuple[tuple[Box, ...], ...] = ()
    ruled: bool = True


class _Crowd(Struct, frozen=True):
    """The rows of texts that stand between two ruled lines, and their baselines."""

    rows: list[list[str]]
    bases: list[float]


def ruled_table(lattice: Lattice, words: Sequence[Word]) -> PageTable:
    """Return the ruled table with the words that stand in it."""
    owner = {
        (row, column): area
        for area in lattice.areas
        for row in range(area.row, area.below)
        for column in range(area.column, area.beyond)
    }
    inside: dict[Area, list[Word]] = {}
    for word in words:
        for piece in _divide_word(word, lattice, owner):
            if (cell := find_cell(lattice, piece)) is not None:
                inside.setdefault(owner[cell], []).append(piece)
    height, width = len(lattice.ys) - 1, len(lattice.xs) - 1
    texts = [[""] * width for _ in range(height)]
    spans: dict[tuple[int, int], tuple[int, int]] = {}
    for area in lattice.areas:
        if area in inside:
            texts[area.row][area.column] = cell_text(inside[area])
        if (size := (area.below - area.row, area.beyond - area.column)) != (1, 1):
            spans[area.row, area.column] = size
    rooms, boxes = _rooms(lattice, inside), _boxes(lattice, owner)
    table = PageTable(lattice.top, lattice.bottom, lattice.xs, tuple(map(tuple, texts)), spans, rooms, boxes)
    crowded = {row: lines for row in range(height) if (lines := _lines_of_row(row, lattice, inside)) is not None}
    return _divide(table, crowded) if crowded else table


def without_row(table: PageTable, at: int) -> PageTable:
    """Return the table without the row; merged cells that reach over it are a row lower."""
    spans = {}
    for (row, column), (high, wide) in table.spans.items():
        size = high - (row <= at < row + high), wide
        if size[0] and size != (1, 1):
            spans[row - (row > at), column] = size
    rows, boxes = (each[:at] + each[at + 1 :] for each in (table.rows, table.boxes))
    rooms = table.rooms if at < len(table.rows) - 1 else ()
    return structs.replace(table, rows=rows, spans=spans, rooms=rooms, boxes=boxes)


def _divide_word(word: Word, lattice: Lattice, owner: dict[tuple[int, int], Area]) -> Iterator[Word]:
    """Yield the word; an amount and what follows in the next cell, set so close that they seem one word, apart."""
    cell = find_cell(lattice, word)
    if cell is None or len(word.lefts) != len(word.text):
        yield word
        return
    if _AMOUNTS.fullmatch(word.text):
        # Amounts that fill their cells touch each other.
        yield from _cut_at(word, [found.end() for found in _TO_THE_FEN.finditer(word.text)][:-1])
        return
    area = owner[cell]
    left, right = lattice.xs[area.column], lattice.xs[area.beyond]
    over = right if word.right > right + _OVER else left if word.left < left - _OVER else None
    if over is not None:
        at = min(range(len(word.lefts)), key=lambda index: abs(word.lefts[index] - over))
        before, after = word.text[:at], word.text[at:]
        if before and _stand_apart(before, after):
            yield Word(before, word.left, word.lefts[at], word.base, word.size, word.lefts[:at])
            rest = Word(after, word.lefts[at], word.right, word.base, word.size, word.lefts[at:])
            yield from _divide_word(rest, lattice, owner)
            return
    yield word


def _cut_at(word: Word, ends: Sequence[int]) -> Iterator[Word]:
    for begin, end in pairwise((0, *ends, len(word.text))):
        right = word.lefts[end] if end < len(word.text) else word.right
        yield Word(word.text[begin:end], word.lefts[begin], right, word.base, word.size, word.lefts[begin:end])


def _stand_apart(before: str, after: str) -> bool:
    """Return whether one of the texts is an amount to the 分 and the other one begins or ends as no number does.

    1, and 585.64 are one amount that is wider than its cell.
    """
    if _FULL_AMOUNT.fullmatch(before + after):
        return False
    if _FULL_AMOUNT.fullmatch(before):
        return not after[0].isdigit() or bool(_FULL_AMOUNT.fullmatch(after))
    return bool(_FULL_AMOUNT.fullmatch(after)) and not before[-1].isdigit()


def _boxes(lattice: Lattice, owner: Mapping[tuple[int, int], Area]) -> tuple[tuple[Box, ...], ...]:
    """Return where the cells stand, to a tenth of a point."""
    xs, ys = [round(x, 1) for x in lattice.xs], [round(y, 1) for y in lattice.ys]
    boxes = {area: (xs[area.column], ys[area.row], xs[area.beyond], ys[area.below]) for area in lattice.areas}
    return tuple(tuple(boxes[owner[row, column]] for column in range(len(xs) - 1)) for row in range(len(ys) - 1))


def _rooms(lattice: Lattice, inside: dict[Area, list[Word]]) -> tuple[float | None, ...]:
    rooms: list[float | None] = [None] * (len(lattice.xs) - 1)
    for area, words in inside.items():
        if area.below == len(lattice.ys) - 1:
            last = make_lines(words)[-1]
            rooms[area.column] = (lattice.xs[area.beyond] - lattice.xs[area.column] - last.right + last.left) / last.size
    return tuple(rooms)


def _lines_of_row(row: int, lattice: Lattice, inside: dict[Area, list[Word]]) -> _Crowd | None:
    """Return the rows that stand between two ruled lines, None when it is one row.

    Two amounts below each other in one cell are two rows, if a neighbour has as many lines; three always are. So are labels each
    of which has a number of its own, or leaves room for more, and an amount level with one of them. Not where one amount is
    broken: the column is too narrow, and its neighbours may be too.
    """
    cells = {area: words for area, words in inside.items() if area.row == row and area.below == row + 1}
    lines = {area: make_lines(words) for area, words in cells.items() if len(words) > 1}
    most = max((_amounts(each) for each in lines.values()), default=0)
    several = most > 1 and sum(len(each) >= most for each in lines.values()) > 1
    if any(_is_broken(each) or _is_wrapped(each, lattice.xs[area.beyond] - lattice.xs[area.column]) for area, each in lines.items()):
        return None
    loose = any(_has_loose_lines(each, lattice.xs[area.beyond], cells.values()) for area, each in lines.items())
    if most < 3 and not several and not loose and not _has_entries(cells, lines):
        return None
    # Each cell is a column, also one that is merged over several.
    areas = sorted(cells, key=lambda area: area.column)
    edges = (*(lattice.xs[area.column] for area in areas), lattice.xs[areas[-1].beyond])
    found = read_rows([line for words in cells.values() for line in make_lines(words)], edges, ruled=True)
    if not all(each.told for each in found):
        return None
    rows = [[""] * (len(lattice.xs) - 1) for _ in found]
    for texts, each in zip(rows, found, strict=True):
        for area, text in zip(areas, row_texts(each, len(areas)), strict=True):
            texts[area.column] = text
    return _Crowd(rows, [each.lines[0].base for each in found])


def _has_entries(cells: Mapping[Area, Sequence[Word]], lines: Mapping[Area, Sequence[TextLine]]) -> bool:
    """Return whether a line below the first one of a cell begins a row, 二、外交支出 or a total, and an amount stands beside it."""
    if not any(begins_row(line.text) and not begins_item(line.text) for each in lines.values() for line in each[1:]):
        return False
    return any(_FULL_AMOUNT.fullmatch(word.text) for words in cells.values() for word in words)


def _has_loose_lines(lines: Sequence[TextLine], right: float, cells: Iterable[Sequence[Word]]) -> bool:
    """Return whether the lines of a cell are labels of several rows: each leaves room before the next one, and an amount is level with one."""
    if any(right - line.right < _ROOM * line.size or not _HAN.search(line.text) for line in lines[:-1]):
        return False
    bases = [word.base for words in cells for word in words if is_figure(word.text)]
    return any(abs(base - line.base) < _LEVEL * line.size for base in bases for line in lines)


def _amounts(lines: Sequence[TextLine]) -> int:
    """Return how many lines there are if each is an amount, else 0: also where they are one that did not fit on a line."""
    texts = [line.text for line in lines]
    if not all(map(_AMOUNT.fullmatch, texts)) or _is_long_code(texts):
        return 0
    return 0 if _is_broken(lines) else len(texts)


def _is_broken(lines: Sequence[TextLine]) -> bool:
    """Return whether the lines are one amount that did not fit on a line: 575.5 and below it 0; 6,95 and below it 1.72."""
    texts = [line.text for line in lines]
    decimals = {len(text.partition(".")[2]) for text in texts}
    return (len(decimals) > 1 or texts[0].endswith(".")) and _WHOLE_AMOUNT.fullmatch("".join(texts)) is not None


def _is_wrapped(lines: Sequence[TextLine], width: float) -> bool:
    """Return whether the lines are one number without decimals: 68,6 and below it 48; full-width digits that fill the cell. width: of the cell."""
    texts = [plain(line.text) for line in lines]
    if len(texts) < 2 or "-" in texts or _WHOLE.fullmatch("".join(texts)) is None:
        return False
    if any(not _WHOLE.fullmatch(text) for text in texts):
        return True
    if any("0" <= line.text[-1] <= "9" for line in lines):
        return False
    return all(width - line.right + line.left < _FULL * line.size for line in lines[:-1])


def _is_long_code(texts: Sequence[str]) -> bool:
    """Return whether the lines are one code that did not fit on a line: 53040000000 and below it 1."""
    *full, rest = texts
    return all(text.isdigit() and _LONG_CODE <= len(text) == len(full[0]) for text in full) and rest.isdigit() and len(rest) < len(full[0]) if full else False


def _divide(table: PageTable, crowded: Mapping[int, _Crowd]) -> PageTable:
    """Return the table with each crowded row replaced by the rows that stand in it."""
    rows: list[tuple[str, ...]] = []
    begins: list[int] = []
    for index, row in enumerate(table.rows):
        begins.append(len(rows))
        rows += map(tuple, crowded[index].rows) if index in crowded else [row]
    begins.append(len(rows))
    spans = {
        (begins[row], column): (begins[row + size[0]] - begins[row], size[1])
        for (row, column), size in table.spans.items()
        if row not in crowded
    }
    boxes = tuple(
        own
        for index, row in enumerate(table.boxes)
        for own in (_sliced(row, crowded[index].bases) if index in crowded else [row])
    )
    return PageTable(table.top, table.bottom, table.xs, tuple(rows), spans, table.rooms, boxes)


def _sliced(row: Sequence[Box], bases: Sequence[float]) -> Iterator[tuple[Box, ...]]:
    """Yield the boxes of the rows that stand between two ruled lines: each ends a little below its line of text."""
    ends = [round(base + 0.2 * (below - base), 1) for base, below in pairwise(bases)]
    for begin, end in zip((None, *ends), (*ends, None), strict=True):
        yield tuple((left, begin or top, right, end or bottom) for left, top, right, bottom in row)
