"""What each column of a table is: the header's paths of words in, labels and canonical columns per side out."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from gouji.layouts.headings import TableWords, vocabulary
from gouji.layouts.layout import LabelRole
from gouji.layouts.words import plain
from gouji.read.headers import Header, header_word

_OPENING = ("code", "part", "name")
# Revenue and expenditure face each other in one table.
_FACING = 2
# The kinds whose rows are a list that may go on in a second block, by what identifies a row.
_IN_BLOCKS = ("function_code", "economic_pair")


class Label(Struct, frozen=True):
    """A column that says what a row is about. role: code; part (类, 款, 项 of a code); name; counterpart.

    units: it holds names of units and nothing else.
    """

    index: int
    role: str
    units: bool = False


class Column(Struct, frozen=True):
    """A column of money. name: canonical, or the printed words when the kind has no such column. header: as printed."""

    index: int
    name: str
    header: str
    known: bool = True


class SideColumns(Struct, frozen=True):
    """The columns of one side, or of one block of it where blocks stand beside each other.

    doubled: headers of columns that say the same as one to their left.
    """

    side: str
    labels: tuple[Label, ...]
    columns: tuple[Column, ...]
    doubled: tuple[Column, ...] = ()

    def indexes(self, role: LabelRole) -> list[int]:
        """Return the columns that hold the part of a label, from the left."""
        return [label.index for label in self.labels if label.role == role]


def match_columns(header: Header, words: TableWords, year: int | None) -> tuple[SideColumns, ...]:
    """Return the table's columns by side, in the kind's order of sides. A column without a word of its own is left out.

    A list of one side that goes on in a second block to its right (economic items in final accounts) has one entry for
    each block.
    """
    sides = [
        _match_side(side, indexes, header, words, year) for side, indexes in _split(header, words, year)
    ]
    if len(sides) > 1 or words.kind.by not in _IN_BLOCKS:
        return tuple(_printed_sides(sides))
    blocks = [_match_side(sides[0].side, block, header, words, year) for block in _blocks(header, year)]
    return tuple(blocks) if len(blocks) > 1 and _alike(blocks) else tuple(sides)


def _printed_sides(sides: Sequence[SideColumns]) -> Iterator[SideColumns]:
    """Yield the sides; of the expenditure told by function and by use (a third side) one may be left out."""
    third = any(side.columns for side in sides[_FACING:])
    for index, side in enumerate(sides):
        if side.labels or side.columns or (index < _FACING and not third):
            yield side


def _blocks(header: Header, year: int | None) -> Iterator[list[int]]:
    """Yield the columns that stand between two beginnings: labels that follow amounts."""
    block: list[int] = []
    has_amounts = False
    for index, path in enumerate(header.paths):
        if not path:
            continue
        role = role_of([header_word(word, year) for word in path])
        if role in _OPENING and has_amounts:
            yield block
            block, has_amounts = [], False
        block.append(index)
        has_amounts = has_amounts or role is None
    yield block


def _alike(blocks: Sequence[SideColumns]) -> bool:
    """Return whether all blocks print the same columns behind the same labels."""
    shapes = {
        (tuple(label.role for label in block.labels), tuple(column.name for column in block.columns))
        for block in blocks
    }
    return len(shapes) == 1 and all(column.known for block in blocks for column in block.columns)


def role_of(path: Sequence[str]) -> str | None:
    """Return what the labels in the column are, by its words in comparable form; None when it holds no labels."""
    roles = vocabulary().roles
    if len(path) > 1 and (role := roles.find("/".join(path[-2:]))):
        return role
    role = roles.find(path[-1])
    # 政府预算经济分类 › 科目名称 beside 部门预算经济分类 › 科目名称 (Henan)
    if role in _OPENING and any(roles.find(word) == "counterpart" for word in path[:-1]):
        return "counterpart" if role == "name" else "other"
    return role


def _split(header: Header, words: TableWords, year: int | None) -> Iterator[tuple[str, list[int]]]:
    """Yield (side, its columns). A side begins under its word, or with the labels that follow the amounts before it.

    The deepest word counts (支出 › 支出用途); a third side begins under its own word only.
    """
    sides = list(words.kind.sides)
    found: dict[str, list[int]] = {side: [] for side in sides}
    current, has_amounts, beyond, labelled = 0, False, False, False
    for index, path in enumerate(header.paths):
        if not path:
            continue
        plain_path = [header_word(word, year) for word in path]
        said = next((side for word in reversed(plain_path) if (side := vocabulary().sides.find(word)) in found), None)
        role = role_of(plain_path)
        if said is not None and len(sides) > 1:
            has_amounts, current, beyond = has_amounts and said == sides[current], sides.index(said), False
        elif role in _OPENING and has_amounts:
            last = min(len(sides), _FACING) - 1
            beyond, current, has_amounts = current >= last, max(current, min(current + 1, last)), False
        labelled = labelled or role in _OPENING
        # What an unknown word heads in front of the labels is no amount (类型 | 项目名称 | …).
        has_amounts = has_amounts or (
            role is None and (labelled or _column_name(plain_path, sides[current], words) is not None)
        )
        if not beyond:
            found[sides[current]].append(index)
    yield from found.items()


def _match_side(
    side: str, indexes: Sequence[int], header: Header, words: TableWords, year: int | None
) -> SideColumns:
    labels: list[Label] = []
    columns: dict[str, Column] = {}
    doubled: list[Column] = []
    paths = {i: [header_word(word, year) for word in header.paths[i]] for i in indexes if header.named[i]}
    by_fund = _stand_by_fund(paths.values(), side, words)
    first = min(paths, default=None)
    for index, path in paths.items():
        printed = "/".join(header.paths[index])
        if role := role_of(path) or _role_of_side(path, index == first, side, words):
            # 功能分类 and 支出用途 stand side by side under 支出 (Jiangsu): the first block's names are the rows'.
            beyond = role in _OPENING and any(column.known for column in columns.values())
            labels.append(Label(index, "other" if beyond else role, path[-1] in vocabulary().unit_names))
            continue
        name = _column_name(path, side, words, by_fund=by_fund)
        column = Column(index, name or plain(printed), printed, name is not None)
        if column.name in columns:
            doubled.append(column)
        else:
            columns[column.name] = column
    if words.kind.by == "project":
        labels = _projects_last(labels, paths)
    return SideColumns(side, tuple(labels), tuple(columns.values()), tuple(doubled))


def _role_of_side(path: Sequence[str], first: bool, side: str, words: TableWords) -> LabelRole | None:
    """Return "name" where the side's word alone heads its first column: 收入 | 预算数 | 支出 | 预算数."""
    alone = first and len(path) == 1 and len(words.sides) > 1 and vocabulary().sides.find(path[0]) == side
    return "name" if alone and words.sides[side].columns.find(path[0]) is None else None


def _projects_last(labels: Iterable[Label], paths: Mapping[int, Sequence[str]]) -> list[Label]:
    """Return the labels; of several names the last is the row's: 项目名称, else any but 单位名称 (Zhejiang, Yunnan)."""

    def rank(label: Label) -> int:
        word = paths[label.index][-1]
        return 2 if word in vocabulary().project_columns else 0 if word in vocabulary().unit_columns else 1

    return sorted(labels, key=rank)


def _stand_by_fund(paths: Iterable[Sequence[str]], side: str, words: TableWords) -> bool:
    """Return whether some of the side's columns lie under a fund, and others under another one or under none."""
    known = words.sides[side].columns
    return len({_fund(path) for path in paths if role_of(path) is None and known.find(path[-1])}) > 1


def _fund(path: Sequence[str]) -> str:
    """Return the fund that the column lies under, blank when it is the table's own."""
    return next((word for word in path[:-1] if word in vocabulary().funds), "")


def _column_name(path: Sequence[str], side: str, words: TableWords, *, by_fund: bool = False) -> str | None:
    """Return the canonical column that the words name, None when the kind has none of them.

    by_fund: what lies under one fund is not the table's own column of that name.
    """
    known = words.sides[side].columns
    # Where all columns lie under one fund, it is the table's.
    own_group = len(path) > 1 and (by_fund or path[-2] not in vocabulary().funds)
    if own_group and (name := known.find("/".join(path[-2:]))):
        return name
    if any(word in vocabulary().apart or _is_other_year(word) for word in path[:-1]):
        return None
    # 一般公共预算 › 小计 beside 一般公共预算 › 其中：财政拨款 is the fund's own column (Henan, Hunan).
    if own_group and path[-1] in vocabulary().subtotals and (name := known.find(path[-2])):
        return name
    return None if by_fund and _fund(path) else known.find(path[-1])


def _is_other_year(word: str) -> bool:
    return word.startswith("上年") or (word[:2] == "20" and word[2:4].isdigit())
