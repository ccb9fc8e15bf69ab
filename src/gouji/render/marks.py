"""Which printed cell or sentence each finding speaks of.

In: the documents of a Report and the Report. Out: `Marks`: for every finding the anchors of its places, and for every marked
cell, row and paragraph the findings that speak of it. Anchors: `c-3-12-2` is grid 3, row 12, column 2 (all from 0, in
the order grids are shown), `c-3-12` the whole row, `p-7` a paragraph, `p-7-1` a sentence in it.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from gouji.model.disclosure import Claim, Disclosure, Grid
from gouji.model.finding import SEVERITIES, Finding, Report, Severity
from gouji.model.place import Place
from gouji.render.shown import covered_cells, shown_grids, shown_texts, stands_in

_CELL = re.compile(r"([A-Z]{1,3})(\d+)$")
_LIST = re.compile(r"[、；]")
_OFTEN = 3  # occurrences of one text in a paragraph that are still marked
_BLANKS = str.maketrans("", "", " \t\u3000\xa0")


class Mark(Struct, frozen=True):
    """One finding on one spot. number: the finding's, from 1. first: whether this is where to look first."""

    number: int
    severity: Severity
    first: bool


class Range(Struct, frozen=True):
    """A marked sentence: text[start:end] of its paragraph."""

    start: int
    end: int
    anchor: str
    marks: tuple[Mark, ...]


class Spot(Struct, frozen=True):
    """One row of a grid, or one paragraph, of the document.

    part: titles of the part it stands in. row: its index in the grid. head: the header rows of its table.
    """

    anchor: str
    part: frozenset[str]
    text: str = ""
    grid: Grid | None = None
    row: int = 0
    head: tuple[tuple[str, ...], ...] = ()


class Marks(Struct, frozen=True):
    """Where every finding stands.

    places: for each finding, in order, its places with their anchors (None: not shown, or not told where). spots:
    anchor of a cell, row or paragraph → marks. ranges: anchor of a paragraph → its marked sentences, in order.
    anchors: id of a grid or of a paragraph-like record → its anchor.
    """

    places: tuple[tuple[tuple[Place, str | None], ...], ...]
    spots: dict[str, tuple[Mark, ...]]
    ranges: dict[str, tuple[Range, ...]]
    anchors: dict[int, str]

    def touching(self) -> dict[str, Severity]:
        """Return anchor of each grid and paragraph in which anything is marked → the gravest severity there.

        What only takes part in a finding that looks elsewhere first counts as a note.
        """
        found: dict[str, list[Mark]] = {}
        for anchor, marks in self.spots.items():
            found.setdefault("-".join(anchor.split("-")[:2]), []).extend(marks)
        for anchor, ranges in self.ranges.items():
            found.setdefault(anchor, []).extend(mark for one in ranges for mark in one.marks)
        return {anchor: gravest(mark.severity if mark.first else "note" for mark in marks) for anchor, marks in found.items()}


def place_marks(documents: Sequence[Disclosure], report: Report) -> Marks:
    """Return where the findings of the report stand in the documents."""
    indexes: list[_Index] = []
    for disclosure in documents:
        indexes.append(_Index(disclosure, *indexes[-1:]))
    spots: dict[str, dict[int, Mark]] = {}
    sentences: dict[str, list[tuple[int, int, Mark]]] = {}
    places = []
    for number, finding, suspects in numbered(report):
        targets = []
        for place in dict.fromkeys(finding.places):
            mark = Mark(number, finding.severity, place in suspects)
            index = next((index for index in indexes if stands_in(place, index.disclosure)), None)
            anchor, spans = index.find(place, finding) if index is not None else (None, [])
            if anchor is not None and spans:
                sentences.setdefault(anchor, []).extend((*span, mark) for span in spans)
            elif anchor is not None:
                spots.setdefault(anchor, {}).setdefault(number, mark)
            targets.append((place, anchor, mark))
        places.append(targets)
    ranges = {anchor: _merge(anchor, found) for anchor, found in sentences.items()}
    return Marks(
        tuple(tuple((place, _narrow(anchor, mark, ranges)) for place, anchor, mark in found) for found in places),
        {anchor: tuple(found.values()) for anchor, found in spots.items()},
        ranges,
        {record: anchor for index in indexes for record, anchor in index.anchors.items()},
    )


def gravest(severities: Iterable[Severity]) -> Severity:
    """Return the gravest of the severities."""
    return min(severities, key=SEVERITIES.index)


def numbered(report: Report) -> Iterator[tuple[int, Finding, frozenset[Place]]]:
    """Yield every finding with its number and the places to look at first.

    Findings that one wrong cell explains all name that cell; where no place is common, it is each finding's first.
    """
    number = 0
    for cause in report.causes:
        common: frozenset[Place] = frozenset()
        if len(cause.findings) > 1:
            common = frozenset.intersection(*(frozenset(finding.places) for finding in cause.findings))
        for finding in cause.findings:
            number += 1
            yield number, finding, common or frozenset(finding.places[:1])


def _merge(anchor: str, found: list[tuple[int, int, Mark]]) -> tuple[Range, ...]:
    """Return the sentences of one paragraph in order, those that overlap as one."""
    merged: list[tuple[int, int, dict[int, Mark]]] = []
    for start, end, mark in sorted(found, key=lambda one: one[:2]):
        if merged and start < merged[-1][1]:
            begin, until, marks = merged.pop()
            merged.append((begin, max(until, end), {mark.number: mark} | marks))
        else:
            merged.append((start, end, {mark.number: mark}))
    return tuple(
        Range(start, end, f"{anchor}-{n}", tuple(sorted(marks.values(), key=lambda mark: mark.number)))
        for n, (start, end, marks) in enumerate(merged, 1)
    )


def _narrow(anchor: str | None, mark: Mark, ranges: dict[str, tuple[Range, ...]]) -> str | None:
    """Return the anchor of the finding's own sentence, where its paragraph has one."""
    for sentence in ranges.get(anchor or "", ()):
        if any(one.number == mark.number for one in sentence.marks):
            return sentence.anchor
    return anchor


class _Index:
    """All spots of a document by the line or worksheet row they stand on. before: that of the document shown before it."""

    def __init__(self, disclosure: Disclosure, before: "_Index | None" = None) -> None:
        self.disclosure = disclosure
        self.anchors: dict[int, str] = {}
        self.grids: int = before.grids if before is not None else 0
        self.paragraphs: int = before.paragraphs if before is not None else 0
        self.spots: dict[tuple[str | None, int], list[Spot]] = {}
        self.parts: dict[str, str] = {}
        self.covered: dict[str, dict[tuple[int, int], tuple[int, int]]] = {}
        self.claims = _claims_by_place(disclosure)
        for grid, titles, head in shown_grids(disclosure):
            self._add_grid(grid, titles, head)
        for record, text, place, titles in shown_texts(disclosure):
            self._add_text(record, text, place, titles)

    def _add_grid(self, grid: Grid, titles: frozenset[str], head: tuple[tuple[str, ...], ...]) -> None:
        anchor = f"c-{self.grids}"
        self.grids += 1
        self.anchors[id(grid)] = anchor
        self.covered[anchor] = covered_cells(grid.spans)
        for row, line in enumerate(grid.lines):
            spot = Spot(f"{anchor}-{row}", titles, grid=grid, row=row, head=head)
            self.spots.setdefault((grid.sheet, line), []).append(spot)

    def _add_text(self, record: object, text: str, place: Place, titles: frozenset[str]) -> None:
        anchor = f"p-{self.paragraphs}"
        self.anchors[id(record)] = anchor
        self.paragraphs += 1
        for title in titles if text in titles else ():
            self.parts.setdefault(title, anchor)
        if (key := _key(place)) is not None:
            self.spots.setdefault(key, []).append(Spot(anchor, titles, text=text))

    def find(self, place: Place, finding: Finding) -> tuple[str | None, list[tuple[int, int]]]:
        """Return the anchor of the place, and which parts of a paragraph are meant (none: all of it)."""
        spot = self._spot(place, finding)
        if spot is None:
            return self.parts.get(place.part), []
        if spot.grid is None:
            return spot.anchor, self._sentences(spot, place, finding)
        column = _column(spot, place, finding)
        if column is None:
            return spot.anchor, []
        grid = spot.anchor.rpartition("-")[0]
        row, column = self.covered[grid].get((spot.row, column), (spot.row, column))
        return f"{grid}-{row}-{column}", []

    def _spot(self, place: Place, finding: Finding) -> Spot | None:
        """Return the spot on the place's line; several on one line are told apart by part, row label and figures."""
        key = _key(place)
        spots = self.spots.get(key, []) if key is not None else []
        if len(spots) > 1 and place.part:
            spots = [spot for spot in spots if place.part in spot.part] or spots
        if len(spots) > 1 and place.row:
            label = place.row.translate(_BLANKS)
            spots = [spot for spot in spots if spot.grid is not None and _has(spot.grid.rows[spot.row], label)] or spots
        if len(spots) > 1:
            texts = [figure.text for figure in finding.figures if figure.place == place] or [finding.printed]
            spots = [spot for spot in spots if any(text and _prints(spot, text) for text in texts)] or spots
        return spots[0] if spots else None

    def _sentences(self, spot: Spot, place: Place, finding: Finding) -> list[tuple[int, int]]:
        """Return where in the paragraph the claims or figures stand that the finding speaks of."""
        printed = {figure.text for figure in finding.figures if figure.place == place} or {finding.printed}
        claims = [claim for claim in self.claims.get(place, ()) if claim.sentence in spot.text]
        if len({claim.sentence for claim in claims}) > 1:
            claims = [claim for claim in claims if not printed.isdisjoint(_figures(claim))]
        wanted = [claim.sentence for claim in claims] or sorted(printed, key=len, reverse=True)
        return _occurrences(spot.text, wanted) or _occurrences(spot.text, _LIST.split(finding.printed))


def _occurrences(text: str, wanted: Iterable[str]) -> list[tuple[int, int]]:
    """Return where the wanted texts stand in the text; one that stands there often, or is all of it, tells nothing."""
    found = []
    for one in dict.fromkeys(wanted):
        if one and one != text and 0 < text.count(one) <= _OFTEN:
            found += [(match.start(), match.end()) for match in re.finditer(re.escape(one), text)]
    return found


def _column(spot: Spot, place: Place, finding: Finding) -> int | None:
    """Return the grid column the place stands in, None when it is the row as a whole."""
    assert spot.grid is not None
    row = spot.grid.rows[spot.row]
    if place.cell and (found := _CELL.match(place.cell)):
        column = _number(found[1]) - spot.grid.column
    elif place.grid_column is not None:
        column = place.grid_column
    else:
        return _by_text(spot, row, place, finding)
    return column if 0 <= column < len(row) else None


def _by_text(spot: Spot, row: tuple[str, ...], place: Place, finding: Finding) -> int | None:
    """Return the column where the figure's printed text stands; of several, the one under the place's header."""
    texts = {figure.text for figure in finding.figures if figure.place == place} - {""}
    columns = [column for column, text in enumerate(row) if text in texts]
    if len(columns) > 1:
        header = place.column.rpartition("/")[2].translate(_BLANKS)
        columns = [column for column in columns if any(_cell(head, column) == header for head in spot.head)]
    return columns[0] if len(columns) == 1 else None


def _cell(row: tuple[str, ...], column: int) -> str:
    return row[column].translate(_BLANKS) if column < len(row) else ""


def _number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _key(place: Place) -> tuple[str | None, int] | None:
    if place.line is not None:
        return place.sheet, place.line
    if place.cell and (found := _CELL.match(place.cell)):
        return place.sheet, int(found[2])
    return None


def _prints(spot: Spot, text: str) -> bool:
    return text in (spot.text if spot.grid is None else spot.grid.rows[spot.row])


def _has(row: tuple[str, ...], label: str) -> bool:
    return label in "".join(row).translate(_BLANKS)


def _claims_by_place(disclosure: Disclosure) -> dict[Place, list[Claim]]:
    claims: dict[Place, list[Claim]] = {}
    for section in disclosure.sections:
        for claim in section.claims:
            places = {claim.place, *(figure.place for figure in (claim.amount, claim.change) if figure is not None)}
            for place in places:
                claims.setdefault(place, []).append(claim)
    return claims


def _figures(claim: Claim) -> set[str]:
    """Return the texts of the claim's figures, as printed."""
    return {one.text for one in (claim.amount, claim.share, claim.change, claim.growth) if one is not None}
