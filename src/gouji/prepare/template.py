"""The workbook for people to fill in: empty, or with a Budget in it. Bytes out; the same input gives the same bytes.

What each column takes stands in columns.yaml. No text becomes a formula or a link, there are no macros, and the lists
behind the drop-downs stand on a hidden sheet. Amounts are in 元.
"""

import io
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

import xlsxwriter
from msgspec import structs
from xlsxwriter.utility import xl_range_abs, xl_rowcol_to_cell

from gouji.model.budget import Budget
from gouji.model.money import Money, print_money
from gouji.model.place import Place
from gouji.prepare.columns import (
    CODE_LISTS,
    FIRST_ROW,
    HEAD_ROW,
    LEVEL_LISTS,
    SHEET_LISTS,
    Book,
    Column,
    Kind,
    Sheet,
    known_codes,
    load_book,
    offered,
    printed,
)
from gouji.prepare.records import Fields, rows_of
from gouji.prepare.troubles import PrepareError, trouble
from gouji.prepare.years import earlier_years

GUIDE, LISTS = "说明", "代码表"

_CREATED = datetime(2000, 1, 1)
_LONGEST_TEXT = 32_767  # of a cell, set by Excel
_EXACT = 10**15  # a spreadsheet keeps 15 digits of a number
_SPARE_ROWS = 200  # set up below the rows that are already filled
_PAGE_WIDTH, _WIDE_SCALE = 240, 55  # characters that a printed page still shows legibly; per cent beyond that
_FACT_WIDTHS = (30, 60, 70)
_LINE_HEIGHT, _MOST_LINES = 15, 8  # points of one line; lines of a text shown at once
_FACT_HEAD = ("项目", "内容", "填写说明")
_LEGEND = "表头深色带 * 的列必填；金额单位：元"

_STYLES: dict[str, dict[str, Any]] = {
    "title": {"bold": True, "font_size": 18, "font_color": "#1F4E4A"},
    "about": {"font_size": 11, "font_color": "#1F4E4A", "bold": True, "valign": "vcenter"},
    "step": {"align": "right", "font_color": "#1F6F68", "bold": True},
    "soft": {"font_color": "#6B7280", "font_size": 9, "valign": "vcenter"},
    "group": {"bg_color": "#E4E9E8", "font_color": "#374151", "align": "center", "border": 1, "border_color": "#C9D1D0", "font_size": 9},
    "required": {"bold": True, "bg_color": "#1F6F68", "font_color": "#FFFFFF", "border": 1, "border_color": "#C9D1D0", "text_wrap": True, "valign": "vcenter", "align": "center"},
    "optional": {"bold": True, "bg_color": "#D5E5E3", "font_color": "#1F4E4A", "border": 1, "border_color": "#C9D1D0", "text_wrap": True, "valign": "vcenter", "align": "center"},
    "missing": {"bg_color": "#FBE3E0"},
    "ask": {"bg_color": "#FFF0C9"},
    "left": {"align": "left", "valign": "vcenter"},
    "wrap": {"text_wrap": True},
    "box": {"border": 1, "border_color": "#C9D1D0"},
    "text": {"num_format": "@"},
    "amount": {"num_format": "#,##0.00;[Red]-#,##0.00"},
    "number": {"num_format": "0"},
}
_CELL_STYLES: dict[Kind, tuple[str, ...]] = {"amount": ("amount",), "number": ("number",), "long": ("text", "wrap")}


def write_template(layout: str, budget: Budget | None, year: int, department: str) -> bytes:
    """Return the workbook of the year for the department, with everything of the budget in it where one is given.

    layout: "shanxi/2024". Projects whose names tell an earlier year are marked to be looked at.
    Raises PrepareError("PREP-030"): a text is longer than a cell can hold.
    """
    budget = budget or Budget(department, year, layout)
    budget = structs.replace(budget, department=department, year=year, layout=layout)
    writer = _Writer(budget)
    writer.add_guide()
    for sheet in load_book().sheets:
        writer.add(sheet)
    return writer.close()


class _Writer:
    """A workbook being written into memory."""

    def __init__(self, budget: Budget) -> None:
        self._budget = budget
        self._plan: Book = load_book()
        self._bytes = io.BytesIO()
        options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
        self._book = xlsxwriter.Workbook(self._bytes, options)
        self._book.set_properties({"title": self._title(), "comments": self._plan.version, "created": _CREATED})
        self._styles: dict[tuple[str, ...], Any] = {}
        self._sources: dict[str, str] = {}

    def close(self) -> bytes:
        """Return the finished workbook."""
        self._add_lists()
        self._book.close()
        return self._bytes.getvalue()

    def _title(self) -> str:
        return f"{self._budget.department}{self._plan.guide.title.format(year=self._budget.year)}"

    # the sheet that explains

    def add_guide(self) -> None:
        """Add the first sheet: how to fill in the others, what they are, and what the program looks for."""
        page = self._book.add_worksheet(GUIDE)
        page.hide_gridlines(2)
        page.set_column(0, 0, 20)
        page.set_column(1, 1, 110)
        guide = self._plan.guide
        page.set_row(0, 34)
        page.write_string(0, 0, self._title(), self._style("title"))
        facts = {"version": self._plan.version, "layout": self._budget.layout, "year": str(self._budget.year)}
        row = self._write_pairs(page, 2, guide.heads["steps"], [(f"{n}.", step, "step") for n, step in enumerate(guide.steps, 1)])
        row = self._write_pairs(page, row, guide.heads["colours"], [(" ", told, colour) for colour, told in guide.colours.items()])
        row = self._write_pairs(page, row, guide.heads["sheets"], [(sheet.name, sheet.about, "box") for sheet in self._plan.sheets])
        self._write_pairs(page, row, guide.heads["facts"], [(label, facts[name], "soft") for name, label in guide.facts.items()])
        self._print_setup(page)

    def _write_pairs(self, page: Any, row: int, head: str, pairs: Sequence[tuple[str, str, str]]) -> int:
        """Write a heading, and below it a label in its style and a text on each row; return the row for the next."""
        page.write_string(row, 0, head, self._style("about"))
        for number, (label, text, style) in enumerate(pairs, row + 1):
            page.write_string(number, 0, label, self._style(style))
            page.write_string(number, 1, text, self._style("wrap"))
        return row + len(pairs) + 2

    # the sheets to fill in

    def add(self, sheet: Sheet) -> None:
        """Add a sheet with what the budget has for it."""
        page = self._book.add_worksheet(sheet.name)
        page.set_row(0, 24)
        page.write_string(0, 0, sheet.about, self._style("about"))
        if sheet.essential:
            page.set_tab_color("#1F6F68")
        rows = rows_of(self._budget, sheet.holds)
        if sheet.shape == "facts":
            self._add_facts(page, sheet, rows[0] if rows else {})
        else:
            self._add_list(page, sheet, rows)
        self._print_setup(page, sheet)

    def _add_facts(self, page: Any, sheet: Sheet, fields: Fields) -> None:
        for index, (width, head) in enumerate(zip(_FACT_WIDTHS, _FACT_HEAD, strict=True)):
            page.set_column(index, index, width)
            page.write_string(HEAD_ROW, index, head, self._style("optional"))
        for row, column in enumerate(sheet.columns, FIRST_ROW):
            page.set_row(row, _LINE_HEIGHT * max(4, _lines(fields.get(column.field, ""), _FACT_WIDTHS[1])) if column.kind == "long" else 20)
            page.write_string(row, 0, _head(column), self._style("required" if column.required else "optional"))
            page.write_blank(row, 1, None, self._cell_style(column, "box", "left"))
            note = "。".join(part for part in (column.note.rstrip("。"), f"例：{column.example}" if column.example else "") if part)
            page.write_string(row, 2, note, self._style("soft", "wrap"))
            self._write(page, row, 1, column, fields.get(column.field), "box", "left")
            self._restrict(page, column, row, row, 1)
        page.freeze_panes(FIRST_ROW, 0)

    def _add_list(self, page: Any, sheet: Sheet, rows: list[Fields]) -> None:
        rows = [*rows, *self._starts(sheet, rows)]
        last = FIRST_ROW + max(sheet.rows, len(rows) + _SPARE_ROWS) - 1
        page.set_row(HEAD_ROW, 32)
        self._write_groups(page, sheet)
        for index, column in enumerate(sheet.columns):
            page.set_column(index, index, column.width, self._cell_style(column))
            page.write_string(HEAD_ROW, index, _head(column), self._style("required" if column.required else "optional"))
            self._explain(page, index, column)
            self._restrict(page, column, FIRST_ROW, last, index)
        self._show_missing(page, sheet, last)
        for number, fields in enumerate(rows, FIRST_ROW):
            self._write_row(page, number, sheet, fields)
        page.freeze_panes(FIRST_ROW, sheet.freeze)
        page.ignore_errors({"number_stored_as_text": xl_range_abs(FIRST_ROW, 0, last, len(sheet.columns) - 1).replace("$", "")})

    def _write_row(self, page: Any, number: int, sheet: Sheet, fields: Fields) -> None:
        lines = 1
        for index, column in enumerate(sheet.columns):
            if (value := fields.get(column.field)) is None:
                page.write_blank(number, index, None, self._cell_style(column, "box"))
            else:
                self._write(page, number, index, column, value, "box", *self._asks(sheet, column, value))
            if column.kind == "long" and value:
                lines = max(lines, _lines(value, column.width))
        if lines > 1:
            page.set_row(number, _LINE_HEIGHT * min(lines, _MOST_LINES))

    def _starts(self, sheet: Sheet, rows: list[Fields]) -> Iterator[Fields]:
        """Yield the rows that stand on the sheet from the start and that the budget does not have."""
        starts = [(start,) if isinstance(start, str) else start for start in sheet.starts]
        columns = sheet.columns[: len(starts[0])] if starts else ()
        backwards = [printed(column.list) for column in columns]
        there = {
            tuple(words.get(str(row.get(column.field)), row.get(column.field)) for column, words in zip(columns, backwards, strict=True))
            for row in rows
        }
        # Terms, staff and assets of a filled budget are its own choice; fixed lists are always completed.
        if rows and not any(column.kind == "choice" for column in columns):
            return
        for start in starts:
            if start not in there:
                values = ({word: value for value, word in words.items()}.get(cell, cell) for cell, words in zip(start, backwards, strict=True))
                yield dict(zip((column.field for column in columns), values, strict=True))

    def _write_groups(self, page: Any, sheet: Sheet) -> None:
        groups = list(dict.fromkeys(column.group for column in sheet.columns if column.group))
        if not sheet.columns[0].group:
            page.write_string(1, 0, _LEGEND, self._style("soft"))
        for group in groups:
            at = [index for index, column in enumerate(sheet.columns) if column.group == group]
            if len(at) > 1:
                page.merge_range(1, at[0], 1, at[-1], group, self._style("group"))
            else:
                page.write_string(1, at[0], group, self._style("group"))

    def _explain(self, page: Any, index: int, column: Column) -> None:
        lines = [column.note, f"例：{column.example}" if column.example else "", column.en]
        text = "\n".join(line for line in ("必填。" if column.required else "", *lines) if line)
        height = 18 * (2 + sum(1 + len(line) // 18 for line in text.split("\n")))
        page.write_comment(HEAD_ROW, index, text, {"author": "勾稽", "width": 240, "height": height, "font_size": 9})

    def _show_missing(self, page: Any, sheet: Sheet, last: int) -> None:
        """Colour the required cells that are still blank in a row already begun."""
        begun = len(sheet.starts[0]) if sheet.starts and not isinstance(sheet.starts[0], str) else min(1, len(sheet.starts))
        row = FIRST_ROW + 1
        right = xl_rowcol_to_cell(FIRST_ROW, len(sheet.columns) - 1, col_abs=True)
        for index, column in enumerate(sheet.columns):
            if column.required and len(sheet.columns) > 1:
                cell = xl_rowcol_to_cell(FIRST_ROW, index, col_abs=True)
                criteria = f"=AND(LEN({cell})=0,COUNTA($A{row}:{right})>{begun})"
                options = {"type": "formula", "criteria": criteria, "format": self._style("missing")}
                page.conditional_format(FIRST_ROW, index, last, index, options)

    # cells

    def _write(self, page: Any, row: int, index: int, column: Column, value: Any, *styles: str) -> None:
        style = self._cell_style(column, *styles)
        if isinstance(value, Money) and abs(value.fen) < _EXACT:
            page.write_number(row, index, value.fen / 100, style)
        elif isinstance(value, int) and not isinstance(value, bool) and abs(value) < _EXACT:
            page.write_number(row, index, value, style)
        elif value is not None:
            text = self._text(column, value)
            if len(text) > _LONGEST_TEXT:
                place = Place(sheet=page.get_name(), cell=xl_rowcol_to_cell(row, index), column=column.name)
                raise PrepareError(trouble("PREP-030", place, count=len(text), limit=_LONGEST_TEXT))
            page.write_string(row, index, text, style)

    def _text(self, column: Column, value: Any) -> str:
        if isinstance(value, Money):
            return print_money(value, "元")
        if isinstance(value, bool):
            return self._plan.flags["yes" if value else "no"][0]
        if column.kind == "code":
            name = self._budget.names.get(value) or next(iter(known_codes(column.list, self._budget.year).get(value, ())), "") if column.list else ""
            return f"{value} {name}".strip()
        return printed(column.list).get(str(value), str(value)) if column.kind == "choice" else str(value)

    def _asks(self, sheet: Sheet, column: Column, value: Any) -> tuple[str, ...]:
        """Return the style of a cell that was carried over and should be looked at."""
        dated = sheet.holds == "projects" and column.field == "name" and earlier_years(value, self._budget.year)
        return ("ask",) if dated else ()

    def _cell_style(self, column: Column, *more: str) -> Any:
        return self._style(*_CELL_STYLES.get(column.kind, ("text",)), *more)

    def _style(self, *words: str) -> Any:
        """Return the cell format that the words describe, made once."""
        if words not in self._styles:
            style: dict[str, Any] = {"font_name": "微软雅黑", "font_size": 10, "valign": "top"}
            for word in words:
                style |= _STYLES[word]
            self._styles[words] = self._book.add_format(style)
        return self._styles[words]

    def _print_setup(self, page: Any, sheet: Sheet | None = None) -> None:
        page.set_landscape()
        page.set_paper(9)
        page.set_footer("&A    &P / &N")
        if sheet is None or sum(column.width for column in sheet.columns) <= _PAGE_WIDTH:
            page.fit_to_pages(1, 1 if sheet is None else 0)
        else:
            page.set_print_scale(_WIDE_SCALE)
            page.repeat_columns(0)
        if sheet is not None:
            page.repeat_rows(HEAD_ROW)

    # drop-downs

    def _restrict(self, page: Any, column: Column, first: int, last: int, index: int) -> None:
        """Let the cells take only, or offer, what the column allows."""
        rule: dict[str, Any] = {"ignore_blank": True, "error_title": column.name[:32]}
        if column.kind == "amount":
            rule |= {"validate": "decimal", "criteria": ">=", "value": 0, "error_message": "请填数字，单位为元，不能是负数。"}
        elif column.kind == "number":
            rule |= {"validate": "integer", "criteria": ">=", "value": 0, "error_message": "请填整数，不写单位。"}
        elif column.kind == "flag":
            words = [words[0] for words in self._plan.flags.values()]
            rule |= {"validate": "list", "source": words, "error_message": f"请填“{words[0]}”或“{words[1]}”。"}
        elif column.list:
            rule |= {"validate": "list", "source": self._source(column.list), **_strictness(column)}
        else:
            return
        page.data_validation(first, index, last, index, rule)

    def _source(self, name: str) -> str:
        """Return the formula of the cells that a drop-down offers."""
        if name in SHEET_LISTS:
            sheet = next(sheet for sheet in self._plan.sheets if sheet.name == name)
            cells = f"'{name}'!{xl_range_abs(FIRST_ROW, 0, FIRST_ROW + sheet.rows - 1, 0)}"
            return f"=OFFSET('{name}'!$A${FIRST_ROW + 1},0,0,MAX(1,COUNTA({cells})),1)"
        if name not in self._sources:
            count = len(offered(name, self._budget.year))
            self._sources[name] = f"='{LISTS}'!{xl_range_abs(1, len(self._sources), count, len(self._sources))}"
        return self._sources[name]

    def _add_lists(self) -> None:
        """Add the hidden sheet with the words of the drop-downs, a column each."""
        page = self._book.add_worksheet(LISTS)
        page.hide()
        for index, name in enumerate(self._sources):
            page.set_column(index, index, 36 if name in CODE_LISTS else 20)
            page.write_string(0, index, name, self._style("optional"))
            for row, word in enumerate(offered(name, self._budget.year), 1):
                page.write_string(row, index, word, self._style("text"))


def _lines(text: str, width: int) -> int:
    """Return how many lines the text takes in a column so many half-width characters wide."""
    return sum(1 + sum(2 if ord(sign) > 0x2E7F else 1 for sign in line) // width for line in text.split("\n"))


def _head(column: Column) -> str:
    return f"{column.name} *" if column.required else column.name


def _strictness(column: Column) -> dict[str, Any]:
    """Return how a drop-down answers to what it does not offer: refuse, ask, or take it."""
    if column.kind == "choice":
        return {"error_type": "stop", "error_message": "请从下拉列表中选择。"}
    if column.kind == "code":
        return {"error_type": "warning", "error_message": "下拉列表里没有。列表不全，当年科目书里有的可以照填。"}
    if column.list in (*SHEET_LISTS, *LEVEL_LISTS):
        return {"error_type": "warning", "error_message": f"“{column.list}”表里没有这个名称。"}
    return {"show_error": False}
