"""Performance forms, each irregularity in the smallest form that shows it."""

from decimal import Decimal

import pytest

from gouji.model.disclosure import Form, Funds, Grid
from gouji.model.money import Money
from gouji.read.forms import read_forms
from gouji.read.outline import Part
from printed_forms import HEAD, HEADER, SIGNED, indicators_of, make_part, read_form

REGULAR = " | 产出指标 | 数量指标 | 更换路灯 | 300盏 | 数量指标 | 更换路灯 | 300盏\n"


def kinds(rows: str, below: tuple[str, ...] = ()) -> list[tuple[str, str, str]]:
    _, damages, _ = read_forms([make_part(HEAD + HEADER + "\n" + rows.strip("\n") + "\n" + SIGNED, below)])
    return [(damage.kind, damage.printed, damage.proposed) for damage in damages]


def money(funds: Funds) -> dict[str, str | Money]:
    figures = {name: getattr(funds, name) for name in Funds.__struct_fields__}
    return {name: figure.money or figure.state for name, figure in figures.items() if figure is not None}


# --- head rows ----------------------------------------------------------------------------------------------------


def test_every_field_of_a_regular_form() -> None:
    form = read_form(HEAD + HEADER + "\n" + REGULAR + SIGNED)
    assert (form.number, form.name, form.year, form.place.line) == (1, "路灯改造", 2024, 5)
    assert (form.department_code, form.department, form.unit) == ("305", "某县住建局", "某县路灯所")
    assert (form.nature, form.period) == ("一次性项目", "1年")
    assert (form.responsible, form.handler, form.phone, form.filled) == ("", "", "", "20240115103315")
    assert form.filled_place.line == 19
    assert form.overview is not None and form.overview.reading == "更换旧路灯。"
    assert form.basis is None
    assert form.whole_goal is not None and form.whole_goal.reading == "全县亮化。"
    assert form.annual_goal is not None and form.annual_goal.reading == "本年亮化一条街。"


def test_money_of_both_horizons_is_exact_to_the_fen() -> None:
    form = read_form(HEAD + HEADER + "\n" + REGULAR + SIGNED)
    assert money(form.whole) == {
        "total": Money(5_200_050),
        "central": Money(0),
        "province": Money(200_050),
        "county": Money(5_000_000),
        "own": Money(0),
        "other": "blank",
    }
    assert money(form.annual)["total"] == Money(5_000_000)
    assert form.annual.total is not None
    assert (form.annual.total.text, form.annual.total.place.line) == ("50,000", 8)
    assert (form.annual.total.place.row, form.annual.total.place.column) == ("资金总额", "年度")


@pytest.mark.parametrize(
    "row",
    [
        "项目资金 (元) | 实施期资金总额: | 70,000 | | 年度资金总额: | 60,000 | |",
        "项目资金（元） | | 实施期资金总额： | 70,000 | 年度资金总额： | 60,000 | |",
        " | | | 项目资金(元) | 实施期资金总额: | 70,000 | 年度资金总额: | 60,000",
    ],
)
def test_values_that_moved_in_a_head_row(row: str) -> None:
    form = read_form("项目名称 | 甲\n" + row)
    assert (money(form.whole), money(form.annual)) == ({"total": Money(7_000_000)}, {"total": Money(6_000_000)})


@pytest.mark.parametrize("label", ["项目年度目标", "年度目标", "本年度目标"])
def test_the_goal_of_the_year_in_a_row_of_its_own(label: str) -> None:
    form = read_form(f"""
项目名称     | 健康教育   |         |
项目资金（元）| 年度预算资金总额 | 960,000 |
{label}     | 举办讲座。 |         |
一级指标     | 二级指标   | 三级指标 | 指标目标值
产出指标     | 数量指标   | 讲座场次 | 240场
""")
    assert form.annual_goal is not None and form.annual_goal.reading == "举办讲座。"


def test_money_of_the_whole_project_stands_beside_that_asked_for_the_year() -> None:
    """Shanghai names the year in the second label only; the first is no second total of the year."""
    form = read_form("""
项目名称     | 下立交工程    |               | 项目性质           | 阶段性项目
计划开始日期  | 2024-01-01   |               | 计划完成日期        | 2024-12-31
项目资金（元）| 项目资金总额  | 771,325,800.00 | 年度资金申请总额    | 226,145,100.00
            | 其中：财政资金 | 771,325,800.00 | 其中：当年财政拨款  | 226,145,000.00
            |              |                | 上年结转资金        | 100.00
项目绩效目标 | 项目总目标    |                | 年度总体目标        |
            | 建成通车。    |                | 完成主体结构。      |
一级指标     | 二级指标      | 三级指标       | 指标值            |
产出指标     | 数量指标      | 道路长度       | ≥985.00(米)      |
产出指标     | 质量指标      | 验收合格率     | 验收合格率不低于95% |
""")
    assert money(form.whole) == {"total": Money(77_132_580_000), "appropriation": Money(77_132_580_000)}
    assert money(form.annual) == {
        "total": Money(22_614_510_000),
        "appropriation": Money(22_614_500_000),
        "carried": Money(10_000),
    }
    assert (form.begins, form.ends) == ("2024-01-01", "2024-12-31")
    assert form.whole_goal is not None and form.whole_goal.reading == "建成通车。"
    assert form.annual_goal is not None and form.annual_goal.reading == "完成主体结构。"
    targets = [(one.quantity.operator, one.quantity.value, one.quantity.unit) for one in form.indicators if one.quantity]
    assert targets == [("≥", Decimal(985), "米"), ("≥", Decimal(95), "%")]


def test_a_fund_label_that_lost_its_twin_is_told_by_its_column() -> None:
    form = read_form(
        "项目名称 | 甲\n项目资金(元) | | 实施期资金总额: | 7 | | 年度资金总额: | 7\n | | | | | 省级财政资金 | 7\n | | 单位自筹 | 0 | | |"
    )
    assert money(form.annual) == {"total": Money(700), "province": Money(700)}
    assert money(form.whole) == {"total": Money(700), "own": Money(0)}


def test_money_in_ten_thousands_keeps_two_decimals_of_doubt() -> None:
    form = read_form("项目名称 | 甲\n项目资金(万元) | 年度资金总额: | 12.5\n | 其中:财政拨款 | 12.345678\n | 其他资金 |")
    assert money(form.annual) == {
        "total": Money(12_500_000, 10_000),
        "appropriation": Money(12_345_678),
        "other": "blank",
    }
    assert form.whole == Funds()


def test_a_form_without_a_unit_has_that_of_the_other_forms() -> None:
    forms, _, _ = read_forms(
        [make_part("项目名称 | 甲\n项目资金(元) | 年度资金总额 | 8"), make_part("项目名称 | 乙\n | 年度资金总额 | 9")]
    )
    assert [money(form.annual) for form in forms] == [{"total": Money(800)}, {"total": Money(900)}]


def test_money_without_any_unit_is_kept_and_not_read() -> None:
    forms, _, troubles = read_forms([make_part("项目名称 | 甲\n项目资金 | 年度资金总额 | 9")])
    total = forms[0].annual.total
    assert total is not None and (total.text, total.state, total.money) == ("9", "unreadable", None)
    assert "READ-205" in [trouble.code for trouble in troubles]


def test_an_amount_that_prints_its_own_unit() -> None:
    form = read_form("项目名称 | 甲\n项目资金 | 年度资金总额 | 100万元\n | 其他资金 | 0元")
    assert money(form.annual) == {"total": Money(100_000_000, 10_000), "other": Money(0)}


def test_an_amount_that_is_none_is_kept_and_reported() -> None:
    forms, _, troubles = read_forms([make_part("项目名称 | 甲\n项目资金(元) | 年度资金总额 | 1.000.00")])
    total = forms[0].annual.total
    assert total is not None and (total.state, total.money) == ("unreadable", None)
    assert [(one.code, one.place.line) for one in troubles if one.code == "READ-204"] == [("READ-204", 6)]


def test_an_unknown_row_is_kept_in_the_grid_and_reported() -> None:
    text = HEAD + "受益村名 | | 东村 |\n" + HEADER + "\n" + REGULAR + SIGNED
    forms, _, troubles = read_forms([make_part(text)])
    assert [(one.code, one.place.line) for one in troubles] == [("READ-203", 17)]
    assert forms[0].grid is not None and forms[0].grid.rows[12][:3] == ("受益村名", "", "东村")


def test_label_and_value_in_one_cell() -> None:
    form = read_form("项目名称：桥梁加固 | | 实施单位：某县公路段\n填报日期：2024-01-15")
    assert (form.name, form.unit, form.filled) == ("桥梁加固", "某县公路段", "2024-01-15")


def test_a_long_text_without_an_end_is_cut_and_nothing_is_added() -> None:
    text = "为改善城区夜间通行条件" * 10
    form = read_form(f"项目名称 | 甲\n项目概况 | {text}\n立项依据 | {text}。\n项目实施计划 | {text}共计80元")
    assert form.overview is not None and (form.overview.damage, form.overview.reading) == ("cut", text)
    assert form.basis is not None and form.basis.damage == ""
    assert form.plan is not None and form.plan.damage == ""


# --- the regular grid and rows off it -----------------------------------------------------------------------------


def test_an_indicator_says_level_name_value_quantity_and_place() -> None:
    form = read_form(HEAD + HEADER + "\n" + REGULAR + SIGNED)
    assert [(one.horizon, one.level1, one.level2) for one in form.indicators] == [
        ("whole", "产出指标", "数量指标"),
        ("annual", "产出指标", "数量指标"),
    ]
    right = form.indicators[1]
    assert right.quantity is not None and (right.quantity.value, right.quantity.unit) == (Decimal(300), "盏")
    assert (right.value.place.line, right.value.place.row, right.value.place.column) == (18, "更换路灯", "年度指标值")
    assert right.value.place.grid_column == 7


SAME = ["whole 数量指标 更换路灯 = 300盏", "whole 成本指标 灯具 = 5万元"]


@pytest.mark.parametrize(
    "row",
    [
        " | | 成本指标 | 灯具 | 5万元 | 成本指标 | 灯具 | 5万元",
        " | 成本指标 | 灯具 | 5万元 | 成本指标 | 灯具 | 5万元 |",
        "成本指标 | 灯具 | 5万元 | | 成本指标 | 灯具 | 5万元 |",
        " | | 成本指标 | 成本指标 | 灯具 | 5万元 | 成本指标 | 灯具 | 5万元",
        " | | 成本指标 | 灯具 | 5万元 | 时效指标 | 成本指标 | 灯具 | 5万元",
        " | | 成本指标 | | 灯具 | 5万元 | 成本指标 | 灯具 | | 5万元",
    ],
)
def test_rows_off_the_grid_read_like_regular_ones(row: str) -> None:
    assert indicators_of(REGULAR + row) == [*SAME, *(line.replace("whole", "annual") for line in SAME)]


@pytest.mark.parametrize(
    "row",
    [
        " | | | 灯杆 | 30根 | | 灯杆 | 30根",
        " | | | 灯杆 | 30根 | | | 灯杆 | 30根",
        " | 灯杆 | | 30根 | 灯杆 | | 30根 |",
        " | 灯杆 | 30根 | 灯杆 | 30根 | | |",
    ],
)
def test_a_row_without_level_continues_the_one_above(row: str) -> None:
    assert indicators_of(REGULAR + row)[1::2] == ["whole 数量指标 灯杆 = 30根", "annual 数量指标 灯杆 = 30根"]


def test_satisfaction_shifted_to_the_left() -> None:
    form = read_form(
        HEADER + "\n满意度指标 | 服务对象满意度指标 | 居民满意度 | ≥95% | 服务对象满意度指标 | 居民满意度 | ≥95% |"
    )
    one = form.indicators[0]
    assert (one.level1, one.level2, one.name.reading, one.value.reading) == (
        "满意度指标",
        "服务对象满意度",
        "居民满意度",
        "≥95%",
    )


def test_empty_slots_are_no_indicators() -> None:
    rows = REGULAR + (
        " | 效益指标 | 经济效益指标 | | | 经济效益指标 | |\n"
        "可持续发展指标 | | | | 可持续发展指标 | | |\n | | 生态效益指标 | | | 生态效益指标 | |"
    )
    assert indicators_of(rows) == [SAME[0], SAME[0].replace("whole", "annual")]


def test_a_name_that_is_a_level_name() -> None:
    rows = (
        " | 产出指标 | 质量指标 | 质量指标 | 100% | 质量指标 | 质量指标 | 100%\n"
        " | | | 时效指标 | 时效指标 | | 及时 | 时效指标 | 时效指标 | 及时"
    )
    assert indicators_of(rows)[:2] == ["whole 质量指标 质量指标 = 100%", "whole 时效指标 时效指标 = 及时"]


def test_left_half_empty_and_right_half_filled() -> None:
    assert indicators_of(REGULAR + " | | 成本指标 | | | 成本指标 | 灯具 | 5万元") == [
        "whole 数量指标 更换路灯 = 300盏",
        "annual 数量指标 更换路灯 = 300盏",
        "annual 成本指标 灯具 = 5万元",
    ]


def test_halves_in_different_order_are_not_repaired_from_each_other() -> None:
    rows = (
        " | 产出指标 | 成本指标 | 路灯主体材料费 | 5万元 | 成本指标 | 安装费 | 1万元\n"
        " | | | 安装费 | 1万元 | | 路灯主体材料费 | 5万元"
    )
    assert indicators_of(rows) == [
        "whole 成本指标 路灯主体材料费 = 5万元",
        "whole 成本指标 安装费 = 1万元",
        "annual 成本指标 安装费 = 1万元",
        "annual 成本指标 路灯主体材料费 = 5万元",
    ]


def test_merged_level_printed_one_row_lower_in_one_half() -> None:
    rows = REGULAR + (
        " | | | 亮度 | 达标 | | 质量指标 | 亮度 | 达标\n"
        " | | 质量指标 | 故障率 | ≤3% | 质量指标 | | 故障率 | ≤3%"
    )
    assert indicators_of(rows)[1:3] == ["whole 质量指标 亮度 = 达标", "whole 质量指标 故障率 = ≤3%"]


def test_halves_that_contradict_each_other_about_the_level_are_uncertain() -> None:
    rows = REGULAR + (
        " | | | 亮度 | 达标 | | 质量指标 | 亮度 | 达标 |\n"
        " | | 质量指标 | 故障率 | ≤3% | 时效指标 | | 故障率 | ≤3% |\n"
        " | | | 质保期 | 2年 | | | 质保期 | 2年 |\n"
        " | | 成本指标 | 灯具 | 5万元 | 成本指标 | 灯具 | 5万元"
    )
    form = read_form(HEADER + "\n" + rows)
    assert [(one.level2, one.uncertain) for one in form.indicators if one.horizon == "annual"] == [
        ("数量指标", False),
        ("质量指标", True),
        ("质量指标", True),
        ("时效指标", True),
        ("成本指标", False),
    ]


def test_cost_indicators_stand_on_level_one_or_two() -> None:
    old = read_form(HEADER + "\n" + REGULAR + " | | 成本指标 | 灯具 | 5万元 | 成本指标 | 灯具 | 5万元")
    new = read_form(HEADER + "\n | 成本指标 | 经济成本指标 | 灯具 | 5万元 | 经济成本指标 | 灯具 | 5万元")
    assert (old.indicators[1].level1, old.indicators[1].level2) == ("产出指标", "成本指标")
    assert (new.indicators[0].level1, new.indicators[0].level2) == ("成本指标", "经济成本指标")


def test_a_row_that_cannot_be_split_is_kept_and_reported() -> None:
    text = HEADER + "\n" + REGULAR + "甲 | 乙 | 丙 | 丁 | 戊 | 己 | 庚 | 辛"
    forms, _, troubles = read_forms([make_part("项目名称 | 甲项目\n" + text)])
    assert [(one.code, one.place.line) for one in troubles] == [("READ-206", 8)]
    assert len(forms[0].indicators) == 2 and forms[0].grid is not None


# --- damage and repair --------------------------------------------------------------------------------------------


def test_a_name_clipped_at_the_column_is_completed_from_the_other_half() -> None:
    row = " | 产出指标 | 数量指标 | 更换主干道路灯数量 | 300盏 | 数量指标 | 更换主干道路灯 | 300盏"
    assert indicators_of(row)[1] == "annual 数量指标 更换主干道路灯数量 = 300盏"
    assert kinds(row) == [("clipped", "更换主干道路灯", "更换主干道路灯数量")]


def test_a_short_name_that_differs_is_no_damage() -> None:
    row = " | 产出指标 | 数量指标 | 路灯数量 | 300盏 | 数量指标 | 路灯 | 300盏"
    assert indicators_of(row)[1] == "annual 数量指标 路灯 = 300盏"
    assert kinds(row) == []


def test_a_clipped_value_and_the_fragment_that_fell_below() -> None:
    row = " | 产出指标 | 时效指标 | 工期 | 2024年3月1日至2026年9月30日 | 时效指标 | 工期 | 2024年3月1日至2026年"
    assert kinds(row, ("9月30日",)) == [
        ("clipped", "2024年3月1日至2026年", "2024年3月1日至2026年9月30日"),
        ("orphan", "9月30日", "2024年3月1日至2026年9月30日"),
    ]


def test_a_fragment_of_a_complete_cell_is_not_appended() -> None:
    row = " | 产出指标 | 质量指标 | 亮度 | 符合城市照明标准 | 质量指标 | 亮度 | 符合城市照明标准"
    assert indicators_of(row, ("明标准",))[1] == "annual 质量指标 亮度 = 符合城市照明标准"
    form = read_form(HEAD + HEADER + "\n" + row + "\n" + SIGNED, ("明标准", "完全无关"))
    assert [text.printed for text in form.fragments] == ["明标准", "完全无关"]


def test_an_honest_shorter_value_stays() -> None:
    row = " | 效益指标 | 社会效益指标 | 夜间通行 | 提高96% | 社会效益指标 | 夜间通行 | 提高"
    assert indicators_of(row)[1] == "annual 社会效益指标 夜间通行 = 提高"


@pytest.mark.parametrize(
    ("left", "right", "read"),
    [
        ("及时", "及时无", ["及时", "及时"]),
        ("一级能效无", "一级能效", ["一级能效", "一级能效"]),
        ("按时完成无", "按时完成无", ["按时完成", "按时完成"]),
        ("≥96%无", "≥96%无", ["≥96%", "≥96%"]),
        ("无", "无", ["无", "无"]),
        ("有无", "有无", ["有无", "有无"]),
        ("从有到无", "从有到无", ["从有到无", "从有到无"]),
        ("安全事故全无", "安全事故全无", ["安全事故全无", "安全事故全无"]),
    ],
)
def test_a_stray_character_is_told_from_a_word(left: str, right: str, read: list[str]) -> None:
    form = read_form(HEADER + f"\n | 产出指标 | 质量指标 | 安装 | {left} | 质量指标 | 安装 | {right}")
    assert [one.value.reading for one in form.indicators] == read
    assert [one.value.printed for one in form.indicators] == [left, right]


def test_values_pushed_over_the_edge_are_lost_and_taken_from_the_left() -> None:
    rows = (
        " | 产出指标 | 质量指标 | | 亮度 | 达标 | 质量指标 | 亮度\n"
        " | | | 时效指标 | 工期 | | 17个月 | 时效指标"
    )
    assert indicators_of(rows)[2:] == ["annual 质量指标 亮度 = 达标", "annual 时效指标 工期 = 17个月"]
    assert [kind for kind in kinds(rows) if kind[0] == "lost"] == [
        ("lost", "", "达标"),
        ("lost", "", "工期"),
        ("lost", "", "17个月"),
    ]


@pytest.mark.parametrize(
    "row",
    [
        " | 产出指标 | 数量指标 | | 300盏 | 数量指标 | 更换路灯 | 300盏",
        " | 产出指标 | 数量指标 | 更换路灯 | 300盏 | 数量指标 | | 300盏",
    ],
)
def test_a_name_missing_in_one_half_is_taken_from_the_other(row: str) -> None:
    assert indicators_of(row) == [SAME[0], SAME[0].replace("whole", "annual")]
    assert kinds(row) == [("lost", "", "更换路灯")]


def test_a_blank_value_inside_the_grid_stays_blank() -> None:
    row = " | 产出指标 | 数量指标 | 更换路灯 | 300盏 | 数量指标 | 更换路灯 |"
    assert indicators_of(row) == ["whole 数量指标 更换路灯 = 300盏", "annual 数量指标 更换路灯 = "]
    assert kinds(row) == []


def test_two_cuts_of_one_name_are_read_as_the_project_is_called() -> None:
    rows = HEADER + "\n | 产出指标 | 成本指标 | 城区路灯改造经费 | 5万元 | 成本指标 | 城区路灯改造项目 | 5万元"
    named = read_form("项目名称 | 城区路灯改造经费\n" + rows)
    other = read_form("项目名称 | 亮化工程\n" + rows)
    assert [(one.name.damage, one.name.reading) for one in named.indicators] == [("cut", "城区路灯改造经费")] * 2
    assert [one.name.reading for one in other.indicators] == ["城区路灯改造经费", "城区路灯改造项目"]


# --- other forms --------------------------------------------------------------------------------------------------


def test_a_form_of_one_horizon_with_operator_unit_and_weight() -> None:
    form = read_form(
        """
项目名称 | 校舍维修 | | | | | |
主管部门 | 某县教育局 | | 项目单位 | 某县一中 | | |
项目资金（万元） | 年度资金总额 | 120 | | | | |
 | 其中：财政拨款 | 100 | | | | |
 | 其他资金 | 20 | | | | |
年度绩效目标 | 消除危房。 | | | | | |
一级指标 | 二级指标 | 三级指标 | 运算符 | 指标值 | 计量单位 | 权重 |
成本指标 | 经济成本指标 | 总投入 | ≤ | 120 | 万元 | 20 |
产出指标 | 数量指标 | 维修面积 | ≥ | 3000 | 平方米 | 20 |
 | 质量指标 | 验收合格率 | ＝ | 100 | % | 10 |
 | 时效指标 | 完工时间 | ＝ | 2024年12月 | | 10 |
效益指标 | 社会效益指标 | 办学条件 | 定性 | 改善 | | 20 |
满意度指标 | 服务对象满意度指标 | 师生满意度 | ≥ | 95 | % | 10 |
"""
    )
    assert (form.name, form.department, form.unit) == ("校舍维修", "某县教育局", "某县一中")
    assert form.annual_goal is not None and form.annual_goal.reading == "消除危房。"
    assert (form.annual.appropriation is not None, form.annual.other is not None) == (True, True)
    assert [(one.horizon, one.level1, one.level2, one.name.reading, one.value.reading) for one in form.indicators] == [
        ("annual", "成本指标", "经济成本指标", "总投入", "≤120万元"),
        ("annual", "产出指标", "数量指标", "维修面积", "≥3000平方米"),
        ("annual", "产出指标", "质量指标", "验收合格率", "＝100%"),
        ("annual", "产出指标", "时效指标", "完工时间", "＝2024年12月"),
        ("annual", "效益指标", "社会效益指标", "办学条件", "改善"),
        ("annual", "满意度指标", "服务对象满意度", "师生满意度", "≥95%"),
    ]
    first = form.indicators[0].quantity
    assert first is not None and (first.operator, first.value, first.unit) == ("≤", Decimal(120), "万元")


def test_the_unit_that_carries_a_project_out_and_its_overall_goal() -> None:
    form = read_form(
        """
项目名称 | 乡镇文化站补助 | | | |
主管部门 | 某县文化和旅游局 | | 项目执行单位 | 某县文化馆 |
项目绩效总目标 | 12个乡镇文化站全年免费开放。 | | | |
一级指标 | 二级指标 | 三级指标 | 指标值 | 绩效标准 |
产出指标 | 数量指标 | 开放文化站 | 12个 | 计划标准 |
"""
    )
    assert (form.name, form.department, form.unit) == ("乡镇文化站补助", "某县文化和旅游局", "某县文化馆")
    assert form.annual_goal is not None and form.annual_goal.reading == "12个乡镇文化站全年免费开放。"
    assert [(one.name.reading, one.value.reading) for one in form.indicators] == [("开放文化站", "12个")]


def test_two_targets_beside_one_name() -> None:
    form = read_form(
        "项目名称 | 甲\n一级指标 | 二级指标 | 三级指标 | 实施期指标值 | 年度指标值\n产出指标 | 数量指标 | 打井 | 30眼 | 10眼"
    )
    assert [(one.horizon, one.name.reading, one.value.reading) for one in form.indicators] == [
        ("whole", "打井", "30眼"),
        ("annual", "打井", "10眼"),
    ]


def test_forms_under_one_title_are_told_apart() -> None:
    one = "项目名称 | 甲\n项目资金(元) | 年度资金总额 | 1\n" + HEADER + "\n" + REGULAR
    forms, _, _ = read_forms([make_part(one + one.replace("甲", "乙", 1))])
    assert [(form.number, form.name, len(form.indicators)) for form in forms] == [(1, "甲", 2), (2, "乙", 2)]


def test_a_name_row_printed_twice_is_one_form() -> None:
    forms, _, _ = read_forms([make_part("项目名称 | 甲\n项目名称 | 甲\n" + HEADER + "\n" + REGULAR)])
    assert [form.name for form in forms] == ["甲"]


def test_a_form_cut_by_a_blank_line_is_one() -> None:
    part = make_part(HEAD + HEADER + "\n" + REGULAR + SIGNED)
    grid = part.grids[0]
    halves = [Grid(grid.rows[:9], grid.lines[:9]), Grid(grid.rows[9:], grid.lines[9:])]
    (form,), _, _ = read_forms([Part("form", part.title, (*part.lines, *halves))])
    assert (form.filled, len(form.indicators), form.filled_place.line) == ("20240115103315", 2, 19)


def test_a_worksheet_gives_cell_references() -> None:
    part = make_part("项目名称 | 甲\n项目资金(元) | 年度资金总额 | 1")
    grid = Grid(part.grids[0].rows, (11, 12), sheet="绩效", column=1)
    (form,), _, _ = read_forms([Part("form", part.title, (grid,))])
    assert form.annual.total is not None
    assert (form.annual.total.place.sheet, form.annual.total.place.cell) == ("绩效", "D12")


# --- what is missing ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("主管部门 | 某局\n" + HEADER + "\n" + REGULAR, "READ-202"),
        (HEAD, "READ-201"),
        (HEAD + HEADER, "READ-207"),
    ],
)
def test_a_truncated_form_is_reported(text: str, code: str) -> None:
    _, _, troubles = read_forms([make_part(text)])
    assert [trouble.code for trouble in troubles] == [code]


def test_a_form_without_the_signature_the_others_have_is_reported() -> None:
    whole = HEAD + HEADER + "\n" + REGULAR
    _, _, troubles = read_forms([make_part(whole + SIGNED), make_part(whole + SIGNED), make_part(whole)])
    assert [trouble.code for trouble in troubles] == ["READ-208"]


def test_no_forms_are_no_forms() -> None:
    assert read_forms([]) == ((), (), ())


def test_a_title_without_a_grid_is_a_form_that_lost_all() -> None:
    (form,), _, troubles = read_forms([Part("form", None, ())])
    assert (form, [trouble.code for trouble in troubles]) == (Form(1, "", form.place), ["READ-202", "READ-201"])
