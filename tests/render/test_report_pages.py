"""Pages of a PDF in the HTML report: the wrong cell boxed where it stands, nothing shown that is masked, all of it bounded."""

import re
from base64 import b64decode
from pathlib import Path

import pytest
from lxml import html

from gouji.model.disclosure import Disclosure, Paragraph, Section, Source
from gouji.model.place import Box, Place
from gouji.render.data import FINDING_COLUMNS, finding_rows
from gouji.render.pages import chosen
from gouji.render.pages.hidden import find_hidden
from gouji.render.pages.picture import Picture
from gouji.run import Job, check_file
from read.test_pdf import XS, titled
from read.write_pdf import Sheet, write_pdf
from render.test_pages import dots, is_black

PHONE = "13800001111"
WRONG = (
    ("科目编码", "科目名称", "合计", "基本支出", "项目支出"),
    ("201", "一般公共服务支出", "1,234.50", "1,000.00", "234.50"),
    ("20103", f"政府办公厅事务{PHONE}", "1,234.50", "1,000.00", "234.50"),
    ("2010301", "行政运行", "1,234.50", "1,000.00", "234.50"),
    ("", "合计", "9,234.50", "1,000.00", "234.50"),
)
TOTAL: Box = (300.0, 180.0, 380.0, 200.0)


def report(path: Path, *sheets: Sheet, **options: bool) -> html.HtmlElement:
    (path / "a.pdf").write_bytes(write_pdf(*sheets))
    return html.fromstring(check_file(Job(kind="html", **options), str(path / "a.pdf")).page)


def box_of(rect: html.HtmlElement) -> tuple[float, ...]:
    x, y, width, height = (float(rect.get(name)) for name in ("x", "y", "width", "height"))
    return x, y, x + width, y + height


@pytest.mark.parametrize("way", [{}, {"turn": 1}, {"turn": 3, "margin": 30}])
def test_the_wrong_cell_is_boxed_on_its_page(tmp_path, way):
    tree = report(tmp_path, titled(**way).table(XS, 100, WRONG))
    boxes = [box_of(rect) for rect in tree.xpath("//article[contains(@class, ' e')]//details[@open]//rect[@class='e']")]
    assert any(all(abs(a - b) < 1.5 for a, b in zip(box, TOTAL, strict=True)) for box in boxes)
    assert tree.xpath("//figcaption")[0].text == "第1页"


def test_the_table_of_findings_tells_where_on_the_page_to_look(tmp_path):
    (tmp_path / "a.pdf").write_bytes(write_pdf(titled().table(XS, 100, WRONG)))
    found = check_file(Job(), str(tmp_path / "a.pdf")).report
    assert found is not None
    rows = [dict(zip(FINDING_COLUMNS["en"], row, strict=True)) for row in finding_rows(found, "en")]
    assert "300 180 380 200" in {row["box"] for row in rows}


def test_each_page_stands_in_the_report_once_and_is_used_by_every_cut(tmp_path):
    tree = report(tmp_path, titled().table(XS, 100, WRONG))
    images = tree.xpath("//image/@id")
    assert images == ["pg-1"]
    assert {use.get("href") for use in tree.xpath("//use")} == {"#pg-1"}
    assert not tree.xpath("//script | //img")
    (policy,) = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert "img-src data:" in policy


def test_a_cut_shows_the_cell_with_its_header(tmp_path):
    rows = (*WRONG[:4], *((f"20103{n:02}", "其他", "0.00", "0.00", "0.00") for n in range(2, 22)), WRONG[4])
    tree = report(tmp_path, titled().table(XS, 100, rows))
    views = [tuple(map(float, svg.get("viewbox").split())) for svg in tree.xpath("//figure//svg")]
    assert any(top < 101 and top + high < 135 for _, top, _, high in views), "the header"
    assert any(top < 580 < 600 < top + high for _, top, _, high in views), "the total"


def test_a_cut_takes_no_row_and_no_line_in_two(tmp_path):
    rows = (*WRONG[:4], *((f"20103{n:02}", "其他", "0.00", "0.00", "0.00") for n in range(2, 22)), WRONG[4])
    tree = report(tmp_path, titled().table(XS, 100, rows).text(60, 632, "注：本表不含上年结转。"))
    views = [tuple(map(float, svg.get("viewbox").split())) for svg in tree.xpath("//figure//svg")]
    tops, bottoms = zip(*((top, top + high) for _, top, _, high in views if top > 200), strict=True)
    assert all(abs(top - round(top, -1)) < 1 for top in tops), "rows are 20 points high"
    assert not any(622 < bottom < 633 for bottom in bottoms), "the line is shown whole or not at all"


def test_pictures_can_be_left_out(tmp_path):
    tree = report(tmp_path, titled().table(XS, 100, WRONG), pictures=False)
    assert not tree.xpath("//image | //figure")
    (policy,) = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert "img-src" not in policy


def test_what_the_report_masks_is_black_in_its_pictures(tmp_path):
    sheet = titled().table(XS, 100, WRONG).text(60, 300, f"联系电话：{PHONE}")
    tree = report(tmp_path, sheet)
    assert PHONE not in html.tostring(tree, encoding="unicode")
    (image,) = tree.xpath("//image")
    data = b64decode(image.get("href").partition(",")[2])
    shades = dots(Picture(data, 0, 0))
    scale = len(shades[0]) / float(image.get("width"))
    assert is_black(shades, scale, (121, 141, 299, 159))
    assert is_black(shades, scale, (62, 291, 180, 300))
    assert not is_black(shades, scale, TOTAL)


def test_pages_beyond_the_limit_are_counted(tmp_path, monkeypatch):
    sheets = [titled().table(XS, 100, WRONG), titled().table(XS, 100, WRONG), titled().table(XS, 100, WRONG)]
    everything = report(tmp_path, *sheets)
    assert len(everything.xpath("//image")) > 1
    monkeypatch.setattr(chosen, "_MOST_PAGES", 1)
    tree = report(tmp_path, *sheets)
    assert len(tree.xpath("//image")) == 1
    assert re.search(r"另有\d+页也有问题", tree.xpath("string(//section[@id='verdict'])"))


def test_a_scan_with_its_text_behind_it_is_not_shown(tmp_path):
    sheet = titled().table(XS, 100, WRONG)
    sheet.drawn.insert(0, "q 560 0 0 800 10 10 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \xf0 EI Q")
    tree = report(tmp_path, sheet)
    assert not tree.xpath("//image | //figure")
    assert "有1页是扫描的" in tree.xpath("string(//section[@id='verdict'])")


def test_a_report_on_a_text_has_no_pictures(tmp_path):
    (tmp_path / "a.txt").write_text("2024年部门支出预算总表\n单位：万元\n" + "\n".join("\t".join(row) for row in WRONG), encoding="utf-8")
    page = check_file(Job(kind="html"), str(tmp_path / "a.txt")).page.decode()
    assert "<image" not in page and "img-src" not in page


# --- what must not be seen ----------------------------------------------------------------------------------------------


def disclosed(*paragraphs: tuple[str, Place]) -> Disclosure:
    own = tuple(Paragraph(text, place) for text, place in paragraphs)
    return Disclosure(Source("a.pdf", "pdf"), sections=(Section(None, "", "", Place(), own),))


def hide(text: str) -> str:
    return text.replace("某甲", "某某")


def test_a_paragraph_is_hidden_where_it_stands():
    first = Place(line=1, page=3, box=(1.0, 2.0, 3.0, 4.0))
    found = find_hidden((disclosed(("给某甲", first), ("完", Place(line=2, page=3, box=(1.0, 5.0, 3.0, 6.0)))),), hide)
    assert found.boxes == {("a.pdf", 3): ((1.0, 2.0, 3.0, 4.0),)}
    assert found.pages == frozenset()


def test_what_may_go_on_over_the_page_hides_the_next_page():
    last = Place(line=2, page=3, box=(1.0, 2.0, 3.0, 4.0))
    found = find_hidden((disclosed(("前", Place(line=1, page=3, box=(1.0, 1.0, 3.0, 2.0))), ("给某甲", last)),), hide)
    assert found.pages == {("a.pdf", 4)}


def test_what_stands_nobody_knows_where_hides_its_page():
    found = find_hidden((disclosed(("给某甲", Place(line=1, page=3)), ("完", Place(line=2, page=3))),), hide)
    assert found.pages == {("a.pdf", 3)} and not found.boxes


def test_a_file_put_together_from_several_hides_the_page_of_the_right_one():
    place = Place(line=1, page=3, box=(1.0, 2.0, 3.0, 4.0), document="b.pdf")
    assert set(find_hidden((disclosed(("给某甲", place)),), hide).boxes) == {("b.pdf", 3)}
