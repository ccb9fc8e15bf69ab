"""How often something is done: what the texts of a form say (每季度考核一次) against the targets of its indicators.

In: the forms. Out: indicators that are done another number of times a year, or at another interval, than the texts say.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from gouji.check.deciding import NO_FORMS, Slots, decided, masked, title_of
from gouji.check.masking import mask_names
from gouji.check.rule import Hit, Rule, Verdict, decides
from gouji.check.texts import FIELDS, LOST, Once, fields_with, indicators_with
from gouji.model.disclosure import Disclosure, Form, Indicator, Text
from gouji.model.place import Bilingual

_NOTHING = Bilingual("文字和指标没有写同一件事多久一次", "no text and indicator tell how often one thing is done")
_CLAUSES = re.compile(r"[^,，;；。、]+")
_INTERVAL = re.compile(r"(?:每个?|按|逐|分)(月|季|半年|学期|周)")
_OFTEN = re.compile(r"([一二两三四五六1-9])次")
_TIMES = {"月": 12, "季": 4, "半年": 2, "学期": 2, "周": 52}
_DIGITS = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6}


class _Said(NamedTuple):
    """A clause that tells an interval and what is done. times: a year."""

    clause: str
    interval: str
    times: int
    field: str
    text: Text


@decides("frequencies")
def frequencies(disclosure: Disclosure, rule: Rule) -> Verdict:
    """What a text says is done each month or quarter is done as often by its indicator.

    The clause has the interval and the act that the indicator's name has; the only interval the texts give the act. More
    times than the interval gives may be those of several places, but for acts that are done at once. Fewer may be a part
    of the year, where the form tells how many months. given: `acts`, expressions; `once`, an expression of those done
    for all at once; `other`, words of a clause of another time.
    """
    acts, once, other = [re.compile(act) for act in rule.given["acts"]], re.compile(rule.given["once"]), re.compile(rule.given["other"])
    told: dict[int, list[_Said]] = {}
    for form, said in _said(disclosure):
        if not other.search(said.clause):
            told.setdefault(form.number, []).append(said)
    checked, hits = 0, []
    any_act = re.compile("|".join(rule.given["acts"]))
    for form, indicator, places in indicators_with(disclosure, "name", any_act) if told else ():
        if form.number not in told or indicator.value.damage in LOST or not _tells(indicator):
            continue
        act = next((act for act in acts if act.search(indicator.name.reading)), any_act)
        mine = [said for said in told[form.number] if act.fullmatch(_act_of(said, any_act))]
        if len({said.times for said in mine}) != 1:
            continue
        checked += 1
        if not _agrees(form, indicator, mine[0], at_once=once.search(indicator.name.reading) is not None):
            hits.append(_hit(form, Once(indicator, places), mine[0]))
    return decided(checked, hits, NO_FORMS if not disclosure.forms else _NOTHING)


def _said(disclosure: Disclosure) -> Iterator[tuple[Form, _Said]]:
    for form, field, text in fields_with(disclosure, _INTERVAL):
        if text.damage in LOST:
            continue
        for clause in _CLAUSES.findall(text.reading):
            match = _INTERVAL.search(clause)
            if match is not None:
                often = _OFTEN.search(clause)
                number = _DIGITS.get(often[1]) or int(often[1]) if often is not None else 1
                yield form, _Said(clause, match[1], _TIMES[match[1]] * number, field, text)


def _act_of(said: _Said, acts: re.Pattern[str]) -> str:
    """Return what the clause says is done at its interval: the first act behind it, else the last before it, "" for none."""
    match = _INTERVAL.search(said.clause)
    assert match is not None
    behind = acts.search(said.clause, match.end())
    before = acts.findall(said.clause, 0, match.start())
    return behind[0] if behind is not None else before[-1] if before else ""


def _tells(indicator: Indicator) -> bool:
    """Return whether the target is a number of times, or an interval."""
    quantity = indicator.quantity
    return (quantity is not None and quantity.unit in ("次", "次/年")) or _INTERVAL.search(indicator.value.reading) is not None


def _agrees(form: Form, indicator: Indicator, said: _Said, *, at_once: bool) -> bool:
    value, quantity = indicator.value.reading, indicator.quantity
    if (match := _INTERVAL.search(value)) is not None:
        return match[1] == said.interval
    if quantity is None or quantity.value == said.times:
        return True
    if quantity.operator in ("≥", ">"):
        return quantity.value <= said.times or not at_once
    if quantity.value > said.times:
        return not at_once
    return _is_part_of_year(form, quantity.value)


def _is_part_of_year(form: Form, times: Decimal) -> bool:
    """Return whether a text tells as many months or quarters: 聘用期为10个月, 发放10次."""
    number = re.compile(rf"(?<!\d){int(times)}个?(?:月(?!\d|份|底|前)|季度)")
    return any(number.search(text.reading) for text in (form.overview, form.plan, form.annual_goal) if text is not None)


def _hit(form: Form, one: Once, said: _Said) -> Hit:
    name, value = mask_names(one.indicator.name.reading), mask_names(one.indicator.value.reading)
    slots: Slots = {"form": title_of(form), "field": FIELDS[said.field], "clause": mask_names(said.clause.strip()), "name": name, "value": value}
    return Hit(masked([said.text.place, *one.places]), slots, printed=value, expected=f"{said.times}次")
