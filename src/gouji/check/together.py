"""Documents of a group made ready to be checked together: halves put together, every place naming its file."""

from collections.abc import Iterator
from typing import Any, TypeVar

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
    for field in value.__struct_fields__:
        old = getattr(value, field)
        if isinstance(old, Struct | tuple | dict):
            yield field, _in_document(old, name)
