"""Small printed tables of each kind, read whole."""

import pytest

from gouji.model.disclosure import Table
from gouji.model.money import Money
from gouji.model.place import Place
from gouji.read.outline import Part
from gouji.read.table_troubles import doubled_titles
from gouji.read.tables import read_table
from printed import amounts, grid, keys, part

UNIT = "单位：万元"


def read(printed: Part, **numbers: int) -> tuple[Table, list[str]]:
    table, troubles = read_table(printed, numbers)
    return table, [trouble.code for trouble in troubles]


def test_rows_without_amounts_at_the_top_of_the_next_page_are_no_header() -> None:
    first = grid("""
收入            |       |支出        |
项目            |预算数  |项目        |预算数
一、一般公共预算拨款收入|7210.85|一、科学技术支出|7266.85
本年收入合计       |7210.85|本年支出合计   |7266.85
""")
    second = grid("""
使用非财政拨款结余|     |结转下年|
上年结转     |56.00  |     |
收入总计     |7266.85|支出总计 |7266.85
""")
    table, troubles = read(part("部门收支总表", UNIT, first, second))
    assert keys(table, "收入")[-2:] == ["上年结转", "收入总计"]
    assert troubles == []


def test_two_sides_of_a_line_are_two_rows() -> None:
    table, troubles = read(
        part(
            "2024年预算收支总表",
            "部门名称：清河县水利局",
            UNIT,
            grid("""
收入         |      |支出             |      |      |
项目         |2024年|项目             |2024年合计|当年预算安排|上年结转安排
一、一般公共预算|90.50 |四、公共安全支出    |100.50|90.50 |10.00
本年收入合计   |90.50 |本年支出合计       |100.50|90.50 |10.00
上年结转      |10.00 |年终结转          |      |      |
收入总计      |100.50|支出总计          |100.50|90.50 |10.00
"""),
            before=("预算公开表1",),
        )
    )
    assert (table.kind, table.certain, table.number, table.label) == ("收支总表", True, 1, "预算公开表1")
    assert (table.year, table.department, table.unit, table.head) == (2024, "清河县水利局", "万元", 2)
    assert amounts(table) == {
        ("收入", "一般公共预算"): {"金额": "90.50"},
        ("支出", "公共安全支出"): {"合计": "100.50", "当年": "90.50", "上年结转": "10.00"},
        ("收入", "本年收入合计"): {"金额": "90.50"},
        ("支出", "本年支出合计"): {"合计": "100.50", "当年": "90.50", "上年结转": "10.00"},
        ("收入", "上年结转"): {"金额": "10.00"},
        ("支出", "年终结转"): {},
        ("收入", "收入总计"): {"金额": "100.50"},
        ("支出", "支出总计"): {"合计": "100.50", "当年": "90.50", "上年结转": "10.00"},
    }
    security = table.row("公共安全支出")
    assert security is not None
    assert (security.code, security.level, security.label) == ("204", "类", "四、公共安全支出")
    assert troubles == []


def test_figure_knows_its_place_and_precision() -> None:
    table, _ = read(
        part(
            "2024年预算支出总表",
            UNIT,
            grid("""
项目     |        |2024年预算数|      |
科目编码  |科目名称  |合计       |基本支出|项目支出
合计     |        |12.50     |12.50 |
"""),
        )
    )
    figure = table.rows[0].figures["基本支出"]
    assert figure.money == Money(12_500_000, slack=10_000)
    assert figure.place == Place(
        line=12, part="2024年预算支出总表", row="合计", column="2024年预算数/基本支出"
    )
    assert (table.rows[0].figures["项目支出"].state, table.rows[0].figures["项目支出"].money) == (
        "blank",
        None,
    )


def test_figure_in_a_worksheet_knows_its_cell() -> None:
    table, _ = read(
        part(
            "2024年政府性基金预算支出表（不含上年结转）",
            UNIT,
            grid("科目编码|科目名称|合计|基本支出|项目支出\n合计||3.00||3.00", line=5, sheet="表8"),
        )
    )
    assert table.rows[0].figures["项目支出"].place.cell == "E6"


def test_last_column_stands_outside_the_group() -> None:
    table, troubles = read(
        part(
            "2024年预算收入总表",
            UNIT,
            grid("""
项目   |       |本年收入|    |    |    |    |    |上年结转
科目编码|科目名称 |合计|一般公共预算|政府性基金|国有资本经营预算|财政专户管理资金|单位资金|
合计   |       |5.00|4.00|    |    |    |1.00|2.00
213   |农林水支出|5.00|4.00|    |    |    |1.00|2.00
21303 |水利    |5.00|4.00|    |    |    |1.00|2.00
2130301|行政运行|5.00|4.00|    |    |    |1.00|2.00
"""),
        )
    )
    assert table.header["上年结转"] == "上年结转"
    assert table.header["单位资金"] == "本年收入/单位资金"
    assert [(row.key, row.level) for row in table.rows] == [
        ("合计", "合计"),
        ("213", "类"),
        ("21303", "款"),
        ("2130301", "项"),
    ]
    assert amounts(table)["", "2130301"] == {
        "合计": "5.00",
        "一般公共预算": "4.00",
        "单位资金": "1.00",
        "上年结转": "2.00",
    }
    assert troubles == []


APPROPRIATION = """
收入        |     |支出         |    |         |          |
项目        |金额  |项目         |金额 |         |          |
           |     |            |小计 |一般公共预算|政府性基金预算|国有资本经营预算
一、一般公共预算|7.00|五、教育支出    |8.00|8.00     |          |
本年收入合计  |7.00 |本年支出合计   |8.00|8.00     |          |
上年财政拨款结转|1.00|年终结转      |    |         |          |
一、一般公共预算|1.00|            |    |         |          |
收入总计     |8.00 |支出总计      |8.00|8.00     |          |
"""


def test_repeated_label_belongs_to_the_carry_over_above_it() -> None:
    table, troubles = read(part("2024年财政拨款收支总表", UNIT, grid(APPROPRIATION)))
    assert keys(table, "收入") == [
        "一般公共预算",
        "本年收入合计",
        "上年结转",
        "上年结转/一般公共预算",
        "收入总计",
    ]
    assert table.head == 3
    assert troubles == []


def test_economic_pair_is_the_key() -> None:
    table, troubles = read(
        part(
            "2024年一般公共预算安排基本支出分经济科目表（不含上年结转）",
            UNIT,
            grid("""
部门预算支出经济科目名称|政府预算支出经济科目名称|2024年预算数|       |
                  |                   |合计  |人员经费|公用经费
合计               |                   |30.00|30.00 |
工资福利支出         |                   |30.00|30.00 |
基本工资            |工资奖金津补贴         |20.00|20.00 |
基本工资            |工资福利支出          |10.00|10.00 |
"""),
        )
    )
    assert [(row.key, row.level, row.counterpart) for row in table.rows] == [
        ("合计", "合计", ""),
        ("工资福利支出", "类", ""),
        ("基本工资/工资奖金津补贴", "款", "工资奖金津补贴"),
        ("基本工资/工资福利支出", "款", "工资福利支出"),
    ]
    assert troubles == []


def test_one_total_stands_for_both_halves() -> None:
    table, troubles = read(
        part(
            "2024年国有资本经营预算收支预算表（不含上年结转）",
            UNIT,
            grid("""
国有资本经营预算收入|      |               |国有资本经营预算支出|    |  |    |
项目           |      |国有资本经营收入预算|科目编码          |科目名称|合计|基本支出|项目支出
收入科目编码     |科目名称|               |                |    |  |    |
合计           |      |9.00           |                |    |9.00|  |9.00
"""),
        )
    )
    assert amounts(table) == {
        ("收入", "合计"): {"金额": "9.00"},
        ("支出", "合计"): {"合计": "9.00", "项目支出": "9.00"},
    }
    assert troubles == []


def test_empty_table_with_a_note_is_no_trouble() -> None:
    table, troubles = read(
        part(
            "2024年政府性基金预算收入表（不含上年结转）",
            UNIT,
            grid("项目||政府性基金收入预算\n收入科目编码|科目名称|\n合计||"),
            "注：本表无数据",
        )
    )
    assert (table.note, keys(table), troubles) == ("注：本表无数据", ["合计"], [])
    assert table.rows[0].figures["金额"].state == "blank"


def test_items_with_circled_numbers_are_parts() -> None:
    table, troubles = read(
        part(
            "2024年财政拨款安排“三公”经费支出预算表",
            UNIT,
            grid("""
项目             |2024年预算数|          |           |
                |合计       |一般公共预算 |政府性基金预算|国有资本经营预算
因公出国(境)费用   |          |          |           |
公务接待费        |1.00      |1.00      |           |
公务用车购置及运行费|6.00      |6.00      |           |
①公务用车购置费   |          |          |           |
②公务用车运行维护费|6.00      |6.00      |           |
合计            |7.00      |7.00      |           |
"""),
        )
    )
    assert [(row.key, row.level) for row in table.rows] == [
        ("因公出国（境）费", ""),
        ("公务接待费", ""),
        ("公务用车购置及运行费", ""),
        ("公务用车购置费", "分项"),
        ("公务用车运行维护费", "分项"),
        ("合计", "合计"),
    ]
    assert troubles == []


def test_department_total_is_the_total_of_the_units() -> None:
    table, _ = read(
        part(
            "2024年财政拨款安排机关运行经费预算表",
            UNIT,
            grid(
                "单位名称|2024预算数|||\n|合计|一般公共预算|政府性基金预算|国有资本经营预算\n"
                "部门合计|6.00|6.00||\n清河县水利局|6.00|6.00||"
            ),
        )
    )
    assert [(row.key, row.label, row.level) for row in table.rows] == [
        ("合计", "部门合计", "合计"),
        ("清河县水利局", "清河县水利局", "单位"),
    ]


PROJECTS = """
项目名称            |合计 |2024年财政拨款|           |
                  |    |一般公共预算  |政府性基金预算|国有资本经营预算
1                 |2   |3          |4          |5
清河县水利局         |9.00|9.00       |           |
清河县水利局         |5.00|5.00       |           |
河道治理（（2023）7号）|5.00|5.00       |           |
清河县防汛抗旱服务中心 |4.00|4.00       |           |
防汛物资            |4.00|4.00       |           |
"""


def test_first_row_of_a_project_table_is_the_department() -> None:
    table, troubles = read(
        part("2024年项目支出预算表（上年结转）", "部门名称：清河县水利局", UNIT, grid(PROJECTS))
    )
    assert [(row.key, row.level) for row in table.rows] == [
        ("合计", "部门"),
        ("清河县水利局", "单位"),
        ("河道治理（（2023）7号）", "项目"),
        ("清河县防汛抗旱服务中心", "单位"),
        ("防汛物资", "项目"),
    ]
    assert table.head == 3
    assert troubles == []


def test_units_named_elsewhere_are_units() -> None:
    rows = PROJECTS.replace("清河县防汛抗旱服务中心", "东山水库管理所")
    printed = part("2024年项目支出预算表（上年结转）", "部门名称：清河县水利局", UNIT, grid(rows))
    table, _ = read_table(printed, {}, units=["东山水库管理所"])
    assert table.rows[3].level == "单位"


def test_number_row_and_note_make_an_empty_project_table() -> None:
    table, troubles = read(
        part(
            "2024年项目支出预算表（本年预算）",
            UNIT,
            grid("""
项目名称|合计|2024年财政拨款||  |财政专户管理 资金|单位资金
|  |一般公共预算|政府性 基金预算|国有资本经营 预算||
1|2|3|4|5|6|7
"""),
            "注：本表无数据",
        )
    )
    assert (table.kind, table.head, table.rows, troubles) == ("项目支出表", 3, (), [])
    assert list(table.header) == [
        "合计",
        "一般公共预算",
        "政府性基金预算",
        "国有资本经营预算",
        "财政专户管理资金",
        "单位资金",
    ]


# --- pieces, units, damage --------------------------------------------------------------------------------------------

SPENDING = "科目编码|科目名称|合计|基本支出|项目支出"
FUND_SPENDING = "2024年政府性基金预算支出表（不含上年结转）"


@pytest.mark.parametrize("header", ["", SPENDING + "\n"])
def test_table_goes_on_after_a_page_break(header: str) -> None:
    table, troubles = read(
        part(
            FUND_SPENDING,
            UNIT,
            grid(f"{SPENDING}\n合计||3.00||3.00"),
            "- 12 -",
            grid(f"{header}212|城乡社区支出|3.00||3.00", line=20),
        )
    )
    assert (keys(table), len(table.grids), table.head, troubles) == (["合计", "212"], 2, 1, [])


@pytest.mark.parametrize(
    ("row", "key"),
    [
        ("21208|国有土地使用权出让收入安排的支出|3.00||3.00|9.00", "21208"),  # a cell too many
        ("21208国有土地使用权出让收入安排的支出|3.00||3.00|", "21208"),  # the code's mark lost
        ("|21208|国有土地使用权出让收入安排的支出|3.00|", "21208"),  # shifted to the right
        ("合计|3.00||3.00|", "合计"),
    ],
)
def test_row_out_of_its_columns_keeps_its_label_and_loses_its_amounts(row: str, key: str) -> None:
    body = grid(f"{SPENDING}|\n212|城乡社区支出|3.00||3.00|\n合计||3.00||3.00|".replace("|\n", "\n"))
    table, troubles = read(part(FUND_SPENDING, UNIT, body, grid(row, line=20)))
    assert troubles == ["READ-107"]
    assert table.rows[2].key == key
    assert {figure.state for figure in table.rows[2].figures.values()} == {"unreadable"}


def test_blanks_stripped_from_the_end_of_rows_are_restored() -> None:
    table, troubles = read(
        part(
            FUND_SPENDING,
            UNIT,
            grid(f"{SPENDING}\n合计||3.00||3.00"),
            grid("212|城乡社区支出|3.00", line=20),
        )
    )
    assert (amounts(table)["", "212"], troubles) == ({"合计": "3.00"}, [])


def test_table_whose_title_is_lost_is_not_taken_for_rows() -> None:
    table, troubles = read(
        part(
            FUND_SPENDING,
            UNIT,
            grid(f"{SPENDING}\n合计||3.00||3.00"),
            "部门名称：清河县水利局",
            grid("单位名称|合计|一般公共预算\n清河县水利局|3.00|3.00", line=20),
        )
    )
    assert (keys(table), len(table.grids), troubles) == (["合计"], 2, ["READ-118"])


def test_unit_of_the_layout_is_taken_when_none_is_printed() -> None:
    table, troubles = read(part(FUND_SPENDING, grid(f"{SPENDING}\n合计||3.00||3.00")))
    assert (table.unit, table.rows[0].figures["合计"].unit, troubles) == (None, "万元", ["READ-110"])


def test_no_amount_is_read_without_any_unit() -> None:
    table, troubles = read(
        part("2024年部门支出总表", grid("功能科目|合计|基本支出|项目支出\n合计|3.00||3.00"))
    )
    figure = table.rows[0].figures["合计"]
    assert (figure.text, figure.state, figure.unit) == ("3.00", "unreadable", "")
    assert troubles == ["READ-101", "READ-111"]


@pytest.mark.parametrize(
    ("lines", "unit", "department"),
    [
        (["编制单位：清河县水利局    金额单位：元"], "元", "清河县水利局"),
        (["填报部门:清河县水利局（本级）", "单位:人民币万元"], "万元", "清河县水利局（本级）"),
        (["单位：清河县水利局", "（万元）"], "万元", "清河县水利局"),
    ],
)
def test_preamble_is_read_in_its_wordings(lines: list[str], unit: str, department: str) -> None:
    table, _ = read(part(FUND_SPENDING, *lines, grid(f"{SPENDING}\n合计||3.00||3.00")))
    assert (table.unit, table.department) == (unit, department)


def test_unit_is_found_in_title_and_header() -> None:
    in_title, _ = read(part(f"{FUND_SPENDING}（单位：元）", grid(f"{SPENDING}\n合计||3.00||3.00")))
    in_header, _ = read(
        part(FUND_SPENDING, grid("科目编码|科目名称|合计（元）|基本支出|项目支出\n合计||3.00||3.00"))
    )
    assert (in_title.kind, in_title.unit, in_header.unit) == ("政府性基金支出表", "元", "元")


def test_two_printed_units_are_reported() -> None:
    _, troubles = read(part(FUND_SPENDING, UNIT, "单位：元", grid(f"{SPENDING}\n合计||3.00||3.00")))
    assert troubles == ["READ-117"]


def test_number_comes_from_title_contents_or_label() -> None:
    body = grid(f"{SPENDING}\n合计||3.00||3.00")
    assert read(part(f"表八{FUND_SPENDING}", UNIT, body))[0].number == 8
    assert read(part(FUND_SPENDING, UNIT, body), **{FUND_SPENDING: 8})[0].number == 8
    assert read(part(FUND_SPENDING, UNIT, body, before=("公开08表",)))[0].number == 8
    assert read(part(FUND_SPENDING, UNIT, body))[0].number is None


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ("212|城乡社区支出|3.00||3.00", "READ-112"),
        ("合计||3,0.00||3.00", "READ-114"),
        ("合计||3.00||3.00\n||2.00||2.00", "READ-109"),
        ("", "READ-113"),
    ],
)
def test_what_is_damaged_is_reported(rows: str, code: str) -> None:
    _, troubles = read(part(FUND_SPENDING, UNIT, grid(f"{SPENDING}\n{rows}")))
    assert troubles == [code]


def test_a_missing_column_is_told_with_the_form_that_has_it() -> None:
    """Titles of several places are alike: whose form it is stays to be judged."""
    (told,) = read_table(part(FUND_SPENDING, UNIT, grid("科目编码|科目名称|合计|基本支出\n合计||3.00|")), {})[1]
    assert "年的表样，没有读到其中的列：项目支出" in told.zh and "最像山西2024年" in told.zh


def test_missing_and_doubled_columns_are_reported() -> None:
    missing, troubles = read(part(FUND_SPENDING, UNIT, grid("科目编码|科目名称|合计|基本支出\n合计||3.00|")))
    assert (list(missing.header), troubles) == (["合计", "基本支出"], ["READ-104"])
    doubled, troubles = read(part(FUND_SPENDING, UNIT, grid(f"{SPENDING}|合计\n合计||3.00||3.00|4.00")))
    assert (doubled.rows[0].figures["合计"].text, troubles) == ("3.00", ["READ-105"])


@pytest.mark.parametrize(
    ("line", "code"), [("212 城乡社区支出 3.00 3.00", "READ-107"), ("以下为续表内容", "READ-115")]
)
def test_line_between_the_pieces_is_reported(line: str, code: str) -> None:
    table, troubles = read(
        part(
            FUND_SPENDING,
            UNIT,
            grid(f"{SPENDING}\n合计||3.00||3.00"),
            line,
            grid("21208|国有土地使用权出让收入安排的支出|3.00||3.00", line=20),
        )
    )
    assert troubles == [code]
    assert keys(table) == ["合计", "21208", *(["212"] if code == "READ-107" else [])]


def test_title_printed_twice_is_reported_once() -> None:
    table, _ = read(part(FUND_SPENDING, UNIT, grid(f"{SPENDING}\n合计||3.00||3.00")))
    assert [trouble.code for trouble in doubled_titles([table, table])] == ["READ-116"]
    assert list(doubled_titles([table])) == []


# --- other places -----------------------------------------------------------------------------------------------------


def test_code_in_three_columns_is_put_together() -> None:
    table, troubles = read(
        part(
            "2025年部门支出预算总表",
            "编制部门：清河区商务委员会",
            "单位：元",
            grid("""
项目           |  |  |           |支出预算|       |
功能分类科目编码  |  |  |功能分类科目名称|合计   |基本支出|项目支出
类            |款 |项 |           |      |      |
201          |  |  |一般公共服务支出|300   |100   |200
201          |13|  |商贸事务      |300   |100   |200
201          |13|01|行政运行      |100   |100   |
201          |13|08|招商引资      |200   |      |200
合计          |  |  |           |300   |100   |200
"""),
        )
    )
    assert (table.kind, table.certain, table.unit) == ("支出总表", True, "元")
    assert [(row.key, row.level) for row in table.rows] == [
        ("201", "类"),
        ("20113", "款"),
        ("2011301", "项"),
        ("2011308", "项"),
        ("合计", "合计"),
    ]
    assert table.rows[2].figures["合计"].money == Money(10_000, slack=100)
    assert troubles == []


def test_blank_parts_of_a_code_repeat_those_above() -> None:
    table, _ = read(
        part(
            "2025年部门支出预算总表",
            "单位：元",
            grid(
                "科目编码|||科目名称|合计|基本支出|项目支出\n类|款|项||||\n合计||||3|3|\n201|||甲|3|3|\n|13||乙|3|3|\n||01|丙|3|3|"
            ),
        )
    )
    assert keys(table) == ["合计", "201", "20113", "2011301"]


def test_items_printed_as_columns_become_rows() -> None:
    table, troubles = read(
        part(
            "2025年部门“三公”经费和机关运行经费预算表",
            "单位:万元",
            grid("""
“三公”经费预算数|           |       |公务用车购置及运行费| |  |机关运行经费预算数
合计          |因公出国(境)费|公务接待费|公务用车购置及运行费| |  |
            |           |       |小计            |购置费|运行费|
8.00        |           |2.00   |6.00           |  |6.00|30.00
"""),
        )
    )
    assert (table.kind, table.certain, troubles) == ("三公经费表", True, [])
    assert amounts(table) == {
        ("", "合计"): {"合计": "8.00"},
        ("", "因公出国（境）费"): {},
        ("", "公务接待费"): {"合计": "2.00"},
        ("", "公务用车购置及运行费"): {"合计": "6.00"},
        ("", "公务用车购置费"): {},
        ("", "公务用车运行维护费"): {"合计": "6.00"},
        ("", "机关运行经费"): {"合计": "30.00"},
    }


def test_spending_side_alone_is_the_spending_side() -> None:
    table, _ = read(part("2024年国有资本经营预算支出表", UNIT, grid(f"{SPENDING}\n合计||3.00||3.00")))
    assert (table.kind, amounts(table)) == (
        "国有资本经营收支表",
        {("支出", "合计"): {"合计": "3.00", "项目支出": "3.00"}},
    )


def test_column_under_another_year_is_not_this_years() -> None:
    table, _ = read(
        part(
            "2025年一般公共预算支出表",
            UNIT,
            grid("""
科目编码|科目名称|2024年执行数|2025年预算数|      |
      |       |          |小计       |基本支出|项目支出
合计   |       |9.00      |8.00      |3.00 |5.00
"""),
        )
    )
    assert amounts(table)["", "合计"] == {
        "上年执行数": "9.00",
        "合计": "8.00",
        "基本支出": "3.00",
        "项目支出": "5.00",
    }


def test_total_that_may_include_the_carry_over_is_not_this_years_total() -> None:
    table, _ = read(
        part(
            "部门收入总表",
            UNIT,
            grid("科目编码|科目名称|合计|上年结转|一般公共预算拨款收入|事业收入\n合计||9.00|1.00|6.00|2.00"),
        )
    )
    assert amounts(table)["", "合计"] == {
        "总计": "9.00",
        "上年结转": "1.00",
        "一般公共预算": "6.00",
        "事业收入": "2.00",
    }


def test_unknown_title_is_told_by_columns_and_rows() -> None:
    table, troubles = read(part("附表四", UNIT, grid(APPROPRIATION)))
    assert (table.kind, table.certain, troubles) == ("财政拨款收支总表", False, ["READ-101"])


def test_a_title_that_is_the_kinds_own_name_is_no_unknown_one() -> None:
    table, troubles = read(part("财政拨款收支总表", UNIT, grid(APPROPRIATION)))
    assert (table.kind, "READ-101" in troubles) == ("财政拨款收支总表", False)


@pytest.mark.parametrize("total", ["合计", "总计"])
def test_the_total_of_an_empty_table_is_no_word_of_its_header(total: str) -> None:
    head = "项目||政府性基金预算支出||\n科目编码|科目名称|合计|基本支出|项目支出"
    table, troubles = read(part("2025年政府性基金预算支出预算表", UNIT, grid(f"{head}\n|{total}|||")))
    assert dict(table.header) == {"合计": "政府性基金预算支出/合计", "基本支出": "政府性基金预算支出/基本支出", "项目支出": "政府性基金预算支出/项目支出"}
    assert ([row.name for row in table.rows], [code for code in troubles if code != "READ-101"]) == ([total], [])


def test_columns_that_fit_several_kinds_tell_none() -> None:
    table, troubles = read(part("表甲", UNIT, grid(f"{SPENDING}\n合计||3.00||3.00")))
    assert (table.kind, table.certain, table.rows, troubles) == (None, False, (), ["READ-102"])
    assert table.grids[0].rows[1][2] == "3.00"


def test_title_of_another_table_keeps_its_words() -> None:
    table, troubles = read(part("2024年办公设备购置计划表", UNIT, grid("品名|数量|金额\n台式计算机|5|3.00")))
    assert (table.kind, troubles) == (None, ["READ-102"])


def test_part_without_a_grid_is_reported() -> None:
    table, troubles = read(part("2024年预算支出总表", UNIT))
    assert (table.kind, troubles) == (None, ["READ-103"])


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("2024年预算单位支出预算总表", "支出总表"),
        ("一般公共预算支出预算表（功能科目）", "一般公共预算支出表"),
        ("财政拨款政府性基金支出预算表", "政府性基金支出表"),
    ],
)
def test_title_tells_the_kind_whatever_stands_around_it(title: str, kind: str) -> None:
    table, troubles = read(part(title, UNIT, grid("科目编码|科目名称|金额\n201|一般公共服务支出|8.00")))
    assert (table.kind, amounts(table), troubles[-1]) == (kind, {("", "201"): {"合计": "8.00"}}, "READ-112")


def test_total_of_three_items_is_not_the_total_with_meetings() -> None:
    table, _ = read(
        part(
            "“三公”经费、会议费、培训费支出预算表",
            UNIT,
            grid("""
合计|“三公”经费|               |              |         |           |        |会议费|培训费
    |小计      |因公出国（境）费|公务用车购置及运行维护费|   |           |公务接待费|   |
    |         |               |小计           |公务用车购置费|公务用车运行维护费| | |
90.00|50.00  |10.00          |35.00          |         |35.00      |5.00    |30.00|10.00
"""),
        )
    )
    assert amounts(table)["", "合计"] == {"合计": "50.00"}


def test_lone_line_without_a_label_is_the_total() -> None:
    table, troubles = read(
        part("支出预算总表", UNIT, grid("合计|基本支出|项目支出|单位预留机动经费\n24.00|10.00|12.00|2.00"))
    )
    assert amounts(table) == {
        ("", "合计"): {"合计": "24.00", "基本支出": "10.00", "项目支出": "12.00", "单位预留机动经费": "2.00"}
    }
    assert "READ-112" not in troubles


def test_total_that_spans_two_blocks_and_bears_another_name() -> None:
    table, troubles = read(
        part(
            "收支预算总表",
            UNIT,
            grid("""
收入          |     |支出           |     |         |
项目名称       |金额  |功能分类        |     |支出用途   |
             |     |功能科目名称     |金额  |项目名称   |金额
1.一般公共预算   |24.00|一、一般公共服务支出|24.00|一、基本支出|24.00
当年收入小计    |24.00|当年支出小计     |     |         |24.00
收入合计       |24.00|支出合计        |     |         |24.00
"""),
        )
    )
    found = amounts(table)
    assert found["支出", "一般公共服务支出"]["合计"] == "24.00"
    assert found["收入", "本年收入合计"] == found["收入", "收入总计"] == {"金额": "24.00"}
    assert found["支出", "本年支出合计"] == found["支出", "支出总计"] == {"合计": "24.00"}
    assert "READ-112" not in troubles


def test_code_with_a_class_that_is_none_is_not_put_together() -> None:
    header = "类|款|项|科目名称|合计\n"
    table, _ = read(part("2024年支出预算总表", UNIT, grid(header + "210|11||行政事业单位医疗|5.00\n7|11|02|事业单位医疗|5.00")))
    assert [(row.code, row.level) for row in table.rows] == [("21011", "款"), ("7 11 02", "")]


@pytest.mark.parametrize("amount", ["2024.19", "2,024.00", "2024"])
def test_an_amount_that_looks_like_a_year_is_no_header(amount: str) -> None:
    table, troubles = read(
        part(
            "2025年政府性基金预算支出表（不含上年结转）",
            UNIT,
            grid(f"""
科目编码|科目名称|合计|基本支出|项目支出
合计   |       |{amount}|    |{amount}
229   |其他支出 |{amount}|    |{amount}
"""),
        )
    )
    assert (troubles, keys(table)) == ([], ["合计", "229"])
    assert amounts(table)[("", "合计")]["项目支出"] == amount


def test_amounts_below_no_word_of_the_header_are_not_taken_for_others() -> None:
    shifted = """
科目编码   |科目名称|    |合计|基本支出|项目支出
2130301|行政运行|7.17|3.18|3.99|
"""
    table, troubles = read(part("2024年一般公共预算支出预算表", UNIT, grid(shifted)))
    assert {figure.state for _, _, figure in table.figures()} == {"unreadable"}
    assert "READ-107" in troubles


def test_basic_expenditure_of_one_fund_is_not_the_tables_own() -> None:
    by_fund = """
科目编码|科目名称|合计   |一般公共预算|       |政府性基金预算|
       |       |      |基本支出   |项目支出|基本支出    |项目支出
207    |文化支出|30.00 |12.00    |8.00  |0.00      |10.00
"""
    table, _ = read(part("2024年预算支出总表", UNIT, grid(by_fund)))
    assert list(table.rows[0].figures) == [
        "合计",
        "一般公共预算/基本支出",
        "一般公共预算/项目支出",
        "政府性基金预算/基本支出",
        "政府性基金预算/项目支出",
    ]


def test_a_table_of_one_fund_has_its_columns_under_it() -> None:
    of_one = """
科目编码|科目名称|一般公共预算|       |
       |       |合计      |基本支出|项目支出
207    |文化支出|20.00    |12.00 |8.00
"""
    table, _ = read(part("2024年一般公共预算支出预算表", UNIT, grid(of_one)))
    assert list(table.rows[0].figures) == ["合计", "基本支出", "项目支出"]
