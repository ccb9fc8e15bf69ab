"""Fitting tables to paper: widths fill the line, figures stay whole, long runs of letters may break, small letters save pages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouji.model.disclosure import Grid
from gouji.render.fitting import PADDING, SHEETS, breakable, fit_form, fit_table, text_length


def grid(columns: int, rows: int, figure: str = "12,345.67") -> Grid:
    head = ("科目名称", *("一般公共预算",) * (columns - 1))
    return Grid((head, *(("文化和旅游支出", *(figure,) * (columns - 1)),) * rows), tuple(range(rows + 1)))


@pytest.mark.parametrize(("columns", "paper"), [(3, "upright"), (7, "upright"), (11, "turned"), (24, "large")])
def test_the_more_columns_the_larger_the_paper(columns: int, paper: str) -> None:
    assert fit_table(grid(columns, 5), 1, range(1, columns)).paper == paper


@given(st.integers(1, 16), st.integers(0, 10**13))
def test_columns_fill_the_line_and_hold_their_figures(columns: int, cents: int) -> None:
    figure = f"{cents / 100:,.2f}"
    fitted = fit_table(grid(columns, 2, figure), 1, range(1, columns))
    assert sum(fitted.widths) == pytest.approx(SHEETS[fitted.paper][0], abs=0.1 * columns)
    if fitted.size > 7:
        assert all(width >= text_length(figure) * fitted.size + 2 * PADDING - 0.1 for width in fitted.widths[1:])


def test_letters_shrink_only_to_save_a_second_page() -> None:
    assert [fit_table(grid(4, rows), 1, range(1, 4)).size for rows in (10, 36, 200)] == [10.5, 9.0, 10.5]


def test_a_merged_cell_widens_the_columns_it_covers() -> None:
    form = Grid((("项目", "1,144,629.25", ""), ("概况", "甲", "乙")), (1, 2), spans={"0,1": (1, 2)})
    fitted = fit_form(form)
    assert sum(fitted.widths[1:]) >= text_length("1,144,629.25") * fitted.size


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("(2022.06-2023.06)2,051,967.00元", ["(2022.06-", "2023.06)", "2,051,967.00元"]),
        ("=-5", ["=-5"]),
        ("1,144,629.25", ["1,144,629.25"]),
        ("50*12=600元", ["50*", "12=", "600元"]),
        ("a" * 50, ["a" * 24, "a" * 24, "aa"]),
        ("一般公共预算", ["一般公共预算"]),
    ],
)
def test_long_runs_break_between_figures_and_never_inside(text: str, parts: list[str]) -> None:
    assert breakable(text).split("\u200b") == parts
