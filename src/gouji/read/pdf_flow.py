"""The pages of a document in reading order: lines of text and tables in, paragraphs and grids out."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from msgspec import Struct, structs

from gouji.model.disclosure import Grid
from gouji.model.place import Place
from gouji.read.blocks import Line
from gouji.read.outline import is_form_title, is_preamble, is_title
from gouji.read.pdf_columns import find_column_tables
from gouji.read.pdf_grids import find_lattices
from gouji.read.pdf_lines import TextLine, has_leaders, join_lines, make_lines, shorten_leaders, split_wide
from gouji.read.pdf_page import Page
from gouji.read.pdf_tables import PageTable, ruled_table

# A page number: 3, - 3 -, 第3页, 3 / 20, 第 3 页 共 20 页.
_FOLIO = re.compile(r"[\-—–－·.~〜|\s]*(?:第|page)?\s*(\d{1,4})\s*页?\s*(?:[,，/／]?\s*共?\s*\d{1,4}\s*页?)?[\-—–－·.~〜|\s]*", re.I)
_ENDS = re.compile(r"[。！？：:；;]$")
_OPENS = re.compile(r"第[一二三四五六七八九十]+部分|[一二三四五六七八九十]{1,3}、")
_ITEM = re.compile(r"\d{1,2}[.、．](?!\d)|[（(][一二三四五六七八九十\d]{1,3}[)）]|[①-⑳]")
_TOKEN = re.compile(r"[0-9A-Za-z.,%]+")
_CONTINUED = re.compile(r"[(（]?(?:续表?|接上表|续前表|续上表)[一二三四五六七八九十\d]*[)）]?|\s")
_HEADING_LINES = 6
_WIDE = 4.0  # a gap of so many characters separates two notes set on one line


class Leaf(Struct, frozen=True):
    """A page with its text in lines and tables, from the top down."""

    number: int
    width: float
    height: float
    items: tuple[TextLine | PageTable, ...]


def lay_leaf(page: Page) -> Leaf:
    """Return the page's lines and tables in reading order."""
    lattices = find_lattices(page)
    tables = []
    outside = list(page.words)
    for lattice in lattices:
        left, right = lattice.xs[0] - 2, lattice.xs[-1] + 2
        inside = [
            word
            for word in outside
            if lattice.top <= word.middle <= lattice.bottom and left <= (word.left + word.right) / 2 <= right
        ]
        if inside:
            taken = set(map(id, inside))
            outside = [word for word in outside if id(word) not in taken]
            tables.append(ruled_table(lattice, inside))
    lines = make_lines(outside)
    for table, used in find_column_tables(lines, page.across):
        taken = set(map(id, used))
        lines = [line for line in lines if id(line) not in taken]
        tables.append(table)
    items: list[TextLine | PageTable] = [*lines, *tables]
    items.sort(key=_top)
    return Leaf(page.number, page.width, page.height, tuple(_beside(items, page.width)))


def _top(item: TextLine | PageTable) -> float:
    return item.top if isinstance(item, PageTable) else item.base - 0.36 * item.size


# --- what is printed on every page ------------------------------------------------------------------------------------


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
    return [_without(leaf, {at for index, at in kept if index == page}) for page, leaf in enumerate(leaves)]


def _folios(leaf: Leaf) -> Iterator[tuple[int, int, bool]]:
    """Yield (position, number, whether it is dressed as a page number) of the numbers alone at the page's edges."""
    for at, line in _edges(leaf):
        text = line.text.strip()
        if len(text) < 24 and (match := _FOLIO.fullmatch(text)):
            yield at, int(match[1]), not text.isdigit()


def _edges(leaf: Leaf) -> Iterator[tuple[int, TextLine]]:
    """Yield the first and last lines of the page that stand near its edge, with their positions."""
    last = len(leaf.items) - 1
    for at in dict.fromkeys((0, 1, 2, last - 2, last - 1, last)):
        line = leaf.items[at] if 0 <= at <= last else None
        if isinstance(line, TextLine) and not 0.13 * leaf.height < line.base < 0.85 * leaf.height:
            yield at, line


def _without_heads(leaves: Sequence[Leaf]) -> list[Leaf]:
    """The outermost line of most pages, the same on each and close to the edge, is a running head.

    It is none if it is worded as a title and a table follows wherever it stands: many forms bear the same title.
    """
    edges = [(page, at, _spot(line)) for page, leaf in enumerate(leaves) for at, line in _outermost(leaf)]
    counts = Counter(spot for _, _, spot in edges)
    heads = {spot for spot, count in counts.items() if count >= max(3, 0.6 * len(leaves))}
    heads -= {spot for spot in heads if is_title(spot[0]) and all(_heads_table(leaves[p], at) for p, at, s in edges if s == spot)}
    return [
        _without(leaf, {at for number, at, spot in edges if number == page and spot in heads})
        for page, leaf in enumerate(leaves)
    ]


def _outermost(leaf: Leaf) -> Iterator[tuple[int, TextLine]]:
    """Yield the lines that stand on the highest and the lowest baseline, if that is close to the edge of the page."""
    lines = [(at, line) for at, line in _edges(leaf) if not 0.09 * leaf.height < line.base < 0.91 * leaf.height]
    for side in (0, -1):
        if lines and abs(leaf.items[side].bottom - lines[side][1].bottom) < 2:
            yield from (each for each in lines if abs(each[1].bottom - lines[side][1].bottom) < 2)


def _heads_table(leaf: Leaf, at: int) -> bool:
    return any(isinstance(item, PageTable) for item in leaf.items[at + 1 : at + 4])


def _spot(line: TextLine) -> tuple[str, int]:
    """Return what the line says and how far down it stands."""
    return line.text.replace(" ", ""), round(line.base / 4)


def _without(leaf: Leaf, dropped: set[int]) -> Leaf:
    if not dropped:
        return leaf
    return structs.replace(leaf, items=tuple(item for at, item in enumerate(leaf.items) if at not in dropped))


# --- tables over several pages ----------------------------------------------------------------------------------------


def continue_tables(leaves: Sequence[Leaf]) -> list[Leaf]:
    """Return the pages with the continuation of a table given the columns of the page before, and torn rows mended.

    A last page that holds only a total, its label over several columns, has fewer ruled lines than the table. A title
    that is printed again above the continuation is left out.
    """
    result: list[Leaf] = []
    heading: tuple[str, ...] = ()
    for leaf in leaves:
        before = result[-1].items[-1] if result and result[-1].items else None
        if isinstance(before, PageTable):
            leaf = _without_heading(leaf, heading, before)
        first = leaf.items[0] if leaf.items else None
        heading = _last_heading(leaf) or heading
        if isinstance(before, PageTable) and isinstance(first, PageTable):
            first = _fit(first, before.xs)
            if len(first.rows) > 1 and _is_torn(before, first):
                before, first = _mend(before, first)
                result[-1] = structs.replace(result[-1], items=(*result[-1].items[:-1], before))
            leaf = structs.replace(leaf, items=(first, *leaf.items[1:]))
        result.append(leaf)
    return result


def _last_heading(leaf: Leaf) -> tuple[str, ...]:
    """Return the lines above the last table of the page, without what says that it goes on."""
    last = max((at for at, item in enumerate(leaf.items) if isinstance(item, PageTable)), default=0)
    texts: list[str] = []
    for item in reversed(leaf.items[:last]):
        if isinstance(item, PageTable) or len(texts) == _HEADING_LINES:
            break
        texts.append(_CONTINUED.sub("", item.text))
    return tuple(texts)


def _without_heading(leaf: Leaf, heading: tuple[str, ...], before: PageTable) -> Leaf:
    """Return the page without the lines above its first table, if they and its header were above the table before it.

    Forms bear one title and are one for each project.
    """
    at = next((at for at, item in enumerate(leaf.items) if isinstance(item, PageTable)), 0)
    table = leaf.items[at] if at else None
    if not isinstance(table, PageTable) or at > _HEADING_LINES or table.rows[0] != before.rows[0]:
        return leaf
    texts = [item.text for item in leaf.items[:at] if isinstance(item, TextLine)]
    titles = [text for text in texts if is_title(text)]
    again = {_CONTINUED.sub("", text) for text in texts} - {""}
    if not titles or any(is_form_title(text) for text in titles) or not again <= set(heading):
        return leaf
    return structs.replace(leaf, items=leaf.items[at:])


def _is_torn(before: PageTable, table: PageTable) -> bool:
    """Return whether the first row is the rest of the last row of the page before: all its texts ran out of room there."""
    if len(table.xs) != len(before.xs) or len(before.rooms) != len(before.xs) - 1:
        return False
    rests = [(room, text) for room, text in zip(before.rooms, table.rows[0], strict=True) if text]
    return bool(rests) and all(_ran_out(room, text) for room, text in rests)


def _ran_out(room: float | None, rest: str) -> bool:
    if room is None or _OPENS.match(rest) or _ITEM.match(rest) or rest[0].isdigit():
        return False
    token = _TOKEN.match(rest)
    return room < 2.2 + (0.55 * len(token[0]) if token else 0.0)


def _mend(before: PageTable, table: PageTable) -> tuple[PageTable, PageTable]:
    """Return both pieces with the row that the page break tears in two made whole on the first page."""
    whole = tuple(join_lines([text, rest]) for text, rest in zip(before.rows[-1], table.rows[0], strict=True))
    spans = {}
    for (row, column), (high, wide) in table.spans.items():
        if row > 0:
            spans[row - 1, column] = high, wide
        elif high > 1 and (high - 1, wide) != (1, 1):
            spans[0, column] = high - 1, wide
    return (
        structs.replace(before, rows=(*before.rows[:-1], whole)),
        structs.replace(table, rows=table.rows[1:], spans=spans),
    )


def _fit(table: PageTable, xs: tuple[float, ...]) -> PageTable:
    """Return the table on the columns of another, if its own are among them."""
    if len(table.xs) >= len(xs):
        return table
    at = [min(range(len(xs)), key=lambda index, x=x: abs(xs[index] - x)) for x in table.xs]  # type: ignore[misc]
    if any(abs(xs[index] - x) > 3 for index, x in zip(at, table.xs, strict=True)) or len(set(at)) < len(at):
        return table
    if at[0] != 0 or at[-1] != len(xs) - 1:
        return table
    rows = []
    for row in table.rows:
        cells = [""] * (len(xs) - 1)
        for column, text in enumerate(row):
            cells[at[column]] = text
        rows.append(tuple(cells))
    spans = {}
    for row_number in range(len(rows)):
        for column in range(len(at) - 1):
            high, wide = table.spans.get((row_number, column), (1, 1))
            size = high, at[min(column + wide, len(at) - 1)] - at[column]
            covered = _is_covered(table, row_number, column)
            if size != (1, 1) and not covered:
                spans[row_number, at[column]] = size
    return structs.replace(table, xs=xs, rows=tuple(rows), spans=spans)


def _is_covered(table: PageTable, row: int, column: int) -> bool:
    return any(
        (first, left) != (row, column) and first <= row < first + high and left <= column < left + wide
        for (first, left), (high, wide) in table.spans.items()
    )


# --- paragraphs -------------------------------------------------------------------------------------------------------


class _Margins(Struct, frozen=True):
    """The edges of the running text on pages of one width."""

    left: float
    right: float


def flow(leaves: Sequence[Leaf]) -> list[Line | Grid]:
    """Return the document's paragraphs and grids. Every line has a number of its own, counted through the document."""
    margins = _margins(leaves)
    writer = _Writer()
    for leaf in _with_cover(leaves):
        writer.page = leaf.number
        own = _own_margins(leaf, margins[round(leaf.width)])
        for item in leaf.items:
            if isinstance(item, PageTable):
                writer.add_table(item)
            else:
                writer.add_line(item, own)
    writer.end_paragraph()
    return writer.items


def _with_cover(leaves: Sequence[Leaf]) -> Iterator[Leaf]:
    """Yield the pages; on a cover the lines of a title set in the middle, one below the other, become one line."""
    for index, leaf in enumerate(leaves):
        lines = [item for item in leaf.items if isinstance(item, TextLine)]
        if index > 0 or len(lines) > 12 or len(lines) < len(leaf.items):
            yield leaf
            continue
        joined: list[TextLine] = []
        for line in lines:
            if joined and _is_one_title(joined[-1], line, leaf.width):
                joined[-1] = TextLine(joined[-1].words + line.words, line.base, line.size)
            else:
                joined.append(line)
        yield structs.replace(leaf, items=tuple(joined))


def _is_one_title(above: TextLine, line: TextLine, width: float) -> bool:
    if abs(above.size - line.size) > 0.1 * line.size or not 0 < line.base - above.base < 2.5 * line.size:
        return False
    if any(sign in text for sign in "：:" for text in (above.text, line.text)):
        return False
    return all(abs(each.left + each.right - width) < 2 * line.size for each in (above, line))


def _beside(items: Sequence[TextLine | PageTable], width: float) -> list[TextLine | PageTable]:
    """Return a page's items, notes that stand side by side taken apart and a wrapped one of them made whole."""
    pieces: list[TextLine | PageTable] = []
    for item in items:
        if isinstance(item, PageTable):
            pieces.append(item)
            continue
        for piece in split_wide(item, max(_WIDE * item.size, 0.12 * width)):
            above = pieces[-2] if len(pieces) > 1 else None
            if isinstance(above, TextLine) and _wraps(above, pieces[-1], piece):
                pieces[-2] = TextLine(above.words + piece.words, piece.base, piece.size)
            else:
                pieces.append(piece)
    return pieces


def _wraps(note: TextLine, beside: TextLine | PageTable, line: TextLine) -> bool:
    """Return whether the line is the rest of a note that has another one at its right."""
    if isinstance(beside, PageTable) or beside.left < max(note.right, line.right) + 2 * line.size:
        return False
    aligned = abs(line.left - note.left) < 0.3 * line.size and line.right < note.right + line.size
    return aligned and 0 < line.base - note.base < 1.8 * line.size and line.base > beside.base + 1


class _Writer:
    """Joins lines to paragraphs and numbers what comes out."""

    def __init__(self) -> None:
        self.items: list[Line | Grid] = []
        self.page = 0
        self.number = 0
        self.open: list[TextLine] = []
        self.opened = Place()
        self.opened_on = 0

    def add_line(self, line: TextLine, margins: _Margins) -> None:
        """Add a line to the paragraph it continues, or begin one."""
        if self.open and not _continues(self.open[-1], line, margins, same_page=self.page == self.opened_on):
            self.end_paragraph()
        if not self.open:
            self.number += 1
            self.opened = Place(line=self.number, page=self.page)
        self.opened_on = self.page
        self.open.append(line)

    def end_paragraph(self) -> None:
        """Write the paragraph that is open."""
        if self.open:
            text = shorten_leaders(join_lines([line.text for line in self.open]))
            self.items.append(Line(text=text, place=self.opened))
            self.open = []

    def add_table(self, table: PageTable) -> None:
        """Write a table."""
        self.end_paragraph()
        lines = tuple(range(self.number + 1, self.number + 1 + len(table.rows)))
        self.number += len(table.rows)
        spans = {f"{row},{column}": size for (row, column), size in table.spans.items()}
        self.items.append(Grid(table.rows, lines, spans=spans, pages=(self.page,) * len(lines)))


def _margins(leaves: Sequence[Leaf]) -> dict[int, _Margins]:
    """Return the margins of the running text for every width of page, rounded to a point."""
    margins = {}
    for width in {round(leaf.width) for leaf in leaves}:
        lines = [
            item for leaf in leaves if round(leaf.width) == width for item in leaf.items if isinstance(item, TextLine)
        ]
        long = [line for line in lines if line.right - line.left > 0.5 * width] or lines
        right = _right_edge([line.right for line in long]) if long else float(width)
        full = [line for line in long if line.right > right - 2 * line.size] or long
        lefts = Counter(round(line.left) for line in full)
        least = max(1, len(full) // 20)
        left = min((at for at, count in lefts.items() if count >= least), default=0)
        margins[width] = _Margins(float(left), right)
    return margins


def _right_edge(rights: Sequence[float]) -> float:
    """Return where lines end: where most do, as justified ones; else where nearly the longest does.

    A comma may hang over the edge.
    """
    edge, count = Counter(round(right / 2) for right in rights).most_common(1)[0]
    if count >= 0.4 * len(rights):
        return 2.0 * edge
    return sorted(rights)[int(0.9 * (len(rights) - 1))]


def _own_margins(leaf: Leaf, margins: _Margins) -> _Margins:
    """Return the margins of the page itself, if enough of its lines reach them."""
    lines = [item for item in leaf.items if isinstance(item, TextLine)]
    rights = [line.right for line in lines if line.right - line.left > 0.5 * leaf.width]
    right = _right_edge(rights) if len(rights) >= 4 else margins.right
    lefts = Counter(round(line.left) for line in lines if line.right - line.left > 0.3 * leaf.width)
    common = sorted(left for left, count in lefts.items() if count > 1)
    # Paragraphs are indented: where both edges are seen, the outer one is the margin.
    if len(common) > 1 and common[-1] - common[0] > 12:
        return _Margins(float(common[0]), right)
    return _Margins(margins.left, right)


def _continues(before: TextLine, line: TextLine, margins: _Margins, *, same_page: bool) -> bool:
    """Return whether the line continues the paragraph of the line before it."""
    if abs(before.size - line.size) > 0.2 * max(before.size, line.size):
        return False
    step = line.base - before.base
    if same_page and not 0.3 * line.size < step < 2.8 * line.size:
        return False
    if has_leaders(before.text) or is_preamble(line.text) or (_OPENS.match(line.text) and before.text[-1] not in "，、"):
        return False
    if line.left > margins.left + 1.2 * line.size:
        return same_page and _is_rest_of_title(before, line, margins)
    token = _TOKEN.match(line.words[0].text)
    width = 0.55 * line.size * len(token[0]) if token else 0.0
    room = margins.right - before.right
    if room > 2.0 * line.size + width:
        # Narrow text on a page with few lines: a sentence that has not ended, then a line further out.
        outdented = line.left < before.left - 1.2 * line.size
        return outdented and len(before.text) > 30 and not _ENDS.search(before.text) and not _ITEM.match(line.text)
    ended = _ENDS.search(before.text)
    return not (ended and (room > 0.6 * line.size + width or _ITEM.match(line.text)))


def _is_rest_of_title(title: TextLine, line: TextLine, margins: _Margins) -> bool:
    """Return whether the line is what did not fit on a line of title: both in the middle, the first one wide."""
    wide = title.right - title.left > 0.7 * (margins.right - margins.left)
    indented = line.left > margins.left + 4 * line.size
    return wide and indented and abs((title.left + title.right) - (line.left + line.right)) < line.size
