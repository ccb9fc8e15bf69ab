"""Rows of the workbook ↔ the records of a Budget. Both directions of a sheet stand side by side.

A row is field → value, blank fields left out; facts sheets are one row. No row is judged here.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, TypeVar

from msgspec import Struct, structs

from gouji.model.budget import (
    AssetsHeld,
    Budget,
    BudgetUnit,
    Comparison,
    Line,
    OperatingCost,
    Procurement,
    Project,
    PublicItem,
    PurchasedService,
    ServiceCatalogue,
    Sources,
    Staff,
    Target,
    Vehicle,
)
from gouji.model.disclosure import CatalogueItem
from gouji.model.place import Place

Fields = dict[str, Any]
T = TypeVar("T")


class Row(Struct, frozen=True):
    """One filled row. place: sheet and first cell, or sheet and line where the columns do not stand as in the template."""

    fields: Fields
    place: Place = Place()


Rows = dict[str, list[Row]]  # what a sheet holds → its rows


def rows_of(budget: Budget, holds: str) -> list[Fields]:
    """Return the rows of the sheet that holds this part of the budget."""
    return list(_WRITERS[holds](budget))


def make_budget(rows: Rows, layout: str) -> Budget:
    """Return the budget that the rows tell. The facts of the department must be there."""
    texts = [(row.fields["part"], row.fields["text"]) for row in rows.get("texts", ())]
    return Budget(
        **_facts(rows, "department"),
        layout=layout,
        units=_flat(rows, "units", BudgetUnit),
        duties=tuple(text for part, text in texts if part == "duties"),
        organisation=tuple(text for part, text in texts if part == "organisation"),
        staff=_flat(rows, "staff", Staff),
        lines=_read_lines(rows),
        projects=_read_projects(rows),
        public_items=_funded(rows, "public_items", PublicItem),
        operating_costs=_funded(rows, "operating_costs", OperatingCost),
        procurement=Procurement(**_facts(rows, "procurement")),
        services=_flat(rows, "services", PurchasedService),
        assets=_read_assets(rows),
        comparisons=_flat(rows, "comparisons", Comparison),
        notes=tuple(row.fields["text"] for row in rows.get("notes", ())),
        catalogues=_read_catalogues(rows.get("catalogues", ())),
        glossary=tuple((row.fields["term"], row.fields["definition"]) for row in rows.get("glossary", ())),
        names={row.fields["code"]: row.fields["name"] for row in rows.get("names", ())},
        plans=tuple((row.fields["year"], row.fields["amount"]) for row in rows.get("plans", ())),
    )


# Records whose fields are the columns


def _flat(rows: Rows, holds: str, kind: Callable[..., T]) -> tuple[T, ...]:
    return tuple(kind(**row.fields, place=row.place) for row in rows.get(holds, ()))


def _facts(rows: Rows, holds: str) -> Fields:
    return next((row.fields for row in rows.get(holds, ())), {})


def _fields(record: Struct) -> Fields:
    """Return the record's fields without its place and without what it does not say."""
    return {name: value for name, value in structs.asdict(record).items() if name != "place" and value not in (None, "")}


def _all(records: Iterable[Struct]) -> Iterator[Fields]:
    return map(_fields, records)


# The ledger, made by position because it has thousands of lines


def _read_lines(rows: Rows) -> tuple[Line, ...]:
    return tuple(_line(row.fields, row.place) for row in rows.get("lines", ()))


def _line(fields: Fields, place: Place) -> Line:
    get = fields.get
    return Line(
        fields["unit"],
        fields["function"],
        fields["fund"],
        fields["nature"],
        fields["amount"],
        get("economic", ""),
        get("project", ""),
        get("carried_over", False),
        place,
        get("revenue", ""),
    )


# Records with money of several funds


def _funded(rows: Rows, holds: str, kind: Callable[..., T]) -> tuple[T, ...]:
    return tuple(
        kind(**_outer(row.fields), amounts=_inner(row.fields, "amounts"), place=row.place) for row in rows.get(holds, ())
    )


def _outer(fields: Fields) -> Fields:
    return {name: value for name, value in fields.items() if "." not in name}


def _inner(fields: Fields, of: str) -> Fields:
    return {name.partition(".")[2]: value for name, value in fields.items() if name.startswith(f"{of}.")}


def _write_funded(records: Iterable[PublicItem | OperatingCost]) -> Iterator[Fields]:
    for record in records:
        fields = _fields(record)
        amounts = fields.pop("amounts")
        yield fields | {f"amounts.{fund}": money for fund, money in amounts.items()}


# Projects and their targets


def _read_projects(rows: Rows) -> tuple[Project, ...]:
    targets: dict[tuple[str, str], list[Target]] = {}
    for row in rows.get("targets", ()):
        fields = dict(row.fields)
        key = fields.pop("project"), fields.pop("horizon", "annual")
        targets.setdefault(key, []).append(Target(**fields, place=row.place))
    return tuple(_read_project(row, targets) for row in rows.get("projects", ()))


def _read_project(row: Row, targets: dict[tuple[str, str], list[Target]]) -> Project:
    """Return the project with its targets, which are given away once: a second project of the name gets none."""
    whole = _inner(row.fields, "whole")
    name = row.fields["name"]
    return Project(
        **_outer(row.fields),
        annual=Sources(**_inner(row.fields, "annual")),
        whole=Sources(**whole) if whole else None,
        targets=tuple(targets.pop((name, "annual"), ())),
        whole_targets=tuple(targets.pop((name, "whole"), ())),
        place=row.place,
    )


def _write_projects(budget: Budget) -> Iterator[Fields]:
    for project in budget.projects:
        fields = {name: value for name, value in _fields(project).items() if not isinstance(value, (Sources, tuple))}
        for horizon, sources in (("annual", project.annual), ("whole", project.whole)):
            if sources is not None:
                # A year's blank is no money of that source; of the whole term a blank column says "as the year".
                keep = horizon == "whole"
                fields |= {f"{horizon}.{name}": money for name, money in _fields(sources).items() if keep or name == "other" or money.fen}
        yield fields


def _write_targets(budget: Budget) -> Iterator[Fields]:
    for project in budget.projects:
        for horizon, targets in (("annual", project.targets), ("whole", project.whole_targets)):
            for target in targets:
                yield {"project": project.name, "horizon": horizon, **_fields(target)}


# Assets


def _read_assets(rows: Rows) -> AssetsHeld:
    held = [(row.fields["of"], row.fields["kind"], row.fields["number"]) for row in rows.get("holdings", ())]
    return AssetsHeld(
        **_facts(rows, "assets"),
        vehicles=tuple(Vehicle(kind, number) for of, kind, number in held if of == "vehicles"),
        equipment=tuple((kind, number) for of, kind, number in held if of == "equipment"),
    )


def _write_assets(budget: Budget) -> Iterator[Fields]:
    yield {name: value for name, value in _fields(budget.assets).items() if not isinstance(value, tuple)}


def _write_holdings(budget: Budget) -> Iterator[Fields]:
    for vehicle in budget.assets.vehicles:
        yield {"of": "vehicles", "kind": vehicle.kind, "number": vehicle.number}
    for kind, number in budget.assets.equipment:
        yield {"of": "equipment", "kind": kind, "number": number}


# Catalogues of purchased services


def _read_catalogues(rows: Sequence[Row]) -> tuple[ServiceCatalogue, ...]:
    items: dict[str, list[CatalogueItem]] = {}
    for row in rows:
        items.setdefault(row.fields["title"], []).append(_read_item(row))
    return tuple(ServiceCatalogue(title, tuple(found)) for title, found in items.items())


def _read_item(row: Row) -> CatalogueItem:
    get = row.fields.get
    below = tuple(filter(None, map(str.strip, get("below", "").split("\n"))))
    return CatalogueItem(get("code", ""), row.fields["name"], int(row.fields["level"]), row.place, get("group", ""), below)


def _write_catalogues(budget: Budget) -> Iterator[Fields]:
    for catalogue in budget.catalogues:
        for item in catalogue.items:
            told = {**_fields(item), "title": catalogue.title, "level": str(item.level), "below": "\n".join(item.below)}
            yield {name: value for name, value in told.items() if value != ""}


# Facts and texts


def _write_department(budget: Budget) -> Iterator[Fields]:
    names = ("department", "code", "year", "jurisdiction", "whole_goal")
    yield {name: value for name in names if (value := getattr(budget, name)) != ""}


def _write_texts(budget: Budget) -> Iterator[Fields]:
    for part in ("duties", "organisation"):
        yield from ({"part": part, "text": text} for text in getattr(budget, part))


_WRITERS: dict[str, Callable[[Budget], Iterable[Fields]]] = {
    "department": _write_department,
    "units": lambda budget: _all(budget.units),
    "staff": lambda budget: _all(budget.staff),
    "lines": lambda budget: _all(budget.lines),
    "projects": _write_projects,
    "targets": _write_targets,
    "public_items": lambda budget: _write_funded(budget.public_items),
    "operating_costs": lambda budget: _write_funded(budget.operating_costs),
    "procurement": lambda budget: [{name: money for name, money in _fields(budget.procurement).items() if money.fen}],
    "services": lambda budget: _all(budget.services),
    "assets": _write_assets,
    "holdings": _write_holdings,
    "comparisons": lambda budget: _all(budget.comparisons),
    "texts": _write_texts,
    "notes": lambda budget: [{"text": text} for text in budget.notes],
    "catalogues": _write_catalogues,
    "glossary": lambda budget: [{"term": term, "definition": text} for term, text in budget.glossary],
    "plans": lambda budget: [{"year": year, "amount": amount} for year, amount in budget.plans],
    "names": lambda budget: [{"code": code, "name": name} for code, name in budget.names.items()],
}
