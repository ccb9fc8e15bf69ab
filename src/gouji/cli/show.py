"""`gouji read --show`: the pages of a PDF with what was read drawn over them, as one HTML page or as PNG files."""

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import click

from gouji.cli.terminal import EXIT_UNREADABLE, do_alone, fail, print_trouble
from gouji.read.blocks import Blocks, ReadError
from gouji.read.files import read_blocks
from gouji.read.recognise import recognise
from gouji.render.files import write_whole
from gouji.render.pages.picture import Pages, open_pages
from gouji.render.pages.seen import Seen, see
from gouji.render.pages.view import view_html, view_strokes
from gouji.render.screen import open_screen
from gouji.workers import Limits

_MOST_PAGES = 60  # drawn when none are chosen: about 5 MB
_PAGE_SUFFIXES = (".html", ".htm")


def show_pages(path: str, output: str | None, chosen: str | None, lang: str, limits: Limits) -> None:
    """Write the pages with what was read: to a file named *.html, else as PNG files into the folder named.

    chosen: pages as `3-5,8`. Without a name, the file stands in the current folder and bears the PDF's name.
    """
    blocks = _blocks_or_fail(path, lang, limits)
    target = output or f"{Path(path).stem}.read.html"
    with open_pages(Path(path).read_bytes()) as pages:
        if pages is None:
            fail(f"画不出“{Path(path).name}”的页面 / cannot draw the pages of “{Path(path).name}”")
        wanted = _choose(chosen, pages.count) if chosen else range(1, min(pages.count, _MOST_PAGES) + 1)
        disclosure = recognise(blocks)
        seen = see(blocks, disclosure, lang)
        if target.endswith(("/", "\\")) or Path(target).suffix.lower() not in _PAGE_SUFFIXES:
            _write_pictures(pages, wanted, seen, Path(target))
        else:
            write_whole(Path(target), view_html(disclosure, seen, pages, wanted, lang).encode())
    click.echo(f"已写 / written: {target}", err=True)


def _blocks_or_fail(path: str, lang: str, limits: Limits) -> Blocks:
    try:
        blocks = do_alone(read_blocks, path, limits, lang)
    except ReadError as error:
        print_trouble(open_screen(err=True), path, error.trouble, lang)
        sys.exit(EXIT_UNREADABLE)
    if blocks.source.kind != "pdf":
        fail(
            f"--show 画的是 PDF 的页面；“{Path(path).name}”是 {blocks.source.kind} 文件，没有页面可画 / "
            f"--show draws the pages of a PDF; “{Path(path).name}” is of kind {blocks.source.kind} and has none"
        )
    return blocks


def _choose(text: str, count: int) -> list[int]:
    """Return the pages that `3-5,8` names, in order; fails on anything else and on pages the file has not."""
    pages: set[int] = set()
    for piece in text.replace("，", ",").split(","):
        first, dash, last = piece.strip().partition("-")
        if not (first.isascii() and first.isdigit()) or (dash and not (last.isascii() and last.isdigit())):
            fail(f"看不懂 --pages {text}，请写成 3-5,8 / cannot tell the pages of --pages {text}: write 3-5,8")
        pages.update(range(max(1, int(first)), min(int(last or first), count) + 1))
    return sorted(pages) or fail(f"文件有 {count} 页，没有 {text} / the file has {count} pages, none of {text}")


def _write_pictures(pages: Pages, wanted: Sequence[int], seen: Mapping[int, Seen], folder: Path) -> None:
    for number in wanted:
        picture = pages.draw_over(number, view_strokes(seen.get(number, Seen())))
        if picture is not None:
            write_whole(folder / f"{number:03}.png", picture.png)
