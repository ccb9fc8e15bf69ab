"""What must not be published is found, and no finding repeats it. All names and numbers here are invented."""

import msgspec
import pytest

from gouji.check.engine import check
from gouji.model.disclosure import Disclosure, Form, Source, Text
from gouji.model.place import Place


def disclosure(name: str, overview: str) -> Disclosure:
    place = Place(line=1, part=name)
    return Disclosure(Source("x", "text"), forms=(Form(1, name, place, overview=Text(overview, overview, place)),))


@pytest.mark.parametrize(
    ("name", "overview", "rule", "secrets"),
    [
        ("甲", "身份证号11010519491231002X", "P-1", ["11010519491231002X"]),
        ("甲", "补助对象电话13800138000", "P-2", ["13800138000"]),
        ("甲", "账号6222020200112233446", "P-3", ["6222020200112233446"]),
        ("甲", "家庭住址：云溪市南街2号院3号楼", "P-4", ["南街2号"]),
        ("赵小明同志医疗费", "赵小明左手骨折，住院治疗。", "P-5", ["赵小明", "小明", "骨折"]),
        ("审计费", "犯罪嫌疑人周大海已到案", "P-6", ["周大海", "大海"]),
    ],
)
def test_no_finding_repeats_the_detail(name: str, overview: str, rule: str, secrets: list[str]) -> None:
    report = check(disclosure(name, overview), only=["privacy"])
    assert [finding.rule for finding in report.findings] == [rule]
    assert report.findings[0].printed == ""
    said = msgspec.json.encode(report).decode()
    assert not [secret for secret in secrets if secret in said]


def test_a_wrong_check_digit_is_no_identity_number() -> None:
    assert not check(disclosure("甲", "编号110105194912310021"), only=["P-1"]).findings
