"""Findings on what was recognised from a picture: a misreading must not look like a mistake."""

from msgspec import structs

from gouji.check import check
from gouji.check.recognition import SURE, temper
from gouji.model.finding import Finding
from gouji.model.place import Bilingual, Place
from gouji.read.troubles import trouble
from gouji.render.verdict import caveats

from .test_causes import TABLES, example, misprint


def recognised(disclosure, kind, key, column, confidence, *, elsewhere=1.0):
    """Return the disclosure as if read from a picture: one figure less sure than all others."""

    def marked(figure, sure):
        return structs.replace(figure, place=structs.replace(figure.place, page=1, confidence=sure))

    tables = [
        structs.replace(
            table,
            rows=tuple(
                structs.replace(
                    row,
                    figures={
                        name: marked(figure, confidence if (table.kind, row.key, name) == (kind, key, column) else elsewhere)
                        for name, figure in row.figures.items()
                    },
                )
                for row in table.rows
            ),
        )
        for table in disclosure.tables
    ]
    return structs.replace(disclosure, tables=tuple(tables))


CELL = ("支出总表", "2070101", "合计")


def test_a_figure_not_surely_recognised_makes_no_error():
    planted = recognised(misprint(example(), *CELL, "279.21"), *CELL, 0.87)
    (cause,) = check(planted, TABLES).causes
    assert cause.severity == "warning"
    assert all("识别" in one.message.zh and "0.87" in one.message.zh for one in cause.findings)


def test_the_repair_blames_the_recognition():
    planted = recognised(misprint(example(), *CELL, "279.21"), *CELL, 0.87)
    (cause,) = check(planted, TABLES).causes
    assert cause.repairs[0].proposed == "297.21"
    assert "可能误识为 279.21" in cause.title.zh and "印作" not in cause.title.zh


def test_of_figures_that_explain_as_much_the_one_not_surely_recognised_is_named():
    cell = ("收支总表", "208", "当年")
    planted = recognised(misprint(example(), *cell, "137.53"), *cell, 0.6)
    assert check(planted, TABLES).causes[0].repairs[0].printed == "137.53"


def test_what_is_surely_recognised_is_told_as_an_error():
    planted = recognised(misprint(example(), *CELL, "279.21"), *CELL, SURE)
    assert [cause.severity for cause in check(planted, TABLES).causes] == ["error"]


def test_what_ties_out_is_not_told_however_unsure():
    assert check(recognised(example(), *CELL, 0.5, elsewhere=0.5), TABLES).causes == ()


def test_only_what_may_be_misread_is_said_to_be_perhaps_misread():
    missing = Finding("T0-1", "error", Bilingual("缺表", "missing"), (Place(page=1, confidence=1.0),))
    assert temper(missing) == structs.replace(missing, severity="warning")
    seen = structs.replace(missing, places=(Place(page=1, box=(0, 0, 9, 9), confidence=0.9),))
    assert "0.90" in temper(seen).message.zh
    sure = structs.replace(seen, places=(Place(page=1, box=(0, 0, 9, 9), confidence=0.99),))
    assert "识别" not in temper(sure).message.zh


def test_the_report_says_once_which_pages_were_recognised():
    told = trouble("READ-036", Place(page=2), pages="2–3")
    report = check(structs.replace(example(), troubles=(told,)), TABLES)
    assert report.recognised == Bilingual(told.zh, told.en) and told.zh in caveats(report, "zh")
    assert check(example(), TABLES).recognised.zh == ""
