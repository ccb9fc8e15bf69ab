"""Styled text on a terminal, plain text in a pipe, nothing from a document that a terminal would obey."""

import re

import pytest

from gouji.render.screen import Screen, open_screen
from gouji.render.wrap import columns

_STYLE = re.compile(r"\x1b\[[0-9;]*m")


def test_styles_are_shown_only_where_they_are_wanted() -> None:
    assert Screen().show(("错误", "bold red"), " 3") == "错误 3"
    assert Screen(styled=True).show(("错误", "bold red"), ("", "dim"), " 3") == "\x1b[31m\x1b[1m错误\x1b[0m 3"


def test_a_pipe_gets_plain_text_unless_styles_are_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    open_screen().print(("结论", "bold"))
    open_screen(color=True).print(("结论", "bold"))
    assert capsys.readouterr().out == "结论\n\x1b[1m结论\x1b[0m\n"


def test_no_control_character_of_a_document_reaches_the_terminal() -> None:
    assert Screen(styled=True).show("单位\x1b]0;x\x07名\r称\x9b2J\t甲") == "单位]0;x名称2J\t甲"


def test_wrapped_parts_keep_their_styles_and_lose_nothing() -> None:
    parts = [("甲乙丙丁" * 5, "bold"), ("  ", ""), ("depart-ment.pdf", "dim"), ("。" * 3, "red")]
    text = Screen(width=16, styled=True).wrapped(*parts)
    lines = [_STYLE.sub("", line) for line in text.splitlines()]
    assert max(map(columns, lines)) <= 16
    assert "".join(lines).replace(" ", "") == "".join(text for text, _ in parts).replace(" ", "")
    assert text.count("\x1b[1m") == sum("甲" in line for line in lines)
    assert "\x1b[2mdepart-ment.pdf\x1b[0m" in text


def test_what_passes_by_is_shown_in_a_terminal_only(capsys: pytest.CaptureFixture[str]) -> None:
    with Screen(err=True).status("读取 …"):
        pass
    assert capsys.readouterr().err == ""
    with Screen(err=True, terminal=True).status("读取 …"):
        pass
    assert capsys.readouterr().err == "\r\x1b[K读取 …\r\x1b[K"


@pytest.mark.parametrize(("text", "width"), [("", 0), ("abc", 3), ("合计1.0", 7), ("（）“”·", 7), ("e\u0301\u200b", 1), ("\x00", 0)])
def test_a_chinese_character_takes_two_columns(text: str, width: int) -> None:
    assert columns(text) == width
