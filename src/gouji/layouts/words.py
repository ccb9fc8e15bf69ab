"""Printed words as data: how two printings of one word are made comparable, and lists of words that are looked up whole.

Nothing is matched by likeness. A word list may leave out parts in [ ], and {n} stands for a number.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from itertools import product
from typing import Generic, TypeVar

T = TypeVar("T")

_BLANKS = re.compile(r"\s+|[“”\"'‘’《》]")
# 2090.19 and 2,024 are amounts.
_YEAR = re.compile(r"(?<![\d.,])(20\d\d|\{year\})(?![\d,]|\.\d)年?度?")
# “表12024年…” is table 1 of 2024, and “表一般公共…” has no number.
_NUMBER = r"(\d{1,2}(?:-\d+)?(?=\D|20\d\d|$)|[一二三四五六七八九十]{1,3}(?!般))"
_CIRCLED = re.compile(r"^\s*[①-⑳⑴-⒇]")
_ORDINAL = re.compile(
    r"^(?:(?:[一二三四五六七八九十]+[、.]|\([一二三四五六七八九十\d]+\)[、.]?|\d+[、.](?!\d)|其中:)+)"
)
# Beyond this many optional parts a word stays an expression instead of being written out.
_MOST_OPTIONAL = 6


@lru_cache(maxsize=8192)
def plain(text: str) -> str:
    """Return the text without blanks and quotes and with half-width letters, digits and brackets."""
    return _BLANKS.sub("", unicodedata.normalize("NFKC", text))


@lru_cache(maxsize=4096)
def plain_word(text: str, year: int | None = None) -> str:
    """Return the header word in its comparable form, the budget year (any year when `year` is None) as {year}.

    The year before it is called so: 2023年执行数 is 上年执行数 in a budget of 2024.
    """
    names = {} if year is None else {str(year): "{year}", str(year - 1): "上年"}
    return _YEAR.sub(lambda found: "{year}" if year is None else names.get(found[1], found[0]), plain(text))


@lru_cache(maxsize=4096)
def plain_label(text: str) -> str:
    """Return the row label in its comparable form, without its ordinal (一、 （一） 1. ① 其中：)."""
    return _ORDINAL.sub("", plain(_CIRCLED.sub("", text)))


def is_sub_label(text: str) -> bool:
    """Return whether the label is marked as a part of the row above: ①, （一）, 1. or 其中."""
    return bool(_CIRCLED.match(text) or re.match(r"\(|\d+[、.](?!\d)|其中", plain(text)))


class Words(Generic[T]):
    """A list of printed words, each leading to a value. The first word given wins."""

    def __init__(self, words: Iterable[tuple[str, T]]) -> None:
        self._literal: dict[str, T] = {}
        self._expressions: list[tuple[re.Pattern[str], T]] = []
        for word, value in words:
            self._add(plain_word(word), value)

    def _add(self, word: str, value: T) -> None:
        if "[" not in word and "{n}" not in word:  # most words
            self._literal.setdefault(word, value)
            return
        parts = re.split(r"\[([^\]]*)\]", word)
        if len(parts) // 2 > _MOST_OPTIONAL or "{n}" in word:
            self._expressions.append((_expression(parts), value))
            return
        choices = [(part, "") if index % 2 else (part,) for index, part in enumerate(parts)]
        for printed in product(*choices):
            self._literal.setdefault("".join(printed), value)

    def find(self, word: str) -> T | None:
        """Return what the word (already in its comparable form) leads to, or None when it is not in the list."""
        if word in self._literal:
            return self._literal[word]
        return next((value for pattern, value in self._expressions if pattern.fullmatch(word)), None)

    def split_number(self, word: str) -> tuple[str, str] | None:
        """Return what stands for {n} at the beginning of the word and the rest of the word, None when no word fits."""
        matches = (pattern.match(word) for pattern, _ in self._expressions)
        return next(((match[1], word[match.end() :]) for match in matches if match and match.re.groups), None)

    def __contains__(self, word: str) -> bool:
        return self.find(word) is not None


def alternation(words: Iterable[str]) -> str:
    """Return the words as the source of one regular expression without groups, the longest first."""
    parts = (_source(re.split(r"\[([^\]]*)\]", plain(word))) for word in words)
    return "|".join(sorted(parts, key=len, reverse=True))


def _expression(parts: list[str]) -> re.Pattern[str]:
    return re.compile(_source(parts).replace(r"\{n\}", _NUMBER))


def _source(parts: list[str]) -> str:
    return "".join(
        f"(?:{re.escape(part)})?" if index % 2 else re.escape(part) for index, part in enumerate(parts)
    )
