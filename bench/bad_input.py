"""What oversized and malicious files get: the answer, the time and the peak memory of a fresh process.

    python bench/bad_input.py
"""

import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path


def big_text(path: Path) -> None:
    """200 MB of text that looks like a table."""
    line = "科目编码\t科目名称\t合计\t1.00\n".encode() * 4096
    with path.open("wb") as file:
        for _ in range(200_000_000 // len(line)):
            file.write(line)


def zip_bomb(inside: str) -> Callable[[Path], None]:
    """A package of 2 MB whose one part unpacks to 2 GB."""

    def write(path: Path) -> None:
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package, package.open(inside, "w") as part:
            for _ in range(2000):
                part.write(b"\0" * 1_000_000)

    return write


def entity_tricks(inside: str) -> Callable[[Path], None]:
    """A package whose XML defines entities of entities."""

    def write(path: Path) -> None:
        names = [f'<!ENTITY a{i} "{f"&a{i - 1};" * 10}">' for i in range(1, 10)]
        xml = f'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a0 "ha">{"".join(names)}]><d>&a9;</d>'
        with zipfile.ZipFile(path, "w") as package:
            package.writestr("[Content_Types].xml", "<Types/>")
            package.writestr(inside, xml)

    return write


def garbage(path: Path) -> None:
    """A megabyte of bytes that mean nothing."""
    path.write_bytes(bytes(i * 7919 % 251 for i in range(1_000_000)))


def wide_sheet(path: Path) -> None:
    """A workbook with one cell at each end of the largest sheet there can be."""
    import xlsxwriter

    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet()
    sheet.write(0, 0, "合计")
    sheet.write(1_048_575, 16_383, 1)
    book.close()


CASES: dict[str, Callable[[Path], None]] = {
    "empty.txt": lambda path: path.write_bytes(b""),  # type: ignore[dict-item, return-value]
    "200-megabytes.txt": big_text,
    "bomb.xlsx": zip_bomb("xl/worksheets/sheet1.xml"),
    "bomb.docx": zip_bomb("word/document.xml"),
    "entities.docx": entity_tricks("word/document.xml"),
    "entities.xlsx": entity_tricks("xl/workbook.xml"),
    "garbage.bin": garbage,
    "corners.xlsx": wide_sheet,
}

_MEASURE = (
    "import resource, subprocess, sys, time; begin = time.perf_counter();"
    "done = subprocess.run(sys.argv[1:], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True);"
    "peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024;"
    "print(f'{done.returncode}\\t{time.perf_counter() - begin:.2f}\\t{peak:.0f}');"
    "print((done.stderr or done.stdout).strip().replace('\\n', ' ')[:150])"
)


def main() -> None:
    """Print one line for each case."""
    with tempfile.TemporaryDirectory() as folder:
        for name, write in CASES.items():
            path = Path(folder) / name
            write(path)
            command = [sys.executable, "-m", "gouji.cli", "check", str(path)]
            done = subprocess.run([sys.executable, "-c", _MEASURE, *command], capture_output=True, text=True, check=True)
            figures, message = done.stdout.split("\n", 1)
            status, seconds, peak = figures.split("\t")
            print(f"{name:<18} status {status}  {seconds} s  {peak} MiB  {message.strip().replace(folder, '…')}")


if __name__ == "__main__":
    main()
