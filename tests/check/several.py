"""Budgets of several years, and of a department and its units, derived so that they are consistent with each other."""

from msgspec import structs

from gouji.model.budget import Budget, BudgetUnit, PublicItem
from gouji.model.disclosure import Disclosure, Source
from gouji.model.money import Money, total
from gouji.prepare import derive
from gouji.prepare.carry import from_disclosure


def publish(budget: Budget, name: str) -> Disclosure:
    """Return the disclosure of the budget, as read from a file of the name."""
    return structs.replace(derive(budget), source=Source(name, "text"))


def next_year(budget: Budget, before: Disclosure) -> Budget:
    """Return the budget, compared with what the disclosure of the year before says."""
    last = from_disclosure(before, budget.year)
    measures = {one.measure: one.last_year for one in last.comparisons}
    items = {one.item: one.last_year for one in last.public_items}
    return structs.replace(
        budget,
        comparisons=tuple(
            structs.replace(one, last_year=measures.get(one.measure, Money(0))) for one in budget.comparisons
        ),
        public_items=tuple(
            structs.replace(one, last_year=items.get(one.item) or Money(0)) for one in budget.public_items
        ),
    )


def of_unit(budget: Budget, unit: BudgetUnit) -> Budget:
    """Return the budget of one unit of the department."""
    lines = tuple(line for line in budget.lines if line.unit == unit.name)
    items = tuple(_own_item(budget, one, unit) for one in budget.public_items)
    last = total([one.last_year for one in items if one.last_year is not None])
    return structs.replace(
        budget,
        department=unit.name,
        units=(unit,),
        lines=lines,
        projects=tuple(one for one in budget.projects if one.unit == unit.name),
        operating_costs=tuple(one for one in budget.operating_costs if one.unit == unit.name),
        public_items=items,
        comparisons=tuple(
            structs.replace(one, last_year=last) if one.measure == "三公经费" else one for one in budget.comparisons
        ),
        services=(),
        catalogues=(),
    )


_CODES = {"因公出国（境）费": "30212", "公务接待费": "30217", "公务用车运行维护费": "30231", "公务用车购置费": "31013"}


def _own_item(budget: Budget, item: PublicItem, unit: BudgetUnit) -> PublicItem:
    """Return the item as far as it is the unit's: its lines of the item's code; the first unit has what no line tells."""
    amounts = {}
    for fund, amount in item.amounts.items():
        lines = [line for line in budget.lines if line.fund == fund and line.economic == _CODES[item.item]]
        own = [line.amount for line in lines if line.unit == unit.name]
        if unit is budget.units[0]:
            own.append(amount - total([line.amount for line in lines]))
        if (mine := total(own) if own else Money(0)).fen:
            amounts[fund] = mine
    return structs.replace(item, amounts=amounts, last_year=total(list(amounts.values())) if amounts else Money(0))


def publish_units(budget: Budget) -> list[Disclosure]:
    """Return the disclosures of a department and of each of its units."""
    found = [publish(budget, "部门.txt")]
    for unit in budget.units:
        disclosure = publish(of_unit(budget, unit), f"{unit.name}.txt")
        title = f"{unit.name}{budget.year}年单位预算"
        found.append(structs.replace(disclosure, cover=structs.replace(disclosure.cover, title=title)))
    return found


def three_years(budget: Budget) -> list[Disclosure]:
    """Return the disclosures of 2024 to 2026, of basic spending alone; pay is twice as much in 2025."""
    basic = tuple(line for line in budget.lines if not line.project)
    more = tuple(
        structs.replace(line, amount=line.amount.times(2)) if line.economic.startswith("301") else line for line in basic
    )
    found = [publish(structs.replace(budget, year=2024, lines=basic, projects=(), services=()), "2024.txt")]
    for year, lines in ((2025, more), (2026, basic)):
        this = structs.replace(budget, year=year, lines=lines, projects=(), services=())
        found.append(publish(next_year(this, found[-1]), f"{year}.txt"))
    return found


def replace_last(printed: str, old: str, new: str) -> str:
    """Return the printed text with its last `old` replaced; as it is where `old` is empty."""
    if not old:
        return printed
    head, found, tail = printed.rpartition(old)
    assert found, old
    return head + new + tail
