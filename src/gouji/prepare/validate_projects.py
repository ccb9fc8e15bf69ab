"""Projects: their money against the ledger, their forms and their targets."""

import datetime
from collections import Counter
from collections.abc import Iterator, Sequence

from msgspec import Struct

from gouji.layouts.form_labels import load_form_labels
from gouji.model.budget import Budget, Project, Sources, Target
from gouji.model.disclosure import Trouble
from gouji.model.money import FEN_PER_UNIT
from gouji.model.place import Place, show_place
from gouji.prepare.cells import is_number
from gouji.prepare.columns import load_book, printed
from gouji.prepare.limits import load_limits
from gouji.prepare.troubles import nearest_slots, say_yuan, trouble
from gouji.prepare.where import at
from gouji.prepare.years import earlier_years
from gouji.read.quantities import parse_quantity

_WAN = 10_000


class Sums(Struct, frozen=True):
    """A project's lines added up, in 分: of this year, appropriations among them, carried over."""

    current: int
    appropriated: int
    carried_over: int


def project_troubles(budget: Budget) -> Iterator[Trouble]:
    """Yield what is wrong with the projects and their targets."""
    units = {unit.name for unit in budget.units}
    sums = _sums(budget)
    first: dict[str, Place] = {}
    for project in budget.projects:
        if project.name in first:
            slots = {"sheet": load_book().holding("projects").name, "found": project.name, "other": show_place(first[project.name])}
            yield trouble("PREP-201", _at(project, "name"), **slots)
            continue
        first[project.name] = project.place
        if project.unit not in units:
            yield trouble("PREP-101", _at(project, "unit"), found=project.unit, **nearest_slots(project.unit, units))
        yield from _money_troubles(project, sums.get(project.name, Sums(0, 0, 0)))
        yield from _form_troubles(project, budget.year)
        if project.disclosed:
            yield from _target_troubles(project, project.targets, project.annual, "annual")
            yield from _target_troubles(project, project.whole_targets, project.whole or project.annual, "whole")


def _sums(budget: Budget) -> dict[str, Sums]:
    """Return project → its lines added up."""
    counters: tuple[Counter[str], Counter[str], Counter[str]] = (Counter(), Counter(), Counter())
    current, appropriated, carried_over = counters
    appropriations = load_limits().appropriations
    for line in budget.lines:
        if line.project:
            (carried_over if line.carried_over else current)[line.project] += line.amount.fen
            if line.fund in appropriations and not line.carried_over:
                appropriated[line.project] += line.amount.fen
    names = dict.fromkeys((*current, *carried_over))
    return {name: Sums(*(counter[name] for counter in counters)) for name in names}


def _at(project: Project, of: str) -> Place:
    return at(project.place, "projects", of, project.name)


# Money


def _money_troubles(project: Project, ledger: Sums) -> Iterator[Trouble]:
    annual = _total(project.annual)
    for horizon, sources in (("annual", project.annual), ("whole", project.whole)):
        yield from _negative(project, sources, horizon)
    if not annual and not ledger.current:
        if not ledger.carried_over:
            yield trouble("PREP-218", _at(project, "annual.county"), project=project.name)
    elif annual != ledger.current:
        yield _unequal(project, annual, ledger)
    else:
        fiscal = _fiscal(project.annual)
        if fiscal != ledger.appropriated:
            slots = {"form": say_yuan(fiscal), "ledger": say_yuan(ledger.appropriated)}
            yield trouble("PREP-203", _at(project, "annual.county"), **slots)
    if project.whole is not None:
        yield from _whole_troubles(project, annual, _total(project.whole))


def _unequal(project: Project, annual: int, ledger: Sums) -> Trouble:
    place = _at(project, f"annual.{_first_source(project.annual)}")
    slots = {"form": say_yuan(annual), "ledger": say_yuan(ledger.current)}
    if annual == ledger.current + ledger.carried_over:
        return trouble("PREP-217", place, project=project.name, **slots)
    mixed = annual and ledger.current and (annual == ledger.current * _WAN or annual * _WAN == ledger.current)
    words = load_limits().word
    hints = {"hint": words("wan"), "hint_en": words("wan_en")} if mixed else {"hint": "", "hint_en": ""}
    return trouble("PREP-202", place, difference=say_yuan(abs(annual - ledger.current)), **slots, **hints)


def _first_source(sources: Sources) -> str:
    return next((name for name in Sources.__struct_fields__ if (money := getattr(sources, name)) and money.fen), "county")


def _whole_troubles(project: Project, annual: int, whole: int) -> Iterator[Trouble]:
    slots = {"whole": say_yuan(whole), "annual": say_yuan(annual)}
    if whole < annual:
        yield trouble("PREP-204", _at(project, "whole.county"), **slots)
    elif whole != annual and project.period == load_limits().one_year:
        yield trouble("PREP-220", _at(project, "period"), period=project.period, **slots)


def _negative(project: Project, sources: Sources | None, horizon: str) -> Iterator[Trouble]:
    for name in Sources.__struct_fields__ if sources else ():
        money = getattr(sources, name)
        if money is not None and money.fen < 0:
            place = _at(project, f"{horizon}.{name}")
            yield trouble("PREP-310", place, what=place.column, found=say_yuan(money.fen))


def _total(sources: Sources) -> int:
    return _fiscal(sources) + sources.own.fen + (sources.other.fen if sources.other else 0)


def _fiscal(sources: Sources) -> int:
    return sources.central.fen + sources.province.fen + sources.county.fen


# The form


def _form_troubles(project: Project, year: int) -> Iterator[Trouble]:
    if not project.disclosed:
        if not project.reason:
            yield trouble("PREP-214", _at(project, "reason"), project=project.name)
        return
    sheet = load_book().holding("projects")
    missing = [sheet.column(of)[1].name for of in load_limits().form if not getattr(project, of)]
    if missing:
        first = next(of for of in load_limits().form if not getattr(project, of))
        yield trouble("PREP-219", _at(project, first), project=project.name, missing="、".join(missing))
    told = earlier_years(project.name, year)
    # Last year's arrears and carry-overs are named after last year; older years alone come from an old workbook.
    if told and max(told) < year - 1 and not project.new:
        slots = {"project": project.name, "found": "、".join(map(str, told)), "year": year}
        yield trouble("PREP-215", _at(project, "name"), **slots)
    if project.filled:
        yield from _date_troubles(project, year)


def _date_troubles(project: Project, year: int) -> Iterator[Trouble]:
    place = _at(project, "filled")
    try:
        if len(project.filled) != 14 or not project.filled.isascii():
            raise ValueError
        date = datetime.datetime.strptime(project.filled, "%Y%m%d%H%M%S")
    except ValueError:
        yield trouble("PREP-212", place, found=project.filled)
        return
    if not year - 1 <= date.year <= year:
        yield trouble("PREP-213", place, found=project.filled, year=year, from_year=year - 1)


# Targets


def _target_troubles(project: Project, targets: Sequence[Target], money: Sources, horizon: str) -> Iterator[Trouble]:
    if not targets:
        if horizon == "annual":
            yield trouble("PREP-205", _at(project, "name"), project=project.name)
        return
    place = at(targets[0].place, "targets", "level2", project.name)
    there = {target.level2 for target in targets} | {target.level1 for target in targets}
    lacking = [name for name, levels in load_limits().coverage.items() if not there & set(levels)]
    if lacking:
        slots = {"missing": "、".join(lacking), "horizon": printed("期间")[horizon]}
        yield trouble("PREP-206", place, project=project.name, **slots)
    for target in targets:
        yield from _one_target(project, target)
    yield from _cost_troubles(project, targets, _total(money))


def _one_target(project: Project, target: Target) -> Iterator[Trouble]:
    def place(of: str) -> Place:
        return at(target.place, "targets", of, f"{project.name} {target.name}")

    levels = load_form_labels()
    if not levels.allows(target.level1, target.level2):
        under = levels.words.levels.get(target.level1)
        allowed = "、".join(under.under if under else levels.words.levels)
        slots = {"level1": target.level1, "level2": target.level2, "allowed": allowed}
        yield trouble("PREP-207", place("level2"), **slots)
    if target.name in (target.level1, target.level2):
        yield trouble("PREP-210", place("name"), found=target.name)
    if is_number(target.value) and not target.unit:
        zh, en = load_limits().pair("unit")
        yield trouble("PREP-208", place("unit"), found=target.value, missing=zh, missing_en=en)
    elif target.operator and not is_number(target.value) and parse_quantity(target.value + target.unit) is None:
        yield trouble("PREP-209", place("value"), found=target.value, operator=target.operator)


def _cost_troubles(project: Project, targets: Sequence[Target], money: int) -> Iterator[Trouble]:
    """Yield when the targets of cost in money neither add up to the project's money nor repeat it."""
    limits = load_limits()
    costs = [(target, fen) for target in targets if target.level2 in limits.cost and (fen := _fen(target)) is not None]
    amounts = [fen for _, fen in costs]
    total = sum(amounts)
    at_most = all(target.operator in ("≤", "<") for target, _ in costs)
    told = total == money or money in amounts or (at_most and total >= money)
    if money and costs and not told and total * 100 >= money * limits.unit_cost_percent:
        place = at(costs[0][0].place, "targets", "value", project.name)
        yield trouble("PREP-211", place, targets=say_yuan(total), money=say_yuan(money))


def _fen(target: Target) -> int | None:
    """Return the target as 分, None when it is not plainly an amount of money."""
    quantity = parse_quantity(target.value + target.unit)
    if quantity is None or quantity.unit not in FEN_PER_UNIT:
        return None
    return int(quantity.value * FEN_PER_UNIT[quantity.unit])
