"""Service periods in names and targets."""

import pytest

from gouji.check.functions.periods import overlap, period, say_months


def months(first: tuple[int, int], last: tuple[int, int]) -> tuple[int, int]:
    return first[0] * 12 + first[1], last[0] * 12 + last[1]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("网络租赁费(2022.06-2023.06)", months((2022, 6), (2023, 6))),
        ("公共服务费用(2023.11.1-12.31)", months((2023, 11), (2023, 12))),
        ("工伤医疗费用(2022.7-2023.11)", months((2022, 7), (2023, 11))),
        ("2022年12月1日至2027年11月30日", months((2022, 12), (2027, 11))),
        ("2023年11月1日至12月31日", months((2023, 11), (2023, 12))),
        ("2023年7月至2024年6月", months((2023, 7), (2024, 6))),
        ("2019-2023年取暖服务费", months((2019, 1), (2023, 12))),
        ("2024年", months((2024, 1), (2024, 12))),
        ("及时", None),
        ("17个月", None),
        ("2019、2020、2021年", None),
    ],
)
def test_period_of_a_text(text, expected):
    assert period(text) == expected


def test_periods_that_follow_each_other_do_not_overlap():
    first, second = period("2022年6月至2023年6月"), period("2023年7月至2024年6月")
    assert first is not None and second is not None
    assert overlap(first, second) == 0
    assert say_months(second) == "2023年7月至2024年6月"
