"""The relations that a formula asserts of a disclosure's tables.

In: a compiled `Formula` and the tables' views. Out: a `Relation` for each row and column it is repeated for, those that
cannot be decided too, with the reason. See formula.py for what a formula means.
"""

from collections import Counter
from collections.abc import Iterator

from msgspec import Struct, structs

from gouji.check.formula import Cell, Formula, Relation, Sides, Term, add, can_stand
from gouji.check.selection import (
    NothingBelow,
    Scope,
    UndecidedError,
    adds_up_without,
    bound_name,
    find_rows,
    select,
)
from gouji.check.view import View, Views, row_name
from gouji.model.disclosure import Row

# A table without data is zero this year; of the year before it says nothing.
_OF_LAST_YEAR = frozenset({"上年预算数", "上年执行数", "增减额"})


def relations(formula: Formula, views: Views) -> list[Relation]:
    """Return the formula's relations in the tables, those that cannot be decided too, but not those that say nothing.

    Where no alternative holds, the one that most others hold by is taken: a table keeps to one way of adding up.
    """
    found: list[Relation] = []
    for view in [view for kind in formula.tables for view in views.get(kind, ())] if formula.tables else [None]:
        strange = _strangers(formula, view) if view is not None and formula.complete else None
        if strange is not None:
            found.append(Relation("=", why=strange))
        elif view is None or not view.empty:
            found += _in_table(formula, view, views)
    return found if len(formula.any_of) == 1 else _as_usual(found)


def _as_usual(found: list[Relation]) -> list[Relation]:
    held = Counter(relation.form for relation in found if relation.why is None and relation.holds)
    usual = max(held, key=lambda form: held[form], default=0)
    return [next((other for other in relation.others if other.form == usual), relation) for relation in found]


def _in_table(formula: Formula, view: View | None, views: Views) -> list[Relation]:
    alternatives = [_bind(sides, view, views) for sides in formula.any_of]
    scopes = _scopes(formula, view, views)
    if len(alternatives) == 1:
        told = [_relation(alternatives[0], scope) for scope in scopes]
    else:
        told = [_instance(alternatives, scope) for scope in scopes]
    return [relation for relation in told if relation is not None]


class _Bound(Struct, frozen=True):
    """Two sums with the table of each cell; they are the same for all rows and columns.

    kinds: the tables. empty: those of them that say they have no data. noted: whether one of these says so in words.
    why: set when a table is missing or nothing was read of it.
    """

    sides: Sides
    left: tuple[tuple[Cell, View], ...] = ()
    right: tuple[tuple[Cell, View], ...] = ()
    kinds: tuple[str, ...] = ()
    empty: tuple[str, ...] = ()
    noted: bool = False
    why: tuple[str, str] | None = None


def _bind(sides: Sides, view: View | None, views: Views) -> _Bound:
    try:
        used = [(cell, _view_of(cell, view, views)) for cell in sides.cells]
    except UndecidedError as undecided:
        return _Bound(sides, why=undecided.why)
    empty = [one for one in used if one[1].empty]
    at = len(sides.left)
    return _Bound(
        sides,
        tuple(used[:at]),
        tuple(used[at:]),
        kinds=tuple(dict.fromkeys([view.kind.name for _, view in used])),
        empty=tuple(dict.fromkeys([view.kind.name for _, view in empty])),
        noted=any([view.table.note for _, view in empty]),
    )


def _view_of(cell: Cell, bound: View | None, views: Views) -> View:
    """Return the table of the cell. Raises UndecidedError when it is missing or nothing was read of it."""
    found = (bound,) if cell.kind == "表" else views.get(cell.kind, ())
    view = found[0] if found else None
    if view is None:
        raise UndecidedError("table", cell.kind)
    if view.unread:
        raise UndecidedError("unread", cell.kind)
    return view


def _scopes(formula: Formula, view: View | None, views: Views) -> list[Scope]:
    return [
        Scope(view, row, column)
        for row in _scope_rows(formula, view, views)
        for column in _scope_columns(formula, row)
    ]


def _scope_rows(formula: Formula, view: View | None, views: Views) -> list[Row] | list[None]:
    if not formula.rows:
        return [None]
    found: dict[tuple[str, int], Row] = {}
    for kind, selectors in formula.rows:
        source = view if not kind else next(iter(views.get(kind, ())), None)
        for row in _select_all(source, selectors) if source is not None else ():
            # Rows of one table are all kept; rows of several are the same row when they have the same code or key.
            found.setdefault((row.code or row.key, 0 if kind else id(row)), row)
    return list(found.values())


def _select_all(view: View, selectors: tuple[str, ...]) -> Iterator[Row]:
    for side in view.kind.sides:
        for selector in selectors:
            yield from select(view, side, selector)


def _scope_columns(formula: Formula, row: Row | None) -> tuple[str, ...]:
    if formula.columns == ("金额列",):
        return tuple(row.figures) if row is not None else ()
    return formula.columns or ("",)


def _instance(alternatives: list[_Bound], scope: Scope) -> Relation | None:
    """Return the relation of the first alternative that holds; of the first that can be decided when none does.

    An alternative that cannot be decided for a blank or unreadable cell leaves the whole undecided.

    None when it says nothing: not one figure is printed and not all tables are empty.
    """
    told = []
    for form, bound in enumerate(alternatives):
        relation = _relation(bound, scope)
        if form and relation is not None:
            relation = structs.replace(relation, form=form)
        if relation is not None and relation.why is None and relation.holds:
            return relation
        if relation is not None:
            told.append(relation)
    # A blank or unreadable cell may hold the very amount that makes its alternative true.
    unsure = (relation for relation in told if relation.why is not None and relation.why[0] in ("blank", "unreadable"))
    decided = [relation for relation in told if relation.why is None]
    first = structs.replace(decided[0], others=tuple(decided[1:])) if len(decided) > 1 else next(iter(decided), None)
    return next(unsure, first or next(iter(told), None))


def _strangers(formula: Formula, view: View) -> tuple[str, str] | None:
    """Return why a sum of known columns or rows says nothing: the table has others, on a side the formula speaks of."""
    if "列" in formula.complete and view.strange_columns:
        return "strange", f"{view.kind.name} › {view.strange_columns[0]}"
    columns = set(_columns_of(formula))
    sides = set(view.kind.sides) if "金额列" in columns else {view.side_of.get(column) for column in columns}
    strange = [name for side, name in view.strange_rows if side in sides] if "行" in formula.complete else []
    return ("strange", f"{view.kind.name} › {strange[0]}") if strange else None


def _columns_of(formula: Formula) -> Iterator[str]:
    for sides in formula.any_of:
        for cell in sides.cells:
            yield from formula.columns if cell.column == "列" else (cell.column,)


def _relation(bound: _Bound, scope: Scope) -> Relation | None:
    sides = bound.sides
    if bound.why is not None:
        return Relation(sides.sign, why=bound.why)
    try:
        left, right = _terms(bound.left, scope), _terms(bound.right, scope)
    except NothingBelow:
        return None
    except UndecidedError as undecided:
        return Relation(sides.sign, why=undecided.why)
    # A table that says it has no data is as good as a printed zero; blanks alone say nothing.
    if not left and not right and not bound.noted:
        return None
    return Relation(
        sides.sign,
        left,
        right,
        bound.kinds,
        bound.empty,
        holds=can_stand(sides.sign, add(left), add(right)),
        row=row_name(scope.row) if scope.row is not None else "",
        sums=(*_sums(bound.left, scope, 1), *_sums(bound.right, scope, -1)) if sides.adds_rows else (),
    )


def _sums(cells: tuple[tuple[Cell, View], ...], scope: Scope, sign: int) -> list[tuple[str, str, int]]:
    """Return the sums over rows that a side adds: table kind, column, sign."""
    return [
        (view.kind.name, scope.column if cell.column == "列" else cell.column, sign) for cell, view in cells if cell.several
    ]


def _terms(cells: tuple[tuple[Cell, View], ...], scope: Scope) -> tuple[Term, ...]:
    """Return the printed figures of one side. Raises UndecidedError when they are not all known."""
    terms: list[Term] = []
    for cell, view in cells:
        if view.cut and (cell.several or cell.absent_is_zero):
            raise UndecidedError("cut", view.kind.name)
        column = scope.column if cell.column == "列" else cell.column
        known = view.terms.get((id(scope.row), column, cell.factor)) if cell.row == "行" else None
        if known is not None:  # most are: three relations ask for a figure
            terms.append(known)
            continue
        if view.empty and column not in _OF_LAST_YEAR:
            continue
        if column in view.columns:
            _add_terms(terms, cell, view, column, scope)
        elif not cell.unprinted_is_zero:
            raise UndecidedError("column", f"{view.kind.name} › {column}")
    return tuple(terms)


def _add_terms(terms: list[Term], cell: Cell, view: View, column: str, scope: Scope) -> None:
    rows = find_rows(cell, view, column, scope)
    if not rows and not (cell.absent_is_zero and adds_up_without(cell, view, column, scope)):
        raise UndecidedError("row", f"{view.kind.name} › {bound_name(cell, scope)}")
    for row in rows:
        term = view.terms.get((id(row), column, cell.factor)) or _make_term(cell, view, row, column)
        if term is not None:
            terms.append(term)


def _make_term(cell: Cell, view: View, row: Row, column: str) -> Term | None:
    """Return the figure printed in the row, None where there is none and that means zero. Raises UndecidedError."""
    figure = row.figures.get(column)
    state = figure.state if figure is not None else "blank"
    if figure is not None and state == "printed":
        term = Term(cell.factor, figure, view.money(figure), view.kind.name, view.name_of(row), column)
        view.terms[id(row), column, cell.factor] = term
        return term
    if state == "unreadable" or (state == "blank" and (not cell.blank_is_zero or _is_lost(row, column, view))):
        raise UndecidedError(state, f"{view.kind.name} › {view.name_of(row)} › {column}")
    return None


def _is_lost(row: Row, column: str, view: View) -> bool:
    """Return whether rows below the row have amounts in the column: its blank is a total left out, not zero."""
    for below in view.below(row):
        cell = below.figures.get(column)
        if cell is not None and cell.money is not None and cell.money.fen != 0:
            return True
    return False
