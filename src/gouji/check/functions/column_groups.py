"""Columns that stand in groups: 基本支出 with 小计, 工资福利支出, 商品和服务支出 … beside each other under it.

In: tables of a known kind, with the header above each column. Out: rows in which a group's subtotal is not the sum of
the group. Groups of known columns only are other rules' matter, who know what the columns are.
"""

import re
from collections.abc import Iterator, Mapping

from msgspec import Struct

from gouji.check.deciding import Slots
from gouji.check.formula import Relation, Term, add, relate
from gouji.check.functions.claims import gap, say_amount, say_figure
from gouji.check.functions.tables import NO_TABLE, all_views, name_row, name_table
from gouji.check.rule import Hit, Rule, Verdict, decides
from gouji.check.view import View, row_name
from gouji.layouts.headings import vocabulary
from gouji.model.disclosure import Disclosure, Row

Path = tuple[str, ...]


class Group(Struct, frozen=True):
    """A column and those whose sum it is."""

    subtotal: str
    parts: tuple[str, ...]


@decides("column_groups")
def column_groups(disclosure: Disclosure, rule: Rule) -> Verdict:
    """In every row a group's subtotal is the sum of the group, in a table most of whose rows add up so.

    given: subtotals, what the column of the sum is called in its group; besides, how a column begins that is only a
    part of the one before it.
    """
    subtotals, besides = re.compile(rule.given["subtotals"]), re.compile(rule.given["besides"])
    checked, hits = 0, list[Hit]()
    for view in all_views(disclosure):
        for group in _groups(view, subtotals, besides):
            told = [(row, relation) for row in view.table.rows if (relation := _add_up(view, row, group)) is not None]
            held = sum(relation.holds for _, relation in told)
            # Columns of another meaning add up nowhere; a single row is judged where the parts leave no doubt.
            if 2 * held <= len(told) and not (len(told) == 1 and _are_classes(group)):
                continue
            checked += len(told)
            hits += [_hit(view, row, group, relation) for row, relation in told if not relation.holds]
    return Verdict(checked, tuple(hits)) if checked else NO_TABLE


def _groups(view: View, subtotal: re.Pattern[str], besides: re.Pattern[str]) -> Iterator[Group]:
    """Yield the groups of columns in the table's header that have a subtotal and parts, one of them at least unknown."""
    own = set(_own(view))
    if view.columns <= own:
        return
    columns = dict.fromkeys([column for row in view.table.rows for column in row.figures])
    paths = {column: tuple(view.table.header.get(column, column).split("/")) for column in columns}
    heads = {path[:deep] for path in paths.values() for deep in range(1, len(path))}
    for column, path in paths.items():
        head = path[:-1] if len(path) > 1 and subtotal.search(path[-1]) else path
        parts = tuple(_parts(column, head, paths, subtotal)) if head in heads else ()
        words = [paths[part][len(head)] for part in parts]
        if len(parts) > 1 and not any(map(besides.match, words)) and not own.issuperset(parts):
            yield Group(column, parts)


def _are_classes(group: Group) -> bool:
    """Return whether three parts or more are all economic classes: wages, goods and services, subsidies …"""
    words = [part.rpartition("/")[2] for part in group.parts]
    return len(words) > 2 and all(word in vocabulary().economic_classes for word in words)


def _own(view: View) -> Iterator[str]:
    """Yield the columns of the kind that formulas add up: those with a name of their own."""
    return (column for columns in view.kind.sides.values() for column in columns if "/" not in column)


def _parts(column: str, head: Path, paths: Mapping[str, Path], subtotal: re.Pattern[str]) -> Iterator[str]:
    """Yield the columns right below the group's head; of a group among them its subtotal, or all it has where it has none."""
    below: dict[str, list[str]] = {}
    for other, path in paths.items():
        if other != column and len(path) > len(head) and path[: len(head)] == head:
            below.setdefault(path[len(head)], []).append(other)
    for others in below.values():
        sums = [other for other in others if len(paths[other]) == len(head) + 1 or subtotal.search(paths[other][-1])]
        yield from sums[:1] or others


def _add_up(view: View, row: Row, group: Group) -> Relation | None:
    """Return the sum in the row, None when the subtotal or every part is blank or one cannot be read."""
    figures = [row.figures.get(column) for column in (group.subtotal, *group.parts)]
    if any(figure is not None and figure.state == "unreadable" for figure in figures):
        return None
    whole, *parts = [
        Term(1, figure, view.money(figure), view.kind.name, row_name(row), column) if figure is not None and figure.money is not None else None
        for figure, column in zip(figures, (group.subtotal, *group.parts), strict=True)
    ]
    added = tuple(part for part in parts if part is not None)
    if whole is None or not added or not any(term.money.fen for term in (whole, *added)):
        return None
    return relate((whole,), added)


def _hit(view: View, row: Row, group: Group, relation: Relation) -> Hit:
    whole, parts = relation.left[0], relation.right
    summed = add(parts)
    slots: Slots = {
        "table": name_table(view.table),
        "cell": name_row(row, view.table.header.get(group.subtotal, group.subtotal)),
        "printed": say_figure(whole.figure),
        "expected": say_amount(summed),
        "parts": " + ".join(part.figure.text for part in parts),
        "difference": gap(whole.money, summed),
    }
    figures = tuple(term.figure for term in (whole, *parts))
    return Hit(
        tuple(figure.place for figure in figures), slots, figures, say_figure(whole.figure), say_amount(summed), gap(whole.money, summed), relation=relation
    )

