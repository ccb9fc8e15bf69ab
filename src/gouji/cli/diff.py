"""`gouji diff`: what differs between two budgets or two disclosures."""

import sys
from pathlib import Path
from typing import Literal

import click
import msgspec

from gouji.cli.terminal import COLOR, EXIT_FOUND, EXIT_UNREADABLE, LANG, fail, print_trouble
from gouji.inputs import InputError, open_input
from gouji.model.budget import Budget
from gouji.model.disclosure import Disclosure
from gouji.prepare.diff import diff
from gouji.prepare.difference import Changes
from gouji.render.changes import changes_html, print_changes, summary
from gouji.render.data import as_json
from gouji.render.files import write_whole
from gouji.render.screen import open_screen

Kind = Literal["text", "json", "html"]


@click.command("diff")
@click.argument("old", type=click.Path())
@click.argument("new", type=click.Path())
@click.option("-f", "--format", "kind", type=click.Choice(["text", "json", "html"]), help="默认看 -o 的后缀 / by default from -o.")
@click.option("-o", "--output", type=click.Path(), help="写到 .html 或 .json 文件 / into an .html or .json file.")
@LANG
@COLOR
def command(old: str, new: str, kind: Kind | None, output: str | None, lang: str, color: bool | None) -> None:
    """两份预算、两份公开文件差在哪里。 What differs between two budgets or two disclosures.

    OLD、NEW：两份填报的工作簿（逐笔比，并列出公开的表和文字随之变动之处），或两份公开文件、JSON。

    \b
    退出码 / exit status
      0  没有差别 / nothing differs
      1  有差别 / they differ
      2  有文件读不了，或不是同一类 / a file cannot be read, or they are of two kinds
    """
    before, after = _open(old, lang), _open(new, lang)
    if isinstance(before, Budget) != isinstance(after, Budget):
        fail("一份是预算工作簿，一份是公开文件，不能相比 / a budget cannot be compared with a disclosure")
    changes = msgspec.structs.replace(diff(before, after), old=Path(old).name, new=Path(new).name)
    _write(changes, kind or _kind_of(output), output, lang, color)
    sys.exit(EXIT_FOUND if changes else 0)


def _open(path: str, lang: str) -> Budget | Disclosure:
    try:
        return open_input(path)
    except InputError as error:
        for trouble in error.troubles:
            print_trouble(open_screen(err=True), path, trouble, lang)
        sys.exit(EXIT_UNREADABLE)


def _kind_of(output: str | None) -> Kind:
    if output is None:
        return "text"
    return "json" if Path(output).suffix.lower() == ".json" else "html"


def _write(changes: Changes, kind: Kind, output: str | None, lang: str, color: bool | None) -> None:
    if kind == "text":
        print_changes(changes, open_screen(color), lang)
        return
    content = changes_html(changes, lang).encode() if kind == "html" else as_json(changes)
    if output is None:
        sys.stdout.buffer.write(content)
        return
    write_whole(Path(output), content)
    open_screen(color).print(f"{summary(changes, lang)} → {output}")
