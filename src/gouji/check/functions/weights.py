"""The weights of a form's indicators: forms in, those out whose weights do not make the whole."""

import re
from collections.abc import Iterator
from decimal import Decimal

from gouji.check.deciding import decided, masked, show_number, title_of
from gouji.check.rule import Hit, Rule, Verdict, decides
from gouji.model.disclosure import Block, Disclosure, Form, Horizon
from gouji.model.place import Bilingual, Place

_NOTHING = Bilingual("没有给每项指标都印权重的绩效目标表", "no project form prints a weight for every indicator")
_HORIZONS: tuple[tuple[Horizon, Bilingual], ...] = (
    ("whole", Bilingual("实施期", "whole period")),
    ("annual", Bilingual("年度", "year")),
)
_NUMBER = re.compile(r"(\d+(?:\.\d+)?)\s*[%％分]?$")
_UNREAD = "READ-206"  # the reader's word on a row of indicators it could not split
_HEADED = frozenset(("权重", "权重（%）", "权重(%)", "指标权重", "分值", "分值权重", "指标分值", "分值（权重）"))
_TARGET = "三级指标"
_SUMS = ("合计", "总计", "合 计")
_DEPARTMENT = Bilingual("部门整体绩效目标", "The goals of the whole department")
_LEAST = 3  # fewer weights may be those of merged cells


@decides("weights_add_up")
def weights_add_up(disclosure: Disclosure, rule: Rule) -> Verdict:
    """The weights of a form make the whole, where every indicator has one. given: `wholes`, the sums that do.

    A form with a row of indicators that could not be read is left out. So do those of a table of targets of the whole
    department, which no form is read from.
    """
    wholes, checked, hits = {Decimal(whole) for whole in rule.given["wholes"]}, 0, []
    broken = {trouble.place.part for trouble in disclosure.troubles if trouble.code == _UNREAD}
    for form in (form for form in disclosure.forms if form.name not in broken):
        for horizon, said in _HORIZONS:
            weights = _weights(form, horizon)
            if len(weights) < _LEAST:
                continue
            checked += 1
            if sum(weights) not in wholes:
                project = Bilingual(f"项目“{title_of(form)}”", f"Project “{title_of(form)}”")
                hits.append(_hit(form.place, project, said, sum(weights, Decimal(0))))
    for block, printed in weighted_tables(disclosure):
        checked += 1
        if sum(printed) not in wholes:
            hits.append(_hit(block.place, _DEPARTMENT, Bilingual("", "all"), sum(printed, Decimal(0))))
    return decided(checked, hits, _NOTHING)


def weighted_tables(disclosure: Disclosure) -> Iterator[tuple[Block, list[Decimal]]]:
    """Yield each table of targets of the whole department, which no form is read from, and its weights, if every target has one."""
    for block in disclosure.unrecognised:
        rows = block.grid.rows if block.grid is not None else ()
        head = next((at for at, row in enumerate(rows[:2]) if not _HEADED.isdisjoint(row) and any(_TARGET in cell for cell in row)), None)
        if head is None:
            continue
        column = next(at for at, cell in enumerate(rows[head]) if cell in _HEADED)
        weights = [row[column].strip() for row in rows[head + 1 :] if not any(cell.strip() in _SUMS for cell in row)]
        found = [match for weight in weights if (match := _NUMBER.match(weight))]
        if len(found) == len(weights) >= _LEAST:
            yield block, [Decimal(match[1]) for match in found]


def _weights(form: Form, horizon: Horizon) -> list[Decimal]:
    """Return the weights of the horizon, none at all unless each of its indicators has one that can be read."""
    found = []
    for one in form.indicators:
        if one.horizon == horizon:
            match = _NUMBER.match(one.weight.strip())
            if match is None:
                return []
            found.append(Decimal(match[1]))
    return found


def _hit(place: Place, whose: Bilingual, horizon: Bilingual, summed: Decimal) -> Hit:
    return Hit(masked([place]), {"whose": whose, "horizon": horizon}, printed=show_number(summed), expected="100")
