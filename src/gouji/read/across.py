"""Tables of fixed items that are printed lying: the items are the columns, and one line holds the amounts.

Shanghai and Jiangsu print the travel, reception and vehicle expenses so; Shaanxi with a line for the budget and one for
the outturn. Lines in, a row per item out, and a row per item of each unit where units have lines of their own.
"""

import re
from collections.abc import Iterator, Sequence

from msgspec import structs

from gouji.layouts.headings import vocabulary
from gouji.layouts.words import plain, plain_label
from gouji.model.disclosure import Figure, Row
from gouji.model.money import read_money
from gouji.read.columns import SideColumns
from gouji.read.headers import Header, header_word
from gouji.read.row_names import find_unit
from gouji.read.table_body import Body, PrintedRow

# Two words of a header may be rows of the kind by chance (合计 is nearly always one); three are not.
_FEWEST_ITEMS = 3
_ONLY = "合计"
_LAST_BUDGET, _LAST_OUTTURN = "上年预算数", "上年执行数"
_YEAR = re.compile(r"^20\d\d年?度?")


def lies_across(header: Header, sides: Sequence[SideColumns], body: Body) -> bool:
    """Return whether the table prints the kind's items as columns."""
    # Of a kind with sides only one may be printed, or left by a torn page.
    if body.words.kind.by != "item" or "" not in body.words.sides or len(sides) > 1:
        return False
    return len({key for key, _, _ in _items(header, body)}) >= _FEWEST_ITEMS


def read_across(lines: Sequence[PrintedRow], header: Header, side: SideColumns, body: Body) -> list[Row]:
    """Return a row per item, its amounts under the kind's columns; under 合计 where the item alone names the column.

    A line that begins with the name of a column of the kind (决算数) holds that column. No rows when more than one
    line has amounts, and they name no columns, and none is a total. The other lines that name a unit are the unit's rows.
    """
    if named := _by_column(lines, body):
        return _rows([(line, column) for column, line in named.items()], header, body)
    total = [line for line in lines if any(plain_label(cell) == "合计" for cell in line.cells)]
    chosen = list(lines) if len(lines) == 1 else total or _of_budget_year(lines, body.year)
    rows = _rows([(chosen[0], "")], header, body) if len(chosen) == 1 else []
    units = [(line, unit) for line in lines if line not in chosen[:1] and (unit := find_unit(line.cells, side))]
    return rows + [row for line, unit in units for row in _of_unit(unit, _rows([(line, "")], header, body))]


def _by_column(lines: Sequence[PrintedRow], body: Body) -> dict[str, PrintedRow]:
    """Return column → the line that begins with its name, empty unless each line names another one."""
    columns = body.words.sides[""].columns
    found = [(columns.find(plain_label(line.cells[0])), line) for line in lines]
    named = {name: line for name, line in found if name is not None}
    return named if len(named) == len(found) else {}


def _rows(lines: Sequence[tuple[PrintedRow, str]], header: Header, body: Body) -> list[Row]:
    """Return a row per item with the amounts of the lines. lines: each with the column it holds, "" for the header's."""
    rows: dict[str, Row] = {}
    for key, column, index in _items(header, body):
        for line, named in lines:
            figure = _figure(line, index, header, body)
            row = rows.get(key) or Row(key, _label(header.paths[index], body), figure.place, name=key)
            rows[key] = structs.replace(row, figures={**row.figures, named or column or _ONLY: figure})
    return list(rows.values())


def _of_unit(unit: str, rows: Sequence[Row]) -> Iterator[Row]:
    """Yield the rows as those of the unit: each is one item of it."""
    for row in rows:
        yield structs.replace(
            row, key=f"{plain(unit)}/{row.key}", label=f"{unit} {row.label}", name=unit, counterpart=row.key, level="单位"
        )


def _of_budget_year(lines: Sequence[PrintedRow], year: int | None) -> list[PrintedRow]:
    """Return the lines of the budget year, which the last line is of when all lines are of different years (Beijing)."""
    years = [_years(line.cells[:1]) for line in lines]
    if any(len(each) != 1 for each in years):
        return []
    latest = str(year) if year else max((each[0] for each in years), default="")
    return [line for line, each in zip(lines, years, strict=True) if each[0] == latest]


def _items(header: Header, body: Body) -> Iterator[tuple[str, str, int]]:
    """Yield (row key, canonical column, index) of each column under an item of the kind, each pair once.

    The column is "" where the item itself is the lowest word; a group of the year before is its column, 上年预算数.
    """
    found: dict[tuple[str, str], tuple[int, bool]] = {}
    latest = max((year for path in header.paths for year in _years(path)), default="")
    for index, path in enumerate(header.paths):
        if not path or not header.named[index]:
            continue
        if _is_earlier(path, latest):
            column, rest = _year_before(path, int(latest) if latest else None, body)
            key, _, under = _item(rest, body) if column and rest else (None, "", False)
        else:
            key, column, under = _item(path, body)
        # 三公经费/小计 is the item more surely than a 合计 that also counts meetings and training (Jiangsu 2018).
        if key and ((key, column) not in found or (under and not found[key, column][1])):
            found[key, column] = (index, under)
    yield from ((key, column, index) for (key, column), (index, _) in found.items())


def _years(path: Sequence[str]) -> list[str]:
    return [found[0][:4] for word in path if (found := _YEAR.search(plain_label(word)))]


def _is_earlier(path: Sequence[str], latest: str) -> bool:
    """Return whether the column belongs to a group of last year's figures."""
    return any(year != latest for year in _years(path)) or any(
        plain(word) in vocabulary().apart for word in path[:-1]
    )


def _year_before(path: Sequence[str], year: int | None, body: Body) -> tuple[str, tuple[str, ...]]:
    """Return the kind's column of the year before that a group names (2023年预算数), and the words below; "" for none."""
    columns = body.words.sides[""].columns
    for depth, word in enumerate(path[:-1]):
        name = columns.find(header_word(word, year))
        if name in (_LAST_BUDGET, _LAST_OUTTURN):
            return name, tuple(path[depth + 1 :])
    return "", ()


def _item(path: Sequence[str], body: Body) -> tuple[str | None, str, bool]:
    """Return (row key, canonical column below it or "", whether the word above tells the item too)."""
    words = body.words.sides[""]
    printed = _printed(path)
    key, under = _find_item(printed, body)
    if key or len(printed) == 1:
        # 预算数 › 公务接待费 beside 决算数 › 公务接待费 (final accounts)
        return key, next((name for word in printed[:-1] if (name := words.columns.find(word))), ""), under
    column = words.columns.find(printed[-1])
    key, under = _find_item(printed[:-1], body) if column else (None, False)
    return key, column or "", under


def _printed(path: Sequence[str]) -> list[str]:
    return [_YEAR.sub("", plain_label(word)) for word in path]


def _find_item(printed: Sequence[str], body: Body) -> tuple[str | None, bool]:
    """Return the row key that the lowest words name, and whether it takes two of them (三公经费 › 小计)."""
    rows = body.words.sides[""].rows
    if len(printed) > 1 and (key := rows.find("/".join(printed[-2:]))):
        return key, True
    return rows.find(printed[-1]), False


def _label(path: Sequence[str], body: Body) -> str:
    """Return the word that names the item: the lowest one, or the one above a column of the kind."""
    key, _ = _find_item(_printed(path), body)
    return path[-1] if key or len(path) == 1 else path[-2]


def _figure(line: PrintedRow, index: int, header: Header, body: Body) -> Figure:
    text = line.cells[index].strip()
    state, money = read_money(text, body.unit or "元")
    if body.unit is None and state == "printed":
        state, money = "unreadable", None
    place = line.place(index, body, "", "/".join(header.paths[index]))
    return Figure(text, state, body.unit or "", money, place)
