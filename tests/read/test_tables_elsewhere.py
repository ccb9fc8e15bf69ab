"""Tables as other places print them: years as rows, units in front of rows, codes in three columns, budget beside outturn."""

import pytest

from gouji.check import check
from gouji.check.view import view_table
from gouji.model.disclosure import Disclosure, Grid, Source, Table
from gouji.read.tables import read_table
from printed import amounts, grid, part

UNIT = "单位：万元"


def read(title: str, rows: str | Grid) -> tuple[Table, list[str]]:
    table, troubles = read_table(part(title, UNIT, grid(rows) if isinstance(rows, str) else rows), {})
    return table, [trouble.code for trouble in troubles if trouble.code != "READ-101"]


def test_years_as_rows_give_the_budget_years_line() -> None:
    table, troubles = read("财政拨款“三公”经费支出表", """
年度  |“三公”经费合计|因公出国（境）费用|公务接待费|公务用车购置和运行维护费|             |
      |             |                |          |小计                  |公务用车购置费|公务用车运行维护费
2023年|9.00         |3.00            |1.00      |5.00                  |             |5.00
2024年|7.00         |                |2.00      |5.00                  |             |5.00
""")
    assert (table.kind, troubles) == ("三公经费表", [])
    assert amounts(table) == {
        ("", "合计"): {"合计": "7.00"},
        ("", "因公出国（境）费"): {},
        ("", "公务接待费"): {"合计": "2.00"},
        ("", "公务用车购置及运行费"): {"合计": "5.00"},
        ("", "公务用车购置费"): {},
        ("", "公务用车运行维护费"): {"合计": "5.00"},
    }


def test_budget_and_outturn_side_by_side_are_two_columns_of_each_item() -> None:
    table, troubles = read("财政拨款“三公”经费支出决算表", """
预算数|         |          |决算数|         |
合计  |因公出国（境）费|公务接待费|合计|因公出国（境）费|公务接待费
1     |2        |3         |4     |5        |6
9.00  |         |9.00      |8.00  |         |8.00
""")
    assert (table.kind, troubles) == ("三公经费决算表", [])
    assert amounts(table) == {
        ("", "合计"): {"预算数": "9.00", "决算数": "8.00"},
        ("", "因公出国（境）费"): {},
        ("", "公务接待费"): {"预算数": "9.00", "决算数": "8.00"},
    }


def test_row_of_code_parts_and_column_numbers_is_no_row() -> None:
    table, troubles = read("支出决算表", """
项目   |  |  |       |本年支出合计|基本支出|项目支出
科目代码|  |  |科目名称|          |       |
类     |款|项|栏次   |1=2+3     |2      |3
       |  |  |合计   |8.00      |3.00   |5.00
2070101|  |  |行政运行|8.00      |3.00   |5.00
""")
    assert troubles == []
    assert amounts(table) == {
        ("", "合计"): {"合计": "8.00", "基本支出": "3.00", "项目支出": "5.00"},
        ("", "2070101"): {"合计": "8.00", "基本支出": "3.00", "项目支出": "5.00"},
    }


def test_a_unit_in_front_of_the_name_is_no_amount() -> None:
    table, troubles = read("支出总表", """
科目编码|  |  |单位代码|单位名称（科目）|合计|基本支出|项目支出
类     |款|项|        |                |    |       |
       |  |  |        |合    计        |8.00|3.00   |5.00
       |  |  |118     |临湖区文化馆     |8.00|3.00   |5.00
207    |01|01|118     |行政运行         |8.00|3.00   |5.00
""")
    assert troubles == []
    assert [row.key for row in table.rows] == ["合计", "临湖区文化馆", "2070101"]
    assert amounts(table)["", "2070101"] == {"合计": "8.00", "基本支出": "3.00", "项目支出": "5.00"}


def test_a_total_in_front_of_the_kind_of_project_is_the_total() -> None:
    table, troubles = read("项目支出表", """
类型|项目名称|项目单位|合计|本年拨款      |              |财政拨款结转结余|财政专户管理资金|单位资金
    |        |       |    |一般公共预算|政府性基金预算|一般公共预算  |               |
合计|        |       |9.00|6.00        |3.00          |               |               |
特定目标类|展览|文化馆|9.00|6.00        |3.00          |               |               |
""")
    assert (table.kind, troubles) == ("项目支出表", [])
    assert amounts(table) == {
        ("", "合计"): {"合计": "9.00", "一般公共预算": "6.00", "政府性基金预算": "3.00"},
        ("", "展览"): {"合计": "9.00", "一般公共预算": "6.00", "政府性基金预算": "3.00"},
    }


def test_last_years_outturn_is_told_from_the_year_beside_it() -> None:
    table, _ = read("一般公共预算支出表", """
功能分类科目|      |2022年执行数|2023年预算数|       |
科目编码   |科目名称|           |小计       |基本支出|项目支出
合计      |      |7.00       |8.00      |3.00  |5.00
""")
    assert amounts(table)["", "合计"] == {"上年执行数": "7.00", "合计": "8.00", "基本支出": "3.00", "项目支出": "5.00"}


def test_code_and_name_in_one_column_are_told_apart() -> None:
    table, troubles = read("一般公共预算基本支出情况表（按支出经济分类科目）", """
支出经济分类科目|2024年预算
合计|9.00
[301]工资福利支出|9.00
[30101]基本工资|9.00
""")
    assert (table.kind, troubles) == ("基本支出经济分类表", [])
    assert [(row.code, row.level) for row in table.rows] == [("", "合计"), ("301", "类"), ("30101", "款")]


@pytest.mark.parametrize("title", ["临湖区文化和旅游局收支总表", "2024年临湖区图书馆（本级）收支总表"])
def test_a_name_in_front_of_the_title_is_no_part_of_it(title: str) -> None:
    table, _ = read(title, "收入||支出|\n项目|预算数|项目|预算数\n收入总计|1.00|支出总计|1.00")
    assert table.kind == "收支总表"


def test_a_label_over_two_blocks_belongs_to_the_amount_behind_it() -> None:
    rows = grid("""
科目代码|科目名称   |决算数|科目代码|科目名称   |决算数|科目代码|科目名称  |决算数
301    |工资福利支出|9.00 |302    |商品和服务支出|2.00 |310    |资本性支出|1.00
人员经费合计|      |9.00 |公用经费合计|      |     |       |        |3.00
""")
    rows = Grid(rows.rows, rows.lines, spans={"2,0": (1, 2), "2,3": (1, 5)})
    table, troubles = read("一般公共预算财政拨款基本支出决算表", rows)
    assert troubles == []
    assert amounts(table)["", "公用经费合计"] == {"合计": "3.00"}


def test_a_table_of_which_no_row_can_be_read_is_not_empty() -> None:
    rows = grid("""
预算数|         |          |决算数|         |
合计  |因公出国（境）费|公务接待费|合计|因公出国（境）费|公务接待费
9.00  |         |9.00      |8.00  |         |8.00
9.00  |         |9.00      |8.00  |         |8.00
""")
    note = "注：本表反映本年度的支出情况。"
    table, _ = read_table(part("财政拨款“三公”经费支出决算表", UNIT, rows, note), {})
    view = view_table(table)
    assert (table.kind, view.unread, view.empty) == ("三公经费决算表", True, False)


def test_grand_totals_below_a_gap_are_no_header() -> None:
    above, below = grid("收入||支出|\n项目|预算数|项目|预算数\n一、财政拨款收入||一、教育支出|"), grid("收入总计||支出总计|", 20)
    table, troubles = read_table(part("2026年部门财务收支预算总表", UNIT, above, below), {})
    assert [trouble.code for trouble in troubles] == []
    assert [(row.side, row.key) for row in table.rows][2:] == [("收入", "收入总计"), ("支出", "支出总计")]


BY_UNIT = """
科目编码|单位（科目名称）|合计 |基本支出|项目支出
        |合计          |12.00|9.00   |3.00
118301  |临湖区文化馆   |7.00 |6.00   |1.00
207     |文化旅游体育与传媒支出|7.00|6.00|1.00
20701   |文化和旅游     |7.00 |6.00   |1.00
118302  |临湖区图书馆   |5.00 |3.00   |2.00
207     |文化旅游体育与传媒支出|5.00|3.00|2.00
20701   |文化和旅游     |5.00 |3.00   |2.00
"""


def test_each_units_codes_add_up_by_themselves() -> None:
    table, _ = read("部门支出总表", BY_UNIT)
    assert [row.level for row in table.rows] == ["合计", "单位", "类", "款", "单位", "类", "款"]
    assert not errors_in(table)


def test_a_wrong_amount_of_one_unit_is_found() -> None:
    table, _ = read("部门支出总表", BY_UNIT.replace("20701   |文化和旅游     |5.00 |3.00", "20701   |文化和旅游     |5.00 |2.00"))
    assert {"T0-2", "T0-5"} <= errors_in(table)


def errors_in(table: Table) -> set[str]:
    report = check(Disclosure(Source("a.pdf", "pdf"), tables=(table,)))
    return {finding.rule for finding in report.findings if finding.severity == "error" or finding.rule.startswith("T0-1")}


def test_revenue_by_unit_says_nothing_of_codes() -> None:
    revenue, _ = read("收入总表", """
部门（单位）代码|部门（单位）名称|合计|本年收入|
                |                |    |小计    |一般公共预算
合计            |                |8.00|8.00    |8.00
118001          |临湖区文化馆     |8.00|8.00    |8.00
""")
    spending, _ = read("支出总表", """
科目编码|科目名称|合计|基本支出|项目支出
合计|        |8.00|3.00|5.00
207 |文化旅游体育与传媒支出|8.00|3.00|5.00
""")
    summary, _ = read("收支总表", """
收入||支出|
项目|预算数|项目|预算数
一、一般公共预算拨款收入|8.00|一、文化旅游体育与传媒支出|8.00
收入总计|8.00|支出总计|8.00
""")
    report = check(Disclosure(Source("a.pdf", "pdf"), tables=(summary, revenue, spending)))
    assert not [finding.rule for finding in report.findings if finding.severity == "error"]


def test_year_before_beside_the_budget_is_read_apart() -> None:
    table, troubles = read("2024年收支总表", """
收入|  |  |支出|  |
项目|2023年预算数|2024年预算数|项目|2023年预算数|2024年预算数
一、一般公共预算拨款收入|70.00|80.00|一、一般公共服务支出|70.00|81.00
上年结转|1.00|1.00|结转下年| |
收入总计|71.00|81.00|支出总计|70.00|81.00
""")
    assert (table.kind, troubles) == ("收支总表", [])
    assert amounts(table)["收入", "收入总计"] == {"上年预算数": "71.00", "金额": "81.00"}
    assert amounts(table)["支出", "一般公共服务支出"] == {"上年预算数": "70.00", "合计": "81.00"}


def test_group_of_the_year_before_is_a_column_of_each_item() -> None:
    table, troubles = read("2024年一般公共预算“三公”经费支出表", """
2023年预算数|              |        |              |              |        |2024年预算数|           |    |              |              |
合计       |因公出国（境）费|公务用车购置及运行费|     |              |公务接待费|合计       |因公出国（境）费|公务用车购置及运行费|  |     |公务接待费
           |              |小计     |公务用车购置费|公务用车运行费|        |           |              |小计|公务用车购置费|公务用车运行费|
9.00       |1.00          |6.00    |0.00          |6.00          |2.00    |8.00       |1.00          |5.00|0.00          |5.00          |2.00
""")
    assert (table.kind, troubles) == ("三公经费表", [])
    assert amounts(table)["", "合计"] == {"上年预算数": "9.00", "合计": "8.00"}
    assert amounts(table)["", "公务用车购置及运行费"] == {"上年预算数": "6.00", "合计": "5.00"}


def test_two_years_of_three_expenses_side_by_side_under_one_title() -> None:
    table, troubles = read("财政拨款安排的“三公”经费预算表", """
2023年预算数|                |                    |              |              |          |2024年预算数|                |                    |              |              |
合计        |因公出国（境）费|公务用车购置及运行费|              |              |公务接待费|合计        |因公出国（境）费|公务用车购置及运行费|              |              |公务接待费
            |                |小计                |公务用车购置费|公务用车运行费|          |            |                |小计                |公务用车购置费|公务用车运行费|
31.50       |                |28.00               |              |28.00         |3.50      |26.00       |                |22.80               |              |22.80         |3.20
""")
    assert (table.kind, troubles) == ("三公经费表", [])
    assert amounts(table)["", "合计"] == {"上年预算数": "31.50", "合计": "26.00"}


def test_general_budget_by_class_of_economic_item() -> None:
    table, troubles = read("一般公共预算支出经济分类情况表", """
科目编码|科目名称      |2024年预算数|        |
        |              |合计        |基本支出|项目支出
        |合计          |9.00        |5.00    |4.00
301     |工资福利支出  |5.00        |5.00    |
302     |商品和服务支出|4.00        |        |4.00
""")
    assert (table.kind, troubles) == ("一般公共预算支出经济分类表", [])
    assert amounts(table)["", "商品和服务支出"] == {"合计": "4.00", "项目支出": "4.00"}
