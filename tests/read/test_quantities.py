"""Numbers with units, alone and in running text."""

from decimal import Decimal

import pytest

from gouji.read.quantities import find_quantities, parse_quantity


@pytest.mark.parametrize(
    ("text", "operator", "value", "unit"),
    [
        ("≥96%", "≥", "96", "%"),
        ("＞95％", ">", "95", "%"),
        ("1189人", "", "1189", "人"),
        ("1,144,629.25元", "", "1144629.25", "元"),
        ("9.6823万元", "", "9.6823", "万元"),
        ("3万人", "", "30000", "人"),
        ("1.5万", "", "15000", ""),
        ("800元/人", "", "800", "元/人"),
        ("1500元/人·年", "", "1500", "元/人/年"),
        ("≤300元/人•月", "≤", "300", "元/人/月"),
        ("12次/年", "", "12", "次/年"),
        ("不超过3万元", "≤", "3", "万元"),
        ("不低于90分", "≥", "90", "分"),
        ("100人以上", "≥", "100", "人"),
        ("30天以内", "≤", "30", "天"),
        ("4083.38平方米", "", "4083.38", "平方米"),
        ("1年", "", "1", "年"),
        ("17个月", "", "17", "个月"),
        ("18月", "", "18", "月"),
        ("≥5月", "≥", "5", "月"),
        ("提高96%", "", "96", "%"),
        ("100", "", "100", ""),
        ("１２人", "", "12", "人"),
        ("≥95.00(%)", "≥", "95", "%"),
        ("=5.00（万人次）", "=", "50000", "人次"),
    ],
)
def test_one_quantity(text: str, operator: str, value: str, unit: str) -> None:
    quantity = parse_quantity(text)
    assert quantity is not None
    assert (quantity.text, quantity.operator, quantity.value, quantity.unit) == (text, operator, Decimal(value), unit)


@pytest.mark.parametrize(
    "text",
    ["", "提高", "三级伤残", "2024年", "2024年度", "5月", "2024年11月至2025年3月", "1月,循环存储", "3人*5天", "90-95%", "100%（全部）", "无", "-", "1.2.3"],
)
def test_no_quantity(text: str) -> None:
    assert parse_quantity(text) is None


def test_the_step_is_that_of_the_last_printed_digit() -> None:
    steps = [quantity.step for text in ("96%", "0.50元", "1.5万人") if (quantity := parse_quantity(text))]
    assert steps == [Decimal(1), Decimal("0.01"), Decimal(1000)]


def test_quantities_of_a_sentence_with_their_positions() -> None:
    text = "2024年遗属19人,补助13100元/月*12月=157200元,依据〔2023〕18号第43次会议,面积1450.15平方米"
    found = find_quantities(text)
    assert [(one.quantity.value, one.quantity.unit) for one in found] == [
        (Decimal(19), "人"),
        (Decimal(13100), "元/月"),
        (Decimal(157200), "元"),
        (Decimal("1450.15"), "平方米"),
    ]
    assert [text[one.start : one.end] for one in found] == ["19人", "13100元/月", "157200元", "1450.15平方米"]


def test_dates_and_periods_of_a_sentence_are_no_quantities() -> None:
    assert find_quantities("2019-2023年,2020年5月10日至2027年5月9日,7月1日,2024年度") == []
