"""Money per head of staff, and contributions as a share of wages, against wide bands."""

from decimal import Decimal

from gouji.check.deciding import Slots, show_yuan, yuan
from gouji.check.rule import Hit, Rule, Verdict, decides, not_run
from gouji.model.disclosure import Count, Disclosure, Figure, Table

_TABLE = "基本支出经济分类表"


@decides("money_per_head")
def money_per_head(disclosure: Disclosure, rule: Rule) -> Verdict:
    """An item of basic spending, divided by the staff it is for, lies in a band.

    table, items, column: which figures to add up (items: names as printed, or "合计"). staff: words of the kinds of
    staff counted. low, high: 元 a head and year; a rule without high only knows “too little”.
    """
    given = rule.given
    heads = _staff(disclosure, given["staff"])
    if not heads:
        return not_run("没有写明相应的人员数", "the number of staff is not stated")
    table = disclosure.table(given["table"])
    figures = _figures(table, given["items"], given["column"]) if table is not None else []
    if not figures:
        return not_run("表中没有相应的金额", "the table does not hold the amount")
    amount = sum((value for figure in figures if (value := yuan(figure)) is not None), Decimal(0))
    number = sum(count.value for count in heads if count.value is not None)
    each = amount / number
    if each >= given["low"] and each <= given.get("high", each):
        return Verdict(1)
    slots: Slots = {
        "amount": show_yuan(amount),
        "heads": str(number),
        "staff": "、".join(f"{count.subject}{count.value}人" for count in heads),
        "low": f"{given['low']:}",
        "high": f"{given['high']:}" if "high" in given else "—",
    }
    places = (*(figure.place for figure in figures), heads[0].place)
    return Verdict(1, (Hit(places, slots, tuple(figures), show_yuan(each)),))


def _staff(disclosure: Disclosure, kinds: list[str]) -> list[Count]:
    counts = [part for count in disclosure.organisation.staff for part in (count.parts or (count,))]
    found: dict[str, Count] = {}
    for count in counts:
        if count.value and any(count.subject.startswith(kind) for kind in kinds):
            found.setdefault(count.subject, count)
    return list(found.values())


def _figures(table: Table, items: list[str], column: str) -> list[Figure]:
    names = set(items)
    rows = [row for row in table.rows if row.name in names or row.label in names or row.key in names]
    figures = [row.figures.get(column) for row in rows]
    return [figure for figure in figures if figure is not None and figure.money is not None]


@decides("share_of_wages")
def share_of_wages(disclosure: Disclosure, rule: Rule) -> Verdict:
    """A contribution is a plausible share of the wages of the same table. low, high: shares, 0.05 for 5 %."""
    table = disclosure.table(_TABLE)
    if table is None:
        return not_run("没有基本支出经济分类表", "there is no table of basic spending by economic class")
    part, wages = (_figures(table, rule.given[name], "合计") for name in ("part", "wages"))
    total = sum((value for figure in wages if (value := yuan(figure)) is not None), Decimal(0))
    if not part or total <= 0:
        return not_run("表中没有相应的金额", "the table does not hold the amounts")
    amount = sum((value for figure in part if (value := yuan(figure)) is not None), Decimal(0))
    share = amount / total
    low, high = Decimal(str(rule.given["low"])), Decimal(str(rule.given["high"]))
    if low <= share <= high:
        return Verdict(1)
    slots: Slots = {"amount": show_yuan(amount), "wages": show_yuan(total), "low": f"{low:.0%}", "high": f"{high:.0%}"}
    return Verdict(1, (Hit(tuple(figure.place for figure in part), slots, tuple(part), f"{share:.1%}"),))
