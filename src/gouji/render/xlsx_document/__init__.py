"""A disclosure as a workbook to publish: every table on a sheet of its own, as printed, its totals live formulas."""

from gouji.render.xlsx_document.book import xlsx

__all__ = ["xlsx"]
