"""What the narrative says of single items of the functional classification (…（类）…（款）…（项）), against the tables.

In: claims whose subject names an item; the amounts printed after it in its paragraph. Out: items whose amount is not
that of their row; items stated twice with two amounts; rates and words that last year's outturn does not give.
"""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from gouji.check.functions import intervals
from gouji.check.functions.changes import way
from gouji.check.functions.claims import (
    all_claims,
    gap,
    is_cut_off,
    is_last_years,
    is_rough,
    money,
    once,
    paragraphs,
    say_amount,
    say_beside,
    say_figure,
)
from gouji.check.functions.intervals import of_quantity
from gouji.check.rule import Hit, Rule, Verdict, decides, not_run
from gouji.check.view import View, Views, view_tables
from gouji.layouts.classification import plain_name
from gouji.layouts.phrases import fold, load_phrases
from gouji.model.disclosure import Claim, Disclosure, Figure, Row
from gouji.model.money import Money, agree

# A name may hold 、 itself (环境保护法规、规划及标准), a number before it (1. or 1、) is no part of it. Nor does it begin
# with a bracket, but it may hold one that marks no level and no unit: 党委办公厅（室）及相关机构事务（款）.
_WORDS = r"[^（）()“”\"，,；;。]"
_STEP = re.compile(rf"({_WORDS}+(?:[（(](?![类款项][）)])[^\W\d元]+[）)]{_WORDS}*)*)[（(]([类款项])[）)]")
_NUMBERED = re.compile(r"^[\d\s.．、]+")


class Cell(NamedTuple):
    """The total of an item's row in one table."""

    view: View
    row: Row
    figure: Figure


def named_path(subject: str) -> dict[str, str]:
    """Return level → name of the item that the subject names: 住房改革支出（款）住房公积金（项）."""
    return {level: _core(_NUMBERED.sub("", name), level) for name, level in _STEP.findall(subject)}


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
        if stated is None or not path or is_rough(claim) or is_last_years(disclosure, claim):
            continue
        cells = list(item_cells(disclosure, kinds, path))
        if not cells:
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


def item_rows(views: Views, kinds: list[str], path: dict[str, str]) -> Iterator[Cell]:
    """Yield the same of tables among the views."""
    level = next(level for level in ("项", "款", "类") if level in path)
    for view in (view for kind in kinds for view in views.get(kind, ())):
        parents = {id(child): row for row in view.table.rows if row.level in ("类", "款") for child in view.below(row)}
        for row in view.table.rows:
            figure = row.figures.get("合计")
            if row.level == level and figure is not None and money(figure) is not None and _bears(row, path, parents):
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
    """An item's amount and its budget a sentence later are the same."""
    checked, hits = 0, []
    for one in _planned(disclosure, rule):
        item = one.item
        first, second = money(item.amount) if item else None, money(one.budget.amount)
        if item is None or first is None or second is None or not named_path(item.subject):
            continue
        checked += 1
        if not agree(first, second) and item.amount and one.budget.amount:
            hits.append(
                Hit(
                    places=once([one.budget.place, item.place]),
                    slots={"subject": item.subject.strip("“”\""), "difference": gap(first, second)},
                    figures=(item.amount, one.budget.amount),
                    printed=say_figure(one.budget.amount),
                    expected=say_figure(item.amount),
                    difference=gap(first, second),
                )
            )
    return Verdict(checked, tuple(hits)) if checked else _nothing()


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
            checked += 1
            asked = str(int(other[1]) - 1)
            if one[1] != asked:
                hits.append(Hit((before.place,), {"subject": before.subject}, printed=one[1], expected=asked))
    return Verdict(checked, tuple(hits)) if checked else _nothing()


@decides("outturn_rate")
def outturn_rate(disclosure: Disclosure, rule: Rule) -> Verdict:
    """The rate and the word after this year's budget are those that last year's outturn gives."""
    checked, hits = 0, []
    for one in _planned(disclosure, rule):
        before, now = money(one.outturn.amount), money(one.budget.amount)
        direction = way(one.budget.growth_direction or one.budget.direction, rule.given)
        if before is None or now is None or not direction or is_rough(one.budget) or is_rough(one.outturn):
            continue
        checked += 1
        if wrong := _wrong_way(before, now, direction) or _wrong_rate(one, before, now):
            hits.append(_rate_hit(one, wrong))
    return Verdict(checked, tuple(hits)) if checked else _nothing()


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


def _rate_hit(one: Planned, wrong: str) -> Hit:
    before, now = money(one.outturn.amount), money(one.budget.amount)
    assert one.outturn.amount and one.budget.amount and before is not None and now is not None
    growth = one.budget.growth.text if one.budget.growth else ""
    printed = f"{one.budget.growth_direction or one.budget.direction}{growth}"
    return Hit(
        places=(one.budget.place,),
        slots={
            "subject": (one.item.subject if one.item else one.budget.subject).strip("“”\""),
            "before": say_amount(before),
            "now": say_amount(now),
        },
        figures=(one.outturn.amount, one.budget.amount),
        printed=printed,
        expected=wrong,
    )


def _nothing() -> Verdict:
    return not_run("没有同时写明上年执行数和本年预算的项", "no item states last year's outturn and this year's budget")
