"""Why a rule was not run: it does not apply to the document, or what it needs is missing or was not read."""

from msgspec import structs

from gouji.check.cases import build_disclosure
from gouji.check.engine import check
from gouji.model.disclosure import Disclosure, Trouble
from gouji.model.finding import Unrun
from gouji.model.place import Place

SPENDING = {"支出总表[合计, 合计]": "10.00", "支出总表[合计, 基本支出]": "10.00", "支出总表[合计, 项目支出]": "0.00"}


def unrun(disclosure: Disclosure, rule: str) -> Unrun:
    return check(disclosure, only=(rule,)).outcomes[0].unrun


def test_a_rule_of_final_accounts_does_not_apply_to_a_budget() -> None:
    budget = build_disclosure({"cells": SPENDING})
    assert (unrun(budget, "FA-40"), unrun(budget, "FA-5"), unrun(budget, "Y-1")) == ("inapplicable",) * 3


def test_a_table_that_every_budget_has_is_lacking_and_one_of_other_places_is_not() -> None:
    budget = build_disclosure({"cells": SPENDING})
    assert unrun(budget, "T2-1") == "lacking"  # 收入总表
    assert unrun(budget, "T17-1") == "inapplicable"  # 政府采购预算表


def test_a_figure_that_cannot_be_read_is_lacking() -> None:
    budget = build_disclosure({"cells": {**SPENDING, "支出总表[合计, 项目支出]": "O.OO"}})
    assert unrun(budget, "T0-3") == "lacking"


def test_a_condition_that_does_not_hold_makes_the_rule_inapplicable() -> None:
    budget = build_disclosure({"cells": {"收支总表[本年收入合计, 金额]": "10.00", "收支总表[收入总计, 金额]": "10.00"}})
    assert unrun(budget, "T1-8") == "inapplicable"


def test_prose_without_such_a_sentence_is_no_missing_narrative() -> None:
    told = build_disclosure({"cells": SPENDING, "sections": {"三公经费": "三公经费有所减少。"}})
    assert unrun(told, "N-10") == "inapplicable"
    assert unrun(build_disclosure({"cells": SPENDING}), "N-10") == "lacking"


def test_where_pages_were_not_read_nothing_found_is_lacking() -> None:
    told = build_disclosure({"cells": SPENDING, "sections": {"三公经费": "三公经费有所减少。"}})
    unread = structs.replace(told, troubles=(Trouble("READ-037", "", "", Place(page=3)),))
    assert unrun(unread, "N-10") == "lacking"
    assert unrun(unread, "FA-40") == "inapplicable"


def test_what_was_read_by_recognition_does_not_count_as_unread() -> None:
    told = build_disclosure({"cells": SPENDING})
    codes = ("READ-036", "READ-038", "READ-037", "READ-107")
    troubled = structs.replace(told, troubles=tuple(Trouble(code, "", "", Place(page=3)) for code in codes))
    coverage = check(troubled, only=("T0-3",)).coverage
    assert (coverage.troubles, coverage.lost) == (4, 2)
