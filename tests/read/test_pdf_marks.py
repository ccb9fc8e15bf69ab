"""What stands in a cell beside its amount and is no part of it."""

from gouji.read.blocks import Line
from gouji.read.pdf import read_pdf
from gouji.read.pdf_lines import cell_text
from gouji.read.pdf_words import Word
from read.write_pdf import Sheet, write_pdf


def word(text: str, left: float, base: float, size: float) -> Word:
    """Return the word at its place."""
    return Word(text, left, left + 0.5 * size * len(text), base, size, ())


def test_raised_mark_behind_an_amount_is_no_digit() -> None:
    assert cell_text([word("60.00", 10, 100, 10), word("1", 35.5, 96, 6)]) == "60.00"


def test_what_is_not_raised_or_not_small_stays() -> None:
    assert cell_text([word("60.00", 10, 100, 10), word("1", 35.5, 100, 10)]) == "60.001"
    assert cell_text([word("1", 10, 90, 10), word("60.00", 10, 100, 10)]) == "160.00"
    assert cell_text([word("水体", 10, 100, 10), word("3", 20, 96, 6)]) == "3水体"


def test_watermark_over_the_page_is_not_read_and_italics_are() -> None:
    sheet = Sheet()
    sheet.text(60, 100, "合计60.00", 10)
    upright = sheet.drawn[0]
    at = upright.index(" Tf ") + 4
    end = upright.index(" Tm ")
    sheet.drawn.append(upright[:at] + "0.7 0.7 -0.7 0.7 200 300" + upright[end:])
    sheet.drawn.append(upright[:at] + "1 0 0.33 1 200 200" + upright[end:])
    items, _, _ = read_pdf(write_pdf(sheet), "a.pdf")
    assert [item.text for item in items if isinstance(item, Line)] == ["合计60.00", "合计60.00"]
