"""Reading text files: lines, grids, line numbers and encodings."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gouji.model.disclosure import Grid
from gouji.model.place import Place
from gouji.read.blocks import Line, ReadError
from gouji.read.files import read_blocks
from gouji.read.text import decode
from read.crafted import only_grid, printed, read, refused
from shared import SEED, needs_seed

TEXT = "2024年预算收支总表\n\n单位：万元\n\n收入\t\t支出\n项目\t2024年\t项目\n合计\t16595.30\t\n\n注：本表无数据\n"
SLOW_FOLDER = settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def test_tab_lines_are_a_grid_and_others_are_lines(tmp_path):
    blocks = read(tmp_path, "a.txt", TEXT)
    assert blocks.items == (
        Line("2024年预算收支总表", Place(line=1)),
        Line("单位：万元", Place(line=3)),
        Grid((("收入", "", "支出"), ("项目", "2024年", "项目"), ("合计", "16595.30", "")), (5, 6, 7)),
        Line("注：本表无数据", Place(line=9)),
    )
    assert (blocks.source.kind, blocks.source.name, blocks.source.size) == ("text", "a.txt", len(TEXT.encode()))


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_line_numbers_do_not_depend_on_how_lines_end(tmp_path, end):
    expected = read(tmp_path, "a.txt", TEXT).items
    assert read(tmp_path, "b.txt", TEXT.replace("\n", end)).items == expected


def test_blank_line_inside_a_table_gives_two_grids(tmp_path):
    assert printed(read(tmp_path, "a.txt", "甲\t1\t\n\n乙\t2\t\n")) == [[["甲", "1", ""]], [["乙", "2", ""]]]


def test_form_feed_is_a_page_break(tmp_path):
    blocks = read(tmp_path, "a.txt", "甲\t1\n\f乙\t2\n丙\f丁\n")
    assert printed(blocks) == [[["甲", "1"]], [["乙", "2"]], "丙", "丁"]
    assert [item.place.line for item in blocks.items if isinstance(item, Line)] == [3, 3]


def test_stripped_trailing_tabs_are_padded_to_the_widest_row(tmp_path):
    grid = only_grid(read(tmp_path, "a.txt", "标题\n\n甲\t1\n乙\t2\t3\n丙\n丁\t4\n"))
    assert grid.rows == (("甲", "1", ""), ("乙", "2", "3"), ("丙", "", ""), ("丁", "4", ""))


def test_pieces_of_a_stripped_table_get_one_width(tmp_path):
    found = printed(read(tmp_path, "a.txt", "题\n\n甲\t1\t2\n\n乙\t3\n合计\n\n丙\n"))
    assert found == ["题", [["甲", "1", "2"]], [["乙", "3", ""], ["合计", "", ""]], "丙"]


def test_line_between_tables_is_no_row_where_tabs_are_kept(tmp_path):
    assert printed(read(tmp_path, "a.txt", "甲\t1\t\n标题\n乙\t2\t\n\n")) == [[["甲", "1", ""]], "标题", [["乙", "2", ""]]]


def test_label_between_rows_is_a_line_even_where_tabs_are_stripped(tmp_path):
    found = printed(read(tmp_path, "a.txt", "甲\t1\n单位：万元\n乙\t2\n\n"))
    assert found == [[["甲", "1"]], "单位：万元", [["乙", "2"]]]


def test_tabs_that_only_indent_make_lines(tmp_path):
    assert printed(read(tmp_path, "a.txt", "\t一、职责\n\t二、机构\n")) == ["一、职责", "二、机构"]


def test_contents_lines_are_rows(tmp_path):
    found = printed(read(tmp_path, "a.txt", "目录\n一、职责.....\t1\n二、机构\t2\n"))
    assert found == ["目录", [["一、职责.....", "1"], ["二、机构", "2"]]]


def test_blanks_around_cells_and_lines_are_dropped(tmp_path):
    assert printed(read(tmp_path, "a.txt", "\u3000\u3000甲 \n 乙\u3000\t\xa01 \n")) == ["甲", [["乙", "1"]]]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "gb18030"])
def test_encodings_are_told_by_the_bytes(tmp_path, encoding):
    blocks = read(tmp_path, "a.txt", TEXT.encode(encoding))
    assert blocks.items == read(tmp_path, "b.txt", TEXT).items
    assert blocks.troubles == ()


def test_few_bad_bytes_are_read_around_and_noted(tmp_path):
    data = (TEXT * 5).encode() + b"\xff\xe6\n"
    blocks = read(tmp_path, "a.txt", data)
    (trouble,) = blocks.troubles
    assert (trouble.code, trouble.place.line) == ("READ-020", 46)
    assert blocks.items[-1] == Line("\ufffd\ufffd", Place(line=46))


def test_text_cut_inside_a_character_is_read(tmp_path):
    blocks = read(tmp_path, "a.txt", (TEXT * 5).encode() + "款".encode()[:2])
    assert [trouble.code for trouble in blocks.troubles] == ["READ-020"]


def test_few_bad_bytes_in_gb18030_are_noted(tmp_path):
    blocks = read(tmp_path, "a.txt", (TEXT * 9).encode("gb18030") + b"\xff\n")
    assert [trouble.code for trouble in blocks.troubles] == ["READ-020"]
    assert blocks.items[0] == Line("2024年预算收支总表", Place(line=1))


def test_nul_bytes_are_dropped_and_noted(tmp_path):
    blocks = read(tmp_path, "a.txt", TEXT * 5 + "合\0计\n")
    assert [(trouble.code, trouble.place.line) for trouble in blocks.troubles] == [("READ-021", 46)]
    assert blocks.items[-1] == Line("合计", Place(line=46))


def test_wrong_encoding_is_refused(tmp_path):
    assert refused(tmp_path, "a.txt", "Département général à côté, œuvré où l'été".encode("cp1252") * 3) == "READ-007"


def test_binary_data_is_refused(tmp_path):
    assert refused(tmp_path, "a.txt", bytes(range(32)) * 10) == "READ-005"


def test_blank_text_is_refused(tmp_path):
    assert refused(tmp_path, "a.txt", " \n\t\t\n\u3000\n") == "READ-014"


@given(st.binary(max_size=300))
def test_any_bytes_decode_or_are_refused(data):
    try:
        text, _ = decode(data, "a.txt")
    except ReadError as error:
        assert error.trouble.code in ("READ-005", "READ-007")
    else:
        assert "\0" not in text


@SLOW_FOLDER
@given(st.binary(min_size=1, max_size=400))
def test_random_bytes_never_crash(tmp_path, data):
    try:
        assert read(tmp_path, "a.bin", data).items
    except ReadError as error:
        assert error.trouble.code.startswith("READ-0")


@SLOW_FOLDER
@given(st.sampled_from([b"PK\x03\x04", bytes.fromhex("d0cf11e0a1b11ae1"), b"<html>", b"\xff\xfe", b"<?xml"]), st.binary(max_size=2000))
def test_random_bytes_after_a_known_beginning_never_crash(tmp_path, head, data):
    try:
        assert read(tmp_path, "a.bin", head + data).items
    except ReadError as error:
        assert error.trouble.code.startswith("READ-0")


@needs_seed
def test_real_document_keeps_every_character():
    lines = SEED.read_text(encoding="utf-8").split("\n")
    blocks = read_blocks(SEED)
    for item in blocks.items:
        if isinstance(item, Line):
            assert item.text == lines[item.place.line - 1].strip()
        else:
            assert [list(row) for row in item.rows] == [lines[number - 1].split("\t") for number in item.lines]
    assert blocks.troubles == ()
