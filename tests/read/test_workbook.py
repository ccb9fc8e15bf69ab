"""Reading workbooks: titles, tables, values as people read them, merged cells, places."""

import datetime
import io

import pytest
import xlsxwriter
import xlwt

from gouji.model.disclosure import Grid
from gouji.model.place import Place
from gouji.read import workbook
from gouji.read.blocks import Line, ReadError
from gouji.read.files import read_blocks
from gouji.read.workbook import show
from read.crafted import change_part, only_grid, printed, read, refused
from read.write_blocks import as_xlsx
from shared import SEED, needs_seed

SHEET1 = "xl/worksheets/sheet1.xml"


def xlsx(rows: list[list[object]], merged: list[str] | None = None, name: str = "收支总表") -> bytes:
    """Return a workbook with one sheet; None leaves a cell out. merged: ranges whose text is in their first cell."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        page = book.add_worksheet(name)
        for reference in merged or []:
            page.merge_range(reference, "")
        for number, row in enumerate(rows):
            for column, value in enumerate(row):
                if value is not None:
                    page.write(number, column, value)
    return stream.getvalue()


def xls(rows: list[list[object]], *, merged: bool = True) -> bytes:
    """Return an old workbook with one sheet, its title merged over three columns."""
    stream = io.BytesIO()
    book = xlwt.Workbook()
    page = book.add_sheet("收支总表")
    for number, row in enumerate(rows):
        for column, value in enumerate(row):
            if value is not None:
                page.write(number, column, value)
    if merged:
        page.merge(0, 0, 0, 2)
    book.save(stream)
    return stream.getvalue()


ROWS: list[list[object]] = [
    ["2024年收支总表"],
    [None, None, "单位：万元"],
    ["项目", "预算数", None],
    [None, "基本支出", "项目支出"],
    [2040201, 8040.19, None],
    ["合计", 8040.19, 0.1 + 0.2],
    ["注：本表无数据", None, None],
]


def test_titles_are_lines_and_the_table_is_a_grid(tmp_path):
    blocks = read(tmp_path, "a.xlsx", xlsx(ROWS, ["A1:C1", "A3:A4", "B3:C3", "A7:C7"]))
    assert blocks.items == (
        Line("2024年收支总表", Place(sheet="收支总表", cell="A1")),
        Line("单位：万元", Place(sheet="收支总表", cell="C2")),
        Grid(
            (
                ("项目", "预算数", ""),
                ("", "基本支出", "项目支出"),
                ("2040201", "8040.19", ""),
                ("合计", "8040.19", "0.3"),
            ),
            (3, 4, 5, 6),
            sheet="收支总表",
            spans={"0,0": (2, 1), "0,1": (1, 2)},
        ),
        Line("注：本表无数据", Place(sheet="收支总表", cell="A7")),
    )
    assert blocks.source.kind == "xlsx"


def test_xls_reads_like_xlsx(tmp_path):
    old = read(tmp_path, "a.xls", xls(ROWS[:-1]))
    assert old.items == read(tmp_path, "a.xlsx", xlsx(ROWS[:-1], ["A1:C1"])).items
    assert old.source.kind == "xls"


def test_large_xls_is_read(tmp_path):
    rows: list[list[object]] = [[f"项目{number}", number, "x" * 200 + str(number)] for number in range(3000)]
    grid = only_grid(read(tmp_path, "a.xls", xls(rows, merged=False)))
    assert grid.rows[-1] == ("项目2999", "2999", "x" * 200 + "2999")


def test_table_away_from_the_corner_keeps_its_place(tmp_path):
    rows: list[list[object]] = [[], [], [None, None, "甲", "乙"], [None, None, "丙", 1]]
    grid = only_grid(read(tmp_path, "a.xlsx", xlsx(rows)))
    assert (grid.rows, grid.lines, grid.column) == ((("甲", "乙"), ("丙", "1")), (3, 4), 2)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (2040201.0, "2040201"),
        (0.1 + 0.2, "0.3"),
        (16595.3, "16595.3"),
        (1144629.25, "1144629.25"),
        (1 / 3, "0.333333"),
        (-0.0, "0"),
        (-12.5, "-12.5"),
        (0.0000004, "0.0000004"),
        (1e15, "1000000000000000"),
        (True, "TRUE"),
        (datetime.date(2024, 1, 2), "2024-01-02"),
        (datetime.datetime(2024, 1, 2, 3, 4), "2024-01-02 03:04"),
        (datetime.timedelta(hours=30), "30:00:00"),
        ("a_x000D_b", "a\nb"),
        (" 合\u3000计 ", "合\u3000计"),
    ],
)
def test_values_are_shown_as_people_read_them(value, text):
    assert show(value) == text


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        (16595.3, "0.00", "16595.30"),
        (16595.3, "#,##0.00", "16,595.30"),
        (1.005, "#,##0.00_ ", "1.01"),
        (-12.5, "#,##0.00_);[Red](#,##0.00)", "-12.50"),
        (0.256, "0.00%", "25.60%"),
        (0.25, "0%", "25%"),
        (0, "0.00;-0.00;;@", ""),
        (0, "0.00;-0.00;", ""),
        (0, "0.00", "0.00"),
        (-0.001, "0.00", "0.00"),
        (7, '0"人"', "7"),
        (2040201, "@", "2040201"),
        (2040201, "General", "2040201"),
        (0.5, "# ?/?", "0.5"),
    ],
)
def test_numbers_are_shown_with_the_decimals_of_their_cell(tmp_path, value, code, text):
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        page = book.add_worksheet("甲")
        page.write_row(1, 1, ["项目", "预算数"])
        page.write(2, 1, "合计")
        page.write(2, 2, value, book.add_format({"num_format": code}))
    assert only_grid(read(tmp_path, "a.xlsx", stream.getvalue())).rows[-1] == ("合计", text)


def test_sheet_name_is_the_title_where_none_is_printed(tmp_path):
    assert printed(read(tmp_path, "a.xlsx", xlsx([["甲", "乙"]]))) == ["收支总表", [["甲", "乙"]]]
    assert printed(read(tmp_path, "a.xlsx", xlsx([["甲", "乙"]], name="Sheet1"))) == [[["甲", "乙"]]]


def test_page_break_row_gives_two_grids_of_one_width(tmp_path):
    rows: list[list[object]] = [["题"], ["甲", 1, 2], [], [None, "乙"], ["丙", 3]]
    found = printed(read(tmp_path, "a.xlsx", xlsx(rows)))
    assert found == ["题", [["甲", "1", "2"]], [["", "乙", ""], ["丙", "3", ""]]]


def test_row_with_a_single_text_inside_a_table_stays_a_row(tmp_path):
    rows: list[list[object]] = [["代码", "目录"], ["政法委员会"], ["E01", "调查"]]
    grid = only_grid(read(tmp_path, "a.xlsx", xlsx(rows)))
    assert grid.rows == (("代码", "目录"), ("政法委员会", ""), ("E01", "调查"))


def test_total_over_the_code_columns_after_empty_rows_stays_a_row(tmp_path):
    rows: list[list[object]] = [["题"], [], ["类", "款", "名称", "合计"], ["201", "01", "行政", 1], [], ["合计"]]
    found = printed(read(tmp_path, "a.xlsx", xlsx(rows, ["A1:D1", "A6:C6"])))
    assert found == ["题", [["类", "款", "名称", "合计"], ["201", "01", "行政", "1"]], [["合计", "", "", ""]]]


def test_paragraphs_in_one_cell_are_lines_but_a_broken_label_is_one_cell(tmp_path):
    rows: list[list[object]] = [["主要职能：\n1.甲；\n\n2.乙。"], ["财政专户管理\n资金", "a\nb"]]
    found = printed(read(tmp_path, "a.xlsx", xlsx(rows)))
    assert found == ["主要职能：", "1.甲；", "2.乙。", [["财政专户管理资金", "a b"]]]


def test_hidden_sheet_is_not_read_and_said_so(tmp_path):
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        book.add_worksheet("甲").write(0, 0, "题")
        hidden = book.add_worksheet("去年")
        hidden.write(0, 0, "旧")
        hidden.hide()
        book.add_chartsheet("图")
    blocks = read(tmp_path, "a.xlsx", stream.getvalue())
    assert printed(blocks) == ["题"]
    assert [(trouble.code, trouble.place) for trouble in blocks.troubles] == [("READ-024", Place(sheet="去年"))]


def test_formula_without_result_is_blank_and_named(tmp_path):
    package = xlsx([["甲", "=1+1", "乙"]])
    package = change_part(package, SHEET1, lambda part: part.replace("<f>1+1</f><v>0</v>", "<f>1+1</f>"))
    blocks = read(tmp_path, "a.xlsx", package)
    assert only_grid(blocks).rows == (("甲", "", "乙"),)
    (trouble,) = blocks.troubles
    assert (trouble.code, trouble.place) == ("READ-022", Place(sheet="收支总表", cell="B1"))


def test_error_value_is_blank_and_named(tmp_path):
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        page = book.add_worksheet("甲")
        page.write_row(0, 0, ["合计", 1])
        page.write_formula(1, 1, "=1/0", None, "#DIV/0!")
    (trouble,) = read(tmp_path, "a.xlsx", stream.getvalue()).troubles
    assert (trouble.code, trouble.place) == ("READ-023", Place(sheet="甲", cell="B2"))


def test_claimed_dimension_does_not_matter(tmp_path):
    claim = '<dimension ref="A1:XFD1048576"/>'
    package = change_part(xlsx(ROWS), SHEET1, lambda part: part.replace('<dimension ref="A1:C7"/>', claim))
    assert read(tmp_path, "a.xlsx", package).items == read(tmp_path, "b.xlsx", xlsx(ROWS)).items


def test_claimed_number_of_strings_does_not_matter(tmp_path):
    def claim(part: str) -> str:
        return part.replace("uniqueCount=", 'uniqueCount="99999999999" was=')

    package = change_part(xlsx(ROWS), "xl/sharedStrings.xml", claim)
    assert read(tmp_path, "a.xlsx", package).items == read(tmp_path, "b.xlsx", xlsx(ROWS)).items


def test_sheet_with_a_cell_far_away_is_left_out_and_said_so(tmp_path):
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        book.add_worksheet("甲").write(0, 0, "题")
        far = book.add_worksheet("乙")
        far.write(0, 0, "题")
        far.write(1048575, 16383, 1)
    blocks = read(tmp_path, "a.xlsx", stream.getvalue())
    assert printed(blocks) == ["题"]
    assert [(trouble.code, trouble.place) for trouble in blocks.troubles] == [("READ-025", Place(sheet="乙"))]


def test_only_sheet_with_a_cell_far_away_is_refused(tmp_path):
    package = change_part(xlsx(ROWS), SHEET1, lambda part: part.replace('r="C7"', 'r="XFD1048576"').replace("C6", "ZZZ9999999"))
    assert refused(tmp_path, "a.xlsx", package) == "READ-014"


def test_damaged_sheet_is_left_out_and_said_so(tmp_path):
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        book.add_worksheet("甲").write(0, 0, "题")
        book.add_worksheet("乙").write(0, 0, "题")
    package = change_part(stream.getvalue(), "xl/worksheets/sheet2.xml", lambda part: part[:-30])
    blocks = read(tmp_path, "a.xlsx", package)
    assert printed(blocks) == ["题"]
    assert [(trouble.code, trouble.place) for trouble in blocks.troubles] == [("READ-026", Place(sheet="乙"))]


def test_xls_that_lies_about_its_size_is_read(tmp_path):
    data = bytearray(xls(ROWS))
    at = data.find(b"\x00\x02\x0e\x00")  # DIMENSIONS
    data[at + 4 : at + 12] = bytes(4) + b"\xff\xff\xff\x7f"
    at = data.find(b"\xfc\x00", 512)  # SST
    data[at + 4 : at + 12] = b"\xff\xff\xff\x7f" * 2
    assert len(read(tmp_path, "a.xls", bytes(data)).items) == 3


def test_xls_with_a_cell_far_away_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(workbook, "MAX_CELLS", 1000)
    assert refused(tmp_path, "a.xls", xls([["甲"], *[[]] * 2000, [None, 1]])) == "READ-012"


@pytest.mark.parametrize("cut", [8, 100, 512, 1500, 3000])
def test_cut_off_xls_is_refused(tmp_path, cut):
    assert refused(tmp_path, "a.xls", xls(ROWS)[:cut]) in ("READ-009", "READ-005")


@pytest.mark.parametrize("seed", range(60))
def test_damaged_xls_is_read_or_refused(tmp_path, seed):
    data = bytearray(xls(ROWS))
    for step in range(12):
        data[(seed * 7919 + step * 104729) % len(data)] = (seed * 31 + step * 17) % 256
    try:
        assert read(tmp_path, "a.xls", bytes(data)).items
    except ReadError as error:
        assert error.trouble.code.startswith("READ-0")


def test_workbook_without_cells_is_refused(tmp_path):
    assert refused(tmp_path, "a.xlsx", xlsx([])) == "READ-014"


@needs_seed
def test_real_document_reads_the_same_from_a_sheet(tmp_path):
    blocks = read_blocks(SEED)
    again = read(tmp_path, "a.xlsx", as_xlsx(blocks))
    assert without_empty_columns(printed(again)) == without_empty_columns(printed(blocks))


def without_empty_columns(items: list[str | list[list[str]]]) -> list[object]:
    """Return the items, rows without the empty cells at their right."""
    return [item if isinstance(item, str) else [" | ".join(row).rstrip(" |") for row in item] for item in items]
