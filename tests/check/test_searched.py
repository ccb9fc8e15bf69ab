"""Many short texts searched as one say the same as each searched by itself."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouji.check.searched import Searched

_TEXTS = st.lists(st.text("时间率5%，[", max_size=6), max_size=6)


def _searched(texts: list[str]) -> Searched[str]:
    return Searched(texts, str)


@given(_TEXTS)
@pytest.mark.parametrize("pattern", ["率$", "^时", "时间$|^5", r"\[", "间(?=率)", r"(?<!时)间"])
def test_finds_what_a_search_of_each_text_finds(pattern: str, texts: list[str]) -> None:
    compiled = re.compile(pattern)
    assert _searched(texts).having(compiled) == tuple(text for text in texts if compiled.search(text))


def test_dollar_escaped_or_in_a_set_is_a_character() -> None:
    texts = ["5$", "5", "$5"]
    assert _searched(texts).having(re.compile(r"5\$")) == ("5$",)
    assert _searched(texts).having(re.compile(r"5[$]")) == ("5$",)


def test_a_line_break_inside_a_text_ends_no_text() -> None:
    assert _searched(["及时\n率", "率"]).having(re.compile("^率$")) == ("率",)


def test_asks_for_the_fast_part_first() -> None:
    texts = ["2月30日", "2月3日", "30日"]
    assert _searched(texts).having(re.compile(r"2月3\d日"), among=re.compile("月")) == ("2月30日",)
