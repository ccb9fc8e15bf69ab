"""Tables as Jiangsu prints them: a third block by use, revenue standing upright, goods and services to be bought."""

from gouji.model.disclosure import Table
from gouji.read.tables import read_table
from printed import amounts, grid, part

UNIT = "单位：万元"


def read(title: str, rows: str) -> tuple[Table, list[str]]:
    table, troubles = read_table(part(title, UNIT, grid(rows)), {})
    return table, [trouble.code for trouble in troubles]


def test_expenditure_by_use_is_a_side_of_its_own() -> None:
    table, troubles = read("收支预算总表", """
收入          |     |支出           |     |           |
项目名称       |金额  |功能分类        |     |支出用途     |
             |     |功能科目名称     |金额  |项目名称     |金额
一、财政拨款    |24.00|一、一般公共服务支出|24.00|一、基本支出  |20.00
三、其他资金    |     |二、外交支出     |     |三、单位预留机动经费|4.00
当年收入小计    |24.00|当年支出小计     |     |           |24.00
收入合计       |24.00|支出合计        |     |           |24.00
""")
    found = amounts(table)
    assert (table.certain, troubles) == (True, [])
    assert found["支出用途", "单位预留机动经费"] == {"按用途": "4.00"}
    assert found["支出用途", "支出总计"] == {"按用途": "24.00"}
    assert found["支出", "支出总计"] == {"合计": "24.00"}


def test_uses_alone_on_a_torn_page_are_read() -> None:
    table, _ = read("财政拨款收支预算总表", """
 | |支出    |
 | |支出用途 |
 | |项目名称 |金额
 | |基本支出 |8.00
 | |支出总计 |8.00
""")
    assert amounts(table) == {("支出用途", "基本支出"): {"按用途": "8.00"}, ("支出用途", "支出总计"): {"按用途": "8.00"}}


def test_sources_printed_as_rows_are_columns() -> None:
    table, troubles = read("收入预算总表", """
项目名称      |        |金额
收入总计      |        |30.00
一般公共预算资金|小计     |24.00
            |专项收入  |1.00
政府性基金    |小计     |
其他资金      |小计     |6.00
            |事业收入  |6.00
上年结转和结余资金|小计   |
""")
    assert (table.kind, table.certain, troubles) == ("收入总表", True, [])
    assert amounts(table) == {("", "合计"): {"合计": "30.00", "一般公共预算": "24.00", "单位资金": "6.00"}}


def test_appropriated_expenditure_may_be_told_by_use_only() -> None:
    table, troubles = read("财政拨款收支预算总表", """
收入          |     |支出       |
项目名称       |金额  |支出用途    |
             |     |项目名称    |金额
一、一般公共预算|24.00|一、基本支出 |24.00
收入合计       |24.00|支出合计    |24.00
""")
    assert (table.kind, troubles) == ("财政拨款收支总表", [])
    assert amounts(table)["支出用途", "支出总计"] == {"按用途": "24.00"}


def test_total_with_meetings_and_training_is_another_total() -> None:
    table, _ = read("“三公”经费、会议费、培训费支出预算表", """
合计|“三公”经费|               |              |         |           |        |会议费|培训费
    |小计      |因公出国（境）费|公务用车购置及运行维护费|   |           |公务接待费|   |
    |         |               |小计           |公务用车购置费|公务用车运行维护费| | |
90.00|50.00  |10.00          |35.00          |         |35.00      |5.00    |30.00|10.00
""")
    found = amounts(table)
    assert found["", "三公经费会议费培训费合计"] == {"合计": "90.00"}
    assert (found["", "合计"], found["", "会议费"], found["", "培训费"]) == ({"合计": "50.00"}, {"合计": "30.00"}, {"合计": "10.00"})


def test_procurement_has_three_levels() -> None:
    table, troubles = read("2018年政府采购预算表", """
采购品目大类|专项名称  |经济科目   |采购物品名称|采购组织形式|总计
合计      |        |        |         |        |7.00
一、货物A  |        |        |         |        |7.00
         |办公设备费|办公设备购置|        |        |7.00
         |        |        |台式计算机  |政府集中采购|7.00
""")
    assert (table.kind, table.certain, troubles) == ("政府采购预算表", True, [])
    assert [(row.key, row.level) for row in table.rows] == [
        ("合计", "合计"), ("货物", "类"), ("办公设备购置", "款"), ("台式计算机", "项"),
    ]
