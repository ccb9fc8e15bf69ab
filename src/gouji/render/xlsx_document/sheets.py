"""Printed things → worksheets: what stands on which sheet, in an order that is good to work with and reads back.

Cover and contents, then the prose of the first part, each table, the narrative, all forms on one sheet, catalogues.
"""

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from gouji.render.printed import Chart, Contents, Heading, Printed, PrintedForm, PrintedTable, Prose, Title

_FORBIDDEN = re.compile(r"[\[\]:*?/\\'\x00-\x1f]")
_LONGEST = 31  # of a worksheet's name, set by Excel
_PART = re.compile(r"^第[一二三四五六七八九十]+部分[\s:：、.]*")
_YEAR = re.compile(r"^20\d\d年度?")
_COVER, _FORMS, _PROSE = "封面", "绩效目标表", "正文"


class Page(Struct, frozen=True):
    """One worksheet: its name and what is printed on it, each with its index in the document."""

    name: str
    things: tuple[tuple[int, Printed], ...]


def make_pages(printed: Sequence[Printed]) -> list[Page]:
    """Return the worksheets. Forms follow the narrative they stand in; a heading goes with what stands below it."""
    groups: list[tuple[str, list[tuple[int, Printed]]]] = []
    forms: list[tuple[int, Printed]] = []
    waiting: list[tuple[int, Printed]] = []
    for index, thing in enumerate(printed):
        if isinstance(thing, PrintedForm):
            forms.append((index, thing))
        elif isinstance(thing, Heading) and thing.level == 1:
            waiting.append((index, thing))
        elif isinstance(thing, PrintedTable) and not thing.title and groups and not waiting:
            groups[-1][1].append((index, thing))
        elif waiting or not _continues(groups, thing):
            # Forms were printed inside the narrative that ends here.
            if (forms and not isinstance(thing, Prose | Chart | Heading)) or (forms and waiting):
                groups.append((_FORMS, forms))
                forms = []
            groups.append((_name(thing, waiting), [*waiting, (index, thing)]))
            waiting = []
        else:
            groups[-1][1].append((index, thing))
    if forms:
        groups.append((_FORMS, forms))
    if waiting:
        groups.append((_PROSE, waiting))
    return [Page(name, tuple(things)) for name, things in _named(groups)]


def _continues(groups: Sequence[tuple[str, list[tuple[int, Printed]]]], thing: Printed) -> bool:
    """Return whether the thing goes on the sheet of what stands above it: prose below prose."""
    if not groups or not isinstance(thing, Prose | Chart | Heading):
        return False
    return isinstance(groups[-1][1][-1][1], Prose | Chart | Heading)


def _name(thing: Printed, waiting: Sequence[tuple[int, Printed]]) -> str:
    if isinstance(thing, Title):
        return _COVER
    if isinstance(thing, Contents):
        return thing.title
    if isinstance(thing, PrintedTable):
        kind = thing.table.kind if thing.table else None
        number = f"{thing.table.number} " if thing.table and thing.table.number else ""
        return number + (kind or _YEAR.sub("", thing.title) or _PROSE)
    heading = next((each.text for _, each in reversed(waiting) if isinstance(each, Heading)), "")
    return _YEAR.sub("", _PART.sub("", heading)) or _PROSE


def _named(groups: Sequence[tuple[str, list[tuple[int, Printed]]]]) -> Iterator[tuple[str, list[tuple[int, Printed]]]]:
    """Yield the groups with names that Excel allows, each used once (case does not tell worksheets apart)."""
    taken: set[str] = set()
    for name, things in groups:
        stem = shown = _FORBIDDEN.sub(" ", name).strip()[:_LONGEST] or _PROSE
        number = 1
        while shown.lower() in taken:
            number += 1
            shown = f"{stem[: _LONGEST - 4]}-{number}"
        taken.add(shown.lower())
        yield shown, things
