"""What differs, as a terminal and a page show it."""

import io
from contextlib import redirect_stdout

from lxml import html

from gouji.model.place import Bilingual, Place
from gouji.prepare.difference import Change, Changes
from gouji.render.changes import changes_html, print_changes
from gouji.render.screen import Screen
from render.small import IDENTITY, SCRIPT

CELL = Change("table", "2025年预算收支总表", Bilingual("收入总计 › 金额", "Total › Amount"), "1,200.50", "1300.50", "+100.00 万元",
              Place(line=12), Place(sheet="表1", cell="B7"))  # fmt: skip
SENTENCE = Change("sentence", "支出预算", Bilingual("", ""), None, f"证件号{IDENTITY}。{SCRIPT}" * 3)
GONE = Change("form", "治安防控", Bilingual("项目概况", "Overview"), "旧的", "")


def shown(changes: Changes, language: str = "zh") -> str:
    with redirect_stdout(io.StringIO()) as stream:
        print_changes(changes, Screen(), language)
    return stream.getvalue()


def test_a_cell_stands_on_one_line_with_both_places() -> None:
    text = shown(Changes("旧.xlsx", "新.xlsx", (CELL,)))
    assert "收入总计 › 金额  1,200.50 → 1300.50  +100.00 万元  第12行 → 工作表“表1”，单元格 B7" in text


def test_absent_and_blank_are_told_apart() -> None:
    assert "旧的 → （空白）" in shown(Changes("旧", "新", (GONE,)))
    assert "− " not in shown(Changes("旧", "新", (SENTENCE,)))


def test_what_moves_in_the_disclosure_stands_apart() -> None:
    text = shown(Changes("旧", "新", (CELL,), (GONE, SENTENCE)))
    assert "1处不同，公开文件里随之变动2处。" in text
    assert text.index("改动") < text.index("收入总计") < text.index("公开文件随之变动") < text.index("项目概况")


def test_nothing_that_differs_is_said_so() -> None:
    assert "没有差别" in shown(Changes("旧", "新", ())) and "Nothing differs" in shown(Changes("旧", "新", ()), "en")


def test_the_page_holds_everything_escaped_and_no_identity_number() -> None:
    page = changes_html(Changes(f"旧{SCRIPT}", "新", (CELL,), (GONE, SENTENCE)))
    tree = html.fromstring(page)
    assert not tree.xpath("//script") and IDENTITY not in page and IDENTITY not in shown(Changes("旧", "新", (SENTENCE,)))
    assert [cell.text_content() for cell in tree.xpath("//table[1]//td")][:4] == ["收入总计 › 金额", "1,200.50", "1300.50", "+100.00 万元"]
    assert len(tree.xpath("//tbody/tr")) == 3


def test_the_words_that_differ_are_marked_in_long_texts() -> None:
    sentence = "2025年度支出预算{}万元，其中：基本支出1094.99万元；项目支出524.16万元，占{}。"
    change = Change("sentence", "支出预算", Bilingual("", ""), sentence.format("1619.15", "32.37%"), sentence.format("1558.13", "33.64%"))
    tree = html.fromstring(changes_html(Changes("旧", "新", (change,))))
    assert [mark.text_content() for mark in tree.xpath("//mark")] == ["1619.15", "32.37%", "1558.13", "33.64%"]
