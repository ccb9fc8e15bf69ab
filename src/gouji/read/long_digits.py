"""Runs of digits that are no number: what is longer than any amount, code or card is cut short, and that is told.

In: lines and grids. Out: the same, so that whatever reads numbers in them further on has numbers to read.
"""

import re
from collections.abc import Iterator, Sequence

from msgspec import structs

from gouji.model.disclosure import Grid, Trouble
from gouji.read.blocks import Line
from gouji.read.places import cell_place
from gouji.read.troubles import trouble

_MOST = 64  # digits; a number of an invoice or a project has half as many
_RUN = re.compile(rf"(\d{{{_MOST}}})\d+")


def shorten_digits(items: Sequence[Line | Grid]) -> tuple[list[Line | Grid], list[Trouble]]:
    """Return the items with such runs cut short, and where the first one is."""
    shortened = list(items)
    troubles = []
    for at, item in enumerate(items):
        if isinstance(item, Line):
            if _has_run(item.text):
                shortened[at] = structs.replace(item, text=_cut(item.text), printed=())
                troubles.append(trouble("READ-027", item.place, digits=_MOST))
        elif rows := list(_rows_with_runs(item)):
            shortened[at] = structs.replace(item, rows=tuple(tuple(map(_cut, row)) for row in item.rows))
            troubles.append(trouble("READ-027", cell_place(item, rows[0]), digits=_MOST))
    return shortened, troubles[:1]


def _rows_with_runs(grid: Grid) -> Iterator[int]:
    long = (at for at, row in enumerate(grid.rows) if max(map(len, row), default=0) > _MOST)
    return (at for at in long if any(map(_has_run, grid.rows[at])))


def _has_run(text: str) -> bool:
    return len(text) > _MOST and _RUN.search(text) is not None


def _cut(text: str) -> str:
    return _RUN.sub(r"\1…", text) if len(text) > _MOST else text
