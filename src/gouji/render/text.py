"""The tie-out report for a terminal: a Report in, styled text out."""

from collections.abc import Iterable, Iterator

from rich.console import Console
from rich.padding import Padding
from rich.text import Text as Styled

from gouji.check.rule import FAMILIES, Rule
from gouji.model.finding import SEVERITIES, Cause, Finding, Outcome, Report, Severity
from gouji.model.place import show_place

_STYLE: dict[Severity, str] = {"error": "bold red", "warning": "yellow", "note": "cyan"}
_NAME: dict[str, dict[Severity, str]] = {
    "zh": {"error": "错误", "warning": "提醒", "note": "提示"},
    "en": {"error": "errors", "warning": "warnings", "note": "notes"},
}
_MEANING: dict[str, dict[Severity, str]] = {
    "zh": {"error": "不可能都对，须改正", "warning": "请人看一看", "note": "可以做得更好"},
    "en": {"error": "cannot be true as printed", "warning": "a person should look", "note": "could be better"},
}
_WORDS = {
    "zh": {
        "read": "读到",
        "printed": "印作",
        "expected": "应为",
        "difference": "相差",
        "basis": "依据",
        "advice": "怎么办",
        "more": "另有 {n} 处同样情况（--format html 全部列出）",
        "rules": "规则 {holds} 条相符，{fails} 条不符，{not_run} 条未运行",
        "not_run": "未运行的规则",
        "none": "没有发现问题。",
        "coverage": "{tables} 张表 {figures} 个数字 · {claims} 条文字数据 · {forms} 份绩效表 {indicators} 项指标"
        " · {damages} 处文本损坏 · {unrecognised} 处未识别 · {troubles} 处读取问题",
    },
    "en": {
        "read": "read",
        "printed": "printed",
        "expected": "expected",
        "difference": "difference",
        "basis": "basis",
        "advice": "what to do",
        "more": "and {n} more of the same (--format html lists all)",
        "rules": "rules: {holds} hold, {fails} fail, {not_run} not run",
        "not_run": "rules not run",
        "none": "Nothing found.",
        "coverage": "{tables} tables with {figures} figures · {claims} claims in prose · {forms} forms with {indicators}"
        " indicators · {damages} damaged texts · {unrecognised} unrecognised · {troubles} reading troubles",
    },
}
_SHOWN = 5  # findings of one cause printed in full; the rest are counted


def print_report(report: Report, console: Console, *, language: str = "zh", quiet: bool = False) -> None:
    """Print the report. quiet: the heading and the summary only."""
    _print_heading(report, console, language)
    if not quiet:
        for severity in SEVERITIES:
            _print_severity([c for c in report.causes if c.severity == severity], severity, console, language)
    _print_summary(report, console, language, quiet=quiet)


def summary_line(report: Report, language: str = "zh") -> Styled:
    """Return the numbers of errors, warnings and notes, coloured."""
    line = Styled()
    for severity in SEVERITIES:
        count = report.count(severity)
        line.append(f"{_NAME[language][severity]} {count}  ", style=_STYLE[severity] if count else "dim")
    return line


def _print_heading(report: Report, console: Console, language: str) -> None:
    who = report.department or report.document
    year = f" {report.year}" if report.year else ""
    console.print(Styled.assemble(("勾稽 ", "bold green"), (f"{who}{year}", "bold"), (f"  {report.document}", "dim")))
    words = _WORDS[language]
    coverage = {name: getattr(report.coverage, name) for name in report.coverage.__struct_fields__}
    console.print(Styled(f"{words['read']}  " + words["coverage"].format(**coverage), style="dim"))
    console.print()


def _print_severity(causes: list[Cause], severity: Severity, console: Console, language: str) -> None:
    if not causes:
        return
    heading = f"{_NAME[language][severity]} · {_MEANING[language][severity]}"
    console.print(Styled(heading, style=f"{_STYLE[severity]} underline"))
    for number, cause in enumerate(causes, 1):
        _print_cause(number, cause, console, language)
    console.print()


def _print_cause(number: int, cause: Cause, console: Console, language: str) -> None:
    rules = " ".join(dict.fromkeys(finding.rule for finding in cause.findings))
    title = cause.title.in_language(language)
    console.print(Styled.assemble((f"{number:>3} ", _STYLE[cause.severity]), (title, "bold"), (f"  [{rules}]", "dim")))
    for finding in cause.findings[:_SHOWN]:
        for line in _finding_lines(finding, title, language):
            console.print(Padding(line, (0, 0, 0, 6)))
    if len(cause.findings) > _SHOWN:
        more = _WORDS[language]["more"].format(n=len(cause.findings) - _SHOWN)
        console.print(Padding(Styled(more, style="dim"), (0, 0, 0, 6)))
    last = cause.findings[0]
    for word, text in (("advice", last.advice.in_language(language)), ("basis", last.basis)):
        if text:
            console.print(Padding(Styled(f"{_WORDS[language][word]}：{text}", style="dim"), (0, 0, 0, 6)))


def _finding_lines(finding: Finding, title: str, language: str) -> Iterator[Styled]:
    message = finding.message.in_language(language)
    if message != title:
        yield Styled(message)
    for place in finding.places[:3]:
        yield Styled(f"↳ {show_place(place, language)}", style="blue")
    figures = [
        f"{_WORDS[language][word]} {text}"
        for word, text in (
            ("printed", finding.printed),
            ("expected", finding.expected),
            ("difference", finding.difference),
        )
        if text
    ]
    if figures:
        yield Styled("  ".join(figures), style="magenta")


def _print_summary(report: Report, console: Console, language: str, *, quiet: bool) -> None:
    words = _WORDS[language]
    if not report.causes:
        console.print(Styled(words["none"], style="bold green"))
    tally = {status: sum(o.status == status for o in report.outcomes) for status in ("holds", "fails", "not_run")}
    console.print(summary_line(report, language).append(words["rules"].format(**tally)))
    if not quiet and tally["not_run"]:
        for line in not_run_lines(report.outcomes, language):
            console.print(Padding(Styled(line, style="dim"), (0, 0, 0, 2)))


def not_run_lines(outcomes: Iterable[Outcome], language: str = "zh") -> list[str]:
    """Return one line for each reason why rules were not run, with the rules it stopped."""
    reasons: dict[str, list[str]] = {}
    for outcome in outcomes:
        if outcome.status == "not_run":
            reasons.setdefault(outcome.why.in_language(language), []).append(outcome.rule)
    return [f"{_WORDS[language]['not_run']}：{reason} [{' '.join(rules)}]" for reason, rules in reasons.items()]



def print_brief(report: Report, path: str, console: Console, language: str = "zh") -> None:
    """Print one document of several: its name, its numbers, and what its errors are."""
    year = f" {report.year}" if report.year else ""
    console.print(Styled.assemble((f"{report.department or path}{year}  ", "bold"), (path, "dim")))
    console.print(Padding(summary_line(report, language), (0, 0, 0, 2)))
    for cause in report.causes:
        if cause.severity == "error":
            console.print(Padding(Styled(f"· {cause.title.in_language(language)}", style="red"), (0, 0, 0, 2)))


def print_rules(rules: Iterable[Rule], console: Console, language: str = "zh") -> None:
    """Print the rule book, one line a rule."""
    family = ""
    for rule in rules:
        if rule.family != family:
            family = rule.family
            console.print(Styled(FAMILIES[family].in_language(language), style="bold underline"))
        console.print(
            Styled.assemble(
                (f"  {rule.id:<8}", "bold"),
                (f"{_NAME[language][rule.severity]}  ", _STYLE[rule.severity]),
                rule.title.in_language(language),
            )
        )


def print_rule(rule: Rule, console: Console, language: str = "zh") -> None:
    """Print one rule with its formula, basis, advice and cases."""
    zh = language != "en"
    severity = _NAME[language][rule.severity]
    console.print(
        Styled.assemble((f"{rule.id}  ", "bold"), (rule.title.in_language(language), "bold"), f"  {severity}")
    )
    if rule.formula:
        console.print(Padding(Styled(rule.formula, style="green"), (0, 0, 0, 2)))
        for name, values in rule.each.items():
            shown = "、".join(values) if isinstance(values, list) else str(values)
            console.print(Padding(Styled(f"{name} ∈ {shown}", style="green"), (0, 0, 0, 4)))
    verified = "" if rule.basis.verified else ("（待核）" if zh else " (to be verified)")
    console.print(Padding(Styled(f"{_WORDS[language]['basis']}：{rule.basis.text}{verified}"), (0, 0, 0, 2)))
    console.print(Padding(f"{_WORDS[language]['advice']}：{rule.advice.in_language(language)}", (0, 0, 0, 2)))
    for case in rule.cases:
        given = {name: value for name, value in case.items() if name != "expect"}
        console.print(Padding(Styled(f"{case['expect']}: {given}", style="dim"), (0, 0, 0, 2)))
    console.print()
