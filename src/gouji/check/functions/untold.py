"""What the projects show and the other parts leave out: carried-over projects without a form, works that procurement
does not have, purchased services that the list passes over, equipment, units out of use.

In: a disclosure. Out: one finding for each of these, naming the projects.
"""

import re
from collections.abc import Sequence

from gouji.check.deciding import masked
from gouji.check.functions.claims import by_topic, money, say_amount, say_figure
from gouji.check.functions.grouping import hit_of
from gouji.check.functions.pay import form_texts
from gouji.check.functions.projects import (
    CARRIED_OVER,
    amount,
    forms_named,
    half_width,
    name_list,
    plain,
    project_rows,
)
from gouji.check.functions.services import purchased
from gouji.check.functions.stated_amounts import claims_on_forms
from gouji.check.rule import Hit, Rule, Verdict, decides, not_run
from gouji.check.texts import forms_with, running_text_with, texts_with
from gouji.model.disclosure import Disclosure, Form
from gouji.model.money import Money, agree, parse_money, total

_LEAST = 1_000_000  # 分: 万元


@decides("carried_over_without_form")
def carried_over_without_form(disclosure: Disclosure, rule: Rule) -> Verdict:
    """A carried-over project has a form too, unless the text says why it needs none."""
    rows = project_rows(disclosure, CARRIED_OVER)
    if not rows or not disclosure.forms:
        return not_run("没有结转项目，或没有项目绩效目标表", "no carried-over projects, or no project forms")
    excuse = re.compile(rule.given["excuse"])
    if any(excuse.search(paragraph.text) for paragraph in running_text_with(disclosure, excuse)):
        return Verdict(checked=len(rows))
    names = {plain(form.name) for form in disclosure.forms}
    amounts = [m for form in disclosure.forms if (m := amount(form)) is not None]
    lacking = [
        row
        for row in rows
        if plain(row.name or row.label) not in names
        and not _is_asked(money(row.figures.get("合计")), amounts)
    ]
    if not lacking:
        return Verdict(checked=len(rows))
    summed = total([m for row in lacking if (m := money(row.figures.get("合计"))) is not None])
    # Of all projects together the table itself prints the total, which rounds otherwise than its rows.
    printed = _printed_total(disclosure, CARRIED_OVER) if len(lacking) == len(rows) else None
    summed = printed if printed is not None and agree(printed, summed) else summed
    hit = Hit(
        places=masked(row.place for row in lacking),
        slots={
            "count": str(len(lacking)),
            "amount": say_amount(summed),
            "names": name_list([row.name or row.label for row in lacking]),
        },
        printed=say_amount(summed),
    )
    return Verdict(checked=len(rows), hits=(hit,))


def _printed_total(disclosure: Disclosure, kind: str) -> Money | None:
    """Return what the table of projects prints for all of them: its total, or its department's row."""
    table = disclosure.table(kind)
    row = next((row for row in table.rows if row.level in ("合计", "部门", "单位")), None) if table is not None else None
    return money(row.figures.get("合计")) if row is not None else None


def _is_asked(carried: Money | None, amounts: list[Money]) -> bool:
    return carried is not None and carried.fen > 0 and any(agree(carried, m) for m in amounts)


@decides("works_in_procurement")
def works_in_procurement(disclosure: Disclosure, rule: Rule) -> Verdict:
    """Procurement of works is not nothing while projects are works that together are worth a tender.

    given: `works` and `no_works`, names that are works and that only sound so; `least`, 万元 together.
    """
    stated = by_topic(disclosure).get(rule.given["topic"], [])
    procured = stated[0].amount if stated else None
    if procured is None or money(procured) is None or not disclosure.forms:
        return not_run(
            "没有读到政府采购工程预算或项目绩效目标表", "no procurement of works stated, or no project forms"
        )
    other = re.compile(rule.given["no_works"])
    forms = [form for form in forms_named(disclosure, rule.given["works"]) if not other.search(half_width(form.name))]
    summed = total([m for form in forms if (m := amount(form)) is not None])
    printed = money(procured)
    if not forms or printed is None or printed.fen or summed.fen < int(rule.given["least"]) * _LEAST:
        return Verdict(checked=1)
    hit = hit_of(forms, [procured.place, *(form.place for form in forms)], procured=say_figure(procured))
    return Verdict(checked=1, hits=(hit,))


@decides("services_listed")
def services_listed(disclosure: Disclosure, rule: Rule) -> Verdict:
    """The paragraph that lists purchased services has all of those that are projects."""
    meant = claims_on_forms(disclosure, rule.given["topics"])
    named = {form.number for _, forms in meant for form in forms}
    forms = purchased(disclosure, rule.given["purchased"])
    if not any(form.number in named for form in forms):
        return not_run(
            "没有逐项列出购买服务，或列的不是绩效目标表的项目",
            "purchased services are not listed, or not those of the forms",
        )
    missing = [form for form in forms if form.number not in named]
    places = [meant[0][0].place, *(form.place for form in missing)]
    hits = (hit_of(missing, places, listed=str(len(meant))),) if missing else ()
    return Verdict(checked=len(forms), hits=hits)


@decides("equipment_replaced")
def equipment_replaced(disclosure: Disclosure, rule: Rule) -> Verdict:
    """A department that replaces one machine for more than the threshold has such equipment."""
    counts = disclosure.assets.equipment if disclosure.assets is not None else ()
    limits = [
        (limit, count)
        for count in counts
        if (match := re.search(r"(\d+)\s*万元", count.subject)) and (limit := parse_money(match[1], "万元"))
    ]
    if not limits or not disclosure.forms:
        return not_run(
            "没有写明大型设备数，或没有项目绩效目标表",
            "big equipment is not stated, or there are no project forms",
        )
    limit, count = min(limits, key=lambda pair: pair[0].fen)
    if count.value != 0:
        return Verdict(checked=1)
    replaced, several = re.compile(rule.given["replaced"]), re.compile(rule.given["several"])
    forms = [
        form
        for form in forms_with(disclosure, "name", replaced)
        if (m := amount(form)) is not None
        and m.fen >= limit.fen
        and not any(several.search(one.value.reading) for one in form.indicators if "数量" in one.level2)
    ]
    hits = (
        (hit_of(forms, [count.place, *(form.place for form in forms)], threshold=say_amount(limit)),)
        if forms
        else ()
    )
    return Verdict(checked=1, hits=hits)


@decides("unit_out_of_use")
def unit_out_of_use(disclosure: Disclosure, rule: Rule) -> Verdict:
    """A unit that the document says is out of use asks for no full running costs, heating or wages.

    given: `closed`, the words behind the unit's name that say so; `before`, what may stand between; `running`, names of such costs.
    """
    units = [unit.name for unit in disclosure.organisation.units if len(unit.name) > 3]
    if not units or not disclosure.forms:
        return not_run("没有预算单位名单，或没有项目绩效目标表", "no list of units, or no project forms")
    closed, running = re.compile(rule.given["closed"]), re.compile(rule.given["running"])
    behind_name = re.compile(f"(?:{rule.given['before']})?(?:{rule.given['closed']})")
    saying = {id(one.form) for one in texts_with(disclosure, closed)}
    shut: dict[str, Form] = {}
    for form in disclosure.forms:
        for text in form_texts(form) if id(form) in saying else ():
            if (unit := _unit_before(behind_name, text, units)) is not None:
                shut.setdefault(unit, form)
    hits = []
    for unit, said in shut.items():
        forms = [
            form for form in disclosure.forms if plain(form.unit) == plain(unit) and running.search(form.name)
        ]
        if forms:
            hits.append(hit_of(forms, [said.place, *(form.place for form in forms)], unit=unit))
    return Verdict(checked=len(units), hits=tuple(hits))


def _unit_before(words: re.Pattern[str], text: str, units: Sequence[str]) -> str | None:
    """Return the first unit in the text behind whose name the words stand."""
    for match in words.finditer(text):
        if named := [unit for unit in units if text.endswith(unit, 0, match.start())]:
            return max(named, key=len)
    return None
