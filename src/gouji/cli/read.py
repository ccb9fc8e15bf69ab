"""`gouji read`: a published document as data."""

import sys
from pathlib import Path

import click

from gouji.cli.terminal import LANG, fail, read_or_fail
from gouji.render.data import as_json
from gouji.render.files import write_whole


@click.command("read")
@click.argument("path", type=click.Path())
@click.option("-f", "--format", "kind", type=click.Choice(["json", "xlsx", "csv"]), help="默认看 -o 的后缀 / by default from -o.")
@click.option("-o", "--output", type=click.Path(), help="写到文件；csv 写到文件夹 / file; folder for csv.")
@LANG
def command(path: str, kind: str | None, output: str | None, lang: str) -> None:
    """把公开文件读成数据。 Turn a published document into data.

    JSON 是全部内容（结构见 gouji schema）；XLSX 每张表一页；CSV 是一个文件夹。
    """
    suffix = Path(output).suffix.lstrip(".").lower() if output else "json"
    kind = kind or (suffix if suffix in ("json", "xlsx") else "csv")
    disclosure = read_or_fail(path, lang)
    if kind == "json":
        content = as_json(disclosure)
    elif output is None:
        fail(f"{kind} 要写到文件，请加 -o / {kind} goes to a file: add -o")
    elif kind == "csv":
        from gouji.render.csv_folder import write_csv_folder

        write_csv_folder(disclosure, Path(output))
        return
    else:
        from gouji.render.workbook import disclosure_workbook

        content = disclosure_workbook(disclosure, lang)
    if output is None:
        sys.stdout.buffer.write(content)
    else:
        write_whole(Path(output), content)
