"""The published PDF files of several places: every table found, its pieces joined, its figures as printed.

What is expected here was taken down from the pages.
"""

from pathlib import Path

import pytest

from gouji.model.disclosure import Disclosure, Grid, Table
from gouji.model.money import read_money
from gouji.read import read
from shared import SHARED

REAL = SHARED / "real"

pytestmark = pytest.mark.skipif(not REAL.exists(), reason="the published files are not beside this checkout (../shared/real)")

# Title → pages of its pieces, number of printed rows with the header, and one row of figures.
WANLI_2023 = {
    "2023年部门财务收支预算总表": ([10], 16, ("收入总计", "164,978,640", "支出总计", "164,978,640")),
    "2023年部门收入预算总表": ([11, 12, 13, 14], 70, ("合计", "", "", "", "164,978,640", "164,978,640", "", "", "")),
    "2023年部门支出预算总表": ([15, 16, 17, 18], 70, ("合计", "", "", "", "164,978,640", "99,406,297", "65,572,343")),
    "2023年部门财政拨款收支预算总表": ([19], 16, None),
    "2023年部门一般公共预算支出功能分类预算表": ([20, 21, 22, 23], 79, ("合计", "", "", "", "164,978,640", "99,406,297", "65,572,343")),
    "2023年部门政府性基金预算支出功能分类预算表": ([24], 16, None),
    "2023年部门国有资本经营预算支出功能分类预算表": ([25], 16, None),
    "2023年部门一般公共预算基本支出部门预算经济分类预算表": ([26, 27], 34, ("合计", "", "", "99,406,297", "84,024,865", "15,381,432")),
    "2023年部门“三公”经费和机关运行经费预算表": ([28], 4, None),
}
WANLI_2024 = {
    "2024年部门财务收支预算总表": ([10], 16, None),
    "2024年部门收入预算总表": ([11, 12, 13, 14, 15], 70, ("合计", "", "", "", "156,211,123", "156,211,123", "0", "0", "0")),
    "2024年部门支出预算总表": ([16, 17, 18, 19, 20], 70, ("合计", "", "", "", "156,211,123", "99,706,020", "56,505,103")),
    "2024年部门财政拨款收支预算总表": ([21], 16, None),
    "2024年部门一般公共预算支出功能分类预算表": ([22, 23, 24, 25, 26], 82, ("合计", "", "", "", "156,211,123", "99,706,020", "56,505,103")),
    "2024年部门政府性基金预算支出功能分类预算表": ([27], 15, None),
    "2024年部门国有资本经营预算支出功能分类预算表": ([28], 15, None),
    "2024年部门一般公共预算基本支出部门预算经济分类预算表": ([29, 30], 35, ("合计", "", "", "99,706,020", "88,537,451", "11,168,569")),
    "部门“三公”经费和机关运行经费预算表": ([31], 4, None),
}
WANLI_2025 = {
    "2025年部门财务收支预算总表": ([9], 16, None),
    "2025年部门收入预算总表": ([10, 11, 12, 13], 70, ("合计", "", "", "", "189,767,551", "189,767,551", "0", "0", "0")),
    "2025年部门支出预算总表": ([14, 15, 16, 17, 18], 70, ("合计", "", "", "", "189,767,551", "101,341,746", "88,425,805")),
    "2025年部门财政拨款收支预算总表": ([19], 16, None),
    "2025年部门一般公共预算支出功能分类预算表": ([20, 21, 22, 23, 24], 82, ("合计", "", "", "", "189,767,551", "101,341,746", "88,425,805")),
    "2025年部门政府性基金预算支出功能分类预算表": ([25], 16, None),
    "2025年部门国有资本经营预算支出功能分类预算表": ([26], 16, None),
    "2025年部门一般公共预算基本支出部门预算经济分类预算表": ([27, 28], 35, ("合计", "", "", "101,341,746", "90,514,044", "10,827,702")),
    "2025年部门“三公”经费和机关运行经费预算表": ([29], 4, None),
}
SWW_DEPT = {
    "2025年部门财务收支预算总表": ([9], 16, None),
    "2025年部门收入预算总表": ([10, 11], 34, None),
    "2025年部门支出预算总表": ([12, 13], 34, None),
    "2025年部门财政拨款收支预算总表": ([14], 16, None),
    "2025年部门一般公共预算支出功能分类预算表": ([15, 16], 37, ("合计", "", "", "", "371,514,655.00", "19,830,655.00", "351,684,000.00")),
    "2025年部门政府性基金预算支出功能分类预算表": ([17], 11, None),
    "2025年部门国有资本经营预算支出功能分类预算表": ([18], 11, None),
    "2025年部门一般公共预算基本支出部门预算经济分类预算表": ([19, 20], 34, ("合计", "", "", "19,830,655.00", "18,120,593.00", "1,710,062.00")),
    "2025年部门“三公”经费和机关运行经费预算表": ([21], 4, None),
}
SWW_UNIT = {
    "2025年预算单位财务收支预算总表": ([9], 16, ("收入总计", "371,514,655.00", "支出总计", "371,514,655.00", "18,120,593.00", "1,710,062.00", "351,684,000.00")),
    "2025年预算单位收入预算总表": ([10, 11], 34, None),
    "2025年预算单位支出预算总表": ([12, 13], 34, None),
    "2025年预算单位财政拨款收支预算总表": ([14], 15, None),
    "2025年预算单位一般公共预算支出功能分类预算表": ([15, 16], 37, None),
    "2025年预算单位政府性基金预算支出功能分类预算表": ([17], 12, None),
    "2025年预算单位国有资本经营预算支出功能分类预算表": ([18], 11, None),
    "2025年预算单位一般公共预算基本支出部门预算经济分类预算表": ([19, 20], 34, None),
    "2025年单位“三公”经费和机关运行经费预算表": ([21], 4, None),
}
FULIYUAN = {
    "2024年预算单位财务收支预算总表": ([7], 16, None),
    "2024年预算单位收入预算总表": ([8], 18, ("合计", "", "", "", "12,121,164", "9,501,164", "2,620,000", "", "")),
    "2024年预算单位支出预算总表": ([9], 18, ("合计", "", "", "", "12,121,164", "9,501,164", "2,620,000")),
    "2024年预算单位财政拨款收支预算总表": ([10], 16, None),
    "2024年预算单位一般公共预算支出功能分类预算表": ([11], 18, None),
    "2024年预算单位政府性基金预算支出功能分类预算表": ([12], 16, None),
    "2024年预算单位国有资本经营预算支出功能分类预算表": ([13], 16, None),
    "2024年预算单位一般公共预算基本支出部门预算经济分类预算表": ([14], 30, None),
    "单位“三公”经费和机关运行经费预算表": ([15], 4, None),
}
FINAL_2024 = {
    "收入支出决算总表": ([5], 32, ("总计", "307.82", "总计", "307.82")),
    "收入决算表": ([6, 7], 20, ("合计", "", "307.82", "307.82", "", "", "", "", "")),
    "支出决算表": ([8, 9], 20, ("合计", "", "307.82", "105.58", "202.24", "", "", "")),
    "财政拨款收入支出决算总表": ([10, 11], 34, None),
    "一般公共预算财政拨款支出决算表": ([12], 20, None),
    "一般公共预算财政拨款基本支出决算表": ([13], 40, None),
    "财政拨款“三公”经费支出决算表": ([14], 5, None),
    "政府性基金预算财政拨款收入支出决算表": ([15], 6, None),
    "国有资本经营预算财政拨款收入支出决算表": ([16], 6, None),
}
RD_2018 = {
    "收支预算总表": ([8], 26, ("收入合计", "15897.44", "支出合计", "", "", "15897.44")),
    "收入预算总表": ([9], 16, ("收入总计", "", "15897.44")),
    "支出预算总表": ([10], 2, ("15897.44", "7877.76", "6333.96", "1685.72", "")),
    "财政拨款收支预算总表": ([10], 7, ("收入合计", "15897.44", "支出合计", "15897.44")),
    "财政拨款支出预算表（功能科目）": ([11], 22, ("2210202", "提租补贴", "1,549.82")),
    "财政拨款基本支出预算表（经济科目）": ([12], 25, ("30309", "奖励金", "0.79")),
    "一般公共预算支出预算表（功能科目）": ([13], 22, ("", "合计", "15,897.44")),
    "一般公共预算基本支出预算表（经济科目）": ([14], 25, ("", "合计", "7,877.76")),
    "“三公”经费、会议费、培训费支出预算表": ([15], 4, ("2542.60", "833.60", "222.50", "183.60", "", "183.60", "427.50", "1305.25", "403.75")),
    "政府性基金预算财政拨款支出预算表": ([15], 7, None),
    "一般公共预算机关运行经费支出预算表": ([16], 12, ("合计", "", "1579.38")),
    "政府采购支出预算表": ([17, 18], 25, ("合计", "", "", "", "", "2,064.25")),
}
SWB_2017 = {
    "收支预算总表": ([1], 26, None),
    "收入预算总表": ([2], 16, None),
    "支出预算总表": ([3], 2, ("20,849.45", "9,964.07", "10,688.66", "196.72", "")),
    "财政拨款收支预算总表": ([4], 7, None),
    "财政拨款支出预算表": ([5], 13, None),
    "财政拨款基本支出预算表": ([6], 32, None),
    "财政拨款政府性基金支出预算表": ([7], 5, None),
    "一般公共预算支出预算表": ([8], 13, None),
    "一般公共预算基本支出预算表": ([9], 32, None),
    "一般公共预算机关运行经费支出预算表": ([10], 19, None),
    "“三公”经费、会议费、培训费支出预算表": ([11], 4, None),
    "2017年政府采购预算表": ([12, 13, 14], 48, None),
}
SWB_2018 = {
    "收支预算总表": ([3], 26, None),
    "收入预算总表": ([4], 16, None),
    "支出预算总表": ([5], 2, ("24,458.43", "10,403.11", "12,081.46", "1,973.86", "")),
    "财政拨款收支预算总表": ([6], 7, None),
    "财政拨款支出预算表": ([7], 15, None),
    "财政拨款基本支出预算表": ([8], 32, None),
    "一般公共预算支出预算表": ([9], 15, None),
    "一般公共预算基本支出预算表": ([10], 32, None),
    "“三公”经费、会议费、培训费支出预算表": ([11], 4, None),
    "财政拨款政府性基金支出预算表": ([12], 5, None),
    "一般公共预算机关运行经费支出预算表": ([13], 17, None),
    "2018年政府采购预算表": ([14, 15], 40, None),
}
SWB_2019 = {
    "收支预算总表": ([1], 27, None),
    "收入预算总表": ([2], 15, None),
    "支出预算总表": ([3], 2, ("27,664.22", "11,700.63", "13,025.38", "2,938.21", "")),
    "财政拨款收支预算总表": ([4], 7, None),
    "财政拨款支出预算表（功能科目）": ([5], 15, None),
    "财政拨款基本支出预算表（经济科目）": ([6], 33, None),
    "一般公共预算支出预算表（功能科目）": ([7], 15, None),
    "一般公共预算基本支出预算表（经济科目）": ([8], 33, None),
    "“三公”经费、会议费、培训费支出预算表": ([9], 4, None),
    "财政拨款政府性基金支出预算表": ([10], 5, None),
    "一般公共预算机关运行经费支出预算表": ([11], 18, None),
    "2019年政府采购预算表": ([12], 40, None),
}
FILES = {
    "sh_putuo_wanli_2023_budget_dept": WANLI_2023,
    "sh_putuo_wanli_2024_budget_dept": WANLI_2024,
    "sh_putuo_wanli_2025_budget_dept": WANLI_2025,
    "sh_putuo_sww_2025_budget_dept": SWW_DEPT,
    "sh_putuo_sww_2025_budget_unit": SWW_UNIT,
    "sh_putuo_fuliyuan_2024_budget_unit": FULIYUAN,
    "sh_putuo_shgzb_2024_final": FINAL_2024,
    "js_rd_2018_budget": RD_2018,
    "js_swb_2017_budget_tables": SWB_2017,
    "js_swb_2018_budget_tables": SWB_2018,
    "js_swb_2019_budget_tables": SWB_2019,
}
_read: dict[str, Disclosure] = {}


def disclosure(name: str) -> Disclosure:
    """Return what the file says, read once."""
    if name not in _read:
        _read[name] = read(REAL / f"{name}.pdf")
    return _read[name]


def pages(grids: tuple[Grid, ...]) -> list[int]:
    return [grid.pages[0] for grid in grids]


@pytest.mark.parametrize("name", FILES)
def test_every_table_is_found_on_its_pages_with_all_rows(name: str) -> None:
    found = {table.title: (pages(table.grids), sum(len(grid.rows) for grid in table.grids)) for table in disclosure(name).tables}
    assert found == {title: (on, rows) for title, (on, rows, _) in FILES[name].items()}


@pytest.mark.parametrize("name", FILES)
def test_figures_stand_in_their_columns(name: str) -> None:
    for table in disclosure(name).tables:
        row = FILES[name][table.title][2]
        rows = [tuple(text.replace(" ", "") for text in row) for grid in table.grids for row in grid.rows]
        assert row is None or row in rows, table.title


@pytest.mark.parametrize("name", FILES)
def test_pieces_of_a_table_have_its_columns(name: str) -> None:
    for table in disclosure(name).tables:
        assert len({len(row) for grid in table.grids for row in grid.rows}) == 1, table.title


def amounts(table: Table, column: int, is_part: "slice") -> int:
    """Return the sum of a column over the rows whose code is as long as that of a class."""
    total = 0
    for grid in table.grids:
        for row in grid.rows:
            code = "".join(row[is_part])
            money = read_money(row[column], "元")[1]
            if len(code) == 3 and code.isdigit() and money is not None:
                total += money.fen
    return total


@pytest.mark.parametrize(
    ("name", "title", "columns", "code", "totals"),
    [
        ("sh_putuo_wanli_2023_budget_dept", "2023年部门支出预算总表", (4, 5, 6), slice(0, 3), (164978640, 99406297, 65572343)),
        ("sh_putuo_wanli_2024_budget_dept", "2024年部门支出预算总表", (4, 5, 6), slice(0, 3), (156211123, 99706020, 56505103)),
        ("sh_putuo_wanli_2025_budget_dept", "2025年部门支出预算总表", (4, 5, 6), slice(0, 3), (189767551, 101341746, 88425805)),
        ("sh_putuo_sww_2025_budget_dept", "2025年部门支出预算总表", (4, 5, 6), slice(0, 3), (371514655, 19830655, 351684000)),
        ("sh_putuo_shgzb_2024_final", "支出决算表", (2, 3, 4), slice(0, 1), (307.82, 105.58, 202.24)),
        ("js_rd_2018_budget", "财政拨款支出预算表（功能科目）", (2,), slice(0, 1), (15897.44,)),
        ("js_swb_2017_budget_tables", "财政拨款支出预算表", (2,), slice(0, 1), (20702.25,)),
        ("js_swb_2018_budget_tables", "一般公共预算基本支出预算表", (2,), slice(0, 1), (10403.11,)),
        ("js_swb_2019_budget_tables", "财政拨款支出预算表（功能科目）", (2,), slice(0, 1), (27664.22,)),
    ],
)
def test_classes_add_up_to_the_total(
    name: str, title: str, columns: tuple[int, ...], code: slice, totals: tuple[float, ...]
) -> None:
    table = next(table for table in disclosure(name).tables if table.title == title)
    sums = [amounts(table, column, code) for column in columns]
    # The figures of a page are rounded one by one.
    assert all(abs(found - round(100 * total)) <= 300 for found, total in zip(sums, totals, strict=True)), sums


def test_a_page_number_stays_out_of_the_sentence() -> None:
    texts = [p.text for s in disclosure("js_swb_2018_budget_text").sections for p in s.paragraphs]
    whole = "".join(texts)
    assert "增长17.31%" in whole and "317.31" not in whole


def test_a_sheet_printed_through_a_window_is_read_once() -> None:
    duties = [line.text for line in disclosure("sh_putuo_sww_2025_budget_unit").duties]
    assert len(duties) == len(set(duties)) and sum("负责本区粮食流通行业管理" in text for text in duties) == 1


@pytest.mark.parametrize(
    ("name", "department", "year", "stage", "sections"),
    [
        ("js_rd_2018_budget", "江苏省人大常委会办公厅", 2018, "budget", 13),
        ("js_swb_2018_budget_text", "江苏省委办公厅", 2018, "budget", 13),
        ("sh_putuo_shgzb_2024_final", "中共上海市普陀区委社会工作部", 2024, "final", 11),
        ("sh_putuo_wanli_2023_budget_dept", "上海市普陀区人民政府万里街道办事处", 2023, "budget", 5),
    ],
)
def test_cover_and_sections_are_recognised(name: str, department: str, year: int, stage: str, sections: int) -> None:
    cover = disclosure(name).cover
    assert (cover.department, cover.year, cover.stage) == (department, year, stage)
    assert len(disclosure(name).sections) >= sections


def test_forms_are_read_with_their_pages() -> None:
    forms = disclosure("sh_putuo_wanli_2023_budget_dept").forms
    assert [form.place.page for form in forms] == [31, 32, 33, 34, 35]
    assert forms[1].name == "就业援助基地补贴"


@pytest.mark.parametrize("path", sorted(REAL.glob("*.pdf")) if REAL.exists() else [], ids=lambda path: Path(path).stem)
def test_every_figure_has_its_page(path: Path) -> None:
    for table in disclosure(path.stem).tables:
        on = set(pages(table.grids))
        assert all(figure.place.page in on for _, _, figure in table.figures())
