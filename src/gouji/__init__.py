"""Gouji (勾稽): read, tie out, prepare and publish departmental budgets.

    disclosure = gouji.read("预算公开.docx")
    report = gouji.check(disclosure)
    for finding in report.findings:
        print(finding.severity, finding.message.zh)
"""

from gouji.check import check
from gouji.model.disclosure import Disclosure
from gouji.model.finding import Report
from gouji.read import ReadError, read

__all__ = ["Disclosure", "ReadError", "Report", "check", "read"]
__version__ = "0.1.0"
