"""Project forms against the tables of projects and the list of units.

In: a disclosure. Out: forms missing from the project tables or printed there with another amount or name, forms whose
money exceeds all project spending, carried-over projects asked for again from this year's money, units and department
codes that do not fit. Names are compared without blanks, full-width forms and quotation marks.
"""

import re
import unicodedata
from collections import Counter
from functools import lru_cache

from msgspec import structs

from gouji.check.deciding import masked, title_of
from gouji.check.formula import Relation, relate
from gouji.check.functions.claims import (
    cell,
    cell_term,
    gap,
    money,
    prose_term,
    say_amount,
    say_figure,
)
from gouji.check.masking import mask_names
from gouji.check.remember import once_a_document
from gouji.check.rule import Hit, Lack, Rule, Verdict, decides, not_run
from gouji.check.searched import Searched
from gouji.check.texts import forms_with
from gouji.model.disclosure import Disclosure, Figure, Form, Row
from gouji.model.money import Money, agree, at_most, total
from gouji.model.place import Bilingual

THIS_YEAR, CARRIED_OVER = "项目支出表", "结转项目支出表"
_GENERAL = "一般公共预算项目支出表"
_TOTAL = "合计"

_NOISE = re.compile(r"[\s“”\"'‘’《》〈〉<>·、,，.。:：;；_\-—]+")
_BRACKETS = str.maketrans("【】〔〕[]{}", "()()()()")


@lru_cache(maxsize=4096)
def plain(name: str) -> str:
    """Return the name as it is compared: half-width, without blanks and punctuation, one kind of brackets."""
    return _NOISE.sub("", half_width(name))


@lru_cache(maxsize=4096)
def half_width(text: str) -> str:
    """Return the text in half-width forms, with one kind of brackets."""
    return unicodedata.normalize("NFKC", text).translate(_BRACKETS)


def forms_named(disclosure: Disclosure, words: str) -> list[Form]:
    """Return the forms in whose name, in half-width forms, the expression is found."""
    pattern = re.compile(words, re.MULTILINE)  # the names are searched as one text, a line each
    return [form for form in _searched_names(disclosure).having(pattern) if pattern.search(half_width(form.name))]


@once_a_document
def _searched_names(disclosure: Disclosure) -> Searched[Form]:
    return Searched(disclosure.forms, lambda form: half_width(form.name))


def amount(form: Form) -> Money | None:
    """Return the money asked for this year; None when it is not printed."""
    figure = asked(form)
    return figure.money if figure is not None else None


def asked(form: Form) -> Figure | None:
    """Return the figure of the money asked for this year; None when none is printed."""
    for figure in (form.annual.total, form.whole.total):
        if figure is not None and figure.money is not None:
            return figure
    return None


def project_rows(disclosure: Disclosure, kind: str) -> list[Row]:
    """Return the rows of a project table that are projects: neither totals nor units nor the department."""
    return _project_rows(disclosure).get(kind, [])


@once_a_document
def _project_rows(disclosure: Disclosure) -> dict[str, list[Row]]:
    names = {plain(unit.name) for unit in disclosure.organisation.units} | {plain(disclosure.cover.department or "")}
    return {
        kind: [
            row
            for table in disclosure.tables
            if table.kind == kind
            for row in table.rows
            if row.level in ("项目", "") and row.key != _TOTAL and plain(_name(row)) not in names
        ]
        for kind in (THIS_YEAR, CARRIED_OVER, _GENERAL)
    }


def _name(row: Row) -> str:
    return row.name or row.label or row.key


def name_list(names: list[str], limit: int = 6) -> str:
    """Return the names as one phrase, cut to the first few, private persons masked."""
    shown = "、".join(f"“{mask_names(name)}”" for name in names[:limit])
    return shown if len(names) <= limit else f"{shown}等{len(names)}个"


@decides("forms_in_project_tables")
def forms_in_project_tables(disclosure: Disclosure, rule: Rule) -> Verdict:
    """Every form's project stands in the project tables under the same name with the same amount.

    A list of the general budget's projects alone (Sichuan) need not have them all: what it has bears the same amount.
    """
    rows = [row for kind in (THIS_YEAR, CARRIED_OVER) for row in project_rows(disclosure, kind)]
    complete = bool(project_rows(disclosure, THIS_YEAR))
    if not complete:
        rows = project_rows(disclosure, _GENERAL)
    if not disclosure.forms or not rows:
        return not_run("没有项目绩效目标表，或项目支出表没有项目", "no project forms, or no projects in the table of projects")
    by_name: dict[str, list[Row]] = {}
    for row in rows:
        by_name.setdefault(plain(_name(row)), []).append(row)
    carried = re.compile(rule.given["carried_over"])
    told = [(form, _as_relation(disclosure, form, by_name)) for form in disclosure.forms if not carried.search(form.name)]
    found = [(_against_rows(form, by_name, rows if complete else []), relation) for form, relation in told]
    hits = tuple(structs.replace(hit, relation=relation) for hit, relation in found if hit is not None)
    relations = tuple(relation for _, relation in told if relation is not None)
    return Verdict(len(disclosure.forms), hits, relations=relations)


def _as_relation(disclosure: Disclosure, form: Form, by_name: dict[str, list[Row]]) -> Relation | None:
    """Return the relation that the form asks for the amount of its row, None when it is in several rows or none."""
    found, figure = by_name.get(plain(form.name), []), form.annual.total
    if figure is None or figure.money is None or len(found) != 1:
        return None
    terms = [cell_term(disclosure, (kind, found[0].key, _TOTAL)) for kind in (THIS_YEAR, CARRIED_OVER, _GENERAL)]
    same = next((term for term in terms if term is not None and term.figure is found[0].figures.get(_TOTAL)), None)
    return relate((prose_term(figure, "资金总额"),), (same,)) if same is not None else None


def _against_rows(form: Form, by_name: dict[str, list[Row]], rows: list[Row]) -> Hit | None:
    asked = amount(form)
    if asked is None or form.annual.total is None:
        return None
    found = by_name.get(plain(form.name))
    if not found:
        return _unknown(form, asked, rows) if rows else None
    amounts = [m for row in found if (m := money(row.figures.get(_TOTAL))) is not None]
    if not amounts or any(agree(asked, m) for m in [*amounts, total(amounts)]):
        return None
    printed = found[0].figures[_TOTAL]
    difference = gap(asked, amounts[0])
    return Hit(
        places=masked((form.annual.total.place, printed.place)),
        slots={
            "name": title_of(form),
            "what": f"绩效目标表印作{say_figure(form.annual.total)}，项目支出表印作{say_figure(printed)}，相差{difference}",
            "what_en": f"{say_figure(form.annual.total)} in the form, {say_figure(printed)} in the table",
        },
        figures=(form.annual.total, printed),
        printed=say_figure(form.annual.total),
        expected=say_figure(printed),
        difference=difference,
    )


def _unknown(form: Form, asked: Money, rows: list[Row]) -> Hit:
    """Return the hit for a name that the tables do not have: another name with the same amount is pointed at."""
    twins = [row for row in rows if (m := money(row.figures.get(_TOTAL))) is not None and agree(asked, m)]
    alike = [row for row in twins if len(set(plain(_name(row))) & set(plain(form.name))) >= len(set(plain(form.name))) // 2]
    if alike:
        return Hit(
            places=masked((form.place, alike[0].place)),
            slots={
                "name": title_of(form),
                "what": f"项目支出表没有这个名称；金额相同的是“{_name(alike[0])}”，名称应一致",
                "what_en": f"the table has no such name; “{_name(alike[0])}” has the same amount",
            },
            printed=title_of(form),
            expected=_name(alike[0]),
            severity="note" if _holds(form.name, _name(alike[0])) else "warning",
            lacks=(Lack(THIS_YEAR, title_of(form), asked),),
        )
    return Hit(
        places=masked((form.place,)),
        slots={
            "name": title_of(form),
            "what": f"项目支出表没有这个项目（绩效目标表{say_amount(asked)}）",
            "what_en": f"the table has no such project ({say_amount(asked)})",
        },
        printed=title_of(form),
        lacks=(Lack(THIS_YEAR, title_of(form), asked),),
    )


def _holds(a: str, b: str) -> bool:
    """Return whether one name is the other with words before or after it."""
    first, second = plain(a), plain(b)
    return first in second or second in first


@decides("form_within_project_spending")
def form_within_project_spending(disclosure: Disclosure, rule: Rule) -> Verdict:
    """No single project asks for more than all project spending of the department."""
    address = tuple(rule.given["whole"])
    whole = cell(disclosure, (address[0], address[1], address[2]))
    limit = money(whole)
    if whole is None or limit is None or limit.fen <= 0 or not disclosure.forms:
        return not_run("没有项目支出总额或项目绩效目标表", "no total of project spending, or no forms")
    hits = [
        Hit(
            places=masked((form.annual.total.place, whole.place)),
            slots={"name": title_of(form), "printed": say_figure(form.annual.total), "whole": say_figure(whole)},
            figures=(form.annual.total, whole),
            printed=say_figure(form.annual.total),
            expected=f"≤{say_figure(whole)}",
            difference=gap(asked, limit),
        )
        for form in disclosure.forms
        if form.annual.total is not None and (asked := form.annual.total.money) is not None and not at_most(asked, limit)
    ]
    return Verdict(checked=len(disclosure.forms), hits=tuple(hits))


@decides("carried_over_forms")
def carried_over_forms(disclosure: Disclosure, rule: Rule) -> Verdict:
    """A project whose name says that its money was carried over stands in the table of carried-over projects."""
    forms = forms_with(disclosure, "name", re.compile(rule.given["carried_over"]))
    if not forms or disclosure.table(CARRIED_OVER) is None:
        return not_run("没有标明结转的项目，或没有结转项目支出表", "no project marked as carried over, or no such table")
    rows = project_rows(disclosure, CARRIED_OVER)
    names = {plain(_name(row)) for row in rows}
    amounts = [m for row in rows if (m := money(row.figures.get(_TOTAL))) is not None]
    strays = [form for form in forms if plain(form.name) not in names and not _has(amounts, amount(form))]
    if not strays:
        return Verdict(checked=len(forms))
    summed = total([m for form in strays if (m := amount(form)) is not None])
    whole = _carried_over(disclosure, rule.given["whole"])
    over = whole is not None and whole.money is not None and not at_most(summed, whole.money)
    beyond, short = Bilingual("", ""), Bilingual("都不在结转项目支出表中", "are not in the table of carried-over projects")
    if over and whole is not None:
        beyond = Bilingual(
            f"；上年结转一共只有{say_figure(whole)}，不可能都是结转资金",
            f"; only {say_figure(whole)} was carried over in all, so that they cannot all be",
        )
        short = Bilingual(f"超过全部上年结转{say_figure(whole)}", f"are more than all that was carried over, {say_figure(whole)}")
    hit = Hit(
        places=masked((*(form.place for form in strays), *((whole.place,) if over and whole is not None else ()))),
        slots={
            "count": str(len(strays)),
            "amount": say_amount(summed),
            "names": name_list([form.name for form in strays]),
            "beyond": beyond,
            "short": short,
        },
        severity="error" if over else None,
        figures=tuple(form.annual.total for form in strays if form.annual.total is not None),
    )
    return Verdict(checked=len(forms), hits=(hit,))


def _carried_over(disclosure: Disclosure, addresses: list[list[str]]) -> Figure | None:
    """Return the largest amount that the tables print as all that was carried over, None when none does."""
    figures = [cell(disclosure, (kind, key, column)) for kind, key, column in addresses]
    printed = [figure for figure in figures if figure is not None and figure.money is not None]
    return max(printed, key=lambda figure: figure.money.fen if figure.money is not None else 0, default=None)


def _has(amounts: list[Money], asked: Money | None) -> bool:
    return asked is not None and any(agree(asked, m) for m in amounts)


@decides("form_units_listed")
def form_units_listed(disclosure: Disclosure, rule: Rule) -> Verdict:
    """The unit that carries out a project is one of the department's units."""
    units = [plain(unit.name) for unit in disclosure.organisation.units]
    forms = [form for form in disclosure.forms if form.unit]
    if not units or not forms:
        return not_run("没有读到预算单位名单或实施单位", "no list of units, or no unit in the forms")
    known = [*units, plain(disclosure.cover.department or "")]
    by_unit: dict[str, list[Form]] = {}
    for form in forms:
        by_unit.setdefault(form.unit, []).append(form)
    strange = {
        unit: group
        for unit, group in by_unit.items()
        if not any(one and (one.endswith(plain(unit)) or plain(unit).endswith(one)) for one in known)
    }
    hits = [
        Hit(
            places=masked(form.place for form in group),
            slots={"unit": unit, "count": str(len(group)), "names": name_list([form.name for form in group], 3)},
            printed=unit,
            expected="、".join(unit.name for unit in disclosure.organisation.units),
        )
        for unit, group in strange.items()
    ]
    return Verdict(checked=len(forms), hits=tuple(hits))


@decides("one_department_code")
def one_department_code(disclosure: Disclosure, rule: Rule) -> Verdict:
    """All forms carry the same department code."""
    forms = [form for form in disclosure.forms if form.department_code]
    if len(forms) < 2:
        return not_run("印有主管部门代码的项目绩效目标表不足两张", "fewer than two forms with a department code")
    usual = Counter(form.department_code for form in forms).most_common(1)[0][0]
    hits = [
        Hit(
            places=masked((form.place,)),
            slots={"name": title_of(form), "code": form.department_code, "usual": usual},
            printed=form.department_code,
            expected=usual,
        )
        for form in forms
        if form.department_code != usual
    ]
    return Verdict(checked=len(forms), hits=tuple(hits))
