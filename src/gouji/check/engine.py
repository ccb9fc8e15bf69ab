"""Checking: a disclosure and the rule book → a report of what holds, what fails and what could not be decided.

A rule that crashes stops the run with its own name; it is never reported as bad data.
"""

from collections.abc import Callable, Collection, Sequence

from msgspec import Struct

from gouji.check.belonging import tell_level
from gouji.check.causes import group_by_cause
from gouji.check.evidence import Evidence
from gouji.check.exchanged import Again
from gouji.check.formula import Formula, Relation, Term, add, compile_formula, kind_of
from gouji.check.functions import registered
from gouji.check.graph import Told
from gouji.check.instances import relations
from gouji.check.recognition import say_recognised, temper
from gouji.check.rule import Hit, Rule, RuleError, Verdict, formula_of, not_run
from gouji.check.rulebook import rulebook
from gouji.check.surroundings import Surroundings
from gouji.check.unread import doubt
from gouji.check.unrun import tell_unrun, tell_unrun_formula
from gouji.check.view import Views, view_tables
from gouji.check.wording import (
    name_side,
    say_failure,
    say_in_english,
    say_kind,
    say_total,
    with_totals,
    without_counters,
    write_sum,
)
from gouji.layouts.kinds import load_kinds
from gouji.model.disclosure import Disclosure
from gouji.model.finding import Coverage, Finding, Outcome, Report, Unrun
from gouji.model.money import Money, print_money
from gouji.model.place import Bilingual, Place
from gouji.read.troubles import was_read

_WHY = {
    "table": Bilingual("文件中没有读到{what}", "no {what} was read in the document"),
    "unread": Bilingual("{what}没有读到行，也没有无数据的说明", "no rows were read of {what}, nor a note that it is empty"),
    "cut": Bilingual("{what}没有读全", "not all rows of {what} were read"),
    "row": Bilingual("表中没有读到这一行：{what}", "no such row was read: {what}"),
    "column": Bilingual("表中没有读到这一列：{what}", "no such column was read: {what}"),
    "strange": Bilingual("表中另有未识别的金额：{what}", "the table also has amounts that were not recognised: {what}"),
    "unreadable": Bilingual("这个数读不出：{what}", "this figure cannot be read: {what}"),
    "blank": Bilingual("这一格空白：{what}", "this cell is blank: {what}"),
    "when": Bilingual("不适用：只在 {what} 时核对", "does not apply: checked only where {what}"),
    "nothing": Bilingual("没有可核对的数", "there is nothing to check"),
}
# Of a rule across documents, where only one was given.
ALONE = {
    "years": Bilingual("没有一起给出上年的文件", "the document of the year before was not given with it"),
    "accounts": Bilingual("没有一起给出同一年的预算和决算", "budget and final accounts of one year were not given together"),
    "units": Bilingual("没有一起给出部门和所属单位的文件", "the documents of a department and its units were not given together"),
}
_STAGES = {
    "budget": Bilingual("只核对部门预算，这是部门决算", "holds for budgets only; these are final accounts"),
    "final": Bilingual("只核对部门决算，这是部门预算", "holds for final accounts only; this is a budget"),
}
# The reasons a reader wants to hear of first.
_GRAVITY = ("unreadable", "unread", "cut", "table", "strange", "column", "row", "blank")
_NO_REASON = Bilingual("", "")


class Decided(Struct, frozen=True, gc=False):
    """What became of one rule: its outcome, its findings with their relations, and all its decided relations."""

    outcome: Outcome
    evidence: tuple[Evidence, ...] = ()
    relations: tuple[Relation, ...] = ()


def check(
    disclosure: Disclosure, rules: Sequence[Rule] | None = None, *, only: Collection[str] = ()
) -> Report:
    """Return what the rules say of the disclosure.

    rules: the whole rule book unless given. only: ids or families of the rules to run; empty for all.
    Raises RuleError naming the rule whose function fails.
    """
    chosen = choose(rules, only)
    views = view_tables(disclosure)
    decided = [decide(rule, disclosure, views) for rule in chosen]
    return Report(
        document=disclosure.source.name,
        department=disclosure.cover.department or "",
        year=disclosure.cover.year,
        causes=group_by_cause(
            [evidence for one in decided for evidence in one.evidence],
            [Told(rule.id, rule.severity, relation) for rule, one in zip(chosen, decided, strict=True) for relation in one.relations],
            Surroundings((disclosure,), views),
            Again(disclosure, lambda other: _find_all(chosen, other)),
        ),
        outcomes=tuple(one.outcome for one in decided),
        coverage=measure(disclosure),
        recognised=say_recognised((disclosure,)),
        stage=disclosure.cover.stage,
        level=tell_level(disclosure),
    )


def _find_all(rules: Sequence[Rule], disclosure: Disclosure) -> list[Evidence]:
    views = view_tables(disclosure)
    return [evidence for rule in rules for evidence in decide(rule, disclosure, views).evidence]


def choose(rules: Sequence[Rule] | None, only: Collection[str]) -> list[Rule]:
    """Return the rules to run: those named by id or family, all when none is; of the rule book unless given."""
    known = rulebook() if rules is None else rules
    return [rule for rule in known if not only or rule.id in only or rule.family in only]


def measure(disclosure: Disclosure) -> Coverage:
    """Return how much of the document was read."""
    return Coverage(
        tables=len(disclosure.tables),
        figures=sum(
            figure.state == "printed"
            for table in disclosure.tables
            for row in table.rows
            for figure in row.figures.values()
        ),
        claims=sum(len(section.claims) for section in disclosure.sections),
        forms=len(disclosure.forms),
        indicators=sum(len(form.indicators) for form in disclosure.forms),
        damages=len(disclosure.damages),
        unrecognised=len(disclosure.unrecognised),
        troubles=len(disclosure.troubles),
        lost=sum(not was_read(trouble) for trouble in disclosure.troubles),
    )


def decide(rule: Rule, disclosure: Disclosure, views: Views) -> Decided:
    """Return what becomes of a rule in one document, a rule across documents not run."""
    if rule.across:
        return not_decided(rule, ALONE[rule.across])
    if rule.stage and rule.stage != disclosure.cover.stage:
        return not_decided(rule, _STAGES[rule.stage])
    if rule.formula:
        return decide_formula(rule, formula_of(rule), views, disclosure)
    return decide_function(rule, disclosure, lambda: registered(rule.decides)(disclosure, rule))


def not_decided(rule: Rule, why: Bilingual, unrun: Unrun = "inapplicable") -> Decided:
    """Return that the rule was not run, and why."""
    return Decided(Outcome(rule.id, "not_run", why=why, unrun=unrun))


# Rules decided by a function


def decide_function(rule: Rule, disclosure: Disclosure, ask: Callable[[], Verdict]) -> Decided:
    """Return what a function says of the rule in the document. Raises RuleError naming the rule where the function fails."""
    try:
        verdict = ask()
    except Exception as error:
        raise RuleError(f"{rule.id}（{rule.decides}）: {type(error).__name__}: {error}") from error
    verdict = doubt(verdict, rule.misses, disclosure)
    evidence = tuple([_as_evidence(rule, hit) for hit in verdict.hits])
    if not evidence and not verdict.checked and verdict.why is None:
        verdict = not_run("没有可核对的内容", "there is nothing to check")
    if not evidence and verdict.why is not None:
        return not_decided(rule, verdict.why, "lacking" if verdict.lacking else tell_unrun(rule, disclosure))
    outcome = Outcome(
        rule=rule.id,
        status="fails" if evidence else "holds",
        checked=max(verdict.checked, len(evidence)),
        failed=len(evidence),
        why=verdict.why or _NO_REASON,
    )
    return Decided(outcome, evidence, verdict.relations)


def _as_evidence(rule: Rule, hit: Hit) -> Evidence:
    """Return the hit's finding with the relation that fails, and what its headline is cut from.

    That is the headline of the rule or of the hit, or else the sentence itself.
    """
    words = _words_of(hit)
    finding = _find(rule, hit, words)
    says = _fill(rule, rule.headline, words) if rule.headline is not None else hit.headline or finding.message
    return Evidence(finding, hit.relation, says, hit.lacks)


def make_finding(rule: Rule, hit: Hit) -> Finding:
    """Return the finding of a hit: the rule's sentence with the hit's words in it."""
    return _find(rule, hit, _words_of(hit))


# What fills the slots of a sentence, in Chinese and in English.
_Words = tuple[dict[str, str], dict[str, str]]


def _find(rule: Rule, hit: Hit, words: _Words) -> Finding:
    finding = Finding(
        rule=rule.id,
        severity=hit.severity or rule.severity,
        message=_with_remark(_fill(rule, rule.says, words), hit.remark),
        places=hit.places,
        figures=hit.figures,
        printed=hit.printed,
        expected=hit.expected,
        difference=hit.difference,
        basis=rule.basis.text,
        advice=_fill(rule, rule.advice, words) if "{" in rule.advice.zh else rule.advice,
    )
    return temper(finding)


def _with_remark(message: Bilingual, remark: Bilingual | None) -> Bilingual:
    return message if remark is None else Bilingual(message.zh + remark.zh, message.en + remark.en)


def _words_of(hit: Hit) -> _Words:
    zh: dict[str, str] = {"printed": hit.printed, "expected": hit.expected, "difference": hit.difference}
    # Where the difference is a number of things, what differs is one too, and none of them is a quotation.
    counted = without_counters(hit.difference) != hit.difference
    en = {name: without_counters(value) for name, value in zh.items()} if counted else zh.copy()
    for name, value in hit.slots.items():
        zh[name], en[name] = (value, say_in_english(value)) if isinstance(value, str) else (value.zh, value.en)
    return zh, en


def _fill(rule: Rule, sentence: Bilingual, words: _Words) -> Bilingual:
    try:
        zh, en = sentence.zh.format_map(words[0]), sentence.en.format_map(words[1])
    except (KeyError, ValueError, IndexError) as error:
        raise RuleError(f"{rule.id}: 句子里的空没有填 / a slot of the sentence is not filled: {error}") from error
    return Bilingual(zh.replace("（）", ""), en.replace(" ()", ""))  # a sum without figures has nothing to write out


# Rules written as a formula


def decide_formula(rule: Rule, formula: Formula, views: Views, disclosure: Disclosure) -> Decided:
    """Return what the document's tables say of the rule's formula."""
    if rule.when and (reason := _why_not(rule.when, views)) is not None:
        return _without_formula(rule, reason, disclosure)
    found = relations(formula, views)
    decided = tuple([relation for relation in found if relation.why is None])
    evidence = tuple([_as_evidence(rule, make_hit(relation, views)) for relation in decided if not relation.holds])
    if not decided:
        missing = [] if any(kind in views for kind in formula.tables) else list(formula.tables)
        return _without_formula(rule, _why(found, missing), disclosure)
    outcome = Outcome(
        rule=rule.id,
        status="fails" if evidence else "holds",
        checked=len(decided),
        failed=len(evidence),
        why=_unread(found),
    )
    return Decided(outcome, evidence, decided)


# A reason of _WHY, and the cell, table or condition that it is about.
_Reason = tuple[str, str]


def _without_formula(rule: Rule, reason: _Reason, disclosure: Disclosure) -> Decided:
    return not_decided(rule, _say_reason(*reason), tell_unrun_formula(*reason, disclosure))


def _why_not(condition: str, views: Views) -> _Reason | None:
    """Return why the rule does not apply: its condition is undecided or does not hold; None when it applies."""
    for relation in relations(compile_formula(condition, {}), views):
        if relation.why is not None:
            return relation.why
        if not _exactly(relation):
            return "when", condition
    return None


def _exactly(relation: Relation) -> bool:
    """Return whether the relation holds for the figures as printed: 0.01 of other money is other money, not rounding."""
    gap = sum(term.factor * term.money.fen for term in relation.left)
    gap -= sum(term.factor * term.money.fen for term in relation.right)
    return relation.holds if relation.sign == "≈" else {"=": gap == 0, "≤": gap <= 0, "≥": gap >= 0}[relation.sign]


def _unread(found: list[Relation]) -> Bilingual:
    """Return which figure could not be read, where others could be decided; "" when all were read."""
    unread = (relation.why for relation in found if relation.why is not None and relation.why[0] == "unreadable")
    first = next(unread, None)
    return _say_reason(*first) if first is not None else _NO_REASON


def _why(found: list[Relation], missing: list[str]) -> _Reason:
    """Return why nothing could be decided."""
    reasons = [relation.why for relation in found if relation.why is not None]
    if reasons:
        return min(reasons, key=lambda why: _GRAVITY.index(why[0]))
    return ("table", "、".join(missing)) if missing else ("nothing", "")


def _say_reason(reason: str, what: str) -> Bilingual:
    english = f"table “{say_kind(what).en}” ({what})" if kind_of(what) in load_kinds() else what
    return Bilingual(_WHY[reason].zh.format(what=what), _WHY[reason].en.format(what=english))


def make_hit(relation: Relation, views: Views) -> Hit:
    """Return the hit of a relation that does not hold. A table without data is looked at first: it is what is amiss."""
    left_side, right_side = with_totals(relation.left, views), with_totals(relation.right, views)
    left, right = add(left_side), add(right_side)
    unit = next((term.figure.unit for term in (*relation.left, *relation.right)), "万元")
    gap = Money(abs(left.fen - right.fen))
    printed, expected, difference = (print_money(amount, unit) + unit for amount in (left, right, gap))
    empty = [view.table.place for kind in relation.empty for view in views.get(kind, ()) if view.empty]
    return Hit(
        places=tuple(dict.fromkeys((*empty, *(term.figure.place for term in (*left_side, *right_side))))) or (Place(),),
        figures=tuple(term.figure for term in (*relation.left, *relation.right)),
        slots={
            "where": name_side(relation.left, relation),
            "against": name_side(relation.right, relation),
            "left": _as_printed(relation.left, printed),
            "right": _as_printed(relation.right, expected),
            "left_sum": write_sum(left_side, unit),
            "right_sum": write_sum(right_side, unit),
            "left_list": _in_brackets(left_side, unit),
            "left_total": say_total(relation.left, relation, printed),
        },
        printed=printed if relation.left else "",
        expected=(relation.sign if relation.sign in "≤≥" else "") + expected,  # a bound is not the figure itself
        difference=difference,
        relation=relation,
        headline=say_failure(relation, difference),
    )


def _as_printed(side: tuple[Term, ...], amount: str) -> Bilingual:
    """Return what the side comes to; that none of its rows is printed is said, lest zero seem to stand there."""
    return Bilingual(amount, amount) if side else Bilingual(f"{amount}（没有列出）", f"{amount} (not listed)")


def _in_brackets(side: tuple[Term, ...], unit: str) -> Bilingual:
    """Return the side written out as a remark, "" where it is one figure."""
    written = write_sum(side, unit)
    return Bilingual(f"（{written}）", f" ({written})") if len(side) > 1 else Bilingual("", "")
