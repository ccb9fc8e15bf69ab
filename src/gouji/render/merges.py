"""Grids as read → grids as printed: pieces that a page broke put together, and merged cells where a file told none.

Extracted text does not say which cells were merged: a word is written once and followed by blanks. In the header of a
table, and beside the labels of a form, the blanks can only be what the word covers.
"""

from collections.abc import Sequence
from itertools import pairwise

from msgspec import structs

from gouji.layouts.form_labels import find_label
from gouji.model.disclosure import Grid
from gouji.read.headers import is_number_row, looks_like_header, read_header
from gouji.read.indicators import Header
from gouji.read.indicators import read_header as read_indicators

Spans = dict[str, tuple[int, int]]
Rows = Sequence[Sequence[str]]


def join_pieces(grids: Sequence[Grid]) -> list[Grid]:
    """Return the grids, those of one width below each other as one; a header that a page break repeats is left out.

    What stands above the header, a header without rows, and what has another width stay apart.
    """
    joined: list[Grid] = []
    for grid in grids:
        if joined and _has_body(joined[-1]) and joined[-1].width == grid.width:
            joined[-1] = _below(joined[-1], grid)
        else:
            joined.append(grid)
    return joined


def _has_body(grid: Grid) -> bool:
    """Return whether the grid begins with a header and goes on below it."""
    return looks_like_header(grid.rows[0]) and len(grid.rows) > read_header(grid.rows).rows


def _below(above: Grid, grid: Grid) -> Grid:
    skip = read_header(grid.rows).rows if looks_like_header(grid.rows[0]) else 0
    moved = {}
    for key, span in grid.spans.items():
        row, column = map(int, key.split(","))
        if row >= skip:
            moved[f"{row - skip + len(above.rows)},{column}"] = span
    return structs.replace(
        above,
        rows=above.rows + grid.rows[skip:],
        lines=above.lines + grid.lines[skip:],
        pages=above.pages + grid.pages[skip:],
        spans={**above.spans, **moved},
    )


def table_grid(grid: Grid, head: int) -> Grid:
    """Return the grid with merged cells in its first `head` rows, unless the file told them."""
    return sound_spans(grid) if grid.spans else structs.replace(grid, spans=_header_spans(grid.rows[:head]))


def _header_spans(rows: Rows) -> Spans:
    """Return the merged cells: a word covers the blanks to its right within its group, then those below it."""
    rows = [row for row in rows if not is_number_row(row)]
    width = max(map(len, rows), default=0)
    owner = [[-1] * width for _ in rows]  # for each cell the column of the word that covers it
    spans: Spans = {}
    for row, texts in enumerate(rows):
        above = owner[row - 1] if row else [0] * width
        for column in range(width):
            if texts[column].strip():
                owner[row][column] = column
            elif column and owner[row][column - 1] >= 0 and above[column] == above[column - 1]:
                owner[row][column] = owner[row][column - 1]
    for row, owners in enumerate(owner):
        for column in range(width):
            if owners[column] == column:
                columns = sum(each == column for each in owners)
                span = (_depth(owner, row, column, columns), columns)
                if span != (1, 1):
                    spans[f"{row},{column}"] = span
    return spans


def _depth(owner: Sequence[Sequence[int]], row: int, column: int, columns: int) -> int:
    """Return how many rows the word covers: those below it in which nothing stands under it."""
    depth = 1
    while row + depth < len(owner) and all(each < 0 for each in owner[row + depth][column : column + columns]):
        depth += 1
    return depth


def form_grid(grid: Grid) -> Grid:
    """Return the form's grid with merged cells, unless the file told them.

    Around the indicators a text covers the blanks to its right, and a row that begins with blanks goes on beside the
    label above it. Among the indicators blanks are empty slots: a cell covers what the heading above it covers, and
    only the names of levels reach down.
    """
    if grid.spans or not grid.rows:
        return sound_spans(grid)
    heading = next((index for index, row in enumerate(grid.rows) if _indicators(row)), len(grid.rows))
    end = _end_of_indicators(grid.rows, heading)
    spans: Spans = {}
    for index, row in enumerate(grid.rows):
        spans |= _under(index, row, grid.rows[heading]) if heading < index < end else _across(index, row)
    spans = _with_labels_down(grid.rows, spans, heading)
    if heading < len(grid.rows):
        spans |= _levels_down(grid.rows, spans, heading, end)
    return sound_spans(structs.replace(grid, spans=spans))


def _cells(row: Sequence[str]) -> list[tuple[int, str]]:
    return [(column, text) for column, text in enumerate(row) if text.strip()]


def _indicators(row: Sequence[str]) -> Header | None:
    return read_indicators(_cells(row))


def _end_of_indicators(rows: Rows, heading: int) -> int:
    """Return the index of the row below the indicators: the signature."""
    for index in range(heading + 1, len(rows)):
        label = find_label(next(iter(_cells(rows[index])), (0, ""))[1])
        if label is not None and label.kind == "field" and rows[index][0].strip():
            return index
    return len(rows)


def _across(index: int, row: Sequence[str]) -> Spans:
    """Return the spans of the row's texts, each up to the next one; a blank beginning is one cell."""
    starts = [column for column, text in enumerate(row) if text.strip()]
    if starts and starts[0]:
        starts = [0, *starts]
    return {
        f"{index},{start}": (1, end - start) for start, end in pairwise([*starts, len(row)]) if end > start + 1
    }


def _under(index: int, row: Sequence[str], heading: Sequence[str]) -> Spans:
    """Return the spans that the heading row has, where nothing stands in what would be covered."""
    starts = [column for column, text in enumerate(heading) if text.strip()]
    return {
        f"{index},{start}": (1, end - start)
        for start, end in pairwise([*starts, len(row)])
        if end > start + 1 and not any(text.strip() for text in row[start + 1 : end])
    }


def _with_labels_down(rows: Rows, spans: Spans, heading: int) -> Spans:
    """Return the spans with those of labels taken down over the blank beginnings of the rows below, as wide as they are."""
    taller = dict(spans)
    label = 0
    for index in range(1, heading):
        width = spans.get(f"{index},0", (1, 1))[1]
        if rows[index][0].strip() or width != spans.get(f"{label},0", (1, 1))[1]:
            label = index
        else:
            taller.pop(f"{index},0", None)
            taller[f"{label},0"] = (index - label + 1, width)
    return taller


def _levels_down(rows: Rows, spans: Spans, heading: int, end: int) -> Spans:
    """Return the spans of the heading's first cell and of the levels' names, each over the blanks below it.

    A name reaches down only beside blanks in the columns left of it: what is printed there begins something else. In
    the second half that is the name's counterpart in the first.
    """
    header = _indicators(rows[heading])
    halves = [half.columns for half in header.halves] if header else []
    taller: Spans = {}
    for number, columns in enumerate(halves):
        for role, column in [("", 0)] * (not number) + [item for item in columns.items() if item[0] in ("level1", "level2")]:
            beside = range(column) if number == 0 else [halves[0].get(role, column)]
            name = columns.get("name", -1) if role == "level2" else -1
            open_ = [
                index
                for index in range(heading + 1, end)
                if not any(rows[index][each].strip() for each in (*beside, column))
                and f"{index},{column}" not in spans
                and (name < 0 or rows[index][name].strip())  # else an empty slot, named by nothing above it
            ]
            taller |= _reach_down(column, heading if column == 0 else heading + 1, end, set(open_), spans)
    return taller


def _reach_down(column: int, begin: int, end: int, blank: set[int], spans: Spans) -> Spans:
    """Return the spans of the column's cells over the blank rows right below them."""
    taller: Spans = {}
    top = begin
    for index in range(begin + 1, end):
        if index not in blank:
            top = index
        elif f"{top},{column}" not in spans and top not in blank:
            taller[f"{top},{column}"] = (index - top + 1, 1)
    return taller


def sound_spans(grid: Grid) -> Grid:
    """Return the grid without merged cells that run out of it, overlap, or cover a text: nothing printed may get lost."""
    taken: set[tuple[int, int]] = set()
    sound: Spans = {}
    for key, (rows, columns) in sorted(grid.spans.items(), key=lambda item: tuple(map(int, item[0].split(",")))):
        row, column = map(int, key.split(","))
        cells = {(row + down, column + right) for down in range(rows) for right in range(columns)}
        inside = all(r < len(grid.rows) and c < len(grid.rows[r]) for r, c in cells)
        if inside and not cells & taken and not any(grid.rows[r][c] for r, c in cells - {(row, column)}):
            sound[key] = (rows, columns)
            taken |= cells
    return structs.replace(grid, spans=sound) if sound != grid.spans else grid
