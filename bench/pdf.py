"""Time a disclosure of about 100 pages as PDF: ours, Typst alone on the same content, WeasyPrint, and Word by LibreOffice.

    python bench/pdf.py examples/fenyang-2024.txt

Each runs in processes of its own, all in turn, three times; the best of each is told, because a busy machine only adds.
Typst alone and WeasyPrint print what a person would write down with the least effort: headings, paragraphs, tables with
their merged cells and repeated headers, the same charts. WeasyPrint and LibreOffice are left out where they are missing.
"""

import html
import importlib.util
import json
import pickle
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from msgspec import structs

from gouji import read
from gouji.model.disclosure import Disclosure, Grid
from gouji.render.charts import chart_svg
from gouji.render.document import document
from gouji.render.printed import Chart, Contents, Heading, Printed, PrintedForm, PrintedTable, Prose, Title
from gouji.render.typeset import describe_pages

RUNS = 3
MORE_FORMS = 24  # of the example's, printed a second time: 77 pages become about 100

OURS = "import pickle; from pathlib import Path; from gouji.render.pdf import pdf; "
OURS += "Path('ours.pdf').write_bytes(pdf(pickle.loads(Path('disclosure.pickle').read_bytes())))"
ALONE = "import typst; from pylopdf_fonts_zh_cn import sans_path; "
ALONE += "fonts = typst.Fonts(include_system_fonts=False, font_paths=[str(sans_path().parent)]); "
ALONE += "typst.compile('alone.typ', 'alone.pdf', font_paths=fonts)"
WEASY = "import weasyprint; weasyprint.HTML('weasy.html').write_pdf('weasy.pdf')"
OFFICE = [
    "soffice",
    "--headless",
    f"-env:UserInstallation={(Path(tempfile.gettempdir()) / 'gouji-bench-office').as_uri()}",
    "--convert-to",
    "pdf",
    "word.docx",
]

TYPST = """#set page(paper: "a4", numbering: "1")
#set text(lang: "zh", font: "Noto Serif SC", size: 10pt, cjk-latin-spacing: none)
"""
HTML = """<!doctype html><meta charset="utf-8"><style>@page { size: A4; margin: 25mm; @bottom-center { content: counter(page) } }
body { font: 10pt "Noto Serif CJK SC" } table { width: 100%; border-collapse: collapse; table-layout: fixed }
td, th { border: .5pt solid; padding: 3pt; font-size: 8pt } section { break-before: page }</style>"""


def typst_source(printed: Sequence[Printed], folder: Path) -> Iterator[str]:
    """Yield the printed things as plain Typst."""
    yield TYPST
    for number, thing in enumerate(printed):
        match thing:
            case Title():
                yield f"#align(center, text(24pt, {quoted(thing.subject)}))\n"
            case Contents():
                yield "#outline()\n"
            case Heading():
                yield f"#heading(level: {thing.level}, {quoted(thing.text)})\n"
            case Prose():
                yield f"#par({quoted(thing.text)})\n"
            case PrintedTable():
                yield f"#heading(level: 2, {quoted(thing.title)})\n{typst_table(thing.grid, thing.head)}"
            case PrintedForm():
                yield f"#pagebreak()\n#heading(level: 3, {quoted(thing.name)})\n{typst_table(thing.grid, 0)}"
            case Chart():
                (folder / f"{number}.svg").write_text(chart_svg(thing), encoding="utf-8")
                yield f'#image("{number}.svg", width: 90%)\n'


def typst_table(grid: Grid, head: int) -> str:
    """Return the grid as a Typst table with columns of one width."""
    rows = [", ".join(typst_cell(*cell) for cell in row) for row in cells(grid, head)]
    header = f"table.header({', '.join(rows[:head])}), " if head else ""
    width = max((len(row) for row in grid.rows), default=1)
    return f"#text(8pt, table(columns: (1fr,) * {width}, {header}{', '.join(filter(None, rows[head:]))}))\n"


def typst_cell(text: str, high: int, wide: int) -> str:
    """Return one cell."""
    return quoted(text) if high == wide == 1 else f"table.cell(rowspan: {high}, colspan: {wide}, {quoted(text)})"


def quoted(text: str) -> str:
    """Return the text as a Typst string in brackets, so that it stands as content."""
    return "[#" + json.dumps(text, ensure_ascii=False) + "]"


def html_source(printed: Sequence[Printed]) -> Iterator[str]:
    """Yield the printed things as plain HTML."""
    yield HTML
    for thing in printed:
        match thing:
            case Title():
                yield f"<h1>{html.escape(thing.subject)}</h1>"
            case Contents():
                yield "".join(f"<p>{html.escape(title)}</p>" for _, title, _ in thing.entries)
            case Heading():
                yield f"<h{thing.level}>{html.escape(thing.text)}</h{thing.level}>"
            case Prose():
                yield f"<p>{html.escape(thing.text)}</p>"
            case PrintedTable():
                yield f"<h2>{html.escape(thing.title)}</h2>{html_table(thing.grid, thing.head)}"
            case PrintedForm():
                yield f"<section><h3>{html.escape(thing.name)}</h3>{html_table(thing.grid, 0)}</section>"
            case Chart():
                yield chart_svg(thing)


def html_table(grid: Grid, head: int) -> str:
    """Return the grid as an HTML table."""
    rows = [
        "".join(f"<td rowspan={high} colspan={wide}>{html.escape(text)}</td>" for text, high, wide in row)
        for row in cells(grid, head)
    ]
    header, body = ("".join(f"<tr>{row}</tr>" for row in part) for part in (rows[:head], rows[head:]))
    return f"<table><thead>{header}</thead><tbody>{body}</tbody></table>"


def cells(grid: Grid, head: int) -> list[list[tuple[str, int, int]]]:
    """Return (text, rows, columns) of each cell that no merged one covers: the same for all."""
    item = describe_pages([PrintedTable("", grid, head)])["runs"][0]["items"][0]
    return [[(cell, 1, 1) if isinstance(cell, str) else tuple(cell) for cell in row] for row in item["cells"]]


def measured(command: Sequence[str], folder: Path) -> tuple[float, float, float]:
    """Return wall and processor time in s and peak memory in MiB of a fresh process."""
    code = (
        "import resource, subprocess, sys; subprocess.run(sys.argv[1:], stdout=-3, stderr=-3, check=True);"
        "used = resource.getrusage(resource.RUSAGE_CHILDREN); print(used.ru_utime + used.ru_stime, used.ru_maxrss)"
    )
    begin = time.perf_counter()
    done = subprocess.run([sys.executable, "-c", code, *command], cwd=folder, capture_output=True, text=True, check=True)
    processor, peak = map(float, done.stdout.split())
    return time.perf_counter() - begin, processor, peak / 1024


def commands(disclosure: Disclosure, folder: Path) -> dict[str, list[str]]:
    """Write what each prints from into the folder and return its command."""
    printed = document(disclosure)
    (folder / "disclosure.pickle").write_bytes(pickle.dumps(disclosure))
    (folder / "alone.typ").write_text("".join(typst_source(printed, folder)), encoding="utf-8")
    (folder / "weasy.html").write_text("".join(html_source(printed)), encoding="utf-8")
    found = {"ours": [sys.executable, "-c", OURS], "alone": [sys.executable, "-c", ALONE]}
    if importlib.util.find_spec("weasyprint"):
        found["weasy"] = [sys.executable, "-c", WEASY]
    if shutil.which("soffice"):
        from gouji.render.docx import docx

        (folder / "word.docx").write_bytes(docx(disclosure))
        found["word"] = OFFICE
    return found


def pages(path: Path) -> int:
    """Return how many pages the PDF has."""
    import pypdfium2

    return len(pypdfium2.PdfDocument(path))


def main(path: Path) -> None:
    """Print the measurements."""
    disclosure = read(path)
    disclosure = structs.replace(disclosure, forms=disclosure.forms + disclosure.forms[:MORE_FORMS])
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        found = commands(disclosure, folder)
        runs = [{who: measured(command, folder) for who, command in found.items()} for _ in range(RUNS)]
        best = {who: [min(run[who][at] for run in runs) for at in range(3)] for who in found}
        for who, (wall, processor, peak) in best.items():
            size = (folder / f"{who}.pdf").stat().st_size / 1e6
            times = f"{wall:6.2f} s = {wall / best['alone'][0]:5.2f} x alone"
            busy = f"processor {processor:6.2f} s = {processor / best['alone'][1]:5.2f} x alone"
            print(f"{who:6} {times}  {busy}  peak {peak:4.0f} MiB  {pages(folder / f'{who}.pdf')} pages  {size:.1f} MB")


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "examples/fenyang-2024.txt"))
