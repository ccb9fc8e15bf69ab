"""The printed words of performance forms."""

import pytest

from gouji.layouts.form_labels import find_label, find_level, find_role, load_form_labels
from gouji.model.disclosure import Form, Funds


@pytest.mark.parametrize(
    ("printed", "kind", "name", "horizon", "unit"),
    [
        ("项目资金 (元)", "fund_heading", "", None, "元"),
        ("项目资金（万元）", "fund_heading", "", None, "万元"),
        ("其中:中央财政资金", "fund", "central", None, ""),
        ("实施期资金总额:", "fund", "total", "whole", ""),
        ("年度金额", "fund", "total", "annual", ""),
        ("负责人：", "field", "responsible", None, ""),
        ("中期目标(2023年-2025年)", "goal", "", "whole", ""),
        ("绩效 指标", "skip", "", None, ""),
    ],
)
def test_labels_are_found_however_they_are_printed(
    printed: str, kind: str, name: str, horizon: str | None, unit: str
) -> None:
    label = find_label(printed)
    assert label is not None
    assert (label.kind, label.name, label.horizon, label.unit) == (kind, name, horizon, unit)


@pytest.mark.parametrize("printed", ["", "一次性项目(1年结束)", "其中:退役士兵人数", "80,000", "关于项目概况的说明"])
def test_other_texts_are_no_labels(printed: str) -> None:
    assert find_label(printed) is None


def test_levels_and_roles() -> None:
    level = find_level("可持续发展指标")
    assert level is not None and (level.level2, level.parent) == ("可持续影响指标", "效益指标")
    both = find_level("成本指标")
    assert both is not None and (both.level1, both.level2, both.parent) == ("成本指标", "成本指标", "产出指标")
    assert find_level("产出指标（50分）") is not None
    assert find_role("年度指标值") == ("value", "annual")


def test_every_field_named_in_the_file_exists_in_the_model() -> None:
    words = load_form_labels().words
    assert set(words.fields) | set(words.texts) <= set(Form.__struct_fields__)
    assert set(words.funds) - {"headings"} == set(Funds.__struct_fields__)
    assert words.signature <= set(words.fields)
