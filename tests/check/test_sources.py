"""A basis in English: the usual titles of the sources beside the words of the rule book."""

from gouji.check.rulebook import rulebook
from gouji.check.sources import say_basis


def test_titles_stand_before_the_basis_in_english_only() -> None:
    basis = "《预算法》：各本预算收支平衡"
    assert say_basis(basis, "zh") == basis
    assert say_basis(basis, "en") == f"Budget Law of the People's Republic of China ({basis})"


def test_a_law_is_not_found_in_the_name_of_its_regulations() -> None:
    assert "Budget Law of" not in say_basis("《预算法实施条例》（国务院令第729号）第五条", "en")


def test_several_sources_come_in_the_order_of_the_basis() -> None:
    said = say_basis("政府信息公开条例；个人信息保护法", "en")
    assert 0 < said.index("Disclosure of Government Information") < said.index("Personal Information")


def test_most_bases_of_the_rule_book_can_be_told_in_english() -> None:
    bases = {rule.basis.text for rule in rulebook()}
    assert sum(say_basis(basis, "en") != basis for basis in bases) > 0.9 * len(bases)
