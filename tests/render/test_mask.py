"""Which numbers a report masks, and which it must leave alone."""

import pytest

from gouji.render.mask import mask_numbers


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("身份证142301199001011234。", "身份证142*************34。"),
        ("14230119900101123X", "142*************3X"),
        ("手机13812345678", "手机138******78"),
        ("卡号6222021234567890123", "卡号622**************23"),
        ("卡号6222 0212 3456 7890 123", "卡号622******************23"),
    ],
)
def test_personal_numbers_keep_only_their_ends(text: str, masked: str) -> None:
    assert mask_numbers(text) == masked


@pytest.mark.parametrize(
    "text",
    [
        "20240115103315",  # a fill date
        "2019 2020 2021 2022",  # years
        "13,812,345,678.00",
        "15000000000元",
        "13812345678.50",
        "0358-7222222",
        "汾财行（2023）151号",
    ],
)
def test_other_numbers_stay(text: str) -> None:
    assert mask_numbers(text) == text
