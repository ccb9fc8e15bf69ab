"""The findings of the HTML report, grouped by severity and cause, and the table of the rules."""

from collections.abc import Iterator, Sequence

from gouji.check.rule import FAMILIES
from gouji.check.sources import say_basis
from gouji.model.finding import SEVERITIES, Cause, Finding, Outcome, Repair, Severity
from gouji.render.html.cuts import show_cuts
from gouji.render.html.page import CLASS, Page, link_place
from gouji.render.verdict import count_causes, mark_milder, say_labels, show_numbers, status_word, untold
from gouji.render.words import MEANING, READING, READING_MEANING, SEVERITY, SIGN, say

_OPEN = 5  # findings of one cause shown unfolded
_PLACES = 4  # places of one finding written out
_REPAIRS = 5  # figures of one cause whose relations are shown


def show_findings(page: Page) -> str:
    """Return the section of all findings."""
    if not page.report.findings:
        return f'<section id="findings"><h2>{page.say("findings")}</h2><p>{page.say("no_findings")}</p></section>\n'
    groups = "".join(_show_severity(page, severity) for severity in SEVERITIES) + _show_reading(page)
    return f'<section id="findings"><h2>{page.say("findings")}</h2>\n{groups}</section>\n'


def _show_severity(page: Page, severity: Severity) -> str:
    numbered = [(number, cause) for number, cause in _numbered(page) if cause.severity == severity and not cause.of_reading]
    if not numbered:
        return ""
    count = count_causes([cause for _, cause in numbered], page.language)
    shown = [_show_cause(page, cause, number) for number, cause in numbered]
    name, meaning = SEVERITY[page.language][severity], MEANING[page.language][severity]
    return (
        f'<section class="severity {CLASS[severity]}" id="s-{severity}"><h3><span class="sign">{SIGN[severity]}</span>'
        f"{name}<small>{meaning} · {count}</small></h3>\n{''.join(shown)}</section>\n"
    )


def _show_reading(page: Page) -> str:
    """Return the remarks on how the file was read, apart from what was published."""
    numbered = [(number, cause) for number, cause in _numbered(page) if cause.of_reading]
    if not numbered:
        return ""
    meaning, count = READING_MEANING[page.language], page.say("places", n=page.report.reading)
    shown = "".join(_show_cause(page, cause, number) for number, cause in numbered)
    return f'<section class="severity o" id="s-reading"><h3>{READING[page.language]}<small>{meaning} · {count}</small></h3>\n{shown}</section>\n'


def _numbered(page: Page) -> Iterator[tuple[int, Cause]]:
    """Yield each cause with how many findings stand before it."""
    number = 0
    for cause in page.report.causes:
        yield number, cause
        number += len(cause.findings)


def _show_cause(page: Page, cause: Cause, before: int) -> str:
    """Return one cause. before: how many findings stand before it."""
    title = cause.title.in_language(page.language)
    shared = _shared(page, cause.findings)
    items = [
        _show_finding(page, cause, finding, before + n, shared) for n, finding in enumerate(cause.findings, 1)
    ]
    body = f'<ol class="findings">{"".join(items[:_OPEN])}</ol>'
    if len(items) > _OPEN:
        word = "more" if shared["rule"] else "more_kinds"
        body += (
            f'<details class="more"><summary>{page.say(word, n=len(items) - _OPEN)}</summary>'
            f'<ol class="findings">{"".join(items[_OPEN:])}</ol></details>'
        )
    notes = _show_notes(page, {word: text for word, text in shared.items() if text})
    repairs = "".join(_show_repair(page, repair) for repair in cause.repairs[:_REPAIRS])
    if len(cause.repairs) > _REPAIRS:
        repairs += f'<p class="more">{page.say("more_repairs", n=len(cause.repairs) - _REPAIRS)}</p>'
    return f'<article class="cause {CLASS[cause.severity]}"><h4>{page.text(title)}</h4>{repairs}{show_cuts(page, cause)}{body}{notes}</article>\n'


def _show_repair(page: Page, repair: Repair) -> str:
    """Return the relations around a figure that is likely wrong, folded: what each says, those that fail first."""
    ties = "".join(
        f'<li class="{"holds" if tie.holds else "fails"}"><span class="sign">{_STATUS_SIGN["holds" if tie.holds else "fails"]}</span>'
        f"{page.text(tie.says.in_language(page.language))} {_link_rule(page, tie.rule)}</li>"
        for tie in repair.ties
    )
    name, certainty = repair.name.in_language(page.language), say(repair.certainty, page.language)
    summary = page.text(say("around", page.language, name=name, certainty=certainty))
    return f'<details class="around"><summary>{summary}</summary><ul>{ties}</ul></details>'


def _link_rule(page: Page, rule_id: str) -> str:
    name = page.text(rule_id)
    return f'<a class="rule" href="#rule-{name}">{name}</a>' if rule_id in page.decided else f"<b>{name}</b>"


def _shared(page: Page, findings: Sequence[Finding]) -> dict[str, str]:
    """Return advice, basis and rule as far as all findings of the cause share them, "" where they differ."""
    return {
        word: texts.pop() if len(texts) == 1 else ""
        for word in ("advice", "basis", "rule")
        if (texts := {_note(page, finding, word) for finding in findings})
    }


def _note(page: Page, finding: Finding, word: str) -> str:
    if word == "advice":
        return finding.advice.in_language(page.language)
    return say_basis(finding.basis, page.language) if word == "basis" else finding.rule


def _show_finding(page: Page, cause: Cause, finding: Finding, number: int, shared: dict[str, str]) -> str:
    title = cause.title.in_language(page.language)
    mark = mark_milder(finding, cause, page.language)
    message = mark + untold(finding.message.in_language(page.language), title, say_labels(page.report, page.language))
    own = {word: _note(page, finding, word) for word, text in shared.items() if not text}
    return (
        f'<li id="f-{number}" class="{CLASS[finding.severity]}"><span class="no">{number}</span><div>'
        + (f"<p>{page.text(message)}</p>" if message else "")
        + _show_numbers(page, finding)
        + _show_places(page, number)
        + _show_notes(page, {word: text for word, text in own.items() if text})
        + "</div></li>\n"
    )


def _show_numbers(page: Page, finding: Finding) -> str:
    rows = zip(("printed", "expected", "difference"), show_numbers(finding, page.language), strict=True)
    shown = "".join(
        f'<div class="{word}"><dt>{page.say(word)}</dt><dd>{page.text(text)}</dd></div>' for word, text in rows if text
    )
    return f'<dl class="numbers">{shown}</dl>' if shown else ""


def _show_places(page: Page, number: int) -> str:
    places = [(place, anchor) for place, anchor in page.marks.places[number - 1] if place.part or anchor or place.line]
    if not places:
        return ""
    links = list(dict.fromkeys(f"<li>{link_place(page, place, anchor)}</li>" for place, anchor in places))
    shown = f'<ul class="places">{"".join(links[:_PLACES])}</ul>'
    if len(links) > _PLACES:
        more = page.say("more_places", n=len(links))
        shown += f'<details class="more"><summary>{more}</summary><ul class="places">{"".join(links[_PLACES:])}</ul></details>'
    return shown


def _show_notes(page: Page, notes: dict[str, str]) -> str:
    """Return advice, basis and rule as a list of terms."""
    shown = "".join(
        f"<div><dt>{page.say(word)}</dt><dd>{_show_rule(page, text) if word == 'rule' else page.text(text)}</dd></div>"
        for word, text in notes.items()
    )
    return f'<dl class="notes">{shown}</dl>' if shown else ""


def _show_rule(page: Page, rule_id: str) -> str:
    rule = page.rules.get(rule_id)
    title = f" {page.text(rule.title.in_language(page.language))}" if rule else ""
    return f"{_link_rule(page, rule_id)}{title}"


def show_rules(page: Page) -> str:
    """Return the table of all rules with what became of each; those that fail first."""
    words = list(map(status_word, page.report.outcomes))
    tally = " · ".join(f"{page.say(word)} {words.count(word)}" for word in _ORDER)
    names = ("rule", "rule_title", "status", "checked", "failed", "why")
    head = "".join(f'<th scope="col">{page.say(name)}</th>' for name in names)
    ordered = sorted(page.report.outcomes, key=lambda outcome: _ORDER.index(status_word(outcome)))
    rows = "".join(_show_outcome(page, outcome) for outcome in ordered)
    return (
        f'<section id="rules"><h2>{page.say("rules")}</h2>'
        f'<div class="scroll" role="region" tabindex="0" aria-label="{page.say("rules")}"><table class="rules">'
        f"<caption>{tally}</caption><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div></section>\n"
    )


_ORDER = ("fails", "lacking_status", "inapplicable_status", "holds")
_STATUS_SIGN = {"holds": "✓", "fails": "✕", "not_run": "–"}


def _show_outcome(page: Page, outcome: Outcome) -> str:
    rule = page.rules.get(outcome.rule)
    title = page.text(rule.title.in_language(page.language)) if rule else ""
    family = f"<small>{FAMILIES[rule.family].in_language(page.language)}</small>" if rule else ""
    why = page.text(outcome.why.in_language(page.language))
    run = outcome.status != "not_run"
    return (
        f'<tr id="rule-{page.text(outcome.rule)}" class="{outcome.status}"><th scope="row">{page.text(outcome.rule)}</th>'
        f"<td>{title} {family}</td>"
        f'<td class="status"><span class="sign">{_STATUS_SIGN[outcome.status]}</span>{page.say(status_word(outcome))}</td>'
        f'<td class="n">{outcome.checked if run else ""}</td><td class="n">{outcome.failed if run else ""}</td>'
        f"<td>{why}</td></tr>\n"
    )
