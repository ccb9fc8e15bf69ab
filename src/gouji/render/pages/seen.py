"""What reading saw on each page: the parts of a document and its Disclosure in, shapes to draw over the pages out.

Every line and cell of the file is drawn: what it was taken for, or that it was left. What bears no shape at all was dropped
before anything was recognised: page numbers and running heads.
"""

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from gouji.model.disclosure import Claim, Disclosure, Table
from gouji.model.place import Box, Place
from gouji.read.blocks import Blocks, Line
from gouji.read.outline import Part, PartKind, outline
from gouji.render.pages.seen_grids import see_catalogues, see_forms, see_left, see_tables
from gouji.render.pages.shapes import Link, Shape, Tag

# Part of the outline → its name, in Chinese and English.
_PARTS: dict[PartKind, tuple[str, str]] = {
    "cover": ("封面", "cover"),
    "contents": ("目录", "contents"),
    "heading": ("部分的标题", "heading"),
    "duties": ("职责", "duties"),
    "organisation": ("机构与人员", "organisation"),
    "table": ("预算表", "table"),
    "section": ("说明", "narrative"),
    "form": ("绩效表", "performance form"),
    "catalogue": ("目录表", "catalogue"),
    "glossary": ("名词解释", "glossary"),
    "rest": ("没有认出", "not recognised"),
}


class Seen(Struct, frozen=True):
    """What was seen on one page. tables: those that stand on it."""

    shapes: tuple[Shape, ...] = ()
    links: tuple[Link, ...] = ()
    tags: tuple[Tag, ...] = ()
    tables: tuple[Table, ...] = ()


def see(blocks: Blocks, disclosure: Disclosure, language: str) -> dict[int, Seen]:
    """Return page → what was seen on it. disclosure: read from the blocks."""
    zh = language != "en"
    drawn: list[Shape | Link | Tag] = []
    for part in outline(blocks):
        drawn += _see_lines(part, zh)
    lines = [(shape.page, shape.box) for shape in drawn if isinstance(shape, Shape)]
    for see_grids in (see_tables, see_forms, see_catalogues, see_left):
        drawn += see_grids(disclosure, zh)
    drawn += _see_claims(disclosure, lines, zh)
    pages = sorted({one.page for one in drawn})
    return {page: _on(page, drawn, disclosure) for page in pages}


def _on(page: int, drawn: Sequence[Shape | Link | Tag], disclosure: Disclosure) -> Seen:
    own = [one for one in drawn if one.page == page]
    return Seen(
        # What covers much comes first, so that what lies on it can be pointed at.
        shapes=tuple(sorted((one for one in own if isinstance(one, Shape)), key=_size, reverse=True)),
        links=tuple(one for one in own if isinstance(one, Link)),
        tags=tuple(one for one in own if isinstance(one, Tag)),
        tables=tuple(table for table in disclosure.tables if any(page in grid.pages for grid in table.grids)),
    )


def _size(shape: Shape) -> float:
    left, top, right, bottom = shape.box
    return (right - left) * (bottom - top)


# --- lines ------------------------------------------------------------------------------------------------------------


def _see_lines(part: Part, zh: bool) -> Iterator[Shape]:
    name = _PARTS[part.kind][0 if zh else 1]
    above = part.title.text.strip() if part.title else ""
    if part.title:
        yield from _line("title", part.title, f"{'标题' if zh else 'title'}（{name}）" if zh else f"title ({name})")
    kind = "rest" if part.kind == "rest" else "prose"
    for line in (*part.before, *part.lines):
        yield from _line(kind, line, f"{name} › {above}" if above else name)


def _line(kind: str, line: Line, says: str) -> Iterator[Shape]:
    """Yield the line, or the lines that the paragraph is set in."""
    for page, box in _boxes(line):
        yield Shape(kind, page, box, f"{says}\n{line.text.strip()}")


def _boxes(line: Line) -> Iterable[tuple[int, Box]]:
    if line.printed:
        return ((printed.page, printed.box) for printed in line.printed)
    place = line.place
    return [(place.page, place.box)] if place.page is not None and place.box is not None else []


def _see_claims(disclosure: Disclosure, lines: Iterable[tuple[int, Box]], zh: bool) -> Iterator[Shape]:
    """Yield the lines that print figures of the narrative, each with all its claims.

    lines: all that are set on the pages; a place that spans several of them is drawn line by line.
    """
    by_page: dict[int, list[Box]] = {}
    for page, box in lines:
        by_page.setdefault(page, []).append(box)
    by_line: dict[tuple[int, Box], list[str]] = {}
    for section in disclosure.sections:
        for claim in section.claims:
            for place in _places(claim):
                if place.page is not None and place.box is not None:
                    whole = place.box
                    set_in = [box for box in by_page.get(place.page, ()) if _holds(whole, box)] or [whole]
                    for box in set_in:
                        by_line.setdefault((place.page, box), []).append(_say_claim(claim, zh))
    for (page, box), said in by_line.items():
        yield Shape("claim", page, box, "\n".join(dict.fromkeys(said)))


def _holds(whole: Box, box: Box) -> bool:
    """Return whether the box lies in the whole one, as far as tenths of a point tell."""
    return whole[0] - 1 <= box[0] and whole[1] - 1 <= box[1] and box[2] <= whole[2] + 1 and box[3] <= whole[3] + 1


def _places(claim: Claim) -> Iterable[Place]:
    return dict.fromkeys((claim.place, *(one.place for one in (claim.amount, claim.change) if one is not None)))


def _say_claim(claim: Claim, zh: bool) -> str:
    """Return what was understood: subject, amount, share, change and rate, and the cell of a table that it names."""
    steps = [claim.topic or claim.subject]
    if claim.amount:
        steps.append(f"{claim.amount.text}{claim.amount.unit}")
    if claim.share:
        steps.append(f"{'占' if zh else 'share of '}{claim.of_what} {claim.share.text}")
    if claim.change:
        steps.append(f"{claim.direction}{claim.change.text}{claim.change.unit}")
    if claim.growth:
        steps.append(f"{claim.growth_direction or claim.direction}{claim.growth.text}")
    if claim.address:
        kind, row, column = claim.address
        steps.append(f"→ {kind}［{row}，{column}］" if zh else f"→ {kind} [{row}, {column}]")
    return ("文字里的数：" if zh else "stated: ") + "　".join(steps)
