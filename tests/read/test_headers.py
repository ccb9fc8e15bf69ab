"""Headers over several rows: which words stand above each column, and where the body begins."""

import pytest

from gouji.read.headers import read_header
from printed import grid


def paths(rows: str) -> list[str]:
    return ["/".join(path) for path in read_header(grid(rows).rows).paths]


def test_group_ends_where_the_next_begins() -> None:
    assert paths("项目||本年收入||上年结转\n编码|名称|合计|其他收入|") == [
        "项目/编码",
        "项目/名称",
        "本年收入/合计",
        "本年收入/其他收入",
        "上年结转",
    ]


def test_lower_group_never_leaves_the_one_above() -> None:
    rows = "收入||支出||\n项目|金额|项目|金额|\n|||小计|一般公共预算"
    assert paths(rows) == ["收入/项目", "收入/金额", "支出/项目", "支出/金额/小计", "支出/金额/一般公共预算"]


def test_column_without_a_word_of_its_own_is_not_named() -> None:
    header = read_header(grid("科目编码|预算数||\n|合计|基本支出|").rows)
    assert header.named == (True, True, True, False)


@pytest.mark.parametrize(
    ("rows", "end"),
    [
        ("项目名称|合计\n1|2\n甲|", 2),
        ("科目编码|科目名称|合计\n合计||", 1),
        ("科目编码|科目名称|合计\n合计|合计|", 1),
        ("单位名称|预算数|\n|合计|一般公共预算\n清河县水利局||", 2),
        ("项目|金额|项目|金额\n一、一般公共预算||一、教育支出|", 1),
        ("项目|2024年\n甲|1.00", 1),
    ],
)
def test_body_begins_at_the_first_row_that_is_no_header(rows: str, end: int) -> None:
    assert read_header(grid(rows).rows).rows == end


def test_units_in_the_header_are_found() -> None:
    assert read_header(grid("项目|金额（万元）").rows).units == ("万元",)
