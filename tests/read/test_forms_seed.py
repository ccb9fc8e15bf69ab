"""The 53 performance forms of a real disclosure, against figures counted and fields read by hand."""

from collections import Counter
from functools import cache

import pytest

from gouji.model.disclosure import Damage, Form, Funds, Grid, Indicator, Source, Trouble
from gouji.model.money import Money
from gouji.read.blocks import Blocks
from gouji.read.forms import read_forms
from gouji.read.outline import outline
from gouji.read.text import read_text
from shared import SEED, needs_seed

pytestmark = needs_seed


@cache
def seed() -> tuple[tuple[Form, ...], tuple[Damage, ...], tuple[Trouble, ...]]:
    blocks = Blocks(Source("seed", "text"), tuple(read_text(SEED.read_text(encoding="utf-8"), "seed")))
    return read_forms([part for part in outline(blocks) if part.kind == "form"])


def half(number: int, horizon: str) -> list[Indicator]:
    return [one for one in seed()[0][number - 1].indicators if one.horizon == horizon]


def say(one: Indicator) -> tuple[str, str, str]:
    return one.level2, one.name.reading, one.value.reading


def test_as_many_forms_indicators_and_damages_as_counted() -> None:
    forms, damages, troubles = seed()
    assert len(forms) == 53
    assert Counter(one.horizon for form in forms for one in form.indicators) == {"whole": 358, "annual": 359}
    # 42 names and 11 values clipped; 21 + 3 stray characters; 4 values and 1 name lost; every row off the regular
    # grid but the one whose left half is empty.
    assert Counter(damage.kind for damage in damages) == {
        "shifted": 118,
        "clipped": 53,
        "stray": 24,
        "lost": 5,
        "orphan": 17,
        "cut": 17,
    }
    assert troubles == ()


def test_levels_of_all_indicators() -> None:
    # One of each per form, and further rows: 9 of quantity, 5 of quality, 23 of cost (and one slot empty), 2 social, 1 of
    # satisfaction.
    left = Counter((one.level1, one.level2) for form in seed()[0] for one in form.indicators if one.horizon == "whole")
    assert left == {
        ("产出指标", "数量指标"): 62,
        ("产出指标", "质量指标"): 58,
        ("产出指标", "时效指标"): 53,
        ("产出指标", "成本指标"): 75,
        ("效益指标", "社会效益指标"): 55,
        ("效益指标", "可持续影响指标"): 1,
        ("满意度指标", "服务对象满意度"): 54,
    }


def test_both_halves_say_the_same_but_where_the_order_differs_or_one_is_empty() -> None:
    differ = [form.number for form in seed()[0] if [*map(say, half(form.number, "whole"))] != [*map(say, half(form.number, "annual"))]]
    assert differ == [4, 22]
    # One name of the fourth form is printed with 年 in front on the left only.
    assert len({say(one) for one in half(4, "whole")} ^ {say(one) for one in half(4, "annual")}) == 2
    assert [say(one) for one in half(22, "annual") if one.level2 == "成本指标"] == [("成本指标", "成本预算", "890970元")]


def test_every_form_has_its_fields() -> None:
    for form in seed()[0]:
        assert (form.year, form.department_code, form.department) == (2024, "011", "汾阳市公安局")
        assert (form.nature, form.period) == ("一次性项目(1年结束)", "1年")
        assert form.title == "汾阳市县(区)级预算部门(单位)项目支出绩效目标表"
        texts = (form.overview, form.basis, form.necessity, form.safeguards, form.plan, form.whole_goal, form.annual_goal)
        assert all(text is not None and text.printed for text in texts)
        assert form.whole_goal.printed == form.annual_goal.printed  # type: ignore[union-attr]
        assert (form.responsible, form.handler, form.phone) == ("", "", "")
    lengths = {form.number: len(form.filled) for form in seed()[0] if len(form.filled) != 14}
    assert lengths == {36: 13, 40: 13}
    assert Counter(form.unit for form in seed()[0]) == {"汾阳市公安局": 45, "汾阳市看守所": 6, "汾阳市拘留所": 2}


def test_money_of_every_form() -> None:
    for form in seed()[0]:
        for funds in (form.whole, form.annual):
            figures = {name: getattr(funds, name) for name in Funds.__struct_fields__ if getattr(funds, name)}
            assert list(figures) == ["total", "central", "province", "county", "own", "other"]
            assert figures["other"].state == "blank"
            assert [figures[name].money for name in ("central", "province", "own")] == [Money(0)] * 3
            assert figures["total"].money == figures["county"].money
            assert figures["total"].text == figures["county"].text
        assert form.whole.total is not None and form.annual.total is not None
        assert form.whole.total.money == form.annual.total.money
    total = sum(form.annual.total.money.fen for form in seed()[0] if form.annual.total and form.annual.total.money)
    # Added up from the amounts printed beside 年度资金总额 without any reader, in 分.
    assert total == 7_303_978_387


@pytest.mark.parametrize(
    ("number", "line", "name", "annual", "filled"),
    [
        (1, 488, "2019-2023年BOT取暖服务费", 114_462_925, "20240115103315"),
        (4, 590, "2024年辅警人员工资", 709_759_108, "20231217191415"),
        (5, 631, "2024年高素质人员工资", 42_548_760, "20231217194432"),
        (12, 873, "案管中心改造经费", 48_482_269, "20240116104231"),
        (18, 1072, "公安视频专网网络租赁费(2022.06-2023.06)", 205_196_700, "20240118171302"),
        (22, 1207, "购置制式服装费用(结转23年)", 89_097_000, "20240221103126"),
        (32, 1533, "看守所运转经费", 12_000_000, "20240117102442"),
        (40, 1797, "新建石庄、南薰、辰北派出所办公楼前期费用", 423_740_000, "2024020170246"),
        (47, 2026, "政府购买服务费(反恐巡逻空档期)", 231_988_200, "20240115163346"),
        (49, 2092, "政府购买服务费(治安防控服务)", 406_692_480, "20240115110902"),
        (53, 2223, "驻村工作经费", 2_250_000, "20231226175059"),
    ],
)
def test_fields_read_by_hand(number: int, line: int, name: str, annual: int, filled: str) -> None:
    form = seed()[0][number - 1]
    assert (form.name, form.place.line, form.filled) == (name, line, filled)
    assert form.annual.total is not None and form.annual.total.money == Money(annual)


def test_hard_rows_read_by_hand() -> None:
    assert [say(one) for one in half(36, "annual")][:5] == [
        ("数量指标", "伤残等级", "7级"),
        ("质量指标", "治疗成效", "有效"),
        ("质量指标", "身体恢复状况", "≥70%"),
        ("时效指标", "费用期间", "17个月"),
        ("成本指标", "康复治疗费用", "166315.8元"),
    ]
    assert [(*say(one)[:2], one.uncertain) for one in half(52, "annual")][:5] == [
        ("数量指标", "安装监控摊点数量", False),
        ("质量指标", "监控清晰度", True),
        ("质量指标", "视频存储时长", True),
        ("时效指标", "服务期限", True),
        ("成本指标", "成本总计", False),
    ]
    assert [say(one) for one in half(4, "annual")][:3] == [
        ("数量指标", "辅警人员数量", "105人"),
        ("质量指标", "质量指标", "保质保量"),
        ("时效指标", "工资是否及时支付", "及时支付"),
    ]
    assert [say(one) for one in half(34, "annual")][-2:] == [
        ("服务对象满意度", "病故民警家属满意度", "≥98%"),
        ("服务对象满意度", "因公伤残民警家属满意度", "≥98%"),
    ]
    assert say(half(29, "whole")[5]) == ("可持续影响指标", "红色教育成效", "显著")
    assert say(half(40, "annual")[3]) == ("成本指标", "辰北派出所前期费用", "183.99万元")


def test_overviews_that_the_cell_cut() -> None:
    cut = [form.number for form in seed()[0] if form.overview is not None and form.overview.damage == "cut"]
    assert cut == [1, 2, 6, 8, 12, 16, 24, 27, 28, 45, 46]


def test_fragments_and_what_they_are_the_end_of() -> None:
    fragments = {form.number: [text.printed for text in form.fragments] for form in seed()[0] if form.fragments}
    assert sum(map(len, fragments.values())) == 17
    assert fragments[6] == ["设用地", "F10月31日"]
    owners = [damage.printed for damage in seed()[1] if damage.kind == "orphan" and not damage.proposed]
    assert owners == ["目"]


def test_masks_of_the_indicator_rows() -> None:
    """The reader's rows are the grid's: none lost, none invented."""
    rows = 0
    for form in seed()[0]:
        assert isinstance(form.grid, Grid)
        begin = next(i for i, row in enumerate(form.grid.rows) if "三级指标" in row) + 1
        rows += len(form.grid.rows) - begin - 1
    assert rows == 516
