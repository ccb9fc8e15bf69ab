"""Numbers in a form's prose that are split into kinds, paid for months, or only partly accounted for.

In: the forms. Out: counts whose kinds do not make the whole, rates whose total is not a whole year's, totals of which
only one part is named, totals that are not the money asked.
"""

import re
from decimal import Decimal

from msgspec.structs import replace

from gouji.check.arithmetic import COUNTED, RANGE, Item, Sentence, read_sentences
from gouji.check.deciding import NO_FORMS, decided, masked, show_number, show_yuan, title_of, yuan
from gouji.check.functions.spots import amounts_beside_totals
from gouji.check.remember import once_a_document
from gouji.check.rule import Hit, Rule, Verdict, decides
from gouji.check.texts import FIELDS, all_fields, fields_with
from gouji.layouts.characters import HAN
from gouji.model.disclosure import Disclosure, Form, Text
from gouji.model.place import Bilingual

_NO_KINDS = Bilingual("项目文字中没有分类列出的数量", "no number is split into kinds")
_NO_MONTHS = Bilingual("项目文字中没有按月发放的人数、标准和合计", "no text pays people by the month")
_NO_TOTALS = Bilingual("项目文字中没有合计", "no text states a total")

_Spot = tuple[Form, str, Text, Sentence]


@once_a_document
def _spots(disclosure: Disclosure) -> tuple[_Spot, ...]:
    """Return every sentence with a number, of every running text of the forms."""
    return tuple([
        (form, field, text, sentence)
        for form, field, text in all_fields(disclosure)
        for sentence in read_sentences(text.reading)
    ])


def _hit(spot: _Spot, **slots: str | Bilingual) -> Hit:
    form, field, text, _ = spot
    return Hit(masked([text.place]), {"form": title_of(form), "field": FIELDS[field], **slots})


_SPLIT_AT = re.compile("其中")
_SPLIT = re.compile(rf"(?P<whole>\d+)(?P<unit>[{COUNTED}])[,，]?其中[:：]?(?P<kinds>[^。；;]*)")
_KIND = re.compile(rf"(?P<name>{HAN}{{1,10}}?)(?P<number>\d+)(?P<unit>[{COUNTED}])")


@decides("kinds_make_the_whole")
def kinds_make_the_whole(disclosure: Disclosure, rule: Rule) -> Verdict:
    """A number split into three kinds and more (19只,其中:甲3只、乙16只…) is their sum, a kind named twice counting once or twice.

    Two kinds may only be examples: they are told only where they are more than the whole. Fewer than all in
    three kinds is a note too, for a kind may be left out. given: `examples`, words that say that not all are named;
    `overlapping`, of kinds that may be counted twice.
    """
    examples, overlapping = re.compile(rule.given["examples"]), re.compile(rule.given["overlapping"])
    checked, hits = 0, []
    split = [(*one, sentence) for one in fields_with(disclosure, _SPLIT_AT) for sentence in read_sentences(one[2].reading)]
    for spot in split:
        for match in _SPLIT.finditer(spot[3].text) if "其中" in spot[3].text else ():
            listed = [
                (kind["name"], int(kind["number"]))
                for kind in _KIND.finditer(match["kinds"])
                if kind["unit"] == match["unit"]
            ]
            kinds = dict(listed)
            whole, summed = int(match["whole"]), sum(kinds.values())
            few = len(kinds) < 3
            if few and (len(kinds) < 2 or summed <= whole or overlapping.search(match["kinds"])):
                continue
            if examples.search(match["kinds"]):
                continue
            checked += 1
            if whole not in (summed, sum(number for _, number in listed)):
                parts = "、".join(f"{name}{number}{match['unit']}" for name, number in kinds.items())
                hit = _hit(spot, printed=f"{whole}{match['unit']}", parts=parts, summed=f"{summed}{match['unit']}")
                hits.append(hit if summed > whole else replace(hit, severity="note"))
    return decided(checked, hits, NO_FORMS if not disclosure.forms else _NO_KINDS)


_BY_MONTH = re.compile(rf"(?P<people>\d+)[人名](?:{HAN}{{0,6}})?(?P<rate>\d+(?:\.\d+)?)元/(?:人/)?月")
_YEAR = 12


@decides("months_make_a_year")
def months_make_a_year(disclosure: Disclosure, rule: Rule) -> Verdict:
    """What so many people are paid a month makes the total stated for the year in twelve months.

    Only where the sentence speaks of the whole year and of no number of months. given: `year`, words that do so.
    """
    year, months = re.compile(rule.given["year"]), re.compile(r"\d个?月")
    checked, hits = 0, []
    for spot in _spots(disclosure):
        sentence = spot[3]
        if "/月" not in sentence.text or not year.search(sentence.text) or months.search(sentence.text):
            continue
        for match in _BY_MONTH.finditer(sentence.text):
            total = next((item for item in sentence.items if item.role == "total" and item.start >= match.end()), None)
            month = Decimal(match["people"]) * Decimal(match["rate"])
            if total is None or not month:
                continue
            checked += 1
            if abs(month * _YEAR - total.value) > total.slack + 1:
                hits.append(_months_hit(spot, match, month, total))
    return decided(checked, hits, NO_FORMS if not disclosure.forms else _NO_MONTHS)


def _months_hit(spot: _Spot, match: re.Match[str], month: Decimal, total: Item) -> Hit:
    paid = total.value / month
    whole = paid == paid.to_integral_value()
    hit = _hit(
        spot,
        people=match["people"],
        rate=f"{match['rate']}元",
        year=show_yuan(month * _YEAR),
        paid=Bilingual(f"只合{show_number(paid)}个月", f"{show_number(paid)} months' pay")
        if whole and paid < _YEAR
        else Bilingual("不是整月数", "no whole number of months"),
    )
    return Hit(hit.places, hit.slots, (), show_yuan(total.value), show_yuan(month * _YEAR), show_yuan(abs(month * _YEAR - total.value)))


_AT_ONCE = re.compile(rf"[,;、]?(?:{HAN}{{0,3}})?(?:共计|合计|总计)")


@decides("total_of_one_part")
def total_of_one_part(disclosure: Disclosure, rule: Rule) -> Verdict:
    """A total printed right behind the only amount of a sentence is that amount: the other parts are not named."""
    checked, hits = 0, []
    for spot in _spots(disclosure):
        sentence = spot[3]
        if len(sentence.items) != 2 or sentence.operations or sentence.items[1].role != "total":
            continue
        part, total = sentence.items
        if part.role != "amount" or not _AT_ONCE.match(sentence.text, part.end):
            continue
        checked += 1
        if total.value - part.value > total.slack + part.slack:
            rest = show_yuan(total.value - part.value)
            hits.append(_hit(spot, part=part.text, total=total.text, rest=rest))
    return decided(checked, hits, NO_FORMS if not disclosure.forms else _NO_TOTALS)


@decides("only_total_is_the_funds")
def only_total_is_the_funds(disclosure: Disclosure, rule: Rule) -> Verdict:
    """The one total that an overview states, with no parts behind it, is the money asked, or the money stands elsewhere.

    given: `partly`, words in a project's name or sentence that say that only part is asked for.
    """
    partly = re.compile(rule.given["partly"])
    checked, hits = 0, []
    for form, told_of in amounts_beside_totals(disclosure):
        totals = [one for one in told_of if one[1].role == "total"]
        asked = [value for figure in (form.annual.total, form.whole.total) if (value := yuan(figure)) is not None]
        if not asked or len(totals) != 1 or partly.search(form.name):
            continue
        checked += 1
        (_, _, text, sentence, _), total = totals[0]
        told = any(abs(item.value - value) <= item.slack + 1 for _, item in told_of for value in asked)
        apart = min(abs(total.value - value) for value in asked) * 2 > asked[0]
        named = [item for item in sentence.items if item.role == "amount" and not _in_range(item, sentence)]
        if not told and apart and len(named) < 2 and not partly.search(sentence.text):
            hit = Hit(
                masked([text.place]),
                {"form": title_of(form), "total": total.text, "asked": show_yuan(asked[0])},
                printed=total.text,
                expected=show_yuan(asked[0]),
            )
            hits.append(hit)
    return decided(checked, hits, NO_FORMS if not disclosure.forms else _NO_TOTALS)


def _in_range(item: Item, sentence: Sentence) -> bool:
    """Return whether the amount is an end of a range (1000万元至2000万元)."""
    return bool(RANGE.match(sentence.text, item.end)) or sentence.text[: item.start].endswith(("至", "到", "-", "—", "~"))
