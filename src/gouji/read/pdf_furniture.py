"""What is printed on every page and belongs to none: page numbers and running heads, taken off the pages.

It must go before lines are joined over a page break, or a page number becomes a digit of the next page's first number.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from msgspec import structs

from gouji.read.pdf_leaf import Leaf
from gouji.read.pdf_lines import TextLine
from gouji.read.pdf_tables import PageTable, without_row
from gouji.read.signs import is_title

# 3, - 3 -, 第3页, 3 / 20, 第 3 页 共 20 页
_FOLIO = re.compile(r"[\-—–－·.~〜|\s]*(?:第|page)?\s*(\d{1,4})\s*页?\s*(?:[,，/／]?\s*共?\s*\d{1,4}\s*页?)?[\-—–－·.~〜|\s]*", re.I)


def without_furniture(leaves: Sequence[Leaf]) -> list[Leaf]:
    """Return the pages without page numbers and running heads."""
    return _without_heads(_without_folios(leaves))


def _without_folios(leaves: Sequence[Leaf]) -> list[Leaf]:
    """Numbers alone at the edge of a page are page numbers when they count up with the pages."""
    found = [(index, *folio) for index, leaf in enumerate(leaves) for folio in _folios(leaf)]
    offsets = Counter(number - index for index, _, number, _ in found)
    kept = {
        (index, at)
        for index, at, number, dressed in found
        if dressed or offsets[number - index] >= max(2, len(leaves) // 4) or (offsets[number - index] >= 2 and len(leaves) < 8)
    }
    bare = [_without(leaf, {at for index, at in kept if index == page}) for page, leaf in enumerate(leaves)]
    return [_without_folio_row(leaf, page, offsets) for page, leaf in enumerate(bare)]


def _without_folio_row(leaf: Leaf, page: int, offsets: Counter[int]) -> Leaf:
    """Return the page; a page number close below a table that reaches down to it is no row of the table."""
    table = leaf.items[-1] if leaf.items else None
    if not isinstance(table, PageTable) or len(table.rows) < 2 or not table.boxes or not table.boxes[-1]:
        return leaf
    texts = [text for text in table.rows[-1] if text.strip()]
    number = int(texts[0]) if len(texts) == 1 and texts[0].isdecimal() and len(texts[0]) < 4 else None
    if number is None or offsets[number - page] < 2 or table.boxes[-1][0][1] < 0.85 * leaf.height:
        return leaf
    return structs.replace(leaf, items=(*leaf.items[:-1], without_row(table, len(table.rows) - 1)))


def _folios(leaf: Leaf) -> Iterator[tuple[int, int, bool]]:
    """Yield (position, number, whether it is dressed as a page number) of the numbers alone at the page's edges."""
    for at, line in _edges(leaf):
        text = line.text.strip()
        if _is_recognised(line):  # which takes a dash for the figure one
            text = text.replace("一", "—")
        if len(text) < 24 and (match := _FOLIO.fullmatch(text)):
            yield at, int(match[1]), not text.isdigit()


def _edges(leaf: Leaf) -> Iterator[tuple[int, TextLine]]:
    """Yield the first and last lines of the page that stand near its edge, with their positions.

    Of a recognised page all that stand there: the dirt at the edge of a sheet is read as text, too.
    """
    last = len(leaf.items) - 1
    scanned = any(isinstance(item, TextLine) and _is_recognised(item) for item in leaf.items)
    for at in range(last + 1) if scanned else dict.fromkeys((0, 1, 2, last - 2, last - 1, last)):
        line = leaf.items[at] if 0 <= at <= last else None
        if isinstance(line, TextLine) and not 0.13 * leaf.height < line.base < 0.85 * leaf.height:
            yield at, line


def _without_heads(leaves: Sequence[Leaf]) -> list[Leaf]:
    """The outermost line of most pages of one size, the same on each and close to the edge, is a running head.

    So is the same line on pages of another size. It is none if it is worded as a title and a table follows wherever it
    stands: many forms bear the same title.
    """
    edges = [(page, at, _spot(line)) for page, leaf in enumerate(leaves) for at, line in _outermost(leaf)]
    sizes = Counter(_size(leaf) for leaf in leaves)
    counts = Counter((_size(leaves[page]), spot) for page, _, spot in edges)
    heads = {spot for (size, spot), count in counts.items() if count >= max(3, 0.6 * sizes[size])}
    heads -= {spot for spot in heads if is_title(spot[0]) and all(_heads_table(leaves[p], at) for p, at, s in edges if s == spot)}
    said = {text for text, _ in heads}
    return [
        _without(leaf, {at for number, at, (text, _) in edges if number == page and text in said})
        for page, leaf in enumerate(leaves)
    ]


def _size(leaf: Leaf) -> tuple[int, int]:
    return round(leaf.width), round(leaf.height)


def _outermost(leaf: Leaf) -> Iterator[tuple[int, TextLine]]:
    """Yield the lines that stand on the highest and the lowest baseline, if that is close to the edge of the page.

    Of a recognised page all lines close to its edge.
    """
    lines = [(at, line) for at, line in _edges(leaf) if not 0.09 * leaf.height < line.base < 0.91 * leaf.height]
    if any(_is_recognised(line) for _, line in lines):
        yield from lines
        return
    for side in (0, -1):
        if lines and abs(leaf.items[side].bottom - lines[side][1].bottom) < 2:
            yield from (each for each in lines if abs(each[1].bottom - lines[side][1].bottom) < 2)


def _heads_table(leaf: Leaf, at: int) -> bool:
    return any(isinstance(item, PageTable) for item in leaf.items[at + 1 : at + 4])


def _spot(line: TextLine) -> tuple[str, int]:
    """Return what the line says and how far down it stands, 0 for a recognised one: sheets do not lie still on the glass."""
    return line.text.replace(" ", ""), 0 if _is_recognised(line) else round(line.base / 4)


def _is_recognised(line: TextLine) -> bool:
    return line.words[0].confidence is not None


def _without(leaf: Leaf, dropped: set[int]) -> Leaf:
    if not dropped:
        return leaf
    return structs.replace(leaf, items=tuple(item for at, item in enumerate(leaf.items) if at not in dropped))
