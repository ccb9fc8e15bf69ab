"""A grid as it stands on the page → an HTML table: every cell, blank or not, the wrong ones marked."""

import re
from collections.abc import Sequence

from gouji.model.disclosure import Grid
from gouji.render.html.page import Page, mark_class, show_marks
from gouji.render.marks import covered_cells

_NUMBER = re.compile(r"[-−(（]?￥?\d[\d,，]*(?:\.\d+)?[%)）]?")


def show_grids(page: Page, grids: Sequence[Grid], caption: str, *, head: int = 0) -> str:
    """Return the grids as tables in boxes of their own; pieces of one width are one table.

    caption: escaped HTML. head: header rows of the first grid, repeated on every printed page.
    """
    boxes: list[list[Grid]] = []
    for grid in grids:
        if boxes and _width(boxes[-1][0]) == _width(grid):
            boxes[-1].append(grid)
        else:
            boxes.append([grid])
    return "".join(_show_box(page, box, caption, 0 if n else head) for n, box in enumerate(boxes))


def _width(grid: Grid) -> int:
    return max(map(len, grid.rows), default=0)


def _show_box(page: Page, grids: list[Grid], caption: str, head: int) -> str:
    parts = []
    for n, grid in enumerate(grids):
        rows = _show_rows(page, grid, 0 if n else head)
        if n == 0 and 0 < head < len(rows):
            parts.append(f"<thead>{''.join(rows[:head])}</thead>")
            rows = rows[head:]
        parts.append(f"<tbody>{''.join(rows)}</tbody>")
    return (
        f'<div class="scroll" role="region" tabindex="0" aria-label="{page.say("scroll")}">'
        f"<table><caption>{caption}</caption>{''.join(parts)}</table></div>\n"
    )


def _show_rows(page: Page, grid: Grid, head: int) -> list[str]:
    anchor = page.anchor(grid)
    covered = covered_cells(grid) if grid.spans else {}
    marked = anchor in page.touched
    return [
        _show_row(page, grid, row, head=row < head, covered=covered, anchor=f"{anchor}-{row}" if marked else "")
        for row in range(len(grid.rows))
    ]


def _show_row(
    page: Page, grid: Grid, row: int, *, head: bool, covered: dict[tuple[int, int], tuple[int, int]], anchor: str
) -> str:
    """Return one row. anchor: its anchor, "" in a grid without marks."""
    cells = []
    spots = page.marks.spots
    marks = spots.get(anchor, ()) if anchor else ()
    for column, text in enumerate(grid.rows[row]):
        if covered and covered.get((row, column), (row, column)) != (row, column):
            continue
        extra = _span(grid, row, column) if grid.spans else ""
        content = page.text(text) if text else ""
        own = spots.get(f"{anchor}-{column}", ()) if anchor else ()
        classes = "n" if text and not head and _is_number(text) else ""
        if own:
            classes = f"{classes} {mark_class(own)}".strip()
            extra += f' id="{anchor}-{column}"'
            content += show_marks(page, own)
        if marks and text:  # the number of a marked row stands in its first cell with a text
            content += show_marks(page, marks)
            marks = ()
        tag = _tag(head=head, label=column == 0 and bool(text))
        kind = f' class="{classes}"' if classes else ""
        cells.append(f"<{tag}{kind}{extra}>{content}</{tag[:2]}>")
    whole = spots.get(anchor, ()) if anchor else ()
    opening = f'<tr id="{anchor}" class="{mark_class(whole)}">' if whole else "<tr>"
    return f"{opening}{''.join(cells)}</tr>\n"


def _tag(*, head: bool, label: bool) -> str:
    if head:
        return 'th scope="col"'
    return 'th scope="row"' if label else "td"


def _span(grid: Grid, row: int, column: int) -> str:
    rows, columns = grid.spans.get(f"{row},{column}", (1, 1))
    return (f' rowspan="{rows}"' if rows > 1 else "") + (f' colspan="{columns}"' if columns > 1 else "")


def _is_number(text: str) -> bool:
    return text[-1] in "0123456789)）%" and _NUMBER.fullmatch(text) is not None
