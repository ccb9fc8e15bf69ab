"""Read pictures of the pages of PDF files and compare with reading the files themselves. Needs gouji[ocr].

    python bench/ocr.py FOLDER_OR_FILE... [--dpi 150 200 300] [--worn] [--pages 12] [--out scans/]

Every page is drawn by PDFium and packed into a PDF of pictures; --worn turns it by half a degree, adds noise and compresses it
as JPEG of quality 60. Compared are the figures of tables that the file itself gives (same table, row, column and text), and the
errors and warnings that are told of the pictures but not of the file.
"""

import argparse
import resource
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
import pypdfium2 as pdfium
from PIL import Image

from gouji.check import check
from gouji.model.disclosure import Disclosure
from gouji.read import ReadError, read


def draw(path: Path, dpi: int, pages: int, *, worn: bool) -> list[Image.Image]:
    """Return the first pages as pictures."""
    document = pdfium.PdfDocument(path)
    return [
        _worn(page.render(scale=dpi / 72).to_pil().convert("RGB"), number) if worn else page.render(scale=dpi / 72).to_pil().convert("RGB")
        for number, page in zip(range(pages), document, strict=False)
    ]


def _worn(picture: Image.Image, seed: int) -> Image.Image:
    dots = np.asarray(picture)
    high, wide = dots.shape[:2]
    turn = cv2.getRotationMatrix2D((wide / 2, high / 2), 0.5 if seed % 2 else -0.5, 1.0)
    turned = cv2.warpAffine(dots, turn, (wide, high), flags=cv2.INTER_LINEAR, borderValue=(255, 255, 255))
    noise = np.random.default_rng(seed).normal(0, 12, turned.shape)
    return Image.fromarray(np.clip(turned * 0.95 + noise, 0, 255).astype(np.uint8))


def pack(pictures: list[Image.Image], dpi: int, target: Path, *, worn: bool) -> None:
    """Write the pictures as a PDF."""
    pictures[0].save(target, save_all=True, append_images=pictures[1:], resolution=dpi, quality=60 if worn else 90)


def cells(disclosure: Disclosure) -> Counter[tuple[str, ...]]:
    """Return the figures of all tables that are not blank: table, row, side, column, text."""
    return Counter(
        (table.kind, row.key, row.side, column, figure.text.replace(" ", ""))
        for table in disclosure.tables
        if table.kind is not None
        for row, column, figure in table.figures()
        if figure.text.strip()
    )


def told(disclosure: Disclosure, severity: str) -> Counter[tuple[str, str]]:
    """Return the rules with what is printed of all findings of the severity."""
    return Counter((finding.rule, finding.printed) for finding in check(disclosure).findings if finding.severity == severity)


def compare(path: Path, dpi: int, pages: int, *, worn: bool, place: Path) -> Iterator[str]:
    """Yield the columns of one line of the table."""
    scan, part = place / f"{path.stem}-{dpi}{'-worn' if worn else ''}.pdf", place / f"{path.stem}-part.pdf"
    document = pdfium.PdfDocument(path)
    count = min(pages, len(document))
    cut = pdfium.PdfDocument.new()
    cut.import_pages(document, list(range(count)))
    cut.save(part)
    pack(draw(part, dpi, count, worn=worn), dpi, scan, worn=worn)
    begin, used = time.perf_counter(), time.process_time()
    try:
        recognised = read(scan)
    except ReadError as error:
        yield from (path.stem, str(count), error.trouble.code)
        return
    seconds, used = time.perf_counter() - begin, time.process_time() - used
    born = read(part)
    wanted, got = cells(born), cells(recognised)
    kinds, found = Counter(t.kind for t in born.tables if t.kind), Counter(t.kind for t in recognised.tables if t.kind)
    errors = told(recognised, "error") - told(born, "error")
    warnings = told(recognised, "warning") - told(born, "warning") - told(born, "error")
    missed = told(born, "error") - told(recognised, "error") - told(recognised, "warning")
    yield path.stem
    yield str(count)
    yield f"{(kinds & found).total()} of {kinds.total()}"
    yield f"{(wanted & got).total()} of {wanted.total()}"
    yield str((got - wanted).total())
    yield f"{errors.total()}"
    yield f"{warnings.total()}"
    yield f"{missed.total()} of {told(born, 'error').total()}"
    yield f"{used / count:.1f} s ({seconds / count:.1f})"
    for name, some in (("error", errors), ("warning", warnings), ("missed", missed), ("lost", wanted - got), ("new", got - wanted)):
        for one in list(some)[:8]:
            print("   ", name, one, file=sys.stderr)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("paths", nargs="+", type=Path)
    parser.add_argument("--dpi", nargs="+", type=int, default=[200])
    parser.add_argument("--pages", type=int, default=1000)
    parser.add_argument("--worn", action="store_true")
    given = parser.parse_args()
    files = [file for path in given.paths for file in (sorted(path.glob("*.pdf")) if path.is_dir() else [path])]
    print("| file | pages | tables | figures | other figures | new errors | new warnings | errors lost | processor (wall) time a page |")
    print("|---|---|---|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as place:
        for dpi in given.dpi:
            for file in files:
                print("|", " | ".join(compare(file, dpi, given.pages, worn=given.worn, place=Path(place))), f"| {dpi} dpi |", flush=True)
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB")


if __name__ == "__main__":
    main()
