import pytest

from gouji.model.place import Place
from gouji.read.blocks import Line
from gouji.read.titles import read_preamble


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("（2023年度）", 2023),
        ("2023年", 2023),
        ("（2023年度）单位：万元", 2023),
        ("编制日期：2023年3月", None),
        ("2023年部门预算", None),
        ("注：本部门2023年没有政府性基金预算。", None),
    ],
)
def test_line_of_a_year_alone_is_the_tables_year(text: str, year: int | None):
    assert read_preamble([Line(text, Place())]).year == year
