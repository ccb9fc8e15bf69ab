"""Last year's published disclosure in, the beginning of this year's Budget out.

What stays from year to year is filled in: units, kinds of staff, projects that may recur, last year's figures, duties,
catalogues, terms. No money of this year is made up. Names stay as printed: a project whose name tells an earlier year is
marked by the template and asked about by validation.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from gouji.layouts.layout import load, prepared_layouts
from gouji.model.budget import (
    AssetsHeld,
    Budget,
    BudgetUnit,
    Comparison,
    OperatingCost,
    Project,
    PublicItem,
    ServiceCatalogue,
    Staff,
    Target,
    UnitKind,
    Vehicle,
)
from gouji.model.disclosure import Assets, Count, Disclosure, Form, Horizon, Indicator, Row, Text
from gouji.model.money import Money
from gouji.prepare.columns import load_book, values
from gouji.prepare.years import earlier_years

_VALUE = re.compile(r"\d+(?:\.\d+)?[百千万亿]*元")
# measure of the narrative → table, row and column that print this year's figure of it
_MEASURES = {
    "收入总计": ("收支总表", "收入总计", "金额"),
    "支出总计": ("收支总表", "支出总计", "合计"),
    "一般公共预算当年支出": ("一般公共预算支出表", "合计", "合计"),
    "三公经费": ("三公经费表", "合计", "合计"),
    "机关运行经费": ("机关运行经费表", "合计", "合计"),
}


def layout_to_prepare(disclosure: Disclosure) -> str:
    """Return the disclosure's own layout, or the newest one where a budget cannot be prepared in it."""
    known = prepared_layouts()
    return disclosure.layout if disclosure.layout in known else known[-1]


def from_disclosure(disclosure: Disclosure, year: int, kinds: Mapping[str, UnitKind] | None = None) -> Budget:
    """Return what last year's disclosure gives for the budget of the year. Places are those of the disclosure.

    kinds: of the units whose kind is known from elsewhere. Of the others 行政 is proposed where the table of operating
    expenditure lists the unit; else it is left open. Staff and assets keep last year's numbers, the date of the assets is
    left open. Projects come without money. Figures of another year than the one before are not carried over as last year's.
    """
    told_for_it = follows(disclosure, year)
    paragraphs = disclosure.organisation.paragraphs
    told = {unit.place.line for unit in disclosure.organisation.units} | {
        count.place.line for count in disclosure.organisation.staff
    }
    return Budget(
        department=disclosure.cover.department or "",
        year=year,
        layout=layout_to_prepare(disclosure),
        code=_most_common(form.department_code for form in disclosure.forms),
        units=tuple(_units(disclosure, kinds or {})),
        duties=tuple(paragraph.text for paragraph in disclosure.duties),
        # Units and staff are told again in generated sentences.
        organisation=tuple(paragraph.text for paragraph in paragraphs if paragraph.place.line is None or paragraph.place.line not in told),
        staff=tuple(_staff(disclosure.organisation.staff)),
        projects=tuple(_project(form) for form in _recurring(disclosure.forms, year)),
        public_items=tuple(_public_items(disclosure)) if told_for_it else (),
        operating_costs=tuple(OperatingCost(row.name or row.label, {}, row.place) for row in _operating_rows(disclosure)),
        assets=_assets(disclosure.assets) if disclosure.assets else AssetsHeld(),
        comparisons=tuple(_comparisons(disclosure)) if told_for_it else (),
        catalogues=tuple(ServiceCatalogue(catalogue.title, catalogue.items) for catalogue in disclosure.catalogues),
        glossary=tuple((term.term, term.definition) for term in disclosure.glossary),
    )


def follows(disclosure: Disclosure, year: int) -> bool:
    """Return whether the budget of the year comes right after the disclosure; one that tells no year is taken at its word."""
    return disclosure.cover.year in (None, year - 1)


def _most_common(texts: Iterable[str]) -> str:
    counted = Counter(text for text in texts if text).most_common(1)
    return counted[0][0] if counted else ""


# Units and people


def _units(disclosure: Disclosure, kinds: Mapping[str, UnitKind]) -> Iterator[BudgetUnit]:
    operating = {row.name or row.label for row in _operating_rows(disclosure)}
    for unit in disclosure.organisation.units:
        # A unit without operating expenditure of its own may still be an administrative one: its parent's has it.
        kind: UnitKind = "行政" if unit.name in operating else ""
        yield BudgetUnit(unit.name, kinds.get(unit.name, kind), place=unit.place)


def _operating_rows(disclosure: Disclosure) -> list[Row]:
    table = disclosure.table("机关运行经费表")
    return [row for row in table.rows if row.key != "合计"] if table else []


def _staff(counts: Iterable[Count]) -> Iterator[Staff]:
    """Yield the finest kinds of people counted."""
    for count in counts:
        if count.topic.endswith("/编制"):
            continue
        if count.parts:
            yield from _staff(count.parts)
        elif count.value is not None and not count.topic.endswith("/合计"):
            yield Staff(count.subject, count.value, place=count.place)


# Projects


def _recurring(forms: Iterable[Form], year: int) -> Iterator[Form]:
    """Yield the forms whose project may come again, each name once: not those of one time that name their years."""
    names: set[str] = set()
    for form in forms:
        once = form.nature.startswith(load_book().one_off)
        if form.name and form.name not in names and not (once and earlier_years(form.name, year)):
            names.add(form.name)
            yield form


def _project(form: Form) -> Project:
    annual, whole = _targets(form, "annual"), _targets(form, "whole")
    annual_goal, whole_goal = _reading(form.annual_goal), _reading(form.whole_goal)
    return Project(
        name=form.name,
        unit=form.unit,
        kind="特定目标类",
        nature=form.nature or Project.nature,
        period=form.period or Project.period,
        overview=_reading(form.overview),
        basis=_reading(form.basis),
        necessity=_reading(form.necessity),
        safeguards=_reading(form.safeguards),
        plan=_reading(form.plan),
        annual_goal=annual_goal or whole_goal,
        whole_goal="" if whole_goal == annual_goal or not annual_goal else whole_goal,
        targets=annual or whole,
        whole_targets=() if not annual or _told(whole) == _told(annual) else whole,
        place=form.place,
    )


def _reading(text: Text | None) -> str:
    return text.reading if text else ""


def _told(targets: Iterable[Target]) -> set[tuple[str, ...]]:
    return {(target.level2, target.name, target.operator, target.value, target.unit) for target in targets}


def _targets(form: Form, horizon: Horizon) -> tuple[Target, ...]:
    found = (indicator for indicator in form.indicators if indicator.horizon == horizon)
    return tuple(_target(indicator) for indicator in found if indicator.name.reading and indicator.value.reading)


def _target(indicator: Indicator) -> Target:
    """Return the target, its value split into operator, number and unit only where that says all of it."""
    operator, value, unit = "", indicator.value.reading, ""
    quantity = indicator.quantity
    if quantity is not None and quantity.operator in ("", *values("比较").values()):
        number = f"{quantity.value:f}"
        if value.replace(" ", "") == f"{quantity.operator}{number}{quantity.unit}":
            operator, value, unit = quantity.operator, number, quantity.unit
    place = indicator.name.place
    return Target(indicator.level1, indicator.level2, indicator.name.reading, value, operator, unit, place)


# Last year's figures


def _comparisons(disclosure: Disclosure) -> Iterator[Comparison]:
    for measure, (kind, key, column) in _MEASURES.items():
        table = disclosure.table(kind)
        row = next((row for row in table.rows if row.key == key and column in row.figures), None) if table else None
        money = _printed(disclosure, kind, row, column) if row else None
        if row is not None and money is not None:
            yield Comparison(measure, money, place=row.figures[column].place)


def _public_items(disclosure: Disclosure) -> Iterator[PublicItem]:
    table = disclosure.table("三公经费表")
    items = values("三公经费项目").values()
    for row in table.rows if table else ():
        if row.key in items and "合计" in row.figures:
            yield PublicItem(row.key, {}, _printed(disclosure, "三公经费表", row, "合计"), place=row.place)


def _printed(disclosure: Disclosure, kind: str, row: Row, column: str) -> Money | None:
    """Return the printed amount as exact money; zero for a blank where the layout says that a blank is zero."""
    figure = row.figures[column]
    if figure.money is not None:
        return Money(figure.money.fen)
    table = load(disclosure.layout).table(kind) if disclosure.layout else None
    return Money(0) if figure.state == "blank" and table is not None and table.blank == "zero" else None


# Assets


def _assets(assets: Assets) -> AssetsHeld:
    quota = assets.vehicle_quota.value if assets.vehicle_quota else None
    vehicles = assets.vehicles.parts if assets.vehicles else ()
    return AssetsHeld(
        vehicle_quota=quota,
        vehicles=tuple(Vehicle(part.subject, part.value) for part in vehicles if part.value is not None),
        building=f"{assets.buildings.value:f}" if assets.buildings else "",
        equipment=tuple(_equipment(assets.equipment)),
    )


def _equipment(counts: Iterable[Count]) -> Iterator[tuple[str, int]]:
    """Yield the value from which equipment is counted, and its number."""
    for count in counts:
        value = _VALUE.search(count.subject)
        if value is not None and count.value is not None:
            yield value[0], count.value
