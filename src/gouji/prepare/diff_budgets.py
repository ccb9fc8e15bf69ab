"""What differs between two budgets: every row of the workbook, sheet by sheet, in the workbook's own words."""

from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from gouji.model.budget import Budget
from gouji.model.money import Money, print_money
from gouji.model.place import Bilingual, Place
from gouji.prepare.columns import Column, Sheet, load_book, printed
from gouji.prepare.difference import Change, money_difference, pair, pair_texts, same
from gouji.prepare.records import rows_of
from gouji.prepare.where import at, at_fact

# What a sheet holds → the fields that say which row of the other budget is the same one. Sheets of paragraphs have
# none: their rows are compared as running text.
_KEYS: dict[str, tuple[str, ...]] = {
    "units": ("name",),
    "staff": ("kind",),
    "lines": ("unit", "function", "economic", "fund", "nature", "project", "carried_over", "revenue"),
    "projects": ("name",),
    "targets": ("project", "horizon", "level1", "level2", "name"),
    "public_items": ("item",),
    "operating_costs": ("unit",),
    "services": ("name", "project"),
    "holdings": ("of", "kind"),
    "comparisons": ("measure",),
    "catalogues": ("title", "group", "code", "name"),
    "glossary": ("term",),
    "names": ("code",),
    "plans": ("year",),
}


class _Row(Struct, frozen=True):
    """A row of a sheet: field → value, and where it stands."""

    fields: dict[str, Any]
    place: Place


def budget_changes(old: Budget, new: Budget) -> Iterator[Change]:
    """Yield every value that differs, in the order of the workbook's sheets; of a row that is new or gone, the whole row."""
    for sheet in load_book().sheets:
        before, after = (_rows(budget, sheet.holds) for budget in (old, new))
        if sheet.shape == "facts":
            yield from _value_changes(sheet, _first(before), _first(after), "")
        elif sheet.holds in _KEYS:
            yield from _row_changes(sheet, before, after)
        else:
            yield from _text_changes(sheet, before, after)


def _rows(budget: Budget, holds: str) -> list[_Row]:
    rows = rows_of(budget, holds)
    places = _places(budget, holds)
    return [_Row(fields, places[number] if number < len(places) else Place()) for number, fields in enumerate(rows)]


def _places(budget: Budget, holds: str) -> list[Place]:
    """Return the places of the sheet's records, in the order of its rows; of facts and texts the budget keeps none."""
    if holds == "targets":
        return [target.place for project in budget.projects for target in (*project.targets, *project.whole_targets)]
    if holds == "catalogues":
        return [item.place for catalogue in budget.catalogues for item in catalogue.items]
    records = getattr(budget, holds, ())
    return [record.place for record in records if hasattr(record, "place")] if isinstance(records, tuple) else []


def _first(rows: list[_Row]) -> _Row:
    return rows[0] if rows else _Row({}, Place())


def _row_changes(sheet: Sheet, before: list[_Row], after: list[_Row]) -> Iterator[Change]:
    keys = _KEYS[sheet.holds]
    for old, new in pair(before, after, lambda row: tuple(row.fields.get(key, "") for key in keys)):
        name = _row_name(sheet, keys, (new or old or _first([])).fields)
        if old is not None and new is not None:
            yield from _value_changes(sheet, old, new, name)
        elif old is not None or new is not None:
            yield _whole_row(sheet, old, new, name)


def _row_name(sheet: Sheet, keys: tuple[str, ...], fields: dict[str, Any]) -> str:
    """Return what the row is called: its key's words, without those that say nothing."""
    words = (_show(sheet.column(key)[1], fields[key]) for key in keys if fields.get(key) not in (None, "", False))
    return " · ".join(words)


def _value_changes(sheet: Sheet, old: _Row, new: _Row, name: str) -> Iterator[Change]:
    for column in sheet.columns:
        before, after = old.fields.get(column.field), new.fields.get(column.field)
        if before == after:
            continue
        item = Bilingual(_join(name, column.name), _join(name, column.en))
        places = (_cell(sheet, column, row) for row in (old, new))
        yield Change(
            "budget", sheet.name, item, _shown(column, before), _shown(column, after), _difference(before, after), *places
        )


def _cell(sheet: Sheet, column: Column, row: _Row) -> Place:
    """Return the cell of the value, as far as the row's place is known."""
    if sheet.shape == "facts":
        return at_fact(sheet.holds, column.field)
    return at(row.place, sheet.holds, column.field) if row.place.sheet else row.place


def _whole_row(sheet: Sheet, old: _Row | None, new: _Row | None, name: str) -> Change:
    row = new or old or _first([])
    amounts = [value for value in row.fields.values() if isinstance(value, Money)]
    rest = [column for column in sheet.columns if column.field in row.fields and column.field not in _KEYS[sheet.holds]]
    told = "；".join(f"{column.name} {_show(column, row.fields[column.field])}" for column in rest) or name
    moved = ""
    if len(amounts) == 1:
        moved = _difference(*((Money(0), amounts[0]) if new else (amounts[0], Money(0))))
    return Change(
        "budget",
        sheet.name,
        same(name),
        told if old else None,
        told if new else None,
        moved,
        old.place if old else Place(),
        new.place if new else Place(),
    )


def _text_changes(sheet: Sheet, before: list[_Row], after: list[_Row]) -> Iterator[Change]:
    def text(row: _Row) -> str:
        return "：".join(_show(column, row.fields[column.field]) for column in sheet.columns if column.field in row.fields)

    for old, new in pair_texts(before, after, text):
        yield Change("budget", sheet.name, same(""), text(old) if old else None, text(new) if new else None)


# Values in the workbook's words


def _difference(before: Any, after: Any) -> str:
    return money_difference(before, after, "元") if isinstance(before, Money) and isinstance(after, Money) else ""


def _join(name: str, column: str) -> str:
    return f"{name} › {column}" if name else column


def _shown(column: Column, value: Any) -> str | None:
    return None if value is None else _show(column, value)


def _show(column: Column, value: Any) -> str:
    if isinstance(value, Money):
        return print_money(value, "元")
    if isinstance(value, bool):
        return load_book().flags["yes" if value else "no"][0]
    return printed(column.list).get(value, str(value)) if column.list else str(value)
