"""What differs is told once, with the places of both; what is the same is not told."""

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec import structs

from gouji import read
from gouji.model.budget import Budget, Line
from gouji.model.disclosure import Disclosure, Figure
from gouji.model.money import Money, read_money
from gouji.model.place import Place
from gouji.prepare.derive import derive
from gouji.prepare.diff import diff
from gouji.prepare.difference import Change, pair
from prepare.strategies import budgets
from prepare.yunxi import YUNXI
from shared import EXAMPLES


def told(change: Change) -> tuple[str, str, str | None, str | None, str]:
    return change.group, change.item.zh, change.old, change.new, change.difference


@pytest.fixture(scope="module")
def published() -> Disclosure:
    return read(EXAMPLES / "yunxi-culture-2025.txt")


def with_line(before: Budget, number: int, **values: object) -> Budget:
    lines = list(before.lines)
    lines[number] = structs.replace(lines[number], **values)
    return structs.replace(before, lines=tuple(lines))


def test_nothing_differs_from_itself(published: Disclosure) -> None:
    assert not diff(published, published)
    assert not diff(YUNXI, YUNXI)


def test_where_blanks_stand_is_no_difference(published: Disclosure) -> None:
    contents = tuple(structs.replace(entry, title=" ".join(entry.title)) for entry in published.contents)
    forms = tuple(structs.replace(form, title=" ".join(form.title)) for form in published.forms)
    assert published.contents and published.forms
    assert not diff(published, structs.replace(published, contents=contents, forms=forms))


def test_a_budget_is_not_compared_with_a_disclosure(published: Disclosure) -> None:
    with pytest.raises(TypeError):
        diff(YUNXI, published)


def test_an_amount_of_the_ledger_is_told_with_both_cells() -> None:
    old = with_line(YUNXI, 0, place=Place(sheet="预算台账", cell="A4"))
    new = with_line(old, 0, amount=old.lines[0].amount + Money(100), place=Place(sheet="预算台账", cell="A9"))
    (change,) = diff(old, new).changes
    assert told(change) == (
        "预算台账", "云溪县文化和旅游局 · 2070101 · 30101 · 一般公共预算 · 基本支出 › 金额（元）", "1111047.00", "1111048.00", "+1.00 元",
    )  # fmt: skip
    assert (change.old_place.cell, change.new_place.cell) == ("H4", "H9")


def test_a_line_moved_in_the_workbook_is_no_difference() -> None:
    before = YUNXI
    assert not diff(before, structs.replace(before, lines=before.lines[::-1])).changes


def test_lines_that_are_new_or_gone_are_told_whole() -> None:
    before = YUNXI
    line = Line("云溪县图书馆", "2070104", "一般公共预算", "basic", Money(12345), "30201")
    added = diff(before, structs.replace(before, lines=(*before.lines, line))).changes
    assert [(change.old, change.difference) for change in added] == [(None, "+123.45 元")]
    gone = diff(before, structs.replace(before, lines=before.lines[1:])).changes
    assert [(change.new, change.difference) for change in gone] == [(None, "-1111047.00 元")]


def test_what_moves_in_the_disclosure_is_told_for_two_budgets() -> None:
    before = YUNXI
    moved = diff(before, with_line(before, 0, amount=before.lines[0].amount + Money(10_000_000))).consequences
    cells = {(change.group, change.item.zh): change.difference for change in moved if change.area == "table"}
    assert cells["2025年一般公共预算支出预算表（不含上年结转）", "合计 › 基本支出"] == "+10.00 万元"
    assert {change.difference for change in moved if change.area == "table"} == {"+10.00 万元"}
    assert any(change.area == "sentence" and change.new and "1,629.15" in change.new for change in moved)
    assert any(change.area == "claim" and told(change)[2:] == ("1,619.15", "1,629.15", "+10.00 万元") for change in moved)


CHANGED: list[tuple[str, Callable[[Budget], Budget]]] = [
    ("单位", lambda b: structs.replace(b, units=(structs.replace(b.units[0], kind="参公"), *b.units[1:]))),
    ("人员", lambda b: structs.replace(b, staff=(structs.replace(b.staff[0], number=999), *b.staff[1:]))),
    ("项目", lambda b: structs.replace(b, projects=(structs.replace(b.projects[0], overview="另一种"), *b.projects[1:]))),
    ("上年数与原因", lambda b: structs.replace(b, comparisons=(structs.replace(b.comparisons[0], reason="别的"), *b.comparisons[1:]))),
    ("部门", lambda b: structs.replace(b, whole_goal="新的目标")),
    ("资产", lambda b: structs.replace(b, assets=structs.replace(b.assets, building="1.00"))),
    ("名词解释", lambda b: structs.replace(b, glossary=((b.glossary[0][0], "新的解释"), *b.glossary[1:]))),
    ("其他说明", lambda b: structs.replace(b, notes=("新的一段。", *b.notes[1:]))),
]


@pytest.mark.parametrize(("sheet", "change"), CHANGED, ids=[sheet for sheet, _ in CHANGED])
def test_each_sheet_tells_its_own_change_once(sheet: str, change: Callable[[Budget], Budget]) -> None:
    assert [each.group for each in diff(YUNXI, change(YUNXI)).changes] == [sheet]


def test_a_cell_is_told_with_its_difference(published: Disclosure) -> None:
    changed = with_cell(published, "一般公共预算支出表", "20701", "基本支出", "790.88")
    (change,) = diff(published, changed).changes
    title = published.table("一般公共预算支出表").title  # type: ignore[union-attr]
    assert told(change) == (title, "20701 文化和旅游 › 基本支出", "791.88", "790.88", "-1.00 万元")
    assert change.old_place.line == change.new_place.line is not None


def test_a_number_printed_another_way_is_no_difference(published: Disclosure) -> None:
    assert not diff(published, with_cell(published, "收入总表", "合计", "合计", "1,452.590"))


def test_a_blank_is_no_zero(published: Disclosure) -> None:
    (change,) = diff(published, with_cell(published, "收入总表", "207", "国有资本经营预算", "0.00")).changes
    assert (change.old, change.new, change.difference) == ("", "0.00", "")


def test_both_directions_tell_the_same(published: Disclosure) -> None:
    derived = derive(YUNXI)
    there, back = diff(published, derived).changes, diff(derived, published).changes
    assert sorted((c.area, c.old or "", c.new or "") for c in there) == sorted((c.area, c.new or "", c.old or "") for c in back)


def test_a_missing_table_form_and_section_are_told_once_each(published: Disclosure) -> None:
    less = structs.replace(published, tables=published.tables[1:], forms=published.forms[1:], glossary=published.glossary[1:])
    changes = diff(published, less).changes
    assert [(change.area, change.new) for change in changes] == [("table", None), ("form", None), ("annex", None)]


def test_equal_things_are_paired_before_unequal_ones() -> None:
    old, new = [("a", 1), ("a", 2), ("b", 3)], [("a", 2), ("a", 1), ("c", 4)]
    pairs = list(pair(old, new, lambda thing: thing[0]))
    assert pairs == [(("a", 2), ("a", 2)), (("a", 1), ("a", 1)), (None, ("c", 4)), (("b", 3), None)]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(budgets(), st.data())
def test_one_amount_changed_is_one_change(before: Budget, data: st.DataObject) -> None:
    assert not diff(before, structs.replace(before, lines=before.lines[::-1])).changes
    if before.lines:
        number = data.draw(st.integers(0, len(before.lines) - 1))
        after = with_line(before, number, amount=before.lines[number].amount + Money(100))
        assert [change.difference for change in diff(before, after).changes] == ["+1.00 元"]


def with_cell(published: Disclosure, kind: str, key: str, column: str, text: str) -> Disclosure:
    def rewrite(figure: Figure) -> Figure:
        state, money = read_money(text, figure.unit)
        return structs.replace(figure, text=text, state=state, money=money)

    tables = tuple(
        structs.replace(
            table,
            rows=tuple(
                structs.replace(row, figures={**row.figures, column: rewrite(row.figures[column])}) if row.key == key else row
                for row in table.rows
            ),
        )
        if table.kind == kind
        else table
        for table in published.tables
    )
    return structs.replace(published, tables=tables)
