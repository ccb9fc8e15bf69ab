"""Which numbers a report masks, and which it must leave alone."""

import pytest
from msgspec import structs

from gouji.render.mask import make_mask, mask_numbers, mask_report
from render import small


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


def test_a_name_is_masked_wherever_the_report_shows_it() -> None:
    disclosure, report = small.disclosure(), small.report()
    masked = mask_report(report, make_mask((disclosure,), report))
    assert small.PERSON in str(report) and small.PERSON not in str(masked)
    assert [len(cause.findings) for cause in masked.causes] == [len(cause.findings) for cause in report.causes]


def test_a_document_without_private_findings_keeps_its_names() -> None:
    report = small.report()
    public = structs.replace(report, causes=report.causes[:3])
    assert make_mask((small.disclosure(),), public) is mask_numbers
