"""A workbook (xlsx or xls) in, lines and grids out, sheet by sheet.

The cells are read by calamine. It reserves memory by what the file claims, so the file is looked through first: xlsx
is unpacked within bounds, xls rewritten with honest sizes (ole.py), and a sheet that spans too many cells is left out.

Hidden sheets are not read: the public does not see them, and what they hold (last year's figures, look-up lists) would
be checked as if it were published. Hidden rows and columns cannot be told and are read.
"""

import datetime
import io
import re
from collections.abc import Iterator, Sequence
from typing import Any

from msgspec import structs
from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from gouji.model.disclosure import Grid, Trouble
from gouji.model.place import Place
from gouji.read import ole
from gouji.read.blocks import Line
from gouji.read.bounds import MAX_CELLS, bound
from gouji.read.formats import Format, read_formats, show_as
from gouji.read.grids import BLANKS, same_width, tidy
from gouji.read.packages import parse_xml, repack, unpack
from gouji.read.places import column_letters
from gouji.read.scan import Scan, scan_sheet, sheet_parts
from gouji.read.sheet_text import is_told, opens_text, text_stretches
from gouji.read.troubles import damaged, refusal, trouble

# Six decimals of 万元 are one 分; what a float shows beyond them is noise of its arithmetic.
DECIMALS = 6
_ESCAPED_RETURN = "_x000D_"  # how xlsx writes a carriage return, left as it is by calamine
STYLES = "xl/styles.xml"
_SHOWN = 8  # cells named in one trouble

# calamine reserves room for as many shared strings as the part says it has.
_ABSURD_COUNT = re.compile(rb"""(\b(?:uniqueC|c)ount\s*=\s*["']\s*)\d{8,}""")
# Names that programs give to new sheets say nothing about what is printed on them.
_DEFAULT_NAME = re.compile(r"(?:sheet|工作表)\s*\d*(?:\s*\(\d+\))?$", re.IGNORECASE)

Texts = list[list[str]]
Spans = dict[tuple[int, int], tuple[int, int]]
Formats = dict[tuple[int, int], Format]


def read_xlsx(data: bytes, file: str) -> tuple[list[Line | Grid], list[Trouble]]:
    """Return the lines and grids of an xlsx file, and what could not be read of it.

    Raises ReadError: READ-008 to READ-014.
    """
    book, scans = open_xlsx(data, file)
    return _read_sheets(book, file, scans)


def read_xls(data: bytes, file: str) -> tuple[list[Line | Grid], list[Trouble]]:
    """Return the lines and grids of an xls file, and what could not be read of it.

    Raises ReadError: READ-008 encrypted, READ-009 damaged, READ-012 too many cells, READ-014 nothing in it.
    """
    return _read_sheets(open_xls(data, file), file, None)


def open_xlsx(data: bytes, file: str) -> tuple[CalamineWorkbook, dict[str, Scan | str]]:
    """Return the xlsx file unpacked within bounds, and each sheet's scan or why there is none.

    Raises ReadError: READ-008 to READ-012.
    """
    unpacked = unpack(data, file, "xlsx", _is_wanted)
    parts = {name: _ABSURD_COUNT.sub(rb"\g<1>0", part) for name, part in unpacked.items()}
    styles = read_formats(parse_xml(parts[STYLES], STYLES, file, "xlsx")) if STYLES in parts else []
    scans = {name: scan_sheet(part, name, file, styles) for name, part in parts.items() if b"sheetData" in part}
    left = MAX_CELLS
    for name, scan in scans.items():
        # What is not in the package cannot be opened, however its relations are written.
        if isinstance(scan, str):
            del parts[name]
        elif scan.cells > left:
            del parts[name]
            scans[name] = structs.replace(scan, too_large=True)
        else:
            left -= scan.cells
    book = _open(repack(parts), file, "xlsx")
    return book, {sheet: scans[part] for sheet, part in sheet_parts(parts, file).items() if part in scans}


def open_xls(data: bytes, file: str) -> CalamineWorkbook:
    """Return the xls file with honest sizes. Raises ReadError: READ-008, READ-009, READ-012."""
    try:
        container = ole.open_container(data)
        entry = next(each for each in container.entries if each.name in ("Workbook", "Book"))
        stream, cells = ole.make_honest(ole.read_stream(container, entry))
    except (ole.Damaged, StopIteration) as error:
        raise damaged(file, "xls", str(error) or "no workbook") from error
    bound(cells, MAX_CELLS, "格 cells", file)
    return _open(io.BytesIO(ole.wrap_stream(entry.name, stream)), file, "xls")


def _is_wanted(name: str) -> bool:
    """Return whether calamine needs the part: pictures, charts, printer settings and macros stay packed."""
    return name.endswith((".xml", ".rels")) and "/drawings/" not in name and "/charts/" not in name


def _open(stream: io.BytesIO, file: str, kind: str) -> CalamineWorkbook:
    try:
        return CalamineWorkbook.from_filelike(stream)
    except PasswordError as error:
        raise refusal("READ-008", file) from error
    except (CalamineError, OSError, ValueError) as error:
        raise damaged(file, kind, error) from error


def _read_sheets(
    book: CalamineWorkbook, file: str, scans: dict[str, Scan | str] | None
) -> tuple[list[Line | Grid], list[Trouble]]:
    """Return what the visible sheets print. scans: sheet → scan or why there is none; None when nothing was scanned."""
    items: list[Line | Grid] = []
    troubles: list[Trouble] = []
    for meta in book.sheets_metadata:
        place = Place(sheet=meta.name)
        if meta.typ != SheetTypeEnum.WorkSheet:
            continue  # charts and macros print no cells
        if meta.visible != SheetVisibleEnum.Visible:
            troubles.append(trouble("READ-024", place, sheet=meta.name))
            continue
        scan = (scans or {}).get(meta.name, Scan(0) if scans is None else "not in the package")
        found = _read_one(book, meta.name, scan)
        if isinstance(found, Trouble):
            troubles.append(found)
        else:
            items += found
        troubles += _name_cells(meta.name, scan)
    if not items:
        zh, en = (troubles[0].zh, troubles[0].en) if troubles else ("没有一格有内容", "no cell is filled")
        raise refusal("READ-014", file, found=zh, found_en=en)
    return items, troubles


def _read_one(book: CalamineWorkbook, name: str, scan: Scan | str) -> list[Line | Grid] | Trouble:
    if isinstance(scan, str):
        return trouble("READ-026", Place(sheet=name), sheet=name, found=scan)
    if scan.too_large:
        return trouble("READ-025", Place(sheet=name), sheet=name, found=scan.cells, limit=MAX_CELLS)
    try:
        return _read_sheet(book.get_sheet_by_name(name), scan.formats)
    except CalamineError as error:
        return trouble("READ-026", Place(sheet=name), sheet=name, found=str(error))


def _name_cells(sheet: str, scan: Scan | str) -> Iterator[Trouble]:
    if isinstance(scan, str):
        return
    for code, cells in (("READ-022", scan.uncalculated), ("READ-023", scan.errors)):
        if cells:
            place = Place(sheet=sheet, cell=cells[0])
            named = "、".join(f"{sheet}!{cell}" for cell in cells[:_SHOWN]) + ("…" if len(cells) > _SHOWN else "")
            yield trouble(code, place, count=len(cells), cells=named)


# --- one sheet ----------------------------------------------------------------------------------------------------


def _read_sheet(sheet: CalamineSheet, formats: Formats) -> list[Line | Grid]:
    """Return the lines and grids of a sheet.

    Empty rows separate them. Rows with one text that open such a stretch are lines (titles, 单位：万元), the rest is
    a grid over all columns the stretch uses. Stretches with no line between them are pieces of one table and get the
    same width. Running text between tables (sheet_text.py) needs no empty rows around it. The sheet's name stands in for a title where the sheet prints none.
    """
    if sheet.start is None:
        return []
    top, left = sheet.start
    texts = [
        ["" if value == "" else show(value, formats.get((number, column))) for column, value in enumerate(row, left)]
        for number, row in enumerate(sheet.to_python(), top)
    ]
    spans = _spans(sheet, top, left)
    items: list[Line | Grid] = []
    for begin, end in _pieces(texts, spans):
        continues = bool(items) and isinstance(items[-1], Grid)
        items += _read_stretch(sheet, texts, spans, begin, end, continues=continues)
    if items and isinstance(items[0], Grid) and not _DEFAULT_NAME.match(sheet.name):
        items.insert(0, Line(sheet.name.strip(BLANKS), Place(sheet=sheet.name), 1))
    return same_width(items)


def show(value: Any, form: Format | None = None) -> str:
    """Return a cell's value as people read it on the sheet: 2040201, 16595.30, 25.00%, 2024-01-02, TRUE.

    form: how the sheet prints numbers there; without one (General, and all of xls) 16595.30 is shown as 16595.3 and
    25% as 0.25. Breaks inside a text are kept.
    """
    if isinstance(value, str):
        return value.replace(_ESCAPED_RETURN, "\n").strip(BLANKS)
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float):
        return show_as(value, form) if form else _show_number(value)
    if isinstance(value, datetime.datetime):
        return value.isoformat(" ", "minutes")
    if isinstance(value, datetime.timedelta):
        minutes, seconds = divmod(round(value.total_seconds()), 60)
        return f"{minutes // 60}:{minutes % 60:02}:{seconds:02}"
    return str(value)


def _show_number(value: float) -> str:
    if value.is_integer():
        return str(int(value))
    if abs(value) < 10**-DECIMALS:
        return f"{value:.15f}".rstrip("0").rstrip(".")
    return f"{value:.{DECIMALS}f}".rstrip("0").rstrip(".")


def _spans(sheet: CalamineSheet, top: int, left: int) -> Spans:
    """Return first cell → (rows, columns) of the merged ranges, counted from the first used cell."""
    ranges = sheet.merged_cell_ranges or []
    return {
        (first[0] - top, first[1] - left): (last[0] - first[0] + 1, last[1] - first[1] + 1) for first, last in ranges
    }


def _covered(texts: Texts, spans: Spans) -> list[bool]:
    """Return for each row whether a merged cell with text reaches into it from a row above."""
    reach: dict[int, int] = {}
    for (row, column), (rows, _) in spans.items():
        if 0 <= row < len(texts) and 0 <= column < len(texts[row]) and texts[row][column]:
            reach[row] = max(reach.get(row, 0), row + rows)
    covered_to = 0
    covered = []
    for number in range(len(texts)):
        covered.append(number < covered_to)
        covered_to = max(covered_to, reach.get(number, 0))
    return covered


def _stretches(texts: Texts, covered: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """Yield (begin, end) of each run of rows that have text or are covered by a merged cell with text."""
    begin = None
    for number, texts_of_row in enumerate(texts):
        used = covered[number] or any(texts_of_row)
        if used and begin is None:
            begin = number
        elif not used and begin is not None:
            yield begin, number
            begin = None
    if begin is not None:
        yield begin, len(texts)


def _pieces(texts: Texts, spans: Spans) -> Iterator[tuple[int, int]]:
    """Yield (begin, end) of each stretch; one that holds running text is cut before and after it."""
    covered = _covered(texts, spans)
    for begin, end in _stretches(texts, covered):
        for first, last in text_stretches(texts, begin, end, covered):
            if begin < first:
                yield begin, first
            yield first, last
            begin = last
        if begin < end:
            yield begin, end


def _read_stretch(
    sheet: CalamineSheet, texts: Texts, spans: Spans, begin: int, end: int, *, continues: bool
) -> list[Line | Grid]:
    """Return a stretch's lines, its grid and the lines below it. continues: a table was just left by an empty row."""
    while begin < end and not any(texts[begin]):
        begin += 1
    top, bottom = begin, end
    while top < bottom and _texts_in(texts[top]) <= 1:
        top += 1
    width = max((_used(row) for row in texts[top:bottom]), default=0)
    if continues and _goes_on(texts, spans, begin, top, bottom):
        top, width = begin, len(texts[begin])
    while bottom > top and _is_across(texts[bottom - 1], spans, bottom - 1, width):
        bottom -= 1
    grid = [_make_grid(sheet, texts, spans, top, bottom, width)] if bottom > top else []
    return [*_lines(sheet, texts, begin, top), *grid, *_lines(sheet, texts, bottom, end)]


def _texts_in(row: Sequence[str]) -> int:
    return len(row) - row.count("")


def _only(row: Sequence[str]) -> int:
    """Return the column of a row's first text."""
    return next((column for column, text in enumerate(row) if text), 0)


def _used(row: Sequence[str]) -> int:
    """Return how many columns the row uses, counted from the left."""
    return max((column + 1 for column, text in enumerate(row) if text), default=0)


def _goes_on(texts: Texts, spans: Spans, begin: int, top: int, bottom: int) -> bool:
    """Return whether the rows from begin to top, each with a single text, are rows of the table above, not titles.

    They are when the first is merged over a part of the columns ("合计" over the code columns), or when all stand
    right of the first column, where no title stands, and the table goes on below them.
    """
    is_text = is_told if top < bottom else opens_text
    if begin == top or is_text(texts[begin][_only(texts[begin])]):
        return False
    merged = spans.get((begin, _only(texts[begin])), (1, 1))[1]
    if 1 < merged < len(texts[begin]):
        return True
    return top < bottom and all(not texts[row][0] and (row, _only(texts[row])) not in spans for row in range(begin, top))


def _is_across(row: Sequence[str], spans: Spans, number: int, width: int) -> bool:
    """Return whether the row is one merged cell over the whole table, or nothing: a note below it."""
    if not any(row):
        return True
    return _texts_in(row) == 1 and spans.get((number, _only(row)), (1, 1))[1] >= max(width, 2)


def _lines(sheet: CalamineSheet, texts: Texts, begin: int, end: int) -> list[Line]:
    top, left = sheet.start or (0, 0)
    return [
        Line(told, Place(sheet=sheet.name, cell=f"{column_letters(left + column)}{top + row + 1}"))
        for row in range(begin, end)
        for column, text in enumerate(texts[row])
        for paragraph in text.split("\n")
        if (told := tidy(paragraph))
    ]


def _make_grid(sheet: CalamineSheet, texts: Texts, spans: Spans, begin: int, end: int, width: int) -> Grid:
    top, left = sheet.start or (0, 0)
    inside = {}
    for (row, column), (rows, columns) in spans.items():
        if begin <= row < end and 0 <= column < width:
            inside[f"{row - begin},{column}"] = (min(rows, end - row), min(columns, width - column))
    rows_as_printed = tuple(tuple(map(tidy, row[:width])) for row in texts[begin:end])
    numbers = tuple(range(top + begin + 1, top + end + 1))
    merged = {key: span for key, span in inside.items() if span != (1, 1)}
    return Grid(rows_as_printed, numbers, sheet=sheet.name, spans=merged, column=left)
