"""A grid as printed → a Word table: merged cells, header rows that repeat, columns as wide as they were fitted."""

from collections.abc import Iterator, Sequence

from msgspec import Struct

from gouji.model.disclosure import Grid
from gouji.render.docx.xml import paragraph, run, twips
from gouji.render.fitting import PADDING, Fit
from gouji.render.shown import covered_cells

_USUAL = 10.5  # size of the letters in the styles of tables, in points


class Look(Struct, frozen=True):
    """How a table is set. head: header rows; amounts: columns set to the right; bold: rows of totals.

    whole: rows are not broken over pages.
    """

    head: int = 0
    amounts: frozenset[int] = frozenset()
    bold: frozenset[int] = frozenset()
    whole: bool = True


def word_table(grid: Grid, fit: Fit, look: Look) -> str:
    """Return the table. Every row of the grid must be as wide as the fit has columns."""
    columns = "".join(f'<w:gridCol w:w="{twips(width)}"/>' for width in fit.widths)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="GridTable"/><w:tblW w:w="{twips(sum(fit.widths))}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="{twips(PADDING)}" w:type="dxa"/>'
        f'<w:right w:w="{twips(PADDING)}" w:type="dxa"/></w:tblCellMar></w:tblPr><w:tblGrid>{columns}</w:tblGrid>'
        f"{''.join(_rows(grid, fit, look))}</w:tbl>"
    )


def _rows(grid: Grid, fit: Fit, look: Look) -> Iterator[str]:
    covered = covered_cells(grid.spans)
    for row, texts in enumerate(grid.rows):
        flags = ("<w:cantSplit/>" if look.whole else "") + ("<w:tblHeader/>" if row < look.head else "")
        properties = f"<w:trPr>{flags}</w:trPr>" if flags else ""
        yield f"<w:tr>{properties}{''.join(_cells(grid, row, texts, covered, fit, look))}</w:tr>"


def _cells(
    grid: Grid, row: int, texts: Sequence[str], covered: dict[tuple[int, int], tuple[int, int]], fit: Fit, look: Look
) -> Iterator[str]:
    for column, text in enumerate(texts):
        first = covered.get((row, column), (row, column))
        if first[1] != column:
            continue  # a cell further left covers it
        rows, columns = grid.spans.get(f"{first[0]},{first[1]}", (1, 1))
        width = twips(sum(fit.widths[column : column + columns]))
        span = f'<w:gridSpan w:val="{columns}"/>' if columns > 1 else ""
        merge = "" if rows == 1 else '<w:vMerge w:val="restart"/>' if first == (row, column) else "<w:vMerge/>"
        yield (
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{merge}<w:vAlign w:val="center"/></w:tcPr>'
            f"{_words(row, column, text, fit, look)}</w:tc>"
        )


def _words(row: int, column: int, text: str, fit: Fit, look: Look) -> str:
    style = "TableHead" if row < look.head else "TableAmount" if column in look.amounts else "TableText"
    size = f'<w:sz w:val="{round(2 * fit.size)}"/><w:szCs w:val="{round(2 * fit.size)}"/>' if fit.size != _USUAL else ""
    # Rows that are kept together with the next keep the header from standing alone at the foot of a page.
    more = "<w:keepNext/>" if row < look.head else ""
    bold = "<w:b/>" if row in look.bold else ""
    return paragraph(style, run(text, bold + size) if text else "", more + (f"<w:rPr>{size}</w:rPr>" if size and not text else ""))
