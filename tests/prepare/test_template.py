"""The workbook that is handed out: everything of a budget survives it, and it is safe and the same every time."""

import io
import re
import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec import structs

from gouji.model.budget import Budget, Project, Sources, Target
from gouji.model.money import Money
from gouji.prepare.columns import load_book, offered, values
from gouji.prepare.records import rows_of
from gouji.prepare.template import LISTS, write_template
from gouji.prepare.troubles import PrepareError
from gouji.prepare.workbook import read_budget
from prepare.bare import bare
from prepare.fenyang import fenyang
from prepare.strategies import budgets
from prepare.yunxi import YUNXI

cases = settings(deadline=None, max_examples=20, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])

# What spreadsheets like to take for something else.
tricky = st.sampled_from([
    "=1+1", "+86", "-5", "@甲", "http://a.cn", "https://a.cn/x?y=1", "mailto:a@b.cn", "internal:'项目'!A1", "{=SUM(A1)}", "'甲", "0012",
    "1e5", "2024-01-02", "50%", "甲\n乙", "“引号”\"双\"", "<b>&amp;", "_x0041_", "TRUE", "#REF!", "😀", "a\tb",
])  # fmt: skip
prose = st.text("甲乙丙 ，。（）=+-@\"'&<>：0123456789abc\n", min_size=1, max_size=60).map(str.strip).filter(bool)
words = st.one_of(tricky, prose)
amounts = st.integers(-(10**14), 10**14).map(Money)


@st.composite
def wild(draw: st.DrawFn) -> Budget:
    """Draw a budget whose texts and amounts are anything a cell can hold, sound or not."""
    targets = st.builds(Target, st.just("产出指标"), st.just("数量指标"), words, words, st.sampled_from(["", "≥", "="]), st.just("个"))
    sources = st.builds(Sources, amounts, amounts, amounts, amounts, st.none() | amounts)
    project = st.builds(
        Project, name=words, unit=words, kind=st.just("人员类"), annual=sources, whole=st.none() | sources, overview=words, basis=words,
        targets=st.lists(targets, max_size=2).map(tuple), whole_targets=st.lists(targets, max_size=2).map(tuple),
        filled=st.sampled_from(["", "20240115103315"]), disclosed=st.booleans(), new=st.booleans(), reason=words,
    )  # fmt: skip
    projects = draw(st.lists(project, max_size=3, unique_by=lambda each: each.name))
    return Budget(
        "某县档案馆", 2025, "shanxi/2024", projects=tuple(projects), duties=tuple(draw(st.lists(words, max_size=3))), whole_goal=draw(words),
        notes=tuple(draw(st.lists(words, max_size=3))), glossary=tuple(draw(st.lists(st.tuples(words, words), max_size=3))),
        names={"2040299": draw(prose)}, plans=((2025, draw(amounts)),),
    )  # fmt: skip


def written(budget: Budget) -> bytes:
    return write_template(budget.layout, budget, budget.year, budget.department)


def back(budget: Budget) -> Budget:
    """Return the budget as it comes back from its workbook."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "填报表.xlsx"
        path.write_bytes(written(budget))
        found, troubles = read_budget(path)
    assert troubles == () and found is not None
    return found


@pytest.mark.parametrize("budget", [YUNXI, fenyang()], ids=["yunxi", "fenyang"])
def test_a_whole_budget_comes_back_from_its_workbook(budget: Budget) -> None:
    assert bare(back(budget)) == bare(budget)


@settings(cases)
@given(budgets())
def test_every_sound_budget_comes_back(budget: Budget) -> None:
    assert bare(back(budget)) == bare(budget)


@settings(cases)
@given(wild())
def test_whatever_a_budget_says_comes_back(budget: Budget) -> None:
    assert bare(back(budget)) == bare(budget)


def test_the_same_budget_gives_the_same_bytes() -> None:
    assert written(YUNXI) == written(YUNXI)


def test_an_empty_template_is_a_budget_of_which_nothing_is_known(tmp_path: Path) -> None:
    path = tmp_path / "空表.xlsx"
    path.write_bytes(write_template("shanxi/2024", None, 2026, "某县档案馆"))
    assert read_budget(path) == (Budget("某县档案馆", 2026, "shanxi/2024"), ())


def test_no_text_becomes_a_formula_or_a_link() -> None:
    text = "=HYPERLINK(\"http://a.cn\")"
    budget = structs.replace(YUNXI, duties=(text, "http://a.cn"), notes=("@cmd|' /C calc'!A0", "+1"))
    with zipfile.ZipFile(io.BytesIO(written(budget))) as package:
        names = package.namelist()
        sheets = [package.read(name).decode() for name in names if name.startswith("xl/worksheets/sheet")]
    assert len(sheets) == len(load_book().sheets) + 2
    assert not any("<f>" in sheet or "<hyperlink" in sheet for sheet in sheets)
    assert not any("vbaProject" in name or "externalLink" in name for name in names)


def test_every_part_of_a_budget_has_its_column() -> None:
    told = {name for sheet in load_book().sheets for row in rows_of(YUNXI, sheet.holds) for name in row}
    columns = {column.field for sheet in load_book().sheets for column in sheet.columns}
    assert told <= columns
    kept_elsewhere = {"layout", "place", "targets", "whole_targets", "annual", "whole"}
    for record, holds in ((YUNXI.lines[0], "lines"), (YUNXI.projects[0], "projects"), (YUNXI.staff[0], "staff"), (YUNXI.units[0], "units")):
        fields = {column.field for column in load_book().holding(holds).columns}
        assert set(record.__struct_fields__) - kept_elsewhere <= fields


def test_every_fixed_list_offers_what_is_taken() -> None:
    checked = 0
    for sheet in load_book().sheets:
        for column in sheet.columns:
            if column.kind == "choice":
                assert len(offered(column.list, 2025)) == len(set(values(column.list).values()))
                checked += 1
    assert checked > 8


def test_the_lists_are_hidden_and_hold_the_codes_of_the_year() -> None:
    with zipfile.ZipFile(io.BytesIO(write_template("shanxi/2024", None, 2025, "某县档案馆"))) as package:
        book = package.read("xl/workbook.xml").decode()
        strings = package.read("xl/sharedStrings.xml").decode()
        ledger = package.read("xl/worksheets/sheet5.xml").decode()
    assert re.search(f'<sheet name="{LISTS}"[^>]*state="hidden"', book)
    assert "2040201 行政运行" in strings and "30101 基本工资" in strings
    assert ledger.count('<dataValidation type="list"') == 8


def test_a_project_named_after_an_earlier_year_is_coloured() -> None:
    one = structs.replace(YUNXI.projects[0], name="2024年送戏下乡")
    plain = structs.replace(one, name="送戏下乡")
    assert _styles(structs.replace(YUNXI, projects=(one,))) == _styles(structs.replace(YUNXI, projects=(plain,))) + 1


def _styles(budget: Budget) -> int:
    with zipfile.ZipFile(io.BytesIO(written(budget))) as package:
        return package.read("xl/styles.xml").decode().count("<xf ")


def test_a_text_too_long_for_a_cell_is_refused_with_its_place() -> None:
    with pytest.raises(PrepareError) as caught:
        written(structs.replace(YUNXI, duties=("长" * 40_000,)))
    assert (caught.value.trouble.code, caught.value.trouble.place.cell) == ("PREP-030", "B4")
