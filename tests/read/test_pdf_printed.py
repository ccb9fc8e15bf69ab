"""A disclosure printed as PDF says the same when it is read again."""

from pathlib import Path

import pytest

from gouji.check import check
from gouji.model.disclosure import Disclosure
from gouji.read import read
from gouji.render.pdf import pdf
from shared import EXAMPLES


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> tuple[Disclosure, Disclosure]:
    original = read(EXAMPLES / "yunxi-culture-2025.txt")
    path: Path = tmp_path_factory.mktemp("pdf") / "printed.pdf"
    path.write_bytes(pdf(original))
    return original, read(path)


def figures(disclosure: Disclosure) -> list[tuple[str, str, str, str, str]]:
    return [
        (table.title, row.side, row.key, column, figure.text)
        for table in disclosure.tables
        for row, column, figure in table.figures()
    ]


def test_every_figure_of_every_table_comes_back(both):
    original, again = both
    assert figures(again) == figures(original)


def test_forms_come_back(both):
    said = [
        [(form.name, form.annual.total, [(i.name.printed, i.value.printed) for i in form.indicators]) for form in each.forms]
        for each in both
    ]
    texts = [[(name, total and total.text, indicators) for name, total, indicators in each] for each in said]
    assert texts[0] == texts[1]


def test_contents_duties_units_and_terms_come_back(both):
    original, again = both
    assert [entry.title for entry in again.contents] == [entry.title.replace(" ", "") for entry in original.contents]
    assert [line.text for line in again.duties] == [line.text for line in original.duties]
    assert [unit.name for unit in again.organisation.units] == [unit.name for unit in original.organisation.units]
    assert [(term.term, term.definition) for term in again.glossary] == [(term.term, term.definition) for term in original.glossary]


def test_nothing_is_left_over_and_the_same_is_found(both):
    _, again = both
    assert not again.unrecognised and not again.troubles
    found = [sorted(finding.rule for finding in check(each).findings if finding.severity == "error") for each in both]
    assert found[0] == found[1]


def test_every_place_has_a_page(both):
    _, again = both
    assert all(figure.place.page for table in again.tables for _, _, figure in table.figures())
    assert all(claim.place.page for section in again.sections for claim in section.claims)
    assert all(form.place.page for form in again.forms)
