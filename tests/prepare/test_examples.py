"""The example workbooks hold the budgets they were written from, and one of them is ready to be published."""

from pathlib import Path

import pytest

import gouji
from gouji.model.budget import Budget
from gouji.prepare.troubles import stops
from prepare.write_examples import examples


@pytest.mark.parametrize(("path", "budget"), examples().items(), ids=lambda value: getattr(value, "stem", ""))
def test_an_example_holds_its_budget(path: Path, budget: Budget) -> None:
    read, troubles = gouji.read_budget(path)
    assert read is not None, troubles
    assert not gouji.diff(budget, read), "run `make examples`"


def test_one_example_can_be_published_as_it_is() -> None:
    ready = next(path for path in examples() if path.stem.startswith("yunxi"))
    budget, troubles = gouji.read_budget(ready)
    assert budget is not None and not stops((*troubles, *gouji.validate(budget)))
    assert gouji.check(gouji.derive(budget)).count("error") == 0
