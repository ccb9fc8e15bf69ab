"""What a budget tells of its key projects (项目经费情况说明), and of the items it explains, beside the forms and tables.

In: the sections about projects, the forms, claims whose subject names an item. Out: a year's budget that is not the
form's, a section on the year that tells of other years only, parts that do not make the sum printed behind them, items
under a name that no table has.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from gouji.check.deciding import masked, title_of
from gouji.check.functions.claims import all_claims, gap, is_last_years, money, once, say_exactly, say_figure
from gouji.check.functions.items import item_cells, named_path
from gouji.check.functions.projects import plain
from gouji.check.remember import once_a_document
from gouji.check.rule import Hit, Rule, Verdict, decides, not_run
from gouji.check.view import view_tables
from gouji.model.disclosure import Disclosure, Figure, Form, Section
from gouji.model.money import Money, agree, total
from gouji.read.figures import find_amounts


class Note(NamedTuple):
    """The section on the year's budget of one project. project: its name, as the heading above prints it."""

    project: str
    section: Section


_PROJECT = re.compile(r"^(.*?)(?:项目)?经费情况说明$")


@once_a_document
def notes(disclosure: Disclosure) -> tuple[Note, ...]:
    """Return the sections on the year's budget of the projects that have a heading of their own."""
    return tuple(_notes(disclosure))


def _notes(disclosure: Disclosure) -> Iterator[Note]:
    project = ""
    for section in disclosure.sections:
        title = "".join(section.title.split())
        if match := _PROJECT.match(title):
            project = match[1]
        elif title == "年度预算安排":
            yield Note(project, section)


@decides("budget_of_form")
def budget_of_form(disclosure: Disclosure, rule: Rule) -> Verdict:
    """The year's budget told of a project is that of its form, told by the name. given: told, an expression before the amount."""
    told, checked, hits = re.compile(rule.given["told"]), 0, []
    for note in notes(disclosure):
        form = _form_of(note, disclosure.forms)
        asked = money(form.annual.total) if form is not None else None
        stated = next((found for p in note.section.paragraphs if (found := _amount_behind(told, p.text))), None)
        if form is None or form.annual.total is None or asked is None or stated is None or stated.money is None:
            continue
        checked += 1
        if not agree(stated.money, asked):
            hits.append(
                Hit(
                    places=masked([note.section.place, form.place]),
                    slots={"project": note.project, "form": title_of(form), "difference": gap(stated.money, asked)},
                    figures=(stated, form.annual.total),
                    printed=say_figure(stated),
                    expected=say_exactly(asked),
                    difference=gap(stated.money, asked),
                )
            )
    return Verdict(checked, tuple(hits)) if checked else not_run("没有既有经费说明又有绩效表的项目", "no project has both a note on its budget and a form")


def _form_of(note: Note, forms: tuple[Form, ...]) -> Form | None:
    """Return the one form of the note's project; names that hold one another are of one project."""
    name = plain(note.project)
    found = [form for form in forms if len(name) > 3 and (name in (own := plain(form.name)) or (len(own) > 3 and own in name))]
    return found[0] if len(found) == 1 else None


def _amount_behind(told: re.Pattern[str], text: str) -> Figure | None:
    match = told.search(text)
    return next(iter(find_amounts(text[match.end() :])), None) if match else None


@decides("year_of_note")
def year_of_note(disclosure: Disclosure, rule: Rule) -> Verdict:
    """A section on the year's budget tells of this year. given: own, words for the year; other, years and sums that are not."""
    year = disclosure.cover.year
    own, other = re.compile(f"{year}|{rule.given['own']}"), re.compile(rule.given["other"])
    checked, hits = 0, []
    for note in notes(disclosure) if year is not None else ():
        text = "".join(paragraph.text for paragraph in note.section.paragraphs)
        if not find_amounts(text):
            continue
        checked += 1
        if not own.search(text) and (found := other.search(text)):
            hits.append(Hit((note.section.place,), {"project": note.project, "year": str(year)}, printed=found[0]))
    return Verdict(checked, tuple(hits)) if checked else not_run("没有写明金额的年度预算安排", "no section on the year's budget has an amount")


_LIST = re.compile(r"其中[:：]?(?P<parts>[^。；;]*?)[，,]\s*(?:合计|共计)(?:为)?(?P<sum>\d[\d,.]*\s*万?元?)")


@decides("listed_and_summed")
def listed_and_summed(disclosure: Disclosure, rule: Rule) -> Verdict:
    """Parts listed behind 其中 and summed up at the end of the sentence (…，合计1170.00万) make that sum. given: section."""
    checked, hits = 0, []
    for section in disclosure.sections:
        for paragraph in section.paragraphs if section.kind == rule.given["section"] else ():
            for match in _LIST.finditer(paragraph.text) if "其中" in paragraph.text else ():
                parts, sums = find_amounts(f"{match['parts']}，"), find_amounts(f"{match['sum']}，")
                amounts = [part.money for part in parts if part.money is not None]
                if len(amounts) < 2 or len(amounts) != len(parts) or len(sums) != 1 or sums[0].money is None:
                    continue
                checked += 1
                if not agree(total(amounts), sums[0].money):
                    hits.append(_bad_list(section, parts, sums[0], total(amounts), sums[0].money))
    return Verdict(checked, tuple(hits)) if checked else not_run("没有逐项列出又写合计的金额", "no amounts are listed and summed up")


def _bad_list(section: Section, parts: tuple[Figure, ...], printed: Figure, summed: Money, stated: Money) -> Hit:
    return Hit(
        places=(section.place,),
        slots={"parts": " + ".join(part.text for part in parts), "difference": gap(summed, stated)},
        figures=(printed, *parts),
        printed=say_figure(printed),
        expected=say_exactly(summed),
        difference=gap(summed, stated),
    )


@decides("budget_items_named")
def budget_items_named(disclosure: Disclosure, rule: Rule) -> Verdict:
    """An item of a budget is told under its name in the tables, where one row only has its amount. given: tables."""
    kinds, checked, hits = rule.given["tables"], 0, []
    claims = [claim for _, claim in all_claims(disclosure) if claim.topic == "功能分类/项" and claim.amount is not None]
    rows = [
        (row, amount)
        for kind in kinds
        for view in (view_tables(disclosure).get(kind, ()) if claims else ())
        for row in view.table.rows
        if row.level == "项" and (amount := money(row.figures.get("合计"))) is not None and amount.fen
    ]
    for claim in claims:
        path, stated = named_path(claim.subject), money(claim.amount)
        if "款" not in path or "项" not in path or stated is None or not stated.fen or not rows or is_last_years(disclosure, claim):
            continue
        checked += 1
        if next(item_cells(disclosure, kinds, path), None) is None:
            twins = {row.key: row for row, amount in rows if agree(amount, stated)}
            if len(twins) == 1 and claim.amount is not None:
                row = next(iter(twins.values()))
                subject = claim.subject.strip("“”\"＂")
                slots = {"subject": subject, "row": row.label, "amount": say_figure(claim.amount)}
                hits.append(Hit(once([claim.place, row.place]), {**slots}, (claim.amount,), subject, row.label))
    return Verdict(checked, tuple(hits)) if checked else not_run("情况说明没有逐项写明款、项", "the narrative does not explain items")
