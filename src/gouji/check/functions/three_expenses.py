"""Vehicles, receptions and travel abroad: where their money is budgeted, vehicles bought beyond the quota, rounded reasons.

In: the tables, the assets and the narrative. Out: amounts that no other table lists, purchases that the quota does not
allow, reasons that give a rounded amount for a change that is printed exactly.
"""

import re

from gouji.check.deciding import Slots
from gouji.check.functions.claims import all_claims, cell, gap, money, say_amount, say_figure
from gouji.check.functions.projects import CARRIED_OVER, THIS_YEAR, project_rows
from gouji.check.rule import Hit, Rule, Verdict, decides, not_run
from gouji.check.texts import running_text_with
from gouji.model.disclosure import Claim, Disclosure
from gouji.model.money import Money, agree, parse_money
from gouji.model.place import Place

_TABLE = "三公经费表"


@decides("expenses_budgeted_somewhere")
def expenses_budgeted_somewhere(disclosure: Disclosure, rule: Rule) -> Verdict:
    """An expense of the three is an item of basic spending, or a project is named after it.

    given: for each `row` of the table the `items` of the economic table and the words of `projects` that hold it.
    """
    table = disclosure.table(rule.given["table"])
    names = [row.name or row.label for kind in (THIS_YEAR, CARRIED_OVER) for row in project_rows(disclosure, kind)]
    names += [form.name for form in disclosure.forms]
    if table is None or not any(row.level in ("款", "项") or row.counterpart for row in table.rows) or not names:
        return not_run("没有按款列出的基本支出，或没有列出项目", "basic spending is not listed by item, or no projects are listed")
    spent = [(one, figure) for one in rule.given["expenses"] if (figure := cell(disclosure, (_TABLE, one["row"], "合计"))) is not None]
    spent = [(one, figure) for one, figure in spent if figure.money is not None and figure.money.fen]
    listed = " ".join(f"{row.label} {row.name}" for row in table.rows)
    hits = [
        Hit(
            (figure.place, table.place),
            {"row": one["row"], "amount": say_figure(figure), "table": table.title},
            (figure,),
            say_figure(figure),
        )
        for one, figure in spent
        if not re.compile(one["items"]).search(listed) and not any(re.compile(one["projects"]).search(name) for name in names)
    ]
    return Verdict(len(spent), tuple(hits)) if spent else not_run("没有“三公”支出", "none of the three is spent")


@decides("bought_beyond_quota")
def bought_beyond_quota(disclosure: Disclosure, rule: Rule) -> Verdict:
    """A department with more vehicles than its quota does not buy any. given: `bought`, words that tell a purchase."""
    assets = disclosure.assets
    quota = assets.vehicle_quota.value if assets is not None and assets.vehicle_quota is not None else None
    vehicles = assets.vehicles if assets is not None else None
    if quota is None or vehicles is None or vehicles.value is None:
        return not_run("没有写明车辆编制和实有数", "quota and number of vehicles are not both stated")
    if vehicles.value <= quota:
        return Verdict(checked=1)
    bought = re.compile(rule.given["bought"])
    found = [(one, match) for one in running_text_with(disclosure, bought) if (match := bought.search(one.text))]
    if not found:
        return Verdict(checked=1)
    slots: Slots = {"quota": str(quota), "number": str(vehicles.value), "quote": found[0][1][0]}
    places: dict[Place, None] = dict.fromkeys([*(one.place for one, _ in found), vehicles.place])
    return Verdict(1, (Hit(tuple(places), slots, printed=found[0][1][0]),))


@decides("reason_gives_the_change")
def reason_gives_the_change(disclosure: Disclosure, rule: Rule) -> Verdict:
    """A reason that gives one amount for all of the change gives the change as printed, not a rounded one.

    given: `amount`, the amount in a reason; `percent` within which it is meant to be the change.
    """
    amount, percent = re.compile(rule.given["amount"]), int(rule.given["percent"])
    checked, hits = 0, []
    for _, claim in all_claims(disclosure):
        change = money(claim.change) if claim.reason else None
        named = amount.search(claim.reason) if change is not None and change.fen else None
        if change is None or named is None or amount.search(claim.reason, named.end()):
            continue
        said = parse_money(*named.groups())
        if said is None or abs(said.fen - change.fen) * 100 > percent * change.fen:
            continue
        checked += 1
        if said.fen != change.fen and not agree(Money(said.fen), change):
            hits.append(_rounded(claim, said, change, named[0]))
    if not checked:
        return not_run("没有写出金额的增减原因", "no reason gives the amount of the change")
    return Verdict(checked, tuple(hits))


def _rounded(claim: Claim, said: Money, change: Money, printed: str) -> Hit:
    assert claim.change is not None
    return Hit(
        (claim.place,),
        {"subject": claim.subject, "named": printed, "change": f"{claim.direction}{say_figure(claim.change)}"},
        (claim.change,),
        printed,
        say_amount(change),
        gap(said, change),
    )
