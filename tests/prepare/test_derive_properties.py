"""What holds of every disclosure derived from a sound budget: it ties out, and reads back as it was derived."""

from collections import Counter

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec import structs

from gouji.check import check
from gouji.layouts.layout import load
from gouji.model.budget import Budget
from gouji.model.disclosure import Disclosure
from gouji.model.money import Money
from gouji.prepare import derive
from gouji.prepare.ledger import accepts, add_up
from prepare.strategies import budgets

CASES = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


@CASES
@given(budgets())
def test_a_derived_disclosure_ties_out(budget: Budget) -> None:
    report = check(derive(budget))
    assert [(f.rule, f.severity, f.message.zh) for f in report.findings if f.severity != "note"] == []
