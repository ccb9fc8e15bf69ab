"""What the narrative says of the year before, and of the budget, against what was published then.

In: this year's document with that of the year before, or final accounts with their budget. Out: changes and rates that
do not lead back to the figure published then, and budgets stated that are not the one published. Which words compare,
and which of them mean a budget or an outturn, is data of the rule.
"""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from msgspec import structs

from gouji.check.deciding import decided
from gouji.check.formula import Relation, Term, add, own, relate
from gouji.check.functions import intervals
from gouji.check.functions.claims import (
    ALSO_AT,
    all_claims,
    by_topic,
    gap,
    is_last_years,
    is_rough,
    money,
    once,
    paragraphs,
    prose_term,
    refused,
    say_amount,
    say_figure,
)
from gouji.check.functions.intervals import of_quantity
from gouji.check.functions.items import item_rows, named_path
from gouji.check.functions.outturn import Outturn, named_item, outturns, short_subject
from gouji.check.functions.stated_changes import statements, way
from gouji.check.remember import once_a_document
from gouji.check.rule import Hit, Linked, Rule, Verdict, decides_across
from gouji.check.view import View
from gouji.check.wording import name_cell
from gouji.layouts.words import plain
from gouji.model.disclosure import Claim, Disclosure, Row, Section
from gouji.model.finding import Severity
from gouji.model.money import ZERO, Money, agree
from gouji.model.place import Bilingual

_BEFORE, _BUDGET = "上年", "预算"
_ITEMS = "功能分类"  # topics of items, which their path tells
_TELLING = 2  # characters of a subject that tell what an amount is about, besides the words that any subject may have
_VAGUE = re.compile("预算|决算|安排|支出|收入|执行|当年|本年|总计|合计|总额|金额|数|其中|项目|经费|资金|工作")
_IN_FRONT = re.compile(r"^(?:[^，。；]*?20\d\d年度?)?(?:本部门|本单位|我部门|我单位)?")
_NO_CHANGE = Bilingual("文中没有可与上年的文件核对的增减", "no change can be held against last year's document")
_NO_RATE = Bilingual("文中没有只写增减率、可与上年的文件核对的语句", "no rate without an amount can be held against last year's document")
_NO_BUDGET = Bilingual("文中没有可与公开的预算核对的年初预算", "no budget of the beginning of the year can be held against the one published")


class Compared(NamedTuple):
    """A statement that compares with the year before. said: the words; plainly: whether they say with what.

    before: terms that add up to last year's figure, as far as the amounts tell.
    """

    section: Section
    claim: Claim
    now: Money
    said: str
    plainly: bool
    before: tuple[Term, ...]

    @property
    def severity(self) -> Severity | None:
        """The severity of what is wrong with it.

        A comparison that does not say with what may be with an outturn; an item may have been counted under another.
        """
        return None if self.plainly and _ITEMS not in self.claim.topic and not named_path(self.claim.subject) else "warning"


@decides_across("told_changes")
def told_changes(linked: Linked, rule: Rule) -> Verdict:
    """A change leads back from this year's amount to the one published last year."""
    relations = list[Relation]()
    wrong: dict[tuple[int, int], list[tuple[Compared, Relation]]] = {}
    for one in _compared(linked, rule.given):
        found = list(_last(linked, one.section, one.claim, rule.given["tables"])) if one.before else []
        if not found:
            continue
        told = [relate(one.before, (term,)) for term in found]
        holding = next((relation for relation in told if relation.holds), None)
        if holding is not None:
            relations.append(holding)
        elif not _is_of_another(linked, one, rule.given["tables"]):
            relations.append(told[0])
            wrong.setdefault((id(found[0].figure), add(one.before).fen), []).append((one, told[0]))
    hits = [_wrong_change(group) for group in wrong.values()]
    return decided(len(relations), hits, _NO_CHANGE, relations)


def _compared(linked: Linked, words: dict[str, Any]) -> Iterator[Compared]:
    """Yield the statements of this year's document that compare a plain amount with the year before."""
    this = linked.this
    pattern = re.compile(words["before"])
    for section, claim, base in statements(this, words["compared"]):
        match, now = pattern.search(claim.sentence), money(claim.amount)
        if match is None or now is None or claim.amount is None or re.search(words["about"], claim.direction):
            continue
        plainly = _says_what(match["what"], words, final=this.cover.stage == "final")
        if plainly is None or not _is_the_year_before(match["year"], this.cover.year) or is_rough(claim):
            continue
        if refused(this, claim) or is_last_years(this, claim):
            continue
        told = claim.direction + (say_figure(claim.change) if claim.change is not None else claim.growth.text if claim.growth else "")
        name = _short(claim.subject, this.cover.department or "")
        before = (prose_term(base, name),) if base is not None and base.money is not None else _before(claim, name, words)
        yield Compared(section, claim, now, match[0] + told, plainly, before)


def _says_what(what: str, words: dict[str, Any], *, final: bool) -> bool | None:
    """Return whether the words say that published figures of one kind are compared; None where they are of another kind."""
    outturn, budget = (re.search(words[kind], what) is not None for kind in ("outturn", "budget"))
    if final:
        return None if budget and not outturn else outturn
    return None if outturn else budget


def _is_the_year_before(printed: str | None, year: int | None) -> bool:
    return printed is None or (year is not None and int(printed) == year - 1)


def _short(subject: str, department: str) -> str:
    """Return the subject without the year and the department, which a report on several years tells anyway."""
    return _IN_FRONT.sub("", subject.replace(department, "") if department else subject) or subject


def _before(claim: Claim, name: str, words: dict[str, Any]) -> tuple[Term, ...]:
    """Return the claim's amount less its rise, or with its fall; nothing where the change is not told."""
    assert claim.amount is not None
    direction = way(claim.direction, words)
    term = prose_term(claim.amount, name)
    if direction == "flat":
        return (term,) if claim.change is None or not money(claim.change) else ()
    if direction not in ("up", "down") or claim.change is None or claim.change.money is None or is_rough(claim, claim.change):
        return ()
    change = prose_term(claim.change, f"{name}{claim.direction}")
    return term, structs.replace(change, factor=-1) if direction == "up" else change


def _last(linked: Linked, section: Section, claim: Claim, tables: list[str]) -> Iterator[Term]:
    """Yield the figures of last year's document that the claim's subject may mean: of its cell, its item, its topic."""
    if claim.address is not None:
        for kind, key, column in (claim.address, ALSO_AT.get(claim.address, claim.address)):
            for view in linked.views.get(own(_BEFORE, kind), ()):
                row = next(iter(view.by_key.get((view.side_of.get(column, ""), key), ())), None)
                if row is not None and (term := _term(view, row, column)) is not None:
                    yield term
                    return
    path, before = named_path(claim.subject), linked.others[0]
    if path and (items := list(_items(linked, claim, tables, path))):
        yield from items
    else:
        by_its_topic = bool(claim.topic) and _ITEMS not in claim.topic
        told = by_topic(before).get(claim.topic, ()) if by_its_topic else _by_subject(before).get(_subject(section, claim), ())
        amounts = {one.amount.money: one for one in told if one.amount is not None and money(one.amount) is not None}
        if len(amounts) == 1 and (one := next(iter(amounts.values()))).amount is not None:
            yield structs.replace(prose_term(one.amount, one.subject), kind=own(linked.owners[1], ""))


@once_a_document
def _by_subject(disclosure: Disclosure) -> dict[tuple[str, str], list[Claim]]:
    """Return the claims of plain amounts by section and subject, where the subject tells what they are about."""
    found: dict[tuple[str, str], list[Claim]] = {}
    for section, claim in all_claims(disclosure):
        place = _subject(section, claim)
        if len(_VAGUE.sub("", place[1])) >= _TELLING and not is_rough(claim) and not is_last_years(disclosure, claim):
            found.setdefault(place, []).append(claim)
    return found


def _subject(section: Section, claim: Claim) -> tuple[str, str]:
    return section.kind or _bare(section.title), _bare(claim.subject)


def _bare(subject: str) -> str:
    """Return the subject without the department and the year in front, which differ from year to year."""
    return _IN_FRONT.sub("", plain(subject))


def _items(linked: Linked, claim: Claim, tables: list[str], path: dict[str, str]) -> Iterator[Term]:
    """Yield last year's item of the tables in which this year's has the amount stated."""
    now = money(claim.amount)
    for kind in tables:
        here = [cell for cell in item_rows(linked.views, [kind], path) if now is not None and agree(cell.view.money(cell.figure), now)]
        there = list(item_rows(linked.views, [own(_BEFORE, kind)], path)) if here else []
        if len(there) == 1 and (term := _term(there[0].view, there[0].row, "合计")) is not None:
            yield term


def _term(view: View, row: Row, column: str) -> Term | None:
    """Return the amount of the row, a blank or a dash as zero; None where there is none or it cannot be read."""
    figure = row.figures.get(column)
    amount = money(figure)
    if figure is None or amount is None:
        return None
    return Term(1, figure, view.money(figure) if figure.money is not None else ZERO, view.kind.name, view.name_of(row), column)


def _is_of_another(linked: Linked, one: Compared, tables: list[str]) -> bool:
    """Return whether the change is that of another amount of the paragraph: the total that stands before its parts."""
    for section in linked.this.sections:
        for group in paragraphs(section):
            if not any(claim.place == one.claim.place for claim in group):
                continue
            for other in group:
                if other.amount is None or other.amount.money is None or other is one.claim or other.address == one.claim.address:
                    continue
                terms = (prose_term(other.amount, other.subject), *one.before[1:])
                if any(relate(terms, (term,)).holds for term in _last(linked, section, other, tables)):
                    return len(one.before) > 1
    return False


def _wrong_change(group: list[tuple[Compared, Relation]]) -> Hit:
    one, relation = group[0]
    (there,) = relation.right
    assert one.claim.amount is not None
    left, right = add(relation.left), there.money
    name = name_cell(there)
    figures = [term.figure for told, _ in group for term in told.before]
    return Hit(
        places=once([*(told.claim.place for told, _ in group), there.figure.place]),
        slots={
            "subject": one.claim.subject,
            "amount": say_figure(one.claim.amount),
            "change": one.said,
            "left": say_amount(left),
            "against": name,
            "right": say_amount(right),
        },
        figures=(*figures, there.figure),
        printed=say_amount(left),
        expected=say_amount(right),
        difference=gap(left, right),
        severity=one.severity,
        relation=relation,
        headline=Bilingual(
            f"“{one.claim.subject}”{one.said}，与{name.zh}相差 {gap(left, right)}",
            f"“{one.claim.subject}”, {one.said}, differs from {name.en} by {gap(left, right)}",
        ),
    )


@decides_across("told_rates")
def told_rates(linked: Linked, rule: Rule) -> Verdict:
    """A rate of change that is printed without its amount is the one that last year's published figure gives."""
    checked, hits = 0, []
    for one in _compared(linked, rule.given):
        direction = way(one.claim.direction, rule.given)
        if one.claim.growth is None or one.claim.change is not None or direction not in ("up", "down"):
            continue
        found = [term for term in _last(linked, one.section, one.claim, rule.given["tables"]) if term.money.fen > 0]
        if not found:
            continue
        checked += 1
        if not any(_gives(one, term, up=direction == "up") for term in found):
            hits.append(_wrong_rate(one, found[0]))
    return decided(checked, hits, _NO_RATE)


def _gives(one: Compared, last: Term, *, up: bool) -> bool:
    change = one.now - last.money if up else last.money - one.now
    rate = intervals.growth(one.now, change, up=up)
    return one.claim.growth is not None and (rate is None or rate.meets(of_quantity(one.claim.growth)))


def _wrong_rate(one: Compared, last: Term) -> Hit:
    assert one.claim.amount is not None and one.claim.growth is not None
    up = one.now.fen >= last.money.fen
    change = one.now - last.money if up else last.money - one.now
    rate = intervals.growth(one.now, change, up=up)
    expected = f"{'增长' if up else '下降'}{intervals.say(rate, 2)}%" if rate is not None else ""
    name = name_cell(last)
    return Hit(
        places=once([one.claim.place, last.figure.place]),
        slots={
            "subject": one.claim.subject,
            "amount": say_figure(one.claim.amount),
            "change": one.said,
            "against": name,
            "right": say_amount(last.money),
        },
        figures=(one.claim.amount, last.figure),
        printed=one.claim.growth.text,
        expected=expected,
        severity=one.severity,
    )


@decides_across("stated_budgets")
def stated_budgets(linked: Linked, rule: Rule) -> Verdict:
    """The budget of the beginning of the year that final accounts state is the one published then.

    given: tables of items by function, `items`, the table of fixed items.
    """
    relations, hits = list[Relation](), list[Hit]()
    for one in outturns(linked.this):
        figure = one.budgets.get("年初")
        found = list(_budgeted(linked, one, rule)) if figure is not None and money(figure) is not None else []
        if figure is None or not found:
            continue
        told = [relate((prose_term(figure, short_subject(one.subject)),), (term,)) for term in found]
        relation = next((relation for relation in told if relation.holds), told[0])
        relations.append(relation)
        if not relation.holds:
            hits.append(_wrong_budget(one, relation))
    return decided(len(relations), hits, _NO_BUDGET, relations)


def _budgeted(linked: Linked, one: Outturn, rule: Rule) -> Iterator[Term]:
    """Yield the figures of the budget that the outturn's subject may mean."""
    if path := named_path(one.subject):
        cells = [cell for kind in rule.given["tables"] for cell in item_rows(linked.views, [own(_BUDGET, kind)], path)]
        yield from (term for cell in cells if (term := _term(cell.view, cell.row, "合计")) is not None)
        return
    kind = rule.given["items"]
    named = named_item(one.subject, kind)
    for view in linked.views.get(own(_BUDGET, kind), ()) if named else ():
        row = next(iter(view.by_key.get(("", named or ""), ())), None)
        if row is not None and (term := _term(view, row, "合计")) is not None:
            yield term


def _wrong_budget(one: Outturn, relation: Relation) -> Hit:
    (here,), (there,) = relation.left, relation.right
    return Hit(
        places=once([one.place, there.figure.place]),
        slots={
            "subject": short_subject(one.subject),
            "left": say_amount(here.money),
            "against": name_cell(there),
            "right": say_amount(there.money),
        },
        figures=(here.figure, there.figure),
        printed=say_amount(here.money),
        expected=say_amount(there.money),
        difference=gap(here.money, there.money),
        relation=relation,
    )
