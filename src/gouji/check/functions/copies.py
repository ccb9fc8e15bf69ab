"""Texts copied from one project form to another, and things said in several ways."""

import re
from collections import defaultdict
from collections.abc import Iterator

from gouji.check.deciding import NO_DOCUMENT_NUMBERS, NO_FORMS, Slots, decided, masked, title_of
from gouji.check.functions.grouping import hit_of, hits_of
from gouji.check.functions.projects import CARRIED_OVER, half_width, project_rows
from gouji.check.masking import mask_names
from gouji.check.remember import once_a_rule
from gouji.check.rule import Hit, Rule, Verdict, decides
from gouji.check.texts import fields_with, holds_any, indicators_with
from gouji.check.words import load_words
from gouji.layouts.characters import DIGIT, HAN
from gouji.model.disclosure import Disclosure, Form, Text
from gouji.model.place import Bilingual, Place

_NO_GOALS = Bilingual("没有两张表的年度目标相同", "no two forms have the same goal")
_NO_COPIES = Bilingual("没有两张表的文字相同", "no two forms have the same text")
_NO_BENEFITS = Bilingual("没有填写效益指标", "no benefit is stated")


@decides("copied_goal")
def copied_goal(disclosure: Disclosure, rule: Rule) -> Verdict:
    """A goal printed in several forms has something to do with each of them: three characters in common.

    same: words that mean the same (警务辅助人员: 辅警). Digits do not count.
    """
    field = _field_of(disclosure.cover.department or "")
    groups: dict[str, list[tuple[Form, Text]]] = defaultdict(list)
    for form in disclosure.forms:
        goal = form.annual_goal or form.whole_goal
        if goal is not None and len(goal.reading) > 8 and not goal.damage:
            groups[goal.reading].append((form, goal))
    checked, hits = 0, []
    same = rule.given["same"]
    for reading, members in groups.items():
        if len(members) < 2:
            continue
        checked += len(members)
        # A goal of the department's whole field, however general, fits each of its projects.
        if field and field in reading:
            continue
        grams = _grams(reading, same)
        fits = [_shares(grams, _said_of(form), same) for form, _ in members]
        owner = _owner(grams, [form for form, _ in members], fits)
        for (form, goal), fit in zip(members, fits, strict=True):
            if form is not owner and not fit:
                other = next(other for other, _ in members if other is not form)
                slots: Slots = {
                    "form": title_of(form),
                    "other": title_of(other),
                    "count": str(len(members)),
                    "goal": mask_names(reading[:30]) + ("…" if len(reading) > 30 else ""),
                }
                # Numbers and one project they are of: no phrase that fits any.
                own = owner is not None and _QUANTITY.search(reading) is not None
                hits.append(Hit(masked([goal.place]), slots, severity="warning" if own else None))
    return decided(checked, hits, NO_FORMS if not disclosure.forms else _NO_GOALS)


def _said_of(form: Form) -> str:
    """Return what a form tells of its project beside its goal."""
    return form.name + "".join([text.reading for text in (form.overview, form.plan) if text])


def _owner(grams: frozenset[str], forms: list[Form], fits: list[bool]) -> Form | None:
    """Return the one form whose goal it is: the only one that it fits, or the one with most pairs of characters in common."""
    if any(fits):
        return forms[fits.index(True)] if fits.count(True) == 1 else None
    pairs = _pairs(grams)
    ranked = sorted([(sum([pair in said for pair in pairs]), at) for at, said in enumerate(map(_said_of, forms))], reverse=True)
    (most, first), (second, _) = ranked[:2]
    return forms[first] if most > second + 1 else None


def _pairs(grams: frozenset[str]) -> frozenset[str]:
    return frozenset([one[at : at + 2] for one in grams for at in (0, 1)])


_FEW, _MANY = 2, 10  # pairs in common with its own project, beside which one, or two, are chance
_TELLING = 16  # characters; less may be a phrase that fits any project


@decides("copied_texts")
def copied_texts(disclosure: Disclosure, rule: Rule) -> Verdict:
    """A necessity or a plan printed in several forms has something to do with each of them.

    Only where it fits one of them: a text that fits none is a general one. given: `same`, as for goals; `general`, pairs
    of characters that texts of any project share.
    """
    same, general = rule.given["same"], _general(rule)
    groups: dict[str, list[tuple[Form, Text]]] = defaultdict(list)
    for form in disclosure.forms:
        for text in (form.necessity, form.plan):
            if text is not None and len(text.reading) >= _TELLING and not text.damage:
                groups[text.reading].append((form, text))
    checked, found = 0, list[tuple[Form, Text]]()
    for reading, members in groups.items():
        if len(members) < 2 or len({form.number for form, _ in members}) < 2:
            continue
        checked += 1
        grams = _grams(reading, same)
        subjects = [_subject(form) for form, _ in members]
        fits = [_shares(grams, subject, same) for subject in subjects]
        if any(fits) and not all(fits):
            pairs = _pairs(grams) - general
            common = [sum([pair in subject for pair in pairs]) for subject in subjects]
            few = min((max(common) - 1) // _FEW, 1) if max(common) < _MANY else 2
            found += [member for member, fit, shared in zip(members, fits, common, strict=True) if not fit and shared <= few]
    once = list({form.number: (form, text) for form, text in reversed(found)}.values())[::-1]
    return decided(checked, hits_of(once), NO_FORMS if not disclosure.forms else _NO_COPIES)


@once_a_rule
def _general(rule: Rule) -> frozenset[str]:
    """Return the pairs of characters that texts of any project share."""
    return frozenset(rule.given["general"]).union(load_words("indicators")["common"])


def _subject(form: Form) -> str:
    """Return what the form tells of itself: its name, overview and goal."""
    return form.name + "".join([text.reading for text in (form.overview, form.annual_goal) if text])


@decides("texts_filled")
def texts_filled(disclosure: Disclosure, rule: Rule) -> Verdict:
    """No form leaves blank a text that others fill in. given: `fields`, those of Form."""
    fields = rule.given["fields"]
    texts = [(form, [getattr(form, field) for field in fields]) for form in disclosure.forms]
    filled = {at for _, ones in texts for at, text in enumerate(ones) if text is not None and text.reading}
    found = [
        (form, text)
        for form, ones in texts
        for text in [next((one for at, one in enumerate(ones) if at in filled and one is not None and _is_blank(one)), None)]
        if text is not None
    ]
    return decided(len(filled), hits_of(found), NO_FORMS if not disclosure.forms else _NO_COPIES)


def _is_blank(text: Text) -> bool:
    return not text.reading and not text.damage


_OFFICE = re.compile(r"(?:委员会|办公室|管理|监督|工作)*(?:总?局|厅|部|委|院|所|处|中心)$")


def _field_of(department: str) -> str:
    """Return the two characters by which a department's name tells its field (公安, 教育), "" when it does not."""
    name = _OFFICE.sub("", department)
    return name[-2:] if name != department and len(name) > 2 else ""


def _grams(text: str, same: dict[str, str]) -> frozenset[str]:
    """Return every three Chinese characters in a row."""
    runs = _RUN.findall(_without_numbers(text, same))
    return frozenset([run[at : at + 3] for run in runs for at in range(len(run) - 2)])


def _shares(grams: frozenset[str], text: str, same: dict[str, str]) -> bool:
    """Return whether one of the three characters in a row stands in the text."""
    plain_text = _without_numbers(text, same)
    return holds_any(plain_text, grams)


def _without_numbers(text: str, same: dict[str, str]) -> str:
    for word, other in same.items():
        text = text.replace(word, other)
    return _COUNTED.sub(" ", text)


_RUN = re.compile(rf"{HAN}+")
_COUNTED = re.compile(rf"{DIGIT}{DIGIT}*年?度?")
_QUANTITY = re.compile(r"\d(?![\d年])")


# What is rare comes first, whose number it is after that: the other way round tries every character of the text.
_NUMBER = re.compile(r"(?P<open>[\[〔【(（<《〈﹝])\s*(?:19|20)\d\d\s*[\]〕】)）>》〉﹞]\s*第?\d+号")
_ISSUER = re.compile(rf"{HAN}{{1,2}}[字发函办预财文综政]$")
_HALF = {"（": "(", "〈": "<", "﹝": "〔", "《": "<"}


@decides("number_brackets")
def number_brackets(disclosure: Disclosure, rule: Rule) -> Verdict:
    """One issuer's document numbers are written with one kind of bracket; 〔〕 is the one prescribed."""
    found: dict[str, dict[str, list[Text]]] = defaultdict(lambda: defaultdict(list))
    checked = 0
    for _, _, text in fields_with(disclosure, _NUMBER):
        for issuer, bracket in _numbers(text.reading):
            checked += 1
            found[issuer][bracket].append(text)
    hits = []
    for issuer, brackets in found.items():
        if len(brackets) > 1:
            ways = "，".join(
                f"{bracket}{_CLOSING[bracket]} {len(texts)}处"
                for bracket, texts in sorted(brackets.items(), key=lambda pair: -len(pair[1]))
            )
            places = [text.place for texts in brackets.values() for text in texts]
            hits.append(Hit(masked(places), {"issuer": issuer, "ways": ways}))
    return decided(checked, hits, NO_DOCUMENT_NUMBERS)


_CLOSING = {"[": "]", "〔": "〕", "【": "】", "(": ")", "<": ">"}


def _numbers(text: str) -> Iterator[tuple[str, str]]:
    """Yield the issuer, as far as three characters tell, and the opening bracket of each document number."""
    end = 0
    for match in _NUMBER.finditer(text):
        if issuer := _ISSUER.search(text[end : match.start()].rstrip()[-3:]):
            yield issuer[0], _HALF.get(match["open"], match["open"])
            end = match.end()


@decides("blank_signatures")
def blank_signatures(disclosure: Disclosure, rule: Rule) -> Verdict:
    """The forms are signed: 负责人, 经办人 and 联系电话 are filled in where the form prints them."""
    checked, blank = 0, []
    for form in disclosure.forms:
        if not _has_signature_row(form):
            continue
        checked += 1
        if not (form.responsible or form.handler or form.phone):
            blank.append(form)
    places = masked(form.filled_place if form.filled_place.line else form.place for form in blank)
    hits = [Hit(places, {"which": _which_forms(len(blank), checked)})] if blank else []
    return decided(checked, hits, NO_FORMS)


def _which_forms(blank: int, all_: int) -> Bilingual:
    if blank == all_:
        return Bilingual(f"{all_}张绩效目标表的", f"all {all_} forms")
    return Bilingual(f"{all_}张绩效目标表中有{blank}张的", f"{blank} of {all_} forms")


def _has_signature_row(form: Form) -> bool:
    """Return whether the form prints a row for signatures: it bears a fill date, or the row's label."""
    if form.filled or form.responsible or form.handler or form.phone:
        return True
    rows = form.grid.rows[-3:] if form.grid is not None else ()
    return any("负责人" in cell for row in rows for cell in row)


@decides("goal_is_no_copy")
def goal_is_no_copy(disclosure: Disclosure, rule: Rule) -> Verdict:
    """A goal says what is to be reached; it does not repeat the necessity or the plan word for word.

    given: `least`, forms from which it is worth telling.
    """
    checked, copied = 0, []
    for form in disclosure.forms:
        goal = form.annual_goal or form.whole_goal
        others = [text.reading.strip(" 。") for text in (form.necessity, form.plan) if text is not None and text.reading]
        if goal is None or not goal.reading or not others:
            continue
        checked += 1
        if goal.reading.strip(" 。") in others:
            copied.append((form, goal))
    hits = hits_of(copied) if len(copied) >= int(rule.given["least"]) else ()
    return decided(checked, hits, NO_FORMS if not disclosure.forms else _NO_GOALS)


@decides("benefit_of_its_own")
def benefit_of_its_own(disclosure: Disclosure, rule: Rule) -> Verdict:
    """A project has a benefit of its own: no one benefit with one target stands in a third of many forms.

    given: `least`, forms that must share it.
    """
    shared: dict[tuple[str, str], dict[int, Form]] = defaultdict(dict)
    for form, one, _ in indicators_with(disclosure, "levels", _BENEFIT):
        if one.name.reading and one.value.reading:
            shared[one.name.reading, one.value.reading][id(form)] = form
    with_benefit = len({form for forms in shared.values() for form in forms})
    least = max(int(rule.given["least"]), with_benefit // 3)
    hits = [
        hit_of(list(forms.values()), name=mask_names(name), value=mask_names(value), all=str(with_benefit))
        for (name, value), forms in shared.items()
        if len(forms) >= least
    ]
    return decided(with_benefit, hits, NO_FORMS if not disclosure.forms else _NO_BENEFITS)


@decides("benefits_of_several_kinds")
def benefits_of_several_kinds(disclosure: Disclosure, rule: Rule) -> Verdict:
    """Not all projects of a department have benefits of one kind only.

    given: `least`, forms from which it is worth telling; `kinds`, the kinds of benefit.
    """
    stated: dict[int, tuple[Form, set[str]]] = {}
    for form, one, _ in indicators_with(disclosure, "level2", re.compile("|".join(rule.given["kinds"]))):
        if one.value.reading:
            stated.setdefault(id(form), (form, set()))[1].update([kind for kind in rule.given["kinds"] if kind in one.level2])
    kinds: dict[str, list[Form]] = defaultdict(list)
    for form, own in stated.values():
        if len(own) == 1:
            kinds[min(own)].append(form)
    with_benefit = len(stated)
    hits = [
        hit_of(forms, kind=kind, all=str(with_benefit))
        for kind, forms in kinds.items()
        if with_benefit >= int(rule.given["least"]) and len(forms) * 10 >= with_benefit * 9
    ]
    return decided(with_benefit, hits, NO_FORMS if not disclosure.forms else _NO_BENEFITS)


_BENEFIT = re.compile("效益")
_NOT_CARRIED = Bilingual("没有标明结转年份的项目", "no project bears the year it was carried over from")


@decides("carry_over_marks_alike")
def carry_over_marks_alike(disclosure: Disclosure, rule: Rule) -> Verdict:
    """Projects carried over bear one kind of mark (2023年结转), in forms and tables. given: `mark`, with its year before or after."""
    mark = re.compile(rule.given["mark"])
    names = [(form.name, form.place) for form in disclosure.forms if "结转" in form.name]
    names += [(row.name or row.label, row.place) for row in project_rows(disclosure, CARRIED_OVER)]
    ways: dict[str, tuple[str, list[Place]]] = {}
    for name, place in names:
        if (match := mark.search(half_width(name))) and (match["before"] or match["after"]):
            ways.setdefault(re.sub(r"\d", "#", match[0]), (match[0], []))[1].append(place)
    if len(ways) < 2:
        return decided(len(ways), (), _NOT_CARRIED)
    said = "、".join(f"“{shown}”{len(places)}个" for shown, places in ways.values())
    hit = Hit(masked(place for _, places in ways.values() for place in places), {"count": str(len(ways)), "ways": said}, printed=said)
    return decided(len(ways), (hit,), _NOT_CARRIED)
