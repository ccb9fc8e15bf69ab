"""A Report and its documents → the whole page: heading, conclusion, findings, the documents as printed, rules."""

from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from gouji import __version__
from gouji.check.rulebook import rulebook
from gouji.model.disclosure import Disclosure
from gouji.model.finding import Report
from gouji.render.html.cuts import show_left, show_store
from gouji.render.html.document import document_parts, show_document, show_troubles
from gouji.render.html.findings import show_findings, show_rules
from gouji.render.html.frame import page_frame
from gouji.render.html.page import CLASS, Page
from gouji.render.marks import place_marks
from gouji.render.mask import Mask, make_mask, mask_numbers
from gouji.render.nearby import nearby
from gouji.render.pages.chosen import choose_pages
from gouji.render.verdict import caveats, show_subject, verdict
from gouji.render.words import MEANING, ONE, READING, SEVERITY, SIGN

if TYPE_CHECKING:
    from gouji.render.pages.picture import Pages

_STYLE = Path(__file__).with_name("report.css")
_COVERAGE = ("tables", "figures", "claims", "forms", "indicators", "damages", "unrecognised", "troubles")


def report_html(
    documents: Disclosure | Sequence[Disclosure],
    report: Report,
    language: str = "zh",
    files: "Mapping[str, Pages] | None" = None,
    *,
    mask: Mask | None = None,
) -> str:
    """Return the report as one page without scripts or anything to load; the same for the same input.

    documents: the one that the report is about, or those, in the order of its parts: they are shown one after another.
    Everything from the document is escaped; names, where a privacy finding points, and identity, card and mobile
    numbers are masked. files: name of a PDF → its pages, of which those that findings speak of are shown. mask: what
    hides them, where the report does not tell of every privacy finding.
    """
    shown = (documents,) if isinstance(documents, Disclosure) else tuple(documents)
    page = _make_page(shown, report, language, files or {}, mask or make_mask(shown, report))
    body = "".join(
        (
            _show_heading(page),
            "<main>\n",
            _show_conclusion(page),
            show_findings(page),
            *(show(one) for one in page.each() for show in (show_document, show_troubles)),
            show_rules(page),
            "</main>\n",
            show_store(page),
            f"<footer><p>{page.say('footer', version=__version__)}</p></footer>\n",
        )
    )
    return _frame(page, body)


def _make_page(
    documents: tuple[Disclosure, ...], report: Report, language: str, files: "Mapping[str, Pages]", mask: Mask
) -> Page:
    rules = {rule.id: rule for rule in rulebook()}
    marks = place_marks(documents, report)
    return Page(
        documents=documents,
        disclosure=documents[0],
        report=report,
        language=language,
        marks=marks,
        touched=marks.touching(),
        rules=rules,
        decided=frozenset(outcome.rule for outcome in report.outcomes),
        mask=mask,
        names_hidden=mask is not mask_numbers,
        near=nearby(documents, mask),
        chosen=choose_pages(documents, report, mask, files),
    )


def _frame(page: Page, body: str) -> str:
    title = f"{page.say('report')} · {_subject(page)}"
    skip = f'<a class="skip" href="#findings">{page.say("skip")}</a>'
    return page_frame(body, _STYLE, title=title, language=page.language, skip=skip, pictures=bool(page.chosen.pictures))


def _subject(page: Page) -> str:
    return page.text(show_subject(page.report, page.language))


def _show_heading(page: Page) -> str:
    files = "".join(_show_file(one) for one in page.each())
    belonging = page.report.belonging.in_language(page.language)
    told = f'<p class="file">{page.text(belonging)}</p>' if belonging else ""
    return f'<header><p class="kind">{page.say("report")}</p><h1>{_subject(page)}</h1>{told}{files}</header>\n'


def _show_file(page: Page) -> str:
    source = page.disclosure.source
    mark = f' · <span class="hash">SHA-256 {escape(source.sha256[:16])}…</span>' if source.sha256 else ""
    name = page.report.document if not page.number else page.report.parts[page.number - 1].name
    label = page.report.parts[page.number - 1].label.in_language(page.language) if page.number else page.say("file")
    words = f'<a href="#{page.identity("document")}">{page.text(label)}</a>' if page.number else label
    return f'<p class="file">{words}{page.say("colon")}{page.text(name)}{mark}</p>'


def _show_conclusion(page: Page) -> str:
    hidden = f'<p class="hint">{page.say("privacy")}</p>' if page.names_hidden else ""
    lines = "".join(f"<p>{escape(line)}</p>" for line in caveats(page.report, page.language))
    return (
        f'<section id="verdict"><h2>{page.say("verdict")}</h2><p class="verdict">{escape(verdict(page.report, page.language))}</p>\n'
        f"{_show_counts(page)}{lines}{hidden}{show_left(page)}{_show_coverage(page)}{_show_contents(page)}</section>\n"
    )


def _show_counts(page: Page) -> str:
    items = []
    for severity in page.report.told:
        count = page.report.count(severity)
        words = f"<b>{count}</b><span>{(ONE if count == 1 else SEVERITY)[page.language][severity]}</span><small>{MEANING[page.language][severity]}</small>"
        sign = f'<span class="sign">{SIGN[severity]}</span>'
        inside = f'<a href="#s-{severity}">{sign}{words}</a>' if count else f"<div>{sign}{words}</div>"
        items.append(f'<li class="{CLASS[severity] if count else "none"}">{inside}</li>')
    counts = f'<ul class="counts">{"".join(items)}</ul>\n'
    if not page.report.reading:
        return counts
    places = page.say("places", n=page.report.reading)
    return f'{counts}<p><a href="#s-reading">{READING[page.language]}</a>{page.say("colon")}{places}</p>\n'


def _show_coverage(page: Page) -> str:
    counts = [(word, getattr(page.report.coverage, word)) for word in _COVERAGE]
    items = "".join(f"<li><b>{count}</b>{page.say(word, n=count)}</li>" for word, count in counts if count)
    return f'<div class="coverage"><h3>{page.say("coverage")}</h3><ul>{items}</ul></div>\n' if items else ""


def _show_contents(page: Page) -> str:
    parts = list(map(_show_parts, page.each()))
    # Each of several documents has a line of its own.
    items = ("</ul><ul>" if len(parts) > 1 else "").join((
        f'<li><a href="#findings">{page.say("findings")}</a></li>',
        *parts,
        f'<li><a href="#rules">{page.say("rules")}</a></li>',
    ))
    return f'<nav aria-label="{page.say("contents")}"><h3>{page.say("contents")}</h3><ul>{items}</ul></nav>\n'


def _show_parts(page: Page) -> str:
    """Return the parts of one document for the contents."""
    links = document_parts(page)
    links += [(page.identity("troubles"), "troubles_title")] if page.disclosure.troubles else []
    links += [(page.identity("damages"), "damages_title")] if page.disclosure.damages else []
    name = page.report.parts[page.number - 1].label.in_language(page.language) if page.number else ""
    title = page.text(name) if name else page.say("document")
    first = f'<li><a href="#{page.identity("document")}">{title}</a></li>'
    return first + "".join(f'<li><a href="#{anchor}">{page.say(word)}</a></li>' for anchor, word in links)
