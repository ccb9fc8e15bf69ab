"""Wide sheets printed part by part: the right columns on a page of their own."""

import pytest

from gouji.model.disclosure import Grid
from gouji.read.blocks import Line
from gouji.read.pdf_page import Page
from gouji.read.pdf_pages import assemble
from gouji.read.pdf_rulings import Ruling
from gouji.read.pdf_words import Word

TITLE, NAME, UNIT = "2025年部门收入总表", "部门名称：云溪县文化和旅游局", "单位：万元"
LEFT = [["项目", "", "合计"], ["编码", "名称", ""], ["201", "一般公共服务", "9.00"], ["20101", "人大事务", "5.00"], ["20103", "政府办公", "4.00"]]
RIGHT = [["", "上年"], ["财政拨款", "结转"], ["7.00", "2.00"], ["5.00", ""], ["2.00", "2.00"]]
LABELS = [row[:2] for row in LEFT]
WHOLE = [[*one, *other] for one, other in zip(LEFT, RIGHT, strict=True)]


def page(number: int, above: list[str], rows: list[list[str]], top: float = 200.0) -> Page:
    """Return a page with lines of text and a ruled table of cells of one size."""
    lines = [word(text, 60, 60 + 20 * at) for at, text in enumerate(above)]
    wide, width, height = 100.0, len(rows[0]), len(rows)
    cells = [
        word(text, 62 + wide * column, top + 14 + 20 * row)
        for row, texts in enumerate(rows)
        for column, text in enumerate(texts)
        if text
    ]
    across = tuple(Ruling(top + 20 * row, 60, 60 + wide * width) for row in range(height + 1))
    down = tuple(Ruling(60 + wide * column, top, top + 20 * height) for column in range(width + 1))
    return Page(number, 595, 842, (*lines, *cells), across, down)


def word(text: str, left: float, base: float) -> Word:
    """Return the word at its place."""
    return Word(text, left, left + 9.0 * len(text), base, 9.0, tuple(left + 9.0 * at for at in range(len(text))))


def grids(pages: list[Page]) -> list[list[list[str]]]:
    """Return the cells of the grids that the pages hold."""
    return [[list(row) for row in item.rows] for item in assemble(pages) if isinstance(item, Grid)]


@pytest.mark.parametrize("again", [0, 2])
def test_right_columns_are_put_beside_the_left_ones(again: int) -> None:
    right = [[*labels[:again], *row] for labels, row in zip(LABELS, RIGHT, strict=True)]
    items = assemble([page(1, [TITLE, NAME], LEFT), page(2, [UNIT], right)])
    assert [item.text for item in items if isinstance(item, Line)] == [TITLE, NAME, UNIT]
    assert grids([page(1, [TITLE, NAME], LEFT), page(2, [UNIT], right)]) == [WHOLE]


def test_title_printed_over_the_right_columns_heads_the_whole() -> None:
    items = assemble([page(1, [NAME], LEFT), page(2, [TITLE, UNIT], RIGHT)])
    assert [item.text for item in items if isinstance(item, Line)] == [TITLE, NAME, UNIT]
    assert isinstance(items[-1], Grid)
    assert items[-1].pages == (1,) * 5


def test_long_sheet_prints_all_left_parts_first() -> None:
    lower = [["20105", "统计", "1.00"], ["20106", "财政", "2.00"], ["20107", "税收", "3.00"]]
    beside = [["1.00", ""], ["2.00", ""], ["", "3.00"]]
    pages = [page(1, [TITLE, UNIT], LEFT), page(2, [], lower, 40), page(3, [], RIGHT), page(4, [], beside, 40)]
    assert grids(pages) == [WHOLE, [[*one, *other] for one, other in zip(lower, beside, strict=True)]]


def test_another_table_at_the_same_height_stays_apart() -> None:
    titled = page(2, ["2025年部门支出总表", UNIT], RIGHT)
    unit = [page(1, [TITLE, NAME], LEFT), page(2, [TITLE, "部门名称：云溪县图书馆"], LEFT)]
    lower = [["20105", "统计", "1.00"], ["20106", "财政", "2.00"], ["20107", "税收", "3.00"], ["20108", "审计", "4.00"], ["20109", "海关", "5.00"]]
    assert grids([page(1, [TITLE, NAME], LEFT), titled]) == [LEFT, RIGHT]
    assert grids(unit) == [LEFT, LEFT]
    assert grids([page(1, [TITLE], LEFT), page(2, [], lower), page(3, [], lower)]) == [LEFT, lower, lower]

