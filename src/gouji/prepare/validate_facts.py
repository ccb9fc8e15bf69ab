"""Everything besides the ledger and the projects: what is missing, the three public expenditures, operating
expenditure, last year's figures and their reasons, staff, assets, services.
"""

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache

from gouji.layouts.layout import Takes, load
from gouji.model.budget import Budget, Fund, OperatingCost
from gouji.model.disclosure import Trouble
from gouji.model.money import Money
from gouji.model.place import Place, show_place
from gouji.prepare.columns import load_book, values
from gouji.prepare.limits import load_limits
from gouji.prepare.troubles import nearest_slots, say_yuan, trouble
from gouji.prepare.where import at, at_fact, on_sheet

_DAY = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日$")
_CODE = re.compile(r"\d{3}(?:\d\d){0,2}$")
_PUBLIC, _OPERATING = "三公经费", "机关运行经费"

Amounts = Counter[tuple[str, str]]  # (fund or unit, economic code or fund) → 分


def fact_troubles(budget: Budget) -> Iterator[Trouble]:
    """Yield what is wrong with the budget besides its lines and projects."""
    yield from _missing(budget)
    yield from _untold_kinds(budget)
    yield from _twice(budget)
    yield from _staff(budget)
    yield from _public_items(budget)
    yield from _operating(budget)
    yield from _comparisons(budget)
    yield from _services(budget)
    yield from _assets(budget)
    for code in budget.names:
        if not _CODE.match(code):
            yield trouble("PREP-316", on_sheet("names"), found=code)


# What is missing, what is there twice


def _untold_kinds(budget: Budget) -> Iterator[Trouble]:
    """Yield the units of which is not told what they are; a workbook's are refused when its cells are read."""
    for unit in budget.units:
        if not unit.kind:
            place = at(unit.place, "units", "kind", unit.name)
            yield trouble("PREP-013", place, column=place.column)


def _missing(budget: Budget) -> Iterator[Trouble]:
    wanted = (
        ("PREP-301", "department", "department"), ("PREP-301", "units", "units"), ("PREP-301", "lines", "lines"),
        ("PREP-302", "duties", "texts"), ("PREP-302", "staff", "staff"), ("PREP-302", "glossary", "glossary"),
    )
    for code, of, holds in wanted:
        if not getattr(budget, of):
            what, what_en = load_limits().pair(of)
            yield trouble(code, on_sheet(holds), what=what, what_en=what_en)


def _twice(budget: Budget) -> Iterator[Trouble]:
    """Yield records of one name, where a name can stand only once."""
    for holds, of, records in (
        ("units", "name", budget.units), ("staff", "kind", budget.staff), ("public_items", "item", budget.public_items),
        ("operating_costs", "unit", budget.operating_costs), ("comparisons", "measure", budget.comparisons),
    ):
        first: dict[str, Place] = {}
        for record in records:
            name = getattr(record, of)
            if name in first:
                slots = {"sheet": load_book().holding(holds).name, "found": name, "other": show_place(first[name])}
                yield trouble("PREP-201", at(record.place, holds, of, name), **slots)
            first.setdefault(name, record.place)


# Staff


def _staff(budget: Budget) -> Iterator[Trouble]:
    for staff in budget.staff:
        if staff.quota is not None and staff.number > staff.quota:
            place = at(staff.place, "staff", "number", staff.kind)
            yield trouble("PREP-307", place, kind=staff.kind, number=staff.number, quota=staff.quota)


# The three public expenditures


def _public_items(budget: Budget) -> Iterator[Trouble]:
    codes = _public_codes(budget.layout)
    ledger, uncoded = _by_economic(budget)
    items = {item.item: item for item in reversed(budget.public_items)}
    for item in budget.public_items:
        yield from _negative(item.amounts, item.place, "public_items", item.item)
        yield from _changes(item.item, _sum(item.amounts), item.last_year, item.reason, item.place, holds="public_items", always=True)
    for name in values("三公经费项目").values():
        for fund in load_limits().appropriations:
            least = sum(ledger[fund, code] for code in codes.get(name, ()))
            found = items[name].amounts.get(fund, Money(0)).fen if name in items else 0
            place = at(items[name].place, "public_items", f"amounts.{fund}", name) if name in items else on_sheet("public_items")
            slots = {"item": name, "found": say_yuan(found), "codes": "、".join(codes.get(name, ())), "fund": fund}
            if found < least:
                yield trouble("PREP-303", place, ledger=say_yuan(least), **slots)
            elif found > least + uncoded[fund]:
                yield trouble("PREP-304", place, ledger=say_yuan(least), most=say_yuan(least + uncoded[fund]), **slots)


@cache
def _public_codes(layout: str) -> dict[str, tuple[str, ...]]:
    """Return item → economic codes that the layout's table takes for it."""
    table = load(layout).table("三公经费表")
    return {row.key: row.takes.economic or () for row in table.side().rows} if table else {}


def _by_economic(budget: Budget) -> tuple[Amounts, Counter[str]]:
    """Return (fund, economic code) → 分 of the ledger, and fund → 分 of lines that have no economic code."""
    ledger: Amounts = Counter()
    uncoded: Counter[str] = Counter()
    for line in budget.lines:
        if line.economic:
            ledger[line.fund, line.economic] += line.amount.fen
        else:
            uncoded[line.fund] += line.amount.fen
    return ledger, uncoded


# Operating expenditure


def _operating(budget: Budget) -> Iterator[Trouble]:
    kinds = {unit.name: unit.kind for unit in budget.units}
    ledger = _operating_in_ledger(budget)
    for cost in budget.operating_costs:
        yield from _negative(cost.amounts, cost.place, "operating_costs", cost.unit)
        place = at(cost.place, "operating_costs", "unit", cost.unit)
        if cost.unit not in kinds:
            yield trouble("PREP-101", place, found=cost.unit, **nearest_slots(cost.unit, kinds))
        elif kinds[cost.unit] not in load_limits().administrative:
            yield trouble("PREP-306", place, unit=cost.unit)
        elif not any(money.fen for money in cost.amounts.values()):
            yield trouble("PREP-315", place, unit=cost.unit)
        else:
            yield from _operating_amounts(cost, ledger)
    listed = {cost.unit for cost in budget.operating_costs}
    for unit in budget.units:
        fen = sum(ledger[unit.name, fund] for fund in load_limits().appropriations)
        if fen and unit.name not in listed and unit.kind in load_limits().administrative:
            yield trouble("PREP-317", on_sheet("operating_costs"), unit=unit.name, kind=unit.kind, ledger=say_yuan(fen))


def _operating_amounts(cost: OperatingCost, ledger: Amounts) -> Iterator[Trouble]:
    for fund in load_limits().appropriations:
        found = cost.amounts.get(fund, Money(0)).fen
        if found != ledger[cost.unit, fund]:
            place = at(cost.place, "operating_costs", f"amounts.{fund}", cost.unit)
            yield trouble("PREP-305", place, unit=cost.unit, found=say_yuan(found), fund=fund, ledger=say_yuan(ledger[cost.unit, fund]))


def _operating_in_ledger(budget: Budget) -> Amounts:
    """Return (unit, fund) → 分 of what the layout counts as operating expenditure."""
    table = load(budget.layout).table("机关运行经费表")
    takes = table.of if table else Takes()
    ledger: Amounts = Counter()
    for line in budget.lines:
        if line.nature == (takes.nature or line.nature) and line.economic.startswith(takes.economic or ("",)):
            ledger[line.unit, line.fund] += line.amount.fen
    return ledger


# Last year's figures


def _comparisons(budget: Budget) -> Iterator[Trouble]:
    now = _measures(budget)
    given = {comparison.measure for comparison in budget.comparisons}
    missing = "、".join(measure for measure in values("上年数项目").values() if measure not in given)
    if missing:
        yield trouble("PREP-311", on_sheet("comparisons"), missing=missing)
    for each in budget.comparisons if budget.lines else ():
        yield from _changes(
            each.measure, now.get(each.measure, 0), each.last_year, each.reason, each.place,
            holds="comparisons", always=each.measure == _PUBLIC,
        )


def _measures(budget: Budget) -> dict[str, int]:
    """Return measure → this year's figure in 分."""
    everything = sum(line.amount.fen for line in budget.lines)
    general = sum(line.amount.fen for line in budget.lines if line.fund == "一般公共预算" and not line.carried_over)
    return {
        "收入总计": everything,
        "支出总计": everything,
        "一般公共预算当年支出": general,
        _PUBLIC: sum(_sum(item.amounts) for item in budget.public_items),
        _OPERATING: sum(_sum(cost.amounts) for cost in budget.operating_costs),
    }


def _changes(
    what: str, now: int, last_year: Money | None, reason: str, place: Place, *, holds: str, always: bool
) -> Iterator[Trouble]:
    """Yield when this year's figure and last year's are too far apart to be believed, or apart without a reason."""
    if last_year is None or now < 0 or last_year.fen < 0:
        return
    before, limits = last_year.fen, load_limits()
    slots = {"what": what, "now": say_yuan(now), "before": say_yuan(before)}
    if now and before and max(now, before) >= min(now, before) * limits.jump:
        times = max(now, before) // min(now, before)
        yield trouble("PREP-308", at(place, holds, "last_year", what), times=times, **slots)
    elif not reason and now != before and (always or abs(now - before) * 100 >= before * limits.reason_percent):
        percent = f"{abs(now - before) * 100 / before:.1f}%" if before else ""
        direction = limits.word("up" if now > before else "down")
        yield trouble("PREP-309", at(place, holds, "reason", what), direction=direction, percent=percent, **slots)


def _sum(amounts: dict[Fund, Money]) -> int:
    return sum(money.fen for money in amounts.values())


def _negative(amounts: dict[Fund, Money], place: Place, holds: str, name: str) -> Iterator[Trouble]:
    for fund, money in amounts.items():
        if money.fen < 0:
            yield trouble("PREP-310", at(place, holds, f"amounts.{fund}", name), what=name, found=say_yuan(money.fen))


# Procurement and services


def _services(budget: Budget) -> Iterator[Trouble]:
    for of in budget.procurement.__struct_fields__:
        if (fen := getattr(budget.procurement, of).fen) < 0:
            place = at_fact("procurement", of)
            yield trouble("PREP-310", place, what=place.column, found=say_yuan(fen))
    projects: Counter[str] = Counter({project.name: 0 for project in budget.projects})
    for line in budget.lines:
        projects[line.project] += line.amount.fen
    for service in budget.services:
        if service.amount.fen < 0:
            place = at(service.place, "services", "amount", service.name)
            yield trouble("PREP-310", place, what=service.name, found=say_yuan(service.amount.fen))
        if service.project and service.project not in projects:
            slots = nearest_slots(service.project, projects)
            yield trouble("PREP-216", at(service.place, "services", "project", service.name), found=service.project, **slots)
        elif service.project and service.amount.fen > projects[service.project] > 0:
            slots = {"name": service.name, "found": say_yuan(service.amount.fen), "ledger": say_yuan(projects[service.project])}
            yield trouble("PREP-314", at(service.place, "services", "amount", service.name), **slots)


# Assets


def _assets(budget: Budget) -> Iterator[Trouble]:
    as_of, place = budget.assets.as_of, at_fact("assets", "as_of")
    expected = f"{budget.year - 1}年12月31日"
    if not as_of:
        what, what_en = load_limits().pair("as_of")
        yield trouble("PREP-302", place, what=what, what_en=what_en)
    elif (found := _DAY.match(as_of)) is None:
        yield trouble("PREP-312", place, found=as_of, example=expected)
    elif int(found[1]) < budget.year - 1:
        yield trouble("PREP-313", place, found=as_of, year=budget.year, expected=expected)
