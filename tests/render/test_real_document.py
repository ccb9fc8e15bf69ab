"""The report of the document that ships, read from every kind of file: every place is found, every link leads on."""

from functools import cache
from pathlib import Path

import pytest
from lxml import html

from gouji.check import check
from gouji.model.disclosure import Disclosure
from gouji.model.finding import Report
from gouji.read import read
from gouji.read.files import read_blocks
from gouji.render.html import report_html
from gouji.render.marks import place_marks
from gouji.render.workbook import disclosure_workbook, report_workbook
from read.write_blocks import as_docx, as_html, as_text, as_xlsx
from shared import EXAMPLES

FENYANG = EXAMPLES / "fenyang-2024.txt"


@cache
def checked(path: Path) -> tuple[Disclosure, Report]:
    disclosure = read(path)
    return disclosure, check(disclosure)


@pytest.fixture(scope="module", params=["txt", "html", "one-line.html", "docx", "xlsx"])
def document(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    blocks = read_blocks(FENYANG)
    page = as_html(blocks)
    content = {
        "txt": as_text(blocks),
        "html": page,
        "one-line.html": page.replace("\n", ""),
        "docx": as_docx(blocks),
        "xlsx": as_xlsx(blocks),
    }[request.param]
    path: Path = tmp_path_factory.mktemp("kinds") / f"fenyang.{request.param}"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def test_every_place_of_every_finding_is_shown(document: Path) -> None:
    disclosure, report = checked(document)
    places = [one for found in place_marks((disclosure,), report).places for one in found]
    assert len(places) > 100
    assert [place for place, anchor in places if anchor is None and place.part] == []


def test_every_link_leads_to_one_anchor(document: Path) -> None:
    tree = html.fromstring(report_html(*checked(document)))
    anchors = tree.xpath("//@id")
    assert len(anchors) == len(set(anchors))
    assert {link[1:] for link in tree.xpath("//a/@href")} <= set(anchors)


def test_figures_are_marked_in_their_cells(document: Path) -> None:
    tree = html.fromstring(report_html(*checked(document)))
    (cell,) = tree.xpath("//section[@id='d-tables']//*[contains(@class, 'm e')][starts-with(text(), '232.53')]")
    assert cell.tag == "td"


def test_the_document_is_shown_whole() -> None:
    disclosure, report = checked(FENYANG)
    shown = html.fromstring(report_html(disclosure, report)).text_content()
    for table in disclosure.tables:
        assert all(text in shown for grid in table.grids for row in grid.rows for text in row)
    for form in disclosure.forms:
        assert form.grid is not None
        assert all(text in shown for row in form.grid.rows for text in row)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_workbooks_of_a_whole_document_can_be_written(language: str) -> None:
    disclosure, report = checked(FENYANG)
    assert len(disclosure_workbook(disclosure, language)) > 50_000
    assert len(report_workbook(report, language)) > 10_000
