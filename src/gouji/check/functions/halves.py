"""Numbers split into two halves that leave nothing over: above ground and below, men and women.

In: all texts. Out: a number that is not the sum of its two halves.
"""

import re
from decimal import Decimal
from functools import cache

from gouji.check.deciding import decided, masked, show_number
from gouji.check.masking import mask_names
from gouji.check.rule import Hit, Rule, Verdict, decides
from gouji.check.texts import quote_around, texts_with
from gouji.model.disclosure import Disclosure
from gouji.model.place import Bilingual, Place

_NOTHING = Bilingual("没有分成两半写明的数量", "no number is split into two halves")
_NUMBER = r"\d[\d,]*(?:\.\d+)?"
_AROUND = 30
_Split = tuple[re.Match[str], str, str]  # the match, and the words of its halves


@decides("halves_make_whole")
def halves_make_whole(disclosure: Disclosure, rule: Rule) -> Verdict:
    """A number is the sum of the two halves its sentence splits it into.

    given: `pairs`, words of the two halves, the one to be looked for first; `unit`, an expression; `about`, words after
    which a number is rounded.
    """
    checked, wrong = 0, dict[Place, list[_Split]]()
    for first, second in rule.given["pairs"]:
        pattern = _pattern(first, second, rule.given["unit"])
        for one in texts_with(disclosure, re.compile(first)):
            for match in pattern.finditer(one.text) if second in one.text else ():
                checked += 1
                whole, *halves = (_value(match[name]) for name in ("whole", "first", "second"))
                if abs(whole - sum(halves)) > _slack(match):
                    wrong.setdefault(one.place, []).append((match, first, second))
    return decided(checked, [_hit(place, found) for place, found in wrong.items()], _NOTHING)


@cache
def _pattern(first: str, second: str, unit: str) -> re.Pattern[str]:
    """Return the expression of “…面积13459平方米，其中地上…8013平方米（…），地下…5356平方米”; brackets may stand between."""
    between = r"[^\d。；;，,、（）()]{0,12}"
    return re.compile(
        rf"(?P<whole>{_NUMBER})(?P<unit>{unit})[，,（(]?(?:其中[:：]?)?{between}(?<!不){first}{between}(?P<first>{_NUMBER})(?P=unit)"
        rf"(?:[（(][^（）()]*[）)])?[，,、和]{{0,2}}{between}{second}{between}(?P<second>{_NUMBER})(?P=unit)"
    )


def _value(text: str) -> Decimal:
    return Decimal(text.replace(",", ""))


def _slack(match: re.Match[str]) -> Decimal:
    """Return how far rounding to the printed digits may put the whole from the sum; whole numbers are exact."""
    places = [len(match[name].partition(".")[2]) for name in ("whole", "first", "second")]
    return Decimal(1).scaleb(-min(places)) if max(places) else Decimal(0)


def _hit(place: Place, found: list[_Split]) -> Hit:
    """Return the one hit of a text: a half that is wrong is the whole of another split."""
    match = found[0][0]
    told = [_say(*split) for split in found]
    return Hit(
        masked([place]),
        {
            "quote": mask_names(quote_around(match, _AROUND)),
            "splits": Bilingual("；".join(one.zh for one in told), "; ".join(one.en for one in told)),
        },
        printed=f"{match['whole']}{match['unit']}",
    )


def _say(match: re.Match[str], first: str, second: str) -> Bilingual:
    whole, one, other = (_value(match[name]) for name in ("whole", "first", "second"))
    unit = match["unit"]
    halves = f"{first}{show_number(one)}{unit}、{second}{show_number(other)}{unit}"
    summed, printed, gap = (f"{show_number(number)}{unit}" for number in (one + other, whole, abs(whole - one - other)))
    return Bilingual(
        f"{halves}，合计{summed}，写的是{printed}，相差{gap}",
        f"{halves} make {summed} where {printed} is printed, {gap} apart",
    )
