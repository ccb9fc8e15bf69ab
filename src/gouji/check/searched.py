"""Many short texts searched as one: which of them hold an expression.

In: records and the text of each. Out: the records in whose text an expression is found. A document has some hundreds of
texts and some hundreds of rules: one search through all of them costs less than a search of each, and what was found is
kept for the next rule that looks for the same.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from itertools import accumulate
from typing import Generic, TypeVar

Record = TypeVar("Record")


class Searched(Generic[Record]):
    """Records with their texts in one, a line each."""

    def __init__(self, records: Sequence[Record], text_of: Callable[[Record], str]) -> None:
        texts = list(map(text_of, records))
        if "\n" in "".join(texts):
            texts = [text.replace("\n", " ") for text in texts]
        self._records, self._text_of = records, text_of
        self._joined = "\n".join(texts)
        self._starts = list(accumulate([len(text) + 1 for text in texts], initial=0))
        self._found: dict[re.Pattern[str], tuple[Record, ...]] = {}

    def having(self, pattern: re.Pattern[str], among: re.Pattern[str] | None = None) -> tuple[Record, ...]:
        """Return the records in whose text the pattern is found, in order.

        Its ^ and $ are the beginning and the end of a text. A pattern that can match a line break may find too many.
        among: a part of every match that is found fast, as one that begins with a letter of its own is; asked first.
        """
        found = self._found.get(pattern)
        if found is None:
            if among is None:
                found = tuple(self._search(_by_line(pattern)))
            else:
                found = tuple([record for record in self.having(among) if pattern.search(self._text_of(record))])
            self._found[pattern] = found
        return found

    def having_any(self, patterns: Iterable[re.Pattern[str]]) -> list[Record]:
        """Return the records in whose text one of the patterns is found, in order."""
        found = {id(record) for pattern in patterns for record in self.having(pattern)}
        return [record for record in self._records if id(record) in found] if found else []

    def holding(self, word: str) -> list[Record]:
        """Return the records in whose text the word stands, in order."""
        found, starts = list[Record](), self._starts
        start = self._joined.find(word)
        while start >= 0:
            after = bisect_right(starts, start)
            found.append(self._records[after - 1])
            start = self._joined.find(word, starts[after])
        return found

    def _search(self, pattern: re.Pattern[str]) -> list[Record]:
        found, starts = list[Record](), self._starts
        match = pattern.search(self._joined) if self._records else None
        while match is not None:
            after = bisect_right(starts, match.start())
            found.append(self._records[after - 1])
            match = pattern.search(self._joined, starts[after]) if after < len(self._records) else None
        return found


_ANCHOR = re.compile(r"(?<![\[\\])[\^$]")  # not that of [^…], nor an escaped one


@lru_cache(maxsize=256)
def _by_line(pattern: re.Pattern[str]) -> re.Pattern[str]:
    """Return the pattern with ^ and $ as those of a line, which a text is here."""
    return re.compile(pattern.pattern, pattern.flags | re.MULTILINE) if _ANCHOR.search(pattern.pattern) else pattern
