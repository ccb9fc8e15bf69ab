"""Reports and disclosures as XLSX. No text becomes a formula or a link; the same input gives the same bytes."""

import io
from collections.abc import Iterable, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

import xlsxwriter

from gouji import __version__
from gouji.check.rulebook import rulebook
from gouji.check.sources import say_basis
from gouji.model.disclosure import Disclosure, Figure
from gouji.model.finding import SEVERITIES, Cause, Finding, Outcome, Report, Severity
from gouji.model.money import FEN_PER_UNIT
from gouji.model.place import show_place
from gouji.render.fitting import text_length
from gouji.render.mask import mask_report
from gouji.render.sheet import Column, Sheet, Value
from gouji.render.sheets import make_sheets
from gouji.render.verdict import caveats, show_numbers, status_word, verdict
from gouji.render.words import MEANING, ONE, READING, SEVERITY, SIGN, say

_LONGEST_TEXT = 32_767  # of a cell, set by Excel
_CREATED = datetime(2000, 1, 1)
_WIDE = 24  # columns from this width on are wrapped
_COLOURED = 3  # first columns of a finding that show its severity
_LINE, _MOST_LINES = 14, 24  # height of a line in points; Excel allows 409 points
_COLOUR: dict[Severity, tuple[str, str]] = {
    "error": ("#A3191E", "#FCEBE9"),
    "warning": ("#855000", "#FDF2DC"),
    "note": ("#285A78", "#E8F1F6"),
}


def disclosure_workbook(disclosure: Disclosure, language: str = "zh") -> bytes:
    """Return everything the disclosure says, a worksheet for each table and kind of content.

    Amounts are numbers in the unit they are printed in; a blank stays blank, a dash a dash.
    """
    book = _Book(disclosure.cover.title or disclosure.source.name)
    for sheet in make_sheets(disclosure, language):
        book.add(sheet)
    return book.close()


def report_workbook(report: Report, language: str = "zh") -> bytes:
    """Return the report: conclusion, findings with filters, rules. Numbers of persons are masked."""
    report = mask_report(report)
    book = _Book(f"{report.department or report.document} · {say('report', language)}")
    book.add_conclusion(report, language)
    findings = _findings(report, language)
    book.add(findings, [_severity(row[1], language) for row in findings.rows])
    book.add(_rules(report, language))
    return book.close()


def _severity(name: Value, language: str) -> Severity:
    return next(severity for severity in SEVERITIES if ONE[language][severity] == name)


def _findings(report: Report, language: str) -> Sheet:
    widths = {"number": 6, "severity": 8, "rule": 8, "cause": 36, "message": 56, "where": 48, "printed": 16, "expected": 16,
              "difference": 16, "basis": 30, "advice": 40}  # fmt: skip
    columns = tuple(
        Column(say(word, language), "number" if word == "number" else "text", width) for word, width in widths.items()
    )
    numbered = enumerate(((cause, finding) for cause in report.causes for finding in cause.findings), 1)
    rows = tuple(_finding(number, cause, finding, language) for number, (cause, finding) in numbered)
    return Sheet(say("sheet_findings", language), columns, rows)


def _finding(number: int, cause: Cause, finding: Finding, language: str) -> tuple[Value, ...]:
    return (
        number, ONE[language][finding.severity], finding.rule, cause.title.in_language(language),
        finding.message.in_language(language), "\n".join(show_place(place, language) for place in finding.places),
        *show_numbers(finding, language), say_basis(finding.basis, language), finding.advice.in_language(language),
    )  # fmt: skip


def _rules(report: Report, language: str) -> Sheet:
    titles = {rule.id: rule.title.in_language(language) for rule in rulebook()}
    widths = {"rule": 9, "rule_title": 60, "status": 9, "checked": 10, "failed": 10, "why": 50}
    columns = tuple(
        Column(say(word, language), "number" if word in ("checked", "failed") else "text", width)
        for word, width in widths.items()
    )
    rows = tuple(_outcome(outcome, titles, language) for outcome in report.outcomes)
    return Sheet(say("sheet_rules", language), columns, rows)


def _outcome(outcome: Outcome, titles: dict[str, str], language: str) -> tuple[Value, ...]:
    ran = outcome.status != "not_run"
    counts = (outcome.checked, outcome.failed) if ran else (None, None)
    return outcome.rule, titles.get(outcome.rule, ""), say(status_word(outcome), language), *counts, outcome.why.in_language(language)


class _Book:
    """A workbook being written, row by row, into memory."""

    def __init__(self, title: str) -> None:
        self._bytes = io.BytesIO()
        options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
        self._book = xlsxwriter.Workbook(self._bytes, options)
        self._book.set_properties({"title": title[:200], "comments": f"Gouji {__version__}", "created": _CREATED})
        self._formats: dict[tuple[str, ...], Any] = {}

    def close(self) -> bytes:
        """Return the finished workbook."""
        self._book.close()
        return self._bytes.getvalue()

    def add(self, sheet: Sheet, severities: Sequence[Severity] = ()) -> None:
        """Add a worksheet with a frozen, filtered heading. severities: one for each row, to colour it by."""
        page = self._book.add_worksheet(sheet.name)
        self._set_up(page, sheet)
        for column, described in enumerate(sheet.columns):
            self._write(page, 0, column, described.name, self._format("head"))
        for number, row in enumerate(sheet.rows):
            # Programs other than Excel do not fit rows to wrapped text by themselves.
            if (lines := _lines(sheet.columns, row)) > 1:
                page.set_row(number + 1, _LINE * lines)
            for column, value in enumerate(row):
                if value is not None and value != "":
                    severity = severities[number] if severities and column < _COLOURED else ""
                    self._write(page, number + 1, column, value, self._cell(sheet.columns[column], value, severity))
        page.autofilter(0, 0, len(sheet.rows), len(sheet.columns) - 1)

    def add_conclusion(self, report: Report, language: str) -> None:
        """Add the worksheet with the conclusion, the counts and what was read."""
        page = self._book.add_worksheet(say("sheet_summary", language))
        page.set_column(0, 0, 26)
        page.set_column(1, 1, 90)
        page.hide_gridlines(2)
        page.set_paper(9)
        page.fit_to_pages(1, 0)
        rows: list[tuple[str, Value, str]] = [
            (report.department or report.document, None, "title"),
            (say("report", language), None, "soft"),
            (say("file", language), report.document, "wrap"),
            *[("", report.belonging.in_language(language), "wrap")] * bool(report.belonging.zh),
            *((part.label.in_language(language), part.name, "wrap") for part in report.parts),
            (say("verdict", language), verdict(report, language), "strong"),
        ]
        rows += [("", line, "wrap") for line in caveats(report, language)]
        for severity in report.told:
            name = f"{SIGN[severity]} {SEVERITY[language][severity]}（{MEANING[language][severity]}）"
            rows.append((name, report.count(severity), severity))
        if report.reading:
            rows.append((READING[language], report.reading, "wrap"))
        for word in report.coverage.__struct_fields__:
            rows.append((say(word, language), getattr(report.coverage, word), "wrap"))
        for number, (name, value, style) in enumerate(rows):
            page.set_row(number, 30 if style in ("title", "strong") else 20)
            self._write(page, number, 0, name, self._format(style if value is None or style in SEVERITIES else "soft"))
            if value is not None:
                self._write(page, number, 1, value, self._format(style, "left"))

    def _set_up(self, page: Any, sheet: Sheet) -> None:
        for column, described in enumerate(sheet.columns):
            page.set_column(column, column, described.width)
        page.freeze_panes(1, 0)
        page.set_landscape()
        page.set_paper(9)
        page.repeat_rows(0)
        page.fit_to_pages(1, 0)
        page.set_footer("&C&P / &N")

    def _cell(self, column: Column, value: Value, severity: str) -> Any:
        if isinstance(value, Figure) and value.money is not None:
            return self._format("number", str(_decimals(value.text)), severity)
        if isinstance(value, Decimal):
            return self._format("number", str(max(0, -int(value.as_tuple().exponent))), severity)
        # Several amounts in one cell must not run over the next.
        overflows = isinstance(value, str) and 2 * text_length(value) > column.width
        return self._format("wrap" if column.width >= _WIDE or overflows else "cell", severity)

    def _write(self, page: Any, row: int, column: int, value: Value, style: Any) -> None:
        if isinstance(value, Figure):
            if value.money is None:
                page.write_string(row, column, _short(value.text), style)
            else:
                # A float would be written with its tail: 778.1799999999999.
                page.write_number(row, column, Decimal(value.money.fen) / FEN_PER_UNIT[value.unit], style)
        elif isinstance(value, (int, Decimal)):
            page.write_number(row, column, value, style)
        else:
            page.write_string(row, column, _short(value or ""), style)

    def _format(self, *words: str) -> Any:
        """Return the cell format the words describe, made once."""
        if words not in self._formats:
            self._formats[words] = self._book.add_format(_describe(words))
        return self._formats[words]


_STYLES: dict[str, dict[str, Any]] = {
    "head": {"bold": True, "bg_color": "#EFECE4", "bottom": 1, "text_wrap": True, "align": "center", "valign": "vcenter"},
    "title": {"bold": True, "font_size": 16},
    "strong": {"bold": True, "font_size": 12, "text_wrap": True},
    "soft": {"font_color": "#565E69"},
    "wrap": {"text_wrap": True, "indent": 1},
    "cell": {"indent": 1},
    "left": {"align": "left"},
}


def _describe(words: Iterable[str]) -> dict[str, Any]:
    style: dict[str, Any] = {"valign": "top", "font_name": "微软雅黑", "font_size": 10}
    for word in words:
        style |= _STYLES.get(word, {})
        if word.isdigit():
            style["num_format"] = "#,##0" + ("." + "0" * int(word) if int(word) else "")
        if word in SEVERITIES:
            colour, background = _COLOUR[word]
            style |= {"font_color": colour, "bg_color": background}
    return style


def _lines(columns: Sequence[Column], row: Sequence[Value]) -> int:
    """Return how many lines the row needs: GB 18030 has two bytes where a terminal or a cell has two columns."""
    most = 1
    for column, value in zip(columns, row, strict=True):
        if isinstance(value, str) and 2 * len(value) > column.width:
            needed = sum(
                1 + len(line.encode("gb18030", "replace")) // column.width for line in value.split("\n")
            )
            most = max(most, needed)
    return min(most, _MOST_LINES)


def _decimals(text: str) -> int:
    """Return how many decimals are printed."""
    return sum(character.isdigit() for character in text.partition(".")[2]) or sum(
        character.isdigit() for character in text.partition("．")[2]
    )


def _short(text: str) -> str:
    """Return the text as far as a cell can hold it; the whole stands in the JSON."""
    return text if len(text) <= _LONGEST_TEXT else text[: _LONGEST_TEXT - 1] + "…"
