"""What a formula says of tables: what holds, what fails, what cannot be decided."""

from typing import Any

import pytest

from gouji.check.cases import build_disclosure
from gouji.check.formula import FormulaError, Relation, compile_formula
from gouji.check.instances import relations
from gouji.check.view import view_tables


def decide(formula: str, cells: dict[str, str], tables: dict[str, Any] | None = None, **each: Any) -> list[Relation]:
    views = view_tables(build_disclosure({"cells": cells, "tables": tables or {}}))
    return list(relations(compile_formula(formula, each), views))


def told(found: list[Relation]) -> list[bool | tuple[str, str]]:
    return [relation.why or relation.holds for relation in found]


TOTAL = "收支总表[收入总计, 金额] = 收支总表[支出总计, 合计]"


@pytest.mark.parametrize(
    ("income", "spending", "expected"),
    [
        ("16863.00", "16863.00", True),
        ("16863.00", "16863.01", True),  # each may be half a hundredth off
        ("16863.00", "16863.02", False),
        ("16,863.00", "16863", True),
        ("0.00", "-", True),
        ("16863.00", "-", False),
        ("16863.00", "", ("blank", "收支总表 › 支出总计 › 合计")),
        ("16863.00", "1.6863.00", ("unreadable", "收支总表 › 支出总计 › 合计")),
    ],
)
def test_equation(income: str, spending: str, expected: bool | tuple[str, str]) -> None:
    cells = {"收支总表[收入总计, 金额]": income, "收支总表[支出总计, 合计]": spending}
    assert told(decide(TOTAL, cells)) == [expected]


def test_missing_table_row_and_column_decide_nothing() -> None:
    assert told(decide(TOTAL, {"收入总表[合计, 合计]": "1.00"})) == [("table", "收支总表")]
    assert told(decide(TOTAL, {"收支总表[收入总计, 金额]": "1.00", "收支总表[204, 合计]": "1.00"})) == [
        ("row", "收支总表 › 支出总计")
    ]
    assert told(decide(TOTAL, {"收支总表[收入总计, 金额]": "1.00"})) == [("column", "收支总表 › 合计")]


def test_table_without_rows_is_zero_only_when_it_says_so() -> None:
    formula = "Σ 项目支出表[项目, 一般公共预算] = 一般公共预算支出表[合计, 项目支出]"
    cells = {"一般公共预算支出表[合计, 项目支出]": "8555.11"}
    assert told(decide(formula, cells, {"项目支出表": {"note": "注：本表无数据"}})) == [False]
    assert told(decide(formula, cells, {"项目支出表": {}})) == [("unread", "项目支出表")]


def test_optional_cells() -> None:
    once, twice = "支出总表[204, 合计] = 收支总表[204, 合计]?", "支出总表[204, 合计] = 收支总表[204, 合计]??"
    blank = {"支出总表[204, 合计]": "1.00", "收支总表[204, 合计]": "", "收支总表[208, 合计]": "1.00"}
    assert told(decide(once, blank)) == told(decide(twice, blank)) == [False]
    absent = {"支出总表[204, 合计]": "1.00", "收支总表[208, 合计]": "1.00", "收支总表[本年支出合计, 合计]": "1.00"}
    assert told(decide(once, absent)) == [("row", "收支总表 › 204")]
    assert told(decide(twice, absent)) == [False]


def test_an_absent_row_is_zero_only_where_the_others_add_up() -> None:
    formula = "支出总表[2040202, 合计]?? = 收入总表[2040202, 合计]"
    here = {"收入总表[2040202, 合计]": "1.00"}
    sums = {"支出总表[20402, 合计]": "3.00", "支出总表[2040201, 合计]": "3.00"}
    assert told(decide(formula, here | sums)) == [False]
    assert told(decide(formula, here | sums | {"支出总表[20402, 合计]": "4.00"})) == [("row", "支出总表 › 2040202")]
    assert told(decide(formula, here | {"支出总表[205, 合计]": "3.00"})) == [("row", "支出总表 › 2040202")]


def test_blanks_alone_say_nothing() -> None:
    assert decide("支出总表[204, 合计]? = 支出总表[208, 合计]?", {"支出总表[204, 合计]": "", "支出总表[208, 合计]": "", "支出总表[合计, 合计]": "1.00"}) == []


def test_children_follow_the_codes_printed() -> None:
    cells = {
        "支出总表[合计, 合计]": "10.00",
        "支出总表[204, 合计]": "6.00",
        "支出总表[20402, 合计]": "6.00",
        "支出总表[2040201, 合计]": "2.00",
        "支出总表[2040299, 合计]": "4.00",
        "支出总表[208, 合计]": "4.00",
        "支出总表[2080505, 合计]": "3.00",  # its group 20805 is not printed
    }
    found = decide("表[行, 列] = Σ 表[下级, 列]", cells, 表="支出总表", 行=["合计", "类", "款"], 列="金额列")
    assert [(one.left[0].row, len(one.right), one.holds) for one in found] == [
        ("合计", 2, True),
        ("204", 1, True),
        ("208", 1, False),
        ("20402", 2, True),
    ]


def test_units_and_projects_follow_each_other() -> None:
    cells = {
        "结转项目支出表[部门 某局, 合计]": "6.00",
        "结转项目支出表[单位 某局本级, 合计]": "3.00",
        "结转项目支出表[甲, 合计]": "1.00",
        "结转项目支出表[乙, 合计]": "2.00",
        "结转项目支出表[单位 某所, 合计]": "3.00",
        "结转项目支出表[丙, 合计]": "4.00",
    }
    found = decide("表[行, 合计] = Σ 表[下级, 合计]", cells, 表="结转项目支出表", 行=["部门", "单位"])
    assert [(one.left[0].row, one.holds) for one in found] == [("某局", True), ("某局本级", True), ("某所", False)]


def test_one_of_several_formulas_must_hold() -> None:
    formula = "收入总表[合计, 合计] = 收支总表[本年收入合计, 金额] 或 收入总表[合计, 合计] = 收支总表[收入总计, 金额]"
    cells = {"收支总表[本年收入合计, 金额]": "9.00", "收支总表[收入总计, 金额]": "10.00"}
    assert told(decide(formula, {**cells, "收入总表[合计, 合计]": "9.00"})) == [True]
    assert told(decide(formula, {**cells, "收入总表[合计, 合计]": "10.00"})) == [True]
    assert told(decide(formula, {**cells, "收入总表[合计, 合计]": "8.00"})) == [False]


def test_of_several_formulas_that_fail_the_nearest_is_told() -> None:
    formula = "收入总表[合计, 合计] = 收支总表[本年收入合计, 金额] 或 收入总表[合计, 合计] = 收支总表[收入总计, 金额]"
    cells = {"收支总表[本年收入合计, 金额]": "9.00", "收支总表[收入总计, 金额]": "10.00", "收入总表[合计, 合计]": "10.10"}
    (relation,) = decide(formula, cells)
    assert not relation.holds and relation.right[0].row == "收入总计"


def test_a_row_that_fails_is_held_to_the_formula_that_most_rows_hold_by() -> None:
    """Rows with one source hold by both formulas; those with two tell which it is."""
    formula = "表[行, 合计] = 表[行, 基本支出]? 或 表[行, 合计] = 表[行, 基本支出]? + 表[行, 项目支出]?"
    one = {f"支出总表[{code}, {column}]": "1.00" for code in ("205", "208", "210") for column in ("合计", "基本支出")}
    two = {"支出总表[204, 合计]": "3.00", "支出总表[204, 基本支出]": "1.00", "支出总表[204, 项目支出]": "2.00"}
    wrong = {"支出总表[221, 合计]": "9.00", "支出总表[221, 基本支出]": "8.90", "支出总表[221, 项目支出]": "3.00"}
    found = decide(formula, {**one, **two, **wrong}, 表="支出总表", 行="类")
    (relation,) = [relation for relation in found if not relation.holds]
    assert [term.column for term in relation.right] == ["基本支出", "项目支出"]


def test_unknown_columns_leave_a_row_sum_undecided() -> None:
    cells = {"支出总表[204, 合计]": "3.00", "支出总表[204, 基本支出]": "1.00", "支出总表[204, 项目支出]": "1.00"}
    formula = "表[行, 合计] = 表[行, 基本支出]? + 表[行, 项目支出]?"
    each: dict[str, Any] = {"表": "支出总表", "行": "类", "全": "列"}
    assert told(decide(formula, cells, **each)) == [False]
    assert told(decide(formula, {**cells, "支出总表[204, 其他]": "1.00"}, **each)) == [("strange", "支出总表 › 其他")]


def test_three_marks_make_a_column_that_is_not_printed_zero() -> None:
    cells = {"支出总表[204, 合计]": "3.00", "支出总表[204, 基本支出]": "1.00"}
    row = {"表": "支出总表", "行": "类"}
    assert told(decide("表[行, 合计] = 表[行, 基本支出] + 表[行, 项目支出]???", cells, **row)) == [False]
    assert told(decide("表[行, 合计] = 表[行, 基本支出] + 表[行, 项目支出]??", cells, **row)) == [("column", "支出总表 › 项目支出")]


def test_unknown_rows_matter_on_the_side_that_is_added_up() -> None:
    cells = {"收支总表[收入总计, 金额]": "3.00", "收支总表[一般公共预算, 金额]": "2.00", "收支总表[支出总计, 合计]": "3.00", "收支总表[204, 合计]": "2.00"}
    formula, strange = "收支总表[支出总计, 合计] = Σ 收支总表[类, 合计]", {"收支总表[门票, 金额]": "1.00"}
    each: dict[str, Any] = {"表": "收支总表", "全": "行"}
    assert told(decide(formula, cells, **each)) == [False]
    revenue = "收支总表[收入总计, 金额] = 收支总表[一般公共预算, 金额]"
    assert told(decide(revenue, {**cells, **strange}, **each)) == [("strange", "收支总表 › 门票")]


def test_economic_code_that_bears_another_name_decides_nothing() -> None:
    formula = "Σ 基本支出经济分类表[30212, 合计] ≤ 三公经费表[因公出国（境）费, 合计]?"
    own = {"基本支出经济分类表[30212, 合计]": "0.70", "三公经费表[因公出国（境）费, 合计]": "0.00"}
    names = {"30212": "机关事业单位退休人员活动费"}
    assert told(decide(formula, own, {"基本支出经济分类表": {"names": names}})) == [("row", "基本支出经济分类表 › 30212 因公出国（境）费用")]
    assert told(decide(formula, own, {"基本支出经济分类表": {"names": {"30212": "因公出国（境）费"}}})) == [False]


def test_economic_items_are_found_by_code_or_by_name() -> None:
    formula = "Σ 基本支出经济分类表[30108, 合计] = 一般公共预算支出表[2080505, 基本支出]"
    function = {"一般公共预算支出表[2080505, 基本支出]": "100.00"}
    by_name = {
        "基本支出经济分类表[机关事业单位基本养老保险缴费/社会保障缴费, 合计]": "57.76",
        "基本支出经济分类表[机关事业单位基本养老保险缴费/工资福利支出, 合计]": "42.24",
    }
    by_code = {"基本支出经济分类表[301, 合计]": "100.00", "基本支出经济分类表[30108, 合计]": "99.00"}
    assert told(decide(formula, function | by_name)) == [True]
    assert told(decide(formula, function | by_code)) == [False]


@pytest.mark.parametrize(
    ("formula", "each", "said"),
    [
        ("支出总表[合计, 合计]", {}, "="),
        ("支出总帐[合计, 合计] = 0", {}, "支出总表"),
        ("支出总表[合计, 总计] = 0", {}, "合计"),
        ("收支总表[收入总数, 金额] = 0", {}, "收入总计"),
        ("表[合计, 合计] = 0", {}, "each"),
        ("支出总表[合计, 合计] = 0", {"栏": "合计"}, "栏"),
        ("支出总表[合计, 合计] 支出总表[合计, 合计] = 0", {}, "支出总表"),
    ],
)
def test_formulas_that_mean_nothing_are_refused(formula: str, each: dict[str, Any], said: str) -> None:
    with pytest.raises(FormulaError, match=said):
        compile_formula(formula, each)
