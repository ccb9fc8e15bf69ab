"""Confidence of places, from what was recognised where."""

from gouji.model.disclosure import Cover, Disclosure, Figure, Paragraph, Row, Source, Table
from gouji.model.place import Place
from gouji.read.blocks import Recognised
from gouji.read.pdf_furniture import without_furniture
from gouji.read.pdf_leaf import Leaf
from gouji.read.pdf_lines import TextLine
from gouji.read.pdf_words import Word
from gouji.read.recognised import DOUBTFUL, UNREAD, mark_recognised

CELL = Place(page=2, box=(0.0, 0.0, 50.0, 20.0))
FIGURE = Figure("8040.19", "printed", "万元", None, CELL)
GIVEN = Disclosure(
    Source("a.pdf", "pdf"),
    cover=Cover("某局", 2024, place=Place(page=1, box=(0.0, 0.0, 9.0, 9.0))),
    duties=(Paragraph("职责", Place(page=2)),),
    tables=(Table("支出总表", "支出总表", Place(page=2), rows=(Row("合计", "合计", CELL, figures={"合计": FIGURE}),)),),
)
SEEN = (Recognised(2, (5.0, 5.0, 30.0, 15.0), 0.8), Recognised(2, (60.0, 5.0, 90.0, 15.0), 0.6))


def test_a_cell_is_as_sure_as_what_stands_in_it() -> None:
    marked = mark_recognised(GIVEN, SEEN)
    assert marked.tables[0].rows[0].figures["合计"].place.confidence == 0.8
    assert marked.duties[0].place.confidence == 0.6  # it may stand anywhere on the page


def test_pages_that_were_not_recognised_are_as_they_were() -> None:
    assert mark_recognised(GIVEN, SEEN).cover is GIVEN.cover
    assert mark_recognised(GIVEN, ()) is GIVEN


def test_on_a_page_with_something_unread_nothing_is_quite_sure() -> None:
    marked = mark_recognised(GIVEN, (Recognised(2, (5.0, 5.0, 30.0, 15.0), 1.0), Recognised(2, (60.0, 5.0, 90.0, 15.0), UNREAD)))
    assert marked.tables[0].rows[0].figures["合计"].place.confidence == DOUBTFUL


def scanned(number: int, *lines: tuple[str, float]) -> Leaf:
    """Return a recognised page with lines at heights."""
    words = [Word(text, 72, 72 + 9 * len(text), base, 9, (), 0.99) for text, base in lines]
    return Leaf(number, 595, 842, tuple(TextLine((word,), word.base, word.size) for word in words))


def test_running_lines_and_page_numbers_of_recognised_pages_are_left_out() -> None:
    """They do not stand as still as on written pages, and dirt is read around them."""
    footers = (796.1, 797.4, 800.2)
    pages = [
        scanned(number, (f"正文{number}", 400), ("某局2025年度部门预算公开", base), (f"一{number}一", base + 2), (f"污{number}", 838), (f"点{number}", 840))
        for number, base in enumerate(footers, 1)
    ]
    left = [[item.text for item in leaf.items if isinstance(item, TextLine)] for leaf in without_furniture(pages)]
    assert left == [[f"正文{number}", f"污{number}", f"点{number}"] for number in (1, 2, 3)]


def test_a_line_that_two_recognised_pages_share_is_kept() -> None:
    pages = [scanned(number, (f"正文{number}", 400), ("某局", 797)) for number in (1, 2)]
    assert without_furniture(pages) == pages
