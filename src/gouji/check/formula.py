"""The formula language: relations between cells of tables that a finance officer can read.

In: `一般公共预算支出表[合计, 基本支出] = Σ 基本支出经济分类表[款, 合计]` and what it is repeated for (`each`).
Out: a `Formula`, compiled once, that gives the `Relation`s it asserts of a disclosure's tables.

A formula is two sums with one of = ≤ ≥ ≈ between them (≈: within one part in a hundred). A sum is terms joined by +
and -. A term is `0`, or a cell `表[行, 列]`, before it perhaps a whole number and ×, or Σ for "all such rows".

    表      a table kind; or the word 表: each kind listed under `each: {表: […]}`
    行      a row's key (合计, 收入总计, 2080505); an economic code (30108), which finds the rows with the code or the
            name it stands for; a level (类 款 项 部门 单位 项目), all rows of it; 末级, all rows without rows below; 221*,
            the lowest rows whose code begins so; 下级, the rows below the row of `each`; `a|b`, either;
            or the word 行: each row that `each: {行: …}` selects
    列      a column; or the word 列: each column listed under `each: {列: […]}` (金额列: all that the table has)
    ?       after a cell: a blank cell means zero; ??: a row that is not printed means zero too, where the rows that
            are printed add up without it; ???: a column that is not printed means zero too

Several formulas with 或 between them: one of them must hold.

A rule across documents (`across:`) says before a table whose it is; without a word it is that of the document at hand:

    上年的表     of the same department's document of the year before
    预算的表     of the budget of the same year, beside final accounts
    各单位的表   behind Σ: of every unit of the department, one after the other
    单位的表     of one unit of the department; the formula is repeated for each

`each: {行: …}` is a selector or a list of them, of the table 表; or {table kind: selector, …}, the rows of any of them.
The word 列 may stand for a row too, alone or at the end of a key (上年结转/列). `each: {全: 列}` (or 行) leaves out tables
with columns (or rows) of amounts that are not known: the sum of the known ones says nothing there.

What is not there is not zero. A table that is missing or could not be read leaves the relation undecided, and so does a
column that is not printed, a cell that cannot be read, a blank cell without ?, and a blank total above rows that are filled. A blank among the rows of a Σ is zero. A table that says it has no
data is zero throughout. A relation of blanks only says nothing and is left out.
"""

import difflib
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from functools import cache
from typing import Any, Literal

from msgspec import Struct, structs

from gouji.check.view import View, Views, row_name
from gouji.layouts.classification import economic_item, plain_name
from gouji.layouts.kinds import Kind, load_kinds
from gouji.model.disclosure import Figure, Row
from gouji.model.money import Money, agree, at_most, total

Sign = Literal["=", "≤", "≥", "≈"]

# Whose table it is, in a rule across documents of each kind.
OWNERS = {"years": ("上年",), "accounts": ("预算",), "units": ("各单位", "单位")}
EACH_UNIT, ALL_UNITS = "单位", "各单位"
_OF = "的"

LEVELS = ("类", "款", "项", "部门", "单位", "项目", "分项")
_SIGNS = re.compile(r"([=≤≥≈])")
_CELL = re.compile(
    r"\s*(?P<sign>[+＋\-－−–])?\s*(?:(?P<times>\d+)\s*[×*]\s*)?(?P<sum>Σ\s*)?"
    r"(?:(?P<zero>0)|(?P<kind>[^\s\[\]+\-=≤≥≈×Σ]+)\[(?P<row>[^\[\],，]+)[,，]\s*(?P<column>[^\[\],，]+)\](?P<optional>\?{1,3})?)\s*"
)
_CODE = re.compile(r"\d{3,7}\*?$")
# A table without data is zero this year; of the year before it says nothing.
_OF_LAST_YEAR = frozenset({"上年预算数", "上年执行数", "增减额"})
_NEAR = Fraction(1, 100)


class FormulaError(Exception):
    """A formula that cannot be read or names something unknown; the message says what and the nearest known name."""


class Cell(Struct, frozen=True):
    """One term of a formula. factor: whole number with its sign. several: Σ stands before it.

    blank_is_zero: ?, ?? or ??? stands after it. absent_is_zero: ?? or ???. unprinted_is_zero: ???.
    """

    factor: int
    kind: str
    row: str
    column: str
    several: bool = False
    blank_is_zero: bool = False
    absent_is_zero: bool = False
    unprinted_is_zero: bool = False


class Term(Struct, frozen=True, gc=False):
    """One figure in a relation: its factor, the amount it is taken to say, and its cell.

    kind, row, column: canonical table kind, row as printed (with its code), canonical column; of a figure in prose or
    in a form: "", what it is about, "".
    """

    factor: int
    figure: Figure
    money: Money
    kind: str
    row: str
    column: str


class Relation(Struct, frozen=True, gc=False):
    """One instance of a formula. row: the row it is about, "" when `each` binds none.

    kinds: the tables in it. empty: those of them that say they have no data. why: set when it could not be decided:
    (reason, what it concerns). holds: whether the two sides can stand in the relation, given how finely they were
    printed; True when it could not be decided. sums: table kind, column and sign (1 left, −1 right) of sums over rows.
    form: which alternative of the formula it is. others: of one that fails, the alternatives that fail too.
    """

    sign: Sign
    left: tuple[Term, ...] = ()
    right: tuple[Term, ...] = ()
    kinds: tuple[str, ...] = ()
    empty: tuple[str, ...] = ()
    why: tuple[str, str] | None = None
    holds: bool = True
    row: str = ""
    sums: tuple[tuple[str, str, int], ...] = ()
    form: int = 0
    others: "tuple[Relation, ...]" = ()


def make_relation(
    sign: Sign,
    left: tuple[Term, ...],
    right: tuple[Term, ...],
    views: list[View],
    row: str = "",
    sums: tuple[tuple[str, str, int], ...] = (),
) -> Relation:
    """Return the decided relation between two sums of figures from the tables."""
    kinds, empty = _names(views)
    return Relation(sign, left, right, kinds, empty, None, _can_stand(sign, add(left), add(right)), row, sums)


def _names(views: list[View]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the kinds of the tables, and of those among them that have no data."""
    first = views[0]
    if all(view is first for view in views):
        return (first.kind.name,), (first.kind.name,) if first.empty else ()
    kinds = dict.fromkeys(view.kind.name for view in views)
    return tuple(kinds), tuple(dict.fromkeys(view.kind.name for view in views if view.empty))


def relate(left: tuple[Term, ...], right: tuple[Term, ...], sign: Sign = "=") -> Relation:
    """Return the relation between two sums of figures that a rule took from prose, forms or tables."""
    kinds = tuple(dict.fromkeys(term.kind for term in (*left, *right)))
    return Relation(sign, left, right, kinds, holds=_can_stand(sign, add(left), add(right)))


def _can_stand(sign: Sign, left: Money, right: Money) -> bool:
    if sign == "=":
        return agree(left, right)
    if sign == "≈":
        return abs(left.fen - right.fen) <= _NEAR * max(abs(left.fen), abs(right.fen)) or agree(left, right)
    return at_most(left, right) if sign == "≤" else at_most(right, left)


class Sides(Struct, frozen=True):
    """Two sums and the sign between them. cells: of both sides. adds_rows: whether one of them is a sum over rows."""

    left: tuple[Cell, ...]
    sign: Sign
    right: tuple[Cell, ...]
    cells: tuple[Cell, ...]
    adds_rows: bool


class Formula(Struct, frozen=True):
    """A compiled formula. any_of: alternatives, one of which must hold. tables, rows, columns, complete: see `each`."""

    any_of: tuple[Sides, ...]
    tables: tuple[str, ...] = ()
    rows: tuple[tuple[str, tuple[str, ...]], ...] = ()
    columns: tuple[str, ...] = ()
    complete: tuple[str, ...] = ()


class _Scope(Struct, frozen=True):
    """What the words 表, 行 and 列 stand for in one relation."""

    view: View | None = None
    row: Row | None = None
    column: str = ""


class _UndecidedError(Exception):
    """A cell that leaves its relation undecided. Carries the reason and what it concerns."""

    def __init__(self, reason: str, what: str) -> None:
        super().__init__(reason, what)
        self.why = (reason, what)


class _NothingBelow(Exception): 
    """A row of `each` without rows below it, so that there is no relation."""


def own(owner: str, kind: str) -> str:
    """Return the name of a table kind of one document among several: 上年的支出总表, 2024年的支出总表."""
    return f"{owner}{_OF}{kind}" if owner else kind


def owner_of(kind: str) -> str:
    """Return whose table it is, "" where that is not told."""
    return kind.rpartition(_OF)[0]


def kind_of(kind: str) -> str:
    """Return the table kind without whose it is; "" for a figure of prose."""
    return kind.rpartition(_OF)[2]


def add(terms: tuple[Term, ...]) -> Money:
    """Return the sum of the terms."""
    fen = slack = 0
    for term in terms:
        fen += term.factor * term.money.fen
        slack += abs(term.factor) * term.money.slack
    return Money(fen, slack)


# Compiling


def compile_formula(text: str, each: dict[str, Any]) -> Formula:
    """Return the compiled formula. Raises FormulaError for anything in it that means nothing."""
    return _compile(text, _freeze(each))


@cache
def _compile(text: str, frozen: tuple[Any, ...]) -> Formula:
    each = dict(frozen)
    if unknown := set(each) - {"表", "行", "列", "全"}:
        raise FormulaError(f"each 中只能写 表、行、列、全 / each knows 表, 行, 列, 全, not {', '.join(sorted(unknown))}")
    formula = Formula(
        any_of=tuple(_parse_sides(part) for part in text.split("或")),
        tables=_listed(each.get("表", ())),
        rows=_row_sources(each.get("行", ())),
        columns=_listed(each.get("列", ())),
        complete=_listed(each.get("全", ())),
    )
    _check_names(formula)
    return formula


def _parse_sides(text: str) -> Sides:
    parts = _SIGNS.split(text)
    if len(parts) != 3:
        raise FormulaError(f"公式应有一个 = ≤ ≥ ≈ / a formula needs one of = ≤ ≥ ≈: {text}")
    left, right = _parse_sum(parts[0]), _parse_sum(parts[2])
    cells = (*left, *right)
    return Sides(left, parts[1], right, cells, any(cell.several for cell in cells))  # type: ignore[arg-type]


def _freeze(value: dict[str, Any]) -> tuple[Any, ...]:
    return tuple(
        (key, _freeze(item) if isinstance(item, dict) else tuple(item) if isinstance(item, list) else item)
        for key, item in value.items()
    )


def _listed(value: Any) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


def _row_sources(value: Any) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return (table kind, row selectors): "" for the table that `each` binds."""
    if isinstance(value, tuple) and value and isinstance(value[0], tuple):
        return tuple((kind, _listed(selectors)) for kind, selectors in value)
    selectors = tuple(str(selector) for selector in _listed(value))
    return (("", selectors),) if selectors else ()


def _parse_sum(text: str) -> tuple[Cell, ...]:
    cells, at = list[Cell](), 0
    while at < len(text.rstrip()):
        match = _CELL.match(text, at)
        if match is None or (cells and not match["sign"]):
            raise FormulaError(f"读不懂公式的这一段 / cannot read this part of the formula: {text[at:].strip()}")
        at = match.end()
        if not match["zero"]:
            cells.append(_make_cell(match))
    return tuple(cells)


def _make_cell(match: re.Match[str]) -> Cell:
    factor = int(match["times"] or 1) * (1 if match["sign"] in (None, "+", "＋") else -1)
    row, column = match["row"].strip(), match["column"].strip()
    several, marks = bool(match["sum"]), match["optional"] or ""
    return Cell(factor, match["kind"], row, column, several, several or bool(marks), len(marks) > 1, len(marks) > 2)


def _check_names(formula: Formula) -> None:
    kinds = load_kinds()
    for kind in (*formula.tables, *(source for source, _ in formula.rows if source)):
        _known(kind_of(kind), kinds, "表 / table")
    for cell in (cell for sides in formula.any_of for cell in sides.cells):
        bound = formula.tables if cell.kind == "表" else (cell.kind,)
        if not bound:
            raise FormulaError("公式写了“表”，each 中却没有 表 / 表 is used but each does not bind it")
        for kind in map(kind_of, bound):
            _known(kind, kinds, "表 / table")
            _check_cell(cell, kinds[kind], formula)


def owners(formula: Formula) -> set[str]:
    """Return whose tables the formula speaks of, besides the document at hand."""
    kinds = [cell.kind for sides in formula.any_of for cell in sides.cells] + [kind for kind, _ in formula.rows]
    return {owner for kind in kinds if (owner := owner_of(kind))}


def for_units(formula: Formula, units: Sequence[str]) -> Formula:
    """Return the formula with 各单位 written out: each cell and each selector of rows once for every unit."""
    return structs.replace(
        formula,
        any_of=tuple(_sides_for_units(sides, units) for sides in formula.any_of),
        rows=tuple((kind, selectors) for source, selectors in formula.rows for kind in _of_units(source, units)),
    )


def _sides_for_units(sides: Sides, units: Sequence[str]) -> Sides:
    left, right = (
        tuple(_of_unit(cell, kind) for cell in side for kind in _of_units(cell.kind, units))
        for side in (sides.left, sides.right)
    )
    return structs.replace(sides, left=left, right=right, cells=(*left, *right))


def _of_unit(cell: Cell, kind: str) -> Cell:
    """Return the cell of one unit: behind Σ for all units stands one row of each, unless it is a level of rows."""
    several = cell.row in (*LEVELS, "末级") or cell.row.endswith("*")
    return structs.replace(cell, kind=kind, several=cell.several and several)


def _of_units(kind: str, units: Sequence[str]) -> list[str]:
    return [own(unit, kind_of(kind)) for unit in units] if owner_of(kind) == ALL_UNITS else [kind]


def _check_cell(cell: Cell, kind: Kind, formula: Formula) -> None:
    columns = formula.columns if cell.column == "列" else (cell.column,)
    for column in columns:
        if column != "金额列":
            _known(column, kind.columns, f"{kind.name} 的列 / column of {kind.name}")
    known = {name for names in kind.rows.values() for name in names} | {*LEVELS, "合计", "末级", "下级", "行", "列"}
    for name in cell.row.split("|"):
        for spelled in [name.removesuffix("列") + column for column in formula.columns] if name.endswith("/列") else [name]:
            if not _CODE.match(spelled):
                _known(spelled, known, f"{kind.name} 的行 / row of {kind.name}")


def _known(name: str, names: Any, what: str) -> None:
    if name not in names:
        nearest = ", ".join(difflib.get_close_matches(name, list(names), n=1, cutoff=0.3)) or "—"
        raise FormulaError(f"没有这个{what}: {name}; 最接近的是 / nearest: {nearest}")


# Instances


def relations(formula: Formula, views: Views) -> Iterator[Relation]:
    """Yield the formula's relations in the tables, those that cannot be decided too, but not those that say nothing.

    Where no alternative holds, the one that most others hold by is taken: a table keeps to one way of adding up.
    """
    found = _relations(formula, views)
    return found if len(formula.any_of) == 1 else _as_usual(list(found))


def _as_usual(found: list[Relation]) -> Iterator[Relation]:
    held = Counter(relation.form for relation in found if relation.why is None and relation.holds)
    usual = max(held, key=lambda form: held[form], default=0)
    for relation in found:
        yield next((other for other in relation.others if other.form == usual), relation)


def _relations(formula: Formula, views: Views) -> Iterator[Relation]:
    for view in [view for kind in formula.tables for view in views.get(kind, ())] if formula.tables else [None]:
        strange = _strangers(formula, view) if view is not None and formula.complete else None
        if strange is not None:
            yield Relation("=", why=strange)
        else:
            yield from _in_table(formula, view, views)


def _in_table(formula: Formula, view: View | None, views: Views) -> Iterator[Relation]:
    for scope in _scopes(formula, view, views):
        relation = _instance(formula, scope, views)
        if relation is not None:
            yield relation


def _scopes(formula: Formula, view: View | None, views: Views) -> Iterator[_Scope]:
    for row in _scope_rows(formula, view, views):
        for column in _scope_columns(formula, view, row):
            yield _Scope(view, row, column)


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
            yield from _select(view, side, selector)


def _scope_columns(formula: Formula, view: View | None, row: Row | None) -> tuple[str, ...]:
    if formula.columns == ("金额列",):
        return tuple(row.figures) if row is not None else ()
    return formula.columns or ("",)


def _instance(formula: Formula, scope: _Scope, views: Views) -> Relation | None:
    """Return the relation of the first alternative that holds; of the first that can be decided when none does.

    An alternative that cannot be decided for a blank or unreadable cell leaves the whole undecided.

    None when it says nothing: not one figure is printed and not all tables are empty.
    """
    if scope.view is not None and scope.view.empty:
        return None
    if len(formula.any_of) == 1:
        return _relation(formula.any_of[0], scope, views)
    told = []
    for form, sides in enumerate(formula.any_of):
        relation = _relation(sides, scope, views)
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


def _relation(sides: Sides, scope: _Scope, views: Views) -> Relation | None:
    try:
        used = [_view_of(cell, scope, views) for cell in sides.cells]
        at = len(sides.left)
        left = _terms(sides.left, used[:at], scope)
        right = _terms(sides.right, used[at:], scope)
    except _NothingBelow:
        return None
    except _UndecidedError as undecided:
        return Relation(sides.sign, why=undecided.why)
    # A table that says it has no data is as good as a printed zero; blanks alone say nothing.
    if not left and not right and not any(view.empty and view.table.note for view in used):
        return None
    sums = tuple(_sums(sides, used, scope)) if sides.adds_rows else ()
    return make_relation(sides.sign, left, right, used, row_name(scope.row) if scope.row is not None else "", sums)


def _sums(sides: Sides, used: list[View], scope: _Scope) -> Iterator[tuple[str, str, int]]:
    """Yield the sums over rows that the sides add: table kind, column, sign."""
    for at, (cell, view) in enumerate(zip(sides.cells, used, strict=True)):
        if cell.several:
            yield view.kind.name, scope.column if cell.column == "列" else cell.column, 1 if at < len(sides.left) else -1


def _view_of(cell: Cell, scope: _Scope, views: Views) -> View:
    """Return the table of the cell. Raises _UndecidedError when it is missing or nothing was read of it."""
    found = (scope.view,) if cell.kind == "表" else views.get(cell.kind, ())
    view = found[0] if found else None
    if view is None:
        raise _UndecidedError("table", cell.kind)
    if view.unread:
        raise _UndecidedError("unread", cell.kind)
    return view


def _terms(cells: tuple[Cell, ...], used: list[View], scope: _Scope) -> tuple[Term, ...]:
    """Return the printed figures of one side. Raises _UndecidedError when they are not all known."""
    terms: list[Term] = []
    for cell, view in zip(cells, used, strict=True):
        _add_terms(terms, cell, view, scope)
    return tuple(terms)


def _add_terms(terms: list[Term], cell: Cell, view: View, scope: _Scope) -> None:
    if view.cut and (cell.several or cell.absent_is_zero):
        raise _UndecidedError("cut", view.kind.name)
    column = scope.column if cell.column == "列" else cell.column
    if view.empty and column not in _OF_LAST_YEAR:
        return
    if column not in view.columns and cell.unprinted_is_zero:
        return
    if column not in view.columns:
        raise _UndecidedError("column", f"{view.kind.name} › {column}")
    rows = _cell_rows(cell, view, column, scope)
    if not rows and not (cell.absent_is_zero and _adds_up_without(cell, view, column, scope)):
        raise _UndecidedError("row", f"{view.kind.name} › {_bound_name(cell, scope)}")
    for row in rows:
        figure = row.figures.get(column)
        if figure is not None and figure.state == "printed":
            terms.append(Term(cell.factor, figure, view.money(figure), view.kind.name, view.name_of(row), column))
        elif figure is not None and figure.state == "unreadable":
            raise _UndecidedError("unreadable", f"{view.kind.name} › {row_name(row)} › {column}")
        elif (figure is None or figure.state == "blank") and not (cell.blank_is_zero and not _is_lost(row, column, view)):
            raise _UndecidedError("blank", f"{view.kind.name} › {row_name(row)} › {column}")


def _is_lost(row: Row, column: str, view: View) -> bool:
    """Return whether rows below the row have amounts in the column: its blank is a total left out, not zero."""
    for below in view.below(row):
        cell = below.figures.get(column)
        if cell is not None and cell.money is not None and cell.money.fen != 0:
            return True
    return False


def _adds_up_without(cell: Cell, view: View, column: str, scope: _Scope) -> bool:
    """Return whether the row above the one that is not printed is the sum of those that are.

    Where it is not, the row may have been lost in printing or reading; another rule says that the sum is wrong.
    """
    code = scope.row.code if cell.row == "行" and scope.row is not None else cell.row.partition("|")[0]
    if not code.isdigit():
        return True
    side = view.side_of[column]
    if any(row.side == side and row.code.startswith(code) for row in view.table.rows):
        return False  # rows below it are printed, so it is the row that is missing, not its amount
    above = next((row for row in map(_first_row(view, side), _longer_first(code)) if row is not None), None)
    head = above or _head(view, side)
    if head is None or column not in head.figures:
        return False
    figure = head.figures[column]
    parts = view.below(head) if above is not None or head.key == "合计" else view.by_level.get((side, "类"), ())
    if figure.state == "unreadable" or not parts:
        return False
    cells = [view.money(part) for row in parts if (part := row.figures.get(column)) and part.state == "printed"]
    return agree(view.money(figure), total(cells))


def _longer_first(code: str) -> Iterator[str]:
    return (code[:length] for length in range(len(code) - 1, 2, -1))


def _first_row(view: View, side: str) -> Callable[[str], Row | None]:
    return lambda code: next(iter(_select(view, side, code)), None)


def _head(view: View, side: str) -> Row | None:
    """Return the row that adds up the whole side."""
    rows = [row for key in ("合计", "本年支出合计") for row in view.by_key.get((side, key), ())]
    return rows[0] if rows else None


def _bound_name(cell: Cell, scope: _Scope) -> str:
    if cell.row in ("行", "下级") and scope.row is not None:
        return row_name(scope.row)
    return cell.row.removesuffix("列") + scope.column if cell.row.endswith("列") else cell.row


def _cell_rows(cell: Cell, view: View, column: str, scope: _Scope) -> tuple[Row, ...]:
    side = view.side_of[column]
    if cell.row == "下级":
        below = view.below(scope.row) if scope.row is not None else ()
        if not below:
            raise _NothingBelow
        return below
    if cell.row == "行":
        if scope.row is None or id(scope.row) in view.index:
            return (scope.row,) if scope.row is not None else ()
        return view.by_key.get((side, scope.row.code or scope.row.key), ())[:1]
    if cell.row == "列" or cell.row.endswith("/列"):
        return view.by_key.get((side, cell.row.removesuffix("列") + scope.column), ())[:1]
    rows = tuple(row for name in cell.row.split("|") for row in _select(view, side, name))
    return rows if cell.several else rows[:1]


def _select(view: View, side: str, selector: str) -> tuple[Row, ...]:
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
            raise _UndecidedError("row", f"{view.kind.name} › {code} {item.name}")
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
