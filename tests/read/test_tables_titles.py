"""Titles of tables as they are printed in many places, and tables whose columns decide under a title that others bear too."""

import pytest

from gouji.layouts.headings import common_titles
from gouji.read.signs import is_form_title, is_label, is_title
from gouji.read.titles import read_title
from printed import amounts
from read.test_tables_provinces import errors_in, read

TITLES = {
    "预算02表 部门收入总表": "收入总表",
    "预算 15 表政府采购经费预算表": "政府采购预算表",
    "财政拨款“三公”经费、会议费和培训费支出情况表": "三公经费表",
    "一般公共预算财政拨款“三公”经费、培训费和会议费支出情况表": "三公经费表",
    "财政拨款收支预算表": "财政拨款收支总表",
    "一般公共预算财政拨款机关运行经费表": "机关运行经费表",
    "部门一般公共预算机关运行经费明细表": "机关运行经费明细表",
    "2023年政府采购支出表": "政府采购预算表",
    "政府采购（资产配置、购买服务）预算表": "政府采购预算表",
    "部门政府采购预算": "政府采购预算表",
    "纳入预算管理的政府性基金预算支出表": "政府性基金支出表",
    "一般公共预算基本支出表--公用经费（商品和服务支出）（按政府预算经济分类）": "基本支出分类表",
    "部门收入决算总体情况表": "收入决算表",
    "一般公共预算财政拨款支出决算表（一）": "一般公共预算支出决算表",
    "一般公共预算财政拨款支出决算表（二）": "基本支出决算表",
    "财政拨款安排的“三公”经费支出决算表": "三公经费决算表",
    "政府性基金预算支出情况决算表": "政府性基金收支决算表",
    "收入支出决算公开表": "收支决算总表",
    # Other tables, not to be taken for one of these.
    "国有资产占用情况表": None,
    "政府采购情况表": None,
    "收入决算表（按单位列示）": None,
    "项目支出决算表": None,
    "财政专户管理资金预算支出表": None,
    "政府性基金预算支出分类汇总表（按政府预算经济分类）": None,
    "省对下转移支付预算表": None,
    "新增资产配置表": None,
}


@pytest.mark.parametrize("title", TITLES)
def test_titles_lead_to_their_kind(title: str) -> None:
    found = common_titles().find(read_title(title).words)
    assert (found[0] if found else None) == TITLES[title]


@pytest.mark.parametrize("publisher", ["部门/单位", "部门（单位）", "单位（部门）"])
def test_either_publisher_may_be_named(publisher: str) -> None:
    table = read(f"{publisher}支出总体情况表", "科目编码|科目名称|合计|基本支出|项目支出\n|合计|9.00|5.00|4.00\n201|一般公共服务支出|9.00|5.00|4.00\n")
    assert table.kind == "支出总表"


def test_titles_in_book_marks_and_numbered_labels_are_known() -> None:
    assert is_title("《部门收入总表》") and is_form_title("《重点项目绩效目标表》")
    assert is_label("预算02表") and not is_label("预算2024表")
    assert is_title("部门政府采购预算") and not is_title("六、政府采购预算") and not is_title("安排政府采购预算")


PROCURED = """
序号|采购项目来源||采购物品名称|政府采购目录序号|计量单位|数量|单价|政府采购金额|||
|项目名称|预算资金||||||总计|当年部门预算安排资金||
|||||||||合计|一般公共预算拨款|单位资金
栏次|1|2|3|4|5|6|7|8|9|10|11
1|合 计|9.00||||||9.00|9.00|7.00|2.00
2|设备更新|6.00|计算机|A02010105|台|12|0.50|6.00|6.00|4.00|2.00
3|系统运维|3.00|运行维护|C16070100|项|1|3.00|3.00|3.00|3.00|
""".replace("|采购项目来源|", "|政府采购项目来源|")


def test_things_bought_are_read_behind_the_project_they_are_for() -> None:
    table = read("部门政府采购预算", PROCURED)
    assert table.kind == "政府采购预算表"
    assert amounts(table)["", "合计"] == {"合计": "9.00", "一般公共预算": "7.00", "单位资金": "2.00"}
    assert amounts(table)["", "计算机"]["合计"] == "6.00"


FUNDS = """
收入||支出|||
项目|预算数|支出功能分类科目（按大类）|预算数|部门预算支出经济科目（按大类）|预算数
一、政府性基金拨款|9.00|一、科学技术支出||一、人员经费和公用经费支出|
||二、城乡社区支出|9.00|二、专项业务经费支出|9.00
本年收入合计|9.00|本年支出合计|9.00|本年支出合计|9.00
收入总计|9.00|支出总计|9.00|支出总计|9.00
"""


def test_government_funds_of_two_sides_are_read_as_such() -> None:
    table = read("2023年部门综合预算政府性基金收支表", FUNDS)
    assert table.kind == "政府性基金收支表"
    assert amounts(table)["支出", "城乡社区支出"] == {"合计": "9.00"}
    assert amounts(table)["收入", "政府性基金预算"] == {"金额": "9.00"}


DETAIL = """
功能分类科目编码|科目名称|合计|工资福利支出|商品和服务支出
|合计|9.00|7.00|2.00
201|一般公共服务支出|9.00|7.00|2.00
"""


def test_columns_decide_what_a_detailed_table_of_final_accounts_is() -> None:
    title = "一般公共预算财政拨款支出决算明细表"
    assert read(title, DETAIL).kind is None
    plain = DETAIL.replace("工资福利支出", "基本支出").replace("商品和服务支出", "项目支出")
    assert read(title, plain).kind == "一般公共预算支出决算表"


def test_functions_by_economic_class_need_a_column_of_one() -> None:
    title = "部门支出总表（按部门预算经济分类）"
    assert read(title, DETAIL).kind == "支出分类汇总表"
    assert not errors_in(read(title, DETAIL))
    by_item = "科目编码|科目名称|合计|基本支出|项目支出\n|合计|9.00|9.00|\n301|工资福利支出|9.00|9.00|\n"
    assert read(title, by_item).kind is None


BASIC = """
科目编码|科目名称|合计|人员经费|公用经费
|合计|9.00|7.00|2.00
301|工资福利支出|7.00|7.00|
302|商品和服务支出|2.00||2.00
"""


@pytest.mark.parametrize("title", ["政府性基金预算基本支出预算表", "专户非税资金预算基本支出表", "其他资金基本支出表（按经济分类）"])
def test_basic_expenditure_of_other_money_is_not_that_of_the_general_budget(title: str) -> None:
    assert read(title, BASIC).kind is None
    assert read("人员和公用情况表", BASIC).kind == "基本支出经济分类表"


def test_vehicles_are_known_by_a_shorter_name() -> None:
    table = read("一般公共预算“三公”经费支出预算表", """
项目|上年预算数|本年预算数
合计|9.00|8.00
1.因公出国（境）费用||
2.公务接待费|3.00|2.00
3.公务用车费用|6.00|6.00
其中：（1）公务用车运行维护费|6.00|6.00
（2）公务用车购置||
""")
    assert amounts(table)["", "公务用车购置及运行费"]["合计"] == "6.00"
    assert not errors_in(table)
