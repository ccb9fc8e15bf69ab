"""“Missing” is said only of what was read: a verdict that something is missing in, what can be said of it out.

A rule that misses something names in its `misses` what: tables, text (a part told in prose), forms, or the indicators of
a form. Where pages were not read it was not run; where tables were not told apart it says so, as something to look at.
"""

from collections.abc import Sequence

from msgspec import structs

from gouji.check.masking import mask_place
from gouji.check.rule import Hit, Missed, Verdict, not_run
from gouji.model.disclosure import Block, Disclosure, Trouble
from gouji.model.money import read_money
from gouji.model.place import Bilingual

# Pages, sheets and what follows some place: anything may stand there.
PAGES_LOST = frozenset({"READ-025", "READ-026", "READ-028", "READ-031", "READ-032", "READ-033", "READ-034", "READ-037"})
# A table that is known as none, and one inside another.
TABLES_LOST = frozenset({"READ-102", "READ-118"})
# Of a form: no heading of its indicators, a row that cannot be split, no row, cut off.
_INDICATORS_LOST = frozenset({"READ-201", "READ-206", "READ-207", "READ-208"})
_LEAST_AMOUNTS = 3  # a grid with fewer is hardly a table of the budget


def doubt(verdict: Verdict, missed: Missed, disclosure: Disclosure) -> Verdict:
    """Return the verdict of a rule that misses something, with what was not read taken into account."""
    if not missed or not verdict.hits:
        return verdict
    lost = [trouble for trouble in disclosure.troubles if trouble.code in PAGES_LOST]
    if lost:
        zh, en = lost[0].zh.partition("。")[0], lost[0].en.partition(". ")[0].rstrip(".")
        return not_run(f"有的内容没有读到，不能断定缺少什么：{zh}", f"not everything was read, so nothing can be called missing: {en}", lacking=True)
    if missed == "tables":
        count = _count_unread(disclosure)
        return structs.replace(verdict, hits=tuple(_doubtful(hit, count) for hit in verdict.hits)) if count else verdict
    if missed == "indicators":
        return _without_broken(verdict, disclosure.troubles)
    return verdict


def _count_unread(disclosure: Disclosure) -> int:
    """Return how many tables there are of which it is not known what they are."""
    unknown = sum(table.kind is None for table in disclosure.tables)
    inside = sum(trouble.code == "READ-118" for trouble in disclosure.troubles)
    return unknown + inside + sum(map(_holds_amounts, disclosure.unrecognised))


def _holds_amounts(block: Block) -> bool:
    cells = (cell for row in block.grid.rows for cell in row) if block.grid else ()
    return sum("." in cell and read_money(cell, "元")[0] == "printed" for cell in cells) >= _LEAST_AMOUNTS


def _doubtful(hit: Hit, count: int) -> Hit:
    remark = Bilingual(
        f"（另有{count}张表没有认出是哪一张，没有读到其中的数；缺少的可能就在那里）",
        f" ({count} more tables were not recognised and not read; what is missing may be there)",
    )
    return structs.replace(hit, severity="note", remark=remark)


def _without_broken(verdict: Verdict, troubles: Sequence[Trouble]) -> Verdict:
    """Return the verdict without the forms of which indicators were not read."""
    broken = {mask_place(trouble.place).part for trouble in troubles if trouble.code in _INDICATORS_LOST}
    kept = tuple(hit for hit in verdict.hits if not any(place.part in broken for place in hit.places))
    if not kept:
        return not_run("绩效指标没有读全", "not all indicators were read", lacking=True)
    return structs.replace(verdict, hits=kept, checked=verdict.checked - len(verdict.hits) + len(kept))
