"""Of a number, a rate and a total that do not fit, the one that the form itself contradicts is told."""

import pytest

from gouji.check.cases import build_disclosure
from gouji.check.functions.prose_rates import prose_rates
from gouji.check.rulebook import rulebook

_RATE = "选聘护林员215人,每人每月补助700元,全年2064000元。"
_NUMBER = "选聘护林员251人,每人每月补助800元,全年2064000元。"
_TOTAL = "退耕还林4200亩兑现第三次补助,每亩300元,计162万元。"
_LISTED = "运动场2800平方米,单价220元,需588000元;外墙3600平方米,单价160元,需576000元。合计1164000元,其中省级补助20万元。"


@pytest.mark.parametrize(
    ("text", "asked", "indicators", "likely"),
    [
        (_RATE, "2,064,000", [], "；合计与资金一致，标准或数量多半有误"),
        (_RATE, "2,064,000", [["产出指标", "成本指标", "补助标准", "800元/人·月"]], "；合计与资金一致，标准多半应为800元"),
        (_RATE, "2,064,000", [["产出指标", "数量指标", "护林员人数", "215人"]], "；合计与资金一致，标准多半应为800元"),
        (_NUMBER, "2,064,000", [["产出指标", "数量指标", "护林员人数", "215人"]], "；合计与资金一致，数量多半应为215人"),
        (_TOTAL, "1,260,000", [], "；1260000.00元与资金一致，合计多半印错"),
        (_TOTAL, "2,000,000", [["产出指标", "成本指标", "补助总额", "126万元"]], "；1260000.00元与成本指标一致，合计多半印错"),
        (_LISTED, "1,164,000", [["产出指标", "数量指标", "运动场面积", "2800平方米"]], "；合计加上其余各项等于资金总额，标准多半应为210元"),
        (_TOTAL, "2,000,000", [], ""),
    ],
)
def test_what_the_form_confirms_is_right(text: str, asked: str, indicators: list[list[str]], likely: str) -> None:
    disclosure = build_disclosure({"forms": [{"name": "甲", "annual": {"total": asked}, "overview": text, "indicators": indicators}]})
    hit = prose_rates(disclosure, next(rule for rule in rulebook() if rule.id == "F-6")).hits[0]
    assert hit.slots["likely"].zh == likely


def test_number_and_periods_are_told_as_printed() -> None:
    disclosure = build_disclosure({"forms": [{"name": "甲", "overview": _RATE}]})
    assert prose_rates(disclosure, next(rule for rule in rulebook() if rule.id == "F-6")).hits[0].slots["times"] == "215人×12个月"
