"""Months of a plan against the targets of time: what is to be done by July cannot be planned for September.

In: the forms. Out: plans that finish something in a later month than its indicator.
"""

import re
from collections.abc import Iterator

from gouji.check.deciding import NO_FORMS, Slots, decided, masked, title_of
from gouji.check.masking import mask_names
from gouji.check.rule import Hit, Rule, Verdict, decides
from gouji.check.texts import LOST, Once, holds_any, indicators_once
from gouji.model.disclosure import Disclosure, Form
from gouji.model.place import Bilingual

_NOTHING = Bilingual("没有实施计划和时效指标都写月份的项目", "no form tells months in both plan and targets of time")
_CLAUSES = re.compile(r"[^,，;；。、]+")
_MONTH = re.compile(r"(?<!\d)(1[0-2]|[1-9])月")
_YEAR = re.compile(r"20\d\d")


@decides("plan_within_targets")
def plan_within_targets(disclosure: Disclosure, rule: Rule) -> Verdict:
    """A plan does nothing in a later month than the target of time for the same step.

    given: `steps`, words of one step each (完工, 竣工); `other`, words of a clause that speaks of another time.
    """
    steps, other = [re.compile(words) for words in rule.given["steps"]], re.compile(rule.given["other"])
    checked, hits = 0, []
    for form in disclosure.forms:
        plan = form.plan
        if plan is None or "月" not in plan.reading or plan.damage in LOST:
            continue
        targets = [(one, month) for one in indicators_once(form) if (month := _target(one, form)) is not None]
        for clause, month in _clauses(plan.reading) if targets else ():
            for one, last in targets:
                name = one.indicator.name.reading + one.indicator.value.reading
                if other.search(clause) or other.search(one.indicator.name.reading) or not any(step.search(clause) and step.search(name) for step in steps):
                    continue
                checked += 1
                if month > last:
                    value = one.indicator.value.reading
                    slots: Slots = {"form": title_of(form), "clause": mask_names(clause.strip()), "name": mask_names(one.indicator.name.reading), "value": mask_names(value)}
                    hits.append(Hit(masked([plan.place, *one.places]), slots, (), f"{month}月", value))
    return decided(checked, hits, NO_FORMS if not disclosure.forms else _NOTHING)


def _clauses(plan: str) -> Iterator[tuple[str, int]]:
    """Yield the plan's clauses that tell a month of the year, and the last such month."""
    for clause in _CLAUSES.findall(plan):
        if "月" in clause and (months := _MONTH.findall(clause)) and not _YEAR.search(clause):
            yield clause, max(map(int, months))


def _target(one: Once, form: Form) -> int | None:
    """Return the last month that a target of time allows, None when it tells none of the form's year."""
    value = one.indicator.value
    if "时效" not in one.indicator.level2 or "月" not in value.reading or value.damage in LOST:
        return None
    years, months = _YEAR.findall(value.reading), _MONTH.findall(value.reading)
    if not months or holds_any(value.reading, ("次年", "每月")) or any(int(year) != form.year for year in years):
        return None
    return max(map(int, months))
