"""The smallest set of fixes that makes all failing relations hold: which cells are wrong.

In: a `Graph` with relations that fail. Out: an `Answer` for each fix chosen, with those that would do as well.

A covering problem (Fellegi and Holt): each failing relation needs one of its nodes to change. A cover is then put to
the proof in whole 分, by elimination; where it contradicts relations, the contradiction names nodes of which another
must change, and the cover is sought again. Few fixes are found by trying, many by an integer programme (HiGHS). There
is no big M in it: amounts never enter the programme.
"""

import time
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from gouji.check.covering import TooManySteps, cover_by_trying
from gouji.check.graph import Edge, Graph, Node
from gouji.check.implied import Bounds, TooManyError, find_bounds, find_contradiction

SECONDS = 2.0  # a search that takes longer reports what it has
_LEAST_SECONDS = 0.1
_STEPS = 500  # partial covers tried before the solver is asked: a few ms
_AS_GOOD = 5  # fixes whose costs differ by no more are equally likely
_WORSE = 15  # fixes dearer by no more are told as less likely
_MOST_TIED = 60  # so many others are tried in the place of one

Cut = frozenset[int]  # fixes one of which must be chosen


class Answer(Struct, frozen=True):
    """A chosen fix. others: fixes that would do in its place, with whether they are as likely.

    explains: numbers of the failing edges that it makes hold. bounds: node → bounds of its change, for the fix and for
    each of the others. proven: False when the search ran out of time.
    """

    fix: int
    others: tuple[tuple[int, bool], ...]
    explains: tuple[int, ...]
    bounds: Mapping[int, Mapping[Node, Bounds]]
    proven: bool = True


def locate(graph: Graph, seconds: float = SECONDS) -> list[Answer]:
    """Return the fixes that together make all relations hold at the least cost, the most telling first."""
    search = _Search(graph, time.monotonic() + seconds)
    chosen = search.run()
    answers = [search.answer(fix, chosen) for fix in sorted(chosen)]
    return sorted(answers, key=lambda answer: (-len(answer.explains), answer.fix))


class _Search:
    """One search: the cuts found so far, and the covers of those that hang together."""

    def __init__(self, graph: Graph, deadline: float) -> None:
        self.graph, self.deadline = graph, deadline
        self.cuts: dict[Cut, None] = dict.fromkeys(self._cut(graph.edge(number).factors) for number in graph.failing)
        self.covers: dict[frozenset[Cut], frozenset[int]] = {}
        self.known: dict[frozenset[int], frozenset[Node] | None] = {}
        self.proven = True

    def run(self) -> frozenset[int]:
        """Return the cheapest fixes without contradiction; past the deadline without those that have one."""
        while True:
            chosen = self._cover()
            wrong = [piece for piece in self._pieces(chosen) if self._is_wrong(piece)]
            if not wrong:
                return chosen
            if time.monotonic() > self.deadline:
                self.proven = False
                return chosen.difference(*wrong)

    def answer(self, fix: int, chosen: frozenset[int]) -> Answer:
        """Return what is to be said of a chosen fix."""
        others = list(self._others(fix, chosen)) if self.proven else []
        bounds = {fix: self._bounds(fix, chosen)}
        for other, _ in others:
            bounds[other] = self._bounds(other, chosen - {fix} | {other})
        return Answer(fix, tuple(others), self._explained(fix, chosen), bounds, self.proven)

    def _explained(self, fix: int, chosen: frozenset[int]) -> tuple[int, ...]:
        """Return the failing relations of the fix's nodes, but those that another fix lets fail."""
        nodes = self.graph.fix(fix).nodes
        freed = {node for other in chosen - {fix} for node in self.graph.fix(other).nodes if node < 0}
        edges = {number: self.graph.edge(number) for number in self.graph.failing if ~number not in freed}
        return tuple(number for number, edge in edges.items() if any(node in edge.factors for node in nodes))

    # Covering

    def _cut(self, nodes: Iterable[Node]) -> Cut:
        return frozenset(fix for node in nodes for fix in self.graph.fixes_of(node))

    def _cover(self) -> frozenset[int]:
        """Return the cheapest fixes that hit every cut, group by group of cuts that hang together."""
        chosen: set[int] = set()
        for group in _groups(list(self.cuts)):
            key = frozenset(group)
            if key not in self.covers:
                self.covers[key] = self._cover_group(group)
            chosen |= self.covers[key]
        return frozenset(chosen)

    def _cover_group(self, cuts: Sequence[Cut]) -> frozenset[int]:
        costs = {fix: self.graph.fix(fix).cost for fix in frozenset[int]().union(*cuts)}
        single = min(frozenset.intersection(*cuts), key=lambda fix: (costs[fix], fix), default=None)
        if single is not None and costs[single] <= 2 * min(costs.values()):
            return frozenset({single})
        try:
            return cover_by_trying(cuts, costs, _STEPS)
        except TooManySteps:
            # The solver takes longer to load than most documents to check.
            from gouji.check.programme import cover

        return cover(cuts, costs, max(self.deadline - time.monotonic(), _LEAST_SECONDS))

    # Proof

    def _pieces(self, chosen: frozenset[int]) -> list[frozenset[int]]:
        """Return the chosen fixes in pieces that share no relation: where one lets a relation fail, the others may break it."""
        by_edge: dict[int, list[int]] = defaultdict(list)
        for fix in chosen:
            for number in self._touched(self.graph.fix(fix).nodes):
                by_edge[number].append(fix)
        return [frozenset(piece) for piece in _joined(list(by_edge.values()))]

    def _edges(self, fixes: Iterable[int]) -> dict[int, Edge]:
        """Return the edges the fixes touch, but those that one of them lets fail."""
        nodes = {node for fix in fixes for node in self.graph.fix(fix).nodes}
        return {number: self.graph.edge(number) for number in sorted(self._touched(nodes)) if ~number not in nodes}

    def _touched(self, nodes: Iterable[Node]) -> set[int]:
        """Return the numbers of the relations the nodes are in; a relation that may fail for itself is its own."""
        return {number for node in nodes for number in self.graph.touching.get(node, (~node,))}

    def _is_wrong(self, piece: frozenset[int]) -> bool:
        """Return whether the fixes contradict relations; remember then which others are needed."""
        found = self._contradiction(piece)
        if found is not None:
            self.cuts[self._cut(found)] = None
        return found is not None

    def _contradiction(self, piece: frozenset[int]) -> frozenset[Node] | None:
        if piece not in self.known:
            nodes = self._nodes(piece)
            try:
                self.known[piece] = find_contradiction(self._edges(piece), nodes, self._least(nodes))
            except TooManyError:
                self.proven = False
                self.known[piece] = None
        return self.known[piece]

    def _nodes(self, fixes: Iterable[int]) -> frozenset[Node]:
        return frozenset(node for fix in fixes for node in self.graph.fix(fix).nodes if node >= 0)

    def _least(self, nodes: Iterable[Node]) -> dict[Node, int]:
        """Return for figures the change down to nothing: an amount below zero is not what was meant."""
        figures = {node: term for node in nodes if (term := self.graph.term(node)) is not None}
        return {node: -term.money.fen for node, term in figures.items() if term.money.fen >= 0}

    # What would do as well

    def _others(self, fix: int, chosen: frozenset[int]) -> Iterable[tuple[int, bool]]:
        """Yield the fixes that would do in the place of one, and whether they are as likely."""
        rest, cost = chosen - {fix}, self.graph.fix(fix).cost
        mine = [cut for cut in self.cuts if cut.isdisjoint(rest)]
        if not mine:
            return
        dear = sorted((self.graph.fix(other).cost, other) for other in frozenset.intersection(*mine) - {fix})
        for others_cost, other in dear[:_MOST_TIED]:
            if others_cost > cost + _WORSE:
                return
            swapped = rest | {other}
            if not any(self._is_wrong(piece) for piece in self._pieces(swapped) if other in piece):
                yield other, others_cost <= cost + _AS_GOOD

    def _bounds(self, fix: int, chosen: frozenset[int]) -> dict[Node, Bounds]:
        piece = next((piece for piece in self._pieces(chosen) if fix in piece), frozenset[int]())
        nodes = self._nodes(piece)
        try:
            found = find_bounds(self._edges(piece), nodes, self._least(nodes))
        except TooManyError:
            return {}
        return {node: found[node] for node in self.graph.fix(fix).nodes if node in found}


def _groups(cuts: Sequence[Cut]) -> list[list[Cut]]:
    """Return the cuts in groups that share no fix."""
    joined = _joined([list(cut) for cut in cuts])
    group_of = {fix: number for number, group in enumerate(joined) for fix in group}
    groups: dict[int, list[Cut]] = defaultdict(list)
    for cut in cuts:
        groups[group_of[next(iter(cut))]].append(cut)
    return list(groups.values())


def _joined(lists: Sequence[Sequence[int]]) -> list[set[int]]:
    """Return the numbers in sets, two numbers of one list always in the same set."""
    above: dict[int, int] = {}

    def top(number: int) -> int:
        while above.setdefault(number, number) != number:
            above[number] = above[above[number]]
            number = above[number]
        return number

    for numbers in lists:
        for number in numbers[1:]:
            above[top(number)] = top(numbers[0])
        top(numbers[0])
    sets: dict[int, set[int]] = defaultdict(set)
    for number in above:
        sets[top(number)].add(number)
    return list(sets.values())
