"""When a step is done: the month of a target of time against the month the plan and the goals give the same step.

In: the forms. Out: targets of time that name an earlier or a later month than the plan or a goal does.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from gouji.check.deciding import NO_FORMS, Slots, decided, masked, title_of
from gouji.check.masking import mask_names
from gouji.check.rule import Hit, Rule, Verdict, decides
from gouji.check.texts import FIELDS, LOST, Once, fields_of, holds_any, indicators_with
from gouji.model.disclosure import Disclosure, Form, Indicator, Text
from gouji.model.place import Bilingual

_NOTHING = Bilingual("没有时效指标和计划、目标写同一步骤的月份", "no target of time and plan or goal tell the month of one step")
_CLAUSES = re.compile(r"[^,，;；。、]+")
_MONTH = re.compile(r"(?<!\d)(1[0-2]|[1-9])月")
_YEAR = re.compile(r"20\d\d")
_IN_MONTH = re.compile("月")
_SAID = ("plan", "whole_goal", "annual_goal")


class _Done(NamedTuple):
    """A clause that tells the month in which something is done."""

    clause: str
    month: int
    field: str
    text: Text


@decides("finish_dates")
def finish_dates(disclosure: Disclosure, rule: Rule) -> Verdict:
    """A target of time has the month that plan and goals give for the same step: that its name is made of.

    A clause is about the step when it has all characters of the indicator's name but words of time, and only one clause
    with a month is; a later target only where the clause says by when it is done. given: `named`, how the name of the
    indicator ends; `general`, names of no step; `until`, words of a clause that say by when; `other`, words of a clause that speaks of another time.
    """
    named, general, until, other = (re.compile(rule.given[word]) for word in ("named", "general", "until", "other"))
    checked, hits = 0, []
    timed: dict[int, tuple[Form, list[tuple[Once, str, int]]]] = {}
    for form, indicator, places in indicators_with(disclosure, "value", _IN_MONTH):
        for stem, month in _target(indicator, form, named):
            if general.search(stem):
                continue
            timed.setdefault(id(form), (form, []))[1].append((Once(indicator, places), stem, month))
    for form, targets in timed.values():
        done = list(_done(form, other))
        for one, stem, last in targets if done else ():
            mine = [said for said in done if all(char in said.clause for char in stem)]
            if len({said.clause for said in mine}) != 1:
                continue
            checked += 1
            said = mine[0]
            if said.month > last or (said.month < last and until.search(said.clause)):
                hits.append(_hit(form, one, said))
    return decided(checked, hits, NO_FORMS if not disclosure.forms else _NOTHING)


def _target(indicator: Indicator, form: Form, named: re.Pattern[str]) -> Iterator[tuple[str, int]]:
    """Yield what the target of time is about and its last month; nothing where it tells none of the form's year."""
    value, name = indicator.value, indicator.name.reading
    if "时效" not in indicator.level2 or value.damage in LOST or "次年" in value.reading:
        return
    stem = named.sub("", name)
    months = _MONTH.findall(value.reading)
    other_year = any(int(year) != form.year for year in _YEAR.findall(value.reading))
    if stem != name and len(stem) > 1 and len(months) == 1 and not other_year and not holds_any(value.reading, ("每月", "起", "开始")):
        yield stem, int(months[0])


def _done(form: Form, other: re.Pattern[str]) -> Iterator[_Done]:
    """Yield the clauses of plan and goals that tell a month of the form's year, with the last such month."""
    for field, text in fields_of(form):
        if field not in _SAID or "月" not in text.reading or text.damage in LOST:
            continue
        for clause in _CLAUSES.findall(text.reading):
            months = _MONTH.findall(clause) if "月" in clause else []
            if months and not other.search(clause) and all(int(year) == form.year for year in _YEAR.findall(clause)):
                yield _Done(clause, max(map(int, months)), field, text)


def _hit(form: Form, one: Once, said: _Done) -> Hit:
    name, value = mask_names(one.indicator.name.reading), mask_names(one.indicator.value.reading)
    slots: Slots = {"form": title_of(form), "field": FIELDS[said.field], "clause": mask_names(said.clause.strip()), "name": name, "value": value}
    return Hit(masked([said.text.place, *one.places]), slots, printed=value, expected=f"{said.month}月")
