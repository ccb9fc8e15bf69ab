"""`gouji new`: the workbook to fill in."""

import re
from datetime import date
from pathlib import Path

import click
from msgspec import structs

from gouji.cli.terminal import LANG, fail, make_console, print_trouble
from gouji.inputs import InputError, open_input
from gouji.layouts.layout import prepared_layouts
from gouji.model.budget import Budget
from gouji.model.disclosure import Disclosure
from gouji.prepare.carry import from_disclosure, layout_to_prepare
from gouji.prepare.derive import derive
from gouji.prepare.template import write_template
from gouji.prepare.troubles import PrepareError
from gouji.render.files import write_whole

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
    disclosure = _last_year(last, lang) if last else None
    year = year or _year(target, disclosure)
    layout = _layout(layout or (layout_to_prepare(disclosure) if disclosure else None))
    budget = from_disclosure(disclosure, year) if disclosure else Budget(department or "", year, layout)
    budget = structs.replace(budget, department=department or budget.department, year=year, layout=layout)
    try:
        write_whole(target, write_template(layout, budget, year, budget.department))
    except (PrepareError, OSError) as error:
        fail(str(error))
    console = make_console()
    console.print(f"已写 / written: {workbook}", soft_wrap=True)
    console.print(f"填好后 / when filled in: gouji prepare {workbook} -o {target.stem}/", soft_wrap=True)


def _last_year(path: str, lang: str) -> Disclosure:
    """Return last year's disclosure; of last year's workbook the one derived from it."""
    try:
        given = open_input(path)
    except InputError as error:
        for trouble in error.troubles:
            print_trouble(make_console(stderr=True), path, trouble, lang)
        raise SystemExit(2) from error
    return derive(given) if isinstance(given, Budget) else given


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
