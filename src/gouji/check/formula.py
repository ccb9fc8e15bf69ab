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

import re
from collections.abc import Sequence
from fractions import Fraction
from functools import cache
from typing import Any, Literal

from msgspec import Struct, structs

from gouji.layouts.kinds import Kind, load_kinds
from gouji.model.disclosure import Figure
from gouji.model.money import Money, agree, at_most

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


def relate(left: tuple[Term, ...], right: tuple[Term, ...], sign: Sign = "=") -> Relation:
    """Return the relation between two sums of figures that a rule took from prose, forms or tables."""
    kinds = tuple({term.kind: None for term in left + right})
    return Relation(sign, left, right, kinds, holds=can_stand(sign, add(left), add(right)))


def can_stand(sign: Sign, left: Money, right: Money) -> bool:
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
    if len(terms) == 1 and terms[0].factor == 1:
        return terms[0].money
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
        import difflib  # asked only when a rule is at fault

        nearest = ", ".join(difflib.get_close_matches(name, list(names), n=1, cutoff=0.3)) or "—"
        raise FormulaError(f"没有这个{what}: {name}; 最接近的是 / nearest: {nearest}")
