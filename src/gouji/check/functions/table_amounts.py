"""How the amounts of a table are printed: blanks, signs, decimals.

In: a disclosure. Out: verdicts. Only tables of a known kind are looked at.
"""

import re
from collections import Counter
from functools import lru_cache
from typing import NamedTuple

from gouji.check.deciding import Slots
from gouji.check.functions.tables import NO_TABLE, all_views, cell_hit, name_table
from gouji.check.remember import once_a_document
from gouji.check.rule import Hit, Rule, Verdict, decides, not_run
from gouji.check.view import is_amount, known_tables
from gouji.layouts.characters import HAN
from gouji.model.disclosure import Disclosure, Figure, Row, Table
from gouji.model.money import parse_money, tidy_number

# Blanks and signs


@decides("blank_total")
def blank_total(disclosure: Disclosure, rule: Rule) -> Verdict:
    """A blank head whose rows below are filled."""
    checked, hits = 0, list[Hit]()
    for view in all_views(disclosure):
        # The totals of tables with fixed rows are rows_printed's matter.
        for row in view.table.rows if view.kind.by != "item" else ():
            if not (below := view.below(row)):
                continue
            for column, figure in row.figures.items():
                filled = [one for one in below if column in one.figures and is_amount(one.figures[column])]
                checked += bool(filled)
                if filled and figure.state in ("blank", "dash"):
                    hits.append(cell_hit(view.table, row, column, figure, below=str(len(filled))))
    return Verdict(checked, tuple(hits)) if checked else NO_TABLE


@decides("negative_amount")
def negative_amount(disclosure: Disclosure, rule: Rule) -> Verdict:
    """An amount below zero: a budget has none, outturns may (a year's final accounts correct earlier ones).

    given: changes, what columns of differences are called; these may be below zero.
    """
    if disclosure.cover.stage == "final":
        return not_run("决算中可以有负数", "final accounts may have negative amounts")
    changes, cells = re.compile(rule.given["changes"]), _cells(disclosure)
    hits = [cell_hit(*cell) for cell in cells.negative if not changes.search(cell.column)]
    return Verdict(cells.amounts, tuple(hits)) if cells.amounts else NO_TABLE


class _Cell(NamedTuple):
    table: Table
    row: Row
    column: str
    figure: Figure


class _Cells(NamedTuple):
    """How many cells print an amount; those where it is below zero, and those that print something else."""

    amounts: int
    negative: list[_Cell]
    unreadable: list[_Cell]


@once_a_document
def _cells(disclosure: Disclosure) -> _Cells:
    amounts, negative, unreadable = 0, list[_Cell](), list[_Cell]()
    for table in known_tables(disclosure):
        for row in table.rows:
            for column, figure in row.figures.items():
                if figure.money is not None:
                    amounts += 1
                    if figure.money.fen < 0:
                        negative.append(_Cell(table, row, column, figure))
                elif figure.state == "unreadable":
                    unreadable.append(_Cell(table, row, column, figure))
    return _Cells(amounts, negative, unreadable)


# The print of amounts


_LOOKS_LIKE_AMOUNT = re.compile(r"[\d#]")


@decides("readable_amounts")
def readable_amounts(disclosure: Disclosure, rule: Rule) -> Verdict:
    """A cell of amounts that holds something else: a spreadsheet's error value, a number with two points, words."""
    cells, hits = _cells(disclosure), list[Hit]()
    for cell in cells.unreadable:
        text = cell.figure.text
        if parse_money(text, "元") is None and not _is_undivided(cell.row, cell.figure):
            hits.append(cell_hit(*cell) if _LOOKS_LIKE_AMOUNT.search(text) else _as_note(cell_hit(*cell)))
    return Verdict(cells.amounts, tuple(hits)) if cells.amounts or hits else NO_TABLE


_WORDS_AND_AMOUNT = re.compile(rf"{HAN}.*\d\.\d|\d\.\d.*{HAN}")


def _is_undivided(row: Row, figure: Figure) -> bool:
    """Return whether the text is that of a row the reader could not divide into cells; it says so itself."""
    texts = {one.text for one in row.figures.values()}
    with_label = len(row.label) > 1 and row.label in figure.text
    return (len(row.figures) > 1 and len(texts) == 1) or with_label or bool(_WORDS_AND_AMOUNT.search(figure.text))


def _as_note(hit: Hit) -> Hit:
    return Hit(hit.places, hit.slots, hit.figures, hit.printed, severity="note")


@decides("same_decimals")
def same_decimals(disclosure: Disclosure, rule: Rule) -> Verdict:
    """Amounts of one table printed with different numbers of decimals, or in 万元 with more than two."""
    checked, hits = 0, list[Hit]()
    for table in known_tables(disclosure):
        figures = [figure for row in table.rows for figure in row.figures.values() if figure.state == "printed"]
        decimals = [_decimals(figure.text) for figure in figures]
        counts = Counter(decimals)
        checked += bool(counts)
        if len(counts) < 2:
            continue
        usual = max(counts, key=lambda number: counts[number])
        stripped = not _keeps_zeros(figures)
        odd = [
            figure
            for figure, number in zip(figures, decimals, strict=True)
            if number != usual and _is_odd(figure, number, usual, stripped=stripped)
        ]
        if odd:
            slots: Slots = {"table": name_table(table), "usual": str(usual), "odd": "、".join(f.text for f in odd[:5])}
            hits.append(Hit(tuple(figure.place for figure in odd), {**slots, "count": str(len(odd))}, tuple(odd)))
    return Verdict(checked, tuple(hits)) if checked else NO_TABLE


@lru_cache(maxsize=4096)
def _decimals(text: str) -> int:
    return len(tidy_number(text).rstrip(")").partition(".")[2])


def _keeps_zeros(figures: list[Figure]) -> bool:
    """Return whether the table was typed with its closing zeros: a spreadsheet that strips them prints none."""
    return any("." in figure.text and figure.text.rstrip(")） ").endswith("0") for figure in figures)


def _is_odd(figure: Figure, decimals: int, usual: int, *, stripped: bool) -> bool:
    if figure.unit == "万元" and decimals > 2 and usual <= 2:
        return True
    return not stripped and is_amount(figure)
