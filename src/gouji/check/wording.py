"""Relations between figures in words: the name of a cell, of a side, and a side written out as a sum."""

from gouji.check.formula import Relation, Term
from gouji.check.masking import mask_names
from gouji.layouts.kinds import load_kinds
from gouji.model.money import print_money
from gouji.model.place import Bilingual

_SHOWN = 8  # so many figures of a sum are written out


def name_cell(term: Term) -> Bilingual:
    """Return the figure's name: table, row and column; of a figure in prose or a form the part it stands in."""
    kind = load_kinds().get(term.kind)
    if kind is None:
        part = mask_names(term.figure.place.part)
        return Bilingual(f"{part}“{term.row}”", f"“{term.row}” in {part}")
    return Bilingual(
        f"{term.kind}“{term.row}”行“{term.column}”列",
        f"{kind.en}, row “{term.row}”, column “{kind.columns.get(term.column, term.column)}”",
    )


def name_side(terms: tuple[Term, ...], relation: Relation) -> Bilingual:
    """Return a side's cells in words; a side without figures is that of an empty table, or of a row without them."""
    if not terms and relation.empty:
        kinds = load_kinds()
        english = ", ".join(f"“{kinds[name].en}”" for name in relation.empty)
        return Bilingual(f"{'、'.join(relation.empty)}（无数据）", f"{english} (no data)")
    if not terms:
        return Bilingual(f"“{relation.row}”没有数" if relation.row else "（空白）", f"“{relation.row}” has no amount")
    names = [name_cell(term) for term in terms[:3]]
    more = len(terms) > 3
    return Bilingual(
        "、".join(name.zh for name in names) + (f"等{len(terms)}格" if more else ""),
        "; ".join(name.en for name in names) + (f" and {len(terms) - 3} more" if more else ""),
    )


def write_sum(terms: tuple[Term, ...], unit: str) -> str:
    """Return the side written out: 4261.38 + 1100.65, at most eight figures and how many more."""
    parts: list[str] = []
    for term in terms[:_SHOWN]:
        sign = "- " if term.factor < 0 else "+ " if parts else ""
        times = f"{abs(term.factor)} × " if abs(term.factor) != 1 else ""
        parts.append(f"{sign}{times}{print_money(term.money, unit)}")
    return " ".join(parts) + (f" + …（{len(terms)}）" if len(terms) > _SHOWN else "")


def say_relation(relation: Relation) -> Bilingual:
    """Return the relation with its figures: the cells of the left side, and both sides written out."""
    unit = next((term.figure.unit for term in (*relation.left, *relation.right)), "万元")
    left, right = name_side(relation.left, relation), name_side(relation.right, relation)
    sums = f"{write_sum(relation.left, unit) or 0} {relation.sign} {write_sum(relation.right, unit) or 0}"
    return Bilingual(f"{left.zh} {relation.sign} {right.zh}：{sums}", f"{left.en} {relation.sign} {right.en}: {sums}")
