"""From what a department's finance officer keeps (a workbook, a Budget) to what it publishes (a Disclosure)."""

from gouji.prepare.derive import derive

__all__ = ["derive"]
