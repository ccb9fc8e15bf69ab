"""Two columns of a table printed under each other's header.

In: findings with their relations, the document, and what finds again. Out: causes, and what is left. Columns are told to be
exchanged when at least two relations hold once a figure of the one is put for that of the other, and the document with
the columns put right has nothing that it had not before.
"""

from collections import Counter
from collections.abc import Callable, Iterator

from msgspec import Struct, structs

from gouji.check.evidence import Evidence, Found, make_cause, without
from gouji.check.formula import Relation, Term, add
from gouji.check.view import View, Views
from gouji.check.wording import english_column, say_kind
from gouji.model.disclosure import Disclosure, Row, Table
from gouji.model.place import Bilingual

_FEWEST = 2
_TRIED = 2  # so many pairs are put to the proof, which checks the document once more


class Again(Struct, frozen=True):
    """The document as it is, and what finds all that fails in another."""

    disclosure: Disclosure
    find: Callable[[Disclosure], list[Evidence]]


class Pair(Struct, frozen=True):
    """Two columns of one side of a table."""

    kind: str
    side: str
    first: str
    second: str


def explain_by_exchange(evidence: list[Evidence], views: Views, again: Again | None) -> Found:
    """Return a cause for two columns exchanged, with what it explains, and the evidence that is left."""
    votes = Counter(pair for one in evidence if one.relation is not None for pair in set(_pairs(one.relation, views)))
    for pair, count in votes.most_common(_TRIED) if again is not None else ():
        if count >= _FEWEST and again is not None:
            left = {_said(one) for one in again.find(_put_right(again.disclosure, pair))}
            mine = [one for one in evidence if _said(one) not in left]
            if len(mine) >= count and left <= {_said(one) for one in evidence}:
                return [make_cause(_title(pair), [one.finding for one in mine])], without(evidence, mine)
    return [], evidence


def _said(one: Evidence) -> tuple[str, str]:
    return one.finding.rule, one.finding.message.zh


def _pairs(relation: Relation, views: Views) -> Iterator[Pair]:
    """Yield the columns of which the one's figure makes the relation hold in the place of the other's."""
    if relation.sign != "=":
        return
    left, right = add(relation.left), add(relation.right)
    for sign, side in ((1, relation.left), (-1, relation.right)):
        for term in side:
            found = _cell(term, views)
            for view, row in (found,) if found is not None else ():
                for column, figure in row.figures.items():
                    change = sign * term.factor * ((view.money(figure).fen if figure.money else 0) - term.money.fen)
                    closes = 2 * abs(left.fen - right.fen + change) <= left.slack + right.slack
                    if change and closes and column in view.kind.columns:
                        yield Pair(term.kind, row.side, *sorted((term.column, column)))


def _cell(term: Term, views: Views) -> tuple[View, Row] | None:
    rows = ((view, row) for view in views.get(term.kind, ()) for row in view.table.rows)
    return next(((view, row) for view, row in rows if row.figures.get(term.column) is term.figure), None)


def _put_right(disclosure: Disclosure, pair: Pair) -> Disclosure:
    tables = (_exchange(table, pair) if table.kind == pair.kind else table for table in disclosure.tables)
    return structs.replace(disclosure, tables=tuple(tables))


def _exchange(table: Table, pair: Pair) -> Table:
    rows = (_exchange_row(row, pair) if row.side == pair.side else row for row in table.rows)
    return structs.replace(table, rows=tuple(rows))


def _exchange_row(row: Row, pair: Pair) -> Row:
    first, second = row.figures.get(pair.first), row.figures.get(pair.second)
    if first is None or second is None:
        return row
    return structs.replace(row, figures=row.figures | {pair.first: second, pair.second: first})


def _title(pair: Pair) -> Bilingual:
    first, second = english_column(pair.kind, pair.first), english_column(pair.kind, pair.second)
    return Bilingual(
        f"{pair.kind}“{pair.first}”栏与“{pair.second}”栏的数多半互相印错：对调，就都相符",
        f"{say_kind(pair.kind).en}: the columns “{first}” and “{second}” are most likely exchanged; put right, all of this holds",
    )
