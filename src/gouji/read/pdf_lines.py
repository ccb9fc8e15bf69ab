"""Words of a page in, lines of text out; and how the words of a line, and the lines of a cell, are joined."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from msgspec import Struct

from gouji.model.place import Box
from gouji.read.pdf_words import Word

# Written without blanks between them: ideographs, their punctuation and full-width forms.
_SOLID = re.compile(r"[\u2014-\u201d\u2026\u2460-\u249b\u3000-\u303f\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]")
_NUMERIC = re.compile(r"[\d.,%\-]")
_ONE_AMOUNT = re.compile(r"-?\d[\d,]*(?:\.\d+)?%?")
_ENTRY = re.compile(r"第[一二三四五六七八九十]+部分|[一二三四五六七八九十]{1,3}、")
_ITEM = re.compile(r"\d{1,2}[.、．](?!\d)|[（(][一二三四五六七八九十\d]{1,3}[)）]|[①-⑳]")
_WORD = re.compile(r"[0-9A-Za-z.,%]+")
_PAGE_NUMBER = re.compile(r"[-—–－]\s*\d{1,4}\s*[-—–－]|第\s*\d{1,4}\s*页(?:\s*[,，/]?\s*共\s*\d{1,4}\s*页)?")
_LEADERS = re.compile(r"\s*[.…·•．](?:\s?[.…·•．]){3,}\s*")


class TextLine(Struct, frozen=True, gc=False):
    """Words on one baseline, from left to right. size: of its longest word."""

    words: tuple[Word, ...]
    base: float
    size: float

    @property
    def left(self) -> float:
        """Its left edge."""
        return self.words[0].left

    @property
    def right(self) -> float:
        """Its right edge."""
        return max(word.right for word in self.words)

    @property
    def bottom(self) -> float:
        """Where it ends."""
        return self.base

    @property
    def box(self) -> Box:
        """Where it stands, to a tenth of a point. Fonts claim heights as they please: that of a Chinese character is taken."""
        # A note that wraps is one line with words on two baselines.
        bases = [word.base for word in self.words]
        top, bottom = min(bases) - 0.88 * self.size, max(bases) + 0.12 * self.size
        return round(self.left, 1), round(top, 1), round(self.right, 1), round(bottom, 1)

    @property
    def text(self) -> str:
        """Its words, joined."""
        return join_words(self.words)


def make_lines(words: Iterable[Word]) -> list[TextLine]:
    """Return the lines the words make, from the top down. Words on one line share a baseline, whatever their fonts."""
    lines: list[list[Word]] = []
    for word in sorted(words, key=lambda word: word.base):
        if lines and word.base - lines[-1][0].base < 0.35 * min(word.size, lines[-1][0].size):
            lines[-1].append(word)
        else:
            lines.append([word])
    return [_line(group) for group in lines]


def _line(words: list[Word]) -> TextLine:
    words.sort(key=lambda word: word.left)
    longest = max(words, key=lambda word: len(word.text))
    return TextLine(tuple(words), longest.base, longest.size)


def join_words(words: Sequence[Word]) -> str:
    """Return the words of a line as text: a blank where the print has one that means something.

    Between Chinese characters only a gap of a whole character is one; inside a number none is.
    """
    texts = [words[0].text]
    for before, word in pairwise(words):
        gap = (word.left - before.right) / max(word.size, 1.0)
        texts.append(" " if gap >= _least_gap(before.text[-1], word.text[0]) else "")
        texts.append(word.text)
    return "".join(texts)


def _least_gap(before: str, after: str) -> float:
    """Return the gap from which on two neighbouring characters are apart, as a share of the type size."""
    if _SOLID.match(before) or _SOLID.match(after):
        return 0.9
    # 1. 2023年: the number of an entry, then a year.
    return 0.6 if before != "." and _NUMERIC.match(before) and _NUMERIC.match(after) else 0.1


def join_lines(texts: Sequence[str]) -> str:
    """Return the lines of one cell or paragraph as one: Chinese and broken numbers without a blank."""
    return set_lines(texts)[0]


def set_lines(texts: Sequence[str]) -> tuple[str, list[int]]:
    """Return the lines as one text, and where in it each begins."""
    whole, starts = "", []
    for text in texts:
        if whole and text and not _runs_on(whole[-1], text[0]):
            whole += " "
        starts.append(len(whole))
        whole += text
    return whole, starts


def _runs_on(before: str, after: str) -> bool:
    if _SOLID.match(before) or _SOLID.match(after):
        return True
    return bool(_NUMERIC.match(before) and _NUMERIC.match(after))


def cell_text(words: Sequence[Word]) -> str:
    """Return what the words of one cell say."""
    words = _without_marks(words) if len(words) > 1 else words
    if len(words) == 1:
        return words[0].text
    text = join_lines([line.text for line in make_lines(words)])
    solid = text.replace(" ", "")
    return solid if _ONE_AMOUNT.fullmatch(solid) else text


def _without_marks(words: Sequence[Word]) -> Sequence[Word]:
    """Return the words without the small raised digit of a note behind an amount: no part of the number."""
    amounts = [word for word in words if _ONE_AMOUNT.fullmatch(word.text)]
    if not amounts or len({word.base for word in words}) == 1:
        return words
    return [word for word in words if not any(_is_mark(word, amount) for amount in amounts)]


def _is_mark(word: Word, amount: Word) -> bool:
    if len(word.text) > 2 or word.size > 0.75 * amount.size or not -1 < word.left - amount.right < 0.4 * amount.size:
        return False
    return 0.2 * amount.size < amount.base - word.base < 0.8 * amount.size


def split_wide(line: TextLine, gap: float) -> Iterator[TextLine]:
    """Yield the pieces of the line between gaps at least that wide. A title set with wide spaces stays whole."""
    if all(len(word.text) == 1 for word in line.words):
        yield line
    else:
        yield from split_gaps(line, gap)


def split_gaps(line: TextLine, gap: float) -> Iterator[TextLine]:
    """Yield the pieces of the line between gaps at least that wide."""
    begin = 0
    words = line.words
    cuts = [i for i in range(1, len(words)) if words[i].left - words[i - 1].right >= gap]
    for cut in (*cuts, len(words)):
        piece = words[begin:cut]
        yield TextLine(piece, line.base, max(piece, key=lambda word: len(word.text)).size)
        begin = cut


def has_leaders(text: str) -> bool:
    """Return whether the line leads the eye to a page number with a row of dots."""
    return bool(_LEADERS.search(text))


def shorten_leaders(text: str) -> str:
    """Return the text with a row of dots, as long as the page had room for, as six."""
    return _LEADERS.sub("......", text)


def is_page_number(text: str) -> bool:
    """Return whether the text is a number dressed as that of a page: - 3 -, 第3页."""
    return bool(_PAGE_NUMBER.fullmatch(text.strip()))


def begins_entry(text: str) -> bool:
    """Return whether the line begins a part or a numbered section: 第一部分, 一、"""
    return bool(_ENTRY.match(text))


def begins_item(text: str) -> bool:
    """Return whether the line begins an item of a list: 1. （一） ①"""
    return bool(_ITEM.match(text))


def first_width(text: str) -> float:
    """Return how many characters wide the number or word is that the text begins with, 0 when it begins in Chinese.

    A line ends early when such a word does not fit on it.
    """
    word = _WORD.match(text)
    return 0.55 * len(word[0]) if word else 0.0
