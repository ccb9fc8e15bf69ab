"""Count how many generated disclosures read back the same, in every layout and from every kind of file.

    PYTHONPATH=tests python -P bench/round_trip.py [EXAMPLES]
"""

import sys
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, Phase, given, settings

from generated import NAMES, printed_in
from gouji.model.budget import Budget
from gouji.render import Kind
from prepare.strategies import budgets
from render.test_round_trip import again, plain

KINDS: tuple[Kind, ...] = ("text", "html", "docx", "xlsx", "pdf")


def drawn(number: int) -> list[Budget]:
    """Return so many budgets, always the same."""
    found: list[Budget] = []

    @settings(max_examples=number, derandomize=True, database=None, deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.generate])
    @given(budgets())
    def collect(budget: Budget) -> None:
        found.append(budget)

    collect()
    return found


def main() -> None:
    """Print the table."""
    given_budgets = drawn(int(sys.argv[1]) if len(sys.argv) > 1 else 20)
    print(f"| layout | {' | '.join(KINDS)} |\n|---|{'---:|' * len(KINDS)}")
    for name in NAMES:
        same: Counter[Kind] = Counter()
        for budget in given_budgets:
            disclosure = printed_in(budget, name)
            with TemporaryDirectory() as folder:
                for kind in KINDS:
                    same[kind] += plain(again(disclosure, kind, Path(folder)), kind) == plain(disclosure, kind)
        print(f"| {name} | {' | '.join(f'{same[kind]} of {len(given_budgets)}' for kind in KINDS)} |", flush=True)


if __name__ == "__main__":
    sys.exit(main())
