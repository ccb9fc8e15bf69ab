"""Workbooks and CSV folders: what is read back equals the model, and nothing in them is live."""

import csv
import io
import re
import time
import zipfile
from pathlib import Path

import pytest
from msgspec import structs
from python_calamine import CalamineWorkbook

import gouji
from gouji.model.disclosure import Disclosure
from gouji.render.csv_folder import write_csv_folder
from gouji.render.files import harmless
from gouji.render.sheet import safe_name
from gouji.render.sheets import make_sheets
from gouji.render.workbook import disclosure_workbook, report_workbook
from render import small
from shared import EXAMPLES

EXPENDITURE = "05-一般公共预算支出表"


def test_amounts_are_stored_as_they_are_printed() -> None:
    """Not as the nearest float with its tail: 8555.110000000001."""
    content = disclosure_workbook(gouji.read(EXAMPLES / "fenyang-2024.txt"))
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        sheets = [package.read(name).decode() for name in package.namelist() if name.startswith("xl/worksheets/sheet")]
    stored = [value for sheet in sheets for value in re.findall(r"<v>(-?\d+\.\d+)</v>", sheet)]
    assert "8555.11" in stored and max(len(value.partition(".")[2]) for value in stored) <= 6


def read_back(content: bytes) -> dict[str, list[list[object]]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def test_a_table_reads_back_as_numbers_blanks_and_dashes() -> None:
    assert read_back(disclosure_workbook(small.disclosure()))[EXPENDITURE] == [
        ["收支", "编码", "名称", "级次", "合计", "基本支出", "项目支出", "单位", "标准名", "位置"],
        ["", "", "合计", "合计", 1200.5, 900.5, 300.0, "万元", "合计", "第21行"],
        ["", "204", "公共安全支出", "类", 1000.5, 900.5, 100.0, "万元", "204", "第22行"],
        ["", "208", small.LINK, "类", 200.0, "-", "", "万元", "208", "第23行"],
    ]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_sheet_has_its_heading_and_rows(language: str) -> None:
    disclosure = small.disclosure()
    sheets = make_sheets(disclosure, language)
    written = read_back(disclosure_workbook(disclosure, language))
    assert list(written) == [sheet.name for sheet in sheets]
    for sheet in sheets:
        assert written[sheet.name][0] == [column.name for column in sheet.columns]
        assert len(written[sheet.name]) == len(sheet.rows) + 1


def test_no_text_becomes_a_formula_or_a_link() -> None:
    content = disclosure_workbook(small.disclosure())
    with zipfile.ZipFile(io.BytesIO(content)) as pack:
        parts = {name: pack.read(name).decode() for name in pack.namelist()}
    assert not any("<f>" in text or "<hyperlink" in text for text in parts.values())
    assert not any("externalLink" in name for name in parts)


def test_the_same_input_gives_the_same_bytes() -> None:
    first = disclosure_workbook(small.disclosure()), report_workbook(small.report())
    time.sleep(2.1)  # zip archives know times to two seconds
    assert first == (disclosure_workbook(small.disclosure()), report_workbook(small.report()))


def test_the_report_lists_every_finding_masked() -> None:
    sheets = read_back(report_workbook(small.report()))
    assert list(sheets) == ["结论", "问题", "规则"]
    assert [row[2] for row in sheets["问题"][1:]] == [finding.rule for finding in small.report().findings]
    assert small.PERSON not in str(sheets) and "张某同志医疗费" in str(sheets)


def test_the_folder_holds_amounts_in_yuan_and_as_printed(tmp_path: Path) -> None:
    write_csv_folder(small.disclosure(), tmp_path)
    content = (tmp_path / f"{EXPENDITURE}.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
    assert rows[0]["合计（元）"] == "12005000.00" and rows[0]["合计（印作）"] == "1,200.50" and rows[0]["单位"] == "万元"
    assert rows[2]["名称"] == "'" + small.LINK
    assert (rows[2]["基本支出（元）"], rows[2]["基本支出（印作）"]) == ("", "-")
    assert (rows[2]["项目支出（元）"], rows[2]["项目支出（印作）"]) == ("", "")
    assert not list(tmp_path.glob("*.part"))


def test_the_folder_is_in_english_when_asked(tmp_path: Path) -> None:
    write_csv_folder(small.disclosure(), tmp_path, "en")
    rows = list(csv.DictReader(io.StringIO((tmp_path / "Claims.csv").read_text(encoding="utf-8-sig"))))
    assert rows[0]["Amount (yuan)"] == "13005000.00" and rows[0]["Amount (as printed)"] == "1300.50"
    assert rows[0]["Compared with"] == ""


def test_assets_stand_with_number_and_unit() -> None:
    rows = read_back(disclosure_workbook(small.disclosure()))["资产"]
    assert rows[1:] == [
        ["截止日期", "", "", "2024年12月31日", "第47行"],
        ["车辆编制：车辆编制", 3.0, "", "", "第48行"],
        ["实有车辆：车辆", 4.0, "", "", "第48行"],
        ["实有车辆：车辆 › 轿车", 1.0, "", "", "第48行"],
        ["房屋", 350.5, "平方米", "350.5平方米", "第47行"],
        ["设备：50万元", 0.0, "", "", "第49行"],
        ["原文", "", "", "共有车辆4辆。", "第48行"],
    ]


def test_two_tables_of_one_name_get_two_sheets() -> None:
    table = small.expenditure()
    names = [sheet.name for sheet in make_sheets(Disclosure(small.disclosure().source, tables=(table, table)))]
    assert {EXPENDITURE, f"{EXPENDITURE}-2"} <= set(names)


def test_a_table_of_unknown_kind_is_kept_as_printed() -> None:
    table = structs.replace(small.expenditure(), kind=None, title="某表/[草]:*?", rows=(), number=None)
    disclosure = Disclosure(small.disclosure().source, tables=(table,))
    sheet = read_back(disclosure_workbook(disclosure))["某表  草"]
    assert sheet[1][:5] == list(small.EXPENDITURE[0])


@pytest.mark.parametrize("name", ["a/b\\c", "[x]:*?", "'quoted'", "长" * 40, "", "\x01"])
def test_names_are_valid_for_worksheets_and_files(name: str) -> None:
    safe = safe_name(name)
    assert 1 <= len(safe) <= 31 and not set(safe) & set("[]:*?/\\'<>|\"\x01")


@pytest.mark.parametrize(
    ("text", "written"),
    [("=1+1", "'=1+1"), ("@x", "'@x"), ("+86", "+86"), ("-", "-"), ("——", "——"), ("-1,200.50", "-1,200.50"), ("-a", "'-a")],
)
def test_only_what_could_run_is_disarmed(text: str, written: str) -> None:
    assert harmless(text) == written


def test_tables_without_printed_numbers_are_numbered_in_printed_order() -> None:
    printed = gouji.read(EXAMPLES / "yunxi-culture-2025.txt")
    kinds = ("收支总表", "政府性基金支出表", "基本支出经济分类表")
    tables = tuple(structs.replace(table, number=None) for kind in kinds if (table := printed.table(kind)) is not None)
    names = [sheet.name for sheet in make_sheets(structs.replace(printed, tables=tables))]
    assert [name for name in names if name[:2].isdecimal()] == [f"{place:02d}-{kind}" for place, kind in enumerate(kinds, 1)]
