"""`gouji prepare`: from the filled-in workbook to everything that is published."""

import sys
import time
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path

import click

from gouji.check import RuleError
from gouji.cli.terminal import (
    COLOR,
    EXIT_FOUND,
    EXIT_UNREADABLE,
    LANG,
    fail,
    print_trouble,
    say_unwritten,
)
from gouji.inputs import InputError
from gouji.model.disclosure import Trouble
from gouji.model.place import show_place
from gouji.prepare.troubles import is_unread, severity
from gouji.publish import FolderError, Prepared, files_in, prepare, publish
from gouji.render.mask import make_mask, mask_report
from gouji.render.screen import Screen, open_screen
from gouji.render.text import print_report
from gouji.render.words import SIGN

_KB = 1024


@click.command("prepare")
@click.argument("workbook", type=click.Path())
@click.option("-o", "--output", required=True, type=click.Path(), help="写到这个文件夹 / the folder to write.")
@click.option("--draft", is_flag=True, help="有错误也写，标明草稿 / write marked drafts even when there are errors.")
@LANG
@COLOR
def command(workbook: str, output: str, draft: bool, lang: str, color: bool | None) -> None:
    """由填好的工作簿编制公开文件。 Prepare the disclosure from the filled-in workbook.

    先核对工作簿，再汇总、勾稽；没有错误才写：docx、pdf、xlsx、html、json、数据包（CSV 和 Parquet）、勾稽报告。

    \b
    退出码 / exit status
      0  已写 / written
      1  勾稽有错误，没有写（--draft 则写草稿）/ it does not tie out: nothing written, or drafts
      2  工作簿读不了或填得不对 / the workbook cannot be read or is not valid
    """
    begin = time.perf_counter()
    out, err = open_screen(color), open_screen(color, err=True)
    prepared = _prepare(workbook, err, lang)
    if not prepared.sound:
        report = mask_report(prepared.report, make_mask((prepared.disclosure,), prepared.report))
        print_report(report, out, language=lang)
        if not draft:
            zh, en = "勾稽有错误，没有写文件；先要草稿请加 --draft", "it does not tie out: nothing written; add --draft for drafts"
            err.print((en if lang == "en" else zh, "bold red"))
            sys.exit(EXIT_FOUND)
    _publish(prepared, Path(output), err, lang, draft=draft)
    _print_files(Path(output), time.perf_counter() - begin, out, lang)
    sys.exit(0 if prepared.sound else EXIT_FOUND)


def _prepare(workbook: str, err: Screen, lang: str) -> Prepared:
    try:
        with err.status("读取、核对、汇总、勾稽 …" if lang == "zh" else "reading, validating, deriving, checking …"):
            prepared = prepare(workbook)
    except InputError as error:
        if is_unread(error.troubles):
            for trouble in error.troubles:
                print_trouble(err, workbook, trouble, lang)
        else:
            _print_troubles(error.troubles, workbook, err, lang)
        if error.rest:
            err.print("The rest is checked once these are mended." if lang == "en" else "改好后再跑，会再查其余（合计、各表之间）。")
        sys.exit(EXIT_UNREADABLE)
    except RuleError as error:
        fail(str(error))
    _print_troubles(prepared.warnings, workbook, err, lang)
    return prepared


def _print_troubles(troubles: Sequence[Trouble], workbook: str, err: Screen, lang: str) -> None:
    """Print every trouble with its sheet and cell, what must be corrected first, then how many there are of each kind."""
    if not troubles:
        return
    err.print((workbook, "bold"))
    for grave in ("error", "warning"):
        for trouble in troubles:
            if severity(trouble) == grave:
                _print_trouble(trouble, err, lang)
    errors = sum(severity(trouble) == "error" for trouble in troubles)
    zh = f"{errors} 处要改，{len(troubles) - errors} 处请看一看"
    en = f"{errors} to correct, {len(troubles) - errors} to look at"
    err.print((en if lang == "en" else zh, "bold red" if errors else "yellow"))


def _print_trouble(trouble: Trouble, err: Screen, lang: str) -> None:
    style = "bold red" if severity(trouble) == "error" else "yellow"
    text = trouble.en if lang == "en" else trouble.zh
    err.print((f"  {SIGN[severity(trouble)]} {trouble.code} ", style), f"{show_place(trouble.place, lang)}: {text}")


def _publish(prepared: Prepared, folder: Path, err: Screen, lang: str, *, draft: bool) -> None:
    try:
        with err.status("写文件 …" if lang == "zh" else "writing …"):
            for path in publish(prepared, folder, draft=draft, language=lang):
                err.pass_by(f"写好 {path.name} …" if lang == "zh" else f"written: {path.name} …")
    except FolderError as error:
        fail(str(error))
    except OSError as error:
        fail(say_unwritten(error))


def _print_files(folder: Path, seconds: float, out: Screen, lang: str) -> None:
    files = files_in(folder)
    for entry, inside in groupby(files, lambda file: file[0].partition("/")[0]):
        sizes = [size for _, size in inside]
        count = f"/ ({len(sizes)})" if len(sizes) > 1 else ""
        out.line(f"  {sum(sizes) / _KB:>9,.1f} KB  {folder / entry}{count}")
    zh, en = f"已写 {len(files)} 个文件，用时 {seconds:.1f} 秒", f"{len(files)} files written in {seconds:.1f} s"
    out.print((en if lang == "en" else zh, "green"))
