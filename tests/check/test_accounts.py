"""A department's budget in Shanghai's form and its final accounts, both published as PDF, held against each other."""

from pathlib import Path

import pytest
from msgspec import structs

from generated import printable
from gouji.check.several import check_together
from gouji.model.disclosure import Disclosure, Paragraph, Table
from gouji.model.finding import Finding
from gouji.model.place import Place
from gouji.read import read
from gouji.read.narrative import read_prose
from gouji.render import render
from prepare.yunxi import YUNXI

ITEM = "文化旅游体育与传媒支出（类）文化和旅游（款）图书馆（项）"


def published(disclosure: Disclosure, folder: Path, name: str) -> Disclosure:
    """Return the disclosure as read from a PDF of it."""
    path = folder / name
    path.write_bytes(render(disclosure, "pdf"))
    return read(path)


def told(first_budget: str) -> str:
    return f"1、{ITEM}。年初预算为{first_budget}万元，支出决算为{first_budget}万元，完成年初预算的100%。"


def accounts(sentence: str, total: str = "") -> Disclosure:
    """Return final accounts that spent what was budgeted, with one item explained. total: of the public expenses' budget."""
    made = printable(YUNXI, "final/2024")
    section = read_prose("一般公共预算支出决算", (Paragraph(sentence, Place()),), "一般公共预算财政拨款支出决算情况说明")
    tables = tuple(as_budgeted(one, total) if one.kind == "三公经费决算表" else one for one in made.tables)
    return structs.replace(made, tables=tables, sections=(structs.replace(section, number="五"),))


def as_budgeted(table: Table, total: str) -> Table:
    """Return the table of budget and outturn side by side, each item's budget the same as its outturn."""
    (one,) = table.grids
    spent = one.rows[-1][1::2]
    line = [cell for each in spent for cell in (each, each)]
    return structs.replace(table, grids=(structs.replace(one, rows=(*one.rows[:-1], (total or line[0], *line[1:]))),))


def compared(budget: Disclosure, final: Disclosure) -> list[Finding]:
    (report,) = check_together([budget, final])
    return [finding for finding in report.findings if finding.rule[0] == "Y"]


@pytest.fixture(scope="module")
def budget(tmp_path_factory: pytest.TempPathFactory) -> Disclosure:
    return published(printable(YUNXI, "shanghai/2024"), tmp_path_factory.mktemp("budget"), "预算.pdf")


def item_amount(budget: Disclosure) -> str:
    """Return the item's budget in 万元; Shanghai prints 元."""
    table = budget.table("一般公共预算支出表")
    row = table.row("2070104") if table is not None else None
    amount = row.figures["合计"].money if row is not None else None
    assert amount is not None
    return f"{amount.fen / 1_000_000:.2f}"


def test_accounts_that_start_from_the_published_budget_find_nothing(budget: Disclosure, tmp_path: Path) -> None:
    final = published(accounts(told(item_amount(budget))), tmp_path, "决算.pdf")
    assert (budget.layout, final.layout, final.cover.stage) == ("shanghai/2024", "final/2024", "final")
    assert compared(budget, final) == []


def test_another_first_budget_in_table_and_prose_is_found(budget: Disclosure, tmp_path: Path) -> None:
    final = published(accounts(told("999.99"), total="77.77"), tmp_path, "决算.pdf")
    rules = {finding.rule: finding for finding in compared(budget, final)}
    assert set(rules) == {"Y-8", "Y-9"}
    assert {place.document for place in rules["Y-9"].places} == {"预算.pdf", "决算.pdf"}
