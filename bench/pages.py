"""What showing pages costs: HTML reports with and without pictures of pages, and pages with what was read drawn over them.

    python bench/pages.py FOLDER

FOLDER: PDFs. Each is read and checked once to warm up, then its report is made with and without pictures, in the same
process; times are the processor's, the less of two. --show is timed as reading plus drawing all pages.
"""

import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "src"))

from gouji.read.files import read_blocks  # noqa: E402
from gouji.read.recognise import recognise  # noqa: E402
from gouji.render.pages.picture import open_pages  # noqa: E402
from gouji.render.pages.seen import see  # noqa: E402
from gouji.render.pages.view import view_html  # noqa: E402
from gouji.run import Job, check_file  # noqa: E402


def least(make: Callable[[], bytes]) -> tuple[float, bytes]:
    """Return the less processor time of two runs, and what they make."""
    took = []
    for _ in range(2):
        begin = time.process_time()
        made = make()
        took.append(time.process_time() - begin)
    return min(took), made


def show(path: Path) -> bytes:
    """Return the pages as `gouji read --show` writes them."""
    blocks = read_blocks(path)
    disclosure = recognise(blocks)
    with open_pages(path.read_bytes()) as pages:
        assert pages is not None
        return view_html(disclosure, see(blocks, disclosure, "zh"), pages, range(1, pages.count + 1), "zh").encode()


def main(folder: Path) -> None:
    """Print a line for each PDF and one for all."""
    totals = [0.0] * 6
    print(f"{'':<40} {'without':>16} {'with pictures':>20} {'--show':>18}")
    for path in sorted(folder.glob("*.pdf")):
        check_file(Job(kind="html"), str(path))
        plain_took, plain = least(lambda path=path: check_file(Job(kind="html", pictures=False), str(path)).page)  # type: ignore[misc]
        took, page = least(lambda path=path: check_file(Job(kind="html"), str(path)).page)  # type: ignore[misc]
        shown_took, shown = least(lambda path=path: show(path))  # type: ignore[misc]
        figures = (plain_took, len(plain), took, len(page), shown_took, len(shown))
        totals = [total + figure for total, figure in zip(totals, figures, strict=True)]
        print(line(f"{path.stem} ({page.count(b'<image ')} pages)", figures))
    print(line("all", totals))


def line(name: str, figures: "tuple[float, ...] | list[float]") -> str:
    """Return one line: seconds and kilobytes of each."""
    return f"{name:<48}" + "".join(f"{took:6.2f} s {size / 1024:6.0f} KiB" for took, size in zip(figures[::2], figures[1::2], strict=True))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
