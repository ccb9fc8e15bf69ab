"""What the narrative says of single items of the functional classification (…（类）…（款）…（项）), against the tables.

In: claims whose subject names an item; the amounts printed after it in its paragraph. Out: items whose amount is not
that of their row; items stated twice with two amounts; rates and words that last year's outturn does not give.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from gouji.check.formula import Relation, Term, relate
from gouji.check.functions import intervals
from gouji.check.functions.claims import (
    all_claims,
    gap,
    is_cut_off,
    is_last_years,
    is_rough,
    money,
    once,
    paragraphs,
    prose_term,
    say_amount,
    say_beside,
    say_figure,
)
from gouji.check.functions.intervals import of_quantity
from gouji.check.functions.stated_changes import way
from gouji.check.rule import Hit, Rule, Verdict, decides, not_run
from gouji.check.view import View, Views, view_tables
from gouji.layouts.classification import plain_name
from gouji.layouts.phrases import fold, load_phrases
from gouji.model.disclosure import Claim, Disclosure, Figure, Row
from gouji.model.money import Money, agree
from gouji.model.place import Bilingual

# A name may hold 、 itself (环境保护法规、规划及标准), a number before it (1. or 1、) is no part of it. Nor does it begin
# with a bracket, but it may hold one that marks no level and no unit: 党委办公厅（室）及相关机构事务（款）.
_WORDS = r"[^（）()“”\"，,；;：:。]"
_STEP = re.compile(rf"({_WORDS}+(?:[（(](?![类款项][）)])[^\W\d元]+[）)]{_WORDS}*)*)[（(]([类款项])[）)]")
_LEVEL = re.compile(r"[（(][类款项][）)]")
_NUMBERED = re.compile(r"^[\d\s.．、]+")
# 2070308-群众体育
_CODED = re.compile(r"(\d{3}(?:\d\d){0,2})[-－–—―]+([^\W\d].*)")


class Cell(NamedTuple):
    """The total of an item's row in one table."""

    view: View
    row: Row
    figure: Figure


def named_path(subject: str) -> dict[str, str]:
    """Return level → name of the item that the subject names: 住房改革支出（款）住房公积金（项）."""
    if not _LEVEL.search(subject):
        return {}
    return {level: _core(_NUMBERED.sub("", name), level) for name, level in _STEP.findall(subject)}


@lru_cache(maxsize=2048)
def _core(name: str, level: str) -> str:
    """Return what tells the item from others; a class under a name of earlier years bears the present one."""
    name = plain_name(name)
    if level == "类":
        classes = load_phrases().classes
        name = classes.get(fold(name), classes.get(fold(f"{name}支出"), ("", name)))[1]
    return name.removesuffix("支出")


@decides("item_amounts")
def item_amounts(disclosure: Disclosure, rule: Rule) -> Verdict:
    """An item of the narrative has the amount of its row in one of the tables of expenditure."""
    kinds, checked, hits = rule.given["tables"], 0, []
    for _, claim in all_claims(disclosure):
        stated, path = money(claim.amount), named_path(claim.subject)
        if stated is None:
            continue
        cells = list(item_cells(disclosure, kinds, path) if path else _coded_cells(disclosure, kinds, claim.subject))
        if not cells or is_rough(claim) or is_last_years(disclosure, claim):
            continue
        checked += 1
        if not any(agree(stated, amount) for cell in cells if (amount := money(cell.figure)) is not None):
            hits.append(_differs(claim, stated, cells[0]))
    if not checked:
        return not_run("情况说明中没有可在报表中找到的款、项", "no item of the narrative is a row of the tables")
    return Verdict(checked, tuple(hits))


def item_cells(disclosure: Disclosure, kinds: list[str], path: dict[str, str]) -> Iterator[Cell]:
    """Yield the rows with the names of the path, where their total can be read."""
    yield from item_rows(view_tables(disclosure), kinds, path)


def _coded_cells(disclosure: Disclosure, kinds: list[str], subject: str) -> Iterator[Cell]:
    """Yield the same of an item told by its code and its name (2070308-群众体育): both must be the row's."""
    if (coded := _CODED.fullmatch(subject.strip())) is None:
        return
    code, name = coded.groups()
    for view in (view for kind in kinds for view in view_tables(disclosure).get(kind, ())):
        for row in view.table.rows:
            if row.code != code or _core(row.name, row.level or "") != _core(name, row.level or ""):
                continue
            if (figure := row.figures.get("合计")) is not None and money(figure) is not None:
                yield Cell(view, row, figure)


def item_rows(views: Views, kinds: list[str], path: dict[str, str]) -> Iterator[Cell]:
    """Yield the same of tables among the views."""
    level = next(level for level in ("项", "款", "类") if level in path)
    for view in (view for kind in kinds for view in views.get(kind, ())):
        for row in view.table.rows:
            if row.level != level or (figure := row.figures.get("合计")) is None or money(figure) is None:
                continue
            if _bears(row, path, view.parents):
                yield Cell(view, row, figure)


def _bears(row: Row, path: dict[str, str], parents: dict[int, Row]) -> bool:
    """Return whether the row and those above it have the names of the path; an item must be told by its group too."""
    if _core(row.name, row.level) != path[row.level] or (row.level == "项" and "款" not in path):
        return False
    above = parents.get(id(row))
    while above is not None and above.level in ("类", "款"):
        if above.level in path and _core(above.name, above.level) != path[above.level]:
            return False
        above = parents.get(id(above))
    return True


def _differs(claim: Claim, stated: Money, cell: Cell) -> Hit:
    printed = money(cell.figure)
    assert claim.amount is not None and printed is not None
    expected = say_beside(cell.figure, claim.amount)
    return Hit(
        places=once([claim.place, cell.figure.place]),
        slots={
            "subject": claim.subject.strip("“”\""),
            "printed": say_figure(claim.amount),
            "cell": f"《{cell.view.kind.name}》行“{cell.row.label}”",
            "expected": expected,
            "difference": gap(stated, printed),
        },
        figures=(claim.amount, cell.figure),
        printed=say_figure(claim.amount),
        expected=expected,
        difference=gap(stated, printed),
        severity="note" if is_cut_off(stated, printed) else None,
    )


class Planned(NamedTuple):
    """Last year's outturn and this year's budget of one item, as one paragraph states them. item: the item's own claim."""

    item: Claim | None
    outturn: Claim
    budget: Claim


def _planned(disclosure: Disclosure, rule: Rule) -> Iterator[Planned]:
    """Yield each outturn followed by the budget of the year after it."""
    outturn, budget = re.compile(rule.given["outturn"]), re.compile(rule.given["budget"])
    for section in disclosure.sections:
        for group in paragraphs(section):
            for at, claim in enumerate(group[:-1]):
                before, after = outturn.search(claim.subject), budget.search(group[at + 1].subject)
                if not before or not after or int(after[1]) != int(before[1]) + 1:
                    continue
                yield Planned(group[at - 1] if at else None, claim, group[at + 1])


@decides("item_stated_twice")
def item_stated_twice(disclosure: Disclosure, rule: Rule) -> Verdict:
    """An item's amount and its budget a sentence later are the same; a row or the rate tells which of two is right.

    given: also tables, those with the items.
    """
    checked, hits, relations = 0, [], list[Relation]()
    for one in _planned(disclosure, rule):
        if one.item is None or money(one.item.amount) is None or money(one.budget.amount) is None or not named_path(one.item.subject):
            continue
        checked += 1
        if _is_told_twice(one):
            confirmed = _confirmed(disclosure, rule, one)
            hit = _twice_hit(one, confirmed, rule)
            hits.append(hit)
            relations += [hit.relation, *(relation for _, relation in confirmed)] if hit.relation is not None else []
    return Verdict(checked, tuple(hits), relations=tuple(relations)) if checked else _nothing()


def _is_told_twice(one: Planned) -> bool:
    """Return whether the item has an amount of its own, and its budget is another."""
    first, second = money(one.item.amount) if one.item else None, money(one.budget.amount)
    return one.item is not None and first is not None and second is not None and not agree(first, second) and bool(named_path(one.item.subject))


def _confirmed(disclosure: Disclosure, rule: Rule, one: Planned) -> list[tuple[Claim, Relation]]:
    """Return those of the item's two claims that rows of the tables confirm, each with what confirms it."""
    assert one.item is not None
    cells = list(item_cells(disclosure, rule.given["tables"], named_path(one.item.subject)))
    found = [(claim, _same(claim, one, cell)) for claim in (one.item, one.budget) for cell in cells]
    return [(claim, relation) for claim, relation in found if relation.holds]


def _same(claim: Claim, one: Planned, cell: Cell) -> Relation:
    printed = money(cell.figure)
    assert printed is not None
    return relate((_term(claim, one),), (Term(1, cell.figure, printed, cell.view.kind.name, cell.row.label, "合计"),))


def _term(claim: Claim, one: Planned) -> Term:
    """Return one of the item's two amounts as a term."""
    assert claim.amount is not None and one.item is not None
    subject = list(named_path(one.item.subject).values())[-1]  # a headline has no room for all of it
    return prose_term(claim.amount, subject if claim is one.item else f"{subject}{claim.subject}")


def _twice_hit(one: Planned, confirmed: Sequence[tuple[Claim, Relation]], rule: Rule) -> Hit:
    """Return that the two differ. Where the tables confirm one of them, the other is what is printed wrongly."""
    assert one.item is not None and one.item.amount is not None and one.budget.amount is not None
    first, second = one.item.amount, one.budget.amount
    by_row = {id(claim): claim for claim, _ in confirmed}
    by_rate = {id(claim): claim for claim in (one.item, one.budget) if _goes_with_rate(one, claim, rule)}
    sure = list((by_row or by_rate).values())
    right = sure[0] if len(sure) == 1 else one.item
    wrong = one.budget if right is one.item else one.item
    assert right.amount is not None and wrong.amount is not None
    told = [_REASONS[number] for number, claims in enumerate((by_row, by_rate)) if id(right) in claims]
    stated, planned = money(first), money(second)
    assert stated is not None and planned is not None
    return Hit(
        places=once([wrong.place, right.place]),
        slots={
            "subject": _subject(one),
            "first": say_figure(first),
            "second": say_figure(second),
            "difference": gap(stated, planned),
            "hint": _hint(right.amount, told) if len(sure) == 1 else "",
        },
        figures=(first, second),
        printed=say_figure(wrong.amount),
        expected=say_figure(right.amount),
        difference=gap(stated, planned),
        relation=relate((_term(one.item, one),), (_term(one.budget, one),)) if len(sure) == 1 and by_row else None,
    )


_REASONS = (Bilingual("表", "the table"), Bilingual("增减率", "the rate"))


def _hint(right: Figure, reasons: Sequence[Bilingual]) -> Bilingual:
    """Return which of the two amounts is right, and what tells so."""
    amount, zh, en = say_figure(right), "和".join(one.zh for one in reasons), " and ".join(one.en for one in reasons)
    return Bilingual(f"；与{zh}相符的是{amount}", f"; {amount} goes with {en}")


def _subject(one: Planned) -> str:
    return (one.item.subject if one.item else one.budget.subject).strip("“”\"")


@decides("outturn_year")
def outturn_year(disclosure: Disclosure, rule: Rule) -> Verdict:
    """The outturn that this year's budget is compared with is that of the year before."""
    outturn, budget = re.compile(rule.given["outturn"]), re.compile(rule.given["budget"])
    checked, hits = 0, []
    for section in disclosure.sections:
        for before, after in (pair for group in paragraphs(section) for pair in pairwise(group)):
            one, other = outturn.search(before.subject), budget.search(after.subject)
            if not one or not other or int(other[1]) != disclosure.cover.year:
                continue
            if (also := budget.search(before.subject)) and also[1] == other[1]:
                continue  # two budgets of this year, one item after the other
            checked += 1
            asked = str(int(other[1]) - 1)
            if one[1] != asked:
                hits.append(Hit((before.place,), {"subject": before.subject}, printed=one[1], expected=asked))
    return Verdict(checked, tuple(hits)) if checked else _nothing()


@decides("outturn_rate")
def outturn_rate(disclosure: Disclosure, rule: Rule) -> Verdict:
    """The rate and the word after this year's budget are those that last year's outturn gives.

    An item told with two amounts is judged by the one that the tables confirm, and not at all where they confirm
    neither; a rate that goes with either is right.
    """
    checked, hits = 0, []
    for one in _planned(disclosure, rule):
        direction = way(one.budget.growth_direction or one.budget.direction, rule.given)
        if money(one.outturn.amount) is None or money(one.budget.amount) is None or not direction or is_rough(one.budget) or is_rough(one.outturn):
            continue
        claim = one.budget if _goes_with_rate(one, one.budget, rule) else _judged_by(disclosure, rule, one)
        if claim is None:
            continue
        checked += 1
        if wrong := _wrong_rate_or_way(one, claim, rule):
            hits.append(_rate_hit(one, claim, wrong))
    return Verdict(checked, tuple(hits)) if checked else _nothing()


def _judged_by(disclosure: Disclosure, rule: Rule, one: Planned) -> Claim | None:
    """Return the claim whose amount the rate is held against, None when of two amounts it cannot be told which."""
    if one.item is None or not _is_told_twice(one):
        return one.budget
    if _goes_with_rate(one, one.item, rule):
        return one.item
    confirmed = {id(claim): claim for claim, _ in _confirmed(disclosure, rule, one)}
    return next(iter(confirmed.values())) if len(confirmed) == 1 else None


def _goes_with_rate(one: Planned, claim: Claim, rule: Rule) -> bool:
    """Return whether the printed word, and the rate, if any, are those of the claim's amount."""
    return one.budget.growth is not None and not _wrong_rate_or_way(one, claim, rule)


def _wrong_rate_or_way(one: Planned, claim: Claim, rule: Rule) -> str:
    """Return the word or the rate that the claim's amount asks for, "" when the printed ones go."""
    before, now = money(one.outturn.amount), money(claim.amount)
    direction = way(one.budget.growth_direction or one.budget.direction, rule.given)
    if before is None or now is None or not direction:
        return ""
    return _wrong_way(before, now, direction) or _wrong_rate(one, before, now)


def _wrong_way(before: Money, now: Money, direction: str) -> str:
    """Return the word that the two amounts ask for, "" when the printed one goes."""
    if agree(before, now):
        return "" if direction == "flat" else "持平"
    asked = "up" if now.fen > before.fen else "down"
    return "" if direction == asked else {"up": "增加", "down": "减少"}[asked]


def _wrong_rate(one: Planned, before: Money, now: Money) -> str:
    """Return the rate that the two amounts give, "" when the printed one goes. What grew from nothing is said to be 100%."""
    growth = one.budget.growth
    if growth is None or before.fen == 0 or agree(before, now):
        return ""
    up = now.fen > before.fen
    rate = intervals.growth(now, now - before if up else before - now, up=up)
    exact = intervals.share(Money(abs(now.fen - before.fen)), Money(before.fen))
    if rate is None or exact is None or rate.meets(of_quantity(growth)):
        return ""
    return f"{intervals.say(exact, max(2, -int(growth.step.as_tuple().exponent)))}%"


def _rate_hit(one: Planned, claim: Claim, wrong: str) -> Hit:
    before, now = money(one.outturn.amount), money(claim.amount)
    assert one.outturn.amount and claim.amount and one.budget.amount and before is not None and now is not None
    other = (one.budget.amount,) if claim is not one.budget else ()  # the rate may have been copied with it
    growth = one.budget.growth.text if one.budget.growth else ""
    printed = f"{one.budget.growth_direction or one.budget.direction}{growth}"
    return Hit(
        places=(one.budget.place,),
        slots={
            "subject": _subject(one),
            "before": say_amount(before),
            "now": say_amount(now),
        },
        figures=(one.outturn.amount, claim.amount, *other),
        printed=printed,
        expected=wrong,
    )


def _nothing() -> Verdict:
    return not_run("没有同时写明上年执行数和本年预算的项", "no item states last year's outturn and this year's budget")
