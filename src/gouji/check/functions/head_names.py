"""One code and one name for an item of the functional classification throughout a document.

In: the tables with codes. Out: a code under two names, a name under two codes of one group.
"""

from gouji.check.deciding import Slots
from gouji.check.functions.tables import SPENDING_TABLES, known_tables, name_table
from gouji.check.rule import Hit, Rule, Verdict, decides, not_run
from gouji.layouts.classification import plain_name
from gouji.model.disclosure import Disclosure, Row, Table
from gouji.model.place import Bilingual

_Seen = dict[str, tuple[Table, Row]]
_CODE = Bilingual("编码", "code")
_NAME = Bilingual("科目名称", "name")


@decides("one_code_one_name")
def one_code_one_name(disclosure: Disclosure, rule: Rule) -> Verdict:
    """An item bears the same name and code in every table.

    A name that is the beginning of another was cut. Names are compared within their group: 行政运行 stands in many.
    """
    by_code: _Seen = {}
    by_name: _Seen = {}
    checked, hits = 0, dict[tuple[str, str], Hit]()
    for table in known_tables(disclosure):
        for row in table.rows if table.kind in SPENDING_TABLES else ():
            name = plain_name(row.name)
            if len(row.code) != 7 or not row.code.isdigit() or not name:
                continue
            checked += 1
            other, other_row = by_code.setdefault(row.code, (table, row))
            if not _alike(name, plain_name(other_row.name)):
                hits.setdefault((row.code, "name"), _hit(_CODE, row.code, _NAME, (table, row), (other, other_row)))
                continue
            other, other_row = by_name.setdefault(row.code[:5] + name, (table, row))
            if other_row.code != row.code and other is not table:
                hits.setdefault((row.code, "code"), _hit(_NAME, row.name, _CODE, (table, row), (other, other_row)))
    return Verdict(checked, tuple(hits.values())) if checked else not_run("表中没有项级科目编码", "no table prints codes of items")


def _alike(one: str, other: str) -> bool:
    return one.startswith(other) or other.startswith(one) or one.removesuffix("支出") == other.removesuffix("支出")


def _hit(same: Bilingual, shown: str, what: Bilingual, one: tuple[Table, Row], other: tuple[Table, Row]) -> Hit:
    (table, row), (first, first_row) = one, other
    told = [(row.name, row.code), (first_row.name, first_row.code)]
    mine, its = (pair[what is _CODE] for pair in told)
    slots: Slots = {"same": same, "shown": shown, "what": what, "table": name_table(table), "mine": mine, "first": name_table(first), "its": its}
    return Hit((row.place, first_row.place), slots, printed=mine, expected=its)
