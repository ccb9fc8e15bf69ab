"""`gouji read`: a published document as data."""

import sys
from pathlib import Path
from typing import Literal, cast, get_args

import click

from gouji.cli.terminal import LANG, TIMEOUT, fail, read_or_fail
from gouji.model.disclosure import Disclosure
from gouji.read.troubles import was_read
from gouji.render.data import as_json
from gouji.render.files import write_whole
from gouji.workers import Limits

Kind = Literal["json", "xlsx", "csv", "package", "parquet"]

# Ending of the output → the format it asks for; a folder asks for CSV.
_BY_SUFFIX: dict[str, Kind] = {".json": "json", ".xlsx": "xlsx", ".zip": "package"}
_TOLD = 5  # troubles written out
# Formats of one file for each table.
_FOLDERS = ("csv", "parquet")


@click.command("read")
@click.argument("path", type=click.Path())
@click.option("-f", "--format", "kind", type=click.Choice(get_args(Kind)), help="默认看 -o 的后缀 / by default from -o.")
@click.option("-o", "--output", type=click.Path(), help="写到文件；csv、package、parquet 写到文件夹 / file, or folder.")
@click.option("--show", is_flag=True, help="画出 PDF 的每一页读成了什么 / draw over the pages of a PDF what was read.")
@click.option("--pages", metavar="3-5,8", help="只画这些页 / only these pages, with --show.")
@TIMEOUT
@LANG
def command(
    path: str, kind: Kind | None, output: str | None, show: bool, pages: str | None, timeout: float, lang: str
) -> None:
    """把公开文件读成数据。 Turn a published document into data.

    JSON 是全部内容（结构见 gouji schema）；XLSX 每张表一页；CSV 是一个文件夹；package 是财政数据包（Fiscal Data
    Package，-o 以 .zip 结尾则打成一个文件）；parquet 是同样内容的 Parquet。

    --show 把 PDF 的页面画成一个网页，每一格、每一行读成了什么都标在上面，供您判断读得对不对；-o 是文件夹时写成 PNG。
    Pages with what was read drawn over them, as one HTML page; as PNG files when -o is a folder.
    """
    if show:
        # Drawing takes PDFium and more; reading as data does not.
        from gouji.cli.show import show_pages

        show_pages(path, output, pages, lang, Limits(seconds=timeout))
        return
    if pages:
        fail("--pages 与 --show 一起用 / --pages goes with --show")
    kind = kind or (_kind_of(output) if output else "json")
    _expect_folder(kind, output)
    disclosure = read_or_fail(path, lang, Limits(seconds=timeout))
    if output is not None:
        _write(disclosure, kind, Path(output), lang)
        click.echo(f"已写 / written: {output}", err=True)
        _tell_unread(disclosure, lang)
    elif kind == "json":
        sys.stdout.buffer.write(as_json(disclosure))
    else:
        fail(f"{kind} 要写到文件，请加 -o / {kind} goes to a file: add -o")


def _tell_unread(disclosure: Disclosure, lang: str) -> None:
    """Say on standard error what was not read: what was written does not tell until it is looked at."""
    unread = [trouble for trouble in disclosure.troubles if not was_read(trouble)]
    if not unread:
        return
    told = [f"{one.code} {one.en if lang == 'en' else one.zh}" for one in unread[:_TOLD]]
    more = len(unread) - len(told)
    rest = [f"and {more} more" if lang == "en" else f"另有{more}处"] if more else []
    head = "not read:" if lang == "en" else f"有{len(unread)}处没有读到："
    click.echo("\n  ".join([head, *told, *rest]), err=True)


def _expect_folder(kind: Kind, output: str | None) -> None:
    """End the command where many files are to be written into what is named like one file, or into nothing."""
    if kind not in _FOLDERS:
        return
    if output is None:
        fail(f"{kind} 要写到文件夹，请加 -o，如 -o 数据/ / {kind} goes to a folder: add -o, such as -o data/")
    target = Path(output)
    if target.suffix.lower() == f".{kind}" and not target.is_dir():
        folder = target.with_suffix("")
        fail(f"{kind} 每张表一个文件，要写到文件夹，如 -o {folder}/ / {kind} is one file for each table: name a folder, such as -o {folder}/")


def _kind_of(output: str) -> Kind:
    suffix = "" if output.endswith(("/", "\\")) else Path(output).suffix.lower()
    if suffix.removeprefix(".") in _FOLDERS:
        return cast(Kind, suffix.removeprefix("."))
    if suffix and suffix not in _BY_SUFFIX:
        fail(f"看不出 {output} 要什么格式，请加 --format / cannot tell the format of {output}: add --format")
    return _BY_SUFFIX.get(suffix, "csv")


def _write(disclosure: Disclosure, kind: Kind, target: Path, lang: str) -> None:
    # A format takes longer to import than to write; a call wants one.
    if kind == "json":
        write_whole(target, as_json(disclosure))
    elif kind == "xlsx":
        from gouji.render.workbook import disclosure_workbook

        write_whole(target, disclosure_workbook(disclosure, lang))
    elif kind == "csv":
        from gouji.render.csv_folder import write_csv_folder

        write_csv_folder(disclosure, target, lang)
    elif kind == "package":
        from gouji.render.data_package import write_data_package

        write_data_package(disclosure, target)
    else:
        from gouji.render.data_package import write_parquet

        write_parquet(disclosure, target)
