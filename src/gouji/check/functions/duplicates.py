"""Projects that look like the same project twice.

In: the forms. Out: groups of forms of one unit with the same purpose, told by the core of their names (the words left
when years, periods, carry-over marks and words such as 经费 are taken away): asked for twice when their periods
overlap, worth a look when a period is not printed, fine when the periods follow each other.
"""

import re
from functools import lru_cache
from itertools import combinations

from gouji.check.deciding import masked
from gouji.check.functions.claims import say_figure
from gouji.check.functions.periods import Months, overlap, period, say_months
from gouji.check.functions.projects import half_width, name_list, plain
from gouji.check.masking import mask_names
from gouji.check.remember import once_a_document
from gouji.check.rule import Hit, Rule, Verdict, decides, not_run
from gouji.model.disclosure import Disclosure, Form

_PARENS = re.compile(r"\(([^()]*)\)")
_YEARS = re.compile(r"20\d\d(?:\.\d+)*(?:[-—–~至](?:20\d\d)?(?:\.?\d+)*)?年?度?")


def core(name: str, given: dict[str, str]) -> str:
    """Return what the project is for: the name without years, periods, carry-over marks and generic words.

    given: `marks`, what a bracket holds that does not belong to the purpose; `generic`, words that say nothing of it.
    """
    return _core(name, given["marks"], given["generic"])


@lru_cache(maxsize=1024)
def _core(name: str, marks: str, generic: str) -> str:
    bare = half_width(name)
    for inner in _PARENS.findall(bare):
        keep = "" if re.compile(marks).search(inner) else inner
        bare = bare.replace(f"({inner})", keep)
    return re.compile(generic).sub("", plain(_YEARS.sub("", bare)))


def service_period(form: Form, timing: str) -> Months | None:
    """Return the months the project's money is for: from its name, else from its time targets (level 2 `timing`)."""
    if (found := period(form.name)) is not None:
        return found
    values = [i.value.reading for i in form.indicators if timing in i.level2]
    return next((found for value in values if (found := period(value)) is not None), None)


def _told_apart(disclosure: Disclosure, a: Form, b: Form, given: dict[str, str]) -> bool:
    """Return whether the periods tell the projects apart or contradict each other, so that they need no look.

    A project that prints no period is for the budget year, unless it was carried over.
    """
    year, carried = disclosure.cover.year, re.compile(given["carried_over"])
    printed = [service_period(form, given["timing"]) for form in (a, b)]
    if None not in printed:
        return True
    if printed == [None, None] or year is None or any(carried.search(form.name) for form in (a, b)):
        return False
    this_year = (year * 12 + 1, year * 12 + 12)
    first, second = (months or this_year for months in printed)
    return overlap(first, second) == 0


def _groups(disclosure: Disclosure, given: dict[str, str]) -> list[list[Form]]:
    """Return the forms of one unit whose names have the same core, where there are two or more."""
    found, asked = _asked_groups(disclosure), (given["marks"], given["generic"])
    if asked not in found:
        found[asked] = _group(disclosure, given)
    return found[asked]


@once_a_document
def _asked_groups(disclosure: Disclosure) -> dict[tuple[str, str], list[list[Form]]]:
    """Return what was asked of the document, by the words asked with."""
    return {}


def _group(disclosure: Disclosure, given: dict[str, str]) -> list[list[Form]]:
    groups: dict[tuple[str, str], list[Form]] = {}
    for form in disclosure.forms:
        if len(bare := core(form.name, given)) >= 3:
            groups.setdefault((form.unit, bare), []).append(form)
    return [group for group in groups.values() if len(group) > 1]


@decides("same_purpose_twice")
def same_purpose_twice(disclosure: Disclosure, rule: Rule) -> Verdict:
    """No two forms of one unit have the same purpose, unless their periods tell them apart."""
    if len(disclosure.forms) < 2:
        return not_run("项目绩效目标表不足两张", "fewer than two forms")
    hits = []
    for group in _groups(disclosure, rule.given):
        pairs = [(a, b) for a, b in combinations(group, 2) if _alike(disclosure, a, b, rule.given)]
        if pairs:
            hits.append(_twice([form for form in group if any(form in pair for pair in pairs)]))
    return Verdict(checked=len(disclosure.forms), hits=tuple(hits))


def _alike(disclosure: Disclosure, a: Form, b: Form, given: dict[str, str]) -> bool:
    return plain(a.name) == plain(b.name) or not _told_apart(disclosure, a, b, given)


def _twice(forms: list[Form]) -> Hit:
    same = len({plain(form.name) for form in forms}) == 1
    figures = tuple(form.annual.total for form in forms if form.annual.total is not None)
    return Hit(
        places=masked(form.place for form in forms),
        slots={
            "names": name_list([form.name for form in forms]),
            "what": "名称完全相同" if same else "用途相同，名称和时效指标看不出服务期如何区分",
            "what_en": "the same name" if same else "the same purpose, and no periods in names or targets that tell them apart",
            "count": str(len(forms)),
            "first": mask_names(forms[0].name),
            "amounts": "、".join(say_figure(figure) for figure in figures),
        },
        figures=figures,
    )


@decides("period_paid_twice")
def period_paid_twice(disclosure: Disclosure, rule: Rule) -> Verdict:
    """Two forms of one unit with the same purpose do not cover the same months."""
    given = rule.given
    hits, checked = [], 0
    for a, b in (pair for group in _groups(disclosure, given) for pair in combinations(group, 2)):
        first, second = service_period(a, given["timing"]), service_period(b, given["timing"])
        if first is None or second is None or plain(a.name) == plain(b.name):
            continue
        checked += 1
        if (months := overlap(first, second)) > int(given["months"]):
            hits.append(_overlapping(a, b, months, f"{say_months(first)}；{say_months(second)}"))
    if not checked:
        return not_run("没有用途相同且都印有服务期的项目", "no projects of one purpose that both state a period")
    return Verdict(checked=checked, hits=tuple(hits))


def _overlapping(a: Form, b: Form, months: int, periods: str) -> Hit:
    return Hit(
        places=masked((a.place, b.place)),
        slots={"names": name_list([a.name, b.name]), "months": str(months), "periods": periods},
        figures=tuple(form.annual.total for form in (a, b) if form.annual.total is not None),
        printed=periods,
    )
