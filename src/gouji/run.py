"""Checking files: one path to one result, many paths over several processes. What the doors share."""

import os
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from msgspec import Struct, structs

from gouji.check import rulebook
from gouji.check.belonging import Card, Group, find_groups, make_card
from gouji.check.causes import keep_rules
from gouji.check.rule import Rule
from gouji.check.several import check_group, gather
from gouji.model.disclosure import Disclosure, Trouble
from gouji.model.finding import SEVERITIES, Report, Severity
from gouji.read import ReadError, read
from gouji.read.files import is_pdf
from gouji.read.troubles import refusal, was_read
from gouji.render.mask import Mask, make_mask, mask_report
from gouji.render.nearby import tell_nearby
from gouji.workers import Limits, Lost, over_workers, why_lost

if TYPE_CHECKING:
    from gouji.render.pages.picture import Pages

Kind = Literal["text", "json", "html", "xlsx", "csv"]

# What a folder is searched for. Anything can be named by itself.
SUFFIXES = frozenset({".txt", ".tsv", ".htm", ".html", ".xlsx", ".xlsm", ".xls", ".docx", ".pdf"})
# So many files are read once and kept until they are checked; more are read twice, first to see which belong together.
KEPT = 36
_NOTHING = frozenset({"READ-009", "READ-030"})  # troubles of a file in which nothing was recognised


class Job(Struct, frozen=True):
    """What to do with every file.

    rules: ids or their beginnings ("T6", "F-3") of those to report on, all when empty. severity: the lowest to report. kind: what to make
    of each report; pages (html, xlsx) are made where the file is checked. pictures: whether the HTML shows pages of PDFs.
    """

    kind: Kind = "text"
    rules: tuple[str, ...] = ()
    severity: Severity = "note"
    language: str = "zh"
    pictures: bool = True


class Done(Struct, frozen=True):
    """What became of a file, or of files that belong together: the report (personal details masked) and its page.

    trouble: why it could not be read, instead. files: how many they are.
    """

    path: str
    report: Report | None = None
    page: bytes = b""
    trouble: Trouble | None = None
    files: int = 1


class Seen(Struct, frozen=True):
    """A file that was looked at: whose document it is, or why it cannot be read; the document itself if it is kept."""

    path: str
    card: Card | None = None
    trouble: Trouble | None = None
    disclosure: Disclosure | None = None


class Task(Struct, frozen=True):
    """Files to check as one. group: what they are to each other, by their number in `paths`; trouble: of one unreadable."""

    paths: tuple[str, ...]
    group: Group | None = None
    trouble: Trouble | None = None


def check_file(job: Job, path: str) -> Done:
    """Return what became of one file."""
    seen = _look(path)
    if seen.disclosure is None or seen.card is None:
        return Done(path, trouble=seen.trouble)
    return _check(job, (path,), Group(((0,),), (seen.card,)), (seen.disclosure,))


def check_files(job: Job, paths: Iterable[str], jobs: int, limits: Limits) -> Iterator[Done]:
    """Yield what became of every file, in the order of the paths, over `jobs` processes; each file within the limits."""
    for answer in over_workers(partial(check_file, job), paths, jobs, limits):
        yield Done(answer.path, trouble=why_lost(answer, limits)) if isinstance(answer, Lost) else answer


def _open(path: str) -> Disclosure:
    """Return the document, or what `gouji read` wrote of it as JSON. Raises ReadError."""
    if Path(path).suffix.lower() != ".json":
        return read(path)
    # What else can be handed over takes long to import; few runs are given JSON.
    from gouji.inputs import InputError, open_json

    try:
        return open_json(Path(path))
    except InputError as error:
        raise ReadError(error.troubles[0]) from error


def _look(path: str, *, keep: bool = True) -> Seen:
    try:
        disclosure = _open(path)
    except ReadError as error:
        return Seen(path, trouble=error.trouble)
    # What was not read must not look like a pass.
    if (nothing := next((trouble for trouble in disclosure.troubles if trouble.code in _NOTHING), None)) is not None:
        return Seen(path, trouble=_with_reasons(nothing, disclosure.troubles))
    return Seen(path, make_card(disclosure), disclosure=disclosure if keep else None)


def _with_reasons(nothing: Trouble, troubles: Iterable[Trouble]) -> Trouble:
    """Return the trouble that nothing was recognised, with what was not read of the file: that may be why."""
    unread = [one for one in troubles if one != nothing and not was_read(one)]
    zh = "".join(f" {one.code} {one.zh}" for one in unread)
    en = "".join(f" {one.code} {one.en}" for one in unread)
    return structs.replace(nothing, zh=nothing.zh + zh, en=nothing.en + en)


def find_tasks(paths: Sequence[str], jobs: int, limits: Limits) -> tuple[list[Task], dict[str, Disclosure]]:
    """Return which files are to be checked as one, and the documents that were kept since they were read.

    Few files are kept; of many only whose they are is remembered, so that memory does not grow with their number.
    """
    looked = over_workers(partial(_look, keep=len(paths) <= KEPT), paths, jobs, limits)
    seen = [Seen(one.path, trouble=why_lost(one, limits)) if isinstance(one, Lost) else one for one in looked]
    readable = [(one.path, one.card) for one in seen if one.card is not None]
    tasks = [Task((one.path,), trouble=one.trouble) for one in seen if one.card is None]
    for group in find_groups([card for _, card in readable]):
        numbers = [number for files in group.files for number in files]
        files = tuple(tuple(numbers.index(number) for number in files) for files in group.files)
        tasks.append(Task(tuple(readable[number][0] for number in numbers), structs.replace(group, files=files)))
    return tasks, {one.path: one.disclosure for one in seen if one.disclosure is not None}


def check_tasks(
    job: Job, tasks: Sequence[Task], kept: Mapping[str, Disclosure], jobs: int, limits: Limits
) -> Iterator[Done]:
    """Yield what became of the files, those that belong together as one; each file within the limits."""
    most = max((len(task.paths) for task in tasks), default=1)
    several = structs.replace(limits, seconds=limits.seconds * most)
    # Tasks are told by number: the documents that were kept are there when a process begins, not sent to it.
    numbers = map(str, range(len(tasks)))
    for answer in over_workers(partial(_check_task, job, tasks, kept), numbers, min(jobs, len(tasks)), several):
        if isinstance(answer, Lost):
            lost = structs.replace(answer, path=tasks[int(answer.path)].paths[0])
            yield Done(lost.path, trouble=why_lost(lost, several))
        else:
            yield answer


def _check_task(job: Job, tasks: Sequence[Task], kept: Mapping[str, Disclosure], number: str) -> Done:
    task = tasks[int(number)]
    if task.group is None:
        return Done(task.paths[0], trouble=task.trouble)
    files: list[Disclosure] = []
    for path in task.paths:
        try:
            files.append(kept[path] if path in kept else _open(path))
        except ReadError as error:  # it could be read a moment ago
            return Done(path, trouble=error.trouble)
    return _check(job, task.paths, task.group, gather(task.group, files))


def _check(job: Job, paths: Sequence[str], group: Group, documents: Sequence[Disclosure]) -> Done:
    # Every rule is run, whichever are asked for: which cell is wrong, and which names to hide, the others tell too.
    whole = check_group(group, documents, chosen_rules(()))
    mask = make_mask(documents, whole)
    report = at_least(_only(whole, job.rules), job.severity)
    masked = mask_report(tell_nearby(report, documents, mask), mask)
    page = _page(job, paths, documents, (report, masked), mask)
    return Done(" + ".join(paths), masked, page, files=sum(map(len, group.files)))


def _only(report: Report, wanted: Iterable[str]) -> Report:
    """Return the report with only the findings and outcomes of the rules named; all of it when none is named."""
    rules = {rule.id for rule in chosen_rules(wanted)} if wanted else set[str]()
    if not rules:
        return report
    outcomes = tuple(outcome for outcome in report.outcomes if outcome.rule in rules)
    return structs.replace(report, causes=keep_rules(report.causes, rules), outcomes=outcomes, chosen=True)


def _page(
    job: Job, paths: Sequence[str], documents: Sequence[Disclosure], reports: tuple[Report, Report], mask: Mask
) -> bytes:
    """Return the page that the job wants, b"" when none. reports: as it is, and masked."""
    report, masked = reports
    # A page takes longer to import than to make; most runs want none.
    if job.kind == "html":
        from gouji.render.html import report_html

        with _open_pdfs(paths if job.pictures else ()) as files:
            return report_html(documents, report, job.language, files, mask=mask).encode()
    if job.kind == "xlsx":
        from gouji.render.workbook import report_workbook

        return report_workbook(masked, job.language)
    return b""


@contextmanager
def _open_pdfs(paths: Sequence[str]) -> "Iterator[dict[str, Pages]]":
    """Yield file name → pages of the PDFs among the files. Of two of one name, which a place means is not told: neither."""
    names = Counter(Path(path).name for path in paths)
    with ExitStack() as opened:
        files = {}
        for path in (path for path in paths if names[Path(path).name] == 1):
            with suppress(OSError):  # it could be read a moment ago
                data = Path(path).read_bytes()
                if is_pdf(data):
                    from gouji.render.pages.picture import open_pages

                    if (pages := opened.enter_context(open_pages(data))) is not None:
                        files[Path(path).name] = pages
        yield files


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
    """The files to read, those of folders that are of no kind Gouji reads, and what is wrong with folders without a file.

    empty: folder → why nothing of it is read.
    """

    files: tuple[str, ...]
    skipped: tuple[str, ...]
    empty: dict[str, Trouble]


def find_files(paths: Iterable[str]) -> Found:
    """Return the files named and, of folders named, the readable kinds in them, in the order of their names."""
    found: list[str] = []
    skipped: list[str] = []
    empty: dict[str, Trouble] = {}
    for path in paths:
        if not os.path.isdir(path):
            found.append(path)
            continue
        before, passed = len(found), len(skipped)
        for inside in sorted(Path(path).rglob("*")):
            # Programs leave such files beside an open document.
            if inside.is_file() and not inside.name.startswith(("~$", ".")):
                (found if inside.suffix.lower() in SUFFIXES else skipped).append(str(inside))
        if len(found) == before:
            empty[path] = _why_empty(path, len(skipped) - passed)
    return Found(tuple(found), tuple(skipped), empty)


def _why_empty(folder: str, skipped: int) -> Trouble:
    zh, en = (f"只有{skipped}份别种文件", f"only {skipped} of other kinds") if skipped else ("一份文件也没有", "no file at all")
    return refusal("READ-041", Path(folder).name or folder, found=zh, found_en=en).trouble
