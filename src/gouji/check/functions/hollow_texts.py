"""Texts of a form that say nothing of their own: another field over again, or phrases that fit any project.

In: the forms. Out: one finding for each weakness, for all the forms that have it.
"""

import re

from gouji.check.deciding import NO_FORMS, decided
from gouji.check.functions.grouping import hits_of
from gouji.check.rule import Rule, Verdict, decides
from gouji.check.texts import holds_any
from gouji.layouts.characters import HAN
from gouji.model.disclosure import Disclosure, Form, Text
from gouji.model.place import Bilingual

_NO_PAIRS = Bilingual("没有同时填写概况和必要性、计划的项目", "no form states both overview and necessity or plan")
_NO_PLANS = Bilingual("没有填写实施计划", "no plan is stated")


@decides("texts_of_their_own")
def texts_of_their_own(disclosure: Disclosure, rule: Rule) -> Verdict:
    """Necessity and plan do not repeat the overview or the basis word for word, nor the plan the necessity.

    given: `shortest`, characters from which one text that holds another repeats it.
    """
    shortest = int(rule.given["shortest"])
    checked, found = 0, list[tuple[Form, Text]]()
    for form in disclosure.forms:
        known = [_said(text) for text in (form.overview, form.basis) if text is not None]
        compared, copy = False, None
        for text in (form.necessity, form.plan):
            if text is None:
                continue
            said = _said(text)
            compared = compared or bool(known and text.reading)
            if copy is None and _repeats(said, known, shortest):
                copy = text
            known.append(said)
        checked += compared
        if copy is not None:
            found.append((form, copy))
    return decided(checked, hits_of(found), NO_FORMS if not disclosure.forms else _NO_PAIRS)


def _said(text: Text) -> str:
    return text.reading.strip(" 。")


def _repeats(said: str, others: list[str], shortest: int) -> bool:
    """Return whether the text is one of the others, or so long a part of it that nothing is left to say."""
    return bool(said) and (said in others or (len(said) >= shortest and any([said in other for other in others])))


_TITLE = re.compile(r"《[^》]*》|[(（][^()（）]*[)）]")
_LONG = 60  # characters: so long a plan says something


@decides("plan_says_what_is_done")
def plan_says_what_is_done(disclosure: Disclosure, rule: Rule) -> Verdict:
    """A plan says what is done, when or by whom; not only that money is paid in time and by the rules.

    given: `phrases`, words of any project's plan; a plan is hollow when no `left` characters remain without them.
    """
    phrases, left = re.compile(f"{rule.given['phrases']}|(?P<own>{HAN})"), int(rule.given["left"])
    plans = [(form, form.plan) for form in disclosure.forms if form.plan is not None and form.plan.reading]
    hollow = [(form, plan) for form, plan in plans if not plan.damage and _is_hollow(plan.reading, phrases, left)]
    return decided(len(plans), hits_of(hollow), NO_FORMS if not disclosure.forms else _NO_PLANS)


_WHEN = re.compile(r"\d+\s*[月日季年]|季度|上半年|下半年|[一二三四]月|月底|月初|年底|[按每逐分][月季批]")
_TIMES = "月季年日批"  # one of them is in all that tells a time


def _is_hollow(plan: str, phrases: re.Pattern[str], left: int) -> bool:
    """Return whether a plan, without the titles it cites, is of general phrases and tells no time.

    phrases: matches a general phrase or, in its group `own`, a character that is none's.
    """
    plan = _TITLE.sub("", plan) if "《" in plan else plan
    if len(plan) > _LONG or (holds_any(plan, _TIMES) and _WHEN.search(plan)):
        return False
    for match in phrases.finditer(plan):
        left -= match.lastgroup == "own"
        if left <= 0:  # most plans soon say something of their own
            return False
    return True
