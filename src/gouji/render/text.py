"""The tie-out report for a terminal: a Report in, styled text out."""

import re
from collections.abc import Iterable, Sequence
from itertools import accumulate

from msgspec import structs

from gouji.check.headline import shorten
from gouji.check.repairs import say_repair
from gouji.check.rule import FAMILIES, Rule
from gouji.check.sources import say_basis
from gouji.model.finding import SEVERITIES, Cause, Finding, Outcome, Report, Severity, Unrun
from gouji.model.place import Place, show_place
from gouji.render.screen import Part, Screen
from gouji.render.verdict import (
    count_causes,
    mark_milder,
    say_labels,
    show_numbers,
    show_subject,
    tone,
    untold,
    verdict,
)
from gouji.render.words import MEANING, ONE, READING, READING_MEANING, SEVERITY, SIGN, say
from gouji.render.wrap import wrap

_TONE = {"bad": "bold red", "unsure": "bold yellow", "good": "bold green"}
_STYLE: dict[Severity, str] = {"error": "bold red", "warning": "yellow", "note": "cyan"}
_WORDS = {
    "zh": {
        "read": "读到",
        "all": "逐条全文：gouji check … -o 报告.html",
        "rules": "规则 {holds} 条相符，{fails} 条不符（各级都算），{lacking} 条缺少内容，{inapplicable} 条不适用（原因：--full）",
        "coverage": {
            "tables": "{} 张表",
            "figures": "{} 个数字",
            "claims": "{} 条文字数据",
            "forms": "{} 份绩效表",
            "indicators": "{} 项指标",
            "damages": "{} 处文本损坏",
            "unrecognised": "{} 处未识别",
            "troubles": "{} 处读取问题",
        },
    },
    "en": {
        "read": "read",
        "all": "all of them in full: gouji check … -o report.html",
        "rules": "rules: {holds} hold, {fails} fail (of any severity), {lacking} lack content, {inapplicable} do not apply (why: --full)",
        "coverage": {
            "tables": "{} table{s}",
            "figures": "{} figure{s}",
            "claims": "{} claim{s} in prose",
            "forms": "{} form{s}",
            "indicators": "{} indicator{s}",
            "damages": "{} damaged text{s}",
            "unrecognised": "{} unrecognised",
            "troubles": "{} reading trouble{s}",
        },
    },
}
# So many findings of one cause, and places of one finding, are printed; the rest are counted.
_FINDINGS: dict[Severity, int] = {"error": 5, "warning": 2, "note": 0}
_PLACES: dict[Severity, int] = {"error": 4, "warning": 2, "note": 1}
_REPAIRS = 5  # figures of one cause of which one is wrong
_INDENT = 5
_UNRUN: tuple[Unrun, ...] = ("lacking", "inapplicable")
_RULES = re.compile(r"\s*\[[A-Z0-9 -]+\]$")


def print_report(
    report: Report, screen: Screen, *, language: str = "zh", quiet: bool = False, full: bool = False
) -> None:
    """Print the report. quiet: the heading and the summary only. full: every place, and why rules were not run."""
    printer = _Printer(screen, language, say_labels(report, language), full=full)
    printer.heading(report)
    if not quiet:
        numbered = list(zip(_first_numbers(report.causes), report.causes, strict=True))
        for severity in SEVERITIES:
            mine = [(number, cause) for number, cause in numbered if cause.severity == severity and not cause.of_reading]
            printer.severity(mine, severity)
        printer.reading([(number, cause) for number, cause in numbered if cause.of_reading])
    if full:
        printer.not_run(report)
    printer.summary(report, quiet=quiet)
    printer.finish()


def print_brief(report: Report, path: str, screen: Screen, language: str = "zh", *, quiet: bool = False) -> None:
    """Print one document of several: its name, its numbers, and, unless quiet, what its errors are."""
    printer = _Printer(screen, language)
    printer.wrapped((f"{show_subject(report, language)}  " if report.department else "", "bold"), (path, "dim"))
    if belonging := report.belonging.in_language(language):
        printer.wrapped((f"  {belonging}", ""))
    printer.wrapped(("  ", ""), *summary_line(report, language))
    for cause in report.causes:
        if cause.severity == "error" and not quiet:
            printer.paragraph(cause.title.in_language(language), indent=4, first="  · ", style="red")
    printer.finish()


def summary_line(report: Report, language: str = "zh") -> list[Part]:
    """Return the numbers of errors, warnings and notes, coloured."""
    counts = {severity: report.count(severity) for severity in report.told}
    told: list[Part] = [
        (f"{SEVERITY[language][severity]} {count}  ", _STYLE[severity] if count else "dim")
        for severity, count in counts.items()
    ]
    return [*told, (f"{READING[language]} {report.reading}  ", "dim")] if report.reading else told


def _first_numbers(causes: Sequence[Cause]) -> list[int]:
    """Return for each cause the number of its first finding, when the findings of all are counted from 1."""
    return list(accumulate((len(cause.findings) for cause in causes), initial=1))[: len(causes)]


class _Printer:
    """Prints the parts of a report, all at once at the end.

    told: rules whose advice and basis have been printed. labels: what titles begin with that say which document.
    full: every finding and place is printed, however many.
    """

    def __init__(self, screen: Screen, language: str, labels: Sequence[str] = (), *, full: bool = False) -> None:
        self.screen, self.language, self.labels, self.full = screen, language, labels, full
        self.lines: list[str] = []
        self.told: set[str] = set()

    def heading(self, report: Report) -> None:
        """Print whose budget it is and what was read of it."""
        language = self.language
        file = "" if report.parts else f"  {report.document}"
        self.wrapped(("勾稽  ", "bold green"), (show_subject(report, language), "bold"), (file, "dim"))
        if belonging := report.belonging.in_language(language):
            self.paragraph(belonging, indent=6, first="      ")
        for part in report.parts:
            label = part.label.in_language(language)
            self.paragraph(f"{label}  {part.name}" if label != part.name else part.name, indent=8, first="      · ", style="dim")
        counts = _WORDS[language]["coverage"]
        assert isinstance(counts, dict)
        found = [(words, getattr(report.coverage, name)) for name, words in counts.items()]
        read = [words.format(n, s="" if n == 1 else "s") for words, n in found if n]
        self.paragraph(" · ".join(read), indent=6, first=f"{_WORDS[language]['read']}  ", style="dim")
        if recognised := report.recognised.in_language(language):
            self.paragraph(recognised, indent=6, first="      ", style="yellow")
        self.line()

    def severity(self, causes: Sequence[tuple[int, Cause]], severity: Severity) -> None:
        """Print all causes of one severity, each with the number of its first finding."""
        if not causes:
            return
        name, meaning = SEVERITY[self.language][severity], MEANING[self.language][severity]
        count = count_causes([cause for _, cause in causes], self.language)
        self.wrapped((f"{SIGN[severity]} {name}", _STYLE[severity]), (f"  {meaning} · {count}", "dim"))
        for number, cause in causes:
            self.cause(number, cause)
        self.line()

    def reading(self, causes: Sequence[tuple[int, Cause]]) -> None:
        """Print the remarks on how the file was read."""
        if not causes:
            return
        count = say("places", self.language, n=sum(len(cause.findings) for _, cause in causes))
        self.wrapped((f"· {READING[self.language]}", "dim"), (f"  {READING_MEANING[self.language]} · {count}", "dim"))
        for number, cause in causes:
            self.cause(number, cause)
        self.line()

    def cause(self, number: int, cause: Cause) -> None:
        """Print one cause: what it is, its findings, what to do. Of several notes the places alone are told.

        number: of its first finding, as on the page and in the list of findings; of several the last one too.
        """
        title = cause.title.in_language(self.language)
        last = number + len(cause.findings) - 1
        label = f"{number}–{last}" if last > number else str(number)
        rules = list(dict.fromkeys(finding.rule for finding in cause.findings))
        self.paragraph(title, first=f"{label:>3}  ", style="" if cause.severity == "note" else "bold", after=rules)
        most = len(cause.findings) if self.full and cause.severity != "note" else _FINDINGS[cause.severity]
        shown = cause.findings[:most] or cause.findings[: len(cause.findings) == 1]
        if cause.severity == "note" and len(rules) > 1:
            self.kinds(cause, rules)
            return
        if not shown:
            each = [finding.places if self.full else finding.places[:1] for finding in cause.findings]
            self.places([place for places in each for place in places], cause.severity)
        for repair in cause.repairs[: _REPAIRS * (len(cause.repairs) > 1)]:
            self.paragraph(say_repair(repair).in_language(self.language), indent=_INDENT + 2, first=" " * _INDENT + "? ")
        if len(cause.repairs) > _REPAIRS:
            self.paragraph(say("more_repairs", self.language, n=len(cause.repairs) - _REPAIRS), indent=_INDENT + 2, style="dim")
        for finding in shown:
            message = finding.message.in_language(self.language)
            mark = mark_milder(finding, cause, self.language)
            # A milder one that the title tells is told whole: the cause is graver than what it says.
            rest = untold(message, title, self.labels) or (message if mark else "")
            self.finding(finding, mark + rest, title)
        if shown and len(cause.findings) > len(shown):
            self.paragraph(say("more", self.language, n=len(cause.findings) - len(shown)), style="dim")
        self.advice(cause.findings[0])

    def kinds(self, cause: Cause, rules: Sequence[str]) -> None:
        """Print a line for each rule of a note: the first of its findings, how many more there are, and where to look."""
        for rule in rules:
            mine = [finding for finding in cause.findings if finding.rule == rule]
            more = f" (+{len(mine) - 1})" if len(mine) > 1 else ""
            message = mine[0].message if self.full else shorten(mine[0].message, lines=2)
            text = f"{message.in_language(self.language)}{more}"
            self.paragraph(text, indent=_INDENT + 2, first=" " * _INDENT + "· ", after=[rule])
            places = [place for finding in mine for place in finding.places]
            self.places(places if self.full else places[:1], cause.severity)

    def finding(self, finding: Finding, message: str, title: str) -> None:
        """Print one finding: its sentence unless it is the title, the figures the sentence does not give, its places."""
        if message:
            self.paragraph(message, indent=_INDENT + 2, first=" " * _INDENT + "· ")
        words = [
            f"{say(word, self.language)} {text}"
            for word, text in zip(("printed", "expected", "difference"), show_numbers(finding, self.language), strict=True)
            if text and not _says(title + message, text)
        ]
        if words:
            self.paragraph("   ".join(words), indent=_INDENT + 2, style="magenta")
        self.places(finding.places, finding.severity)

    def places(self, places: Sequence[Place], severity: Severity) -> None:
        """Print where to look; places in one part are told together."""
        lines = _group_places(places, self.language)
        limit = len(lines) if self.full else _PLACES[severity]
        for line in lines[:limit]:
            self.paragraph(line, indent=_INDENT + 4, first=" " * (_INDENT + 2) + "↳ ", style="blue")
        if len(lines) > limit:
            self.paragraph(say("more_places", self.language, n=len(places)), indent=_INDENT + 4, style="dim")

    def advice(self, finding: Finding) -> None:
        """Print what to do and on what basis, once for each rule."""
        if finding.rule in self.told:
            return
        self.told.add(finding.rule)
        notes = [("advice", finding.advice.in_language(self.language))]
        if finding.severity != "note":
            notes.append(("basis", say_basis(finding.basis, self.language)))
        for word, text in notes:
            if text:
                self.paragraph(f"{say(word, self.language)}{say('colon', self.language)}{text}", style="dim")

    def not_run(self, report: Report) -> None:
        """Print which rules were not run, and why."""
        for line in not_run_lines(report.outcomes, self.language):
            self.paragraph(line, indent=4, first="  · ", style="dim")
        self.line()

    def summary(self, report: Report, *, quiet: bool) -> None:
        """Print the conclusion and the counts."""
        language = self.language
        self.paragraph(verdict(report, language), indent=0, style=_TONE[tone(report)])
        if report.coverage.lost and report.lowest == "note":  # with others the conclusion says so itself
            self.paragraph(say("lost_too", language, n=report.coverage.lost), indent=0, style="yellow")
        tally = {status: sum(o.status == status for o in report.outcomes) for status in ("holds", "fails")}
        tally |= {kind: report.unrun(kind) for kind in _UNRUN}
        self.wrapped(*summary_line(report, language), (str(_WORDS[language]["rules"]).format(**tally), ""))
        if quiet:
            return
        if any(len(cause.findings) > _FINDINGS[cause.severity] for cause in report.causes):
            self.paragraph(str(_WORDS[language]["all"]), indent=0, style="dim")

    def paragraph(
        self, text: str, *, indent: int = _INDENT, first: str = "", style: str = "", after: Sequence[str] = ()
    ) -> None:
        """Print wrapped text. first: what stands before the first line instead of blanks. after: rules, printed dim."""
        tail = f"  [{' '.join(after)}]" if after else ""
        lines = wrap(text + tail, max(20, self.screen.width - indent))
        for number, line in enumerate(lines):
            begin = (first, style) if number == 0 and first else (" " * indent, "")
            named = _RULES.search(line) if after else None
            cut = named.start() if named is not None else len(line)
            self.line(begin, (line[:cut], style), (line[cut:], "dim"))

    def wrapped(self, *parts: Part) -> None:
        """Print styled parts in lines as wide as the screen."""
        self.lines.append(self.screen.wrapped(*parts))

    def line(self, *parts: Part) -> None:
        """Print styled parts in one line, however wide."""
        self.lines.append(self.screen.show(*parts) + "\n")

    def finish(self) -> None:
        """Write what was printed."""
        self.screen.write("".join(self.lines))
        self.lines = []


def not_run_lines(outcomes: Iterable[Outcome], language: str = "zh") -> list[str]:
    """Return one line for each reason why rules were not run, with the rules it stopped; first those that lack content."""
    reasons: dict[tuple[Unrun, str], list[str]] = {}
    for outcome in outcomes:
        if outcome.unrun:
            reasons.setdefault((outcome.unrun, outcome.why.in_language(language)), []).append(outcome.rule)
    return [
        f"{say(f'{kind}_status', language)} {' '.join(rules)}{say('colon', language)}{reason}"
        for kind, reason in sorted(reasons, key=lambda told: _UNRUN.index(told[0]))
        for rules in (reasons[kind, reason],)
    ]


def _says(sentence: str, text: str) -> bool:
    """Return whether the sentence already gives the figure, or all of a list, however thousands are marked."""
    plain = _plain(sentence)
    return all(_plain(part) in plain for part in re.split("[、；]", text))


def _plain(text: str) -> str:
    return re.sub(r"[,，“”\s]|\.0+(?=\D|$)", "", text).lstrip("-")


def _group_places(places: Iterable[Place], language: str) -> list[str]:
    """Return one line for each part: the place itself, or the part with the lines or cells of several places."""
    groups: dict[tuple[str, str, str | None], list[Place]] = {}
    for place in places:
        groups.setdefault((place.document, place.part, place.sheet), []).append(place)
    return [line for group in groups.values() if (line := _show_group(group, language))]


def _show_group(places: Sequence[Place], language: str) -> str:
    first = places[0]
    if len(places) == 1:
        return show_place(first, language)
    pages = [str(place.page) for place in places if place.page is not None]
    lines = [str(place.line) for place in places if place.line is not None and place.page is None and place.near is None]
    cells = [place.cell for place in places if place.cell is not None]
    zh = language != "en"
    file = first.document + ("，" if zh else ", ") if first.document else ""
    if pages:
        numbers = ("、" if zh else ", ").join(dict.fromkeys(pages))
        return f"{first.part}（{file}第{numbers}页）" if zh else f"{first.part} ({file}{_many('page', pages)} {numbers})"
    if lines:
        if len(set(lines)) == 1:
            return show_place(Place(part=first.part, line=first.line, document=first.document), language)
        numbers = ("、" if zh else ", ").join(dict.fromkeys(lines))
        return f"{first.part}（{file}第{numbers}行）" if zh else f"{first.part} ({file}{_many('line', lines)} {numbers})"
    if quotes := list(dict.fromkeys(place.near for place in places if place.near)):
        told = ("、" if zh else ", ").join(f"“{quote}…”" for quote in quotes)
        return f"{first.part}（{file}{told}）" if zh else f"{first.part} ({file}at {told})"
    if cells:
        shown = ("、" if zh else ", ").join(dict.fromkeys(cells))
        return show_place(Place(part=first.part, sheet=first.sheet, cell=shown, document=first.document), language)
    return show_place(structs.replace(first, row="", column=""), language)


def _many(word: str, numbers: Sequence[str]) -> str:
    return word if len(set(numbers)) == 1 else f"{word}s"


def print_rules(rules: Iterable[Rule], screen: Screen, language: str = "zh") -> None:
    """Print the rule book, one line a rule."""
    printer, family = _Printer(screen, language), ""
    for rule in rules:
        if rule.family != family:
            family = rule.family
            printer.wrapped((FAMILIES[family].in_language(language), "bold underline"))
        printer.wrapped(
            (f"  {rule.id:<8}", "bold"),
            (f"{ONE[language][rule.severity]}  ", _STYLE[rule.severity]),
            (rule.title.in_language(language), ""),
        )
    printer.finish()


def print_rule(rule: Rule, screen: Screen, language: str = "zh") -> None:
    """Print one rule so that a reader learns what it asks, on what basis, what it needs, and sees it at work."""
    from gouji.render.rule_page import explain_rule  # takes what nothing else that prints needs

    printer = _Printer(screen, language)
    for line in explain_rule(rule, language):
        printer.paragraph(line.text, indent=len(line.indent), first=line.indent, style=line.style)
    printer.line()
    printer.finish()
