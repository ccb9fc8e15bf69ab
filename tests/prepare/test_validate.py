"""Each thing a budget cannot mean is told by sheet, cell and grade; a sound budget is passed without a word."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from msgspec import structs

from gouji.model.budget import AssetsHeld, Budget, Line, Sources, Target
from gouji.model.money import Money
from gouji.model.place import Place
from gouji.prepare.troubles import catalogue, severity, stops
from gouji.prepare.validate import validate
from prepare.crafted_workbook import Workbook
from prepare.strategies import budgets
from prepare.test_workbook import read
from prepare.yunxi import YUNXI

Change = Callable[[Budget], Budget]


@pytest.fixture(scope="module")
def budget(tmp_path_factory: pytest.TempPathFactory) -> Budget:
    found, troubles = read(tmp_path_factory.mktemp("workbook"), Workbook().bytes())
    assert found is not None and troubles == ()
    return found


def line(number: int, **fields: Any) -> Change:
    return lambda budget: _nth(budget, "lines", number, fields)


def project(**fields: Any) -> Change:
    return lambda budget: _nth(budget, "projects", 0, fields)


def target(number: int, **fields: Any) -> Change:
    def change(budget: Budget) -> Budget:
        targets = list(budget.projects[0].targets)
        targets[number] = structs.replace(targets[number], **fields)
        return project(targets=tuple(targets))(budget)

    return change


def first(of: str, **fields: Any) -> Change:
    return lambda budget: _nth(budget, of, 0, fields)


def whole(**fields: Any) -> Change:
    return lambda budget: structs.replace(budget, **fields)


def twice(of: str) -> Change:
    def change(budget: Budget) -> Budget:
        records = getattr(budget, of)
        copy = structs.replace(records[0], place=Place(sheet=records[0].place.sheet, cell="A99"))
        return structs.replace(budget, **{of: (*records, copy)})

    return change


def _nth(budget: Budget, of: str, number: int, fields: dict[str, Any]) -> Budget:
    records = list(getattr(budget, of))
    records[number] = structs.replace(records[number], **fields)
    return structs.replace(budget, **{of: tuple(records)})


def yuan(amount: float) -> Money:
    return Money(round(amount * 100))


LEDGER = "预算台账"


@pytest.mark.parametrize(
    ("change", "code", "sheet", "cell"),
    [
        (line(0, unit="某县公安"), "PREP-101", LEDGER, "A4"),
        (line(0, function="20402"), "PREP-102", LEDGER, "B4"),
        (line(0, function="2040277"), "PREP-103", LEDGER, "B4"),
        (line(0, function="9999999"), "PREP-119", LEDGER, "B4"),
        (line(0, economic="99999"), "PREP-120", LEDGER, "E4"),
        (line(0, economic="30104"), "PREP-104", LEDGER, "E4"),
        (line(0, economic="50101"), "PREP-105", LEDGER, "E4"),
        (line(0, economic="301"), "PREP-106", LEDGER, "E4"),
        (line(0, economic="30188"), "PREP-107", LEDGER, "E4"),
        (line(0, economic="30107"), "PREP-108", LEDGER, "E4"),
        (line(0, economic=""), "PREP-109", LEDGER, "E4"),
        (line(3, project=""), "PREP-110", LEDGER, "F7"),
        (line(0, project="巡逻服务"), "PREP-111", LEDGER, "F4"),
        (line(3, project="巡逻服务费"), "PREP-112", LEDGER, "F7"),
        (line(0, amount=yuan(-5)), "PREP-113", LEDGER, "H4"),
        (twice("lines"), "PREP-114", LEDGER, "H99"),
        (line(0, amount=Money(0)), "PREP-115", LEDGER, "H4"),
        (line(3, fund="政府性基金预算"), "PREP-116", LEDGER, "I7"),
        (line(3, fund="政府性基金预算", revenue="1030199"), "PREP-117", LEDGER, "I7"),
        (line(3, fund="政府性基金预算", revenue="103"), "PREP-118", LEDGER, "I7"),
        (twice("projects"), "PREP-201", "项目", "A99"),
        (twice("units"), "PREP-201", "单位", "A99"),
        (twice("comparisons"), "PREP-201", "上年数与原因", "A99"),
        (project(unit="别的单位"), "PREP-101", "项目", "B4"),
        (project(annual=Sources(county=yuan(30))), "PREP-202", "项目", "H4"),
        (project(annual=Sources(own=yuan(300000))), "PREP-203", "项目", "H4"),
        (project(whole=Sources(county=yuan(1000))), "PREP-204", "项目", "M4"),
        (project(targets=()), "PREP-205", "项目", "A4"),
        (target(5, level1="效益指标", level2="社会效益指标"), "PREP-206", "绩效指标", "D4"),
        (target(0, level2="社会效益指标"), "PREP-207", "绩效指标", "D4"),
        (target(0, unit=""), "PREP-208", "绩效指标", "H4"),
        (target(0, value="很多"), "PREP-209", "绩效指标", "G4"),
        (target(0, name="数量指标"), "PREP-210", "绩效指标", "E4"),
        (target(3, value="250000"), "PREP-211", "绩效指标", "G7"),
        (project(filled="2024111509300"), "PREP-212", "项目", "AA4"),
        (project(filled="20241315093000"), "PREP-212", "项目", "AA4"),
        (project(filled="20210115093000"), "PREP-213", "项目", "AA4"),
        (project(disclosed=False), "PREP-214", "项目", "AC4"),
        (project(name="2022年巡逻服务"), "PREP-215", "项目", "A4"),
        (project(overview=""), "PREP-219", "项目", "P4"),
        (project(whole=Sources(county=yuan(600000))), "PREP-220", "项目", "E4"),
        (whole(units=()), "PREP-301", "单位", None),
        (whole(lines=()), "PREP-301", LEDGER, None),
        (whole(glossary=()), "PREP-302", "名词解释", None),
        (first("public_items", amounts={"一般公共预算": yuan(1)}), "PREP-303", "三公经费", "B4"),
        (whole(public_items=()), "PREP-303", "三公经费", None),
        (first("public_items", amounts={"一般公共预算": yuan(900000)}), "PREP-304", "三公经费", "B4"),
        (first("operating_costs", amounts={"一般公共预算": yuan(1)}), "PREP-305", "机关运行经费", "B4"),
        (first("units", kind="事业"), "PREP-306", "机关运行经费", "A4"),
        (first("staff", number=40), "PREP-307", "人员", "B4"),
        (first("comparisons", last_year=yuan(135)), "PREP-308", "上年数与原因", "B4"),
        (first("comparisons", last_year=yuan(13_500_000_000)), "PREP-308", "上年数与原因", "B4"),
        (first("public_items", last_year=yuan(30_000_000)), "PREP-308", "三公经费", "E4"),
        (first("comparisons", last_year=yuan(1_000_000)), "PREP-309", "上年数与原因", "C4"),
        (first("public_items", last_year=yuan(2999)), "PREP-309", "三公经费", "F4"),
        (first("operating_costs", amounts={"一般公共预算": yuan(-1)}), "PREP-310", "机关运行经费", "B4"),
        (whole(comparisons=()), "PREP-311", "上年数与原因", None),
        (whole(assets=AssetsHeld(as_of="去年底")), "PREP-312", "资产", "B4"),
        (whole(assets=AssetsHeld(as_of="2022年12月31日")), "PREP-313", "资产", "B4"),
        (whole(operating_costs=()), "PREP-317", "机关运行经费", None),
        (first("operating_costs", amounts={}), "PREP-315", "机关运行经费", "A4"),
        (whole(names={"2040": "甲"}), "PREP-316", "列表外科目", None),
    ],
)
def test_a_mistake_is_named_with_its_cell(budget: Budget, change: Change, code: str, sheet: str, cell: str | None) -> None:
    found = [(trouble.code, trouble.place.sheet, trouble.place.cell) for trouble in validate(change(budget))]
    assert (code, sheet, cell) in found


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(budgets())
def test_no_sound_budget_is_stopped(budget: Budget) -> None:
    assert not stops(validate(budget)), [trouble for trouble in validate(budget) if severity(trouble) == "error"]


def test_a_real_department_is_passed_without_a_word() -> None:
    assert validate(YUNXI) == ()


def test_a_wrong_unit_of_ten_thousand_is_said_to_be_one(budget: Budget) -> None:
    found = validate(project(annual=Sources(county=yuan(30)))(budget))
    assert "一万倍" in next(trouble.zh for trouble in found if trouble.code == "PREP-202")


def test_a_project_of_carried_over_money_alone_needs_no_form(budget: Budget) -> None:
    carried = Line("某县公安局", "2040220", "一般公共预算", "project", yuan(500), project="往年尾款", carried_over=True)
    changed = structs.replace(budget, lines=(*budget.lines, carried), comparisons=budget.comparisons[2:])
    assert {trouble.code for trouble in validate(changed)} == {"PREP-311"}


def test_carried_over_money_in_a_form_is_pointed_out(budget: Budget) -> None:
    carried = structs.replace(budget.lines[3], amount=yuan(500), carried_over=True, place=Place(sheet=LEDGER, cell="A8"))
    changed = project(annual=Sources(county=yuan(300500)))(structs.replace(budget, lines=(*budget.lines, carried)))
    assert "PREP-217" in {trouble.code for trouble in validate(changed)}


def test_a_project_without_any_money_is_asked_about(budget: Budget) -> None:
    changed = project(annual=Sources())(structs.replace(budget, lines=budget.lines[:3]))
    assert "PREP-218" in {trouble.code for trouble in validate(changed)}


def test_a_price_for_one_is_no_cost_of_all(budget: Budget) -> None:
    assert "PREP-211" not in {trouble.code for trouble in validate(target(3, value="217")(budget))}


def test_a_code_named_on_its_sheet_is_not_doubted(budget: Budget) -> None:
    changed = line(0, function="2040277")(structs.replace(budget, names={"2040277": "某项"}))
    assert "PREP-103" not in {trouble.code for trouble in validate(changed)}


def test_the_nearest_code_is_looked_for_in_its_own_kuan_first(budget: Budget) -> None:
    (trouble,) = [each for each in validate(line(0, function="2040277")(budget)) if each.code == "PREP-103"]
    assert "最接近的是“20402" in trouble.zh


def test_without_a_workbook_the_sheet_and_the_record_are_named(budget: Budget) -> None:
    (trouble,) = [each for each in validate(project(unit="别的单位", place=Place())(budget)) if each.code == "PREP-101"]
    assert (trouble.place.part, trouble.place.row, trouble.place.column) == ("项目", "巡逻服务", "实施单位")


def test_doubts_about_a_code_are_told_once(budget: Budget) -> None:
    lines = tuple(structs.replace(budget.lines[0], function="2040277", amount=yuan(number)) for number in range(1, 50))
    found = [trouble for trouble in validate(structs.replace(budget, lines=lines)) if trouble.code == "PREP-103"]
    assert len(found) == 1


def test_every_sentence_has_a_grade_and_both_languages() -> None:
    for code, entry in catalogue().items():
        assert entry["severity"] in ("error", "warning") and entry["zh"] and entry["en"], code


def test_targets_of_a_form_that_is_not_published_are_not_judged(budget: Budget) -> None:
    changed = project(disclosed=False, reason="涉密", targets=(Target("产出指标", "数量指标", "数量指标", "1"),))(budget)
    assert not [trouble for trouble in validate(changed) if trouble.place.sheet == "绩效指标"]
