"""A Table, Form or Catalogue of a disclosure → how it is printed, with what stands around its grid."""

from collections.abc import Iterator

from gouji.layouts.headings import vocabulary
from gouji.layouts.printing import Printing
from gouji.layouts.words import plain, plain_word
from gouji.model.disclosure import Catalogue, Form, Grid, Table
from gouji.model.money import read_money
from gouji.read.headers import Header, read_header
from gouji.read.titles import read_title
from gouji.render.merges import form_grid, join_pieces, table_grid
from gouji.render.printed import PrintedForm, PrintedTable


def print_table(table: Table, words: Printing) -> Iterator[PrintedTable]:
    """Yield the table; pieces that do not fit below each other follow without a title."""
    pieces = join_pieces(table.grids)
    notes = tuple((table.note or "").split("\n")) if table.note else ()
    if not pieces:
        yield PrintedTable(table.title, Grid((), ()), 0, table.label, _lines(table, words), notes=notes, table=table)
    for number, grid in enumerate(pieces):
        first, last = number == 0, number == len(pieces) - 1
        head = table.head if first else read_header(grid.rows).rows
        yield PrintedTable(
            title=table.title if first else "",
            grid=table_grid(grid, head),
            head=head,
            label=table.label if first else "",
            lines=_lines(table, words) if first else (),
            amounts=_amounts(grid, head),
            bold=_totals(grid, head, table),
            notes=notes if last else (),
            table=table,
        )


def _lines(table: Table, words: Printing) -> tuple[str, ...]:
    """Return what is printed between title and grid. A unit printed in the title or the header is not said again."""
    lines = [words.department.format(department=table.department)] if table.department else []
    if table.unit and not _says_unit(table):
        lines.append(words.unit.format(unit=table.unit))
    return tuple(lines)


def _says_unit(table: Table) -> bool:
    in_header = {unit for grid in table.grids[:1] for unit in read_header(grid.rows).units} if table.grids else set()
    return read_title(table.title).unit == table.unit or table.unit in in_header


def _amounts(grid: Grid, head: int) -> tuple[int, ...]:
    """Return the columns that hold amounts: no labels by their header, and nothing but amounts below it."""
    header = read_header(grid.rows[:head]) if head else None
    return tuple(column for column in range(grid.width) if not _is_label(header, column) and _holds_amounts(grid, head, column))


def _is_label(header: Header | None, column: int) -> bool:
    path = header.paths[column] if header and column < len(header.paths) else ()
    return bool(path) and plain_word(path[-1]) in vocabulary().roles


def _holds_amounts(grid: Grid, head: int, column: int) -> bool:
    texts = [row[column] for row in grid.rows[head:] if column < len(row)]
    return all(read_money(text, "元")[0] != "unreadable" for text in texts)


def _totals(grid: Grid, head: int, table: Table) -> tuple[int, ...]:
    """Return the rows that add up others."""
    labels = {plain(row.label) for row in table.rows if row.level == "合计"}
    return tuple(
        index
        for index, row in enumerate(grid.rows)
        if index >= head and any(plain(text) in labels or plain(text) in vocabulary().totals for text in row)
    )


def print_form(form: Form, words: Printing) -> PrintedForm:
    """Return the form as it was printed."""
    year = words.form_year.format(year=form.year) if form.year else ""
    grid = form_grid(form.grid) if form.grid else Grid((), ())
    return PrintedForm(form.title, year, form.name, grid, tuple(text.printed for text in form.fragments))


def print_catalogue(catalogue: Catalogue) -> PrintedTable:
    """Return the catalogue of purchased services with its header repeated."""
    grid = catalogue.grid or Grid((), ())
    return PrintedTable(catalogue.title, table_grid(grid, 1), min(1, len(grid.rows)), level=3)
