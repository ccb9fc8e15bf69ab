"""Covers found by trying, against every set of numbers and against the solver."""

from itertools import chain, combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouji.check.covering import TooManySteps, cover_by_trying
from gouji.check.programme import cover

SETS = st.lists(st.frozensets(st.integers(0, 7), min_size=1), min_size=1, max_size=6)
COSTS = st.lists(st.integers(1, 30), min_size=8, max_size=8).map(lambda costs: dict(enumerate(costs)))


def price(numbers, costs):
    return sum(costs[number] for number in numbers)


@given(SETS, COSTS)
def test_no_cover_is_cheaper(sets, costs):
    found = cover_by_trying(sets, costs, 10_000)
    choices = chain.from_iterable(combinations(costs, size) for size in range(len(costs) + 1))
    covers = [choice for choice in choices if all(not one.isdisjoint(choice) for one in sets)]
    assert set(found) in map(set, covers)
    assert price(found, costs) == min(price(choice, costs) for choice in covers)


@given(SETS, COSTS)
def test_the_solver_finds_none_cheaper(sets, costs):
    assert price(cover_by_trying(sets, costs, 10_000), costs) == price(cover(sets, costs, 1.0), costs)


def test_of_equally_cheap_covers_the_first_is_taken():
    assert cover_by_trying([{3, 1}, {1, 2, 3}], {1: 5, 2: 5, 3: 5}, 100) == {1}


def test_a_search_that_grows_too_long_is_given_up():
    with pytest.raises(TooManySteps):
        cover_by_trying([{1, 2}, {3, 4}, {5, 6}], dict.fromkeys(range(1, 7), 1), 3)
