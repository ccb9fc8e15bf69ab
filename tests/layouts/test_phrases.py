import pytest

from gouji.layouts.phrases import FILE, load_phrases, meaning, read_phrases
from gouji.layouts.source import LayoutError

TEXT = FILE.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("printed", "wrong", "nearest"),
    [
        ("address: [支出总表, 合计, 基本支出]", "address: [支出总表, 合计, 基本支处]", "基本支出"),
        ("address: [支出总表, 合计, 基本支出]", "address: [支出总表, 合记, 基本支出]", "合计"),
        ("address: [支出总表, 合计, 基本支出]", "address: [支出总裱, 合计, 基本支出]", "支出总表"),
        ("topic: 支出预算/基本支出,", "topic: 支出预算/基本支付,", "支出预算/基本支出"),
        ("under: 绩效/公开,", "under: 绩效/公布,", "绩效/公开"),
        ("  一般公共预算支出:\n    - {", "  一般公共预算支付:\n    - {", "一般公共预算支出"),
    ],
)
def test_unknown_word_is_refused_with_its_line_and_the_nearest_name(tmp_path, printed, wrong, nearest):
    file = tmp_path / "narrative.yaml"
    assert printed in TEXT
    file.write_text(TEXT.replace(printed, wrong, 1), encoding="utf-8")
    with pytest.raises(LayoutError) as raised:
        read_phrases(file)
    line = raised.value.line
    begins = TEXT[: TEXT.index(printed)].count("\n") + 1
    assert begins <= line <= begins + 1
    assert raised.value.nearest == nearest


def test_unknown_key_is_refused(tmp_path):
    file = tmp_path / "narrative.yaml"
    file.write_text(TEXT.replace("under: 绩效/公开,", "beneath: 绩效/公开,", 1), encoding="utf-8")
    with pytest.raises(LayoutError, match="beneath"):
        read_phrases(file)


def test_every_topic_of_a_phrase_is_explained_and_every_kind_has_phrases():
    words = load_phrases().words
    assert set(words.sections) <= set(words.phrases)


@pytest.mark.parametrize(
    "subject",
    ["其他公共安全支出", "上年公用经费", "某某中心其他收入预算总计", "非机关运行经费", "政府采购以外的支出", ""],
)
def test_name_inside_another_name_is_not_taken(subject):
    kinds = ("收支变动", "一般公共预算支出", "基本支出", "机关运行经费", "政府采购")
    assert {meaning(subject, kind).address for kind in kinds} == {None}


def test_name_may_stand_behind_year_and_department():
    for before in ("", "2025年", "2025年度某县财政局", "本部门2025年", "某市某区人民政府某街道办事处（部门）", "2025年某局财政拨款安排的"):
        assert meaning(f"{before}“三公”经费预算", None).topic == "三公经费/合计"
