"""The indicator rows of a form: printed rows in, level, name and value of each half out.

A form prints its indicators once (年度) or twice side by side (实施期 | 年度). Extracted text moves cells: rows are
shifted, level names are printed twice or in one half only. A row of a form with two like halves
is therefore split where both halves say the same, its columns being one sign among others; any other row is read by its
columns.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache

from msgspec import Struct

from gouji.layouts.form_labels import HORIZONS, Role, find_level, find_role, load_form_labels
from gouji.model.disclosure import Horizon
from gouji.read.quantities import parse_quantity

Cells = Sequence[tuple[int, str]]  # (grid column, text) of the cells that are not empty


class HalfHeader(Struct, frozen=True):
    """The columns of one half. columns: role → grid column; titles: role → heading as printed."""

    horizon: Horizon | None
    columns: dict[str, int]
    titles: dict[str, str]


class Header(Struct, frozen=True):
    """The heading row of the indicators. mirrored: two halves of level, name and value alone."""

    halves: tuple[HalfHeader, ...]
    mirrored: bool


class Half(Struct, frozen=True, gc=False):
    """What one half of a row prints, "" where nothing is. level2 is canonical when known.

    last: grid column of the last cell, -1 without cells. regular: every cell stands under its heading. weight: as printed.
    """

    level2: str = ""
    name: str = ""
    value: str = ""
    last: int = -1
    regular: bool = True
    weight: str = ""


_EMPTY = Half()
_PLAIN = {"level1", "level2", "name", "value"}


# --- the heading row ----------------------------------------------------------------------------------------------


def read_header(cells: Cells) -> Header | None:
    """Return the columns the heading row declares, None when the row is none."""
    if len(cells) < 2:
        return None
    found = [(column, text, told) for column, text in cells if (told := find_role(text)) is not None]
    names = {role for _, _, (role, _) in found}
    instead: Role = "other" if "value" in names else "value"
    found = [(column, text, (instead, horizon) if role == "standard" else (role, horizon)) for column, text, (role, horizon) in found]
    names = {role for _, _, (role, _) in found}
    if not (names & {"name", "value"} and names & {"level1", "level2", "name"} and len(found) > 1):
        return None
    halves: list[dict[str, tuple[int, str, Horizon | None]]] = [{}]
    twice = {role for role, count in Counter(role for _, _, (role, _) in found).items() if count > 1 and role != "other"}
    for column, text, (role, horizon) in found:
        again = role in halves[-1] and role != "other"
        # A heading printed twice begins the second half only when the first has what makes it one.
        if again and _are_halves(twice) and len(halves) < 2 and halves[-1].keys() & {"name", "value"}:
            halves.append({})
        halves[-1].setdefault("other" if again and not _are_halves(twice) else role, (column, text, horizon))
    if len(halves) == 1 and "value" in halves[0]:
        # What stands behind the target under a heading that nobody knows is no part of it (指标属性, in Yunnan).
        known = {column for column, _, _ in found}
        beyond = [(column, text) for column, text in cells if column not in known and column > halves[0]["value"][0]]
        for column, text in beyond[:1]:
            halves[0].setdefault("other", (column, text, None))
            halves[0]["other"] = min(halves[0]["other"], (column, text, None), key=lambda one: one[0])
    return _make_header(halves)


def _are_halves(twice: Collection[str]) -> bool:
    """Return whether the headings printed twice are those of two halves: 三级指标 and behind it 指标内容 alone are not."""
    return len(twice) > 1 or "value" in twice


def _make_header(halves: list[dict[str, tuple[int, str, Horizon | None]]]) -> Header:
    made = []
    for number, half in enumerate(halves):
        told = next((horizon for _, _, horizon in half.values() if horizon), None)
        made.append(
            HalfHeader(
                told or (HORIZONS[number] if len(halves) == 2 else None),
                {role: column for role, (column, _, _) in half.items()},
                {role: text for role, (_, text, _) in half.items()},
            )
        )
    mirrored = len(made) == 2 and all("name" in half.columns and half.columns.keys() <= _PLAIN for half in made)
    return Header(tuple(made), mirrored)


# --- one row ------------------------------------------------------------------------------------------------------


def read_row(cells: Cells, header: Header) -> tuple[str, tuple[Half, ...], bool] | None:
    """Return the level-1 name printed in the row, its halves, and whether it is off the regular grid.

    None: the row cannot be split.
    """
    first = header.halves[0].columns
    level1, rest = _take_level1(cells, first)
    halves = _read_mirrored(rest, header) if header.mirrored else _read_by_columns(rest, header)
    if halves is None:
        return None
    shifted = not all(half.regular for half in halves)
    return level1, halves, shifted or bool(level1 and cells[0][0] != first.get("level1", cells[0][0]))


def _take_level1(cells: Cells, columns: dict[str, int]) -> tuple[str, Cells]:
    """Return the level-1 name the row begins with ("" without one) and the other cells.

    A name of both levels (成本指标) is level 1 only when a level-2 name under it stands beside it in the first half.
    """
    level = find_level(cells[0][1])
    if level is None or not level.level1:
        return "", cells
    if not level.level2:
        return level.level1, cells[1:]
    if len(cells) > 1 and cells[0][0] <= columns.get("level1", -1) and cells[1][0] <= columns.get("level2", -1):
        beside = find_level(cells[1][1])
        if beside and load_form_labels().allows(level.level1, beside.level2):
            return level.level1, cells[1:]
    return "", cells


# What the cells of one half can be, by kind: 1 a level-1 name, 2 a level-2 name, x any other text. Roles: L level 2,
# U an unknown level-2 name, N name, V value, - stray. The number says how unlikely the reading is.
_READINGS: dict[str, tuple[tuple[str, float], ...]] = {
    "": (("", 0),),
    "2": (("L", 0),),
    "x": (("N", 3), ("V", 3)),
    "xx": (("NV", 0),),
    "2x": (("LN", 2), ("LV", 3)),
    "22": (("-L", 3), ("LN", 4)),
    "x2": (("NV", 4),),
    "2xx": (("LNV", 0),),
    "22x": (("LNV", 0),),
    "2x2": (("LNV", 3),),
    "222": (("LNV", 3),),
    "xxx": (("UNV", 4), ("NV-", 5)),
    "22xx": (("-LNV", 3),),
    "222x": (("-LNV", 4),),
    "x2xx": (("-LNV", 4),),
    "2xxx": (("LNV-", 4),),
    "12": (("-L", 0),),
    "12xx": (("-LNV", 0),),
    "122x": (("-LNV", 0),),
    "1xx": (("-NV", 1),),
}
_REGULAR = {"2": "L", "xx": "NV", "2xx": "LNV", "22x": "LNV"}
_ROLE = {"L": "level2", "U": "level2", "N": "name", "V": "value"}


def _read_mirrored(cells: Cells, header: Header) -> tuple[Half, ...] | None:
    kinds = "".join([_kind(text) for _, text in cells])
    middle = len(cells) // 2
    left, right = header.halves
    roles = _REGULAR.get(kinds[:middle]) if kinds[:middle] == kinds[middle:] else None
    if roles:
        halves = _make_half(cells[:middle], roles, left), _make_half(cells[middle:], roles, right)
        if names_agree(halves[0].name, halves[1].name) and halves[0].level2 == halves[1].level2:
            return halves
    return min(_splits(cells, kinds, left, right), key=lambda split: split[0], default=(0, None))[1]


@lru_cache(maxsize=4096)
def _kind(text: str) -> str:
    level = find_level(text)
    if level is None:
        return "x"
    return "2" if level.level2 else "1"


def _splits(
    cells: Cells, kinds: str, left: HalfHeader, right: HalfHeader
) -> Iterator[tuple[float, tuple[Half, Half]]]:
    """Yield every way to split the row into halves, with how unlikely it is."""
    for middle in range(len(cells) + 1):
        for left_roles, left_cost in _READINGS.get(kinds[:middle], ()):
            for right_roles, right_cost in _READINGS.get(kinds[middle:], ()):
                a, b = _make_half(cells[:middle], left_roles, left), _make_half(cells[middle:], right_roles, right)
                off = _off(cells[:middle], left_roles, left) + _off(cells[middle:], right_roles, right)
                yield left_cost + right_cost + off + _disagreement(a, b), (a, b)


def _make_half(cells: Cells, roles: str, header: HalfHeader) -> Half:
    level2 = name = value = ""
    regular = True
    columns = header.columns
    for (column, text), role in zip(cells, roles, strict=True):
        if role == "N":
            name, place = text, columns.get("name", column)
        elif role == "V":
            value, place = text, columns.get("value", column)
        elif role == "-":
            place = -1
        else:
            level2, place = _level2(text) if role == "L" else text, columns.get("level2", column)
        if column != place:
            regular = False
    return Half(level2, name, value, cells[-1][0], regular) if cells else _EMPTY


@lru_cache(maxsize=1024)
def _level2(text: str) -> str:
    level = find_level(text)
    return level.level2 if level else text


def _off(cells: Cells, roles: str, header: HalfHeader) -> float:
    """Return how far the cells stand from their headings, and how little they look like what they are read as."""
    away = 0
    for (column, text), role in zip(cells, roles, strict=True):
        if role != "-":
            away += min(abs(column - header.columns.get(_ROLE[role], column)), 3)
        if role == "N" and _looks_like_value(text):
            away += 12
        elif role == "V" and not _looks_like_value(text):
            away += 2
    return away / 4


@lru_cache(maxsize=1024)
def _looks_like_value(text: str) -> bool:
    return text in load_form_labels().words.damage.graded or parse_quantity(text) is not None


def _disagreement(left: Half, right: Half) -> float:
    cost = 0.0
    if bool(left.name or left.value) != bool(right.name or right.value):
        cost += 3
    if bool(left.level2) != bool(right.level2):
        cost += 1
    elif left.level2 != right.level2:
        cost += 2
    if left.name and right.name:
        cost += -4 if names_agree(left.name, right.name) else 1
    if left.value and right.value and names_agree(left.value, right.value):
        cost -= 2
    return cost


def names_agree(one: str, other: str) -> bool:
    """Return whether the texts are equal or one is the beginning of the other."""
    return one == other or (bool(one and other) and (one.startswith(other) or other.startswith(one)))


def _read_by_columns(cells: Cells, header: Header) -> tuple[Half, ...] | None:
    """Return the halves of a row whose cells stand under their headings; a half without a name takes the first's."""
    starts = [min(half.columns.values()) for half in header.halves]
    halves: list[Half] = []
    for number, half in enumerate(header.halves):
        end = starts[number + 1] if number + 1 < len(starts) else None
        own = [cell for cell in cells if (number == 0 or cell[0] >= starts[number]) and (end is None or cell[0] < end)]
        made = _by_columns(own, half)
        if made is None:
            return None
        if number and "name" not in half.columns and (made.value or halves[0].name):
            made = Half(made.level2 or halves[0].level2, made.name or halves[0].name, made.value, made.last, made.regular)
        halves.append(made)
    return tuple(halves) if any(half.last >= 0 for half in halves) else None


def _by_columns(cells: Cells, header: HalfHeader) -> Half | None:
    """Return the half read by its columns, or in order when two cells stand under one heading.

    A known level-2 name in front is one wherever it stands. None: the cells fit neither the columns nor an order.
    """
    if not cells:
        return _EMPTY
    level2, rest = "", cells
    level = find_level(cells[0][1])
    if level and level.level2 and (len(cells) == 1 or cells[0][0] < header.columns.get("name", cells[0][0] + 1)):
        level2, rest = level.level2, cells[1:]
    found: dict[str, str] = {}
    for column, text in rest:
        role = _nearest(column, header.columns)
        if role in found and role != "other":
            return _in_order(cells, header)
        found[role] = text
    value = found.get("value", "")
    if value[:1].isdigit():
        value = _operator(found.get("operator", "")) + value + found.get("unit", "")
    return Half(level2 or found.get("level2", ""), found.get("name", ""), value, cells[-1][0], weight=found.get("weight", ""))


def _in_order(cells: Cells, header: HalfHeader) -> Half | None:
    """Return the half of a row that is off its columns, if nothing but level, name and value can stand there."""
    roles = _REGULAR.get("".join([_kind(text) for _, text in cells])) if header.columns.keys() <= _PLAIN else None
    return _make_half(cells, roles, header) if roles else None


@lru_cache(maxsize=256)
def _operator(text: str) -> str:
    """Return the sign of comparison; a word such as 定性 or 正向 is none."""
    return text if text and not any("\u4e00" <= letter <= "\u9fff" for letter in text) else ""


def _nearest(column: int, columns: dict[str, int]) -> str:
    """Return the role of the last heading that begins at or before the column."""
    before = [(start, role) for role, start in columns.items() if start <= column]
    return max(before)[1] if before else "other"
