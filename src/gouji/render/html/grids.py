"""A grid as it stands on the page → an HTML table: every cell, blank or not, the wrong ones marked."""

import re
from collections.abc import Sequence

from msgspec import Struct

from gouji.model.disclosure import Grid
from gouji.render.html.page import Page, mark_class, show_marks
from gouji.render.shown import Spans, covered_cells

_NUMBER = re.compile(r"[-−(（]?￥?(?:\d{1,13}|\d[\d,，]*)(?:\.\d+)?[%)）]?")  # longer runs are dates and codes
_LONG = 16  # characters of a text that runs over the blank cells to its right


class _Drawn(Struct, frozen=True):
    """A grid about to be drawn. anchor: "" where nothing in it is marked. covered: cells under a merged one."""

    grid: Grid
    anchor: str
    spans: Spans
    covered: dict[tuple[int, int], tuple[int, int]]
    head: int


def show_grids(
    page: Page, grids: Sequence[Grid], title: str, *, facts: str = "", head: int = 0, flow: bool = False
) -> str:
    """Return the grids as tables in boxes of their own; pieces of one width are one table.

    title: for readers who do not see the heading above. facts: what stands above the table at the right. Both are
    escaped. head: header rows of the first grid, repeated on every printed page. flow: long texts run over the blank
    cells to their right, as spreadsheet programs show them; extracted text does not say what was merged.
    """
    boxes: list[list[_Drawn]] = []
    for number, grid in enumerate(grids):
        drawn = _draw(page, grid, head=0 if number else head, flow=flow)
        if boxes and boxes[-1][0].grid.width == grid.width:
            boxes[-1].append(drawn)
        else:
            boxes.append([drawn])
    return "".join(_show_box(page, box, title, facts) for box in boxes)


def _draw(page: Page, grid: Grid, *, head: int, flow: bool) -> _Drawn:
    anchor = page.anchor(grid)
    anchor = anchor if anchor in page.touched else ""
    spans = grid.spans or (_run_over(page, grid, anchor) if flow else {})
    return _Drawn(grid, anchor, spans, covered_cells(spans), head)


def _run_over(page: Page, grid: Grid, anchor: str) -> Spans:
    """Return how many cells each long text covers: itself and the blank, unmarked ones to its right."""
    spans = {}
    for row, texts in enumerate(grid.rows):
        for column, text in enumerate(texts):
            if len(text) <= _LONG:
                continue
            end = column + 1
            while end < len(texts) and not texts[end] and f"{anchor}-{row}-{end}" not in page.marks.spots:
                end += 1
            if end > column + 1:
                spans[f"{row},{column}"] = (1, end - column)
    return spans


def _show_box(page: Page, box: list[_Drawn], title: str, facts: str) -> str:
    parts = []
    for drawn in box:
        rows = [_show_row(page, drawn, row) for row in range(len(drawn.grid.rows))]
        head = drawn.head if drawn.head < len(rows) else 0
        parts.append(f"<thead>{''.join(rows[:head])}</thead>" if head else "")
        parts.append(f"<tbody>{''.join(rows[head:])}</tbody>")
    return (
        f'<div class="scroll" role="region" tabindex="0" aria-label="{title}"><table><caption><span class="sr">{title}　</span>'
        f"{facts}</caption>{''.join(parts)}</table></div>\n"
    )


def _show_row(page: Page, drawn: _Drawn, row: int) -> str:
    spots = page.marks.spots
    anchor = f"{drawn.anchor}-{row}" if drawn.anchor else ""
    whole = spots.get(anchor, ()) if anchor else ()
    waiting = show_marks(page, whole)  # the numbers of a marked row stand in its first cell with a text
    cells = []
    for column, text in enumerate(drawn.grid.rows[row]):
        if drawn.covered and drawn.covered.get((row, column), (row, column)) != (row, column):
            continue
        cells.append(_show_cell(page, drawn, row, column, waiting if text else ""))
        waiting = "" if text else waiting
    opening = f'<tr id="{anchor}" class="{mark_class(whole)}">' if whole else "<tr>"
    return f"{opening}{''.join(cells)}</tr>\n"


def _show_cell(page: Page, drawn: _Drawn, row: int, column: int, numbers: str) -> str:
    """Return one cell. numbers: what leads from a marked row back to its findings."""
    text = drawn.grid.rows[row][column]
    content = page.text(text) + numbers if text else ""
    anchor = f"{drawn.anchor}-{row}-{column}" if drawn.anchor else ""
    own = page.marks.spots.get(anchor, ()) if anchor else ()
    head, label = row < drawn.head, column == 0 and bool(text)
    classes = "n" if text and not head and not label and _is_number(text) else ""
    extra = _span(drawn.spans, row, column) if drawn.spans else ""
    if own:
        classes = f"{classes} {mark_class(own)}".strip()
        extra += f' id="{anchor}"'
        content += show_marks(page, own)
    kind = f' class="{classes}"' if classes else ""
    if head:
        return f'<th scope="col"{kind}{extra}>{content}</th>'
    if label:
        return f'<th scope="row"{kind}{extra}>{content}</th>'
    return f"<td{kind}{extra}>{content}</td>"


def _span(spans: Spans, row: int, column: int) -> str:
    rows, columns = spans.get(f"{row},{column}", (1, 1))
    return (f' rowspan="{rows}"' if rows > 1 else "") + (f' colspan="{columns}"' if columns > 1 else "")


def _is_number(text: str) -> bool:
    return text[-1] in "0123456789)）%" and _NUMBER.fullmatch(text) is not None
