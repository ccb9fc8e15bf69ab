"""Performance indicators that count things: which they are, in what unit, and of what."""

import re
from functools import cache

from gouji.check.texts import LOST
from gouji.check.words import load_words
from gouji.model.disclosure import Indicator
from gouji.model.place import Bilingual

NOTHING_COUNTED = Bilingual("文字与指标中没有可对照的数量", "no number can be compared between text and indicators")


def is_counted(indicator: Indicator) -> bool:
    """Return whether the indicator is a number of things, printed whole."""
    quantity = indicator.quantity
    if quantity is None or "数量" not in indicator.level2 or quantity.unit not in _units():
        return False
    return indicator.value.damage not in LOST and indicator.name.damage not in LOST


@cache
def _units() -> frozenset[str]:
    return frozenset(load_words("indicators")["count_units"])


def plain_unit(unit: str) -> str:
    """Return the unit, one word for all that people are counted in."""
    return "人" if unit in ("人", "名", "位") else unit


def stem_of(name: str) -> str:
    """Return what the name counts: without 数量, 人数 … behind and stray digits before."""
    name = re.sub(r"^\d+", "", name)
    for word in load_words("indicators")["measures"]:
        if name.endswith(word):
            return name[: -len(word)]
    return name
