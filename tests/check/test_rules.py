"""Every rule of the rule book decides its own cases, and the rule book is complete."""

import pytest

from gouji.check import rulebook
from gouji.check.cases import run_case
from gouji.check.functions import import_functions
from gouji.check.rule import ACROSS, FUNCTIONS, Rule
from gouji.check.rulebook import RULES, read_rules, rule_files

ALL = rulebook(cases=True)


@pytest.mark.parametrize("rule", ALL, ids=lambda rule: rule.id)
def test_rule_says_what_its_cases_expect(rule: Rule) -> None:
    assert [(number, run_case(rule, case)) for number, case in enumerate(rule.cases) if run_case(rule, case)] == []


@pytest.mark.parametrize("rule", ALL, ids=lambda rule: rule.id)
def test_rule_has_a_case_of_each_kind(rule: Rule) -> None:
    assert {case["expect"] for case in rule.cases} == {"holds", "fails", "not_run"}


def test_every_file_of_the_rule_book_is_loaded() -> None:
    assert set(rule_files()) == set(RULES.iterdir())
    assert sorted(rule.id for path in rule_files() for rule in read_rules(path)) == sorted(rule.id for rule in ALL)


def test_every_function_decides_a_rule() -> None:
    import_functions()
    assert {*FUNCTIONS, *ACROSS} - {rule.decides for rule in ALL} == set()


def test_rules_without_cases_are_the_same_rules() -> None:
    assert [rule.id for rule in rulebook()] == [rule.id for rule in ALL]
    assert all(not rule.cases for rule in rulebook())


def test_a_verified_basis_names_its_source() -> None:
    assert [rule.id for rule in ALL if not rule.basis.text] == []
