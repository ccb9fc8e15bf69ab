"""Names are told by what stands beside them, and masked. All names here are invented."""

import pytest

from gouji.check.masking import case_names_in, mask_names, mask_place, names_in
from gouji.model.place import Place


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("赵小明同志工伤医疗费用", "赵某同志工伤医疗费用"),
        ("为病故民警钱大海家属发放补助", "为病故民警钱某家属发放补助"),
        ("因公伤残民警孙向东(三级伤残)", "因公伤残民警孙某(三级伤残)"),
        ("侦破“吴小山故意杀人案”", "侦破“吴某故意杀人案”"),
        ("犯罪嫌疑人周大海已到案", "犯罪嫌疑人周某已到案"),
        ("民警欧阳小山、李大河前往现场，李大河受伤", "民警欧阳某、李某前往现场，李某受伤"),
    ],
)
def test_a_name_beside_a_telling_word_is_masked(text: str, masked: str) -> None:
    assert mask_names(text) == masked


@pytest.mark.parametrize(
    "text",
    [
        "民警安全防护", "患者满意度≥95%", "康复方案", "石庄派出所", "维护民警执法权威", "民警常年在岗", "学生健康体检", "居民高血压患者",
        "公安干警家属", "干部职工家属", "犯罪嫌疑人均已到案", "犯罪嫌疑人用利刃", "由县委书记任组长，", "局长看望病故民警家属", "学习雷锋同志",
        "以习近平同志为核心", "张某同志治疗费", "打击金融诈骗", "严惩贪污受贿", "职工应缴的医疗费", "教师任教于乡村",
    ],
)  # fmt: skip
def test_other_words_are_left_alone(text: str) -> None:
    assert names_in(text) == frozenset()


def test_only_parties_to_a_case_are_case_names() -> None:
    assert case_names_in("民警孙向东受伤，犯罪嫌疑人周大海已到案") == {"周大海"}


def test_a_place_is_masked_in_part_row_and_column() -> None:
    place = Place(line=3, part="赵小明同志医疗费", row="赵小明同志", column="指标值")
    assert mask_place(place) == Place(line=3, part="赵某同志医疗费", row="赵某同志", column="指标值")
    plain = Place(line=3, part="审计费")
    assert mask_place(plain) is plain
