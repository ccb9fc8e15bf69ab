"""Checking files: one path to one result, many paths over several processes. What the doors share."""

import os
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import Literal

from msgspec import Struct, structs

from gouji.check import check, rulebook
from gouji.check.rule import Rule
from gouji.check.together import merge, put_together
from gouji.model.disclosure import Disclosure, Trouble
from gouji.model.finding import SEVERITIES, Report, Severity
from gouji.read import ReadError, read
from gouji.render.mask import make_mask, mask_report
from gouji.workers import Limits, Lost, over_workers, why_lost

Kind = Literal["text", "json", "html", "xlsx", "csv"]

# What a folder is searched for. Anything can be named by itself.
SUFFIXES = frozenset({".txt", ".tsv", ".htm", ".html", ".xlsx", ".xlsm", ".xls", ".docx", ".pdf"})


class Job(Struct, frozen=True):
    """What to do with every file.

    rules: ids or their beginnings ("T6", "F-3"), all when empty. severity: the lowest to report. kind: what to make
    of each report; pages (html, xlsx) are made where the file is checked.
    """

    kind: Kind = "text"
    rules: tuple[str, ...] = ()
    severity: Severity = "note"
    language: str = "zh"


class Done(Struct, frozen=True):
    """One file checked: its report (personal details masked) and page, or the trouble why it could not be read."""

    path: str
    report: Report | None = None
    page: bytes = b""
    trouble: Trouble | None = None


def check_file(job: Job, path: str) -> Done:
    """Return what became of one file."""
    try:
        disclosure = read(path)
    except ReadError as error:
        return Done(path, trouble=error.trouble)
    if (nothing := _nothing_read(disclosure)) is not None:
        return Done(path, trouble=nothing)
    return _check(job, path, disclosure)


def check_files(job: Job, paths: Iterable[str], jobs: int, limits: Limits) -> Iterator[Done]:
    """Yield what became of every file, in the order of the paths, over `jobs` processes; each file within the limits."""
    for answer in over_workers(partial(check_file, job), paths, jobs, limits):
        yield Done(answer.path, trouble=why_lost(answer, limits)) if isinstance(answer, Lost) else answer


def _nothing_read(disclosure: Disclosure) -> Trouble | None:
    """Return the trouble that says that the file is no disclosure: what was not read must not look like a pass."""
    return next((trouble for trouble in disclosure.troubles if trouble.code == "READ-030"), None)


def _check(job: Job, path: str, disclosure: Disclosure) -> Done:
    report = at_least(check(disclosure, chosen_rules(job.rules)), job.severity)
    masked = mask_report(report, make_mask(disclosure, report))
    return Done(path, masked, _page(job, disclosure, report, masked))


def check_together(job: Job, paths: Iterable[str]) -> Iterator[Done]:
    """Yield what became of the files, those that are halves of one disclosure as one."""
    read_files: list[Disclosure] = []
    where: dict[int, str] = {}
    for path in paths:
        try:
            disclosure = read(path)
        except ReadError as error:
            yield Done(path, trouble=error.trouble)
            continue
        if (nothing := _nothing_read(disclosure)) is not None:
            yield Done(path, trouble=nothing)
            continue
        read_files.append(disclosure)
        where[id(disclosure)] = path
    for group in put_together(read_files):
        whole = group[0] if len(group) == 1 else merge(*group)
        yield _check(job, " + ".join(where[id(one)] for one in group), whole)


def _page(job: Job, disclosure: Disclosure, report: Report, masked: Report) -> bytes:
    # A page takes longer to import than to make; most runs want none.
    if job.kind == "html":
        from gouji.render.html import report_html

        return report_html(disclosure, report, job.language).encode()
    if job.kind == "xlsx":
        from gouji.render.workbook import report_workbook

        return report_workbook(masked, job.language)
    return b""


def chosen_rules(wanted: Iterable[str], *, cases: bool = False) -> tuple[Rule, ...]:
    """Return the rules named, in rule-book order; all when none is named. Raises KeyError for an unknown name."""
    rules = rulebook(cases=cases)
    names = [name.upper() for name in wanted]
    for name in names:
        if not any(_names(name, rule.id) for rule in rules):
            raise KeyError(name)
    return tuple(rule for rule in rules if not names or any(_names(name, rule.id) for name in names))


def _names(wanted: str, rule_id: str) -> bool:
    return rule_id == wanted or rule_id.startswith(f"{wanted}-")


def at_least(report: Report, severity: Severity) -> Report:
    """Return the report with only the causes and findings of at least the severity."""
    kept = SEVERITIES[: SEVERITIES.index(severity) + 1]
    causes = tuple(
        structs.replace(cause, findings=tuple(f for f in cause.findings if f.severity in kept))
        for cause in report.causes
        if cause.severity in kept
    )
    return structs.replace(report, causes=causes, lowest=severity)


class Found(Struct, frozen=True):
    """The files to read, and those of folders that are of no kind Gouji reads."""

    files: tuple[str, ...]
    skipped: tuple[str, ...]


def find_files(paths: Iterable[str]) -> Found:
    """Return the files named and, of folders named, the readable kinds in them, in the order of their names."""
    found: list[str] = []
    skipped: list[str] = []
    for path in paths:
        if not os.path.isdir(path):
            found.append(path)
            continue
        for inside in sorted(Path(path).rglob("*")):
            # Programs leave such files beside an open document.
            if inside.is_file() and not inside.name.startswith(("~$", ".")):
                (found if inside.suffix.lower() in SUFFIXES else skipped).append(str(inside))
    return Found(tuple(found), tuple(skipped))
