"""The graph of sum relations: which printed figures take part in which relations, and what may have gone wrong.

In: the relations that the rules decided, with their rules. Out: a `Graph` of whole numbers of 分, in which naming
wrong cells is a search for the smallest set of fixes. A clean document needs none; of any other only what lies around
the failing relations is worked out.

A node is something that may have to change: a printed figure, the row that may be missing below a head (one node for
each column), or a relation that fails for a reason of its own. A fix changes one node or several at once and costs
the more the less likely it is.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from msgspec import Struct

from gouji.check.formula import Relation, Term, kind_of
from gouji.check.recognition import is_unsure
from gouji.model.disclosure import Figure
from gouji.model.finding import Severity
from gouji.model.place import Place

# Nodes are numbered: figures from 0 in the order of the relations, then rows; a relation of its own is ~number.
Node = int

FIGURE = 100
PROSE = 90  # prose is retyped, tables are printed from the books
MISREAD = 40  # a figure recognised from a picture, not surely
DOUBTFUL = 60  # a figure whose text was repaired
ROW = 150  # a row left out or printed twice
TABLE = 260  # a table of another scope
MANY = 300  # a column out of place: one rule fails in many rows
ALONE: dict[Severity, int] = {"error": 180, "warning": 110, "note": 60}
_CONFIRMED = 10  # so many holding relations make a figure surer, by one each
_ROWS = 5  # in so many rows, and in every other row, one rule has to fail to be told as one


class Told(Struct, frozen=True, gc=False):
    """A relation and the rule that decided it."""

    rule: str
    severity: Severity
    relation: Relation


class Edge(Struct, frozen=True, gc=False):
    """One relation in whole numbers: low ≤ Σ factor × change of the node ≤ high, in 分; None where there is no bound."""

    told: Told
    factors: dict[Node, int]
    low: int | None
    high: int | None


class Fix(Struct, frozen=True, gc=False):
    """Nodes that change together, and how unlikely that is. row: the head of the row it is about; table: its kind."""

    nodes: tuple[Node, ...]
    cost: int
    row: "Head | None" = None
    table: str = ""


Head = tuple[str, str]  # table kind, row


def head_of(relation: Relation) -> Head | None:
    """Return the head that the relation says is the sum of rows below it, None for another relation."""
    if len(relation.left) != 1 or len(relation.kinds) != 1 or len(relation.sums) != 1 or relation.sign != "=":
        return None
    head = relation.left[0]
    below = all(term.column == head.column and term.row != head.row and term.factor == 1 for term in relation.right)
    return (head.kind, head.row) if below and head.factor == 1 else None


class Graph:
    """The relations of one document, told by number, and the fixes of what fails.

    terms: node → the figure's first term. touching: node → numbers of the relations it is in. failing: their numbers.
    """

    def __init__(self, told: Sequence[Told], doubtful: frozenset[Place] = frozenset()) -> None:
        # One part in a hundred is no relation between figures.
        self.told = [one for one in told if one.relation.sign != "≈"]
        self.failing = [number for number, one in enumerate(self.told) if not one.relation.holds]
        self.terms: list[Term] = []
        self.touching: dict[Node, list[int]] = {}
        self._doubtful = doubtful
        self._node_of: dict[int, Node] = {}
        self._edges: dict[int, Edge] = {}
        self._single: dict[int, Fix] = {}
        self._number_figures()
        self._heads = self._failing_heads()
        self._rows = self._number_rows()
        self._first = len(self.terms) + len(self._rows)
        self._several: list[Fix] = [*self._row_fixes(), *self._tables_apart(), *self._many_rows()]
        self._fixing = self._index()

    def node_of(self, figure: Figure) -> Node | None:
        """Return the figure's node, None when it is in no relation."""
        return self._node_of.get(id(figure))

    def term(self, node: Node) -> Term | None:
        """Return the figure of a node, None for another node."""
        return self.terms[node] if 0 <= node < len(self.terms) else None

    def edge(self, number: int) -> Edge:
        """Return a relation in whole numbers."""
        if number not in self._edges:
            self._edges[number] = self._make_edge(number)
        return self._edges[number]

    def fix(self, number: int) -> Fix:
        """Return a fix. Those of single nodes have the node's number."""
        if number >= self._first:
            return self._several[number - self._first]
        found = self._single.get(number)
        if found is None:
            self._single[number] = found = Fix((number,), self._cost(number))
        return found

    def fixes_of(self, node: Node) -> tuple[int, ...]:
        """Return the numbers of the fixes that change the node."""
        single = node < len(self.terms)  # a row changes in all its columns together
        return (*((node,) if single else ()), *self._fixing.get(node, ()))

    def column_of(self, node: Node) -> str:
        """Return the column of a row's node."""
        return self._rows_by_node[node][2]

    def _cost(self, node: Node) -> int:
        if node < 0:
            return ALONE[self.told[~node].severity]
        term = self.terms[node]
        holding = sum(self.told[number].relation.holds for number in self.touching[node])
        doubtful = bool(self._doubtful) and term.figure.place in self._doubtful
        base = DOUBTFUL if doubtful else FIGURE if kind_of(term.kind) else PROSE
        if is_unsure(term.figure.place):
            base = MISREAD
        return base + min(holding, _CONFIRMED)

    # Nodes and edges

    def _number_figures(self) -> None:
        node_of, terms, touching = self._node_of, self.terms, self.touching
        for number, one in enumerate(self.told):
            relation = one.relation
            for term in relation.left + relation.right:
                fresh = len(touching)
                node = node_of.setdefault(id(term.figure), fresh)
                if node == fresh:
                    terms.append(term)
                    touching[node] = [number]
                elif (numbers := touching[node])[-1] != number:
                    numbers.append(number)

    def _failing_heads(self) -> dict[Head, dict[str, set[Node]]]:
        """Return the heads that fail to be the sum of the rows below them: head → column → figures of these rows."""
        heads: dict[Head, dict[str, set[Node]]] = {}
        for number in self.failing:
            relation = self.told[number].relation
            if (head := head_of(relation)) is not None:
                below = {self._node_of[id(term.figure)] for term in relation.right}
                heads.setdefault(head, {})[relation.left[0].column] = below
        return heads

    def _number_rows(self) -> dict[tuple[str, str, str], Node]:
        """Return head and column → node of the row that may be missing, in every column that adds up rows of the table."""
        rows: dict[tuple[str, str, str], Node] = {}
        for number, one in enumerate(self.told) if self._heads else ():
            for key, _ in self._missing(one.relation):
                node = rows.setdefault(key, len(self.terms) + len(rows))
                self.touching.setdefault(node, []).append(number)
        self._rows_by_node = {node: key for key, node in rows.items()}
        return rows

    def _missing(self, relation: Relation) -> Iterator[tuple[tuple[str, str, str], int]]:
        """Yield the rows that may be missing from the relation's sums, with their sign."""
        if not relation.sums or not self._heads:
            return
        own = head_of(relation)
        for kind, column, sign in relation.sums:
            for head, below in self._heads.items():
                if head == own or (own is None and head[0] == kind and self._adds(relation, below.get(column))):
                    yield (*head, column), sign

    def _adds(self, relation: Relation, below: set[Node] | None) -> bool:
        """Return whether the relation adds up the rows; a sum of some of them may lack the one that is missing."""
        if not below:
            return False
        mine = {self._node_of[id(term.figure)] for term in (*relation.left, *relation.right)}
        return below <= mine if relation.holds else not below.isdisjoint(mine)

    def _make_edge(self, number: int) -> Edge:
        relation = self.told[number].relation
        factors: dict[Node, int] = {}
        fen = slack = 0
        for side, sign in ((relation.left, 1), (relation.right, -1)):
            for term in side:
                node, factor = self._node_of[id(term.figure)], sign * term.factor
                factors[node] = factors.get(node, 0) + factor
                fen += factor * term.money.fen
                slack += abs(factor) * term.money.slack
        factors = {node: factor for node, factor in factors.items() if factor}
        factors.update((self._rows[key], sign) for key, sign in self._missing(relation))
        if not relation.holds:
            factors[~number] = 1
        low = None if relation.sign == "≤" else -fen - slack // 2
        high = None if relation.sign == "≥" else -fen + slack // 2
        return Edge(self.told[number], factors, low, high)

    # What may have gone wrong in several nodes at once

    def _index(self) -> dict[Node, list[int]]:
        fixing: dict[Node, list[int]] = defaultdict(list)
        for number, fix in enumerate(self._several, self._first):
            for node in fix.nodes:
                fixing[node].append(number)
        return fixing

    def _row_fixes(self) -> Iterator[Fix]:
        for head in self._heads:
            yield Fix(tuple(node for key, node in self._rows.items() if key[:2] == head), ROW, row=head)

    def _tables_apart(self) -> Iterator[Fix]:
        """Yield, for each table that ties within itself and not with others, what fails between them."""
        crossing = [number for number in self.failing if len(self.told[number].relation.kinds) > 1]
        for kind in dict.fromkeys(kind for number in crossing for kind in self.told[number].relation.kinds if kind_of(kind)):
            apart = [number for number in crossing if kind in self.told[number].relation.kinds]
            rules = {self.told[number].rule for number in apart if all(map(kind_of, self.told[number].relation.kinds))}
            if len(rules) > 1 and self._stands_apart(kind):
                yield Fix(tuple(~number for number in apart), TABLE, table=kind)

    def _stands_apart(self, kind: str) -> bool:
        """Return whether all the table's own relations hold; or some, while no equation with another table does."""
        own: set[bool] = set()
        cross = False
        for relation in [one.relation for one in self.told if kind in one.relation.kinds]:
            kinds = relation.kinds
            if len(kinds) == 1:
                own.add(relation.holds)
            # Prose is written from the table it explains, and errs with it.
            elif relation.holds and relation.sign == "=" and all(map(kind_of, kinds)):
                cross = True
        return own == {True} or (True in own and not cross)

    def _many_rows(self) -> Iterator[Fix]:
        """Yield, for each rule that fails in most rows of a table, what fails."""
        groups: dict[tuple[str, tuple[str, ...]], list[int]] = defaultdict(list)
        for number in self.failing:
            groups[self.told[number].rule, self.told[number].relation.kinds].append(number)
        for place, failing in groups.items():
            if len({self.told[number].relation.row for number in failing}) < _ROWS:
                continue
            every = sum((one.rule, one.relation.kinds) == place for one in self.told)
            if 2 * len(failing) >= every:
                yield Fix(tuple(~number for number in failing), MANY)
