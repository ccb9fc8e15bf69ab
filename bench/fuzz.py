"""Damaged documents read, checked and reported: nothing but an answer or a ReadError may come of any of them.

    PYTHONPATH=src:tests python bench/fuzz.py bytes|pages|files FOLDER COUNT [--seed N] [--from N] [--jobs N]

bytes: PDF files of the folder with bytes damaged, read and checked. pages: their pages after PDFium with words, rulings and
pages damaged, read and checked. files: text, HTML, XLSX and DOCX files of the folder with rows, cells and lines damaged,
written anew in each of these kinds, read, checked and reported in every format.
A case is told by seed and number alone: a run is continued with --from, one case repeated with --from N and COUNT 1.
"""

import argparse
import random
import sys
import tempfile
import time
import traceback
from functools import partial
from pathlib import Path

from msgspec import Struct

from damage.answers import assert_printed, assert_shapes, check_all
from damage.files import damage_items, open_originals, print_as, texts_of
from damage.pages import damage_pages
from gouji.model.disclosure import Source
from gouji.read import ReadError, read
from gouji.read.blocks import Blocks
from gouji.read.files import read_blocks
from gouji.read.pdf_page import Page, read_page
from gouji.read.pdf_pages import assemble
from gouji.read.recognise import recognise
from gouji.workers import Limits, Lost, over_workers

_EVERYTHING = 8  # one case in so many is written in every format
_LIMITS = Limits(seconds=60)


class Result(Struct, frozen=True):
    """What came of a case. failure: the traceback, where it is neither an answer nor a ReadError."""

    seconds: float
    refused: str = ""
    failure: str = ""


def read_originals(kind: str, folder: Path) -> list:
    """Return what is damaged: bytes of files, pages, or blocks."""
    if kind == "files":
        return open_originals(folder)
    paths = sorted(folder.glob("*.pdf"))
    return [path.read_bytes() if kind == "bytes" else read_pages(path) for path in paths]


def read_pages(path: Path) -> list[Page]:
    """Return the pages of a file as PDFium sees them."""
    import pypdfium2

    document = pypdfium2.PdfDocument(path)
    pages = [document[index] for index in range(len(document))]  # one that is not held is closed
    return [read_page(page.raw, number) for number, page in enumerate(pages, 1)]


def run(kind: str, originals: list, seed: int, number: str) -> Result:
    """Return what came of the case."""
    chance = random.Random(f"{kind} {seed} {number}")
    begin, refused, failure = time.perf_counter(), "", ""
    try:
        KINDS[kind](chance.choice(originals), chance, everything=int(number) % _EVERYTHING == 0)
    except ReadError as error:
        refused = error.trouble.code
    except Exception:
        failure = traceback.format_exc()
    return Result(time.perf_counter() - begin, refused, failure)


def run_bytes(data: bytes, chance: random.Random, *, everything: bool) -> None:
    damaged = bytearray(data)
    for _ in range(chance.choice((1, 5, 50, 500))):
        at = chance.randrange(len(damaged))
        if chance.random() < 0.5:
            damaged[at] = chance.randrange(256)
        elif chance.random() < 0.95:
            del damaged[at : at + chance.randrange(100)]
        else:
            del damaged[max(at, 1) :]
            break
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        file.write(damaged)
        file.flush()
        check_all([read(file.name)], everything=everything)


def run_pages(pages: list[Page], chance: random.Random, *, everything: bool) -> None:
    damaged = damage_pages(pages, chance)
    items = assemble(damaged)
    assert_shapes(items)
    disclosure = recognise(Blocks(Source("damaged.pdf", "pdf"), tuple(items)))
    assert_printed(disclosure, [word.text for page in damaged for word in page.words])
    check_all([disclosure], everything=everything)


def run_files(items: tuple, chance: random.Random, *, everything: bool) -> None:
    documents = []
    with tempfile.TemporaryDirectory() as folder:
        for number in range(chance.choice((1, 1, 1, 2, 3))):
            damaged = damage_items(items, chance)
            kind = chance.choice((".txt", ".html", ".xlsx", ".docx"))
            path = Path(folder) / f"{number}{kind}"
            path.write_bytes(print_as(kind, damaged, chance))
            assert_shapes(read_blocks(path).items)
            documents.append(read(path))
            # A break in a cell is a blank or nothing when it is read.
            assert_printed(documents[-1], ["".join(text.split()) for text in texts_of(damaged)])
        check_all(documents, everything=everything)


KINDS = {"bytes": run_bytes, "pages": run_pages, "files": run_files}


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("kind", choices=KINDS)
    parser.add_argument("folder", type=Path)
    parser.add_argument("count", type=int)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--from", type=int, default=0, dest="first")
    parser.add_argument("--jobs", type=int, default=1)
    wanted = parser.parse_args()
    originals = read_originals(wanted.kind, wanted.folder)
    numbers = [str(number) for number in range(wanted.first, wanted.first + wanted.count)]
    function = partial(run, wanted.kind, originals, wanted.seed)
    refused, failed, longest, begin = 0, 0, (0.0, ""), time.perf_counter()
    for number, result in zip(numbers, over_workers(function, numbers, wanted.jobs, _LIMITS), strict=True):
        if isinstance(result, Lost):
            result = Result(0.0, failure=f"{result.why} {result.found}")
        if result.failure:
            failed += 1
            print(f"--- {wanted.kind} --seed {wanted.seed} --from {number}\n{result.failure}", flush=True)
        refused += bool(result.refused)
        longest = max(longest, (result.seconds, number))
        if int(number) % 100 == 99:
            print(f"{number}: {failed} failed, {refused} refused, longest {longest[0]:.2f} s (case {longest[1]}), {time.perf_counter() - begin:.0f} s", file=sys.stderr, flush=True)
    print(f"{wanted.count} cases: {wanted.count - refused - failed} answered, {refused} refused, {failed} failed; longest {longest[0]:.2f} s (case {longest[1]})")


if __name__ == "__main__":
    main()
