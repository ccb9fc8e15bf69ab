"""Projects under different names that look like one project: the same purpose in the same words, the same people.

In: the forms. Out: pairs of forms whose necessity, plan and goal are the same text and whose names speak of the same
work, and purchased services of as many people that end on the same day. What the names alone tell is another rule's.
"""

import re
from itertools import combinations

from gouji.check.deciding import Slots, masked
from gouji.check.functions.claims import say_figure
from gouji.check.functions.duplicates import core
from gouji.check.functions.pay import form_texts
from gouji.check.functions.projects import asked, name_list
from gouji.check.rule import Hit, Rule, Verdict, decides, not_run
from gouji.check.texts import texts_with
from gouji.model.disclosure import Disclosure, Form
from gouji.model.place import Bilingual

_ENOUGH = 40  # characters of the three texts together; shorter ones say too little to tell projects by


@decides("same_texts_twice")
def same_texts_twice(disclosure: Disclosure, rule: Rule) -> Verdict:
    """No two forms about the same work have the same necessity, plan and goal word for word.

    given: as for the same purpose; `work`, further words of a name that do not tell one project from another; `adds`,
    words of a name that says that it adds to another.
    """
    groups: dict[tuple[str, str, str], list[Form]] = {}
    told = 0
    for form in disclosure.forms:
        if (texts := _texts(form)) is not None:
            told += 1
            groups.setdefault(texts, []).append(form)
    if told < 2:
        return not_run(
            "写全必要性、计划和目标的绩效目标表不足两张",
            "fewer than two forms state necessity, plan and goal",
        )
    pairs = [
        pair for group in groups.values() for pair in combinations(group, 2) if _same_work(*pair, rule.given)
    ]
    adds = re.compile(rule.given["adds"])
    return Verdict(checked=told, hits=tuple(_pair_hit(pair, what=_SAID[any(adds.search(form.name) for form in pair)]) for pair in pairs))


_SAID = {
    False: Bilingual("名称说的也是同一件事，疑似重复申报", "and names about one work: perhaps asked for twice"),
    True: Bilingual("没有写出增加的一项与原项目有何不同", "which do not say what the added project is for"),
}


def _texts(form: Form) -> tuple[str, str, str] | None:
    fields = (form.necessity, form.plan, form.annual_goal or form.whole_goal)
    texts = tuple(text.reading for text in fields if text is not None and text.reading)
    if len(texts) != 3 or sum(map(len, texts)) < _ENOUGH:
        return None
    return texts[0], texts[1], texts[2]


def _same_work(a: Form, b: Form, given: dict[str, str]) -> bool:
    """Return whether the names speak of one work, though they are not the same: one holds what the other is about."""
    first, second = core(a.name, given), core(b.name, given)
    if first == second:
        return False
    one, other = (re.compile(given["work"]).sub("", name) for name in (first, second))
    shorter, longer = sorted((one, other), key=len)
    return len(shorter) >= 4 and shorter in longer


def _pair_hit(pair: tuple[Form, ...], **slots: str | Bilingual) -> Hit:
    figures = tuple(figure for form in pair if (figure := asked(form)) is not None)
    told: Slots = {
        "names": name_list([form.name for form in pair]),
        "amounts": "、".join(say_figure(figure) for figure in figures),
    }
    return Hit(places=masked(form.place for form in pair), slots={**told, **slots})


_EXPIRES = re.compile("到期")
_EXPIRY = re.compile(r"(20\d\d年\d{1,2}月\d{1,2}日)[^。；;]{0,30}?到期")


@decides("same_service_twice")
def same_service_twice(disclosure: Disclosure, rule: Rule) -> Verdict:
    """No two services of as many people follow a contract that ended on the same day, unless it is the year's last.

    given: as for the same purpose; `people`, fewer of whom may coincide by chance; `year_end`, days when most end.
    """
    found: dict[tuple[str, str], list[Form]] = {}
    checked, least = 0, int(rule.given["people"])
    saying = {id(one.form) for one in texts_with(disclosure, _EXPIRES)}
    for form in disclosure.forms:
        if id(form) not in saying:
            continue
        expiry = next((match[1] for text in form_texts(form) if (match := _EXPIRY.search(text))), None)
        if expiry is None or re.search(rule.given["year_end"], expiry):
            continue
        checked += 1
        if (people := _people(form, least)) is not None:
            found.setdefault((expiry, people), []).append(form)
    if not checked:
        return not_run("没有写明上一期到期日的服务项目", "no service says when its last contract ended")
    hits = []
    for (expiry, people), forms in found.items():
        cores = {core(form.name, rule.given) for form in forms}
        if len(cores) > 1:
            # The next contract of one of these services has no expiry in its text, but the name and the people.
            further = [
                form
                for form in disclosure.forms
                if form not in forms and core(form.name, rule.given) in cores and _people(form, least) == people
            ]
            together = (*forms, *further)
            hits.append(_pair_hit(together, expiry=expiry, people=people, count=str(len(together)), told=str(len(forms))))
    return Verdict(checked=checked, hits=tuple(hits))


def _people(form: Form, least: int) -> str | None:
    """Return the number of people the form counts as its quantity, 其中 aside; None when there are several or few."""
    values = {
        one.quantity.value
        for one in form.indicators
        if "数量" in one.level2 and one.quantity is not None and one.quantity.unit in ("人", "名")
        and not one.name.reading.startswith("其中")
    }
    return f"{values.pop():f}" if len(values) == 1 and min(values) >= least else None


@decides("same_people_alike_purpose")
def same_people_alike_purpose(disclosure: Disclosure, rule: Rule) -> Verdict:
    """No two services of as many people have purposes of which one is part of the other (看护, 留置看护).

    given: as for the same purpose; `services`, names of such services; `people`, fewer of whom may coincide by chance.
    """
    services, least = re.compile(rule.given["services"]), int(rule.given["people"])
    counted = [
        (form, people, core(form.name, rule.given))
        for form in disclosure.forms
        if services.search(form.name) and (people := _people(form, least)) is not None
    ]
    if len(counted) < 2:
        return not_run("写明人数的购买服务项目不足两个", "fewer than two services state their people")
    hits = [
        _pair_hit((a, b), people=people)
        for (a, people, first), (b, others, second) in combinations(counted, 2)
        if people == others and first != second and min(len(first), len(second)) > 1 and (first in second or second in first)
    ]
    return Verdict(checked=len(counted), hits=tuple(hits))
