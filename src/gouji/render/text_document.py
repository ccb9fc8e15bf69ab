"""A disclosure → text: one paragraph a line, blank lines between, table rows with a tab between their cells.

It is the layout in which published PDF files look when their text is extracted, and reads back as the same disclosure.
"""

import re
from collections.abc import Iterable, Iterator

from gouji.model.disclosure import Disclosure, Grid
from gouji.render.document import document
from gouji.render.printed import Chart, Contents, Heading, Printed, PrintedForm, PrintedTable, Prose, Title

_BREAKS = re.compile(r"[\t\r\n\f\v]+")
_LEADERS = "....."


def text(disclosure: Disclosure) -> str:
    """Return the document as text. Merged cells are written once, followed by empty cells."""
    return "\n\n".join(block for thing in document(disclosure) for block in _blocks(thing)) + "\n"


def _blocks(thing: Printed) -> Iterator[str]:
    """Yield what is printed with blank lines between."""
    match thing:
        case Title():
            yield from filter(None, (*thing.department.split("\n"), thing.subject))
        case Contents():
            yield thing.title
            yield "\n".join(_entry(title, page) for _, title, page in thing.entries)
        case Heading() | Prose():
            yield _line(thing.text)
        case Chart():
            yield _line(thing.caption)
        case PrintedTable():
            yield from filter(None, (*_lines((thing.label, thing.title, *thing.lines)), _rows(thing.grid), *_lines(thing.notes)))
        case PrintedForm():
            yield from filter(None, (*_lines((thing.title, thing.subtitle)), _rows(thing.grid), *_lines(thing.fragments)))


def _entry(title: str, page: int | None) -> str:
    return title if page is None else f"{_line(title)}{_LEADERS}\t{page}"


def _lines(texts: Iterable[str]) -> Iterator[str]:
    return map(_line, texts)


def _rows(grid: Grid) -> str:
    return "\n".join("\t".join(map(_line, row)) for row in grid.rows)


def _line(text: str) -> str:
    """Return the text on one line: tabs and breaks would begin cells and paragraphs of their own."""
    return _BREAKS.sub(" ", text)
