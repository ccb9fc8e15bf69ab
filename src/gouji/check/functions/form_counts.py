"""The numbers of things a project form counts against its money and against the department's staff."""

import re
from decimal import Decimal
from typing import Any

from gouji.check.counted import NOTHING_COUNTED, counted_once, plain_unit, stem_of
from gouji.check.deciding import NO_FORMS, Slots, decided, masked, show_number, show_yuan, title_of
from gouji.check.remember import once_a_rule
from gouji.check.rule import Hit, Rule, Verdict, decides
from gouji.check.texts import forms_with, holds_any
from gouji.model.disclosure import Disclosure


@decides("unit_cost_in_band")
def unit_cost_in_band(disclosure: Disclosure, rule: Rule) -> Verdict:
    """The money of a project divided by what it buys lies in the band of its kind.

    bands: kind → {words of the project's name, units, low and high in 元 a unit}.
    """
    checked, hits = 0, []
    for form in forms_with(disclosure, "name", _any_band(rule)):
        funds, band = form.annual.total or form.whole.total, _band_of(form.name, rule.given["bands"])
        if funds is None or funds.money is None or band is None:
            continue
        amount = Decimal(funds.money.fen) / 100
        counted = [
            one.quantity.value
            for one, _ in counted_once(form)
            if one.quantity is not None and plain_unit(one.quantity.unit) == band["unit"]
        ]
        if len(counted) != 1 or counted[0] <= 0:
            continue
        checked += 1
        cost = amount / counted[0]
        if not band["low"] <= cost <= band["high"]:
            hits.append(
                Hit(
                    places=masked([funds.place]),
                    slots={
                        "form": title_of(form),
                        "unit": band["unit"],
                        "count": show_number(counted[0]),
                        "low": f"{band['low']:}",
                        "high": f"{band['high']:}",
                    },
                    figures=(funds,),
                    printed=show_yuan(cost),
                )
            )
    return decided(checked, hits, NO_FORMS)


@once_a_rule
def _any_band(rule: Rule) -> re.Pattern[str]:
    """Return the words of all bands."""
    return re.compile("|".join([re.escape(word) for band in rule.given["bands"] for word in band["words"]]))


def _band_of(name: str, bands: list[dict[str, Any]]) -> dict[str, Any] | None:
    """Return the band of the first kind that the project's name bears a word of."""
    return next((band for band in bands if holds_any(name, band["words"])), None)


@decides("staff_in_forms")
def staff_in_forms(disclosure: Disclosure, rule: Rule) -> Verdict:
    """The present number of a kind of staff in a form is the number of the staff section.

    present: words that say so (现有, 在职); other: words that make it another group (新招, 退休).
    """
    kinds = {
        count.subject: count
        for stated in disclosure.organisation.staff
        for count in (stated, *stated.parts)
        if count.value is not None and len(count.subject) > 1
    }
    checked, hits = 0, []
    for form in disclosure.forms:
        for indicator, places in counted_once(form):
            if indicator.quantity is None or plain_unit(indicator.quantity.unit) != "人":
                continue
            name = indicator.name.reading
            kind = _kind_of_staff(name, list(kinds), rule.given)
            if kind is None:
                continue
            checked += 1
            stated = kinds[kind]
            if indicator.quantity.value != stated.value:
                slots: Slots = {"form": title_of(form), "name": name, "kind": kind}
                printed = f"{show_number(indicator.quantity.value)}人"
                hits.append(Hit(masked([*places, stated.place]), slots, (), printed, f"{stated.value}人"))
    return decided(checked, hits, NOTHING_COUNTED)


def _kind_of_staff(name: str, kinds: list[str], given: dict[str, list[str]]) -> str | None:
    if holds_any(name, given["other"]):
        return None
    stem = stem_of(name).removesuffix("人员")
    for word in given["present"]:
        if word in stem:
            inner = stem.replace(word, "")
            return next((kind for kind in kinds if kind in inner and len(inner) <= len(kind) + 2), None)
    return next((kind for kind in kinds if kind == stem), None)
