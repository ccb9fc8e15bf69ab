"""Tables without a single ruling: the words of a header and what stands below them tell the columns."""

from pathlib import Path

import pytest

from gouji.model.disclosure import Disclosure, Grid
from gouji.read import read
from gouji.render import pdf as rendered
from read.test_pdf import blocks_of, only_grid
from read.write_pdf import Sheet, write_pdf
from shared import EXAMPLES

Cells = tuple[tuple[str, ...], ...]


def titled(title: str, top: float = 60, name: str = "部门：某局") -> Sheet:
    return under(Sheet(), title, top, name)


def under(sheet: Sheet, title: str, top: float, name: str = "部门：某局") -> Sheet:
    return sheet.text(200, top, title, 16).text(60, top + 30, name, 10).right(540, top + 30, "单位：万元", 10)


def middle(sheet: Sheet, left: float, right: float, base: float, *lines: str) -> Sheet:
    """Print the lines of a cell in the middle between the edges, around the height of the baseline."""
    for at, line in enumerate(lines):
        width = sum(0.5 if character.isascii() else 1.0 for character in line) * 10
        sheet.text((left + right - width) / 2, base + 12 * (at - (len(lines) - 1) / 2), line, 10)
    return sheet


PUBLIC_XS = (50, 110, 200, 260, 340, 420, 500)


def public_header(sheet: Sheet, top: float = 120) -> Sheet:
    """Print a header in three rows: 2024年预算数 above all, 公务用车 above three columns, the others beside it."""
    xs = PUBLIC_XS
    middle(middle(sheet, xs[0], xs[6], top, "2024年预算数"), xs[2], xs[5], top + 24, "公务用车购置及运行费")
    for at, words in ((0, ("合计",)), (1, ("因公出国（境）费",)), (5, ("公务接待费",))):
        middle(sheet, xs[at], xs[at + 1], top + 36, *words)
    for at, word in ((2, "小计"), (3, "公务用车购置费"), (4, "公务用车运行费")):
        middle(sheet, xs[at], xs[at + 1], top + 48, word)
    return sheet


def figures(disclosure: Disclosure) -> set[tuple[str, str, str, str, str]]:
    return {
        (table.title, row.side, row.key, column, figure.text)
        for table in disclosure.tables
        for row, column, figure in table.figures()
        if figure.money is not None
    }


def test_a_table_with_one_line_of_amounts_is_found(tmp_path):
    sheet = public_header(titled("一般公共预算“三公”经费支出表"))
    for at, amount in enumerate(("12.00", "1.00", "9.00", "", "9.00", "2.00")):
        sheet.right(PUBLIC_XS[at + 1] - 3, 192, amount, 10)
    rows = only_grid(blocks_of(tmp_path, sheet)).rows
    assert rows == (
        ("2024年预算数", "", "", "", "", ""),
        ("合计", "因公出国（境）费", "公务用车购置及运行费", "", "", "公务接待费"),
        ("", "", "小计", "公务用车购置费", "公务用车运行费", ""),
        ("12.00", "1.00", "9.00", "", "9.00", "2.00"),
    )


def test_a_table_without_amounts_is_found(tmp_path):
    fund = titled("政府性基金预算支出表").cells((50, 150, 250, 350, 450, 540), 100, [("科目编码", "科目名称", "合计", "基本支出", "项目支出"), ("合计",)])
    fund.text(60, 160, "注：本表无数据", 10)
    fund.text(200, 240, "国有资本经营预算支出表", 16).text(60, 260, "部门：某局", 10).right(540, 260, "单位：万元", 10)
    fund.cells((50, 150, 250, 350, 450, 540), 270, [("科目编码", "科目名称", "合计", "基本支出", "项目支出")]).text(60, 310, "备注：本表无数据", 10)
    path = tmp_path / "a.pdf"
    path.write_bytes(write_pdf(fund))
    tables = read(path).tables
    assert [(table.kind, table.note) for table in tables] == [
        ("政府性基金支出表", "注：本表无数据"),
        ("国有资本经营收支表", "备注：本表无数据"),
    ]
    assert [len(table.grids[0].rows) for table in tables] == [2, 1]


def test_a_word_over_three_columns_names_all_of_them(tmp_path):
    xs = (50, 150, 300, 380, 460, 540)
    sheet = titled("2024年一般公共预算支出表")
    middle(middle(sheet, xs[0], xs[1], 130, "科目编码"), xs[1], xs[2], 130, "科目名称")
    middle(sheet, xs[2], xs[5], 120, "2024年预算数")
    for at, word in enumerate(("小计", "基本支出", "项目支出"), 2):
        middle(sheet, xs[at], xs[at + 1], 140, word)
    rows = (("合计", "", "5.00", "", "5.00"), ("201", "一般公共服务支出", "5.00", "", "5.00"))
    grid = only_grid(blocks_of(tmp_path, sheet.cells(xs, 150, rows)))
    assert grid.rows == (("科目编码", "科目名称", "2024年预算数", "", ""), ("", "", "小计", "基本支出", "项目支出"), *rows)
    assert grid.spans == {"0,0": (2, 1), "0,1": (2, 1), "0,2": (1, 3)}


@pytest.mark.parametrize("at", [0.5, 0, 1], ids=["middle", "top", "bottom"])
def test_labels_over_several_lines_belong_to_their_amounts(tmp_path, at):
    xs = (50, 110, 204, 290)
    sheet = titled("2024年一般公共预算支出表").cells(xs, 100, [("科目编码", "科目名称", "合计")])
    for row, (code, lines, amount) in enumerate(
        (
            ("208", ("社会保障和就业支出",), "9.00"),
            ("2080505", ("机关事业单位基本养", "老保险缴费支出"), "6.00"),
            ("2080506", ("机关事业单位职业年", "金缴费支出"), "3.00"),
        )
    ):
        base = 140 + 36 * row
        sheet.text(53, base, code, 10).right(287, base, amount, 10)
        for number, line in enumerate(lines):
            sheet.text(113, base + 12 * (number - at * (len(lines) - 1)), line, 10)
    assert only_grid(blocks_of(tmp_path, sheet)).rows[2:] == (
        ("2080505", "机关事业单位基本养老保险缴费支出", "6.00"),
        ("2080506", "机关事业单位职业年金缴费支出", "3.00"),
    )


def test_words_set_close_together_head_columns_of_their_own(tmp_path):
    xs = (50, 110, 200, 244, 288, 332)
    sheet = titled("2024年支出总表").cells(xs, 100, [("科目编码", "科目名称", "基本支出", "项目支出", "上缴上级")])
    middle(sheet, xs[4], xs[5], 126, "支出").cells(xs, 140, [("201", "教育支出", "5.00", "", ""), ("合计", "", "5.00", "", "")])
    assert only_grid(blocks_of(tmp_path, sheet)).rows == (
        ("科目编码", "科目名称", "基本支出", "项目支出", "上缴上级支出"),
        ("201", "教育支出", "5.00", "", ""),
        ("合计", "", "5.00", "", ""),
    )


def test_an_amount_set_close_behind_a_label_is_the_next_column(tmp_path):
    xs = (50, 150, 210, 310, 370)
    sheet = titled("2024年部门收支总表").cells(xs, 100, [("收入", "预算数", "支出", "预算数")])
    rows = (("一、一般公共预算收入", "12345.00", "一、一般公共服务支出", "12345.00"), ("二、政府性基金收入", "1.00", "二、外交支出", "1.00"))
    for row, texts in enumerate(rows):
        for column, text in enumerate(texts):
            draw = sheet.text if column % 2 == 0 else sheet.right
            draw((xs[column] if column % 2 == 0 else xs[column + 1] - 1), 134 + 20 * row, text, 10)
    assert only_grid(blocks_of(tmp_path, sheet)).rows[1:] == rows


def test_a_row_without_amounts_between_two_with_some_stays_one(tmp_path):
    xs = (50, 170, 240, 360, 430)
    rows = (
        ("收入", "预算数", "支出", "预算数"),
        ("一、一般公共预算收入", "5.00", "一、一般公共服务支出", "5.00"),
        ("二、其他收入", "", "结转下年", ""),
        ("本年收入合计", "5.00", "本年支出合计", "5.00"),
        ("上年结转", "", "年终结转", ""),
        ("收入总计", "5.00", "支出总计", "5.00"),
    )
    assert only_grid(blocks_of(tmp_path, titled("2024年部门收支总表").cells(xs, 100, rows))).rows == rows


def test_nothing_is_told_where_amounts_may_stand_below_either_word(tmp_path):
    words = ("科目编码", "科目名称", "合计", "基本支出", "项目支出")
    sheet = titled("2024年一般公共预算支出表").cells((50, 150, 250, 350, 450, 550), 100, [words])
    # One amount below 合计, one between it and 基本支出, none further right.
    sheet.text(53, 134, "201", 10).text(153, 134, "教育支出", 10).text(255, 134, "5.00", 10).text(300, 134, "5.00", 10)
    assert not [item for item in blocks_of(tmp_path, sheet) if isinstance(item, Grid)]


CODED = (
    ("科目编码", "科目名称", "合计", "基本支出", "项目支出"),
    ("合计", "", "9.00", "5.00", "4.00"),
    ("201", "一般公共服务支出", "5.00", "5.00", ""),
    ("208", "社会保障和就业支出", "4.00", "", "4.00"),
    ("20805", "行政事业单位养老支出", "4.00", "", "4.00"),
    ("2080505", "机关事业单位养老支出", "4.00", "", "4.00"),
)
CODED_XS = (50, 120, 300, 380, 460, 540)


@pytest.mark.parametrize("again", [0, 1], ids=["header once", "header again"])
def test_rows_on_the_next_page_have_the_columns_of_the_first(tmp_path, again):
    first = titled("2024年部门支出预算总表", 640).cells(CODED_XS, 680, CODED[:5]).text(290, 820, "3", 9)
    second = Sheet().cells(CODED_XS, 60, (*CODED[:again], CODED[5])).text(290, 820, "4", 9)
    path = tmp_path / "a.pdf"
    path.write_bytes(write_pdf(first, second))
    (table,) = read(path).tables
    assert [(row.key, row.figures["合计"].place.page) for row in table.rows] == [
        ("合计", 1), ("201", 1), ("208", 1), ("20805", 1), ("2080505", 2)
    ]  # fmt: skip
    assert table.rows[-1].figures["项目支出"].text == "4.00"


def test_a_table_is_found_below_a_title_on_the_page_before(tmp_path):
    first = titled("2024年部门支出预算总表", 760)
    grid = only_grid(blocks_of(tmp_path, first, Sheet().cells(CODED_XS, 60, CODED[:2])))
    assert grid.rows == CODED[:2]


def test_what_is_printed_at_the_foot_of_the_page_is_no_row(tmp_path):
    sheet = titled("2024年部门支出预算总表", 640).cells(CODED_XS, 680, CODED).text(53, 828, "某局部门预算", 9).text(500, 828, "第3页", 9)
    assert only_grid(blocks_of(tmp_path, sheet)).rows == CODED


def test_rows_printed_over_one_another_are_said_to_be_unclear(tmp_path):
    sheet = titled("2024年部门支出预算总表").cells(CODED_XS, 100, CODED).cells(CODED_XS, 200, [("210", "卫生健康支出", "1.00", "", "1.00")])
    path = tmp_path / "a.pdf"
    path.write_bytes(write_pdf(sheet))
    disclosure = read(path)
    (table,) = disclosure.tables
    assert [row.key for row in table.rows if any(figure.money for figure in row.figures.values())] == ["合计", "201", "208", "20805"]
    assert "READ-107" in {trouble.code for trouble in disclosure.troubles}


def test_rows_without_a_number_between_two_rules_stay_apart(tmp_path):
    sheet = titled("2024年部门收支总表").frame((50, 190, 260), (110, 130, 190))
    sheet.text(53, 124, "收入", 10).text(193, 124, "预算数", 10)
    for row, label in enumerate(("本年收入合计", "上年结转", "收入总计")):
        sheet.text(53, 144 + 20 * row, label, 10)
    sheet.right(257, 144, "5.00", 10).right(257, 184, "5.00", 10)
    assert only_grid(blocks_of(tmp_path, sheet)).rows[1:] == (("本年收入合计", "5.00"), ("上年结转", ""), ("收入总计", "5.00"))


@pytest.fixture(scope="module")
def original() -> Disclosure:
    return read(EXAMPLES / "yunxi-culture-2025.txt")


@pytest.mark.parametrize(("inset", "least"), [("0.5em", 390), ("0.2em", 390)], ids=["as printed", "tight"])
def test_an_example_without_rulings_reads_no_figure_wrong(original, tmp_path, monkeypatch, inset, least):
    path: Path = tmp_path / "a.pdf"
    path.write_bytes(printed(original, monkeypatch, "none", inset))
    found = figures(read(path))
    assert found <= figures(original)
    assert len(found) >= least


STROKES = {
    "header": "(x, y) => if y < it.head { 0.5pt }",
    "header and frame": """(x, y) => if y < it.head { 0.5pt } else {
      (bottom: if y == it.cells.len() - 1 {0.7pt}, left: if x == 0 {0.7pt}, right: if x == it.widths.len() - 1 {0.7pt})
    }""",
    "columns": "(x, y) => (x: 0.5pt, top: if y <= it.head { 0.5pt }, bottom: if y == it.cells.len() - 1 or y < it.head { 0.5pt })",
}


@pytest.mark.parametrize("ruled", STROKES)
def test_what_is_ruled_tells_the_rest(original, tmp_path, monkeypatch, ruled):
    path: Path = tmp_path / "a.pdf"
    path.write_bytes(printed(original, monkeypatch, STROKES[ruled]))
    assert figures(read(path)) == figures(original)


def printed(disclosure: Disclosure, monkeypatch: pytest.MonkeyPatch, stroke: str, inset: str = "0.5em") -> bytes:
    """Return the disclosure as PDF with other rulings."""
    template = rendered._template().decode()
    plain = "fill: (_, y) => if y < it.head { luma(240) },"
    for before, after in (("stroke: 0.5pt,\n    align", f"stroke: {stroke},\n    align"), (plain, ""), ("y: 0.5em)", f"y: {inset})")):
        assert before in template
        template = template.replace(before, after)
    monkeypatch.setattr(rendered, "_template", template.encode)
    return rendered.pdf(disclosure)


def test_right_columns_on_the_next_page_are_put_beside_the_left_ones(tmp_path):
    xs = (50, 120, 300, 400, 500)
    rows = (
        ("科目编码", "科目名称", "合计", "财政拨款收入", "事业收入", "其他收入"),
        ("合计", "", "9.00", "5.00", "3.00", "1.00"),
        ("201", "一般公共服务支出", "5.00", "5.00", "", ""),
        ("208", "社会保障和就业支出", "3.00", "", "3.00", ""),
        ("210", "卫生健康支出", "1.00", "", "", "1.00"),
    )
    first = titled("2024年部门收入预算总表").cells(xs, 100, [row[:4] for row in rows])
    second = Sheet().cells((50, 150, 250), 100, [row[4:] for row in rows])
    grid = only_grid(blocks_of(tmp_path, first, second))
    assert grid.rows == rows


@pytest.mark.parametrize("margin", [0, 37])
@pytest.mark.parametrize("turn", range(4))
def test_a_turned_or_cropped_page_reads_as_it_is_shown(tmp_path, turn, margin):
    sheet = under(Sheet(turn=turn, margin=margin), "2024年部门支出预算总表", 60).cells(CODED_XS, 100, CODED)
    assert only_grid(blocks_of(tmp_path, sheet)).rows == CODED


def test_two_tables_close_below_each_other_stay_two(tmp_path):
    sheet = under(titled("2024年部门支出预算总表").cells(CODED_XS, 100, CODED), "2024年部门收入预算总表", 250).cells(CODED_XS, 285, CODED)
    assert [item.rows for item in blocks_of(tmp_path, sheet) if isinstance(item, Grid)] == [CODED, CODED]


NARROW_XS = (50, 110, 204, 290, 376, 462)
LONG = ("机关事业单位基本养", "老保险缴费支出")
TORN = {
    # What stands of the last row on the first page, on the second: code, label, amount.
    "rest of the label": (("2080505", LONG[0], "4.00"), ("", LONG[1], "")),
    "label, then code and amounts": (("", LONG[0], ""), ("2080505", LONG[1], "4.00")),
    "code and label, then label and amounts": (("2080505", LONG[0], ""), ("", LONG[1], "4.00")),
    "label, then amounts": (("2080505", "".join(LONG)[-7:], ""), ("", "", "4.00")),
}


@pytest.mark.parametrize("last", [True, False], ids=["last row", "more rows"])
@pytest.mark.parametrize("again", [0, 1], ids=["header once", "header again"])
@pytest.mark.parametrize("torn", TORN)
def test_a_row_cut_by_the_page_break_is_one(tmp_path, torn, again, last):
    above, below = ((code, label, amount, "", amount) for code, label, amount in TORN[torn])
    first = titled("2024年部门支出预算总表", 640).cells(NARROW_XS, 680, (*CODED[:4], above)).text(290, 828, "3", 9)
    more = () if last else (("210", "卫生健康支出", "5.00", "5.00", ""),)
    second = Sheet().cells(NARROW_XS, 60, (*CODED[:again], below, *more)).text(290, 828, "4", 9)
    path = tmp_path / "a.pdf"
    path.write_bytes(write_pdf(first, second))
    (table,) = read(path).tables
    row = table.rows[3]
    assert [row.key for row in table.rows] == ["合计", "201", "208", "2080505", *(["210"] if more else [])]
    assert (row.name, row.figures["合计"].text, row.figures["项目支出"].text) == (above[1] + below[1], "4.00", "4.00")
    assert row.figures["合计"].place.page == (1 if above[2] else 2)


def test_a_row_without_amounts_at_the_foot_of_a_page_takes_none_of_a_subtotal(tmp_path):
    first = titled("2024年部门支出预算总表", 640).cells(NARROW_XS, 680, (*CODED[:4], ("20805", "养老支出", "", "", "")))
    second = Sheet().cells(NARROW_XS, 60, (("", "小计", "4.00", "", "4.00"), ("210", "卫生健康支出", "5.00", "5.00", "")))
    path = tmp_path / "a.pdf"
    path.write_bytes(write_pdf(first, second))
    (table,) = read(path).tables
    assert [(row.key, row.figures["合计"].text) for row in table.rows[3:]] == [("20805", ""), ("小计", "4.00"), ("210", "5.00")]


BOXED = {
    "amounts": "(x, y) => if y >= it.head and sides.at(x) != left + horizon { 0.5pt }",
    "labels": "(x, y) => if y >= it.head and sides.at(x) == left + horizon { 0.5pt }",
    "every second column": "(x, y) => if calc.odd(x) { 0.5pt }",
}


@pytest.mark.parametrize("boxed", BOXED)
def test_cells_of_which_only_some_are_boxed_are_read_by_their_words(original, tmp_path, monkeypatch, boxed):
    path: Path = tmp_path / "a.pdf"
    path.write_bytes(printed(original, monkeypatch, BOXED[boxed]))
    found = figures(read(path))
    assert found <= figures(original)
    assert len(found) > 0.97 * len(figures(original))


def test_a_note_beside_a_ruled_table_does_not_open_it(tmp_path):
    sheet = titled("2024年部门支出预算总表").table((50, 120, 280, 360, 440), 100, [row[:4] for row in CODED]).text(450, 154, "注：含结转", 10)
    assert only_grid(blocks_of(tmp_path, sheet)).rows == tuple(row[:4] for row in CODED)
