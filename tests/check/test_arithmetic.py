"""Arithmetic written in prose is read as what it says."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from gouji.check.arithmetic import read_sentences


def items(text: str) -> list[tuple[str, str, str, str]]:
    return [(item.role, item.text, item.label, item.each) for s in read_sentences(text) for item in s.items]


def test_a_calculation_is_read_with_its_units() -> None:
    (sentence,) = read_sentences("年基本工资217107元/月*12月=2605284元")
    (operation,) = sentence.operations
    assert [(factor.value, factor.unit) for factor in operation.terms[0]] == [(217107, "元/月"), (12, "月")]
    assert operation.result.value == 2605284


def test_full_width_and_cross_are_read_alike() -> None:
    wide, narrow = (read_sentences(text)[0].operations for text in ("３人×７５００元／人＝２２５００元", "3人*7500元/人=22500元"))
    assert wide[0].terms == narrow[0].terms and wide[0].bounds() == (22500, 22500)


def test_a_product_behind_a_bracket_or_a_quotient_is_no_calculation() -> None:
    assert not any(s.operations for text in ("（3+2)*5元=25元", "100÷5*3=60", "100-20*3=40") for s in read_sentences(text))


def test_ten_thousands_count_with_and_without_yuan() -> None:
    (sentence,) = read_sentences("1.5万/年*3年=4.5万元")
    low, high = sentence.operations[0].bounds()
    assert low <= Decimal(45_000) <= high


def test_amounts_rates_and_totals_are_told_apart() -> None:
    assert items("补助157200元;补发金额8568元,合计:165768元") == [
        ("amount", "157200元", "补助", ""),
        ("amount", "8568元", "补发金额", ""),
        ("total", "165768元", "补发金额8568元", ""),
    ]
    assert items("2人,每人每月工资1980元,合计47520元")[0] == ("rate", "1980元", "每人每月工资", "人月")
    assert items("每年增资27000元")[0][0] == "amount"
    assert items("60人按照90元/月标准发放绩效工资,共计54000元")[1][2].endswith("绩效工资")


def test_only_the_result_of_a_calculation_is_an_amount() -> None:
    assert [item[1] for item in items("养老保险3708.48元/月*12月=44501.76元")] == ["44501.76元"]


def test_about_so_many_is_said() -> None:
    (sentence,) = read_sentences("组织党员50余人，慰问约30户")
    assert [(count.value, count.unit, count.about) for count in sentence.counts] == [(50, "人", True), (30, "户", True)]


@given(st.integers(1, 10**6), st.integers(1, 400))
def test_the_true_product_is_always_within_bounds(rate: int, times: int) -> None:
    (sentence,) = read_sentences(f"工资{rate / 100:.2f}元/月*{times}月={rate * times / 100:.2f}元")
    low, high = sentence.operations[0].bounds()
    assert low <= Decimal(rate * times) / 100 <= high


@given(st.text(max_size=60))
def test_any_text_is_read(text: str) -> None:
    read_sentences(text)


def test_calculation_behind_a_comma_is_read_and_the_end_of_a_number_is_none() -> None:
    (sentence,) = read_sentences("按生均800元安排,8100人*800元/人=6480000元")
    assert [operation.text for operation in sentence.operations] == ["8100人*800元/人=6480000元"]
    (sentence,) = read_sentences("1,200元*3=3,600元")
    assert [operation.result.value for operation in sentence.operations] == [3600]


def test_a_rate_may_be_told_by_a_dot_or_as_a_price() -> None:
    assert items("按300元/人·月发放，单价85元") == [("rate", "300元", "按", "人月"), ("rate", "85元", "单价", "单")]


def test_a_number_with_a_point_counts_things_when_it_is_of_whole_ones() -> None:
    counts = [(count.value, count.unit) for s in read_sentences("防治2.6万亩，新建道路2.6公里") for count in s.counts]
    assert counts == [(26000, "亩")]
