"""The command line: `gouji check`, `gouji read`, `gouji rules`, `gouji schema`."""

import json
import sys
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import NoReturn, cast

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.text import Text as Styled

from gouji import __version__
from gouji.check import RuleError
from gouji.model.disclosure import Disclosure, Trouble
from gouji.model.finding import SEVERITIES, Report, Severity
from gouji.model.place import show_place
from gouji.outputs import open_output
from gouji.read import ReadError, read
from gouji.render.data import as_json, schema
from gouji.render.files import write_whole
from gouji.render.text import print_brief, print_report, print_rule, print_rules
from gouji.run import Done, Job, Kind, check_file, chosen_rules, find_files, over_processes

EXIT_FOUND = 1  # errors found
EXIT_UNREADABLE = 2  # a file could not be read, or the call is wrong

_LANG = click.option("--lang", type=click.Choice(["zh", "en"]), default="zh", help="语言 / language.")
_COLOR = click.option("--color/--no-color", default=None, help="终端颜色 / colour in the terminal.")


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(__version__, prog_name="gouji")
def main() -> None:
    """勾稽：读部门预算公开，查哪里对不上。

    Read a published departmental budget and say what does not tie out, where, and by how much.

    \b
      gouji check 预算公开.docx                在终端里看报告 / the report in the terminal
      gouji check 预算公开.xlsx -o 报告.html    另存网页报告 / and as a page to mail
      gouji check 各部门/ -j 2 -o 清单.csv      一个文件夹里的全部 / everything in a folder
      gouji read 预算公开.html -o 数据.xlsx     读成数据 / turn it into data
      gouji rules T6-1                        解释一条规则 / explain one rule
    """


@main.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...", type=click.Path())
@click.option(
    "-f",
    "--format",
    "kind",
    type=click.Choice(["text", "json", "html", "xlsx", "csv"]),
    help="输出格式；默认看 -o 的后缀 / format, by default from the ending of -o.",
)
@click.option("-o", "--output", type=click.Path(), help="写到文件；多份 html、xlsx 写到文件夹 / file, or folder for several pages.")
@click.option("--severity", type=click.Choice(SEVERITIES), default="note", help="只报不低于此级的 / lowest severity to report.")
@click.option("--rule", "rules", multiple=True, metavar="ID", help="只跑这些规则，如 T6-1、T6，可重复 / only these rules.")
@click.option("-q", "--quiet", is_flag=True, help="终端里只报结论 / only the conclusion in the terminal.")
@click.option("--full", is_flag=True, help="多份文件也逐条列出 / list every finding of several files too.")
@click.option("-j", "--jobs", type=click.IntRange(1, 64), default=1, help="进程数 / number of processes.")
@_LANG
@_COLOR
def check(
    paths: Sequence[str],
    kind: Kind | None,
    output: str | None,
    severity: Severity,
    rules: tuple[str, ...],
    quiet: bool,
    full: bool,
    jobs: int,
    lang: str,
    color: bool | None,
) -> None:
    """查公开的预算哪里对不上。 Tie out published budgets.

    PATH：文本（表格以制表符分隔）、HTML、XLSX、XLS、DOCX 文件，或文件夹。

    \b
    退出码 / exit status
      0  没有错误 / no errors found
      1  查出错误 / errors found
      2  有文件读不了，或命令写错了 / a file could not be read, or a wrong call
    """
    kind = kind or _kind_of(output)
    job = Job(kind=kind, rules=_known(rules), severity=severity, language=lang)
    files = find_files(paths) or _fail(f"没有可读的文件 / no readable file: {', '.join(paths)}")
    try:
        sink = open_output(kind, output, lang, several=len(files) > 1)
    except (ValueError, OSError) as error:
        _fail(str(error))
    screen = _Screen(color, lang, quiet=quiet, brief=len(files) > 1 and not full, mute=kind != "text" and not output)
    try:
        for done in _with_progress(screen, over_processes(partial(check_file, job), files, jobs), len(files)):
            sink.add(done)
            screen.show(done)
    except (RuleError, OSError) as error:
        _fail(str(error))
    sink.close()
    screen.finish(output)
    sys.exit(screen.status)


class _Screen:
    """What a run shows in the terminal, and the exit status it earns. Troubles go to standard error."""

    def __init__(self, color: bool | None, lang: str, *, quiet: bool, brief: bool, mute: bool) -> None:
        self.out, self.err = _console(color), _console(color, stderr=True)
        self.lang, self.quiet, self.brief, self.mute = lang, quiet, brief, mute
        self.read = self.unread = self.with_errors = 0

    def show(self, done: Done) -> None:
        """Print one document's result."""
        if done.report is None:
            self.unread += 1
            _print_trouble(self.err, done.path, cast(Trouble, done.trouble), self.lang)
            return
        self.read += 1
        self.with_errors += done.report.count("error") > 0
        if self.mute:
            return
        if self.brief:
            print_brief(done.report, done.path, self.out, self.lang)
        else:
            print_report(done.report, self.out, language=self.lang, quiet=self.quiet)

    def finish(self, output: str | None) -> None:
        """Print what was written and, for several documents, how many had errors."""
        if self.brief and not self.mute:
            zh = f"共 {self.read} 份，{self.with_errors} 份有错误，{self.unread} 份读不了"
            en = f"{self.read} documents, {self.with_errors} with errors, {self.unread} unreadable"
            self.out.print(Styled(en if self.lang == "en" else zh, style="bold"))
        if output and self.read:
            self.err.print(Styled(f"已写 / written: {output}", style="green"))

    @property
    def status(self) -> int:
        """The exit status of the run."""
        return EXIT_UNREADABLE if self.unread else EXIT_FOUND if self.with_errors else 0


def _with_progress(screen: _Screen, results: Iterator[Done], total: int) -> Iterator[Done]:
    """Yield the results; a bar on standard error shows how far a long run has come."""
    if total < 2 or not screen.err.is_terminal:
        yield from results
        return
    columns = (TextColumn("勾稽"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=screen.err, transient=True) as bar:
        yield from bar.track(results, total=total)


@main.command("read")
@click.argument("path", type=click.Path())
@click.option("-f", "--format", "kind", type=click.Choice(["json", "xlsx", "csv"]), help="默认看 -o 的后缀 / by default from -o.")
@click.option("-o", "--output", type=click.Path(), help="写到文件；csv 写到文件夹 / file; folder for csv.")
@_LANG
def read_command(path: str, kind: str | None, output: str | None, lang: str) -> None:
    """把公开文件读成数据。 Turn a published document into data.

    JSON 是全部内容（结构见 gouji schema）；XLSX 每张表一页；CSV 是一个文件夹。
    """
    suffix = Path(output).suffix.lstrip(".").lower() if output else "json"
    kind = kind or (suffix if suffix in ("json", "xlsx") else "csv")
    disclosure = _read(path, lang)
    if kind == "json":
        content = as_json(disclosure)
    elif output is None:
        _fail(f"{kind} 要写到文件，请加 -o / {kind} goes to a file: add -o")
    elif kind == "csv":
        from gouji.render.csv_folder import write_csv_folder

        write_csv_folder(disclosure, Path(output))
        return
    else:
        from gouji.render.workbook import disclosure_workbook

        content = disclosure_workbook(disclosure, lang)
    if output is None:
        sys.stdout.buffer.write(content)
    else:
        write_whole(Path(output), content)


@main.command()
@click.argument("ids", nargs=-1, metavar="[ID]...")
@_LANG
@_COLOR
def rules(ids: tuple[str, ...], lang: str, color: bool | None) -> None:
    """列出规则，或解释其中几条。 List the rules, or explain some.

    gouji rules 列出全部；gouji rules T6-1 连依据和例子解释一条。
    """
    console = _console(color)
    chosen = chosen_rules(_known(ids), cases=bool(ids))
    if ids:
        for rule in chosen:
            print_rule(rule, console, lang)
    else:
        print_rules(chosen, console, lang)


@main.command("schema")
@click.argument("what", type=click.Choice(["disclosure", "report"]), default="disclosure")
def schema_command(what: str) -> None:
    """打印 JSON 的结构说明。 Print the JSON Schema of what `read` and `check` write."""
    described = schema(Disclosure if what == "disclosure" else Report)
    click.echo(json.dumps(described, ensure_ascii=False, indent=2))


def _kind_of(output: str | None) -> Kind:
    kinds: dict[str, Kind] = {".json": "json", ".html": "html", ".htm": "html", ".xlsx": "xlsx", ".csv": "csv"}
    if output is None or output.endswith(("/", "\\")):
        return "html" if output else "text"
    suffix = Path(output).suffix.lower()
    if suffix not in kinds:
        _fail(f"看不出 {output} 要什么格式，请加 --format / cannot tell the format of {output}: add --format")
    return kinds[suffix]


def _known(wanted: tuple[str, ...]) -> tuple[str, ...]:
    try:
        chosen_rules(wanted)
    except KeyError as error:
        _fail(f"没有规则 {error.args[0]}；gouji rules 列出全部 / no rule {error.args[0]}: see `gouji rules`")
    except RuleError as error:
        _fail(str(error))
    return wanted


def _read(path: str, lang: str) -> Disclosure:
    try:
        return read(path)
    except ReadError as error:
        _print_trouble(_console(None, stderr=True), path, error.trouble, lang)
        sys.exit(EXIT_UNREADABLE)


def _console(color: bool | None, *, stderr: bool = False) -> Console:
    """Return a console; lines are not cut when the output goes to a file or a pipe."""
    console = Console(stderr=stderr, force_terminal=True if color else None, no_color=color is False, highlight=False)
    if not console.is_terminal:
        console.width = 200
    return console


def _print_trouble(console: Console, path: str, trouble: Trouble, lang: str) -> None:
    text = trouble.en if lang == "en" else trouble.zh
    place = show_place(trouble.place, lang)
    console.print(Styled.assemble((f"{trouble.code} ", "bold red"), f"{path}{' › ' + place if place else ''}: {text}"))


def _fail(message: str) -> NoReturn:
    Console(stderr=True, highlight=False).print(Styled(message, style="bold red"))
    sys.exit(EXIT_UNREADABLE)


if __name__ == "__main__":
    main()
