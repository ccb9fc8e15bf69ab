"""Many short texts searched as one: which of them hold an expression.

In: records and the text of each. Out: the records in whose text an expression is found. A document has some hundreds of
texts and some hundreds of rules: one search through all of them costs less than a search of each, and what was found is
kept for the next rule that looks for the same.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from itertools import accumulate
from typing import Generic, TypeVar

Record = TypeVar("Record")


class Searched(Generic[Record]):
    """Records with their texts in one, a line each."""

    def __init__(self, records: Sequence[Record], text_of: Callable[[Record], str]) -> None:
        texts = [text_of(record).replace("\n", " ") for record in records]
        self._records = records
        self._joined = "\n".join(texts)
        self._starts = list(accumulate([len(text) + 1 for text in texts], initial=0))
        self._found: dict[re.Pattern[str], tuple[Record, ...]] = {}

    def having(self, pattern: re.Pattern[str]) -> tuple[Record, ...]:
        """Return the records in whose text the pattern is found, in order.

        It must not need the beginning or the end of a text. A pattern that can match a line break may find too many.
        """
        found = self._found.get(pattern)
        if found is None:
            self._found[pattern] = found = tuple(self._search(pattern))
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
