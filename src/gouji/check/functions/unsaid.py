"""What the narrative owes its reader: a reason for a great rise, a reason whose amount fits, one amount in two parts.

In: claims. Out: rises without a reason where the document gives reasons elsewhere, reasons whose amount is another
one than the change they explain, basic spending that the prose states otherwise than the table of expenditure.
"""

import re

from gouji.check.formula import relate
from gouji.check.functions.claims import (
    all_claims,
    by_topic,
    cell_term,
    fits_cell,
    gap,
    is_last_years,
    is_rough,
    money,
    prose_term,
    say_amount,
    say_beside,
    say_cell,
    say_figure,
)
from gouji.check.rule import Hit, Rule, Verdict, decides, not_run
from gouji.model.disclosure import Claim, Disclosure
from gouji.model.money import agree, parse_money


@decides("great_rise_explained")
def great_rise_explained(disclosure: Disclosure, rule: Rule) -> Verdict:
    """A rise or fall by a tenth and more has its reason in the section, in a document that gives reasons elsewhere.

    given: `topics` looked at, `percent`, `reason`, the words that begin a reason.
    """
    reasons, percent = re.compile(rule.given["reason"]), int(rule.given["percent"])
    changes = [
        (section, claim)
        for section, claim in all_claims(disclosure)
        if claim.change is not None and claim.growth is not None and claim.topic in rule.given["topics"]
    ]
    if not changes or not any(claim.reason for _, claim in all_claims(disclosure)):
        return not_run(
            "没有写明增减率的支出，或通篇不写原因", "no growth is stated, or no reason is given anywhere"
        )
    bare = [
        claim
        for section, claim in changes
        if claim.growth is not None
        and claim.growth.value >= percent
        and not claim.reason
        and not any(reasons.search(paragraph.text) for paragraph in section.paragraphs)
    ]
    return Verdict(checked=len(changes), hits=tuple(_unexplained(claim) for claim in bare))


def _unexplained(claim: Claim) -> Hit:
    assert claim.change is not None and claim.growth is not None
    said = f"{claim.direction}{say_figure(claim.change)}（{claim.growth.text}）"
    return Hit(
        places=(claim.place,),
        slots={"subject": claim.subject, "change": said},
        figures=(claim.change,),
        printed=said,
    )


@decides("reason_amount_fits")
def reason_amount_fits(disclosure: Disclosure, rule: Rule) -> Verdict:
    """The cost of vehicles that a reason names is the change of vehicle purchases it explains, within some percent.

    given: `bought`, vehicles bought; `amount`, what they cost; `topic` of the purchases; `percent`.
    """
    bought, price = re.compile(rule.given["bought"]), re.compile(rule.given["amount"])
    purchases = [claim for claim in by_topic(disclosure).get(rule.given["topic"], []) if money(claim.change)]
    reasons = [
        (claim, match)
        for _, claim in all_claims(disclosure)
        if claim.topic.startswith("三公经费")
        and bought.search(claim.reason)
        and (match := price.search(claim.reason))
    ]
    if not reasons or not purchases or purchases[0].change is None:
        return not_run(
            "没有写明购车金额的原因和购置费的增减",
            "no reason tells the cost of vehicles beside the change of purchases",
        )
    claim, match = reasons[0]
    named, change = parse_money(match["number"], "万元"), money(purchases[0].change)
    if named is None or change is None or not change.fen:
        return Verdict(checked=1)
    if abs(named.fen - change.fen) * 100 <= int(rule.given["percent"]) * change.fen:
        return Verdict(checked=1)
    printed = f"{match['number']}万元"
    hit = Hit(
        places=tuple(dict.fromkeys((claim.place, purchases[0].place))),
        slots={"named": printed, "change": f"{purchases[0].direction}{say_figure(purchases[0].change)}"},
        figures=(purchases[0].change,),
        printed=printed,
        expected=say_amount(change),
        difference=gap(named, change),
    )
    return Verdict(checked=1, hits=(hit,))


@decides("basic_spending_in_prose")
def basic_spending_in_prose(disclosure: Disclosure, rule: Rule) -> Verdict:
    """Basic spending stated in prose is that of the table of expenditure from the general budget.

    A figure that differs from its own table is another rule's. given: `topic`, `address` of the other table's cell.
    """
    kind, key, column = rule.given["address"]
    term = cell_term(disclosure, (kind, key, column))
    claims = [
        claim
        for claim in by_topic(disclosure).get(rule.given["topic"], [])
        if claim.amount is not None
        and claim.amount.money is not None
        and not is_rough(claim)
        and not is_last_years(disclosure, claim)
        and fits_cell(disclosure, claim) is not False
    ]
    if term is None or not claims:
        return not_run(
            "没有读到说明中的基本支出或支出表的基本支出",
            "basic spending is not stated in prose, or not in the table",
        )
    claim = claims[0]
    assert claim.amount is not None and claim.amount.money is not None
    # Prose that repeats its own table says what that table says: the two fail for one reason.
    own = cell_term(disclosure, claim.address) or prose_term(claim.amount, claim.subject)
    relation = relate((own,), (term,))
    if agree(claim.amount.money, term.money):
        return Verdict(checked=1, relations=(relation,))
    hit = Hit(
        places=(claim.place, term.figure.place),
        slots={
            "subject": claim.subject,
            "printed": say_figure(claim.amount),
            "cell": say_cell((kind, key, column)),
            "expected": say_beside(term.figure, claim.amount),
        },
        figures=(claim.amount, term.figure),
        printed=say_figure(claim.amount),
        expected=say_beside(term.figure, claim.amount),
        difference=gap(claim.amount.money, term.money),
        relation=relation,
    )
    return Verdict(1, (hit,), relations=(relation,))
