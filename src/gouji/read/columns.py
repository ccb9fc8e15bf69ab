"""What each column of a table is: the header's paths of words in, labels and canonical columns per side out."""

from collections.abc import Iterator, Sequence
from typing import Literal

from msgspec import Struct

from gouji.layouts.headings import TableWords, vocabulary
from gouji.layouts.words import plain
from gouji.read.headers import Header, header_word

Role = Literal["code", "part", "name", "counterpart", "other"]
_OPENING = ("code", "part", "name")


class Label(Struct, frozen=True):
    """A column that says what a row is about. role: code; part (类, 款, 项 of a code); name; counterpart."""

    index: int
    role: str


class Column(Struct, frozen=True):
    """A column of money. name: canonical, or the printed words when the kind has no such column. header: as printed."""

    index: int
    name: str
    header: str
    known: bool = True


class SideColumns(Struct, frozen=True):
    """The columns of one side. doubled: headers of columns that say the same as one to their left."""

    side: str
    labels: tuple[Label, ...]
    columns: tuple[Column, ...]
    doubled: tuple[Column, ...] = ()

    def indexes(self, role: Role) -> list[int]:
        """Return the columns that hold the part of a label, from the left."""
        return [label.index for label in self.labels if label.role == role]


def match_columns(header: Header, words: TableWords, year: int | None) -> tuple[SideColumns, ...]:
    """Return the table's columns by side, in the kind's order of sides. A column without a word of its own is left out."""
    return tuple(
        _match_side(side, indexes, header, words, year) for side, indexes in _split(header, words, year)
    )


def role_of(path: Sequence[str]) -> str | None:
    """Return what the labels in the column are, by its words in comparable form; None when it holds no labels."""
    roles = vocabulary().roles
    return (roles.find("/".join(path[-2:])) if len(path) > 1 else None) or roles.find(path[-1])


def _split(header: Header, words: TableWords, year: int | None) -> Iterator[tuple[str, list[int]]]:
    """Yield (side, its columns). A side begins under its word, or with the labels that follow the amounts before it."""
    sides = list(words.kind.sides)
    found: dict[str, list[int]] = {side: [] for side in sides}
    current, has_amounts, beyond = 0, False, False
    for index, path in enumerate(header.paths):
        if not path:
            continue
        plain_path = [header_word(word, year) for word in path]
        said = next((side for word in plain_path if (side := vocabulary().sides.find(word)) in found), None)
        role = role_of(plain_path)
        if said is not None and len(sides) > 1:
            has_amounts, current, beyond = has_amounts and said == sides[current], sides.index(said), False
        elif role in _OPENING and has_amounts:
            beyond = current + 1 >= len(sides)
            current, has_amounts = min(current + 1, len(sides) - 1), False
        has_amounts = has_amounts or role is None
        if not beyond:
            found[sides[current]].append(index)
    yield from found.items()


def _match_side(
    side: str, indexes: Sequence[int], header: Header, words: TableWords, year: int | None
) -> SideColumns:
    labels: list[Label] = []
    columns: dict[str, Column] = {}
    doubled: list[Column] = []
    for index in indexes:
        if not header.named[index]:
            continue
        path = [header_word(word, year) for word in header.paths[index]]
        printed = "/".join(header.paths[index])
        if role := role_of(path):
            # 功能分类 and 支出用途 stand side by side under 支出 (Jiangsu): the first block's names are the rows'.
            beyond = role in _OPENING and any(column.known for column in columns.values())
            labels.append(Label(index, "other" if beyond else role))
            continue
        name = _column_name(path, side, words)
        column = Column(index, name or plain(printed), printed, name is not None)
        if column.name in columns:
            doubled.append(column)
        else:
            columns[column.name] = column
    return SideColumns(side, tuple(labels), tuple(columns.values()), tuple(doubled))


def _column_name(path: Sequence[str], side: str, words: TableWords) -> str | None:
    """Return the canonical column that the words name, None when the kind has none of them."""
    known = words.sides[side].columns
    if len(path) > 1:
        if name := known.find("/".join(path[-2:])):
            return name
        if any(word in vocabulary().apart or _is_other_year(word) for word in path[:-1]):
            return None
    return known.find(path[-1])


def _is_other_year(word: str) -> bool:
    return word[:2] == "20" and word[2:4].isdigit()
