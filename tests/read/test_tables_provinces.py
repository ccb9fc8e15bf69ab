"""Tables as provinces print them whose forms no layout declares: Zhejiang, Henan, Hunan, Sichuan, Guangdong, Beijing."""

from gouji.check import check
from gouji.model.disclosure import Disclosure, Grid, Source, Table
from gouji.read.tables import read_table
from printed import amounts, grid, part

UNIT = "单位：万元"


def read(title: str, rows: str | Grid, *lines: str) -> Table:
    return read_table(part(title, *(lines or (UNIT,)), grid(rows) if isinstance(rows, str) else rows), {})[0]


def errors_in(*tables: Table) -> list[str]:
    report = check(Disclosure(Source("a.pdf", "pdf"), tables=tables))
    return [finding.rule for finding in report.findings if finding.severity == "error"]


def test_the_project_is_named_by_its_own_column_not_by_its_units() -> None:
    table = read("2025年部门项目支出预算表", """
项目类别|项目名称|单位名称|合计|财政拨款|              |财政专户管理资金|单位资金
        |        |        |    |一般公共预算|政府性基金预算|  |
合计    |        |        |9.00|9.00    |              |                |
特定目标类|展览  |临湖县文化馆|9.00|9.00|              |                |
""")
    assert amounts(table)["", "展览"] == {"合计": "9.00", "一般公共预算": "9.00"}


def test_the_subtotal_of_a_fund_is_the_funds_column() -> None:
    table = read("部门收入总体情况表", """
科目编码|||单位（科目名称）|总计|一般公共预算||单位资金|上年结转结余
类|款|项||            |小计|其中：财政拨款|        |
|||合计         |9.00|8.00|8.00         |1.00    |
201|08|01|行政运行|9.00|8.00|8.00        |1.00    |
""")
    assert amounts(table)["", "2010801"] == {"总计": "9.00", "一般公共预算": "8.00", "一般公共预算/其中:财政拨款": "8.00", "单位资金": "1.00"}


def test_names_under_the_governments_classes_are_not_the_rows() -> None:
    table = read("一般公共预算基本支出情况表", """
部门预算经济分类|||政府预算经济分类|||一般公共预算||
科目编码||科目名称|科目编码||科目名称|小计|人员经费|公用经费
类|款||类|款||||
||合计||||9.00|9.00|
301|01|基本工资|501|01|工资奖金津补贴|9.00|9.00|
""")
    assert [(row.code, row.name, row.counterpart) for row in table.rows] == [("", "合计", ""), ("30101", "基本工资", "工资奖金津补贴")]


def test_a_merged_header_reaches_down_to_its_last_row() -> None:
    made = grid("""
科目编码|科目名称|合计|基本支出|            |                  |公用经费|项目支出
        |        |    |小计    |人员经费    |                  |        |
        |        |    |        |工资福利支出|对个人和家庭的补助|        |
        |合计    |9.00|7.00    |5.00        |1.00              |1.00    |2.00
""")
    merged = Grid(made.rows, made.lines, spans={"0,0": (3, 1), "0,1": (3, 1), "0,2": (3, 1), "1,4": (1, 2)})
    table = read("一般公共预算支出表", merged)
    assert [row.key for row in table.rows] == ["合计"]


def test_the_code_before_the_departments_name_is_no_part_of_it() -> None:
    rows = """
单位代码|项目名称|总计|一般公共预算拨款||单位资金
        |        |    |小计|经费拨款|
        |合计    |9.00|9.00|9.00|
412     |临湖县应急管理局|9.00|9.00|9.00|
412001  |安全检查|4.00|4.00|4.00|
412001  |救援队伍|5.00|5.00|5.00|
"""
    table = read("项目支出表", rows, "部门：412_临湖县应急管理局 单位：万元")
    assert table.department == "临湖县应急管理局"
    assert [row.level for row in table.rows] == ["合计", "单位", "项目", "项目"]
    assert not errors_in(table)


BY_CLASS = """
功能科目|||单位代码|单位名称（功能分类科目）|总计|政府预算支出经济分类||
类|款|项|      |                          |    |机关工资福利支出|机关商品和服务支出|对个人和家庭的补助
|||            |合计                      |9.00|6.00            |2.00              |1.00
224|01|01|412001|行政运行                |8.00|6.00            |2.00              |
208|05|01|412001|行政单位离退休          |1.00|                |                  |1.00
"""


def test_functions_by_economic_class_are_read_and_added_up() -> None:
    title = "支出预算分类汇总表（按政府预算经济分类）"
    table = read(title, BY_CLASS)
    assert (table.kind, table.certain) == ("支出分类汇总表", False)
    assert amounts(table)["", "2240101"] == {"合计": "8.00", "机关工资福利支出": "6.00", "机关商品和服务支出": "2.00"}
    assert not errors_in(table)
    assert errors_in(read(title, BY_CLASS.replace("2.00              |\n", "3.00              |\n"))) == ["T0-3", "T0-28"]


def test_a_list_by_economic_class_is_none_by_function() -> None:
    table = read("财政拨款支出预算表（部门经济分类科目）", """
科目编码||单位代码|单位名称（科目）|总计|县级当年财政拨款安排||
类|款|        |                |    |一般公共预算拨款    ||
  |  |        |                |    |小计|基本支出|项目支出
  |  |        |合计            |9.00|9.00|7.00    |2.00
302|  |214    |商品和服务支出  |9.00|9.00|7.00    |2.00
302|01|214    |办公费          |9.00|9.00|7.00    |2.00
""")
    assert table.kind == "财政拨款支出经济分类表"
    assert amounts(table)["", "办公费"]["一般公共预算/基本支出"] == "7.00"


PROJECTS = """
科目编码|||单位代码|单位名称（科目）|金额
类|款|项|      |                |
|||            |合计            |9.00
|||214         |临湖县司法局    |9.00
204|06|04|214  |基层司法业务    |4.00
204|06|04|214  |人民调解        |1.00
204|06|04|214  |普法宣传        |3.00
204|06|07|214  |公共法律服务    |5.00
204|06|07|214  |法律援助        |5.00
"""


def test_projects_stand_below_the_item_whose_code_they_bear() -> None:
    title = "一般公共预算项目支出预算表"
    table = read(title, PROJECTS)
    assert [row.level for row in table.rows] == ["合计", "单位", "项", "项目", "项目", "项", "项目"]
    assert not errors_in(table)
    assert errors_in(read(title, PROJECTS.replace("普法宣传        |3.00", "普法宣传        |3.50"))) == ["T12-1"]


WHOLE = """
部门名称|临湖县应急管理局||||
年度预算申请（万元）|资金总额|9.00|||
|按收入性质分||按支出性质分||
|其中：一般公共预算|9.00|其中：基本支出|7.00|
|其他资金|0.00|（2）项目支出|2.00|
一级指标|二级指标|三级指标|指标值||
产出指标|数量指标|检查企业|≥300家||
"""


def test_the_whole_departments_form_gives_its_amounts() -> None:
    table = read("部门整体支出绩效目标表（2025年度）", WHOLE, "预算公开表22")
    assert (table.kind, table.unit) == ("部门整体绩效目标表", "万元")
    assert amounts(table) == {
        ("", "预算总额"): {"金额": "9.00"},
        ("", "一般公共预算"): {"金额": "9.00"},
        ("", "基本支出"): {"金额": "7.00"},
        ("", "其他资金"): {"金额": "0.00"},
        ("", "项目支出"): {"金额": "2.00"},
    }
    assert not errors_in(table)
    wrong = read("部门整体支出绩效目标表", WHOLE.replace("基本支出|7.00", "基本支出|7.50"), "预算公开表22")
    assert errors_in(wrong) == ["W-1"]


def test_labels_over_their_amounts_are_read_too() -> None:
    table = read("部门整体支出绩效目标表", """
年度部门整体支出预算|资金总额|财政拨款|其他资金
|9.00|8.00|1.00
""")
    assert {key: cells["金额"] for (_, key), cells in amounts(table).items()} == {"预算总额": "9.00", "财政拨款": "8.00", "其他资金": "1.00"}


NATURES = """
收入||支出|
项目|2025年预算|项目|2025年预算
一、财政拨款|9.00|一、基本支出|7.00
||工资福利支出|5.00
||商品和服务支出|2.00
||二、项目支出|2.00
本年收入合计|9.00|本年支出合计|9.00
收入总计|9.00|支出总计|9.00
"""


def test_expenditure_by_nature_adds_up_in_the_summary() -> None:
    assert not errors_in(read("收支总体情况表", NATURES))
    assert errors_in(read("收支总体情况表", NATURES.replace("商品和服务支出|2.00", "商品和服务支出|3.00"))) == ["T1-32"]


UPRIGHT = """
项目|2025年预算
一、基本支出|7.00
工资福利支出|5.00
商品和服务支出|1.00
对个人和家庭的补助|1.00
二、项目支出|2.00
本年支出合计|9.00
"""


def test_classes_below_a_nature_are_read_where_columns_are_rows() -> None:
    table = read("支出总体情况表", UPRIGHT)
    assert amounts(table)["", "合计"]["基本支出/商品和服务支出"] == "1.00"
    assert not errors_in(table)
    assert errors_in(read("支出总体情况表", UPRIGHT.replace("商品和服务支出|1.00", "商品和服务支出|2.00"))) == ["T0-25"]


def test_a_budget_of_all_departments_money_is_a_publisher() -> None:
    table = read("2025年部门综合预算一般公共预算支出明细表（按支出经济分类科目）", """
部门经济科目编码|部门经济科目名称|政府经济科目编码|政府经济科目名称|合计|人员经费支出|公用经费支出|专项业务经费支出|备注
|合计||||||9.00|
302|商品和服务支出|||9.00||7.00|2.00|
30201|办公费|50201|办公经费|7.00||7.00||
30299|其他商品和服务支出|50299|其他商品和服务支出|2.00|||2.00|
""")
    assert table.kind == "一般公共预算支出经济分类表"
    assert amounts(table)["", "办公费/办公经费"] == {"合计": "7.00", "公用经费": "7.00"}


BY_FUNCTION = """
功能科目编码|功能科目名称|合计|人员经费支出|公用经费支出|专项业务经费支出
|合计|9.00|5.00|2.00|2.00
201|一般公共服务支出|9.00|5.00|2.00|2.00
20108|审计事务|9.00|5.00|2.00|2.00
2010801|行政运行|9.00|5.00|2.00|2.00
"""


def test_personnel_operating_and_project_money_make_the_total() -> None:
    title = "部门综合预算一般公共预算支出明细表（按支出功能分类科目）"
    assert read(title, BY_FUNCTION).kind == "一般公共预算支出表"
    assert not errors_in(read(title, BY_FUNCTION))
    assert "T0-30" in errors_in(read(title, BY_FUNCTION.replace("行政运行|9.00|5.00", "行政运行|9.00|4.00")))


PROJECTS_BY_ITEM = """
项目分类|项目代码|项目名称|单位名称|功能科目编码|功能科目名称|经济科目编码|经济科目名称|合计|本年拨款||
||||||||| 小计|一般公共预算|政府性基金预算
专项业务类|5304001|市政维护|某局|2120303|小城镇基础设施建设|30213|维修（护）费|4.00|4.00|4.00|
专项业务类|5304002|城市更新|某局|2120803|城市建设支出|30213|维修（护）费|5.00|5.00||5.00
合  计||||||||9.00|9.00|4.00|5.00
"""


def test_a_project_is_named_before_its_items_and_adds_up_to_the_total() -> None:
    title = "部门项目支出预算表（其他运转类、特定目标类项目）"
    table = read(title, PROJECTS_BY_ITEM)
    assert [(row.key, row.level) for row in table.rows] == [("市政维护", "项目"), ("城市更新", "项目"), ("合计", "合计")]
    assert not errors_in(table)
    assert "T12-1" in errors_in(read(title, PROJECTS_BY_ITEM.replace("费|4.00|4.00", "费|4.50|4.00")))


def test_amounts_in_a_list_below_a_label_are_none_of_its_own() -> None:
    table = read("部门整体支出绩效目标表", """
年度主要任务|任务名称|预算金额（万元）||
||总额|财政拨款|其他资金
|任务1|7.00|7.00|0.00
|任务2|2.00|2.00|0.00
部门预算总额|9.00||||
""", "表15")
    assert {key: cells["金额"] for (_, key), cells in amounts(table).items()} == {"预算总额": "9.00"}


def test_amounts_of_no_label_are_told_to_be_unread() -> None:
    """The total of the tasks is read; what each task costs is not, and that is said."""
    tasks = part("部门整体支出绩效目标表", "表15", grid("""
年度主要任务|任务名称|预算金额（万元）||
||总额|财政拨款|其他资金
|任务1|60.00|60.00|
|任务2|40.00|30.00|10.00
|金额合计|100.00|90.00|10.00
"""))
    table, troubles = read_table(tasks, {})
    assert {key: cells["金额"] for (_, key), cells in amounts(table).items()} == {"预算总额": "100.00"}
    assert [(one.code, "7个金额" in one.zh and "60.00" in one.zh) for one in troubles if one.code == "READ-120"] == [("READ-120", True)]


def test_a_decrease_is_no_negative_budget() -> None:
    table = read("一般公共预算支出表", """
科目编码|科目名称|上年执行数|2025年预算数|||增减额
||||||
||| 小计|基本支出|项目支出|
合计||9.00|7.00|5.00|2.00|-2.00
""")
    assert not errors_in(table)


def test_what_stands_in_a_column_of_units_is_a_unit_however_it_is_called() -> None:
    table = read("2025年部门收入总表", """
单位编码|单位名称|合计|一般公共预算|上年结转
        |合计    |9.00|8.00|1.00
118     |临湖县文化局|9.00|8.00|1.00
118001  |临湖县文化局本级|5.00|4.00|1.00
118002  |临湖县图书馆|4.00|4.00|
""")
    assert [(row.key, row.level) for row in table.rows] == [
        ("合计", "合计"), ("临湖县文化局", "单位"), ("临湖县文化局本级", "单位"), ("临湖县图书馆", "单位")
    ]  # fmt: skip
    assert not errors_in(table)


UNITS_LYING = """
单位名称|“三公”经费合计|因公出国（境）费|公务用车购置及运行费|      |        |公务接待费
        |              |                |小计                |购置费|运行费  |
合计    |9.00          |1.00            |6.00                |      |6.00    |2.00
临湖县文化局本级|5.00  |1.00            |4.00                |      |4.00    |
临湖县图书馆|4.00      |                |2.00                |      |2.00    |2.00
"""


def test_units_in_a_lying_table_have_a_row_for_each_item() -> None:
    table = read("2025年“三公”经费支出表", UNITS_LYING)
    assert [row.key for row in table.rows if not row.level] == ["合计", "因公出国（境）费", "公务用车购置及运行费", "公务用车购置费", "公务用车运行维护费", "公务接待费"]
    assert [
        (row.name, row.counterpart, figure.text)
        for row in table.rows if row.level == "单位"
        for figure in row.figures.values() if figure.text
    ] == [
        ("临湖县文化局本级", "合计", "5.00"), ("临湖县文化局本级", "因公出国（境）费", "1.00"), ("临湖县文化局本级", "公务用车购置及运行费", "4.00"),
        ("临湖县文化局本级", "公务用车运行维护费", "4.00"), ("临湖县图书馆", "合计", "4.00"), ("临湖县图书馆", "公务用车购置及运行费", "2.00"),
        ("临湖县图书馆", "公务用车运行维护费", "2.00"), ("临湖县图书馆", "公务接待费", "2.00"),
    ]  # fmt: skip
    assert not errors_in(table)


def test_of_units_without_a_total_none_is_the_departments() -> None:
    rows = [line for line in UNITS_LYING.strip().splitlines() if not line.startswith("合计")]
    table, troubles = read_table(part("2025年“三公”经费支出表", UNIT, grid("\n".join(rows))), {})
    assert {row.level for row in table.rows} == {"单位"}
    assert "READ-112" in {trouble.code for trouble in troubles}


def test_the_word_of_a_side_alone_heads_its_labels() -> None:
    table = read("2025年部门收支总表", """
收入|预算数|支出|预算数
一、一般公共预算收入|5.00|一、一般公共服务支出|5.00
本年收入合计|5.00|本年支出合计|5.00
收入总计|5.00|支出总计|5.00
""")
    assert amounts(table)["收入", "一般公共预算"] == {"金额": "5.00"}
    assert amounts(table)["支出", "一般公共服务支出"] == {"合计": "5.00"}


def test_amounts_with_their_unit_in_each_cell_are_read() -> None:
    table = read("2025年部门支出总表", """
科目编码|科目名称|合计|基本支出|项目支出
|合计|9.00万元|5.00万元|4.00万元
201|一般公共服务支出|9.00万元|50,000.00元|4.00万元
""")
    assert {figure.money.fen for figure in table.rows[1].figures.values() if figure.money} == {9_000_000, 5_000_000, 4_000_000}
    assert not errors_in(table)
