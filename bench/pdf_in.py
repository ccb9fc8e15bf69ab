"""Reading PDF tables beside pdfplumber and camelot on the same files: the answers first, then time and memory.

    python bench/pdf_in.py FOLDER [PYTHON_WITH_PDFPLUMBER_AND_CAMELOT]

FOLDER: the published files that tests/read/test_pdf_real.py holds; what is expected of them is taken from there. Each tool
runs in a process of its own, all files one after the other. A table is right when all its pages together give its number
of rows at one width; a sample is right when the row taken down from the page is among them.
"""

import importlib.util
import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
Rows = list[tuple[str, ...]]
Expected = dict[str, tuple[list[int], int, tuple[str, ...] | None]]


def expected() -> dict[str, Expected]:
    """Return file → title → (pages, rows, a row as printed), as the tests hold them."""
    sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tests")]
    spec = importlib.util.spec_from_file_location("real", ROOT / "tests/read/test_pdf_real.py")
    assert spec is not None and spec.loader is not None
    module: Any = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    files: dict[str, Expected] = module.FILES
    return files


# --- the tools: a file in, the rows of the tables of every page out; page → pieces -----------------------------------------


def by_gouji(path: Path) -> dict[int, list[Rows]]:
    """Ours, up to the blocks: lines, grids, paragraphs, joins."""
    from gouji.model.disclosure import Grid
    from gouji.read.files import read_blocks

    pieces: dict[int, list[Rows]] = {}
    for item in read_blocks(path).items:
        if isinstance(item, Grid):
            pieces.setdefault(item.pages[0], []).append(list(item.rows))
    return pieces


def by_pdfplumber(path: Path) -> dict[int, list[Rows]]:
    """pdfplumber as it comes."""
    import pdfplumber

    with pdfplumber.open(path) as document:
        return {page.page_number: [clean(rows) for rows in page.extract_tables()] for page in document.pages}


def by_camelot(path: Path) -> dict[int, list[Rows]]:
    """camelot, lattice, as it comes."""
    import camelot

    pieces: dict[int, list[Rows]] = {}
    for table in camelot.read_pdf(str(path), pages="all", flavor="lattice"):
        pieces.setdefault(int(table.page), []).append(clean(table.df.values.tolist()))
    return pieces


def by_text_alone(path: Path) -> dict[int, list[Rows]]:
    """The floor: what PDFium takes to hand over the text and nothing else."""
    import ctypes

    import pypdfium2.raw as pdfium

    data = path.read_bytes()
    document = pdfium.FPDF_LoadMemDocument64(data, len(data), None)
    for index in range(pdfium.FPDF_GetPageCount(document)):
        page = pdfium.FPDF_LoadPage(document, index)
        text = pdfium.FPDFText_LoadPage(page)
        count = pdfium.FPDFText_CountChars(text)
        room = (ctypes.c_ushort * (2 * count + 2))()
        pdfium.FPDFText_GetText(text, 0, count, room)
        bytes(room).decode("utf-16-le", "replace")
        pdfium.FPDFText_ClosePage(text)
        pdfium.FPDF_ClosePage(page)
    pdfium.FPDF_CloseDocument(document)
    return {}


TOOLS: dict[str, Callable[[Path], dict[int, list[Rows]]]] = {
    "text alone": by_text_alone,
    "gouji": by_gouji,
    "pdfplumber": by_pdfplumber,
    "camelot": by_camelot,
}


def clean(rows: Iterable[Iterable[str | None]]) -> Rows:
    """Return the rows with the lines of a cell joined, as the others leave them apart."""
    return [tuple((text or "").replace("\n", "") for text in row) for row in rows]


# --- one tool -----------------------------------------------------------------------------------------------------------


def run(tool: str, folder: Path) -> None:
    """Read all files with the tool and print what came of it as JSON."""
    wanted = expected()
    paths = sorted(folder.glob("*.pdf"))
    if tool in ("gouji", "text alone"):
        TOOLS[tool](paths[0])  # imports; the others take theirs into their first of many seconds
    begin, used = time.perf_counter(), time.process_time()
    read = {path.stem: TOOLS[tool](path) for path in paths}
    took, busy = time.perf_counter() - begin, time.process_time() - used
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    tables = [(read[name], entry) for name, entries in wanted.items() for entry in entries.values()]
    samples = [(pieces, entry) for pieces, entry in tables if entry[2] is not None]
    print(
        json.dumps(
            {
                "tables": sum(is_right(pieces, entry) for pieces, entry in tables),
                "of": len(tables),
                "samples": sum(has_sample(pieces, entry) for pieces, entry in samples),
                "of_samples": len(samples),
                "seconds": took,
                "busy": busy,
                "peak": peak,
            }
        )
    )


def is_right(pieces: dict[int, list[Rows]], entry: tuple[list[int], int, tuple[str, ...] | None]) -> bool:
    """Return whether some piece of every page, all of one width, together have the table's rows."""
    on, count, _ = entry
    for width in {len(rows[0]) for page in on for rows in pieces.get(page, []) if rows}:
        sizes = {0}
        for page in on:
            sizes = {
                size + len(rows)
                for size in sizes
                for rows in pieces.get(page, [])
                if rows and len(rows[0]) == width
            }
        if count in sizes:
            return True
    return False


def has_sample(pieces: dict[int, list[Rows]], entry: tuple[list[int], int, tuple[str, ...] | None]) -> bool:
    """Return whether the row taken down from the page is among those read."""
    rows = [row for page in entry[0] for piece in pieces.get(page, []) for row in piece]
    return entry[2] in [tuple(text.replace(" ", "") for text in row) for row in rows]


# --- all of them ----------------------------------------------------------------------------------------------------------


def compare(folder: Path, peer: str | None) -> None:
    """Print a line for each tool."""
    pages = page_count(folder)
    floor = 0.0
    print(f"{len(list(folder.glob('*.pdf')))} files, {pages} pages")
    for tool in TOOLS:
        python = peer if tool in ("pdfplumber", "camelot") else sys.executable
        if python is None:
            continue
        done = subprocess.run([python, __file__, "--run", tool, str(folder)], capture_output=True, text=True)
        if done.returncode:
            print(f"{tool}: {done.stderr.strip().splitlines()[-1]}")
            continue
        found = json.loads(done.stdout.splitlines()[-1])
        floor = floor or found["busy"]
        print(
            f"{tool:<12} tables {found['tables']}/{found['of']}  samples {found['samples']}/{found['of_samples']}"
            f"  {pages / found['seconds']:.0f} pages/s  processor {found['busy']:.2f} s = {found['busy'] / floor:.1f} x"
            f"  peak {found['peak']:.0f} MiB"
        )


def page_count(folder: Path) -> int:
    """Return how many pages the files have together."""
    import pypdfium2

    return sum(len(pypdfium2.PdfDocument(path)) for path in folder.glob("*.pdf"))


if __name__ == "__main__":
    if sys.argv[1] == "--run":
        run(sys.argv[2], Path(sys.argv[3]))
    else:
        compare(Path(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else None)
