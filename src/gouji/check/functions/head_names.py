"""One name for a code, and one code for a name, of the functional classification throughout a document.

In: the tables with codes. Out: a code under two names, a name under two codes of one group. A code whose name is known
and is printed otherwise is another rule's matter.
"""

from gouji.check.deciding import Slots
from gouji.check.functions.table_codes import bare_name, is_misnamed, spending_rows
from gouji.check.functions.tables import name_table
from gouji.check.rule import Hit, Rule, Verdict, decides, not_run
from gouji.layouts.classification import plain_name
from gouji.model.disclosure import Disclosure, Row, Table

_Spot = tuple[Table, Row]
_ITEM = 7  # digits of an item's code


@decides("one_name_a_code")
def one_name_a_code(disclosure: Disclosure, rule: Rule) -> Verdict:
    """A code bears one name in all tables: the name of most tables is held for right.

    Of an item a second name is told however many tables print it, unless one of the two is only the beginning of the other.
    """
    checked, hits = 0, list[Hit]()
    for code, names in _names_of_codes(disclosure).items():
        spots = [spot for same in names.values() for spot in same]
        checked += len(spots) > 1
        if len(names) < 2 or any(is_misnamed(row, disclosure.cover.year) for _, row in spots):
            continue
        usual = max(names.values(), key=len)
        for same in names.values():
            alone = len(same) == 1 < len(usual)
            if same is not usual and (alone or (len(code) == _ITEM and not _alike(same[0][1].name, usual[0][1].name))):
                hits.append(_name_hit(code, same[0], usual))
    return Verdict(checked, tuple(hits)) if checked else not_run("没有在几张表中都有的科目", "no code stands in several tables")


def _names_of_codes(disclosure: Disclosure) -> dict[str, dict[str, list[_Spot]]]:
    """Return code → name without marks → the rows that print both."""
    named: dict[str, dict[str, list[_Spot]]] = {}
    for table, row in spending_rows(disclosure):
        if row.name:
            named.setdefault(row.code, {}).setdefault(bare_name(row.name), []).append((table, row))
    return named


def _name_hit(code: str, spot: _Spot, usual: list[_Spot]) -> Hit:
    (table, row), expected = spot, usual[0][1].name
    slots: Slots = {"table": name_table(table), "code": code, "name": row.name, "count": str(len(usual))}
    return Hit((row.place, *(other.place for _, other in usual)), slots, printed=row.name, expected=expected)


@decides("one_code_a_name")
def one_code_a_name(disclosure: Disclosure, rule: Rule) -> Verdict:
    """An item bears the same code in every table. Names are compared within their group: 行政运行 stands in many."""
    seen: dict[str, _Spot] = {}
    checked, hits = 0, dict[str, Hit]()
    for table, row in spending_rows(disclosure):
        name = plain_name(row.name)
        if len(row.code) != _ITEM or not name:
            continue
        checked += 1
        first, first_row = seen.setdefault(row.code[:5] + name, (table, row))
        if first_row.code != row.code and first is not table:
            slots: Slots = {"name": row.name, "table": name_table(table), "first": name_table(first)}
            hits.setdefault(row.code, Hit((row.place, first_row.place), slots, printed=row.code, expected=first_row.code))
    return Verdict(checked, tuple(hits.values())) if checked else not_run("表中没有项级科目编码", "no tables print codes of items")


def _alike(one: str, other: str) -> bool:
    """Return whether one name is the beginning of the other: it was cut, or left out 支出."""
    one, other = plain_name(one), plain_name(other)
    return one.startswith(other) or other.startswith(one) or one.removesuffix("支出") == other.removesuffix("支出")
