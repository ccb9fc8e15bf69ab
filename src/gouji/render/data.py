"""Disclosures and reports as JSON, with their published schema, and findings as CSV rows."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import msgspec

from gouji.check.recognition import least_confidence
from gouji.check.sources import say_basis
from gouji.model.disclosure import Disclosure
from gouji.model.finding import Finding, Report
from gouji.model.place import show_place
from gouji.render.verdict import show_numbers
from gouji.render.words import ONE

if TYPE_CHECKING:
    from gouji.prepare.difference import Changes

FINDING_COLUMNS = {
    "zh": (
        "文件", "部门", "年度", "级别", "规则", "原因", "说明", "位置", "页", "行号", "工作表", "单元格",
        "印作", "对照", "相差", "依据", "怎么办", "可信度", "页上位置",
    ),
    "en": (
        "document", "department", "year", "severity", "rule", "cause", "message", "place", "page", "line", "sheet", "cell",
        "printed", "expected", "difference", "basis", "advice", "confidence", "box",
    ),
}  # fmt: skip


def as_json(record: "Disclosure | Report | Changes") -> bytes:
    """Return the record as indented UTF-8 JSON, everything in it; `schema` describes its shape."""
    return msgspec.json.format(msgspec.json.encode(record), indent=2) + b"\n"


def schema(kind: "type[Disclosure] | type[Report] | type[Changes]") -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of a disclosure, a report or of what differs between two documents."""
    described = msgspec.json.schema(kind)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": kind.__name__, **described}


def finding_rows(report: Report, language: str = "zh") -> Iterator[tuple[str, ...]]:
    """Yield one row of FINDING_COLUMNS for each finding, in the language."""
    for cause in report.causes:
        for finding in cause.findings:
            yield _finding_row(report, cause.title.in_language(language), finding, language)


def _finding_row(report: Report, cause: str, finding: Finding, language: str) -> tuple[str, ...]:
    first = finding.places[0] if finding.places else None
    part = next((part for part in report.parts if first and first.document in part.name.split(" + ")), None)
    return (
        (first.document if first else "") or report.document,
        part.department if part else report.department,
        str((part.year if part else report.year) or ""),
        ONE[language][finding.severity],
        finding.rule,
        cause,
        finding.message.in_language(language),
        "; ".join(dict.fromkeys(show_place(place, language) for place in finding.places)),
        str(first.page or "") if first else "",
        str(first.line or "") if first and not first.page else "",  # lines of a PDF are those of its extracted text
        (first.sheet or "") if first else "",
        (first.cell or "") if first else "",
        *show_numbers(finding, language),
        say_basis(finding.basis, language),
        finding.advice.in_language(language),
        f"{sure:.2f}" if (sure := least_confidence(finding)) is not None else "",
        " ".join(f"{edge:g}" for edge in first.box) if first and first.box else "",
    )
