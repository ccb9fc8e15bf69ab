"""Targets that measure nothing: grades and durations as quantities, words for rates, groups that are not served.

In: the indicators of the forms. Out: one finding a form for a target of the wrong nature, and one for all the forms
for what is only written oddly.
"""

import re
from decimal import Decimal

from gouji.check.deciding import NO_FORMS, NO_INDICATORS, Slots, decided, masked, title_of
from gouji.check.functions.grouping import hit_of
from gouji.check.masking import mask_names
from gouji.check.remember import once_a_document
from gouji.check.rule import Hit, Rule, Verdict, decides
from gouji.check.texts import LOST, all_indicators
from gouji.model.disclosure import Disclosure, Form, Indicator
from gouji.model.place import Bilingual, Place

_NO_PREPARED = Bilingual("没有前期费用项目", "no project is for preparatory work")
_NO_OBJECTS = Bilingual("没有写明满意度对象的此类项目", "no such project says whose satisfaction it measures")

_Found = tuple[Form, Indicator, tuple[Place, ...]]


@once_a_document
def _certain(disclosure: Disclosure) -> tuple[_Found, ...]:
    """Return every indicator whose kind and texts are certain, once, with its places in both horizons."""
    return tuple([
        (form, indicator, places)
        for form, indicator, places in all_indicators(disclosure)
        if not indicator.uncertain
        and indicator.value.reading
        and indicator.name.damage not in LOST
        and indicator.value.damage not in LOST
    ])


def _hit(found: _Found, **slots: str | Bilingual) -> Hit:
    form, indicator, places = found
    told: Slots = {
        "form": title_of(form),
        "level2": indicator.level2,
        "name": mask_names(indicator.name.reading),
        "value": mask_names(indicator.value.reading),
    }
    return Hit(masked(places), told | slots, printed=str(told["value"]))


@decides("nature_of_quantity")
def nature_of_quantity(disclosure: Disclosure, rule: Rule) -> Verdict:
    """A target stands under its own kind: a quantity is no period of time or rate of success, a benefit no satisfaction.

    given: `natures`, each with the kind (an expression), the words of the name and of the value that show another.
    """
    natures = [
        (re.compile(one["kind"]), re.compile(one["named"]), re.compile(one.get("valued", "")), Bilingual(one["zh"], one["en"]))
        for one in rule.given["natures"]
    ]
    levels = {indicator.level2 for _, indicator, _ in _certain(disclosure)}
    of_level = {level: [one for one in natures if one[0].search(level)] for level in levels}
    checked, hits = 0, []
    for found in _certain(disclosure):
        indicator = found[1]
        if "满意" in indicator.level2:
            continue
        checked += 1
        for _, named, valued, what in of_level[indicator.level2]:
            if named.search(indicator.name.reading) and valued.search(indicator.value.reading.strip()):
                hits.append(_hit(found, what=what))
                break
    return decided(checked, hits, NO_FORMS if not disclosure.forms else NO_INDICATORS)


@decides("quantity_of_preparation")
def quantity_of_preparation(disclosure: Disclosure, rule: Rule) -> Verdict:
    """A project that pays for preparatory work counts what the preparation yields, not the finished building."""
    prepared, built = re.compile(rule.given["prepared"]), re.compile(rule.given["built"])
    yields = re.compile(rule.given["yields"])
    forms = {id(form) for form in disclosure.forms if prepared.search(form.name)}
    hits = [
        _hit(found)
        for found in (_certain(disclosure) if forms else ())
        if id(found[0]) in forms
        and "数量" in found[1].level2
        and built.search(found[1].name.reading)
        and not yields.search(found[1].name.reading)
    ]
    return decided(len(forms), hits, NO_FORMS if not disclosure.forms else _NO_PREPARED)


_PERCENT = re.compile(r"^[≥≤=<>]?\s*(\d+(?:\.\d+)?)\s*[%％]$")
_SCALES, _AT_LEAST = ("%", "％", "分"), ("", "=", "≥", ">")
_FEW = 4  # satisfaction without a sign is odd where at least three of four have one


@decides("targets_written_out")
def targets_written_out(disclosure: Disclosure, rule: Rule) -> Verdict:
    """A target is written so that it says one thing: no share behind “提高”, no word for a rate, no bare percentage.

    A bare percentage of satisfaction is odd only where most of the document's have their sign.
    """
    given = rule.given
    glued, word = re.compile(given["glued"]), re.compile(given["word"])
    rate, not_rate = re.compile(given["rate"]), re.compile(given["not_rate"])
    checked, shares, words = 0, list[_Found](), list[_Found]()
    bare, signed = list[_Found](), 0
    for found in _certain(disclosure):
        checked += 1
        indicator = found[1]
        name, value = indicator.name.reading, indicator.value.reading.strip(" 。;；")
        if (
            value.endswith(("%", "％"))
            and (match := glued.match(value))
            and int(given["level"]) <= float(match["share"]) <= 100
        ):
            shares.append(found)
        elif word.search(value) and rate.search(name) and not not_rate.search(name):
            words.append(found)
        elif ("满意" in indicator.level2 or "满意" in indicator.level1) and _PERCENT.match(value):
            signed += value[0] in "≥>="
            if value[0].isdigit():
                bare.append(found)
    if _FEW * len(bare) > len(bare) + signed:
        bare = []
    kinds = ((shares, _SHARES), (words, _WORDS), (bare, _BARE))
    hits = [_grouped(found, what) for found, what in kinds if found]
    return decided(checked, hits, NO_FORMS if not disclosure.forms else NO_INDICATORS)


_SHARES = Bilingual("把要达到的比率写成了“提高”的幅度", "print a level to be reached as a rise")
_WORDS = Bilingual("是比率却用文字作目标", "are rates with a word for a target")
_BARE = Bilingual("没有写“≥”", "lack their “≥”")


def _grouped(found: list[_Found], what: Bilingual) -> Hit:
    quotes = "；".join(
        dict.fromkeys(mask_names(f"{one.name.reading}：{one.value.reading}") for _, one, _ in found)
    )
    forms = list({form.number: form for form, _, _ in found}.values())
    return hit_of(
        forms,
        [place for _, _, places in found for place in places],
        what=what,
        quotes=quotes,
        targets=str(len(found)),
    )


@decides("low_satisfaction")
def low_satisfaction(disclosure: Disclosure, rule: Rule) -> Verdict:
    """Satisfaction is not aimed so low that it says nothing. given: `least`, in per cent or points."""
    least, checked, hits = Decimal(rule.given["least"]), 0, []
    for found in _certain(disclosure):
        indicator, quantity = found[1], found[1].quantity
        if "满意度" not in indicator.name.reading or "不满" in indicator.name.reading or quantity is None or quantity.unit not in _SCALES:
            continue
        checked += 1
        if quantity.operator in _AT_LEAST and quantity.value < least and quantity.value > 1:
            hits.append(_hit(found))
    return decided(checked, hits, NO_FORMS if not disclosure.forms else _NO_OBJECTS)


@decides("whose_satisfaction")
def whose_satisfaction(disclosure: Disclosure, rule: Rule) -> Verdict:
    """A project that serves certain persons only measures their satisfaction, not that of the public.

    given: `projects`, names of such projects; `public`, names of the public.
    """
    projects, public = re.compile(rule.given["projects"]), re.compile(rule.given["public"])
    served = re.compile(rule.given["served"])
    checked, strange = 0, dict[int, tuple[Form, Place]]()
    for form, indicator, places in _certain(disclosure):
        if ("满意" not in indicator.level2 and "满意" not in indicator.level1) or not projects.search(form.name):
            continue
        checked += 1
        if public.search(indicator.name.reading) and not served.search(indicator.name.reading + form.name):
            strange[form.number] = (form, places[0])
    forms = [form for form, _ in strange.values()]
    hits = [hit_of(forms, [place for _, place in strange.values()])] if forms else []
    return decided(checked, hits, NO_FORMS if not disclosure.forms else _NO_OBJECTS)
