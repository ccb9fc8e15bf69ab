"""What was taken for what in the tables, forms and catalogues of a document, cell by cell, as shapes on their pages."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby, pairwise

from gouji.model.disclosure import Disclosure, Figure, Form, Funds, Grid, Row, Table, Text
from gouji.model.place import Box, Place, around
from gouji.render.pages.shapes import Link, Shape, Tag

_STATES = {"printed": "figure", "blank": "blank", "dash": "blank", "unreadable": "unread"}
_Drawn = Shape | Link | Tag
_Spot = tuple[int, Box]  # page, and where on it


def see_tables(disclosure: Disclosure, zh: bool) -> Iterator[_Drawn]:
    """Yield the budget tables: area, header, labels, figures, and the cells that were not taken."""
    for table in disclosure.tables:
        name = f"{table.kind or ('不认识的表' if zh else 'unknown table')}{'' if table.certain else '？'}"
        yield from _areas(table.grids, f"{name} · {table.title}", zh)
        figures = {spot: said for said in _figures(table, zh) if (spot := _spot(said[0].place))}
        heads = dict(_header_cells(table))
        yield from _headers(table, heads, zh)
        rows = _rows_by_line(table)
        for grid in table.grids:
            for line, text, spot in _cells(grid):
                if spot in heads:
                    continue
                said = figures.get(spot)
                # A label that is merged with the blank cell beside it.
                if said is not None and not (text and said[0].state == "blank"):
                    yield Shape(_STATES[said[0].state], *spot, said[1])
                elif text:
                    yield _label(text, spot, rows.get(line, ()), zh)


def see_forms(disclosure: Disclosure, zh: bool) -> Iterator[_Drawn]:
    """Yield the performance forms: which cells became funds, texts and indicators, and which became none."""
    for form in disclosure.forms:
        if form.grid is None:
            continue
        yield from _areas((form.grid,), f"{'绩效表' if zh else 'form'} {form.number} · {form.name}", zh)
        taken = {spot: (kind, says) for place, kind, says in _form_cells(form, zh) if (spot := _spot(place))}
        fields = {text for text in (form.name, form.department, form.unit, form.nature, form.period, form.filled) if text}
        for _, text, spot in _cells(form.grid):
            kind, says = taken.get(spot, ("", ""))
            if kind and not (kind == "blank" and text):
                yield Shape(kind, *spot, f"{says}\n{text}")
            elif text in fields:
                yield Shape("figure", *spot, f"{'栏目' if zh else 'field'}\n{text}")
            elif text:
                yield Shape("label", *spot, f"{'表单的格子' if zh else 'cell of the form'}\n{text}")


def see_catalogues(disclosure: Disclosure, zh: bool) -> Iterator[_Drawn]:
    """Yield the catalogues of purchased services."""
    for catalogue in disclosure.catalogues:
        if catalogue.grid is not None:
            yield from _areas((catalogue.grid,), catalogue.title, zh)
            yield from (Shape("label", *spot, text) for _, text, spot in _cells(catalogue.grid) if text)


def see_left(disclosure: Disclosure, zh: bool) -> Iterator[_Drawn]:
    """Yield the grids that belong to no known part."""
    for block in disclosure.unrecognised:
        if block.grid is not None:
            yield from (
                Shape("rest", *spot, f"{'没有认出' if zh else 'not recognised'}\n{text}") for _, text, spot in _cells(block.grid)
            )


# --- areas ------------------------------------------------------------------------------------------------------------


def _areas(grids: Sequence[Grid], name: str, zh: bool) -> Iterator[_Drawn]:
    """Yield the area on each page, named above, with words on where the table comes from and goes on."""
    areas = [(page, around(boxes)) for page, boxes in _boxes_by_page(grids)]
    for (page, box), before, after in zip(areas, (None, *areas), (*areas[1:], None), strict=False):
        yield Shape("table", page, box, name)
        come = (f"（接第 {before[0]} 页）" if zh else f" (from page {before[0]})") if before else ""
        yield Tag(page, (box[0], box[3]), name + come)
        if after:
            yield Tag(page, (box[2], box[3]), f"续表 → 第 {after[0]} 页" if zh else f"goes on → page {after[0]}", right=True)


def _boxes_by_page(grids: Sequence[Grid]) -> Iterator[tuple[int, list[Box]]]:
    spots = [spot for grid in grids for _, _, spot in _cells(grid)]
    for page, group in groupby(spots, key=lambda spot: spot[0]):
        yield page, [box for _, box in group]


def _cells(grid: Grid) -> Iterator[tuple[int, str, _Spot]]:
    """Yield (line, text, where) of each cell, a merged one once."""
    for index, (row, boxes) in enumerate(zip(grid.rows, grid.boxes, strict=False)):
        told: set[Box] = set()
        for text, box in zip(row, boxes, strict=False):
            if (index and index - 1 < len(grid.boxes) and box in grid.boxes[index - 1]) or (box in told and not text):
                continue
            told.add(box)
            yield grid.lines[index], text.strip(), (grid.pages[index], box)


def _spot(place: Place) -> _Spot | None:
    return (place.page, place.box) if place.page is not None and place.box is not None else None


# --- figures and labels of tables -------------------------------------------------------------------------------------


def _figures(table: Table, zh: bool) -> Iterator[tuple[Figure, str]]:
    words = ("行", "列", "值", "空白", "横线", "读不出") if zh else ("row", "column", "value", "blank", "dash", "unreadable")
    states = {"blank": words[3], "dash": words[4], "unreadable": f"{words[5]}：" if zh else f"{words[5]}: "}
    for row, column, figure in table.figures():
        side = f"{row.side} › " if row.side else ""
        value = states.get(figure.state, "") + (figure.text if figure.state != "blank" else "")
        unit = figure.unit if figure.state == "printed" else ""
        printed = table.header.get(column, "")
        shown = column if printed in ("", column) else f"{column}（{printed}）"
        yield figure, f"{words[0]} {side}{row.key or row.label}\n{words[1]} {shown}\n{words[2]} {value}{unit}"


def _rows_by_line(table: Table) -> Mapping[int, Sequence[Row]]:
    rows: dict[int, list[Row]] = {}
    for row in table.rows:
        if row.place.line is not None:
            rows.setdefault(row.place.line, []).append(row)
    return rows


def _label(text: str, spot: _Spot, rows: Iterable[Row], zh: bool) -> Shape:
    """Return the cell as a row's label or part of its code; else as one that was not taken."""
    for row in rows:
        if text in row.label or row.label in text or (row.code and text in row.code) or (row.counterpart and text in row.counterpart):
            level = f" · {row.level}" if row.level else ""
            return Shape("label", *spot, f"{'行名' if zh else 'row'} {row.key or row.label}{level}\n{text}")
    return Shape("unused", *spot, f"{'没有取' if zh else 'not taken'}\n{text}")


# --- headers ----------------------------------------------------------------------------------------------------------


def _header_cells(table: Table) -> Iterator[tuple[_Spot, str]]:
    """Yield the cells of the header, also where a later page repeats it."""
    head = {row for row in table.grids[0].rows[: table.head]} if table.grids else set()
    for number, grid in enumerate(table.grids):
        lines = {grid.lines[index] for index, row in enumerate(grid.rows) if (index < table.head if number == 0 else row in head)}
        yield from ((spot, text) for line, text, spot in _cells(grid) if line in lines and text)


def _stacks(table: Table, heads: Mapping[_Spot, str]) -> Iterator[tuple[int, str, float, list[Box]]]:
    """Yield (page, column, its middle, the header cells above it from the top down) for each column on each page."""
    for page in dict.fromkeys(page for page, _ in heads):
        for column, x in _columns(table, page):
            words = table.header.get(column, column).split("/")
            # A word reaches over the columns to its right: the nearest one at the left says it.
            cells = [max((box for (on, box), text in heads.items() if (on, text) == (page, word) and box[0] <= x), default=None) for word in words]
            yield page, column, x, sorted((box for box in cells if box), key=lambda box: box[1])


def _columns(table: Table, page: int) -> list[tuple[str, float]]:
    """Return each canonical column that has a cell on the page, and its middle."""
    found: dict[str, float] = {}
    for _, column, figure in table.figures():
        if figure.place.page == page and figure.place.box is not None:
            found.setdefault(column, (figure.place.box[0] + figure.place.box[2]) / 2)
    return list(found.items())


def _headers(table: Table, heads: Mapping[_Spot, str], zh: bool) -> Iterator[_Drawn]:
    """Yield the header cells with the columns they name, and a line through those that stack above one column."""
    columns: dict[_Spot, list[str]] = {}
    for page, column, x, cells in _stacks(table, heads):
        for box in cells:
            columns.setdefault((page, box), []).append(column)
        if len(cells) > 1 and all(upper[3] <= lower[1] + 1 for upper, lower in pairwise(cells)):
            points = [((left + right) / 2, (top + bottom) / 2) for left, top, right, bottom in cells]
            yield Link(page, (*points, (x, cells[-1][3] + 6)), f"{table.header.get(column, column)} → {column}")
    for spot, text in heads.items():
        below = f"\n→ {'列' if zh else 'columns'} {'、'.join(columns[spot])}" if spot in columns else ""
        yield Shape("header", *spot, f"{'表头' if zh else 'header'} {text}{below}")


# --- forms ------------------------------------------------------------------------------------------------------------


def _form_cells(form: Form, zh: bool) -> Iterator[tuple[Place, str, str]]:
    """Yield (place, kind, what it says) of each cell whose content became a figure, a text or an indicator."""
    for horizon, funds in (("实施期" if zh else "whole period", form.whole), ("年度" if zh else "annual", form.annual)):
        for figure in _funds(funds):
            yield figure.place, _STATES[figure.state], f"{horizon} {figure.place.row}"
    for text in _texts(form):
        yield text.place, "figure", text.place.row or ("文字" if zh else "text")
    for indicator in form.indicators:
        path = f"{indicator.level1} › {indicator.level2}"
        horizon = ("实施期" if zh else "whole period") if indicator.horizon == "whole" else ("年度" if zh else "annual")
        yield indicator.name.place, "figure", f"{horizon} › {path}\n{'指标' if zh else 'indicator'}"
        yield indicator.value.place, "figure", f"{horizon} › {path}\n{'指标值' if zh else 'target'} {indicator.name.reading}"


def _funds(funds: Funds) -> Iterator[Figure]:
    sources = (funds.central, funds.province, funds.county, funds.own, funds.other, funds.appropriation, funds.carried)
    for figure in (funds.total, *sources):
        if figure is not None:
            yield figure


def _texts(form: Form) -> Iterator[Text]:
    for text in (form.overview, form.basis, form.necessity, form.safeguards, form.plan, form.whole_goal, form.annual_goal):
        if text is not None:
            yield text
