"""Reading HTML pages: what a reader of the page sees."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gouji.model.disclosure import Grid, Source
from gouji.model.place import Place
from gouji.read import grids
from gouji.read.blocks import Blocks, Line
from gouji.read.files import read_blocks
from read.crafted import only_grid, printed, read, refused
from read.write_blocks import as_html
from shared import SEED, needs_seed

# How a site of a government prints an article: menus, scripts, a table that lays out the page, a table from Excel.
PAGE = """<!DOCTYPE html>
<html><head><meta charset="utf-8"><title>某局</title><style>p {color: red}</style></head>
<body><nav><a href="/">首页</a></nav><script>var a = "<p>不读</p>";</script>
<table width="100%"><tr><td><h1>某局2024年部门预算</h1></td><td></td></tr><tr><td colspan="2">
<p>一、收支总表<br/>&nbsp;&nbsp;单位：万元</p><p style="display: none">隐藏</p>
<div>说明<span>：</span>
无</div>
<table border="1">
<tr><th rowspan="2">项目</th><th colspan="2">预算数</th></tr>
<tr><th>基本<br>支出</th><th>项目支出</th></tr>
<tr><td>合&nbsp;计</td><td>1.00</td><td>&nbsp;</td></tr>
<tr style="display:none"><td>x</td><td>x</td><td>x</td></tr>
</table>
</td></tr></table><footer>备案号</footer></body></html>
"""


def test_page_of_a_government_site(tmp_path):
    blocks = read(tmp_path, "a.html", PAGE)
    assert blocks.items == (
        Line("某局2024年部门预算", Place(line=4), 1),
        Line("一、收支总表", Place(line=5)),
        Line("单位：万元", Place(line=5)),
        Line("说明：无", Place(line=6)),
        Grid(
            (("项目", "预算数", ""), ("", "基本支出", "项目支出"), ("合 计", "1.00", "")),
            (9, 10, 11),
            spans={"0,0": (2, 1), "0,1": (1, 2)},
        ),
    )
    assert blocks.source.kind == "html"


def test_kind_is_told_by_content_not_by_name(tmp_path):
    assert read(tmp_path, "a.xls", PAGE).items == read(tmp_path, "a.html", PAGE).items


@pytest.mark.parametrize(("said", "encoding"), [("gb2312", "gb18030"), ("utf-8", "gb18030"), ("gbk", "utf-8"), ("big5", "utf-8")])
def test_encoding_is_told_by_the_bytes_before_the_page(tmp_path, said, encoding):
    page = PAGE.replace("utf-8", said)
    assert read(tmp_path, "a.html", page.encode(encoding)).items == read(tmp_path, "b.html", PAGE).items


def test_declared_encoding_outside_the_mainland_is_believed(tmp_path):
    page = '<meta charset="big5"><p>' + "部門預算公開說明，" * 9 + "</p>"
    assert printed(read(tmp_path, "a.html", page.encode("big5"))) == ["部門預算公開說明，" * 9]


def test_single_cell_table_is_a_paragraph(tmp_path):
    assert printed(read(tmp_path, "a.html", "<table><tr><td>甲<p>乙</p></td></tr></table>")) == ["甲", "乙"]


def test_table_inside_a_cell_of_a_real_table_stays_text(tmp_path):
    inner = "<table><tr><td>1</td><td>2</td></tr></table>"
    page = f"<table><tr><td>总体目标</td><td>{inner}</td></tr><tr><td>项目概况</td><td>保障运行</td></tr></table>"
    assert only_grid(read(tmp_path, "a.html", page)).rows == (("总体目标", "1 2"), ("项目概况", "保障运行"))


def test_empty_table_is_nothing(tmp_path):
    assert printed(read(tmp_path, "a.html", "<p>甲</p><table><tr><td></td><td>&nbsp;</td></tr></table>")) == ["甲"]


def test_rowspan_zero_reaches_the_end_and_claims_are_cut(tmp_path):
    page = '<table><tr><td rowspan="0">甲<td colspan="99999">乙<tr><td>丙<td>丁</table>'
    grid = only_grid(read(tmp_path, "a.html", page))
    assert grid.rows == (("甲", "乙", ""), ("", "丙", "丁"))
    assert grid.spans == {"0,0": (2, 1), "0,1": (1, 2)}


def test_headings_keep_their_level_and_tails_do_not(tmp_path):
    blocks = read(tmp_path, "a.html", "<div><h2>甲</h2>乙<h3>丙</h3></div>")
    assert [(item.text, item.level) for item in blocks.items if isinstance(item, Line)] == [("甲", 2), ("乙", None), ("丙", 3)]


@pytest.mark.parametrize("tag", ["div", "table><tr><td", "span", "ul><li"])
def test_deep_nesting_is_read_or_refused(tmp_path, tag):
    page = f"<html>甲乙丙<{tag}>" * 5000 + "丁"
    path = tmp_path / "a.html"
    path.write_text(page, encoding="utf-8")
    assert any("甲乙丙" in str(item) for item in read_blocks(path).items)


def test_entities_are_not_expanded(tmp_path):
    page = '<!DOCTYPE html [<!ENTITY a SYSTEM "file:///etc/passwd">]><html><p>甲&a;乙</p></html>'
    assert "root:" not in str(read(tmp_path, "a.html", page).items)


def test_page_without_text_is_refused(tmp_path):
    assert refused(tmp_path, "a.html", "<html><body><img src='a.png'></body></html>") == "READ-014"


def test_too_many_cells_are_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(grids, "MAX_CELLS", 100)
    row = "<tr>" + "<td colspan='60'>甲</td>" * 2 + "</tr>"
    assert refused(tmp_path, "a.html", f"<table>{row}</table>") == "READ-012"


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(alphabet="<>/=\"' trdablesponw12甲乙&;!-", max_size=200))
def test_broken_pages_never_crash(tmp_path, text):
    path = tmp_path / "a.html"
    path.write_text(f"<html><p>甲</p>{text}", encoding="utf-8")
    assert read_blocks(path).items


@needs_seed
def test_real_document_reads_the_same_as_a_page(tmp_path):
    blocks = read_blocks(SEED)
    assert printed(read(tmp_path, "a.html", as_html(blocks))) == printed(blocks)


def test_written_blocks_read_the_same(tmp_path):
    grid = Grid((("甲", "乙", ""), ("", "1", "2")), (1, 2), spans={"0,0": (2, 1), "0,1": (1, 2)})
    blocks = Blocks(Source("a", "text"), (Line("题", Place(line=1), 1), grid, Line("a < b & c", Place(line=9))))
    again = read(tmp_path, "a.html", as_html(blocks))
    assert printed(again) == printed(blocks)
    assert only_grid(again).spans == grid.spans
