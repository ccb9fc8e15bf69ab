"""Tables in one file and text in another are one disclosure, and each place says which file it is in."""

from pathlib import Path

import pytest
from msgspec import structs

from gouji.check import check, rulebook
from gouji.check.belonging import make_card, put_together
from gouji.check.together import merge
from gouji.model.disclosure import ContentsEntry, Disclosure
from gouji.model.place import Place, show_place
from gouji.read import read
from shared import SHARED

REAL = SHARED / "real"

TABLES = """清河县水利局
2024年度部门预算公开
2024年预算支出总表
部门名称：清河县水利局
单位：万元
科目编码\t科目名称\t合计\t基本支出\t项目支出
合计\t\t30.00\t20.00\t10.00
213\t农林水支出\t30.00\t20.00\t10.00
"""
TEXT = """中共清河县水利局
2024年度部门预算公开
第三部分 2024年度部门预算情况说明
一、支出预算情况说明
2024年度清河县水利局支出预算33.00万元，其中：基本支出20.00万元；项目支出13.00万元。
"""


def halves(tmp_path: Path) -> tuple[Disclosure, Disclosure]:
    for name, text in (("表.txt", TABLES), ("文.txt", TEXT)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    return read(tmp_path / "表.txt"), read(tmp_path / "文.txt")


def test_halves_are_found_in_either_order(tmp_path: Path) -> None:
    tables, text = halves(tmp_path)
    assert put_together([make_card(text), make_card(tables)]) == [(0, 1)]
    assert merge(text, tables) == merge(tables, text)


def test_another_year_or_a_second_candidate_is_no_half(tmp_path: Path) -> None:
    tables, text = halves(tmp_path)
    older = structs.replace(text, cover=structs.replace(text.cover, year=2023))
    assert put_together([make_card(tables), make_card(older)]) == [(0,), (1,)]
    assert put_together([make_card(tables), make_card(text), make_card(text)])[0] == (0,)


def test_text_is_tied_to_tables_of_the_other_file(tmp_path: Path) -> None:
    whole = merge(*halves(tmp_path))
    found = [finding for finding in check(whole).findings if finding.rule == "N-1"]
    assert {place.document for finding in found for place in finding.places} == {"表.txt", "文.txt"}
    assert "表.txt" in show_place(next(p for f in found for p in f.places if p.document == "表.txt"))


def test_contents_of_each_half_are_looked_at_alone(tmp_path: Path) -> None:
    contents = (ContentsEntry("收支预算总表", 8, Place()),)
    tables, text = (structs.replace(half, contents=contents) for half in halves(tmp_path))
    rules = [rule for rule in rulebook() if rule.id == "X-42"]
    assert not check(merge(tables, text), rules).findings
    twice = structs.replace(tables, contents=tables.contents * 2)
    assert [finding.rule for finding in check(merge(twice, text), rules).findings] == ["X-42"]


@pytest.mark.skipif(not REAL.exists(), reason="the published files are not beside this checkout (../shared/real)")
def test_two_published_files_are_one_disclosure() -> None:
    text, tables = (read(REAL / f"js_swb_2018_budget_{half}.pdf") for half in ("text", "tables"))
    assert put_together([make_card(text), make_card(tables)]) == [(0, 1)]
    report = check(merge(text, tables))
    assert [finding.rule for finding in report.findings if finding.severity == "error"] == []
    assert report.coverage.tables == 12 and report.coverage.claims > 30
