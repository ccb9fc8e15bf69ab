"""Pages of a PDF damaged as geometry: pages as PDFium gave them in, the same with words, rulings and pages amiss out.

What a page promises is kept: words stand on it, sizes are positive, lines begin before they end.
"""

import random
from collections.abc import Callable, Sequence

from msgspec import structs

from gouji.read.pdf_page import Page
from gouji.read.pdf_rulings import Ruling
from gouji.read.pdf_words import Word

Pages = list[Page]


def damage_pages(pages: Sequence[Page], chance: random.Random) -> Pages:
    """Return some of the pages, damaged a few times over."""
    if chance.random() < 0.8:
        begin = chance.randrange(len(pages))
        pages = pages[begin : begin + chance.choice((1, 2, 4, 8))]
    changed = list(pages)
    for _ in range(chance.choice((1, 1, 2, 4, 8))):
        if chance.random() < 0.25:
            changed = chance.choice(_OF_DOCUMENT)(changed, chance) or changed
        else:
            kind = chance.choice(_OF_PAGE)
            share = chance.choice((0.2, 1.0))
            changed = [kind(page, chance) if chance.random() < share else page for page in changed]
    return [_kept(page) for page in changed]


# --- words -----------------------------------------------------------------------------------------------------------


def drop_words(page: Page, chance: random.Random) -> Page:
    share = chance.choice((0.01, 0.1, 0.5, 1.0))
    return structs.replace(page, words=tuple(word for word in page.words if chance.random() > share))


def double_words(page: Page, chance: random.Random) -> Page:
    share, off = chance.choice((0.02, 0.3)), chance.choice((0.0, 0.3, 9.0))
    doubled = [_moved(word, off, off) for word in page.words if chance.random() < share]
    return structs.replace(page, words=(*page.words, *doubled))


def shift_words(page: Page, chance: random.Random) -> Page:
    share, far = chance.choice((0.05, 0.5, 1.0)), chance.choice((0.5, 3.0, 12.0, 300.0))
    return _each(page, chance, share, lambda word: _moved(word, chance.uniform(-far, far), chance.uniform(-far, far)))


def resize_words(page: Page, chance: random.Random) -> Page:
    share = chance.choice((0.05, 1.0))
    return _each(page, chance, share, lambda word: structs.replace(word, size=max(1.0, word.size * chance.choice((0.1, 0.5, 2, 5, 50)))))


def stretch_words(page: Page, chance: random.Random) -> Page:
    share, by = chance.choice((0.05, 1.0)), chance.choice((0.0, 0.3, 2.0, 6.0))
    return _each(page, chance, share, lambda word: _scaled(word, by))


def merge_words(page: Page, chance: random.Random) -> Page:
    words: list[Word] = []
    share = chance.choice((0.05, 0.5))
    for word in page.words:
        if words and chance.random() < share:
            before = words.pop()
            word = structs.replace(before, text=before.text + word.text, right=max(before.right, word.right), lefts=before.lefts + word.lefts)
        words.append(word)
    return structs.replace(page, words=tuple(words))


def split_words(page: Page, chance: random.Random) -> Page:
    words: list[Word] = []
    for word in page.words:
        at = chance.randrange(len(word.text))
        if not at or len(word.lefts) != len(word.text) or chance.random() > 0.2:
            words.append(word)
            continue
        words.append(structs.replace(word, text=word.text[:at], right=word.lefts[at], lefts=word.lefts[:at]))
        words.append(structs.replace(word, text=word.text[at:], left=word.lefts[at], lefts=word.lefts[at:]))
    return structs.replace(page, words=tuple(words))


def exchange_words(page: Page, chance: random.Random) -> Page:
    """Some words change places: the words of one stand where another stood."""
    share = chance.choice((0.05, 0.5))
    chosen = [at for at, _ in enumerate(page.words) if chance.random() < share]
    words = list(page.words)
    for at, other in zip(chosen, chance.sample(chosen, len(chosen)), strict=True):
        there, word = page.words[other], page.words[at]
        words[at] = structs.replace(_moved(word, there.left - word.left, 0), base=there.base)
    return structs.replace(page, words=tuple(words))


def shuffle_words(page: Page, chance: random.Random) -> Page:
    return structs.replace(page, words=tuple(chance.sample(page.words, len(page.words))))


def touch_column(page: Page, chance: random.Random) -> Page:
    """What stands in one stretch across the page is dropped, doubled beside itself or moved."""
    begin = chance.uniform(0, page.width)
    end = begin + chance.uniform(10, 120)
    return _touch(page, chance, [word for word in page.words if begin < word.left < end], (1, 0))


def touch_line(page: Page, chance: random.Random) -> Page:
    """What stands in one stretch down the page is dropped, doubled below itself or moved."""
    begin = chance.uniform(0, page.height)
    end = begin + chance.uniform(5, 60)
    return _touch(page, chance, [word for word in page.words if begin < word.base < end], (0, 1))


def _touch(page: Page, chance: random.Random, inside: list[Word], way: tuple[int, int]) -> Page:
    """Return the page with the words dropped, doubled or moved. way: across and down, 1 where they go."""
    kind, far = chance.choice(("drop", "double", "move")), chance.uniform(-150, 150)
    kept = page.words if kind == "double" else tuple(word for word in page.words if word not in inside)
    added = [] if kind == "drop" else [_moved(word, way[0] * far, way[1] * far) for word in inside]
    return structs.replace(page, words=(*kept, *added))


# --- rulings ---------------------------------------------------------------------------------------------------------


def drop_rulings(page: Page, chance: random.Random) -> Page:
    share = chance.choice((0.05, 0.5, 1.0))
    which = chance.choice(("across", "down", "both"))
    across = tuple(line for line in page.across if which == "down" or chance.random() > share)
    down = tuple(line for line in page.down if which == "across" or chance.random() > share)
    return structs.replace(page, across=across, down=down)


def move_rulings(page: Page, chance: random.Random) -> Page:
    far = chance.choice((0.5, 3.0, 20.0, 200.0))

    def moved(line: Ruling) -> Ruling:
        if chance.random() > 0.3:
            return line
        ends = sorted((line.begin + chance.uniform(-far, far), line.end + chance.uniform(-far, far)))
        return Ruling(line.at + chance.uniform(-far, far), *ends)

    return structs.replace(page, across=tuple(map(moved, page.across)), down=tuple(map(moved, page.down)))


def double_rulings(page: Page, chance: random.Random) -> Page:
    off = chance.choice((0.0, 0.8, 2.5, 10.0))
    def again(lines: tuple[Ruling, ...]) -> tuple[Ruling, ...]:
        return (*lines, *(structs.replace(line, at=line.at + off) for line in lines if chance.random() < 0.3))

    return structs.replace(page, across=again(page.across), down=again(page.down))


def draw_rulings(page: Page, chance: random.Random) -> Page:
    """New lines across and down, anywhere."""
    def drawn(wide: float, high: float) -> list[Ruling]:
        count = chance.choice((1, 5, 40))
        return [Ruling(chance.uniform(-5, high), *sorted((chance.uniform(-5, wide), chance.uniform(-5, wide)))) for _ in range(count)]

    across, down = drawn(page.width, page.height), drawn(page.height, page.width)
    return structs.replace(page, across=(*page.across, *across), down=(*page.down, *down))


def cut_rulings(page: Page, chance: random.Random) -> Page:
    """Lines broken in two at some place, as some printers draw them cell by cell."""
    def broken(lines: tuple[Ruling, ...]) -> tuple[Ruling, ...]:
        made: list[Ruling] = []
        for line in lines:
            at = chance.uniform(line.begin, line.end)
            made += [Ruling(line.at, line.begin, at), Ruling(line.at, at, line.end)]
        return tuple(made)

    return structs.replace(page, across=broken(page.across), down=broken(page.down))


# --- pages -----------------------------------------------------------------------------------------------------------


def lay_on_side(page: Page, chance: random.Random) -> Page:
    """The page's size exchanged, or everything on it laid on its side."""
    if chance.random() < 0.5:
        return structs.replace(page, width=page.height, height=page.width)
    words = tuple(structs.replace(_moved(word, word.base - word.left, 0), base=page.width - word.left) for word in page.words)
    return structs.replace(page, width=page.height, height=page.width, words=words, across=page.down, down=page.across)


def scale(page: Page, chance: random.Random) -> Page:
    by = chance.choice((0.05, 0.5, 2.0, 30.0))
    words = tuple(
        structs.replace(_scaled(_moved(word, word.left * (by - 1), 0), by), base=word.base * by, size=max(1.0, word.size * by))
        for word in page.words
    )
    def scaled(lines: tuple[Ruling, ...]) -> tuple[Ruling, ...]:
        return tuple(Ruling(line.at * by, line.begin * by, line.end * by) for line in lines)

    return structs.replace(
        page, width=page.width * by, height=page.height * by, words=words, across=scaled(page.across), down=scaled(page.down)
    )


def resize_page(page: Page, chance: random.Random) -> Page:
    return structs.replace(page, width=page.width * chance.choice((0.3, 0.7, 1.5, 10)), height=page.height * chance.choice((0.3, 0.7, 1.5, 10)))


def drop_page(pages: Pages, chance: random.Random) -> Pages:
    at = chance.randrange(len(pages))
    return pages[:at] + pages[at + 1 :]


def double_page(pages: Pages, chance: random.Random) -> Pages:
    at = chance.randrange(len(pages))
    return pages[: at + 1] + pages[at:]


def shuffle_pages(pages: Pages, chance: random.Random) -> Pages:
    return chance.sample(pages, len(pages))


def number_pages(pages: Pages, chance: random.Random) -> Pages:
    return [structs.replace(page, number=number) for number, page in enumerate(pages, 1)]


def overlay_pages(pages: Pages, chance: random.Random) -> Pages:
    """Two pages printed on one."""
    one, other = chance.choice(pages), chance.choice(pages)
    laid = structs.replace(one, words=one.words + other.words, across=one.across + other.across, down=one.down + other.down)
    return [laid if page is one else page for page in pages]


_OF_PAGE: tuple[Callable[[Page, random.Random], Page], ...] = (
    drop_words, double_words, shift_words, resize_words, stretch_words, merge_words, split_words, exchange_words,
    shuffle_words, touch_column, touch_column, touch_line, touch_line, drop_rulings, move_rulings, double_rulings,
    draw_rulings, cut_rulings, lay_on_side, scale, resize_page,
)  # fmt: skip
_OF_DOCUMENT: tuple[Callable[[Pages, random.Random], Pages], ...] = (
    drop_page, double_page, shuffle_pages, number_pages, overlay_pages,
)  # fmt: skip


def _each(page: Page, chance: random.Random, share: float, change: Callable[[Word], Word]) -> Page:
    return structs.replace(page, words=tuple(change(word) if chance.random() < share else word for word in page.words))


def _moved(word: Word, across: float, down: float) -> Word:
    lefts = tuple(left + across for left in word.lefts)
    return structs.replace(word, left=word.left + across, right=word.right + across, base=word.base + down, lefts=lefts)


def _scaled(word: Word, by: float) -> Word:
    lefts = tuple(word.left + (left - word.left) * by for left in word.lefts)
    return structs.replace(word, right=word.left + (word.right - word.left) * by, lefts=lefts)


def _kept(page: Page) -> Page:
    """Return the page with what stands on it, as `read_page` leaves it."""
    words = tuple(word for word in page.words if -1 < word.left < page.width and 0 < word.base < page.height + 1)
    return structs.replace(page, words=words)
