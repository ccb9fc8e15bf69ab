"""`gouji render`: a disclosure, read or prepared, as a document to publish."""

import sys
from pathlib import Path
from typing import get_args

import click

from gouji.cli.terminal import EXIT_UNREADABLE, LANG, fail, print_trouble
from gouji.inputs import InputError, open_input
from gouji.model.disclosure import Disclosure
from gouji.render import Kind, render
from gouji.render.files import write_whole
from gouji.render.screen import open_screen

_BY_SUFFIX: dict[str, Kind] = {
    ".docx": "docx", ".xlsx": "xlsx", ".html": "html", ".htm": "html", ".txt": "text", ".json": "json", ".pdf": "pdf",
}  # fmt: skip


@click.command("render")
@click.argument("path", metavar="FILE", type=click.Path())
@click.option("--to", "kind", type=click.Choice(get_args(Kind)), help="格式；默认看 -o 的后缀，没有 -o 则为 text / by default from the ending of -o, else text.")
@click.option("-o", "--output", type=click.Path(), help="写到文件；不写则输出 text、html、json / file to write.")
@LANG
def command(path: str, kind: Kind | None, output: str | None, lang: str) -> None:
    """把公开内容排成文件。 Print a disclosure as a document.

    FILE：gouji read 写的 .json，或任何可读的公开文件。Word 可接着改，XLSX 的合计是公式，各种格式都读得回来。
    """
    kind = kind or ("text" if output is None else _BY_SUFFIX.get(Path(output).suffix.lower()))
    if kind is None:
        fail(f"从“{output}”看不出要什么格式，请加 --to（如 --to docx）/ cannot tell the format: add --to, such as --to docx")
    if output is None and kind not in ("text", "html", "json"):
        fail(f"{kind} 要写到文件，请加 -o / {kind} goes to a file: add -o")
    content = render(_load(path, lang), kind)
    if output is None:
        sys.stdout.buffer.write(content)
    else:
        _write(Path(output), content, lang)


def _write(target: Path, content: bytes, lang: str) -> None:
    write_whole(target, content)
    click.echo(f"written: {target}" if lang == "en" else f"已写：{target}", err=True)


def _load(path: str, lang: str) -> Disclosure:
    """Return the disclosure in the file: as data, or read from a document."""
    try:
        found = open_input(path)
    except InputError as error:
        for trouble in error.troubles:
            print_trouble(open_screen(err=True), path, trouble, lang)
        sys.exit(EXIT_UNREADABLE)
    if not isinstance(found, Disclosure):
        fail(f"{path} 是编制工作簿，请用 gouji prepare / {path} is a budget workbook: use gouji prepare")
    return found
