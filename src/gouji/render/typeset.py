"""Printed things → what disclosure.typ reads: pages on one kind of paper, tables fitted to them, one contents.

Everything is plain JSON; the keys are those that disclosure.typ names.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from gouji.layouts.words import plain
from gouji.model.disclosure import Grid
from gouji.model.money import FEN_PER_UNIT
from gouji.render.charts import chart_svg, describe
from gouji.render.fitting import PADDING, SHEETS, Fit, Paper, break_long_words, fit_form, fit_table, text_length
from gouji.render.printed import Chart, Contents, Heading, Printed, PrintedForm, PrintedTable, Prose, Title

Item = dict[str, Any]
_BETWEEN_FIGURES = re.compile(r"(?<=\))(?=[\dA-Za-z])|(?<=\d-)(?=\d)")
_MARK = "草稿 DRAFT"
_FORM_LEVEL = 3  # forms stand below the section on performance (level 2)


def describe_pages(printed: Sequence[Printed], *, draft: bool = False) -> Item:
    """Return the printed things as the template reads them: what stands before page 1, then runs of pages on one paper."""
    title = next((one for one in printed if isinstance(one, Title)), Title("", ""))
    front, body = [], []
    for item in _items(printed):
        (front if item["kind"] in ("title", "contents") else body).append(item)
    runs = [
        {"paper": paper, "items": _on_new_pages([item for item, _ in run])}
        for paper, run in groupby(zip(body, _papers(body), strict=True), key=lambda pair: pair[1])
    ]
    name = f"{title.department} {title.subject}".strip()
    return {"title": name, "author": title.department, "mark": _MARK if draft else "", "front": front, "runs": runs}


def _items(printed: Sequence[Printed]) -> Iterator[Item]:
    entries = _Entries(printed)
    last = 0
    for thing in printed:
        match thing:
            case Title():
                yield {"kind": "title", "department": thing.department, "subject": thing.subject}
            case Contents():
                yield {"kind": "contents", "title": thing.title, "level": entries.depth}
            case Heading():
                last = min(thing.level, last + 1)
                yield {"kind": "heading", "text": thing.text, "level": last, "entry": entries.take(thing.text, thing.level)}
            case Prose():
                yield from ({"kind": "prose", "text": _with_breaks(line.strip())} for line in thing.text.split("\n") if line.strip())
            case PrintedTable():
                last = min(thing.level, last + 1) if thing.title else last
                entry = entries.take(thing.title, thing.level)
                yield {"level": last, "entry": entry} | _table(thing)
            case PrintedForm():
                last = min(_FORM_LEVEL, last + 1)
                yield {"level": last, "entry": entries.take(thing.name, _FORM_LEVEL)} | _form(thing)
            case Chart():
                yield {"kind": "chart", "svg": chart_svg(thing), "alt": describe(thing), "caption": thing.caption}


class _Entries:
    """The entries of the printed contents, each taken by the first heading that says the same; all headings if none are printed."""

    def __init__(self, printed: Sequence[Printed]) -> None:
        contents = next((one for one in printed if isinstance(one, Contents)), None)
        self._titles = [title for _, title, _ in contents.entries] if contents else None
        self.depth = max((level for level, _, _ in contents.entries), default=1) if contents else 2

    def take(self, heading: str, level: int) -> str:
        """Return the heading as the contents print it ("表一" before a table's title), "" when they do not name it."""
        if self._titles is None or not heading:
            return heading if level <= self.depth else ""
        for title in self._titles:
            if plain(title).endswith(plain(heading)):
                self._titles.remove(title)
                return title
        return ""


def _with_breaks(text: str) -> str:
    """Return the text with places to break after a bracket and in a span of dates, which would else tear lines apart."""
    return _BETWEEN_FIGURES.sub("\u200b", text)


def _table(table: PrintedTable) -> Item:
    rows, amounts = len(table.grid.rows), set(table.amounts)
    fitted = fit_table(table.grid, table.head, table.amounts)
    sides = "".join("r" if column in amounts else "l" for column in range(len(fitted.widths)))
    unit = next((line for line in reversed(table.lines) if line.endswith(tuple(FEN_PER_UNIT))), "")
    return {
        "kind": "table", "title": table.title, "label": table.label, "notes": table.notes,
        "unit": unit, "lines": [line for line in table.lines if line is not unit],
        "title_size": _title_size(table.title, fitted), "whole": fitted.fills(0.85),
        "paper": fitted.paper, "size": fitted.size, "widths": fitted.widths, "padding": PADDING,
        "head": min(table.head, rows), "sides": sides, "bold": table.bold, "cells": _cells(table.grid, table.head, len(sides)),
    }  # fmt: skip


def _form(form: PrintedForm) -> Item:
    fitted = fit_form(form.grid)
    return {
        "kind": "form", "title": form.title, "name": form.name, "subtitle": form.subtitle, "notes": form.fragments,
        "title_size": _title_size(form.title or form.name, fitted), "whole": fitted.fills(0.85),
        "paper": fitted.paper, "size": fitted.size, "widths": fitted.widths, "padding": PADDING, "head": 0,
        "sides": "l" * len(fitted.widths), "bold": (), "cells": _cells(form.grid, 0, len(fitted.widths)),
    }  # fmt: skip


def _cells(grid: Grid, head: int, columns: int) -> list[list[Any]]:
    """Return for each row its cells that no merged one covers: a text, or [text, rows, columns] of a merged cell."""
    covered: set[tuple[int, int]] = set()
    described = []
    for row, texts in enumerate(grid.rows):
        # A merged cell ends with the header it begins in, and with the table.
        below = (head if row < head else len(grid.rows)) - row
        cells: list[Any] = []
        for column in range(columns):
            if (row, column) in covered:
                continue
            text = break_long_words(texts[column]) if column < len(texts) else ""
            high, wide = grid.spans.get(f"{row},{column}", (1, 1))
            high, wide = max(1, min(high, below)), max(1, min(wide, columns - column))
            over = {(row + down, column + right) for down in range(high) for right in range(wide)}
            if len(over) == 1 or over & covered:
                cells.append(text)
                continue
            covered |= over
            cells.append([text, high, wide])
        described.append(cells)
    return described


def _title_size(title: str, fitted: Fit) -> float:
    """Return the size of the title that keeps it on one line, down to what is still a title."""
    return round(min(16.0, max(13.0, SHEETS[fitted.paper][0] / (text_length(title) + 1))), 1)


def _on_new_pages(items: Sequence[Item]) -> list[Item]:
    """Return the items of one run with whether each begins a new page: a part, a form, what follows a form, and a table
    that takes more than one page and has another above it.
    """
    placed: list[Item] = []
    for item in items:
        before = placed[-1]["kind"] if placed else None
        long_table = item["kind"] == "table" and before == "table" and not item["whole"] and item["title"] != ""
        apart = item["kind"] == "form" or before == "form" or item.get("level") == 1 or long_table
        placed.append(item | {"apart": apart and before is not None})
    return placed


def _papers(items: Sequence[Item]) -> list[Paper]:
    """Return the paper of each item; headings go with what stands below them, all else but tables is upright."""
    papers: list[Paper] = []
    below: Paper = "upright"
    for item in reversed(items):
        below = below if item["kind"] == "heading" else item.get("paper", "upright")
        papers.append(below)
    return papers[::-1]
