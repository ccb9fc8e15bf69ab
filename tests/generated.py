"""Disclosures of every layout: a budget drawn at random and the words of the layout in, what is printed out.

What a column or row adds up is told here once by its canonical name, so that all layouts print one ledger and every
table ties out with every other. Amounts are summed exactly and rounded where they are printed.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import zip_longest
from pathlib import Path
from tempfile import TemporaryDirectory

from msgspec import Struct, structs

from gouji.layouts.classification import economic_item
from gouji.layouts.kinds import load_kinds
from gouji.layouts.layout import ORDINALS, Layout, RowLayout, Side, TableLayout, layouts, load
from gouji.model.budget import Budget, Line
from gouji.model.disclosure import Disclosure, Grid, Table
from gouji.model.money import FEN_PER_UNIT
from gouji.model.place import Place
from gouji.prepare import derive
from gouji.prepare.amounts import divide, print_amount
from gouji.prepare.headers import PrintedHeader, print_header
from gouji.prepare.overview import derive_contents
from gouji.prepare.rows import code_names
from gouji.read import read
from gouji.render.text_document import text

NAMES = tuple(layout.name for layout in layouts())
FUNDS = ("一般公共预算", "政府性基金预算", "国有资本经营预算")
OPERATING = ("302", "307", "309", "310", "311", "312", "313", "399")
PERSONNEL = ("301", "303")
PUBLIC = {
    "因公出国（境）费": ("30212",),
    "公务接待费": ("30217",),
    "公务用车购置及运行费": ("30231", "30913", "31013"),
    "公务用车购置费": ("30913", "31013"),
    "公务用车运行维护费": ("30231",),
}
THREE_PUBLIC = ("30212", "30217", "30231", "30913", "31013")
OPERATING_COST = "机关运行经费"  # in place of a code: what no line of the ledger tells
BESIDE = {"会议费": ("30215",), "培训费": ("30216",)}

Accepts = Callable[[Line], bool]
Cells = tuple[str, ...]


class Print(Struct, frozen=True):
    """What the tables of one document are printed from. public: names of the units that are public institutions."""

    budget: Budget
    layout: Layout
    names: Mapping[str, str]
    public: frozenset[str]


def printed_in(budget: Budget, name: str) -> Disclosure:
    """Return the budget as a department of the layout would print it: as the reader reads the printed text."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "printed.txt"
        path.write_text(text(printable(budget, name)), encoding="utf-8")
        return read(path)


def printable(budget: Budget, name: str) -> Disclosure:
    """Return the disclosure with its grids, which is what is printed; but in Shanxi's form its tables have no rows."""
    layout = load(name)
    own = _fitted(budget, layout)
    derived = derive(own, "shanxi/2024")
    if name == "shanxi/2024":
        return derived
    public = frozenset(unit.name for unit in own.units if unit.kind == "事业")
    tables = tuple(_tables(Print(own, layout, code_names(own), public)))
    titles = {table.title for table in tables}
    listed = {layout.contents.format(number=n, title=t.title.format(year=own.year)) for n, t in zip(ORDINALS, layout.tables, strict=False)}
    kept = {layout.contents.format(number=n, title=title) for n in ORDINALS for title in titles}
    contents = tuple(entry for entry in derive_contents(own, layout) if entry.title not in listed - kept)
    disclosure = structs.replace(derived, layout=name, tables=tables, contents=contents)
    return _closed(disclosure) if layout.stage == "final" else disclosure


def _closed(disclosure: Disclosure) -> Disclosure:
    """Return the disclosure as final accounts: what is told of a budget is not told of them."""
    cover = structs.replace(disclosure.cover, title=disclosure.cover.title.replace("预算", "决算"), stage="final")
    contents = tuple(
        structs.replace(entry, title=entry.title.replace("部门预算", "部门决算"))
        for entry in disclosure.contents
        if not re.match("[一二三四五六七八九十]+、(?!本部门职责|机构设置)|（|第三部分", entry.title)
    )
    return structs.replace(disclosure, cover=cover, contents=contents, sections=(), forms=(), assets=None, catalogues=())


def _fitted(budget: Budget, layout: Layout) -> Budget:
    """Return the budget with money only of the funds that the layout tells of."""
    if layout.name == "shanxi/2024":
        return budget
    side = next(table for table in layout.tables if table.table.startswith("收支")).side("收入")
    told = [_OF_ROW[row.key] for row in side.rows if row.level != "合计" and row.key in _OF_ROW and row.key != "财政拨款收入"]
    lines = [line for line in budget.lines if not line.carried_over]
    fitted = tuple(
        line if any(accepts(line) for accepts in told) else structs.replace(line, fund=FUNDS[0], function="2012604", revenue="")
        for line in lines
    )
    return structs.replace(budget, lines=fitted)


# --- what is added up ---------------------------------------------------------------------------------------------------


def _of_fund(*funds: str) -> Accepts:
    return lambda line: line.fund in funds


def _of_item(*codes: str) -> Accepts:
    return lambda line: line.economic.startswith(codes)


def _all(line: Line) -> bool:
    return True


def _none(line: Line) -> bool:
    return False


_OF_COLUMN: dict[str, Accepts] = {
    "基本支出": lambda line: line.nature == "basic",
    "项目支出": lambda line: line.nature == "project",
    "人员经费": lambda line: line.nature == "basic" and line.economic.startswith(PERSONNEL),
    "公用经费": lambda line: line.nature == "basic" and line.economic.startswith(OPERATING),
    **{fund: _of_fund(fund) for fund in (*FUNDS, "财政专户管理资金", "单位资金")},
    "财政拨款收入": _of_fund(*FUNDS),
    "事业收入": _of_fund("财政专户管理资金"),
    "其他收入": _of_fund("单位资金"),
    **dict.fromkeys(("合计", "金额", "按用途", "当年", "本年收入", "决算数", "预算数", "增减额", "上年执行数"), _all),
}
_OF_ROW: dict[str, Accepts] = {
    **{key: _OF_COLUMN[key] for key in (*FUNDS, "财政专户管理资金", "单位资金", "财政拨款收入", "事业收入", "其他收入", "基本支出", "项目支出")},
    **dict.fromkeys(("本年收入合计", "收入总计", "本年支出合计", "支出总计"), _all),
    **{key: _of_item(*codes) for key, codes in (PUBLIC | BESIDE).items()},
    OPERATING_COST: _of_item(OPERATING_COST),
    "合计": _of_item(*THREE_PUBLIC),
    "三公经费会议费培训费合计": _of_item(*THREE_PUBLIC, "30215", "30216"),
}
# Columns that are no sums of this year's lines: of every line so many hundredths.
_HUNDREDTHS = {"上年执行数": 90, "增减额": 10, "预算数": 120}


def _of_table(kind: str, printed: Print) -> Accepts:
    """Return which lines the table of the kind is about."""
    for part, fund in (("政府性基金", FUNDS[1]), ("国有资本经营", FUNDS[2])):
        if kind.startswith(part):
            return _of_fund(fund)
    if kind == "机关运行经费明细表":
        return lambda line: _operates(line, printed) and line.fund == FUNDS[0]
    if kind in ("基本支出经济分类表", "基本支出决算表"):
        return lambda line: line.fund == FUNDS[0] and line.nature == "basic"
    if kind == "财政拨款基本支出表":
        return lambda line: line.fund in FUNDS and line.nature == "basic"
    if kind.startswith("财政拨款") or kind.startswith("三公经费"):
        return _of_fund(*FUNDS)
    return _of_fund(FUNDS[0]) if kind.startswith("一般公共预算") else _all


def _operates(line: Line, printed: Print) -> bool:
    return line.nature == "basic" and line.economic.startswith(OPERATING) and line.unit not in printed.public


def _fen(lines: Iterable[Line], column: str) -> int:
    """Return the amount of the column in 分."""
    accepts, hundredths = _OF_COLUMN.get(column, _none), _HUNDREDTHS.get(column, 100)
    return sum(line.amount.fen // 100 * hundredths if hundredths != 100 else line.amount.fen for line in lines if accepts(line))


# --- tables -------------------------------------------------------------------------------------------------------------


def _tables(printed: Print) -> Iterator[Table]:
    """Yield the layout's tables, of several of one kind the first."""
    seen: set[str] = set()
    for layout in printed.layout.tables:
        if layout.table not in seen:
            seen.add(layout.table)
            yield _table(layout, printed, len(seen))


def _table(layout: TableLayout, printed: Print, number: int) -> Table:
    year = printed.budget.year
    accepts = _of_table(layout.table, printed)
    lines = [line for line in _ledger(layout, printed) if accepts(line)]
    header, body = _shape(layout, printed, lines)
    empty = not any(re.search(r"\d", cell) for row in body for cell in row[1:])
    rows = (*header.rows, *body)
    title = layout.title.format(year=year)
    return Table(
        kind=layout.table,
        title=title,
        place=Place(part=title),
        number=number,
        label=layout.label,
        year=year,
        department=printed.budget.department,
        unit=layout.unit,
        note=(layout.empty_note or "注：本表无数据").format(year=year) if empty else None,
        grids=(Grid(rows, tuple(range(1, len(rows) + 1)), spans=header.spans),),
        head=len(header.rows),
    )


def _ledger(layout: TableLayout, printed: Print) -> tuple[Line, ...]:
    """Return the budget's lines; the three public expenditures are told apart from them, as part of projects."""
    if not layout.table.startswith("三公经费"):
        return printed.budget.lines
    items = [
        Line("", "", fund, "project", amount, PUBLIC[item.item][-1])  # type: ignore[arg-type]
        for item in printed.budget.public_items
        for fund, amount in item.amounts.items()
    ]
    costs = [
        Line(cost.unit, "", fund, "basic", amount, OPERATING_COST)  # type: ignore[arg-type]
        for cost in printed.budget.operating_costs
        for fund, amount in cost.amounts.items()
    ]
    return (*items, *costs, *(line for line in printed.budget.lines if line.economic.startswith(("30215", "30216"))))


def _shape(layout: TableLayout, printed: Print, lines: Sequence[Line]) -> tuple[PrintedHeader, list[Cells]]:
    """Return the header and the rows of the table."""
    (first, *others) = layout.sides.values()
    if first.lying:
        return _lying(layout, first, printed, lines)
    if first.upright:
        return _upright(layout, first, lines)
    if first.blocks > 1:
        return _blocks(layout, first, printed, lines)
    header = print_header(layout, printed.budget.year)
    sides = [list(_side(side, layout, printed, lines)) for side in layout.sides.values()]
    if not others:
        return header, sides[0]
    widths = [len(side.labels) + len(side.columns) for side in layout.sides.values()]
    return header, list(_beside(sides, widths))


def _side(side: Side, layout: TableLayout, printed: Print, lines: Sequence[Line]) -> Iterator[Cells]:
    by = load_kinds()[layout.table].by
    if by == "purchase":
        yield from _purchases(layout, lines)
    elif not side.labels:
        yield _amounts(side, layout.unit, lines)
    elif by == "function_code":
        yield from _coded(side, layout, printed, lines, lambda line: line.function, (3, 5, 7))
    elif by == "economic_pair":
        yield from _coded(side, layout, printed, lines, lambda line: line.economic, (3, 5))
    else:
        yield from _fixed(side, layout, lines)


def _amounts(side: Side, unit: str, lines: Sequence[Line]) -> Cells:
    return tuple(_amount(_fen(lines, column.name), unit) for column in side.columns)


def _amount(fen: int, unit: str) -> str:
    """Return the amount: with decimals in 万元, whole and with thousands marks in 元; blank where there is none."""
    if not fen:
        return ""
    return print_amount(fen, unit) if unit == "万元" else f"{divide(fen, FEN_PER_UNIT[unit]):,}"


def _coded(
    side: Side, layout: TableLayout, printed: Print, lines: Sequence[Line], code_of: Callable[[Line], str], lengths: Sequence[int]
) -> Iterator[Cells]:
    """Yield a row for each code at each level, and the total above or below them."""
    groups: dict[str, list[Line]] = {}
    for line in lines:
        for length in lengths:
            groups.setdefault(code_of(line)[:length], []).append(line)
    labels = tuple(side.total if n == 0 else "" for n in range(len(side.labels)))
    total = (*labels, *_amounts(side, layout.unit, lines))
    # Shanghai prints the total at the foot, the others at the head.
    below = any(label.role == "part" for label in side.labels)
    if not below:
        yield total
    for code in sorted(groups):
        yield (*_code_labels(code, side, printed), *_amounts(side, layout.unit, groups[code]))
    if below:
        yield total


def _code_labels(code: str, side: Side, printed: Print) -> Cells:
    item = economic_item(code)
    name = item.name if item else printed.names.get(code, "")
    parts = iter((code[:3], code[3:5], code[5:7]))
    return tuple(
        next(parts) if label.role == "part" else code if label.role == "code" else name for label in side.labels
    )


def _fixed(side: Side, layout: TableLayout, lines: Sequence[Line]) -> Iterator[Cells]:
    """Yield the rows of the layout; where it lists no classes, those that money goes to come first."""
    rows = side.rows
    if side.name == "支出" and not any(row.each for row in rows):
        codes = sorted({line.function[:3] for line in lines})
        names = {code: next(name for name, known in _class_names() if known == code) for code in codes}
        rows = (
            *(RowLayout(f"{n}、{names[code]}", names[code], code, each="功能分类") for n, code in zip(ORDINALS, codes, strict=False)),
            *rows,
        )
    for row in rows:
        own = [line for line in lines if _of_row(row, line)]
        yield (row.printed, *_amounts(side, layout.unit, own))
    if side.name not in ("收入", "支出", "") and not any(row.level == "合计" for row in side.rows):
        # The totals printed beside those of another side are not named again.
        whole = ("", *_amounts(side, layout.unit, lines))
        yield from (whole, ("",) * len(whole), whole)


@cache
def _class_names() -> tuple[tuple[str, str], ...]:
    from gouji.layouts.layout import class_codes

    latest = load("shanxi/2024").functional_classes
    return tuple((name, class_codes()[name]) for name in latest)


def _of_row(row: RowLayout, line: Line) -> bool:
    return line.function.startswith(row.code) if row.each else _OF_ROW.get(row.key, _none)(line)


def _beside(sides: Sequence[list[Cells]], widths: Sequence[int]) -> Iterator[Cells]:
    """Yield the lines of sides beside each other, the last row of each on one line."""
    longest = max(map(len, sides))
    foot = 3 if len(sides) > 2 else 1
    padded = [
        [*rows[:-foot], *[("",) * width] * (longest - len(rows)), *rows[-foot:]]
        for rows, width in zip(sides, widths, strict=True)
    ]
    for line in zip_longest(*padded):
        yield tuple(cell for cells in line for cell in cells)


def _lying(layout: TableLayout, side: Side, printed: Print, lines: Sequence[Line]) -> tuple[PrintedHeader, list[Cells]]:
    """Return the items as columns above one line of amounts."""
    words = [row.printed.format(year=printed.budget.year).split("/") for row in side.rows]
    names = [column.name for column in side.columns]
    paths = [(*path, *column.printed) for path in words for column in side.columns]
    columns = tuple(structs.replace(side.columns[0], name=f"{n}", printed=path) for n, path in enumerate(paths))
    header = print_header(structs.replace(layout, sides={"": structs.replace(side, columns=columns, labels=())}), printed.budget.year)
    cells = []
    for row in side.rows:
        own = [line for line in lines if _of_row(row, line)]
        cells += [_amount(_fen(own, name), layout.unit) or "0.00" for name in names]
    return header, [tuple(cells)]


def _upright(layout: TableLayout, side: Side, lines: Sequence[Line]) -> tuple[PrintedHeader, list[Cells]]:
    """Return the columns as rows, a 小计 beside each source."""
    rows = [
        (column.printed[0], "" if column.name == "合计" else "小计", _amount(_fen(lines, column.name), layout.unit))
        for column in side.columns
    ]
    return PrintedHeader((("项目名称", "", "金额"),), {"0,0": (1, 2)}, {}), rows


def _blocks(layout: TableLayout, side: Side, printed: Print, lines: Sequence[Line]) -> tuple[PrintedHeader, list[Cells]]:
    """Return personnel and operating money beside each other, each closed by its total."""
    header = tuple(label.printed[0] for label in side.labels) + tuple(column.printed[0] for column in side.columns)
    blocks = []
    for codes, total in ((PERSONNEL, "人员经费合计"), (OPERATING, "公用经费合计")):
        own = [line for line in lines if line.economic.startswith(codes)]
        coded = list(_coded(side, layout, printed, own, lambda line: line.economic, (3, 5)))[1:]
        blocks.append([*coded, (total, "", *_amounts(side, layout.unit, own))])
    return PrintedHeader((header * 2,), {}, {}), list(_beside(blocks, [len(header)] * 2))


def _purchases(layout: TableLayout, lines: Sequence[Line]) -> Iterator[Cells]:
    """Yield what is bought for each project: all of it goods."""
    bought = [line for line in lines if line.project]
    if not bought:
        return
    yield ("合计", "", "", "", "", _amount(_fen(bought, "合计"), layout.unit))
    yield ("一、货物A", "", "", "", "", _amount(_fen(bought, "合计"), layout.unit))
    for project in dict.fromkeys(line.project for line in bought):
        amount = _amount(_fen([line for line in bought if line.project == project], "合计"), layout.unit)
        yield ("", project, "办公设备购置", "", "", amount)
        yield ("", "", "", f"{project}用设备", "政府集中采购", amount)
