"""Years of one department are held against each other: consistent ones tie, a planted fault is found and named."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from msgspec import structs

from check.several import next_year, publish, replace_last, three_years
from gouji.check.several import check_together
from gouji.model.budget import Budget
from gouji.model.disclosure import Disclosure
from gouji.model.finding import Cause, Report
from gouji.read import read
from gouji.render.text_document import text
from prepare.strategies import budgets
from prepare.yunxi import YUNXI
from shared import SHARED

REAL = SHARED / "real"
needs_real = pytest.mark.skipif(not REAL.exists(), reason="the published files are not beside this checkout (../shared/real)")

cases = settings(
    deadline=None,
    max_examples=12,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def two_years(first: Budget, second: Budget) -> tuple[Disclosure, Disclosure]:
    older = publish(first, "早.txt")
    lines = tuple(line for line in second.lines if not line.project)
    later = structs.replace(second, year=first.year + 1, projects=(), lines=lines)
    return older, publish(next_year(later, older), "晚.txt")


def across(report: Report) -> list[tuple[str, str]]:
    return [(one.rule, one.message.zh) for one in report.findings if one.rule[0] in "YU"]


def read_years(folder: Path, wrong: dict[str, tuple[str, str]]) -> Report:
    """Write the three years, some with one text in the place of the last such, and check what is read of them."""
    files = []
    for disclosure in three_years(YUNXI):
        name, printed = disclosure.source.name, text(disclosure)
        old, new = wrong.get(name, ("", ""))
        (folder / name).write_text(replace_last(printed, old, new), encoding="utf-8")
        files.append(read(folder / name))
    (report,) = check_together(files)
    return report


def cause_of(report: Report, rule: str) -> Cause:
    (cause,) = [cause for cause in report.causes if any(finding.rule == rule for finding in cause.findings)]
    return cause


@cases
@given(budgets(), budgets())
def test_consistent_years_find_nothing(first: Budget, second: Budget) -> None:
    (report,) = check_together(two_years(first, second))
    assert across(report) == []
    assert next(one for one in report.outcomes if one.rule == "Y-10").checked >= 1


def test_three_years_are_one_report_that_says_so(tmp_path: Path) -> None:
    report = read_years(tmp_path, {})
    assert across(report) == []
    assert report.belonging.zh == "这三份文件是同一部门的三年（2024、2025、2026）"
    assert [(part.name, part.label.zh, part.year) for part in report.parts] == [
        ("2024.txt", "2024年", 2024), ("2025.txt", "2025年", 2025), ("2026.txt", "2026年", 2026),
    ]  # fmt: skip
    assert all(place.document for finding in report.findings for place in finding.places)


CHANGE = "一般公共预算当年支出2,002.74万元，比上年增加907.75万元"


def test_a_wrong_change_is_told_with_both_documents_and_repaired_in_its_own(tmp_path: Path) -> None:
    report = read_years(tmp_path, {"2025.txt": (CHANGE, CHANGE.replace("907.75", "970.75"))})
    cause = cause_of(report, "Y-10")
    (repair,) = cause.repairs
    assert (repair.place.document, repair.printed, repair.proposed) == ("2025.txt", "970.75", "907.75")
    assert {place.document for finding in cause.findings for place in finding.places} == {"2024.txt", "2025.txt"}
    assert "2025年" in cause.title.zh


def test_a_wrong_figure_of_the_older_document_is_looked_for_there(tmp_path: Path) -> None:
    head = "项目\t\t2024年预算数\t\t\n科目编码\t科目名称\t合计\t基本支出\t项目支出\n合计\t\t"
    tail = "1094.99\t1094.99\t\n207\t文化旅游体育与传媒支出"
    report = read_years(tmp_path, {"2024.txt": (head + tail, head + tail.replace("1094.99", "1049.99", 1))})
    cause = cause_of(report, "Y-10")
    assert {finding.rule[0] for finding in cause.findings} > {"Y"}  # with what fails inside the document
    (repair,) = cause.repairs
    assert (repair.place.document, repair.printed, repair.proposed) == ("2024.txt", "1049.99", "1094.99")
    assert cause.title.zh.startswith("2024年的一般公共预算支出表“合计”行")


def test_a_figure_left_over_from_the_year_before_is_told_as_such(tmp_path: Path) -> None:
    row = "2210201\t住房公积金\t150.00\t150.00\t\n"
    report = read_years(tmp_path, {"2025.txt": (row, row.replace("150.00", "75.00", 1))})
    repairs = [repair for cause in report.causes for repair in cause.repairs]
    assert [(one.place.document, one.printed, one.proposed, one.slip.zh) for one in repairs] == [
        ("2025.txt", "75.00", "150.00", "印成了上年的数")
    ]


def test_two_documents_of_one_year_are_no_evidence() -> None:
    first, second, third = three_years(YUNXI)
    twin = structs.replace(second, source=structs.replace(second.source, name="2025（2）.txt"))
    reports = check_together([first, second, twin, third])
    assert [len(report.parts) for report in reports] == [0, 0, 0, 0]


def test_years_that_do_not_follow_each_other_are_checked_alone() -> None:
    first, _, third = three_years(YUNXI)
    assert [report.belonging.zh for report in check_together([first, third])] == ["", ""]


@needs_real
def test_three_published_years_of_a_subdistrict_tie() -> None:
    files = [read(REAL / f"sh_putuo_wanli_{year}_budget_dept.pdf") for year in (2025, 2023, 2024)]
    (report,) = check_together(files)
    assert [part.label.zh for part in report.parts] == ["2023年", "2024年", "2025年"]
    assert across(report) == []
    assert next(one for one in report.outcomes if one.rule == "Y-10").checked >= 20
    titles = [cause.title.zh for cause in report.causes]
    assert not [title for title in titles if "2024年的2024年" in title or title.startswith("2024年：2024年")]


@needs_real
def test_three_published_years_in_halves_tie() -> None:
    files = [read(REAL / f"js_swb_{year}_budget_{half}.pdf") for year in (2017, 2018, 2019) for half in ("tables", "text")]
    (report,) = check_together(files)
    assert report.belonging.zh.startswith("这六份文件是同一部门的三年（2017、2018、2019）")
    assert across(report) == []
    assert next(one for one in report.outcomes if one.rule == "Y-10").checked >= 30
