"""Performance forms of several projects in one wide table: a grid in, one grid in the shape of a form per project out.

Sichuan, Shaanxi and others print 项目名称, 预算数, 年度目标 and the columns of the indicators side by side, a group of rows
for each project. The labels that head the columns become the labels of a form's rows.
"""

from collections.abc import Iterator, Sequence

from msgspec import Struct

from gouji.layouts.form_labels import find_label, find_role
from gouji.model.disclosure import Grid
from gouji.read.indicators import read_header

_DEEPEST = 3  # rows of a header


class _Front(Struct, frozen=True):
    """The columns in front of the indicators. labels: column → label as printed; name: the column of the project."""

    labels: dict[int, str]
    name: int
    end: int


def unroll(grid: Grid) -> list[Grid]:
    """Return a grid for each project of a wide table; none when the grid is no such table."""
    found = _find_header(grid)
    if found is None:
        return []
    at, front = found
    head = grid.rows[at]
    body = [row for row in range(at + 1, len(grid.rows)) if grid.rows[row] != head and any(grid.rows[row])]
    return [_as_form(grid, at, front, rows) for rows in _projects(grid, body, front)]


def _find_header(grid: Grid) -> tuple[int, _Front] | None:
    """Return the row that heads the indicators and the columns in front of it, if one of them is the project's name."""
    for at, row in enumerate(grid.rows[:_DEEPEST]):
        header = read_header([(column, text) for column, text in enumerate(row) if text])
        if header is None or len(header.halves) > 1:
            continue
        end = min(header.halves[0].columns.values())
        labels = {column: text for column in range(end) if (text := _label(grid.rows[: at + 1], column))}
        name = next((column for column, text in labels.items() if _names_project(text)), None)
        return (at, _Front(labels, name, end)) if name is not None else None
    return None


def _label(rows: Sequence[Sequence[str]], column: int) -> str:
    return next((row[column] for row in reversed(rows) if row[column]), "")


def _names_project(text: str) -> bool:
    label = find_label(text)
    return label is not None and (label.kind, label.name) == ("field", "name")


def _projects(grid: Grid, body: Sequence[int], front: _Front) -> Iterator[list[int]]:
    """Yield the rows of each project: its name stands in the first of them, or in all."""
    rows: list[int] = []
    name = ""
    for row in body:
        printed = grid.rows[row][front.name]
        if printed and printed != name:
            if rows and name:
                yield rows
            rows, name = [], printed
        rows.append(row)
    if rows and name:
        yield rows


def _as_form(grid: Grid, at: int, front: _Front, rows: Sequence[int]) -> Grid:
    """Return the project's rows as a form: a row for each label, the heading of the indicators, then these."""
    width = len(grid.rows[at])
    texts: list[tuple[str, ...]] = []
    sources: list[int] = []
    for column, label in front.labels.items():
        row = next((row for row in rows if grid.rows[row][column]), None)
        if row is not None and find_role(label) is None:
            place = max(column, 1)
            line = [""] * width
            line[place - 1], line[place] = label, grid.rows[row][column]
            texts.append(tuple(line))
            sources.append(row)
    blank = ("",) * front.end
    texts += [blank + grid.rows[row][front.end :] for row in (at, *rows)]
    lines = [grid.lines[row] for row in (*sources, at, *rows)]
    pages = [grid.pages[row] for row in (*sources, at, *rows)] if grid.pages else []
    boxes = [(), *(grid.boxes[row] for row in rows)] if grid.boxes else []
    return Grid(
        tuple(texts), tuple(lines), grid.sheet, {}, grid.column, tuple(pages), (*((),) * len(sources), *boxes) if boxes else ()
    )
