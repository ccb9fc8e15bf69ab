"""Digits that are in the file and not to be seen on the page are no part of a number."""

import pytest

from gouji.read.blocks import Line
from gouji.read.pdf import read_pdf
from read.test_pdf import ROWS, XS, titled
from read.write_pdf import Sheet, write_pdf

UNSEEN = ("1 g", "0.98 g", "1 1 1 rg", "0 0 0 0 k", "3 Tr")


def read_lines(sheet: Sheet) -> tuple[list[str], list[str]]:
    """Return the lines of text and the codes of what is told."""
    items, troubles, _ = read_pdf(write_pdf(sheet), "a.pdf")
    return [item.text for item in items if isinstance(item, Line)], [each.code for each in troubles]


@pytest.mark.parametrize("turn", range(4))
@pytest.mark.parametrize("ink", UNSEEN)
def test_unseen_digits_beside_an_amount_are_not_read(ink, turn):
    sheet = Sheet(turn=turn, margin=20).text(60, 100, "合计60.00", 10).text(105, 100, "99", 10, ink)
    assert read_lines(sheet.text(60, 200, "支出", 10)) == (["合计60.00", "支出"], ["READ-039"])


@pytest.mark.parametrize("ink", UNSEEN)
def test_unseen_digits_before_and_behind_the_visible_ones_are_not_read(ink):
    sheet = Sheet().text(80, 100, "-9", 10, ink).text(90, 100, "1,234.50", 10).text(90, 100, "7,777.77", 10, ink)
    assert read_lines(sheet.text(60, 200, "一般公共预算财政拨款支出", 10)) == (["1,234.50", "一般公共预算财政拨款支出"], ["READ-039"])


def test_a_table_with_unseen_digits_reads_as_it_is_shown():
    sheet = titled().table(XS, 100, ROWS)
    for row in range(1, 5):
        sheet.text(XS[3] - 3, 100 + 20 * row + 14, "8", 10, "1 g")
    items, _, _ = read_pdf(write_pdf(sheet), "a.pdf")
    plain, _, _ = read_pdf(write_pdf(titled().table(XS, 100, ROWS)), "a.pdf")
    assert items == plain


@pytest.mark.parametrize("ground", ["0 g", "0.2 0.4 0.7 rg", "0.85 g", "0.86 0.93 0.97 rg"])
def test_white_on_a_ground_is_seen(ground):
    sheet = Sheet().fill(50, 80, 300, 110, ground).text(60, 100, "2024年60.00", 10, "1 g")
    assert read_lines(sheet) == (["2024年60.00"], [])


def test_a_ground_that_is_painted_over_shows_no_white():
    sheet = Sheet().fill(50, 80, 300, 110, "0 g").fill(50, 80, 300, 110, "1 g").text(60, 100, "60.00", 10, "1 g")
    assert read_lines(sheet.text(60, 200, "支出", 10)) == (["支出"], ["READ-039"])


def test_white_with_an_outline_is_seen():
    assert read_lines(Sheet().text(60, 100, "60.00", 10, "2 Tr 0.3 w 1 g 0 G")) == (["60.00"], [])


def test_a_page_whose_text_is_not_drawn_is_a_layer_and_is_read():
    sheet = Sheet().text(60, 100, "合计60.00", 10, "3 Tr").text(60, 200, "支出总计", 10, "3 Tr")
    assert read_lines(sheet) == (["合计60.00", "支出总计"], [])
