"""Measure how often the wrong cell is named: faults planted with fixed seeds in disclosures that tie out.

    PYTHONPATH=tests python -P bench/locate.py         (the disclosures are derived from the tests' budgets)

A fault is seen when a relation fails that held. It is named when the report's first proposal for a cause is the planted
figure and no sound figure is named as certain or likely; tied when the figure is one of two that are told to explain as
much. Faults that no relation can see (a change within rounding, a figure in no relation) are counted apart.
"""

import random
import re
import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from hypothesis import HealthCheck, given, settings
from msgspec import structs

from gouji.check import check, rulebook
from gouji.check.engine import decide
from gouji.check.graph import Graph, Told
from gouji.check.locate import locate
from gouji.check.view import view_tables
from gouji.model.budget import Budget, Line
from gouji.model.disclosure import Disclosure, Figure, Row, Table
from gouji.model.finding import Cause, Report
from gouji.model.money import Money, print_money, read_money
from gouji.prepare import derive
from gouji.read import read
from prepare.strategies import budgets
from prepare.yunxi import YUNXI

TRIALS = 25  # of each kind of fault in each document
SEED = 20250101
EXAMPLES = Path(__file__).resolve().parents[1] / "examples"


class Spot(NamedTuple):
    """A printed figure of a table: index of the table, of the row, and the column."""

    table: int
    row: int
    column: str


# Faults of one figure: the text to print instead, None where the fault does not apply.


def swap(text: str, rng: random.Random) -> str | None:
    at = [i for i in range(len(text) - 1) if text[i].isdigit() and text[i + 1].isdigit() and text[i] != text[i + 1]]
    if not at:
        return None
    i = rng.choice(at)
    return text[:i] + text[i + 1] + text[i] + text[i + 2 :]


def drop(text: str, rng: random.Random) -> str | None:
    whole = text.partition(".")[0]
    if len(whole) < 2:
        return None
    i = rng.randrange(len(whole))
    return text[:i] + text[i + 1 :]


def shift(text: str, rng: random.Random) -> str | None:
    _, money = read_money(text, "万元")
    assert money is not None
    right = bool(money.fen % 100_000) or rng.random() < 0.5
    return print_money(structs.replace(money, fen=money.fen * 10 if right else money.fen // 10), "万元")


def myriad(text: str, rng: random.Random) -> str | None:
    _, money = read_money(text, "万元")
    return print_money(money.times(10_000), "万元") if money is not None else None


def sign(text: str, rng: random.Random) -> str | None:
    return f"-{text}"


def stale(text: str, rng: random.Random) -> str | None:
    _, money = read_money(text, "万元")
    assert money is not None
    fen = round(money.fen * rng.uniform(0.8, 1.2) / 10_000) * 10_000
    return print_money(structs.replace(money, fen=fen), "万元")


OF_A_FIGURE: dict[str, Callable[[str, random.Random], str | None]] = {
    "two digits swapped": swap,
    "a digit dropped": drop,
    "decimal point": shift,
    "元 for 万元 (×10⁴)": myriad,
    "sign": sign,
    "last year's figure": stale,
}


def reprint(disclosure: Disclosure, spot: Spot, text: str) -> Disclosure:
    """Return the disclosure with one figure printed otherwise."""
    row = disclosure.tables[spot.table].rows[spot.row]
    old = row.figures[spot.column]
    state, money = read_money(text, old.unit)
    new = structs.replace(old, text=text, state=state, money=money)
    return with_rows(disclosure, spot.table, {spot.row: structs.replace(row, figures=row.figures | {spot.column: new})})


def with_rows(disclosure: Disclosure, table: int, rows: dict[int, Row]) -> Disclosure:
    """Return the disclosure with rows of a table replaced."""
    kept = tuple(rows.get(number, row) for number, row in enumerate(disclosure.tables[table].rows))
    return with_table(disclosure, table, structs.replace(disclosure.tables[table], rows=kept))


def with_table(disclosure: Disclosure, number: int, table: Table) -> Disclosure:
    """Return the disclosure with a table replaced."""
    return structs.replace(disclosure, tables=(*disclosure.tables[:number], table, *disclosure.tables[number + 1 :]))


def spots(disclosure: Disclosure) -> list[Spot]:
    """Return the printed amounts of the tables."""
    return [
        Spot(t, r, column)
        for t, table in enumerate(disclosure.tables)
        for r, row in enumerate(table.rows)
        for column, figure in row.figures.items()
        if table.kind and figure.money is not None and figure.money.fen
    ]


def figure_at(disclosure: Disclosure, spot: Spot) -> Figure:
    """Return the figure at the spot."""
    return disclosure.tables[spot.table].rows[spot.row].figures[spot.column]


def coverage(disclosure: Disclosure) -> Counter[int]:
    """Return id of a figure → how many relations it is in."""
    views = view_tables(disclosure)
    relations = [relation for rule in rulebook() for relation in decide(rule, disclosure, views).relations]
    counts: Counter[int] = Counter()
    for relation in relations:
        counts.update({id(term.figure) for term in (*relation.left, *relation.right)})
    return counts


# Judging


def judge(report: Report, wrong: list[Figure], right: list[str]) -> list[str]:
    """Return for each wrong figure: value (named, with its right amount), named, tied, missed."""
    sure = [cause.repairs[0] for cause in report.causes if cause.repairs and cause.repairs[0].certainty in ("certain", "likely")]
    found = []
    for figure, text in zip(wrong, right, strict=True):
        mine = [one for one in sure if one.place == figure.place and one.printed == figure.text]
        pairs = [cause for cause in report.causes if len(cause.repairs) == 2]
        tied = any(one.place == figure.place and one.printed == figure.text for cause in pairs for one in cause.repairs)
        value = bool(mine) and read_money(mine[0].proposed, figure.unit)[1] == read_money(text, figure.unit)[1]
        found.append("value" if value else "named" if mine else "tied" if tied else "missed")
    return found


def false_names(report: Report, wrong: list[Figure], clean: Report) -> int:
    """Return how many figures are named as certainly or likely wrong that are sound, and that were not named before."""
    known = {(one.place, one.printed) for cause in clean.causes for one in cause.repairs}
    known |= {(figure.place, figure.text) for figure in wrong}
    sure = [
        cause.repairs[0]
        for cause in report.causes
        if cause.repairs and cause.repairs[0].certainty in ("certain", "likely")
    ]
    return sum((one.place, one.printed) not in known for one in sure)


class Tally:
    """Counts of one line of the table."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self.times: list[float] = []

    def plant(self, disclosure: Disclosure, planted: list[tuple[Spot, str]], clean: Report) -> None:
        """Plant figures, check, and count what became of each."""
        mistaken = disclosure
        for spot, text in planted:
            mistaken = reprint(mistaken, spot, text)
        wrong = [figure_at(mistaken, spot) for spot, _ in planted]
        right = [figure_at(disclosure, spot).text for spot, _ in planted]
        begin = time.perf_counter()
        report = check(mistaken)
        self.times.append((time.perf_counter() - begin) * 1000)
        self.count(report, wrong, right, clean)

    def count(self, report: Report, wrong: list[Figure], right: list[str], clean: Report) -> None:
        """Count what became of the planted figures in a report."""
        if len(report.findings) == len(clean.findings):
            self.counts["unseen"] += 1
            return
        if not wrong:  # the sentence was not read as a statement
            self.counts["missed"] += 1
            return
        results = judge(report, wrong, right)
        worst = max(results, key=("value", "named", "tied", "missed").index)
        self.counts[worst] += 1
        self.counts["false"] += bool(false_names(report, wrong, clean))

    @property
    def line(self) -> str:
        """The counts as cells of the table."""
        counts, seen = self.counts, sum(self.counts[name] for name in ("value", "named", "tied", "missed"))
        if not seen:
            return "| – " * 6 + "|"
        good = counts["value"] + counts["named"]
        return (
            f"| {seen} | {100 * good / seen:.1f} % | {100 * (good + counts['tied']) / seen:.1f} % "
            f"| {100 * counts['value'] / seen:.1f} % | {counts['false']} | {counts['unseen']} |"
        )


def figure_faults(documents: dict[str, Disclosure], rng: random.Random) -> Iterator[tuple[str, Tally]]:
    """Yield a tally for each kind of fault in one figure that at least two relations cover, then for several at once."""
    clean = {name: (spots(one), coverage(one), check(one)) for name, one in documents.items()}
    for kind, fault in OF_A_FIGURE.items():
        tally = Tally()
        for name, disclosure in documents.items():
            places, covered, before = clean[name]
            places = [spot for spot in places if covered[id(figure_at(disclosure, spot))] >= 2]
            for _ in range(TRIALS):
                spot = rng.choice(places)
                text = fault(figure_at(disclosure, spot).text, rng)
                if text is not None and text != figure_at(disclosure, spot).text:
                    tally.plant(disclosure, [(spot, text)], before)
        yield f"one figure: {kind}", tally
    for number in (2, 3, 20):
        tally = Tally()
        for name, disclosure in documents.items():
            places, covered, before = clean[name]
            places = [spot for spot in places if covered[id(figure_at(disclosure, spot))] >= 2]
            if len(places) < 5 * number:
                continue
            for _ in range(TRIALS):
                planted = []
                for spot in rng.sample(places, number):
                    text = rng.choice((swap, drop, shift, sign, stale))(figure_at(disclosure, spot).text, rng)
                    if text is not None and _is_seen(disclosure, spot, text):
                        planted.append((spot, text))
                if len(planted) == number or number > 3:
                    tally.plant(disclosure, planted, before)
        yield f"{number} figures, all of them", tally


def _is_seen(disclosure: Disclosure, spot: Spot, text: str) -> bool:
    """Return whether the change is larger than rounding can hide."""
    old, new = figure_at(disclosure, spot).money, read_money(text, "万元")[1]
    return old is not None and new is not None and abs(new.fen - old.fen) > 500_000


# Faults of the narrative

_AMOUNT = re.compile(r"(?<![\d.,])\d[\d,]*\.\d\d(?=万元)")


def prose_faults(path: Path, rng: random.Random) -> Tally:
    """Return the tally of amounts of the narrative with two digits exchanged, each read from a text of its own."""
    tally, text = Tally(), path.read_text(encoding="utf-8")
    clean = check(read(path))
    matches = [
        match
        for match in _AMOUNT.finditer(text)
        if "\t" not in text[text.rfind("\n", 0, match.start()) : match.start()]
    ]
    with TemporaryDirectory() as folder:
        for match in matches:
            wrong = swap(match[0], rng)
            if wrong is None:
                continue
            mistaken = Path(folder) / path.name
            mistaken.write_text(text[: match.start()] + wrong + text[match.end() :], encoding="utf-8")
            begin = time.perf_counter()
            disclosure = read(mistaken)
            report = check(disclosure)
            tally.times.append((time.perf_counter() - begin) * 1000)
            line = text.count("\n", 0, match.start()) + 1
            figures = [
                c.amount
                for section in disclosure.sections
                for c in section.claims
                if c.amount and c.amount.text == wrong
            ]
            tally.count(report, [one for one in figures if one.place.line == line][:1], [match[0]], clean)
    return tally


# Faults of rows and tables


def row_faults(documents: dict[str, Disclosure], rng: random.Random) -> Iterator[tuple[str, Counter[str]]]:
    """Yield the counts of rows left out, printed twice and shifted by a column: one cause that names the place, or not."""
    for kind, fault in (("a row left out", leave_out), ("a row printed twice", double), ("a row shifted by a column", shift_row)):
        counts: Counter[str] = Counter()
        for disclosure in documents.values():
            before = len(check(disclosure).findings)
            rows = [
                (t, r)
                for t, table in enumerate(disclosure.tables)
                for r, row in enumerate(table.rows)
                if table.kind and row.level in ("款", "项", "项目") and any(f.money for f in row.figures.values())
            ]
            for _ in range(TRIALS):
                table, row = rng.choice(rows)
                mistaken = fault(disclosure, table, row)
                if mistaken is None:
                    continue
                report = check(mistaken)
                if len(report.findings) == before:
                    counts["unseen"] += 1
                    continue
                causes = [cause for cause in report.causes if cause.severity != "note"]
                counts[_told(causes, disclosure.tables[table], disclosure.tables[table].rows[row])] += 1
        yield kind, counts


def _told(causes: list[Cause], table: Table, row: Row) -> str:
    """Return whether the row's table is where the one cause points, or one of several; and whether a figure is blamed."""
    places = [place for cause in causes for finding in cause.findings for place in finding.places]
    there = any(table.title in place.part for place in places) or any(row.name and row.name in cause.title.zh for cause in causes)
    if any(cause.repairs and cause.repairs[0].certainty == "certain" for cause in causes):
        return "a figure blamed"
    return ("one cause" if len(causes) == 1 else "several causes") if there else "elsewhere"


def leave_out(disclosure: Disclosure, table: int, row: int) -> Disclosure | None:
    """Return the disclosure without the row."""
    one = disclosure.tables[table]
    return with_table(disclosure, table, structs.replace(one, rows=one.rows[:row] + one.rows[row + 1 :]))


def double(disclosure: Disclosure, table: int, row: int) -> Disclosure | None:
    """Return the disclosure with the row twice."""
    one = disclosure.tables[table]
    again = structs.replace(one.rows[row], figures={c: structs.replace(f) for c, f in one.rows[row].figures.items()})
    return with_table(disclosure, table, structs.replace(one, rows=(*one.rows[: row + 1], again, *one.rows[row + 1 :])))


def shift_row(disclosure: Disclosure, table: int, row: int) -> Disclosure | None:
    """Return the disclosure with the row's amounts one column to the right, None when the last column is taken."""
    one = disclosure.tables[table].rows[row]
    columns = list(one.figures)
    if len(columns) < 2 or one.figures[columns[-1]].money is not None:
        return None
    moved = {columns[0]: structs.replace(one.figures[columns[-1]], place=one.figures[columns[0]].place)}
    for left, right in pairwise(columns):
        moved[right] = structs.replace(one.figures[left], place=one.figures[right].place)
    return with_rows(disclosure, table, {row: structs.replace(one, figures=moved)})


def scope_errors(budget: Budget) -> Iterator[tuple[str, bool]]:
    """Yield, for each table printed for the first unit instead of the department, whether it is told as one cause."""
    first = budget.units[0].name
    whole = derive(budget)
    unit = derive(structs.replace(budget, lines=tuple(line for line in budget.lines if line.unit == first)))
    for kind in ("基本支出经济分类表", "一般公共预算支出表", "支出总表", "收入总表"):
        at = next(n for n, table in enumerate(whole.tables) if table.kind == kind)
        other = unit.table(kind)
        if other is None or other.rows == whole.tables[at].rows:
            continue
        causes = [cause for cause in check(with_table(whole, at, other)).causes if cause.severity == "error"]
        yield kind, any(kind in cause.title.zh and "另一口径" in cause.title.zh for cause in causes) and not any(
            cause.repairs for cause in causes
        )


def time_large(rng: random.Random) -> Iterator[str]:
    """Yield lines of the table of times: naming alone (graph and search), in a document of some 1,500 figures."""
    units = [unit.name for unit in YUNXI.units]
    lines = [
        Line(units[n % len(units)], f"20701{n % 40 + 50:02d}", "一般公共预算", "project", Money(rng.randrange(10**5, 10**8)), "", f"项目{n}")
        for n in range(420)
    ]
    disclosure = derive(structs.replace(YUNXI, lines=(*YUNXI.lines, *lines)))
    places = spots(disclosure)
    for number in (1, 2, 3, 20):
        times, unproven = [], 0
        for _ in range(TRIALS):
            mistaken = disclosure
            for spot in rng.sample(places, number):
                mistaken = reprint(mistaken, spot, stale(figure_at(disclosure, spot).text, rng) or "")
            views = view_tables(mistaken)
            told = [Told(rule.id, rule.severity, one) for rule in rulebook() for one in decide(rule, mistaken, views).relations]
            begin = time.process_time()
            answers = locate(Graph(told))
            times.append((time.process_time() - begin) * 1000)
            unproven += not all(answer.proven for answer in answers)
        yield (
            f"| {number} wrong, {len(places)} figures, {len(told)} relations | {statistics.median(times):.1f} ms "
            f"| {max(times):.0f} ms | {unproven} of {TRIALS} |"
        )


def derived(number: int) -> dict[str, Disclosure]:
    """Return disclosures derived from drawn budgets, always the same."""
    found: list[Disclosure] = []

    @settings(max_examples=number, derandomize=True, database=None, deadline=None, suppress_health_check=list(HealthCheck))
    @given(budgets())
    def collect(budget: Budget) -> None:
        found.append(derive(budget))

    collect()
    large = sorted(found, key=lambda one: -len(spots(one)))
    return {f"derived {n}": one for n, one in enumerate(large[: number // 3])}


def main() -> None:
    """Print the table."""
    rng = random.Random(SEED)
    documents = {"yunxi": derive(YUNXI), "fenyang": read(EXAMPLES / "fenyang-2024.txt"), **derived(24)}
    sound = {name: one for name, one in documents.items() if name != "fenyang"}
    proposals = sum(bool(cause.repairs) for one in sound.values() for cause in check(one).causes)
    print(
        f"{len(sound)} clean documents, {sum(len(spots(one)) for one in sound.values())} figures: {proposals} proposals\n"
    )
    print(
        "| planted | seen | named | named or one of two | right amount | sound figure named | unseen | check, median ms |"
    )
    print("|---|---:|---:|---:|---:|---:|---:|---:|")
    for kind, tally in figure_faults(documents, rng):
        print(f"| {kind} {tally.line} {statistics.median(tally.times):.0f} |", flush=True)
    for name in ("yunxi-culture-2025.txt", "fenyang-2024.txt"):
        tally = prose_faults(EXAMPLES / name, rng)
        print(
            f"| narrative of {name}, two digits swapped (read and checked) {tally.line} {statistics.median(tally.times):.0f} |"
        )
    print()
    for kind, counts in row_faults(sound, rng):
        print(f"{kind}: {dict(counts)}", flush=True)
    print("\n| naming alone, processor time | median | longest | out of time |\n|---|---:|---:|---:|")
    for line in time_large(rng):
        print(line, flush=True)
    results = [one for budget in (YUNXI,) for one in scope_errors(budget)]
    print(f"one unit's table for the department: {sum(told for _, told in results)} of {len(results)} told as one cause", results)


if __name__ == "__main__":
    sys.exit(main())
