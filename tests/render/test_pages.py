"""Pages as pictures, and what was seen on them: what is boxed is what is printed there."""

import zlib
from collections import Counter
from pathlib import Path
from struct import unpack

import pytest

from gouji.model.place import Box
from gouji.read.files import read_blocks
from gouji.read.recognise import recognise
from gouji.render.pages.picture import Picture, open_pages
from gouji.render.pages.seen import Seen, see
from gouji.render.pages.view import view_html
from read.test_pdf import ROWS, XS, titled
from read.write_pdf import Sheet, write_pdf

TITLE = "2024年部门支出预算总表"
WAYS = [
    pytest.param({"turn": turn, "margin": margin}, id=f"{90 * turn} degrees, {margin} cropped") for turn in range(4) for margin in (0, 37)
]


def dots(picture: Picture) -> list[list[int]]:
    """Return the greys of the picture, 0 (black) to 15, row by row."""
    data, at = b"", 8
    while at < len(picture.png):
        size, name = unpack(">I4s", picture.png[at : at + 8])
        if name == b"IHDR":
            width, height = unpack(">II", picture.png[at + 8 : at + 16])
        data += picture.png[at + 8 : at + 8 + size] if name == b"IDAT" else b""
        at += size + 12
    packed, stride = zlib.decompress(data), (width + 1) // 2 + 1
    rows = [packed[stride * row + 1 : stride * (row + 1)] for row in range(height)]
    return [[shade for byte in row for shade in (byte >> 4, byte & 15)][:width] for row in rows]


def drawn(path: Path, data: bytes, number: int = 1) -> tuple[list[list[int]], float]:
    with open_pages(data) as pages:
        assert pages is not None
        picture = pages.draw(number)
        assert picture is not None
    shades = dots(picture)
    return shades, len(shades[0]) / picture.width


def darkest(shades: list[list[int]], scale: float, box: Box) -> int:
    left, top, right, bottom = (round(edge * scale) for edge in box)
    return min(shade for row in shades[top : bottom + 1] for shade in row[left : right + 1])


def cells_of(data: bytes, path: Path) -> list[tuple[str, Box]]:
    (path / "a.pdf").write_bytes(data)
    (table,) = recognise(read_blocks(path / "a.pdf")).tables
    (grid,) = table.grids
    return [(text, box) for row, boxes in zip(grid.rows, grid.boxes, strict=True) for text, box in zip(row, boxes, strict=True)]


def check_cells(data: bytes, path: Path) -> None:
    """Each cell's box is ruled on all four sides in the picture, empty inside if it is blank, inked if it is not."""
    shades, scale = drawn(path, data)
    checked = 0
    for text, (left, top, right, bottom) in cells_of(data, path):
        near = 1 / scale
        for side in (
            (left - near, top + 4, left + near, top + 4),
            (right - near, top + 4, right + near, top + 4),
            (left + 4, top - near, left + 4, top + near),
            (left + 4, bottom - near, left + 4, bottom + near),
        ):
            assert darkest(shades, scale, side) < 12, (text, side)
        inside = darkest(shades, scale, (left + 2, top + 2, right - 2, bottom - 2))
        assert (inside < 12) == bool(text), (text, inside)
        checked += 1
    assert checked == len(ROWS) * len(XS) - len(ROWS)


@pytest.mark.parametrize("way", WAYS)
def test_boxes_stand_where_the_picture_shows_their_cells(tmp_path, way):
    check_cells(write_pdf(titled(**way).table(XS, 100, ROWS)), tmp_path)


def test_boxes_of_a_page_in_larger_units_and_of_sideways_text_stand_right_too(tmp_path):
    check_cells(write_pdf(titled(unit=2).table(XS, 100, ROWS)), tmp_path)
    check_cells(write_pdf(titled(turn=3, margin=20).table(XS, 100, ROWS)).replace(b"/Rotate 270", b"/Rotate 0  "), tmp_path)


def test_there_is_no_picture_of_a_page_that_is_not_there():
    with open_pages(write_pdf(titled())) as pages:
        assert pages is not None and pages.draw(0) is None and pages.draw(2) is None
    with open_pages(b"no PDF") as pages:
        assert pages is None


def test_a_huge_page_gives_a_picture_of_bounded_size():
    with open_pages(write_pdf(Sheet(10_000, 8_000))) as pages:
        assert pages is not None
        picture = pages.draw(1)
    assert picture is not None
    assert len(dots(picture)) * len(dots(picture)[0]) < 4_100_000


# --- what must not be shown ---------------------------------------------------------------------------------------------


def masked(sheet: Sheet, hidden: tuple[Box, ...] = ()) -> tuple[list[list[int]], float]:
    with open_pages(write_pdf(sheet)) as pages:
        assert pages is not None
        picture = pages.draw_masked(1, lambda text: text.replace("13800001111", "138******11"), hidden)
    assert picture is not None
    shades = dots(picture)
    return shades, len(shades[0]) / picture.width


def is_black(shades: list[list[int]], scale: float, box: Box) -> bool:
    left, top, right, bottom = (round(edge * scale) for edge in box)
    return all(shade == 0 for row in shades[top + 1 : bottom] for shade in row[left + 1 : right])


@pytest.mark.parametrize("turn", range(4))
def test_what_is_masked_is_black_in_the_picture(turn):
    rows = (*ROWS[:2], ("2010302", "联系电话 13800001111", "1.00", "1.00", ""), *ROWS[3:])
    shades, scale = masked(titled(turn=turn).table(XS, 100, rows).text(60, 400, "经办人电话：13800001111"))
    assert is_black(shades, scale, (121, 141, 299, 159))
    assert is_black(shades, scale, (61, 391, 180, 400))
    assert not is_black(shades, scale, (301, 141, 379, 159))
    assert not is_black(shades, scale, (121, 121, 299, 139))


def test_boxes_that_are_to_be_hidden_are_black():
    shades, scale = masked(titled(), ((100.0, 300.0, 200.0, 340.0),))
    assert is_black(shades, scale, (100, 300, 200, 340))


def test_pictures_on_a_page_are_left_out_of_a_masked_one():
    sheet = titled()
    sheet.drawn.append("q 100 0 0 50 200 500 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x01 EI Q")
    shades, scale = masked(sheet)
    inside = [row[round(210 * scale) : round(290 * scale)] for row in shades[round(300 * scale) : round(335 * scale)]]
    assert {shade for row in inside for shade in row} == {0xD}


# --- what was seen ------------------------------------------------------------------------------------------------------


def seen_on(path: Path, *sheets: Sheet) -> dict[int, Seen]:
    (path / "a.pdf").write_bytes(write_pdf(*sheets))
    blocks = read_blocks(path / "a.pdf")
    return see(blocks, recognise(blocks), "zh")


def kinds(seen: Seen) -> Counter[str]:
    return Counter(shape.kind for shape in seen.shapes)


def test_every_cell_is_told_for_what_it_was_taken(tmp_path):
    seen = seen_on(tmp_path, titled().table(XS, 100, ROWS))[1]
    assert kinds(seen) == {"table": 1, "title": 1, "prose": 2, "header": 5, "label": 7, "figure": 11, "blank": 1}
    said = {shape.says for shape in seen.shapes}
    assert "行 2010301\n列 基本支出\n值 1,000.00万元" in said
    assert any(says.startswith("表头 基本支出") and "列 基本支出" in says for says in said)


def test_a_column_the_kind_does_not_have_is_told_as_not_taken(tmp_path):
    rows = tuple((*row, text) for row, text in zip(ROWS, ("备注", "见说明", "", "见附件", ""), strict=True))
    seen = seen_on(tmp_path, titled().table((*XS[:-1], 510, 560), 100, rows))[1]
    assert [shape.says for shape in seen.shapes if shape.kind == "unused"] == ["没有取\n见说明", "没有取\n见附件"]


def test_header_cells_that_stack_are_linked_down_to_their_column(tmp_path):
    sheet = titled().frame(XS, [100, 140, 160, 180, 200]).line(380, 120, 540, 120)
    for left, base, text in ((60, 114, "科目编码"), (130, 114, "科目名称"), (310, 114, "合计"), (390, 114, "其中")):
        sheet.text(left, base, text, 10)
    sheet.text(390, 134, "基本支出", 10).text(470, 134, "项目支出", 10).cells(XS, 140, ROWS[1:4])
    seen = seen_on(tmp_path, sheet)[1]
    assert [link.says for link in seen.links] == ["其中/基本支出 → 基本支出", "其中/项目支出 → 项目支出"]
    (x0, y0), (x1, y1), (x2, y2) = seen.links[1].points
    assert y0 < 120 < y1 < 140 < y2
    assert x0 < 540 and 460 < x1 < 540 and 460 < x2 < 540


def test_a_table_over_two_pages_says_where_it_goes_on(tmp_path):
    seen = seen_on(tmp_path, titled().table(XS, 100, ROWS[:3]), Sheet().table(XS, 60, ROWS[3:]))
    assert [tag.text for tag in seen[1].tags] == [f"支出总表 · {TITLE}", "续表 → 第 2 页"]
    assert [tag.text for tag in seen[2].tags] == [f"支出总表 · {TITLE}（接第 1 页）"]


def test_what_was_not_recognised_is_told(tmp_path):
    seen = seen_on(tmp_path, Sheet().text(60, 80, "与预算无关的一行字", 12).table((50, 100, 200), 120, (("甲", "乙"), ("丙", "丁"))))
    assert kinds(seen[1])["rest"] == 4


def test_the_view_holds_a_picture_and_the_shapes_and_loads_nothing(tmp_path):
    (tmp_path / "a.pdf").write_bytes(write_pdf(titled().table(XS, 100, (*ROWS[:-1], ("", "<b>&", "1.00", "", "")))))
    blocks = read_blocks(tmp_path / "a.pdf")
    disclosure = recognise(blocks)
    with open_pages((tmp_path / "a.pdf").read_bytes()) as pages:
        assert pages is not None
        page = view_html(disclosure, see(blocks, disclosure, "zh"), pages, [1], "zh")
    assert page.count('href="data:image/png;base64,') == 1 and "<script" not in page
    assert "img-src data:;" in page and "http" not in page.replace("http-equiv", "")
    assert page.count('<rect class="figure"') > 5 and "&lt;b&gt;&amp;" in page and "<b>&" not in page


