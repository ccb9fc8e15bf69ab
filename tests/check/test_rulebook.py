"""What the rule book refuses, and how it says so."""

from pathlib import Path

import pytest

from gouji.check import RuleError, rulebook
from gouji.check.rulebook import _refuse_doubles, read_rules

RULE = """\
- id: T9-9
  family: table
  title: {zh: 甲, en: A}
  severity: error
  formula: 支出总表[合计, 合计] = 收支总表[支出总计, 合计]
  says: {zh: "{where}", en: "{where}"}
  advice: {zh: 乙, en: B}
  basis: {text: 丙}
  cases:
    - {cells: {"支出总表[合计, 合计]": 213.00}, expect: not_run}
"""


def write(folder: Path, text: str) -> Path:
    path = folder / "some.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_cases_are_read_as_printed(tmp_path: Path) -> None:
    path = write(tmp_path, RULE)
    assert read_rules(path)[0].cases == ()
    assert read_rules(path, cases=True)[0].cases[0]["cells"] == {"支出总表[合计, 合计]": "213.00"}


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("支出总表[合计, 合计] =", "支出总帐[合计, 合计] =", "支出总表"),
        ("[支出总计, 合计]", "[支出总记, 合计]", "支出总计"),
        ("[合计, 合计] =", "[合计, 基本开支] =", "基本支出"),
        ("severity: error", "severity: fatal", "severity"),
        ("  severity: error\n", "  severity: error\n  colour: red\n", "colour"),
        ("  formula: 支出总表[合计, 合计] = 收支总表[支出总计, 合计]", "  decides: blank_totals", "blank_total"),
        ("  formula: 支出总表[合计, 合计] = 收支总表[支出总计, 合计]\n", "", "formula"),
        ("basis: {text: 丙}", "basis: {text: 丙, checked: true}", "checked"),
        (" = 收支", " 收支", "="),
    ],
)
def test_a_rule_that_means_nothing_is_refused(tmp_path: Path, before: str, after: str, said: str) -> None:
    assert before in RULE
    with pytest.raises(RuleError, match=said) as caught:
        read_rules(write(tmp_path, RULE.replace(before, after)))
    assert "some.yaml › T9-9" in str(caught.value)


def test_an_id_used_twice_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RuleError, match="T9-9"):
        _refuse_doubles(read_rules(write(tmp_path, RULE + RULE)))


def test_yaml_that_cannot_be_read_names_its_file_and_line(tmp_path: Path) -> None:
    with pytest.raises(RuleError, match=r"(?s)some\.yaml.*line 3"):
        read_rules(write(tmp_path, RULE.replace("title: {zh: 甲", "title: {zh: [甲")))


def test_misprints_begin_with_a_character() -> None:
    """All are searched for at once: a single one that begins otherwise makes that eight times slower."""
    (rule,) = (rule for rule in rulebook() if rule.decides == "common_misprints")
    assert [word["printed"] for word in rule.given["words"] if word["printed"][0] in "([.^\\"] == []
