"""What a report must not repeat: identity, bank and mobile numbers always, names where a privacy finding points.

In: the documents of a Report and the Report. Out: a `Mask`, a function from printed text to text that may be shown.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache

from msgspec import structs

from gouji.check.masking import mask_names, names_in
from gouji.check.rulebook import rulebook
from gouji.model.disclosure import Disclosure, Form, Grid
from gouji.model.finding import Finding, Repair, Report
from gouji.model.place import Bilingual, Place
from gouji.render.shown import stands_in

Mask = Callable[[str], str]

# Fourteen digits are a fill date (20240115103315), thirteen and fewer may be an amount in 元.
_NUMBERS = re.compile(
    r"(?<![\d.])(?:"
    r"\d{17}[\dXx]|\d{15,19}"  # identity card, bank card
    r"|62\d{2}(?:[ -]\d{4}){3}(?:[ -]?\d{1,3})?"  # bank card in groups of four
    r"|1[3-9]\d(?:[ -]?\d{4}){2}(?!\s*[元万亿])"  # mobile telephone
    r")(?![\d]|\.\d)"
)
_LONG_RUN = re.compile(r"\d[\d -]{10}")
# A given name of one character makes a name of two that is also part of ordinary words.
_TELLING = 3


def mask_numbers(text: str) -> str:
    """Return the text with identity, bank card and mobile numbers cut to their first three and last two digits."""
    if _LONG_RUN.search(text) is None:
        return text
    return _NUMBERS.sub(lambda found: f"{found[0][:3]}{'*' * (len(found[0]) - 5)}{found[0][-2:]}", text)


def make_mask(documents: Sequence[Disclosure], report: Report) -> Mask:
    """Return the mask for everything shown; `mask_numbers` where no finding of the privacy family points at names."""
    private = {rule.id for rule in rulebook() if rule.family == "privacy"}
    places = [place for finding in report.findings if finding.rule in private for place in finding.places]
    parts = [texts for one in documents for texts in _named_texts(one, [place for place in places if stands_in(place, one)])]
    names = frozenset(name for texts in parts for text in texts for name in names_in(text))
    if not names:
        return mask_numbers
    telling = frozenset(name for name in names if len(name) >= _TELLING)
    inside = {text for texts in parts for text in texts}
    return lambda text: mask_numbers(mask_names(text, names if text in inside else telling))


def mask_report(report: Report, mask: Mask | None = None) -> Report:
    """Return the report with everything a reader sees masked; without a mask, by what the report itself tells."""
    # The same advice, parts and rows come with finding after finding.
    mask = cache(mask or (lambda text: mask_numbers(mask_names(text))))
    causes = tuple(
        structs.replace(
            cause,
            title=_mask_both(cause.title, mask),
            findings=tuple(_mask_finding(finding, mask) for finding in cause.findings),
            repairs=tuple(_mask_repair(repair, mask) for repair in cause.repairs),
        )
        for cause in report.causes
    )
    return structs.replace(report, causes=causes)


def _mask_finding(finding: Finding, mask: Mask) -> Finding:
    return structs.replace(
        finding,
        message=_mask_both(finding.message, mask),
        advice=_mask_both(finding.advice, mask),
        places=tuple(_mask_place(place, mask) for place in finding.places),
        figures=tuple(structs.replace(figure, place=_mask_place(figure.place, mask)) for figure in finding.figures),
        printed=mask(finding.printed),
        expected=mask(finding.expected),
    )


def _mask_repair(repair: Repair, mask: Mask) -> Repair:
    return structs.replace(
        repair,
        name=_mask_both(repair.name, mask),
        place=_mask_place(repair.place, mask),
        slip=_mask_both(repair.slip, mask),
        ties=tuple(structs.replace(tie, says=_mask_both(tie.says, mask)) for tie in repair.ties),
    )


def _mask_both(sentence: Bilingual, mask: Mask) -> Bilingual:
    return Bilingual(mask(sentence.zh), mask(sentence.en))


def _mask_place(place: Place, mask: Mask) -> Place:
    return structs.replace(place, part=mask(place.part), row=mask(place.row), column=mask(place.column))


def _named_texts(disclosure: Disclosure, places: list[Place]) -> Iterator[list[str]]:
    """Yield the texts of every form, section or other part that one of the places stands in."""
    if not places:
        return
    lines = {place.line for place in places if place.line is not None}
    cells = {(place.sheet, place.cell) for place in places if place.cell is not None}
    for form in disclosure.forms:
        if form.grid is not None and _touches(form.grid, form.place, lines, places):
            yield list(_form_texts(form))
    for grid in _other_grids(disclosure):
        if _touches(grid, Place(), lines, places):
            yield [text for row in grid.rows for text in row if text]
    for text, place in _prose(disclosure):
        if place.line in lines or (place.cell is not None and (place.sheet, place.cell) in cells):
            yield [text]


def _touches(grid: Grid, own: Place, lines: set[int], places: list[Place]) -> bool:
    if grid.sheet is None:
        return not lines.isdisjoint(grid.lines) or own.line in lines
    rows = {place.cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ") for place in places if place.sheet == grid.sheet and place.cell}
    return any(str(line) in rows for line in grid.lines)


def _form_texts(form: Form) -> Iterator[str]:
    yield form.name
    yield from (text for row in (form.grid.rows if form.grid else ()) for text in row if text)
    yield from (fragment.printed for fragment in form.fragments)


def _other_grids(disclosure: Disclosure) -> Iterator[Grid]:
    yield from (grid for table in disclosure.tables for grid in table.grids)
    yield from (block.grid for block in disclosure.unrecognised if block.grid is not None)


def _prose(disclosure: Disclosure) -> Iterator[tuple[str, Place]]:
    paragraphs = [*disclosure.duties, *disclosure.organisation.paragraphs]
    for section in disclosure.sections:
        paragraphs += section.paragraphs
    yield from ((paragraph.text, paragraph.place) for paragraph in paragraphs)
    yield from ((block.text, block.place) for block in disclosure.unrecognised if block.text is not None)
