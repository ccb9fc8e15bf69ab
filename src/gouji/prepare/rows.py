"""The rows of one side of a table: what it takes from the ledger, grouped as its kind groups, in printed order."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache

from msgspec import Struct

from gouji.layouts.classification import economic_item, economic_pairs, functional_names, revenue_items
from gouji.layouts.kinds import load_kinds
from gouji.layouts.layout import Side, TableLayout, Takes
from gouji.layouts.words import plain
from gouji.model.budget import Budget
from gouji.prepare.ledger import Entry, Ledger, accepts, coarsen, spread, take

TOTAL = "合计"
ANY_KIND = "任一"
_DIGITS = {"类": 3, "款": 5, "项": 7}
_LEVELS = {digits: level for level, digits in _DIGITS.items()}

Sums = tuple[int, ...]


class PreparedRow(Struct, frozen=True):
    """A row before it is placed in the grid: the name parts of `model.Row`, and its amounts in 分 by column.

    texts: what stands in the columns of labels.
    """

    key: str
    label: str
    texts: tuple[str, ...]
    amounts: Sums
    code: str = ""
    name: str = ""
    counterpart: str = ""
    level: str = ""


class Source(Struct, frozen=True):
    """What rows are made from: the budget, its ledger, and the names of functional and revenue codes."""

    budget: Budget
    ledger: Ledger
    names: Mapping[str, str]


def code_names(budget: Budget) -> dict[str, str]:
    """Return code → name of the functional codes as of the budget's year and of revenue codes; the budget's own win."""
    names = {}
    for code, given in functional_names().items():
        valid = [name.name for name in given if name.holds_in(budget.year)]
        names[code] = valid[-1] if valid else given[-1].name
    revenue = {code: item.name for code, item in revenue_items().items()}
    return {**names, **revenue, **budget.names}


def prepare_rows(side: Side, table: TableLayout, source: Source) -> list[PreparedRow]:
    """Return the side's rows. Rows without any amount are left out where rows are not fixed."""
    return _ROWS[load_kinds()[table.table].by](side, table, source)


# --- rows by code --------------------------------------------------------------------------------------------------


def _code_rows(side: Side, table: TableLayout, source: Source) -> list[PreparedRow]:
    entries = take(source.ledger.codes, table.of, side.of)
    code_of = _revenue_code if side.by else _function_code
    lengths = [_DIGITS[level] for level in side.levels]
    sums: dict[str, Sums] = {}
    for entry, amounts in spread(entries, [column.takes for column in side.columns]):
        code = code_of(entry)
        for group in ("", *(code[:length] for length in lengths if len(code) >= length)):
            _add(sums, group, amounts)
    total = sums.pop("", _nothing(side))
    rows = [_code_row(code, amounts, source.names) for code, amounts in sorted(sums.items()) if any(amounts)]
    return [_code_total(side, total), *rows]


def _function_code(entry: Entry) -> str:
    return entry.function


def _revenue_code(entry: Entry) -> str:
    """Return the revenue code of the entry, the general one of its fund when the ledger gives none."""
    return entry.revenue or next((code for code, item in revenue_items().items() if item.fund == entry.fund), "")


def _code_row(code: str, amounts: Sums, names: Mapping[str, str]) -> PreparedRow:
    name = names.get(code, "")
    label = f"{code} {name}" if name else code
    return PreparedRow(code, label, (code, name), amounts, code, name, level=_LEVELS.get(len(code), ""))


def _code_total(side: Side, amounts: Sums) -> PreparedRow:
    """Return the total; in the right half of a table, where none is named, the label on the left stands for both."""
    texts = (side.total, *("" for _ in side.labels[1:]))
    return PreparedRow(TOTAL, side.total or TOTAL, texts, amounts, name=side.total or TOTAL, level=TOTAL)


# --- rows by economic item, department and government side -----------------------------------------------------------


def _pair_rows(side: Side, table: TableLayout, source: Source) -> list[PreparedRow]:
    entries = take(source.ledger.codes, table.of, side.of)
    sums: dict[tuple[str, str], Sums] = {}
    for entry, amounts in spread(entries, [column.takes for column in side.columns]):
        code = entry.economic
        # A line that names a class only, or nothing, is in fewer sums.
        for pair in {("", ""), (code[:3], ""), (code, government_code(code, entry.kind))}:
            _add(sums, pair, amounts)
    total = sums.pop(("", ""), _nothing(side))
    rows = [_pair_row(pair, amounts) for pair, amounts in sorted(sums.items()) if any(amounts)]
    return [PreparedRow(TOTAL, side.total, (side.total, ""), total, name=side.total, level=TOTAL), *rows]


@lru_cache(maxsize=4096)
def government_code(code: str, kind: str) -> str:
    """Return the government-side item that a department-side item stands under in a unit of the kind, "" if unknown."""
    fitting = (
        government
        for (department, government), (kinds, _) in economic_pairs().items()
        if department == code and (kinds == ANY_KIND or kind in kinds.split("/"))
    )
    return next(fitting, "")


def _pair_row(pair: tuple[str, str], amounts: Sums) -> PreparedRow:
    name, counterpart = _economic_name(pair[0]), _economic_name(pair[1])
    label = f"{name} {counterpart}" if counterpart else name
    key = f"{plain(name)}/{plain(counterpart)}" if counterpart else plain(name)
    level = "类" if len(pair[0]) == _DIGITS["类"] else "款"
    return PreparedRow(key, label, (name, counterpart), amounts, "", name, counterpart, level)


def _economic_name(code: str) -> str:
    item = economic_item(code)
    return item.name if item else code


# --- fixed rows ------------------------------------------------------------------------------------------------------


def _item_rows(side: Side, table: TableLayout, source: Source) -> list[PreparedRow]:
    entries = _public_entries(side, source) if table.table == "三公经费表" else source.ledger.codes
    shares = list(spread(take(coarsen(entries, table), table.of, side.of), [column.takes for column in side.columns]))
    rows = []
    for row in side.rows:
        amounts = _sum((amounts for entry, amounts in shares if accepts(row.takes, entry)), side)
        name = row.printed if "/" in row.key else row.key
        rows.append(PreparedRow(row.key, row.printed, (row.printed,), amounts, row.code, name, level=row.level))
    return rows


def _public_entries(side: Side, source: Source) -> Iterator[Entry]:
    """Yield the three public expenditures as entries of the economic item that the row of their name takes first."""
    codes = {row.key: row.takes.economic[0] for row in side.rows if row.takes.economic}
    for item in source.budget.public_items:
        for fund, money in item.amounts.items():
            yield Entry(money.fen, fund, "", False, economic=codes[item.item])


# --- rows by unit and by project ---------------------------------------------------------------------------------------


def _unit_rows(side: Side, table: TableLayout, source: Source) -> list[PreparedRow]:
    entries = [
        Entry(money.fen, fund, "basic", False, unit=cost.unit)
        for cost in source.budget.operating_costs
        for fund, money in cost.amounts.items()
    ]
    sums: dict[str, Sums] = {}
    for entry, amounts in spread(_of_fund(entries, table.of), [column.takes for column in side.columns]):
        _add(sums, "", amounts)
        _add(sums, entry.unit, amounts)
    total = sums.pop("", _nothing(side))
    rows = [PreparedRow(u, u, (u,), amounts, name=u, level="单位") for u, amounts in sums.items() if any(amounts)]
    return [PreparedRow(TOTAL, side.total, (side.total,), total, name=side.total, level=TOTAL), *rows]


def _of_fund(entries: Iterable[Entry], takes: Takes) -> list[Entry]:
    return [entry for entry in entries if takes.fund is None or entry.fund in takes.fund]


def _project_rows(side: Side, table: TableLayout, source: Source) -> list[PreparedRow]:
    """Return the department's row, then each unit's row and its projects in the order of the units and the ledger."""
    entries = take(source.ledger.projects, table.of, side.of)
    order = {unit.name: number for number, unit in enumerate(source.budget.units)}
    units: dict[str, dict[str, Sums]] = {}
    for entry, amounts in spread(entries, [column.takes for column in side.columns]):
        _add(units.setdefault(entry.unit, {}), entry.project, amounts)
    rows: list[PreparedRow] = []
    for unit in sorted(units, key=lambda name: order.get(name, len(order))):
        projects = {name: amounts for name, amounts in units[unit].items() if any(amounts)}
        rows.append(_named(unit, _sum(projects.values(), side), "单位"))
        rows += [_named(name, amounts, "项目") for name, amounts in projects.items()]
    department = source.budget.department
    total = _sum((row.amounts for row in rows if row.level == "单位"), side)
    return [PreparedRow(TOTAL, department, (department,), total, name=department, level="部门"), *rows] if rows else []


def _named(name: str, amounts: Sums, level: str) -> PreparedRow:
    return PreparedRow(name, name, (name,), amounts, name=name, level=level)


# --- sums ----------------------------------------------------------------------------------------------------------------


def _nothing(side: Side) -> Sums:
    return (0,) * len(side.columns)


def _sum(amounts: Iterable[Sums], side: Side) -> Sums:
    total = _nothing(side)
    for each in amounts:
        total = tuple(map(int.__add__, total, each))
    return total


def _add(sums: dict, key: str | tuple[str, str], amounts: Sums) -> None:  # type: ignore[type-arg]
    known = sums.get(key)
    sums[key] = tuple(map(int.__add__, known, amounts)) if known else amounts


_ROWS: dict[str, Callable[[Side, TableLayout, Source], list[PreparedRow]]] = {
    "function_code": _code_rows,
    "economic_pair": _pair_rows,
    "item": _item_rows,
    "unit": _unit_rows,
    "project": _project_rows,
}
