"""A disclosure → the bytes of an xlsx file, laid out as printed and set up for printing.

Texts are written as texts, whatever they say; a total is a formula where its parts give exactly what is printed.
Thousands marks become a number format: reading drops them.
"""

import io
import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from decimal import Decimal
from math import ceil
from typing import Any

import xlsxwriter

from gouji.model.disclosure import Disclosure, Grid
from gouji.render.document import document
from gouji.render.fitting import Fit, fit_form, fit_table, text_length
from gouji.render.links import contents_links
from gouji.render.printed import Chart, Contents, Heading, Printed, PrintedForm, PrintedTable, Prose, Title
from gouji.render.shown import covered_cells
from gouji.render.xlsx_document.formulas import Cell, Sums, find_sums
from gouji.render.xlsx_document.sheets import Page, make_pages

_CREATED = datetime(2000, 1, 1)
_LONGEST_TEXT = 32_767  # of a cell, set by Excel
_HIGHEST = 409  # points, likewise
_NUMBER = re.compile(r"-?(?:0|[1-9]\d{0,2}(?:,\d{3})+|[1-9]\d{0,11})(?:\.(\d{1,6}))?")
_SIZE = 10.0  # of letters in tables, in points
_CHARACTER = 5.6  # points that one unit of a column's width takes
_PROSE_WIDTH = 82.0  # units
_FONT = "宋体"
_A4, _A3 = 9, 8

_STYLES: dict[str, dict[str, Any]] = {
    "title": {"font_name": "黑体", "font_size": 16, "align": "center", "valign": "vcenter"},
    "cover": {"font_name": "黑体", "font_size": 26, "align": "center", "valign": "vcenter", "text_wrap": True},
    "part": {"font_name": "黑体", "font_size": 18, "align": "center", "valign": "vcenter"},
    "heading": {"font_name": "黑体", "font_size": 13, "valign": "vcenter"},
    "subheading": {"font_name": "黑体", "font_size": 12, "valign": "vcenter"},
    "prose": {"font_name": "仿宋", "font_size": 13, "text_wrap": True, "valign": "top"},
    "caption": {"font_name": "黑体", "font_size": 11, "align": "center"},
    "left": {},
    "right": {"align": "right"},
    "centre": {"align": "center"},
    "link": {"font_color": "#1D4F80", "underline": 1},
    "page": {"align": "right", "font_color": "#565E69"},
    "head": {"border": 1, "text_wrap": True, "align": "center", "valign": "vcenter", "bg_color": "#F1EFE8", "bold": True},
    "cell": {"border": 1, "text_wrap": True, "valign": "vcenter"},
    "amount": {"border": 1, "align": "right", "valign": "vcenter"},
    "bold": {"bold": True},
}


def xlsx(disclosure: Disclosure) -> bytes:
    """Return the disclosure as a workbook; the same bytes for the same disclosure."""
    printed = document(disclosure)
    pages = make_pages(printed)
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        title = next((thing for thing in printed if isinstance(thing, Title)), Title("", disclosure.source.name))
        book.set_properties({"title": f"{title.department} {title.subject}".strip()[:200], "created": _CREATED})
        writer = _Writer(book, printed, pages)
        for page in pages:
            writer.add(page)
    return stream.getvalue()


class _Writer:
    """A workbook being written. spots: printed thing → sheet and row where it stands."""

    def __init__(self, book: Any, printed: Sequence[Printed], pages: Sequence[Page]) -> None:
        self.book = book
        self.formats: dict[tuple[str, ...], Any] = {}
        self.links = contents_links(printed)
        self.spots = {index: (page.name, row) for page in pages for index, row in _rows_of(page)}

    def style(self, *words: str) -> Any:
        """Return the cell format the words describe, made once. A word of digits and marks is a number format."""
        if words not in self.formats:
            look: dict[str, Any] = {"font_name": _FONT, "font_size": _SIZE}
            for word in words:
                look |= _STYLES.get(word, {"num_format": word})
            self.formats[words] = self.book.add_format(look)
        return self.formats[words]

    def add(self, page: Page) -> None:
        """Add one worksheet."""
        sheet = self.book.add_worksheet(page.name)
        sheet.hide_gridlines(2)
        sheet.set_paper(_A4)
        sheet.fit_to_pages(1, 0)
        sheet.set_footer("&C— &P —")
        sheet.center_horizontally()
        tables = [thing for _, thing in page.things if isinstance(thing, PrintedTable)]
        forms = [thing for _, thing in page.things if isinstance(thing, PrintedForm)]
        if tables:
            self.add_tables(sheet, page)
        elif forms:
            self.add_forms(sheet, forms)
        else:
            self.add_prose(sheet, page)

    # --- prose ---

    def add_prose(self, sheet: Any, page: Page) -> None:
        """Write cover, contents and running text, one paragraph a row."""
        sheet.set_column(0, 0, _PROSE_WIDTH)
        for index, row in _rows_of(page):
            thing = dict(page.things)[index]
            match thing:
                case Title():
                    for at, line in enumerate(filter(None, (*thing.department.split("\n"), thing.subject))):
                        sheet.set_row(row + at, 60)
                        self.text(sheet, row + at, 0, line, "cover")
                case Contents():
                    self.text(sheet, row, 0, thing.title, "part")
                    sheet.set_column(1, 1, 8)
                    for number, (level, title, printed) in enumerate(thing.entries):
                        self.entry(sheet, row + 2 + number, number, "　" * (level - 1) + title, printed)
                case Heading():
                    sheet.set_row(row, {1: 40}.get(thing.level, 24))
                    self.text(sheet, row, 0, thing.text, {1: "part", 2: "heading"}.get(thing.level, "subheading"))
                case Prose():
                    sheet.set_row(row, _height(thing.text, _PROSE_WIDTH * _CHARACTER, 13))
                    self.text(sheet, row, 0, thing.text, "prose")
                case Chart():
                    self.text(sheet, row, 0, thing.caption, "caption")

    def entry(self, sheet: Any, row: int, number: int, title: str, printed: int | None) -> None:
        """Write one line of the contents, leading to its sheet."""
        spot = self.spots.get(self.links.get(number, -1))
        if spot:
            name = spot[0].replace("'", "''")
            sheet.write_url(row, 0, f"internal:'{name}'!A{spot[1] + 1}", self.style("link"), title)
        else:
            self.text(sheet, row, 0, title, "left")
        if printed is not None:
            sheet.write_number(row, 1, printed, self.style("page"))

    def text(self, sheet: Any, row: int, column: int, text: str, *words: str) -> None:
        """Write a text, never a formula or a link."""
        sheet.write_string(row, column, text[:_LONGEST_TEXT], self.style(*words))

    # --- tables ---

    def add_tables(self, sheet: Any, page: Page) -> None:
        """Write a table, what stands above it, and its further pieces below it."""
        fit = next(
            fit_table(thing.grid, thing.head, thing.amounts)
            for _, thing in page.things
            if isinstance(thing, PrintedTable)
        )
        self.set_columns(sheet, fit)
        width = max(1, len(fit.widths))
        for index, row in _rows_of(page):
            thing = dict(page.things)[index]
            if isinstance(thing, Heading):
                self.across(sheet, row, width, thing.text, "part")
                sheet.set_row(row, 30)
            elif isinstance(thing, PrintedTable):
                self.add_table(sheet, row, thing, fit, width)
            elif isinstance(thing, Prose):
                self.text(sheet, row, 0, thing.text, "left")

    def set_columns(self, sheet: Any, fit: Fit) -> None:
        for column, points in enumerate(fit.widths):
            sheet.set_column(column, column, points * _SIZE / fit.size / _CHARACTER)
        if fit.paper != "upright":
            sheet.set_landscape()
        if fit.paper == "large":
            sheet.set_paper(_A3)

    def add_table(self, sheet: Any, row: int, table: PrintedTable, fit: Fit, width: int) -> None:
        """Write one table from the row on."""
        for line, words in _above(table):
            self.across(sheet, row, width, line, words)
            row += 1
        grid = table.grid
        sums = find_sums(table.table, grid) if table.table else {}
        self.add_grid(sheet, row, table, fit, sums)
        if table.head and table.title:
            sheet.repeat_rows(row, row + table.head - 1)
            sheet.freeze_panes(row + table.head, 0)
        for number, note in enumerate(table.notes):
            self.text(sheet, row + len(grid.rows) + 1 + number, 0, note, "left")

    def across(self, sheet: Any, row: int, width: int, text: str, *words: str) -> None:
        """Write a line over the whole width of the table."""
        if "title" in words:
            sheet.set_row(row, 28)
        if width > 1:
            sheet.merge_range(row, 0, row, width - 1, "", self.style(*words))
        self.text(sheet, row, 0, text, *words)

    def add_grid(self, sheet: Any, top: int, table: PrintedTable, fit: Fit, sums: Sums) -> None:
        amounts, bold = frozenset(table.amounts), frozenset(table.bold)
        covered = covered_cells(table.grid.spans)
        for row, texts in enumerate(table.grid.rows):
            sheet.set_row(top + row, _row_height(table.grid, row, fit))
            for column, text in enumerate(texts):
                words = ["head"] if row < table.head else ["amount" if column in amounts else "cell"]
                words += ["bold"] if row in bold else []
                if covered.get((row, column), (row, column)) != (row, column):
                    continue
                self.merge(sheet, top, table.grid, row, column, words)
                number = _NUMBER.fullmatch(text) if column in amounts and row >= table.head else None
                if number is None:
                    self.cell(sheet, top + row, column, text, words)
                else:
                    style = self.style(*words, _number_format(text, number[1] or ""))
                    self.number(sheet, top, (row, column), Decimal(text.replace(",", "")), style, sums)
        sheet.ignore_errors({"number_stored_as_text": f"A1:{_letters(len(fit.widths))}{top + len(table.grid.rows) + 1}"})

    def merge(self, sheet: Any, top: int, grid: Grid, row: int, column: int, words: Sequence[str]) -> None:
        rows, columns = grid.spans.get(f"{row},{column}", (1, 1))
        if (rows, columns) != (1, 1):
            sheet.merge_range(top + row, column, top + row + rows - 1, column + columns - 1, "", self.style(*words))

    def cell(self, sheet: Any, row: int, column: int, text: str, words: Sequence[str]) -> None:
        if text:
            self.text(sheet, row, column, text, *words)
        else:
            sheet.write_blank(row, column, None, self.style(*words))

    def number(self, sheet: Any, top: int, cell: Cell, value: Decimal, style: Any, sums: Sums) -> None:
        """Write a number, as a sum where it is one."""
        row, column = cell
        if cell in sums:
            sheet.write_formula(top + row, column, f"=SUM({_ranges(sums[cell], top)})", style, value)
        else:
            sheet.write_number(top + row, column, value, style)

    # --- forms ---

    def add_forms(self, sheet: Any, forms: Sequence[PrintedForm]) -> None:
        """Write all forms below each other, each on a page of its own when printed."""
        widest = max(forms, key=lambda form: form.grid.width)
        fit = fit_form(widest.grid)
        self.set_columns(sheet, fit)
        breaks = []
        row = 0
        for form in forms:
            breaks += [row] if row else []
            for line, words in ((form.title, "title"), (form.subtitle, "centre")):
                if line:
                    self.across(sheet, row, max(1, len(fit.widths)), line, words)
                    row += 1
            table = PrintedTable(form.title, form.grid, 0)
            self.add_grid(sheet, row, table, fit, {})
            row += len(form.grid.rows) + 1
            for text in form.fragments:
                self.text(sheet, row, 0, text, "left")
                row += 1
            row += 1
        sheet.set_h_pagebreaks(breaks)


def _rows_of(page: Page) -> Iterable[tuple[int, int]]:
    """Yield (index of the thing, row it begins in) of what stands on a sheet of prose or of tables."""
    row = 0
    for index, thing in page.things:
        yield index, row
        match thing:
            case Title():
                row += thing.department.count("\n") + 3
            case Contents():
                row += len(thing.entries) + 3
            case PrintedTable():
                row += len(_above(thing)) + len(thing.grid.rows) + 1 + (len(thing.notes) + 1 if thing.notes else 0)
            case _:
                row += 1


def _above(table: PrintedTable) -> list[tuple[str, str]]:
    """Return (line, style) of what stands above the grid."""
    lines = [(table.label, "left"), (table.title, "title")]
    lines += [(line, "right" if number else "left") for number, line in enumerate(table.lines)]
    return [(line, words) for line, words in lines if line]


def _number_format(text: str, decimals: str) -> str:
    return ("#,##0" if "," in text else "0") + ("." + "0" * len(decimals) if decimals else "")


def _ranges(cells: Sequence[Cell], top: int) -> str:
    """Return the cells as references, neighbours in one column or row as a range."""
    ranges: list[list[Cell]] = []
    for cell in sorted(cells, key=lambda each: (each[1], each[0]) if len({c for _, c in cells}) == 1 else each):
        last = ranges[-1][-1] if ranges else None
        if last and cell in ((last[0] + 1, last[1]), (last[0], last[1] + 1)):
            ranges[-1].append(cell)
        else:
            ranges.append([cell])
    names = [[f"{_letters(column + 1)}{top + row + 1}" for row, column in (run[0], run[-1])] for run in ranges]
    return ",".join(first if first == last else f"{first}:{last}" for first, last in names)


def _letters(column: int) -> str:
    """Return the letters of a column counted from 1."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _row_height(grid: Grid, row: int, fit: Fit) -> float:
    """Return the height that the row's texts need: programs do not fit rows to merged cells by themselves."""
    highest = 0.0
    for column, text in enumerate(grid.rows[row]):
        rows, columns = grid.spans.get(f"{row},{column}", (1, 1))
        if text and rows == 1:
            width = sum(fit.widths[column : column + columns]) * _SIZE / fit.size
            highest = max(highest, _height(text, width - 4, _SIZE))
    return max(highest, 16.0)


def _height(text: str, width: float, size: float) -> float:
    """Return how high the text stands in lines of that width, all in points."""
    lines = sum(max(1, ceil(text_length(line) * size / width)) for line in text.split("\n"))
    return min(_HIGHEST, lines * size * 1.4 + 3)
