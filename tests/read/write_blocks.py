"""Small writers that put blocks into each kind of file, so that one document can be read in all of them.

Reading back gives the same lines and grids but for their places, and with limits each function states.
"""

import io
import re
from html import escape

import docx
import xlsxwriter
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from xlsxwriter.worksheet import Worksheet

from gouji.model.disclosure import Grid
from gouji.read.blocks import Blocks, Line

_NUMBER = re.compile(r"-?(?:0|[1-9]\d{0,10})(\.\d{1,6})?")

Spans = dict[tuple[int, int], tuple[int, int]]


def as_text(blocks: Blocks) -> str:
    """Return the blocks as text with tabs. Merged cells and heading levels are lost."""
    return "\n\n".join(
        item.text if isinstance(item, Line) else "\n".join("\t".join(row) for row in item.rows) for item in blocks.items
    )


def as_html(blocks: Blocks) -> str:
    """Return the blocks as a page."""
    body = "\n".join(_html_line(item) if isinstance(item, Line) else _html_table(item) for item in blocks.items)
    return f'<!DOCTYPE html>\n<html><head><meta charset="utf-8"></head><body>\n{body}\n</body></html>\n'


def as_xlsx(blocks: Blocks, sheet: str = "Sheet1", *, numbers: bool = False, apart: int = 1, across: int = 1) -> bytes:
    """Return the blocks on one worksheet.

    apart: empty rows between any two. across: the columns that each line is merged over.

    numbers: write what looks like a plain number as a number, shown with the decimals it has; else all is text.

    Lost: empty columns at the right of a grid, heading levels. A grid's first rows with a single text come back as
    lines.
    """
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        page = book.add_worksheet(sheet)
        formats = [book.add_format({"num_format": f"0.{'0' * decimals}"}) for decimals in range(1, 7)]
        row = 0
        for item in blocks.items:
            if isinstance(item, Line):
                if across > 1:
                    page.merge_range(row, 0, row, across - 1, "")
                page.write_string(row, 0, item.text)
                row += 1 + apart
            else:
                _write_grid(page, row, item, formats if numbers else None)
                row += len(item.rows) + apart
    return stream.getvalue()


def as_docx(blocks: Blocks) -> bytes:
    """Return the blocks as a Word document."""
    document = docx.Document()
    for item in blocks.items:
        if isinstance(item, Grid):
            document.element.body.insert(-1, parse_xml(_word_table(item)))
        elif item.level:
            document.add_heading(item.text, item.level)
        else:
            document.add_paragraph(item.text)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def spans_of(grid: Grid) -> Spans:
    """Return (row, column) → (rows, columns) of the merged cells."""
    return {(int(row), int(column)): span for key, span in grid.spans.items() for row, column in [key.split(",")]}


def _covered(spans: Spans) -> dict[tuple[int, int], tuple[int, int]]:
    """Return covered cell → first cell of the merge."""
    return {
        (row + down, column + right): (row, column)
        for (row, column), (rows, columns) in spans.items()
        for down in range(rows)
        for right in range(columns)
        if (down, right) != (0, 0)
    }


def _html_line(line: Line) -> str:
    tag = f"h{line.level}" if line.level and line.level <= 6 else "p"
    return f"<{tag}>{escape(line.text)}</{tag}>"


def _html_table(grid: Grid) -> str:
    spans = spans_of(grid)
    covered = _covered(spans)
    rows = []
    for number, row in enumerate(grid.rows):
        cells = []
        for column, text in enumerate(row):
            if (number, column) not in covered:
                down, right = spans.get((number, column), (1, 1))
                cells.append(f'<td rowspan="{down}" colspan="{right}">{escape(text)}</td>')
        rows.append(f"<tr>{''.join(cells)}</tr>")
    return "<table>\n" + "\n".join(rows) + "\n</table>"


def _write_grid(page: Worksheet, top: int, grid: Grid, formats: list[xlsxwriter.format.Format] | None) -> None:
    for (row, column), (rows, columns) in spans_of(grid).items():
        page.merge_range(top + row, column, top + row + rows - 1, column + columns - 1, "")
    for row, texts in enumerate(grid.rows, top):
        for column, text in enumerate(texts):
            if formats and (number := _NUMBER.fullmatch(text)):
                page.write_number(row, column, float(text), formats[len(number[1]) - 2] if number[1] else None)
            elif text:
                page.write_string(row, column, text)


def _word_table(grid: Grid) -> str:
    spans = spans_of(grid)
    covered = _covered(spans)
    rows = "".join(
        "<w:tr>" + "".join(_word_cells(grid, number, spans, covered)) + "</w:tr>" for number in range(len(grid.rows))
    )
    return f"<w:tbl {nsdecls('w')}><w:tblPr/><w:tblGrid/>{rows}</w:tbl>"


def _word_cells(grid: Grid, row: int, spans: Spans, covered: Spans) -> list[str]:
    cells = []
    for column, text in enumerate(grid.rows[row]):
        first = covered.get((row, column), (row, column))
        if first[1] != column:
            continue  # a gridSpan further left covers it
        rows, columns = spans.get(first, (1, 1))
        merge = "" if rows == 1 else '<w:vMerge w:val="restart"/>' if first == (row, column) else "<w:vMerge/>"
        properties = f'<w:tcPr><w:gridSpan w:val="{columns}"/>{merge}</w:tcPr>'
        run = f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'
        cells.append(f"<w:tc>{properties}<w:p>{run}</w:p></w:tc>")
    return cells
