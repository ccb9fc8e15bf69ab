"""Where a field of a record stands in the workbook."""

import re

from msgspec import structs

from gouji.model.place import Place
from gouji.prepare.columns import FIRST_ROW, load_book
from gouji.read.places import column_letters

_ROW = re.compile(r"\d+$")


def at(place: Place, holds: str, of: str, row: str = "") -> Place:
    """Return the place of the field of a record, of which the place of the first cell or only of the row is known.

    holds: what the sheet holds ("lines"). of: the field ("annual.county"). row: how the record is called, told where
    it was not read from a workbook.
    """
    sheet = load_book().holding(holds)
    index, column = sheet.column(of)
    if place.sheet is None:
        return structs.replace(place, part=place.part or sheet.name, row=row or place.row, column=column.name)
    number = _ROW.search(place.cell or "")
    cell = f"{column_letters(index)}{number[0]}" if number else None
    return structs.replace(place, cell=cell, column=column.name)


def at_fact(holds: str, of: str) -> Place:
    """Return the place of a fact, where the template has it."""
    sheet = load_book().holding(holds)
    index, column = sheet.column(of)
    return Place(sheet=sheet.name, cell=f"B{FIRST_ROW + index + 1}", column=column.name)


def on_sheet(holds: str) -> Place:
    """Return the place of what is missing on a sheet."""
    return Place(sheet=load_book().holding(holds).name)
