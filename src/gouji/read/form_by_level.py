"""Performance forms of several projects in one table whose columns are the kinds of indicators: a grid in, a form for each out.

Henan prints 资金总额 … | 成本指标: 三级指标, 指标值 | 产出指标: 三级指标, 指标值 …, a group of rows for each project.
"""

from collections.abc import Iterator, Sequence

from msgspec import Struct

from gouji.layouts.form_labels import find_label, find_level, find_role
from gouji.layouts.headings import vocabulary
from gouji.layouts.words import plain
from gouji.model.disclosure import Grid

_DEEPEST = 4  # rows of a header
_HEADING = ("一级指标", "三级指标", "指标值")


class _Kind(Struct, frozen=True):
    """One kind of indicator: its name as printed, and the columns of the indicators' names and targets."""

    level: str
    name: int
    value: int


class _Layout(Struct, frozen=True):
    """below: index of the first row below the header. name: the column of the project. labels: column → label as printed."""

    below: int
    name: int
    labels: dict[int, str]
    kinds: tuple[_Kind, ...]


def unroll_by_level(grid: Grid) -> list[Grid]:
    """Return a grid for each project, in the shape of a form; none when the grid is no such table."""
    found = next((found for at in range(1, min(_DEEPEST, len(grid.rows))) if (found := _read_layout(grid, at))), None)
    return [_as_form(grid, found, rows) for rows in _projects(grid, found)] if found else []


def _read_layout(grid: Grid, at: int) -> _Layout | None:
    """Return the layout if the row heads the names and targets of indicators whose kinds stand in the row above."""
    kinds = list(_kinds(grid.rows[at - 1], grid.rows[at]))
    if len(kinds) < 2:
        return None
    labels = {column: text for column in range(kinds[0].name) if (text := _label(grid.rows[: at + 1], column))}
    name = next((column for column, text in labels.items() if (label := find_label(text)) and label.name == "name"), None)
    return _Layout(at + 1, name, labels, tuple(kinds)) if name is not None else None


def _kinds(above: Sequence[str], heads: Sequence[str]) -> Iterator[_Kind]:
    level, name = "", None
    for column, text in enumerate(heads):
        level = above[column] or level
        role = find_role(text) if text else None
        if role and role[0] == "name":
            name = column
        elif role and role[0] == "value" and name is not None and find_level(level):
            yield _Kind(level, name, column)
            name = None


def _label(rows: Sequence[Sequence[str]], column: int) -> str:
    """Return the lowest word above the column; of money with the unit that a word over it prints, if it has none itself."""
    word = next((row[column] for row in reversed(rows) if row[column]), "")
    label = find_label(word)
    if label is None or label.kind != "fund":
        return word
    over = (next((row[at] for at in range(column, -1, -1) if row[at]), "") for row in rows)
    unit = next((found[1] for text in over if (found := vocabulary().column_unit.search(plain(text)))), None)
    return f"{word}（{unit}）" if unit and not vocabulary().column_unit.search(plain(word)) else word


def _projects(grid: Grid, layout: _Layout) -> Iterator[list[int]]:
    """Yield the rows of each project that has an indicator; a unit's row has none."""
    groups: list[list[int]] = []
    for index in range(layout.below, len(grid.rows)):
        if grid.rows[index][layout.name]:
            groups.append([])
        if groups:
            groups[-1].append(index)
    yield from (rows for rows in groups if any(grid.rows[index][kind.name] for index in rows for kind in layout.kinds))


def _as_form(grid: Grid, layout: _Layout, rows: Sequence[int]) -> Grid:
    first = grid.rows[rows[0]]
    front = [(label, first[column], "") for column, label in layout.labels.items() if find_label(label) and first[column]]
    listed = [
        ((kind.level, grid.rows[index][kind.name], grid.rows[index][kind.value]), index)
        for kind in layout.kinds
        for index in rows
        if grid.rows[index][kind.name]
    ]
    sources = [*(rows[0] for _ in front), layout.below - 1, *(index for _, index in listed)]
    texts = (*front, _HEADING, *(row for row, _ in listed))
    pages = tuple(grid.pages[index] for index in sources) if grid.pages else ()
    return Grid(texts, tuple(grid.lines[index] for index in sources), grid.sheet, {}, grid.column, pages)
