"""Money that a form's texts tell in passing, against the money the form asks for.

In: the forms. Out: goals that speak of another sum, sources other than those of the funds, costs told over several
sentences that come to another sum, prices an indicator prints otherwise, totals that are no whole number of the rate.
"""

import re
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from gouji.check.arithmetic import Item, Sentence, read_sentences
from gouji.check.deciding import NO_FORMS, Slots, decided, masked, quantity_yuan, show_yuan, title_of, yuan
from gouji.check.functions.funds import cost_indicators
from gouji.check.masking import mask_names
from gouji.check.rule import Hit, Rule, Verdict, decides
from gouji.check.texts import FIELDS, LOST, all_fields, fields_of, fields_with, holds_any, indicators_with
from gouji.model.disclosure import Disclosure, Form, Horizon, Quantity, Text
from gouji.model.finding import Severity
from gouji.model.place import Bilingual

_NO_GOALS = Bilingual("目标中没有写金额", "no goal tells of money")
_NO_SOURCES = Bilingual("项目文字中没有写各级安排的资金", "no text says which level pays how much")
_NO_COSTS = Bilingual("项目文字中没有逐项写明的费用", "no text tells costs one by one")
_NO_PRICES = Bilingual("没有写标准、单价的指标", "no indicator is a price or a standard")
_NO_RATES = Bilingual("项目文字中没有带合计的标准", "no rate in the texts has a total")
_MONEY = re.compile("元")
_GOALS = ("whole_goal", "annual_goal")
_YUAN = Decimal(1)


def _asked(form: Form) -> list[Decimal]:
    """Return the money of the year and of the whole period in 元, as far as printed."""
    return [value for figure in (form.annual.total, form.whole.total) if (value := yuan(figure)) is not None]


def _hit(form: Form, field: str, text: Text, severity: Severity | None, **told: str) -> Hit:
    printed, expected, difference = (told.pop(name, "") for name in ("printed", "expected", "difference"))
    slots: Slots = {"form": title_of(form), "field": FIELDS[field], **told}
    return Hit(masked([text.place]), slots, (), printed, expected, difference, severity)


def _sentences(text: Text) -> tuple[Sentence, ...]:
    return read_sentences(text.reading) if "元" in text.reading and not text.damage else ()


@decides("goal_money")
def goal_money(disclosure: Disclosure, rule: Rule) -> Verdict:
    """A goal that tells one sum of money tells the money asked for; more than that is graver than less.

    given: `spent`, words before the sum that say it is spent; `apart`, words of a goal that speaks of other money.
    """
    spent, apart = re.compile(rule.given["spent"]), re.compile(rule.given["apart"])
    checked = 0
    found: dict[int, Hit] = {}
    for form, field, text in fields_with(disclosure, _MONEY):
        told = _only_sum(text, spent) if field in _GOALS and id(form) not in found and not apart.search(text.reading) else None
        asked = _asked(form) if told is not None else []
        if told is None or not asked:
            continue
        checked += 1
        known = [*asked, *_known_sums(form)]
        # A sum many times the money asked is another matter: what an industry invests, what a fund supports.
        far = told.value > 3 * max(asked)
        if not far and all(abs(told.value - value) > told.slack + _YUAN for value in known):
            severity: Severity | None = None if told.value > max(asked) else "note"
            difference = show_yuan(abs(told.value - asked[0]))
            found[id(form)] = _hit(form, field, text, severity, printed=told.text, expected=show_yuan(asked[0]), difference=difference)
    return decided(checked, found.values(), NO_FORMS if not disclosure.forms else _NO_GOALS)


def _only_sum(text: Text, spent: re.Pattern[str]) -> Item | None:
    """Return the one sum of money a goal tells, or its one total; None when it tells none or several."""
    items = [(sentence, item) for sentence in _sentences(text) for item in sentence.items if item.role != "rate"]
    totals = [item for _, item in items if item.role == "total"]
    if totals:
        return totals[0] if len(totals) == 1 else None
    if len(items) != 1:
        return None
    sentence, item = items[0]
    return item if spent.search(sentence.text, max(0, item.start - 12), item.start) else None


def _known_sums(form: Form) -> Iterator[Decimal]:
    """Yield the sources of the money and the amounts of indicators."""
    for funds in (form.annual, form.whole):
        for figure in (funds.central, funds.province, funds.county, funds.own, funds.other):
            if (value := yuan(figure)) is not None:
                yield value
    for one in form.indicators:
        if (money := quantity_yuan(one.quantity)) is not None:
            yield money[0]


@decides("sources_told")
def sources_told(disclosure: Disclosure, rule: Rule) -> Verdict:
    """What a text says a level of government pays (省级补助20万元) is that source of the funds.

    Only where it is no more than the money asked, and the source is printed.
    given: `levels`, source → the words of it right before the amount; `apart`, words of money of another time; `each`, what is
    paid for one of many, of which the amount is a part; `project`, words that the text speaks of the whole project.
    """
    project = re.compile(rule.given["project"])
    levels = {name: re.compile(words) for name, words in rule.given["levels"].items()}
    apart, each = re.compile(rule.given["apart"]), re.compile(rule.given["each"])
    checked, hits = 0, []
    for form, field, text in fields_with(disclosure, _LEVEL):
        for sentence in _sentences(text):
            for item in sentence.items:
                level = next((name for name, words in levels.items() if words.search(item.label)), None)
                values = _source_by_horizon(form, level) if level else {}
                if item.role == "rate" or not values or apart.search(item.label) or item.value > max(_asked(form), default=Decimal(0)):
                    continue
                if each.search(sentence.text[: item.start]):
                    continue
                checked += 1
                if not any(_tells(item, value) for value in values.values()):
                    horizon = _horizon_told(form, text, item, values, project)
                    value = values[horizon]
                    name = mask_names(item.label[-12:])
                    slots: Slots = {"form": title_of(form), "field": FIELDS[field], "name": name, "horizon": _HORIZONS[horizon]}
                    told = (item.text, show_yuan(value), show_yuan(abs(value - item.value)))
                    hits.append(Hit(masked([text.place]), slots, (), *told))
    return decided(checked, hits, NO_FORMS if not disclosure.forms else _NO_SOURCES)


def _source_by_horizon(form: Form, level: str) -> dict[Horizon, Decimal]:
    """Return horizon → what that level pays, as far as printed; the year alone where both say the same."""
    printed: tuple[tuple[Horizon, Decimal | None], ...] = (
        ("annual", yuan(getattr(form.annual, level))),
        ("whole", yuan(getattr(form.whole, level))),
    )
    values = {horizon: value for horizon, value in printed if value is not None}
    return values if len(set(values.values())) > 1 else dict(list(values.items())[:1])


def _horizon_told(form: Form, text: Text, told: Item, values: dict[Horizon, Decimal], project: re.Pattern[str]) -> Horizon:
    """Return the horizon whose money the text tells: that which more of its amounts fit, the one it names, the nearer one."""
    items = [item for sentence in _sentences(text) for item in sentence.items if item.role != "rate"]
    funds = {"annual": form.annual, "whole": form.whole}
    of_project = bool(project.search(text.reading))

    def fitness(horizon: Horizon) -> tuple[int, bool, Decimal]:
        money = [value for name in _FUNDS if (value := yuan(getattr(funds[horizon], name)))]
        fitting = sum(any(_tells(item, value) for value in money) for item in items)
        return fitting, of_project and horizon == "whole", -abs(values[horizon] - told.value)

    return max(values, key=fitness)


def _tells(item: Item, value: Decimal) -> bool:
    return abs(value - item.value) <= item.slack + _YUAN


_LEVEL = re.compile("[省市县]")
_FUNDS = ("total", "central", "province", "county", "own", "other")
_HORIZONS: dict[Horizon, Bilingual] = {"annual": Bilingual("", ""), "whole": Bilingual("实施期", " of the whole period")}
_PERIODS = {"月": 12, "季度": 4, "半年": 2}


@decides("costs_over_sentences")
def costs_over_sentences(disclosure: Disclosure, rule: Rule) -> Verdict:
    """Costs that an overview tells one by one over its sentences come to the money asked for.

    So does one calculation, and so much a period for some number of periods, in overview and plan. Not decided: texts
    that sum up themselves, name the money asked, split an amount (其中) or leave something open.
    given: `apart`, words of money that is not spent from this sum; `open`, words that say there is more.
    """
    apart, open_ = re.compile(rule.given["apart"]), re.compile(rule.given["open"])
    checked, hits = 0, []
    for form in disclosure.forms:
        for field, text in (("overview", form.overview), ("plan", form.plan)):
            sentences = [sentence for sentence in _sentences(text) if sentence.items] if text is not None else []
            parts = _costs(sentences, whole=field == "overview") if sentences else []
            said = "。".join(sentence.text for sentence in sentences) if parts else ""
            asked = _asked(form) if parts and not apart.search(form.name) else []
            if text is None or not asked or apart.search(said):
                continue
            checked += 1
            listed = sum((value * times for value, _, times in parts), Decimal(0))
            slack = sum((one * times for _, one, times in parts), Decimal(0)) + _YUAN
            more = listed - slack > max(asked)
            if any(abs(listed - value) <= slack for value in asked) or _paid_for_fewer(parts, asked):
                continue
            if more or (listed < min(asked) and not open_.search(said)):
                hits.append(_costs_hit(form, field, text, parts, asked[0]))
                break
    return decided(checked, hits, NO_FORMS if not disclosure.forms else _NO_COSTS)


_Cost = tuple[Decimal, Decimal, int]  # an amount in 元, its slack, and how often it is paid in a year


def _costs(sentences: list[Sentence], *, whole: bool) -> list[_Cost]:
    """Return the costs the sentences tell; nothing where a total stands or a rate for anything but time.

    whole: several sentences, or one calculation, tell what there is to pay; else only one payment by period does.
    """
    items = [item for sentence in sentences for item in sentence.items]
    costs = [(item.value, item.slack, _PERIODS.get(item.each, 0) if item.role == "rate" else int(item.role == "amount")) for item in items]
    if not all(times for _, _, times in costs):
        return []
    one_calculation = len(costs) == 1 and (bool(sentences[0].operations) or costs[0][2] > 1)
    by_period = len(costs) == 1 and costs[0][2] > 1
    return costs if by_period or (whole and (len(sentences) > 1 or one_calculation)) else []


def _paid_for_fewer(costs: list[_Cost], asked: list[Decimal]) -> bool:
    """Return whether a single payment by period makes the money asked for fewer periods than a year has."""
    value, _, times = costs[0]
    return len(costs) == 1 and times > 1 and any(value and one % value == 0 and one <= value * times for one in asked)


def _costs_hit(form: Form, field: str, text: Text, costs: list[_Cost], asked: Decimal) -> Hit:
    listed = sum((value * times for value, _, times in costs), Decimal(0))
    told = " + ".join(f"{show_yuan(value)}×{times}" if times > 1 else show_yuan(value) for value, _, times in costs)
    way = Bilingual("多出", "more") if listed > asked else Bilingual("少", "less")
    slots: Slots = {"form": title_of(form), "field": FIELDS[field], "parts": told, "way": way}
    return Hit(masked([text.place]), slots, (), show_yuan(listed), show_yuan(asked), show_yuan(abs(listed - asked)))


@decides("prices_alike")
def prices_alike(disclosure: Disclosure, rule: Rule) -> Verdict:
    """The price or standard that an indicator is named after is the one the texts tell, where they tell one.

    Only where the form has one such indicator. given: `named`, how its name reads.
    """
    prices = indicators_with(disclosure, "name", re.compile(rule.given["named"]))
    in_form = Counter([id(form) for form, _, _ in prices])
    checked, hits = 0, []
    for form, indicator, places in prices:
        match = _PRICE.match(indicator.value.reading) if in_form[id(form)] == 1 and indicator.value.damage not in LOST else None
        told = _told_rates(form) if match is not None else []
        if match is None or len({rate.value for rate, _, _ in told}) != 1:
            continue
        rate, field, text = told[0]
        money = Decimal(match["number"].replace(",", "")) * (10_000 if match["myriad"] else 1)
        checked += 1
        if not _may_be_one_price(rate.value, money, match["bound"]) and not _told_anywhere(form, money):
            slots = {"name": mask_names(indicator.name.reading), "value": indicator.value.reading}
            hit = _hit(form, field, text, None, printed=rate.text, expected=show_yuan(money), **slots)
            hits.append(Hit(masked([*places, text.place]), hit.slots, (), hit.printed, hit.expected))
    return decided(checked, hits, NO_FORMS if not disclosure.forms else _NO_PRICES)


def _told_rates(form: Form) -> list[tuple[Item, str, Text]]:
    return [
        (item, field, text)
        for field, text in fields_of(form)
        for sentence in _sentences(text)
        for item in sentence.items
        if item.role == "rate"
    ]


def _told_anywhere(form: Form, value: Decimal) -> bool:
    """Return whether a text prints the amount, be it in a calculation."""
    shown = (f"{value.normalize():f}", f"{value:,}", f"{(value / 10_000).normalize():f}万")
    return any(holds_any(text.reading, shown) for _, text in fields_of(form))


_PRICE = re.compile(r"^(?P<bound>\D{0,3})(?P<number>\d[\d,]*(?:\.\d+)?)(?P<myriad>万?)元")


def _may_be_one_price(told: Decimal, printed: Decimal, bound: str) -> bool:
    """Return whether the two are one price: within its bound, or so much a month and a year, a day and a week."""
    if holds_any(bound, "≤<不") and told <= printed:
        return True
    small, large = sorted((told, printed))
    return holds_any(bound, "≥>") or (small > 0 and large % small == 0)


@decides("total_is_a_multiple")
def total_is_a_multiple(disclosure: Disclosure, rule: Rule) -> Verdict:
    """A total printed right behind a rate for one person or thing (每人330元,计6600元) is a whole number of it.

    given: `things`, of what the rate may be; `between`, what stands between the two.
    """
    things, between = frozenset(rule.given["things"]), re.compile(rule.given["between"])
    checked, hits = 0, []
    for form, field, text in all_fields(disclosure):
        for sentence in _sentences(text) if "每" in text.reading else ():
            for rate, total in zip(sentence.items, sentence.items[1:], strict=False):
                apart = sentence.text[rate.end : total.start]
                if rate.role != "rate" or total.role == "rate" or rate.each not in things or not between.fullmatch(apart):
                    continue
                checked += 1
                number = round(total.value / rate.value) if rate.value else 0
                if abs(number * rate.value - total.value) > total.slack + _YUAN and total.slack * 4 < rate.value:
                    hits.append(_hit(form, field, text, None, rate=rate.text, printed=total.text, expected=show_yuan(number * rate.value)))
    return decided(checked, hits, NO_FORMS if not disclosure.forms else _NO_RATES)


_NO_TOTALS = Bilingual("没有写总成本、总投资的成本指标", "no cost indicator is that of the whole project")


@decides("whole_cost_within_funds")
def whole_cost_within_funds(disclosure: Disclosure, rule: Rule) -> Verdict:
    """A cost that is named that of the whole project is no more than the money of the whole period.

    Only beside another cost that is the money asked: alone it is another rule's. given: `named`, how its name reads.
    """
    named = re.compile(rule.given["named"])
    checked, hits = 0, []
    for form in {id(form): form for form, _, _ in indicators_with(disclosure, "name", named)}.values():
        totals = [one for one in cost_indicators(form) if named.search(one.name.reading) and one.value.damage not in LOST]
        whole = yuan(form.whole.total) if totals else None
        if whole is None or not any(_is(whole, one.quantity) for one in cost_indicators(form)):
            continue
        for one in {one.name.reading: one for one in totals}.values():
            checked += 1
            money = quantity_yuan(one.quantity)
            if money is not None and money[0] - money[1] > whole + _YUAN:
                slots: Slots = {"form": title_of(form), "name": mask_names(one.name.reading)}
                hits.append(Hit(masked([one.value.place]), slots, (), one.value.reading, show_yuan(whole), show_yuan(money[0] - whole)))
    return decided(checked, hits, NO_FORMS if not disclosure.forms else _NO_TOTALS)


def _is(whole: Decimal, quantity: Quantity | None) -> bool:
    money = quantity_yuan(quantity)
    return money is not None and abs(money[0] - whole) <= money[1] + _YUAN
