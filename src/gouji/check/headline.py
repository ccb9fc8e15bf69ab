"""The short sentence by which a report names a cause: what is wrong and no more.

In: the sentence of a finding. Out: the same, cut where a clause ends.
"""

import re

from gouji.model.place import Bilingual

_NO_SUFFIX = Bilingual("", "")
LONGEST = {"zh": 60, "en": 120}
_LEAST = 0.25  # a cut that keeps less tells nothing
_FAR = 20  # headlines: what a sentence says further on is in none
_MARKS = {"zh": re.compile("[，：；。]"), "en": re.compile(r"[,:;.](?= )")}
_BRACKET = re.compile(r"（[^（）]*）$| \([^()]*\)$")
# What a functional item is part of: its class goes first, then its section.
_PARTS = {
    "（类）": re.compile("[^“”（）]+（类）(?=[^“”（）]+（[款项]）)"),
    "（款）": re.compile("[^“”（）]+（款）(?=[^“”（）]+（项）)"),
}
_QUOTED = re.compile("“[^“”]*”")
_AMOUNT = re.compile(r"\d(?:万|亿)?元|\d%|\d个百分点")
_OPEN, _CLOSE = "“‘《(（〔【[", "”’》)）〕】]"


def shorten(sentence: Bilingual, suffix: Bilingual = _NO_SUFFIX, lines: int = 1) -> Bilingual:
    """Return the sentence without its full stop and with the suffix, no longer than so many lines of a headline."""
    return Bilingual(
        _cut(sentence.zh.rstrip("。"), "zh", lines * LONGEST["zh"] - len(suffix.zh)) + suffix.zh,
        _cut(sentence.en.rstrip("."), "en", lines * LONGEST["en"] - len(suffix.en)) + suffix.en,
    )


def _cut(text: str, language: str, longest: int) -> str:
    if len(text) <= longest:
        return text
    text = text[: _FAR * longest]
    # What stands in brackets at the end goes first: it only explains.
    text = _BRACKET.sub("", text)
    for mark, part in _PARTS.items():
        if mark in text and len(text) > longest:
            text = part.sub("", text)
    if len(text) <= longest:
        return text
    short = _cut_clause(text, language, longest)
    # What contradicts is often told last: it is kept where another line has room for it.
    lost = _QUOTED.sub("", text[len(short.rstrip("…")) :])
    if _AMOUNT.search(lost) and len(text) <= longest + LONGEST[language]:
        return text
    return short


def _cut_clause(text: str, language: str, longest: int) -> str:
    for mark in reversed(list(_MARKS[language].finditer(text, int(longest * _LEAST), longest))):
        if _is_outside(text, mark.start()):
            return text[: mark.start()]
    return text[: longest - 1] + "…"


def _is_outside(text: str, end: int) -> bool:
    """Return whether a clause can end there: a mark inside quotation marks or brackets ends none."""
    return all(text.count(a, 0, end) == text.count(b, 0, end) for a, b in zip(_OPEN, _CLOSE, strict=True))
