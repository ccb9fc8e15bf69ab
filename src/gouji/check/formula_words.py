"""A formula as a sentence, for a reader who does not know how formulas are written.

In: a rule with a formula. Out: what it says, in Chinese and in English. Table, row and column names stay those of the
rule book; English names stand in their place where there are any.
"""

from msgspec import Struct

from gouji.check.formula import Cell, Formula, Sides, compile_formula, kind_of
from gouji.check.rule import Rule, formula_of
from gouji.check.wording import english_column, say_kind
from gouji.check.words import load_words
from gouji.layouts.kinds import load_kinds
from gouji.model.place import Bilingual

_BOUND_TABLE, _BOUND_ROW, _BOUND_COLUMN = "表", "行", "列"
_BELOW = "下级"


def say_formula(rule: Rule) -> list[Bilingual]:
    """Return what the rule's formula says: a sentence for each alternative, one of which must hold."""
    formula = formula_of(rule)
    return [_say_sides(sides, formula) for sides in formula.any_of]


def say_condition(rule: Rule) -> Bilingual:
    """Return where the rule applies; the rule has a `when`."""
    formula = compile_formula(rule.when, {})
    return _say_sides(formula.any_of[0], formula)


def say_repeated(rule: Rule) -> list[Bilingual]:
    """Return what the formula is repeated for: its tables, rows and columns, a sentence each."""
    formula = formula_of(rule)
    told = list[Bilingual]()
    if formula.tables:
        told.append(_listing(Bilingual("逐表", "for each table"), [say_kind(kind) for kind in formula.tables]))
    if formula.rows:
        selectors = dict.fromkeys(one for _, several in formula.rows for one in several)
        told.append(_listing(Bilingual("逐行", "for each row"), [_say_selector(one) for one in selectors]))
    if formula.columns:
        kinds = {one: next((kind for kind in _kinds(formula) if one in load_kinds()[kind_of(kind)].columns), "") for one in formula.columns}
        told.append(_listing(Bilingual("逐栏", "for each column"), [_say_column(kind, one) for one, kind in kinds.items()]))
    if any(cell.blank_is_zero and not cell.several for sides in formula.any_of for cell in sides.cells):
        told.append(Bilingual("空白的格当作零", "a blank cell counts as zero"))
    return told


def needed_tables(rule: Rule) -> list[Bilingual]:
    """Return the tables that the formula speaks of; of those it is repeated for, one is enough."""
    return [say_kind(kind) for kind in dict.fromkeys(_kinds(formula_of(rule)))]


def _kinds(formula: Formula) -> list[str]:
    cells = [cell.kind for sides in formula.any_of for cell in sides.cells]
    return [kind for cell in cells for kind in (formula.tables if cell == _BOUND_TABLE else (cell,))]


def _listing(what: Bilingual, names: list[Bilingual]) -> Bilingual:
    return Bilingual(f"{what.zh}：{'、'.join(one.zh for one in names)}", f"{what.en}: {'; '.join(one.en for one in names)}")


def _say_sides(sides: Sides, formula: Formula) -> Bilingual:
    sign = load_words("rule_words")["signs"][sides.sign]
    left, right = _say_sum(sides.left, formula), _say_sum(sides.right, formula)
    return Bilingual(f"{left.zh} {sign['zh']} {right.zh}", f"{left.en} {sign['en']} {right.en}")


def _say_sum(cells: tuple[Cell, ...], formula: Formula) -> Bilingual:
    """Return the cells with what stands between them; those that follow each other in one row or column as one sum."""
    zh, en = "", ""
    for group in _groups(cells):
        sign = (" － ", " minus ") if group.factor < 0 else (" ＋ ", " plus ") if zh else ("", "")
        said = _say_group(group, formula)
        zh, en = zh + sign[0] + said.zh, en + sign[1] + said.en
    return Bilingual(zh, en) if cells else Bilingual("零", "zero")


class _Group(Struct, frozen=True):
    """Cells of one table that are added, in one row or in one column; or one that is taken away."""

    factor: int
    kind: str
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    several: bool = False


def _groups(cells: tuple[Cell, ...]) -> list[_Group]:
    groups = list[_Group]()
    for cell in cells:
        one = _Group(cell.factor, cell.kind, tuple(cell.row.split("|")), (cell.column,), cell.several)
        joined = _joined(groups[-1], one) if groups else None
        groups[len(groups) - (joined is not None) :] = [joined or one]
    return groups


def _joined(one: _Group, other: _Group) -> _Group | None:
    """Return the two as one sum, None where they are not in one row or column of one table."""
    if not one.factor == other.factor == 1 or one.kind != other.kind or one.several or other.several:
        return None
    if one.columns == other.columns:
        return _Group(1, one.kind, (*one.rows, *other.rows), one.columns)
    return _Group(1, one.kind, one.rows, (*one.columns, *other.columns)) if one.rows == other.rows else None


def _say_group(group: _Group, formula: Formula) -> Bilingual:
    bound = group.kind == _BOUND_TABLE
    kind = Bilingual("", "") if bound else say_kind(group.kind)
    columns = [_say_column(formula.tables[0] if bound else group.kind, one) for one in group.columns]
    rows = [_say_row(row) for row in group.rows]
    times = f"{abs(group.factor)} × " if abs(group.factor) > 1 else ""
    adds = group.several or len(rows) > 1 or len(columns) > 1
    zh_rows, zh_columns = ("、".join(one.zh for one in names) for names in (rows, columns))
    en_rows, en_columns = (", ".join(one.en for one in names) for names in (rows, columns))
    table = f" in “{kind.en}”" if kind.en else ""
    return Bilingual(
        f"{times}{kind.zh}{zh_rows}的{zh_columns}{'之和' if adds else ''}",
        f"{times}{'the sum of ' if adds else ''}{en_columns} of {en_rows}{table}",
    )


def _say_column(kind: str, column: str) -> Bilingual:
    if column == _BOUND_COLUMN:
        return Bilingual("这一栏", "this column")
    if column == "金额列":
        return Bilingual("每个金额栏", "every column of amounts")
    return Bilingual(f"“{column}”栏", f"“{english_column(kind, column)}”")


def _say_row(row: str) -> Bilingual:
    words = load_words("rule_words")
    if row == _BOUND_ROW:
        return Bilingual("这一行", "this row")
    if row == _BOUND_COLUMN:
        return Bilingual("与这一栏同名的行", "the row called as this column")
    if row.endswith(f"/{_BOUND_COLUMN}"):
        above = row.partition("/")[0]
        return Bilingual(f"“{above}”下与这一栏同名的行", f"the row called as this column under “{_english_row(above)}”")
    if row == _BELOW:
        return Bilingual("其下各行", "the rows below it")
    if row in words["levels"]:
        return Bilingual(f"各{row}", f"all rows of level “{words['levels'][row]}”")
    if row.endswith("*"):
        return Bilingual(f"编码以{row[:-1]}开头的各末级行", f"the lowest rows whose code begins with {row[:-1]}")
    if row.isdigit():
        return Bilingual(f"科目{row}", f"code {row}")
    return Bilingual(f"“{row}”行", f"row “{_english_row(row)}”")


def _english_row(row: str) -> str:
    rows = load_words("rule_words")["rows"]
    return "/".join(rows.get(part, part) for part in row.split("/"))


def _say_selector(selector: str) -> Bilingual:
    level = load_words("rule_words")["levels"].get(selector)
    return Bilingual(f"每个{selector}", f"each {level}") if level else _say_row(selector)
