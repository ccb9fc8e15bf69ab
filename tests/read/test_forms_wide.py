"""Performance forms of several projects side by side in one table."""

from gouji.model.disclosure import Form
from gouji.read.forms import read_forms
from gouji.read.outline import Part
from printed import grid, part

WIDE = """
单位名称|项目名称|预算数（万元）|年度目标|一级指标|二级指标|三级指标|指标性质|指标值|度量单位|权重
图书馆|免费开放|487.12|全年开放。|产出指标|数量指标|开放天数|≥|300|天|30
      |        |      |          |        |质量指标|设备完好率|≥|95|%|20
博物馆|文物修缮|427.41|修缮3处。|产出指标|数量指标|修缮数量|≥|3|处|30
"""


def forms_of(rows: str) -> list[Form]:
    made = part("部门预算项目支出绩效目标表", "单位：万元", grid(rows))
    forms, _, troubles = read_forms([Part("form", made.title, made.items)])
    assert not troubles
    return list(forms)


def test_each_project_of_a_wide_table_is_a_form() -> None:
    first, second = forms_of(WIDE)
    assert [(form.name, form.unit, form.annual.total and form.annual.total.text) for form in (first, second)] == [
        ("免费开放", "图书馆", "487.12"),
        ("文物修缮", "博物馆", "427.41"),
    ]
    assert [(one.level2, one.name.printed, one.value.printed) for one in first.indicators] == [
        ("数量指标", "开放天数", "≥300天"),
        ("质量指标", "设备完好率", "≥95%"),
    ]
    assert [goal.annual_goal and goal.annual_goal.printed for goal in (first, second)] == ["全年开放。", "修缮3处。"]


def test_a_name_printed_in_every_row_is_one_project() -> None:
    rows = WIDE.replace("      |        |      |          |        |", "图书馆|免费开放|487.12|全年开放。|产出指标|")
    assert [(form.name, len(form.indicators)) for form in forms_of(rows)] == [("免费开放", 2), ("文物修缮", 1)]


def test_places_are_those_of_the_table() -> None:
    first, second = forms_of(WIDE)
    assert [one.name.place.line for one in (*first.indicators, *second.indicators)] == [11, 12, 13]


def test_what_stands_behind_the_target_is_no_part_of_it() -> None:
    (form,) = forms_of("""
单位名称、项目名称|项目年度绩效目标|一级指标|二级指标|三级指标|指标性质|指标值|度量单位|指标属性|指标内容
市政维护|设施完好。|产出指标|数量指标|维护数量|≥|50|处|定量指标|全年维护的数量
        |         |效益指标|社会效益|城市形象|=|提升||定性指标|城市面貌
""")
    assert (form.name, form.annual_goal and form.annual_goal.printed) == ("市政维护", "设施完好。")
    assert [(one.name.printed, one.value.printed) for one in form.indicators] == [("维护数量", "≥50处"), ("城市形象", "提升")]


def test_the_standard_is_the_target_where_no_other_is_printed() -> None:
    (form,) = forms_of("""
项目名称|年度目标|一级指标|二级指标|三级指标|绩效标准
水库维修|安全运行。|产出指标|数量指标|维修数量|≥12座
""")
    assert [(one.name.printed, one.value.printed) for one in form.indicators] == [("维修数量", "≥12座")]


BY_LEVEL = """
单位编码（项目编码）|项目单位（项目名称）|项目金额（万元）|  |绩效指标|  |        |
                    |                    |资金总额        |单位资金|产出指标|  |满意度指标|
                    |                    |                |  |三级指标|指标值|三级指标|指标值
025001              |某市场监督管理局    |30.00           |  |        |  |        |
4115001             |食品安全抽检        |20.00           |  |抽检批次|≥500批次|群众满意度|≥90%
                    |                    |                |  |及时率  |≥95% |        |
4115002             |特种设备监管        |10.00           |  |检查次数|≥12次|企业满意度|≥85%
"""


def test_kinds_of_indicators_beside_each_other_make_a_form_of_each_project() -> None:
    first, second = forms_of(BY_LEVEL)
    assert [(form.name, form.annual.total and (form.annual.total.text, form.annual.total.unit)) for form in (first, second)] == [
        ("食品安全抽检", ("20.00", "万元")),
        ("特种设备监管", ("10.00", "万元")),
    ]
    assert [(one.level1, one.name.printed, one.value.printed) for one in first.indicators] == [
        ("产出指标", "抽检批次", "≥500批次"),
        ("产出指标", "及时率", "≥95%"),
        ("满意度指标", "群众满意度", "≥90%"),
    ]


def test_rows_torn_off_short_are_read_as_if_blank() -> None:
    torn = "\n".join(line.rstrip("| ") for line in BY_LEVEL.splitlines())
    assert [form.name for form in forms_of(torn)] == ["食品安全抽检", "特种设备监管"]
