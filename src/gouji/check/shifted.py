"""A row whose amounts are printed one column out of place.

In: findings with their relations, and the tables. Out: causes, and what is left. A row is told to be shifted when the
head that fails adds up in every column once its amounts, or those of one row below it, are moved back by a column.
"""

from collections.abc import Iterator, Sequence

from msgspec import Struct

from gouji.check.evidence import Evidence, Found, make_cause, without
from gouji.check.formula import Relation, add
from gouji.check.graph import head_of
from gouji.check.view import View, Views, row_name
from gouji.check.wording import say_kind
from gouji.model.disclosure import Figure, Row
from gouji.model.money import Money, agree, total
from gouji.model.place import Bilingual

_TOTAL = "合计"  # a row without its total is no row moved back


class Shift(Struct, frozen=True):
    """A row out of place. head: the row that then adds up. right: whether the amounts stand too far to the right.

    moved: column → the figure that belongs there. above: the rows that add up the row, directly or not.
    """

    view: View
    head: Row
    row: Row
    right: bool
    moved: dict[str, Figure]
    above: tuple[Row, ...]


def explain_by_shifts(evidence: list[Evidence], views: Views) -> Found:
    """Return a cause for each row out of place, with what it explains, and the evidence that is left."""
    causes, rest = [], evidence
    heads = dict.fromkeys(head for one in evidence if one.relation is not None and (head := head_of(one.relation)) is not None)
    for kind, name in heads:
        shift = next((found for view in views.get(kind, ()) for found in _shifts(view, name)), None)
        mine = [one for one in rest if _is_about(one, shift)] if shift is not None else []
        if shift is not None and any(one.relation is not None for one in mine):
            causes.append(make_cause(_title(kind, shift), [one.finding for one in mine]))
            rest = without(rest, mine)
    return causes, rest


def _shifts(view: View, name: str) -> Iterator[Shift]:
    for head in view.table.rows:
        if row_name(head) != name or len(head.figures) < 2 or not (below := view.below(head)):
            continue
        for row in (head, *below):
            for right in (True, False):
                moved = _moved(row, right=right)
                if moved is not None and _adds_up(view, head, below, row, moved):
                    yield Shift(view, head, row, right, moved, tuple(_above(view, row)))


def _above(view: View, row: Row) -> Iterator[Row]:
    for other in view.table.rows:
        if any(below is row for below in view.below(other)):
            yield other
            yield from _above(view, other)


def _moved(row: Row, *, right: bool) -> dict[str, Figure] | None:
    """Return the row's figures moved back by a column; None when an amount would fall off, or nothing changes."""
    columns = list(row.figures)
    lost = row.figures[columns[0] if right else columns[-1]]
    if lost.money is not None or all(figure.money is None for figure in row.figures.values()):
        return None
    targets = (*columns[1:], columns[0]) if right else (columns[-1], *columns[:-1])
    moved = dict(zip(columns, (row.figures[column] for column in targets), strict=True))
    return moved if _TOTAL not in moved or moved[_TOTAL].money is not None else None


def _adds_up(view: View, head: Row, below: Sequence[Row], row: Row, moved: dict[str, Figure]) -> bool:
    """Return whether the head is the sum of the rows below it in every column, one of the rows printed otherwise."""
    for column in head.figures:
        cells = [_money(view, (moved if one is row else one.figures).get(column)) for one in below]
        whole = _money(view, (moved if head is row else head.figures).get(column))
        if not agree(whole, total(cells)):
            return False
    return True


def _money(view: View, figure: Figure | None) -> Money:
    return view.money(figure) if figure is not None and figure.money is not None else Money(0)


def _is_about(one: Evidence, shift: Shift) -> bool:
    """Return whether the finding concerns the shifted row, or what is blank or does not add up above it."""
    relation, rows = one.relation, (shift.row, shift.head, *shift.above)
    if relation is None:
        places = {figure.place for row in rows for figure in row.figures.values() if figure.place.row}
        return not places.isdisjoint(one.finding.places)
    figures = {id(figure) for row in (shift.row, shift.head) for figure in row.figures.values()}
    named = relation.row == row_name(shift.row) and shift.view.kind.name in relation.kinds
    return named or _closes(relation, shift) or any(id(term.figure) in figures for term in (*relation.left, *relation.right))


def _closes(relation: Relation, shift: Shift) -> bool:
    """Return whether a sum over rows of the table holds once the row is moved back."""
    left, right = add(relation.left), add(relation.right)
    fen = left.fen - right.fen
    for kind, column, sign in relation.sums:
        if kind == shift.view.kind.name and column in shift.moved:
            fen += sign * (_money(shift.view, shift.moved[column]).fen - _money(shift.view, shift.row.figures[column]).fen)
    return relation.sign == "=" and bool(relation.sums) and 2 * abs(fen) <= left.slack + right.slack


def _title(kind: str, shift: Shift) -> Bilingual:
    name, side = row_name(shift.row), ("右", "right") if shift.right else ("左", "left")
    return Bilingual(
        f"{kind}“{name}”行的数整行偏{side[0]}一列：移回去，“{row_name(shift.head)}”行各列就都与其下各行之和相符",
        f"{say_kind(kind).en}: the amounts of the row “{name}” are printed one column too far to the {side[1]};"
        f" moved back, the row “{row_name(shift.head)}” adds up in every column",
    )
