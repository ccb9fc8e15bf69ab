"""The PDF: complete, found by its bookmarks, read aloud, taken out as text, the same every time, and nothing run from it."""

import re

import pypdfium2 as pdfium
import pytest

from gouji import read
from gouji.model.disclosure import Grid
from gouji.model.money import Money
from gouji.render.pdf import pdf, pdf_of
from gouji.render.printed import Chart, Contents, Heading, Printed, PrintedForm, PrintedTable, Prose, Title
from shared import EXAMPLES

COVER = Title("云溪县财政局", "2025年度部门预算公开")


def texts(content: bytes) -> list[str]:
    """Return the text of each page."""
    opened = pdfium.PdfDocument(content)
    return [page.get_textpage().get_text_range().replace("\r\n", "\n") for page in opened]


def bookmarks(content: bytes) -> list[tuple[int, str, int]]:
    """Return (level, title, page) of each bookmark."""
    found = []
    for mark in pdfium.PdfDocument(content).get_toc():
        target = mark.get_dest()
        assert target is not None
        found.append((mark.level, mark.get_title(), target.get_index()))
    return found


def table(rows: int, columns: int = 4, title: str = "2025年支出总表") -> PrintedTable:
    head = ("科目名称", *(f"一般公共预算{column}" for column in range(1, columns)))
    body = tuple((f"文化和旅游支出{row}", *("12,345.67",) * (columns - 1)) for row in range(rows))
    grid = Grid((head, *body), tuple(range(rows + 1)))
    return PrintedTable(
        title, grid, 1, "预算公开表1", ("部门名称：云溪县财政局", "单位：万元"), tuple(range(1, columns)), (1,)
    )


@pytest.fixture(scope="module")
def example() -> bytes:
    return pdf(read(EXAMPLES / "yunxi-culture-2025.txt"))


def test_a_whole_disclosure_is_printed(example: bytes) -> None:
    pages = texts(example)
    assert len(pages) > 25
    assert pages[0].split() == ["云溪县文化和旅游局", "2025年度部门预算公开"]
    assert [page.rstrip().endswith(f"— {number} —") for number, page in enumerate(pages[2:], 1)] == [True] * (len(pages) - 2)


def test_figures_and_years_are_taken_out_whole(example: bytes) -> None:
    text = "\n".join(texts(example))
    assert "2025年" in text and not re.search(r"2025\s年", text.replace("\n", ""))
    assert text.count("1619.15") >= 4
    assert "\u200b" not in text


def test_bookmarks_lead_to_tables_sections_and_forms(example: bytes) -> None:
    found = bookmarks(example)
    assert (1, "2025年预算收支总表") in [(level, title) for level, title, _ in found]
    assert (0, "第四部分 名词解释") in [(level, title) for level, title, _ in found]
    pages = texts(example)
    form = next(page for level, title, page in found if title == "送戏下乡公益演出" and level == 2)
    assert "送戏下乡公益演出" in pages[form]


def test_contents_count_the_real_pages(example: bytes) -> None:
    pages = texts(example)
    listed = dict(re.findall(r"表.{1,2}(2025年\S+?)[ .]+(\d+)\n", pages[1]))
    assert len(listed) == 13
    assert all(title in pages[int(number) + 1].replace("\n", "") for title, number in listed.items())


def test_the_file_is_archival_tagged_and_titled(example: bytes) -> None:
    assert b"/StructTreeRoot" in example and b"/Lang(zh-CN)" in example
    assert b"<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>" in example
    assert b"<pdfuaid:part>1</pdfuaid:part>" in example
    assert pdfium.PdfDocument(example).get_metadata_dict()["Title"] == "云溪县文化和旅游局 2025年度部门预算公开"


def test_the_same_input_gives_the_same_bytes() -> None:
    printed = (COVER, Heading("第一部分 概况", 1), table(3), Chart("图", "pie", (("甲", Money(100)),)))
    assert pdf_of(printed) == pdf_of(printed)


def test_a_long_table_repeats_its_header_on_every_page() -> None:
    pages = texts(pdf_of([table(120)]))
    assert len(pages) > 2
    assert all("科目名称" in page for page in pages)
    assert [figure for page in pages for figure in re.findall(r"文化和旅游支出(\d+)", page)] == [
        str(row) for row in range(120)
    ]


@pytest.mark.parametrize(("columns", "width", "height"), [(4, 595, 842), (12, 842, 595), (22, 1191, 842)])
def test_a_wide_table_is_turned_or_printed_on_a_larger_sheet(columns: int, width: int, height: int) -> None:
    opened = pdfium.PdfDocument(pdf_of([table(3, columns)]))
    assert [(round(page.get_width()), round(page.get_height())) for page in opened] == [(width, height)]
    assert texts(pdf_of([table(3, columns)]))[0].count("12,345.67") == 3 * (columns - 1)


def test_pages_between_turned_tables_stand_upright() -> None:
    printed = [Heading("第一部分 表", 1), table(3, 12), Prose("说明。"), table(3, 12)]
    assert [page.get_width() > page.get_height() for page in pdfium.PdfDocument(pdf_of(printed))] == [True, False, True]


INJECTED = '#eval("1+1") [*bold*] $x^2$ `raw` @ref <label> #{panic()} \\ // -- "q" *a* _b_ = c'


def test_what_a_document_says_is_printed_and_not_run() -> None:
    printed: list[Printed] = [
        Title("某局", INJECTED),
        Contents(((1, INJECTED, None),)),
        Heading(INJECTED, 1),
        Prose(INJECTED),
        PrintedTable(INJECTED, Grid(((INJECTED,),), (1,)), 0, notes=(INJECTED,)),
        PrintedForm(INJECTED, INJECTED, INJECTED, Grid(((INJECTED,),), (1,)), (INJECTED,)),
        Chart(INJECTED, "pie", ((INJECTED, Money(100)),)),
    ]
    text = re.sub(r"\s", "", "".join(texts(pdf_of(printed))))
    assert text.count(re.sub(r"\s", "", INJECTED)) >= 10


def test_a_draft_is_marked_on_every_page() -> None:
    printed = [COVER, Heading("第一部分 概况", 1), table(60), table(3, 12)]
    marked = [re.sub(r"\s", "", page) for page in texts(pdf_of(printed, draft=True))]
    assert len(marked) > 3
    assert all({*"草稿DRAFT"} <= {*page} for page in marked)
    assert b"<pdfuaid:part>1</pdfuaid:part>" in pdf_of(printed, draft=True)
    assert not any("草" in page for page in texts(pdf_of(printed)))


@pytest.mark.parametrize(
    "printed",
    [
        (),
        (COVER, Contents(())),
        (Heading("三级", 3), Heading("", 1), Prose("\0\x07")),
        (PrintedTable("空表", Grid((), ()), 2, notes=("注：本表无数据",)),),
        (PrintedTable("乱", Grid((("a",), ("b", "c" * 90), ()), (1, 2, 3), spans={"0,0": (9, 9), "1,0": (2, 2)}), 2),),
        (PrintedForm("", "", "", Grid((("a", "b"),), (1,))), Chart("", "bar", ())),
    ],
    ids=["nothing", "no contents", "levels", "empty table", "ragged", "nameless"],
)
def test_whatever_is_missing_a_pdf_comes_out(printed: tuple[Printed, ...]) -> None:
    assert pdf_of(printed).startswith(b"%PDF-1.7")


@pytest.mark.parametrize("letter", ["\ue000", "😀", "𠮷"], ids=["private use", "emoji", "rare character"])
def test_a_character_that_the_standards_forbid_is_printed_all_the_same(letter: str) -> None:
    content = pdf_of([COVER, Prose(f"甲{letter}乙")])
    assert b"/StructTreeRoot" in content and b"<pdfuaid:part>" not in content
    assert "甲" in texts(content)[1]
