"""Which kind of table it is: title, header and labels in, the kind with its words out."""

from collections.abc import Iterable, Sequence

from msgspec import Struct

from gouji.layouts.headings import (
    TableWords,
    also_titles,
    common_titles,
    table_words,
    titles,
    told_by,
    vocabulary,
)
from gouji.layouts.words import plain, plain_label, plain_word
from gouji.model.disclosure import Grid
from gouji.read.columns import match_columns
from gouji.read.headers import Header, header_word
from gouji.read.titles import Title
from gouji.read.upright import prints_columns_as_rows


class Told(Struct, frozen=True):
    """The kind of a table. certain: a layout prints this title; else headings.yaml or columns and rows told it."""

    words: TableWords
    certain: bool


def tell_kind(title: Title, header: Header, grids: Sequence[Grid], department: str | None) -> Told | None:
    """Return the kind of the table, or None when it cannot be told.

    The title of a layout is enough; one of its other titles must stand above the layout's own header. Any other known
    title must be confirmed by a column of the kind. Without a known title every column of money must be one of the
    kind, the words that tell it must be there, and no other kind may fit.
    """
    variants = tuple(_variants(title.words, department))
    for words in variants:
        if found := titles().find(words):
            return Told(table_words(found[1], found[0]), True)
    for words in variants:
        if found := also_titles().find(words):
            of_layout = table_words(found[1], found[0])
            if _prints_as(of_layout, header, title.year):
                return Told(of_layout, True)
    for words in variants:
        if common := common_titles().find(words):
            anywhere = table_words(common[0], only=common[1])
            if _has_column(header, anywhere, title.year) or prints_columns_as_rows(grids, anywhere):
                return Told(anywhere, False)
    fitting = _fitting(header, grids, title.year)
    return Told(table_words(fitting[0]), False) if len(fitting) == 1 else None


def _prints_as(words: TableWords, header: Header, year: int | None) -> bool:
    """Return whether the header has every word that the layout prints above a column."""
    if words.layout is None:
        return False
    printed = {header_word(path[-1], year) for path in header.paths if path}
    paths = [cell.printed for side in words.layout.sides.values() for cell in side.labels]
    paths += [column.printed for side in words.layout.sides.values() for column in side.columns]
    return all(plain_word(path[-1]) in printed for path in paths)


def _variants(words: str, department: str | None) -> Iterable[str]:
    """Yield the title's words; without what tells the rows apart; without the department or a word for it in front."""
    yield words
    if qualifier := vocabulary().qualifier.search(words):
        words = words[: qualifier.start()]
        yield words
    name = plain(department or "")
    if name and words.startswith(name):
        yield words[len(name) :]
    if publisher := vocabulary().publisher.match(words):
        yield words[publisher.end() :]


def _has_column(header: Header, words: TableWords, year: int | None) -> bool:
    if any(column.known for side in match_columns(header, words, year) for column in side.columns):
        return True
    # The items of the kind may be the columns (three of them are no chance).
    rows = next(iter(words.sides.values())).rows
    return sum(bool(path) and plain_label(path[-1]) in rows for path in header.paths) > 2


def _fitting(header: Header, grids: Sequence[Grid], year: int | None) -> list[str]:
    printed = {header_word(word, year) for path in header.paths for word in path}
    printed |= {plain_label(cell) for grid in grids for row in grid.rows for cell in row if cell}
    return [
        kind
        for kind, groups in told_by().items()
        if all(any(word in group for word in printed) for group in groups)
        and all(
            column.known for side in match_columns(header, table_words(kind), year) for column in side.columns
        )
    ]
