"""What holds of every disclosure derived from a sound budget: it ties out, adds up line by line, and reads back."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from msgspec import structs

from gouji.check import check
from gouji.layouts.classification import economic_codes, plain_name, revenue_items
from gouji.layouts.layout import ColumnLayout, Side, TableLayout, Takes, load
from gouji.model.budget import Budget, Line
from gouji.model.disclosure import Disclosure, Row
from gouji.model.money import Money, agree
from gouji.prepare import derive
from gouji.prepare.amounts import print_amount
from gouji.read import read
from gouji.render.text_document import text
from prepare.bare import bare
from prepare.strategies import budgets

NOT_FROM_LINES = ("三公经费表", "机关运行经费表")
OF_PUBLIC_INSTITUTIONS = ("工资福利支出", "商品和服务支出", "资本性支出")

# A budget that fails is not made smaller: that takes minutes and leaves it as long as it was.
cases = settings(
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@settings(cases, max_examples=40)
@given(budgets())
def test_a_derived_disclosure_ties_out(budget: Budget) -> None:
    findings = check(derive(budget)).findings
    assert [(finding.rule, finding.severity, finding.message.zh) for finding in findings] == []


def with_more(budget: Budget, data: st.DataObject) -> tuple[Line, Budget]:
    """Return a line of the budget, and the budget with more money in it."""
    number = data.draw(st.integers(0, len(budget.lines) - 1))
    line = budget.lines[number]
    # More than any printed digit, so that no change is rounded away.
    more = structs.replace(line, amount=line.amount + Money(7_770_000))
    return line, structs.replace(budget, lines=(*budget.lines[:number], more, *budget.lines[number + 1 :]))


@settings(cases, max_examples=25)
@given(budgets())
def test_what_is_printed_reads_back_as_it_was_derived(budget: Budget) -> None:
    derived = derive(budget)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "printed.txt"
        path.write_text(text(derived), encoding="utf-8")
        assert bare(read(path)) == bare(derived)


@settings(cases, max_examples=25)
@given(budgets())
def test_every_amount_is_the_rounded_sum_of_the_lines_it_takes(budget: Budget) -> None:
    public = _public_institutions(budget)
    for cell in _cells(derive(budget)):
        fen = sum(line.amount.fen for line in budget.lines if cell.takes(line, public))
        assert cell.text == (print_amount(fen, "万元") if fen else ""), cell.address


@settings(cases, max_examples=25)
@given(budgets(), st.data())
def test_a_changed_line_changes_the_cells_that_take_it_and_no_other(budget: Budget, data: st.DataObject) -> None:
    line, changed = with_more(budget, data)
    before, after = _cells(derive(budget)), _cells(derive(changed))
    assert [cell.address for cell in before] == [cell.address for cell in after]
    public = _public_institutions(budget)
    for old, new in zip(before, after, strict=True):
        assert (old.text != new.text) == old.takes(line, public), old.address


# Told from what the workbook says of them, not from the ledger's lines.
SECTIONS_NOT_FROM_LINES = {"三公经费", "机关运行经费", "政府采购", "国有资产"}


@settings(cases, max_examples=20)
@given(budgets(), st.data())
def test_a_changed_line_changes_the_sentences_that_tell_it_and_no_other(budget: Budget, data: st.DataObject) -> None:
    _, changed = with_more(budget, data)
    before, after = derive(budget), derive(changed)
    for old, new in zip(before.sections, after.sections, strict=True):
        if old.kind in SECTIONS_NOT_FROM_LINES:
            assert old.paragraphs == new.paragraphs
    told = [claim for section in after.sections for claim in section.claims if claim.address and claim.amount]
    assert told
    for claim in told:
        table = after.table(claim.address[0])
        row = table.row(claim.address[1]) if table else None
        cell = row.figures.get(claim.address[2]) if row else None
        if cell is not None and cell.money is not None and claim.amount.money is not None:
            assert agree(cell.money, claim.amount.money), claim.sentence


# --- which lines a cell takes, told from the layout's words alone, one line and one cell at a time ---------------------


class Cell(NamedTuple):
    """One printed amount, and what the layout says of its table, side and column."""

    table: TableLayout
    side: Side
    row: Row
    column: ColumnLayout

    @property
    def text(self) -> str:
        return self.row.figures[self.column.name].text

    @property
    def address(self) -> tuple[str, str, str, str]:
        return self.table.table, self.side.name, self.row.label, self.column.name

    def takes(self, line: Line, public: set[str]) -> bool:
        """Return whether the cell adds up the line. public: names of the units that are public institutions."""
        asked = (self.table.of, self.side.of, self.column.takes)
        return all(_accepts(each, line) for each in asked) and _is_of_row(line, self.side, self.row, public)


def _cells(disclosure: Disclosure) -> list[Cell]:
    found = []
    for table in load("shanxi/2024").tables:
        printed = disclosure.table(table.table)
        assert printed is not None
        if table.table in NOT_FROM_LINES:
            continue
        for row in printed.rows:
            side = table.side(row.side)
            found += [Cell(table, side, row, column) for column in side.columns]
    return found


def _public_institutions(budget: Budget) -> set[str]:
    return {unit.name for unit in budget.units if unit.kind == "事业"}


def _accepts(takes: Takes, line: Line) -> bool:
    asked = (
        (takes.fund, takes.fund and line.fund in takes.fund),
        (takes.nature, line.nature == takes.nature),
        (takes.carried_over, line.carried_over == takes.carried_over),
        (takes.function, takes.function and line.function.startswith(takes.function)),
        (takes.economic, takes.economic and line.economic.startswith(takes.economic)),
    )
    return not takes.nothing and all(holds for given, holds in asked if given is not None)


def _is_of_row(line: Line, side: Side, row: Row, public: set[str]) -> bool:
    fixed = next((each for each in side.rows if each.key == row.key), None)
    if fixed is not None:
        return _accepts(fixed.takes, line)
    if row.level in ("合计", "部门"):
        return True
    if row.level == "单位":
        return line.unit == row.name
    if row.level == "项目":
        return line.project == row.name
    if row.code:
        return (_revenue(line) if side.by else line.function).startswith(row.code)
    return _is_of_economic_row(line, row, public)


def _revenue(line: Line) -> str:
    return line.revenue or next(code for code, item in revenue_items().items() if item.fund == line.fund)


def _is_of_economic_row(line: Line, row: Row, public: set[str]) -> bool:
    """Return whether the line is of the item, and of a unit whose spending has the row's government-side item."""
    (item,) = {code for code in economic_codes("部门")[plain_name(row.name)] if code[:3] != "309"}
    if not row.counterpart or item.startswith("303"):
        return line.economic.startswith(item)
    of_public = row.counterpart in OF_PUBLIC_INSTITUTIONS
    return line.economic == item and of_public == (line.unit in public)
