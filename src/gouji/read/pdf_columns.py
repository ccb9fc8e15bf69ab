"""Tables without ruled columns: lines of text in, tables out, told by what stands below what.

A table is a run of lines with several pieces of text in which amounts stand in columns. Its columns are the places that
the pieces of these lines take; a header may cover several.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from msgspec import Struct

from gouji.model.place import Box, around
from gouji.read.outline import is_preamble
from gouji.read.pdf_lines import TextLine, has_leaders, join_lines
from gouji.read.pdf_rulings import Ruling
from gouji.read.pdf_tables import PageTable
from gouji.read.pdf_words import Word

_AMOUNT = re.compile(r"[-+]?[\d,]*\d(?:\.\d+)?%?|[-—]+")
_FULL_AMOUNT = re.compile(r"-?[\d,]*\d\.\d\d(?!\d)")
_LABEL = re.compile(r"(?![百千万亿]*元)[\u4e00-\u9fff（(]")  # not the unit of the amount
_GAP = 1.1  # pieces of a line are apart by so many characters
_LEAST = 3  # lines with amounts that make a table
_STEP = 4.0  # the next line of a table is at most so many characters below

_Span = tuple[float, float]


class _Row(Struct):
    """A line of a table: its pieces, and the lines that were found to belong to it."""

    line: TextLine
    pieces: tuple[TextLine, ...]
    more: list[TextLine]

    @property
    def has_amounts(self) -> bool:
        """Whether a piece after the first is an amount, and not all of them the numbers of the columns."""
        digits = [piece.text for piece in self.pieces[1:] if _AMOUNT.fullmatch(piece.text)]
        return bool(digits) and not (len(digits) > 2 and digits == [str(number) for number in range(1, len(digits) + 1)])


def find_column_tables(lines: Sequence[TextLine], across: Sequence[Ruling]) -> list[tuple[PageTable, list[TextLine]]]:
    """Return the tables, each with the lines it is made of. lines: those outside ruled tables, from the top down."""
    rows = [_Row(line, tuple(_pieces(line)), []) for line in lines]
    tables = []
    for begin, end in _runs(rows):
        columns = _columns(rows[begin:end])
        if len(columns) > 1:
            used = [row.line for row in rows[begin:end]]
            parted = [_part_words(row, columns) for row in rows[begin:end]]
            tables.append((_table(parted, columns, across), used))
    return tables


def _pieces(line: TextLine) -> Iterator[TextLine]:
    """Yield the pieces of the line: apart by a gap, or a label of the next column close behind an amount."""
    words = [part for word in line.words for part in _divide_word(word)]
    begin = 0
    for at in range(1, len(words) + 1):
        if at < len(words):
            before, word = words[at - 1], words[at]
            apart = word.left - before.right >= _GAP * line.size
            ended = _FULL_AMOUNT.fullmatch(before.text) and (word.text[0].isdigit() or _LABEL.match(word.text))
            if not apart and not ended:
                continue
        piece = tuple(words[begin:at])
        yield TextLine(piece, line.base, max(piece, key=lambda word: len(word.text)).size)
        begin = at


def _divide_word(word: Word) -> tuple[Word, ...]:
    """Return the word; an amount with the label of the next column close behind it in two."""
    found = _FULL_AMOUNT.match(word.text)
    if found is None or not _LABEL.match(word.text, found.end()) or len(word.lefts) != len(word.text):
        return (word,)
    at = found.end()
    edge = word.lefts[at]
    return (
        Word(found[0], word.left, edge, word.base, word.size, word.lefts[:at]),
        Word(word.text[at:], edge, word.right, word.base, word.size, word.lefts[at:]),
    )


def _runs(rows: Sequence[_Row]) -> list[tuple[int, int]]:
    """Return (first, last + 1) of the stretches of lines that can be a table."""
    runs = []
    begin = 0
    while begin < len(rows):
        if not _may_be_row(rows[begin]):
            begin += 1
            continue
        end = begin + 1
        while end < len(rows) and _follows(rows, end):
            end += 1
        last = max((i for i in range(begin, end) if rows[i].has_amounts), default=begin)
        if sum(rows[i].has_amounts for i in range(begin, end)) >= _LEAST:
            runs.append((begin, last + 1))
        begin = end
    return runs


def _may_be_row(row: _Row) -> bool:
    text = row.line.text
    return len(row.pieces) > 1 and not has_leaders(text) and not is_preamble(row.pieces[0].text)


def _follows(rows: Sequence[_Row], index: int) -> bool:
    """Return whether the line can belong to the table of the line above it."""
    row, above = rows[index], rows[index - 1]
    if row.line.base - above.line.base > _STEP * row.line.size or has_leaders(row.line.text):
        return False
    if len(row.pieces) > 1:
        return True
    # The rest of a label that did not fit on one line.
    return len(row.line.text) < 20 and (len(above.pieces) > 1 or (index > 1 and len(rows[index - 2].pieces) > 1))


def _columns(rows: Sequence[_Row]) -> list[_Span]:
    """Return the places that the pieces of the lines with amounts take, from left to right."""
    pieces = [piece for row in rows if row.has_amounts for piece in row.pieces]
    amounts = _united((piece.left, piece.right) for piece in pieces if _FULL_AMOUNT.fullmatch(piece.text))
    # A long label that reaches over a column of amounts does not make it part of its own.
    others = ((piece.left, _end_before(piece, amounts)) for piece in pieces if not _FULL_AMOUNT.fullmatch(piece.text))
    columns = _united([*amounts, *(span for span in others if not _is_over(span, amounts))])
    for row in rows:
        if not row.has_amounts:
            # A header over no figure at all: its column is blank.
            new = [piece for piece, place in zip(row.pieces, _places(row, columns), strict=True) if place is None]
            columns = sorted([*columns, *((piece.left, piece.right) for piece in new)])
    return columns


def _part_words(row: _Row, columns: Sequence[_Span]) -> _Row:
    """Return the line of a header with words that stand close together, each over a column of its own, apart."""
    if row.has_amounts:
        return row
    pieces: list[TextLine] = []
    for piece in row.pieces:
        words = [TextLine((word,), piece.base, piece.size) for word in piece.words]
        over = [_covered(word, columns) for word in words]
        apart = all(place and len(word.text) > 2 for place, word in zip(over, words, strict=True)) and len(set(over)) == len(over)
        pieces += words if apart else [piece]
    return _Row(row.line, tuple(pieces), row.more)


def _united(spans: Iterable[_Span]) -> list[_Span]:
    """Return the spans with those that overlap made one, from left to right."""
    united: list[_Span] = []
    for left, right in sorted(spans):
        if united and left < united[-1][1]:
            united[-1] = united[-1][0], max(united[-1][1], right)
        else:
            united.append((left, right))
    return united


def _end_before(piece: TextLine, amounts: Sequence[_Span]) -> float:
    return min([piece.right, *(left for left, _ in amounts if piece.left < left)])


def _is_over(span: _Span, amounts: Sequence[_Span]) -> bool:
    return any(left < span[1] and span[0] < right for left, right in amounts)


def _places(row: _Row, columns: Sequence[_Span]) -> list[tuple[int, int] | None]:
    """Return the first and last column that each piece of the line stands over, None for one that has no column.

    A header may be set at the other side of its column than the figures; then it takes the nearest that has none.
    """
    pieces = row.pieces
    if len(pieces) == len(columns):
        return [(index, index) for index in range(len(columns))]
    places: list[tuple[int, int] | None] = [_covered(piece, columns) for piece in pieces]
    free = set(range(len(columns))) - {at for place in places if place for at in range(place[0], place[1] + 1)}
    for number, piece in enumerate(pieces):
        if places[number] is None:
            beyond = sum(left < piece.left for left, _ in columns)
            at = next((at for at in (beyond, beyond - 1) if at in free), None)
            if at is not None:
                places[number] = at, at
                free.discard(at)
    return places


def _table(rows: Sequence[_Row], columns: Sequence[_Span], across: Sequence[Ruling]) -> PageTable:
    gathered = _gather(rows, across)
    texts: list[tuple[str, ...]] = []
    spans: dict[tuple[int, int], tuple[int, int]] = {}
    told = _is_headed(gathered, columns)
    for number, row in enumerate(gathered):
        cells: list[list[str]] = [[] for _ in columns]
        places = [*_places(row, columns), *(_covered(line, columns) for line in row.more)]
        pieces = (*row.pieces, *row.more)
        for piece, place in sorted(zip(pieces, places, strict=True), key=lambda each: each[0].base):
            first, last = place or (_nearest(piece, columns),) * 2
            cells[first].append(piece.text)
            if last > first and not row.has_amounts:
                spans[number, first] = 1, last - first + 1
        whole = not row.has_amounts or (told and _stand_alone(row, places[: len(row.pieces)], columns))
        texts.append(tuple(map(join_lines, cells)) if whole else _undivided(row, len(columns)))
    size = rows[0].line.size
    edges = [(before[1] + after[0]) / 2 for before, after in pairwise(columns)]
    xs = (columns[0][0], *edges, columns[-1][1])
    placed = zip(_boxes(gathered, xs, spans), texts, strict=True)
    boxes = tuple(row if len(cells) == len(columns) else () for row, cells in placed)
    return PageTable(rows[0].line.base - size, rows[-1].line.base, xs, tuple(texts), spans, boxes=boxes)


def _is_headed(rows: Sequence[_Row], columns: Sequence[_Span]) -> bool:
    """Return whether all that stands in lines with amounts stands below a word; also where no header is printed."""
    full = [number for number, row in enumerate(rows) if any(_FULL_AMOUNT.fullmatch(piece.text) for piece in row.pieces)]
    if not full or full[0] == 0:
        return True
    named = {at for row in rows[: full[0]] for at in _taken(row, columns)}
    return all(at in named for number in full for at in _taken(rows[number], columns))


def _taken(row: _Row, columns: Sequence[_Span]) -> Iterator[int]:
    """Yield the columns that the pieces of the line stand in."""
    for place in (*_places(row, columns), *(_covered(line, columns) for line in row.more)):
        if place:
            yield from range(place[0], place[1] + 1)


def _stand_alone(row: _Row, places: Sequence[tuple[int, int] | None], columns: Sequence[_Span]) -> bool:
    """Return whether each amount of the line has a column to itself; else the columns are not those of the line."""
    firsts = [place[0] if place else _nearest(piece, columns) for piece, place in zip(row.pieces, places, strict=True)]
    amounts = [at for at, piece in enumerate(row.pieces) if _FULL_AMOUNT.fullmatch(piece.text)]
    return all(firsts.count(firsts[at]) == 1 and ((place := places[at]) is None or place[0] == place[1]) for at in amounts)


def _undivided(row: _Row, width: int) -> tuple[str, ...]:
    """Return the texts of a line whose columns cannot be told, in one cell more than the table has: it fits none."""
    first, *others = [piece.text for piece in row.pieces]
    if len(others) > width:
        return first, *others
    return first, *("",) * (width - len(others)), *others


def _boxes(rows: Sequence[_Row], xs: Sequence[float], spans: Mapping[tuple[int, int], tuple[int, int]]) -> Iterator[tuple[Box, ...]]:
    """Yield where the cells of each row stand: as high as its lines, as wide as its column or all it covers."""
    edges = [round(x, 1) for x in xs]
    for number, row in enumerate(rows):
        _, top, _, bottom = around(line.box for line in (row.line, *row.more))
        first, beyond = list(range(len(edges) - 1)), list(range(1, len(edges)))
        for (at, column), (_, wide) in spans.items():
            if at == number:
                first[column : column + wide] = [column] * wide
                beyond[column : column + wide] = [column + wide] * wide
        yield tuple((edges[left], top, edges[right], bottom) for left, right in zip(first, beyond, strict=True))


def _gather(rows: Sequence[_Row], across: Sequence[Ruling]) -> list[_Row]:
    """Return the rows with the rest of a wrapped label given to the row it is nearest to."""
    full = [row for row in rows if len(row.pieces) > 1]
    for row in rows:
        if len(row.pieces) > 1:
            continue
        near = [each for each in full if not _is_ruled_between(each.line, row.line, across)] or full
        nearest = min(near, key=lambda each: abs(each.line.base - row.line.base))
        nearest.more.append(row.line)
    return full


def _is_ruled_between(one: TextLine, other: TextLine, across: Sequence[Ruling]) -> bool:
    top, bottom = sorted((one.base, other.base))
    return any(top - 1 < ruling.at < bottom - 1 and ruling.begin < other.right and other.left < ruling.end for ruling in across)


def _covered(piece: TextLine, columns: Sequence[_Span]) -> tuple[int, int] | None:
    """Return the first and last column the piece stands over, None when it stands over none."""
    over = [index for index, (left, right) in enumerate(columns) if piece.left < right and left < piece.right]
    return (over[0], over[-1]) if over else None


def _nearest(piece: TextLine, columns: Sequence[_Span]) -> int:
    middle = (piece.left + piece.right) / 2
    return min(range(len(columns)), key=lambda index: abs(sum(columns[index]) / 2 - middle))
