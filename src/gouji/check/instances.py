"""The relations that a formula asserts of a disclosure's tables.

In: a compiled `Formula` and the tables' views. Out: a `Relation` for each row and column it is repeated for, those that
cannot be decided too, with the reason. See formula.py for what a formula means.
"""

from collections import Counter
from collections.abc import Collection, Iterator

from msgspec import Struct, field, structs

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
from gouji.check.view import View, Views, state_in
from gouji.model.disclosure import Row

# A table without data is zero this year; of the year before it says nothing.
_OF_LAST_YEAR = frozenset({"上年预算数", "上年执行数", "增减额"})


def relations(formula: Formula, views: Views) -> list[Relation]:
    """Return the formula's relations in the tables, those that cannot be decided too, but not those that say nothing."""
    found: list[Relation] = []
    for view in [view for kind in formula.tables for view in views.get(kind, ())] if formula.tables else [None]:
        strange = _strangers(formula, view) if view is not None and formula.complete else None
        if strange is not None:
            found.append(Relation("=", why=strange))
        elif view is None or not view.empty:
            found += _in_table(formula, view, views)
    return found


def _in_table(formula: Formula, view: View | None, views: Views) -> list[Relation]:
    rows = _scope_rows(formula, view, views)
    alternatives = [_bind(form, sides, view, views) for form, sides in enumerate(formula.any_of)] if rows else []
    undecided = [bound.undecided for bound in alternatives if bound.undecided is not None]
    if undecided and len(undecided) == len(alternatives):  # for the same reason in every row
        return undecided[:1]
    scopes = [Scope(row, name, column) for row, name in rows for column in _scope_columns(formula, row)]
    if len(alternatives) == 1:
        told = [_relation(alternatives[0], scope) for scope in scopes]
    else:
        told = _as_usual([_instance(alternatives, scope) for scope in scopes], alternatives, scopes)
    return [relation for relation in told if relation is not None]


class _Sought(Struct, frozen=True, gc=False):
    """A cell of a formula in its table and column. What it means is the same for all rows unless it is one of 行 or 下级.

    fixed: its terms, None where they differ from row to row. printed: id of a row → its terms, of most rows that 行 can be.
    """

    cell: Cell
    view: View
    column: str
    fixed: tuple[Term, ...] | None = None
    printed: dict[int, tuple[Term, ...]] = {}


class _Line(Struct, frozen=True, gc=False):
    """Two sums in one column. sums: the sums over rows among them (see Relation).

    undecided: the relation of every row, when a cell cannot be decided in any.
    """

    left: tuple[_Sought, ...] = ()
    right: tuple[_Sought, ...] = ()
    sums: tuple[tuple[str, str, int], ...] = ()
    undecided: Relation | None = None


class _Bound(Struct, frozen=True):
    """One alternative of a formula with the table of each cell; it is the same for all rows and columns.

    form: which alternative. kinds: the tables. empty: those of them that say they have no data. noted: whether one of
    these says so in words. lines: 列 → its two sums, of the columns asked for so far. undecided: the relation of every row
    and column, when a table is missing or nothing was read of it.
    """

    form: int
    sides: Sides
    views: tuple[View, ...] = ()
    kinds: tuple[str, ...] = ()
    empty: tuple[str, ...] = ()
    noted: bool = False
    undecided: Relation | None = None
    lines: dict[str, _Line] = field(default_factory=dict)


def _bind(form: int, sides: Sides, view: View | None, views: Views) -> _Bound:
    try:
        used = tuple([_view_of(cell, view, views) for cell in sides.cells])
    except UndecidedError as undecided:
        return _Bound(form, sides, undecided=Relation(sides.sign, why=undecided.why))
    empty = [one for one in used if one.empty]
    return _Bound(
        form,
        sides,
        used,
        kinds=tuple(dict.fromkeys([one.kind.name for one in used])),
        empty=tuple(dict.fromkeys([one.kind.name for one in empty])),
        noted=any([one.table.note for one in empty]),
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


def _scope_rows(formula: Formula, view: View | None, views: Views) -> Collection[tuple[Row | None, str]]:
    """Return the rows that 行 stands for, each with its name."""
    if not formula.rows:
        return ((None, ""),)
    if view is not None and len(formula.rows) == 1 and not formula.rows[0][0]:
        return _selected(view, formula.rows[0][1])
    # Rows of several tables are the same row when they have the same code or key.
    found: dict[str, tuple[Row, str]] = {}
    for kind, selectors in formula.rows:
        for source in views.get(kind, ())[:1]:
            for row, name in _selected(source, selectors):
                found.setdefault(row.code or row.key, (row, name))
    return found.values()


def _selected(view: View, selectors: tuple[str, ...]) -> tuple[tuple[Row, str], ...]:
    """Return the rows of all sides that the selectors mean, each once with its name."""
    chosen = view.chosen.get(selectors)
    if chosen is None:
        rows = {id(row): row for side in view.kind.sides for one in selectors for row in select(view, side, one)}
        view.chosen[selectors] = chosen = tuple([(row, view.name_of(row)) for row in rows.values()])
    return chosen


def _scope_columns(formula: Formula, row: Row | None) -> Collection[str]:
    if formula.columns == ("金额列",):
        return row.figures if row is not None else ()
    return formula.columns or ("",)


def _instance(alternatives: list[_Bound], scope: Scope) -> Relation | None:
    """Return the relation of the first alternative that holds; when none does, of the one that comes nearest to it.

    An alternative that cannot be decided for a blank or unreadable cell leaves the whole undecided.

    None when it says nothing: not one figure is printed and not all tables are empty.
    """
    told = []
    for bound in alternatives:
        relation = _relation(bound, scope)
        if relation is not None and relation.why is None and relation.holds:
            return relation
        if relation is not None:
            told.append(relation)
    # A blank or unreadable cell may hold the very amount that makes its alternative true.
    unsure = (relation for relation in told if relation.why is not None and relation.why[0] in ("blank", "unreadable"))
    decided = sorted([relation for relation in told if relation.why is None], key=_gap)
    return next(unsure, _first(decided) if decided else next(iter(told), None))


def _as_usual(told: list[Relation | None], alternatives: list[_Bound], scopes: list[Scope]) -> list[Relation | None]:
    """Return the relations; of one that fails, the alternative that most rows hold by: a table keeps to one way of adding up."""
    if not any([relation is not None and relation.others for relation in told]):
        return told
    held = Counter([
        bound.form
        for bound in alternatives
        for scope in scopes
        if (relation := _relation(bound, scope)) is not None and relation.why is None and relation.holds
    ])
    return [
        _first(sorted((relation, *relation.others), key=lambda one: -held[one.form]))  # of several the nearest
        if relation is not None and relation.others
        else relation
        for relation in told
    ]


def _first(alternatives: list[Relation]) -> Relation:
    """Return the first of the relations, with the others beside it."""
    return structs.replace(alternatives[0], others=tuple([structs.replace(one, others=()) for one in alternatives[1:]]))


def _gap(relation: Relation) -> int:
    return abs(add(relation.left).fen - add(relation.right).fen)


def _strangers(formula: Formula, view: View) -> tuple[str, str] | None:
    """Return why a sum of known columns or rows says nothing: the table has others, on a side the formula speaks of."""
    if "列" in formula.complete and view.strange_columns:
        return "strange", f"{view.kind.name} › {view.strange_columns[0]}"
    if "行" not in formula.complete or not view.strange_rows:
        return None
    columns = set(_columns_of(formula))
    sides = set(view.kind.sides) if "金额列" in columns else {view.side_of.get(column) for column in columns}
    strange = next((name for side, name in view.strange_rows if side in sides), None)
    return ("strange", f"{view.kind.name} › {strange}") if strange is not None else None


def _columns_of(formula: Formula) -> Iterator[str]:
    for sides in formula.any_of:
        for cell in sides.cells:
            yield from formula.columns if cell.column == "列" else (cell.column,)


def _relation(bound: _Bound, scope: Scope) -> Relation | None:
    if bound.undecided is not None:
        return bound.undecided
    sign = bound.sides.sign
    line = bound.lines.get(scope.column)
    if line is None:
        bound.lines[scope.column] = line = _draw_line(bound, scope.column)
    if line.undecided is not None:
        return line.undecided
    try:
        left, right = _terms(line.left, scope), _terms(line.right, scope)
    except NothingBelow:
        return None
    except UndecidedError as undecided:
        return Relation(sign, why=undecided.why)
    # A table that says it has no data is as good as a printed zero; blanks alone say nothing.
    if not left and not right and not bound.noted:
        return None
    holds = can_stand(sign, add(left), add(right))
    return Relation(sign, left, right, bound.kinds, bound.empty, None, holds, scope.name, line.sums, bound.form)


def _draw_line(bound: _Bound, column: str) -> _Line:
    """Return the alternative's two sums with 列 written out."""
    sides = bound.sides
    try:
        sought = tuple([_seek(cell, view, column) for cell, view in zip(sides.cells, bound.views, strict=True)])
    except UndecidedError as undecided:
        return _Line(undecided=Relation(sides.sign, why=undecided.why))
    at = len(sides.left)
    left, right = sought[:at], sought[at:]
    return _Line(left, right, (*_sums(left, 1), *_sums(right, -1)) if sides.adds_rows else ())


def _sums(side: tuple[_Sought, ...], sign: int) -> list[tuple[str, str, int]]:
    """Return the sums over rows that a side adds: table kind, column, sign."""
    return [(one.view.kind.name, one.column, sign) for one in side if one.cell.several]


def _seek(cell: Cell, view: View, bound_column: str) -> _Sought:
    """Return the cell with 列 written out. Raises UndecidedError when it is not known in any row."""
    column = bound_column if cell.column == "列" else cell.column
    if view.cut and (cell.several or cell.absent_is_zero):
        raise UndecidedError("cut", view.kind.name)
    if view.empty and column not in _OF_LAST_YEAR:
        return _Sought(cell, view, column, fixed=())
    if column not in view.columns:
        if cell.unprinted_is_zero:
            return _Sought(cell, view, column, fixed=())
        raise UndecidedError("column", f"{view.kind.name} › {column}")
    if cell.row == "行":
        return _Sought(cell, view, column, printed=view.terms_in(column, cell.factor, cell.blank_is_zero))
    if cell.row == "下级":
        return _Sought(cell, view, column)
    return _Sought(cell, view, column, fixed=_terms_of(cell, view, column, Scope(column=bound_column)))


def _terms(side: tuple[_Sought, ...], scope: Scope) -> tuple[Term, ...]:
    """Return the printed figures of one side. Raises UndecidedError when they are not all known."""
    terms: tuple[Term, ...] = ()
    row = id(scope.row)
    for sought in side:
        found = sought.printed.get(row) if sought.fixed is None else sought.fixed
        terms += _terms_of(sought.cell, sought.view, sought.column, scope) if found is None else found
    return terms


def _terms_of(cell: Cell, view: View, column: str, scope: Scope) -> tuple[Term, ...]:
    rows = find_rows(cell, view, column, scope)
    if not rows and not (cell.absent_is_zero and adds_up_without(cell, view, column, scope)):
        raise UndecidedError("row", f"{view.kind.name} › {bound_name(cell, scope)}")
    known = view.terms_in(column, cell.factor, cell.blank_is_zero)
    terms: tuple[Term, ...] = ()
    for row in rows:
        found = known.get(id(row))
        if found is None:
            raise UndecidedError(state_in(row, column), f"{view.kind.name} › {view.name_of(row)} › {column}")
        terms += found
    return terms
