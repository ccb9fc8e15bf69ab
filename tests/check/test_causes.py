"""Which mistake the report names, seen on documents that tie out but for one cell."""

from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from msgspec import structs

from gouji.check import RuleError, check, rulebook
from gouji.check.cases import build_disclosure
from gouji.check.causes import keep_rules
from gouji.check.headline import shorten
from gouji.check.rule import FUNCTIONS, Rule
from gouji.check.words import load_words
from gouji.model.disclosure import Disclosure, Figure
from gouji.model.finding import Report
from gouji.model.money import read_money
from gouji.read.files import read_blocks
from gouji.read.recognise import recognise
from shared import EXAMPLES, SEED, needs_seed

TABLES = tuple(rule for rule in rulebook() if rule.family in ("table", "cross"))


@cache
def example(name: str = "yunxi-culture-2025.txt") -> Disclosure:
    return recognise(read_blocks(EXAMPLES / name))


def misprint(disclosure: Disclosure, kind: str, key: str, column: str, text: str) -> Disclosure:
    """Return the disclosure with one cell printed otherwise."""
    tables = list(disclosure.tables)
    at = next(n for n, table in enumerate(tables) if table.kind == kind)
    rows = list(tables[at].rows)
    row = next(n for n, row in enumerate(rows) if key in (row.key, row.code) and column in row.figures)
    figure = rows[row].figures[column]
    state, money = read_money(text, figure.unit)
    wrong = structs.replace(figure, text=text, state=state, money=money)
    rows[row] = structs.replace(rows[row], figures=rows[row].figures | {column: wrong})
    tables[at] = structs.replace(tables[at], rows=tuple(rows))
    return structs.replace(disclosure, tables=tuple(tables))


def serious(report: Report) -> list[str]:
    return [cause.title.zh for cause in report.causes if cause.severity != "note"]


def test_a_document_that_ties_out_has_no_causes() -> None:
    assert serious(check(example(), TABLES)) == []


@pytest.mark.parametrize(
    ("kind", "key", "column", "wrong", "right"),
    [
        ("一般公共预算支出表", "合计", "基本支出", "1049.99", "1094.99"),
        ("收支总表", "208", "当年", "137.53", "173.53"),
        ("收入总表", "2070113", "上年结转", "24.14", "21.44"),
        ("财政拨款收支总表", "收入总计", "金额", "1611.15", "1601.15"),
        ("基本支出经济分类表", "办公费/办公经费", "公用经费", "71.80", "17.80"),
        ("三公经费表", "公务接待费", "合计", "0.08", "0.80"),
        ("政府性基金支出表", "229", "项目支出", "33.00", "30.00"),
    ],
)
def test_one_wrong_cell_is_named_with_its_right_amount(kind: str, key: str, column: str, wrong: str, right: str) -> None:
    causes = serious(check(misprint(example(), kind, key, column, wrong), TABLES))
    assert len(causes) == 1
    assert causes[0].startswith(kind) and f"印作 {wrong}" in causes[0] and f"应为 {right}万元" in causes[0]


def test_cells_that_could_both_be_wrong_are_not_named() -> None:
    causes = serious(check(misprint(example(), "政府性基金收入表", "1030155", "金额", "32.00"), TABLES))
    assert len(causes) == 1 and "说不准" in causes[0]


def case(cells: dict[str, str], tables: dict[str, Any]) -> Disclosure:
    return build_disclosure({"cells": cells, "tables": tables})


def test_an_empty_table_is_one_cause() -> None:
    cells = {
        "一般公共预算支出表[合计, 项目支出]": "8555.11",
        "支出总表[合计, 项目支出]": "8822.81",
        "结转项目支出表[甲, 合计]": "267.70",
    }
    report = check(case(cells, {"项目支出表": {"note": "注：本表无数据"}}), TABLES, only=("X-19", "X-20"))
    assert [cause.title.zh for cause in report.causes] == ["项目支出表无数据，而别处的数说明它应有 8555.11万元"]
    assert [finding.rule for finding in report.findings] == ["X-19", "X-20"]


def test_findings_of_one_quality_rule_are_one_cause() -> None:
    cells = {f"支出总表[{code}, 合计]": f"{n}.5" if n else "1.00" for n, code in enumerate(("204", "205", "206"))}
    odd = {"支出总表[204, 合计]": "#DIV/0!", "支出总表[205, 合计]": "见附表", "支出总表[206, 合计]": "另行说明"}
    report = check(case(cells | odd, {}), TABLES, only=("T0-8",))
    assert [(cause.severity, len(cause.findings)) for cause in report.causes] == [("error", 1), ("note", 2)]


def test_only_the_rules_asked_for_run() -> None:
    outcomes = check(example(), only=("T1-6", "cross")).outcomes
    families = {rule.id: rule.family for rule in rulebook()}
    assert {families[outcome.rule] for outcome in outcomes if outcome.rule != "T1-6"} == {"cross"}


def test_a_rule_that_crashes_names_itself() -> None:
    def crash(disclosure: Disclosure, rule: Rule) -> Any:
        raise KeyError("合计")

    rule = structs.replace(next(rule for rule in TABLES if rule.decides), id="Q-1", decides="crash")
    FUNCTIONS["crash"] = crash
    try:
        with pytest.raises(RuleError, match=r"Q-1.*crash.*KeyError"):
            check(example(), (rule,))
    finally:
        del FUNCTIONS["crash"]


@needs_seed
def test_the_real_document_has_two_causes_in_its_tables() -> None:
    report = check(recognise(read_blocks(SEED)), TABLES)
    assert serious(report) == [
        "项目支出表无数据，而别处的数说明它应有 8555.11万元",
        "基本支出经济分类表自身相符，却与其他各表都不合，多半是另一口径或另一版本的数",
    ]
    assert [finding.rule for finding in report.findings] == [
        "X-19", "X-20", "T6-1", "X-31", "X-13", "X-14", "X-15", "X-16", "X-17",
    ]  # fmt: skip


def without_row(disclosure: Disclosure, kind: str, key: str) -> Disclosure:
    tables = tuple(
        structs.replace(table, rows=tuple(row for row in table.rows if row.key != key)) if table.kind == kind else table
        for table in disclosure.tables
    )
    return structs.replace(disclosure, tables=tables)


@pytest.mark.parametrize(
    ("kind", "key", "said"),
    [
        ("一般公共预算支出表", "2080505", "一般公共预算支出表“20805 行政事业单位养老支出”行与其下各行之和不合"),
        ("基本支出经济分类表", "办公费/办公经费", "基本支出经济分类表“商品和服务支出”行与其下各行之和不合"),
        ("结转项目支出表", "乡镇健身路径建设（24年结转云财综〔2024〕33号）", "结转项目支出表"),
        ("支出总表", "合计", "没有“合计”这一行"),
        ("支出总表", "208", "没有20805 的上级 208"),
    ],
)
def test_a_lost_row_is_one_cause(kind: str, key: str, said: str) -> None:
    causes = serious(check(without_row(example(), kind, key), TABLES))
    assert len(causes) == 1 and said in causes[0]


def test_a_missing_table_is_one_cause_and_leaves_rules_undecided() -> None:
    tables = tuple(table for table in example().tables if table.kind != "一般公共预算支出表")
    report = check(structs.replace(example(), tables=tables), TABLES)
    assert serious(report) == ["文件中没有找到这些表：一般公共预算支出表"]
    assert {one.status for one in report.outcomes if one.rule in ("T6-1", "X-9", "X-19")} == {"not_run"}


def test_a_blank_total_is_one_cause() -> None:
    causes = serious(check(misprint(example(), "支出总表", "20805", "基本支出", ""), TABLES))
    assert len(causes) == 1 and "空白" in causes[0]


def test_the_same_difference_in_one_form_is_told_once() -> None:
    text = "服务费1000元,绩效工资100元,两项合计1100元"
    costs = [["产出指标", "成本指标", "绩效工资", "500元"], ["产出指标", "成本指标", "服务费", "1000元"]]
    form = {"name": "甲", "annual": {"total": "1500"}, "overview": text, "indicators": costs}
    (cause,) = check(build_disclosure({"forms": [form]}), only=("F-8", "F-10")).causes
    assert [finding.rule for finding in cause.findings] == ["F-10", "F-8"]
    assert cause.title.zh == "项目“甲”项目概况中的“绩效工资”与成本指标不符"


def test_two_rules_about_one_wrong_amount_are_told_once() -> None:
    """A rate that misses its total, and the amount of the cost indicator: what is printed wrongly is the same."""
    report = check(
        build_disclosure({"forms": [{
            "name": "看护服务", "annual": {"total": "475200"},
            "overview": "2024年全年服务费用,其中60人按照90元/月标准发放绩效工资,共计54000元。",
            "indicators": [["产出指标", "成本指标", "绩效工资", "475200元"]],
        }]}),
        [rule for rule in rulebook() if rule.id in ("F-10", "F-47")],
    )
    assert [sorted(finding.rule for finding in cause.findings) for cause in report.causes] == [["F-10", "F-47"]]


def test_notes_that_are_mended_in_one_go_are_one_cause() -> None:
    """Each rule is told first by one finding, and nothing is lost; a group of one rule keeps its own title."""
    wrong = [["产出指标", "质量指标", "质量指标", "合格"], ["产出指标", "质量指标", "达标率", "≥100%"], ["产出指标", "质量指标", "合格率", "≥100%"]]
    rules = [rule for rule in rulebook() if rule.id in ("F-20", "F-21", "F-24")]
    form = {"name": "甲", "filled": "2024011511111", "indicators": wrong}
    report = check(build_disclosure({"forms": [form]}), rules)
    assert [(cause.severity, [finding.rule for finding in cause.findings]) for cause in report.causes] == [
        ("note", ["F-24"]),
        ("note", ["F-20", "F-21", "F-20"]),
    ]
    assert "13位" in report.causes[0].title.zh
    assert report.causes[1].title.zh == "绩效指标填得不规范：2类、3处"
    assert [cause.title.zh for cause in keep_rules(report.causes, {"F-20"})] == ["绩效指标填得不规范：1类、2处"]
    (one,) = keep_rules(report.causes, {"F-21"})
    assert one.title == shorten(one.findings[0].message)


def test_a_rule_is_in_one_group_of_notes_at_most() -> None:
    grouped = [rule for group in load_words("note_groups")["groups"] for rule in group["rules"]]
    assert len(grouped) == len(set(grouped)) and set(grouped) <= {rule.id for rule in rulebook()}


def test_a_telling_slip_is_the_only_proposal() -> None:
    costs = [["产出指标", "成本指标", name, f"{amount}万元"] for name, amount in (("厨房", "9.6823"), ("食堂", "19.8"), ("库房", "17.7"))]
    form = {"name": "甲", "annual": {"total": "473623"}, "indicators": costs}
    (cause,) = check(build_disclosure({"forms": [form]}), only=("F-3",)).causes
    assert [(repair.proposed, repair.low, repair.certainty) for repair in cause.repairs] == [("9.8623", "", "likely")]


def test_troubles_of_different_kinds_are_told_apart() -> None:
    troubles = [{"code": code, "zh": f"{name}有问题", "en": "wrong", "place": {"line": 3}} for code, name in
                (("READ-101", "甲"), ("READ-104", "乙"), ("READ-101", "丙"))]  # fmt: skip
    causes = check(build_disclosure({"disclosure": {"troubles": troubles}}), only=("D-3",)).causes
    assert [cause.title.zh for cause in causes] == ["READ-101 甲有问题（同类共 2 处）", "READ-104 乙有问题"]
    assert all(cause.of_reading for cause in causes)


@needs_seed
def test_titles_of_the_real_document_are_short() -> None:
    titles = [cause.title.zh for cause in check(recognise(read_blocks(SEED))).causes]
    assert [title for title in titles if len(title) > 60 and not title.endswith("%")] == []  # an amount is not cut off


def without(disclosure: Disclosure, kind: str, name: str) -> Disclosure:
    """Return the disclosure without the row of that name in the table."""
    tables = (
        structs.replace(table, rows=tuple(row for row in table.rows if row.name != name)) if table.kind == kind else table
        for table in disclosure.tables
    )
    return structs.replace(disclosure, tables=tuple(tables))


@pytest.mark.parametrize(
    ("kind", "name"), [("项目支出表", "旅游宣传推广"), ("基本支出经济分类表", "取暖费")], ids=["form", "prose"]
)
def test_a_row_left_out_is_named_by_what_misses_it(kind: str, name: str) -> None:
    report = check(without(example(), kind, name), rulebook())
    (cause,) = [cause for cause in report.causes if cause.severity != "note"]
    assert f"漏印了“{name}”一行" in cause.title.zh and len(cause.findings) > 1


def test_two_columns_exchanged_are_one_cause() -> None:
    table = example().table("支出总表")
    assert table is not None
    exchanged = tuple(
        structs.replace(row, figures=row.figures | {"基本支出": row.figures["项目支出"], "项目支出": row.figures["基本支出"]})
        for row in table.rows
    )
    tables = tuple(structs.replace(one, rows=exchanged) if one is table else one for one in example().tables)
    report = check(structs.replace(example(), tables=tables), rulebook())
    (title,) = serious(report)
    assert title.startswith("支出总表“基本支出”栏与“项目支出”栏的数多半互相印错")
    assert not any(cause.repairs for cause in report.causes)


def relabelled(disclosure: Disclosure, kind: str, unit: str, amounts: dict[str, str] | None = None) -> Disclosure:
    """Return the disclosure with the unit over one table printed otherwise, its amounts as they are but for some."""

    def read_again(figure: Figure) -> Figure:
        text = (amounts or {}).get(figure.text, figure.text)
        state, money = read_money(text, unit)
        return structs.replace(figure, text=text, unit=unit, state=state, money=money)

    tables = [
        structs.replace(
            table,
            unit=unit,
            rows=tuple(
                structs.replace(row, figures={column: read_again(figure) for column, figure in row.figures.items()})
                for row in table.rows
            ),
        )
        if table.kind == kind
        else table
        for table in disclosure.tables
    ]
    return structs.replace(disclosure, tables=tuple(tables))


def test_a_table_printed_twice_is_held_against_others_once() -> None:
    planted = misprint(example(), "支出总表", "2080505", "合计", "199.99")
    twin = deepcopy(planted.table("支出总表"))
    assert twin is not None
    again = structs.replace(planted, tables=(*planted.tables, twin))
    assert serious(check(again, TABLES)) == serious(check(planted, TABLES)) != []


@pytest.mark.parametrize("kind", ["收支总表", "支出总表", "一般公共预算支出表", "基本支出经济分类表"])
def test_a_table_in_the_wrong_unit_is_one_cause(kind: str) -> None:
    (cause,) = [one for one in check(relabelled(example(), kind, "元"), TABLES).causes if one.severity != "note"]
    assert cause.title.zh.startswith(f"{kind}的金额单位印作“元”，多半应为“万元”")
    assert "各数本身不用改" in cause.findings[0].advice.zh


def test_a_table_in_another_unit_and_one_other_mistake_are_two_causes() -> None:
    planted = misprint(relabelled(example(), "基本支出经济分类表", "元"), "一般公共预算支出表", "合计", "基本支出", "1049.99")
    titles = serious(check(planted, TABLES))
    assert sum(title.startswith("基本支出经济分类表的金额单位印作“元”") for title in titles) == 1
    assert any("一般公共预算支出表“合计”行“基本支出”栏" in title for title in titles)


def test_slips_beside_the_wrong_unit_do_not_hide_it() -> None:
    planted = relabelled(example(), "一般公共预算支出表", "元")
    for key, column, text in (("合计", "合计", "1574.09"), ("2080505", "基本支出", "99.99"), ("20805", "合计", "190.10")):
        planted = misprint(planted, "一般公共预算支出表", key, column, text)
    report = check(planted, TABLES)
    assert not any("另一口径" in title for title in serious(report))
    (cause,) = [cause for cause in report.causes if cause.title.zh.startswith("一般公共预算支出表的金额单位印作“元”")]
    # They are shown near the top, and nobody is told that the amounts may stand.
    assert "还有别的数有误" in cause.findings[0].advice.zh and "不用改" not in cause.findings[0].advice.zh


FUND, WHOLE = "政府性基金支出表", "收支总表"


def fund(amount: str) -> Disclosure:
    """Return a document in which one equation alone knows the fund table, its amounts printed as 元."""
    whole = example()
    kept = tuple(table for table in whole.tables if table.kind in (FUND, WHOLE, "支出总表"))
    printed = relabelled(structs.replace(whole, tables=kept, sections=(), forms=()), WHOLE, "万元", {"54.00": amount})
    return relabelled(printed, FUND, "元", {"54.00": amount})


@pytest.mark.parametrize(("amount", "named"), [("53.17", True), ("54.00", False)], ids=["four digits", "may be chance"])
def test_one_equation_tells_of_the_unit_where_many_digits_agree(amount: str, named: bool) -> None:
    titles = serious(check(fund(amount), TABLES))
    assert any(title.startswith(f"{FUND}的金额单位印作“元”") for title in titles) == named


def test_a_table_in_another_unit_with_many_other_mistakes_is_not_said_to_be_mislabelled() -> None:
    planted = relabelled(example(), "基本支出经济分类表", "元")
    for key in ("合计", "2080505", "2080506", "2101101", "2101102", "2101103", "2210201"):
        planted = misprint(planted, "一般公共预算支出表", key, "基本支出", "1049.99")
    assert not any("金额单位印作" in title for title in serious(check(planted, TABLES)))


@pytest.mark.parametrize(
    ("rules", "printed"),
    [
        (
            ("F-11", "F-62"),
            {"forms": [{"name": "甲", "annual_goal": "培训放映员300人。", "indicators": [["产出指标", "数量指标", "培训放映员人数", "200人"]]}]},
        ),
        (
            ("B-33", "B-35"),
            {
                "sections": {"绩效管理": "3个项目实行绩效目标管理，涉及资金30.00万元，其中经常性项目1个10.00万元，一次性项目1个20.00万元。"},
                "forms": [{"name": "甲"}, {"name": "乙"}],
            },
        ),
    ],
)
def test_one_slip_seen_by_two_rules_at_one_place_is_told_once(rules: tuple[str, ...], printed: dict[str, Any]) -> None:
    (cause,) = check(build_disclosure(printed), only=rules).causes
    assert tuple(sorted(finding.rule for finding in cause.findings)) == rules


def test_a_year_left_from_an_earlier_document_is_told_once(tmp_path: Path) -> None:
    text, right = (EXAMPLES / "yunxi-culture-2025.txt").read_text(encoding="utf-8"), "2025年度云溪县文化和旅游局支出预算1619.15万元"
    assert right in text
    path = tmp_path / "old.txt"
    path.write_text(text.replace(right, right.replace("2025", "2024")), encoding="utf-8")
    (cause,) = check(recognise(read_blocks(path)), only=("N-66", "N-100")).causes
    assert [finding.rule for finding in cause.findings] == ["N-66", "N-100"]


def test_an_amount_and_a_rate_copied_from_another_item_are_one_cause() -> None:
    """The tables tell which of the two amounts is wrong; the rate beside it was copied with it."""
    text = (
        "“社会保障和就业支出（类）行政事业单位养老支出（款）机关事业单位职业年金缴费支出（项）”220.63万元，主要用于缴费。"
        "2022年当年预算执行数为132.59万元，2023年预算安排441.25万元，比2022年预算执行数增加60.54%。"
    )
    names = {"208": "社会保障和就业支出", "20805": "行政事业单位养老支出", "2080506": "机关事业单位职业年金缴费支出"}
    given = {
        "sections": {"一般公共预算支出": text},
        "cells": {f"一般公共预算支出表[{code}, 合计]": "220.63" for code in names},
        "tables": {"一般公共预算支出表": {"names": names}},
    }
    (cause,) = check(build_disclosure(given), [rule for rule in rulebook() if rule.id in ("N-42", "N-43")]).causes
    assert [finding.rule for finding in cause.findings] == ["N-42", "N-43"]
    assert [(repair.printed, repair.proposed) for repair in cause.repairs] == [("441.25", "220.63")]


def test_an_item_is_named_with_its_group() -> None:
    text = (
        "1、“一般公共服务支出（类）统计信息事务（款）统计管理（项）”1.00万元，主要用于统计管理。\n"
        "2、“一般公共服务支出（类）统计信息事务（款）专项普查活动（项）”2.00万元，主要用于统计管理。"
    )
    (cause,) = check(build_disclosure({"sections": {"一般公共预算支出": text}}), [rule for rule in rulebook() if rule.id == "N-98"]).causes
    assert "另一项“统计信息事务（款）统计管理（项）”" in cause.title.zh
