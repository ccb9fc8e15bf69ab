"""The terminal report: wrapped for Chinese, complete for errors, brief for notes, never twice the same advice."""

import io
import re
from contextlib import redirect_stdout

import pytest
from msgspec import structs

from gouji.model.finding import Cause, Part, Repair
from gouji.model.place import Bilingual, Place
from gouji.render.screen import Screen
from gouji.render.text import print_report
from gouji.render.verdict import show_numbers, show_subject, tone
from gouji.render.wrap import columns, wrap
from render import small


def printed(
    width: int = 80, language: str = "zh", *, quiet: bool = False, full: bool = False, report: object = None
) -> str:
    with redirect_stdout(io.StringIO()) as stream:
        print_report(report or small.report(), Screen(width=width), language=language, quiet=quiet, full=full)
    return stream.getvalue()


@pytest.mark.parametrize("width", [60, 80, 120])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_line_is_wider_than_the_terminal(width: int, language: str) -> None:
    assert max(map(columns, printed(width, language).splitlines())) <= width


def test_wrapping_breaks_chinese_anywhere_but_not_numbers_or_marks() -> None:
    assert wrap("合计印作8555.11万元，相差（见表一）。", 14) == [
        "合计印作",
        "8555.11万元，",
        "相差（见表",
        "一）。",
    ]


@pytest.mark.parametrize("text", ["", "合计", "a" * 50, "，" * 30, "（" * 30, "合计 8040.19 万元 " * 9])
def test_wrapping_loses_nothing(text: str) -> None:
    assert "".join(wrap(text, 10)).replace(" ", "") == text.replace(" ", "")


def test_an_error_is_told_with_place_and_figures() -> None:
    text = printed(120)
    assert "收入总计不等于支出总计" in text and "第12行" in text
    assert all(figure in text for figure in ("印作 1200.50万元", "对照 1100.50万元", "相差 100.00万元"))


def test_figures_the_sentence_gives_are_not_repeated() -> None:
    report = small.report()
    message = Bilingual("收入总计1,200.50万元，支出总计1100.50万元，相差100万元", "…")
    finding = structs.replace(report.findings[0], message=message)
    text = printed(120, report=structs.replace(report, causes=(Cause(message, "error", (finding,)),)))
    assert "印作" not in text and "相差 " not in text


def test_five_figures_that_may_be_wrong_are_listed_and_the_rest_counted() -> None:
    report = small.report()
    repairs = tuple(Repair(Bilingual(f"第{n}个", f"No. {n}"), Place(), "1.00", "2.00", "万元") for n in range(1, 8))
    text = printed(120, report=structs.replace(report, causes=(structs.replace(report.causes[0], repairs=repairs),)))
    assert "第5个" in text and "第6个" not in text and "另有2个数也可能印错" in text


def test_advice_is_given_once_for_each_rule() -> None:
    report = small.report()
    doubled = structs.replace(report, causes=report.causes[:1] * 3)
    assert printed(report=doubled).count("怎么办") == 1


def test_findings_of_one_kind_are_counted_not_listed() -> None:
    text = printed()
    assert "另有5处同样情况" in text and text.count("处空白") < 5


def test_the_conclusion_stands_last_and_alone_when_quiet() -> None:
    text = printed(quiet=True)
    assert "查出2处错误" in text and "核对后改正" not in text
    assert "不适用 F-1：没有绩效表" in printed(full=True)


def test_causes_bear_the_numbers_of_their_findings_as_the_page_does() -> None:
    labels = re.findall(r"^ *(\d+)(?:–(\d+))?  \S", printed(), flags=re.MULTILINE)
    sizes = [len(cause.findings) for cause in small.report().causes]
    assert [int(last or first) - int(first) + 1 for first, last in labels] == sizes
    assert int(labels[-1][1] or labels[-1][0]) == len(small.report().findings)


def test_the_budget_of_a_unit_is_headed_as_one() -> None:
    assert "云溪县公安局2025年度部门预算" in printed()
    assert "云溪县公安局2025年度单位预算" in printed(report=structs.replace(small.report(), level="unit"))


def test_what_a_title_says_is_not_said_again_though_it_names_its_document() -> None:
    one = small.report()
    parts = tuple(Part(f"{year}.pdf", Bilingual(f"{year}年", str(year)), one.department, year) for year in (2024, 2025))
    title = Bilingual(f"2024年：{one.causes[0].title.zh}", f"2024: {one.causes[0].title.en}")
    report = structs.replace(one, parts=parts, causes=(structs.replace(one.causes[0], title=title),))
    assert printed(report=report).count(one.causes[0].title.zh) == 1


def test_one_is_told_as_one_in_english() -> None:
    text = printed(120, "en")
    assert "2 budget" not in text and "1 form ·" in text and "1 cause" in text and "1 causes" not in text
    assert "from 2 causes" in text


def test_notes_alone_are_not_told_as_everything_tying_out() -> None:
    one = small.report()
    noted = structs.replace(one, causes=one.causes[-1:])
    assert "没有查出错误；有1处可以做得更好。" in printed(report=noted)
    held = structs.replace(one, causes=(), outcomes=one.outcomes[1:])
    assert "能查的都相符" in printed(report=held)
    assert "级别更低的没有列出" in printed(report=structs.replace(one, causes=(), lowest="error"))


def test_remarks_on_the_reading_are_not_what_could_be_better() -> None:
    one = small.report()
    remark = structs.replace(one.causes[-1].findings[0], rule="D-3")
    report = structs.replace(one, causes=(structs.replace(one.causes[-1], findings=(remark,)),))
    text = printed(report=report)
    assert "能查的都相符，没有查出错误。另有1处读取说明。" in text and "读取说明 1" in text and "提示 0" in text
    assert "○ 提示" not in text and "· 读取说明  " in text


def test_what_is_milder_than_its_cause_is_marked_and_counted() -> None:
    one = small.report()
    cause = one.causes[0]
    milder = structs.replace(cause.findings[0], severity="warning", message=Bilingual("别处也看一看。", "Look elsewhere too."))
    report = structs.replace(one, causes=(structs.replace(cause, findings=(cause.findings[0], milder)),))
    text = printed(report=report)
    assert "1个原因 · 含提醒1处" in text and "· （提醒）别处也看一看。" in text
    assert "另有1处请人看一看（其中1处列在错误的原因之下）。" in text


def test_what_is_milder_than_its_cause_is_told_though_the_title_says_it() -> None:
    one = small.report()
    cause = one.causes[0]
    milder = structs.replace(cause.findings[0], severity="warning", message=cause.title)
    text = printed(report=structs.replace(one, causes=(structs.replace(cause, findings=(cause.findings[0], milder)),)))
    (told,) = (line for line in text.splitlines() if "（提醒）" in line)
    assert not told.endswith("（提醒）")


@pytest.mark.parametrize(
    ("changes", "expected"),
    [({}, "good"), ({"figures": 0, "claims": 0}, "unsure"), ({"lost": 1}, "unsure")],
)
def test_a_conclusion_is_good_only_where_all_figures_were_read(changes: dict[str, int], expected: str) -> None:
    one = small.report()
    report = structs.replace(one, causes=(), coverage=structs.replace(one.coverage, **{"lost": 0, **changes}))
    assert tone(report) == expected
    assert tone(one) == "bad"


def test_what_was_not_read_is_told_with_the_conclusion() -> None:
    one = small.report()
    report = structs.replace(one, causes=(), coverage=structs.replace(one.coverage, lost=2))
    assert "有2处没有读到，没读到的不算通过。" in printed(report=report)


def test_that_only_some_rules_were_chosen_is_said() -> None:
    one = small.report()
    chosen = structs.replace(one, causes=(), outcomes=one.outcomes[1:2], chosen=True)
    assert "只列出所选的1条规则查出的。能查的都相符" in printed(report=chosen)


def test_a_report_is_titled_by_department_or_by_the_name_of_the_file() -> None:
    one = structs.replace(small.report(), department="某局", year=2025)
    nameless = structs.replace(one, department="", document="b.xlsx")
    assert [show_subject(report, "zh") for report in (one, nameless)] == ["某局2025年度部门预算", "“b.xlsx”2025年度部门预算"]
    assert [show_subject(report, "en") for report in (one, nameless)] == [
        "某局: 2025 departmental budget",
        "“b.xlsx”: 2025 departmental budget",
    ]


def test_english_numbers_have_no_measure_words_and_quotations_keep_theirs() -> None:
    finding = structs.replace(small.report().findings[0], printed="55个", expected="53张", difference="2张")
    assert show_numbers(finding, "en") == ("55", "53", "2")
    assert show_numbers(finding, "zh") == ("55个", "53张", "2张")
    assert show_numbers(structs.replace(finding, difference=""), "en") == ("55个", "53张", "")
