"""Gouji (勾稽): read, tie out, prepare and publish departmental budgets.

    disclosure = gouji.read("预算公开.docx")
    report = gouji.check(disclosure)
    for finding in report.findings:
        print(finding.severity, finding.message.zh)

    for report in gouji.check_together([gouji.read(path) for path in ("2023.pdf", "2024.pdf", "2025.pdf")]):
        print(report.belonging.zh)  # 这三份文件是同一部门的三年（2023、2024、2025）

    budget, troubles = gouji.read_budget("我局2025.xlsx")
    disclosure = gouji.derive(budget)
    Path("预算公开.pdf").write_bytes(gouji.render(disclosure, "pdf"))
"""

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from gouji.check import check
    from gouji.check.several import check_together
    from gouji.model.budget import Budget
    from gouji.model.disclosure import Disclosure
    from gouji.model.finding import Report
    from gouji.prepare.derive import derive
    from gouji.prepare.diff import diff
    from gouji.prepare.validate import validate
    from gouji.prepare.workbook import read_budget
    from gouji.read import ReadError, read
    from gouji.render import render

__all__ = [
    "Budget",
    "Disclosure",
    "ReadError",
    "Report",
    "check",
    "check_together",
    "derive",
    "diff",
    "read",
    "read_budget",
    "render",
    "validate",
]
__version__ = "0.1.0"

_WHERE = {
    "Budget": "gouji.model.budget",
    "Disclosure": "gouji.model.disclosure",
    "ReadError": "gouji.read",
    "Report": "gouji.model.finding",
    "check": "gouji.check",
    "check_together": "gouji.check.several",
    "derive": "gouji.prepare.derive",
    "diff": "gouji.prepare.diff",
    "read": "gouji.read",
    "read_budget": "gouji.prepare.workbook",
    "render": "gouji.render",
    "validate": "gouji.prepare.validate",
}


class _Gouji(ModuleType):
    """This module. What it offers is imported when first asked for: whoever checks shall not wait for what prepares."""

    def __getattr__(self, name: str) -> Any:
        if name not in _WHERE:
            raise AttributeError(f"module 'gouji' has no attribute {name!r}")
        found = getattr(import_module(_WHERE[name]), name)
        super().__setattr__(name, found)
        return found

    def __setattr__(self, name: str, value: Any) -> None:
        # Python puts an imported package under its name; here that name is a function's: check, read, render.
        if name not in _WHERE or not isinstance(value, ModuleType):
            super().__setattr__(name, value)

    def __dir__(self) -> list[str]:
        return sorted({*super().__dir__(), *_WHERE})


sys.modules[__name__].__class__ = _Gouji
