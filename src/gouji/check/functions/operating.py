"""What the narrative lists beside the tables: units with operating expenditure, items of basic spending.

In: counts and lists of the narrative, the table of operating expenditure by unit, the table of economic classes.
Out: a number of units other than the table's rows; items listed that the table lacks, large items left out.
"""

import re

from gouji.check.functions.claims import money, once
from gouji.check.functions.performance import first_count
from gouji.check.functions.projects import plain
from gouji.check.rule import Hit, Lack, Rule, Verdict, decides, not_run
from gouji.model.disclosure import Count, Disclosure, Row
from gouji.model.money import Money, total


@decides("operating_units")
def operating_units(disclosure: Disclosure, rule: Rule) -> Verdict:
    """The table of operating expenditure lists as many units as the narrative says."""
    stated = first_count(disclosure, rule.given["topic"])
    table = disclosure.table(rule.given["table"])
    rows = [row for row in table.rows if row.level == "单位"] if table is not None else []
    if stated is None or stated.value is None or table is None or not rows:
        return not_run("没有写明机关运行经费的单位个数，或表中没有单位", "no number of units stated, or no units in the table")
    filled = [row for row in rows if any(figure.money is not None for figure in row.figures.values())]
    if stated.value in (len(rows), len(filled)):
        return Verdict(checked=1)
    hit = Hit(
        places=once([stated.place, table.place]),
        slots={"units": "、".join(row.label for row in rows)},
        printed=f"{stated.value}家",
        expected=f"{len(rows)}家",
        difference=f"{abs(stated.value - len(rows))}家",
    )
    return Verdict(checked=1, hits=(hit,))


@decides("items_in_table")
def items_in_table(disclosure: Disclosure, rule: Rule) -> Verdict:
    """The items that basic spending is said to consist of are those of the table with an amount.

    given: `generic`, names that say no item; `words`, what stands before and between
    names and is none; `short`, short names that are one.
    """
    table = disclosure.table(rule.given["table"])
    checked, hits = 0, []
    for one in rule.given["lists"]:
        lists = [c for section in disclosure.sections for c in section.counts if c.topic == one["topic"] and c.names]
        rows = _filled(table.rows, one["column"]) if table is not None else {}
        for stated in lists[:1] if rows else ():
            checked += 1
            if hit := _judge_items(stated, rows, one["column"], rule):
                hits.append(hit)
    if not checked:
        return not_run("没有列出经费构成，或经济分类表没有数", "no items listed, or no amounts in the table of economic classes")
    return Verdict(checked=checked, hits=tuple(hits))


def _filled(rows: tuple[Row, ...], column: str) -> dict[str, list[Money]]:
    """Return the names of the table's items with an amount in the column, and their amounts; classes left out."""
    found: dict[str, list[Money]] = {}
    for row in rows:
        amount = money(row.figures.get(column))
        if amount is not None and amount.fen and row.level not in ("合计", "类"):
            found.setdefault(row.name or row.label, []).append(amount)
    return found


def _judge_items(stated: Count, rows: dict[str, list[Money]], column: str, rule: Rule) -> Hit | None:
    generic, words = re.compile(rule.given["generic"]), re.compile(rule.given["words"])
    named = [name for printed in stated.names for name in words.split(printed) if name]
    names = [name for name in named if not generic.search(name)]
    short = frozenset(rule.given["short"])
    said, printed = list(map(plain, names)), list(map(plain, rows))
    extra = [name for name, one in zip(names, said, strict=True) if not _is_among(printed, one, short)]
    whole = total([amount for amounts in rows.values() for amount in amounts])
    missing = [
        name
        for (name, amounts), one in zip(rows.items(), printed, strict=True)
        if not _is_among(said, one, short)
        and total(amounts).fen * 100 >= int(rule.given["large_percent"]) * whole.fen
    ]
    if not extra and not missing:
        return None
    what = [f"列了{'、'.join(extra)}，表中没有数"] if extra else []
    what += [f"没有列{'、'.join(missing)}，表中却有数"] if missing else []
    return Hit(
        places=(stated.place,),
        slots={"subject": stated.subject or column, "what": "；".join(what)},
        printed="、".join(extra),
        expected="、".join(missing),
        severity=None if extra else "note",
        lacks=tuple(Lack(rule.given["table"], name) for name in extra),
    )


def _is_among(names: list[str], name: str, short: frozenset[str]) -> bool:
    """Return whether one of the names is the same item: equal, or one the other with words before or after it.

    names, name: in their plain form. short: names of two characters that say enough (养老, 医疗).
    """
    for one in names:
        enough = one == name or min(len(one), len(name)) >= 3 or one in short or name in short
        if enough and (one in name or name in one):
            return True
    return False
