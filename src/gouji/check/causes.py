"""Which one mistake explains several findings: the report speaks of causes, not of every relation a wrong cell is in.

In: findings, those of formulas with the relation that fails, and all relations that could be decided. Out: causes.
"""

from collections.abc import Sequence
from itertools import groupby

from gouji.check.evidence import Evidence, Found, make_cause, without
from gouji.check.formula import Relation, add
from gouji.check.wrong_cell import explain_by_cells
from gouji.layouts.kinds import load_kinds
from gouji.model.finding import SEVERITIES, Cause, Finding, Severity
from gouji.model.money import FEN_PER_UNIT, Money, agree
from gouji.model.place import Bilingual, Place, show_place

_ALIKE = 3  # so many findings of one rule of the milder kind are told as one
_MANY = 5  # in so many rows one rule has to fail to be told as one
_PLACES = 6  # so many places are named in a title


def group_by_cause(evidence: Sequence[Evidence], relations: Sequence[Relation]) -> tuple[Cause, ...]:
    """Return the findings grouped by what explains them: gravest first, then by the money involved."""
    rest = list(evidence)
    causes: list[Cause] = []
    for explain in (_printed_twice, explain_by_cells, _empty_tables, _whole_tables, _many_rows, _lost_rows, _same_gaps):
        found, rest = explain(rest, relations)
        causes.extend(found)
    causes.extend(_alike(rest))
    return tuple(sorted(causes, key=_weight))


def _weight(cause: Cause) -> tuple[int, int]:
    return SEVERITIES.index(cause.severity), -max((_money_of(finding) for finding in cause.findings), default=0)


def _money_of(finding: Finding) -> int:
    """Return the finding's difference in 分, 0 where it is not about money."""
    for unit in sorted(FEN_PER_UNIT, key=len, reverse=True):
        if finding.difference.endswith(unit):
            number = finding.difference.removesuffix(unit).replace(",", "")
            try:
                return abs(round(float(number) * FEN_PER_UNIT[unit]))
            except ValueError:
                return 0
    return 0


# A row printed twice


def _printed_twice(evidence: list[Evidence], relations: Sequence[Relation]) -> Found:
    """Group with a row found twice the sums that fail because both are added up."""
    causes, rest = list[Cause](), evidence
    sums = [one for one in evidence if one.relation is not None]
    for one in evidence if sums else ():
        if one.relation is not None or len({figure.place.row for figure in one.finding.figures}) != 1:
            continue
        cells = {id(figure) for figure in one.finding.figures}
        if mine := [other for other in sums if other.relation is not None and _adds_twice(other.relation, cells)]:
            causes.append(make_cause(one.finding.message, [one.finding, *(other.finding for other in mine)]))
            rest = without(rest, [one, *mine])
            sums = without(sums, mine)
    return causes, rest


def _adds_twice(relation: Relation, cells: set[int]) -> bool:
    return any(sum(id(term.figure) in cells for term in side) > 1 for side in (relation.left, relation.right))


# A table without data where amounts are due


def _empty_tables(evidence: list[Evidence], relations: Sequence[Relation]) -> Found:
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
    english = load_kinds()[kind].en
    return Bilingual(
        f"{kind}无数据，而别处的数说明它应有 {gap}",
        f"The table “{english}” has no data, though other figures say that it should have {gap}",
    )


# A table that ties within itself but with no other


def _whole_tables(evidence: list[Evidence], relations: Sequence[Relation]) -> Found:
    """Group the failures of a table all of whose own relations hold while every one with another table fails."""
    causes, rest = [], evidence
    for kind in dict.fromkeys(kind for one in evidence if one.relation is not None for kind in one.relation.kinds):
        mine = [one for one in rest if one.relation is not None and _crosses(one.relation, kind)]
        if len({one.finding.rule for one in mine}) > 1 and _stands_apart(kind, relations, rest):
            mine += _only_about(kind, relations, rest)
            causes.append(make_cause(_table_title(kind), [one.finding for one in mine]))
            rest = without(rest, mine)
    return causes, rest


def _crosses(relation: Relation, kind: str) -> bool:
    return kind in relation.kinds and len(relation.kinds) > 1


def _stands_apart(kind: str, relations: Sequence[Relation], unexplained: list[Evidence]) -> bool:
    """Return whether the table's own relations hold, or fail for a reason found, and no equation with others holds."""
    own = [relation for relation in relations if relation.kinds == (kind,)]
    failing = [one for one in unexplained if one.relation is not None and one.relation.kinds == (kind,)]
    equations = [relation.holds for relation in relations if relation.sign == "=" and _crosses(relation, kind)]
    return bool(own) and not failing and not any(equations)


def _only_about(kind: str, relations: Sequence[Relation], evidence: list[Evidence]) -> list[Evidence]:
    """Return what else was found about the table's own figures and no other table's (an impossible wage a head)."""
    cells = {id(term.figure): term.kind for one in relations for term in (*one.left, *one.right)}
    return [
        one
        for one in evidence
        if one.relation is None and {cells.get(id(figure)) for figure in one.finding.figures} == {kind}
    ]


def _table_title(kind: str) -> Bilingual:
    return Bilingual(
        f"{kind}自身相符，却与其他各表都不合：很可能只是一个单位的表，或是另一口径、另一版本的数",
        f"“{load_kinds()[kind].en}” ties within itself but with no other table: most likely it covers a single unit,"
        " another scope or another version",
    )


# A relation that fails in row after row of a table


def _many_rows(evidence: list[Evidence], relations: Sequence[Relation]) -> Found:
    """Group the failures of one rule in many rows of a table: columns out of place, or another scope, not many slips."""
    causes, rest = list[Cause](), evidence
    for place in dict.fromkeys(_rule_and_table(one) for one in evidence):
        mine = [one for one in rest if place is not None and _rule_and_table(one) == place]
        if place is not None and len({one.relation.row for one in mine if one.relation is not None}) >= _MANY:
            causes.append(make_cause(_many_title(place[1], mine), [one.finding for one in mine]))
            rest = without(rest, mine)
    return causes, rest


def _rule_and_table(one: Evidence) -> tuple[str, tuple[str, ...]] | None:
    return (one.finding.rule, one.relation.kinds) if one.relation is not None else None


def _many_title(kinds: tuple[str, ...], evidence: list[Evidence]) -> Bilingual:
    english = ", ".join(f"“{load_kinds()[kind].en}”" for kind in kinds)
    message = max((one.finding for one in evidence), key=_money_of).message
    return Bilingual(
        f"{'、'.join(kinds)}有 {len(evidence)} 处同样不合，多半是整列错位、漏印或口径不同：{message.zh}",
        f"{english}: the same relation fails in {len(evidence)} places, most likely a column is out of place, missing or"
        f" of another scope: {message.en}",
    )


# A row lost or printed twice: the columns of one head fail alike, and what adds up the table misses the same amounts


def _lost_rows(evidence: list[Evidence], relations: Sequence[Relation]) -> Found:
    causes, rest = list[Cause](), evidence
    heads = dict.fromkeys(head for one in evidence if (head := _head(one)) is not None)
    for head in heads:
        mine = [one for one in rest if _head(one) == head]
        mine += [one for one in without(rest, mine) if _misses_the_same(one, mine, head[1])]
        if len(mine) > 1:
            causes.append(make_cause(_row_title(head, mine), [one.finding for one in mine]))
            rest = without(rest, mine)
    return causes, rest


Head = tuple[str, str, str]  # rule, table kind, row


def _head(one: Evidence) -> Head | None:
    """Return the head that fails to be the sum of the rows below it, None for another relation."""
    relation = one.relation
    if relation is None or len(relation.left) != 1 or len(relation.kinds) > 1:
        return None
    head = relation.left[0]
    below = all(term.column == head.column and term.row != head.row for term in relation.right)
    return (one.finding.rule, head.kind, head.row) if below else None


def _misses_the_same(one: Evidence, found: list[Evidence], kind: str) -> bool:
    """Return whether the relation is about the table too and fails by the same amount as one of those found."""
    relation = one.relation
    if relation is None or not found or kind not in relation.kinds:
        return False
    return any(other.relation is not None and agree(_gap(relation), _gap(other.relation)) for other in found)


def _gap(relation: Relation) -> Money:
    gap = add(relation.left) - add(relation.right)
    return Money(abs(gap.fen), gap.slack)


def _row_title(head: Head, evidence: list[Evidence]) -> Bilingual:
    _, kind, row = head
    gaps = [
        (one.relation.left[0].column, one.finding.difference)
        for one in evidence
        if one.relation is not None and _head(one) == head
    ]
    columns = load_kinds()[kind].columns
    zh = "、".join(f"“{column}”列相差 {gap}" for column, gap in gaps)
    en = ", ".join(f"“{columns.get(column, column)}” by {gap}" for column, gap in gaps)
    return Bilingual(
        f"{kind}“{row}”行与其下各行之和不合（{zh}）：可能漏印、多印或印错了一行",
        f"{load_kinds()[kind].en}, row “{row}” is not the sum of the rows below it ({en}): a row may be missing,"
        " printed twice or wrong",
    )


# The same amount missing in relations of one table


def _same_gaps(evidence: list[Evidence], relations: Sequence[Relation]) -> Found:
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


def _gap_title(evidence: list[Evidence]) -> Bilingual:
    message, more = evidence[0].finding.message, len(evidence) - 1
    return Bilingual(
        f"{message.zh.rstrip('。')}（另有 {more} 处差额相同）",
        f"{message.en.rstrip('.')} ({more} more with the same difference)",
    )


# Findings of one rule, told together


def _alike(evidence: list[Evidence]) -> list[Cause]:
    """Return one cause for each finding, but one for many milder findings of the same rule."""
    causes = []
    ordered = sorted((one.finding for one in evidence), key=lambda finding: finding.rule)
    for _, group in groupby(ordered, key=lambda finding: (finding.rule, finding.severity)):
        findings = list(group)
        if len(findings) > 1 and _is_mild(findings[0].severity, len(findings)):
            causes.append(make_cause(_alike_title(findings), findings))
        else:
            causes.extend(make_cause(finding.message, [finding]) for finding in findings)
    return causes


def _is_mild(severity: Severity, count: int) -> bool:
    return severity == "note" or (severity == "warning" and count >= _ALIKE)


def _alike_title(findings: list[Finding]) -> Bilingual:
    """Return the first finding's sentence, how many there are, and the first places."""
    places = list(dict.fromkeys(finding.places[0] for finding in findings if finding.places))
    zh, en = ("；".join(dict.fromkeys(_short(place, language) for place in places[:_PLACES])) for language in ("zh", "en"))
    more = len(places) > _PLACES
    return Bilingual(
        f"{findings[0].message.zh.rstrip('。')}（同类共 {len(findings)} 处：{zh}{' …' if more else ''}）",
        f"{findings[0].message.en.rstrip('.')} ({len(findings)} alike: {en}{' …' if more else ''})",
    )


def _short(place: Place, language: str) -> str:
    return show_place(Place(line=place.line, page=place.page, sheet=place.sheet, cell=place.cell, part=place.part), language)
