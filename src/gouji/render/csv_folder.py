"""A Disclosure as a folder of CSV files, one for each sheet.

Amounts stand twice: as plain numbers in 元, and as printed; UTF-8 with a byte-order mark, so that Excel reads it.
"""

import csv
import io
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

from gouji.model.disclosure import Disclosure, Figure
from gouji.model.money import Money, print_money
from gouji.render.files import harmless, write_whole
from gouji.render.sheet import Column, Sheet, Value
from gouji.render.sheets import make_sheets

# What a column of figures becomes: in 元, and as printed.
_TWO = {"zh": ("{}（元）", "{}（印作）"), "en": ("{} (yuan)", "{} (as printed)")}


def write_csv_folder(disclosure: Disclosure, folder: Path, language: str = "zh") -> None:
    """Write `概况.csv`, `01-收支总表.csv` … `绩效指标.csv` … into the folder; files of the same names are replaced.

    language: of the names of files and columns.
    """
    for sheet in make_sheets(disclosure, language):
        write_whole(folder / f"{sheet.name}.csv", sheet_csv(sheet, language))


def sheet_csv(sheet: Sheet, language: str = "zh") -> bytes:
    """Return the sheet as CSV; a column of figures becomes two: 元 and as printed."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow([name for column in sheet.columns for name in _names(column, language)])
    for row in sheet.rows:
        writer.writerow([cell for column, value in zip(sheet.columns, row, strict=True) for cell in _cells(column, value)])
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def _names(column: Column, language: str) -> Iterator[str]:
    if column.kind == "figure":
        yield from (name.format(column.name) for name in _TWO[language])
    else:
        yield column.name


def _cells(column: Column, value: Value) -> Iterator[str]:
    if column.kind == "figure":
        yield _yuan(value.money) if isinstance(value, Figure) and value.money is not None else ""
        yield harmless(value.text) if isinstance(value, Figure) else ""
    elif isinstance(value, Decimal):
        yield f"{value:f}"
    else:
        yield harmless("" if value is None else str(value))


def _yuan(money: Money) -> str:
    return print_money(money, "元")
