"""The conclusion of a report in a sentence, and what it does not cover."""

from collections.abc import Iterable, Sequence
from typing import Literal

from gouji.check.wording import without_counters
from gouji.model.finding import SEVERITIES, Cause, Finding, Outcome, Report, Unrun
from gouji.render.words import ONE, SEVERITY, say

_CLOSING = ("", *"，：；。,:;. （(")  # a title cut elsewhere begins in the middle of a clause

_REASONS = 3  # why rules were not run is told of a few chosen ones


def verdict(report: Report, language: str) -> str:
    """Return the conclusion: in one sentence, with another for each thing that limits it."""
    sentences = [_conclude(report, language)]
    ran = any(outcome.status != "not_run" for outcome in report.outcomes)
    if report.chosen and ran:
        sentences.insert(0, say("chosen", language, n=len(report.outcomes)))
    if report.lowest != "note" and ran:
        sentences.append(say("unlisted", language))
        if report.coverage.lost:  # what is said of reading is a note, and notes are not listed
            sentences.append(say("lost_too", language, n=report.coverage.lost))
    if ran and not (report.coverage.figures or report.coverage.claims):
        sentences.insert(0, say("no_figure", language))
    if report.reading and not report.count("error") and not report.count("warning"):
        sentences.append(say("reading_too", language, n=report.reading))
    return ("" if language == "zh" else " ").join(sentences)


def tone(report: Report) -> Literal["bad", "unsure", "good"]:
    """Return what the conclusion comes to: only where figures were read and all of them, and a person need not look, it is good."""
    if report.count("error"):
        return "bad"
    ran = any(outcome.status != "not_run" for outcome in report.outcomes)
    read = (report.coverage.figures or report.coverage.claims) and not report.coverage.lost
    return "good" if ran and read and not report.count("warning") else "unsure"


def _conclude(report: Report, language: str) -> str:
    errors, warnings = report.count("error"), report.count("warning")
    if errors:
        causes = sum(cause.severity == "error" for cause in report.causes)
        first = say("errors", language, n=errors, causes=say("causes", language, n=causes))
        return first + _say_warnings_too(report, warnings, language) + say("stop", language)
    if warnings:
        return say("warnings_only", language, n=warnings)
    if notes := report.count("note"):
        return say("notes_only", language, n=notes)
    statuses = {outcome.status for outcome in report.outcomes}
    if statuses - {"not_run"}:
        return say("no_errors" if report.lowest != "note" and "fails" in statuses else "clean", language)
    whys = list(dict.fromkeys(one.why.in_language(language) for one in report.outcomes if one.why.zh))
    if (report.coverage.tables or report.coverage.claims) and 0 < len(whys) <= _REASONS:
        return say("none_ran", language, why=say("semicolon", language).join(whys))
    return say("nothing_checked", language)


def _say_warnings_too(report: Report, warnings: int, language: str) -> str:
    if not warnings:
        return ""
    among = sum(cause.milder("warning") for cause in report.causes)
    return say("warnings_too", language, n=warnings) + (say("among", language, n=among) if among else "")


def count_causes(causes: Sequence[Cause], language: str) -> str:
    """Return how many causes there are, and how many findings milder than their cause are in them."""
    milder = {one: sum(cause.milder(one) for cause in causes) for one in SEVERITIES}
    what = [
        say("each", language, n=n, name=(ONE if n == 1 else SEVERITY)[language][one]) for one, n in milder.items() if n
    ]
    told = say("causes", language, n=len(causes))
    return f"{told} · {say('milder_here', language, what=say('listing', language).join(what))}" if what else told


def mark_milder(finding: Finding, cause: Cause, language: str) -> str:
    """Return what marks a finding that is milder than its cause, "" for any other."""
    return "" if finding.severity == cause.severity else say("marked", language, name=ONE[language][finding.severity])


def show_numbers(finding: Finding, language: str) -> tuple[str, str, str]:
    """Return what is printed, what it is held against, and by how much they differ; English has no measure words."""
    numbers = finding.printed, finding.expected, finding.difference
    if language == "zh" or without_counters(finding.difference) == finding.difference:
        return numbers
    printed, expected, difference = map(without_counters, numbers)
    return printed, expected, difference


def show_subject(report: Report, language: str) -> str:
    """Return whose budget or final accounts of which year the report is about."""
    word = "subject" + ("_unit" if report.level == "unit" else "") + ("_final" if report.stage == "final" else "")
    year = say("year", language, year=show_years(report)) if report.year else ""
    # A file's name runs into what follows it unless something stands between.
    return say(word, language, department=report.department or f"“{report.document}”", year=year)


def show_years(report: Report) -> str:
    """Return the year the report is about, or the first and the last of several: 2023–2025."""
    years = sorted({part.year for part in report.parts if part.year})
    return f"{years[0]}–{years[-1]}" if len(years) > 1 else str(report.year or "")


def caveats(report: Report, language: str) -> list[str]:
    """Return what the conclusion does not cover: what was read by recognition, what was not read and which rules were not run."""
    unread = report.coverage.lost
    lines = [recognised] if (recognised := report.recognised.in_language(language)) else []
    lines += [say("unread", language, n=unread)] if unread else []
    kinds: tuple[Unrun, ...] = ("lacking", "inapplicable")
    return lines + [say(kind, language, n=count) for kind in kinds if (count := report.unrun(kind))]


def status_word(outcome: Outcome) -> str:
    """Return the word, of WORDS, for what became of the rule: it holds, it fails, or why it was not run."""
    return f"{outcome.unrun}_status" if outcome.unrun else outcome.status


def say_labels(report: Report, language: str) -> tuple[str, ...]:
    """Return what a title begins with where it says which of several documents it is about."""
    return tuple(part.label.in_language(language) + say("colon", language) for part in report.parts)


def untold(message: str, title: str, labels: Iterable[str] = ()) -> str:
    """Return what the finding's sentence says beyond the cause's title: all, the rest where the title begins it, or ""."""
    title = next((title.removeprefix(label) for label in labels if title.startswith(label)), title)
    rest = message[len(title.rstrip("。.")) :]
    begun = message.startswith(title.rstrip("。.")) and not title.endswith("…") and rest[:1] in _CLOSING
    return rest.lstrip("，：；。,:;. ") if begun else message
