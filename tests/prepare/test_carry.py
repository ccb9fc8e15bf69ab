"""Last year's disclosure fills in what stays, and makes nothing up."""

import pytest
from msgspec import structs

import gouji
from gouji.model.budget import Budget
from gouji.model.disclosure import Disclosure, Source
from gouji.model.money import Money
from gouji.prepare import derive
from gouji.prepare.carry import from_disclosure
from gouji.prepare.validate import validate
from gouji.prepare.years import earlier_years
from prepare.bare import bare
from prepare.yunxi import YUNXI
from shared import EXAMPLES


@pytest.fixture(scope="module")
def carried() -> Budget:
    return from_disclosure(derive(YUNXI), 2026)


def test_who_and_what_stays_is_carried(carried: Budget) -> None:
    assert (carried.department, carried.year, carried.layout, carried.code) == (YUNXI.department, 2026, YUNXI.layout, YUNXI.code)
    assert [unit.name for unit in carried.units] == [unit.name for unit in YUNXI.units]
    assert [(staff.kind, staff.number) for staff in carried.staff] == [(staff.kind, staff.number) for staff in YUNXI.staff]
    assert bare(carried.glossary) == bare(YUNXI.glossary)
    assert carried.duties == YUNXI.duties
    assert [catalogue.title for catalogue in carried.catalogues] == [catalogue.title for catalogue in YUNXI.catalogues]


def test_units_of_operating_expenditure_are_proposed_as_administrative(carried: Budget) -> None:
    operating = {cost.unit for cost in YUNXI.operating_costs}
    assert {unit.name for unit in carried.units if unit.kind == "行政"} == operating
    assert {unit.kind for unit in carried.units} == {"行政", ""}
    assert {cost.unit for cost in carried.operating_costs} == operating


def test_a_kind_that_nothing_tells_is_left_open() -> None:
    printed = derive(YUNXI)
    tables = tuple(table for table in printed.tables if table.kind != "机关运行经费表")
    carried = from_disclosure(structs.replace(printed, tables=tables), 2026)
    assert carried.units and {unit.kind for unit in carried.units} == {""}
    asked = [trouble.place.row for trouble in validate(carried) if trouble.code == "PREP-013"]
    assert asked == [unit.name for unit in carried.units]


def test_kinds_told_by_last_years_workbook_are_kept() -> None:
    kinds = {unit.name: unit.kind for unit in YUNXI.units}
    assert {unit.name: unit.kind for unit in from_disclosure(derive(YUNXI), 2026, kinds).units} == kinds


def test_figures_of_an_earlier_year_are_not_last_years() -> None:
    carried = from_disclosure(derive(YUNXI), 2027)
    assert carried.comparisons == () and all(item.last_year is None for item in carried.public_items)
    assert carried.units and carried.projects


def test_last_years_figures_are_those_printed(carried: Budget) -> None:
    total = sum(line.amount.fen for line in YUNXI.lines)
    last_year = {comparison.measure: comparison.last_year for comparison in carried.comparisons}
    assert abs(last_year["收入总计"].fen - total) <= 5_000
    assert last_year["收入总计"].slack == 0
    assert set(last_year) == {"收入总计", "支出总计", "一般公共预算当年支出", "三公经费", "机关运行经费"}
    assert {item.item: item.last_year for item in carried.public_items}["因公出国（境）费"] == Money(0)


def test_no_money_of_this_year_is_made_up(carried: Budget) -> None:
    assert carried.lines == ()
    assert all(project.annual == type(project.annual)() and project.whole is None and not project.filled for project in carried.projects)
    assert carried.assets.as_of == "" and carried.assets.vehicles == YUNXI.assets.vehicles


def test_projects_keep_their_targets(carried: Budget) -> None:
    before = {project.name: project for project in YUNXI.projects}
    assert carried.projects
    for project in carried.projects:
        told = {(target.name, target.operator + target.value + target.unit) for target in project.targets}
        assert told == {(target.name, target.operator + target.value + target.unit) for target in before[project.name].targets}


def test_what_is_carried_still_has_to_be_completed(carried: Budget) -> None:
    codes = {trouble.code for trouble in validate(carried)}
    assert "PREP-301" in codes and "PREP-218" in codes


def test_a_project_of_one_time_that_names_its_year_does_not_come_again() -> None:
    printed = gouji.read(EXAMPLES / "fenyang-2024.txt")
    names = {project.name for project in from_disclosure(printed, 2025).projects}
    assert names and not any(earlier_years(name, 2025) for name in names)
    assert len(names) < len(printed.forms)


def test_a_recurring_project_keeps_its_name_as_printed() -> None:
    printed = derive(YUNXI)
    form = structs.replace(printed.forms[0], name="2025年送戏下乡", nature="经常性项目(每年安排)")
    carried = from_disclosure(structs.replace(printed, forms=(form,)), 2026)
    assert [project.name for project in carried.projects] == ["2025年送戏下乡"]


def test_an_empty_disclosure_gives_an_empty_budget() -> None:
    budget = from_disclosure(Disclosure(Source("空.txt", "text")), 2026)
    assert (budget.department, budget.units, budget.projects, budget.comparisons) == ("", (), (), ())


@pytest.mark.parametrize(
    ("name", "years"),
    [
        ("2019-2023年取暖费", (2019, 2023)), ("反恐巡逻服务费(结转23年)", (2023,)), ("建国70年庆典", ()), ("10个派出所", ()),
        ("租赁费(2022.06-2023.06)", (2022, 2023)), ("2024年体检费", (2024,)), ("2025年体检费", ()), ("编号120231项目", ()),
    ],
)  # fmt: skip
def test_years_in_names(name: str, years: tuple[int, ...]) -> None:
    assert earlier_years(name, 2025) == years
