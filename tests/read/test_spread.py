"""Two facing pages on one picture are two pages; a page that is merely wide is one."""

from gouji.read.ocr_spread import split_spread
from gouji.read.pdf_page import Page
from gouji.read.pdf_rulings import Ruling
from gouji.read.pdf_words import Word


def lines(left: float) -> tuple[Word, ...]:
    return tuple(Word("合计", left, left + 200, 100 + 20 * number, 12, (left, left + 100)) for number in range(10))


def rulings(left: float) -> tuple[Ruling, ...]:
    return (Ruling(90, left - 10, left + 400),)


def test_facing_pages_are_two_and_all_stays_where_it_is() -> None:
    spread = Page(3, 1190, 842, lines(100) + lines(700), rulings(100) + rulings(700))
    left, right = split_spread(spread)
    assert (left.number, right.number) == (3, 3)
    assert {word.left for word in left.words} == {100} and {word.left for word in right.words} == {700}
    assert [len(half.across) for half in (left, right)] == [1, 1]
    assert left.width < 700 < right.width


def test_a_wide_page_with_anything_across_its_middle_is_one() -> None:
    title = Word("2024年收支总表", 500, 690, 60, 16, (500,))
    for page in (
        Page(1, 1190, 842, (title, *lines(100), *lines(700))),
        Page(1, 1190, 842, lines(100) + lines(700), (Ruling(90, 90, 1100),)),
        Page(1, 595, 842, lines(30) + lines(330)),
        Page(1, 1190, 842, lines(100) + lines(700)[:2]),
    ):
        assert split_spread(page) == (page,)
