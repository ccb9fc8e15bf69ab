"""The HTML report: complete, harmless, linked both ways, masked, the same twice."""

import itertools
import re

import pytest
from lxml import html
from msgspec import structs

from gouji.model.finding import Repair, Tie
from gouji.model.place import Bilingual, Place
from gouji.render.html import report_html
from render import small


def page(language: str = "zh") -> html.HtmlElement:
    return html.fromstring(report_html(small.disclosure(), small.report(), language))


def test_every_link_leads_to_an_anchor_that_is_there_once() -> None:
    tree = page()
    anchors = tree.xpath("//@id")
    assert len(anchors) == len(set(anchors))
    assert {link[1:] for link in tree.xpath("//a/@href")} <= set(anchors)


def test_each_finding_with_a_place_links_to_its_cell_and_back() -> None:
    tree = page()
    for number in range(1, 11):
        links = tree.xpath(f"//li[@id='f-{number}']//ul[@class='places']//a/@href")
        assert links, number
        for link in links:
            assert tree.xpath(f"//*[@id='{link[1:]}']//a[@href='#f-{number}']"), (number, link)


def test_the_wrong_cell_is_marked_and_its_partner_only_related() -> None:
    tree = page()
    (wrong,) = tree.xpath("//td[starts-with(text(), '1200.50')]")
    (partner,) = tree.xpath("//td[starts-with(text(), '1100.50')]")
    assert wrong.get("class") == "n m e" and partner.get("class") == "n m r"


def test_the_sentence_concerned_is_marked_in_its_paragraph() -> None:
    (sentence,) = page().xpath("//section[@id='d-narrative']//mark")
    assert sentence.text == "2025年支出预算1300.50万元"
    assert sentence.xpath("a/@href") == ["#f-2"]


def test_findings_beyond_the_fifth_are_folded() -> None:
    tree = page()
    assert len(tree.xpath("//details[@class='more']//li[starts-with(@id, 'f-')]")) == 2


def test_nothing_runs_and_nothing_is_loaded() -> None:
    text = report_html(small.disclosure(), small.report())
    tree = html.fromstring(text)
    assert not tree.xpath("//script | //iframe | //img | //link | //object | //form | //input")
    assert not [name for element in tree.iter() for name in element.attrib if name.startswith("on") or name == "style"]
    assert "<script" not in text and "&lt;script&gt;alert(1)&lt;/script&gt;" in text
    assert not re.search(r"https?://(?!example\.org)", text)
    assert small.LINK in tree.text_content()


def test_the_style_sheet_is_the_one_its_policy_allows() -> None:
    from base64 import b64encode
    from hashlib import sha256

    tree = page()
    style = tree.xpath("//style")[0].text
    policy = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    assert b64encode(sha256(style.encode()).digest()).decode() in policy


def test_identity_numbers_and_names_are_masked() -> None:
    text = report_html(small.disclosure(), small.report())
    assert small.IDENTITY not in text and small.PERSON not in text
    assert "张某同志医疗费" in text


def test_identity_numbers_are_masked_without_a_privacy_finding() -> None:
    report = structs.replace(small.report(), causes=())
    assert small.IDENTITY not in report_html(small.disclosure(), report)


def test_every_cell_is_shown_blank_ones_too() -> None:
    (table,) = page().xpath("//section[@id='d-tables']//table[.//th[starts-with(text(), '科目编码')]]")
    assert [len(row) for row in table.iter("tr")] == [5, 5, 5, 5]


def test_merged_cells_keep_their_spans() -> None:
    assert page().xpath("//section[@id='d-tables']//th[@colspan='2']/text()") == ["收入", "支出"]


def test_a_place_without_grid_column_is_found_by_its_printed_text() -> None:
    report = small.report()
    (first, *_) = report.findings
    bare = tuple(structs.replace(place, grid_column=None) for place in first.places)
    figures = tuple(structs.replace(one, place=place) for one, place in zip(first.figures, bare, strict=True))
    cause = structs.replace(report.causes[0], findings=(structs.replace(first, places=bare, figures=figures),))
    tree = html.fromstring(report_html(small.disclosure(), structs.replace(report, causes=(cause,))))
    assert tree.xpath("//td[starts-with(text(), '1200.50')]/@class") == ["n m e"]


def test_a_place_without_column_marks_its_row() -> None:
    report = small.report()
    row = structs.replace(report.findings[0], places=(Place(line=22, part=small.TABLE_5, row="204"),), figures=())
    cause = structs.replace(report.causes[0], findings=(row,))
    tree = html.fromstring(report_html(small.disclosure(), structs.replace(report, causes=(cause,))))
    (marked,) = tree.xpath("//tr[contains(@class, 'm')]")
    assert marked.xpath("th/text()") == ["204"] and marked.xpath(".//a/@href") == ["#f-1"]


def test_headings_come_in_order() -> None:
    levels = [int(element.tag[1]) for element in page().iter("h1", "h2", "h3", "h4", "h5")]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))


def test_every_table_has_a_caption_and_header_cells_with_scope() -> None:
    tree = page()
    assert all(table.xpath("caption") for table in tree.xpath("//table"))
    assert all(cell.get("scope") for cell in tree.xpath("//th"))
    assert tree.get("lang") == "zh-CN"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_same_input_gives_the_same_page(language: str) -> None:
    assert report_html(small.disclosure(), small.report(), language) == report_html(
        small.disclosure(), small.report(), language
    )


def test_the_english_report_has_no_chinese_frame() -> None:
    tree = page("en")
    for element in tree.xpath("//h2 | //h3 | //nav//a | //dt[not(ancestor::dl[@class='glossary'])]"):
        assert not re.search(r"[\u4e00-\u9fff]", element.text_content()), element.text_content()


def test_the_relations_around_a_wrong_figure_are_told_those_that_fail_first() -> None:
    says = Bilingual("甲 = 乙：1 = 2", "a = b: 1 = 2")
    ties = (Tie("T1-1", says, False), Tie("X-4", Bilingual("甲 = 丙：1 = 1", "a = c: 1 = 1"), True))
    repair = Repair(Bilingual("支出总表“张三丰同志医疗费”", "the cell"), Place(), "1", "2", "万元", certainty="likely", ties=ties)
    report = small.report()
    report = structs.replace(report, causes=(structs.replace(report.causes[0], repairs=(repair,)), *report.causes[1:]))
    (around,) = html.fromstring(report_html(small.disclosure(), report, "zh")).xpath("//details[@class='around']")
    assert [item.get("class") for item in around.xpath(".//li")] == ["fails", "holds"]
    assert "甲 = 乙：1 = 2" in around.xpath(".//li")[0].text_content() and "张三丰" not in around.text_content()
