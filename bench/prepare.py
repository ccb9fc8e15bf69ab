"""Time deriving a large budget, and preparing one department's disclosure in all formats against its PDF alone.

    python bench/prepare.py examples/yunxi-culture-2025.xlsx
"""

import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from one_document import best, peak_mib

from gouji.layouts.classification import economic_items, functional_names
from gouji.model.budget import Budget, BudgetUnit, Line
from gouji.model.money import Money
from gouji.prepare import derive
from gouji.publish import FORMATS, prepare
from gouji.render import render

UNITS, LINES = 1_000, 200


def large_budget() -> Budget:
    """Return a budget of 1,000 units with 200 lines each, over all functional and economic codes known for the year."""
    functions = sorted(code for code, names in functional_names().items() if len(code) == 7 and names[-1].holds_in(2025))
    items = sorted(item.code for item in economic_items() if item.side == "部门" and len(item.code) == 5)
    units = tuple(BudgetUnit(f"第{number}单位", "行政") for number in range(UNITS))
    lines = tuple(
        Line(
            unit.name,
            functions[(number * 7 + row) % len(functions)],
            "一般公共预算",
            "basic",
            Money(100 * (row + 1) * (number + 3)),
            items[row % len(items)],
        )
        for number, unit in enumerate(units)
        for row in range(LINES)
    )
    return Budget("某省厅", 2025, "shanxi/2024", units=units, lines=lines)


def fresh(command: list[str]) -> tuple[float, float]:
    """Return the wall and the processor time of a fresh process in s; raises when it fails."""
    begin, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return time.perf_counter() - begin, used


def main(workbook: Path) -> None:
    """Print the measurements."""
    budget = large_budget()
    fastest, median = best(lambda: derive(budget), runs=3)
    print(f"derive {UNITS:,} units x {LINES} lines  {fastest / 1e3:.2f} s  median {median / 1e3:.2f} s  (<= 2)")

    fastest, median = best(lambda: prepare(str(workbook)), runs=5)
    print(f"{workbook.name}: read, validate, derive, check  {median / 1e3:.2f} s")
    disclosure = prepare(str(workbook)).disclosure
    for kind in FORMATS:
        size = len(render(disclosure, kind)) / 1e3
        _, median = best(lambda kind=kind: render(disclosure, kind), runs=3)  # type: ignore[misc]
        print(f"  {kind:5} {median / 1e3:6.2f} s  {size:8,.0f} kB")

    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "gouji.cli", "prepare", str(workbook), "-o", f"{folder}/out"]
        whole, peak = fresh(command), peak_mib(command)
    code = f"import gouji; gouji.render(gouji.derive(gouji.read_budget({str(workbook)!r})[0]), 'pdf')"
    alone = fresh([sys.executable, "-c", code])
    for name, everything, pdf in zip(("wall", "processor"), whole, alone, strict=True):
        print(f"cold, {name} time: every format {everything:.2f} s, the PDF alone {pdf:.2f} s: {everything / pdf:.1f} x")
    print(f"peak memory of that process {peak:.0f} MiB")


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "examples/yunxi-culture-2025.xlsx"))
