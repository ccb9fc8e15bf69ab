"""Numbers of one thing in two texts of a form: what the overview counts, and what goal and indicator count by the same noun.

In: the forms. Out: overviews and plans that count another number of what the goals and an indicator count.
"""

import re
from decimal import Decimal
from typing import NamedTuple

from gouji.check.counted import ToldCount, counted_once, plain_unit, told_counts
from gouji.check.deciding import NO_FORMS, Slots, decided, masked, title_of
from gouji.check.masking import mask_names
from gouji.check.rule import Hit, Rule, Verdict, decides
from gouji.check.texts import FIELDS, LOST
from gouji.layouts.characters import HAN
from gouji.model.disclosure import Disclosure, Form
from gouji.model.place import Bilingual

_NOTHING = Bilingual("概况和目标没有数同一样东西", "overview and goal count no thing by one noun")
_NOUN = re.compile(rf"{HAN}{{2,10}}")
_GOALS = ("whole_goal", "annual_goal")
_ALIKE = 3  # characters that two nouns begin with, or one of them holds


class _Thing(NamedTuple):
    """A count and the noun behind it."""

    told: ToldCount
    noun: str


@decides("counted_nouns")
def counted_nouns(disclosure: Disclosure, rule: Rule) -> Verdict:
    """An overview or a plan counts as many of a thing as the goals do, where the goals' number is an indicator's target.

    Only where each text gives the thing one number, and no indicator has the other one. Numbers far apart may be those of
    a wider field: a note. given: `percent`, how near they are; `other`, words of a clause that counts another group.
    """
    other = re.compile(rule.given["other"])
    checked, hits = 0, []
    for form in disclosure.forms:
        counts = [one for one in told_counts(form) if one.text.damage not in LOST]
        if len({one.field in _GOALS for one in counts}) < 2:
            continue
        targets = {(plain_unit(one.quantity.unit), one.quantity.value) for one, _ in counted_once(form) if one.quantity is not None}
        goals = [thing for one in counts if one.field in _GOALS and _key(one) in targets for thing in _thing(one)]
        rest = [thing for one in counts if one.field not in _GOALS and not one.number.about for thing in _thing(one)] if goals else []
        for goal in goals:
            same = [one for one in rest if _alike(one, goal)]
            checked += bool(same)
            if len({_key(one.told) for one in same}) == 1 and _key(same[0].told) not in targets and not other.search(same[0].told.clause):
                hits.append(_hit(form, same[0], goal, Decimal(rule.given["percent"])))
                break
    return decided(checked, hits, NO_FORMS if not disclosure.forms else _NOTHING)


def _key(one: ToldCount) -> tuple[str, Decimal]:
    return plain_unit(one.number.unit), Decimal(one.number.value)


def _thing(one: ToldCount) -> list[_Thing]:
    match = _NOUN.match(one.sentence.text, one.number.end)
    return [_Thing(one, match[0])] if match is not None else []


def _alike(one: _Thing, goal: _Thing) -> bool:
    """Return whether the two count one thing: 26所中小学 and 28所中小学, 380个疑似变化图斑 and 360个变化图斑核实."""
    if plain_unit(one.told.number.unit) != plain_unit(goal.told.number.unit):
        return False
    return (one.noun[:_ALIKE] == goal.noun[:_ALIKE] and len(goal.noun) >= _ALIKE) or (len(goal.noun) > _ALIKE and goal.noun[: _ALIKE + 1] in one.noun)


def _hit(form: Form, one: _Thing, goal: _Thing, percent: Decimal) -> Hit:
    here, there = one.told.number.value, goal.told.number.value
    near = abs(here - there) * 100 <= percent * max(here, there)
    printed, expected = (f"{thing.told.number.value}{thing.told.number.unit}{mask_names(thing.noun)}" for thing in (one, goal))
    slots: Slots = {"form": title_of(form), "field": FIELDS[one.told.field], "goal": FIELDS[goal.told.field]}
    return Hit(masked([one.told.text.place, goal.told.text.place]), slots, printed=printed, expected=expected, severity=None if near else "note")
