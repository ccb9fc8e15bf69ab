"""`gouji check`: tie out published documents and report in the terminal or to a file."""

import sys
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import cast

import click

from gouji.check import RuleError
from gouji.cli.rules import known_rules
from gouji.cli.terminal import (
    COLOR,
    EXIT_FOUND,
    EXIT_UNREADABLE,
    LANG,
    TIMEOUT,
    do_alone,
    fail,
    print_trouble,
)
from gouji.model.disclosure import Trouble
from gouji.model.finding import SEVERITIES, Report, Severity
from gouji.outputs import Output, Readings, open_output
from gouji.render.screen import open_screen
from gouji.render.text import print_brief, print_report
from gouji.run import KEPT, Done, Job, Kind, check_file, check_files, check_tasks, find_files, find_tasks
from gouji.workers import Limits

_NAMED = 5  # files passed over that are named


@click.command("check")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...", type=click.Path())
@click.option(
    "-f",
    "--format",
    "kind",
    type=click.Choice(["text", "json", "html", "xlsx", "csv"]),
    help="输出格式；默认看 -o 的后缀 / format, by default from the ending of -o.",
)
@click.option("-o", "--output", type=click.Path(), help="写到文件；多份 html、xlsx 写到文件夹 / file, or folder for several pages.")
@click.option("--repair", type=click.Path(), metavar="FILE.json", help="另写可能印错的数和应为多少 / also write what is likely wrong and should be what.")
@click.option("--severity", type=click.Choice(SEVERITIES), default="note", help="只报不低于此级的 / lowest severity to report.")
@click.option("--rule", "rules", multiple=True, metavar="ID", help="只报这些规则查出的，如 T6-1、T6，可重复 / report only what these rules find.")
@click.option("-q", "--quiet", is_flag=True, help="终端里只报结论 / only the conclusion in the terminal.")
@click.option("--full", is_flag=True, help="多份文件也逐条列出，并列出未运行的规则 / list everything, of several files too, and the rules not run.")
@click.option(
    "--together/--alone",
    default=None,
    help=f"属于一处的文件一起核对，或逐份核对；默认：直接写出的 2～{KEPT} 份一起，文件夹和更多的逐份"
    " / check files that belong together as one, or each alone; by default together when a few files are named.",
)
@click.option("--pictures/--no-pictures", default=True, help="网页报告附 PDF 原页（有问题的那几页）/ show pages of a PDF in the HTML report.")
@click.option("-j", "--jobs", type=click.IntRange(1, 64), default=1, help="进程数 / number of processes.")
@TIMEOUT
@LANG
@COLOR
def command(
    paths: Sequence[str],
    kind: Kind | None,
    output: str | None,
    repair: str | None,
    severity: Severity,
    rules: tuple[str, ...],
    quiet: bool,
    full: bool,
    together: bool | None,
    pictures: bool,
    jobs: int,
    timeout: float,
    lang: str,
    color: bool | None,
) -> None:
    """查公开的预算哪里对不上。 Tie out published budgets.

    PATH：PDF、DOCX、XLSX、XLS、HTML、文本（表格以制表符分隔）文件，gouji read 写的 .json，或文件夹。

    几份文件写在一起，自动看出哪些属于一处：同一部门的几年，同一年的预算和决算，部门和它的单位，文字和表分开的两半；属于一处的
    互相核对，出一份报告，其余的各自核对。文件夹默认逐份核对，内存不随份数增加；加 --together 则先把每份读一遍，看出哪些属于一处，
    再一处一处地核对，内存只随最大的一处增加。
    Of several files named it is found out which belong together: years of one department, budget and final accounts, a
    department and its units, text and tables in two files. They are tied to each other and make one report. Folders are
    checked file by file; with --together every file is read first to see what belongs together, then one group at a time.

    \b
    退出码 / exit status
      0  没有错误 / no errors found
      1  查出错误 / errors found
      2  有文件读不了，或命令写错了 / a file could not be read, or a wrong call
    """
    kind = kind or _kind_of(output)
    made = [folder for path in (output, repair) if path and (folder := _folder_to_make(path)) is not None]
    job = Job(kind=kind, rules=known_rules(rules), severity=severity, language=lang, pictures=pictures)
    found = find_files(paths)
    for empty, trouble in found.empty.items():
        print_trouble(open_screen(color, err=True), empty, trouble, lang)
    files = found.files or sys.exit(EXIT_UNREADABLE)
    try:
        # What belongs together is known before anything is written: one group makes one report.
        count, results = _results(job, paths, files, jobs, Limits(seconds=timeout), together=together)
        sinks = _open_sinks(job, output, repair, several=count > 1)
    except ValueError as error:
        fail(str(error))
    mute = kind != "text" and not output
    screen = _Screen(color, lang, quiet=quiet, full=full, brief=count > 1 and not full, mute=mute)
    _report(_with_progress(screen, results, count), sinks, screen)
    screen.finish(found.skipped, output, repair)
    screen.tell_made(made)
    sys.exit(EXIT_UNREADABLE if found.empty else screen.status)


def _results(
    job: Job, paths: Sequence[str], files: Sequence[str], jobs: int, limits: Limits, *, together: bool | None
) -> tuple[int, Iterator[Done]]:
    """Return how many reports there will be, and what becomes of the files as they are checked.

    together: whether to look for files that belong together; None where nothing is asked: where a few are named.
    """
    if together is None:
        together = 1 < len(files) <= KEPT and not any(Path(path).is_dir() for path in paths)
    if not together:
        return len(files), _check(job, files, jobs, limits)
    tasks, kept = find_tasks(files, jobs, limits)
    return len(tasks), check_tasks(job, tasks, kept, jobs, limits)


def _check(job: Job, files: Sequence[str], jobs: int, limits: Limits) -> Iterator[Done]:
    if len(files) > 1:
        yield from check_files(job, files, jobs, limits)
        return
    yield do_alone(partial(check_file, job), files[0], limits, job.language)


def _open_sinks(job: Job, output: str | None, repair: str | None, *, several: bool) -> list[Output]:
    """Return where the reports are written. Raises ValueError: the kind of report cannot be written there."""
    sinks: list[Output] = [open_output(job.kind, output, job.language, several=several)]
    return [*sinks, Readings(Path(repair), several=several)] if repair else sinks


def _report(results: Iterator[Done], sinks: Sequence[Output], screen: "_Screen") -> None:
    """Write and show what becomes of the files, each as soon as it is checked."""
    try:
        for done in results:
            for sink in sinks:
                sink.add(done)
            screen.show(done)
        for sink in sinks:
            sink.close()
    except RuleError as error:
        fail(str(error))


class _Screen:
    """What a run shows in the terminal, and the exit status it earns. Troubles go to standard error."""

    def __init__(self, color: bool | None, lang: str, *, quiet: bool, full: bool, brief: bool, mute: bool) -> None:
        self.out, self.err = open_screen(color), open_screen(color, err=True)
        self.lang, self.quiet, self.full, self.brief, self.mute = lang, quiet, full, brief, mute
        self.read = self.unread = self.with_errors = 0

    def show(self, done: Done) -> None:
        """Print one document's result."""
        if done.report is None:
            self.unread += 1
            print_trouble(self.err, done.path, cast(Trouble, done.trouble), self.lang)
            return
        self.read += done.files
        self.with_errors += _count_wrong(done.report)
        if self.mute:
            return
        if self.brief:
            print_brief(done.report, done.path, self.out, self.lang, quiet=self.quiet)
        else:
            print_report(done.report, self.out, language=self.lang, quiet=self.quiet, full=self.full)

    def finish(self, skipped: Sequence[str], *written: str | None) -> None:
        """Print what was passed over and written and, for several documents, how many had errors."""
        zh = self.lang != "en"
        if skipped:
            names = ("、" if zh else ", ").join(Path(path).name for path in skipped[:_NAMED])
            more = ("等" if zh else ", …") if len(skipped) > _NAMED else ""
            words = f"略过 {len(skipped)} 份不认识的文件：" if zh else f"passed over {len(skipped)} files of other kinds: "
            self.err.print((words + names + more, "yellow"))
        if self.brief and not self.mute:
            total = f"共 {self.read + self.unread} 份：读了 {self.read} 份，其中 {self.with_errors} 份有错误；{self.unread} 份读不了"
            if not zh:
                total = f"{self.read + self.unread} documents: {self.read} read, {self.with_errors} of them with errors; {self.unread} unreadable"
            self.out.print((total, "bold"))
        for path in written:
            if path and self.read:
                self.err.print((f"已写 / written: {path}", "green"))

    def tell_made(self, folders: Sequence[Path]) -> None:
        """Print which folders were not there before, so that a slip in a path is seen."""
        for folder in dict.fromkeys(folders):
            if folder.is_dir():
                self.err.print((f"新建了文件夹 / folder made: {folder}", "yellow"))

    @property
    def status(self) -> int:
        """The exit status of the run."""
        return EXIT_UNREADABLE if self.unread else EXIT_FOUND if self.with_errors else 0


def _count_wrong(report: Report) -> int:
    """Return how many files have errors: those in which an error is to be looked for first."""
    errors = [finding for finding in report.findings if finding.severity == "error"]
    return len({place.document for finding in errors for place in finding.places[:1]}) or bool(errors)


def _with_progress(screen: _Screen, results: Iterator[Done], total: int) -> Iterator[Done]:
    """Yield the results; a bar on standard error shows how far a long run has come, and goes for what is printed."""
    if total < 2 or not screen.err.terminal:
        yield from results
        return
    with click.progressbar(results, length=total, label="勾稽", show_pos=True, file=sys.stderr) as bar:
        for done in bar:
            screen.err.pass_by("")
            yield done
        screen.err.pass_by("")


def _folder_to_make(path: str) -> Path | None:
    """Return the uppermost folder that must be made before the file or folder can be written, None when there is none."""
    return next((folder for folder in reversed(Path(path).parents) if not folder.exists()), None)


def _kind_of(output: str | None) -> Kind:
    kinds: dict[str, Kind] = {".json": "json", ".html": "html", ".htm": "html", ".xlsx": "xlsx", ".csv": "csv"}
    if output is None or output.endswith(("/", "\\")):
        return "html" if output else "text"
    suffix = Path(output).suffix.lower()
    if suffix not in kinds:
        fail(f"看不出 {output} 要什么格式，请加 --format / cannot tell the format of {output}: add --format")
    return kinds[suffix]
