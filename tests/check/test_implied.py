"""Which changes make relations hold, against every change tried one by one."""

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from gouji.check.formula import Relation
from gouji.check.graph import Edge, Told
from gouji.check.implied import Bounds, find_bounds, find_contradiction

TOLD = Told("R-1", "error", Relation("="))
REACH = range(-4, 5)


def edge(factors, low, high):
    return Edge(TOLD, factors, low, high)


def test_a_change_that_suffices_has_bounds():
    edges = {0: edge({0: 1, 1: -1}, 9, 11), 1: edge({0: 1}, 8, 10)}
    assert find_contradiction(edges, frozenset({0}), {}) is None
    assert find_bounds(edges, frozenset({0}), {}) == {0: Bounds(9, 10)}


def test_two_relations_that_ask_for_different_changes_name_what_else_must_change():
    edges = {0: edge({0: 1, 1: -1}, 9, 11), 1: edge({0: 1, 2: 1}, -1, 1)}
    assert find_contradiction(edges, frozenset({0}), {}) == {1, 2}


def test_what_stands_alike_in_both_relations_cannot_be_what_is_wrong():
    edges = {0: edge({0: 1, 1: 1, 2: 1}, 9, 11), 1: edge({0: 1, 1: 1, 3: 1}, 0, 0)}
    assert find_contradiction(edges, frozenset({0}), {}) == {2, 3}


def test_an_amount_does_not_fall_below_zero():
    edges = {0: edge({0: 1, 1: 1}, -20, -20)}
    assert find_contradiction(edges, frozenset({0}), {0: -15}) == {1}


SMALL = st.integers(-3, 3)
EDGES = st.lists(
    st.builds(
        lambda factors, low, width: edge({n: f for n, f in enumerate(factors) if f} | {9: 1}, low, low + width),
        st.lists(st.sampled_from((-1, 0, 1)), min_size=3, max_size=3),
        SMALL,
        st.integers(0, 2),
    ),
    min_size=1,
    max_size=5,
)


@given(EDGES)
def test_trying_every_change_comes_to_the_same(found):
    edges, nodes = dict(enumerate(found)), frozenset({0, 1, 2})
    inside = {node: -4 for node in nodes}
    box = {len(edges) + n: edge({n: 1}, -4, 4) for n in range(3)}
    fits = [
        changes
        for changes in product(REACH, repeat=3)
        if all(one.low <= sum(one.factors.get(n, 0) * c for n, c in enumerate(changes)) <= one.high for one in found)
    ]
    contradiction = find_contradiction(edges | box, nodes, inside)
    # Between whole changes there may be a fraction, so only one direction is sure.
    if fits:
        assert contradiction is None
        bounds = find_bounds(edges | box, nodes, inside)
        for node in nodes:
            assert bounds[node].low <= min(changes[node] for changes in fits)
            assert bounds[node].high >= max(changes[node] for changes in fits)
    if contradiction is not None:
        assert not fits
