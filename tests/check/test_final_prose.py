"""Prose of final accounts as PDF files give it: every line with its own box on the page."""

from msgspec import structs

from gouji.check import check
from gouji.model.disclosure import Cover, Disclosure, Paragraph, Source
from gouji.model.place import Place
from gouji.read.narrative import read_prose

ITEM = (
    "15、社会保障和就业支出（类）行政事业单位养老支出（款）机关事业单位职业年金缴费支出（项）269.85万元，主要用于:职业年金。"
    "年初预算为285.33万元，支出决算为269.86万元。"
)


def test_item_told_twice_is_found_whatever_box_a_line_has() -> None:
    section = read_prose("一般公共预算支出决算", (Paragraph(ITEM, Place(page=21, line=440, box=(63, 417, 532, 494))),))
    lines = tuple(structs.replace(claim, place=structs.replace(claim.place, box=(63, 439, 532, 451))) for claim in section.claims)
    disclosure = Disclosure(Source("b.pdf", "pdf"), cover=Cover(stage="final"), sections=(structs.replace(section, claims=lines),))
    assert [finding.rule for finding in check(disclosure, only=["FA-55"]).findings] == ["FA-55"]
