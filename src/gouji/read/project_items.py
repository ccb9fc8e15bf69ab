"""Which rows of a list of projects are functional items that head their projects (Sichuan).

In: the tables of a document. Out: the same tables; a row whose code and name another table prints as a functional item
is that item, not a project called after it.
"""

from collections.abc import Sequence

from msgspec import structs

from gouji.layouts.classification import CODE_LEVELS, plain_name
from gouji.layouts.kinds import load_kinds
from gouji.model.disclosure import Row, Table


def name_items(tables: Sequence[Table]) -> tuple[Table, ...]:
    """Return the tables with the items among their projects told apart."""
    lists = {id(table) for table in tables if _by(table) == "project" and any(_may_be_item(row) for row in table.rows)}
    if not lists:
        return tuple(tables)
    items = {
        (row.code, plain_name(row.name))
        for table in tables
        if _by(table) == "function_code"
        for row in table.rows
        if row.code
    }
    return tuple(_told(table, items) if id(table) in lists else table for table in tables)


def _by(table: Table) -> str:
    return load_kinds()[table.kind].by if table.kind is not None else ""


def _may_be_item(row: Row) -> bool:
    return row.level == "项目" and len(row.code) in CODE_LEVELS


def _told(table: Table, items: set[tuple[str, str]]) -> Table:
    # A list of projects with the item's code in every row has no rows that head others.
    if all(row.code for row in table.rows if row.level == "项目"):
        return table
    rows = tuple(
        structs.replace(row, level=CODE_LEVELS[len(row.code)])
        if _may_be_item(row) and (row.code, plain_name(row.name)) in items
        else row
        for row in table.rows
    )
    return structs.replace(table, rows=rows)
