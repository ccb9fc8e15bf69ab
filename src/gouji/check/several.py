"""Checking several documents together: each by itself, and those that belong together against each other.

In: the documents of a run. Out: a report for each group of them. In the report of a group every place names its file,
every table says whose it is, and the relations between the documents stand in one graph with those inside them, so
that the wrong cell is looked for in all of them.
"""

from collections.abc import Collection, Iterable, Sequence

from msgspec import structs

from gouji.check.belonging import Group, find_groups, make_card
from gouji.check.causes import group_by_cause
from gouji.check.engine import ALONE, Decided, check, choose, decide, measure, not_decided
from gouji.check.graph import Told
from gouji.check.group_words import label_documents, say_belonging
from gouji.check.linked import decide_across
from gouji.check.members import Labels, Member, all_views, label_cause
from gouji.check.recognition import say_recognised
from gouji.check.rule import Rule
from gouji.check.surroundings import Surroundings
from gouji.check.together import merge, named
from gouji.check.unrun import join_unrun
from gouji.model.disclosure import Disclosure
from gouji.model.finding import Coverage, Outcome, Part, Report
from gouji.model.place import Bilingual


def check_together(
    disclosures: Sequence[Disclosure], rules: Sequence[Rule] | None = None, *, only: Collection[str] = ()
) -> tuple[Report, ...]:
    """Return one report for each group of documents that belong together, and for each that belongs to none.

    Which do is found out: halves of one disclosure, consecutive years of one department, its budget and final accounts of
    one year, a department and its units. rules, only: as for `check`. Raises RuleError as `check` does.
    """
    groups = find_groups([make_card(one) for one in disclosures])
    return tuple(
        check_group(group, gather(group, disclosures), choose(rules, only)) for group in groups
    )


def gather(group: Group, disclosures: Sequence[Disclosure]) -> tuple[Disclosure, ...]:
    """Return the group's documents, halves put together, each place naming its file where there are several."""
    files = [[disclosures[number] for number in numbers] for numbers in group.files]
    if len(files) == 1 and len(files[0]) == 1:
        return (files[0][0],)
    return tuple(merge(*halves) if len(halves) == 2 else named(halves[0]) for halves in files)


def check_group(group: Group, documents: Sequence[Disclosure], rules: Sequence[Rule]) -> Report:
    """Return the report of a group. documents: the group's, in its order (see `gather`)."""
    if len(documents) == 1:
        return structs.replace(check(documents[0], rules), belonging=say_belonging(group))
    members, alone = list[Member](), list[list[Decided]]()
    # One document after the other: what is worked out of one is kept until the next is looked at.
    for one, label in zip(documents, label_documents(group.cards), strict=True):
        members.append(Member(one, label))
        alone.append(_decide_alone(members[-1], rules))
    across = [decide_across(rule, group, members) for rule in rules]
    decided = [
        _join(rule, [*(mine[n] for mine in alone), *across[n]] if not rule.across else across[n])
        for n, rule in enumerate(rules)
    ]
    before = {members[link.this].label: members[link.others[0]].label for link in group.links if link.kind == "years"}
    causes = group_by_cause(
        [evidence for one in decided for evidence in one.evidence],
        [Told(rule.id, rule.severity, told) for rule, one in zip(rules, decided, strict=True) for told in one.relations],
        Surroundings(documents, all_views(members), before),
    )
    last = group.cards[-1]
    return Report(
        document=" + ".join(one.source.name for one in documents),
        department=next((card.department for card in group.cards if card.level != "unit"), last.department),
        year=last.year,
        causes=tuple(label_cause(cause, members) for cause in causes),
        outcomes=tuple(one.outcome for one in decided),
        coverage=_add_coverage(measure(one) for one in documents),
        parts=tuple(
            Part(member.disclosure.source.name, member.title, card.department, card.year, card.stage)
            for member, card in zip(members, group.cards, strict=True)
        ),
        belonging=say_belonging(group),
        recognised=say_recognised(documents),
        level="unit" if all(card.level == "unit" for card in group.cards) else "",
    )


def _decide_alone(member: Member, rules: Sequence[Rule]) -> list[Decided]:
    """Return what becomes of the rules in one document; those across documents are left out of its evidence."""
    labels = Labels(member.label)
    return [labels.of(decide(rule, member.disclosure, member.views)) for rule in rules]


def _join(rule: Rule, decided: Sequence[Decided]) -> Decided:
    """Return what becomes of the rule in all documents: it fails where it fails in one."""
    if not decided:
        return not_decided(rule, ALONE[rule.across or "years"])
    outcomes = [one.outcome for one in decided]
    ran = [one for one in outcomes if one.status != "not_run"]
    failed = sum(one.failed for one in outcomes)
    return Decided(
        Outcome(
            rule=rule.id,
            status="fails" if failed else "holds" if ran else "not_run",
            checked=sum(one.checked for one in outcomes),
            failed=failed,
            why=next((one.why for one in (ran or outcomes) if one.why.zh), Bilingual("", "")),
            unrun="" if ran else join_unrun(one.unrun for one in outcomes),
        ),
        tuple(evidence for one in decided for evidence in one.evidence),
        tuple(relation for one in decided for relation in one.relations),
    )


def _add_coverage(parts: Iterable[Coverage]) -> Coverage:
    found = list(parts)
    return Coverage(*(sum(getattr(one, field) for one in found) for field in Coverage.__struct_fields__))
