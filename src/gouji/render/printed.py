"""The things a disclosure is printed as: what every writer (PDF, Word, Excel, HTML, text) is handed, in printed order.

document.py makes them of a Disclosure; a writer only says how its kind of file prints each of them.
"""

from typing import Literal

from msgspec import Struct

from gouji.model.disclosure import Grid, Table
from gouji.model.money import Money


class Title(Struct, frozen=True):
    """The cover: department above, year and subject below. What stands above the department is a line of its own in it."""

    department: str
    subject: str


class Contents(Struct, frozen=True):
    """The table of contents (目录). entries: (level, title, page as printed); a writer with pages of its own counts them."""

    entries: tuple[tuple[int, str, int | None], ...]
    title: str = "目录"


class Heading(Struct, frozen=True):
    """A heading. level: 1 for 第一部分, 2 for 一、, 3 for （一）."""

    text: str
    level: int


class Prose(Struct, frozen=True):
    """A paragraph of running text, as printed."""

    text: str


class PrintedTable(Struct, frozen=True):
    """A table with what stands around it.

    label: above the title ("预算公开表1"), "" for none. lines: printed between title and grid (部门名称：…, 单位：…).
    grid: header and body as printed, with merged cells. head: number of header rows, repeated on every page.
    amounts: grid columns that hold amounts (set right-aligned). bold: grid rows that are totals. notes: below the grid.
    A further piece of the table above, of another width, has no title. table: the record that is printed, if any.
    """

    title: str
    grid: Grid
    head: int
    label: str = ""
    lines: tuple[str, ...] = ()
    amounts: tuple[int, ...] = ()
    bold: tuple[int, ...] = ()
    notes: tuple[str, ...] = ()
    level: int = 2
    table: Table | None = None


class PrintedForm(Struct, frozen=True):
    """A project performance form: title, year line, its grid as printed, loose text below."""

    title: str
    subtitle: str
    name: str
    grid: Grid
    fragments: tuple[str, ...] = ()


class Chart(Struct, frozen=True):
    """A chart with the figures it draws. kind: pie for parts of a whole, bar for amounts side by side."""

    caption: str
    kind: Literal["pie", "bar"]
    values: tuple[tuple[str, Money], ...]
    unit: str = "万元"


Printed = Title | Contents | Heading | Prose | PrintedTable | PrintedForm | Chart
