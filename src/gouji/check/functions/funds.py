"""The money of a project form: by source, by horizon, and against its cost indicators."""

from decimal import Decimal

from msgspec import Struct, structs

from gouji.check.arithmetic import read_sentences
from gouji.check.deciding import (
    HALF_CENT,
    NO_FORMS,
    decided,
    masked,
    quantity_yuan,
    show_number,
    title_of,
    yuan,
)
from gouji.check.formula import Relation, Term, add, relate
from gouji.check.functions.claims import prose_term, say_exactly
from gouji.check.functions.projects import asked
from gouji.check.remember import once_a_form
from gouji.check.rule import Hit, Rule, Verdict, decides
from gouji.check.texts import Once, fields_of, holds_any, indicators_once
from gouji.model.disclosure import Disclosure, Figure, Form, Funds, Indicator
from gouji.model.money import Money, agree, at_most
from gouji.model.place import Bilingual, Place

_HORIZONS = {"whole": Bilingual("实施期", "whole period"), "annual": Bilingual("年度", "annual")}


@decides("funds_by_source")
def funds_by_source(disclosure: Disclosure, rule: Rule) -> Verdict:
    """The total of each horizon is the sum of its sources; a blank source is none."""
    checked, hits, relations = 0, list[Hit](), list[Relation]()
    for form in disclosure.forms:
        for horizon, funds in (("whole", form.whole), ("annual", form.annual)):
            if funds.total is None or funds.total.money is None:
                continue
            sources = _sources(funds)
            known = tuple([prose_term(source, source.place.row) for source in sources if source.money is not None])
            # A source without an amount is one that could not be read, or a blank.
            if not known or (len(known) < len(sources) and "unreadable" in [source.state for source in sources]):
                continue
            relation = relate((prose_term(funds.total, "资金总额"),), known)
            # With one or two sources known, the rest may stand under a name that was not recognised.
            if not relation.holds and len(sources) < 3 and at_most(add(known), funds.total.money):
                continue
            checked += 1
            relations.append(relation)
            if relation.holds:
                continue
            summed = add(known)
            unit = funds.total.unit
            hits.append(
                Hit(
                    places=masked([funds.total.place]),
                    slots={"form": title_of(form), "horizon": _HORIZONS[horizon]},
                    figures=(funds.total, *(source for source in sources if source.money is not None)),
                    printed=say_exactly(funds.total.money, unit),
                    expected=say_exactly(summed, unit),
                    difference=say_exactly(Money(abs(funds.total.money.fen - summed.fen)), unit),
                    relation=relation,
                )
            )
    return decided(checked, hits, NO_FORMS, relations)


def _sources(funds: Funds) -> list[Figure]:
    """Return the printed parts of the total: by level of government, or appropriation and carry-over in one."""
    sources = (funds.central, funds.province, funds.county, funds.own, funds.other)
    if funds.central is None and funds.province is None and funds.county is None:
        sources = (funds.appropriation, funds.carried, None, funds.own, funds.other)
    return [source for source in sources if source is not None]


@decides("whole_and_annual_funds")
def whole_and_annual_funds(disclosure: Disclosure, rule: Rule) -> Verdict:
    """The whole period's money is at least the year's, and the same for a project of one year."""
    checked, hits, relations = 0, list[Hit](), list[Relation]()
    for form in disclosure.forms:
        whole, annual = form.whole.total, form.annual.total
        if whole is None or annual is None or whole.money is None or annual.money is None:
            continue
        checked += 1
        one_year = is_one_year(form, rule.given["one_year"])
        terms = prose_term(whole, "实施期资金总额"), prose_term(annual, "年度资金总额")
        relation = relate(terms[:1], terms[1:], "=" if one_year else "≥")
        relations.append(relation)
        if agree(whole.money, annual.money) or (not one_year and at_most(annual.money, whole.money)):
            continue
        less = not at_most(annual.money, whole.money)
        hits.append(
            Hit(
                places=masked([whole.place, annual.place]),
                slots={
                    "form": title_of(form),
                    "should": Bilingual("应不小于", "must be at least")
                    if less
                    else Bilingual("（一年期项目）应等于", "(a project of one year) should equal"),
                    "annual": say_exactly(annual.money, annual.unit),
                },
                figures=(whole, annual),
                printed=say_exactly(whole.money, whole.unit),
                expected=say_exactly(annual.money, annual.unit),
                difference=say_exactly(Money(abs(whole.money.fen - annual.money.fen)), whole.unit),
                severity="error" if less else "warning",
                relation=relation,
            )
        )
    return decided(checked, hits, NO_FORMS, relations)


def is_one_year(form: Form, one_year: list[str]) -> bool:
    """Return whether the form says that the project lasts one year."""
    return form.period.replace(" ", "") in one_year


class _Cost(Struct, frozen=True):
    """A cost indicator that is a plain amount: in 元, and as a term of a relation."""

    name: str
    value: Decimal
    slack: Decimal
    operator: str
    place: Place
    unit: str
    text: str
    term: Term


@decides("costs_against_funds")
def costs_against_funds(disclosure: Disclosure, rule: Rule) -> Verdict:
    """The cost indicators add up to the money asked, or one of them is that money.

    Not decided: costs that are rates (元/人, 标准, 每月 …) or words, unless the plain ones fit by themselves, or one of
    them is named the total and comes close to the money.
    """
    checked, hits, relations = 0, list[Hit](), list[Relation]()
    for form in disclosure.forms:
        funds, costs, complete = _costs(form, rule.given["rates"])
        fits = funds is not None and bool(costs) and _fit(costs, funds, rule.given["totals"])
        if funds is None or not costs:
            continue
        if not (complete or fits):
            hit_ = _wrong_total(form, costs, funds, rule.given["totals"]) or _far_more(form, costs, rule.given["totals"])
            hits += [hit_] if hit_ is not None else []
            checked += hit_ is not None
            continue
        checked += 1
        relation = _as_relation(form, costs) if complete else None
        if not fits:
            hit = structs.replace(_cost_hit(form, costs, funds), relation=relation)
            hits.append(structs.replace(hit, severity="warning") if hit.severity == "note" and _is_sure(form, costs, funds, rule.given["totals"]) else hit)
            relations += [relation] if relation is not None else []
        elif complete and _caps_exceed(form, costs, funds, rule.given["totals"]):
            hits.append(structs.replace(_cost_hit(form, costs, funds), severity="note"))
        elif complete and _total_misprinted(form, costs, funds, rule.given["totals"]):
            hits.append(structs.replace(_cost_hit(form, costs, funds), severity="warning"))
        elif relation is not None and relation.holds:
            relations.append(relation)
    return decided(checked, hits, NO_FORMS, relations)


def _wrong_total(form: Form, costs: list[_Cost], funds: Decimal, totals: list[str]) -> Hit | None:
    """Return the hit of a cost named the total, beside rates, that no text prints and that comes close to the money asked.

    One that is more than the money by its cap, or another amount altogether, may be that of more than this project.
    """
    named = [cost for cost in costs if holds_any(cost.name, totals)]
    whole = yuan(form.whole.total)
    if len(named) != 1 or whole is None or _meets(named[0].value, named[0].slack, named[0].operator, whole):
        return None
    close = abs(named[0].value - funds) * 10 <= funds
    return _cost_hit(form, named, funds) if close and named[0].value not in _told_amounts(form) else None


_FAR = 10  # times the money: no part of it, but a wrong unit


def _far_more(form: Form, costs: list[_Cost], totals: list[str]) -> Hit | None:
    """Return the hit of a cost that is ten times all the money of the form; that of a whole project may be."""
    most = max((value for figure in (form.annual.total, form.whole.total) if (value := yuan(figure))), default=None)
    far = [cost for cost in costs if most is not None and cost.value >= _FAR * most and not holds_any(cost.name, totals)]
    return structs.replace(_cost_hit(form, far[:1], most), severity="warning") if far and most is not None else None


_LONG = 3  # digits of which two are exchanged: of fewer the difference may be chance


def _is_sure(form: Form, costs: list[_Cost], funds: Decimal, totals: list[str]) -> bool:
    """Return whether one of the costs is wrong, whatever other costs there may be besides."""
    if _one_is_told_otherwise(form, costs, funds) or _far_more(form, costs, totals) is not None:
        return True
    missing = funds - sum((cost.value for cost in costs), Decimal(0))
    return any(len(_printed(cost)) >= _LONG and _swapped_digits(cost, missing) is not None for cost in costs)


def _one_is_told_otherwise(form: Form, costs: list[_Cost], funds: Decimal) -> bool:
    """Return whether the texts print what one of several costs should be for all to make the money, and not that cost."""
    told, sum_ = _told_amounts(form), sum((cost.value for cost in costs), Decimal(0))
    return len(costs) > 1 and any(cost.value not in told and cost.value + funds - sum_ in told for cost in costs)


@once_a_form
def _told_amounts(form: Form) -> frozenset[Decimal]:
    return frozenset(item.value for _, text in fields_of(form) for sentence in read_sentences(text.reading) for item in sentence.items)


def _caps_exceed(form: Form, costs: list[_Cost], funds: Decimal, totals: list[str]) -> bool:
    """Return whether the caps add up to more than the money: one of them is no cap. A cap on all of it may be among them.

    A single cap may be that of several years: it is no more than twice the money, and not the whole period's.
    """
    if any(cost.operator not in ("≤", "<") or holds_any(cost.name, totals) for cost in costs):
        return False
    sum_, slack = sum((cost.value for cost in costs), Decimal(0)), sum((cost.slack for cost in costs), HALF_CENT)
    if sum_ <= funds + slack:
        return False
    if len(costs) == 1:
        whole = yuan(form.whole.total)
        return sum_ <= 2 * funds and (whole is None or whole <= funds)
    return all(cost.value < funds for cost in costs)


def _total_misprinted(form: Form, costs: list[_Cost], funds: Decimal, totals: list[str]) -> bool:
    """Return whether the only cost, a cap on the total, is more than the money by one digit: 960 for 860.

    The cost of several years, or of more than this money pays, is another amount altogether.
    """
    whole = yuan(form.whole.total)
    if len(costs) != 1 or costs[0].operator not in ("≤", "<") or not holds_any(costs[0].name, totals) or (whole or funds) != funds:
        return False
    stated, asked_for = f"{costs[0].value:.2f}", f"{funds:.2f}"
    apart = sum(one != other for one, other in zip(stated, asked_for, strict=False))
    return costs[0].value > funds and len(stated) == len(asked_for) > len("99.99") and apart == 1


def _as_relation(form: Form, costs: list[_Cost]) -> Relation | None:
    """Return the relation that the costs add up to the money asked; None when they are not told as plain amounts."""
    figure = asked(form)
    if figure is None or not _EXACTLY.issuperset([cost.operator for cost in costs]):
        return None
    return relate(tuple([cost.term for cost in costs]), (prose_term(figure, "资金总额"),))


_EXACTLY = frozenset(("", "="))


def is_cost(indicator: Indicator) -> bool:
    """Return whether it is an indicator of economic cost."""
    names = indicator.level1 + indicator.level2
    return "成本" in names and "社会" not in names and "生态" not in names


@once_a_form
def costs_once(form: Form) -> tuple[Once, ...]:
    """Return the form's indicators of economic cost, each once."""
    return tuple([one for one in indicators_once(form) if is_cost(one.indicator)])


@once_a_form
def cost_indicators(form: Form) -> tuple[Indicator, ...]:
    """Return the form's indicators of economic cost; social and ecological cost are counted otherwise."""
    return tuple([indicator for indicator in form.indicators if is_cost(indicator)])


def _costs(form: Form, rates: list[str]) -> tuple[Decimal | None, list[_Cost], bool]:
    """Return the money asked, the plain costs of the same horizon, and whether they are all of its cost indicators."""
    funds, costs = _asked_and_costs(form)
    plain = [cost for cost in costs if cost is not None and not holds_any(cost.name, rates)]
    return funds, plain, len(plain) == len(costs)


@once_a_form
def _asked_and_costs(form: Form) -> tuple[Decimal | None, tuple[_Cost | None, ...]]:
    """Return the money asked, and of each cost indicator of the same horizon the cost, None where it is no amount."""
    for horizon, figure in (("annual", form.annual.total), ("whole", form.whole.total)):
        found = [one for one in cost_indicators(form) if one.horizon == horizon]
        if found and (funds := yuan(figure)) is not None:
            return funds, tuple([_cost(one) for one in found])
    return None, ()


def plain_costs(form: Form) -> tuple[Decimal | None, list[Decimal]]:
    """Return the money asked and the costs of the same horizon in 元; no costs where one of them is no plain amount."""
    funds, costs, complete = _costs(form, [])
    return funds, [cost.value for cost in costs] if complete else []


def _cost(indicator: Indicator) -> _Cost | None:
    money = quantity_yuan(indicator.quantity)
    if money is None or indicator.quantity is None or indicator.uncertain or indicator.value.damage in ("cut", "lost"):
        return None
    quantity, name, place = indicator.quantity, indicator.name.reading, indicator.value.place
    # 角 and 分 are cut off as often as rounded: a whole 元 is let pass.
    value, slack = money[0], max(money[1], min(2 * money[1], Decimal(1)))
    figure = Figure(quantity.text, "printed", quantity.unit or "元", Money(round(value * 100), round(slack * 200)), place)
    return _Cost(name, value, slack, quantity.operator, place, quantity.unit, quantity.text, prose_term(figure, name))


def _fit(costs: list[_Cost], funds: Decimal, totals: list[str]) -> bool:
    if _add_up(costs, funds) or any([_meets(cost.value, cost.slack, cost.operator, funds) for cost in costs]):
        return True
    parts = [cost for cost in costs if not holds_any(cost.name, totals)]
    return 0 < len(parts) < len(costs) and _add_up(parts, funds)


def _add_up(costs: list[_Cost], funds: Decimal) -> bool:
    operator = costs[0].operator if len({cost.operator for cost in costs}) == 1 else ""
    value, slack = Decimal(0), HALF_CENT
    for cost in costs:
        value, slack = value + cost.value, slack + cost.slack
    return _meets(value, slack, operator, funds)


def _meets(value: Decimal, slack: Decimal, operator: str, funds: Decimal) -> bool:
    if operator in ("≤", "<"):
        return funds <= value + slack
    if operator in ("≥", ">"):
        return funds >= value - slack
    return abs(value - funds) <= slack


def _cost_hit(form: Form, costs: list[_Cost], funds: Decimal) -> Hit:
    sum_ = sum((cost.value for cost in costs), Decimal(0))
    # What comes within a twentieth of the money means to be that; else the costs may only be some of the costs.
    close = abs(sum_ - funds) * 20 <= funds
    swapped = next((hint for cost in costs if (hint := _swapped_digits(cost, funds - sum_))), Bilingual("", ""))
    return Hit(
        places=masked(cost.place for cost in costs),
        slots={
            "form": title_of(form),
            "parts": " + ".join(cost.text for cost in costs),
            "funds": _say(funds, form),
            "hint": swapped,
        },
        printed=_say(sum_, form),
        expected=_say(funds, form),
        difference=_say(abs(sum_ - funds), form),
        severity="note" if not close else "error" if len(costs) > 1 else "warning",
    )


def _say(value: Decimal, form: Form) -> str:
    """Return an amount of 元 in the unit in which the form prints its money."""
    figure = form.annual.total or form.whole.total
    return say_exactly(Money(round(value * 100)), figure.unit if figure is not None else "元")


def _scale(cost: _Cost) -> Decimal:
    return Decimal(10_000) if cost.unit == "万元" else Decimal(1)


def _printed(cost: _Cost) -> str:
    """Return the number of the cost in the unit it is printed in."""
    return show_number(cost.value / _scale(cost))


def _swapped_digits(cost: _Cost, missing: Decimal) -> Bilingual | None:
    """Return a hint when exchanging two neighbouring digits of the cost would make the sum right."""
    printed = _printed(cost)
    wanted = show_number((cost.value + missing) / _scale(cost))
    for at in range(len(printed) - 1):
        if printed[:at] + printed[at + 1] + printed[at] + printed[at + 2 :] == wanted != printed:
            return Bilingual(
                f"。若“{cost.text}”应为“{wanted}{cost.unit}”（相邻两位数字互换），则相符",
                f"; they would tie out if “{cost.text}” were “{wanted}{cost.unit}” (two digits exchanged)",
            )
    return None
