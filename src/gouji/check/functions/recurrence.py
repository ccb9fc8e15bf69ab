"""When a project's money is due: for years past, for work already done, or every year again.

In: the forms. Out: one finding for all that pay earlier years, one for each whose plan tells what is done already,
one for all that are called one-off though they recur.
"""

import re

from gouji.check.deciding import NO_FORMS, Slots, decided, masked, title_of
from gouji.check.functions.grouping import hit_of
from gouji.check.functions.pay import form_texts
from gouji.check.functions.periods import period
from gouji.check.functions.projects import forms_named
from gouji.check.masking import mask_names
from gouji.check.rule import Hit, Rule, Verdict, decides
from gouji.check.texts import forms_with
from gouji.model.disclosure import Disclosure, Form, Text
from gouji.model.place import Bilingual

_NO_YEAR = Bilingual("没有绩效目标表，或不知道预算年度", "no project forms, or the budget year is not known")
_NO_ONE_OFF = Bilingual("没有标明一次性的项目", "no project is called one-off")
_NO_PLANS = Bilingual("没有实施计划写到完成情况", "no plan speaks of what is done")

_CARRIED = re.compile("结转")
_TOLD = ("overview", "necessity", "plan")  # where work is told as finished or intended
_WHOLE_YEAR = 12


def pays_the_past(form: Form, year: int, words: str) -> bool:
    """Return whether the form's name says that it pays for time before the budget year, though not carried over.

    A single year in the name (2023年高标准农田) dates the project, not what is paid for. words: 空档期, 补付 …
    """
    if _CARRIED.search(form.name):
        return False
    if re.compile(words).search(form.name):
        return True
    ends = period(form.name)
    dated = ends is not None and ends[0] % 12 == 1 and ends[1] - ends[0] + 1 == _WHOLE_YEAR
    return ends is not None and not dated and ends[1] <= year * 12


@decides("earlier_years_paid")
def earlier_years_paid(disclosure: Disclosure, rule: Rule) -> Verdict:
    """This year's money pays this year's costs: projects for earlier years are counted and added up."""
    year = disclosure.cover.year
    if not disclosure.forms or year is None:
        return decided(0, (), _NO_YEAR)
    past = [form for form in disclosure.forms if pays_the_past(form, year, rule.given["words"])]
    hits = [hit_of(past, year=str(year))] if past else []
    return decided(len(disclosure.forms), hits, NO_FORMS)


@decides("plan_already_done")
def plan_already_done(disclosure: Disclosure, rule: Rule) -> Verdict:
    """The plan of a project says what is to be done, not what was finished before the budget year.

    given: `done`, what tells that work is finished, with the year; `paying`, words of a project that only pays for
    finished work or runs it on; `finished` and `planned`, a work told as finished in one field, as intended in another.
    """
    given = rule.given
    done, paying = re.compile(given["done"]), re.compile(given["paying"])
    finished, planned, stages = (re.compile(given[key]) for key in ("finished", "planned", "stages"))
    telling_done = {id(form) for form in forms_with(disclosure, "plan", done)}
    telling_finished = {id(form) for field in _TOLD for form in forms_with(disclosure, field, finished)}
    checked, hits = 0, []
    for form in disclosure.forms:
        year, plan = form.year or disclosure.cover.year, form.plan
        if year is None or plan is None or not plan.reading or _CARRIED.search(form.name):
            continue
        checked += 1
        match = done.search(plan.reading) if id(form) in telling_done else None
        if (
            match
            and int(match["year"]) < year
            and not paying.search(form.name + (form.basis.reading if form.basis else ""))
        ):
            hits.append(_done(form, plan, match[0]))
        elif id(form) in telling_finished and (hit := _both_stages(form, finished, planned, stages)):
            hits.append(hit)
    return decided(checked, hits, NO_FORMS if not disclosure.forms else _NO_PLANS)


def _done(form: Form, text: Text, quote: str) -> Hit:
    what = Bilingual(f"实施计划写“{quote}”", f"the plan says “{quote}”")
    slots: Slots = {"form": title_of(form), "what": what}
    return Hit(masked([text.place]), slots, printed=quote)


def _both_stages(
    form: Form, finished: re.Pattern[str], planned: re.Pattern[str], stages: re.Pattern[str]
) -> Hit | None:
    """Return the hit for a work that one field calls finished and another one intends, unless it has several stages."""
    fields: list[Text | None] = [getattr(form, field) for field in _TOLD]
    texts = [text for text in fields if text is not None and text.reading]
    over = next(((text, match) for text in texts if (match := finished.search(text.reading))), None)
    if over is None:
        return None
    ahead = next(((text, match) for text in texts if (match := planned.search(text.reading))), None)
    if ahead is None or over[0] is ahead[0] or any(stages.search(text.reading) for text in texts):
        return None
    one, other = (mask_names(match[0]) for _, match in (over, ahead))
    what = Bilingual(
        f"一处写“{one}”，另一处写“{other}”", f"says “{one}” in one field and “{other}” in another"
    )
    return Hit(
        masked((over[0].place, ahead[0].place)),
        {"form": title_of(form), "what": what},
        printed=one,
        expected=other,
    )


@decides("one_off_recurs")
def one_off_recurs(disclosure: Disclosure, rule: Rule) -> Verdict:
    """A project called one-off does not recur by its name or its own words; arrears and carried-over money are one-off.

    given: `named`, what recurs by its name; `told`, words of its texts that say so.
    """
    named = {id(form) for form in forms_named(disclosure, rule.given["named"])}
    told = re.compile(rule.given["told"])
    year = disclosure.cover.year
    one_off = [form for form in disclosure.forms if "一次性" in form.nature]
    recurring = [
        form
        for form in one_off
        if (id(form) in named or any(map(told.search, form_texts(form))))
        and not _CARRIED.search(form.name)
        and not (year is not None and pays_the_past(form, year, rule.given["words"]))
    ]
    hits = [hit_of(recurring, called=str(len(one_off)))] if recurring else []
    return decided(len(one_off), hits, NO_FORMS if not disclosure.forms else _NO_ONE_OFF)
