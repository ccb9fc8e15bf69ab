"""The published tables of three places: every table known for certain, and cells that were read off the pages by hand."""

import pytest

from gouji.check import check
from gouji.model.disclosure import Disclosure
from gouji.read import read
from shared import SHARED

REAL = SHARED / "real"

pytestmark = pytest.mark.skipif(not REAL.exists(), reason="the published files are not beside this checkout (../shared/real)")

# File → (table, row key, side, column) → text as on the page.
CELLS = {
    "sh_putuo_shgzb_2024_final": {
        ("收支决算总表", "收入", "收入总计", "金额"): "307.82",
        ("收支决算总表", "支出", "住房保障支出", "合计"): "29.42",
        ("收入决算表", "", "2013999", "财政拨款收入"): "202.24",
        ("支出决算表", "", "201", "基本支出"): "62.63",
        ("财政拨款收支决算总表", "支出", "本年支出合计", "一般公共预算"): "307.82",
        ("一般公共预算支出决算表", "", "合计", "项目支出"): "202.24",
        ("基本支出决算表", "", "其他交通费用", "合计"): "2.43",
        ("基本支出决算表", "", "公用经费合计", "合计"): "10.23",
    },
    "sh_putuo_sww_2025_budget_unit": {
        ("收支总表", "支出", "一般公共服务支出", "公用经费"): "1,467,842.00",
        ("收支总表", "支出", "支出总计", "项目支出"): "351,684,000.00",
        ("支出总表", "", "2011399", "项目支出"): "4,765,000.00",
        ("基本支出经济分类表", "", "合计", "人员经费"): "18,120,593.00",
        ("三公经费表", "", "机关运行经费", "合计"): "171.01",
    },
    "js_swb_2019_budget_tables": {
        ("收支总表", "支出用途", "单位预留机动经费", "按用途"): "2,938.21",
        ("收入总表", "", "合计", "一般公共预算"): "27,664.22",
        ("支出总表", "", "合计", "项目支出"): "13,025.38",
        ("三公经费表", "", "公务接待费", "合计"): "27.00",
        ("三公经费表", "", "三公经费会议费培训费合计", "合计"): "1,471.70",
        ("政府采购预算表", "", "服务", "合计"): "1,338.50",
    },
}
LAYOUTS = {
    "sh_putuo_shgzb_2024_final": ("final/2024", 9),
    "sh_putuo_sww_2025_budget_unit": ("shanghai/2024", 9),
    "js_swb_2019_budget_tables": ("jiangsu/2018", 12),
}


@pytest.fixture(scope="module", params=sorted(CELLS))
def document(request: pytest.FixtureRequest) -> tuple[str, Disclosure]:
    return request.param, read(REAL / f"{request.param}.pdf")


def test_every_table_is_known_for_certain(document: tuple[str, Disclosure]) -> None:
    name, disclosure = document
    layout, count = LAYOUTS[name]
    assert (disclosure.layout, len(disclosure.tables)) == (layout, count)
    assert all(table.certain and table.kind for table in disclosure.tables)


def test_cells_are_those_of_the_page(document: tuple[str, Disclosure]) -> None:
    name, disclosure = document
    found = {
        (table.kind, row.side, row.key, column): figure.text
        for table in disclosure.tables
        for row, column, figure in table.figures()
    }
    assert {cell: found.get(cell) for cell in CELLS[name]} == CELLS[name]


def test_nothing_is_called_wrong_that_is_right(document: tuple[str, Disclosure]) -> None:
    _, disclosure = document
    assert [finding.rule for finding in check(disclosure).findings if finding.severity == "error"] == []


def test_rate_of_the_whole_year_budget_called_that_of_the_first_is_found() -> None:
    report = check(read(REAL / "sh_putuo_shgzb_2024_final.pdf"))
    assert "FA-40" in [finding.rule for finding in report.findings if finding.severity == "warning"]
