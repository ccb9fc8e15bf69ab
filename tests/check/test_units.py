"""A department and its units are held against each other: sums tie, a planted fault and a missing unit are told."""

from pathlib import Path

from hypothesis import given

from check.several import publish_units, replace_last
from check.test_years import REAL, across, cases, cause_of, needs_real
from gouji.check.several import check_together
from gouji.model.budget import Budget
from gouji.model.disclosure import Disclosure
from gouji.model.finding import Report
from gouji.read import read
from gouji.render.text_document import text
from prepare.strategies import budgets
from prepare.yunxi import YUNXI

LIBRARY, HALL = "云溪县图书馆", "云溪县文化馆"


def read_units(folder: Path, wrong: dict[str, tuple[str, str]], left_out: str = "") -> Report:
    """Write the department and its units, some with one text in the place of the last such, and check what is read of them."""
    files: list[Disclosure] = []
    for disclosure in publish_units(YUNXI):
        name, printed = disclosure.source.name, text(disclosure)
        old, new = wrong.get(name, ("", ""))
        (folder / name).write_text(replace_last(printed, old, new), encoding="utf-8")
        if not name.startswith(left_out or "-"):
            files.append(read(folder / name))
    (report,) = check_together(files)
    return report


def outcome(report: Report, rule: str) -> tuple[str, str]:
    found = next(one for one in report.outcomes if one.rule == rule)
    return found.status, found.why.zh


@cases
@given(budgets())
def test_units_that_add_up_find_nothing(budget: Budget) -> None:
    (report,) = check_together(publish_units(budget))
    assert across(report) == []
    outcomes = {one.rule: one for one in report.outcomes}
    assert outcomes["U-1"].checked and outcomes["U-9"].checked


def test_a_department_and_its_units_are_one_report_that_says_so(tmp_path: Path) -> None:
    report = read_units(tmp_path, {})
    assert across(report) == []
    assert report.belonging.zh == "这五份文件有2025年的部门和它的4个单位"
    assert next(part.label.zh for part in report.parts) == "部门"
    assert {rule for rule in ("U-1", "U-2", "U-3", "U-6", "U-8", "U-9", "U-11") if outcome(report, rule)[0] != "holds"} == set()


def test_a_wrong_cell_of_a_unit_is_looked_for_in_its_document(tmp_path: Path) -> None:
    row = "2080502\t事业单位离退休\t6.00\t6.00\t\n2080505\t机关事业单位基本养老保险缴费支出\t21.12\t21.12\t\n"
    name = f"{LIBRARY}.txt"
    report = read_units(tmp_path, {name: (row, row.replace("21.12\t21.12", "12.12\t21.12"))})
    cause = cause_of(report, "U-1")
    (repair,) = cause.repairs
    assert (repair.place.document, repair.printed, repair.proposed) == (name, "12.12", "21.12")
    assert cause.title.zh.startswith(f"{LIBRARY}的一般公共预算支出表")


def test_a_unit_that_is_not_given_leaves_the_sums_undecided_by_name(tmp_path: Path) -> None:
    report = read_units(tmp_path, {}, left_out=HALL)
    assert outcome(report, "U-1") == ("not_run", f"没有给出这些单位的文件：{HALL}")
    assert outcome(report, "U-9")[0] == "holds"
    assert HALL in report.belonging.zh
    assert across(report) == []


def test_a_department_that_prints_another_figure_of_a_unit_is_told(tmp_path: Path) -> None:
    printed = next(text(one) for one in publish_units(YUNXI) if one.source.name == "部门.txt")
    line = next(line for line in printed.splitlines() if line.startswith("云溪县文化市场综合行政执法大队\t"))
    amount = line.split("\t")[1]
    report = read_units(tmp_path, {"部门.txt": (line, line.replace(amount, f"9{amount}"))})
    assert "U-11" in {rule for rule, _ in across(report)}


@needs_real
def test_a_published_department_and_its_unit_tie() -> None:
    files = [read(REAL / f"sh_putuo_sww_2025_budget_{level}.pdf") for level in ("unit", "dept")]
    (report,) = check_together(files)
    assert [part.label.zh for part in report.parts] == ["部门", "单位"]
    assert across(report) == []
    assert outcome(report, "U-1") == ("not_run", "没有给出这些单位的文件：上海市普陀区中小企业服务中心")
    assert outcome(report, "U-9")[0] == "holds"
