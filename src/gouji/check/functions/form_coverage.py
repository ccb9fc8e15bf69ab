"""What a form promises in words and does not measure, places that the department does not have, forms filled in late.

In: the forms and the organisation. Out: one finding for each weakness, for all forms that have it.
"""

import re
from collections.abc import Iterator
from datetime import datetime

from gouji.check.arithmetic import Count, read_sentences
from gouji.check.counted import told_counts
from gouji.check.deciding import NO_FORMS, Slots, decided, masked, title_of
from gouji.check.functions.dates import parse_date
from gouji.check.functions.grouping import hit_of
from gouji.check.functions.periods import overlap, period
from gouji.check.masking import mask_names
from gouji.check.rule import Hit, Rule, Verdict, decides
from gouji.check.texts import (
    FIELDS,
    all_indicators,
    fields_with,
    forms_with,
    holds_any,
    indicators_once,
    indicators_with,
)
from gouji.layouts.characters import HAN
from gouji.model.disclosure import Count as Counted
from gouji.model.disclosure import Disclosure, Form, Indicator, Text
from gouji.model.place import Bilingual, Place

_NO_OUTPUTS = Bilingual("项目文字中没有写明要购置、聘用的数量", "no text says how many are bought or hired")
_NO_RATES = Bilingual("没有以百分比为目标的效益、质量指标", "no benefit or quality is a percentage")
_NO_LISTS = Bilingual("机构设置没有列全的同类机构，或项目没有逐个列出", "no full list of offices, or no project names them one by one")
_NO_PERIODS = Bilingual("时效指标没有写明起止月份", "no time target names its months")
_NO_OWN = Bilingual("没有写明本部门人数的项目，或机构设置没有人员数", "no project counts the department's own people, or its staff is not stated")
_NO_DATES = Bilingual("填报日期不足五个", "fewer than five fill dates")
_SHOWN = 6
_NUMBER = re.compile(r"\d+")
_CLAUSE_MARK = re.compile("[,;:、]")


@decides("outputs_measured")
def outputs_measured(disclosure: Disclosure, rule: Rule) -> Verdict:
    """What a project buys, hires or organises in so many pieces (聘用15名) is the number of an indicator too.

    given: `does`, words before the number that say so.
    """
    does = re.compile(rule.given["does"])
    checked, found = 0, list[tuple[Form, Count, Text]]()
    for form in disclosure.forms:
        texts = (form.overview, form.plan) if form.indicators else ()
        counts = [(count, text) for text in texts if text is not None for count in _outputs(text, does)]
        if not counts:
            continue
        checked += 1
        if lacking := next((one for one in counts if not _is_measured(one[0], form)), None):
            found.append((form, *lacking))
    told = "、".join(f"“{title_of(form)}”（{count.value}{'余' if count.about else ''}{count.unit}）" for form, count, _ in found[:_SHOWN])
    hits = (hit_of([form for form, *_ in found], [text.place for *_, text in found], told=told),) if found else ()
    return decided(checked, hits, NO_FORMS if not disclosure.forms else _NO_OUTPUTS)


def _is_measured(count: Count, form: Form) -> bool:
    """Return whether the number is the quantity of an indicator, or stands in its value."""
    if any(one.quantity is not None and one.quantity.value == count.value for one in form.indicators):
        return True
    return any(int(number) == count.value for one in form.indicators for number in _NUMBER.findall(one.value.reading))


def _outputs(text: Text, does: re.Pattern[str]) -> Iterator[Count]:
    for sentence in read_sentences(text.reading):
        for count in sentence.counts:
            if count.value > 1 and does.search(_CLAUSE_MARK.split(sentence.text[: count.start])[-1]):
                yield count


@decides("rate_says_of_what")
def rate_says_of_what(disclosure: Disclosure, rule: Rule) -> Verdict:
    """A benefit or quality with a percentage for its target is named after what the percentage is of.

    given: `rates`, words of a name that say so; `other`, values that another rule tells.
    """
    rates, other = re.compile(rule.given["rates"]), re.compile(rule.given["other"])
    checked, found = 0, list[tuple[Form, str, Place]]()
    for form, indicator, places in all_indicators(disclosure):
        if indicator.quantity is None or indicator.quantity.unit not in ("%", "％"):
            continue
        kind = indicator.level1 + indicator.level2
        if "满意" in kind or not ("效益" in kind or "质量" in kind or "影响" in kind) or other.search(indicator.value.reading):
            continue
        checked += 1
        name = indicator.name
        if name.reading and not name.damage and not rates.search(name.reading):
            found.append((form, f"{mask_names(name.reading)}：{indicator.value.reading}", places[0]))
    told = "、".join(f"“{said}”" for said in list(dict.fromkeys(said for _, said, _ in found))[:_SHOWN])
    slots: Slots = {"count": str(len(found)), "told": told}
    hits = (Hit(masked(place for *_, place in found), slots),) if found else ()
    return decided(checked, hits, NO_FORMS if not disclosure.forms else _NO_RATES)


@decides("places_of_the_department")
def places_of_the_department(disclosure: Disclosure, rule: Rule) -> Verdict:
    """Offices that a form lists one by one (甲派出所、乙派出所) are among those of the department, where it lists them all."""
    lists = {name: frozenset(names) for name, names in _full_lists(disclosure.organisation.offices)}
    checked, hits = 0, []
    listed = re.compile(f"、{HAN}{{1,6}}?(?:{'|'.join(map(re.escape, lists))})")
    for form, field, text in fields_with(disclosure, listed) if lists else ():
        for kind, known in lists.items():
            named = list(dict.fromkeys(re.findall(f"、({HAN}{{1,6}}?{re.escape(kind)})", text.reading)))
            if not named:
                continue
            checked += 1
            cores = [one.removesuffix(kind) for one in known]
            if strange := [name for name in named if not holds_any(name, cores)]:
                hits.append(_strange_hit(form, field, text, kind, strange, len(known)))
    return decided(checked, hits, NO_FORMS if not disclosure.forms else _NO_LISTS)


def _full_lists(counts: tuple[Counted, ...]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield what is counted and the names of all of them, where as many are named as are counted and all end alike."""
    for count in counts:
        names = count.names or tuple(name for part in count.parts for name in part.names)
        alike = len(count.subject) > 1 and all(name.endswith(count.subject) for name in names)
        if names and alike and len(names) == count.value:
            yield count.subject, names
        yield from _full_lists(count.parts)


def _strange_hit(form: Form, field: str, text: Text, kind: str, strange: list[str], known: int) -> Hit:
    slots: Slots = {
        "form": title_of(form),
        "field": FIELDS[field],
        "kind": kind,
        "known": str(known),
        "count": str(len(strange)),
        "names": "、".join(f"“{name}”" for name in strange[:_SHOWN]) + ("等" if len(strange) > _SHOWN else ""),
    }
    return Hit(masked([text.place]), slots, printed="、".join(strange))


@decides("filled_in_time")
def filled_in_time(disclosure: Disclosure, rule: Rule) -> Verdict:
    """No form is filled in long after the others, within the budget year: the budget was approved by then.

    given: `days` after the middle one of all fill dates.
    """
    dated = [(form, date) for form in disclosure.forms if (date := parse_date(form.filled)) is not None]
    if len(dated) < 5:
        return decided(0, (), NO_FORMS if not disclosure.forms else _NO_DATES)
    numbers, half = sorted(date.toordinal() for _, date in dated), len(dated) // 2
    middle = datetime.fromordinal(round((numbers[half] + numbers[~half]) / 2))
    year = disclosure.cover.year
    late = [(form, date) for form, date in dated if (date - middle).days > int(rule.given["days"]) and date.year == year]
    if not late:
        return decided(len(dated), (), _NO_DATES)
    days = sorted({f"{date:%Y年}{date.month}月{date.day}日" for _, date in late})
    places = [form.filled_place if form.filled_place != Place() else form.place for form, _ in late]
    hit = hit_of([form for form, _ in late], places, days="、".join(days), middle=f"{middle.year}年{middle.month}月{middle.day}日")
    return decided(len(dated), (hit,), _NO_DATES)


_YEAR = re.compile(r"20\d\d")
_YEAR_LONG = 13  # months that a year from mid-month to mid-month touches


@decides("periods_across_years")
def periods_across_years(disclosure: Disclosure, rule: Rule) -> Verdict:
    """A period of up to a year that only partly lies in the budget year is told, for all forms together.

    given: `explained`, words of a form that say which part this year's money is for.
    """
    explained = re.compile(rule.given["explained"])
    checked, found = 0, list[tuple[Form, Indicator]]()
    for form, indicator, _ in indicators_with(disclosure, "value", _YEAR):
        year = form.year or disclosure.cover.year
        months = period(indicator.value.reading) if "时效" in indicator.level2 else None
        if year is None or months is None or months[1] - months[0] >= _YEAR_LONG:
            continue
        checked += 1
        inside = overlap(months, (year * 12 + 1, year * 12 + 12))
        texts = (form.overview, form.plan, form.annual_goal)
        if 0 < inside < months[1] - months[0] + 1 and not any(text and explained.search(text.reading) for text in texts):
            found.append((form, indicator))
    told = "、".join(f"“{title_of(form)}”（{one.value.reading}）" for form, one in found[:_SHOWN])
    hits = (hit_of([form for form, _ in found], [one.value.place for _, one in found], told=told),) if found else ()
    return decided(checked, hits, NO_FORMS if not disclosure.forms else _NO_PERIODS)


@decides("people_and_staff")
def people_and_staff(disclosure: Disclosure, rule: Rule) -> Verdict:
    """A project for the department's own people counts no more of them than the department has.

    given: `own`, words of a name that say so; `besides`, words that say that others are counted too, and how many.
    """
    own, besides = re.compile(rule.given["own"]), re.compile(rule.given["besides"])
    staff = max((count.value for count in disclosure.organisation.staff if count.value), default=0)
    checked, hits = 0, []
    for form in forms_with(disclosure, "name", own) if staff else ():
        for indicator, places in indicators_once(form):
            quantity = indicator.quantity
            if "数量" not in indicator.level2 or quantity is None or quantity.unit not in ("人", "名") or quantity.operator:
                continue
            checked += 1
            texts = (form.overview, form.plan)
            if quantity.value > staff and not any(text and besides.search(text.reading) for text in texts):
                slots: Slots = {"form": title_of(form), "name": mask_names(indicator.name.reading), "people": f"{quantity.value:f}"}
                difference = f"{quantity.value - staff:f}人"
                hits.append(Hit(masked(places), slots, (), f"{quantity.value:f}人", f"{staff}人", difference))
    return decided(checked, hits, NO_FORMS if not disclosure.forms else _NO_OWN)


_NO_STANDARDS = Bilingual("没有按人的标准作指标", "no indicator is a standard a head")


@decides("standard_with_people")
def standard_with_people(disclosure: Disclosure, rule: Rule) -> Verdict:
    """A form that states a standard a head states for how many. given: `named`, how the name of such a standard reads."""
    named = re.compile(rule.given["named"])
    standards: dict[int, tuple[Form, Indicator]] = {}
    for form, indicator, _ in indicators_with(disclosure, "name", named):
        if "元" in indicator.value.reading:
            standards.setdefault(id(form), (form, indicator))
    found = []
    for form, standard in standards.values():
        counted = any("数量" in one.level2 and one.quantity is not None and "元" not in one.quantity.unit for one in form.indicators)
        if not counted and not told_counts(form):
            found.append((form, standard))
    told = "、".join(f"{mask_names(one.name.reading)}：{one.value.reading}" for _, one in found[:_SHOWN])
    hits = (hit_of([form for form, _ in found], [one.value.place for _, one in found], told=told),) if found else ()
    return decided(len(standards), hits, NO_FORMS if not disclosure.forms else _NO_STANDARDS)
