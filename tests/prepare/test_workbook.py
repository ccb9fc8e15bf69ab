"""A workbook is read whole or not at all, and everything wrong with it is told by sheet and cell."""

import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
import xlwt

from gouji.model.budget import Budget
from gouji.model.disclosure import Trouble
from gouji.model.money import Money
from gouji.prepare.columns import HEAD_ROW, load_book
from gouji.prepare.troubles import severity
from gouji.prepare.validate import validate
from gouji.prepare.workbook import read_budget
from prepare.crafted_workbook import Workbook, header
from read.crafted import change_part

LEDGER = "预算台账"
Change = Callable[[Workbook], None]


def read(folder: Path, content: bytes) -> tuple[Budget | None, tuple[Trouble, ...]]:
    path = folder / "填报表.xlsx"
    path.write_bytes(content)
    return read_budget(path)


def told(folder: Path, change: Change) -> list[tuple[str, str | None, str | None]]:
    """Return (code, sheet, cell) of everything said of the sound workbook after the change."""
    book = Workbook()
    change(book)
    budget, troubles = read(folder, book.bytes())
    if budget is not None:
        troubles += validate(budget)
    return [(trouble.code, trouble.place.sheet, trouble.place.cell) for trouble in troubles]


def typed(sheet: str, row: int, column: str, value: object) -> Change:
    """Return the change that types a value into one cell. row: 0 for the first below the header."""

    def change(book: Workbook) -> None:
        values = book.rows[sheet][row]
        index = header(sheet).index(column)
        values += [""] * (index + 1 - len(values))
        values[index] = value

    return change


def renamed(sheet: str, old: str, new: str) -> Change:
    return lambda book: book.headers.update({sheet: [new if name == old else name for name in header(sheet)]})


def test_a_sound_workbook_is_read_without_a_word(tmp_path: Path) -> None:
    budget, troubles = read(tmp_path, Workbook().bytes())
    assert troubles == ()
    assert budget is not None and validate(budget) == ()
    assert (budget.department, budget.year, budget.code) == ("某县公安局", 2025, "011")
    assert [line.amount for line in budget.lines] == [Money(100000050), Money(5000000), Money(300000), Money(30000000)]
    assert [target.value for target in budget.projects[0].targets] == ["20", "95", "2025年12月底前", "300000", "改善", "90"]


BAD_CELLS = [
    (typed(LEDGER, 1, "金额（元）", "约五万"), "PREP-014", LEDGER, "H5"),
    (typed(LEDGER, 1, "金额（元）", "1.000.00"), "PREP-014", LEDGER, "H5"),
    (typed(LEDGER, 1, "金额（元）", "5万元"), "PREP-015", LEDGER, "H5"),
    (typed(LEDGER, 1, "金额（元）", date(2025, 1, 1)), "PREP-014", LEDGER, "H5"),
    (typed(LEDGER, 1, "金额（元）", True), "PREP-014", LEDGER, "H5"),
    (typed(LEDGER, 1, "金额（元）", 1e17), "PREP-014", LEDGER, "H5"),
    (typed(LEDGER, 1, "金额（元）", ""), "PREP-013", LEDGER, "H5"),
    (typed(LEDGER, 1, "金额（元）", 50000.001), "PREP-016", LEDGER, "H5"),
    (typed(LEDGER, 1, "资金性质", "一般公共预祘"), "PREP-019", LEDGER, "C5"),
    (typed(LEDGER, 1, "支出性质", "经营支出"), "PREP-019", LEDGER, "D5"),
    (typed(LEDGER, 1, "上年结转", "也许"), "PREP-020", LEDGER, "G5"),
    (typed(LEDGER, 1, "功能科目", "行政运行"), "PREP-018", LEDGER, "B5"),
    (typed(LEDGER, 1, "预算单位", "合计"), "PREP-021", LEDGER, "A5"),
    (typed("人员", 0, "实有人数", "三十"), "PREP-017", "人员", "B4"),
    (typed("人员", 0, "实有人数", 30.5), "PREP-017", "人员", "B4"),
    (typed("单位", 0, "单位性质", "企业"), "PREP-019", "单位", "B4"),
    (typed("绩效指标", 0, "项目名称", "巡逻服务费"), "PREP-216", "绩效指标", "A4"),
]


@pytest.mark.parametrize("typed_in", [12.345, "12.345"])
def test_half_a_fen_is_taken_up_as_the_advice_says(tmp_path: Path, typed_in: float | str) -> None:
    book = Workbook()
    typed(LEDGER, 1, "金额（元）", typed_in)(book)
    budget, (trouble,) = read(tmp_path, book.bytes())
    assert budget is not None and budget.lines[1].amount == Money(1235)
    assert trouble.code == "PREP-016" and "12.35" in trouble.zh


@pytest.mark.parametrize(("change", "code", "sheet", "cell"), BAD_CELLS)
def test_a_bad_cell_is_named(tmp_path: Path, change: Change, code: str, sheet: str, cell: str) -> None:
    assert (code, sheet, cell) in told(tmp_path, change)


@pytest.mark.parametrize(
    ("column", "value", "reads"),
    [
        ("金额（元）", "５００００．５０", Money(5000050)),
        ("金额（元）", "50,000.50", Money(5000050)),
        ("金额（元）", "￥50000元", Money(5000000)),
        ("功能科目", "２０４０２０１", "2040201"),
        ("功能科目", 2040201, "2040201"),
        ("功能科目", "2040201行政运行", "2040201"),
        ("经济科目", "办公费", "30201"),
        ("支出性质", " 基本 支出", "basic"),
        ("上年结转", False, False),
        ("上年结转", "n", False),
    ],
)
def test_what_is_meant_plainly_is_taken(tmp_path: Path, column: str, value: object, reads: object) -> None:
    book = Workbook()
    typed(LEDGER, 1, column, value)(book)
    budget, troubles = read(tmp_path, book.bytes())
    assert troubles == () and budget is not None
    line = budget.lines[1]
    assert reads in (line.amount, line.function, line.economic, line.nature, line.carried_over)


def test_dates_are_taken_from_date_cells(tmp_path: Path) -> None:
    book = Workbook()
    typed("项目", 0, "填报日期", "2024-11-15")(book)
    book.rows["资产"] = [["截至日期", "2024-12-31"]]
    budget, _ = read(tmp_path, book.bytes())
    assert budget is not None
    assert (budget.projects[0].filled, budget.assets.as_of) == ("20241115000000", "2024年12月31日")


def lost(sheet: str) -> Change:
    return lambda book: book.rows.pop(sheet) and None  # type: ignore[func-returns-value]


def named(sheet: str, name: str) -> Change:
    return lambda book: book.names.update({sheet: name})


def guide(label: str, value: str) -> Change:
    return lambda book: book.guide.update({label: value})


def extra(name: str) -> Change:
    return lambda book: book.extra.update({name: [["甲", "乙"]]})


def merged(sheet: str, cells: str) -> Change:
    return lambda book: book.merged.append((sheet, cells))


@pytest.mark.parametrize(
    ("change", "code", "sheet", "cell"),
    [
        (lost(LEDGER), "PREP-001", LEDGER, None),
        (lost("三公经费"), "PREP-002", "三公经费", None),
        (extra("附表"), "PREP-003", "附表", None),
        (extra("台账"), "PREP-004", "台账", None),
        (lambda book: book.headers.update({LEDGER: ["甲"] * 9}), "PREP-005", LEDGER, None),
        (renamed("单位", "单位性质", ""), "PREP-006", "单位", "A3"),
        (renamed(LEDGER, "功能科目", "功能科目代码"), "PREP-007", LEDGER, "B3"),
        (renamed(LEDGER, "收入科目", "备注"), "PREP-008", LEDGER, "I3"),
        (renamed(LEDGER, "收入科目", "金额"), "PREP-009", LEDGER, "I3"),
        (renamed(LEDGER, "金额（元）", "金额（万元）"), "PREP-026", LEDGER, "H3"),
        (merged(LEDGER, "A4:A7"), "PREP-010", LEDGER, "A4:A7"),
        (guide("模板版本", "勾稽部门预算填报表 第0版"), "PREP-022", "说明", "B1"),
        (guide("模板版本", ""), "PREP-023", "说明", None),
        (guide("预算年度", "2024"), "PREP-024", "部门", "B6"),
        (guide("公开版式", "shanxi/1999"), "PREP-025", "说明", "B2"),
        (renamed("单位", "单位代码", ""), "PREP-029", "单位", "A3"),
    ],
)
def test_a_changed_template_is_named(tmp_path: Path, change: Change, code: str, sheet: str, cell: str | None) -> None:
    assert (code, sheet, cell) in told(tmp_path, change)


def test_readable_rows_are_judged_along_with_unreadable_ones(tmp_path: Path) -> None:
    book = Workbook()
    for change in (
        typed(LEDGER, 0, "金额（元）", "约五万"), typed(LEDGER, 1, "金额（元）", -5), typed(LEDGER, 2, "预算单位", "别的单位"),
        typed(LEDGER, 3, "功能科目", "20402"),
    ):  # fmt: skip
        change(book)
    budget, troubles = read(tmp_path, book.bytes())
    assert budget is None
    assert {trouble.code for trouble in troubles} == {"PREP-014", "PREP-113", "PREP-101", "PREP-102"}


def test_rows_that_cannot_be_read_are_not_missed_by_others(tmp_path: Path) -> None:
    book = Workbook()
    typed("单位", 0, "单位性质", "企业")(book)
    typed("项目", 0, "项目类别", "别的")(book)
    _, troubles = read(tmp_path, book.bytes())
    assert {trouble.code for trouble in troubles} == {"PREP-019"}


def test_a_renamed_sheet_is_pointed_out(tmp_path: Path) -> None:
    book = Workbook()
    named(LEDGER, "预算台账汇总2")(book)
    budget, troubles = read(tmp_path, book.bytes())
    assert budget is None
    missing = next(trouble for trouble in troubles if trouble.code == "PREP-001")
    assert "预算台账汇总2" in missing.zh


def test_known_other_names_of_sheets_and_columns_are_taken(tmp_path: Path) -> None:
    book = Workbook()
    named(LEDGER, "支出台账")(book)
    book.headers[LEDGER] = ["单位", "功能分类", "资金来源", "支出类型", "经济分类", "项目", "是否结转", "金额(元)", "收入科目"]
    budget, troubles = read(tmp_path, book.bytes())
    assert troubles == () and budget is not None and len(budget.lines) == 4


def test_moved_columns_are_read_and_rows_named(tmp_path: Path) -> None:
    book = Workbook()
    book.headers[LEDGER] = header(LEDGER)[::-1]
    book.rows[LEDGER] = [[*line, *[""] * (9 - len(line))][::-1] for line in book.rows[LEDGER]]
    book.rows[LEDGER][0][8] = "别的单位"
    budget, troubles = read(tmp_path, book.bytes())
    assert troubles == () and budget is not None
    (trouble,) = [trouble for trouble in validate(budget) if trouble.code == "PREP-101"]
    place = trouble.place
    assert (place.sheet, place.cell, place.line, place.column) == (LEDGER, None, 4, "预算单位")


def test_formulas_without_a_result_and_error_values_are_named(tmp_path: Path) -> None:
    book = Workbook()
    typed(LEDGER, 0, "金额（元）", "=1+1")(book)
    package = change_part(book.bytes(), "xl/worksheets/sheet5.xml", lambda part: part.replace("<v>0</v>", ""))
    budget, troubles = read(tmp_path, package)
    assert budget is None
    assert [(trouble.code, trouble.place.cell) for trouble in troubles] == [("PREP-011", "H4")]
    broken = change_part(
        book.bytes(), "xl/worksheets/sheet5.xml",
        lambda part: part.replace('<c r="H4"><f>1+1</f><v>0</v>', '<c r="H4" t="e"><f>1+1</f><v>#REF!</v>'),
    )  # fmt: skip
    _, troubles = read(tmp_path, broken)
    assert ("PREP-012", "H4") in [(trouble.code, trouble.place.cell) for trouble in troubles]


def test_a_calculated_formula_is_its_result(tmp_path: Path) -> None:
    book = Workbook()
    typed(LEDGER, 0, "金额（元）", "=1+1")(book)
    package = change_part(
        book.bytes(), "xl/worksheets/sheet5.xml", lambda part: part.replace("<v>0</v>", "<v>1000000.5</v>")
    )
    budget, _ = read(tmp_path, package)
    assert budget is not None and budget.lines[0].amount == Money(100000050)


def test_an_old_workbook_is_read_as_well(tmp_path: Path) -> None:
    new = Workbook()
    old = xlwt.Workbook()
    for sheet in load_book().sheets:
        page = old.add_sheet(sheet.name)
        rows = [["项目", "内容"] if sheet.shape == "facts" else header(sheet.name), *new.rows[sheet.name]]
        for row, values in enumerate(rows, HEAD_ROW):
            for column, value in enumerate(values):
                page.write(row, column, value)
    path = tmp_path / "填报表.xls"
    old.save(str(path))
    budget, troubles = read_budget(path)
    assert budget is not None and len(budget.lines) == 4
    assert {trouble.code for trouble in troubles} == {"PREP-023"}


def test_all_troubles_are_collected_and_the_many_of_one_sort_counted(tmp_path: Path) -> None:
    book = Workbook()
    book.rows[LEDGER] = [["某县公安局", 2040201, "一般公共预算", "基本支出", 30101, "", "否", "无"] for _ in range(100)]
    typed("单位", 0, "单位性质", "企业")(book)
    budget, troubles = read(tmp_path, book.bytes())
    codes = [trouble.code for trouble in troubles]
    assert budget is None and codes.count("PREP-014") == 30 and "PREP-019" in codes
    (rest,) = [trouble for trouble in troubles if trouble.code == "PREP-027"]
    assert "70" in rest.zh and rest.place.sheet == LEDGER


def test_a_lost_project_is_told_once_with_the_rows_of_its_targets(tmp_path: Path) -> None:
    book = Workbook()
    rows = book.rows["绩效指标"]
    book.rows["绩效指标"] = [*rows, *([["送戏下乡", *row[1:]] for row in rows[:3]])]
    _, troubles = read(tmp_path, book.bytes())
    (lost,) = [trouble for trouble in troubles if trouble.code.startswith("PREP-2")]
    assert (lost.code, lost.place.cell) == ("PREP-221", "A10")
    assert all(cell in lost.zh and cell in lost.en for cell in ("A10", "A11", "A12"))


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 broken", b"%PDF-1.7", "部门预算".encode()])
def test_a_file_that_is_no_workbook_gives_its_trouble(tmp_path: Path, content: bytes) -> None:
    budget, troubles = read(tmp_path, content)
    assert budget is None and len(troubles) == 1 and troubles[0].code.startswith("READ-")
    assert severity(troubles[0]) == "error"


def test_a_missing_file_gives_its_trouble(tmp_path: Path) -> None:
    budget, (trouble,) = read_budget(tmp_path / "没有.xlsx")
    assert budget is None and trouble.code == "READ-001"


def test_an_empty_workbook_lacks_its_sheets(tmp_path: Path) -> None:
    book = Workbook({})
    budget, troubles = read(tmp_path, book.bytes())
    assert budget is None
    missing = [trouble.place.sheet for trouble in troubles if trouble.code == "PREP-001"]
    assert missing == ["部门", "单位", LEDGER]


def test_ten_thousand_lines_are_read_and_judged_in_two_seconds(tmp_path: Path) -> None:
    book = Workbook()
    line = book.rows[LEDGER][1]
    book.rows[LEDGER] += [[*line[:-1], 1000 + number / 100] for number in range(10_000)]
    content = book.bytes()
    begin = time.process_time()
    budget, troubles = read(tmp_path, content)
    assert budget is not None and troubles == ()
    validate(budget)
    assert time.process_time() - begin < 2
