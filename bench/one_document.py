"""Time reading and checking one document against the floor: decode, split at tabs, parse every number as Decimal.

    python bench/one_document.py examples/fenyang-2024.txt
"""

import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from pathlib import Path

from gouji import check, read

RUNS = 15


def floor(path: Path) -> int:
    """Return how many number-like cells there are: the least any reader has to do."""
    numbers = 0
    for line in path.read_bytes().decode().split("\n"):
        for cell in line.split("\t"):
            if cell and cell[0] in "-0123456789":
                try:
                    Decimal(cell.replace(",", ""))
                except InvalidOperation:
                    continue
                numbers += 1
    return numbers


def in_turn(*functions: Callable[[], object], runs: int = RUNS) -> list[tuple[float, float]]:
    """Return the smallest and the median processor time of each call in ms.

    The calls take turns, after one of each that warms up, so that a machine that slows down slows all of them.
    """
    for function in functions:
        function()
    times: list[list[float]] = [[] for _ in functions]
    for _ in range(runs):
        for function, of_one in zip(functions, times, strict=True):
            begin = time.process_time()
            function()
            of_one.append((time.process_time() - begin) * 1000)
    return [(min(of_one), statistics.median(of_one)) for of_one in times]


def cold(command: list[str], runs: int = 7, **environment: str) -> tuple[float, float]:
    """Return the median wall time of a fresh process and its least processor time in s; its output is thrown away."""
    walls, processor = [], []
    for _ in range(runs):
        begin, used = time.perf_counter(), _used_by_children()
        subprocess.run(
            command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False, env=os.environ | environment
        )
        walls.append(time.perf_counter() - begin)
        processor.append(_used_by_children() - used)
    return statistics.median(walls), min(processor)


def _used_by_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def peak_mib(command: list[str]) -> float:
    """Return the peak resident memory of a fresh process in MiB."""
    code = (
        "import resource, subprocess, sys; subprocess.run(sys.argv[1:], stdout=-3, stderr=-3);"
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    )
    done = subprocess.run([sys.executable, "-c", code, *command], capture_output=True, text=True, check=True)
    return int(done.stdout) / 1024


def main(path: Path) -> None:
    """Print the measurements."""
    disclosure = read(path)
    print(f"{path.name}: {path.stat().st_size / 1e3:.0f} kB, {floor(path)} number-like cells")
    unseen = iter([read(path) for _ in range(RUNS + 1)])  # a document of its own for every check
    (least, usual), *others = in_turn(
        lambda: floor(path), lambda: read(path), lambda: check(disclosure), lambda: check(next(unseen))
    )
    print(f"{'floor':16}  {least:6.2f} ms  median {usual:6.2f}")
    for name, goal, (lowest, median) in zip(("read", "check", "check, just read"), (25, 15, 15), others, strict=True):
        ratios = f"{median / usual:5.1f} x floor, least by least {lowest / least:5.1f} (<= {goal})"
        print(f"{name:16}  {lowest:6.2f} ms  median {median:6.2f}  = {ratios}")
    report = [sys.executable, "-m", "gouji.cli", "check", str(path)]
    yardstick, _ = cold([sys.executable, "-c", "import yaml, click, msgspec"])
    subprocess.run(report, capture_output=True, check=False)  # which keeps what it compiled
    took, processor = cold(report)
    first, first_processor = cold(report, GOUJI_CACHE="")
    print(
        f"cold process with the text report {took:.3f} s (<= 0.5 s), processor {processor:.3f} s; "
        f"with nothing kept {first:.3f} s, processor {first_processor:.3f} s; "
        f"importing yaml, click, msgspec alone {yardstick:.3f} s"
    )
    try_pydantic = [sys.executable, "-c", "import pydantic, yaml, rich"]
    if subprocess.run(try_pydantic, capture_output=True, check=False).returncode == 0:
        other, _ = cold(try_pydantic)
        print(f"importing pydantic, yaml, rich alone {other:.3f} s: {took / other:.1f} x (<= 3)")
    print(f"peak memory of that process {peak_mib(report):.0f} MiB (<= 120)")


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "examples/fenyang-2024.txt"))
