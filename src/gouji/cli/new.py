"""`gouji new`: the workbook to fill in."""

import re
from datetime import date
from pathlib import Path

import click
from msgspec import structs

from gouji.cli.terminal import LANG, fail, print_trouble
from gouji.inputs import InputError, open_input
from gouji.layouts.layout import prepared_layouts
from gouji.model.budget import Budget
from gouji.model.disclosure import Disclosure
from gouji.prepare.carry import follows, from_disclosure, layout_to_prepare
from gouji.prepare.derive import derive
from gouji.prepare.template import write_template
from gouji.prepare.troubles import PrepareError
from gouji.render.files import write_whole
from gouji.render.screen import open_screen

_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")


@click.command("new")
@click.argument("workbook", type=click.Path())
@click.option("--layout", metavar="NAME", help="公开版式，如 shanxi/2024 / layout of the disclosure.")
@click.option("--from", "last", type=click.Path(), metavar="FILE", help="带入上年公开的内容 / carry over last year's disclosure.")
@click.option("--department", metavar="NAME", help="部门全称 / name of the department.")
@click.option("--year", type=click.IntRange(2000, 2100), help="预算年度；默认看文件名，再看上年 / budget year.")
@LANG
def command(workbook: str, layout: str | None, last: str | None, department: str | None, year: int | None, lang: str) -> None:
    """生成填报用的工作簿。 Write the workbook to fill in.

    \b
      gouji new 我局2025.xlsx --department 云溪县文化和旅游局
      gouji new 我局2025.xlsx --from 2024年部门预算公开.docx    带入单位、项目、上年数
    """
    target = Path(workbook)
    if target.suffix.lower() != ".xlsx":
        fail(f"工作簿的名称要以 .xlsx 结尾 / the name must end with .xlsx: {workbook}")
    if target.exists():
        fail(f"{workbook} 已经有了，不覆盖；请换一个名称 / exists and is not overwritten: choose another name")
    given = _last_year(last, lang) if last else None
    # A workbook of last year gives the disclosure derived from it, which no longer tells what its units are.
    disclosure = derive(given) if isinstance(given, Budget) else given
    kinds = {unit.name: unit.kind for unit in given.units} if isinstance(given, Budget) else {}
    year = year or _year(target, disclosure)
    layout = _layout(layout or (layout_to_prepare(disclosure) if disclosure else None))
    budget = from_disclosure(disclosure, year, kinds) if disclosure else Budget(department or "", year, layout)
    budget = structs.replace(budget, department=department or budget.department, year=year, layout=layout)
    try:
        write_whole(target, write_template(layout, budget, year, budget.department))
    except PrepareError as error:
        fail(str(error))
    screen = open_screen()
    screen.line(f"已写 / written: {workbook}")
    if disclosure:
        _tell_open(budget, disclosure, last or "", lang)
    screen.line(f"填好后 / when filled in: gouji prepare {workbook} -o {target.stem}/")


def _tell_open(budget: Budget, disclosure: Disclosure, last: str, lang: str) -> None:
    """Print what was not carried over because the document does not tell it for this year, and is to be filled in."""
    screen = open_screen(err=True)
    if not follows(disclosure, budget.year):
        told, before = disclosure.cover.year, budget.year - 1
        zh = f"注意：{last} 是{told}年度的，不是{before}年度的。它的数没有作为上年数带入；请填写{before}年的数，或改用{before}年度的公开文件。"
        en = f"Note: {last} is of {told}, not of {before}. Its figures were not carried over as last year's: fill in those of {before}, or use the disclosure of {before}."
        screen.line((en if lang == "en" else zh, "bold yellow"))
    if untold := [unit.name for unit in budget.units if not unit.kind]:
        zh = f"请填写“单位”表的单位性质（文件里没有逐个写明，已留空）：{'、'.join(untold)}"
        en = f"Fill in the kind of each unit on the sheet 单位 (not told in the document, left blank): {', '.join(untold)}"
        screen.line((en if lang == "en" else zh, "yellow"))


def _last_year(path: str, lang: str) -> Budget | Disclosure:
    """Return last year's workbook or disclosure; one that cannot be used ends the command."""
    try:
        return open_input(path)
    except InputError as error:
        for trouble in error.troubles:
            print_trouble(open_screen(err=True), path, trouble, lang)
        raise SystemExit(2) from error

def _year(target: Path, disclosure: Disclosure | None) -> int:
    """Return the year that the file's name tells, else the one after last year's, else the coming one."""
    if found := _YEAR.search(target.stem):
        return int(found[0])
    if disclosure is not None and disclosure.cover.year is not None:
        return disclosure.cover.year + 1
    return date.today().year + 1


def _layout(name: str | None) -> str:
    known = prepared_layouts()
    if name is None:
        return known[-1]
    # A folder's slash is not what one writes on a command line: shanxi-2024 is shanxi/2024.
    written = name if name in known else name.replace("-", "/")
    if written not in known:
        fail(f"没有版式 {name}；有 / no layout {name}; known: {', '.join(known)}")
    return written
