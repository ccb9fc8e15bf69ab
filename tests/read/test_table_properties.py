"""Whatever is dropped from, doubled in or shifted within a printed table, no amount is read that is not printed."""

from hypothesis import given, settings
from hypothesis import strategies as st

from gouji.model.disclosure import Grid
from gouji.read.tables import read_table
from gouji.read.text import read_text
from printed import grid, part

TABLES = {
    "2024年预算收支总表": """
收入|收入|支出|||
项目|2024年|项目|2024年合计|当年预算安排|上年结转安排
一、一般公共预算|90.51|四、公共安全支出|100.52|90.53|10.04
上年结转|10.05|年终结转|||
收入总计|100.56|支出总计|100.57|90.58|10.09""",
    "2024年一般公共预算支出预算表（不含上年结转）": """
项目||2024年预算数||
科目编码|科目名称|合计|基本支出|项目支出
合计||7.11|3.12|4.13
213|农林水支出|7.14|3.15|4.16
2130301|行政运行|7.17|3.18|4.19""",
    "2024年项目支出预算表（上年结转）": """
项目名称|合计|2024年财政拨款||
|一般公共预算|政府性基金预算|国有资本经营预算|
1|2|3|4|5
清河县水利局|9.21|9.22||
河道治理|9.23|9.24||""",
    "附表": """
部门预算支出经济科目名称|政府预算支出经济科目名称|合计|人员经费|公用经费
合计||3.31|3.32|
工资福利支出||3.33|3.34|
基本工资|工资奖金津补贴|3.35|3.36|""",
}


@st.composite
def damaged(draw: st.DrawFn) -> tuple[str, tuple[Grid, ...]]:
    """Draw a title and the pieces of its table after some damage."""
    title = draw(st.sampled_from(sorted(TABLES)))
    rows = [list(row) for row in grid(TABLES[title]).rows]
    for _ in range(draw(st.integers(1, 4))):
        index = draw(st.integers(0, len(rows) - 1))
        row = rows[index]
        cell = draw(st.integers(0, max(len(row) - 1, 0)))
        match draw(
            st.sampled_from(["drop row", "double row", "drop cell", "double cell", "blank cell", "shift row"])
        ):
            case "drop row" if len(rows) > 1:
                del rows[index]
            case "double row":
                rows.insert(index, row.copy())
            case "drop cell" if len(row) > 1:
                del row[cell]
            case "double cell":
                row.insert(cell, row[cell])
            case "blank cell":
                row[cell] = ""
            case "shift row":
                row[:] = ["", *row[:-1]]
    return title, tuple(pieces(rows))


def pieces(rows: list[list[str]]) -> list[Grid]:
    """Return the rows as the text reader hands them over."""
    text = "\n".join("\t".join(row) for row in rows)
    return [item for item in read_text(text, "table.txt") if isinstance(item, Grid)]


@given(damaged())
@settings(max_examples=300, deadline=None)
def test_no_amount_is_read_that_is_not_printed(table: tuple[str, tuple[Grid, ...]]) -> None:
    title, grids = table
    read, _ = read_table(part(title, "单位：万元", *grids), {})
    printed = {cell for grid in grids for row in grid.rows for cell in row}
    for _, _, figure in read.figures():
        if figure.money is not None:
            assert figure.text in printed
            assert figure.money.fen == round(float(figure.text) * 1_000_000)
    assert read.grids == grids


@given(damaged())
@settings(max_examples=150, deadline=None)
def test_what_is_not_read_is_reported(table: tuple[str, tuple[Grid, ...]]) -> None:
    title, grids = table
    read, troubles = read_table(part(title, "单位：万元", *grids), {})
    taken = sorted(figure.text for _, _, figure in read.figures() if figure.money is not None)
    amounts = sorted(cell for grid in grids for row in grid.rows for cell in row if "." in cell)
    assert taken == amounts or troubles
