"""How the amounts of a table are printed: blanks, signs, decimals.

In: a disclosure. Out: verdicts. Only tables of a known kind are looked at.
"""

import re
from collections import Counter

from gouji.check.deciding import Slots
from gouji.check.functions.tables import (
    NO_TABLE,
    all_cells,
    all_views,
    cell_hit,
    known_tables,
    name_table,
)
from gouji.check.rule import Hit, Rule, Verdict, decides, not_run
from gouji.check.view import is_amount
from gouji.layouts.characters import HAN
from gouji.model.disclosure import Disclosure, Figure, Row
from gouji.model.money import parse_money, tidy_number

# Blanks and signs


@decides("blank_total")
def blank_total(disclosure: Disclosure, rule: Rule) -> Verdict:
    """A blank head whose rows below are filled."""
    checked, hits = 0, list[Hit]()
    for view in all_views(disclosure):
        for row in view.table.rows:
            # The totals of tables with fixed rows are rows_printed's matter.
            if view.kind.by == "item" or not (below := view.below(row)):
                continue
            for column, figure in row.figures.items():
                filled = sum(is_amount(one.figures[column]) for one in below if column in one.figures)
                checked += filled > 0
                if filled and figure.state in ("blank", "dash"):
                    hits.append(cell_hit(view.table, row, column, figure, below=str(filled)))
    return Verdict(checked, tuple(hits)) if checked else NO_TABLE


@decides("negative_amount")
def negative_amount(disclosure: Disclosure, rule: Rule) -> Verdict:
    """An amount below zero: a budget has none, outturns may (a year's final accounts correct earlier ones).

    given: changes, what columns of differences are called; these may be below zero.
    """
    if disclosure.cover.stage == "final":
        return not_run("决算中可以有负数", "final accounts may have negative amounts")
    changes = re.compile(rule.given["changes"])
    checked, hits = 0, []
    for table, row, column, figure in all_cells(disclosure):
        if figure.money is not None:
            checked += 1
            if figure.money.fen < 0 and not changes.search(column):
                hits.append(cell_hit(table, row, column, figure))
    return Verdict(checked, tuple(hits)) if checked else NO_TABLE


# The print of amounts


_LOOKS_LIKE_AMOUNT = re.compile(r"[\d#]")


@decides("readable_amounts")
def readable_amounts(disclosure: Disclosure, rule: Rule) -> Verdict:
    """A cell of amounts that holds something else: a spreadsheet's error value, a number with two points, words."""
    checked, hits = 0, list[Hit]()
    for table, row, column, figure in all_cells(disclosure):
        checked += figure.state == "printed"
        if figure.state == "unreadable" and parse_money(figure.text, "元") is None and not _is_undivided(row, figure):
            hit = cell_hit(table, row, column, figure)
            hits.append(hit if _LOOKS_LIKE_AMOUNT.search(figure.text) else _as_note(hit))
    return Verdict(checked, tuple(hits)) if checked or hits else NO_TABLE


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
        figures = [figure for _, _, figure in table.figures() if figure.state == "printed"]
        decimals = [_decimals(figure) for figure in figures]
        counts = Counter(decimals)
        if not counts:
            continue
        checked += 1
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


def _decimals(figure: Figure) -> int:
    return len(tidy_number(figure.text).rstrip(")").partition(".")[2])


def _keeps_zeros(figures: list[Figure]) -> bool:
    """Return whether the table was typed with its closing zeros: a spreadsheet that strips them prints none."""
    return any("." in figure.text and figure.text.rstrip(")） ").endswith("0") for figure in figures)


def _is_odd(figure: Figure, decimals: int, usual: int, *, stripped: bool) -> bool:
    if figure.unit == "万元" and decimals > 2 and usual <= 2:
        return True
    return not stripped and is_amount(figure)
