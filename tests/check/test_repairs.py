"""Which figures are proposed as wrong, seen on documents that tie out but for what is planted in them."""

import random
import sys

from msgspec import structs

from gouji.check import check, rulebook
from gouji.check.cases import build_disclosure
from gouji.check.engine import decide
from gouji.check.graph import Graph, Told
from gouji.check.locate import locate
from gouji.check.view import view_tables
from gouji.read import read
from shared import EXAMPLES

from .test_causes import TABLES, case, example, misprint, without_row

SOUND = EXAMPLES / "yunxi-culture-2025.txt"


def repairs(disclosure, rules=TABLES):
    return [(one.printed, one.proposed, one.certainty) for cause in check(disclosure, rules).causes for one in cause.repairs]


def graph_of(disclosure):
    views = view_tables(disclosure)
    rules = [rule for rule in TABLES if rule.formula]
    return Graph([Told(rule.id, rule.severity, one) for rule in rules for one in decide(rule, disclosure, views).relations])


def test_where_nothing_fails_nothing_is_proposed():
    assert repairs(read(SOUND), rulebook()) == []


def test_of_many_mistakes_only_one_is_a_figure_that_can_be_told():
    assert repairs(read(EXAMPLES / "fenyang-2024.txt"), rulebook()) == [("9.6823万元", "9.8623", "likely")]


def test_two_wrong_cells_are_both_named():
    planted = misprint(example(), "支出总表", "2070101", "合计", "279.21")
    planted = misprint(planted, "支出总表", "2070104", "基本支出", "126.09")
    assert set(repairs(planted)) == {("279.21", "297.21", "certain"), ("126.09", "162.09", "certain")}


def test_a_repair_tells_what_the_cell_takes_part_in():
    (cause,) = check(misprint(example(), "收支总表", "208", "当年", "137.53"), TABLES).causes
    (repair,) = cause.repairs
    assert (repair.proposed, repair.unit, repair.slip.zh) == ("173.53", "万元", "相邻两位数字颠倒")
    assert [tie.holds for tie in repair.ties] == sorted(tie.holds for tie in repair.ties)
    assert sum(not tie.holds for tie in repair.ties) == len(cause.findings)


def test_figures_that_explain_as_much_are_tied():
    cells = {"收支总表[本年收入合计, 金额]": "90.00", "收支总表[上年结转, 金额]": "7.00", "收支总表[收入总计, 金额]": "160.30"}
    found = repairs(case(cells, {}))
    assert sorted(found) == [("160.30", "97.00", "tied"), ("7.00", "70.30", "tied"), ("90.00", "153.30", "tied")]


def test_in_a_sum_of_prose_alone_a_digit_left_out_does_not_decide():
    text = "2025年政府采购预算总额401.04万元，其中：政府采购货物预算6.80万元、政府采购工程预算160.60万元、政府采购服务预算223.64万元。"
    (cause,) = check(build_disclosure({"sections": {"政府采购": text}}), [rule for rule in rulebook() if rule.id == "N-5"]).causes
    assert {(one.printed, one.certainty) for one in cause.repairs} == {
        ("6.80", "tied"), ("160.60", "tied"), ("223.64", "tied"), ("401.04", "tied"),
    }  # fmt: skip
    assert "说不准是哪一个" in cause.title.zh


def test_amounts_in_yuan_among_ten_thousands_are_named_so():
    (cause,) = check(misprint(example(), "支出总表", "2070104", "合计", "2040900.00"), TABLES).causes
    assert "元印成了万元" in cause.title.zh and cause.repairs[0].proposed == "204.09"


def test_a_figure_of_the_narrative_is_named_when_the_table_is_confirmed(tmp_path):
    text = SOUND.read_text(encoding="utf-8")
    path = tmp_path / "mistaken.txt"
    path.write_text(text.replace("预算收入1619.15万元", "预算收入1691.15万元", 1), encoding="utf-8")
    assert repairs(read(path), rulebook()) == [("1691.15", "1619.15", "certain")]


def test_a_form_s_money_is_named_by_its_row_and_its_sources(tmp_path):
    text = SOUND.read_text(encoding="utf-8")
    path = tmp_path / "mistaken.txt"
    assert "年度资金总额:\t\t156,000.00" in text
    path.write_text(text.replace("年度资金总额:\t\t156,000.00", "年度资金总额:\t\t165,000.00", 1), encoding="utf-8")
    assert repairs(read(path), rulebook()) == [("165,000.00", "156,000.00", "certain")]


def shifted(disclosure, kind, key):
    """Return the disclosure with a row's amounts one column to the right."""
    at = next(n for n, table in enumerate(disclosure.tables) if table.kind == kind)
    table = disclosure.tables[at]
    row = next(row for row in table.rows if key in (row.key, row.code))
    columns = list(row.figures)
    moved = {column: row.figures[columns[n - 1]] for n, column in enumerate(columns)}
    rows = tuple(structs.replace(one, figures=moved) if one is row else one for one in table.rows)
    tables = (*disclosure.tables[:at], structs.replace(table, rows=rows), *disclosure.tables[at + 1 :])
    return structs.replace(disclosure, tables=tables)


def test_a_row_out_of_place_is_one_cause():
    (cause,) = check(shifted(example(), "一般公共预算支出表", "2101101"), TABLES).causes
    assert "偏右一" in cause.title.zh and "2101101 行政单位医疗" in cause.title.zh and not cause.repairs


def test_a_row_left_out_is_no_wrong_figure():
    (cause,) = check(without_row(example(), "一般公共预算支出表", "2080505"), TABLES).causes
    assert not cause.repairs


def doubled(disclosure, kind):
    """Return the disclosure with every amount of one table twice as much."""

    def twice(figure):
        return figure if figure.money is None else structs.replace(figure, money=figure.money.times(2))

    tables = [
        structs.replace(table, rows=tuple(
            structs.replace(row, figures={column: twice(figure) for column, figure in row.figures.items()}) for row in table.rows
        )) if table.kind == kind else table
        for table in disclosure.tables
    ]
    return structs.replace(disclosure, tables=tuple(tables))


def test_a_wrong_figure_is_named_beside_a_table_of_another_scope():
    """A relation that the table lets fail is no evidence against the figure that is also in it."""
    planted = misprint(doubled(example(), "项目支出表"), "政府性基金支出表", "合计", "项目支出", "52.00")
    answers = locate(graph_of(planted), seconds=5.0)
    assert answers and all(answer.proven for answer in answers)
    titles = [cause.title.zh for cause in check(planted, TABLES).causes]
    assert any(title.startswith("政府性基金支出表“合计”行“项目支出”栏印作 52.00，应为") for title in titles)


def test_a_search_out_of_time_says_so(monkeypatch):
    disclosure = example()
    rng = random.Random(7)
    cells = [(table.kind, row.key, column) for table in disclosure.tables for row, column, figure in table.figures() if figure.money]
    for kind, key, column in rng.sample(cells, 40):
        disclosure = misprint(disclosure, kind, key, column, str(rng.randrange(1, 90_000) / 100))
    graph = graph_of(disclosure)
    assert not all(answer.proven for answer in locate(graph, seconds=0.0))
    # gouji.check is the function: its module is not found by name.
    monkeypatch.setattr(sys.modules["gouji.check.repairs"], "locate", lambda graph: locate(graph, seconds=0.0))
    assert any("没有查完" in cause.title.zh for cause in check(disclosure, TABLES).causes)


def test_the_same_document_gives_the_same_answers():
    planted = misprint(example(), "政府性基金收入表", "1030155", "金额", "32.00")
    assert repairs(planted) == repairs(structs.replace(planted))


def form(name, total, appropriation):
    annual = {"total": total, "appropriation": appropriation, "carried": "0", "other": "0"}
    return {"name": name, "annual": annual}


def test_a_source_called_wrong_is_what_its_finding_shows_and_confirms_the_total():
    forms = [form("甲项目", "10,903,043.00", "11,419,043.00"), form("乙项目", "4,100,000.00", "4,100,000.00")]
    told = {"sections": {"绩效管理": "公开项目绩效目标2个，涉及项目金额1477.10万元。"}, "forms": forms}
    told["forms"][0]["whole"] = {"total": "10,903,043.00"}
    causes = check(build_disclosure(told), [rule for rule in rulebook() if rule.id in ("B-4", "F-1", "F-2")]).causes
    by_rule = {cause.findings[0].rule: cause for cause in causes}
    (source,), (finding,) = by_rule["F-1"].repairs, by_rule["F-1"].findings
    assert (source.printed, source.proposed) == ("11,419,043.00", "10,903,043.00")
    assert (finding.printed, finding.expected) == ("11419043.00元", "10903043.00元")
    assert finding.places[0] == source.place
    # The total is what the source should be: the sum of the narrative does not call it wrong.
    assert [(one.printed, one.certainty) for one in by_rule["B-4"].repairs] == [("1477.10", "likely")]
