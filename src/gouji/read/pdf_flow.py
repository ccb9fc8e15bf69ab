"""The pages of a document in reading order: lines of text and tables in, paragraphs and grids out."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from msgspec import Struct, structs

from gouji.model.disclosure import Grid
from gouji.model.place import Place, around
from gouji.read.blocks import Line, Printed
from gouji.read.pdf_leaf import Leaf
from gouji.read.pdf_lines import (
    TextLine,
    begins_entry,
    begins_item,
    first_width,
    has_leaders,
    set_lines,
    shorten_leaders,
)
from gouji.read.pdf_tables import PageTable
from gouji.read.signs import is_preamble

_ENDS = re.compile(r"[。！？：:；;]$")


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


class _Writer:
    """Joins lines to paragraphs and numbers what comes out."""

    def __init__(self) -> None:
        self.items: list[Line | Grid] = []
        self.page = 0
        self.number = 0
        self.open: list[tuple[TextLine, int]] = []
        self.opened = Place()

    def add_line(self, line: TextLine, margins: _Margins) -> None:
        """Add a line to the paragraph it continues, or begin one."""
        if self.open:
            before, page = self.open[-1]
            if not _continues(before, line, margins, same_page=self.page == page):
                self.end_paragraph()
        if not self.open:
            self.number += 1
            self.opened = Place(line=self.number, page=self.page)
        self.open.append((line, self.page))

    def end_paragraph(self) -> None:
        """Write the paragraph that is open."""
        if self.open:
            text, starts = set_lines([line.text for line, _ in self.open])
            printed = tuple(Printed(start, page, line.box) for start, (line, page) in zip(starts, self.open, strict=True))
            place = structs.replace(self.opened, box=around(one.box for one in printed if one.page == self.opened.page))
            self.items.append(Line(shorten_leaders(text), place, printed=printed if len(printed) > 1 else ()))
            self.open = []

    def add_table(self, table: PageTable) -> None:
        """Write a table."""
        self.end_paragraph()
        lines = tuple(range(self.number + 1, self.number + 1 + len(table.rows)))
        self.number += len(table.rows)
        spans = {f"{row},{column}": size for (row, column), size in table.spans.items()}
        self.items.append(Grid(table.rows, lines, spans=spans, pages=(self.page,) * len(lines), boxes=table.boxes))


# --- where a paragraph ends -------------------------------------------------------------------------------------------


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
    if has_leaders(before.text) or is_preamble(line.text) or (begins_entry(line.text) and before.text[-1] not in "，、"):
        return False
    if line.left > margins.left + 1.2 * line.size:
        return same_page and _is_rest_of_title(before, line, margins)
    width = first_width(line.words[0].text) * line.size
    room = margins.right - before.right
    if room > 2.0 * line.size + width:
        # Narrow text on a page with few lines: a sentence that has not ended, then a line further out.
        outdented = line.left < before.left - 1.2 * line.size
        return outdented and len(before.text) > 30 and not _ENDS.search(before.text) and not begins_item(line.text)
    ended = _ENDS.search(before.text)
    return not (ended and (room > 0.6 * line.size + width or begins_item(line.text)))


def _is_rest_of_title(title: TextLine, line: TextLine, margins: _Margins) -> bool:
    """Return whether the line is what did not fit on a line of title: both in the middle, the first one wide.

    A title of tables ends in 表: 某局2025年度部门决算表, and below it that of the first one.
    """
    if title.text.rstrip().endswith("表"):
        return False
    wide = title.right - title.left > 0.7 * (margins.right - margins.left)
    indented = line.left > margins.left + 4 * line.size
    return wide and indented and abs((title.left + title.right) - (line.left + line.right)) < line.size
