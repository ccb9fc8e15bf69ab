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
from gouji.render.fitting import (
    PADDING,
    SHEETS,
    Fit,
    Paper,
    breakable,
    fit_form,
    fit_table,
    text_length,
)
from gouji.render.printed import Chart, Contents, Heading, Printed, PrintedForm, PrintedTable, Prose, Title

Item = dict[str, Any]
_UNPRINTABLE = re.compile(r"[\0-\x08\x0b-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]")
_SHORT, _CLOSED = 24, tuple("。；！？，、）)")
_NAMELESS = "部门预算公开"
_MARK = "草稿 DRAFT"
_FORM_LEVEL = 3  # forms stand below the section on performance (level 2)


def describe_pages(printed: Sequence[Printed], *, draft: bool = False) -> Item:
    """Return the printed things as the template reads them: what stands before page 1, then runs of pages on one paper."""
    title = next((one for one in printed if isinstance(one, Title)), Title("", ""))
    front: list[Item] = []
    body: list[Item] = []
    for item in _items(printed):
        (front if item["kind"] in ("title", "contents") else body).append(item)
    runs = [
        {"paper": paper, "items": _on_new_pages([item for item, _ in run])}
        for paper, run in groupby(zip(body, _papers(body), strict=True), key=lambda pair: pair[1])
    ]
    return {
        "title": _name(printed),
        "author": _line(title.department),
        "mark": _MARK if draft else "",
        "front": front,
        "runs": runs,
    }


def _name(printed: Sequence[Printed]) -> str:
    """Return what the document is called: the words of its cover, else its first heading."""
    for thing in printed:
        match thing:
            case Title() if thing.subject:
                return _line(f"{thing.department} {thing.subject}")
            case Heading(text=text) | PrintedTable(title=text) | PrintedForm(title=text) if text:
                return _line(text)
    return _NAMELESS


def _items(printed: Sequence[Printed]) -> Iterator[Item]:
    entries = _Entries(printed)
    last = 0
    for thing in printed:
        match thing:
            case Title():
                yield {"kind": "title", "department": _text(thing.department), "subject": _text(thing.subject)}
            case Contents():
                yield {"kind": "contents", "title": _text(thing.title), "level": entries.depth}
            case Heading():
                last = min(thing.level, last + 1)
                yield {
                    "kind": "heading",
                    "text": _text(thing.text),
                    "level": last,
                    "entry": entries.take(thing.text, thing.level),
                }
            case Prose():
                yield from (_paragraph(line) for line in map(_text, thing.text.split("\n")) if line)
            case PrintedTable():
                last = min(thing.level, last + 1) if thing.title else last
                entry = entries.take(thing.title, thing.level)
                yield {"level": last, "entry": entry} | _table(thing)
            case PrintedForm():
                last = min(_FORM_LEVEL, last + 1)
                yield {"level": last, "entry": entries.take(thing.name, _FORM_LEVEL)} | _form(thing)
            case Chart():
                yield {"kind": "chart", "svg": chart_svg(thing), "alt": describe(thing), "caption": _text(thing.caption)}


def _paragraph(text: str) -> Item:
    """Return a paragraph; what is worded like a heading ("1、整体绩效目标", "其中：") stays with what follows."""
    return {"kind": "prose", "text": breakable(text), "sticky": len(text) <= _SHORT and not text.endswith(_CLOSED)}


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


def _text(text: str) -> str:
    """Return the text without what no font can print: control characters and those that are none."""
    return _UNPRINTABLE.sub("", text).strip()


def _line(text: str) -> str:
    return " ".join(_text(text).split())


def _table(table: PrintedTable) -> Item:
    rows, amounts = len(table.grid.rows), set(table.amounts)
    fitted = fit_table(table.grid, table.head, table.amounts)
    sides = "".join("r" if column in amounts else "l" for column in range(len(fitted.widths)))
    unit = next((line for line in reversed(table.lines) if line.endswith(tuple(FEN_PER_UNIT))), "")
    return {
        "kind": "table", "title": _text(table.title), "label": _text(table.label), "notes": [_text(note) for note in table.notes],
        "unit": _text(unit), "lines": [_text(line) for line in table.lines if line is not unit],
        "title_size": _title_size(table.title, fitted), "whole": fitted.fills(0.85),
        "paper": fitted.paper, "size": fitted.size, "widths": fitted.widths, "padding": PADDING,
        "head": min(table.head, rows), "sides": sides, "bold": table.bold, "cells": _cells(table.grid, table.head, len(sides)),
    }  # fmt: skip


def _form(form: PrintedForm) -> Item:
    fitted = fit_form(form.grid)
    return {
        "kind": "form", "title": _text(form.title), "name": _line(form.name or form.title), "subtitle": _text(form.subtitle),
        "notes": [_text(fragment) for fragment in form.fragments],
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
            text = breakable(_text(texts[column])) if column < len(texts) else ""
            span = grid.spans.get(f"{row},{column}", (1, 1)) if grid.spans else (1, 1)
            high, wide = max(1, min(span[0], below)), max(1, min(span[1], columns - column))
            over = (
                {(row + down, column + right) for down in range(high) for right in range(wide)} if high * wide > 1 else set()
            )
            if over and not over & covered:
                covered |= over
                cells.append([text, high, wide])
            else:
                cells.append(text)
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
