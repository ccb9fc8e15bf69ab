"""Tables of final accounts: two blocks beside each other, groups of budget and outturn, opening and closing balances."""

from gouji.model.disclosure import Table
from gouji.read.tables import read_table
from printed import amounts, grid, keys, part

UNIT = "单位：万元"


def read(title: str, rows: str, *lines: str) -> tuple[Table, list[str]]:
    table, troubles = read_table(part(title, UNIT, grid(rows), *lines), {})
    return table, [trouble.code for trouble in troubles]


def test_summary_has_its_opening_and_closing_balances() -> None:
    table, troubles = read("收入支出决算总表", """
收入                  |      |支出           |
项目                  |决算数|项目           |决算数
一、一般公共预算财政拨款收入|80.00 |四、公共安全支出   |81.00
八、其他收入             |2.00  |              |
本年收入合计            |82.00 |本年支出合计      |81.00
使用非财政拨款结余        |1.00  |结余分配         |0.50
年初结转和结余           |3.00  |年末结转和结余     |4.50
总计                  |86.00 |总计            |86.00
""")
    assert (table.kind, table.certain, troubles) == ("收支决算总表", True, [])
    assert amounts(table) == {
        ("收入", "一般公共预算"): {"金额": "80.00"},
        ("支出", "公共安全支出"): {"合计": "81.00"},
        ("收入", "其他收入"): {"金额": "2.00"},
        ("收入", "本年收入合计"): {"金额": "82.00"},
        ("支出", "本年支出合计"): {"合计": "81.00"},
        ("收入", "使用非财政拨款结余"): {"金额": "1.00"},
        ("支出", "结余分配"): {"合计": "0.50"},
        ("收入", "年初结转和结余"): {"金额": "3.00"},
        ("支出", "年末结转和结余"): {"合计": "4.50"},
        ("收入", "收入总计"): {"金额": "86.00"},
        ("支出", "支出总计"): {"合计": "86.00"},
    }


def test_line_numbers_and_a_row_of_column_numbers_are_no_amounts() -> None:
    table, _ = read("收入支出决算总表", """
收入      |   |      |支出        |   |
项目      |行次|决算数|项目        |行次|决算数
栏次      |   |1     |栏次        |   |2
一、财政拨款收入|1 |80.00 |四、公共安全支出|31|80.00
总计      |30 |80.00 |总计         |60|80.00
""")
    assert amounts(table)["收入", "财政拨款收入"] == {"金额": "80.00"}
    assert amounts(table)["支出", "支出总计"] == {"合计": "80.00"}


def test_two_blocks_are_one_list() -> None:
    table, troubles = read("一般公共预算财政拨款基本支出决算表", """
经济分类科目编码|科目名称    |决算数|经济分类科目编码|科目名称      |决算数
301         |工资福利支出|9.00 |302         |商品和服务支出 |2.00
30101       |基本工资   |9.00 |30201       |办公费       |1.50
            |         |     |30229       |福利费       |0.50
人员经费合计   |         |9.00 |公用经费合计    |           |2.00
""")
    assert (table.kind, table.certain, troubles) == ("基本支出决算表", True, [])
    assert keys(table) == ["工资福利支出", "基本工资", "人员经费合计", "商品和服务支出", "办公费", "福利费", "公用经费合计"]
    assert [(row.code, row.level) for row in table.rows[:3]] == [("301", "类"), ("30101", "款"), ("", "")]
    assert amounts(table)["", "公用经费合计"] == {"合计": "2.00"}


def test_budget_and_outturn_stand_below_each_item() -> None:
    table, troubles = read("财政拨款“三公”经费支出决算表", """
财政拨款“三公”经费|   |           |   |公务用车购置及运行维护费|| |  |          |  |       |
合计          |   |因公出国（境）费|   |公务用车购置及运行维护费|| |  |          |  |公务接待费|
             |   |           |   |小计  |   |公务用车购置费|   |公务用车运行维护费|| |
预算数        |决算数|预算数      |决算数|预算数|决算数|预算数|决算数|预算数|决算数|预算数|决算数
9.00         |6.00 |1.00      |0.00 |6.00 |5.00 |    |    |6.00|5.00|2.00 |1.00
""")
    assert (table.kind, table.certain, troubles) == ("三公经费决算表", True, [])
    assert amounts(table) == {
        ("", "合计"): {"预算数": "9.00", "决算数": "6.00"},
        ("", "因公出国（境）费"): {"预算数": "1.00", "决算数": "0.00"},
        ("", "公务用车购置及运行费"): {"预算数": "6.00", "决算数": "5.00"},
        ("", "公务用车购置费"): {},
        ("", "公务用车运行维护费"): {"预算数": "6.00", "决算数": "5.00"},
        ("", "公务接待费"): {"预算数": "2.00", "决算数": "1.00"},
    }


def test_total_beside_the_last_row_of_the_header_heads_no_column() -> None:
    table, _ = read("政府性基金预算财政拨款收入支出决算表", """
项目          |      |年初结转和结余|本年收入|本年支出|      |      |年末结转和结余
功能分类科目编码|科目名称|           |      |      |      |      |
合计         |      |           |      |合计   |基本支出|项目支出|
212         |城乡社区支出|1.00     |5.00  |4.00  |      |4.00  |2.00
""")
    assert (table.kind, table.certain) == ("政府性基金收支决算表", True)
    assert amounts(table) == {
        ("", "212"): {"年初结转和结余": "1.00", "本年收入": "5.00", "合计": "4.00", "项目支出": "4.00", "年末结转和结余": "2.00"}
    }


def test_final_accounts_under_another_title_are_told_by_their_words() -> None:
    table, troubles = read("附表二", """
科目编码|科目名称|本年支出合计|基本支出|项目支出|上缴上级支出|经营支出|对附属单位补助支出
合计   |      |3.00      |1.00  |2.00  |         |      |
""")
    assert (table.kind, table.certain, troubles) == ("支出决算表", False, ["READ-101"])


def test_total_of_funds_names_the_columns_of_a_group_too() -> None:
    """The total's row of a fund's table bears amounts, and the words of the group 本年支出 (Shanghai 2025)."""
    table, troubles = read("政府性基金预算财政拨款收入支出决算表", """
项目      |        |年初结转和结余|本年收入|本年支出|        |        |年末结转和结余
科目编码  |科目名称|              |        |        |        |        |
合计      |        |0             |105.00  |合计    |基本支出|项目支出|0
221       |住房保障支出|0         |105.00  |105.00  |        |105.00  |0
""")
    assert troubles == []
    assert amounts(table) == {
        ("", "合计"): {"年初结转和结余": "0", "本年收入": "105.00", "年末结转和结余": "0"},
        ("", "221"): {"年初结转和结余": "0", "本年收入": "105.00", "合计": "105.00", "项目支出": "105.00", "年末结转和结余": "0"},
    }


def test_amounts_beside_line_numbers_are_the_national_form() -> None:
    table, troubles = read("收入支出决算总表", """
收入                |    |     |支出            |    |
项目                |行次|金额  |项目            |行次|金额
栏次                |    |1    |栏次            |    |2
一、一般公共预算财政拨款收入|1   |80.00|一、一般公共服务支出|31  |82.00
本年收入合计          |27  |80.00|本年支出合计      |57  |82.00
使用非财政拨款结余（含专用结余）|28|2.00 |结余分配        |58  |
年初结转和结余        |29  |3.00 |年末结转和结余    |59  |3.00
总计                |30  |85.00|总计            |60  |85.00
""")
    assert (table.kind, table.certain, troubles) == ("收支决算总表", True, [])
    assert amounts(table)["收入", "使用非财政拨款结余"] == {"金额": "2.00"}
    assert amounts(table)["支出", "支出总计"] == {"合计": "85.00"}


def test_accounts_before_2020_have_two_funds() -> None:
    table, troubles = read("财政拨款收入支出决算总表", """
收入            |    |     |支出          |    |    |                |
项目            |行次|金额  |项目          |行次|合计|一般公共预算财政拨款|政府性基金预算财政拨款
栏次            |    |1    |栏次          |    |2   |3               |4
一、一般公共预算财政拨款|1|5.00 |一、一般公共服务支出|31|6.00|5.00            |1.00
二、政府性基金预算财政拨款|2|1.00|            |    |    |                |
总计            |30  |6.00 |总计          |60  |6.00|5.00            |1.00
""")
    assert (table.kind, table.certain, troubles) == ("财政拨款收支决算总表", True, [])
    assert amounts(table)["支出", "支出总计"] == {"合计": "6.00", "一般公共预算": "5.00", "政府性基金预算": "1.00"}


def test_words_of_the_expenditure_stand_under_revenue_and_balances_too() -> None:
    """Yunnan: 合计 under 本年支出 is the table's, the one under 年初结转和结余 is not."""
    table, troubles = read("一般公共预算财政拨款收入支出决算表", """
项目        |        |年初结转和结余|          |            |本年收入|       |       |本年支出|       |       |       |       |年末结转和结余|
功能分类科目编码|科目名称|合计        |基本支出结转|项目支出结转和结余|合计 |基本支出|项目支出|合计   |基本支出|       |       |项目支出|合计        |项目支出结转和结余
           |        |            |          |            |      |       |       |      |小计   |人员经费|公用经费|       |            |
合计        |        |2.00        |          |2.00        |90.00 |60.00  |30.00  |91.00 |60.00  |50.00  |10.00  |31.00  |1.00        |1.00
201        |一般公共服务支出|2.00    |          |2.00        |90.00 |60.00  |30.00  |91.00 |60.00  |50.00  |10.00  |31.00  |1.00        |1.00
""")
    assert "READ-105" not in troubles
    figures = amounts(table)["", "201"]
    assert {name: figures[name] for name in ("合计", "基本支出", "项目支出", "人员经费", "公用经费")} == {
        "合计": "91.00", "基本支出": "60.00", "项目支出": "31.00", "人员经费": "50.00", "公用经费": "10.00",
    }  # fmt: skip
    assert (figures["年初结转和结余"], figures["本年收入"], figures["年末结转和结余"]) == ("2.00", "90.00", "1.00")


def test_budget_and_outturn_may_be_the_lines_below_the_items() -> None:
    table, troubles = read("一般公共预算财政拨款“三公”经费及会议费、培训费支出决算表", """
项目  |一般公共预算财政拨款安排的“三公”经费| |  |  |  |  |会议费|培训费
     |小计|因公出国（境）费用|公务接待费|公务用车购置及运行维护费| | | |
     |    |              |        |小计|公务用车购置费|公务用车运行维护费| |
栏次  |1   |2             |3       |4   |5           |6             |7|8
预算数|9.00|0.00          |3.00    |6.00|0.00        |6.00          |1.50|2.50
决算数|6.54|0.00          |1.86    |4.68|0.00        |4.68          |1.20|2.10
""")
    assert (table.kind, table.certain, troubles) == ("三公经费决算表", True, [])
    found = amounts(table)
    assert found["", "合计"] == {"预算数": "9.00", "决算数": "6.54"}
    assert found["", "公务用车购置及运行费"] == {"预算数": "6.00", "决算数": "4.68"}
    assert found["", "培训费"] == {"预算数": "2.50", "决算数": "2.10"}


def test_numbers_of_things_below_the_expenses_are_no_amounts() -> None:
    table, troubles = read("财政拨款“三公”经费、行政参公单位机关运行经费情况表", """
项目              |行次|年初预算数|全年预算数|决算统计数
栏次              |    |1       |2       |3
一、“三公”经费支出   |1   |—       |—       |—
（一）支出合计      |2   |8.00    |9.00    |6.54
1．因公出国（境）费  |3   |0.00    |0.00    |0.00
2．公务用车购置及运行维护费|4|6.00  |6.00    |4.68
3．公务接待费       |5   |2.00    |3.00    |1.86
（1）国内接待费     |6   |—       |—       |1.86
（二）相关统计数     |7   |—       |—       |—
4．公务用车保有量（辆）|8  |—       |—       |2
二、机关运行经费     |9   |—       |—       |60.00
""")
    assert (table.kind, table.certain, troubles) == ("三公经费决算表", True, [])
    found = amounts(table)
    assert found["", "合计"] == {"年初预算数": "8.00", "预算数": "9.00", "决算数": "6.54"}
    assert found["", "机关运行经费"]["决算数"] == "60.00"
    assert all("辆" not in key for _, key in found)
