"""PDF pages: what stands where becomes lines and grids."""

from pathlib import Path

import pytest

from gouji.model.disclosure import Grid
from gouji.read import read
from gouji.read.blocks import Line
from gouji.read.files import read_blocks
from read.write_pdf import Sheet, write_pdf

HEAD = ("科目编码", "科目名称", "合计", "基本支出", "项目支出")
ROWS = (
    HEAD,
    ("201", "一般公共服务支出", "1,234.50", "1,000.00", "234.50"),
    ("20103", "政府办公厅（室）事务", "34.50", "", "34.50"),
    ("2010301", "行政运行", "1,200.00", "1,000.00", "200.00"),
    ("", "合计", "1,234.50", "1,000.00", "234.50"),
)
XS = (50, 120, 300, 380, 460, 540)


def titled(**options: int) -> Sheet:
    return Sheet(**options).text(200, 60, "2024年部门支出预算总表", 16).text(60, 90, "部门：某局").right(540, 90, "单位：万元")


def blocks_of(path: Path, *sheets: Sheet) -> list[Line | Grid]:
    (path / "a.pdf").write_bytes(write_pdf(*sheets))
    return list(read_blocks(path / "a.pdf").items)


def texts_of(items: list[Line | Grid]) -> list[str]:
    return [item.text for item in items if isinstance(item, Line)]


def only_grid(items: list[Line | Grid]) -> Grid:
    (grid,) = (item for item in items if isinstance(item, Grid))
    return grid


# --- tables -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("turn", range(4))
def test_a_turned_page_reads_as_it_is_shown(tmp_path, turn):
    items = blocks_of(tmp_path, titled(turn=turn).table(XS, 100, ROWS))
    assert texts_of(items) == ["2024年部门支出预算总表", "部门：某局", "单位：万元"]
    assert only_grid(items).rows == ROWS


def across_only() -> Sheet:
    sheet = titled().cells(XS, 100, ROWS)
    for y in range(100, 201, 20):
        sheet.line(50, y, 540, y)
    return sheet


def down_only() -> Sheet:
    sheet = titled().cells(XS, 100, ROWS).line(50, 100, 540, 100).line(50, 120, 540, 120).line(50, 200, 540, 200)
    for x in XS:
        sheet.line(x, 100, x, 200)
    return sheet


def open_sides() -> Sheet:
    sheet = across_only()
    for x in XS[1:-1]:
        sheet.line(x, 100, x, 200)
    return sheet


@pytest.mark.parametrize(
    "sheet",
    [
        titled().cells(XS, 100, ROWS),
        across_only(),
        down_only(),
        open_sides(),
        across_only().line(50, 100, 50, 200).line(540, 100, 540, 200),
        titled().table(XS, 100, ROWS).table(XS, 100.8, ROWS[:0]),
    ],
    ids=["unruled", "across", "down", "open sides", "frame", "drawn twice"],
)
def test_missing_rulings_do_not_change_the_table(tmp_path, sheet):
    assert only_grid(blocks_of(tmp_path, sheet)).rows == ROWS


def test_cells_without_a_line_between_them_are_merged(tmp_path):
    sheet = Sheet().text(60, 114, "科目", 10).text(260, 114, "本年支出", 10)
    sheet.cells((50, 120, 200, 300, 400), 120, [("编码", "名称", "合计", "其中：基本支出"), ("201", "教育支出", "5.00", "3.00")])
    sheet.line(50, 100, 400, 100).line(50, 120, 400, 120).line(50, 140, 400, 140).line(50, 160, 400, 160)
    for x in (50, 200, 400):
        sheet.line(x, 100, x, 160)
    for x in (120, 300):
        sheet.line(x, 120, x, 160)
    grid = only_grid(blocks_of(tmp_path, sheet))
    assert grid.rows[0] == ("科目", "", "本年支出", "")
    assert grid.spans == {"0,0": (1, 2), "0,2": (1, 2)}


def test_lines_of_a_cell_are_joined(tmp_path):
    sheet = Sheet().table((50, 150, 250), 100, [("名称", "金额"), ("", "")], step=40)
    sheet.text(53, 150, "机关事业单位基本养", 10).text(53, 165, "老保险缴费支出", 10).text(160, 150, "1,234,", 10).text(160, 165, "567.89", 10)
    assert only_grid(blocks_of(tmp_path, sheet)).rows[1] == ("机关事业单位基本养老保险缴费支出", "1,234,567.89")


def test_blanks_inside_an_amount_are_no_part_of_it(tmp_path):
    sheet = Sheet().table((50, 150, 250), 100, [("名称", "金额"), ("教育支出", ""), ("合计", "")])
    sheet.text(160, 134, "24 ,458.4 3", 10).text(160, 154, "1. 5", 10)
    assert [row[1] for row in only_grid(blocks_of(tmp_path, sheet)).rows] == ["金额", "24,458.43", "1.5"]


def test_tight_columns_stay_apart(tmp_path):
    sheet = Sheet().frame((50, 110, 150, 190), (100, 120, 140)).text(53, 114, "科目", 8).text(112, 114, "合计", 8)
    sheet.text(152, 114, "基本", 8).text(53, 134, "教育支出", 8).right(149.8, 134, "755226.91", 8).text(151.2, 134, "75522.91", 8)
    assert only_grid(blocks_of(tmp_path, sheet)).rows[1] == ("教育支出", "755226.91", "75522.91")


def test_amounts_that_wrap_in_narrow_cells_are_one_row(tmp_path):
    sheet = Sheet().table((50, 80, 110, 140), 100, [("合计", "购置费", "运行费"), ("", "", "")], step=30)
    sheet.text(53, 140, "575.5", 10).text(53, 152, "0", 10).text(83, 146, "5.00", 10).text(113, 140, "320.7", 10).text(113, 152, "2", 10)
    assert only_grid(blocks_of(tmp_path, sheet)).rows[1:] == (("575.50", "5.00", "320.72"),)


@pytest.mark.parametrize(
    ("lines", "whole"),
    [
        (("６８,６", "４８,３", "８５"), "６８,６４８,３８５"),
        (("68,6", "48,3", "85"), "68,648,385"),
        (("２１９", "６２６"), "２１９６２６"),
        (("－４７", "３５７", "１"), "－４７３５７１"),
    ],
)
def test_whole_numbers_that_wrap_in_narrow_cells_are_one_row(tmp_path, lines, whole):
    xs = (50, 120, 200, 240)
    sheet = titled().frame(xs, (100, 120, 170)).cells(xs, 100, [("编码", "名称", "合计")])
    sheet.text(53, 145, "201", 10).text(123, 134, "机关事业单位", 10).text(123, 146, "养老保险缴费", 10).text(123, 158, "支出", 10)
    for row, line in enumerate(lines):
        sheet.right(237, 134 + 12 * row, line, 10)
    assert only_grid(blocks_of(tmp_path, sheet)).rows[1:] == (("201", "机关事业单位养老保险缴费支出", whole),)


def test_whole_numbers_of_several_rows_are_not_one(tmp_path):
    xs = (50, 200, 300)
    sheet = titled().frame(xs, (100, 120, 170)).cells(xs, 100, [("名称", "人数")])
    for row, (name, count) in enumerate((("在职人员", "１２"), ("离休人员", "１０"), ("退休人员", "３５"))):
        sheet.text(53, 134 + 15 * row, name, 10).right(297, 134 + 15 * row, count, 10)
    assert len(only_grid(blocks_of(tmp_path, sheet)).rows) == 4


def test_a_code_that_wraps_beside_wrapped_amounts_is_one_row(tmp_path):
    sheet = Sheet().table((50, 80, 110, 140), 100, [("代码", "合计", "小计"), ("", "", "")], step=30)
    sheet.text(53, 140, "095", 10).text(53, 152, "001", 10).text(83, 140, "9,07", 10).text(83, 152, "2.88", 10)
    sheet.text(113, 140, "986.", 10).text(113, 152, "54", 10)
    assert only_grid(blocks_of(tmp_path, sheet)).rows[1:] == (("095001", "9,072.88", "986.54"),)


def test_an_amount_wider_than_its_cell_is_not_cut_at_its_comma(tmp_path):
    sheet = Sheet().frame((50, 110, 150, 190), (100, 120, 140)).text(53, 114, "科目", 8).text(112, 114, "合计", 8)
    sheet.text(152, 114, "基本", 8).text(53, 134, "教育", 8).right(149, 134, "1,234,585.64", 8).right(189, 134, "5.64", 8)
    assert only_grid(blocks_of(tmp_path, sheet)).rows[1] == ("教育", "1,234,585.64", "5.64")


def test_an_amount_and_the_label_behind_the_line_stay_apart(tmp_path):
    sheet = Sheet().frame((50, 150, 210, 310), (100, 120, 140)).text(53, 114, "收入", 9).text(153, 114, "金额", 9).text(213, 114, "支出", 9)
    sheet.text(53, 134, "拨款", 9).right(208, 134, "6,712.92", 9).text(209, 134, "（一）教育支出", 9)
    assert only_grid(blocks_of(tmp_path, sheet)).rows[1] == ("拨款", "6,712.92", "（一）教育支出")


FACING = (50, 150, 210, 310, 370)


def test_a_label_close_behind_an_amount_is_the_next_column(tmp_path):
    sheet = titled().cells(FACING, 100, [("收入", "金额", "支出", "预算数")])
    for row, text in enumerate(("教育支出", "卫生支出", "农林支出")):
        base = 134 + 20 * row
        sheet.text(53, base, "拨款收入", 10).right(208, base, "5913.17", 10).text(210, base, text, 10).right(367, base, "1.00", 10)
    rows = only_grid(blocks_of(tmp_path, sheet)).rows
    assert rows[0] == ("收入", "金额", "支出", "预算数") and rows[1] == ("拨款收入", "5913.17", "教育支出", "1.00")


def test_lines_whose_columns_cannot_be_told_are_said_to_be_so(tmp_path):
    head, line = ("科目编码", "科目名称", "合计"), ("201", "教育支出", "5.00")
    sheet = titled().cells(XS, 100, [head, line, line, line])
    # A second amount under the same word.
    for row in range(3):
        sheet.text(390, 134 + 20 * row, "3.00", 10)
    path = tmp_path / "a.pdf"
    path.write_bytes(write_pdf(sheet))
    disclosure = read(path)
    assert all(figure.money is None for table in disclosure.tables for _, _, figure in table.figures())
    assert "READ-107" in {trouble.code for trouble in disclosure.troubles}


def test_columns_only_ruled_by_their_heads_take_wrapped_labels(tmp_path):
    sheet = titled().cells(XS, 100, ROWS[:1]).cells(XS, 120, ROWS[1:], 34).text(123, 120 + 34 + 25, "（含派出机构）", 10)
    assert only_grid(blocks_of(tmp_path, sheet)).rows[2] == ("20103", "政府办公厅（室）事务（含派出机构）", *ROWS[2][2:])


# --- tables over several pages ----------------------------------------------------------------------------------------


def test_a_table_goes_on_over_pages(tmp_path):
    total = Sheet().line(50, 60, 540, 60).line(50, 80, 540, 80).text(150, 74, "合计", 10).right(377, 74, "1,234.50", 10)
    for x in (50, 300, 380, 460, 540):
        total.line(x, 60, x, 80)
    total.right(457, 74, "1,000.00", 10).right(537, 74, "234.50", 10)
    first = titled().table(XS, 100, ROWS[:3]).text(290, 820, "7", 9)
    second = Sheet().table(XS, 60, [HEAD, ROWS[3]]).text(290, 820, "8", 9)
    path = tmp_path / "a.pdf"
    path.write_bytes(write_pdf(first, second, total.text(290, 820, "9", 9)))
    items = read_blocks(path).items
    grids = [item for item in items if isinstance(item, Grid)]
    assert [len(grid.rows) for grid in grids] == [3, 2, 1] and {len(grid.rows[0]) for grid in grids} == {5}
    assert grids[2].rows[0] == ("合计", "", "1,234.50", "1,000.00", "234.50")
    (table,) = read(path).tables
    assert [row.key for row in table.rows] == ["201", "20103", "2010301", "合计"]
    assert [row.figures["合计"].place.page for row in table.rows] == [1, 1, 2, 3]


@pytest.mark.parametrize("again", ["2024年部门支出预算总表", "2024年部门支出预算总表（续）", "续表"])
def test_a_title_printed_again_does_not_begin_another_table(tmp_path, again):
    second = Sheet().text(200, 60, again, 16).text(60, 90, "部门：某局").right(540, 90, "单位：万元")
    path = tmp_path / "a.pdf"
    path.write_bytes(write_pdf(titled().table(XS, 100, ROWS[:3]), second.table(XS, 100, [HEAD, *ROWS[3:]])))
    (table,) = read(path).tables
    assert [row.key for row in table.rows] == ["201", "20103", "2010301", "合计"]


def test_a_row_torn_by_the_page_break_is_mended(tmp_path):
    xs = (50, 150, 250)
    first = Sheet().table(xs, 740, [("名称", "金额"), ("", "")]).text(52, 774, "机关事业单位基本养", 10.5).right(247, 774, "5.00", 10)
    second = Sheet().table(xs, 60, [("", ""), ("合计", "5.00")]).text(52, 74, "老保险缴费支出", 10.5)
    grids = blocks_of(tmp_path, first, second)
    assert grids[0].rows[1] == ("机关事业单位基本养老保险缴费支出", "5.00")
    assert grids[1].rows == (("合计", "5.00"),)


def test_a_row_torn_below_a_repeated_header_is_mended(tmp_path):
    xs = (50, 150, 250)
    first = Sheet().table(xs, 740, [("名称", "金额"), ("", "")]).text(52, 774, "机关事业单位基本养", 10.5).right(247, 774, "5.00", 10)
    second = Sheet().table(xs, 60, [("名称", "金额"), ("", ""), ("合计", "5.00")]).text(52, 94, "老保险缴费支出", 10.5)
    grids = blocks_of(tmp_path, first, second)
    assert grids[0].rows[1] == ("机关事业单位基本养老保险缴费支出", "5.00")
    assert grids[1].rows == (("名称", "金额"), ("合计", "5.00"))


def test_the_rest_of_a_torn_row_alone_on_its_page_is_no_table(tmp_path):
    xs = (50, 150, 250)
    first = Sheet().table(xs, 740, [("名称", "金额"), ("", "")]).text(52, 774, "机关事业单位基本养", 10.5).right(247, 774, "5.00", 10)
    second = Sheet().table(xs, 60, [("", "")]).text(52, 74, "老保险缴费支出", 10.5)
    grids = blocks_of(tmp_path, first, second)
    assert [grid.rows[-1] for grid in grids] == [("机关事业单位基本养老保险缴费支出", "5.00")]


def test_a_header_cut_by_the_page_break_is_read_as_one(tmp_path):
    first = Sheet().text(200, 680, "2024年部门收支总表", 16).text(480, 710, "单位：万元")
    first.table((50, 290, 540), 740, [("收入", "支出")])
    second = Sheet().table((50, 200, 290, 440, 540), 60, [
        ("项目", "预算数", "项目", "预算数"),
        ("一、一般公共预算拨款收入", "5.00", "一、教育支出", "5.00"),
        ("收入总计", "5.00", "支出总计", "5.00"),
    ])
    path = tmp_path / "a.pdf"
    path.write_bytes(write_pdf(first, second))
    (table,) = read(path).tables
    assert (table.kind, table.head) == ("收支总表", 2)
    assert [(row.side, row.key) for row in table.rows][-2:] == [("收入", "收入总计"), ("支出", "支出总计")]


def test_words_of_a_header_cut_by_the_page_break_are_joined(tmp_path):
    first = Sheet().text(200, 700, "部门预算项目支出表", 16).text(480, 720, "单位：万元")
    first.table((50, 200, 290, 460, 540), 740, [("项目", "总计", "财政拨款", "财政专户")])
    second = Sheet().table((50, 200, 290, 380, 460, 540), 60, [
        ("名称", "", "合计", "一般公共预算", "拨款"),
        ("合计", "9.00", "5.00", "5.00", "4.00"),
    ])
    path = tmp_path / "a.pdf"
    path.write_bytes(write_pdf(first, second))
    (table,) = read(path).tables
    assert {name: figure.text for name, figure in table.rows[0].figures.items() if name in ("合计", "一般公共预算")} == {"合计": "9.00", "一般公共预算": "5.00"}
    assert table.grids[0].rows[0][-1] == "财政专户拨款"


def test_a_code_that_wraps_is_one_row(tmp_path):
    sheet = Sheet().table((50, 130, 200, 260), 100, [("项目代码", "名称", "金额"), ("", "", "")], step=30)
    sheet.text(53, 140, "53040000000", 10).text(53, 152, "1", 10).text(133, 140, "人员", 10).text(133, 152, "支出", 10).right(258, 146, "5.00", 10)
    assert only_grid(blocks_of(tmp_path, sheet)).rows[1:] == (("530400000001", "人员支出", "5.00"),)


def test_amounts_that_touch_each_other_stand_in_their_cells(tmp_path):
    sheet = Sheet().frame((50, 110, 162, 214), (100, 120, 140)).text(53, 114, "科目", 8).text(112, 114, "合计", 8)
    sheet.text(164, 114, "基本", 8).text(53, 134, "教育", 8).text(112, 134, "13,883,500.0012,012,200.00", 8)
    assert only_grid(blocks_of(tmp_path, sheet)).rows[1] == ("教育", "13,883,500.00", "12,012,200.00")


def test_a_page_number_close_below_a_table_is_no_row_of_it(tmp_path):
    pages = [prose("　　" + FULL[:38], number=str(number)) for number in (1, 2, 3)]
    last = Sheet().table((50, 250, 350), 780, [("项目", "金额")], step=20).line(50, 820, 350, 820).line(50, 780, 50, 822).text(270, 814, "4", 9)
    path = tmp_path / "a.pdf"
    path.write_bytes(write_pdf(*pages, last))
    grids = [item for item in read_blocks(path).items if isinstance(item, Grid)]
    assert [row for grid in grids for row in grid.rows] == [("项目", "金额")]


def test_a_label_on_the_next_page_is_a_row_of_its_own(tmp_path):
    xs = (50, 250, 350)
    first = Sheet().table(xs, 740, [("项目", "金额"), ("十一、城乡社区支出", "5.00")])
    second = Sheet().table(xs, 60, [("十二、农林水支出", ""), ("合计", "5.00")])
    grids = blocks_of(tmp_path, first, second)
    assert [grid.rows[0] for grid in grids] == [("项目", "金额"), ("十二、农林水支出", "")]


# --- running text -----------------------------------------------------------------------------------------------------

FULL = "一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十"


def prose(*lines: str, number: str, top: float = 100) -> Sheet:
    sheet = Sheet().text(290, 810, number, 9)
    for index, line in enumerate(lines):
        left = 57 + 12 * (len(line) - len(line.lstrip("　")))
        sheet.text(left, top + 24 * index, line.lstrip("　"), 12)
    return sheet


def test_a_page_number_does_not_join_a_number(tmp_path):
    first = prose("　　" + FULL[:38], "增加三千六百零八万元，增长", number="3")
    second = prose("17.31%。", "　　" + FULL[:38], "其他。", number="4")
    third = prose("　　" + FULL[:38], "其他。", number="5")
    # Some writers put the number of the page first into the file.
    texts = texts_of(blocks_of(tmp_path, first, second, third))
    assert not any(text in ("3", "4", "5") for text in texts)
    assert not any("317.31" in text or "417.31" in text for text in texts)


@pytest.mark.parametrize("mark", ["- {} -", "—{}—", "第{}页", "{} / 3", "第 {} 页 共 3 页", "{}"])
def test_page_numbers_are_left_out(tmp_path, mark):
    sheets = [prose("　　" + FULL[:38], "本页完。", number=mark.format(page)) for page in (1, 2, 3)]
    assert texts_of(blocks_of(tmp_path, *sheets)) == ["".join((FULL[:38], "本页完。"))] * 3


def test_running_heads_are_left_out_and_titles_kept(tmp_path):
    # The same rows would be a table printed again, not one that goes on.
    rows = [[tuple(cell.replace("200.00", f"{page}00.00") for cell in row) for row in ROWS] for page in range(1, 5)]
    pages = [titled().text(60, 40, "某局2024年度部门预算公开", 9).table(XS, 100, one) for one in rows]
    texts = texts_of(blocks_of(tmp_path, *pages))
    assert texts == ["2024年部门支出预算总表", "部门：某局", "单位：万元"]


def test_lines_become_paragraphs(tmp_path):
    sheet = prose("　　" + FULL[:38], FULL, FULL[:12] + "。", "　　" + FULL[:20] + "。", "　　一、收入情况", "　　" + FULL[:38], "完。", number="1")
    assert texts_of(blocks_of(tmp_path, sheet)) == [
        FULL[:38] + FULL + FULL[:12] + "。",
        FULL[:20] + "。",
        "一、收入情况",
        FULL[:38] + "完。",
        "1",
    ]


def test_a_paragraph_goes_on_over_pages(tmp_path):
    first = prose("　　" + FULL[:38], FULL, number="1")
    second = prose(FULL[:12] + "。", "　　" + FULL[:38], "完。", number="2")
    texts = texts_of(blocks_of(tmp_path, first, second))
    assert texts == [FULL[:38] + FULL + FULL[:12] + "。", FULL[:38] + "完。"]


def test_contents_keep_one_line_each(tmp_path):
    sheet = Sheet().text(270, 80, "目　　录", 16)
    for index, title in enumerate(("第一部分 部门概况", "一、主要职能", "第二部分 2024年度部门预算表", "一、收支总表"), 1):
        dots = "…" * (36 - len(title))
        sheet.text(57, 100 + 24 * index, f"{title}{dots}{index}", 12)
    path = tmp_path / "a.pdf"
    path.write_bytes(write_pdf(sheet, prose("　　" + FULL[:38], "完。", number="1")))
    assert [entry.page for entry in read(path).contents] == [1, 2, 3, 4]


def test_a_wrapped_note_beside_another_is_one_note(tmp_path):
    sheet = Sheet().text(79, 90, "部门名称：某省人大", 10).text(508, 98, "单位:万元", 10).text(79, 106, "常委会办公厅", 10)
    assert texts_of(blocks_of(tmp_path, sheet.table(XS, 120, ROWS))) == ["部门名称：某省人大常委会办公厅", "单位:万元"]


def test_text_outside_its_window_is_not_read(tmp_path):
    sheet = prose("　　" + FULL[:20] + "。", "　　看不见的一行。", number="1")
    sheet.drawn.insert(0, "q 0 720 595 122 re W n")
    sheet.drawn.append("Q")
    assert "看不见的一行。" not in texts_of(blocks_of(tmp_path, sheet))


def test_text_longer_than_its_cell_belongs_to_it(tmp_path):
    sheet = Sheet().frame((50, 130, 200, 280), (100, 120, 140)).text(53, 114, "项目", 9).text(133, 114, "合计", 9).text(203, 114, "基本", 9)
    # A spreadsheet prints the whole text of the cell, its window the cell: from the left 50 to 130, from the top 120 to 140.
    sheet.drawn.append("q 50 702 80 20 re W n")
    sheet.text(53, 134, "专项用于农村公益性文化设施建设与维护的补助资金", 9)
    sheet.drawn.append("Q")
    sheet.right(197, 134, "12.00", 9).right(277, 134, "7.00", 9)
    row = only_grid(blocks_of(tmp_path, sheet)).rows[1]
    assert row == ("专项用于农村公益性文化设施建设与维护的补助资金", "12.00", "7.00")


def test_words_in_any_order_read_in_theirs(tmp_path):
    sheet = titled().table(XS, 100, ROWS)
    sheet.drawn.reverse()
    items = blocks_of(tmp_path, sheet)
    assert texts_of(items) == ["2024年部门支出预算总表", "部门：某局", "单位：万元"] and only_grid(items).rows == ROWS


def test_labels_that_leave_room_between_two_rules_are_rows_of_their_own(tmp_path):
    sheet = Sheet().table((50, 190, 260), 100, [("支出", "预算数"), ("", "")], step=40)
    sheet.text(53, 154, "本年支出合计", 10).text(53, 168, "结余分配", 10).right(257, 154, "5.00", 10)
    assert only_grid(blocks_of(tmp_path, sheet)).rows[1:] == (("本年支出合计", "5.00"), ("结余分配", ""))


def test_a_label_that_fills_its_cell_goes_on_beside_an_amount_at_its_top(tmp_path):
    sheet = Sheet().table((50, 150, 250), 100, [("名称", "金额"), ("", "")], step=40)
    sheet.text(53, 154, "机关事业单位基本养", 10).text(53, 168, "老保险缴费", 10).right(247, 154, "5.00", 10)
    assert only_grid(blocks_of(tmp_path, sheet)).rows[1] == ("机关事业单位基本养老保险缴费", "5.00")
