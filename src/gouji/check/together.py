"""Documents of a group made ready to be checked together: halves put together, every place naming its file."""

from collections.abc import Iterator
from functools import cache
from typing import Any, TypeVar, get_args, get_type_hints

from msgspec import Struct, structs

from gouji.model.disclosure import Disclosure
from gouji.model.place import Place

T = TypeVar("T")


def merge(tables: Disclosure, text: Disclosure) -> Disclosure:
    """Return the one disclosure that the two halves are, in either order."""
    if not tables.tables:
        tables, text = text, tables
    tables, text = named(tables), named(text)
    return structs.replace(
        text,
        source=structs.replace(tables.source, name=f"{tables.source.name} + {text.source.name}"),
        layout=tables.layout,
        contents=(*text.contents, *tables.contents),
        tables=tables.tables,
        forms=(*text.forms, *tables.forms),
        catalogues=(*text.catalogues, *tables.catalogues),
        damages=(*text.damages, *tables.damages),
        troubles=(*text.troubles, *tables.troubles),
        unrecognised=(*text.unrecognised, *tables.unrecognised),
    )


def named(disclosure: Disclosure) -> Disclosure:
    """Return the disclosure with its file's name in every place."""
    return _in_document(disclosure, disclosure.source.name)


def _in_document(value: T, name: str) -> T:
    changed: Any = value
    if isinstance(value, Place):
        changed = structs.replace(value, document=name)
    elif isinstance(value, tuple):
        changed = tuple(_in_document(each, name) for each in value)
    elif isinstance(value, dict):
        changed = {key: _in_document(each, name) for key, each in value.items()}
    elif isinstance(value, Struct):
        changed = structs.replace(value, **dict(_changed_fields(value, name)))
    return changed  # type: ignore[no-any-return]


def _changed_fields(value: Struct, name: str) -> Iterator[tuple[str, Any]]:
    for field in _placed_fields(type(value)):
        old = getattr(value, field)
        if old:
            yield field, _in_document(old, name)


@cache
def _placed_fields(kind: type[Struct]) -> tuple[str, ...]:
    """Return the fields of such records that lead to a place; grids and amounts have none, and are most of a document."""
    return tuple(field for field, hint in get_type_hints(kind).items() if _leads_to_place(hint, frozenset()))


def _leads_to_place(hint: Any, above: frozenset[Any]) -> bool:
    """Return whether values of the type hold a place. above: the records it is part of, which would go round."""
    if hint is Place:
        return True
    if isinstance(hint, type) and issubclass(hint, Struct):
        return hint not in above and any(_leads_to_place(each, above | {hint}) for each in get_type_hints(hint).values())
    return any(_leads_to_place(each, above) for each in get_args(hint))
