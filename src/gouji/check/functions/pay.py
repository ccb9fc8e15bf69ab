"""Personnel pay asked for as a project.

In: the forms. Out: forms that pay wages although their own basis calls them guaranteed basic spending (三保), which
belongs to 基本支出, and forms that pay the wages of established posts.
"""

import re

from gouji.check.deciding import masked
from gouji.check.functions.claims import say_amount
from gouji.check.functions.projects import amount, name_list
from gouji.check.remember import once_a_form
from gouji.check.rule import Hit, Rule, Verdict, decides, not_run
from gouji.check.texts import forms_with
from gouji.model.disclosure import Disclosure, Form
from gouji.model.money import total


@once_a_form
def form_texts(form: Form) -> tuple[str, ...]:
    """Return all running texts of the form, as read."""
    fields = (form.overview, form.basis, form.necessity, form.safeguards, form.plan, form.whole_goal, form.annual_goal)
    return tuple(text.reading for text in fields if text is not None and text.reading)


@decides("pay_as_project")
def pay_as_project(disclosure: Disclosure, rule: Rule) -> Verdict:
    """Wages of staff are basic spending, not a project."""
    if not disclosure.forms:
        return not_run("没有项目绩效目标表", "no project forms")
    guaranteed, established = re.compile(rule.given["guaranteed"]), re.compile(rule.given["established"])
    paying = forms_with(disclosure, "name", re.compile(f"{rule.given['pay']}|{rule.given['established']}"))
    paid = [form for form in paying if established.search(form.name) or any(map(guaranteed.search, form_texts(form)))]
    hits = (_hit(paid),) if paid else ()
    return Verdict(checked=len(disclosure.forms), hits=hits)


def _hit(forms: list[Form]) -> Hit:
    summed = total([m for form in forms if (m := amount(form)) is not None])
    return Hit(
        places=masked(form.place for form in forms),
        slots={
            "count": str(len(forms)),
            "names": name_list([form.name for form in forms]),
            "amount": say_amount(summed),
        },
        figures=tuple(form.annual.total for form in forms if form.annual.total is not None),
    )
