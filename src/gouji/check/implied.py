"""Whether changing some nodes alone can make all relations hold, and what follows when it cannot.

In: the edges that touch the nodes. Out: for each node the least and the greatest change that is part of an answer; or
a combination of edges in which the nodes cancel out and which fails as printed, so that something else in it must
change (an implied edit of Fellegi and Holt). By elimination (Fourier, Motzkin) in whole numbers: nothing is rounded.
"""

from collections.abc import Mapping, Sequence

from msgspec import Struct

from gouji.check.graph import Edge, Node

_MOST_ROWS = 4000  # of one elimination; beyond it the question is left open


class TooManyError(Exception):
    """An elimination that grew beyond its bounds."""


class Row(Struct, frozen=True, gc=False):
    """Σ factor × change ≤ most. origin: edge and side (1 upper, −1 lower bound) → how many times it was taken."""

    factors: dict[Node, int]
    most: int
    origin: dict[tuple[int, int], int]


class Bounds(Struct, frozen=True, gc=False):
    """The least and the greatest change in 分, None where there is no bound."""

    low: int | None
    high: int | None


def find_contradiction(edges: Mapping[int, Edge], nodes: frozenset[Node], least: Mapping[Node, int]) -> frozenset[Node] | None:
    """Return nodes one of which must change besides the given ones, None when these suffice.

    edges: number → edge, all that touch the nodes. least: node → least change (no amount falls below zero).
    Raises TooManyError when the answer would take too long.
    """
    rows = _eliminate_all(_rows(edges, nodes, least), nodes)
    failing = [row for row in rows if not row.factors and row.most < 0]
    if not failing:
        return None
    return min((_implied(row, edges, nodes) for row in failing), key=len)


def find_bounds(edges: Mapping[int, Edge], nodes: frozenset[Node], least: Mapping[Node, int]) -> dict[Node, Bounds]:
    """Return the bounds of every node's change, all relations holding."""
    rows = _rows(edges, nodes, least)
    return {node: _bounds(rows, node, nodes) for node in nodes}


def _bounds(rows: list[Row], node: Node, nodes: frozenset[Node]) -> Bounds:
    rows = _eliminate_all(rows, nodes - {node})
    highs = [row.most // factor for row in rows if (factor := row.factors.get(node, 0)) > 0]
    lows = [-(row.most // -factor) for row in rows if (factor := row.factors.get(node, 0)) < 0]
    return Bounds(max(lows, default=None), min(highs, default=None))


def _rows(edges: Mapping[int, Edge], nodes: frozenset[Node], least: Mapping[Node, int]) -> list[Row]:
    rows: list[Row] = []
    for number, edge in edges.items():
        inside = {node: factor for node, factor in edge.factors.items() if node in nodes}
        if edge.high is not None:
            rows.append(Row(inside, edge.high, {(number, 1): 1}))
        if edge.low is not None:
            rows.append(Row({node: -factor for node, factor in inside.items()}, -edge.low, {(number, -1): 1}))
    rows += [Row({node: -1}, -least[node], {}) for node in nodes if node in least]
    return _tightest(rows)


def _eliminate_all(rows: list[Row], nodes: frozenset[Node]) -> list[Row]:
    """Return what the rows say without the nodes, or as soon as one fails; the node that makes fewest rows goes first."""
    left = set(nodes)
    while left and not any(not row.factors for row in rows):
        pairs = _count_pairs(rows, left)
        node = min(sorted(left), key=lambda node: pairs[node])
        rows = _eliminate(rows, node)
        left.remove(node)
    return rows


def _count_pairs(rows: Sequence[Row], nodes: set[Node]) -> dict[Node, int]:
    """Return for every node how many rows its elimination would make at most."""
    above, below = dict.fromkeys(nodes, 0), dict.fromkeys(nodes, 0)
    for row in rows:
        for node, factor in row.factors.items():
            if node in above:
                (above if factor > 0 else below)[node] += 1
    return {node: above[node] * below[node] - above[node] - below[node] for node in nodes}


def _eliminate(rows: list[Row], node: Node) -> list[Row]:
    above = [row for row in rows if row.factors.get(node, 0) > 0]
    below = [row for row in rows if row.factors.get(node, 0) < 0]
    kept = [row for row in rows if node not in row.factors]
    if len(above) * len(below) > _MOST_ROWS:
        raise TooManyError
    return _tightest(kept + [_combine(one, other, node) for one in above for other in below])


def _combine(above: Row, below: Row, node: Node) -> Row:
    """Return the sum of the two in which the node cancels out."""
    times, more = -below.factors[node], above.factors[node]
    factors = {key: times * factor for key, factor in above.factors.items()}
    for key, factor in below.factors.items():
        factors[key] = factors.get(key, 0) + more * factor
    origin = {key: times * count for key, count in above.origin.items()}
    for side, count in below.origin.items():
        origin[side] = origin.get(side, 0) + more * count
    return Row({key: factor for key, factor in factors.items() if factor}, times * above.most + more * below.most, origin)


def _tightest(rows: list[Row]) -> list[Row]:
    """Return of rows with the same left side only the tightest; of rows without one those that fail."""
    best: dict[frozenset[tuple[Node, int]], Row] = {}
    empty = []
    for row in rows:
        if not row.factors:
            if row.most < 0:
                empty.append(row)
            continue
        key = frozenset(row.factors.items())
        if key not in best or row.most < best[key].most:
            best[key] = row
    return empty + list(best.values())


def _implied(row: Row, edges: Mapping[int, Edge], nodes: frozenset[Node]) -> frozenset[Node]:
    """Return the other nodes left in the combination of edges that the row came from."""
    factors: dict[Node, int] = {}
    for (number, side), times in row.origin.items():
        for node, factor in edges[number].factors.items():
            if node not in nodes:
                factors[node] = factors.get(node, 0) + side * times * factor
    return frozenset(node for node, factor in factors.items() if factor)
