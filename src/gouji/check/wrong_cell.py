"""The one wrong cell that explains several failing relations, and the amount they all point to.

In: findings with their relations, and all relations that could be decided. Out: causes, and what they do not explain.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from msgspec import Struct

from gouji.check.evidence import Evidence, Found, make_cause
from gouji.check.formula import Relation, Term, add
from gouji.layouts.kinds import load_kinds
from gouji.model.disclosure import Figure
from gouji.model.finding import Cause
from gouji.model.money import Money, print_money
from gouji.model.place import Bilingual, Place


class Suspect(Struct, frozen=True):
    """A figure that alone explains failing relations.

    explains: ids of the relations. low, high: bounds in 分 of the amount that makes all of them hold; middle: of the
    narrowest of them.
    """

    term: Term
    explains: tuple[int, ...]
    low: int
    high: int
    middle: int


def explain_by_cells(evidence: list[Evidence], relations: Sequence[Relation]) -> Found:
    """Take, one after the other, the cell whose correction makes most failing relations hold and breaks none."""
    causes: list[Cause] = []
    rest = list(evidence)
    holding = _relations_by_cell([relation for relation in relations if relation.holds])
    named: set[int] = set()
    while True:
        failing = [one.relation for one in rest if one.relation is not None]
        suspects = [one for one in _suspects(failing, holding) if id(one.term.figure) not in named]
        leading = _leading(suspects, failing)
        if leading is None:
            return causes, rest
        named.add(id(leading.term.figure))
        mine, rest = _claimed(leading, rest)
        causes.append(make_cause(_title(leading, mine), [one.finding for one in mine]))


def _leading(suspects: list[Suspect], failing: list[Relation]) -> Suspect | None:
    """Return the cell that explains most, None when others explain as much: then no cell is named."""
    best = max((len(suspect.explains) for suspect in suspects), default=0)
    if best == 1:
        suspects = [suspect for suspect in suspects if _is_plausible(suspect, failing)]
    leading = (suspect for suspect in suspects if len(suspect.explains) == best)
    return next((suspect for suspect in leading if _is_only_one(suspect, suspects)), None)


def _is_plausible(suspect: Suspect, failing: list[Relation]) -> bool:
    """Return whether one relation alone is enough to name the cell: it is in no other that fails, and not far off."""
    figure, printed = suspect.term.figure, abs(suspect.term.money.fen)
    others = sum(any(term.figure is figure for term in (*one.left, *one.right)) for one in failing)
    return others == 1 and abs(suspect.middle) <= _TIMES * printed and printed <= _TIMES * abs(suspect.middle)


def _relations_by_cell(relations: Iterable[Relation]) -> dict[int, list[Relation]]:
    found: dict[int, list[Relation]] = defaultdict(list)
    for relation in relations:
        for term in (*relation.left, *relation.right):
            found[id(term.figure)].append(relation)
    return found


def _suspects(failing: list[Relation], holding: dict[int, list[Relation]]) -> list[Suspect]:
    """Return the cells that can explain failing relations without breaking one that holds."""
    terms = {id(term.figure): term for relation in failing for term in (*relation.left, *relation.right)}
    by_cell = _relations_by_cell(failing)
    suspects = [_suspect(term, by_cell[key]) for key, term in terms.items()]
    return [
        suspect
        for suspect in suspects
        if suspect is not None and not any(_breaks(suspect, one) for one in holding.get(id(suspect.term.figure), ()))
    ]


def _suspect(term: Term, failing: list[Relation]) -> Suspect | None:
    """Return the cell with the amounts that make most of its failing relations hold, None when no amount helps.

    The others may fail for a reason of their own.
    """
    ranges = [(*_needed(term, relation), id(relation)) for relation in failing]
    best = max((_within(ranges, low) for low, _, _ in ranges), key=len)
    if not best or (min(high for _, high, _ in best) < 0 <= term.money.fen):
        return None  # an amount below zero is not what was meant
    narrowest = min(best, key=lambda one: one[1] - one[0])
    return Suspect(
        term,
        tuple(key for _, _, key in best),
        max(low for low, _, _ in best),
        min(high for _, high, _ in best),
        (narrowest[0] + narrowest[1]) // 2,
    )


def _within(ranges: list[tuple[int, int, int]], amount: int) -> list[tuple[int, int, int]]:
    return [one for one in ranges if one[0] <= amount <= one[1]]


_FAR = 10**18
_TIMES = 20  # a slip of the digits rarely changes an amount more than this many times
_TRIED = 100  # so many amounts within the bounds are compared with what is printed


def _needed(term: Term, relation: Relation) -> tuple[int, int]:
    """Return the lowest and highest amount (分) of the cell that makes the relation hold, all others as printed."""
    left, right = add(relation.left), add(relation.right)
    factor = sum(one.factor for one in relation.left if one.figure is term.figure)
    factor -= sum(one.factor for one in relation.right if one.figure is term.figure)
    if factor == 0 or relation.sign == "≈":
        return (-_FAR, _FAR) if relation.holds else (_FAR, -_FAR)
    gap, reach = right.fen - left.fen, (left.slack + right.slack) // 2
    if relation.sign == "≤":
        bounds = (-_FAR, gap + reach)
    elif relation.sign == "≥":
        bounds = (gap - reach, _FAR)
    else:
        bounds = (gap - reach, gap + reach)
    low, high = sorted(bound // factor if abs(bound) < _FAR else (bound if factor > 0 else -bound) for bound in bounds)
    return max(-_FAR, term.money.fen + low), min(_FAR, term.money.fen + high)


def _breaks(suspect: Suspect, relation: Relation) -> bool:
    low, high = _needed(suspect.term, relation)
    return low > suspect.high or high < suspect.low


def _is_only_one(suspect: Suspect, suspects: list[Suspect]) -> bool:
    """Return whether no other cell explains the same relations as well."""
    mine = set(suspect.explains)
    return not any(other is not suspect and mine <= set(other.explains) for other in suspects)


def _claimed(suspect: Suspect, evidence: list[Evidence]) -> tuple[list[Evidence], list[Evidence]]:
    """Return the evidence the wrong cell explains (with what else names that very cell), and the rest."""
    mine, rest = list[Evidence](), list[Evidence]()
    for one in evidence:
        named = one.relation is None and any(_is_same(figure, suspect.term.figure) for figure in one.finding.figures)
        (mine if named or id(one.relation) in suspect.explains else rest).append(one)
    return mine, rest


def _is_same(a: Figure, b: Figure) -> bool:
    return a is b or (a.place == b.place and a.text == b.text and a.place != Place())


def _title(suspect: Suspect, evidence: list[Evidence]) -> Bilingual:
    figure, count = suspect.term.figure, len(evidence)
    kind = load_kinds()[suspect.term.kind]
    zh = f"{suspect.term.kind}“{suspect.term.row}”行“{suspect.term.column}”列印作 {figure.text}"
    en = f"{kind.en}, row “{suspect.term.row}”, column “{kind.columns.get(suspect.term.column, suspect.term.column)}” is printed {figure.text}"
    if suspect.low <= -_FAR or suspect.high >= _FAR:
        return Bilingual(f"{zh}，与 {count} 处不合", f"{en}, which disagrees in {count} places")
    wanted = print_money(Money(_likeliest(suspect)), figure.unit)
    return Bilingual(
        f"{zh}，{count} 处关系都指向 {wanted}{figure.unit}",
        f"{en}; {count} relation{'s' if count > 1 else ''} point{'' if count > 1 else 's'} to {wanted} {figure.unit}",
    )


def _likeliest(suspect: Suspect) -> int:
    """Return the amount (分) within the bounds that is most like what is printed, and nearest to the middle."""
    step = suspect.term.money.slack or 1
    first, last = -(-suspect.low // step), suspect.high // step
    middle = (2 * suspect.middle + step) // (2 * step)
    if last - first > _TRIED or last < first:
        return middle * step
    printed = print_money(suspect.term.money, suspect.term.figure.unit)
    return min(
        (steps * step for steps in range(first, last + 1)),
        key=lambda fen: (
            _unlike(printed, print_money(Money(fen), suspect.term.figure.unit)),
            abs(fen - middle * step),
        ),
    )


def _unlike(a: str, b: str) -> int:
    """Return in how many places two printed amounts differ, two digits changed over counting once."""
    if len(a) != len(b):
        return max(len(a), len(b))
    differing = [n for n, (x, y) in enumerate(zip(a, b, strict=True)) if x != y]
    swapped = len(differing) == 2 and a[differing[0]] == b[differing[1]] and a[differing[1]] == b[differing[0]]
    return 1 if swapped else len(differing)
