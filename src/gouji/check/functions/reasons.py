"""Reasons given for a change: the projects they list, and whether they can explain the change at all.

In: claims with a reason. A reason that lists three or more "name, amount" is a list of projects; one item ends where
its amount ends. Out: items that the forms print otherwise, lists that explain too little or too much, lists that
differ where the text repeats itself, reasons that contradict the change.
"""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from gouji.check.deciding import masked, title_of
from gouji.check.functions.claims import all_claims, gap, money, once, say_amount, say_exactly, say_figure
from gouji.check.functions.projects import amount, plain
from gouji.check.remember import once_a_document
from gouji.check.rule import Hit, Rule, Verdict, decides, not_run
from gouji.model.disclosure import Claim, Disclosure, Form
from gouji.model.money import Money, agree, parse_money, print_money, total
from gouji.model.place import Place

_ITEM = re.compile(r"(.+?)((?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)(万元|元)(?=[，,、；;。及和]|$)")
_LEAD = re.compile(r"^[，,、；;。及和\s]+|^.*[：:]")
_LIST = 3


class Item(NamedTuple):
    """One project a reason lists. text: as printed, with unit."""

    name: str
    text: str
    money: Money
    place: Place


def items(claim: Claim) -> list[Item]:
    """Return the projects the claim's reason lists; empty when it lists fewer than three."""
    if claim.reason.count("元") < _LIST:
        return []
    found = [
        Item(_LEAD.sub("", name).strip(), number + unit, read, claim.place)
        for name, number, unit in _ITEM.findall(claim.reason)
        if (read := parse_money(number, unit)) is not None
    ]
    return found if len(found) >= _LIST else []


@once_a_document
def lists(disclosure: Disclosure) -> tuple[tuple[Claim, list[Item]], ...]:
    """Return the claims whose reason lists projects, with the list."""
    return tuple([(claim, found) for _, claim in all_claims(disclosure) if claim.reason and (found := items(claim))])


def _rises(claim: Claim, words: str) -> bool:
    return bool(re.compile(words).search(claim.direction))


@decides("reason_explains_change")
def reason_explains_change(disclosure: Disclosure, rule: Rule) -> Verdict:
    """The projects listed as the reason of an increase add up to about the increase."""
    checked: dict[int, tuple[int, list[Place]]] = {}
    for claim, found in lists(disclosure):
        change = money(claim.change)
        if change is not None and change.fen > 0 and _rises(claim, rule.given["rise"]) and not _others(claim, found, rule):
            listed = total([item.money for item in found]).fen
            checked.setdefault(change.fen, (listed, []))[1].append(claim.place)
    if not checked:
        return not_run("没有逐项列出原因的增加额", "no increase whose reason lists its projects")
    share = int(rule.given["unexplained_percent"])
    hits = [
        Hit(
            places=once(places),
            slots={
                "sum": say_amount(Money(listed)),
                "change": say_amount(Money(change)),
                "difference": say_amount(Money(abs(change - listed))),
            },
            printed=say_exactly(Money(change)),
            difference=say_amount(Money(abs(change - listed))),
        )
        for change, (listed, places) in checked.items()
        if abs(change - listed) * 100 > share * change
    ]
    return Verdict(checked=len(checked), hits=tuple(hits))


def _others(claim: Claim, found: list[Item], rule: Rule) -> bool:
    """Return whether the reason names other things than the projects it lists: pay rises, money carried over …"""
    return bool(re.compile(rule.given["others"]).search(claim.reason.partition(found[0].name)[0]))


@decides("reason_items_in_forms")
def reason_items_in_forms(disclosure: Disclosure, rule: Rule) -> Verdict:
    """A project listed as a reason is printed in its form under the same name with the same amount."""
    seen: dict[str, list[Item]] = {}
    for _, found in lists(disclosure):
        for item in found:
            seen.setdefault(plain(item.name), []).append(item)
    forms = {plain(form.name): form for form in disclosure.forms}
    known = sum(name in forms for name in seen)
    if not seen or 2 * known < len(seen):
        return not_run("原因中没有逐项列出有绩效目标表的项目", "no reason lists projects that have forms")
    hits = [
        hit
        for name, group in seen.items()
        if len({item.money.fen for item in group}) == 1 and (hit := _item_hit(group, forms.get(name), disclosure.forms))
    ]
    return Verdict(checked=len(seen), hits=tuple(hits))


def _item_hit(group: list[Item], form: Form | None, forms: tuple[Form, ...]) -> Hit | None:
    item = group[0]
    places = [one.place for one in group]
    if form is None:
        return _renamed(item, places, forms)
    asked = amount(form)
    if asked is None or agree(asked, item.money):
        return None
    printed = f"{print_money(asked, '元')}元"
    return Hit(
        places=masked(once([*places, form.place])),
        slots={
            "name": item.name,
            "what": f"说明印作{item.text}，绩效目标表印作{printed}，相差{gap(asked, item.money, '元')}",
            "what_en": f"{item.text} in the narrative, {printed} in the form",
        },
        printed=item.text,
        expected=printed,
        difference=gap(asked, item.money, "元"),
    )


def _renamed(item: Item, places: list[Place], forms: tuple[Form, ...]) -> Hit | None:
    """Return the hit for a name without a form: one with the same amount and alike name is pointed at, or none."""
    letters = set(plain(item.name))
    twins = [form for form in forms if (asked := amount(form)) is not None and asked.fen == item.money.fen]
    twin = next((form for form in twins if 2 * len(letters & set(plain(form.name))) > len(letters)), None)
    if twin is None:
        what, what_en = f"（{item.text}）在项目绩效目标表中找不到", f"({item.text}) has no form"
    else:
        what, what_en = f"在绩效目标表中名称为“{title_of(twin)}”（金额相同）", f"is “{title_of(twin)}” in its form (same amount)"
    return Hit(
        places=masked(once([*places, *([twin.place] if twin else [])])),
        slots={"name": item.name, "what": what, "what_en": what_en},
        printed=item.name,
        expected=title_of(twin) if twin else "",
        severity="note",
    )


@decides("repeated_lists_agree")
def repeated_lists_agree(disclosure: Disclosure, rule: Rule) -> Verdict:
    """Where the text repeats a list or a figure, both print the same."""
    found = lists(disclosure)
    checked, hits = 0, []
    for (_, first), (_, second) in pairwise(found):
        left, right = ({plain(i.name): i for i in one} for one in (first, second))
        if 2 * len(left.keys() & right.keys()) >= len(left):
            checked += 1
            hits += list(_differences(left, right))
    if not checked:
        return not_run("没有重复列出的原因", "no list is repeated")
    return Verdict(checked=checked, hits=tuple(hits))


def _differences(left: dict[str, Item], right: dict[str, Item]) -> Iterator[Hit]:
    for name in left | right:
        a, b = left.get(name), right.get(name)
        if a and b and not agree(a.money, b.money):
            what, what_en = f"一处印作{a.text}，另一处印作{b.text}", f"{a.text} in one place, {b.text} in the other"
            yield _difference(a.name, (a.place, b.place), what, what_en)
        elif one := (a or b if not (a and b) else None):
            yield _difference(one.name, (one.place,), "只在其中一处列出", "is listed in one place only")


def _difference(name: str, places: tuple[Place, ...], what: str, what_en: str) -> Hit:
    return Hit(places=once(list(places)), slots={"name": name, "what": what, "what_en": what_en}, printed=name)


@decides("reason_fits_direction")
def reason_fits_direction(disclosure: Disclosure, rule: Rule) -> Verdict:
    """The reason given for a rise is not one of saving, the reason for a fall not one of growth."""
    given = rule.given
    checked, hits = 0, []
    for _, claim in all_claims(disclosure):
        if not claim.reason or not _changes(claim):
            continue
        if claim.growth_direction and _rises(claim, given["rise"]) != bool(re.compile(given["rise"]).search(claim.growth_direction)):
            continue
        checked += 1
        contrary, exempt = ("saving", "growing") if _rises(claim, given["rise"]) else ("rising", "ended")
        if re.compile(given[contrary]).search(claim.reason) and not re.compile(given[exempt]).search(claim.reason):
            hits.append(_contrary(claim))
        elif hit := _bought(disclosure, claim, given):
            hits.append(hit)
    if not checked:
        return not_run("没有写明原因的增减额", "no change with a reason")
    return Verdict(checked=checked, hits=tuple(hits))


def _changes(claim: Claim) -> bool:
    """Return whether the claim tells by how much its amount changed, or, without that, at what rate."""
    if claim.change is not None:
        return claim.change.money is not None and claim.change.money.fen != 0
    return claim.growth is not None and claim.growth.value != 0 and bool(claim.direction)


def _contrary(claim: Claim) -> Hit:
    return _misfit(claim, f"写的是{claim.direction}，原因却是“{claim.reason[:40]}”", f"the reason contradicts “{claim.direction}”")


def _bought(disclosure: Disclosure, claim: Claim, given: dict[str, str]) -> Hit | None:
    """Return the hit for a reason that speaks of vehicles bought this year, or at an impossible price."""
    match = re.compile(given["bought"]).search(claim.reason)
    if match is None or not claim.topic.startswith(given["topic"]):
        return None
    price = re.compile(given["price"]).search(claim.reason)
    if price is None:
        return None
    count, asked = int(match["count"]), parse_money(price["amount"], "万元")
    if asked is None or not count:
        return None
    each = asked.fen // count
    low, high = (int(n) * 1_000_000 for n in given["price_band"])
    if low <= each <= high:
        return None
    zh = f"原因说{count}辆车需要{price['amount']}万元，合每辆{say_amount(Money(each))}，不合常理"
    return _misfit(claim, zh, f"{count} vehicles for {price['amount']} 万元 is {say_amount(Money(each))} each")


def _misfit(claim: Claim, what: str, what_en: str) -> Hit:
    figures = tuple(figure for figure in (claim.amount, claim.change) if figure is not None)
    return Hit(
        places=(claim.place,),
        slots={"subject": claim.subject, "what": what, "what_en": what_en},
        figures=figures,
        printed=say_figure(claim.change) if claim.change else "",
    )
