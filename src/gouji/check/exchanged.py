"""Two columns of a table printed under each other's header.

In: findings with their relations, the document, and what finds again. Out: causes, and what is left. Columns are told to be
exchanged when at least two relations hold once a figure of the one is put for that of the other, and in the document
with the columns put right no relation fails that held before.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from msgspec import Struct, structs

from gouji.check.evidence import Evidence, Found, make_cause, without
from gouji.check.formula import Relation, add
from gouji.check.view import View, Views
from gouji.check.wording import english_column, say_kind
from gouji.model.disclosure import Disclosure, Row, Table
from gouji.model.place import Bilingual

_FEWEST = 2
_OUTWEIGHS = 4  # so many findings must be explained for each that comes to light
_TRIED = 3  # so many pairs are put to the proof, which checks the document once more


class Again(Struct, frozen=True):
    """The document as it is, and what finds all that fails in another."""

    disclosure: Disclosure
    find: Callable[[Disclosure], list[Evidence]]


class Pair(Struct, frozen=True):
    """Two columns of one side of a table, in printed order."""

    kind: str
    side: str
    first: str
    second: str


class _Cells:
    """The rows of the tables that relations are about: of a figure, and by name."""

    def __init__(self, relations: Sequence[Relation], views: Views) -> None:
        self.of: dict[int, tuple[View, Row]] = {}
        self.named: dict[tuple[str, str], tuple[View, Row]] = {}
        for kind in {kind for relation in relations for kind in relation.kinds}:
            for view in views.get(kind, ()):
                for row in view.table.rows:
                    self.named[kind, view.name_of(row)] = here = view, row
                    for figure in row.figures.values():
                        self.of[id(figure)] = here


def explain_by_exchange(evidence: list[Evidence], views: Views, again: Again | None) -> Found:
    """Return a cause for two columns exchanged, with what it explains, and the evidence that is left."""
    relations = [one.relation for one in evidence if one.relation is not None and one.relation.sign == "="]
    if again is None or len(relations) < _FEWEST:
        return [], evidence
    cells = _Cells(relations, views)
    votes = Counter(pair for relation in relations for pair in set(_pairs(relation, cells)))
    likely = sorted((pair for pair in votes if votes[pair] >= _FEWEST), key=lambda pair: (-votes[pair], _distance(pair, views)))
    tried = [(pair, _explained(pair, votes[pair], evidence, again)) for pair in likely[:_TRIED]]
    pair, mine = max(tried, key=lambda one: len(one[1]), default=(None, []))
    if pair is None or not mine:
        return [], evidence
    return [make_cause(_title(pair), [one.finding for one in mine])], without(evidence, mine)


def _explained(pair: Pair, votes: int, evidence: list[Evidence], again: Again) -> list[Evidence]:
    """Return what fails no longer once the columns are put right; nothing when a relation fails that held, or little is won.

    What a function finds besides may have been there all along, hidden by the columns.
    """
    found = again.find(_put_right(again.disclosure, pair))
    left, known = {_said(one) for one in found}, {_said(one) for one in evidence}
    new = [one for one in found if _said(one) not in known]
    mine = [one for one in evidence if _said(one) not in left]
    refused = any(one.relation is not None for one in new) or len(mine) < max(votes, _OUTWEIGHS * len(new))
    return [] if refused else mine


def _distance(pair: Pair, views: Views) -> int:
    """Return how far apart the columns are printed; those beside each other are exchanged most easily.

    Of several tables of the kind (Hunan prints two of 支出分类汇总表) one with both columns counts.
    """
    printed = (list(row.figures) for view in views[pair.kind] for row in view.table.rows)
    columns = next((each for each in printed if {pair.first, pair.second} <= set(each)), [pair.first, pair.second])
    return abs(columns.index(pair.first) - columns.index(pair.second))


def _said(one: Evidence) -> tuple[str, str]:
    return one.finding.rule, one.finding.message.zh


def _pairs(relation: Relation, cells: _Cells) -> Iterator[Pair]:
    """Yield the columns of which the one's figure makes the relation hold in the place of the other's."""
    left, right = add(relation.left), add(relation.right)
    off, slack = left.fen - right.fen, left.slack + right.slack
    terms = (*((1, term) for term in relation.left), *((-1, term) for term in relation.right))
    for sign, term in terms:
        for view, row in (cells.of[id(term.figure)],) if id(term.figure) in cells.of else ():
            for name, fen in _amounts(view, row).items():
                change = sign * term.factor * (fen - term.money.fen)
                if change and 2 * abs(off + change) <= slack:
                    yield _pair(term.kind, row, term.column, name)
    own = {id(term.figure) for _, term in terms}
    rows = [cells.of[figure] for figure in own if figure in cells.of]
    rows += [cells.named[kind, relation.row] for kind in relation.kinds if (kind, relation.row) in cells.named]
    for view, row in rows:
        yield from _for_blank(view, row, own, off, slack)


def _for_blank(view: View, row: Row, own: set[int], off: int, slack: int) -> Iterator[Pair]:
    """Yield a blank column and another whose figure is what the relation lacks: a blank cell itself is in no relation."""
    amounts = _amounts(view, row)
    blank = [name for name in amounts if row.figures[name].money is None]
    spare = [name for name, fen in amounts.items() if fen and id(row.figures[name]) not in own]
    for first, second in ((first, second) for first in blank for second in spare):
        if min(abs(2 * (off + amounts[second])), abs(2 * (off - amounts[second]))) <= slack:
            yield _pair(view.kind.name, row, first, second)


def _amounts(view: View, row: Row) -> dict[str, int]:
    """Return the amounts of the row in the columns of the kind, 0 for a blank."""
    columns = view.kind.columns
    return {name: view.money(figure).fen if figure.money else 0 for name, figure in row.figures.items() if name in columns}


def _pair(kind: str, row: Row, *columns: str) -> Pair:
    first, second = sorted(columns, key=list(row.figures).index)
    return Pair(kind, row.side, first, second)


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
