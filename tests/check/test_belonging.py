"""Whose document one is: names of one body and of two, units and their department, what ties documents and what does not."""

import pytest

from gouji.check.belonging import Card, Link, find_groups, is_itself, same_body


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("江苏省委办公厅", "中国共产党江苏省委员会办公厅"),
        ("江苏省委办公厅", "中共江苏省委办公厅"),
        ("江苏省委办公厅", "省委办公厅"),
        ("云溪县文化和旅游局", "云溪县文化和旅游局（本级）"),
        ("云溪县文化和旅游局", "文化和旅游局"),
    ],
)
def test_names_of_one_body(one: str, other: str) -> None:
    assert same_body(one, other) and same_body(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("江苏省委办公厅", "江苏省人民政府办公厅"),
        ("汾阳市公安局", "汾阳市公安局交通警察大队"),
        ("江苏省档案馆", "江苏省南京市档案馆"),
        ("云溪县教育局", "云溪县体育局"),
        ("云溪县图书馆", "云溪县文化馆"),
        ("教育局", "云溪县教育局"),
        ("云溪县第一中学", "云溪县第十一中学"),
        ("", "云溪县教育局"),
        ("", ""),
    ],
)
def test_names_of_two_bodies(one: str, other: str) -> None:
    assert not same_body(one, other) and not same_body(other, one)


@pytest.mark.parametrize("unit", ["商务委本部", "上海市普陀区商务委员会", "商务委员会（本级）", "本级", "商务委机关"])
def test_the_department_among_its_units(unit: str) -> None:
    assert is_itself(unit, "上海市普陀区商务委员会")


@pytest.mark.parametrize("unit", ["上海市普陀区中小企业服务中心", "教育局本级", "商务委机关服务中心"])
def test_units_that_are_not_the_department(unit: str) -> None:
    assert not is_itself(unit, "上海市普陀区商务委员会")


def card(department: str, year: int, stage: str = "budget", level: str = "department", units: tuple[str, ...] = ()) -> Card:
    return Card(f"{department}{year}{stage}{level}", department, year, stage, level, units)  # type: ignore[arg-type]


def links(*cards: Card) -> list[list[Link]]:
    return [list(group.links) for group in find_groups(cards)]


def test_consecutive_years_are_tied_whatever_their_order() -> None:
    (group,) = find_groups([card("某县水务局", 2025), card("某县水务局", 2023), card("某县水务局", 2024)])
    assert [one.year for one in group.cards] == [2023, 2024, 2025]
    assert group.links == (Link("years", 2, (1,)), Link("years", 1, (0,)))
    assert group.files == ((1,), (2,), (0,))


def test_budget_and_final_accounts_of_one_year_are_tied() -> None:
    assert links(card("某县水务局", 2024, "final"), card("某县水务局", 2024)) == [[Link("accounts", 1, (0,))]]


def test_final_accounts_are_not_tied_to_the_budget_of_another_year() -> None:
    assert links(card("某县水务局", 2023, "final"), card("某县水务局", 2024)) == [[], []]


def test_units_are_tied_to_the_department_that_lists_them() -> None:
    department = card("某县水务局", 2024, units=("某县水务局本级", "某县水文站", "某县河道管理所"))
    own, station = card("某县水务局", 2024, level="unit"), card("某县水文站", 2024, level="unit")
    assert links(station, department, own) == [[Link("units", 0, (2, 1), ("某县河道管理所",), 3)]]
    other = card("某县水文站", 2023, level="unit")
    assert links(department, other) == [[], []]


def test_a_unit_of_the_same_name_is_no_other_year_of_the_department() -> None:
    assert links(card("某县水务局", 2024), card("某县水务局", 2023, level="unit")) == [[], []]
