"""Which kind of table it is: title, header and labels in, the kind with its words out."""

from collections.abc import Iterable, Sequence

from msgspec import Struct

from gouji.layouts.headings import TableWords, common_titles, table_words, titles, told_by
from gouji.layouts.words import plain, plain_label
from gouji.model.disclosure import Grid
from gouji.read.columns import match_columns
from gouji.read.headers import Header, header_word
from gouji.read.titles import Title


class Told(Struct, frozen=True):
    """The kind of a table. certain: a layout prints this title; else headings.yaml or columns and rows told it."""

    words: TableWords
    certain: bool


def tell_kind(title: Title, header: Header, grids: Sequence[Grid], department: str | None) -> Told | None:
    """Return the kind of the table, or None when it cannot be told.

    A title of a layout is enough. Any other title must be confirmed by a column of the kind; without a known title
    every column of money must be one of the kind, the words that tell it must be there, and no other kind may fit.
    """
    for words in _variants(title.words, department):
        if found := titles().find(words):
            layout, kind = found
            return Told(table_words(kind, layout), True)
    for words in _variants(title.words, department):
        if (kind_name := common_titles().find(words)) and _has_column(header, kind_name, title.year):
            return Told(table_words(kind_name), False)
    fitting = _fitting(header, grids, title.year)
    return Told(table_words(fitting[0]), False) if len(fitting) == 1 else None


def _variants(words: str, department: str | None) -> Iterable[str]:
    """Yield the title's words, and without the department's name if that stands in front."""
    yield words
    name = plain(department or "")
    if name and words.startswith(name):
        yield words[len(name) :]


def _has_column(header: Header, kind: str, year: int | None) -> bool:
    words = table_words(kind)
    if any(column.known for side in match_columns(header, words, year) for column in side.columns):
        return True
    rows = words.sides.get("")
    return rows is not None and sum(path[-1:] != () and plain_label(path[-1]) in rows.rows for path in header.paths) > 2


def _fitting(header: Header, grids: Sequence[Grid], year: int | None) -> list[str]:
    printed = {header_word(word, year) for path in header.paths for word in path}
    printed |= {plain_label(cell) for grid in grids for row in grid.rows for cell in row if cell}
    return [
        kind
        for kind, groups in told_by().items()
        if all(any(word in group for word in printed) for group in groups)
        and all(column.known for side in match_columns(header, table_words(kind), year) for column in side.columns)
    ]
