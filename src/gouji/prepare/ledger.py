"""The ledger added up once: a Budget in, sums by what its tables ask for out.

Every published amount is a sum of these entries. Amounts are whole 分, exact.
"""

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from gouji.layouts.layout import TableLayout, Takes
from gouji.model.budget import Budget, UnitKind


class Entry(Struct, frozen=True, gc=False):
    """Lines that agree in all but their amount, added up. kind: of the unit, "" for a unit the budget does not list."""

    fen: int
    fund: str
    nature: str
    carried_over: bool
    function: str = ""
    economic: str = ""
    revenue: str = ""
    kind: UnitKind | str = ""
    unit: str = ""
    project: str = ""


class Ledger(Struct, frozen=True):
    """The same lines added up twice. codes: without units and projects. projects: project lines without their codes."""

    codes: tuple[Entry, ...]
    projects: tuple[Entry, ...]

    def total(self, takes: Takes) -> int:
        """Return the sum of what is taken, in 分."""
        return sum(entry.fen for entry in self.codes if accepts(takes, entry))


def add_up(budget: Budget) -> Ledger:
    """Return the ledger of the budget; groups stand in the order of their first line."""
    kinds = {unit.name: unit.kind for unit in budget.units}
    codes: dict[tuple[str | bool, ...], int] = {}
    projects: dict[tuple[str | bool, ...], int] = {}
    for line in budget.lines:
        fen = line.amount.fen
        kind = kinds.get(line.unit, "")
        key = (line.fund, line.nature, line.carried_over, line.function, line.economic, line.revenue, kind)
        codes[key] = codes.get(key, 0) + fen
        if line.nature == "project":
            whose = (line.fund, line.nature, line.carried_over, "", "", "", "", line.unit, line.project)
            projects[whose] = projects.get(whose, 0) + fen
    return Ledger(tuple(_entries(codes)), tuple(_entries(projects)))


def coarsen(entries: Iterable[Entry], table: TableLayout) -> tuple[Entry, ...]:
    """Return the entries with codes no longer than the fixed rows of the table ask for."""
    asked = [takes for side in table.sides.values() for takes in (side.of, *(row.takes for row in side.rows))]
    asked += [table.of, *(column.takes for side in table.sides.values() for column in side.columns)]
    function = max((len(code) for takes in asked for code in takes.function or ()), default=0)
    economic = max((len(code) for takes in asked for code in takes.economic or ()), default=0)
    sums: dict[tuple[str | bool, ...], int] = {}
    for entry in entries:
        key = (entry.fund, entry.nature, entry.carried_over, entry.function[:function], entry.economic[:economic])
        sums[key] = sums.get(key, 0) + entry.fen
    return tuple(_entries(sums))


def _entries(sums: dict[tuple[str | bool, ...], int]) -> Iterator[Entry]:
    for key, fen in sums.items():
        yield Entry(fen, *key)  # type: ignore[arg-type]


def accepts(takes: Takes, entry: Entry) -> bool:
    """Return whether the entry is among what is taken. An entry without an economic code has none that is asked for."""
    return (
        not takes.nothing
        and (takes.fund is None or entry.fund in takes.fund)
        and (takes.nature is None or entry.nature == takes.nature)
        and (takes.carried_over is None or entry.carried_over == takes.carried_over)
        and (takes.function is None or entry.function.startswith(takes.function))
        and (takes.economic is None or entry.economic.startswith(takes.economic))
    )


def take(entries: Iterable[Entry], *takes: Takes) -> tuple[Entry, ...]:
    """Return the entries that all of `takes` accept."""
    for each in takes:
        entries = [entry for entry in entries if accepts(each, entry)]
    return tuple(entries)


def spread(entries: Iterable[Entry], columns: Sequence[Takes]) -> Iterator[tuple[Entry, tuple[int, ...]]]:
    """Yield (entry, its amount in each column it belongs to, 0 in the others)."""
    shapes: dict[tuple[str, str, bool, str], tuple[bool, ...]] = {}
    for entry in entries:
        key = (entry.fund, entry.nature, entry.carried_over, entry.economic)
        shape = shapes.get(key)
        if shape is None:
            shape = shapes[key] = tuple(accepts(takes, entry) for takes in columns)
        yield entry, tuple([entry.fen if belongs else 0 for belongs in shape])
