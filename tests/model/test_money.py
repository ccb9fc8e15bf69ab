"""Money is exact, and knows how finely it was printed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouji.model.money import FEN_PER_UNIT, Money, agree, at_most, parse_money, print_money, read_money, total


@pytest.mark.parametrize(
    ("text", "unit", "money"),
    [
        ("16595.30", "万元", Money(16_595_300_000, 10_000)),
        ("16,863.00", "万元", Money(16_863_000_000, 10_000)),
        ("16863", "万元", Money(16_863_000_000, 1_000_000)),
        ("16595.3", "万元", Money(16_595_300_000, 100_000)),
        ("114.462925", "万元", Money(114_462_925, 0)),
        ("4696401.60", "元", Money(469_640_160, 0)),
        ("80,000", "元", Money(8_000_000, 100)),
        ("１２．５０", "万元", Money(12_500_000, 10_000)),
        ("1 234.56", "万元", Money(1_234_560_000, 10_000)),
        ("(3.00)", "万元", Money(-3_000_000, 10_000)),
        ("（3.00）", "万元", Money(-3_000_000, 10_000)),
        ("-3.00", "万元", Money(-3_000_000, 10_000)),
        ("－3.00", "万元", Money(-3_000_000, 10_000)),
        ("0.30000000000000004", "万元", Money(300_000, 0)),
        ("0", "元", Money(0, 100)),
        ("12.50万元", "万元", Money(12_500_000, 10_000)),
        ("80,000元", "万元", Money(8_000_000, 100)),
    ],
)
def test_a_printed_amount_becomes_whole_fen_and_its_slack(text: str, unit: str, money: Money) -> None:
    assert parse_money(text, unit) == money


@pytest.mark.parametrize("text", ["1.000.00", "1,23.4", "0.3.8", "#DIV/0!", "12万", "12万万元", "(3.00", "3.00)", "1.", ".5", "abc"])
def test_what_is_not_one_amount_is_unreadable_not_zero(text: str) -> None:
    assert read_money(text, "万元") == ("unreadable", None)


def test_blank_zero_and_dash_are_three_things() -> None:
    assert read_money("", "万元") == ("blank", None)
    assert read_money("　 ", "万元") == ("blank", None)
    assert read_money("—", "万元") == ("dash", None)
    assert read_money("0.00", "万元") == ("printed", Money(0, 10_000))


def test_rounding_never_raises_an_alarm() -> None:
    parts = [Money(fen, 10_000) for fen in (3_334_000, 3_334_000, 3_334_000)]
    assert agree(total(parts), Money(10_000_000, 10_000))


def test_one_real_step_out_of_rounding_is_seen() -> None:
    assert not agree(Money(33_400, 0) + Money(33_300, 0), Money(66_701, 0))
    assert not agree(Money(10_000_000, 10_000), Money(10_020_000, 10_000))


amounts = st.integers(-(10**15), 10**15)


@given(amounts, st.sampled_from(sorted(FEN_PER_UNIT)))
def test_an_amount_printed_and_read_is_the_same(fen: int, unit: str) -> None:
    read = parse_money(print_money(Money(fen), unit), unit)
    assert read is not None and read.fen == fen


@given(st.lists(amounts, min_size=1, max_size=30))
def test_the_sum_of_figures_printed_to_two_decimals_always_meets_their_rounded_sum(values: list[int]) -> None:
    def printed(fen: int) -> Money:
        return Money(round(fen / 10_000) * 10_000, 10_000)

    assert agree(total([printed(value) for value in values]), printed(sum(values)))


@given(amounts, amounts)
def test_at_most_and_agree_are_consistent(a: int, b: int) -> None:
    left, right = Money(a), Money(b)
    assert at_most(left, right) == (a <= b)
    assert agree(left, right) == (at_most(left, right) and at_most(right, left))
