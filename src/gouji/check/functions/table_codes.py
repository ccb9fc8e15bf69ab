"""The codes and names in a table: in order, once, in the list, name with code, pairs of economic classes.

In: a disclosure. Out: verdicts. A code that the lists do not have is told as unknown, never as wrong.
"""

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import pairwise

from gouji.check.deciding import Slots
from gouji.check.functions.tables import SPENDING_TABLES, name_table
from gouji.check.remember import once_a_document
from gouji.check.rule import Hit, Rule, Verdict, decides, not_run
from gouji.check.view import known_tables
from gouji.layouts.classification import (
    CodeName,
    economic_codes,
    economic_pairs,
    functional_names,
    plain_name,
)
from gouji.layouts.headings import vocabulary
from gouji.layouts.kinds import load_kinds
from gouji.layouts.words import plain_word
from gouji.model.disclosure import Disclosure, Row, Table


@decides("codes_ascend")
def codes_ascend(disclosure: Disclosure, rule: Rule) -> Verdict:
    """A code printed after a larger one."""
    checked, hits = 0, list[Hit]()
    for table, rows in _coded(disclosure):
        checked += len(rows) - 1
        for before, row in pairwise(rows):
            if row.code < before.code and not before.code.startswith(row.code) and not _begins_block(before, row):
                slots: Slots = {"table": name_table(table), "code": row.code, "before": before.code}
                hits.append(Hit((row.place, before.place), slots, printed=row.code))
                break
    return Verdict(checked, tuple(hits)) if checked else not_run("表中没有科目编码", "no table prints codes")


def _begins_block(before: Row, row: Row) -> bool:
    """Return whether the row heads another block of the list, which stands beside the first."""
    above, below = before.place, row.place
    if above.line is not None and below.line is not None:
        return below.line <= above.line
    return _height(below.cell) <= _height(above.cell) if above.cell and below.cell else False


def _height(cell: str) -> int:
    return int(cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))


@decides("codes_once")
def codes_once(disclosure: Disclosure, rule: Rule) -> Verdict:
    """A code printed on two rows of one table. Of an economic item the pairs with several of the government's are rows."""
    checked, hits = 0, list[Hit]()
    for table, side in _coded(disclosure):
        if load_kinds()[table.kind or ""].by not in ("function_code", "economic_pair"):
            continue
        rows = [row for row in side if not row.counterpart]
        checked += len(rows)
        for code, count in Counter([row.code for row in rows]).items():
            if count > 1:
                slots: Slots = {"table": name_table(table), "code": code, "count": str(count)}
                hits.append(_twice_hit([row for row in rows if row.code == code], slots, code))
    return Verdict(checked, tuple(hits)) if checked else not_run("表中没有科目编码", "no table prints codes")


def _twice_hit(rows: list[Row], slots: Slots, printed: str) -> Hit:
    figures = tuple(figure for row in rows for figure in row.figures.values())
    return Hit(tuple(row.place for row in rows), slots, figures, printed)


@once_a_document
def _coded(disclosure: Disclosure) -> tuple[tuple[Table, list[Row]], ...]:
    """Return each table with the rows of a side that have codes."""
    return tuple([(table, rows) for table in known_tables(disclosure) for rows in _coded_sides(table)])


def _coded_sides(table: Table) -> Iterator[list[Row]]:
    """Yield the rows with codes of each side; a table that lists its units one after the other has no one order."""
    kind = load_kinds()[table.kind or ""]
    coded = [row for row in table.rows if row.code.isdigit()] if kind.by != "item" else ()
    if len(coded) < 2 or any(row.level in ("部门", "单位") for row in table.rows) or _has_unit_column(table):
        return
    for side in kind.sides:
        rows = [row for row in coded if row.side == side]
        if len(rows) > 1:
            yield rows


def _has_unit_column(table: Table) -> bool:
    head = table.grids[0].rows[: table.head] if table.grids else ()
    words = vocabulary().unit_columns
    return any(plain_word(cell) in words for row in head for cell in row if cell)


@decides("code_in_list")
def code_in_list(disclosure: Disclosure, rule: Rule) -> Verdict:
    """Classes and groups that are not in the list of codes. The list's items are not complete and decide nothing."""
    rows = [row for _, row in spending_rows(disclosure) if row.level in ("类", "款") and _is_listed_class(row.code)]
    unknown = {row.code: row for row in rows if row.code not in functional_names()}
    hits = tuple(
        Hit((row.place,), {"code": code, "name": row.name or row.label}, printed=code) for code, row in unknown.items()
    )
    return Verdict(len(rows), hits) if rows else not_run("表中没有可对照的科目编码", "no codes to look up")


def _is_listed_class(code: str) -> bool:
    """Return whether the list has groups of the code's class at all; an unknown class is always looked at."""
    return code[:3] not in functional_names() or code[:3] in _classes_with_groups()


@cache
def _classes_with_groups() -> frozenset[str]:
    return frozenset(code[:3] for code in functional_names() if len(code) == 5)


@once_a_document
def spending_rows(disclosure: Disclosure) -> tuple[tuple[Table, Row], ...]:
    """Return the rows with codes of the tables of expenditure and income, each with its table."""
    tables = [table for table in known_tables(disclosure) if table.kind in SPENDING_TABLES]
    return tuple([(table, row) for table in tables for row in table.rows if row.code.isdigit()])


@decides("code_name")
def code_name(disclosure: Disclosure, rule: Rule) -> Verdict:
    """A code printed with a name other than the one it is known to bear in that year."""
    checked, hits, year = 0, dict[tuple[str, str], Hit](), disclosure.cover.year
    for table, row in spending_rows(disclosure):
        wrong = is_misnamed(row, year)
        checked += wrong is not None
        if not wrong:
            continue
        known = _known_names(row.code)
        valid = [name.name for name in known if name.holds_in(year)] or [known[-1].name]
        slots: Slots = {"table": name_table(table), "code": row.code, "name": row.name, "known": " / ".join(valid)}
        hits.setdefault((row.code, bare_name(row.name)), Hit((row.place,), slots, printed=row.name, expected=valid[-1]))
    return Verdict(checked, tuple(hits.values())) if checked else not_run(
        "没有可对照名称的科目编码", "no code whose name is known"
    )


def is_misnamed(row: Row, year: int | None) -> bool | None:
    """Return whether the row's code is known by other names in that year; None where none is known or none is printed."""
    known = _known_names(row.code)
    if not known or not row.name:
        return None
    printed = bare_name(row.name)
    return not any(bare_name(name.name) == printed and name.holds_in(year) for name in known)


@cache
def _known_names(code: str) -> tuple[CodeName, ...]:
    return tuple([name for name in functional_names().get(code, ()) if name.observed])


_MARKS = re.compile(r"[，、。；：（）()《》“”\"\s,;:·]")
_SUFFIX = re.compile(r"（[^（）]*）$")


@lru_cache(maxsize=2048)
def bare_name(name: str) -> str:
    """Return the name without punctuation and without a bracket at its end, which systems add (行政运行（公安）)."""
    return _MARKS.sub("", _SUFFIX.sub("", plain_name(name)))


@decides("economic_code_name")
def economic_code_name(disclosure: Disclosure, rule: Rule) -> Verdict:
    """An economic code printed with the name of another economic item.

    given: `most`, how many rows of a table may differ; where more do, the place numbers its items in its own way; `since`,
    the first year of the items known.
    """
    if (disclosure.cover.year or 0) < rule.given["since"]:
        return not_run("那一年的经济分类不同", "the economic items of that year were others")
    checked, hits = 0, list[Hit]()
    for table in known_tables(disclosure):
        if load_kinds()[table.kind or ""].by != "economic_pair":
            continue
        known = [row for row in table.rows if row.code in _economic_names() and row.name]
        wrong = [row for row in known if _is_name_of_another(row)]
        checked += len(known)
        if len(wrong) <= rule.given["most"] and 2 * len(wrong) < len(known):
            hits += [_named_otherwise(table, row) for row in wrong]
    return Verdict(checked, tuple(hits)) if checked else not_run(
        "没有可对照名称的经济科目编码", "no economic code whose name is known"
    )


@cache
def _economic_names() -> dict[str, str]:
    """Return code → name of the department-side economic items below the classes."""
    return {code: name for name, codes in economic_codes("部门").items() for code in codes if len(code) == 5}


def _is_name_of_another(row: Row) -> bool:
    codes = economic_codes("部门").get(plain_name(row.name))
    return codes is not None and row.code not in codes


def _named_otherwise(table: Table, row: Row) -> Hit:
    known = _economic_names()[row.code]
    slots: Slots = {"table": name_table(table), "code": row.code, "name": row.name, "known": known}
    return Hit((row.place,), slots, printed=row.name, expected=known)


@decides("pair_allowed")
def pair_allowed(disclosure: Disclosure, rule: Rule) -> Verdict:
    """A department-side economic item under a government-side item where it never stands."""
    checked, hits = 0, list[Hit]()
    for table, row in _pairs(disclosure):
        ours, theirs = _codes(row.name, row.code, "部门"), _codes(row.counterpart, "", "政府")
        if not ours or not theirs:
            continue
        checked += 1
        if not any((one, other) in economic_pairs() for one in ours for other in theirs):
            allowed = _allowed(ours)
            slots: Slots = {"table": name_table(table), "item": row.name, "counterpart": row.counterpart, "allowed": allowed}
            hits.append(Hit((row.place,), slots, printed=row.counterpart, expected=allowed))
    return Verdict(checked, tuple(hits)) if checked else not_run("没有成对的经济科目", "no pairs of economic items")


def _pairs(disclosure: Disclosure) -> Iterator[tuple[Table, Row]]:
    for table in known_tables(disclosure):
        if table.kind == "基本支出经济分类表":
            yield from ((table, row) for row in table.rows if row.counterpart)


@lru_cache(maxsize=2048)
def _codes(name: str, code: str, side: str) -> tuple[str, ...]:
    """Return the codes of a 款; the name of a 类 (工资福利支出) is that of government-side items too."""
    found = (code,) if code else economic_codes(side).get(plain_name(name), ())
    return tuple(one for one in found if len(one) == 5)


def _allowed(codes: tuple[str, ...]) -> str:
    names = {code: name for name, found in economic_codes("政府").items() for code in found}
    return "、".join(dict.fromkeys(names[to] for one, to in economic_pairs() if one in codes and to in names))


@decides("pair_once")
def pair_once(disclosure: Disclosure, rule: Rule) -> Verdict:
    """The same pair of economic items on two rows."""
    rows = [row for _, row in _pairs(disclosure)]
    counts = Counter(row.key for row in rows)
    hits = tuple(
        _twice_hit([row for row in rows if row.key == key], {"pair": key, "count": str(count)}, key)
        for key, count in counts.items()
        if count > 1
    )
    return Verdict(len(rows), hits) if rows else not_run("没有成对的经济科目", "no pairs of economic items")
