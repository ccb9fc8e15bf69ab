"""Which kind of table it is: title, header and labels in, the kind with its words out."""

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

from msgspec import Struct

from gouji.layouts.headings import (
    TableWords,
    bears_header,
    common_titles,
    printed_under,
    table_words,
    told_by,
    vocabulary,
)
from gouji.layouts.layout import Side
from gouji.layouts.words import plain, plain_label, plain_word
from gouji.model.disclosure import Grid
from gouji.read.columns import match_columns, role_of
from gouji.read.headers import Header, header_word
from gouji.read.labelled import prints_labels
from gouji.read.titles import Title
from gouji.read.upright import prints_columns_as_rows

# A header that lost a word or two is still that of the layout.
_MOST = Fraction(2, 3)
_SHORTEST_NAME = 4  # of an institution, with its place


class Told(Struct, frozen=True):
    """The kind of a table. certain: a layout prints this title; else headings.yaml or columns and rows told it."""

    words: TableWords
    certain: bool


def tell_kind(title: Title, header: Header, grids: Sequence[Grid], department: str | None) -> Told | None:
    """Return the kind of the table, or None when it cannot be told.

    The title of a layout must stand above the layout's own header, or most of it; one of its other titles above the
    whole of it. Any other known title must be confirmed by a column of the kind. Without a known title every column of
    money must be one of the kind, the words that tell it must be there, and no other kind may fit.
    """
    variants = tuple(_variants(title.words, department))
    if of_layout := _of_layout(variants, header, grids, title.year):
        return Told(of_layout, True)
    for words in variants:
        if common := common_titles().find(words):
            anywhere = table_words(common[0], only=common[1])
            if not _lists_rows_by(title.words, anywhere) or not bears_header(common[0], _header_words(header, title.year)):
                continue
            if _has_column(header, anywhere, title.year) or prints_columns_as_rows(grids, anywhere) or prints_labels(grids, anywhere):
                return Told(anywhere, False)
    fitting = [kind for kind in _fitting(header, grids, title.year) if _tells_its_money(title.words, kind)]
    return Told(table_words(fitting[0]), False) if len(fitting) == 1 else None


def _tells_its_money(title: str, kind: str) -> bool:
    """Return whether the kind's name tells of what the title says the money is: 政府性基金预算基本支出表 is not of the general budget."""
    return all(word in kind for word in vocabulary().own_money if word in title)


def _lists_rows_by(title: str, words: TableWords) -> bool:
    """Return whether the kind's rows are those that the title names: 支出预算表（部门经济分类科目） is none by function."""
    found = [by for by, qualifier in vocabulary().qualifiers.items() if qualifier.search(title)]
    return not found or words.kind.by not in vocabulary().qualifiers or words.kind.by in found or _bears(title, words)


def _bears(title: str, words: TableWords) -> bool:
    """Return whether the whole title, with what it says of its rows, is one of the kind."""
    whole = common_titles().find(title)
    return whole is not None and whole[0] == words.kind.name


def _of_layout(
    titles: Sequence[str], header: Header, grids: Sequence[Grid], year: int | None
) -> TableWords | None:
    """Return the words of the layout whose title and header these are, those of the fuller title first.

    titles: the whole title, then what is left of it without its publisher and without what tells the rows apart.
    """
    likely: TableWords | None = None
    for found in (found for title in titles for found in printed_under(title)):
        words = table_words(found.kind, found.layout, variant=found.variant)
        if not _lists_rows_by(titles[0], words):
            continue
        share = _share_printed(words, header, grids, year)
        if share == 1:
            return words
        if found.own and share >= _MOST:
            likely = likely or words
    return likely


def _share_printed(words: TableWords, header: Header, grids: Sequence[Grid], year: int | None) -> Fraction:
    """Return how many of the words that the layout prints above its columns the header has; labels count by their role."""
    assert words.layout is not None
    if any(side.upright for side in words.layout.sides.values()):
        return Fraction(prints_columns_as_rows(grids, words))
    paths = [[header_word(word, year) for word in path] for path in header.paths if path]
    lying = any(side.lying for side in words.layout.sides.values())
    printed = {_without_year(word) for path in paths for word in (path if lying else path[-1:])}
    printed |= {role for path in paths if (role := role_of(path))}
    asked = [word for side in words.layout.sides.values() for word in _asked(side)]
    return Fraction(sum(any(word in printed for word in words) for words in asked), len(asked))


def _asked(side: Side) -> Iterator[tuple[str, ...]]:
    """Yield what may be the lowest word above each column of the side, the role of each column of labels."""
    yield from ((label.role,) for label in side.labels)
    if side.lying:
        yield from ((_without_year(plain_word(row.printed.split("/")[-1])),) for row in side.rows)
    if not side.upright:
        yield from (
            tuple(_without_year(plain_word(word)) for word in (column.printed[-1], *column.or_printed))
            for column in side.columns
            if column.printed
        )


def _without_year(word: str) -> str:
    return word.removeprefix("{year}")


def _variants(words: str, department: str | None) -> Iterable[str]:
    """Yield the title's words; without what tells the rows apart; each without the department or a word for it in front."""
    yield from _without_publisher(words, department)
    for qualifier in vocabulary().qualifiers.values():
        if found := qualifier.search(words):
            words = words[: found.start()]
            yield from _without_publisher(words, department)


def _without_publisher(words: str, department: str | None) -> Iterator[str]:
    yield words
    name = plain(department or "")
    if name and words.startswith(name):
        yield words[len(name) :]
    if publisher := vocabulary().publisher.match(words):
        yield words[publisher.end() :]
    yield from _without_institution(words)


def _without_institution(words: str) -> Iterator[str]:
    """Yield the words behind each place where the name of an institution may end: …文化和旅游局 | 收支总表."""
    for end in range(_SHORTEST_NAME, len(words) - 3):
        if vocabulary().institution.search(words[:end]):
            yield words[end:]


def _has_column(header: Header, words: TableWords, year: int | None) -> bool:
    if any(column.known for side in match_columns(header, words, year) for column in side.columns):
        return True
    # The items of the kind may be the columns (three of them are no chance).
    rows = next(iter(words.sides.values())).rows
    return sum(bool(path) and plain_label(path[-1]) in rows for path in header.paths) > 2


def _fitting(header: Header, grids: Sequence[Grid], year: int | None) -> list[str]:
    printed = _header_words(header, year)
    printed |= {plain_label(cell) for grid in grids for row in grid.rows for cell in row if cell}
    return [
        kind
        for kind, groups in told_by().items()
        if all(any(word in group for word in printed) for group in groups)
        and all(
            column.known for side in match_columns(header, table_words(kind), year) for column in side.columns
        )
    ]


def _header_words(header: Header, year: int | None) -> set[str]:
    return {header_word(word, year) for path in header.paths for word in path}
