"""Dates of a project form: the fill date, and periods against the project's length and the budget year."""

import re
from datetime import datetime
from functools import lru_cache

from gouji.check.deciding import NO_FORMS, Slots, decided, masked, title_of
from gouji.check.functions.funds import is_one_year
from gouji.check.functions.periods import LENGTH, period
from gouji.check.masking import mask_names
from gouji.check.rule import Hit, Rule, Verdict, decides
from gouji.check.texts import all_texts, holds_any, indicators_once, indicators_with, texts_with
from gouji.model.disclosure import Disclosure, Form, Indicator
from gouji.model.finding import Severity
from gouji.model.place import Bilingual, Place

_NOTHING = Bilingual("表中没有写明的期间", "no period is stated in the forms")
_NO_DATE = Bilingual("表中没有填报日期", "the forms bear no fill date")


@decides("fill_date")
def fill_date(disclosure: Disclosure, rule: Rule) -> Verdict:
    """The fill date is a date that exists, in the two years before the budget year's end."""
    checked, hits = 0, []
    for form in disclosure.forms:
        filled = form.filled.strip()
        if not filled:
            continue
        checked += 1
        wrong = _wrong_date(filled, form.year or disclosure.cover.year, disclosure.cover.stage == "final")
        if wrong is not None:
            place = form.filled_place if form.filled_place != Place() else form.place
            # A digit too many or too few is the clerk's; a date that cannot be speaks against the form.
            severity: Severity | None = "note" if _is_stamp_cut(filled) else None
            hits.append(Hit(masked([place]), {"form": title_of(form), "wrong": wrong}, printed=filled, severity=severity))
    return decided(checked, hits, _NO_DATE)


_DATE = re.compile(r"(\d{4})\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})日?(?!\d)")
_STAMPS = (8, 12, 14)  # digits of a date, with hours and minutes, with seconds


def _is_stamp_cut(filled: str) -> bool:
    return filled.isdigit() and filled.startswith("20") and 8 < len(filled) < 16 and len(filled) not in _STAMPS


def _wrong_date(filled: str, year: int | None, final: bool) -> Bilingual | None:
    if _is_stamp_cut(filled):
        return Bilingual(
            f"有{len(filled)}位数字，时间戳应为14位（年月日时分秒）", f"has {len(filled)} digits; a timestamp has 14"
        )
    if not _LOOKS_LIKE_DATE.match(filled):
        return None
    date = parse_date(filled)
    if date is None:
        return Bilingual("不是存在的日期", "is not a date that exists")
    if year is not None and not year - 2 <= date.year <= year + final:
        return Bilingual(f"不在{year}年度预算的编制期内", f"lies outside the preparation of the {year} budget")
    return None


_LOOKS_LIKE_DATE = re.compile(r"20\d{6}(?:\d{4}|\d{6})?(?!\d)|20\d\d\s*[-./年]\s*\d{1,2}\s*[-./月]\s*\d{1,2}")


_DIGITS = re.compile(r"\d+")


@lru_cache(maxsize=1024)
def parse_date(text: str) -> datetime | None:
    """Return the date that a fill date prints, None when it is none that exists."""
    digits = _DIGITS.match(text)
    try:
        if digits is not None and len(digits[0]) in _STAMPS:
            stamp = digits[0]
            parts = [int(stamp[at : at + 2]) for at in range(4, len(stamp), 2)]
            return datetime(int(stamp[:4]), *parts)  # type: ignore[arg-type]
        match = _DATE.search(text)
        return datetime(*map(int, match.groups())) if match else None  # type: ignore[arg-type]
    except ValueError:
        return None


_YEARS = re.compile(r"(?<!\d)(20\d\d)(?!\d)")
_ANY_YEAR = re.compile(r"20\d\d")


def _tells_time(indicator: Indicator, names: re.Pattern[str]) -> bool:
    """Return whether the indicator states a time: it stands under 时效, or is named after one."""
    return ("时效" in indicator.level2 and not indicator.uncertain) or names.search(indicator.name.reading) is not None


def _hit(form: Form, indicator: Indicator, places: tuple[Place, ...], expected: str) -> Hit:
    slots: Slots = {
        "form": title_of(form),
        "name": mask_names(indicator.name.reading),
        "value": mask_names(indicator.value.reading),
        "period": form.period,
    }
    return Hit(masked(places), slots, printed=mask_names(indicator.value.reading), expected=expected)


@decides("period_of_project")
def period_of_project(disclosure: Disclosure, rule: Rule) -> Verdict:
    """A project of one year states no period or duration longer than a year.

    One month more is let pass: a period from mid-month to mid-month touches thirteen. `arrears`: words in the
    project's name that say that it pays for past periods.
    """
    names = re.compile("|".join(rule.given["names"]))
    checked, hits = 0, []
    for form, indicator, places in indicators_with(disclosure, "value", _LASTS):
        months = _months(indicator)
        if months is None or not is_one_year(form, rule.given["one_year"]) or not _tells_time(indicator, names):
            continue
        if holds_any(indicator.name.reading, rule.given["lasting"]) or _pays_the_past(form, disclosure.cover.year, rule.given["arrears"]):
            continue
        checked += 1
        if months > 13:
            hits.append(_hit(form, indicator, places, form.period))
    return decided(checked, hits, _NOTHING)


# Targets that tell a length of time, or its years.
_LASTS = re.compile(rf"{LENGTH.pattern}|20\d\d")


def _pays_the_past(form: Form, cover_year: int | None, arrears: list[str]) -> bool:
    """Return whether the name says so: a word such as 补发, or a period that is not just the budget year."""
    year, named = form.year or cover_year, period(form.name)
    this_year = None if year is None else (year * 12 + 1, year * 12 + 12)
    return holds_any(form.name, arrears) or (named is not None and named != this_year)


def _months(indicator: Indicator) -> int | None:
    value = indicator.value.reading
    if len(_YEARS.findall(value)) > 1 and (stated := period(value)) is not None:
        return stated[1] - stated[0] + 1
    length = LENGTH.match(value)
    if length is None:
        return None
    return int(length[1]) * (12 if length[2] == "年" else 1)


@decides("time_in_budget_year")
def time_in_budget_year(disclosure: Disclosure, rule: Rule) -> Verdict:
    """A period under time touches the budget year, or the form says that it pays arrears or carried-over money."""
    checked, hits = 0, []
    for form, indicator, places in indicators_with(disclosure, "value", _ANY_YEAR):
        year = form.year or disclosure.cover.year
        if year is None or "时效" not in indicator.level2 or indicator.uncertain:
            continue
        years = _years(indicator.value.reading)
        checked += bool(years)
        if years and year not in years and not _explains(form, [*rule.given["arrears"], *map(str, years)]):
            hits.append(_hit(form, indicator, places, f"{year}年"))
    return decided(checked, hits, _NOTHING)


def _explains(form: Form, words: list[str]) -> bool:
    """Return whether the form says one of the words."""
    said = form.name + "".join(text.reading for text in (form.overview, form.plan, form.annual_goal) if text)
    return holds_any(said, words)


def _years(value: str) -> set[int]:
    if (stated := period(value)) is not None:
        return set(range((stated[0] - 1) // 12, (stated[1] - 1) // 12 + 1))
    return {int(year) for year in _YEARS.findall(value)}


_MONTH = re.compile(r"\d[.月]")


@decides("length_of_period")
def length_of_period(disclosure: Disclosure, rule: Rule) -> Verdict:
    """A duration among the indicators (17个月) is the length of the period in the project's name, within a month."""
    names = re.compile("|".join(rule.given["names"]))
    checked, hits = 0, []
    for form in disclosure.forms:
        named = period(form.name)
        if named is None or not _MONTH.search(form.name):  # a whole year in the name says when, not how long
            continue
        for indicator, places in indicators_once(form):
            length = LENGTH.match(indicator.value.reading)
            if length is None or not _tells_time(indicator, names):
                continue
            checked += 1
            months = _months(indicator)
            if months is not None and abs(months - (named[1] - named[0] + 1)) > 1:
                hits.append(_hit(form, indicator, places, f"{named[1] - named[0] + 1}个月"))
    return decided(checked, hits, NO_FORMS if not disclosure.forms else _NOTHING)


# 2月30日, 9月31日, 13月5日: what no calendar has. 2月29日 is some year's.
_NO_DAY = re.compile(
    r"(?<![\d.])(?:0?2月3\d|(?:0?[469]|11)月3[1-9]|(?:0?[13578]|1[02])月3[2-9]|(?:1[3-9]|[2-9]\d)月\d{1,2}|1?\d月[4-9]\d)日"
)
_DAY = re.compile(r"月\d\d?日")
_DAYS = Bilingual("文中没有写月日", "no text tells a day")


@decides("days_exist")
def days_exist(disclosure: Disclosure, rule: Rule) -> Verdict:
    """Every day told in a text or a target is one the calendar has."""
    found: dict[tuple[str, str], list[Place]] = {}
    for one in texts_with(disclosure, _NO_DAY, among=_DAY):
        for match in _NO_DAY.finditer(one.text):
            found.setdefault((match[0], one.form.name if one.form is not None else ""), []).append(one.place)
    hits = [Hit(masked(dict.fromkeys(places)), {"where": mask_names(form)}, printed=day) for (day, form), places in found.items()]
    return decided(len(all_texts(disclosure)), hits, _DAYS)


_TERM = re.compile(r"(\d{1,2}|[一二两三四五])\s*年")
_NUMBERS = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5}
_NO_NATURE = Bilingual("没有既写项目属性的年限又写项目期的项目", "no form tells how long it lasts twice")


@decides("nature_and_period")
def nature_and_period(disclosure: Disclosure, rule: Rule) -> Verdict:
    """How long a project lasts by its nature (一次性项目(1年结束)) is its period."""
    checked, hits = 0, []
    for form in disclosure.forms:
        nature, stated = _TERM.search(form.nature), _TERM.fullmatch(form.period.strip())
        if nature is None or stated is None:
            continue
        checked += 1
        if _length(nature) != _length(stated):
            slots: Slots = {"form": title_of(form), "period": form.period}
            hits.append(Hit(masked([form.place]), slots, printed=form.nature, expected=form.period))
    return decided(checked, hits, NO_FORMS if not disclosure.forms else _NO_NATURE)


def _length(match: re.Match[str]) -> int:
    return _NUMBERS.get(match[1]) or int(match[1])


_OPENS = re.compile(r"^\s*(20\d\d)年(?!以来|来|至|到|[-—~]|底|初|\s*\d|[^，,。；;]{0,16}(?:结转|下达|已|至|发生|启动|开工))")
_NO_OPENING = Bilingual("没有以年份开头的年度目标", "no goal of the year opens with a year")


@decides("goal_of_the_year")
def goal_of_the_year(disclosure: Disclosure, rule: Rule) -> Verdict:
    """A goal of the year that opens with a year opens with the form's, unless it speaks of both. given: `arrears`, words that explain it."""
    checked, hits = 0, []
    for form in disclosure.forms:
        goal, year = form.annual_goal, form.year or disclosure.cover.year
        match = _OPENS.match(goal.reading) if goal is not None else None
        if goal is None or match is None or year is None:
            continue
        checked += 1
        # Of a year long gone a goal tells what happened, not what is to be reached.
        if abs(int(match[1]) - year) == 1 and str(year) not in goal.reading and not _explains(form, [*rule.given["arrears"], f"{match[1]}年度", match[1] + "-"]):
            slots: Slots = {"form": title_of(form), "year": f"{year}年"}
            hits.append(Hit(masked([goal.place]), slots, printed=f"{match[1]}年", expected=f"{year}年"))
    return decided(checked, hits, NO_FORMS if not disclosure.forms else _NO_OPENING)
