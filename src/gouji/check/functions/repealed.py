"""Laws and regulations that are cited after they ceased to have effect, and documents of years to come.

In: all texts. Which document gave way to which, and when, is data of the rule.
"""

import re

from gouji.check.deciding import masked
from gouji.check.functions.grouping import hit_of
from gouji.check.masking import mask_names
from gouji.check.rule import Hit, Rule, Verdict, decides, not_run
from gouji.check.texts import fields_with, forms_with, quote_around, texts_with
from gouji.model.disclosure import Disclosure, Form, Text

_AROUND = 14


@decides("laws_in_force")
def laws_in_force(disclosure: Disclosure, rule: Rule) -> Verdict:
    """No text rests on a law or regulation that had ceased to have effect before the budget year.

    given: `laws`, each with its title or number (an expression), what took its place, and the year since.
    """
    year = disclosure.cover.year
    if year is None:
        return not_run("不知道预算年度", "the budget year is not known")
    laws = [one for one in rule.given["laws"] if year > int(one["since"])]
    texts = texts_with(disclosure, re.compile("|".join(one["old"] for one in laws))) if laws else ()
    hits = []
    for one in laws if texts else ():
        old = re.compile(one["old"])
        found = [(text, match) for text in texts if (match := old.search(text.text))]
        if found:
            quote = mask_names(quote_around(found[0][1], _AROUND))
            slots = {"quote": quote, "old": found[0][1][0], "new": one["new"], "since": str(one["since"])}
            hits.append(Hit(masked(dict.fromkeys(text.place for text, _ in found)), slots, printed=slots["old"], expected=one["new"]))
    return Verdict(max(len(texts), 1), tuple(hits))


_NUMBERED = re.compile(r"[〔\[【(（<](20\d\d)[〕\]】)）>]\s*第?\d+\s*号")


@decides("documents_of_later_years")
def documents_of_later_years(disclosure: Disclosure, rule: Rule) -> Verdict:
    """The basis of a project cites no document of a year after the budget's."""
    year, checked, found = disclosure.cover.year, 0, list[tuple[Form, Text]]()
    for form, _, text in fields_with(disclosure, _NUMBERED) if year is not None else ():
        years = [int(number) for number in _NUMBERED.findall(text.reading)]
        checked += bool(years)
        if year is not None and any(number > year for number in years) and not any(form is other for other, _ in found):
            found.append((form, text))
    if not checked:
        return not_run("没有引用文号", "no document number is cited")
    hits = (hit_of([form for form, _ in found], [text.place for _, text in found], year=str(year)),) if found else ()
    return Verdict(checked, hits)


_REQUEST = re.compile(r"(20\d\d)\s*[^\d\u4e00-\u9fff]{1,2}\s*第?\d+号[^《》，,。；;]{0,4}《[^》]*请示》")


@decides("requests_of_the_time")
def requests_of_the_time(disclosure: Disclosure, rule: Rule) -> Verdict:
    """A request that a project rests on is not years older than its budget, unless something newer is cited beside it.

    given: `years` that make it old; `besides`, what a basis may rest on besides.
    """
    year, besides = disclosure.cover.year, re.compile(rule.given["besides"])
    old = year - int(rule.given["years"]) if year is not None else 0
    checked, found = 0, list[tuple[Form, Text]]()
    for form in forms_with(disclosure, "basis", _REQUEST) if year is not None else ():
        basis = form.basis
        requests = [int(number) for number in _REQUEST.findall(basis.reading)] if basis is not None else []
        checked += bool(requests)
        if basis is not None and requests and max(requests) <= old and not besides.search(basis.reading):
            found.append((form, basis))
    hits = (hit_of([form for form, _ in found], [text.place for _, text in found], year=str(year)),) if found else ()
    return Verdict(checked, hits) if checked else not_run("没有引用请示", "no request is cited")


_DEADLINE = re.compile(r"(20\d\d)年(?:\d{1,2}月(?:\d{1,2}日)?)?[底末初中]?(?:之?前|以前)")


@decides("deadlines_ahead")
def deadlines_ahead(disclosure: Disclosure, rule: Rule) -> Verdict:
    """A plan or a goal sets no deadline in a year before the budget's. given: `past`, words of what was done before."""
    year, past = disclosure.cover.year, re.compile(rule.given["past"])
    checked, hits = 0, []
    for form, field, text in fields_with(disclosure, _DEADLINE) if year is not None and disclosure.cover.stage != "final" else ():
        if field not in ("plan", "annual_goal", "whole_goal"):
            continue
        checked += 1
        late = next((match for match in _DEADLINE.finditer(text.reading) if year is not None and int(match[1]) < year), None)
        if late is not None and not past.search(text.reading) and not past.search(form.name):
            slots = {"form": mask_names(form.name), "quote": mask_names(quote_around(late, _AROUND)), "year": str(year)}
            hits.append(Hit(masked([text.place]), {**slots}, printed=late[0]))
    return Verdict(checked, tuple(hits)) if checked else not_run("计划和目标中没有写明期限", "no plan or goal sets a deadline")
