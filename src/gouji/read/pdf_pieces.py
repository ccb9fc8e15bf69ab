"""The pieces of a line of text: what stands apart by a gap, and amounts apart from the labels they are set close to."""

import re
from collections.abc import Iterator
from itertools import pairwise

from gouji.read.pdf_lines import TextLine
from gouji.read.pdf_words import Word

_GAP = 1.1  # pieces of a line are apart by so many characters
_OVER = 0.5  # they are two printed over one another when they overlap by so many
_CLOSE = 0.08  # an amount and a label that belong to two columns are apart by at least so many
_CODES = 0.6  # so are two codes behind one another
_FIGURE = re.compile(r"[-+]?(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+\.\d+)%?|[-—]{1,3}")
_NUMBER = re.compile(r"[-+]?[\d,]*\d(?:\.\d+)?%?|[-—]{1,3}")
_FULL_AMOUNT = re.compile(r"[-+]?(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+\.\d\d)(?![\d,.])")
_LABEL = re.compile(r"(?![百千万亿]*元)[\u4e00-\u9fff（(]")  # not the unit of the amount
_HELD = re.compile(r"[^\d.,][\d,]*\d\.\d\d$")
_LABEL_END = re.compile(r"[\u4e00-\u9fff）)]$")
_BEFORE_AMOUNT = re.compile(r"(?<=[\u4e00-\u9fff）)])(?=[-+]?(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+\.\d\d)$)")
_CODE = re.compile(r"\d{2,}")


def is_figure(text: str) -> bool:
    """Return whether the text is an amount beyond doubt: with decimals or marks of thousands, or a dash for none."""
    return bool(_FIGURE.fullmatch(text.replace(" ", "")))


def is_number(text: str) -> bool:
    """Return whether the text is a number: an amount, a code or the number of a column."""
    return bool(_NUMBER.fullmatch(text.replace(" ", "")))


def holds_figure(text: str) -> bool:
    """Return whether the text ends in an amount that may be that of the next column, set close behind it."""
    return bool(_HELD.search(text))


def split_pieces(line: TextLine) -> Iterator[TextLine]:
    """Yield the pieces of the line: apart by a gap, or a label and an amount close behind one another."""
    words = [part for word in line.words for part in _divide_word(word)]
    if len(words) == 1:
        yield line
        return
    begin = 0
    for at in range(1, len(words) + 1):
        if at < len(words) and not _are_apart(words[at - 1], words[at], line.size):
            continue
        piece = tuple(words[begin:at])
        yield TextLine(piece, line.base, max(piece, key=lambda word: len(word.text)).size)
        begin = at


def split_words(piece: TextLine) -> Iterator[TextLine]:
    """Yield the words of the piece, also those set closer together than pieces are."""
    for word in piece.words:
        for part in _tear(word):
            yield TextLine((part,), part.base, piece.size)


def _tear(word: Word) -> Iterator[Word]:
    """Yield the parts of the word between characters that are further apart than its others."""
    if len(word.lefts) != len(word.text):
        yield word
        return
    gaps = [after - left - word.size for left, after in pairwise(word.lefts)]
    usual = sorted(gaps)[len(gaps) // 2] if gaps else 0.0
    cuts = [at for at, gap in enumerate(gaps, 1) if gap > usual + _CLOSE * word.size and gap > 0 and not word.text[at - 1].isascii()]
    if not cuts:
        yield word
        return
    before, after = _cut(word, cuts[0])
    yield before
    yield from _tear(after)


def _are_apart(before: Word, word: Word, size: float) -> bool:
    gap = word.left - before.right
    if gap >= _GAP * size or gap < -_OVER * size:
        return True
    if _FULL_AMOUNT.fullmatch(before.text):
        return word.text[0].isdigit() or bool(_LABEL.match(word.text))
    if _CODE.fullmatch(before.text) and _CODE.fullmatch(word.text):
        return gap >= _CODES * size
    if _CODE.fullmatch(before.text) and _LABEL.match(word.text):
        return gap >= _CODES * size / 2
    return gap >= _CLOSE * size and bool(_FULL_AMOUNT.fullmatch(word.text)) and bool(_LABEL_END.search(before.text))


def _divide_word(word: Word) -> tuple[Word, ...]:
    """Return the word; an amount and the label close behind it, or close before it, in two."""
    if len(word.lefts) != len(word.text):
        return (word,)
    found = _FULL_AMOUNT.match(word.text)
    if found and _LABEL.match(word.text, found.end()):
        return _cut(word, found.end())
    found = _BEFORE_AMOUNT.search(word.text)
    if found and word.lefts[found.start()] - word.lefts[found.start() - 1] >= (1 + _CLOSE) * word.size:
        return _cut(word, found.start())
    return (word,)


def _cut(word: Word, at: int) -> tuple[Word, Word]:
    edge = word.lefts[at]
    before = min(edge, word.lefts[at - 1] + word.size)
    return (
        Word(word.text[:at], word.left, before, word.base, word.size, word.lefts[:at]),
        Word(word.text[at:], edge, word.right, word.base, word.size, word.lefts[at:]),
    )
