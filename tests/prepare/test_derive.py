"""Disclosures derived from two whole budgets, against what their departments print; and how long deriving takes."""

from time import process_time

import pytest
from msgspec import structs

from gouji.check import check
from gouji.layouts.layout import layouts, prepared_layouts
from gouji.model.budget import Budget, BudgetUnit, Comparison, Line, Project, PublicItem, Sources
from gouji.model.disclosure import Disclosure, Table
from gouji.model.money import Money
from gouji.prepare import derive
from gouji.prepare.troubles import PrepareError
from gouji.read import read
from prepare.bare import bare
from prepare.fenyang import fenyang
from prepare.yunxi import YUNXI
from shared import EXAMPLES

# The real department printed these two against its own other tables.
CONTRADICTED = (6, 12)


@pytest.fixture(scope="module")
def printed() -> Disclosure:
    return read(EXAMPLES / "yunxi-culture-2025.txt")


def test_the_tables_are_those_printed(printed):
    assert bare(derive(YUNXI).tables) == bare(printed.tables)


def test_the_forms_catalogues_and_terms_are_those_printed(printed):
    derived = derive(YUNXI)
    for part in ("cover", "duties", "organisation", "forms", "assets", "catalogues", "glossary", "damages"):
        assert bare(getattr(derived, part)) == bare(getattr(printed, part)), part
    assert [entry.title for entry in derived.contents] == [entry.title for entry in printed.contents]


def test_the_narrative_differs_from_the_printed_one_by_thousands_marks_alone(printed):
    def texts(disclosure):
        return [(s.kind, s.number, s.title, [p.text.replace(",", "") for p in s.paragraphs]) for s in disclosure.sections]

    assert texts(derive(YUNXI)) == texts(printed)


def test_the_narrative_claims_what_the_printed_one_claims(printed):
    def claims(disclosure):
        return [
            (c.topic, c.address, c.amount and c.amount.money, c.share, c.change, c.growth, c.direction)
            for s in disclosure.sections
            for c in s.claims
        ]

    assert bare(tuple(claims(derive(YUNXI)))) == bare(tuple(claims(printed)))


def test_nothing_is_found_in_it():
    assert check(derive(YUNXI)).findings == ()


def figures(table: Table):
    return [(row.side, row.key, row.code, [figure.text for figure in row.figures.values()]) for row in table.rows]


def test_the_tables_of_a_real_department_are_those_printed():
    published = read(EXAMPLES / "fenyang-2024.txt")
    for derived, table in zip(derive(fenyang()).tables, published.tables, strict=True):
        if derived.number not in CONTRADICTED:
            assert figures(derived) == figures(table), derived.title


def test_a_real_department_would_have_tied_out():
    found = {finding.rule for finding in check(derive(fenyang())).findings if finding.severity == "error"}
    # Its projects keep their names, nine of which claim money that was never carried over.
    assert {rule for rule in found if not rule.startswith("F-")} == {"B-9"}


# --- what is told in words ---------------------------------------------------------------------------------------------


def small(**given) -> Budget:
    line = Line("某县史志馆", "2010101", "一般公共预算", "basic", Money(1_000_000_00), "30201")
    return Budget("某县史志馆", 2025, "shanxi/2024", units=(BudgetUnit("某县史志馆", "事业"),), lines=(line,), **given)


def paragraphs(budget: Budget, kind: str) -> list[str]:
    section = derive(budget).section(kind)
    assert section is not None
    return [paragraph.text for paragraph in section.paragraphs]


@pytest.mark.parametrize(
    ("last_year", "told"),
    [
        (900_000_00, "，比上年增加10.00万元，增长11.11%，主要原因是人员增加。"),
        (1_100_000_00, "，比上年减少10.00万元，下降9.09%，主要原因是人员增加。"),
        (1_000_000_00, "，与上年持平。"),
        (1_000_030_00, "，与上年基本持平。"),
        (0, "，比上年增加100.00万元，主要原因是人员增加。"),
    ],
)
def test_a_figure_is_told_against_last_years(last_year, told):
    budget = small(comparisons=(Comparison("一般公共预算当年支出", Money(last_year), "人员增加。"),))
    assert paragraphs(budget, "一般公共预算支出")[1] == f"2025年度某县史志馆一般公共预算当年支出100.00万元{told}"


def test_without_last_years_figure_nothing_is_compared():
    assert paragraphs(small(), "一般公共预算支出")[1] == "2025年度某县史志馆一般公共预算当年支出100.00万元。"


def test_an_empty_table_says_that_it_has_no_data():
    table = derive(small()).table("政府性基金支出表")
    assert table is not None
    assert table.note == "注：本表无数据"
    assert [row.key for row in table.rows] == ["合计"]


def test_a_project_kept_back_has_no_form_and_its_reason_is_told():
    line = Line("某县史志馆", "2010102", "一般公共预算", "project", Money(50_000_00), "", "密级档案整理")
    project = Project(
        "密级档案整理", "某县史志馆", "特定目标类", annual=Sources(county=Money(50_000_00)), disclosed=False, reason="涉密"
    )
    budget = small(projects=(project,))
    budget = structs.replace(budget, lines=(*budget.lines, line))
    assert derive(budget).forms == ()
    told = paragraphs(budget, "绩效管理")[-1]
    assert "公开项目绩效目标0个" in told
    assert "未公开绩效目标的项目，原因是涉密。" in told


def test_a_total_of_public_items_is_set_off_from_what_it_is_compared_with():
    (told, *_) = paragraphs(YUNXI, "三公经费")
    assert "经费预算33.80万元，比2024年增加15.40万元，主要原因是" in told


def test_public_items_left_out_are_told_as_nothing():
    budget = small(public_items=(PublicItem("公务接待费", {"一般公共预算": Money(3_000_00)}, Money(3_000_00)),))
    assert paragraphs(budget, "三公经费")[-1] == (
        "其中：因公出国（境）费0万元；公务接待费0.30万元，与上年预算数相同；公务用车运行维护费0万元；公务用车购置费0万元。"
    )


# --- speed ---------------------------------------------------------------------------------------------------------------


def test_a_department_is_derived_in_no_time():
    derive(YUNXI)
    begin = process_time()
    derive(YUNXI)
    assert process_time() - begin < 0.1


def test_a_thousand_units_are_derived_in_two_seconds():
    base = YUNXI.lines
    units = tuple(BudgetUnit(f"{number}号学校", "事业") for number in range(1_000))
    lines = tuple(
        structs.replace(base[number % len(base)], unit=unit.name, project=f"{number}号" if number % 10 == 0 else "", nature="project" if number % 10 == 0 else "basic")
        for unit in units
        for number in range(200)
    )
    budget = structs.replace(YUNXI, units=units, lines=lines, projects=())
    begin = process_time()
    disclosure = derive(budget)
    assert process_time() - begin < 4
    assert len(disclosure.tables[11].rows) > 10_000


@pytest.mark.parametrize(("place", "begins"), [("云溪县", "云溪县级预算"), ("某区", "某区级预算"), ("某市", "某市县(区)级预算")])
def test_the_title_of_a_form_names_the_county_once(place: str, begins: str) -> None:
    budget = structs.replace(YUNXI, jurisdiction=place)
    assert all(form.title.startswith(begins) for form in derive(budget).forms)


@pytest.mark.parametrize("name", sorted({layout.name for layout in layouts()} - set(prepared_layouts())))
def test_a_layout_for_reading_is_refused(name):
    with pytest.raises(PrepareError) as refused:
        derive(YUNXI, name)
    assert refused.value.trouble.code == "PREP-032"
    assert name in refused.value.trouble.zh and prepared_layouts()[0] in refused.value.trouble.zh
