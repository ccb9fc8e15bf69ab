"""Running text: lines of a part → paragraphs, with sentences that a page broke put together again.

In: a Part, or paragraphs already made. Out: `Passage`s, each one paragraph that knows for every character where it
stands in the document.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct, structs

from gouji.layouts.phrases import load_phrases
from gouji.model.disclosure import Paragraph
from gouji.model.place import Place, around
from gouji.read.blocks import Printed
from gouji.read.clauses import grammar
from gouji.read.outline import Part

Prose = Part | Sequence[Paragraph] | str

# 一、 （一） (1) 1、 1. ① 第一： what begins a paragraph of its own; also 其中： and a dash of a list.
MARK = re.compile(
    r"^\s*(?:[-*•·●■▪]\s*)?(?:第?[一二三四五六七八九十]{1,3}[、.．：:,，]|[（(][一二三四五六七八九十\d]{1,3}[)）][、.．]?"
    r"|\d{1,2}[、.．](?!\d)|[①-⑳]|其中[：:]|注[：:])"
)
_BULLET = re.compile(r"^\s*[-*•·●■▪]\s+")
_CLOSED = re.compile(r"[。；;！!？?：:…]\s*[”\"'’）)]?\s*$")
_COMPLETE = re.compile(r"(?:元|%|％|[台辆个人家名套]|等)[”\"）)]?$")
_TAIL = re.compile(r"^[，,、。；;：:.\d）)%％元万亿]")
_PAGE_NUMBER = re.compile(r"^[-—－\s]*\d{1,3}[-—－\s]*$")
_SHORT = 15  # a line shorter than this does not run to the edge of its page
# 2．行政事业单位离退休（款）机关事业单位基本养老保险 | 缴费（项）支出743.39万元: not a heading, a line broken at the edge.
_WIDE = 20
_AMOUNT_NEAR = re.compile(r"^[^，。；、\d]{0,12}\d[\d,.]*\s*[万亿]?元")


class Passage(Struct, frozen=True):
    """One paragraph. starts: where in `text` each line of the file begins; places: the place of each of these lines.

    printed: the lines as they stand on pages, where the file has pages.
    """

    text: str
    starts: tuple[int, ...]
    places: tuple[Place, ...]
    printed: tuple[Printed, ...] = ()

    @property
    def place(self) -> Place:
        """Where the paragraph begins."""
        return self.places[0]

    def place_at(self, offset: int) -> Place:
        """Return where the character at `offset` of the text is printed."""
        place = self.places[bisect_right(self.starts, offset) - 1]
        if not self.printed:
            return place
        line = self.printed[bisect_right(self.printed, offset, key=_start) - 1]
        return structs.replace(place, page=line.page, box=line.box)

    def spread(self, place: Place, begin: int, end: int) -> Place:
        """Return the place of something in text[begin:end], its box around all of that text on its page."""
        if not self.printed:
            return place
        first = max(bisect_right(self.printed, begin, key=_start) - 1, 0)
        lines = self.printed[first : max(bisect_left(self.printed, end, key=_start), first + 1)]
        boxes = [line.box for line in lines if line.page == place.page]
        return structs.replace(place, box=around(boxes)) if boxes else place

    @property
    def paragraph(self) -> Paragraph:
        """The paragraph, without its inner places."""
        return Paragraph(self.text, self.places[0])


def _start(line: Printed) -> int:
    return line.start


class _Piece(Struct, frozen=True):
    """One line of the file. printed: as it stands on pages; empty for a file without."""

    text: str
    place: Place
    printed: tuple[Printed, ...] = ()


def passages(prose: Prose, title: str = "", *, headings: bool = True) -> tuple[Passage, ...]:
    """Return the paragraphs of a part; a sentence broken over lines or a page is one paragraph.

    title: becomes `part` of the places, by default the part's own title. Lines of a grid are left out, and lines that
    hold nothing but a page number. headings: short numbered lines may be headings, which run on into nothing.
    """
    return tuple(_join(_lines(prose, title), headings=headings))


def _lines(prose: Prose, title: str) -> Iterator[_Piece]:
    if isinstance(prose, Part):
        part = title or (prose.title.text.strip() if prose.title else "")
        lines: Iterable[tuple[str, Place, tuple[Printed, ...]]] = (
            (line.text, structs.replace(line.place, part=part), line.printed) for line in prose.lines
        )
    elif isinstance(prose, str):
        lines = ((text, Place(line=number, part=title), ()) for number, text in enumerate(prose.splitlines(), 1))
    else:
        lines = ((paragraph.text, paragraph.place, ()) for paragraph in prose)
    for whole, place, printed in lines:
        text = _BULLET.sub("", whole).strip()
        if text and not _PAGE_NUMBER.match(text):
            yield _Piece(text, place, _moved(printed, whole.index(text)) if printed else ())


def _moved(printed: tuple[Printed, ...], by: int) -> tuple[Printed, ...]:
    """Return the lines of a text that lost so many characters at its beginning."""
    return tuple(structs.replace(line, start=max(0, line.start - by)) for line in printed) if by else printed


def _join(lines: Iterable[_Piece], *, headings: bool) -> Iterator[Passage]:
    pieces: list[_Piece] = []
    for line in lines:
        if pieces and not _runs_on(pieces[-1].text, line.text, headings=headings):
            yield _passage(pieces)
            pieces = []
        pieces.append(line)
    if pieces:
        yield _passage(pieces)


def _runs_on(text: str, following: str, *, headings: bool) -> bool:
    """Return whether a paragraph that ends in `text` goes on in the line after it."""
    if grammar().reason.match(following):
        return True
    if _CLOSED.search(text) or MARK.match(following) or is_caption(text) or is_caption(following):
        return False
    if headings and is_heading(text):
        whole = len(text) < _WIDE or text.rstrip("：: 　").endswith(load_phrases().words.heading_ends)
        return not whole and bool(_AMOUNT_NEAR.match(following))
    return bool(_TAIL.match(following)) or (len(text) >= _SHORT and not _COMPLETE.search(text))


def is_heading(text: str) -> bool:
    """Return whether the line is a numbered heading: a number, few words, no end of a sentence."""
    return len(text) <= 40 and bool(MARK.match(text)) and not re.search(r"[。；;，,]|\d[\d,.]*\s*(?:万|亿)?元", text)


def is_caption(text: str) -> bool:
    """Return whether the line is the caption of a picture (收入预算图)."""
    return len(text) <= 30 and bool(re.compile(load_phrases().words.captions).fullmatch(text))


def _passage(pieces: Sequence[_Piece]) -> Passage:
    starts: list[int] = []
    printed: list[Printed] = []
    text = ""
    for piece in pieces:
        starts.append(len(text))
        if piece.place.page is not None:
            printed += (structs.replace(line, start=line.start + len(text)) for line in _printed(piece))
        text += piece.text
    return Passage(text, tuple(starts), tuple(piece.place for piece in pieces), tuple(printed))


def _printed(piece: _Piece) -> tuple[Printed, ...]:
    """Return the lines the piece is set in: itself where it takes but one."""
    if piece.printed or piece.place.page is None or piece.place.box is None:
        return piece.printed
    return (Printed(0, piece.place.page, piece.place.box),)
