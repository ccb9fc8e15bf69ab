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
from gouji.check.texts import LOST, Stated, all_indicators, forms_with, indicators_with, target_of
from gouji.model.disclosure import Disclosure, Form, Indicator
from gouji.model.place import Bilingual, Place

_NO_PREPARED = Bilingual("没有前期费用项目", "no project is for preparatory work")
_NO_OBJECTS = Bilingual("没有写明满意度对象的此类项目", "no such project says whose satisfaction it measures")

# Where they are looked for.
_QUANTITY, _SATISFACTION, _SATISFIED = re.compile("数量"), re.compile("满意"), re.compile("满意度")


@once_a_document
def _count_certain(disclosure: Disclosure) -> int:
    """Return how many indicators there are whose kind and texts are certain."""
    return len([one for _, one, _ in all_indicators(disclosure) if _is_certain(one)])


def _is_certain(indicator: Indicator) -> bool:
    name, value = indicator.name, indicator.value
    return not indicator.uncertain and bool(value.reading) and name.damage not in LOST and value.damage not in LOST


def _certain(disclosure: Disclosure, part: str, pattern: re.Pattern[str]) -> list[Stated]:
    """Return those whose kind and texts are certain of the indicators in whose part the pattern is found."""
    return [found for found in indicators_with(disclosure, part, pattern) if _is_certain(found[1])]


def _hit(found: Stated, **slots: str | Bilingual) -> Hit:
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
    any_named = re.compile("|".join([one["named"] for one in rule.given["natures"]]))
    checked, hits = _count_certain(disclosure) - len(_certain(disclosure, "level2", _SATISFACTION)), []
    candidates = [found for found in _certain(disclosure, "name", any_named) if "满意" not in found[1].level2]
    levels = {indicator.level2 for _, indicator, _ in candidates}
    of_level = {level: [one for one in natures if one[0].search(level)] for level in levels}
    for found in candidates:
        indicator = found[1]
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
    forms = {id(form) for form in forms_with(disclosure, "name", prepared)}
    hits = [
        _hit(found)
        for found in (_certain(disclosure, "name", built) if forms else ())
        if id(found[0]) in forms and "数量" in found[1].level2 and not yields.search(found[1].name.reading)
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
    shares = [
        found
        for found in _certain(disclosure, "value", glued)
        if (match := glued.match(target_of(found[1]))) and int(given["level"]) <= float(match["share"]) <= 100
    ]
    words = [
        found
        for found in _certain(disclosure, "value", word)
        if rate.search(found[1].name.reading) and not not_rate.search(found[1].name.reading)
    ]
    told = [(found, target_of(found[1])) for found in _certain(disclosure, "levels", _SATISFACTION)]
    rates = [(found, value[0]) for found, value in told if _PERCENT.match(value)]
    bare, signed = [found for found, first in rates if first.isdigit()], sum([first in "≥>=" for _, first in rates])
    if _FEW * len(bare) > len(bare) + signed:
        bare = []
    kinds = ((shares, _SHARES), (words, _WORDS), (bare, _BARE))
    hits = [_grouped(found, what) for found, what in kinds if found]
    return decided(_count_certain(disclosure), hits, NO_FORMS if not disclosure.forms else NO_INDICATORS)


_SHARES = Bilingual("把要达到的比率写成了“提高”的幅度", "print a level to be reached as a rise")
_WORDS = Bilingual("是比率却用文字作目标", "are rates with a word for a target")
_BARE = Bilingual("没有写“≥”", "lack their “≥”")


def _grouped(found: list[Stated], what: Bilingual) -> Hit:
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
    for found in _certain(disclosure, "name", _SATISFIED):
        indicator, quantity = found[1], found[1].quantity
        if "不满" in indicator.name.reading or quantity is None or quantity.unit not in _SCALES:
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
    serving = {id(form) for form in forms_with(disclosure, "name", projects)}
    for form, indicator, places in _certain(disclosure, "levels", _SATISFACTION):
        if id(form) not in serving:
            continue
        checked += 1
        if public.search(indicator.name.reading) and not served.search(indicator.name.reading + form.name):
            strange[form.number] = (form, places[0])
    forms = [form for form, _ in strange.values()]
    hits = [hit_of(forms, [place for _, place in strange.values()])] if forms else []
    return decided(checked, hits, NO_FORMS if not disclosure.forms else _NO_OBJECTS)
