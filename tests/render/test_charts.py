"""Charts: every figure in words, nothing by colour alone, well-formed whatever the labels are, always the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from gouji.model.money import Money, parse_money
from gouji.render.charts import chart_svg, describe
from gouji.render.printed import Chart

SVG = "{http://www.w3.org/2000/svg}"


def amount(text: str) -> Money:
    money = parse_money(text, "万元")
    assert money is not None
    return money


INCOME = Chart("收入预算图", "pie", (("一般公共预算", amount("16595.30")), ("上年结转", amount("267.70"))))
COSTS = Chart("三公经费分布图", "bar", (("公务接待费", amount("0.80")), ("公务用车运行维护费", amount("-18.00"))))


def texts(chart: Chart) -> list[str]:
    return [element.text or "" for element in etree.fromstring(chart_svg(chart)).iter(f"{SVG}text")]


def test_a_ring_tells_each_part_its_share_and_the_whole() -> None:
    assert texts(INCOME) == [
        *("一般公共预算", "16,595.30", "98.41%"),
        *("上年结转", "267.70", "1.59%"),
        *("16,863.00", "合计（万元）"),
    ]


def test_bars_tell_unit_labels_and_figures() -> None:
    assert texts(COSTS) == ["单位：万元", "公务接待费", "0.80", "公务用车运行维护费", "-18.00"]


def test_the_chart_is_told_in_words() -> None:
    assert describe(INCOME) == "收入预算图：一般公共预算16,595.30万元（98.41%），上年结转267.70万元（1.59%）。"
    drawing = etree.fromstring(chart_svg(INCOME))
    assert drawing.findtext(f"{SVG}title") == "收入预算图" and drawing.findtext(f"{SVG}desc") == describe(INCOME)


def test_neighbours_differ_in_hatching_not_only_in_colour() -> None:
    chart = Chart("图", "pie", tuple((str(number), amount("1.00")) for number in range(12)))
    fills = [path.get("fill") for path in etree.fromstring(chart_svg(chart)).findall(f"{SVG}path")]
    # Every figure has its colour, and all but each fifth a hatching over it.
    assert len({fill for fill in fills if fill and fill.startswith("#")}) == 7
    assert [fill for fill in fills if fill and fill.startswith("url")][:5] == [f"url(#h{n})" for n in (1, 2, 3, 4, 1)]


@pytest.mark.parametrize("values", [(), (("甲", amount("0.00")),), (("甲", amount("-1.00")), ("乙", amount("3.00")))])
def test_parts_of_no_positive_whole_are_drawn_as_bars(values: tuple[tuple[str, Money], ...]) -> None:
    assert "单位：万元" in texts(Chart("图", "pie", values))


@given(
    st.sampled_from(["pie", "bar"]),
    st.lists(
        st.tuples(
            st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn"])), st.integers(-(10**15), 10**15)
        )
    ),
)
def test_any_labels_and_amounts_make_a_drawing_that_names_them(kind: str, values: list[tuple[str, int]]) -> None:
    chart = Chart("<图>&", kind, tuple((label, Money(fen)) for label, fen in values))  # type: ignore[arg-type]
    assert chart_svg(chart) == chart_svg(chart)
    said = "".join(texts(chart))
    assert all("".join(label) in said for label, _ in values)
