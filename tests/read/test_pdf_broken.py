"""PDF files that are damaged, locked, empty or far too large: a clear answer, never a crash."""

import contextlib
import random
import zlib
from pathlib import Path

import pytest

from gouji.read import ReadError, pdf
from gouji.read.blocks import Blocks
from gouji.read.files import read_blocks
from gouji.read.pdf_words import MAX_CHARACTERS
from read.write_pdf import Sheet, write_pdf

ROWS = [("科目编码", "科目名称", "合计"), ("201", "一般公共服务支出", "1,234.50"), ("", "合计", "1,234.50")]
PAGE = Sheet().text(200, 60, "2024年部门收入预算总表", 16).table((50, 150, 350, 540), 100, ROWS)


def read_bytes(path: Path, content: bytes) -> Blocks:
    (path / "a.pdf").write_bytes(content)
    return read_blocks(path / "a.pdf")


def refused(path: Path, content: bytes) -> str:
    with pytest.raises(ReadError) as caught:
        read_bytes(path, content)
    return caught.value.trouble.code


def codes(blocks: Blocks) -> list[str]:
    return [trouble.code for trouble in blocks.troubles]


def with_picture(sheet: Sheet) -> Sheet:
    sheet.drawn.append("q 400 0 0 400 50 200 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x7f EI Q")
    return sheet


@pytest.mark.parametrize("content", [b"%PDF-1.7", b"%PDF-1.7\n%\xe2\xe3" + b"\0" * 500, b"%PDF-1.4\nxref\ntrailer<<>>"])
def test_what_is_no_pdf_but_for_its_first_line_is_refused(tmp_path, content):
    assert refused(tmp_path, content) == "READ-009"


def test_a_password_is_named(tmp_path):
    locked = write_pdf(PAGE).replace(
        b"trailer<<",
        b"trailer<</Encrypt<</Filter/Standard/V 2/R 3/Length 128/P -4/O<" + b"00" * 32 + b">/U<" + b"11" * 32 + b">>>"
        b"/ID[<" + b"22" * 16 + b"><" + b"22" * 16 + b">]",
    )
    assert refused(tmp_path, locked) == "READ-008"


def test_a_file_with_a_wrong_index_is_repaired_and_half_a_file_refused(tmp_path):
    whole = write_pdf(PAGE)
    expected = read_bytes(tmp_path, whole).items
    assert read_bytes(tmp_path, whole[: whole.rindex(b"startxref")]).items == expected
    assert read_bytes(tmp_path, whole.replace(b"startxref\n", b"startxref\n9")).items == expected
    assert refused(tmp_path, whole[: len(whole) // 2]) == "READ-009"


def test_bytes_before_the_mark_do_not_matter(tmp_path):
    assert read_bytes(tmp_path, b"\xef\xbb\xbf\n" + write_pdf(PAGE)).items


def test_pictures_without_text_are_a_scan(tmp_path):
    assert refused(tmp_path, write_pdf(with_picture(Sheet()), with_picture(Sheet()), Sheet())) == "READ-018"


def test_pages_of_pictures_are_named(tmp_path):
    blocks = read_bytes(tmp_path, write_pdf(PAGE, with_picture(Sheet()), with_picture(Sheet()), PAGE))
    assert codes(blocks) == ["READ-031"] and "2–3" in blocks.troubles[0].zh


def test_invisible_text_over_a_picture_is_named(tmp_path):
    def scanned(mode: int) -> Sheet:
        sheet = Sheet()
        sheet.drawn.append(f"q 595 0 0 842 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x7f EI Q {mode} Tr")
        return sheet.text(60, 100, "某局2024年部门预算公开，收入总计1,234.50万元，支出总计1,234.50万元。" * 3)

    blocks = read_bytes(tmp_path, write_pdf(PAGE, scanned(3), scanned(0)))
    assert codes(blocks) == ["READ-038"] and "第2页" in blocks.troubles[0].zh


def test_text_printed_over_a_picture_of_itself_is_named_and_over_a_background_is_not(tmp_path):
    def printed(dots: str) -> Sheet:
        sheet = Sheet()
        picture = (dots * 300)[:298] * 421  # dots of two points, dark and light by turns where there is ink
        sheet.drawn.append(f"q 595 0 0 842 0 0 cm BI /W 298 /H 421 /CS /G /BPC 8 ID {picture} EI Q")
        for base in range(100, 200, 20):
            sheet.text(60, base, "某局2024年部门预算公开，收入总计1,234.50万元，支出总计同数。")
        return sheet

    blocks = read_bytes(tmp_path, write_pdf(PAGE, printed("~!"), printed("~"), printed("~}|{zyxwvu")))
    assert codes(blocks) == ["READ-038"] and "第2页" in blocks.troubles[0].zh


def test_pages_beyond_the_limit_are_named(tmp_path, monkeypatch):
    monkeypatch.setattr(pdf, "MAX_PAGES", 2)
    blocks = read_bytes(tmp_path, write_pdf(PAGE, PAGE, PAGE))
    assert codes(blocks) == ["READ-032"] and blocks.troubles[0].place.page == 3


def test_characters_beyond_the_limit_are_named(tmp_path, monkeypatch):
    monkeypatch.setattr(pdf, "MAX_CHARACTERS", 50)
    assert codes(read_bytes(tmp_path, write_pdf(PAGE, PAGE, PAGE))) == ["READ-032"]


def test_a_page_with_more_text_than_fits_is_cut(tmp_path):
    full = Sheet()
    for line in range(MAX_CHARACTERS // 900 + 2):
        full.text(1, 10 + line * 10, "一" * 1000, 1)
    assert codes(read_bytes(tmp_path, write_pdf(full))) == ["READ-034"]


def test_characters_that_mean_nothing_are_counted(tmp_path):
    blocks = read_bytes(tmp_path, write_pdf(Sheet().text(50, 100, "预算\ue001\ue002总表", 12)))
    assert codes(blocks) == ["READ-035"] and "2" in blocks.troubles[0].zh


def test_a_font_that_does_not_say_its_characters_is_named(tmp_path):
    blocks = read_bytes(tmp_path, write_pdf(Sheet().text(50, 100, "预算总表"), Sheet().text(50, 100, "合计"), mapped=False))
    assert codes(blocks) == ["READ-035"] and "1–2" in blocks.troubles[0].zh and "6" in blocks.troubles[0].zh


def test_scripts_and_files_inside_are_ignored(tmp_path):
    catalog = (
        "/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>"
        "/Names<</EmbeddedFiles<</Names[(a.txt) <</Type/Filespec/F(a.txt)>>]>>>>"
    )
    assert read_bytes(tmp_path, write_pdf(PAGE, catalog=catalog)).items == read_bytes(tmp_path, write_pdf(PAGE)).items


def test_a_hundred_thousand_lines_do_not_stop_the_reading(tmp_path):
    sheet = Sheet().text(50, 30, "合计", 12)
    for index in range(30_000):
        sheet.line(index % 500 + 1, index // 500 * 10 + 1, index % 500 + 40, index // 500 * 10 + 1)
    assert "READ-034" in codes(read_bytes(tmp_path, write_pdf(sheet)))


@pytest.mark.parametrize("content", [b" " * 100_000_000, b"0 0 m 1 1 l S " * 3_000_000], ids=["blanks", "lines"])
@pytest.mark.parametrize("times", [1, 2])
def test_a_stream_that_unpacks_to_far_more_is_refused(tmp_path, content, times):
    whole = write_pdf(PAGE)
    begin, end = whole.index(b"<</Length"), whole.index(b"endstream")
    for _ in range(times):
        content = zlib.compress(content, 9)
    filters = b"/FlateDecode " * times
    head = b"<</Length %d/Filter[%s]>>\nstream\n" % (len(content), filters)
    assert refused(tmp_path, whole[:begin] + head + content + b"\n" + whole[end:]) == "READ-010"


@pytest.mark.parametrize("seed", range(40))
def test_mutated_files_give_an_answer(tmp_path, seed):
    chance = random.Random(seed)
    base = write_pdf(PAGE, Sheet(turn=chance.randrange(4)).text(57, 100, "一、收入支出预算总体情况说明").text(57, 130, "增长17.31%。"))
    for _ in range(10):
        mutated = bytearray(base)
        for _ in range(chance.choice((1, 3, 10, 40))):
            at = chance.randrange(len(mutated))
            kind = chance.randrange(4)
            if kind == 0:
                mutated[at] = chance.randrange(256)
            elif kind == 1:
                del mutated[at : at + chance.randrange(60)]
            elif kind == 2:
                mutated[at:at] = bytes(chance.choices(b"0123456789<>[]()/ -.", k=chance.randrange(1, 12)))
            else:
                other = chance.randrange(len(mutated))
                mutated[at:at] = mutated[other : other + 50]
        with contextlib.suppress(ReadError):
            read_bytes(tmp_path, bytes(mutated))
