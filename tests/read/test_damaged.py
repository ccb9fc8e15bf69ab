"""Damaged pages and tables: an answer or a clear refusal, no amount that is not printed, and the ways that once failed."""

import random
from collections.abc import Sequence

import pytest

from damage.answers import assert_printed, assert_shapes, check_all
from damage.files import damage_items, open_originals, print_as, texts_of
from damage.pages import damage_pages
from gouji.model.disclosure import Source
from gouji.model.money import read_money
from gouji.read import ReadError, read
from gouji.read.blocks import Blocks
from gouji.read.files import read_blocks
from gouji.read.headers import read_header
from gouji.read.pdf_page import Page
from gouji.read.pdf_pages import assemble
from gouji.read.pdf_rulings import Ruling
from gouji.read.pdf_tables import PageTable, without_row
from gouji.read.pdf_words import Word
from gouji.read.recognise import recognise
from gouji.read.tables import read_table
from printed import amounts, grid, part
from shared import EXAMPLES

UNIT = "单位：万元"
HEAD = ("科目编码", "科目名称", "合计", "基本支出", "项目支出")
BODY = (
    ("201", "一般公共服务支出", "1,234.50", "1,000.00", "234.50"),
    ("20101", "人大事务", "234.50", "", "234.50"),
    ("208", "社会保障和就业支出", "66.00", "66.00", ""),
    ("", "合计", "1,300.50", "1,066.00", "234.50"),
)


def word(left: float, base: float, text: str, size: float = 10) -> Word:
    lefts = tuple(left + at * size for at in range(len(text)))
    return Word(text, left, left + len(text) * size, base, size, lefts)


def page(number: int, rows: Sequence[Sequence[str]], *, ruled: bool) -> Page:
    edges, high = (40, 120, 260, 350, 440, 530), 20
    words = [word(200, 60, "2024年部门支出预算总表", 14), word(430, 90, UNIT)]
    words += [word(x + 3, 115 + high * at, text, 6) for at, row in enumerate(rows) for x, text in zip(edges, row, strict=False) if text]
    words.append(word(280, 820, str(number)))
    bottom = 100 + high * len(rows)
    across = tuple(Ruling(100 + high * at, 40, 530) for at in range(len(rows) + 1)) if ruled else ()
    down = tuple(Ruling(x, 100, bottom) for x in edges) if ruled else ()
    return Page(number, 595, 842, tuple(words), across, down)


def body(number: int) -> list[tuple[str, ...]]:
    """Return the rows of a page: the same on every one would be a table printed again."""
    return [tuple(cell.replace("234.50", f"{number}34.50") for cell in row) for row in BODY]


PAGES = [page(number, (HEAD, *body(number)), ruled=number != 2) for number in (1, 2, 3)]


def test_undamaged_pages_are_read() -> None:
    found = recognise(Blocks(Source("a.pdf", "pdf"), tuple(assemble(PAGES))))
    assert [row.key for row in found.tables[0].rows] == 3 * ["201", "20101", "208", "合计"]


@pytest.mark.parametrize("seed", range(300))
def test_damaged_pages_give_an_answer_and_no_amount_that_is_not_printed(seed: int) -> None:
    damaged = damage_pages(PAGES, random.Random(seed))
    items = assemble(damaged)
    assert_shapes(items)
    found = recognise(Blocks(Source("a.pdf", "pdf"), tuple(items)))
    assert_printed(found, [word.text for page in damaged for word in page.words])
    if seed % 10 == 0:
        check_all([found], everything=seed % 100 == 0)


@pytest.fixture(scope="module")
def originals() -> list:
    return open_originals(EXAMPLES)


@pytest.mark.parametrize("kind", [".txt", ".html", ".xlsx", ".docx"])
@pytest.mark.parametrize("seed", range(5))
def test_damaged_tables_give_an_answer_in_every_kind_of_file(seed, kind, originals, tmp_path) -> None:
    chance = random.Random(f"{seed} {kind}")
    damaged = damage_items(chance.choice(originals), chance)
    path = tmp_path / f"damaged{kind}"
    path.write_bytes(print_as(kind, damaged, chance))
    try:
        found = read(path)
    except ReadError:
        return
    assert_shapes(read_blocks(path).items)
    assert_printed(found, ["".join(text.split()) for text in texts_of(damaged)])
    check_all([found], everything=kind == ".txt" and seed == 0)


# --- what once failed --------------------------------------------------------------------------------------------------


def test_a_row_taken_off_a_table_shortens_the_merged_cells_that_reach_over_it() -> None:
    rows = (("甲", "1"), ("", "2"), ("", "3"), ("乙", "4"))
    table = PageTable(0, 80, (0, 50, 100), rows, {(0, 0): (3, 1), (2, 1): (2, 1)}, (None, 3.0))
    inner = without_row(table, 1)
    assert (inner.rows, inner.spans, inner.rooms) == ((rows[0], *rows[2:]), {(0, 0): (2, 1), (1, 1): (2, 1)}, (None, 3.0))
    last = without_row(table, 3)
    assert (last.rows, last.spans, last.rooms) == (rows[:3], {(0, 0): (3, 1)}, ())
    first = without_row(table, 0)
    assert first.spans == {(0, 0): (2, 1), (1, 1): (2, 1)}


def test_a_torn_row_among_sources_printed_as_rows_is_told() -> None:
    torn = grid("""
项目名称      |        |金额
收入总计      |        |30.00
一般公共预算资金|小计     |24.00
政府性基金    |小计     |
其他资金      |小计     |6.00
上年结转和结余资金|6.00
""")
    table, troubles = read_table(part("收入预算总表", UNIT, torn), {})
    assert amounts(table) == {("", "合计"): {"合计": "30.00", "一般公共预算": "24.00", "单位资金": "6.00"}}
    assert [trouble.code for trouble in troubles] == ["READ-107"]


def test_a_header_ends_above_a_row_of_another_width() -> None:
    header = read_header([("科目编码", "科目名称", "合计"), ("类", "款"), ("201", "公共服务", "1.00")])
    assert (header.rows, header.width) == (1, 3)


def test_a_column_of_amounts_without_labels_is_no_table_of_sources() -> None:
    table, _ = read_table(part("收入预算总表", UNIT, grid("合计\n一般公共预算资金\n政府性基金\n其他资金")), {})
    assert not amounts(table)


def test_what_a_page_nests_too_deep_is_told(tmp_path) -> None:
    page = tmp_path / "a.html"
    page.write_text(f"<!DOCTYPE html><html><body><p>前</p>{'<div>' * 300}中{'</div>' * 300}<p>后</p></body></html>", encoding="utf-8")
    blocks = read_blocks(page)
    assert [item.text for item in blocks.items] == ["前"]
    assert [trouble.code for trouble in blocks.troubles] == ["READ-028"]


def test_a_run_of_digits_longer_than_any_number_is_cut_and_told(tmp_path) -> None:
    run = "9" * 5000
    text = tmp_path / "a.txt"
    text.write_text(
        f"一、部门收支总体情况\n2024年收入预算{run}万元，增长{run}%，共有车辆{run}辆。\n"
        f"2024年部门支出预算总表\n单位：万元\n科目编码\t科目名称\t合计\n201\t公共服务\t{run}.00\n\t合计\t1.00\n",
        encoding="utf-8",
    )
    found = read(text)
    assert [trouble.code for trouble in found.troubles if trouble.code == "READ-027"] == ["READ-027"]
    assert [figure.state for _, _, figure in found.tables[0].figures()] == ["unreadable", "printed"]
    check_all([found])


@pytest.mark.parametrize(("text", "state"), [("999999999999999.99", "printed"), ("1234567890123456", "unreadable")])
def test_a_number_too_long_for_an_amount_is_none(text, state) -> None:
    assert read_money(text, "元")[0] == state


def test_a_header_of_thousands_of_columns_makes_a_short_trouble() -> None:
    head = "|".join(["科目编码", "科目名称", *["合计"] * 3000])
    row = "|".join(["201", "公共服务", *["1.00"] * 3000])
    _, troubles = read_table(part("部门支出预算总表", UNIT, grid(f"{head}\n{row}")), {})
    assert "READ-105" in [trouble.code for trouble in troubles]
    assert max(len(trouble.zh) for trouble in troubles) < 1000
