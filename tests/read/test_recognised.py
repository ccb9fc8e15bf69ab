"""Confidence of places, from what was recognised where."""

from gouji.model.disclosure import Cover, Disclosure, Figure, Paragraph, Row, Source, Table
from gouji.model.place import Place
from gouji.read.blocks import Recognised
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
