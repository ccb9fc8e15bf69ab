"""One rule explained: in words, in one language, with its cases run."""

import re

import pytest

from gouji.check import rulebook
from gouji.check.formula_words import say_formula, say_repeated
from gouji.check.rule import Rule
from gouji.render.rule_page import explain_rule


def rule(name: str) -> Rule:
    return next(one for one in rulebook(cases=True) if one.id == name)


def page(name: str, language: str = "zh") -> list[str]:
    return [line.indent + line.text for line in explain_rule(rule(name), language)]


def test_a_page_tells_title_severity_formula_needs_basis_advice_and_what_the_cases_come_to() -> None:
    lines = page("T6-1")
    for line in (
        "T6-1  基本支出：经济分类表合计等于一般公共预算支出表的基本支出",
        "  级别：✕ 错误（不可能都对，须改正）",
        "  要求：基本支出经济分类表“合计”行的“合计”栏 等于 一般公共预算支出表“合计”行的“基本支出”栏",
        "  需要的表：基本支出经济分类表、一般公共预算支出表",
        "        基本支出经济分类表“合计”行“合计”栏：232.53",
        "      → 原因：文件中没有读到基本支出经济分类表",
    ):
        assert line in lines
    assert any(line.startswith("  依据：《预算法实施条例》") and line.endswith("（已核对原文）") for line in lines)
    assert any(line.startswith("      → 查出：") and "相差 7807.66万元" in line for line in lines)


def test_an_english_page_says_in_english_what_must_hold() -> None:
    assert (
        "  What must hold: “Total” of row “Total” in “Basic expenditure by economic class” equals"
        " “Basic expenditure” of row “Total” in “General public budget expenditure”"
    ) in page("T6-1", "en")


@pytest.mark.parametrize("one", [one for one in rulebook() if one.formula], ids=lambda one: one.id)
def test_every_formula_is_told_in_words(one: Rule) -> None:
    for said in (*say_formula(one), *say_repeated(one)):
        assert "[" not in said.zh and "Σ" not in said.zh
        assert re.search(r"[\u4e00-\u9fff]", said.en) is None


@pytest.mark.parametrize("name", ["U-1", "N-98", "F-20", "P-1", "Y-1"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_parts_of_cases_have_names(name: str, language: str) -> None:
    keys = ("cells", "forms", "sections", "units", "overview", "indicators", "expect", "hits")
    assert not [line for line in page(name, language) for key in keys if language == "zh" and line.strip().startswith(f"{key}：")]
    assert any("→" in line for line in page(name, language))
