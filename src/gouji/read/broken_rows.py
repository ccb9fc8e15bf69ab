"""Rows whose cells do not stand in their columns: how they are told, and what is kept of them."""

import re
from collections.abc import Sequence

from gouji.layouts.characters import HAN
from gouji.layouts.classification import CODE_LEVELS
from gouji.layouts.headings import vocabulary
from gouji.layouts.layout import class_codes
from gouji.layouts.words import plain, plain_label
from gouji.model.disclosure import Figure, Row
from gouji.read.columns import SideColumns
from gouji.read.headers import Header
from gouji.read.row_names import TOTAL, Name
from gouji.read.table_body import Body, PrintedRow

_AMOUNT = re.compile(r"\s*\(?[-+]?\d[\d,]*\.\d+\)?\s*$")
_LABEL = re.compile(rf"{HAN}{{3}}")


def is_shifted(printed: PrintedRow, sides: Sequence[SideColumns], header: Header) -> bool:
    """Return whether cells stand in wrong columns: an amount where a label belongs or where no column has a word of its
    own, or a label where an amount belongs.
    """
    cells = printed.cells
    if any("." in cell and _AMOUNT.match(cell) for cell, named in zip(cells, header.named, strict=False) if not named):
        return True
    for columns in sides:
        if any("." in cells[index] and _AMOUNT.match(cells[index]) for index in columns.indexes("name")):
            return True
        amounts = (cells[column.index] for column in columns.columns if column.known and not printed.repeats_header(column))
        if any(not text.isascii() and _LABEL.search(text) for text in amounts):
            return True
    return False


def read_broken_row(printed: PrintedRow, sides: Sequence[SideColumns], body: Body) -> tuple[Row, ...]:
    """Return the rows of a line whose cells do not stand in their columns: which amount belongs where is not known.

    Every figure is unreadable, so that no rule takes the amounts that are there for others, or for missing.
    """
    cells = [cell.strip() for cell in printed.cells if cell.strip()]
    found: list[Row] = []
    for columns in sides:
        name = _name_broken(cells, columns, body, alone=len(sides) == 1)
        if name is None:
            continue
        figures = {
            column.name: Figure(
                " ".join(cells),
                "unreadable",
                body.unit or "",
                None,
                printed.place(0, body, name.label, column.header),
            )
            for column in columns.columns
        }
        found.append(name.make_row(columns.side, printed.place(0, body, name.label), figures))
    return tuple(found)


def _name_broken(cells: Sequence[str], columns: SideColumns, body: Body, *, alone: bool) -> Name | None:
    """Return what the line is about: a code or a row of the kind; else its first words, where there is one side only."""
    rows = body.words.sides[columns.side].rows
    for cell in cells:
        label = plain_label(cell)
        if key := rows.find(label):
            return Name(
                key, cell, class_codes().get(key, ""), key, level="类" if key in class_codes() else ""
            )
        if label in vocabulary().totals:
            return Name(TOTAL, cell, name=cell, level=TOTAL)
    words = [cell for cell in cells if not _AMOUNT.match(cell)]
    if not alone or not words:
        return None
    coded = re.match(r"\d{3}(?:\d{2}){0,2}(?!\d)", plain(words[0]))
    code = coded[0] if coded and body.words.kind.by == "function_code" else ""
    return Name(code or words[0], " ".join(words), code, level=CODE_LEVELS.get(len(code), ""))
