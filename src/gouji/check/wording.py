"""Relations between figures in words: the name of a cell, of a side, and a side written out as a sum."""

import re

from gouji.check.formula import Relation, Term, kind_of, owner_of
from gouji.check.masking import mask_names
from gouji.check.view import View, Views, row_name
from gouji.layouts.kinds import load_kinds
from gouji.model.money import agree, print_money, total
from gouji.model.place import Bilingual

_SHOWN = 8  # so many figures of a sum are written out

_YEAR = re.compile(r"(20\d\d)年")
_OWNERS = {"上年": "the year before", "预算": "budget", "决算": "final accounts", "部门": "department", "单位": "unit", "各单位": "all units"}


def say_owner(owner: str) -> str:
    """Return in English what a document among several is called: 2024年决算 is “2024 final accounts”."""
    words = _YEAR.sub(r"\1 ", owner)
    for zh, en in _OWNERS.items():
        words = re.sub(rf"(?:^|(?<= )){zh}$", en, words)
    return words.strip()


def say_kind(kind: str) -> Bilingual:
    """Return the table kind's name, with whose it is; "" for prose."""
    known, owner = load_kinds().get(kind_of(kind)), owner_of(kind)
    english = known.en if known is not None else kind_of(kind)
    return Bilingual(kind, f"{english} ({say_owner(owner)})" if owner else english)


def english_column(kind: str, column: str) -> str:
    """Return the column's English name, the printed one where the kind does not know it."""
    known = load_kinds().get(kind_of(kind))
    return known.columns.get(column, column) if known is not None else column


def name_cell(term: Term) -> Bilingual:
    """Return the figure's name: table, row and column; of a figure in prose or a form the part it stands in."""
    if kind_of(term.kind) not in load_kinds():
        part, owner = mask_names(term.figure.place.part), owner_of(term.kind)
        row = term.row.removeprefix(f"{part}›")
        said = f" ({say_owner(owner)})" if owner else ""
        whose = "" if owner and part.startswith(owner) else term.kind  # 2024年部门预算编制说明 says it itself
        return Bilingual(f"{whose}{part}“{row}”", f"“{row}” in {part}{said}")
    column = english_column(term.kind, term.column)
    return Bilingual(
        f"{term.kind}“{term.row}”行“{term.column}”栏", f"{say_kind(term.kind).en}, row “{term.row}”, column “{column}”"
    )


def say_in_english(value: str) -> str:
    """Return what fills a slot as an English sentence says it: a cell by its English names, a list cut short in English.

    Any other value is printed words, and stays as it is.
    """
    if value.endswith("个"):
        shown, _, count = value[:-1].rpartition("等")
        return f"{shown} and others, {count} in all" if shown and count.isdecimal() else value
    if "”行“" not in value or (cell := _CELL.match(value)) is None:
        return value
    kind, row, column, rest = cell.groups()
    english = f"{say_kind(kind).en}, row “{row}”, column “{english_column(kind, column)}”"
    return f"{english}: {rest}" if rest else english


_CELL = re.compile(r"([^“”]+)“([^“”]+)”行“([^“”]+)”栏(.*)")
_COUNTED = frozenset("个张辆处人")


def without_counters(value: str) -> str:
    """Return a number of things without its measure word (53张), which English has none of; any other value as it is."""
    return value[:-1] if value[-1:] in _COUNTED and value[:-1].isdecimal() else value


def name_side(terms: tuple[Term, ...], relation: Relation) -> Bilingual:
    """Return a side's cells in words; a side without figures is that of an empty table, or of a row without them."""
    if not terms and relation.empty:
        english = ", ".join(f"“{say_kind(name).en}”" for name in relation.empty)
        return Bilingual(f"{'、'.join(relation.empty)}（注明无数据）", f"{english} (no data)")
    if not terms:
        return _name_unprinted(relation)
    names = [name_cell(term) for term in terms[:3]]
    more = len(terms) > 3
    return Bilingual(
        "、".join(name.zh for name in names) + (f"等{len(terms)}格" if more else ""),
        "; ".join(name.en for name in names) + (f" and {len(terms) - 3} more" if more else ""),
    )


def _name_unprinted(relation: Relation) -> Bilingual:
    """Return the row of which a side has no cell, in the table that does not print it."""
    if not relation.row:
        return Bilingual("（空白）", "nothing")
    printed = {term.kind for term in (*relation.left, *relation.right)}
    tables = [kind for kind in relation.kinds if kind not in printed]
    english = "".join(f"“{say_kind(kind).en}”, " for kind in tables)
    return Bilingual(f"{'、'.join(tables)}“{relation.row}”行", f"{english}row “{relation.row}”")


def write_sum(terms: tuple[Term, ...], unit: str) -> str:
    """Return the side written out: 4261.38 + 1100.65, at most eight figures and how many more."""
    parts: list[str] = []
    for term in terms[:_SHOWN]:
        sign = "- " if term.factor < 0 else "+ " if parts else ""
        times = f"{abs(term.factor)} × " if abs(term.factor) != 1 else ""
        parts.append(f"{sign}{times}{print_money(term.money, unit)}")
    return " ".join(parts) + (f" + …（{len(terms)}）" if len(terms) > _SHOWN else "")


def say_total(terms: tuple[Term, ...], relation: Relation, total: str) -> Bilingual:
    """Return what a side comes to: its cells and the total, or that its table is blank."""
    name = name_side(terms, relation)
    if not terms and relation.empty:
        return Bilingual(f"{'、'.join(relation.empty)}空白（注明无数据）", f"{name.en.removesuffix(' (no data)')} has no data")
    return Bilingual(f"{name.zh}合计 {total}", f"{name.en} add up to {total}")


def say_failure(relation: Relation, difference: str) -> Bilingual:
    """Return the headline of a relation that does not hold: which cells differ, and by how much."""
    left, right = (_short_side(side, relation) for side in (relation.left, relation.right))
    same = len(relation.left) == 1 and {term.kind for term in relation.right} == {relation.left[0].kind}
    against = right.zh.removeprefix(relation.left[0].kind) if same else right.zh
    if relation.sign == "≤":
        return Bilingual(f"{left.zh}超过{against}，多 {difference}", f"{left.en} exceeds {right.en} by {difference}")
    if relation.sign == "≥":
        return Bilingual(f"{left.zh}小于{against}，少 {difference}", f"{left.en} is less than {right.en} by {difference}")
    return Bilingual(f"{left.zh}与{against}相差 {difference}", f"{left.en} and {right.en} differ by {difference}")


def _short_side(terms: tuple[Term, ...], relation: Relation) -> Bilingual:
    if len(terms) < 2:
        return name_side(terms, relation)
    kinds = dict.fromkeys(term.kind for term in terms)
    if len(kinds) > 1 and len({kind_of(kind) for kind in kinds}) == 1 and kind_of(terms[0].kind):
        table = say_kind(kind_of(terms[0].kind))
        return Bilingual(f"{len(kinds)}个单位的{table.zh}之和", f"the sum of {table.en} of {len(kinds)} units")
    if len(kinds) > 1:
        return Bilingual("应合计的数", "what should make it up")
    return Bilingual(f"{terms[0].kind}各项之和", f"the sum of rows of {say_kind(terms[0].kind).en}")


def with_totals(terms: tuple[Term, ...], views: Views) -> tuple[Term, ...]:
    """Return the side with the total that a table prints in the place of its rows, where it is their sum.

    Rows rounded one by one add up to a last digit that nobody printed.
    """
    groups: dict[tuple[str, str], list[Term]] = {}
    for term in terms:
        groups.setdefault((term.kind, term.column), []).append(term)
    told: dict[int, tuple[Term, ...]] = {}
    for (kind, column), group in groups.items():
        total = _printed_total(group, views.get(kind, ()), column)
        told.update(dict.fromkeys(map(id, group), ()) if total is not None else {})
        told |= {id(group[0]): (total,)} if total is not None else {}
    return tuple(one for term in terms for one in told.get(id(term), (term,)))


def _printed_total(group: list[Term], views: tuple[View, ...], column: str) -> Term | None:
    """Return the total of the rows below it, when these are all of them and it agrees with their sum."""
    if len(group) < 2 or any(term.factor != 1 for term in group):
        return None
    figures = {id(term.figure) for term in group}
    summed = total([term.money for term in group])
    for view in views:
        rows = [row for row in view.table.rows if (figure := row.figures.get(column)) is not None and id(figure) in figures]
        head = next((row for row in view.table.rows if row.key == "合计" and row.figures.get(column) is not None), None)
        figure = head.figures[column] if head is not None else None
        if head is None or figure is None or figure.money is None or head in rows or len(rows) != len(group):
            continue
        if agree(view.money(figure), summed):
            return Term(1, figure, view.money(figure), group[0].kind, row_name(head), column)
    return None


def say_relation(relation: Relation) -> Bilingual:
    """Return the relation with its figures: the cells of the left side, and both sides written out."""
    unit = next((term.figure.unit for term in (*relation.left, *relation.right)), "万元")
    left, right = name_side(relation.left, relation), name_side(relation.right, relation)
    sums = f"{write_sum(relation.left, unit) or 0} {relation.sign} {write_sum(relation.right, unit) or 0}"
    return Bilingual(f"{left.zh} {relation.sign} {right.zh}：{sums}", f"{left.en} {relation.sign} {right.en}: {sums}")
