"""Whether a project is what its name says, and may be paid as it is: told by words that stand, or do not stand, in its form.

In: the forms. Which words is data of each rule. Out: one finding a rule for all the forms that show it.
"""

import re

from gouji.check.deciding import NO_FORMS, decided
from gouji.check.functions.duplicates import core
from gouji.check.functions.grouping import hit_of
from gouji.check.functions.pay import form_texts
from gouji.check.functions.projects import forms_named
from gouji.check.rule import Rule, Verdict, decides
from gouji.check.texts import fields_of, indicators_once, texts_with
from gouji.model.disclosure import Disclosure, Form
from gouji.model.place import Bilingual, Place

_NO_NAMED = Bilingual("没有这一类项目", "there are no such projects")


@decides("projects_with_signs")
def projects_with_signs(disclosure: Disclosure, rule: Rule) -> Verdict:
    """No project has a name of this kind and says something that does not go with it.

    given: `name`, words of the name (every name unless given); `said`, words that a text or the name of an indicator
    holds; `lacks`, words of which the form holds none.
    """
    said, lacks = re.compile(rule.given["said"]), re.compile(rule.given["lacks"])
    if "name" in rule.given:
        named = saying = forms_named(disclosure, rule.given["name"])
    else:
        ids = {id(one.form) for one in texts_with(disclosure, said)}
        named, saying = list(disclosure.forms), [form for form in disclosure.forms if id(form) in ids]
    told = [(form, _says(form, said)) for form in saying if not _holds(form, lacks)]
    found = [(form, place) for form, place in told if place is not None]
    hits = (hit_of([form for form, _ in found], [place for _, place in found]),) if found else ()
    return decided(len(named), hits, NO_FORMS if not disclosure.forms else _NO_NAMED)


def _says(form: Form, said: re.Pattern[str]) -> Place | None:
    """Return where the form says it, None where it does not."""
    if said.search(form.name):
        return form.place
    for _, text in fields_of(form):
        if said.search(text.reading):
            return text.place
    return next((places[0] for one, places in indicators_once(form) if said.search(one.name.reading)), None)


def _holds(form: Form, words: re.Pattern[str]) -> bool:
    return bool(words.search(form.name)) or any(words.search(text) for text in form_texts(form))


_TITLE = re.compile(r"《[^》]*》")


@decides("basis_of_another_kind")
def basis_of_another_kind(disclosure: Disclosure, rule: Rule) -> Verdict:
    """The only document a basis cites is about the kind of money the project's name asks for.

    given: `kinds`, money of one kind each, that exclude one another (生活, 工作 …经费).
    """
    kinds = [re.compile(kind) for kind in rule.given["kinds"]]
    some = re.compile("|".join(rule.given["kinds"]))
    checked, found = 0, []
    for form in disclosure.forms:
        if form.basis is None or "《" not in form.basis.reading or not some.search(form.name):
            continue
        asked = {at for at, kind in enumerate(kinds) if kind.search(form.name)}
        titles = _TITLE.findall(form.basis.reading)
        cited = {at for at, kind in enumerate(kinds) if any(kind.search(title) for title in titles)}
        if not asked or not cited:
            continue
        checked += 1
        if not asked & cited:
            found.append((form, form.basis.place))
    hits = (hit_of([form for form, _ in found], [place for _, place in found]),) if found else ()
    return decided(checked, hits, NO_FORMS if not disclosure.forms else _NO_NAMED)


_ENOUGH = 60  # characters of overview, plan, goals and indicators; less may leave its subject unsaid


@decides("service_as_named")
def service_as_named(disclosure: Disclosure, rule: Rule) -> Verdict:
    """What a purchased service is for, by its name, is spoken of in its overview, plan, goals or indicators.

    given: `services`, names of purchased services; `marks` and `generic`, as for the same purpose.
    """
    checked, found = 0, []
    for form in forms_named(disclosure, rule.given["services"]):
        purpose = core(form.name, rule.given)
        said = "".join(text.reading for field, text in fields_of(form) if field not in ("basis", "necessity"))
        said += "".join(one.name.reading + one.value.reading for one, _ in indicators_once(form))
        if len(purpose) < 2 or len(said) < _ENOUGH:
            continue
        checked += 1
        if not any(purpose[at : at + 2] in said for at in range(len(purpose) - 1)):
            found.append(form)
    hits = (hit_of(found),) if found else ()
    return decided(checked, hits, NO_FORMS if not disclosure.forms else _NO_NAMED)
