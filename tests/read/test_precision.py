"""Figures whose trailing zeros a spreadsheet stripped are known as finely as the others of their table."""

from gouji.read.tables import read_table
from printed import grid, part


def slacks(*amounts: str) -> list[int]:
    rows = "\n".join(f"212|甲|{amount}||" for amount in amounts)
    table, _ = read_table(
        part(
            "2024年政府性基金预算支出表（不含上年结转）",
            "单位：万元",
            grid(f"科目编码|科目名称|合计|基本支出|项目支出\n{rows}"),
        ),
        {},
    )
    return [row.figures["合计"].money.slack for row in table.rows if row.figures["合计"].money is not None]


def test_stripped_zeros_are_restored() -> None:
    assert slacks("16595.3", "8040.19", "881") == [10_000, 10_000, 10_000]


def test_typed_zeros_leave_each_figure_as_fine_as_it_looks() -> None:
    assert slacks("16595.3", "8040.10", "881") == [100_000, 10_000, 1_000_000]


def test_bare_zero_among_decimals_is_a_zero() -> None:
    assert slacks("0", "8040.10") == [10_000, 10_000]


def test_whole_amounts_stay_whole() -> None:
    assert slacks("16595", "880") == [1_000_000, 1_000_000]
