"""Which lines and grids of a document belong together: Blocks in, a list of Parts out.

Only headings, titles and the contents are looked at here; what a part says is read by the module of its kind.
"""

import itertools
import re
from collections.abc import Iterator, Sequence
from typing import Any, Literal

from msgspec import Struct, structs

from gouji.layouts.phrases import section_kind
from gouji.model.disclosure import Grid
from gouji.read.blocks import Blocks, Line
from gouji.read.front import find_front
from gouji.read.places import cell_place
from gouji.read.signs import Region, fold, is_plain_heading, is_table_title, load_signs, part_region, says

PartKind = Literal[
    "cover", "contents", "heading", "duties", "organisation", "table", "section", "form", "catalogue", "glossary", "rest"
]


class Part(Struct, frozen=True):
    """One part of a document.

    title: its title line, None for a part without one. items: what follows up to the next part. before: label lines
    printed just above the title ("预算公开表1").
    """

    kind: PartKind
    title: Line | None
    items: tuple[Line | Grid, ...] = ()
    before: tuple[Line, ...] = ()

    @property
    def lines(self) -> tuple[Line, ...]:
        """The part's lines, without its grids."""
        return tuple(item for item in self.items if isinstance(item, Line))

    @property
    def grids(self) -> tuple[Grid, ...]:
        """The part's grids, in order."""
        return tuple(item for item in self.items if isinstance(item, Grid))


# How headings inside a section are numbered: （一） and, below it, 1. and （1）.
_INNER = re.compile(r"\([一二三四五六七八九十\d]{1,3}\)|\d{1,2}[.、]")
_SENTENCE = 15  # characters of the shortest sentence


def outline(blocks: Blocks) -> list[Part]:
    """Return the document's parts in reading order. Every line and grid is in exactly one part."""
    items = [piece for item in blocks.items for piece in _peel(item)]
    contents, start = find_front(items)
    body = _rejoin([tidy for part in _Walk(items, start).parts() for tidy in _tidy(part)])
    return [*_front(items, contents, start), *body]


def _front(items: Sequence[Line | Grid], contents: int | None, start: int) -> Iterator[Part]:
    """Yield the cover and the contents, as far as there are any."""
    if cover := tuple(items[: start if contents is None else contents]):
        yield Part("cover", None, cover)
    if contents is not None:
        title = items[contents]
        assert isinstance(title, Line)
        yield Part("contents", title, tuple(items[contents + 1 : start]))


# --- titles and notes printed inside a grid -----------------------------------------------------------------------


def _peel(item: Line | Grid) -> Iterator[Line | Grid]:
    """Yield the item; titles, preambles and notes that stand as rows of a grid come out as lines of their own."""
    if isinstance(item, Line):
        yield item
        return
    signs = load_signs()
    begin = 0
    for index, row in enumerate(item.rows):
        if len(row) - row.count("") > (_PREAMBLE if index == begin else 2):
            continue
        texts = [text for text in row if text.strip()]
        if not texts:
            # A title set as rows of its table is followed by blank ones.
            if index == begin and begin > 0:
                begin = index + 1
            continue
        if not _stands_alone(texts, signs, leading=index == begin):
            continue
        yield from _slice(item, begin, index)
        for column, text in enumerate(row):
            if text.strip():
                yield Line(text=text, place=cell_place(item, index, column))
        begin = index + 1
    yield from _slice(item, begin, len(item.rows))


_PREAMBLE = 3  # cells of a row above the header: whose table it is, of which year, in which unit
_SHORTEST_NAME = 3


def _stands_alone(texts: list[str], signs: dict[str, Any], *, leading: bool) -> bool:
    if len(texts) == 1 and len(texts[0]) < 200:
        folded = fold(texts[0])
        if signs["note"].search(folded) or (len(folded) > 6 and signs["table_title"].search(folded)):
            return True
        if leading and signs["label"].search(folded):
            return True
    # 412临湖县财政局 | 预算年度：2025 | 单位：万元 (Hebei)
    named = len(texts) > 1 and len(texts[0]) > _SHORTEST_NAME and signs["money_unit"].search(fold(texts[-1]))
    return leading and all(signs["preamble"].search(fold(text)) for text in texts[1 if named else 0 :])


def _slice(grid: Grid, begin: int, end: int) -> Iterator[Grid]:
    if begin == 0 and end == len(grid.rows):
        yield grid
    elif any(text.strip() for row in grid.rows[begin:end] for text in row):
        spans = {}
        for key, span in grid.spans.items():
            row, column = map(int, key.split(","))
            if begin <= row < end:
                spans[f"{row - begin},{column}"] = span
        rows, lines, pages = grid.rows[begin:end], grid.lines[begin:end], grid.pages[begin:end]
        yield structs.replace(grid, rows=rows, lines=lines, spans=spans, pages=pages, boxes=grid.boxes[begin:end])


# --- the body -----------------------------------------------------------------------------------------------------


class _Walk:
    """One pass over the body. Knows the region it is in and the part it is filling."""

    def __init__(self, items: Sequence[Line | Grid], start: int) -> None:
        self.items = items
        self.start = start
        self.region: Region = ""
        self.kind: PartKind = "rest"
        self.title: Line | None = None
        self.before: tuple[Line, ...] = ()
        self.filling: list[Line | Grid] = []
        self.done: list[Part] = []

    def parts(self) -> list[Part]:
        """Return the parts of the body."""
        for index in range(self.start, len(self.items)):
            item = self.items[index]
            if says(item, load_signs()["left_over"]):
                self._close()
                self.filling = list(self.items[index + 1 :])
                break
            kind = self._opens(index, item) if isinstance(item, Line) else None
            if kind is None:
                self.filling.append(item)
            else:
                assert isinstance(item, Line)
                self._open(kind, item)
        self._close()
        return self.done

    def _opens(self, index: int, line: Line) -> PartKind | None:
        """Return the kind of part that the line opens, None when it belongs to the current one."""
        if len(line.text) > 120:
            return None
        signs, folded = load_signs(), fold(line.text)
        if (region := part_region(line.text)) is not None:
            self.region = region
            return "glossary" if region == "glossary" else "heading"
        if signs["form_title"].search(folded) and not signs["not_form_title"].search(folded):
            return "form" if self._grid_follows(index) else None
        if signs["catalogue_title"].search(folded) and self._catalogue_follows(index):
            return "catalogue"
        if signs["table_title"].search(folded) and self._grid_follows(index):
            return None if self._is_label(index, folded) else "table"
        if heading := signs["heading"].search(folded):
            return self._heading(heading.group(2))
        if (number := _INNER.match(folded)) and (kind := self._overview(folded[number.end() :])):
            return kind
        if is_plain_heading(folded) and not self._is_below(folded):
            self.region = "" if self.region == "glossary" else self.region
            return self._heading(folded)
        return None

    def _is_below(self, folded: str) -> bool:
        """Return whether the line is a heading inside the section being filled.

        （一） or 1. before a title that no section bears, or one of the section's own kind (…支出决算总体情况说明).
        """
        number = _INNER.match(folded)
        if self.kind != "section" or number is None:
            return False
        kind = section_kind(folded[number.end() :])
        return kind is None or (self.title is not None and kind == section_kind(self.title.text))

    def _grid_follows(self, index: int) -> bool:
        """Return whether a grid comes after the line, with only a preamble between."""
        signs = load_signs()
        for item in self.items[index + 1 : index + 9]:
            if isinstance(item, Grid):
                return True
            folded = fold(item.text)
            if len(folded) > 40 or is_table_title(folded) or signs["heading"].search(folded):
                return False
        return False

    def _catalogue_follows(self, index: int) -> bool:
        """Return whether the line is the title nearest to a grid, with no sentence between."""
        if not self._grid_follows(index):
            return False
        after = itertools.takewhile(lambda item: isinstance(item, Line), self.items[index + 1 : index + 9])
        between = [fold(item.text) for item in after if isinstance(item, Line)]
        return not any("。" in text or load_signs()["catalogue_title"].search(text) for text in between)

    def _is_label(self, index: int, folded: str) -> bool:
        """Return whether the line numbers the table whose title stands beside it: 公开01表 is a title only where there is no other."""
        if not load_signs()["label"].search(folded):
            return False
        if self.kind == "table" and not any(isinstance(item, Grid) for item in self.filling):
            return True
        for item in self.items[index + 1 : index + 9]:
            if isinstance(item, Grid):
                return False
            if is_table_title(fold(item.text)):
                return True
        return False

    def _heading(self, title: str) -> PartKind | None:
        signs = load_signs()
        if self.region == "glossary" or re.search(r"[。；;]", title) or ":" in title[:-1]:
            return None
        if signs["glossary_heading"].search(title):
            return "glossary"
        if self.region in ("overview", ""):
            if signs["duties"].search(title):
                return "duties"
            if signs["organisation"].search(title):
                return "organisation"
        return self._overview(title) or "section"

    def _overview(self, title: str) -> PartKind | None:
        """Return whether duties or organisation are told under the title: wherever before the first section (Hunan, Zhejiang)."""
        signs = load_signs()
        if self.kind not in ("heading", "duties", "organisation") and self.region != "overview" and any(self.filling):
            return None
        if self.kind == "section" or any(part.kind == "section" for part in self.done):
            return None
        if signs["duties_here"].search(title):
            return "duties"
        return "organisation" if signs["organisation_here"].search(title) else None

    def _open(self, kind: PartKind, title: Line) -> None:
        before: list[Line] = []
        if kind in ("table", "form", "catalogue"):
            while self.filling and says(self.filling[-1], load_signs()["label"]):
                label = self.filling.pop()
                assert isinstance(label, Line)
                before.insert(0, label)
        self._close()
        self.kind, self.title, self.before = kind, title, tuple(before)

    def _close(self) -> None:
        if self.title is not None or self.filling:
            self.done.append(Part(self.kind, self.title, tuple(self.filling), self.before))
        self.kind, self.title, self.before, self.filling = "rest", None, (), []


# --- what does not belong -----------------------------------------------------------------------------------------


def _tidy(part: Part) -> Iterator[Part]:
    """Yield the part and, as parts of their own, what stands in it but does not belong to its kind."""
    if part.kind in ("table", "catalogue"):
        yield from _tidy_table(part)
    elif part.kind == "form":
        yield part
    else:
        yield from _tidy_prose(part)


def _tidy_table(part: Part) -> Iterator[Part]:
    signs = load_signs()
    last = max((i for i, item in enumerate(part.items) if isinstance(item, Grid)), default=-1)
    own = list(part.items[: last + 1])
    strays: list[Line | Grid] = []
    for item in part.items[last + 1 :]:
        # 注：1.… and, on a line of its own, 2.…
        continued = isinstance(own[-1], Line) and not strays and says(item, signs["note_item"]) if own else False
        (own if continued or says(item, signs["note"]) else strays).append(item)
    yield structs.replace(part, items=tuple(own))
    if strays:
        yield Part("rest", None, tuple(strays))


def _rejoin(parts: Sequence[Part]) -> list[Part]:
    """Return the parts; prose that goes on behind a table standing in a section is the section's again (Anhui)."""
    joined: list[Part] = []
    inside: int | None = None  # index of the section that the tables before stand in
    for part in parts:
        if part.kind == "section":
            inside = len(joined)
        elif part.kind == "rest" and inside is not None and joined[-1].kind == "table" and _is_prose(part):
            joined[inside] = structs.replace(joined[inside], items=(*joined[inside].items, *part.items))
            continue
        elif part.kind != "table":
            inside = None
        joined.append(part)
    return joined


def _is_prose(part: Part) -> bool:
    sentences = (item.text.strip() for item in part.items if isinstance(item, Line))
    return not part.grids and any(len(text) >= _SENTENCE and text.endswith("。") for text in sentences)


def _tidy_prose(part: Part) -> Iterator[Part]:
    """A tab inside a sentence makes a grid of one row: that is prose. A real grid in prose is a part of its own."""
    own: list[Line | Grid] = []
    grids: list[Grid] = []
    for item in part.items:
        if isinstance(item, Line) or part.kind in ("contents", "rest"):
            own.append(item)
        elif len(item.rows) == 1:
            text = " ".join(text for text in item.rows[0] if text.strip())
            own.append(Line(text=text, place=cell_place(item, 0)))
        else:
            grids.append(item)
    yield structs.replace(part, items=tuple(own))
    for grid in grids:
        yield Part("rest", None, (grid,))
