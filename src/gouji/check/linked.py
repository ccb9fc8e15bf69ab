"""Rules across documents: what becomes of them between those that a link joins.

In: a rule, the links of a group, its documents. Out: what was decided, once for every link the rule speaks of; milder where
the figures of the year before may have been restated.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from msgspec import structs

from gouji.check.belonging import Group, Link
from gouji.check.engine import Decided, decide, decide_formula, decide_function, not_decided
from gouji.check.evidence import Evidence
from gouji.check.formula import ALL_UNITS, EACH_UNIT, for_units, owners
from gouji.check.functions import registered_across
from gouji.check.group_words import name_units
from gouji.check.members import Labels, Member
from gouji.check.rule import Linked, Rule, formula_of
from gouji.check.words import load_words
from gouji.layouts.words import plain
from gouji.model.place import Bilingual


def decide_across(rule: Rule, group: Group, members: Sequence[Member]) -> list[Decided]:
    """Return what becomes of a rule across documents, once for every link it speaks of."""
    return [
        _milder(_decide_linked(rule, linked), linked)
        for link in group.links
        if link.kind == rule.across
        for linked in _linked(rule, link, members)
    ]


def _linked(rule: Rule, link: Link, members: Sequence[Member]) -> Iterator[Linked]:
    """Yield the documents of the link as the rule compares them: a department with all its units, or with each."""
    this, others = members[link.this], [members[number] for number in link.others]
    if link.kind != "units":
        yield _make_linked(this, others, ["上年" if link.kind == "years" else "预算"], link)
    elif rule.formula and EACH_UNIT in owners(formula_of(rule)):
        for other in others:
            yield _make_linked(this, [other], [EACH_UNIT], link)
    else:
        yield _make_linked(this, others, [other.label for other in others], link)


def _make_linked(this: Member, others: Sequence[Member], called: Sequence[str], link: Link) -> Linked:
    views = dict(this.views)
    for other, owner in zip(others, called, strict=True):
        views |= other.owned_by(owner)
    return Linked(
        this.disclosure,
        tuple(other.disclosure for other in others),
        views,
        (this.label, *(other.label for other in others)),
        link.missing,
        link.listed,
    )


def _decide_linked(rule: Rule, linked: Linked) -> Decided:
    if rule.stage and rule.stage != linked.this.cover.stage:
        return decide(structs.replace(rule, across=""), linked.this, linked.views)
    if not rule.formula:
        decided = decide_function(rule, linked.this, lambda: registered_across(rule.decides)(linked, rule))
        return Labels(linked.owners[0]).of(decided)
    formula = formula_of(rule)
    if ALL_UNITS in owners(formula):
        if (why := _why_not_all(linked)) is not None:
            return not_decided(rule, why, "lacking")
        formula = for_units(formula, linked.owners[1:])
    return decide_formula(rule, formula, linked.views, linked.this)


def _why_not_all(linked: Linked) -> Bilingual | None:
    """Return why the units given are not known to be all of the department's; None when they are."""
    if not linked.listed:
        return Bilingual("部门的文件没有列出预算单位，不知道单位是否齐全", "the department lists no units, so it is not known whether all are given")
    if linked.missing:
        return Bilingual(f"没有给出这些单位的文件：{name_units(linked.missing)}", f"the documents of these units are not given: {name_units(linked.missing)}")
    return None


def _milder(decided: Decided, linked: Linked) -> Decided:
    """Return an error as a warning where the figures of the year before may have been restated."""
    if not any(one.finding.severity == "error" for one in decided.evidence) or not _is_restated(linked):
        return decided
    return structs.replace(decided, evidence=tuple(map(_as_warning, decided.evidence)))


def _as_warning(evidence: Evidence) -> Evidence:
    finding = evidence.finding
    severity = "warning" if finding.severity == "error" else finding.severity
    return structs.replace(evidence, finding=structs.replace(finding, severity=severity))


def _is_restated(linked: Linked) -> bool:
    """Return whether the later document tells of what makes years not comparable, or lists other units than before."""
    before = linked.others[0]
    if before.cover.year == linked.this.cover.year:
        return False
    ours, theirs = (len(one.organisation.units) for one in (linked.this, before))
    texts = (paragraph.text for section in linked.this.sections for paragraph in section.paragraphs)
    return bool(ours and theirs and ours != theirs) or any(_restated().search(plain(text)) for text in texts)


@cache
def _restated() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, load_words("belonging")["restated"])))
