"""Amounts and areas that the narrative divides into kinds, down to 其他: with that word the list is complete.

In: the running text. Out: wholes that their kinds do not make.
"""

import re
from decimal import Decimal

from gouji.check.deciding import decided
from gouji.check.remember import once_a_rule
from gouji.check.rule import Hit, Rule, Verdict, decides
from gouji.check.texts import running_text_with
from gouji.model.disclosure import Disclosure, Paragraph
from gouji.model.place import Bilingual

_NONE = Bilingual("没有分类列到“其他”的金额或面积", "nothing is divided down to 其他")
_CLOSED = re.compile("其[他它]")
_NUMBER = r"\d[\d,]*(?:\.\d+)?"
_KIND = re.compile(
    r"(?:[，,；;、]|^)\s*(?P<name>[^，,；;、：:。（）()\d][^，,；;、：:。（）()]{1,24}?)"
    rf"(?P<number>{_NUMBER})\s*(?P<unit>万元|元|平方米)(?:[，,]占[^，,；;。]{{1,20}})?(?=\s*(?:[，,；;、。]|$))"
)
_FEWEST = 3


@decides("closed_list")
def closed_list(disclosure: Disclosure, rule: Rule) -> Verdict:
    """An amount or area divided into three kinds and more, the last of them 其他, is their sum.

    given: `whole`, what stands before the list, with the groups number and unit; `apart`, kinds that another rule adds up.
    """
    checked, hits = 0, []
    whole, apart = _expressions(rule)
    for paragraph in running_text_with(disclosure, _CLOSED):
        for match in whole.finditer(paragraph.text):
            kinds = _kinds(paragraph.text[match.end() :], match["unit"])
            if len(kinds) < _FEWEST or not _CLOSED.match(kinds[-1]["name"]) or any(apart.search(kind["name"]) for kind in kinds):
                continue
            checked += 1
            if hit := _missed(paragraph, match, kinds):
                hits.append(hit)
    return decided(checked, hits, _NONE)


@once_a_rule
def _expressions(rule: Rule) -> tuple[re.Pattern[str], re.Pattern[str]]:
    return re.compile(rule.given["whole"]), re.compile(rule.given["apart"])


def _kinds(text: str, unit: str) -> list[re.Match[str]]:
    """Return the kinds one behind the other, none where the list breaks off before a stop: what is left out is unknown."""
    kinds: list[re.Match[str]] = []
    at = 0
    while (kind := _KIND.match(text, at)) and kind["unit"] == unit:
        kinds.append(kind)
        at = kind.end()
    return kinds if re.match(r"\s*(?:[。；;]|$)", text[at:]) else []


def _missed(paragraph: Paragraph, match: re.Match[str], kinds: list[re.Match[str]]) -> Hit | None:
    stated, parts = _decimal(match["number"]), [_decimal(kind["number"]) for kind in kinds]
    sum_ = sum(parts, Decimal(0))
    # Each number is rounded to half of its last digit.
    slack = sum((_step(part) for part in (stated, *parts)), Decimal(0)) / 2
    if abs(stated - sum_) <= slack:
        return None
    unit = match["unit"]
    return Hit(
        (paragraph.place,),
        {"parts": " + ".join(f"{kind['name']}{kind['number']}" for kind in kinds)},
        printed=f"{match['number']}{unit}",
        expected=f"{sum_:,f}{unit}",
        difference=f"{abs(stated - sum_):,f}{unit}",
    )


def _decimal(number: str) -> Decimal:
    return Decimal(number.replace(",", ""))


def _step(number: Decimal) -> Decimal:
    exponent = number.as_tuple().exponent
    assert isinstance(exponent, int)
    return Decimal(1).scaleb(exponent)
