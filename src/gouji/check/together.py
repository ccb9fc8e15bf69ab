"""Files that belong together: a disclosure whose tables stand in one file and whose text in another is one disclosure.

In: the disclosures of a run. Out: the same, halves put together; every place in them then names its file.
"""

from collections.abc import Iterator, Sequence
from typing import Any, TypeVar

from msgspec import Struct, structs

from gouji.layouts.words import plain
from gouji.model.disclosure import Disclosure
from gouji.model.place import Place

T = TypeVar("T")


def put_together(disclosures: Sequence[Disclosure]) -> list[tuple[Disclosure, ...]]:
    """Return the disclosures in groups: two halves of one disclosure, or one alone; in the order given.

    Halves: tables and no narrative in the one, narrative and no tables in the other, of one year and stage, and of
    departments whose names are the same but for words left out (江苏省委办公厅, 中共江苏省委办公厅).
    """
    groups: list[tuple[Disclosure, ...]] = []
    taken: set[int] = set()
    for index, one in enumerate(disclosures):
        if index in taken:
            continue
        others = [
            (at, other)
            for at, other in enumerate(disclosures[index + 1 :], index + 1)
            if at not in taken and _are_halves(one, other)
        ]
        # Two candidates are no evidence for either.
        taken.update(at for at, _ in others[:1] if len(others) == 1)
        groups.append((one, others[0][1]) if len(others) == 1 else (one,))
    return groups


def merge(tables: Disclosure, text: Disclosure) -> Disclosure:
    """Return the one disclosure that the two halves are, in either order."""
    if not tables.tables:
        tables, text = text, tables
    tables, text = _named(tables), _named(text)
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


def _are_halves(one: Disclosure, other: Disclosure) -> bool:
    if (one.cover.year, one.cover.stage) != (other.cover.year, other.cover.stage) or one.cover.year is None:
        return False
    shapes = {(bool(each.tables), bool(each.sections)) for each in (one, other)}
    return shapes == {(True, False), (False, True)} and _alike(one.cover.department, other.cover.department)


def _alike(one: str | None, other: str | None) -> bool:
    """Return whether the shorter name is the longer one with words left out."""
    if not one or not other:
        return False
    short, long = sorted((plain(one), plain(other)), key=len)
    rest = iter(long)
    return all(char in rest for char in short)


def _named(disclosure: Disclosure) -> Disclosure:
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
