"""Reading Word documents: headings, numbers, tables with merged cells, revisions, fields, text boxes."""

import io

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gouji.model.disclosure import Grid, Source
from gouji.model.place import Place
from gouji.read.blocks import Blocks, Line
from gouji.read.files import read_blocks
from gouji.read.numbering import show_number
from read.crafted import change_part, only_grid, printed, read, refused
from read.write_blocks import as_docx, as_html, as_xlsx
from shared import SEED, needs_seed

W = nsdecls("w", "wp", "a") + (
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:v="urn:schemas-microsoft-com:vml"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
DOCUMENT = "word/document.xml"


def word(*bodies: str) -> bytes:
    """Return a document whose body holds the given paragraphs and tables."""
    document = docx.Document()
    for body in bodies:
        head, _, rest = body.partition(">")
        document.element.body.insert(-1, parse_xml(f"{head} {W}>{rest}"))
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def p(text: str, properties: str = "") -> str:
    return f'<w:p><w:pPr>{properties}</w:pPr><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def tc(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{p(text)}</w:tc>"


def tbl(*rows: list[str]) -> str:
    return "<w:tbl><w:tblPr/>" + "".join(f"<w:tr>{''.join(row)}</w:tr>" for row in rows) + "</w:tbl>"


def test_headings_and_tables_in_order(tmp_path):
    document = docx.Document()
    document.add_heading("第二部分 预算报表", 1)
    document.add_paragraph("单位：万元")
    table = document.add_table(3, 3)
    for row, texts in zip(table.rows, [["项目", "预算数", ""], ["", "基本支出", "项目支出"], ["合计", "1.00", ""]], strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    table.cell(0, 0).merge(table.cell(1, 0))
    table.cell(0, 1).merge(table.cell(0, 2))
    document.add_paragraph("注：无")
    path = tmp_path / "a.docx"
    document.save(str(path))
    blocks = read_blocks(path)
    assert blocks.items == (
        Line("第二部分 预算报表", Place(line=1), 1),
        Line("单位：万元", Place(line=2)),
        Grid(
            (("项目", "预算数", ""), ("", "基本支出", "项目支出"), ("合计", "1.00", "")),
            (3, 4, 5),
            spans={"0,0": (2, 1), "0,1": (1, 2)},
        ),
        Line("注：无", Place(line=6)),
    )
    assert blocks.source.kind == "docx"


def test_outline_level_of_the_paragraph_counts_without_a_style(tmp_path):
    blocks = read(tmp_path, "a.docx", word(p("一、职责", '<w:outlineLvl w:val="2"/>'), p("正文", '<w:outlineLvl w:val="9"/>')))
    assert [item.level for item in blocks.items if isinstance(item, Line)] == [3, None]


def test_insertions_are_read_and_deletions_are_not(tmp_path):
    body = "<w:p><w:r><w:t>甲</w:t></w:r><w:ins><w:r><w:t>乙</w:t></w:r></w:ins><w:del><w:r><w:delText>丙</w:delText></w:r></w:del></w:p>"
    row = "<w:tr><w:trPr><w:del/></w:trPr>" + tc("删") + tc("除") + "</w:tr>"
    table = tbl([tc("甲"), tc("1")]).replace("</w:tbl>", row + "</w:tbl>")
    assert printed(read(tmp_path, "a.docx", word(body, table))) == ["甲乙", [["甲", "1"]]]


def test_fields_show_their_result_and_hidden_text_nothing(tmp_path):
    field = (
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGEREF x</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>12</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>隐藏</w:t></w:r></w:p>"
    )
    assert printed(read(tmp_path, "a.docx", word(field))) == ["12"]


def test_text_box_offered_twice_is_read_once(tmp_path):
    box = f"<w:txbxContent>{p('框内')}</w:txbxContent>"
    body = (
        "<w:p><w:r><w:t>正文</w:t></w:r><w:r><mc:AlternateContent>"
        f'<mc:Choice Requires="wps"><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r></w:p>"
    )
    assert printed(read(tmp_path, "a.docx", word(body))) == ["正文", "框内"]


def test_contents_lines_are_a_grid_and_other_tabs_are_not(tmp_path):
    body = [
        "<w:p><w:r><w:t>一、职责</w:t><w:tab/><w:t>1</w:t></w:r></w:p>",
        "<w:p><w:r><w:t>二、机构</w:t><w:tab/><w:t>2</w:t></w:r></w:p>",
        "<w:p><w:r><w:t>一、</w:t><w:tab/><w:t>职责</w:t></w:r></w:p>",
        "<w:p><w:r><w:t>部门名称：某局</w:t><w:tab/><w:tab/><w:t>单位：万元</w:t></w:r></w:p>",
    ]
    found = printed(read(tmp_path, "a.docx", word(*body)))
    assert found == [[["一、职责", "1"], ["二、机构", "2"]], "一、 职责", "部门名称：某局", "单位：万元"]


def test_break_begins_a_line_but_not_inside_a_cell(tmp_path):
    broken = "<w:p><w:r><w:t>某局</w:t><w:br/><w:t>部门预算</w:t></w:r></w:p>"
    table = f"<w:tbl><w:tr><w:tc>{broken}{broken}</w:tc><w:tc>{p('1')}</w:tc></w:tr></w:tbl>"
    found = printed(read(tmp_path, "a.docx", word(broken, table)))
    assert found == ["某局", "部门预算", [["某局部门预算某局部门预算", "1"]]]


def test_single_cell_and_layout_tables_are_walked(tmp_path):
    inner = tbl([tc("甲"), tc("1")])
    layout = f"<w:tbl><w:tr><w:tc>{p('题')}{inner}{p('')}</w:tc><w:tc>{p('')}</w:tc></w:tr></w:tbl>"
    assert printed(read(tmp_path, "a.docx", word(tbl([tc("框")]), layout))) == ["框", "题", [["甲", "1"]]]


def test_row_that_begins_later_keeps_its_columns(tmp_path):
    table = tbl([tc("甲"), tc("乙"), tc("丙")], [tc("丁"), tc("戊")])
    table = table.replace("</w:tr><w:tr>", '</w:tr><w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr>')
    assert only_grid(read(tmp_path, "a.docx", word(table))).rows == (("甲", "乙", "丙"), ("", "丁", "戊"))


def test_automatic_numbers_are_printed(tmp_path):
    levels = (
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl>'
        '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="（%2）"/></w:lvl>'
    )
    lists = f'<w:abstractNum w:abstractNumId="77">{levels}</w:abstractNum>', '<w:num w:numId="77"><w:abstractNumId w:val="77"/></w:num>'

    def numbered(text: str, level: int) -> str:
        return p(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="77"/></w:numPr>')

    package = word(numbered("收入", 0), numbered("总体", 1), numbered("其中", 1), numbered("支出", 0), numbered("总体", 1))
    package = change_part(
        package, "word/numbering.xml", lambda part: part.replace("<w:num ", lists[0] + "<w:num ", 1).replace("</w:numbering>", lists[1] + "</w:numbering>")
    )
    assert printed(read(tmp_path, "a.docx", package)) == ["一、收入", "（1）总体", "（2）其中", "二、支出", "（1）总体"]


@pytest.mark.parametrize(
    ("number", "form", "text"),
    [
        (10, "chineseCountingThousand", "十"),
        (21, "japaneseCounting", "二十一"),
        (12, "chineseLegalSimplified", "拾贰"),
        (3, "decimalEnclosedCircle", "③"),
        (28, "lowerLetter", "bb"),
        (14, "upperRoman", "XIV"),
        (5, "unheardOf", "5"),
    ],
)
def test_numbers_in_each_format(number, form, text):
    assert show_number(number, form) == text


def test_strict_files_are_read(tmp_path):
    package = word(p("甲", '<w:outlineLvl w:val="0"/>'), tbl([tc("乙"), tc("1")]))
    old, new = "http://schemas.openxmlformats.org/wordprocessingml/2006/main", "http://purl.oclc.org/ooxml/wordprocessingml/main"
    strict = change_part(package, DOCUMENT, lambda part: part.replace(old, new))
    assert read(tmp_path, "a.docx", strict).items == read(tmp_path, "b.docx", package).items


def test_document_without_text_is_refused(tmp_path):
    assert refused(tmp_path, "a.docx", word()) == "READ-014"


def test_absurd_span_is_cut(tmp_path):
    table = tbl([tc("甲", '<w:gridSpan w:val="99999999"/>'), tc("乙")], [tc("丙"), tc("丁")])
    grid = only_grid(read(tmp_path, "a.docx", word(table)))
    assert grid.rows[1][:2] == ("丙", "丁")


@needs_seed
def test_real_document_reads_the_same_from_word(tmp_path):
    blocks = read_blocks(SEED)
    assert printed(read(tmp_path, "a.docx", as_docx(blocks))) == printed(blocks)


@st.composite
def grids(draw: st.DrawFn) -> Grid:
    """Return a grid with a merged cell somewhere left of its last column, and a text in every cell not covered by it."""
    height, width = draw(st.integers(1, 5)), draw(st.integers(2, 5))
    row, column = draw(st.integers(0, height - 1)), draw(st.integers(0, width - 2))
    rows, columns = draw(st.integers(1, height - row)), draw(st.integers(1, width - 1 - column))
    merged = {(row + down, column + right) for down in range(rows) for right in range(columns)} - {(row, column)}
    text = st.text("甲乙丙1.a", min_size=1, max_size=4)
    texts = tuple(tuple("" if (r, c) in merged else draw(text) for c in range(width)) for r in range(height))
    return Grid(texts, tuple(range(height)), spans={f"{row},{column}": (rows, columns)} if merged else {})


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(grids())
def test_merged_cells_survive_every_kind_of_file(tmp_path, grid):
    blocks = Blocks(Source("a", "text"), (Line("题", Place(line=1)), grid, Line("注", Place(line=9))))
    for name, content in (("a.html", as_html(blocks)), ("a.docx", as_docx(blocks)), ("a.xlsx", as_xlsx(blocks))):
        again = read(tmp_path, name, content)
        assert printed(again) == printed(blocks), name
        assert only_grid(again).spans == grid.spans, name
