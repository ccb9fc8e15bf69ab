"""The short sentence by which a report names a cause."""

import pytest

from gouji.check.headline import LONGEST, shorten
from gouji.check.wording import say_in_english
from gouji.model.place import Bilingual


def short(zh: str, suffix: str = "") -> str:
    return shorten(Bilingual(zh, ""), Bilingual(suffix, "")).zh


def test_a_short_sentence_only_loses_its_full_stop() -> None:
    assert short("公务用车编制46辆，实有74辆，超编28辆。") == "公务用车编制46辆，实有74辆，超编28辆"


def test_a_long_sentence_is_cut_where_a_clause_ends() -> None:
    tail = "，这是很长的一句话，说明为什么不符，以及应当怎样改正，怎样核对，还要注意哪些别的地方"
    assert short("项目支出表与支出总表的项目支出相差 8555.11万元" + tail).startswith("项目支出表与支出总表的项目支出相差 8555.11万元，这是")
    assert len(short("项目支出表与支出总表的项目支出相差 8555.11万元" + tail)) <= LONGEST["zh"]


def test_a_mark_inside_quotation_marks_ends_no_clause() -> None:
    name = "某某项目，" * 8
    assert short(f"有一个项目的名称太长太长太长，“{name}”，不合要求，应当改短，改短以后再看一遍") == "有一个项目的名称太长太长太长，" + f"“{name}”"


def test_room_is_kept_for_what_is_added() -> None:
    assert short("甲" * 59, "（同类共 2 处）") == "甲" * 50 + "…（同类共 2 处）"


def test_a_remark_in_brackets_goes_first() -> None:
    assert short("甲" * 45 + "应为 4216.38万元（相邻两位数字颠倒）") == "甲" * 45 + "应为 4216.38万元"


def test_what_contradicts_is_kept() -> None:
    name = "社会保障和就业支出（类）行政事业单位养老支出（款）机关事业单位职业年金缴费支出（项）"
    told = "上年132.59万元，本年220.63万元，应为66.40%，印作增加60.54%"
    assert short(f"“{name}”{told}") == f"“机关事业单位职业年金缴费支出（项）”{told}"
    long = "甲" * 40 + "上年11.67万元，本年45.41万元，应为289.12%，印作增加314.82%"
    assert short(long) == long
    assert len(short(long + "，相差100%" * 20)) <= LONGEST["zh"]


@pytest.mark.parametrize(
    ("value", "english"),
    [
        ("支出总表“合计”行“项目支出”栏", "Expenditure, row “合计”, column “Project expenditure”"),
        ("支出总表“合计”行“项目支出”栏8.00万元", "Expenditure, row “合计”, column “Project expenditure”: 8.00万元"),
        ("“甲”、“乙”等13个", "“甲”、“乙” and others, 13 in all"),
        ("等级评定3个", "等级评定3个"),
        ("3个", "3个"),
        ("加强管理", "加强管理"),
    ],
)
def test_what_fills_a_slot_is_said_in_english_where_the_words_are_ours(value: str, english: str) -> None:
    assert say_in_english(value) == english
