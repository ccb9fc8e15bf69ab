"""Which rows of a table a cell of a formula means, and what it means that there is none."""

from collections.abc import Iterator

from msgspec import Struct

from gouji.check.formula import LEVELS, Cell
from gouji.check.view import View
from gouji.layouts.classification import economic_item, plain_name
from gouji.model.disclosure import Row
from gouji.model.money import agree, total


class Scope(Struct, frozen=True, gc=False):
    """What the words 行 and 列 stand for in one relation. name: of the row."""

    row: Row | None = None
    name: str = ""
    column: str = ""


class UndecidedError(Exception):
    """A cell that leaves its relation undecided, raised with the reason and what it concerns."""

    @property
    def why(self) -> tuple[str, str]:
        """The reason and what it concerns."""
        reason, what = self.args
        return reason, what


class NothingBelow(Exception):
    """A row of `each` without rows below it, so that there is no relation."""


def find_rows(cell: Cell, view: View, column: str, scope: Scope) -> tuple[Row, ...]:
    """Return the rows that the cell means. Raises UndecidedError where it is not sure which, NothingBelow."""
    name, side = cell.row, view.side_of[column]
    row = scope.row
    if name == "行":
        if row is None:
            return ()
        return (row,) if id(row) in view.index else view.by_key.get((side, row.code or row.key), ())[:1]
    if name == "下级":
        below = view.below(row) if row is not None else ()
        if not below:
            raise NothingBelow
        return below
    if name.endswith("列") and (name == "列" or name.endswith("/列")):
        return view.by_key.get((side, name.removesuffix("列") + scope.column), ())[:1]
    rows = view.selected.get((side, name))
    if rows is None:
        view.selected[side, name] = rows = tuple(row for part in name.split("|") for row in select(view, side, part))
    return rows if cell.several else rows[:1]


def select(view: View, side: str, selector: str) -> tuple[Row, ...]:
    """Return the rows of one side that the selector means."""
    if selector in LEVELS:
        return view.by_level.get((side, selector), ())
    if selector == "末级":
        return tuple(row for row in view.table.rows if row.side == side and row.code and not view.below(row))
    if selector.endswith("*"):
        rows = (row for row in view.table.rows if row.side == side and row.code.startswith(selector[:-1]))
        return tuple(row for row in rows if not view.below(row))
    if view.kind.by == "economic_pair" and selector.isdigit():
        return _economic_rows(view, selector)
    found = view.by_key.get((side, selector), ())
    if not found and selector == "合计":
        return view.by_level.get((side, "合计"), ())
    return found


def _economic_rows(view: View, code: str) -> tuple[Row, ...]:
    """Return the rows of the economic item: by code where codes are printed, else by the name the code stands for."""
    item = economic_item(code)
    if any(row.code for row in view.table.rows):
        rows = tuple(row for row in view.table.rows if row.code == code)
        # Some number the items of their own accord: 30212 is then not travel abroad (a unit of Shanghai, 2024).
        if item is not None and not all(_may_name(row.name, item.name) for row in rows):
            raise UndecidedError("row", f"{view.kind.name} › {code} {item.name}")
        return rows
    if item is None:
        return ()
    name = plain_name(item.name)
    return tuple(row for row in view.table.rows if row.level == item.level and plain_name(row.name) == name)


def _may_name(printed: str, name: str) -> bool:
    """Return whether the printed name can be a way to write the name: a third of its pairs of characters are there."""
    printed, name = sorted((plain_name(printed), plain_name(name)), key=len)
    pairs = {printed[i : i + 2] for i in range(len(printed) - 1)}
    return 3 * sum(pair in name for pair in pairs) >= len(pairs)


def adds_up_without(cell: Cell, view: View, column: str, scope: Scope) -> bool:
    """Return whether the row above the one that is not printed is the sum of those that are.

    Where it is not, the row may have been lost in printing or reading; another rule says that the sum is wrong.
    """
    code = scope.row.code if cell.row == "行" and scope.row is not None else cell.row.partition("|")[0]
    if not code.isdigit():
        return True
    side = view.side_of[column]
    if (side, code) in view.beginnings:
        return False  # rows below it are printed, so it is the row that is missing, not its amount
    above = next((rows[0] for shorter in _longer_first(code) if (rows := select(view, side, shorter))), None)
    head = above or _head(view, side)
    if head is None:
        return False
    known = view.adds_up.get((id(head), column))
    if known is None:
        parts = view.below(head) if above is not None or head.key == "合计" else view.by_level.get((side, "类"), ())
        view.adds_up[id(head), column] = known = _adds_up(view, head, parts, column)
    return known


def _adds_up(view: View, head: Row, parts: tuple[Row, ...], column: str) -> bool:
    figure = head.figures.get(column)
    if figure is None or figure.state == "unreadable" or not parts:
        return False
    cells = [view.money(part) for row in parts if (part := row.figures.get(column)) and part.state == "printed"]
    return agree(view.money(figure), total(cells))


def _longer_first(code: str) -> Iterator[str]:
    return (code[:length] for length in range(len(code) - 1, 2, -1))


def _head(view: View, side: str) -> Row | None:
    """Return the row that adds up the whole side."""
    rows = [row for key in ("合计", "本年支出合计") for row in view.by_key.get((side, key), ())]
    return rows[0] if rows else None


def bound_name(cell: Cell, scope: Scope) -> str:
    if cell.row in ("行", "下级") and scope.row is not None:
        return scope.name
    return cell.row.removesuffix("列") + scope.column if cell.row.endswith("列") else cell.row
