"""A table of the whole department's targets that no form is read from: its weights are checked, and said to be."""

import pytest

from gouji.check.cases import build_disclosure
from gouji.check.engine import check
from gouji.model.finding import Finding

_ROWS = [["三级指标", "指标值", "权重"], ["造林面积", "3500亩", "50"], ["成活率", "≥85%", "30"], ["森林覆盖率", "≥42%", "25"]]
_TARGETS = {"place": {"line": 3}, "grid": {"lines": [3, 4, 5, 6], "rows": _ROWS}}
_UNKNOWN = {"place": {"line": 9}, "text": "未知"}


def findings(*blocks: dict[str, object]) -> dict[str, Finding]:
    report = check(build_disclosure({"disclosure": {"unrecognised": list(blocks)}}))
    return {finding.rule: finding for finding in report.findings}


@pytest.mark.parametrize(
    ("blocks", "said"),
    [
        ([_UNKNOWN], "有1处内容没有识别，未核对。"),
        ([_TARGETS], "有1处内容没有识别，只核对了其中指标的权重。"),
        ([_TARGETS, _UNKNOWN], "有2处内容没有识别，除1处核对了指标的权重外，未核对。"),
    ],
)
def test_what_was_checked_of_unrecognised_blocks_is_said(blocks: list[dict[str, object]], said: str) -> None:
    assert findings(*blocks)["D-2"].message.zh == said


def test_goals_of_the_department_are_no_project() -> None:
    assert findings(_TARGETS)["F-61"].message.zh.startswith("部门整体绩效目标各指标的权重合计为105")
