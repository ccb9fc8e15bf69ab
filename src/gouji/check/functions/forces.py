"""Strength of armed forces told in project forms: how many people a squad, a barracks or a militia unit has.

In: the forms. Out: one finding for all the indicators that count such people.
"""

import re

from gouji.check.deciding import NO_FORMS, decided
from gouji.check.functions.grouping import hit_of
from gouji.check.functions.pay import form_texts
from gouji.check.masking import mask_names
from gouji.check.rule import Rule, Verdict, decides
from gouji.check.texts import all_indicators, holds_any
from gouji.model.disclosure import Disclosure

_PEOPLE = ("人", "名", "位")


@decides("strength_of_forces")
def strength_of_forces(disclosure: Disclosure, rule: Rule) -> Verdict:
    """No indicator tells how many people an armed force has.

    given: `forces`, words of the form or the indicator that name one; `counts`, how the name of a number of its people
    reads; `other`, words of people who are none (退役, 家属) or whose number tells nothing (慰问).
    """
    counts, other = re.compile(rule.given["counts"]), re.compile(rule.given["other"])
    found = [
        (form, one, places[0])
        for form, one, places in all_indicators(disclosure)
        if one.quantity is not None
        and one.quantity.unit in _PEOPLE
        and counts.search(one.name.reading)
        and not other.search(form.name + one.name.reading)
        and any(holds_any(text, rule.given["forces"]) for text in form_texts(form))
    ]
    told = "、".join(f"{mask_names(one.name.reading)}：{one.value.reading}" for _, one, _ in found)
    hits = (hit_of([form for form, *_ in found], [place for *_, place in found], told=told),) if found else ()
    return decided(len(disclosure.forms), hits, NO_FORMS)
