"""How a table is fitted to paper: which sheet, how large the letters, how wide each column.

In: a grid as printed, its header rows and its columns of amounts. Out: a Fit. Lengths of text are in em, a Chinese
character being one em; sizes and widths are in points. A figure is never broken over two lines.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Literal

from msgspec import Struct

from gouji.model.disclosure import Grid

Paper = Literal["upright", "turned", "large"]

# Width between the margins, as disclosure.typ sets them: A4, A4 turned, A3 turned.
WIDTHS: dict[Paper, float] = {"upright": 450.0, "turned": 740.0, "large": 1088.0}
# From the best to read to the smallest still readable; the first that holds the table is taken.
_STYLES: tuple[tuple[Paper, float], ...] = (
    ("upright", 10.5), ("upright", 9.5), ("upright", 9.0), ("turned", 10.5), ("turned", 9.5), ("turned", 8.5),
    ("large", 10.0), ("large", 8.5), ("large", 7.0),
)  # fmt: skip
PADDING = 3.5  # left and right of the text in a cell
_NARROW = 0.56  # of a digit or Latin letter, at most, but for capitals
_NAME = 8.0  # a name may be wrapped into lines of this length, not shorter ones
_HEADING = 4.0
_LONG = 26.0  # no column asks for more, so that one long remark does not squeeze the others
_WORD = re.compile(r"[!-~\u00a0-\u02ff]{1,24}")  # longer ones may be broken, else they would run out of their cells


class Fit(Struct, frozen=True):
    """The paper a table is printed on, its letters and its columns."""

    paper: Paper
    size: float
    widths: tuple[float, ...]


def fit(grid: Grid, head: int, amounts: Sequence[int], papers: Sequence[Paper] = ("upright", "turned", "large")) -> Fit:
    """Return the first style in which no figure is broken and no name is cut into slivers; the last when none is."""
    least, wanted = _needs(grid, head, frozenset(amounts))
    styles = [style for style in _STYLES if style[0] in papers]
    held = (style for style in styles if _points(least, style[1]) <= WIDTHS[style[0]])
    paper, size = next(held, styles[-1])
    return Fit(paper, size, _share_out(least, wanted, WIDTHS[paper], size))


def text_length(text: str) -> float:
    """Return about how long the text is, in em."""
    return sum(1.0 if letter > "\u02ff" else 0.72 if letter.isupper() or letter in "%@" else _NARROW for letter in text)


def break_long_words(text: str) -> str:
    """Return the text with an invisible place to break after every 24 letters of a word that no cell could hold."""
    return _WORD.sub(lambda word: word[0] + ("\u200b" if _goes_on(text, word.end()) else ""), text)


def _goes_on(text: str, end: int) -> bool:
    return _WORD.match(text, end) is not None


def _needs(grid: Grid, head: int, amounts: frozenset[int]) -> tuple[list[float], list[float]]:
    """Return for each column the least it can be printed in and what it asks for, in em."""
    columns = max((len(row) for row in grid.rows), default=0)
    least, wanted = [1.0] * columns, [1.0] * columns
    for row, column, text in _own_texts(grid):
        long = text_length(text)
        if row < head:
            need, ask = min(long, max(_HEADING, _longest_word(text))), min(long, 2 * _HEADING)
        elif column in amounts:
            need, ask = min(long, max(_NAME, _longest_word(text))), long
        else:
            need, ask = min(long, max(_NAME, _longest_word(text))), min(long, _LONG)
        least[column], wanted[column] = max(least[column], need), max(wanted[column], ask)
    return least, wanted


def _own_texts(grid: Grid) -> Iterator[tuple[int, int, str]]:
    """Yield (row, column, line of text) of every cell that is one column wide."""
    for row, texts in enumerate(grid.rows):
        for column, text in enumerate(texts):
            if text and grid.spans.get(f"{row},{column}", (1, 1))[1] == 1:
                for line in text.split("\n"):
                    yield row, column, line


def _longest_word(text: str) -> float:
    return max((text_length(word) for word in _WORD.findall(text)), default=0.0)


def _points(lengths: Sequence[float], size: float) -> float:
    return sum(lengths) * size + len(lengths) * 2 * PADDING


def _share_out(least: Sequence[float], wanted: Sequence[float], width: float, size: float) -> tuple[float, ...]:
    """Return widths that fill the line: first what each needs, then what it asks for, then a like share of the rest."""
    widths = [long * size + 2 * PADDING for long in least]
    lacking = [max(0.0, ask - need) * size for ask, need in zip(wanted, least, strict=True)]
    spare = max(0.0, width - sum(widths))
    given = min(1.0, spare / sum(lacking)) if sum(lacking) else 0.0
    widths = [own + given * more for own, more in zip(widths, lacking, strict=True)]
    return tuple(round(own * width / sum(widths), 2) for own in widths)
