"""Text and tables one below the other in a worksheet, with no empty row between: which rows are whose."""

import io
from pathlib import Path

import xlsxwriter

from read.crafted import printed, read


def sheet_of(tmp_path: Path, *rows: tuple[str, ...]) -> list[object]:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        page = book.add_worksheet()
        for number, row in enumerate(rows):
            for column, text in enumerate(row):
                if text:
                    page.write_string(number, column, text)
    return list(printed(read(tmp_path, "a.xlsx", stream.getvalue())))


def test_row_that_goes_on_counting_is_the_tables(tmp_path: Path) -> None:
    sentence = "2025年收入预算12.00万元，比上年增加2.00万元。"
    found = sheet_of(
        tmp_path,
        ("支出项目", "预算数"),
        ("一、教育支出", "12.00"),
        ("二、科学技术支出",),
        ("一、收入预算情况说明",),
        (sentence,),
    )
    table = [["支出项目", "预算数"], ["一、教育支出", "12.00"], ["二、科学技术支出", ""]]
    assert found == [table, "一、收入预算情况说明", sentence]


def test_goal_under_its_label_in_a_form_is_the_forms(tmp_path: Path) -> None:
    rows = (
        ("项目名称", "农家书屋补充图书"),
        ("总体目标",),
        ("为全县十二个农家书屋补充图书，满足群众的需要。",),
        ("一级指标", "二级指标", "三级指标", "指标值"),
    )
    assert sheet_of(tmp_path, *rows) == [[[*row, *[""] * (4 - len(row))] for row in rows]]


def test_sentence_below_which_the_table_goes_on_is_the_tables(tmp_path: Path) -> None:
    rows = (("项目", "预算数"), ("培训", "3.00"), ("按照年度培训计划安排的各类业务培训。",), ("会议", "1.00"))
    assert sheet_of(tmp_path, *rows) == [[[*row, *[""] * (2 - len(row))] for row in rows]]


def test_titles_between_tables_need_no_empty_rows(tmp_path: Path) -> None:
    found = sheet_of(
        tmp_path,
        ("预算公开表1",),
        ("2025年预算收入总表",),
        ("项目", "预算数"),
        ("合计", "3.00"),
        ("预算公开表2",),
        ("2025年预算支出总表",),
        ("", "单位：万元"),
        ("项目", "预算数"),
        ("合计", "3.00"),
    )
    table = [["项目", "预算数"], ["合计", "3.00"]]
    assert found == ["预算公开表1", "2025年预算收入总表", table, "预算公开表2", "2025年预算支出总表", "单位：万元", table]
