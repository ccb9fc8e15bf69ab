"""Measure how long naming takes in a large document: graph and search alone, processor time.

    PYTHONPATH=tests python bench/locate/large.py
"""

import random
import statistics
import sys
import time
from collections.abc import Iterator

from msgspec import structs
from planting import figure_at, reprint, spots, stale

from gouji.check import rulebook
from gouji.check.engine import decide
from gouji.check.graph import Graph, Told
from gouji.check.locate import locate
from gouji.check.view import view_tables
from gouji.model.budget import Line
from gouji.model.money import Money
from gouji.prepare import derive
from prepare.yunxi import YUNXI

TRIALS = 100
SEED = 20250101


def lines_of_table() -> Iterator[str]:
    """Yield the lines of the table, in a document of some 1,500 figures."""
    rng = random.Random(SEED)
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
                mistaken = reprint(mistaken, spot, stale(figure_at(disclosure, spot), rng) or "")
            views = view_tables(mistaken)
            told = [Told(rule.id, rule.severity, one) for rule in rulebook() for one in decide(rule, mistaken, views).relations]
            begin = time.process_time()
            answers = locate(Graph(told))
            times.append((time.process_time() - begin) * 1000)
            unproven += not all(answer.proven for answer in answers)
        yield (
            f"| {number} | {len(places):,}, {len(told):,} | {statistics.median(times):.1f} ms | {max(times):.0f} ms "
            f"| {unproven} of {TRIALS} |"
        )


def main() -> None:
    """Print the table."""
    print("| wrong figures | figures, relations | median | longest | out of time |\n|---|---|---:|---:|---:|")
    for line in lines_of_table():
        print(line, flush=True)


if __name__ == "__main__":
    sys.exit(main())
