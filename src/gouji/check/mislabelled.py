"""A table whose header names the wrong unit of money: all its amounts are ten thousand times too small or too large.

In: findings with their relations, all relations that could be decided, and the tables. Out: a cause, and what is left.
A table is told to be mislabelled when every equation between it and other tables or prose fails, and what fails holds
in the other unit, or comes near where another slip has broken it too, but for a few. One equation alone tells of the
unit where nothing else may have gone wrong.
"""

from collections.abc import Iterator, Sequence

from msgspec import Struct, structs

from gouji.check.evidence import Evidence, Found, make_cause, without
from gouji.check.formula import Relation, Term, add, can_stand, kind_of
from gouji.check.graph import Told
from gouji.check.view import Views
from gouji.check.wording import say_kind
from gouji.model.disclosure import Figure
from gouji.model.money import Money, agree
from gouji.model.place import Bilingual

_MOST_OF = 3  # of so many equations one may be far off in the other unit too
_FEWEST = 2  # so many findings tell of a unit, one may be chance
_NEAR = 10  # amounts with a slip differ by less than so many times, those in the wrong unit by ten thousand
_DIGITS = 4  # so many digits agree by no chance
_MYRIAD = 10_000
_MEANT = {"元": "万元", "万元": "元"}


class _Label(Struct, frozen=True):
    """A table's kind and the unit printed over it.

    mine: the findings that the other unit explains, those nearest to naming it first; sure: one of them is enough.
    besides: those of its cells that fail in the other unit too.
    """

    kind: str
    unit: str
    mine: tuple[Evidence, ...]
    besides: tuple[Evidence, ...]
    sure: bool


def explain_by_units(evidence: list[Evidence], told: Sequence[Told], views: Views) -> Found:
    """Return a cause for a table in the wrong unit, with what it explains, and the evidence that is left."""
    failing = [one.relation for one in evidence if one.relation is not None and _crosses(one.relation)]
    kinds = dict.fromkeys(kind for relation in failing for kind in relation.kinds if kind_of(kind))
    labels = [label for kind in kinds if (label := _label(kind, evidence, told, views)) is not None]
    most = max((len(label.mine) + len(label.besides) for label in labels), default=0)
    best = [label for label in labels if len(label.mine) + len(label.besides) == most]
    # Of two tables that only know each other it cannot be told which is mislabelled.
    if len(best) != 1 or (most < _FEWEST and not best[0].sure):
        return [], evidence
    label = best[0]
    # What has more than the unit amiss is shown before what the unit alone explains.
    ordered = [*label.mine[:1], *label.besides, *label.mine[1:]]
    findings = [structs.replace(one.finding, advice=_advice(label)) for one in ordered]
    return [make_cause(_title(label), findings)], without(evidence, ordered)


def _nearness(one: Evidence) -> int:
    """Return how far a finding is from naming the unit: 0 where it says that amounts differ by it, 2 for a sum of the table."""
    return 0 if one.relation is None else 1 if _crosses(one.relation) else 2


def _crosses(relation: Relation) -> bool:
    """Return whether the relation tells of the unit of a table: an equation with others, or a bound that others break."""
    tells = relation.sign == "=" or (relation.sign != "≈" and not relation.holds)
    return tells and len(relation.kinds) > 1 and bool(relation.left and relation.right)


def _label(kind: str, evidence: list[Evidence], told: Sequence[Told], views: Views) -> _Label | None:
    """Return the table as mislabelled; None where an equation with others holds as it is, or many are far off in the other unit too."""
    units = {view.table.unit for view in views.get(kind, ())}
    unit = next(iter(units)) if len(units) == 1 else ""
    about = (one.relation for one in told if kind in one.relation.kinds and _crosses(one.relation))
    if unit not in _MEANT or not _are_meant([one for one in about if any(_amounts(one))], kind, unit):
        return None
    # Its own sums may fail too: what is rounded in 万元 is off by a 分 in 元. What another slip broke besides cannot be
    # measured before the unit is right.
    by_relation = [
        one
        for one in evidence
        if one.relation is not None and kind in one.relation.kinds and (_is_meant(one.relation, kind, unit) or _crosses(one.relation))
    ]
    besides = [one for one in by_relation if one.relation is not None and not _is_meant(one.relation, kind, unit)]
    crossing = [one.relation for one in by_relation if one.relation is not None and _crosses(one.relation)]
    # Prose alone may itself be in the wrong unit.
    if not any(all(map(kind_of, relation.kinds)) for relation in crossing):
        return None
    cells = list(_figures(kind, views))
    by_place = [one for one in without(evidence, by_relation) if _is_slip(one, cells)]
    mine = sorted((*without(by_relation, besides), *by_place), key=_nearness)
    return _Label(kind, unit, tuple(mine), tuple(besides), len(crossing) == 1 and _is_sure(crossing[0], kind, told))


def _are_meant(relations: Sequence[Relation], kind: str, unit: str) -> bool:
    """Return whether the other unit explains one and nears the others, but for a few that are left to another slip."""
    if any(relation.holds for relation in relations):
        return False
    others = [relation for relation in relations if not _is_meant(relation, kind, unit)]
    far = sum(not _comes_near(relation, kind, unit) for relation in others)
    return len(others) < len(relations) and far * _MOST_OF <= len(relations)


def _is_sure(relation: Relation, kind: str, told: Sequence[Told]) -> bool:
    """Return whether the relation can only fail by the unit of the table.

    Its amount agrees in many digits, the other tables in it tie elsewhere, and the table's own sums bear its figure out.
    """
    mine = [term for term in (*relation.left, *relation.right) if term.kind == kind]
    figures = {id(term.figure) for term in mine}
    holding = [one.relation for one in told if one.relation.holds and one.relation.sign == "=" and any(_amounts(one.relation))]
    borne_out = any(
        one.kinds == (kind,) and any(id(term.figure) in figures for term in (*one.left, *one.right)) for one in holding
    )
    tied = {other for one in holding if len(one.kinds) > 1 for other in one.kinds}
    digits = max((len(str(abs(term.money.fen)).strip("0")) for term in mine), default=0)
    return digits >= _DIGITS and borne_out and tied.issuperset(set(relation.kinds) - {kind})


def _amounts(relation: Relation) -> Iterator[int]:
    return (term.money.fen for term in (*relation.left, *relation.right))


def _is_meant(relation: Relation, kind: str, unit: str) -> bool:
    """Return whether the relation fails as printed and a form of it holds with the table's amounts in the other unit."""
    forms = (relation, *relation.others)
    return not relation.holds and any(can_stand(form.sign, *_in_other(form, kind, unit)) for form in forms)


def _comes_near(relation: Relation, kind: str, unit: str) -> bool:
    """Return whether the sides of a form of the relation, the table's amounts in the other unit, differ by a slip at most."""
    sides = (sorted(abs(side.fen) for side in _in_other(form, kind, unit)) for form in (relation, *relation.others))
    return any(low > 0 and high < _NEAR * low for low, high in sides)


def _in_other(relation: Relation, kind: str, unit: str) -> tuple[Money, Money]:
    """Return what the two sides come to with the table's amounts in the other unit."""
    left, right = (tuple([_rescaled(term, kind, unit) for term in side]) for side in (relation.left, relation.right))
    return add(left), add(right)


def _rescaled(term: Term, kind: str, unit: str) -> Term:
    return structs.replace(term, money=_other(term.money, unit)) if term.kind == kind else term


def _other(money: Money, unit: str) -> Money:
    """Return the amount printed under the unit as its digits are worth in the other."""
    if unit == "元":
        # 157.94 is exact in 元, and rounded in 万元.
        return Money(money.fen, max(money.slack, 1)).times(_MYRIAD)
    return Money(money.fen // _MYRIAD, money.slack // _MYRIAD)


def _figures(kind: str, views: Views) -> Iterator[Figure]:
    return (figure for view in views.get(kind, ()) for row in view.table.rows for figure in row.figures.values())


def _is_slip(one: Evidence, cells: Sequence[Figure]) -> bool:
    """Return whether the finding is that amounts of prose differ from cells of the table by the unit alone."""
    shown = [cell for cell in cells if cell.money is not None and cell.place in one.finding.places]
    own = {id(cell) for cell in shown}
    others = (figure for figure in one.finding.figures if id(figure) not in own)
    figures = [figure.money for figure in others if figure.money is not None and figure.money.fen]
    return bool(shown and figures) and all(
        any(agree(money, _other(cell.money, cell.unit)) for cell in shown if cell.money is not None) for money in figures
    )


def _title(label: _Label) -> Bilingual:
    meant, factor = _MEANT[label.unit], ("乘以", "multiplied") if label.unit == "元" else ("除以", "divided")
    return Bilingual(
        f"{label.kind}的金额单位印作“{label.unit}”，多半应为“{meant}”：各数{factor[0]}一万，就与别处相符",
        f"The unit of “{say_kind(label.kind).en}” is printed {label.unit} and most likely meant to be {meant}:"
        f" {factor[1]} by 10,000 its amounts tie with the others",
    )


def _advice(label: _Label) -> Bilingual:
    meant = _MEANT[label.unit]
    if label.besides:
        return Bilingual(
            f"核对表头的金额单位，应为{meant}的改过来，再核对一遍：其中{len(label.besides)}处改了单位仍不相符，还有别的数有误。",
            f"Check the unit over the table, correct it to {meant} and check again: with that unit {len(label.besides)} of these "
            "still do not agree, for another figure is wrong as well.",
        )
    return Bilingual(
        f"核对表头的金额单位，应为{meant}的改过来；各数本身不用改。",
        f"Check the unit over the table and correct it to {meant}; the amounts may stand.",
    )
