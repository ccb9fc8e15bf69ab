"""How a table is fitted to paper: which sheet, how large the letters, how wide each column.

In: a grid as printed, its header rows and its columns of amounts. Out: a Fit. Lengths of text are in em, a Chinese
character being one em; sizes, widths and heights are in points. A figure is never broken over two lines.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from math import ceil
from typing import Literal

from msgspec import Struct

from gouji.model.disclosure import Grid

Paper = Literal["upright", "turned", "large"]

# Width and height between the margins, as disclosure.typ sets them: A4, A4 turned, A3 turned.
SHEETS: dict[Paper, tuple[float, float]] = {"upright": (450.0, 680.0), "turned": (740.0, 470.0), "large": (1088.0, 717.0)}
# From the best to read to the smallest still readable.
_STYLES: tuple[tuple[Paper, float], ...] = (
    *(("upright", size) for size in (10.5, 9.5, 9.0, 8.5, 8.0)),
    *(("turned", size) for size in (10.5, 9.5, 8.5, 8.0)),
    *(("large", size) for size in (10.0, 8.5, 7.0)),
)
# A form is read by itself, so it is kept on one page if its letters need not be smaller than this.
_FORM_STYLES: tuple[tuple[Paper, float], ...] = (("upright", 9.5), ("upright", 9.0), ("upright", 8.5), ("upright", 8.0))
PADDING = 3.5  # left and right of the text in a cell
_ABOVE_TABLE = 65.0  # label, title, department and unit
_ABOVE_FORM = 45.0  # title and year
_LINE = 1.23  # em from one line of a cell to the next
_GAP = 0.53  # em more around the lines of a row
_MARK, _NARROW, _BROAD = 0.3, 0.54, 0.75  # em of a Latin full stop or bracket; of a bold digit or small letter; of a capital
_FULL = 0.97  # of a page; heights are estimates
_NAME = 9.0  # a name is wrapped into lines of this length, not shorter ones
_FORM_NAME = 4.0  # likewise in a form, whose columns are many and narrow
_HEADING = 4.0
_LONG = 26.0  # no column asks for more, so that one long remark does not squeeze the others
_MARKS, _LETTERS, _CAPITALS = (re.compile(f"[{those}]") for those in (r" .,:;'()/\[\]|-", r"\da-z*+<=>\"!", r"A-Z%@&#"))
_WORD = re.compile(r"[!-~\u00a0-\u02ff]+")
_ON_AND_ON = re.compile(r"[!-~\u00a0-\u02ff]{24}(?=[!-~\u00a0-\u02ff])")
# After a bracket, in a span of dates, after the sign of a sum; never between a sign and its own figure.
_BETWEEN_FIGURES = re.compile(r"(?<=\))(?=[\dA-Za-z])|(?<=\d-)(?=\d)|(?<=[\dA-Za-z%)][=+*])(?=[\dA-Za-z(])")


class Fit(Struct, frozen=True):
    """The paper a table is printed on, its letters, its columns, and about how high it becomes with what is above it."""

    paper: Paper
    size: float
    widths: tuple[float, ...]
    height: float

    def fills(self, share: float) -> bool:
        """Return whether it fits into that share of a page."""
        return self.height <= share * SHEETS[self.paper][1]


class _Need(Struct, frozen=True):
    """What a column takes, in em: for its longest figure or word, to be read well, for its texts and its header at best."""

    word: float = 1.0
    least: float = 1.0
    texts: float = 1.0
    header: float = 1.0

    def grown(self, word: float, least: float = 0.0, texts: float = 0.0, header: float = 0.0) -> "_Need":
        """Return the need that also holds another text."""
        return _Need(max(self.word, word), max(self.least, least), max(self.texts, texts), max(self.header, header))


def fit_table(grid: Grid, head: int, amounts: Sequence[int]) -> Fit:
    """Return how the table is printed: on the first paper that holds its columns, the last when none does; there with
    smaller letters where they save a second page.
    """
    needs = _needs(grid, head, frozenset(amounts), _NAME)
    least = [max(need.word, need.least) for need in needs]
    styles = [style for style in _STYLES if _points(least, style[1]) <= SHEETS[style[0]][0]] or _STYLES[-1:]
    return _best(grid, needs, [style for style in styles if style[0] == styles[0][0]], _ABOVE_TABLE)


def fit_form(grid: Grid) -> Fit:
    """Return how the form is printed: upright, with smaller letters where they save a second page."""
    return _best(grid, _needs(grid, 0, frozenset(), _FORM_NAME), _FORM_STYLES, _ABOVE_FORM)


def _best(grid: Grid, needs: Sequence[_Need], styles: Sequence[tuple[Paper, float]], above: float) -> Fit:
    fits = (_fit(grid, needs, style, above) for style in styles)
    first = next(fits)
    return first if first.fills(_FULL) else next((one for one in fits if one.fills(_FULL)), first)


# The same few thousand texts fill a budget's cells, and each is measured for several styles.
@lru_cache(maxsize=8_192)
def text_length(text: str) -> float:
    """Return about how long the text is, in em."""
    marks, letters, capitals = (len(those.findall(text)) for those in (_MARKS, _LETTERS, _CAPITALS))
    return len(text) - marks * (1 - _MARK) - letters * (1 - _NARROW) - capitals * (1 - _BROAD)


@lru_cache(maxsize=8_192)
def breakable(text: str) -> str:
    """Return the text with marks (U+200B) where a line may break, so that no long run of Latin letters tears lines apart
    or leaves its cell: between figures, and where a word goes on and on.
    """
    return _ON_AND_ON.sub("\\g<0>\u200b", _BETWEEN_FIGURES.sub("\u200b", text))


def _needs(grid: Grid, head: int, amounts: frozenset[int], name: float) -> list[_Need]:
    needs = [_Need()] * grid.width
    for row, column, wide, text in _lines(grid):
        long, word = text_length(text), _longest_word(text)
        if wide > 1:
            lacking = (word - sum(need.word for need in needs[column : column + wide])) / wide
            for at in range(column, min(column + wide, len(needs))):
                own = needs[at].word + max(0.0, lacking)
                needs[at] = needs[at].grown(own)
        elif row < head:
            needs[column] = needs[column].grown(word, min(long, max(_HEADING, word)), header=min(long, 2 * _HEADING))
        elif column in amounts:
            needs[column] = needs[column].grown(word, max(word, min(long, name)), long)
        else:
            needs[column] = needs[column].grown(word, min(long, max(name, word)), max(word, min(long, _LONG)))
    return needs


def _lines(grid: Grid) -> Iterator[tuple[int, int, int, str]]:
    """Yield (row, column, columns covered, line of text) of every cell, those of one column first."""
    merged = []
    for row, texts in enumerate(grid.rows):
        for column, text in enumerate(texts):
            wide = grid.spans.get(f"{row},{column}", (1, 1))[1]
            for line in text.split("\n") if text else ():
                if wide == 1:
                    yield row, column, wide, line
                else:
                    merged.append((row, column, wide, line))
    yield from merged


@lru_cache(maxsize=8_192)
def _longest_word(text: str) -> float:
    return max((text_length(word) for word in _WORD.findall(breakable(text))), default=0.0)


def _points(lengths: Sequence[float], size: float) -> float:
    return sum(lengths) * size + len(lengths) * 2 * PADDING


def _fit(grid: Grid, needs: Sequence[_Need], style: tuple[Paper, float], above: float) -> Fit:
    paper, size = style
    widths = _share_out(needs, SHEETS[paper][0], size)
    return Fit(paper, size, widths, above + sum(_height(grid, row, widths, size) for row in range(len(grid.rows))))


def _share_out(needs: Sequence[_Need], width: float, size: float) -> tuple[float, ...]:
    """Return widths that fill the line: first for figures, then to be read well, for texts, for headers, then alike."""
    widths = [need.word * size + 2 * PADDING for need in needs]
    for goal in ([need.least for need in needs], [need.texts for need in needs], [need.header for need in needs]):
        lacking = [max(0.0, ask * size + 2 * PADDING - own) for ask, own in zip(goal, widths, strict=True)]
        given = min(1.0, max(0.0, width - sum(widths)) / (sum(lacking) or 1.0))
        widths = [own + given * more for own, more in zip(widths, lacking, strict=True)]
    return tuple(round(own * width / sum(widths), 2) for own in widths)


def _height(grid: Grid, row: int, widths: Sequence[float], size: float) -> float:
    """Return about how high a row becomes; a cell merged over several rows is taken to share its lines among them."""
    most = 1.0
    for column, text in enumerate(grid.rows[row]):
        if text:
            high, wide = grid.spans.get(f"{row},{column}", (1, 1))
            room = sum(widths[column : column + wide]) - 2 * PADDING
            lines = sum(max(1, ceil(text_length(line) * size / max(room, size))) for line in text.split("\n"))
            most = max(most, lines / high)
    return (most * _LINE + _GAP) * size
