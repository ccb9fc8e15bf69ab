"""What is worked out of a record once, though many rules ask for it: forty of them walk the same forms."""

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from gouji.model.disclosure import Disclosure, Form, Section
from gouji.model.place import Place

Record = TypeVar("Record")
Result = TypeVar("Result")

_DOCUMENTS = 4  # held at a time: memory must not grow with the number of documents
_SECTIONS = 512
_FORMS = 512
_PLACES = 8192
_RULES = 2048


def once_a_document(function: Callable[[Disclosure], Result]) -> Callable[[Disclosure], Result]:
    """Return the function as one that works out each document once, as long as it is checked."""
    return _remember(function, _DOCUMENTS)


def once_a_section(function: Callable[[Section], Result]) -> Callable[[Section], Result]:
    """Return the function as one that works out each section of the narrative once, as long as its document is checked."""
    return _remember(function, _SECTIONS)


def once_a_form(function: Callable[[Form], Result]) -> Callable[[Form], Result]:
    """Return the function as one that works out each form once, as long as its document is checked."""
    return _remember(function, _FORMS)


def once_a_place(function: Callable[[Place], Result]) -> Callable[[Place], Result]:
    """Return the function as one that works out each place once, as long as its document is checked."""
    return _remember(function, _PLACES)


def once_a_rule(function: Callable[[Record], Result]) -> Callable[[Record], Result]:
    """Return the function as one that works out each rule once, for all documents."""
    return _remember(function, _RULES)


def _remember(function: Callable[[Record], Result], most: int) -> Callable[[Record], Result]:
    """Return the function as one that remembers: records are told by identity, all forgotten when there are too many."""
    known: dict[int, tuple[Record, Result]] = {}  # the record is held too, so that no other takes its identity

    @wraps(function)
    def ask(record: Record) -> Result:
        found = known.get(id(record))
        if found is None:
            if len(known) >= most:
                known.clear()
            known[id(record)] = found = record, function(record)
        return found[1]

    return ask
