"""What the prose of final accounts says of one thing in several places, or of a thing that the tables have too.

In: the outturns and claims of final accounts, the table of the three public expenses. Out: rates of change that the
table's outturn does not give, budgets and rates of completion against the table's budget, items whose budgets do not
make the whole, an item told with two amounts, items under a name that no table has.
"""

import re
from collections.abc import Iterator

from msgspec import structs

from gouji.check.functions import intervals
from gouji.check.functions.claims import (
    all_claims,
    cell,
    gap,
    is_rough,
    money,
    once,
    say_amount,
    say_cell,
    say_exactly,
    say_figure,
)
from gouji.check.functions.intervals import of_quantity
from gouji.check.functions.items import item_cells, named_path
from gouji.check.functions.outturn import Outturn, gives, named_item, outturns, short_subject
from gouji.check.functions.stated_changes import way
from gouji.check.rule import Hit, Rule, Verdict, decides, not_run
from gouji.check.view import view_tables
from gouji.model.disclosure import Claim, Disclosure, Figure, Row
from gouji.model.money import Money, agree, total
from gouji.model.place import Place

# The name itself, and not its budget: 住房公积金（项）”17.70万元.
_NAMED = re.compile(r"[（(]项[）)][”\"]?(?:支出)?(?:决算)?(?:数)?$")


@decides("item_growth")
def item_growth(disclosure: Disclosure, rule: Rule) -> Verdict:
    """The rate of an item's change is that of the outturn the table has for it.

    given: cells, topic → cell; up, down, flat, the words of direction. On a base of zero no rate is right; 100% is what
    offices commonly write for something new, and only a note.
    """
    checked, hits = 0, []
    for _, claim in all_claims(disclosure):
        address = rule.given["cells"].get(claim.topic) if claim.growth is not None and claim.amount is None else None
        figure = cell(disclosure, tuple(address)) if address else None
        now, change = money(figure), money(claim.change)
        direction = way(claim.direction, rule.given)
        if figure is None or now is None or not change or not change.fen or direction not in ("up", "down"):
            continue
        if is_rough(claim, claim.change):
            continue
        checked += 1
        if hit := _wrong_growth(claim, figure, now, change, up=direction == "up"):
            hits.append(hit)
    if not checked:
        return not_run("没有写明增减额和增减率、又在表中有决算数的项目", "no item with an outturn in the table is told with change and rate")
    return Verdict(checked, tuple(hits))


def _wrong_growth(claim: Claim, figure: Figure, now: Money, change: Money, *, up: bool) -> Hit | None:
    assert claim.growth is not None and claim.change is not None
    rate, printed = intervals.growth(now, change, up=up), of_quantity(claim.growth)
    if rate is not None and rate.meets(printed):
        return None
    base = now - change if up else now + change
    on_zero = up and agree(now, change)
    expected = "" if rate is None else f"{intervals.say(rate, max(2, -int(claim.growth.step.as_tuple().exponent)))}%"
    return Hit(
        places=once([claim.place, figure.place]),
        slots={
            "subject": claim.subject,
            "now": say_figure(figure),
            "change": f"{claim.direction}{say_figure(claim.change)}",
            "base": "零" if on_zero else say_amount(base),
            "expected": f"应为{expected}" if expected else "无从计算",
            "expected_en": f"should be {expected}" if expected else "cannot be computed",
            "printed": claim.growth.text,
        },
        figures=(figure, claim.change),
        printed=claim.growth.text,
        expected=expected,
        severity="note" if on_zero and claim.growth.value == 100 else None,
    )


@decides("budget_of_item")
def budget_of_item(disclosure: Disclosure, rule: Rule) -> Verdict:
    """The budget that the prose tells for an item is that of the table. given: table, column; initial, a word of the year's first budget.

    The table may show the budget as changed in the year, so a first budget that differs is only likely wrong, unless
    the table has it in a column of its own (given: initial_column).
    """
    kind, column, checked, hits = rule.given["table"], rule.given["column"], 0, []
    for one, key in _items(disclosure, kind):
        first = (kind, key, rule.given["initial_column"])
        for of, told in one.budgets.items():
            own = of == rule.given["initial"] and cell(disclosure, first) is not None
            address = first if own else (kind, key, column)
            figure = cell(disclosure, address)
            printed, amount = money(figure), money(told)
            if figure is None or printed is None or amount is None or figure.state == "blank":
                continue
            checked += 1
            if not agree(amount, printed):
                hits.append(
                    Hit(
                        places=once([one.place, figure.place]),
                        slots={
                            "subject": short_subject(one.subject),
                            "of": f"{of}预算",
                            "cell": say_cell(address),
                            "difference": gap(amount, printed),
                        },
                        figures=(told, figure),
                        printed=say_figure(told),
                        expected=say_figure(figure),
                        difference=gap(amount, printed),
                        severity="warning" if of == rule.given["initial"] and not own else None,
                    )
                )
    return Verdict(checked, tuple(hits)) if checked else not_run("没有写明表中各项预算数的语句", "no statement gives the budget of an item of the table")


@decides("completion_by_table")
def completion_by_table(disclosure: Disclosure, rule: Rule) -> Verdict:
    """A rate of completion told without its budget is that of the table's budget, the first one if the table has both.

    given: table, column, initial_column, outturn.
    """
    kind, column, checked, hits = rule.given["table"], rule.given["column"], 0, []
    for one, key in _items(disclosure, kind):
        figure = cell(disclosure, (kind, key, column))
        planned, spent = money(figure), money(one.spent)
        first = money(cell(disclosure, (kind, key, rule.given["initial_column"])))
        outturn = money(cell(disclosure, (kind, key, rule.given["outturn"])))
        if one.budgets or figure is None or planned is None or spent is None or figure.state == "blank":
            continue
        if outturn is None or not agree(spent, outturn):
            continue  # another rule says so
        for rate in one.rates:
            if planned.fen == 0 and spent.fen == 0 and float(rate.text) == 0:
                continue
            checked += 1
            if gives(rate, spent, planned) or (first is not None and gives(rate, spent, first)):
                continue
            share = intervals.share(spent, planned)
            asked = f"{intervals.say(share, 2)}%" if share is not None else ""
            hits.append(
                Hit(
                    places=once([one.place, figure.place]),
                    slots={
                        "subject": short_subject(one.subject),
                        "spent": say_figure(one.spent),
                        "planned": say_figure(figure),
                        "rate": f"应为{asked}" if asked else "无从计算",
                        "rate_en": f"should be {asked}" if asked else "cannot be computed",
                    },
                    figures=(one.spent, figure),
                    printed=f"{rate.text}%",
                    expected=asked,
                )
            )
    return Verdict(checked, tuple(hits)) if checked else not_run("没有只写完成率、不写预算数的项目", "no item is told with a rate of completion and without its budget")


def _items(disclosure: Disclosure, kind: str) -> Iterator[tuple[Outturn, str]]:
    """Yield the outturns that are of an item of the table, and its key."""
    for one in outturns(disclosure):
        key = None if named_path(one.subject) else named_item(one.subject, kind)
        if key is not None:
            yield one, key


@decides("budgets_of_items")
def budgets_of_items(disclosure: Disclosure, rule: Rule) -> Verdict:
    """The budgets of the items add up to the whole's, where their outturns do, so that the list is whole.

    given: section. An item for which nothing was spent is often not told, so budgets that fall short are only likely wrong.
    """
    section = next((one for one in disclosure.sections if one.kind == rule.given["section"]), None)
    told = [one for one in outturns(disclosure) if section is not None and one.place.part == section.place.part]
    items = [one for one in told if named_path(one.subject)]
    whole = next((one for one in told if not named_path(one.subject)), None)
    spent = [amount for one in items if (amount := money(one.spent)) is not None]
    all_spent = money(whole.spent) if whole is not None else None
    if whole is None or all_spent is None or len(spent) < 2 or not agree(total(spent), all_spent):
        return not_run("各项支出没有列全，或与总额不符", "the items are not all told, or their outturns do not make the whole")
    checked, hits = 0, []
    for of, figure in whole.budgets.items():
        parts = [amount for one in items if (amount := money(one.budgets.get(of))) is not None and of in one.budgets]
        stated = money(figure)
        if stated is None or not stated.fen or len(parts) < len(items):
            continue
        checked += 1
        summed = total(parts)
        if not agree(summed, stated):
            hits.append(_bad_budgets(whole, of, figure, stated, summed, len(parts)))
    return Verdict(checked, tuple(hits)) if checked else not_run("没有逐项写明总额那样的预算数", "the items are not told with the budget of the whole")


def _bad_budgets(whole: Outturn, of: str, figure: Figure, stated: Money, summed: Money, count: int) -> Hit:
    return Hit(
        places=(whole.place,),
        slots={
            "subject": short_subject(whole.subject),
            "of": f"{of}预算",
            "count": str(count),
            "difference": gap(stated, summed),
        },
        figures=(figure,),
        printed=say_figure(figure),
        expected=say_exactly(summed),
        difference=gap(stated, summed),
        severity="warning" if summed.fen < stated.fen else None,
    )


@decides("item_told_twice")
def item_told_twice(disclosure: Disclosure, rule: Rule) -> Verdict:
    """An item's amount behind its name and its outturn a sentence later are the same; a last digit apart is a slip of copying."""
    claims = [claim for _, claim in all_claims(disclosure) if claim.amount is not None and _NAMED.search(claim.subject)]
    checked, hits = 0, []
    for one in outturns(disclosure):
        path = named_path(one.subject)
        first = next((c for c in claims if path and _begins(c.place, one.place) and named_path(c.subject) == path), None)
        stated, spent = money(first.amount) if first else None, money(one.spent)
        if first is None or first.amount is None or stated is None or spent is None or is_rough(first):
            continue
        printed = [money(found.figure) for found in item_cells(disclosure, rule.given["tables"], path)]
        if printed and not any(amount is not None and agree(spent, amount) for amount in printed):
            continue  # the table refuses the outturn, which another rule says
        checked += 1
        if not _copied(stated, spent):
            hits.append(
                Hit(
                    places=once([first.place, one.place]),
                    slots={"subject": short_subject(one.subject), "difference": say_exactly(_apart(stated, spent))},
                    figures=(first.amount, one.spent),
                    printed=say_figure(first.amount),
                    expected=say_figure(one.spent),
                    difference=say_exactly(_apart(stated, spent)),
                    severity="warning" if agree(stated, spent) else None,
                )
            )
    return Verdict(checked, tuple(hits)) if checked else not_run("没有两处写明金额的科目", "no item is told with an amount twice")


def _begins(place: Place, paragraph: Place) -> bool:
    """Return whether the place is where the paragraph begins, whatever part of its box it is."""
    return structs.replace(place, box=None) == structs.replace(paragraph, box=None)


def _copied(a: Money, b: Money) -> bool:
    """Return whether two amounts are one number, given that the finer may have been rounded to the coarser."""
    return a.fen == b.fen if a.slack == b.slack else agree(a, b)


def _apart(a: Money, b: Money) -> Money:
    return a - b if a.fen > b.fen else b - a


@decides("outturn_copied")
def outturn_copied(disclosure: Disclosure, rule: Rule) -> Verdict:
    """An item's outturn in prose is the very number of its row, not one a last digit apart. given: tables."""
    checked, hits = 0, []
    for one in outturns(disclosure):
        path, spent = named_path(one.subject), money(one.spent)
        cells = list(item_cells(disclosure, rule.given["tables"], path)) if path and spent is not None else []
        printed = [(amount, found) for found in cells if (amount := money(found.figure)) is not None]
        if spent is None or not any(agree(spent, amount) for amount, _ in printed):
            continue
        checked += 1
        if not any(_copied(spent, amount) for amount, _ in printed):
            found = next(found for amount, found in printed if agree(spent, amount))
            hits.append(
                Hit(
                    places=once([one.place, found.figure.place]),
                    slots={
                        "subject": short_subject(one.subject),
                        "cell": f"《{found.view.kind.name}》行“{found.row.label}”",
                    },
                    figures=(one.spent, found.figure),
                    printed=say_figure(one.spent),
                    expected=say_figure(found.figure),
                )
            )
    return Verdict(checked, tuple(hits)) if checked else not_run("没有可在报表中找到的科目", "no item is a row of the tables")


@decides("items_named_as_in_table")
def items_named_as_in_table(disclosure: Disclosure, rule: Rule) -> Verdict:
    """An item is told under its name in the tables. given: tables. Only where a row has the amount, so that it is the item."""
    rows = [
        (row, amount)
        for kind in rule.given["tables"]
        for view in view_tables(disclosure).get(kind, ())
        for row in view.table.rows
        if row.level == "项" and (amount := money(row.figures.get("合计"))) is not None and amount.fen
    ]
    checked, hits = 0, []
    for one in outturns(disclosure):
        path, spent = named_path(one.subject), money(one.spent)
        if "项" not in path or spent is None or not rows:
            continue
        checked += 1
        if next(item_cells(disclosure, rule.given["tables"], path), None) is not None:
            continue
        twins = {row.key: row for row, amount in rows if agree(amount, spent)}
        if len(twins) == 1:
            hits.append(_other_name(one, next(iter(twins.values()))))
    return Verdict(checked, tuple(hits)) if checked else not_run("没有写明类、款、项的支出", "no outturn is told by class, group and item")


def _other_name(one: Outturn, row: Row) -> Hit:
    return Hit(
        places=once([one.place, row.place]),
        slots={"subject": short_subject(one.subject), "row": row.label, "spent": say_figure(one.spent)},
        figures=(one.spent,),
        printed=short_subject(one.subject),
        expected=row.label,
    )
