"""Purchased services: against procurement, against the catalogue, and never as labour dispatch.

In: a disclosure. A purchased service is a form whose name says so (购买…服务), or a project that the paragraph on
purchased services names. Out: services that no attached catalogue has, services that are labour dispatch, and
procurement of services smaller than the new service contracts.
"""

import re

from msgspec.structs import replace

from gouji.check.deciding import masked, title_of
from gouji.check.functions.claims import by_topic, money, say_amount, say_exactly, say_figure
from gouji.check.functions.duplicates import core
from gouji.check.functions.loose_ends import is_cut_short
from gouji.check.functions.pay import form_texts
from gouji.check.functions.projects import amount, forms_named, name_list, plain
from gouji.check.masking import mask_names
from gouji.check.rule import Hit, Rule, Verdict, decides, not_run
from gouji.check.texts import fields_of, quote_around, texts_with
from gouji.model.disclosure import Disclosure, Form
from gouji.model.money import at_most, total
from gouji.model.place import Place

_REACH = 40


def purchased(disclosure: Disclosure, pattern: str) -> list[Form]:
    """Return the forms whose name says that a service is purchased."""
    return forms_named(disclosure, pattern)


@decides("services_within_procurement")
def services_within_procurement(disclosure: Disclosure, rule: Rule) -> Verdict:
    """Procurement of services covers the purchased services newly contracted this year."""
    stated = by_topic(disclosure).get(rule.given["topic"], [])
    procured = stated[0].amount if stated else None
    limit = money(procured)
    old = re.compile(rule.given["earlier"])
    forms = [form for form in purchased(disclosure, rule.given["purchased"]) if not old.search(form.name)]
    amounts = [m for form in forms if (m := amount(form)) is not None]
    if procured is None or limit is None or not amounts:
        return not_run("没有读到政府采购服务预算或购买服务项目", "no procurement of services stated, or no purchased services")
    asked = total(amounts)
    if at_most(asked, limit):
        return Verdict(checked=1)
    hit = Hit(
        places=masked((procured.place, *(form.place for form in forms))),
        slots={
            "procured": say_figure(procured),
            "asked": say_amount(asked),
            "count": str(len(forms)),
            "names": name_list([form.name for form in forms]),
        },
        figures=(procured, *(form.annual.total for form in forms if form.annual.total is not None)),
        printed=say_figure(procured),
        expected=f"≥{say_exactly(asked)}",
        difference=say_amount(asked - limit),
    )
    return Verdict(checked=1, hits=(hit,))


@decides("service_is_dispatch")
def service_is_dispatch(disclosure: Disclosure, rule: Rule) -> Verdict:
    """A purchased service is not labour dispatch."""
    if not disclosure.forms:
        return not_run("没有项目绩效目标表", "no project forms")
    service, dispatch = re.compile(rule.given["service"]), re.compile(rule.given["dispatch"])
    saying = {id(one.form) for one in texts_with(disclosure, dispatch)}
    hits = []
    for form in disclosure.forms:
        if id(form) not in saying:
            continue
        texts = [(form.name, form.place), *((text.reading, text.place) for _, text in fields_of(form))]
        found = [(match, place) for text, place in texts if (match := dispatch.search(text))]
        if found and any(service.search(text) for text, _ in texts):
            # The plainest sentence says both in one breath, and at best speaks of the contract.
            found.sort(key=lambda one: _plainness(one[0], service), reverse=True)
            hits.append(_dispatch(form, [place for _, place in found], found[0][0]))
    return Verdict(checked=len(disclosure.forms), hits=tuple(hits))


def _plainness(found: re.Match[str], service: re.Pattern[str]) -> int:
    clause = quote_around(found, _REACH)
    return 2 * bool(service.search(clause)) + bool(service.search(found.string))


def _dispatch(form: Form, places: list[Place], found: re.Match[str]) -> Hit:
    quote = mask_names(quote_around(found, _REACH))
    return Hit(places=masked(dict.fromkeys(places)), slots={"name": title_of(form), "quote": quote}, printed=quote)


@decides("service_in_catalogue")
def service_in_catalogue(disclosure: Disclosure, rule: Rule) -> Verdict:
    """Every purchased service is one of the catalogue's; of one that is cut short that is only noted."""
    given = rule.given
    entries = [item.name for catalogue in disclosure.catalogues for item in catalogue.items if item.name]
    names: dict[str, list[Form]] = {}
    for form in _services(disclosure, given):
        if bare := core(form.name, given):
            names.setdefault(bare, []).append(form)
    if not entries or not names:
        return not_run("没有购买服务目录，或没有购买服务项目", "no catalogue of services, or no purchased services")
    empty = re.compile(given["empty"])
    listed = empty.sub(" ", " ".join(map(plain, entries)))
    missing = [
        form
        for bare, forms in names.items()
        if not any(pair in listed for pair in _pairs(empty.sub(" ", bare)))
        for form in forms
    ]
    hits = (replace(_missing(missing), severity="note" if is_cut_short(disclosure) else None),) if missing else ()
    return Verdict(checked=len(names), hits=hits)


def _services(disclosure: Disclosure, given: dict[str, str]) -> list[Form]:
    """Return the forms of purchased services: those so named, and services that their text says are purchased."""
    named = {id(form) for form in purchased(disclosure, given["purchased"])}
    said = re.compile(given["said"])
    return [
        form
        for form in disclosure.forms
        if id(form) in named
        or (given["service"] in form.name and any(said.search(text) for text in form_texts(form)))
    ]


def _pairs(text: str) -> list[str]:
    """Return the pairs of neighbouring characters; the catalogue names a service in its own order of words."""
    return [text[i : i + 2] for i in range(len(text) - 1) if " " not in text[i : i + 2]]


def _missing(forms: list[Form]) -> Hit:
    return Hit(
        places=masked(form.place for form in forms),
        slots={"count": str(len(forms)), "names": name_list([form.name for form in forms])},
    )
