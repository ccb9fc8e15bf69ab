"""Numbers of things in the prose of final accounts: projects by grade, problems put right, vehicles, travels and guests.

In: the prose; the expressions are data of the rules. Out: numbers that do not add up, a part larger than its whole,
things counted where nothing was spent on them, and nothing counted where something was.
"""

import re
from typing import Any

from gouji.check.functions.claims import by_topic, cell, gap, money, once, say_amount, say_cell, say_figure
from gouji.check.rule import Hit, Rule, Verdict, decides, not_run
from gouji.model.disclosure import Disclosure, Paragraph, Section
from gouji.model.money import at_most, parse_money, total


@decides("counts_add_up")
def counts_add_up(disclosure: Disclosure, rule: Rule) -> Verdict:
    """Numbers told in one paragraph make the number they are parts of.

    given: sums, each with `whole` and `parts`, expressions with one number; with fewer parts told they may fall short.
    """
    checked, hits = 0, []
    for one in rule.given["sums"]:
        whole, parts = re.compile(one["whole"]), [re.compile(part) for part in one["parts"]]
        for paragraph in _paragraphs(disclosure):
            if (stated := whole.search(paragraph.text)) is None:
                continue
            found = [match for part in parts if (match := part.search(paragraph.text))]
            number, numbers = int(stated[1]), [int(match[1]) for match in found]
            if not found or (len(found) < len(parts) and sum(numbers) <= number):
                continue
            checked += 1
            if sum(numbers) != number:
                slots: dict[str, Any] = {
                    "what": one["name"],
                    "what_en": one["en"],
                    "parts": " + ".join(map(str, numbers)),
                    "sum": str(sum(numbers)),
                }
                hits.append(Hit((paragraph.place,), slots, (), str(number), str(sum(numbers)), str(abs(sum(numbers) - number))))
    return Verdict(checked, tuple(hits)) if checked else not_run("没有分项写明的个数", "no number is told with its parts")


def _paragraphs(disclosure: Disclosure) -> list[Paragraph]:
    return [paragraph for section in disclosure.sections for paragraph in section.paragraphs]


@decides("vehicles_paid_for")
def vehicles_paid_for(disclosure: Disclosure, rule: Rule) -> Verdict:
    """No more vehicles are run on appropriations than there are. given: paid, an expression with their number."""
    vehicles = disclosure.assets.vehicles if disclosure.assets is not None else None
    pattern = re.compile(rule.given["paid"])
    told = [(match, paragraph) for paragraph in _paragraphs(disclosure) if (match := pattern.search(paragraph.text))]
    if vehicles is None or vehicles.value is None or not told:
        return not_run("没有同时写明公务用车保有量和车辆总数", "vehicles run on appropriations and all vehicles are not both told")
    hits = tuple(
        Hit(
            once([paragraph.place, vehicles.place]), {"all": str(vehicles.value)}, (), f"{match[1]}辆", f"{vehicles.value}辆",
            f"{int(match[1]) - vehicles.value}辆",
        )
        for match, paragraph in told
        if int(match[1]) > vehicles.value
    )
    return Verdict(len(told), hits)


@decides("counted_and_paid")
def counted_and_paid(disclosure: Disclosure, rule: Rule) -> Verdict:
    """What cost nothing was not counted, and the other way round. given: pairs of `count`, an expression with a number, and `cell`."""
    checked, hits = 0, []
    for one in rule.given["pairs"]:
        address = tuple(one["cell"])
        figure, pattern = cell(disclosure, address), re.compile(one["count"])
        cost = money(figure)
        for paragraph in _paragraphs(disclosure) if figure is not None and cost is not None and figure.state != "blank" else ():
            for match in pattern.finditer(paragraph.text):
                checked += 1
                if (int(match[1]) == 0) != (cost is None or cost.fen == 0):
                    assert figure is not None and cost is not None
                    slots: dict[str, Any] = {"cell": say_cell(address), "cost": say_amount(cost)}
                    hits.append(Hit(once([paragraph.place, figure.place]), slots, (figure,), match[0]))
    return Verdict(checked, tuple(hits)) if checked else not_run("没有写明团组、批次的个数", "travels and groups of guests are not counted")


@decides("part_within_cell")
def part_within_cell(disclosure: Disclosure, rule: Rule) -> Verdict:
    """A part that the prose tells is no more than the item of the table. given: topic, cell."""
    address = tuple(rule.given["cell"])
    figure = cell(disclosure, address)
    whole = money(figure)
    claims = [claim for claim in by_topic(disclosure).get(rule.given["topic"], ()) if claim.amount is not None]
    if figure is None or whole is None or not claims:
        return not_run("没有写明其中数，或表中没有该项", "no part is told, or the table lacks the item")
    checked, hits = 0, []
    for claim in claims:
        part = money(claim.amount)
        if part is None or claim.amount is None:
            continue
        checked += 1
        if not at_most(part, whole):
            slots: dict[str, Any] = {"subject": claim.subject, "cell": say_cell(address), "difference": gap(part, whole)}
            hits.append(
                Hit(
                    once([claim.place, figure.place]), slots, (claim.amount, figure), say_figure(claim.amount),
                    say_figure(figure), gap(part, whole),
                )
            )
    return Verdict(checked, tuple(hits))


@decides("items_told")
def items_told(disclosure: Disclosure, rule: Rule) -> Verdict:
    """Every item of the list is told in its section, or said to be none. given: section, none, items with `name`, `en`, `told`."""
    section = next((one for one in disclosure.sections if one.kind == rule.given["section"]), None)
    text = "".join(paragraph.text for paragraph in section.paragraphs) if section is not None else ""
    if section is None or not text or re.search(rule.given["none"], text):
        return not_run("没有这一部分说明，或说明没有这项支出", "there is no such section, or nothing was spent")
    missing = [one for one in rule.given["items"] if not re.search(one["told"], text)]
    hit = Hit(
        (section.place,),
        {"missing": "、".join(one["name"] for one in missing), "missing_en": ", ".join(one["en"] for one in missing)},
        expected="、".join(one["name"] for one in missing),
    )
    return Verdict(len(rule.given["items"]), (hit,) if missing else ())


@decides("cut_years")
def cut_years(disclosure: Disclosure, rule: Rule) -> Verdict:
    """No year in the contents or a heading lacks a digit. given: cut, an expression of such a year."""
    pattern = re.compile(rule.given["cut"])
    titles = [(entry.title, entry.place) for entry in disclosure.contents]
    titles += [(section.title, section.place) for section in disclosure.sections]
    titles += [(table.title, table.place) for table in disclosure.tables]
    if not titles:
        return not_run("没有目录和标题", "there are no contents and no headings")
    hits = tuple(Hit((place,), {"title": title}, printed=match[0]) for title, place in titles if (match := pattern.search(title)))
    return Verdict(len(titles), hits)


@decides("shares_within_whole")
def shares_within_whole(disclosure: Disclosure, rule: Rule) -> Verdict:
    """Amounts that do not overlap are together no more than the whole of which the same section says they are parts.

    given: `gate`, words without which a section says nothing of it; `whole` and `parts`, expressions with an amount and
    its unit as their two groups. Judged only where all of them are told.
    """
    gate, whole, parts = rule.given["gate"], re.compile(rule.given["whole"]), [re.compile(one) for one in rule.given["parts"]]
    checked, hits = 0, list[Hit]()
    for section in disclosure.sections:
        if not any(gate in paragraph.text for paragraph in section.paragraphs):
            continue
        found = [_first(section, one) for one in (whole, *parts)]
        told = [one for one in found if one is not None]
        amounts = [m for _, match in told if (m := parse_money(match[1], match[2])) is not None]
        if len(amounts) <= len(parts):
            continue
        checked += 1
        summed = total(amounts[1:])
        if not at_most(summed, amounts[0]):
            shown = " + ".join(f"{match[1]}{match[2]}" for _, match in told[1:])
            places = once([paragraph.place for paragraph, _ in told])
            stated = f"{told[0][1][1]}{told[0][1][2]}"
            hits.append(Hit(places, {"parts": shown, "sum": say_amount(summed)}, (), stated, difference=gap(summed, amounts[0])))
    return Verdict(checked, tuple(hits)) if checked else not_run("没有写明总额和各部分", "the whole and its parts are not told")


def _first(section: Section, words: re.Pattern[str]) -> tuple[Paragraph, re.Match[str]] | None:
    found = ((paragraph, match) for paragraph in section.paragraphs if (match := words.search(paragraph.text)))
    return next(found, None)
