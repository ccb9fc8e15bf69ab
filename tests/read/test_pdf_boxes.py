"""Where on its page everything stands: positions given in, the same positions out, however the page lies in its file."""

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from gouji.model.disclosure import Disclosure, Figure
from gouji.model.place import Box
from gouji.read import read
from gouji.read.blocks import Line
from gouji.read.files import read_blocks
from gouji.read.outline import Part
from gouji.read.prose import passages
from read.test_pdf import ROWS, XS, blocks_of, only_grid, titled
from read.write_pdf import Sheet, write_pdf

YS = tuple(100 + 20 * index for index in range(len(ROWS) + 1))
CELLS = tuple(
    tuple((float(left), float(top), float(right), float(bottom)) for left, right in pairwise(XS)) for top, bottom in pairwise(YS)
)


def rounded(boxes: tuple[tuple[Box, ...], ...]) -> tuple[tuple[Box, ...], ...]:
    return tuple(tuple((round(a), round(b), round(c), round(d)) for a, b, c, d in row) for row in boxes)


@pytest.mark.parametrize("margin", [0, 37])
@pytest.mark.parametrize("turn", range(4))
def test_cells_stand_where_they_are_ruled(tmp_path, turn, margin):
    assert rounded(only_grid(blocks_of(tmp_path, titled(turn=turn, margin=margin).table(XS, 100, ROWS))).boxes) == CELLS


def test_a_page_in_larger_units_is_measured_in_its_own(tmp_path):
    assert rounded(only_grid(blocks_of(tmp_path, titled(unit=2).table(XS, 100, ROWS))).boxes) == CELLS


def test_text_set_sideways_stands_upright(tmp_path):
    data = write_pdf(titled(turn=1).table(XS, 100, ROWS)).replace(b"/Rotate 90", b"/Rotate 0 ")
    (tmp_path / "a.pdf").write_bytes(data)
    assert rounded(only_grid(list(read_blocks(tmp_path / "a.pdf").items)).boxes) == CELLS


def test_a_line_stands_where_it_is_set(tmp_path):
    title = next(item for item in blocks_of(tmp_path, titled(margin=10).table(XS, 100, ROWS)) if isinstance(item, Line))
    left, top, right, bottom = title.place.box or (0, 0, 0, 0)
    # Four digits at half a width and nine characters, 16 points high, on a baseline at 60.
    assert (round(left), round(right)) == (200, 200 + 4 * 8 + 9 * 16)
    assert 40 < top < 50 < 60 < bottom < 65


def test_a_merged_cell_has_one_box(tmp_path):
    sheet = titled().frame([50, 200, 350, 500], [100, 140]).line(200, 120, 350, 120).text(60, 114, "科目").text(210, 114, "合计")
    grid = only_grid(blocks_of(tmp_path, sheet.text(210, 134, "1.00").text(360, 114, "备注")))
    assert rounded(grid.boxes) == (
        ((50, 100, 200, 140), (200, 100, 350, 120), (350, 100, 500, 140)),
        ((50, 100, 200, 140), (200, 120, 350, 140), (350, 100, 500, 140)),
    )


def test_columns_that_are_not_ruled_have_boxes_too(tmp_path):
    grid = only_grid(blocks_of(tmp_path, titled().cells(XS, 100, ROWS)))
    for row, boxes in zip(ROWS, grid.boxes, strict=True):
        index = ROWS.index(row)
        assert all(YS[index] <= top < bottom <= YS[index + 1] for _, top, _, bottom in boxes)
    assert all(len(boxes) == len(row) for row, boxes in zip(grid.rows, grid.boxes, strict=True))


def test_two_rows_between_two_rules_have_a_box_each(tmp_path):
    sheet = titled().frame([50, 200, 350, 500], [100, 120, 160]).text(60, 114, "科目").text(210, 114, "合计")
    for base, label, amount in ((134, "甲项", "1.00"), (154, "乙项", "2.00")):
        sheet.text(60, base, label).text(210, base, amount).text(360, base, amount)
    grid = only_grid(blocks_of(tmp_path, sheet))
    assert [row[0] for row in grid.rows] == ["科目", "甲项", "乙项"]
    assert rounded(grid.boxes)[1:] == (
        ((50, 120, 200, 138), (200, 120, 350, 138), (350, 120, 500, 138)),
        ((50, 138, 200, 160), (200, 138, 350, 160), (350, 138, 500, 160)),
    )


def test_every_figure_of_a_table_over_two_pages_has_its_page_and_box(tmp_path):
    second = Sheet().table(XS, 60, ROWS[3:])
    (tmp_path / "a.pdf").write_bytes(write_pdf(titled().table(XS, 100, ROWS[:3]), second))
    found = {figure.text: figure.place for figure in figures_of(read(tmp_path / "a.pdf"))}
    assert (found["34.50"].page, found["34.50"].box) == (1, (460, 140, 540, 160))
    assert (found["200.00"].page, found["200.00"].box) == (2, (460, 60, 540, 80))


def figures_of(disclosure: Disclosure) -> Iterator[Figure]:
    yield from (figure for table in disclosure.tables for _, _, figure in table.figures())


def test_a_paragraph_over_two_pages_has_its_part_on_the_first(tmp_path):
    first, second = Sheet(), Sheet()
    words = "本年度的预算收入与支出均按照有关的规定编制并经过了审核"
    for index in range(30):
        first.text(60, 60 + 25 * index, words + "部门职责履行情况良好", 14)
    second.text(60, 60, "到此结束。", 14)
    lines = [item for item in blocks_of(tmp_path, first, second) if isinstance(item, Line)]
    assert len(lines) == 1
    box = lines[0].place.box or (0, 0, 0, 0)
    assert lines[0].place.page == 1
    assert 45 < box[1] < 60
    assert 780 < box[3] < 790


def test_a_figure_in_a_paragraph_has_the_line_that_prints_it(tmp_path):
    first, second = Sheet(), Sheet()
    words = "本年度的预算收入与支出均按照有关的规定编制并经过了审核部门职责履行情况良"
    for index in range(30):
        first.text(60, 60 + 25 * index, words, 14)
    second.text(60, 60, "好，支出合计12.50万元。", 14)
    lines = [item for item in blocks_of(tmp_path, first, second) if isinstance(item, Line)]
    (passage,) = passages(Part("section", None, tuple(lines)))
    for offset, page, base in ((0, 1, 60), (len(words), 1, 85), (passage.text.index("12.50"), 2, 60)):
        place = passage.place_at(offset)
        left, top, right, bottom = place.box or (0, 0, 0, 0)
        assert (place.page, place.line) == (page, 1)
        assert 59 < left < right < 590
        assert base - 14 < top < base < bottom < base + 4


def test_only_a_file_with_pages_has_boxes(tmp_path):
    path = Path(tmp_path, "a.txt")
    path.write_text("2024年部门支出预算总表\n单位：万元\n" + "\n".join("\t".join(row) for row in ROWS), encoding="utf-8")
    disclosure = read(path)
    assert all(grid.boxes == () for table in disclosure.tables for grid in table.grids)
    assert all(figure.place.box is None for figure in figures_of(disclosure))


def boxed_amounts(rows: tuple[tuple[str, ...], ...]) -> Sheet:
    """Return a page whose header and amounts are boxed and whose labels stand free."""
    end = 100 + 20 * len(rows)
    sheet = titled().cells(XS, 100, rows).frame(XS, (100, 120))
    return sheet.frame(XS[2:], tuple(range(120, end + 1, 20)))


def test_labels_beside_boxed_amounts_are_read_row_by_row(tmp_path):
    assert only_grid(blocks_of(tmp_path, boxed_amounts(ROWS))).rows == ROWS


def test_a_row_without_a_label_beside_boxed_amounts_stays_without(tmp_path):
    rows = (*ROWS[:2], ("", "", *ROWS[2][2:]), *ROWS[3:])
    assert only_grid(blocks_of(tmp_path, boxed_amounts(rows))).rows == rows


@pytest.mark.parametrize("lead", [20, 13])
def test_a_text_that_wraps_in_a_merged_cell_is_one(tmp_path, lead):
    sheet = titled().frame(XS, (100, 120)).frame(XS[2:], (120, 140, 160, 180)).line(50, 120, 50, 180).line(50, 180, 540, 180)
    sheet.line(120, 120, 120, 180).cells(XS, 100, (ROWS[0], *(("", "", *row[2:]) for row in ROWS[1:4])))
    for row, text in enumerate(("机关事业单位基本养老保险缴费支出和", "机关事业单位职业年金缴费支出及其他", "社会保障和就业支出")):
        sheet.text(124, 134 + lead * row, text, 10)
    rows = only_grid(blocks_of(tmp_path, sheet)).rows
    assert [row[1] for row in rows[1:]] == ["机关事业单位基本养老保险缴费支出和机关事业单位职业年金缴费支出及其他社会保障和就业支出", "", ""]
