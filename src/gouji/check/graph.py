"""The graph of sum relations: which printed figures take part in which relations, and what may have gone wrong.

In: the relations that the rules decided, with their rules. Out: a `Graph` of whole numbers of 分, in which naming
wrong cells is a search for the smallest set of fixes.

A node is something that may have to change: a printed figure, the row that may be missing below a head (one node for
each column), or a relation that fails for a reason of its own. A fix changes one node or several at once and costs
the more the less likely it is.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence

from msgspec import Struct

from gouji.check.formula import Relation, Term
from gouji.model.finding import Severity
from gouji.model.place import Place

Node = Hashable  # id of a figure; ("row", table kind, head, column); ("alone", number of the edge)

FIGURE = 100
PROSE = 90  # prose is retyped, tables are printed from the books
DOUBTFUL = 60  # a figure whose text was repaired
ROW = 150  # a row left out or printed twice
TABLE = 260  # a table of another scope
MANY = 300  # a column out of place: one rule fails in many rows
ALONE: dict[Severity, int] = {"error": 180, "warning": 110, "note": 60}
_CONFIRMED = 10  # so many holding relations make a figure surer, by one each


class Told(Struct, frozen=True):
    """A relation and the rule that decided it."""

    rule: str
    severity: Severity
    relation: Relation


class Edge(Struct, frozen=True):
    """One relation in whole numbers: low ≤ Σ factor × change of the node ≤ high, in 分; None where there is no bound."""

    told: Told
    factors: dict[Node, int]
    low: int | None
    high: int | None

    @property
    def holds(self) -> bool:
        """Return whether the relation holds as printed."""
        return (self.low is None or self.low <= 0) and (self.high is None or self.high >= 0)


class Fix(Struct, frozen=True):
    """Nodes that change together, and how unlikely that is."""

    nodes: tuple[Node, ...]
    cost: int


class Graph(Struct, frozen=True):
    """edges: all relations, told by their number; touching: node → edges; terms: node of a figure → its first term.

    fixes: what may have gone wrong, told by its number; fixing: node → fixes.
    """

    edges: tuple[Edge, ...]
    touching: dict[Node, tuple[int, ...]]
    terms: dict[Node, Term]
    fixes: tuple[Fix, ...]
    fixing: dict[Node, tuple[int, ...]]


def build_graph(told: Sequence[Told], doubtful: frozenset[Place] = frozenset()) -> Graph:
    """Return the graph of the relations. doubtful: places of figures whose text was repaired."""
    terms: dict[Node, Term] = {}
    factors = [_factors(one.relation, terms) for one in told if one.relation.sign != "≈"]
    told = [one for one in told if one.relation.sign != "≈"]
    heads = _failing_heads(told)
    for number, one in enumerate(told):
        _add_rows(factors[number], one.relation, heads)
        if not one.relation.holds:
            factors[number]["alone", number] = 1
    edges = tuple(_edge(one, own) for one, own in zip(told, factors, strict=True))
    touching = _index((node, number) for number, edge in enumerate(edges) for node in edge.factors)
    fixes = tuple(_fixes(edges, touching, terms, doubtful))
    fixing = _index((node, number) for number, fix in enumerate(fixes) for node in fix.nodes)
    return Graph(edges, touching, terms, fixes, fixing)


def _index(pairs: Iterable[tuple[Node, int]]) -> dict[Node, tuple[int, ...]]:
    found: dict[Node, list[int]] = defaultdict(list)
    for node, number in pairs:
        found[node].append(number)
    return {node: tuple(numbers) for node, numbers in found.items()}


def _factors(relation: Relation, terms: dict[Node, Term]) -> dict[Node, int]:
    """Return each figure's factor in left − right; a figure that stands on both sides may cancel out."""
    factors: dict[Node, int] = {}
    for side, sign in ((relation.left, 1), (relation.right, -1)):
        for term in side:
            node = id(term.figure)
            terms.setdefault(node, term)
            factors[node] = factors.get(node, 0) + sign * term.factor
    return {node: factor for node, factor in factors.items() if factor}


def _edge(told: Told, factors: dict[Node, int]) -> Edge:
    fen = slack = 0
    for side, sign in ((told.relation.left, 1), (told.relation.right, -1)):
        for term in side:
            fen += sign * term.factor * term.money.fen
            slack += abs(term.factor) * term.money.slack
    reach = slack // 2
    low = None if told.relation.sign == "≤" else -fen - reach
    high = None if told.relation.sign == "≥" else -fen + reach
    return Edge(told, factors, low, high)


# Rows that may be missing or printed twice


Head = tuple[str, str]  # table kind, row


def head_of(relation: Relation) -> Head | None:
    """Return the head that the relation says is the sum of rows below it, None for another relation."""
    if len(relation.left) != 1 or len(relation.kinds) != 1 or len(relation.sums) != 1 or relation.sign != "=":
        return None
    head = relation.left[0]
    below = all(term.column == head.column and term.row != head.row and term.factor == 1 for term in relation.right)
    return (head.kind, head.row) if below and head.factor == 1 else None


def _failing_heads(told: Sequence[Told]) -> dict[Head, dict[str, set[Node]]]:
    """Return the heads that fail to be the sum of the rows below them: head → column → figures of these rows."""
    heads: dict[Head, dict[str, set[Node]]] = {}
    for one in told:
        if not one.relation.holds and (head := head_of(one.relation)) is not None:
            below: set[Node] = {id(term.figure) for term in one.relation.right}
            heads.setdefault(head, {})[one.relation.left[0].column] = below
    return heads


def _add_rows(factors: dict[Node, int], relation: Relation, heads: dict[Head, dict[str, set[Node]]]) -> None:
    """Add the rows that may be missing from the sums of the relation: below its own head, or beside all rows of one."""
    if not heads or not relation.sums:
        return
    own = head_of(relation)
    for kind, column, sign in relation.sums:
        for head, below in heads.items():
            if head == own or (own is None and head[0] == kind and _adds(relation, factors, below.get(column))):
                factors["row", *head, column] = sign


def _adds(relation: Relation, factors: dict[Node, int], below: set[Node] | None) -> bool:
    """Return whether the relation adds up the rows; a sum of some of them may lack the one that is missing."""
    if not below:
        return False
    return below <= factors.keys() if relation.holds else not below.isdisjoint(factors)


# What may have gone wrong


def _fixes(
    edges: tuple[Edge, ...], touching: dict[Node, tuple[int, ...]], terms: dict[Node, Term], doubtful: frozenset[Place]
) -> Iterable[Fix]:
    rows: dict[Head, list[Node]] = defaultdict(list)
    for node, numbers in touching.items():
        if node in terms:
            holding = sum(edges[number].holds for number in numbers)
            yield Fix((node,), _cost(terms[node], doubtful) + min(holding, _CONFIRMED))
        elif isinstance(node, tuple) and node[0] == "row":
            rows[node[1], node[2]].append(node)
        elif isinstance(node, tuple) and node[0] == "alone":
            yield Fix((node,), ALONE[edges[numbers[0]].told.severity])
    yield from (Fix(tuple(nodes), ROW) for nodes in rows.values())
    yield from (Fix(tuple(nodes), TABLE) for nodes in _tables_apart(edges))
    yield from (Fix(tuple(nodes), MANY) for nodes in _many_rows(edges))


def _cost(term: Term, doubtful: frozenset[Place]) -> int:
    if doubtful and term.figure.place in doubtful:
        return DOUBTFUL
    return FIGURE if term.kind else PROSE


def _tables_apart(edges: tuple[Edge, ...]) -> Iterable[list[Node]]:
    """Yield, for each table that ties within itself and not with others, what fails between them."""
    failing = [(number, edge) for number, edge in enumerate(edges) if not edge.holds]
    for kind in dict.fromkeys(kind for _, edge in failing for kind in edge.told.relation.kinds if len(edge.told.relation.kinds) > 1):
        mine = [(number, edge) for number, edge in failing if kind in edge.told.relation.kinds]
        apart = [(number, edge) for number, edge in mine if len(edge.told.relation.kinds) > 1]
        if len({edge.told.rule for _, edge in apart if "" not in edge.told.relation.kinds}) > 1 and _stands_apart(kind, edges):
            yield [("alone", number) for number, _ in apart]


def _stands_apart(kind: str, edges: tuple[Edge, ...]) -> bool:
    """Return whether all the table's own relations hold; or some, while no equation with another table does."""
    own: set[bool] = set()
    cross = False
    for edge in edges:
        kinds = edge.told.relation.kinds
        if kind in kinds and len(kinds) == 1:
            own.add(edge.holds)
        # Prose is written from the table it explains, and errs with it.
        cross |= kind in kinds and len(kinds) > 1 and "" not in kinds and edge.told.relation.sign == "=" and edge.holds
    return own == {True} or (True in own and not cross)


_ROWS = 5  # in so many rows, and in every other row, one rule has to fail to be told as one


def _many_rows(edges: tuple[Edge, ...]) -> Iterable[list[Node]]:
    """Yield, for each rule that fails in most rows of a table, what fails."""
    groups: dict[tuple[str, tuple[str, ...]], list[int]] = defaultdict(list)
    for number, edge in enumerate(edges):
        groups[edge.told.rule, edge.told.relation.kinds].append(number)
    for numbers in groups.values():
        failing = [number for number in numbers if not edges[number].holds]
        if len({edges[number].told.relation.row for number in failing}) >= _ROWS and 2 * len(failing) >= len(numbers):
            yield [("alone", number) for number in failing]
