"""Checking several documents together: each by itself, and those that belong together against each other.

In: the documents of a run. Out: a report for each group of them. In the report of a group every place names its file,
every table says whose it is, and the relations between the documents stand in one graph with those inside them, so
that the wrong cell is looked for in all of them.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cache

from msgspec import Struct, structs

from gouji.check.belonging import Card, Group, Link, find_groups, is_itself, make_card
from gouji.check.causes import group_by_cause
from gouji.check.engine import (
    ALONE,
    Decided,
    check,
    choose,
    decide,
    decide_formula,
    decide_function,
    measure,
    not_decided,
)
from gouji.check.evidence import Evidence
from gouji.check.formula import (
    ALL_UNITS,
    EACH_UNIT,
    Relation,
    Term,
    compile_formula,
    for_units,
    own,
    owner_of,
    owners,
)
from gouji.check.functions import registered_across
from gouji.check.graph import Told
from gouji.check.recognition import say_recognised
from gouji.check.rule import Linked, Rule
from gouji.check.surroundings import Surroundings
from gouji.check.together import merge, named
from gouji.check.unrun import join_unrun
from gouji.check.view import View, Views, view_tables
from gouji.check.wording import say_owner
from gouji.check.words import load_words
from gouji.layouts.words import plain
from gouji.model.disclosure import Disclosure
from gouji.model.finding import Cause, Coverage, Outcome, Part, Report
from gouji.model.place import Bilingual

_NUMBERS = "零一两三四五六七八九十"
_MOST_NAMED = 6  # units not given that are named in a sentence


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
    members, alone = list[_Member](), list[list[Decided]]()
    # One document after the other: what is worked out of one is kept until the next is looked at.
    for one, label in zip(documents, label_documents(group.cards), strict=True):
        members.append(_Member(one, label))
        alone.append(_decide_alone(members[-1], rules))
    across = [_decide_across(rule, group, members) for rule in rules]
    decided = [
        _join(rule, [*(mine[n] for mine in alone), *across[n]] if not rule.across else across[n])
        for n, rule in enumerate(rules)
    ]
    before = {members[link.this].label: members[link.others[0]].label for link in group.links if link.kind == "years"}
    causes = group_by_cause(
        [evidence for one in decided for evidence in one.evidence],
        [Told(rule.id, rule.severity, told) for rule, one in zip(rules, decided, strict=True) for told in one.relations],
        Surroundings(documents, _all_views(members), before),
    )
    last = group.cards[-1]
    return Report(
        document=" + ".join(one.source.name for one in documents),
        department=next((card.department for card in group.cards if card.level != "unit"), last.department),
        year=last.year,
        causes=tuple(_label_cause(cause, members) for cause in causes),
        outcomes=tuple(one.outcome for one in decided),
        coverage=_add_coverage(measure(one) for one in documents),
        parts=tuple(
            Part(member.disclosure.source.name, _both(member.label), card.department, card.year, card.stage)
            for member, card in zip(members, group.cards, strict=True)
        ),
        belonging=say_belonging(group),
        recognised=say_recognised(documents),
        level="unit" if all(card.level == "unit" for card in group.cards) else "",
    )


class _Member(Struct):
    """One document of a group. label: what it is called among them. views: its tables, by kind and by kind with label."""

    disclosure: Disclosure
    label: str
    views: Views = {}

    def __post_init__(self) -> None:
        self.views = {
            name: tuple(views)
            for kind, found in view_tables(self.disclosure).items()
            for views in [[_owned(view, self.label) for view in found]]
            for name in (kind, own(self.label, kind))
        }

    @property
    def files(self) -> frozenset[str]:
        """The names of its files."""
        return frozenset(self.disclosure.source.name.split(" + "))

    def owned_by(self, owner: str) -> Views:
        """Return the views under the name that formulas have for them, and under their label."""
        return {
            name: views
            for kind, views in self.views.items()
            for name in ((own(owner, kind),) if not owner_of(kind) else (kind,))
        }


def _owned(view: View, label: str) -> View:
    return structs.replace(view, kind=structs.replace(view.kind, name=own(label, view.kind.name)))


def _all_views(members: Iterable[_Member]) -> Views:
    return {kind: views for member in members for kind, views in member.views.items() if owner_of(kind)}


# Each document by itself


def _decide_alone(member: _Member, rules: Sequence[Rule]) -> list[Decided]:
    """Return what becomes of the rules in one document; those across documents are left out of its evidence."""
    labels = _Labels(member.label)
    return [labels.of(decide(rule, member.disclosure, member.views)) for rule in rules]


class _Labels:
    """Puts a document's label on the relations that functions found; one relation of two rules stays one."""

    def __init__(self, label: str) -> None:
        self._label = label
        self._known: dict[int, tuple[Relation, Relation]] = {}

    def of(self, decided: Decided) -> Decided:
        """Return what was decided with the label on every relation."""
        if not decided.relations and not decided.evidence:
            return decided
        return structs.replace(
            decided,
            evidence=tuple(map(self._evidence, decided.evidence)),
            relations=tuple(map(self._of, decided.relations)),
        )

    def _evidence(self, evidence: Evidence) -> Evidence:
        relation = self._of(evidence.relation) if evidence.relation is not None else None
        lacks = tuple(structs.replace(lack, kind=self._kind(lack.kind)) for lack in evidence.lacks)
        return structs.replace(evidence, relation=relation, lacks=lacks)

    def _of(self, relation: Relation) -> Relation:
        if id(relation) not in self._known:
            self._known[id(relation)] = relation, self._make(relation)
        return self._known[id(relation)][1]

    def _make(self, relation: Relation) -> Relation:
        if all(map(owner_of, relation.kinds)):
            return relation
        return structs.replace(
            relation,
            left=tuple(map(self._term, relation.left)),
            right=tuple(map(self._term, relation.right)),
            kinds=tuple(map(self._kind, relation.kinds)),
            empty=tuple(map(self._kind, relation.empty)),
            sums=tuple((self._kind(kind), column, sign) for kind, column, sign in relation.sums),
            others=tuple(map(self._of, relation.others)),
        )

    def _term(self, term: Term) -> Term:
        return structs.replace(term, kind=self._kind(term.kind))

    def _kind(self, kind: str) -> str:
        return kind if owner_of(kind) else own(self._label, kind)


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


# Documents against each other


def _decide_across(rule: Rule, group: Group, members: Sequence[_Member]) -> list[Decided]:
    """Return what becomes of a rule across documents, once for every link it speaks of."""
    return [
        _milder(_decide_linked(rule, linked), linked)
        for link in group.links
        if link.kind == rule.across
        for linked in _linked(rule, link, members)
    ]


def _linked(rule: Rule, link: Link, members: Sequence[_Member]) -> Iterator[Linked]:
    """Yield the documents of the link as the rule compares them: a department with all its units, or with each."""
    this, others = members[link.this], [members[number] for number in link.others]
    if link.kind != "units":
        yield _make_linked(this, others, ["上年" if link.kind == "years" else "预算"], link)
    elif rule.formula and EACH_UNIT in owners(compile_formula(rule.formula, rule.each)):
        for other in others:
            yield _make_linked(this, [other], [EACH_UNIT], link)
    else:
        yield _make_linked(this, others, [other.label for other in others], link)


def _make_linked(this: _Member, others: Sequence[_Member], called: Sequence[str], link: Link) -> Linked:
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
        return _Labels(linked.owners[0]).of(decided)
    formula = compile_formula(rule.formula, rule.each)
    if ALL_UNITS in owners(formula):
        if (why := why_not_all(linked)) is not None:
            return not_decided(rule, why, "lacking")
        formula = for_units(formula, linked.owners[1:])
    return decide_formula(rule, formula, linked.views, linked.this)


def why_not_all(linked: Linked) -> Bilingual | None:
    """Return why the units given are not known to be all of the department's; None when they are."""
    if not linked.listed:
        return Bilingual("部门的文件没有列出预算单位，不知道单位是否齐全", "the department lists no units, so it is not known whether all are given")
    if linked.missing:
        return Bilingual(f"没有给出这些单位的文件：{_name(linked.missing)}", f"the documents of these units are not given: {_name(linked.missing)}")
    return None


def _name(units: Sequence[str]) -> str:
    more = f"等{len(units)}个" if len(units) > _MOST_NAMED else ""
    return "、".join(units[:_MOST_NAMED]) + more


def _milder(decided: Decided, linked: Linked) -> Decided:
    """Return an error as a warning where the figures of the year before may have been restated."""
    if not any(one.finding.severity == "error" for one in decided.evidence) or not is_restated(linked):
        return decided
    return structs.replace(decided, evidence=tuple(map(_as_warning, decided.evidence)))


def _as_warning(evidence: Evidence) -> Evidence:
    finding = evidence.finding
    severity = "warning" if finding.severity == "error" else finding.severity
    return structs.replace(evidence, finding=structs.replace(finding, severity=severity))


def is_restated(linked: Linked) -> bool:
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


# What the documents are called


def label_documents(cards: Sequence[Card]) -> tuple[str, ...]:
    """Return what each document is called in a report on all: 2024年, 2024年决算, 部门, a unit's name; else its file's name.

    Only what tells them apart is said.
    """
    years, stages = ({getattr(card, field) for card in cards} for field in ("year", "stage"))
    bodies = {(card.department, card.level == "unit") for card in cards}
    labels = [_label(card, cards, years=len(years) > 1, stages=len(stages) > 1, bodies=len(bodies) > 1) for card in cards]
    return tuple(label if label and labels.count(label) == 1 else card.name for label, card in zip(labels, cards, strict=True))


def _label(card: Card, cards: Sequence[Card], *, years: bool, stages: bool, bodies: bool) -> str:
    body = ""
    if bodies and card.level == "unit":
        department = next((one.department for one in cards if one.level != "unit"), "")
        body = "单位" if is_itself(card.department, department) else card.department
    elif bodies:
        body = "部门" if sum(one.level != "unit" for one in cards if one.year == card.year and one.stage == card.stage) == 1 else card.department
    stage = ("决算" if card.stage == "final" else "预算") if stages else ""
    return (f"{card.year}年" if years else "") + body + stage


def _both(label: str) -> Bilingual:
    return Bilingual(label, say_owner(label))


def _label_cause(cause: Cause, members: Sequence[_Member]) -> Cause:
    """Return the cause with the label of its document in its title, where it is about one document and does not say so."""
    files = {place.document for finding in cause.findings for place in finding.places}
    mine = [member.label for member in members if not files.isdisjoint(member.files)]
    if len(mine) != 1 or own(mine[0], "") in cause.title.zh:
        return cause
    label = _both(mine[0])
    title = Bilingual(f"{label.zh}：{cause.title.zh}", f"{label.en}: {cause.title.en}")
    return structs.replace(cause, title=title)


def say_belonging(group: Group) -> Bilingual:
    """Return what the documents are to each other, "" for one alone: 这三份是同一部门的三年（2023、2024、2025）."""
    parts = list(_belongings(group))
    halves = sum(len(files) == 2 for files in group.files)
    if halves:
        parts.append(Bilingual("文字和表分在两份文件", "text and tables stand in two files"))
    if not parts:
        return Bilingual("", "")
    count = sum(len(files) for files in group.files)
    zh = "；".join(part.zh for part in parts)
    return Bilingual(f"这{_number(count)}份文件{zh if not zh.startswith('文字') else f'是一份公开：{zh}'}", f"These {count} files: {'; '.join(part.en for part in parts)}")


def _belongings(group: Group) -> Iterator[Bilingual]:
    cards, links = group.cards, group.links
    tied = [link for link in links if link.kind == "years"]
    years = sorted({cards[number].year or 0 for link in tied for number in (link.this, *link.others)})
    if years:
        shown = "、".join(map(str, years))
        yield Bilingual(f"是同一部门的{_number(len(years))}年（{shown}）", f"{len(years)} years of one department ({', '.join(map(str, years))})")
    for link in links:
        if link.kind == "accounts":
            yield Bilingual(f"有{cards[link.this].year}年的预算和决算", f"budget and final accounts of {cards[link.this].year}")
        if link.kind == "units":
            yield _say_units(link, cards[link.this])


def _say_units(link: Link, card: Card) -> Bilingual:
    count = len(link.others)
    zh, en = f"有{card.year}年的部门和它的{count}个单位", f"a department of {card.year} and {count} of its units"
    if not link.missing:
        return Bilingual(zh, en)
    return Bilingual(f"{zh}（没有给出：{_name(link.missing)}）", f"{en} (not given: {_name(link.missing)})")


def _number(count: int) -> str:
    return _NUMBERS[count] if count < len(_NUMBERS) else str(count)


def _add_coverage(parts: Iterable[Coverage]) -> Coverage:
    found = list(parts)
    return Coverage(*(sum(getattr(one, field) for one in found) for field in Coverage.__struct_fields__))
