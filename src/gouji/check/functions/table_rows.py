"""The rows a table must have, and the note of an empty one.

In: a disclosure. Out: verdicts. What a table does not print decides nothing.
"""

import re
from collections.abc import Iterable, Iterator

from gouji.check.deciding import Slots
from gouji.check.functions.tables import (
    NO_TABLE,
    all_views,
    name_row,
    name_table,
)
from gouji.check.rule import Hit, Lack, Rule, Verdict, decides
from gouji.check.view import View, is_amount, row_name
from gouji.model.disclosure import Disclosure, Row, Table
from gouji.model.place import Bilingual, Place

# Rows that must be there


@decides("rows_printed")
def rows_printed(disclosure: Disclosure, rule: Rule) -> Verdict:
    """Rows without which a table is not complete: its total, the fixed rows, and those between the codes it prints.

    given: rows, the fixed rows by kind; items, the kinds that go down to 项; told, what the reader says of a table
    that it did not read whole.
    """
    checked, hits = 0, list[Hit]()
    told = {trouble.place.part for trouble in disclosure.troubles if trouble.code in rule.given["told"]}
    for view in all_views(disclosure):
        if view.empty or view.unread or view.cut or view.table.title in told:
            continue
        checked += 1
        hits.extend(_missing_fixed(view, rule.given["rows"].get(view.kind.name, ())))
        hits.extend(_blank_totals(view))
        hits.extend(_missing_levels(view, view.kind.name in rule.given["items"]))
        hits.extend(_bare_classes(view))
    return Verdict(checked, tuple(hits)) if checked else NO_TABLE


def _missing_fixed(view: View, fixed: Iterable[str]) -> Iterator[Hit]:
    keys = {row.key for row in view.table.rows}
    for key in fixed:
        if key not in keys:
            yield _missing_hit(view, view.table.place, (f"“{key}”这一行", f"the row “{key}”"))


def _blank_totals(view: View) -> Iterator[Hit]:
    """Yield the totals of a table of fixed rows that lack their amount, in the first column or above filled classes."""
    for row in view.table.rows if view.kind.by == "item" else ():
        classes = view.by_level.get((row.side, "类"), ())
        for column, figure in row.figures.items() if row.level == "合计" else ():
            first = column == next(iter(row.figures))
            filled = any(is_amount(one.figures[column]) for one in classes if column in one.figures)
            # A column that the kind does not have may be of another block, which shares the total (Jiangsu).
            if column in view.kind.columns and figure.state == "blank" and (first or filled):
                name = name_row(row, column)
                yield _missing_hit(view, figure.place, (f"{name.zh}的数", f"the amount in {name.en}"))


def _missing_levels(view: View, items: bool) -> Iterator[Hit]:
    """Yield the classes and groups that are missing above printed codes, and the groups without the items due."""
    if view.kind.by != "function_code":
        return
    coded = [row for row in view.table.rows if row.code.isdigit() and row.level != "单位"]
    lengths = {len(row.code) for row in coded}
    printed = {(row.side, row.code) for row in view.table.rows}
    with_items = {row.code[:5] for row in view.table.rows if row.level == "项"}
    told: set[str] = set()
    for row in coded:
        for length in (3, 5):
            above = row.code[:length]
            if (
                length in lengths
                and len(row.code) > length
                and (row.side, above) not in printed
                and above not in told
            ):
                told.add(above)
                yield _missing_hit(
                    view, row.place, (f"{row.code} 的上级 {above}", f"{above}, above {row.code}")
                )
        if items and row.level == "款" and with_items and row.code not in with_items:
            yield _missing_items(view, row)


def _missing_items(view: View, group: Row) -> Hit:
    """Return the hit that a group has no items, or that the row below it is its item with a misprinted code (7 | 11 | 02)."""
    rows = view.table.rows
    below = next((row for row in rows[rows.index(group) + 1 :] if row.side == group.side), None)
    last = below.code.rpartition(" ")[2] if below else ""
    if below is None or below.code.isdigit() or not (len(last) == 2 and last.isdigit()):
        return _missing_hit(view, group.place, (f"{row_name(group)}之下的项", f"the items of {row_name(group)}"))
    likely = f"{group.code}{last}"
    what = Bilingual(
        f"中“{below.label}”行的编码印错，疑应为{likely}；否则{row_name(group)}之下没有项",
        f"prints “{below.label}” with a wrong code, likely {likely}; else {row_name(group)} has no items",
    )
    slots: Slots = {"table": name_table(view.table), "what": what}
    return Hit((below.place, group.place), slots, printed=below.code, expected=likely, lacks=(Lack(view.kind.name),))


def _bare_classes(view: View) -> Iterator[Hit]:
    """Yield the economic classes with money that have no items below, where other classes have them."""
    if view.kind.by != "economic_pair":
        return
    classes = [row for side in view.kind.sides for row in view.by_level.get((side, "类"), ())]
    if not any(view.below(row) for row in classes):
        return
    for row in classes:
        if not view.below(row) and any(figure.money and figure.money.fen for figure in row.figures.values()):
            yield _missing_hit(view, row.place, (f"{row_name(row)}之下的款", f"the items of {row_name(row)}"))


def _missing_hit(view: View, place: Place, what: tuple[str, str]) -> Hit:
    return Hit((place,), {"table": name_table(view.table), "what": Bilingual(f"没有{what[0]}", f"lacks {what[1]}")}, lacks=(Lack(view.kind.name),))


# Empty tables


@decides("empty_note")
def empty_note(disclosure: Disclosure, rule: Rule) -> Verdict:
    """A table without amounts that does not say so, or one that says so and has amounts.

    given: says_nothing, words of such a note; budgets, those that a note may be about.
    """
    words = re.compile("|".join(rule.given["says_nothing"]))
    checked, hits = 0, list[Hit]()
    for view in all_views(disclosure):
        if view.table.rows or view.table.note:
            checked += 1
            hits.extend(_note_hits(view.table, view, words, rule.given["budgets"]))
    return Verdict(checked, tuple(hits)) if checked else NO_TABLE


def _note_hits(table: Table, view: View, words: re.Pattern[str], budgets: list[str]) -> Iterator[Hit]:
    if view.empty and not table.note:
        problem = Bilingual("没有数，也没有“本表无数据”之类的说明", "has no amounts and no note that says so")
        yield Hit((table.place,), {"table": name_table(table), "problem": problem})
    # A note about another budget belongs to the next table, whose title was not recognised.
    of_another = any(budget in (table.note or "") and budget not in view.kind.name for budget in budgets)
    if (
        table.note
        and not of_another
        and words.search(table.note)
        and any(is_amount(figure) for _, _, figure in table.figures())
    ):
        problem = Bilingual(f"有数，却注明“{table.note}”", f"has amounts, yet notes “{table.note}”")
        yield Hit((table.place,), {"table": name_table(table), "problem": problem}, printed=table.note)
