"""The thirteen tables of the real document, against values read off its pages by eye."""

from functools import cache

import pytest

from gouji.model.disclosure import Row, Table, Trouble
from gouji.model.money import Money
from gouji.read.files import read_blocks
from gouji.read.outline import outline
from gouji.read.tables import read_table
from shared import SEED, needs_seed

pytestmark = needs_seed

KINDS = {
    # kind: (rows, cells of money, printed amounts, header rows, line of the title)
    "收支总表": (41, 107, 19, 2, 78),
    "收入总表": (25, 175, 55, 2, 121),
    "支出总表": (25, 75, 54, 2, 156),
    "财政拨款收支总表": (42, 141, 17, 3, 190),
    "一般公共预算支出表": (25, 75, 54, 2, 237),
    "基本支出经济分类表": (30, 90, 61, 2, 271),
    "政府性基金收入表": (1, 1, 0, 2, 310),
    "政府性基金支出表": (1, 3, 0, 1, 322),
    "国有资本经营收支表": (2, 4, 0, 3, 335),
    "三公经费表": (6, 24, 6, 2, 350),
    "机关运行经费表": (2, 8, 4, 2, 365),
    "项目支出表": (0, 0, 0, 3, 376),
    "结转项目支出表": (7, 28, 14, 3, 388),
}


@cache
def tables() -> tuple[dict[str | None, Table], tuple[Trouble, ...]]:
    read = [read_table(part, {}) for part in outline(read_blocks(SEED)) if part.kind == "table"]
    return {table.kind: table for table, _ in read}, tuple(
        trouble for _, troubles in read for trouble in troubles
    )


def row(kind: str, key: str, side: str = "") -> Row:
    return next(row for row in tables()[0][kind].rows if (row.side, row.key) == (side, key))


def printed(kind: str, key: str, side: str = "") -> dict[str, str]:
    return {
        name: figure.text
        for name, figure in row(kind, key, side).figures.items()
        if figure.state == "printed"
    }


def test_thirteen_tables_are_known_by_their_titles_and_read_without_trouble() -> None:
    found, troubles = tables()
    assert list(found) == list(KINDS)
    assert all(table.certain for table in found.values())
    assert troubles == ()


@pytest.mark.parametrize("kind", KINDS)
def test_every_cell_is_read(kind: str) -> None:
    table = tables()[0][kind]
    figures = [figure for _, _, figure in table.figures()]
    amounts = [figure for figure in figures if figure.state == "printed"]
    assert (len(table.rows), len(figures), len(amounts), table.head, table.place.line) == KINDS[kind]
    assert {figure.state for figure in figures} <= {"printed", "blank"}


@pytest.mark.parametrize("kind", KINDS)
def test_no_printed_amount_is_left_out(kind: str) -> None:
    table = tables()[0][kind]
    cells = sorted(cell for grid in table.grids for row in grid.rows for cell in row if "." in cell)
    assert sorted(figure.text for _, _, figure in table.figures() if figure.state == "printed") == cells


def test_all_amounts_are_printed_to_a_hundredth_of_a_wan() -> None:
    slacks = {
        f.money.slack for table in tables()[0].values() for _, _, f in table.figures() if f.money is not None
    }
    assert slacks == {10_000}


def test_preamble_of_every_table() -> None:
    for table in tables()[0].values():
        assert (table.year, table.department, table.unit) == (2024, "汾阳市公安局", "万元")
    notes = [kind for kind, table in tables()[0].items() if table.note == "注：本表无数据"]
    assert notes == ["政府性基金收入表", "政府性基金支出表", "国有资本经营收支表", "项目支出表"]
    labels = {table.label: table.number for table in tables()[0].values() if table.label}
    assert labels == {"预算公开表1": 1, "部门公开表9": 9, "预算公开表10": 10}


def test_summary_of_revenue_and_expenditure() -> None:
    assert printed("收支总表", "一般公共预算", "收入") == {"金额": "16595.30"}
    assert printed("收支总表", "单位资金", "收入") == {}
    assert printed("收支总表", "收入总计", "收入") == {"金额": "16863.00"}
    assert printed("收支总表", "公共安全支出", "支出") == {
        "合计": "14492.17",
        "当年": "14224.47",
        "上年结转": "267.70",
    }
    assert printed("收支总表", "住房保障支出", "支出") == {"合计": "635.27", "当年": "635.27"}
    assert printed("收支总表", "本年支出合计", "支出") == {
        "合计": "16863.00",
        "当年": "16595.30",
        "上年结转": "267.70",
    }
    assert row("收支总表", "债务付息支出", "支出").code == "232"  # printed after the page break


def test_revenue() -> None:
    assert printed("收入总表", "合计") == {
        "合计": "16595.30",
        "一般公共预算": "16595.30",
        "上年结转": "267.70",
    }
    assert printed("收入总表", "2040202") == {
        "合计": "1100.65",
        "一般公共预算": "1100.65",
        "上年结转": "217.78",
    }
    assert printed("收入总表", "2210201") == {"合计": "635.27", "一般公共预算": "635.27"}
    assert (row("收入总表", "2210201").name, row("收入总表", "2210201").level) == ("住房公积金", "项")


def test_expenditure() -> None:
    assert printed("支出总表", "合计") == {"合计": "16863.00", "基本支出": "8040.19", "项目支出": "8822.81"}
    assert printed("支出总表", "208") == {"合计": "1443.37", "基本支出": "961.43", "项目支出": "481.95"}
    assert printed("支出总表", "2040299") == {"合计": "5821.62", "项目支出": "5821.62"}
    assert row("支出总表", "2040299").figures["合计"].place.line == 173


def test_fiscal_appropriation() -> None:
    assert printed("财政拨款收支总表", "上年结转", "收入") == {"金额": "267.70"}
    assert printed("财政拨款收支总表", "上年结转/一般公共预算", "收入") == {"金额": "267.70"}
    assert printed("财政拨款收支总表", "一般公共预算", "收入") == {"金额": "16595.30"}
    assert printed("财政拨款收支总表", "卫生健康支出", "支出") == {"合计": "292.19", "一般公共预算": "292.19"}
    assert printed("财政拨款收支总表", "支出总计", "支出") == {"合计": "16863.00", "一般公共预算": "16863.00"}


def test_general_public_budget() -> None:
    assert printed("一般公共预算支出表", "合计") == {
        "合计": "16595.30",
        "基本支出": "8040.19",
        "项目支出": "8555.11",
    }
    assert printed("一般公共预算支出表", "20402") == {
        "合计": "14224.47",
        "基本支出": "6151.30",
        "项目支出": "8073.16",
    }


def test_basic_expenditure_by_economic_class() -> None:
    kind = "基本支出经济分类表"
    assert printed(kind, "合计") == {"合计": "232.53", "人员经费": "219.27", "公用经费": "13.27"}
    assert printed(kind, "基本工资/工资奖金津补贴") == {"合计": "20.31", "人员经费": "20.31"}
    assert printed(kind, "基本工资/工资福利支出") == {"合计": "62.83", "人员经费": "62.83"}
    assert printed(kind, "办公设备购置/设备购置") == {"合计": "1.10", "公用经费": "1.10"}
    classes = [row.key for row in tables()[0][kind].rows if row.level == "类"]
    assert classes == ["工资福利支出", "商品和服务支出", "对个人和家庭的补助", "资本性支出"]


def test_travel_receptions_vehicles_and_operating_expenditure() -> None:
    assert printed("三公经费表", "公务接待费") == {}
    assert printed("三公经费表", "公务用车运行维护费") == {"合计": "213.00", "一般公共预算": "213.00"}
    assert printed("三公经费表", "合计") == {"合计": "213.00", "一般公共预算": "213.00"}
    assert printed("机关运行经费表", "合计") == {"合计": "1602.59", "一般公共预算": "1602.59"}
    assert row("机关运行经费表", "汾阳市公安局").level == "单位"


def test_projects_carried_over() -> None:
    levels = [row.level for row in tables()[0]["结转项目支出表"].rows]
    assert levels == ["部门", "单位", "项目", "项目", "项目", "项目", "项目"]
    assert printed("结转项目支出表", "合计") == {"合计": "267.70", "一般公共预算": "267.70"}
    award = row("结转项目支出表", "中央政法转移支付绩效考核奖励金（23年结转汾财行（2023）214号）")
    assert award.figures["合计"].money == Money(40_000, slack=10_000)
    assert award.figures["合计"].place.line == 403
