"""Measure how often the wrong cell is named: faults planted with fixed seeds in disclosures of every layout.

    PYTHONPATH=tests python bench/locate [--real FOLDER] [--trials N] [--only LAYOUT] [--show]

Disclosures are generated from the tests' budgets, printed in each layout and read; with a folder, published PDF files are
read besides. A fault is seen when a finding comes that was not there. It is named when the report's first proposal for a
cause is the planted figure; tied when the figure is one of two that are told to explain as much. Faults that no relation
can see (a change within rounding) are counted apart. --show prints every fault that is missed.
"""

import argparse
import random
import re
import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, Phase, given, settings
from msgspec import Struct, structs
from naming import Tally, told
from planting import (
    OF_A_FIGURE,
    Spot,
    coverage,
    double,
    drop,
    exchange_columns,
    figure_at,
    is_seen,
    leave_out,
    shift,
    shift_row,
    sign,
    spots,
    stale,
    swap,
    with_table,
)

from generated import NAMES, printed_in
from gouji.check import check
from gouji.model.budget import Budget
from gouji.model.disclosure import Disclosure, Figure
from gouji.model.finding import Report
from gouji.model.money import read_money
from gouji.model.place import Place
from gouji.read import read
from prepare.strategies import budgets
from prepare.yunxi import YUNXI

SEED = 20250101
EXAMPLES = Path(__file__).resolve().parents[1] / "examples"
DRAWN, KEPT = 24, 4  # budgets drawn, and the largest of them kept
ROWS = ("款", "项", "项目")
HEAD = "| planted | seen | named | named or one of two | right amount | sound figure named | unseen | check, median ms |"


class Sample(Struct, frozen=True):
    """A disclosure, its report, and where at least two relations cover a figure. budget: what it was printed from."""

    name: str
    disclosure: Disclosure
    clean: Report
    places: tuple[Spot, ...]
    budget: Budget | None = None


def sample(name: str, disclosure: Disclosure, budget: Budget | None = None) -> Sample:
    """Return the disclosure ready to be planted in."""
    covered = coverage(disclosure)
    places = tuple(spot for spot in spots(disclosure) if covered[id(figure_at(disclosure, spot))] >= 2)
    return Sample(name, disclosure, check(disclosure), places, budget)


def drawn() -> list[Budget]:
    """Return budgets, always the same: that of the example and the largest drawn."""
    found: list[Budget] = []

    @settings(max_examples=DRAWN, derandomize=True, database=None, deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.generate])
    @given(budgets())
    def collect(budget: Budget) -> None:
        found.append(budget)

    collect()
    return [YUNXI, *sorted(found, key=lambda one: -len(one.lines))[:KEPT]]


def samples(real: Path | None, only: str) -> Iterator[tuple[str, list[Sample]]]:
    """Yield the layouts with their disclosures, then the published files."""
    given_budgets = drawn()
    for name in NAMES:
        if only in name:
            yield name, [sample(f"{name} {n}", printed_in(budget, name), budget) for n, budget in enumerate(given_budgets)]
    files = sorted(real.glob("*.pdf")) if real is not None and only in "published" else []
    read_files = [sample(file.name, read(file)) for file in files]
    if files:
        yield "published", [one for one in read_files if len(one.places) > 50]


# Figures


def figure_faults(mine: list[Sample], trials: int, show: bool) -> Iterator[tuple[str, Tally]]:
    """Yield a tally for each kind of fault in one figure, then for several at once."""
    rng = random.Random(SEED)
    for kind, fault in OF_A_FIGURE.items():
        tally = Tally()
        for one in mine:
            for _ in range(trials):
                spot = rng.choice(one.places)
                figure = figure_at(one.disclosure, spot)
                text = fault(figure, rng)
                if text is not None and _differs(figure, text):
                    result = tally.plant(one.disclosure, [(spot, text)], one.clean)
                    if show and result in ("missed", "tied"):
                        print(f"  {result}: {one.name} {kind} {_say(one, spot)} → {text}")
        yield f"one figure: {kind}", tally
    for number in (2, 3, 20):
        tally = Tally()
        for one in mine:
            for _ in range(trials if len(one.places) >= (5 if number < 20 else 10) * number else 0):
                planted = list(_several(one, number, rng))
                if len(planted) == number or number > 3:
                    result = tally.plant(one.disclosure, planted, one.clean)
                    if show and result == "missed" and number < 20:
                        print(f"  missed: {one.name} {'; '.join(f'{_say(one, spot)} → {text}' for spot, text in planted)}")
        yield f"{number} figures, all of them", tally


def _differs(figure: Figure, text: str) -> bool:
    """Return whether the text is another amount than the figure's, or the same printed otherwise."""
    money = read_money(text, figure.unit)[1]
    return money is None or figure.money is None or money.fen != figure.money.fen


def _several(one: Sample, number: int, rng: random.Random) -> Iterator[tuple[Spot, str]]:
    for spot in rng.sample(one.places, number):
        text = rng.choice((swap, drop, shift, sign, stale))(figure_at(one.disclosure, spot), rng)
        if text is not None and is_seen(one.disclosure, spot, text):
            yield spot, text


def _say(one: Sample, spot: Spot) -> str:
    table = one.disclosure.tables[spot.table]
    return f"{table.kind} {table.rows[spot.row].label} {spot.column} {figure_at(one.disclosure, spot).text}"


# Rows, columns, tables


def other_faults(mine: list[Sample], trials: int, show: bool) -> Iterator[tuple[str, Counter[str]]]:
    """Yield the counts of rows left out, printed twice and out of place, columns exchanged, tables of another scope."""
    rng = random.Random(SEED)
    of_rows: tuple[tuple[str, Callable[[Disclosure, int, int], Disclosure | None]], ...] = (
        ("a row left out", leave_out),
        ("a row printed twice", double),
        ("a row one column out of place", shift_row),
    )
    for kind, fault in of_rows:
        counts: Counter[str] = Counter()
        for one in mine:
            rows = list(_rows(one.disclosure))
            for _ in range(trials if rows else 0):
                table, row = rng.choice(rows)
                printed = one.disclosure.tables[table]
                if (mistaken := fault(one.disclosure, table, row)) is not None:
                    _count(counts, check(mistaken), one, kind, (table, row), show=show)
        yield kind, counts
    counts = Counter()
    for one in mine:
        for table, printed in enumerate(one.disclosure.tables):
            mistaken = exchange_columns(one.disclosure, table, rng) if printed.kind else None
            if mistaken is not None:
                _count(counts, check(mistaken), one, "two columns exchanged", (table, None), show=show)
    yield "two columns exchanged", counts
    counts = Counter()
    for one in mine:
        for table, mistaken in _other_scopes(one):
            _count(counts, check(mistaken), one, "another scope", (table, None), show=show)
    yield "one unit's table for the department's", counts


def _count(counts: Counter[str], report: Report, one: Sample, kind: str, at: tuple[int, int | None], *, show: bool) -> None:
    printed = one.disclosure.tables[at[0]]
    row = printed.rows[at[1]] if at[1] is not None else None
    result = told(report, one.clean, printed, row)
    counts[result] += 1
    if show and result not in ("one cause", "unseen"):
        before = {cause.title.zh for cause in one.clean.causes}
        causes = [cause for cause in report.causes if cause.severity != "note" and cause.title.zh not in before]
        print(f"  {result}: {one.name} {kind} {printed.kind} {row.label if row else ''}")
        for cause in causes[:5]:
            print(f"      {cause.title.zh} [{' '.join(sorted({finding.rule for finding in cause.findings}))}]")


def _rows(disclosure: Disclosure) -> Iterator[tuple[int, int]]:
    for t, table in enumerate(disclosure.tables):
        for r, row in enumerate(table.rows):
            if table.kind and row.level in ROWS and any(figure.money for figure in row.figures.values()):
                yield t, r


def _other_scopes(one: Sample) -> Iterator[tuple[int, Disclosure]]:
    """Yield the disclosure with one table printed for the first unit, for each table that then differs."""
    if one.budget is None or len({line.unit for line in one.budget.lines}) < 2 or one.disclosure.layout is None:
        return
    first = one.budget.units[0].name
    lines = tuple(line for line in one.budget.lines if line.unit == first)
    unit = printed_in(structs.replace(one.budget, lines=lines), one.disclosure.layout)
    for kind in ("基本支出经济分类表", "一般公共预算支出表", "支出总表", "收入总表", "支出决算表", "收入决算表", "一般公共预算支出决算表"):
        at = next((n for n, table in enumerate(one.disclosure.tables) if table.kind == kind), None)
        other = unit.table(kind)
        if at is not None and other is not None and _amounts(other.rows) != _amounts(one.disclosure.tables[at].rows):
            yield at, with_table(one.disclosure, at, other)


def _amounts(rows: tuple) -> list[str]:  # type: ignore[type-arg]
    return [figure.text for row in rows for figure in row.figures.values()]


# The narrative

_AMOUNT = re.compile(r"(?<![\d.,])\d[\d,]*\.\d\d(?=万元)")


def prose_faults(path: Path) -> Tally:
    """Return the tally of amounts of the narrative with two digits exchanged, each read from a text of its own."""
    rng, tally, text = random.Random(SEED), Tally(), path.read_text(encoding="utf-8")
    clean = check(read(path))
    amounts = [match for match in _AMOUNT.finditer(text) if "\t" not in text[text.rfind("\n", 0, match.start()) : match.start()]]
    with TemporaryDirectory() as folder:
        for match in amounts:
            wrong = swap(Figure(match[0], "printed", "万元", None, Place()), rng)
            if wrong is None:
                continue
            mistaken = Path(folder) / path.name
            mistaken.write_text(text[: match.start()] + wrong + text[match.end() :], encoding="utf-8")
            begin = time.perf_counter()
            disclosure = read(mistaken)
            report = check(disclosure)
            tally.times.append((time.perf_counter() - begin) * 1000)
            line = text.count("\n", 0, match.start()) + 1
            figures = [claim.amount for section in disclosure.sections for claim in section.claims if claim.amount]
            mine = [one for one in figures if one.text == wrong and one.place.line == line]
            tally.count(report, mine[:1], [match[0]][: len(mine)], clean)
    return tally


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--real", type=Path)
    parser.add_argument("--trials", type=int, default=20)
    parser.add_argument("--only", default="")
    parser.add_argument("--show", action="store_true")
    asked = parser.parse_args()
    for name, mine in samples(asked.real, asked.only):
        figures = sum(len(spots(one.disclosure)) for one in mine)
        proposed = sum(bool(cause.repairs) for one in mine for cause in one.clean.causes)
        print(f"\n### {name}: {len(mine)} documents, {figures} figures, {proposed} proposals before planting\n\n{HEAD}")
        print("|---|---:|---:|---:|---:|---:|---:|---:|")
        for kind, tally in figure_faults(mine, asked.trials, asked.show):
            print(f"| {kind} {tally.cells}| {statistics.median(tally.times or [0]):.0f} |", flush=True)
        print("\n| planted | seen | one cause, at the place | several causes | a figure blamed | elsewhere | unseen |")
        print("|---|---:|---:|---:|---:|---:|---:|")
        for kind, counts in other_faults(mine, asked.trials, asked.show):
            seen = sum(counts.values()) - counts["unseen"]
            cells = (counts[one] for one in ("one cause", "several causes", "a figure blamed", "elsewhere", "unseen"))
            print(f"| {kind} | {seen} | {' | '.join(map(str, cells))} |", flush=True)
    for name in ("yunxi-culture-2025.txt", "fenyang-2024.txt") if not asked.only else ():
        tally = prose_faults(EXAMPLES / name)
        print(f"| narrative of {name}, two digits swapped {tally.cells}| {statistics.median(tally.times):.0f} |")


if __name__ == "__main__":
    sys.exit(main())
