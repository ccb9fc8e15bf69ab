"""One worksheet of the workbook in, its filled rows and everything that is wrong with it out.

The header is looked for, columns may have moved or been added; each cell is converted once and each trouble names it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct, field

from gouji.layouts.words import plain
from gouji.model.disclosure import Trouble
from gouji.model.place import Place
from gouji.prepare.cells import Raw, Value, Wrong, convert
from gouji.prepare.columns import Column, Sheet, load_book
from gouji.prepare.records import Fields, Row
from gouji.prepare.troubles import limit, nearest, severity, trouble
from gouji.read.formats import Format
from gouji.read.places import column_letters

_SEARCHED = 20  # rows in which the header is looked for
_LIKE = 0.6  # a strange header this much like a missing column is taken to be that column renamed

Cells = Sequence[Sequence[Raw]]


class Page(Struct, frozen=True):
    """A worksheet's cells. top, left: 0-based position of the first cell. merged: (first, last) of merged ranges.

    uncalculated, errors: 0-based cells that are formulas without a result, and error values.
    """

    name: str
    cells: Cells
    top: int = 0
    left: int = 0
    merged: Sequence[tuple[tuple[int, int], tuple[int, int]]] = ()
    uncalculated: frozenset[tuple[int, int]] = frozenset()
    errors: frozenset[tuple[int, int]] = frozenset()
    formats: Mapping[tuple[int, int], Format] = field(default_factory=dict)


class Header(Struct, frozen=True):
    """Where the columns stand. row: index into the cells. at: column index in the cells → column."""

    row: int
    at: dict[int, Column]


def read_sheet(page: Page, sheet: Sheet) -> tuple[list[Row], list[Trouble]]:
    """Return the filled rows of the sheet, and its troubles, at most some dozens of one sort.

    A row in which something is wrong is left out, its troubles name the cells.
    """
    rows, troubles = _read_facts(page, sheet) if sheet.shape == "facts" else _read_list(page, sheet)
    return rows, list(limit(troubles))


def read_facts(page: Page, labels: Mapping[str, str]) -> dict[str, tuple[str, Place]]:
    """Return name → (text, place) of the facts whose labels stand left of them. labels: label → name."""
    found: dict[str, tuple[str, Place]] = {}
    for row, cells in enumerate(page.cells):
        for column in range(len(cells) - 1):
            name = labels.get(_word(cells[column]))
            if name is not None and name not in found:
                found[name] = (str(convert(cells[column + 1], _ANY) or ""), _place(page, row, column + 1))
    return found


_ANY = Column("", "", "")


# Lists


def _read_list(page: Page, sheet: Sheet) -> tuple[list[Row], list[Trouble]]:
    header = _find_header(page, sheet)
    if header is None:
        columns = "、".join(column.name for column in sheet.columns)
        place = Place(sheet=page.name)
        return [], [trouble("PREP-005", place, sheet=page.name, rows=_SEARCHED, columns=columns)]
    troubles = [*_judge_header(page, sheet, header), *_unusable(page, header)]
    rows: list[Row] = []
    in_order = _in_order(page, sheet, header)
    converted: dict[tuple[int, type, Raw], Value | Wrong] = {}
    required = [(index, column) for index, column in header.at.items() if column.required]
    for number in range(header.row + 1, len(page.cells)):
        cells = page.cells[number]
        fields, wrong = _read_row(page, header, number, cells, converted)
        if not fields and not wrong:
            continue
        if total := _total(cells):
            place = _place(page, number, total[0])
            troubles.append(trouble("PREP-021", place, found=total[1]))
            continue
        if not wrong and _only_started(fields, sheet):
            continue
        wrong += _missing(page, number, fields, required, wrong)
        troubles += wrong
        if not any(severity(each) == "error" for each in wrong):
            rows.append(Row(fields, _row_place(page, number, in_order=in_order)))
    return rows, troubles


def _read_row(
    page: Page, header: Header, number: int, cells: Sequence[Raw], converted: dict[tuple[int, type, Raw], Value | Wrong]
) -> tuple[Fields, list[Trouble]]:
    """Return the row's filled fields and what is wrong with its cells. converted: what the same content gave before."""
    fields: Fields = {}
    wrong: list[Trouble] = []
    for index, column in header.at.items():
        raw = cells[index]
        if raw == "":
            continue
        form = page.formats.get((page.top + number, page.left + index)) if raw.__class__ is float else None
        key = (index, raw.__class__, raw)
        value = converted.get(key) if form is None else None
        if value is None:
            value = convert(raw, column, form)
            if form is None and value is not None:
                converted[key] = value
        if isinstance(value, Wrong):
            wrong.append(trouble(value.code, _place(page, number, index, column), **value.slots))
            value = value.value
        if value is not None:
            fields[column.field] = value
    return fields, wrong


def _missing(
    page: Page, number: int, fields: Fields, required: Iterable[tuple[int, Column]], wrong: Sequence[Trouble]
) -> list[Trouble]:
    """Return a trouble for each required cell that is blank, unless something is already said of it."""
    said = {each.place.cell for each in wrong}
    return [
        trouble("PREP-013", place, column=column.name)
        for index, column in required
        if column.field not in fields
        and (place := _place(page, number, index, column)).cell not in said
        and not _has_no_result(page, number, index)
    ]


def _has_no_result(page: Page, number: int, index: int) -> bool:
    cell = page.top + number, page.left + index
    return cell in page.uncalculated or cell in page.errors


def _total(cells: Sequence[Raw]) -> tuple[int, str] | None:
    """Return where and what a row of totals calls itself, None when the row is none."""
    totals = load_book().totals
    for index, raw in enumerate(cells):
        if raw != "":
            return (index, str(raw).strip()) if isinstance(raw, str) and plain(raw) in totals else None
    return None


def _only_started(fields: Fields, sheet: Sheet) -> bool:
    """Return whether the row has nothing but the words that stood there when the sheet was new."""
    if not sheet.starts:
        return False
    width = 1 if isinstance(sheet.starts[0], str) else len(sheet.starts[0])
    return set(fields) <= {column.field for column in sheet.columns[:width]}


# Facts


def _read_facts(page: Page, sheet: Sheet) -> tuple[list[Row], list[Trouble]]:
    known = _known(sheet)
    fields: Fields = {}
    troubles: list[Trouble] = []
    for number, cells in enumerate(page.cells):
        index = next((index for index, raw in enumerate(cells[:-1]) if _word(raw) in known), None)
        if index is None:
            continue
        column = known[_word(cells[index])]
        value = convert(cells[index + 1], column, page.formats.get((page.top + number, page.left + index + 1)))
        place = _place(page, number, index + 1, column)
        if isinstance(value, Wrong):
            troubles.append(trouble(value.code, place, **value.slots))
            value = value.value
        elif _has_no_result(page, number, index + 1):
            code = "PREP-012" if (page.top + number, page.left + index + 1) in page.errors else "PREP-011"
            troubles.append(trouble(code, place))
        elif value is None and column.required:
            troubles.append(trouble("PREP-013", place, column=column.name))
        if value is not None:
            fields.setdefault(column.field, value)
    return [Row(fields, Place(sheet=page.name))] if fields else [], [*troubles, *_absent_facts(page, sheet)]


def _absent_facts(page: Page, sheet: Sheet) -> Iterator[Trouble]:
    words = {_word(raw) for cells in page.cells for raw in cells[:2] if isinstance(raw, str)}
    for column in sheet.columns:
        if column.required and not words & {_fold(name) for name in (column.name, *column.also)}:
            yield trouble("PREP-006", Place(sheet=page.name), sheet=page.name, column=column.name)


# The header


def _find_header(page: Page, sheet: Sheet) -> Header | None:
    """Return the row among the first that has the most of the sheet's columns, None when none has any."""
    known = _known(sheet)
    best: Header | None = None
    for number, cells in enumerate(page.cells[:_SEARCHED]):
        at: dict[int, Column] = {}
        taken: set[str] = set()
        for index, raw in enumerate(cells):
            column = known.get(_word(raw))
            if column is not None and column.name not in taken:
                at[index] = column
                taken.add(column.name)
        if at and (best is None or len(at) > len(best.at)) and len(at) * 3 >= len(sheet.columns):
            best = Header(number, at)
    return best


def _judge_header(page: Page, sheet: Sheet, header: Header) -> Iterator[Trouble]:
    known, cells = _known(sheet), page.cells[header.row]
    absent = [column for column in sheet.columns if column not in header.at.values()]
    explained: set[str] = set()
    for index, raw in enumerate(cells):
        word = _word(raw)
        if index in header.at or not word:
            continue
        place = _place(page, header.row, index)
        if word in known:
            first = next(at for at, column in header.at.items() if column == known[word])
            yield trouble("PREP-009", place, column=known[word].name, other=_cell(page, header.row, first))
        elif (inner := known.get(word.replace("万元", "元"))) in absent and inner is not None:
            explained.add(inner.name)
            yield trouble("PREP-026", place, found=str(raw).strip(), column=inner.name)
        elif like := nearest(str(raw).strip(" *"), [column.name for column in absent], _LIKE):
            explained.add(like)
            yield trouble("PREP-007", place, found=str(raw).strip(), nearest=like)
        else:
            allowed = "、".join(column.name for column in sheet.columns)
            yield trouble("PREP-008", place, found=str(raw).strip(), allowed=allowed)
    yield from _absent_columns(page, [column for column in absent if column.name not in explained], header)


def _absent_columns(page: Page, absent: Sequence[Column], header: Header) -> Iterator[Trouble]:
    place = Place(sheet=page.name, cell=_cell(page, header.row, 0))
    for column in absent:
        if column.required:
            yield trouble("PREP-006", place, sheet=page.name, column=column.name)
    if optional := "、".join(column.name for column in absent if not column.required):
        yield trouble("PREP-029", place, sheet=page.name, columns=optional)


def _unusable(page: Page, header: Header) -> Iterator[Trouble]:
    """Yield the merged cells, formulas without a result and error values below the header."""
    first = page.top + header.row + 1
    columns = {page.left + index: column for index, column in header.at.items()}
    for (row, column), (last_row, last_column) in page.merged:
        if last_row >= first and row < page.top + len(page.cells) and (row, column) != (last_row, last_column):
            cells = f"{column_letters(column)}{row + 1}:{column_letters(last_column)}{last_row + 1}"
            yield trouble("PREP-010", Place(sheet=page.name, cell=cells), cells=cells)
    for code, found in (("PREP-011", page.uncalculated), ("PREP-012", page.errors)):
        for row, column in sorted(found):
            if row >= first and column in columns:
                yield trouble(code, _place(page, row - page.top, column - page.left, columns[column]))


def _in_order(page: Page, sheet: Sheet, header: Header) -> bool:
    """Return whether the columns stand in the workbook as the template has them."""
    return [(page.left + index, column.name) for index, column in header.at.items()] == [
        (index, column.name) for index, column in enumerate(sheet.columns)
    ]


def _known(sheet: Sheet) -> dict[str, Column]:
    known: dict[str, Column] = {}
    for column in sheet.columns:
        known.setdefault(_fold(column.name), column)
    for column in sheet.columns:
        for word in column.also:
            known.setdefault(_fold(word), column)
    return known


def _word(raw: Raw) -> str:
    return _fold(raw) if isinstance(raw, str) else ""


def _fold(text: str) -> str:
    return plain(text).rstrip("*:")


# Places


def _place(page: Page, row: int, index: int, column: Column | None = None) -> Place:
    return Place(sheet=page.name, cell=_cell(page, row, index), column=column.name if column else "")


def _row_place(page: Page, row: int, *, in_order: bool) -> Place:
    if in_order:
        return Place(sheet=page.name, cell=_cell(page, row, 0))
    return Place(sheet=page.name, line=page.top + row + 1)


def _cell(page: Page, row: int, index: int) -> str:
    return f"{column_letters(page.left + index)}{page.top + row + 1}"
