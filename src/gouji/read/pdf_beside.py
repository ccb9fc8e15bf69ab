"""Tables whose columns go on over pages: a wide sheet printed part by part, its parts put side by side again.

A spreadsheet prints the left columns of a sheet on one page and the right ones on another, each row at the same height, with
or without its labels again; of a sheet longer than a page all the left parts come first.
"""

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct, structs

from gouji.model.place import around
from gouji.read.pdf_continued import is_continued
from gouji.read.pdf_leaf import Leaf
from gouji.read.pdf_lines import TextLine
from gouji.read.pdf_tables import PageTable
from gouji.read.signs import is_form_title, is_preamble, is_title

_AMOUNT = re.compile(r"-?[\d,]*\d\.\d+%?")
_FIGURE = re.compile(r"-?[\d,]*\d(\.\d+)?%?|[-—]*")
_CODE = re.compile(r"\d{3,}")
_LEVEL = 2.0  # points between the heights of one row on two pages
_LEAST = 3  # rows that stand at one height on both pages
_BACK = 8  # pages of the left part of a long sheet


class _Part(Struct, frozen=True):
    """The last table of a page. at: its position on the page. above: the lines above it."""

    at: int
    table: PageTable
    above: tuple[TextLine, ...]


def join_beside(leaves: Sequence[Leaf]) -> list[Leaf]:
    """Return the pages with the right parts of wide tables put at the right of their left parts."""
    result: list[Leaf] = []
    for leaf in leaves:
        reach = range(1, min(_BACK, len(result)) + 1)
        found = next(((back, whole) for back in reach if (whole := _joined(result[-back:], leaf)) is not None), None)
        if found is None:
            result.append(leaf)
            continue
        back, (joined, rest) = found
        result[-back] = joined
        if rest.items:
            result.append(rest)
    return result


def _joined(leaves: Sequence[Leaf], right: Leaf) -> tuple[Leaf, Leaf] | None:
    """Return the first page with the table of the last one put beside its own, and what is left of the last.

    None when it is no part of that table. leaves: of a long sheet, those after the first go on without a title.
    """
    left, *between = leaves
    if any(not leaf.items or not isinstance(leaf.items[0], PageTable) for leaf in between):
        return None
    one, other = _part(left), _part(right)
    if one is None or other is None or not _are_headed_alike(one, other):
        return None
    table = _beside(one.table, other.table)
    if table is None:
        return None
    said = {line.text for line in one.above}
    more = [line for line in other.above if not is_continued(line.text) and not any(line.text in text for text in said)]
    titles = [line for line in more if is_title(line.text)]
    others = [line for line in more if not is_title(line.text)]
    items = (*titles, *left.items[: one.at], *others, table, *left.items[one.at + 1 :])
    return structs.replace(left, items=items), structs.replace(right, items=right.items[other.at + 1 :])


def _part(leaf: Leaf) -> _Part | None:
    """Return the page's table if it has one."""
    tables = [(at, item) for at, item in enumerate(leaf.items) if isinstance(item, PageTable)]
    if len(tables) != 1 or not tables[0][1].boxes or any(len(row) < len(tables[0][1].xs) - 1 for row in tables[0][1].boxes):
        return None
    at, table = tables[0]
    return _Part(at, table, tuple(item for item in leaf.items[:at] if isinstance(item, TextLine)))


def _are_headed_alike(one: _Part, other: _Part) -> bool:
    """Return whether nothing above the right part is a heading of its own.

    A title over the whole sheet is printed where its middle is, on either part, or cut in two on both.
    """
    texts = [line.text for line in one.above]
    more = [line.text for line in other.above if not any(line.text in text for text in texts)]
    if any(map(is_form_title, (*texts, *more))):
        return False
    untitled = bool(texts) and not any(map(is_title, texts))
    names = {text.partition("：")[0] for text in texts if "：" in text}
    return all(
        is_continued(text) or (untitled and is_title(text)) or (is_preamble(text) and text.partition("：")[0] not in names)
        for text in more
    )


def _beside(left: PageTable, right: PageTable) -> PageTable | None:
    """Return the tables side by side; None unless their rows stand at the same heights and the right one has no labels of its own."""
    if not left.ruled and not right.ruled:
        if right.xs == left.xs and _first_amounts(right) == len(right.rows):
            return None  # what did not fit into the last row, in the columns of the page before
        right = _with_blank_rows(left, right)
    tops, others = list(_tops(left)), list(_tops(right))
    first = min((tops[at] for at, row in enumerate(left.rows) if any(map(_AMOUNT.fullmatch, row))), default=None)
    if first is None:
        return None
    head, below = _at(tops, first), _at(others, first)
    if head is None or below is None or len(tops) - head != len(others) - below or len(tops) - head < _LEAST:
        return None
    if bool(head) != bool(below):
        return None
    ends = ((left.bottom,), (right.bottom,)) if left.ruled and right.ruled else ((), ())
    level = zip((*tops[head:], *ends[0]), (*others[below:], *ends[1]), strict=True)
    if any(abs(top - another) > _LEVEL for top, another in level):
        return None
    again = _count_labels(left, right, head, below)
    if not _goes_on(left, right, (head, below), again):
        return None
    height = max(head, below)
    return _put(_with_head(left, head, height), _with_head(right, below, height), again, height)


def _tops(table: PageTable) -> Iterator[float]:
    """Yield where the rows begin; of those that are not ruled where their middle is, for a label may take several lines."""
    if table.ruled:
        return (max(box[1] for box in row) for row in table.boxes)
    return (max((box[1] + box[3]) / 2 for box in row) for row in table.boxes)


def _with_blank_rows(left: PageTable, right: PageTable) -> PageTable:
    """Return the right part with the rows in which nothing is printed, where the left one has rows below its header.

    As it is when one of its own rows stands where the left part has none.
    """
    tops, others = list(_tops(left)), list(_tops(right))
    first, head = _first_amounts(right), _first_amounts(left)
    if any(_at(tops, top) is None for top in others[first:]):
        return right
    blank = ("",) * (len(right.xs) - 1)
    rows = list(zip(others[first:], right.rows[first:], right.boxes[first:], strict=True))
    rows += [
        (top, blank, (around(boxes),) * len(blank))
        for top, boxes in zip(tops[head:], left.boxes[head:], strict=True)
        if _at(others, top) is None
    ]
    rows.sort(key=lambda row: row[0])
    texts, boxes = tuple(row[1] for row in rows), tuple(row[2] for row in rows)
    return structs.replace(right, rows=(*right.rows[:first], *texts), boxes=(*right.boxes[:first], *boxes))


def _first_amounts(table: PageTable) -> int:
    return next((at for at, row in enumerate(table.rows) if any(map(_AMOUNT.fullmatch, row))), len(table.rows))


def _at(tops: Sequence[float], first: float) -> int | None:
    return next((at for at, top in enumerate(tops) if abs(top - first) <= _LEVEL), None)


def _count_labels(left: PageTable, right: PageTable, head: int, below: int) -> int:
    """Return how many columns of labels the right part prints again."""
    count = 0
    for column in range(min(len(left.xs), len(right.xs)) - 1):
        texts = [row[column] for row in right.rows[below:]]
        if texts != [row[column] for row in left.rows[head:]] or (count and all(map(_FIGURE.fullmatch, texts))):
            break
        count += 1
    return count if any(not _FIGURE.fullmatch(row[at]) for row in right.rows[below:] for at in range(count)) else 0


def _goes_on(left: PageTable, right: PageTable, bodies: tuple[int, int], again: int) -> bool:
    """Return whether the right part has columns that the left one has not, and no column of labels before them.

    One form filled by several units, page after page, has the same labels, and the same header too.
    """
    head, below = bodies
    if again == len(right.xs) - 1 or not _are_figures([row[again] for row in right.rows[below:]]):
        return False
    if not head:
        return left.rows != right.rows  # further down a long sheet that prints its header once
    new = [tuple(row[column] for row in right.rows[:below]) for column in range(again, len(right.xs) - 1)]
    old = [tuple(row[column] for row in left.rows[:head]) for column in range(len(left.xs) - 1)]
    return any(any(texts) for texts in new) and not set(new) <= set(old)


def _are_figures(texts: Sequence[str]) -> bool:
    """Return whether the column holds amounts or nothing; codes are none."""
    printed = [text for text in texts if text]
    return all(map(_FIGURE.fullmatch, printed)) and (not printed or not all(map(_CODE.fullmatch, printed)))


def _with_head(table: PageTable, head: int, height: int) -> PageTable:
    """Return the table with a header as high as the other's: its last row of header reaches down."""
    more = height - head
    if not more:
        return table
    width = len(table.xs) - 1
    spans = {(row + more if row >= head else row, column): size for (row, column), size in table.spans.items()}
    for column in range(width):
        high, wide = spans.get((head - 1, column), (1, 1))
        spans[head - 1, column] = high + more, wide
    rows = (*table.rows[:head], *((("",) * width),) * more, *table.rows[head:])
    boxes = (*table.boxes[:head], *(table.boxes[head - 1],) * more, *table.boxes[head:])
    return structs.replace(table, rows=rows, spans=spans, boxes=boxes)


def _put(left: PageTable, right: PageTable, again: int, height: int) -> PageTable:
    """Return both as one table."""
    edge = len(left.xs) - 1
    shift = edge - again
    rows = [(*one, *other[again:]) for one, other in zip(left.rows, right.rows, strict=True)]
    spans = dict(left.spans)
    spans |= {(row, column + shift): size for (row, column), size in right.spans.items() if column >= again}
    for row in range(height - 1):
        rows[row] = _mend_head(rows[row], row, edge, spans)
    xs = (*left.xs, *(left.xs[-1] + x - right.xs[again] for x in right.xs[again + 1 :]))
    # What stands on the other page is shown by its row on this one.
    boxes = tuple((*row, *(around(row),) * (len(xs) - 1 - edge)) for row in left.boxes)
    return structs.replace(left, xs=xs, rows=tuple(rows), spans=spans, rooms=(), boxes=boxes)


def _mend_head(cells: tuple[str, ...], row: int, edge: int, spans: dict[tuple[int, int], tuple[int, int]]) -> tuple[str, ...]:
    """Return the row of a header with the cell that is torn at the edge made whole, also in the spans.

    Its text is printed where its middle is: on the left part, on the right one, or cut in two on both.
    """
    first = max((at for at in range(edge) if (row, at) in spans or cells[at]), default=0)
    if first + spans.get((row, first), (1, 1))[1] < edge:
        first = edge - 1
    wide = spans.get((row, edge), (1, 1))[1]
    if spans.get((row, first), (1, 1))[0] > 1 or spans.get((row, edge), (1, 1))[0] > 1:
        return cells
    if cells[first] and cells[edge] and cells[first] != cells[edge]:
        return cells
    if not cells[first] and not cells[edge]:
        return cells
    if (row, first) not in spans and (row, edge) not in spans:
        return cells  # not merged: beside a blank
    spans.pop((row, edge), None)
    spans[row, first] = 1, edge + wide - first
    return (*cells[:first], cells[first] or cells[edge], *("",) * (edge - first), *cells[edge + 1 :])
