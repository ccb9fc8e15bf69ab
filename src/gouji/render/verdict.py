"""The conclusion of a report in a sentence, what it does not cover, and how a cause is named."""

from gouji.model.finding import Cause, Report
from gouji.render.words import say


def verdict(report: Report, language: str) -> str:
    """Return the conclusion in one sentence."""
    errors, warnings = report.count("error"), report.count("warning")
    if errors:
        causes = sum(cause.severity == "error" for cause in report.causes)
        first = say("errors_one", language) if errors == 1 else say("errors", language, n=errors, causes=causes)
        return first + (say("warnings_too", language, n=warnings) if warnings else say("stop", language))
    if warnings:
        return say("warnings_only", language, n=warnings)
    ran = any(outcome.status != "not_run" for outcome in report.outcomes)
    return say("clean" if ran else "nothing_checked", language)


def caveats(report: Report, language: str) -> list[str]:
    """Return what the conclusion does not cover: what was not read and which rules were not run."""
    not_run = sum(outcome.status == "not_run" for outcome in report.outcomes)
    unread = report.coverage.troubles
    lines = [say("unread", language, n=unread)] if unread else []
    return lines + ([say("not_run", language, n=not_run)] if not_run else [])


def is_alike(cause: Cause) -> bool:
    """Return whether the cause only gathers findings of one rule: its title is then the first of their sentences."""
    first = cause.findings[0]
    return (
        len(cause.findings) > 1
        and len({finding.rule for finding in cause.findings}) == 1
        and cause.title.zh.startswith(first.message.zh.rstrip("。"))
    )


def name_cause(cause: Cause, language: str) -> str:
    """Return the cause's title; of findings alike, the first one's sentence and how many there are.

    Where a report goes on to show the places, the title need not list them.
    """
    if not is_alike(cause):
        return cause.title.in_language(language)
    sentence = cause.findings[0].message.in_language(language).rstrip("。.")
    return sentence + say("alike", language, n=len(cause.findings))
