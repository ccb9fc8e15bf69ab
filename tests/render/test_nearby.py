"""Places of files that show no lines are told by their words."""

import pytest
from msgspec import structs

from gouji.model.disclosure import Paragraph, Source
from gouji.model.place import Place, show_place
from gouji.render.html import report_html
from gouji.render.mask import mask_numbers
from gouji.render.nearby import nearby, tell_nearby
from render import small


def of_kind(kind: str) -> object:
    return structs.replace(small.disclosure(), source=Source(f"云溪.{kind}", kind))


@pytest.mark.parametrize("kind", ["docx", "html"])
def test_a_paragraph_is_told_by_its_first_words_and_a_row_by_its_labels(kind: str) -> None:
    near = nearby([of_kind(kind)], mask_numbers)
    assert show_place(near(small.at(30, "支出预算情况说明"))) == "支出预算情况说明（“2025年支出预算1300.50…”一段）"
    assert show_place(near(small.at(30, "支出预算情况说明")), "en") == "支出预算情况说明 (at “2025年支出预算1300.50…”)"
    assert show_place(near(small.at(21, small.TABLE_5, "合计", "基本支出"))) == f"{small.TABLE_5} › 行“合计” › 列“基本支出”"
    assert show_place(near(small.at(17, small.TABLE_5))) == small.TABLE_5


def test_a_line_of_a_text_is_told_by_its_number() -> None:
    near = nearby([small.disclosure()], mask_numbers)
    assert show_place(near(small.at(30, "支出预算情况说明"))) == "支出预算情况说明（第30行）"


def test_what_must_not_be_told_is_masked_before_it_is_cut() -> None:
    paragraph = Paragraph(f"某同志身份证{small.IDENTITY}", Place(line=5))
    document = structs.replace(of_kind("docx"), duties=(paragraph,))
    near = nearby([document], mask_numbers)(Place(line=5)).near
    assert near is not None and near.startswith("某同志身份证142***") and small.IDENTITY[:6] not in near


def test_reports_tell_it() -> None:
    document = of_kind("docx")
    report = tell_nearby(small.report(), [document], mask_numbers)
    places = [place for finding in report.findings for place in finding.places if place.line]
    assert places and all(place.near is not None for place in places)
    assert all("第" not in show_place(place) for place in places)
    page = report_html(document, small.report())
    assert "（第30行）" not in page and "（第30行）" in report_html(small.disclosure(), small.report())
