"""The rows of a data package: every figure, form, indicator and claim of a disclosure as records under declared fields.

In: a Disclosure and what data_package.yaml declares. Out: field name → value, resource by resource.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
import yaml
from msgspec import Struct, field

from gouji.layouts.classification import (
    CODE_LEVELS,
    economic_codes,
    economic_item,
    economic_pairs,
    functional_names,
    plain_name,
)
from gouji.model.disclosure import Claim, Disclosure, Figure, Form, Indicator, Quantity, Row, Table
from gouji.model.money import Money, print_money
from gouji.model.place import Place, show_place

Value = str | int | bool | Decimal | None
Record = dict[str, Value]

_DECLARED = Path(__file__).with_name("data_package.yaml")


class Field(Struct, frozen=True, forbid_unknown_fields=True):
    """One field of a resource. kind: its columnType in the budget taxonomy, "" for none. unit: of a number."""

    name: str
    type: str
    zh: str
    en: str
    unit: str = ""
    kind: str = field(name="is", default="")


class Resource(Struct, frozen=True, forbid_unknown_fields=True):
    """One CSV file. key: fields that identify a record. refers: field → the resource whose key it names."""

    zh: str
    en: str
    key: tuple[str, ...]
    fields: tuple[Field, ...]
    refers: dict[str, str] = {}


class TableMeaning(Struct, frozen=True, forbid_unknown_fields=True):
    """What a table kind's rows are classified by (for one side, or all), and what all of its money is of."""

    direction: str = ""
    by: str | dict[str, str] = ""
    fund: str = ""
    nature: str = ""

    def classified(self, side: str) -> str:
        """Return what the side's rows are: function, economic, unit, project or ""."""
        return self.by if isinstance(self.by, str) else self.by.get(side, "")


class Declared(Struct, frozen=True, forbid_unknown_fields=True):
    """Everything data_package.yaml declares."""

    resources: dict[str, Resource]
    tables: dict[str, TableMeaning]
    sides: dict[str, str]
    natures: dict[str, str]
    funds: dict[str, str]


@cache
def declared() -> Declared:
    """Return what data_package.yaml declares; a word it does not know is refused by msgspec with its place."""
    raw: Any = yaml.load(_DECLARED.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return msgspec.convert(raw, Declared)


def package_records(disclosure: Disclosure) -> dict[str, list[Record]]:
    """Return resource name → its records, in printed order; every resource declared is there, if only empty."""
    lines = [line for number, table in enumerate(disclosure.tables, 1) for line in _lines(disclosure, number, table)]
    makers: dict[str, Callable[[], Iterable[Record]]] = {
        "budget-lines": lambda: lines,
        "projects": lambda: map(_project, disclosure.forms),
        "indicators": lambda: _indicators(disclosure.forms),
        "claims": lambda: _claims(disclosure),
        "units": lambda: _units(disclosure, lines),
        "functions": lambda: _functions(lines),
        "economic-classes": lambda: _economic_classes(lines),
        "funds": lambda: ({"fund": fund, "name": name} for fund, name in declared().funds.items()),
    }
    return {name: list(makers[name]()) for name in declared().resources}


# Tables


def _lines(disclosure: Disclosure, number: int, table: Table) -> Iterator[Record]:
    meaning = declared().tables.get(table.kind or "", TableMeaning())
    above = _codes_above(table)
    unit = group = ""
    for position, row in enumerate(table.rows, 1):
        unit = row.name or row.label if row.level == "单位" else unit
        classified = _classified(row, meaning.classified(row.side), above, group)
        group = str(classified.get("economic_code") or "") if row.level == "类" else group
        common: Record = {
            "year": disclosure.cover.year or table.year,
            "phase": disclosure.cover.stage,
            "department": disclosure.cover.department or table.department,
            "unit": unit,
            "table": table.kind,
            "table_title": table.title,
            "direction": declared().sides.get(row.side, meaning.direction),
            "row": row.key,
            "code": row.code,
            "name": row.name or row.label,
            "level": row.level,
            **classified,
        }
        for column, figure in row.figures.items():
            yield {
                **common,
                "line": f"{number:02d}-{position:04d}-{column}",
                "column": column,
                "fund": _fund(column, row.key, meaning),
                "nature": declared().natures.get(column, meaning.nature),
                **_amount(figure),
                "state": figure.state,
                "place": _where(figure.place),
            }


def _classified(row: Row, by: str, above: frozenset[tuple[str, str]], group: str) -> Record:
    """Return the fields that say what the row is, and whether other rows stand under it.

    above: (side, code) of rows with others under them. group: code of the economic group the row stands under.
    """
    if by == "function" and row.code:
        return {"function_code": row.code, "leaf": (row.side, row.code) not in above}
    if by == "economic":
        return {"economic_code": _economic_code(row, group), "leaf": row.level == "款" if row.level else None}
    if by == "project":
        return {"project": row.name or row.label if row.level == "项目" else None, "leaf": row.level == "项目"}
    if by == "unit":
        return {"leaf": row.level == "单位"}
    return {"leaf": (row.side, row.code) not in above if row.code else None}


def _codes_above(table: Table) -> frozenset[tuple[str, str]]:
    """Return (side, code) of every code that a longer code of the table begins with."""
    return frozenset((row.side, row.code[:length]) for row in table.rows for length in CODE_LEVELS if len(row.code) > length)


def _economic_code(row: Row, group: str) -> str:
    """Return the department code of an economic row: as printed, else the one its name, group and counterpart leave."""
    codes = economic_codes("部门").get(plain_name(row.name), ())
    codes = (row.code,) if row.code else tuple(code for code in codes if code.startswith(group) or row.level == "类")
    if len(codes) > 1 and row.counterpart:
        named = economic_codes("政府").get(plain_name(row.counterpart), ())
        codes = tuple(code for code in codes if any((code, other) in economic_pairs() for other in named))
    return codes[0] if len(codes) == 1 else ""


def _fund(column: str, row: str, meaning: TableMeaning) -> str:
    return next((name for name in (column, row) if name in declared().funds), meaning.fund)


# Forms


def _project(form: Form) -> Record:
    annual = form.annual
    funds = {
        "whole_total": form.whole.total, "annual_total": annual.total, "annual_central": annual.central,
        "annual_province": annual.province, "annual_county": annual.county, "annual_own": annual.own,
        "annual_other": annual.other,
    }  # fmt: skip
    texts = {
        "overview": form.overview, "basis": form.basis, "necessity": form.necessity, "safeguards": form.safeguards,
        "plan": form.plan, "whole_goal": form.whole_goal, "annual_goal": form.annual_goal,
    }  # fmt: skip
    # Who is responsible, who filled the form in and their telephone are printed, but are no data about the budget.
    return {
        "form": form.number, "project": form.name, "year": form.year, "unit": form.unit, "nature": form.nature,
        "period": form.period, "filled": form.filled, "place": _where(form.place),
        **{name: _yuan(figure.money if figure else None) for name, figure in funds.items()},
        **{name: text.reading if text else None for name, text in texts.items()},
    }  # fmt: skip


def _indicators(forms: Iterable[Form]) -> Iterator[Record]:
    every = ((form, one) for form in forms for one in form.indicators)
    yield from (_indicator(number, form, one) for number, (form, one) in enumerate(every, 1))


def _indicator(number: int, form: Form, one: Indicator) -> Record:
    quantity = one.quantity
    return {
        "indicator": number, "form": form.number, "horizon": one.horizon, "level1": one.level1, "level2": one.level2,
        "name": one.name.reading, "value": one.value.reading, "operator": quantity.operator if quantity else None,
        "number": quantity.value if quantity else None, "number_unit": quantity.unit if quantity else None,
        "uncertain": one.uncertain, "printed_name": one.name.printed, "printed_value": one.value.printed,
        "place": _where(one.place),
    }  # fmt: skip


# Narrative


def _claims(disclosure: Disclosure) -> Iterator[Record]:
    every = ((section.kind or section.title, claim) for section in disclosure.sections for claim in section.claims)
    yield from (_claim(number, section, claim) for number, (section, claim) in enumerate(every, 1))


def _claim(number: int, section: str, claim: Claim) -> Record:
    table, row, column = claim.address or (None, None, None)
    return {
        "claim": number, "section": section, "subject": claim.subject, "topic": claim.topic,
        "table": table, "row": row, "column": column,
        **(_amount(claim.amount) if claim.amount else {}),
        "share": _number(claim.share), "of_what": claim.of_what,
        "change": _yuan(claim.change.money if claim.change else None), "growth": _number(claim.growth),
        "direction": claim.direction, "against": claim.against, "reason": claim.reason, "sentence": claim.sentence, "place": _where(claim.place),
    }  # fmt: skip


# Code lists: what occurs, so that every reference leads somewhere


def _units(disclosure: Disclosure, lines: Iterable[Record]) -> Iterator[Record]:
    listed = {unit.name for unit in disclosure.organisation.units}
    named = [unit.name for unit in disclosure.organisation.units]
    named += [str(line["unit"]) for line in lines if line["unit"]]
    for name in dict.fromkeys(named):
        yield {"unit": name, "department": disclosure.cover.department, "listed": name in listed}


def _functions(lines: Iterable[Record]) -> Iterator[Record]:
    printed: dict[str, Value] = {}
    for line in lines:
        if code := line.get("function_code"):
            printed.setdefault(str(code), line["name"])
    for code, name in sorted(printed.items()):
        parent = next((code[:length] for length in (5, 3) if len(code) > length and code[:length] in printed), None)
        yield {
            "code": code,
            "name": name,
            "level": CODE_LEVELS.get(len(code)),
            "parent": parent,
            "known": code in functional_names(),
        }


def _economic_classes(lines: Iterable[Record]) -> Iterator[Record]:
    printed: dict[str, Value] = {}
    for line in lines:
        if code := line.get("economic_code"):
            printed.setdefault(str(code), line["name"])
    for code, name in sorted(printed.items()):
        item = economic_item(code)
        yield {"code": code, "name": name, "level": item.level if item else None, "group": item.group if item else None}


# Values


def _amount(figure: Figure) -> Record:
    money = figure.money
    return {
        "amount": _yuan(money),
        "precision": _yuan(Money(money.slack)) if money else None,
        "printed": figure.text,
        "printed_unit": figure.unit,
    }


def _yuan(money: Money | None) -> Decimal | None:
    return None if money is None else Decimal(print_money(money, "元"))


def _number(quantity: Quantity | None) -> Decimal | None:
    return None if quantity is None else quantity.value


def _where(place: Place) -> str:
    """Return page, sheet, cell or line; table, row and column have fields of their own."""
    return show_place(Place(line=place.line, sheet=place.sheet, cell=place.cell, page=place.page))


def texts_of(resource: Resource, record: Mapping[str, Value]) -> list[str]:
    """Return the record's values in the resource's order, as CSV writes them."""
    return [_text(record.get(each.name)) for each in resource.fields]


def _text(value: Value) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return f"{value:f}"
    return "" if value is None else str(value)
