"""A disclosure in the form of any layout is read as printed, ties out, and reads back the same from every kind of file."""

import re
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from generated import NAMES, printable, printed_in
from gouji.check import check
from gouji.model.budget import Budget
from gouji.render import Kind
from prepare.strategies import budgets
from render.test_round_trip import again, plain

KINDS: tuple[Kind, ...] = ("html", "docx", "xlsx", "pdf")

_AMOUNT = re.compile(r"-?[\d,]*[.,]\d+")  # no code, which has neither

# A budget that fails is not made smaller: that takes minutes and leaves it as long as it was.
few = settings(deadline=None, max_examples=2, phases=[Phase.generate], suppress_health_check=list(HealthCheck))


@pytest.mark.parametrize("name", NAMES)
@few
@given(budget=budgets())
def test_every_printed_amount_is_read_once_and_ties_out(name: str, budget: Budget) -> None:
    disclosure = printed_in(budget, name)
    assert disclosure.layout == name
    assert not disclosure.troubles and not disclosure.unrecognised
    for printed, read in zip(printable(budget, name).tables, disclosure.tables, strict=True):
        assert (read.kind, read.title, read.unit, read.certain) == (printed.kind, printed.title, printed.unit, True)
        amounts = Counter(cell for grid in printed.grids for row in grid.rows for cell in row if _AMOUNT.fullmatch(cell))
        taken = Counter(figure.text for _, _, figure in read.figures() if _AMOUNT.fullmatch(figure.text))
        assert taken == amounts, printed.title
    assert not [finding for finding in check(disclosure).findings if finding.severity != "note"]


@pytest.mark.parametrize("name", NAMES)
@few
@given(budget=budgets())
def test_whatever_the_layout_it_reads_back_the_same(name: str, budget: Budget) -> None:
    disclosure = printed_in(budget, name)
    with TemporaryDirectory() as folder:
        for kind in KINDS:
            assert plain(again(disclosure, kind, Path(folder)), kind) == plain(disclosure, kind), kind
