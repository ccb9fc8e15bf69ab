"""What stands around a figure, and what last year's figures were: amounts that may have been printed in its place.

In: a disclosure and the views of its tables. Out: for a figure its neighbours' amounts, each with the slip it would be.
"""

from collections.abc import Iterator, Mapping, Sequence

from gouji.check.formula import Term, kind_of, own, owner_of
from gouji.check.slips import Near, Slip
from gouji.check.view import View, Views, row_name
from gouji.check.wording import say_kind
from gouji.model.disclosure import Claim, Disclosure, Row
from gouji.model.money import Money
from gouji.model.place import Bilingual, Place

_TOTAL = "合计"
_OTHER_COLUMN = Slip(Bilingual("与邻列的数相同，疑似错列", "the next column's figure"), 2)
_LAST_YEAR = Slip(Bilingual("印成了上年的数", "last year's figure"), 1)
_SAME_CELL = Slip(_LAST_YEAR.name, 0)  # what last year's document prints in the very cell is hardly there by chance
_MORE, _LESS = ("增", "升"), ("减", "降")


def _other_row(row: Row) -> Slip:
    name = row_name(row)
    return Slip(Bilingual(f"与邻行“{name}”的数相同，疑似错行", f"the figure of the row “{name}” beside it"), 1)


def _printed_in(kind: str) -> Slip:
    told = say_kind(kind)
    return Slip(Bilingual(f"{told.zh}同一行印作此数", f"as {told.en} prints it"), 0)


class Surroundings:
    """The surroundings of the figures of the disclosures, looked up when first asked for. views: of their tables.

    before: what a document among several is called → what that of the year before is.
    """

    def __init__(self, disclosures: Sequence[Disclosure], views: Views, before: Mapping[str, str] | None = None) -> None:
        self._disclosures, self.views, self._before = disclosures, views, before or {}
        self._stale: tuple[Near, ...] | None = None

    @property
    def doubtful(self) -> frozenset[Place]:
        """Return the places of texts that were repaired."""
        return frozenset(damage.place for disclosure in self._disclosures for damage in disclosure.damages)

    def near(self, term: Term) -> tuple[Near, ...]:
        """Return what may have been printed in the place of the figure."""
        return (*self._neighbours(term), *self._same_cell_before(term), *self._last_year())

    def row_of(self, kind: str, amounts: Mapping[str, int]) -> str:
        """Return the name of the last row of the table with these amounts (column → 分), "" when there is none."""
        names = [
            row_name(row)
            for view in self.views.get(kind, ())
            for row in view.table.rows
            if amounts and all(_fen(row, column) == fen for column, fen in amounts.items())
        ]
        return names[-1] if names else ""

    def elsewhere(self, term: Term) -> dict[int, Slip]:
        """Return the amounts (分) that other tables print in the row of the same name, and what that says of the figure."""
        rows = [row for view in self.views.get(term.kind, ()) for row in view.table.rows]
        mine = next((row for row in rows if row.figures.get(term.column) is term.figure), None)
        if mine is None or mine.level == _TOTAL or sum(row.key == mine.key and row.side == mine.side for row in rows) > 1:
            return {}
        return {
            fen: _printed_in(kind)
            for kind, views in self.views.items()
            if kind != term.kind and owner_of(kind) == owner_of(term.kind)
            for row in (row for view in views for row in view.by_key.get((mine.side, mine.key), ()))
            for column in row.figures
            if (fen := _fen(row, column))
        }

    def _neighbours(self, term: Term) -> tuple[Near, ...]:
        for view in self.views.get(term.kind, ()):
            for at, row in enumerate(view.table.rows):
                if row.figures.get(term.column) is term.figure:
                    return tuple(_beside(view, at, term.column))
        return ()

    def _same_cell_before(self, term: Term) -> Iterator[Near]:
        """Yield what last year's document prints in the figure's cell."""
        owner = self._before.get(owner_of(term.kind))
        for view in self.views.get(own(owner, kind_of(term.kind)), ()) if owner else ():
            for row in view.table.rows:
                if view.name_of(row) == term.row and (fen := _fen(row, term.column)):
                    yield Near(Money(fen), _SAME_CELL)

    def _last_year(self) -> tuple[Near, ...]:
        if self._stale is None:
            claims = (claim for one in self._disclosures for section in one.sections for claim in section.claims)
            told = ((last_year(claim), claim.amount) for claim in claims)
            self._stale = tuple(
                Near(before, _LAST_YEAR, amount.money) for before, amount in told if before is not None and before.fen > 0 and amount
            )
        return self._stale


def last_year(claim: Claim) -> Money | None:
    """Return what the claim's amount was the year before, told by how much it has changed; None when it is not told."""
    if claim.amount is None or claim.change is None or claim.amount.money is None or claim.change.money is None:
        return None
    if any(word in claim.direction for word in _MORE):
        return claim.amount.money - claim.change.money
    return claim.amount.money + claim.change.money if any(word in claim.direction for word in _LESS) else None


def _beside(view: View, at: int, column: str) -> list[Near]:
    rows = view.table.rows
    found = []
    for other in (at - 1, at + 1):
        if 0 <= other < len(rows) and rows[other].side == rows[at].side and (fen := _fen(rows[other], column)):
            found.append(Near(Money(fen), _other_row(rows[other])))
    columns = list(rows[at].figures)
    place = columns.index(column)
    for name in (*columns[max(0, place - 1) : place], *columns[place + 1 : place + 2]):
        if fen := _fen(rows[at], name):
            found.append(Near(Money(fen), _OTHER_COLUMN))
    return found


def _fen(row: Row, column: str) -> int | None:
    figure = row.figures.get(column)
    return figure.money.fen if figure is not None and figure.money is not None else None
