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

from importlib import import_module
from typing import TYPE_CHECKING, Any

from gouji.check import check
from gouji.model.disclosure import Disclosure
from gouji.model.finding import Report
from gouji.read import ReadError, read
from gouji.render import render

if TYPE_CHECKING:
    from gouji.check.several import check_together
    from gouji.model.budget import Budget
    from gouji.prepare.derive import derive
    from gouji.prepare.diff import diff
    from gouji.prepare.validate import validate
    from gouji.prepare.workbook import read_budget

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

# What preparing and checking several need is imported when first asked for: checking one shall not wait for it.
_LATER = {
    "Budget": "gouji.model.budget",
    "check_together": "gouji.check.several",
    "derive": "gouji.prepare.derive",
    "diff": "gouji.prepare.diff",
    "read_budget": "gouji.prepare.workbook",
    "validate": "gouji.prepare.validate",
}


def __getattr__(name: str) -> Any:
    if name not in _LATER:
        raise AttributeError(f"module 'gouji' has no attribute {name!r}")
    return getattr(import_module(_LATER[name]), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *_LATER})
