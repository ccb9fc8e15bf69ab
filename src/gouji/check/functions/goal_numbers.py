"""Numbers in a form's goals and plan, against the targets of its indicators.

In: the forms. Out: an indicator that a goal speaks of with another number.
"""

import re
from collections.abc import Collection, Iterator
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from gouji.check.deciding import NO_FORMS, decided, masked, show_number, title_of
from gouji.check.masking import mask_names
from gouji.check.remember import once_a_form
from gouji.check.rule import Hit, Rule, Verdict, decides
from gouji.check.texts import FIELDS, LOST, Once, fields_of, holds_any, indicators_once
from gouji.check.words import load_words
from gouji.layouts.characters import DIGIT, HAN
from gouji.model.disclosure import Disclosure, Form, Indicator, Quantity, Text
from gouji.model.place import Bilingual, Place
from gouji.read.quantities import Found, find_quantities

_NOTHING = Bilingual("目标和计划中没有指标所说的数量", "no goal or plan tells the number of an indicator")
_NO_WHOLE = Bilingual("整体目标中没有与项目目标同样写法的数量", "the goal of the whole tells no number in the words of a project")
CLAUSES = re.compile(r"[^,，;；。:：、]+")
_DIGIT = re.compile(DIGIT)
SAID = ("whole_goal", "annual_goal", "overview", "plan")


class Clause(NamedTuple):
    """A clause, and the text and field it stands in."""

    clause: str
    field: str
    text: Text


class Said(NamedTuple):
    """A clause with one quantity of its unit, and the text and field it stands in."""

    clause: str
    quantity: Quantity
    field: str
    text: Text


@decides("goal_numbers")
def goal_numbers(disclosure: Disclosure, rule: Rule) -> Verdict:
    """A number that a goal gives of what an indicator counts is the indicator's target.

    The clause holds the indicator's name, without words of measure, and no other number of the unit; a number that is
    the target of any indicator of the form is right, but a rate is that of its own name. given: `other`, an expression of words that make it another number.
    """
    other = re.compile(rule.given["other"])
    checked, hits = 0, []
    for form in disclosure.forms:
        indicators = clear_indicators(form)
        clauses = told_clauses(form) if indicators else ()
        for indicator, places in indicators if clauses else ():
            stem = stem_of(indicator.name.reading)
            said = _said(clauses, stem) if len(stem) > 1 else ()
            mine = [one for one in said if speaks_of(one, indicator) and not other.search(one.clause)]
            checked += bool(mine)
            targets = {_measure(one.quantity) for one, _ in indicators if _may_be_meant(one, indicator, stem)} if mine else set()
            wrong = next((one for one in mine if _measure(one.quantity) not in targets), None)
            if wrong is not None:
                hits.append(said_hit(form, indicator, places, wrong))
    return decided(checked, hits, _NOTHING if disclosure.forms else NO_FORMS)


def _may_be_meant(one: Indicator, named: Indicator, stem: str) -> bool:
    """Return whether a clause that names an indicator may tell the target of this one: a rate is told of its own name only."""
    return one is named or not stem.endswith("率") or stem in one.name.reading


def _measure(quantity: Quantity | None) -> tuple[str, Decimal]:
    """Return the unit and the number, so many in a thousand as a share in a hundred."""
    assert quantity is not None
    unit = unit_of(quantity)
    return ("%", quantity.value / 10) if unit == "‰" else (unit, quantity.value)


@once_a_form
def clear_indicators(form: Form) -> tuple[Once, ...]:
    """Return the form's indicators that count something else than money, and are printed whole."""
    return tuple([one for one in indicators_once(form) if _is_clear(one.indicator)])


def _is_clear(indicator: Indicator) -> bool:
    if indicator.quantity is None or not indicator.quantity.unit or "成本" in indicator.level1 + indicator.level2:
        return False
    return indicator.name.damage not in LOST and indicator.value.damage not in LOST


@once_a_form
def told_clauses(form: Form) -> tuple[Clause, ...]:
    """Return the clauses with a digit of the form's goals, plan and overview."""
    return tuple([
        Clause(clause, field, text)
        for field, text in fields_of(form)
        if field in SAID and text.damage not in LOST and _DIGIT.search(text.reading)
        for clause in CLAUSES.findall(text.reading)
        if _DIGIT.search(clause)
    ])


def _said(clauses: tuple[Clause, ...], stem: str) -> Iterator[Said]:
    """Yield the clauses that hold the name and one quantity of a unit."""
    for clause, field, text in clauses:
        if stem in clause:
            found = [one.quantity for one in quantities_of(clause)]
            units = [unit_of(one) for one in found]
            yield from [Said(clause, one, field, text) for one in found if units.count(unit_of(one)) == 1]


@lru_cache(maxsize=1024)
def quantities_of(clause: str) -> tuple[Found, ...]:
    """Return the quantities of a clause in printed order."""
    return tuple(find_quantities(clause))


def unit_of(quantity: Quantity | None) -> str:
    """Return the unit as numbers are compared by it: 名 and 位 are 人."""
    unit = quantity.unit.replace("％", "%") if quantity is not None else ""
    return "人" if unit in ("名", "位") else unit


def speaks_of(one: Said, indicator: Indicator) -> bool:
    """Return whether the clause has a number of the indicator's unit, and its name right before or behind the number."""
    if not one.quantity.unit or indicator.quantity is None or _measure(one.quantity)[0] != _measure(indicator.quantity)[0]:
        return False
    return _beside_number(stem_of(indicator.name.reading), one.clause)


_AHEAD, _BEHIND = 5, 9  # characters before a name, and behind it, among which its number stands


def _beside_number(stem: str, clause: str) -> bool:
    """Return whether a number stands right before the name or behind it, wherever the clause has it."""
    at = clause.find(stem)
    while at >= 0:
        end = at + len(stem)
        if any(map(str.isdecimal, clause[max(0, at - _AHEAD) : at] + clause[end : end + _BEHIND])):
            return True
        at = clause.find(stem, at + 1)
    return False


@lru_cache(maxsize=1024)
def stem_of(name: str) -> str:
    """Return what the name counts: without 数量, 场次, 期数 … behind, without 年 and 全年 before."""
    name = re.sub(r"^(?:年度?|全年|当年|本年)", "", name)
    word = max((word for word in load_words("indicators")["counted_by"] if name.endswith(word)), key=len, default="")
    return name.removesuffix(word)


def said_hit(form: Form, indicator: Indicator, places: tuple[Place, ...], said: Said) -> Hit:
    """Return the hit of a clause that gives another number than the indicator."""
    printed = f"{show_number(Decimal(said.quantity.value))}{said.quantity.unit}"
    return Hit(
        masked([*places, said.text.place]),
        {
            "form": title_of(form),
            "field": FIELDS[said.field],
            "name": mask_names(indicator.name.reading),
            "value": mask_names(indicator.value.reading),
            "clause": mask_names(said.clause.strip()),
        },
        printed=printed,
        expected=indicator.value.reading,
    )


_NAMED = re.compile(rf"({HAN}{{4,16}}?)(?:不少于|不低于|不超过|达到?|≥|约)?(?=\d)")
_BEFORE = re.compile(r"^(?:全年|年度|本年|当年|计划|将|完成|共|为\d+个)+")


@decides("whole_goal_numbers")
def whole_goal_numbers(disclosure: Disclosure, rule: Rule) -> Verdict:
    """A number in the goal of the whole department is that of the form whose goal tells it in the same words, or their sum.

    given: `goal`, an expression of the paragraph; `section`, the kind of its section.
    """
    goal = re.compile(rule.given["goal"])
    paragraphs = [
        paragraph
        for section in disclosure.sections
        for paragraph in (section.paragraphs if section.kind == rule.given["section"] else ())
        if goal.search(paragraph.text)
    ]
    said = [(paragraph, name, quantity) for paragraph in paragraphs for name, quantity in _named(paragraph.text)]
    told = _told_in_forms(disclosure, {name for _, name, _ in said})
    checked, hits = 0, []
    for paragraph, name, quantity in said:
        own = told.get((name, unit_of(quantity)))
        if own is None:
            continue
        checked += 1
        values = [value for _, value in own]
        if quantity.value not in (*values, sum(values)):
            form, value = own[0]
            shown, expected = (f"{show_number(Decimal(one))}{quantity.unit}" for one in (quantity.value, value))
            slots = {"name": name, "form": title_of(form)}
            hits.append(Hit(masked([paragraph.place, form.place]), {**slots}, printed=shown, expected=expected))
    return decided(checked, hits, _NO_WHOLE)


def _told_in_forms(disclosure: Disclosure, names: Collection[str]) -> dict[tuple[str, str], list[tuple[Form, Decimal]]]:
    """Return (name, unit) → the number each form's goal of the year gives, of goals in which one of the names stands."""
    told: dict[tuple[str, str], list[tuple[Form, Decimal]]] = {}
    for form in disclosure.forms:
        goal = form.annual_goal or form.whole_goal
        if goal is None or not holds_any(goal.reading, names):
            continue
        found = {(name, unit_of(one)): one.value for name, one in _named(goal.reading)}
        for key, value in found.items():
            told.setdefault(key, []).append((form, Decimal(value)))
    return told


def _named(text: str) -> Iterator[tuple[str, Quantity]]:
    """Yield what stands right before each number with a unit, and the number, of the clauses with one number."""
    for clause in CLAUSES.finditer(text):
        found = quantities_of(clause[0]) if _DIGIT.search(clause[0]) else ()
        if len(found) == 1 and found[0].quantity.unit:
            match = _NAMED.search(clause[0])
            name = _BEFORE.sub("", match[1]) if match is not None else ""
            if len(name) > 3:
                yield name, found[0].quantity
