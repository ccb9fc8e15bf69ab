"""Check a folder of 1,000 copies of a document, one of them broken, with one and with two processes.

    python bench/folder.py examples/fenyang-2024.txt [copies]
"""

import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path


def rss_mib(pid: int) -> float:
    """Return the resident memory of a process and its children in MiB (Linux)."""
    pids, total = [pid], 0.0
    for process in pids:
        try:
            children = Path(f"/proc/{process}/task/{process}/children").read_text().split()
            status = Path(f"/proc/{process}/status").read_text()
        except OSError:
            continue
        pids.extend(int(child) for child in children)
        total += next((int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmRSS")), 0)
    return total


def run(folder: Path, jobs: int) -> tuple[float, list[float], int, str]:
    """Return seconds, memory samples in MiB, the exit status, and what went to standard error."""
    command = [sys.executable, "-m", "gouji.cli", "check", str(folder), "-j", str(jobs), "-q", "-f", "csv", "-o"]
    begin = time.perf_counter()
    process = subprocess.Popen(
        [*command, str(folder.parent / f"findings-{jobs}.csv")],
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    samples: list[float] = []

    def watch() -> None:
        while process.poll() is None:
            samples.append(rss_mib(process.pid))
            time.sleep(0.5)

    threading.Thread(target=watch, daemon=True).start()
    _, errors = process.communicate()
    return time.perf_counter() - begin, samples, process.returncode, errors


def main(path: Path, copies: int) -> None:
    """Print the measurements."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "documents"
        folder.mkdir()
        for number in range(copies - 1):
            (folder / f"{number:04}.txt").write_bytes(path.read_bytes())
        (folder / "0500-broken.xlsx").write_bytes(b"PK\x03\x04 not a workbook")
        seconds = {}
        for jobs in (1, 2):
            seconds[jobs], samples, status, errors = run(folder, jobs)
            tenth = max(1, len(samples) // 10)
            early, late = max(samples[tenth : 2 * tenth]), max(samples[-2 * tenth :])
            print(
                f"-j {jobs}: {seconds[jobs]:.1f} s, {copies / seconds[jobs]:.1f} documents/s; memory {early:.0f} MiB"
                f" after a tenth, {late:.0f} MiB at the end; exit status {status}; {errors.count('READ-')} unreadable"
            )
        print(f"two processes: {seconds[1] / seconds[2]:.2f} x one (>= 1.8)")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1000)
