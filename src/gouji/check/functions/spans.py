"""Lengths of time that do not fit what is printed beside them.

In: names, prose and indicators. Out: plans of N years whose years are another number, periods of months that are not
the length stated for them, and years of carry-over that differ between a project's name and its cost.
"""

import re

from gouji.check.deciding import NO_FORMS, Slots, decided, masked, title_of
from gouji.check.functions.periods import LENGTH, period
from gouji.check.masking import mask_names
from gouji.check.rule import Hit, Rule, Verdict, decides
from gouji.check.texts import fields_of, forms_with, indicators_once, indicators_with, texts_with
from gouji.model.disclosure import Disclosure, Form, Indicator
from gouji.model.place import Bilingual, Place

_NO_PLANS = Bilingual("没有写明起止年份的多年计划", "no plan of several years states its years")
_NO_LENGTHS = Bilingual("没有同时写明期间和时长的费用", "no cost states both a period and its length")
_NO_CARRIED = Bilingual(
    "没有名称和成本指标都写明结转年份的项目", "no project states the year of carry-over twice"
)

_DIGITS = {"一": 1, "两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10}
_PLAN = re.compile("年(?:行动)?(?:计划|规划|方案)")
_SPAN = re.compile(
    r"(?<![\d.十])(?P<years>[一二三四五六七八九十]|\d{1,2})年(?:行动)?(?:计划|规划|方案)[》”]?\s*"
    r"[(（]\s*(?P<first>20\d\d)\s*年?\s*[-—–~～－至到]+\s*(?P<last>20\d\d)\s*年?\s*[)）]"
)


@decides("plan_of_years")
def plan_of_years(disclosure: Disclosure, rule: Rule) -> Verdict:
    """A plan of three years (三年行动计划) names three years, or four when it runs from mid-year to mid-year."""
    found: dict[str, tuple[re.Match[str], list[Place]]] = {}
    for one in texts_with(disclosure, _PLAN):
        for match in _SPAN.finditer(one.text):
            found.setdefault(match[0], (match, []))[1].append(one.place)
    hits = [_span_hit(match, places) for match, places in found.values() if not _lasts(match)]
    return decided(len(found), hits, _NO_PLANS)


def _lasts(match: re.Match[str]) -> bool:
    years = _DIGITS[match["years"]] if match["years"] in _DIGITS else int(match["years"])
    return 0 <= int(match["last"]) - int(match["first"]) + 1 - years <= 1


def _span_hit(match: re.Match[str], places: list[Place]) -> Hit:
    # The plan's own name: back to the mark it begins after.
    quote = re.split("[《“，,。；;、]", match.string[: match.start()])[-1] + match[0]
    span = str(int(match["last"]) - int(match["first"]) + 1)
    slots: Slots = {"quote": mask_names(quote), "years": match["years"], "span": span}
    return Hit(masked(places), slots, printed=match[0])


_DAYS = re.compile(r"\d\s*[日号]|\d\.\d{1,2}\.\d")


@decides("months_of_length")
def months_of_length(disclosure: Disclosure, rule: Rule) -> Verdict:
    """A period told in months (2022年6月至2023年6月) has as many months as the indicator of its length says.

    Both indicators name the same thing: they share one of the words `names`. A period told in days is not compared:
    from mid-month to mid-month it touches one month more.
    """
    names: list[str] = rule.given["names"]
    checked, hits = 0, []
    for form, length, places in indicators_with(disclosure, "value", LENGTH):
        stated = LENGTH.match(length.value.reading)
        if stated is None or not (word := _named(length, names)):
            continue
        months = int(stated[1]) * (12 if stated[2] == "年" else 1)
        for span, others in indicators_once(form):
            if _named(span, names) != word or (actual := _whole_months(span.value.reading)) is None:
                continue
            checked += 1
            if actual != months:
                hits.append(_length_hit(form, length, span, (*places, *others), actual))
    return decided(checked, hits, NO_FORMS if not disclosure.forms else _NO_LENGTHS)


def _whole_months(text: str) -> int | None:
    """Return how many months the period told in months has; None when it is told otherwise."""
    ends = period(text) if "月" in text and not _DAYS.search(text) else None
    return None if ends is None else ends[1] - ends[0] + 1


def _named(indicator: Indicator, names: list[str]) -> str:
    return next((word for word in names if word in indicator.name.reading), "")


def _length_hit(
    form: Form, length: Indicator, span: Indicator, places: tuple[Place, ...], months: int
) -> Hit:
    slots: Slots = {
        "form": title_of(form),
        "name": mask_names(length.name.reading),
        "value": length.value.reading,
        "period": span.value.reading,
        "months": str(months),
    }
    return Hit(masked(places), slots, printed=length.value.reading, expected=f"{months}个月")


_CARRIED = re.compile(r"结转(?![至到])\s*(?:20)?(\d\d)年|(?:20)?(\d\d)年(?:度)?结转")


@decides("year_carried_over")
def year_carried_over(disclosure: Disclosure, rule: Rule) -> Verdict:
    """The year of carry-over in a project's name is the one its cost indicator names, and one that its texts do.

    A cost may be carried over to the year it names: a note.
    """
    checked, hits = 0, []
    for form in forms_with(disclosure, "name", _CARRIED):
        named = _carried_year(form.name) or ""
        for indicator, places in indicators_once(form):
            year = _carried_year(indicator.name.reading)
            if year is None or "成本" not in indicator.level2:
                continue
            checked += 1
            if year != named:
                slots: Slots = {"form": title_of(form), "name": indicator.name.reading, "year": named}
                hits.append(Hit(masked(places), slots, printed=indicator.name.reading, expected=f"{named}年"))
        told = [(year, text) for _, text in fields_of(form) if "结转" in text.reading and (year := _carried_year(text.reading))]
        checked += bool(told)
        if told and named not in [year for year, _ in told]:
            year, text = told[0]
            slots = {"form": title_of(form), "name": f"20{year}年结转", "year": named}
            hits.append(Hit(masked([text.place]), slots, printed=f"20{year}年结转", expected=f"{named}年", severity="warning"))
    return decided(checked, hits, NO_FORMS if not disclosure.forms else _NO_CARRIED)


def _carried_year(text: str) -> str | None:
    match = _CARRIED.search(text)
    return None if match is None else match[1] or match[2]
