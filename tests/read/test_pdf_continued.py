"""Tables that go on over pages, also those whose rows have not the width of the table: nothing is torn out of them."""

import pytest

from gouji.read.pdf_continued import continue_tables
from gouji.read.pdf_furniture import without_furniture
from gouji.read.pdf_leaf import Leaf
from gouji.read.pdf_lines import TextLine
from gouji.read.pdf_tables import PageTable
from gouji.read.pdf_words import Word

Cells = tuple[tuple[str, ...], ...]
XS = (50.0, 250.0, 400.0, 540.0)
HEAD = ("科目编码", "科目名称", "合计")


def table(rows: Cells, xs: tuple[float, ...] = XS, *, rooms: tuple[float | None, ...] = ()) -> PageTable:
    """Return the piece of a table on a page; rows of another width than its columns have no boxes, as when they cannot be told."""
    width = len(xs) - 1
    boxes = tuple(((50.0, 800.0, 540.0, 820.0),) * width if len(row) == width else () for row in rows)
    return PageTable(60, 820, xs, rows, {}, rooms, boxes)


def continued(*tables: PageTable) -> list[Cells]:
    leaves = [Leaf(number, 595, 842, (each,)) for number, each in enumerate(tables, 1)]
    return [item.rows for leaf in continue_tables(leaves) for item in leaf.items if isinstance(item, PageTable)]


def test_rest_of_a_torn_row_is_put_back() -> None:
    first = table((HEAD, ("201", "一般公共服务", "5.00")), rooms=(None, 0.5, None))
    assert continued(first, table((("", "支出", ""),))) == [(HEAD, ("201", "一般公共服务支出", "5.00"))]


@pytest.mark.parametrize("rest", [("", "支出"), ("", "支出", "", "")], ids=["a cell less", "a cell more"])
def test_row_of_another_width_is_no_rest_of_a_torn_row(rest: tuple[str, ...]) -> None:
    first = (HEAD, ("201", "一般公共服务", "5.00"))
    assert continued(table(first, rooms=(None, 0.5, None)), table((rest,))) == [first, (rest,)]


def test_piece_with_fewer_columns_stands_under_those_of_the_first() -> None:
    total = table((("合计", "5.00"),), (50.0, 400.0, 540.0))
    assert continued(table((HEAD,) * 3), total)[1] == (("合计", "", "5.00"),)


@pytest.mark.parametrize("xs", [(50.0, 540.0), (50.0, 400.0, 540.0)], ids=["no columns", "fewer columns"])
def test_rows_whose_cells_cannot_be_told_stay_as_they_are(xs: tuple[float, ...]) -> None:
    rows = (("合计", "", "", "5.00"), ("201", "教育", "", "5.00"))
    assert continued(table((HEAD,) * 3), table(rows, xs))[1] == rows


def test_page_number_is_taken_off_no_row_whose_place_is_not_known() -> None:
    numbered = [Leaf(number, 595, 842, (table((HEAD,) * 2), line(str(number), 830))) for number in (1, 2, 3)]
    untold = Leaf(4, 595, 842, (table((HEAD, ("4", "", "", ""))),))
    assert without_furniture([*numbered, untold])[-1] == untold


def line(text: str, base: float) -> TextLine:
    return TextLine((Word(text, 290, 300, base, 9.0, (290.0,)),), base, 9.0)


TITLE = "2024年政府性基金预算支出表"


def titled(*pages: Cells) -> list[object]:
    """Return what stands on the pages, each a table under the same title, once it is told which go on."""
    leaves = [Leaf(number, 595, 842, (titled_line(TITLE), table(rows))) for number, rows in enumerate(pages, 1)]
    return [item for leaf in continue_tables(leaves) for item in leaf.items]


def titled_line(text: str) -> TextLine:
    return TextLine((Word(text, 200, 400, 50, 12.0, tuple(200.0 + 12 * at for at in range(len(text)))),), 50, 12.0)


def test_title_above_the_same_rows_is_that_of_a_table_printed_twice() -> None:
    rows = (HEAD, ("", "合计", "5.00"), ("229", "其他支出", "5.00"))
    titles = [item.text for item in titled(rows, rows) if isinstance(item, TextLine)]
    assert titles == [TITLE, TITLE]


def test_title_above_other_rows_is_that_of_a_table_that_goes_on() -> None:
    first, second = (HEAD, ("229", "其他支出", "5.00")), (HEAD, ("230", "转移性支出", "5.00"))
    titles = [item.text for item in titled(first, second) if isinstance(item, TextLine)]
    assert titles == [TITLE]
