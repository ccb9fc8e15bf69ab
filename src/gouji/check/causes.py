"""Which one mistake explains several findings: the report speaks of causes, not of every relation a wrong cell is in.

In: findings, those of formulas with the relation that fails, and all relations that could be decided. Out: causes.
"""

from collections.abc import Collection, Sequence
from functools import cache
from itertools import groupby

from gouji.check.evidence import Evidence, Found, make_cause, without
from gouji.check.exchanged import Again, explain_by_exchange
from gouji.check.formula import Relation, add
from gouji.check.graph import Told
from gouji.check.headline import shorten
from gouji.check.mislabelled import explain_by_units
from gouji.check.repairs import explain_by_fixes
from gouji.check.shifted import explain_by_shifts
from gouji.check.surroundings import Surroundings
from gouji.check.wording import say_kind
from gouji.check.words import load_words
from gouji.model.finding import SEVERITIES, Cause, Finding, Severity
from gouji.model.money import FEN_PER_UNIT, Money, agree
from gouji.model.place import Bilingual

_TROUBLES = "D-3"  # the rule that hands on the troubles of reading
_PRIVATE = "P-"  # ids of the rules about what must not be published
_UNITS = sorted(FEN_PER_UNIT, key=len, reverse=True)
_ALIKE = 3  # so many findings of one rule of the milder kind are told as one


def group_by_cause(
    evidence: Sequence[Evidence], told: Sequence[Told], around: Surroundings, again: Again | None = None
) -> tuple[Cause, ...]:
    """Return the findings grouped by what explains them: gravest first, then by the money involved.

    again: how to find what fails in the document put right; without it, no columns are told to be exchanged.
    """
    twice, rest = _printed_twice(list(evidence))
    empty, rest = _empty_tables(rest)
    units, rest = explain_by_units(rest, told, around.views)
    shifted, rest = explain_by_shifts(rest, around.views)
    exchanged, rest = explain_by_exchange(rest, around.views, again)
    left = {id(one.relation) for one in rest}
    told = [one for one in told if one.relation.holds or id(one.relation) in left]
    cells, rest = explain_by_fixes(rest, told, around)
    missing, rest = _missing_rows(rest)
    gaps, rest = _same_gaps(rest)
    once, rest = _told_once(rest)
    alone = _mended_together(_alike(rest))
    return tuple(sorted((*twice, *empty, *units, *shifted, *exchanged, *cells, *missing, *gaps, *once, *alone), key=_weight))


def keep_rules(causes: Sequence[Cause], rules: Collection[str]) -> tuple[Cause, ...]:
    """Return the causes with only the findings of the rules; what they are, and which figure is wrong, stays as it is."""
    return tuple(sorted((part for cause in causes if (part := _part_of(cause, rules)) is not None), key=_weight))


def _part_of(cause: Cause, rules: Collection[str]) -> Cause | None:
    mine = [finding for finding in cause.findings if finding.rule in rules]
    if not mine or len(mine) == len(cause.findings):
        return cause if mine else None
    group = _groups().get(mine[0].rule)
    if group is None or cause.title != _say_group(group, cause.findings):
        return make_cause(cause.title, mine, cause.repairs)
    return make_cause(shorten(mine[0].message) if len(mine) == 1 else _say_group(group, mine), mine)


def _weight(cause: Cause) -> tuple[int, bool, int]:
    return SEVERITIES.index(cause.severity), *_weight_of(cause.findings)


def _weight_of(findings: Sequence[Finding]) -> tuple[bool, int]:
    """Return what puts findings of one severity in order: those of the reading last, then by the money involved."""
    return all([one.of_reading for one in findings]), -max([_money_of(one) for one in findings])


def _money_of(finding: Finding) -> int:
    """Return the finding's difference in 分, 0 where it is not about money."""
    if not finding.difference.endswith("元"):
        return 0
    for unit in _UNITS:
        if finding.difference.endswith(unit):
            number = finding.difference.removesuffix(unit).replace(",", "")
            try:
                return abs(round(float(number) * FEN_PER_UNIT[unit]))
            except ValueError:
                return 0
    return 0


# A row printed twice


def _printed_twice(evidence: list[Evidence]) -> Found:
    """Group with a row found twice the sums that fail because both are added up."""
    causes, rest = list[Cause](), evidence
    sums = [one for one in evidence if one.relation is not None]
    for one in evidence if sums else ():
        if one.relation is not None or not one.finding.figures:
            continue
        rows = {figure.place.row for figure in one.finding.figures}
        if len(rows) != 1 or "" in rows:  # prose has no rows
            continue
        cells = {id(figure) for figure in one.finding.figures}
        if mine := [other for other in sums if other.relation is not None and _adds_twice(other.relation, cells)]:
            causes.append(make_cause(one.headline, [one.finding, *(other.finding for other in mine)]))
            rest = without(rest, [one, *mine])
            sums = without(sums, mine)
    return causes, rest


def _adds_twice(relation: Relation, cells: set[int]) -> bool:
    """Return whether the relation adds up two and more of the cells on one side."""
    return any(sum(id(term.figure) in cells for term in side) > 1 for side in (relation.left, relation.right))


# A table without data where amounts are due


def _empty_tables(evidence: list[Evidence]) -> Found:
    """Group what an empty table explains: it stands alone on a side of one relation, and takes part in the others."""
    causes, rest = [], evidence
    alone = [one.relation for one in evidence if one.relation is not None and _is_alone(one.relation)]
    for kind in dict.fromkeys(relation.empty[0] for relation in alone):
        mine = [one for one in rest if one.relation is not None and kind in one.relation.empty]
        if len(mine) > 1:
            causes.append(make_cause(_empty_title(kind, mine), [one.finding for one in mine]))
            rest = without(rest, mine)
    return causes, rest


def _is_alone(relation: Relation) -> bool:
    """Return whether one side has nothing but a table that says it has no data."""
    return len(relation.empty) == 1 and not (relation.left and relation.right)


def _empty_title(kind: str, evidence: list[Evidence]) -> Bilingual:
    gap = max((one.finding for one in evidence), key=_money_of).difference
    english = say_kind(kind).en
    return Bilingual(
        f"{kind}无数据，而别处的数说明它应有 {gap}",
        f"The table “{english}” has no data, though other figures say that it should have {gap}",
    )


# A row that is missing without a sum that tells so


def _missing_rows(evidence: list[Evidence]) -> Found:
    """Group with a table that was found to lack a row what else misses a row of it."""
    causes, rest = list[Cause](), evidence
    nameless = [one for one in evidence if any(not lack.name for lack in one.lacks)]
    for one in nameless:
        kinds = {lack.kind for lack in one.lacks}
        mine = [other for other in rest if any(lack.kind in kinds for lack in other.lacks)]
        if len(mine) > 1 and sum(other in mine for other in nameless) == 1:
            causes.append(make_cause(one.headline, [other.finding for other in mine]))
            rest = without(rest, mine)
    return causes, rest


# The same amount missing in relations of one table


def _same_gaps(evidence: list[Evidence]) -> Found:
    causes, rest = list[Cause](), evidence
    left = [one for one in evidence if one.relation is not None]
    while left:
        kinds = left[0].relation.kinds if left[0].relation is not None else ()
        mine = [one for one in left if any(_misses_the_same(one, left[:1], kind) for kind in kinds)] or left[:1]
        if len(mine) > 1:
            causes.append(make_cause(_gap_title(mine), [one.finding for one in mine]))
            rest = without(rest, mine)
        left = without(left, mine)
    return causes, rest


def _misses_the_same(one: Evidence, found: list[Evidence], kind: str) -> bool:
    """Return whether the relation is about the table too and fails by the same amount as one of those found."""
    relation = one.relation
    if relation is None or not found or kind not in relation.kinds:
        return False
    return any(other.relation is not None and agree(_gap(relation), _gap(other.relation)) for other in found)


def _gap(relation: Relation) -> Money:
    gap = add(relation.left) - add(relation.right)
    return Money(abs(gap.fen), gap.slack)


def _gap_title(evidence: list[Evidence]) -> Bilingual:
    headline, more = evidence[0].headline, len(evidence) - 1
    return shorten(headline, Bilingual(f"（另有 {more} 处差额相同）", f" ({more} more with the same difference)"))


# Two rules that see the same


def _told_once(evidence: list[Evidence]) -> Found:
    """Group what different rules find: the same slip at one place, the same amount missing in one form, private matters in one text."""
    groups: dict[tuple[object, ...], list[Evidence]] = {}
    for one in evidence:
        if one.relation is None and one.finding.places:
            for key in _what_is_seen(one.finding):
                groups.setdefault(key, []).append(one)
    causes, rest = list[Cause](), evidence
    for group in _joined([group for group in groups.values() if len({one.finding.rule for one in group}) > 1]):
        first = min(group, key=lambda one: SEVERITIES.index(one.finding.severity))
        causes.append(make_cause(first.headline, [one.finding for one in group]))
        rest = without(rest, group)
    return causes, rest


def _joined(groups: list[list[Evidence]]) -> list[list[Evidence]]:
    """Return the groups, those that share a finding as one, each finding once."""
    joined: list[list[Evidence]] = []
    for group in groups:
        mine = [other for other in joined if any(one is two for one in group for two in other)]
        joined = [other for other in joined if other not in mine]
        joined.append(list({id(one): one for part in (*mine, group) for one in part}.values()))
    return joined


def _what_is_seen(finding: Finding) -> list[tuple[object, ...]]:
    """Return what makes two findings one, each reason enough.

    The private text; the place with the two prints that do not agree there, whichever is held for wrong; or the part and
    the amount by which it is off or that is wrong.
    """
    place = finding.places[0]
    if finding.rule.startswith(_PRIVATE):
        return [(place,)]
    seen: list[tuple[object, ...]] = []
    if finding.printed and finding.expected:
        seen.append((place, frozenset((finding.printed, finding.expected))))
    if place.part and _money_of(finding):
        seen.append((place.part, finding.difference))
        seen += [("printed", place.part, finding.printed)] if finding.printed else []
    return seen


# Findings of one rule, told together


def _alike(evidence: list[Evidence]) -> list[list[Evidence]]:
    """Return the findings, many milder ones of the same rule together; those together have one rule and severity."""
    groups: list[list[Evidence]] = []
    ordered = sorted(evidence, key=lambda one: (one.finding.rule, _trouble_of(one.finding)))
    for _, group in groupby(ordered, key=lambda one: (one.finding.rule, one.finding.severity, _trouble_of(one.finding))):
        alike = list(group)
        groups += [alike] if _is_mild(alike[0].finding.severity, len(alike)) else [[one] for one in alike]
    return groups


def _trouble_of(finding: Finding) -> str:
    """Return the code of the reading trouble that the finding tells of, with which it begins; "" for any other."""
    return finding.message.zh.partition(" ")[0] if finding.rule == _TROUBLES else ""


def _is_mild(severity: Severity, count: int) -> bool:
    return severity == "note" or (severity == "warning" and count >= _ALIKE)


def _cause_of(alike: list[Evidence]) -> Cause:
    """Return one cause of the findings, under the first one's headline and how many there are."""
    headline, count = alike[0].headline, len(alike)
    if count > 1:
        headline = shorten(headline, Bilingual(f"（同类共 {count} 处）", f" ({count} alike)"))
    return make_cause(headline, [one.finding for one in alike])


# Notes that are mended in one go


def _mended_together(groups: list[list[Evidence]]) -> list[Cause]:
    """Return a cause of each group, but one of the notes of rules that belong together; a group of one rule stays as it is."""
    grouped: dict[str, list[list[Evidence]]] = {}
    for group in groups:
        first = group[0].finding
        if first.severity == "note" and (title := _groups().get(first.rule)) is not None:
            grouped.setdefault(title.zh, []).append(group)
    several = [mine for mine in grouped.values() if len({group[0].finding.rule for group in mine}) > 1]
    taken = {id(group) for mine in several for group in mine}
    return [*(_cause_of(group) for group in groups if id(group) not in taken), *map(_one_of, several)]


def _one_of(groups: list[list[Evidence]]) -> Cause:
    """Return one cause of the notes of all: those about the most money first, of each rule one before the others."""
    ordered = sorted([[one.finding for one in group] for group in groups], key=_weight_of)
    findings = [findings[0] for findings in ordered] + [finding for findings in ordered for finding in findings[1:]]
    return make_cause(_say_group(_groups()[findings[0].rule], findings), findings)


def _say_group(title: Bilingual, findings: Sequence[Finding]) -> Bilingual:
    kinds, count = len({one.rule for one in findings}), len(findings)
    told = f"{count} places, {kinds} kinds" if kinds > 1 else f"{count} places"
    return Bilingual(f"{title.zh}：{kinds}类、{count}处", f"{title.en}: {told}")


@cache
def _groups() -> dict[str, Bilingual]:
    """Return rule → title of the group of notes it belongs to."""
    return {
        rule: Bilingual(group["title"]["zh"], group["title"]["en"])
        for group in load_words("note_groups")["groups"]
        for rule in group["rules"]
    }
