"""Tables of fixed items that are printed lying: the items are the columns, and one line holds the amounts.

Shanghai and Jiangsu print the travel, reception and vehicle expenses so. Lines in, a row per item out.
"""

import re
from collections.abc import Iterator, Sequence

from gouji.layouts.words import plain_label
from gouji.model.disclosure import Figure, Row
from gouji.model.money import read_money
from gouji.read.columns import SideColumns
from gouji.read.headers import Header
from gouji.read.rows import Body, PrintedRow

# Two words of a header may be rows of the kind by chance (合计 is nearly always one); three are not.
_FEWEST_ITEMS = 3
_YEAR = re.compile(r"^20\d\d年?度?")


def lies_across(header: Header, sides: Sequence[SideColumns], body: Body) -> bool:
    """Return whether the table prints the kind's items as columns."""
    if body.words.kind.by != "item" or len(sides) > 1:
        return False
    return len(dict(_items(header, body))) >= _FEWEST_ITEMS


def read_across(lines: Sequence[PrintedRow], header: Header, body: Body) -> list[Row]:
    """Return a row per item, its amount under 合计; no rows when more than one line has amounts and none is a total."""
    full = [line for line in lines if len(line.cells) == header.width]
    total = [line for line in full if any(plain_label(cell) == "合计" for cell in line.cells)]
    chosen = full if len(full) == 1 else total
    if len(chosen) != 1:
        return []
    return [_row(chosen[0], key, index, header, body) for key, index in _items(header, body)]


def _items(header: Header, body: Body) -> Iterator[tuple[str, int]]:
    """Yield (row key, column) of each column that names an item of the kind, each item once."""
    rows = body.words.sides[""].rows
    found: dict[str, tuple[int, bool]] = {}
    for index, path in enumerate(header.paths):
        if not path or not header.named[index]:
            continue
        words = [_YEAR.sub("", plain_label(word)) for word in path]
        under = rows.find("/".join(words[-2:])) if len(words) > 1 else None
        key = under or rows.find(words[-1])
        # 三公经费/小计 is the item more surely than a 合计 that also counts meetings and training (Jiangsu 2018).
        if key and (key not in found or (under and not found[key][1])):
            found[key] = (index, under is not None)
    yield from ((key, index) for key, (index, _) in found.items())


def _row(line: PrintedRow, key: str, index: int, header: Header, body: Body) -> Row:
    text = line.cells[index].strip()
    state, money = read_money(text, body.unit or "元")
    if body.unit is None and state == "printed":
        state, money = "unreadable", None
    printed = "/".join(header.paths[index])
    place = line.place(index, body, "", printed)
    figure = Figure(text, state, body.unit or "", money, place)
    return Row(key, header.paths[index][-1], place, name=key, figures={"合计": figure})
