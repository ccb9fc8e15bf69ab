"""Floor space as stated among the assets: the whole and its parts.

In: the paragraphs on assets. Out: parts that are more than the whole.
"""

import re
from decimal import Decimal

from gouji.check.deciding import Slots, decided, show_number
from gouji.check.rule import Hit, Rule, Verdict, decides
from gouji.model.disclosure import Disclosure
from gouji.model.place import Bilingual

_NOTHING = Bilingual("没有写明房屋面积和其中各类面积", "no floor space is told with its parts")
_AREA = r"(\d[\d,]*(?:\.\d+)?)\s*(?:平方米|㎡|平米)"


@decides("floor_space_by_kind")
def floor_space_by_kind(disclosure: Disclosure, rule: Rule) -> Verdict:
    """The kinds of floor space behind 其中 are no more than the whole; all of them with 其他 are the whole.

    given: `whole`, words before the whole; `other`, parts that overlap with the kinds (租用, 出租).
    """
    whole = re.compile(rf"(?:{rule.given['whole']})[^\d。；;]{{0,16}}{_AREA}[，,；;（(]?\s*其中[:：，,]?(?P<parts>[^。；;]*)")
    part = re.compile(rf"(?P<name>[^\d，,、；;（）()]{{2,16}}?)(?:面积)?(?:为|约)?{_AREA}")
    checked, hits = 0, []
    for paragraph in disclosure.assets.paragraphs if disclosure.assets is not None else ():
        for match in whole.finditer(paragraph.text) if "其中" in paragraph.text else ():
            told = [(one["name"].strip(), _number(one[2])) for one in part.finditer(match["parts"])]
            kinds = [(name, area) for name, area in told if not re.search(rule.given["other"], name)]
            if len(kinds) < 2:
                continue
            checked += 1
            all_, sum_ = _number(match[1]), sum((area for _, area in kinds), Decimal(0))
            complete = len(kinds) > 2 and any(name.startswith("其他") for name, _ in kinds)
            if sum_ > all_ + 1 or (complete and sum_ + 1 < all_):
                slots: Slots = {"parts": " + ".join(f"{name}{show_number(area)}" for name, area in kinds)}
                printed, expected, difference = (f"{show_number(value)}平方米" for value in (all_, sum_, abs(all_ - sum_)))
                hits.append(Hit((paragraph.place,), slots, (), printed, expected, difference))
    return decided(checked, hits, _NOTHING)


def _number(text: str) -> Decimal:
    return Decimal(text.replace(",", ""))
