"""Covering by trying: the cheapest set of numbers that meets every one of some sets, where the sets are few.

Most documents fail in a few relations that hang together; trying is over before a solver would be loaded.
"""

from collections.abc import Collection, Mapping, Sequence


class TooManySteps(Exception):
    """The sets have too many covers to try."""


def cover_by_trying(sets: Sequence[Collection[int]], costs: Mapping[int, int], steps: int) -> frozenset[int]:
    """Return the cheapest numbers that meet every set, of equally cheap ones those tried first: by cost, then number.

    Raises TooManySteps: more than so many partial covers would have to be tried.
    """
    search = _Search(costs, steps)
    search.extend([frozenset(one) for one in sets], frozenset(), 0)
    return search.best


class _Search:
    """Branch and bound: the cheapest cover found so far, and how many steps are left."""

    def __init__(self, costs: Mapping[int, int], steps: int) -> None:
        self.costs, self.steps = costs, steps
        self.best: frozenset[int] = frozenset()
        self.least: int | None = None

    def extend(self, sets: list[frozenset[int]], chosen: frozenset[int], cost: int) -> None:
        """Try every way to meet the sets that are left, after the numbers chosen, unless it cannot be cheaper."""
        self.steps -= 1
        if self.steps < 0:
            raise TooManySteps
        if self.least is not None and cost + self._at_least(sets) >= self.least:
            return
        if not sets:
            self.best, self.least = chosen, cost
            return
        smallest = min(sets, key=len)
        for number in sorted(smallest, key=lambda number: (self.costs[number], number)):
            self.extend([one for one in sets if number not in one], chosen | {number}, cost + self.costs[number])
            # Every cover with this number has been tried; the next ones do without it.
            sets = [one - {number} for one in sets]

    def _at_least(self, sets: list[frozenset[int]]) -> int:
        """Return what sets without a number in common cost at least; no cover is cheaper."""
        cost, met = 0, frozenset[int]()
        for one in sorted(sets, key=len):
            if one.isdisjoint(met):
                cost += min((self.costs[number] for number in one), default=0)
                met |= one
        return cost
