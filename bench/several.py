"""Time documents that belong together checked as one against each of them alone: the cost of holding them together.

    python bench/several.py 2023.pdf 2024.pdf 2025.pdf
"""

import statistics
import sys
import time
from collections.abc import Callable

from gouji import check, check_together, read


def median(function: Callable[[], object], runs: int = 15) -> float:
    """Return the median processor time of a call in ms, after one that warms up."""
    function()
    times = []
    for _ in range(runs):
        begin = time.process_time()
        function()
        times.append((time.process_time() - begin) * 1000)
    return statistics.median(times)


def main(paths: list[str]) -> None:
    documents = [read(path) for path in paths]
    alone = median(lambda: [check(one) for one in documents])
    together = median(lambda: check_together(documents))
    reports = check_together(documents)
    across = sum(one.checked for report in reports for one in report.outcomes if one.rule[0] in "YU")
    print(f"{len(documents)} files, {len(reports)} reports, {across} relations between documents")
    print(f"read        {median(lambda: [read(path) for path in paths], 5):8.1f} ms")
    print(f"each alone  {alone:8.1f} ms")
    print(f"together    {together:8.1f} ms  ({together / alone:.2f} times)")


if __name__ == "__main__":
    main(sys.argv[1:])
