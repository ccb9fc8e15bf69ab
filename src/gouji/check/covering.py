"""Covering by trying: the cheapest set of numbers that meets every one of some sets, where the sets are few.

Most documents fail in a few relations that hang together; trying is over before a solver would be loaded. Inside, a
set of numbers is one whole number, a bit for each member, the cheapest lowest.
"""

from collections.abc import Collection, Mapping, Sequence


class TooManySteps(Exception):
    """The sets have too many covers to try."""


def cover_by_trying(sets: Sequence[Collection[int]], costs: Mapping[int, int], steps: int) -> frozenset[int]:
    """Return the cheapest numbers that meet every set, of equally cheap ones those tried first: by cost, then number.

    Raises TooManySteps: more than so many partial covers would have to be tried.
    """
    numbers = sorted({number for one in sets for number in one}, key=lambda number: (costs[number], number))
    bits = {number: 1 << at for at, number in enumerate(numbers)}
    search = _Search({bits[number]: costs[number] for number in numbers}, steps)
    search.extend([sum(bits[number] for number in frozenset(one)) for one in sets], 0, 0)
    return frozenset(number for number in numbers if bits[number] & search.best)


class _Search:
    """Branch and bound: the cheapest cover found so far, and how many steps are left. costs: of each bit."""

    def __init__(self, costs: Mapping[int, int], steps: int) -> None:
        self.costs, self.steps = costs, steps
        self.best = 0
        self.least: int | None = None

    def extend(self, sets: list[int], chosen: int, cost: int) -> None:
        """Try every way to meet the sets that are left, after the numbers chosen, unless it cannot be cheaper."""
        self.steps -= 1
        if self.steps < 0:
            raise TooManySteps
        if self.least is not None and cost + self._at_least(sets) >= self.least:
            return
        if not sets:
            self.best, self.least = chosen, cost
            return
        smallest = min(sets, key=int.bit_count)
        while smallest:
            bit = smallest & -smallest
            self.extend([one for one in sets if not one & bit], chosen | bit, cost + self.costs[bit])
            # Every cover with this number has been tried; the next ones do without it.
            sets = [one & ~bit for one in sets]
            smallest ^= bit

    def _at_least(self, sets: list[int]) -> int:
        """Return what sets without a number in common cost at least; no cover is cheaper."""
        cost = met = 0
        for one in sorted(sets, key=int.bit_count):
            if one and not one & met:
                cost += self.costs[one & -one]
                met |= one
        return cost
