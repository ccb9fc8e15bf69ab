import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouji.layouts.phrases import direction, section_kind
from gouji.model.disclosure import Paragraph
from gouji.model.money import Money
from gouji.model.place import Place
from gouji.read.blocks import Line
from gouji.read.figures import find_amounts, half_width
from gouji.read.narrative import read_prose, read_section, section_troubles, split_number
from gouji.read.outline import Part
from gouji.read.troubles import was_read
from read.prose_table import show_claims, show_counts


def part_of(title: str, *lines: str, kind: str = "section") -> Part:
    items = tuple(Line(text, Place(line=number)) for number, text in enumerate(lines, 2))
    return Part(kind, Line(title, Place(line=1)), items)


def test_amount_share_change_rate_and_reason_make_one_claim():
    section = read_prose("三公经费", "公务接待费0.80万元，占2.37%，与上年相比减少0.10万元，下降11.11%，主要原因是压减接待批次。")
    (claim,) = section.claims
    assert show_claims(section) == ["公务接待费 | 三公经费/公务接待费 | 0.80万元 | 2.37% | 减少 0.10万元 | 11.11%"]
    assert claim.address == ("三公经费表", "公务接待费", "合计")
    assert claim.growth_direction == "下降"
    assert claim.reason == "压减接待批次"
    assert claim.sentence.startswith("公务接待费0.80万元") and claim.sentence.endswith("压减接待批次")


def test_change_behind_several_parts_belongs_to_the_whole():
    text = "2025年度某局预算收入总计120.00万元，其中：本年收入100.00万元，上年结转20.00万元，比上年增加20.00万元，增长20.00%。"
    assert show_claims(read_prose("收支变动", text)) == [
        "2025年度某局预算收入总计 | 收支变动/收入 | 120.00万元 |  | 增加 20.00万元 | 20.00%",
        "本年收入 | 收支变动/收入/本年收入 | 100.00万元",
        "上年结转 | 收支变动/收入/上年结转 | 20.00万元",
    ]


def test_change_behind_each_part_belongs_to_the_part():
    text = "收入预算1,000万元，其中：一般公共预算600万元，比上年增加10万元；上年结转400万元，比上年减少5万元，下降1.23%。"
    assert show_claims(read_prose("收入预算", text)) == [
        "收入预算 | 收入预算/合计 | 1,000万元",
        "一般公共预算 | 收入预算/一般公共预算 | 600万元 |  | 增加 10万元",
        "上年结转 | 收入预算/上年结转 | 400万元 |  | 减少 5万元 | 1.23%",
    ]


def test_rate_tells_whose_change_it_is():
    text = "收入预算1,000万元，其中：一般公共预算600万元，比上年增加100万元，增长11.11%。"
    assert show_claims(read_prose("收入预算", text))[0] == "收入预算 | 收入预算/合计 | 1,000万元 |  | 增加 100万元 | 11.11%"


def test_sameness_is_a_direction_without_a_figure():
    text = "因公出国（境）费0万元，与上年预算数相同；公务用车运行维护费2万元，与上年基本持平。"
    claims = read_prose("三公经费", text).claims
    assert [(claim.direction, direction(claim.direction), claim.change) for claim in claims] == [
        ("相同", "flat", None),
        ("基本持平", "about", None),
    ]


def test_item_of_a_reason_keeps_digits_brackets_and_dots_of_its_name():
    text = (
        "支出预算100万元，比上年增加9万元，主要原因是增加项目经费有：2019-2023年供暖服务费1,144.25元，"
        "网络租赁费(2022.06-2023.06)2,051.00元，2024年10个站所和基地取暖费296.75元，食堂、库房改造473.00元。"
    )
    section = read_prose("收支变动", text)
    assert show_claims(section)[1:] == [
        "2019-2023年供暖服务费 | 增加项目 | 1,144.25元",
        "网络租赁费(2022.06-2023.06) | 增加项目 | 2,051.00元",
        "2024年10个站所和基地取暖费 | 增加项目 | 296.75元",
        "食堂、库房改造 | 增加项目 | 473.00元",
    ]
    assert section.counts == ()


def test_numbered_reason_goes_on_behind_a_semicolon():
    text = "项目支出5万元，比上年增加1万元。主要原因：一是人员增加；二是物价上涨。其他支出3万元。"
    claims = read_prose("支出预算", text).claims
    assert [claim.reason for claim in claims] == ["一是人员增加；二是物价上涨", ""]


def test_money_counted_with_projects_is_theirs():
    text = "纳入绩效目标管理的二级项目10个，共计金额357.60万元。其中：其他运转类项目2个，涉及金额46.60万元。公开项目绩效目标9个，涉及项目金额300万元，占部门（单位）项目支出总额的89.42%。其中：其他运转类项目1个，涉及项目金额6.60万元。"
    section = read_prose("绩效管理", text)
    assert show_claims(section) == [
        "纳入绩效目标管理的二级项目 | 绩效/二级项目 | 357.60万元",
        "其他运转类项目 | 绩效/其他运转类 | 46.60万元",
        "公开项目绩效目标 | 绩效/公开 | 300万元 | 89.42% 部门（单位）项目支出总额",
        "其他运转类项目 | 绩效/公开/其他运转类 | 6.60万元",
    ]
    assert show_counts(section) == [
        ("纳入绩效目标管理的二级项目", 10, "绩效/二级项目"),
        ("其他运转类项目", 2, "绩效/其他运转类"),
        ("公开项目绩效目标", 9, "绩效/公开"),
        ("其他运转类项目", 1, "绩效/公开/其他运转类"),
    ]


def test_names_after_mainly_comprising_are_listed():
    text = "公用经费13.27万元，主要包括：邮电费、维修（护）费、差旅费等。"
    (count,) = read_prose("基本支出", text).counts
    assert (count.topic, count.value, count.names) == ("基本支出/公用经费/项目", None, ("邮电费", "维修（护）费", "差旅费"))


def test_number_of_units_written_in_characters():
    section = read_prose("机关运行经费", "所属某局等三家行政单位机关运行经费财政拨款预算1.5万元。")
    assert show_counts(section) == [("行政单位", 3, "机关运行经费/单位")]
    assert section.claims[0].address == ("机关运行经费表", "合计", "合计")


def test_sentence_broken_by_a_page_is_joined_and_keeps_its_lines():
    section = read_section(part_of("八、机关运行经费增减变动原因说明", "本部门2024年所属某局机关运行经费财政拨款预算", "1602.59万元，比2023年预算增加239.77万元，增长17.59%。"))
    (claim,) = section.claims
    assert (claim.amount.text, claim.amount.place.line, claim.amount.place.part) == ("1602.59", 3, "八、机关运行经费增减变动原因说明")
    assert len(section.paragraphs) == 1 and section.paragraphs[0].place.line == 2
    assert (section.kind, section.number, section.title) == ("机关运行经费", "八", "机关运行经费增减变动原因说明")


def test_page_number_is_not_joined_to_a_figure():
    section = read_section(part_of("一、收支预算总体情况说明", "某厅2018年度收入预算总计24458.43万元，与上年相比增加3608.98万元，增长", "3", "17.31%。"))
    assert section.claims[0].growth.text == "17.31%"


def test_caption_is_a_chart_and_no_paragraph():
    section = read_section(part_of("二、收入预算情况说明", "收入预算5万元。", "收入预算图"))
    assert [chart.text for chart in section.charts] == ["收入预算图"]
    assert len(section.paragraphs) == 1


def test_class_of_expenditure_points_to_its_code():
    text = "一般公共预算当年支出5万元，主要用于以下方面：公共安全支出3万元，占60%；医疗卫生与计划生育（类）支出1万元，占20%；其他公共安全支出1万元。"
    addresses = [claim.address for claim in read_prose("一般公共预算支出", text).claims]
    assert addresses == [
        ("一般公共预算支出表", "合计", "合计"),
        ("一般公共预算支出表", "204", "合计"),
        ("一般公共预算支出表", "210", "合计"),
        None,
    ]


def test_subheading_brings_the_phrases_of_its_section():
    section = read_prose("其他说明", "（一）政府采购情况\n2025年政府采购预算30万元，其中：货物类10万元。\n（二）政府购买服务指导性目录\n送戏下乡年初预算价为60.00万元。")
    assert [claim.topic for claim in section.claims] == ["政府采购/合计", "政府采购/货物", "购买服务"]


def test_amount_of_an_earlier_year_has_no_cell():
    text = "2023年“三公”经费预算4万元。2024年“三公”经费预算5万元。"
    assert [claim.address is None for claim in read_prose("三公经费", text).claims] == [True, False]


def test_planned_year_is_part_of_the_topic():
    text = "2024年财政拨款规划收支预算16595.3万元，2025年财政拨款规划收支预算17000万元。"
    claims = read_prose("其他说明", text).claims
    assert [claim.topic for claim in claims] == ["规划收支/2024", "规划收支/2025"]
    assert [claim.amount.money.slack for claim in claims] == [100_000, 1_000_000]


def test_unknown_wording_of_other_provinces_is_read_by_general_grammar():
    text = (
        "支出预算总额为１２３４．５万元，较上年预算数增加34.5万元，增长2.9%，主要原因是人员增加。\n"
        "“社会福利（款）老年福利（项）”20.00万元。2024年执行数为12.04万元，2025年预算安排20.00万元，比2024年预算执行数增加66.11%。\n"
        "（一）因公出国（境）经费较2024年预算持平。2025年预算安排0万元。\n"
        "与2024年相比，会议费增加1万元，其中：人员经费减少2万元。"
    )
    assert show_claims(read_prose(None, text)) == [
        "支出预算总额 |  | １２３４．５万元 |  | 增加 34.5万元 | 2.9%",
        "“社会福利（款）老年福利（项）” | 功能分类/项 | 20.00万元",
        "2024年执行数 |  | 12.04万元",
        "2025年预算安排 |  | 20.00万元 |  | 增加 | 66.11%",
        "因公出国（境）经费 | 三公经费/因公出国（境）费 | 0万元 |  | 持平",
        "会议费 |  |  |  | 增加 1万元",
        "人员经费 |  |  |  | 减少 2万元",
    ]


def test_template_word_left_undecided_points_nowhere():
    (claim,) = read_prose(None, "机关运行经费5万元，比上年增加（减少）1万元。").claims
    assert (claim.direction, direction(claim.direction), claim.change.text) == ("增加（减少）", "", "1")


def test_amounts_are_found_however_they_are_printed():
    text = "16,863.00万元、１６８６３万元、1 602.59 万 元、1410.00万，单价50万元（原值）以上，(2022.06-2023.06)5元，-3亿元"
    assert [(figure.text, figure.unit) for figure in find_amounts(text)] == [
        ("16,863.00", "万元"),
        ("16863", "万元"),
        ("1 602.59", "万元"),
        ("1410.00", "万元"),
        ("5", "元"),
        ("-3", "亿元"),
    ]
    assert find_amounts("16863万元")[0].money == Money(16_863_000_000, 1_000_000)


def test_damaged_number_is_unreadable_and_kept():
    (figure,) = find_amounts("总额1.000.00万元")
    assert (figure.text, figure.state, figure.money) == ("1.000.00", "unreadable", None)


def test_paragraphs_keep_their_places():
    place = Place(sheet="说明", cell="A3", part="七")
    (claim,) = read_prose("三公经费", (Paragraph("公务接待费1万元。", place),)).claims
    assert claim.place == place and claim.amount.place == place


def test_titles_of_several_provinces_name_their_section():
    titles = {
        "七、“三公”经费增减变动原因说明": "三公经费",
        "九、一般公共预算“三公”经费、会议费、培训费支出预算情况说明": "三公经费",
        "一、收支预算总体情况说明": "收支变动",
        "（二）政府采购情况": "政府采购",
        "十一、一般公共预算机关运行经费支出预算情况说明": "机关运行经费",
        "三、2024年支出预算情况说明": "支出预算",
        "七、财政拨款“三公”经费支出决算情况说明": "三公经费决算",
        "四、名词解释": None,
    }
    assert {title: section_kind(title) for title in titles} == titles


def test_the_title_of_a_section_may_lead_a_paragraph_of_other_matters():
    section = read_section(part_of(
        "六、其他重要事项的情况说明", "（三）一般性支出情况：2025年会议费预算0.80万元，培训费预算1.20万元。",
        "4、国有资产占有使用情况。截至2024年12月，本部门共有车辆6辆。", "本部门共有车辆6辆。",
    ))  # fmt: skip
    assert [claim.topic for claim in section.claims] == ["会议费", "培训费"]
    assert [count.topic for count in section.counts] == ["国有资产/车辆", ""]


def test_what_leads_a_paragraph_of_one_fund_is_not_all_money():
    section = read_section(part_of("五、一般公共预算财政拨款支出决算情况说明", "1.收入情况。2024年度收入合计9.00万元。"), final=True)
    assert [claim.topic for claim in section.claims] == [""]


def test_repeated_and_unknown_sections_are_troubles_and_kept():
    sections = [read_section(part_of(title, "政府采购预算5万元。")) for title in ("九、政府采购情况", "九、政府采购情况", "十、天气情况")]
    troubles = section_troubles(sections)
    assert [trouble.code for trouble in troubles] == ["READ-301", "READ-302"]
    assert all(was_read(trouble) for trouble in troubles)
    assert sections[2].kind is None and sections[2].claims[0].topic == "政府采购/合计"


def test_one_matter_told_in_two_sections_is_none_repeated():
    titles = ("三、2023年部门预算收支总体情况", "四、2023年预算收支增减变化情况说明")
    sections = [read_section(part_of(title, "收入预算5万元。")) for title in titles]
    assert [section.kind for section in sections] == ["收支变动", "收支变动"] and not section_troubles(sections)


TITLES_ELSEWHERE = {
    "四、一般公共预算拨款收支预算": "一般公共预算支出",
    "（五）国有资产占有使用及新增资产配置情况": "国有资产",
    "八、部门国有资产占有使用及资产购置情况说明": "国有资产",
    "七、国有资产信息": "国有资产",
    "（三）一般性支出情况": "一般性支出",
    "七、“会议费”“培训费”“差旅费”财政拨款预算安排情况说明": "一般性支出",
    "九、政府采购及政府购买公共服务情况": "政府采购",
    "11.关于2021年政府购买服务支出表的说明": "购买服务",
    "三、一般公共预算财政拨款“三公”经费、培训费、会议费等情况": "三公经费",
    "三、财政拨款“三公”经费预算情况及增减变化原因": "三公经费",
    "七、部门“三公”经费增减变化情况及原因说明": "三公经费",
    "八、2023年部门预算“三公”经费预算安排情况": "三公经费",
    "二、机关运行经费增减变化情况说明": "机关运行经费",
    "一、部门预算收支增减变化情况": "收支变动",
    "二、部门预算安排的总体情况": "收支变动",
    "五、预算绩效信息": "绩效管理",
    "十、2023年部门预算项目绩效情况": "绩效管理",
    "十、关于空表的说明": "其他说明",
    "三、项目支出情况说明": "项目支出",
    "五、上年结转资金支出情况": None,
    "一、关于天气情况的说明": None,
}
FINAL_TITLES_ELSEWHERE = {
    "一、2021年度收入支出决算总体及增减变动情况": "收支决算",
    "1、财政拨款“三公”经费支出决算总体情况说明": "三公经费决算",
    "六、财政拨款安排的“三公”经费支出决算情况说明": "三公经费决算",
    "八、政府性基金预算财政拨款支出决算总体情况说明": "政府性基金决算",
    "十二、机构运行经费支出决算情况说明": "机关运行经费",
    "十一、项目支出决算情况说明": "项目支出",
    "一、关于2020年度预算执行情况分析": "预算执行",
    "（二）部门决算中项目绩效自评结果": "绩效管理",
    "五、政府购买服务情况": "购买服务",
    "（三）年末结转和结余情况": None,
}


def test_titles_of_more_places_name_their_section():
    assert {title: section_kind(split_number(title)[1]) for title in TITLES_ELSEWHERE} == TITLES_ELSEWHERE
    found = {title: section_kind(split_number(title)[1], final=True) for title in FINAL_TITLES_ELSEWHERE}
    assert found == FINAL_TITLES_ELSEWHERE


# Section kind → what is told there → topic and amount of every claim.
TOLD_ELSEWHERE = {
    ("收支变动", "（一）收入预算：2025年年初预算数90.00万元，其中：一般公共预算拨款70.00万元，政府性基金预算拨款20.00万元。"): [
        ("收支变动/收入", "90.00"), ("收支变动/收入/一般公共预算", "70.00"), ("收支变动/收入/政府性基金预算", "20.00"),
    ],
    ("收支变动", "2025年支出预算80.00万元，其中基本支出50.00万元；项目支出30.00万元。"): [
        ("收支变动/支出", "80.00"), ("支出预算/基本支出", "50.00"), ("支出预算/项目支出", "30.00"),
    ],
    ("收支变动", "2025年预算收支安排80.00万元，较2024年预算增加10.00万元。"): [("收支变动/收支", "80.00")],
    ("支出预算", "2025年年初预算数80.00万元，其中，教育支出80.00万元。"): [("支出预算/合计", "80.00"), ("支出预算/功能分类", "80.00")],
    ("一般公共预算支出", "（一）基本支出：2025年基本支出年初预算数为50.00万元。"): [("一般公共预算支出/基本支出", "50.00")],
    ("三公经费", "我部门财政拨款“三公”经费预算安排3.00万元。"): [("三公经费/合计", "3.00")],
    ("三公经费", "某局2025年“三公”经费一般公共预算拨款预算60.00万元。"): [("三公经费/合计", "60.00")],
    ("三公经费", "1.因公出国（境）费用2025年一般公共预算拨款预算5.00万元，与上年预算数持平。"): [("三公经费/因公出国（境）费", "5.00")],
    ("三公经费", "公务用车购置及运维费2.50万元。"): [("三公经费/公务用车购置及运行费", "2.50")],
    ("机关运行经费", "我部门机关运行经费共计安排1.00万元。"): [("机关运行经费/合计", "1.00")],
    ("其他说明", "2025年一般公共预算财政拨款运行经费88.00万元。"): [("机关运行经费/合计", "88.00")],
    ("其他说明", "2025年本部门机关运行经费当年一般公共预算拨款26.00万元。"): [("机关运行经费/合计", "26.00")],
    ("收支决算", "2024年度收入合计90.00万元，其中：财政拨款收入70.00万元，其他收入20.00万元。"): [
        ("收入决算/合计", "90.00"), ("收入决算/来源", "70.00"), ("收入决算/来源", "20.00"),
    ],
    ("三公经费决算", "其中：国内接待费支出决算0.50万元。"): [("三公经费决算/国内公务接待", "0.50")],
    # The same words of another matter.
    ("收支变动", "主要是基本支出50.00万元。"): [("", "50.00")],
    ("三公经费", "公务接待费标准2.50万元。"): [("", "2.50")],
    ("收入预算", "办公用房年初预算数2.50万元。"): [("", "2.50")],
}  # fmt: skip


@pytest.mark.parametrize(("kind", "text"), TOLD_ELSEWHERE)
def test_figures_told_in_words_of_other_places_are_known(kind: str, text: str) -> None:
    claims = read_prose(kind, text).claims
    assert [(claim.topic, claim.amount.text) for claim in claims if claim.amount] == TOLD_ELSEWHERE[kind, text]


PIECES = st.sampled_from([
    *"，。；：、（）“”%％0１2.9,- 的和\n", "其中：", "主要原因是", "主要包括：", "比上年", "与2023年相比", "增加", "减少", "增长", "持平",
    "占", "万元", "元", "亿元", "个", "三家", "等", "2024年", "某局", "公务接待费", "基本支出", "一、", "（二）", "涉及金额",
    "16,863.00万元", "5.3%", "12个", "增加项目经费有：",
])  # fmt: skip


@given(st.lists(PIECES, max_size=40).map("".join), st.sampled_from([None, "收支变动", "三公经费", "绩效管理", "基本支出"]))
def test_no_sentence_crashes_and_no_amount_is_invented(text, kind):
    section = read_prose(kind, text)
    printed = re.sub(r"\s", "", text)
    for claim in section.claims:
        assert re.sub(r"\s", "", claim.sentence) in printed
        for figure in (claim.amount, claim.change):
            assert figure is None or re.sub(r"\s", "", figure.text) in printed
        for quantity in (claim.share, claim.growth):
            assert quantity is None or re.sub(r"\s", "", quantity.text)[:-1] in half_width(printed)


def test_whole_heading_does_not_run_on_into_an_amount() -> None:
    text = "（一）一般公共预算财政拨款支出决算总体情况\n一般公共预算财政拨款支出307.82万元，占本年支出合计的100%。"
    claim = read_prose("一般公共预算支出决算", text).claims[0]
    assert (claim.subject, claim.address) == ("一般公共预算财政拨款支出", ("一般公共预算支出决算表", "合计", "合计"))


def test_reason_on_a_line_of_its_own_is_that_of_the_change_above() -> None:
    text = "机关运行经费支出816.16万元，比2024年度减少165.4万元，下降16.85%。\n主要原因是人员减少。"
    (claim,) = read_prose("其他说明", text).claims
    assert claim.reason == "人员减少"


def test_items_of_the_three_public_expenses_repeat_the_table_of_final_accounts() -> None:
    text = "1、因公出国（境）费支出0万元。\n2、公务用车购置及运行维护费支出37.35万元。其中：\n公务用车购置支出为25万元。\n3、公务接待费支出0.40万元。其中：\n国内公务接待支出0.40万（含外宾接待支出0万元）。"
    claims = read_prose("三公经费决算", text).claims
    assert [claim.address and claim.address[:2] for claim in claims[:4]] == [
        ("三公经费决算表", "因公出国（境）费"), ("三公经费决算表", "公务用车购置及运行费"), ("三公经费决算表", "公务用车购置费"), ("三公经费决算表", "公务接待费"),
    ]
    assert [(claim.topic, claim.amount and claim.amount.text) for claim in claims[4:5]] == [("三公经费决算/国内公务接待", "0.40")]


def test_procurement_by_contract_is_divided_like_a_budget() -> None:
    text = "某局2025年度政府采购金额（以合同签订为准）为7571.90万元，其中：货物采购金额410.53万元、工程采购金额4276.20万元、服务采购金额2885.17万元。"
    assert [claim.topic for claim in read_prose("政府采购", text).claims] == ["政府采购/合计", "政府采购/货物", "政府采购/工程", "政府采购/服务"]


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("五、财政拨款支出预算情况说明", "财政拨款支出"),
        ("十、政府性基金预算支出预算情况说明", "政府性基金支出"),
        ("（一）关于2024年部门收支总表的说明", "收支变动"),
        ("二、临湖区文化和旅游局2024年收入预算情况说明", "收入预算"),
        ("三、2018年部门主要工作任务及目标", "工作任务"),
        ("商业创新专项（政策资金）经费情况说明", "项目说明"),
        ("五、国有资产占有使用情况（增加内容）", "国有资产"),
        ("七、临湖区水利工程情况说明", None),
        ("一般公共预算基本支出安排情况", "基本支出"),
        ("一般公共预算支出安排情况", "一般公共预算支出"),
    ],
)
def test_titles_of_sections_of_other_places(title: str, kind: str | None) -> None:
    assert section_kind(title) == kind


def test_share_behind_a_bracket_is_that_of_the_whole():
    text = "本年收入合计10万元；包括财政拨款收入8万元（其中一般公共预算6万元，政府性基金预算2万元），占收入合计80%；其他收入2万元，占收入合计20%。"
    assert [(claim.subject, claim.share.text) for claim in read_prose("收入决算", text).claims if claim.share] == [
        ("财政拨款收入", "80%"),
        ("其他收入", "20%"),
    ]


def test_titles_of_final_accounts_may_leave_out_what_they_are():
    title = "三、2020年度“三公”经费、培训费及会议费支出情况说明"
    assert read_section(part_of(title, "没有支出。"), final=True).kind == "三公经费决算"
    assert read_section(part_of(title, "没有支出。")).kind == "三公经费"


def test_change_of_both_sides_is_that_of_the_total_told_last():
    text = "2020年度本部门收入总计88.00万元，支出总计88.00万元。与上年相比收、支总计各增加8.00万元，增长10.00%。"
    assert show_claims(read_prose("收支决算", text))[1] == "支出总计 | 收支决算/收支 | 88.00万元 |  | 增加 8.00万元 | 10.00%"


def test_subject_before_a_colon_is_that_of_the_year_behind_it():
    text = "2.公务接待费：2025年预算0.60万元，较上年的0.80万元减少0.20万元。"
    first = read_prose("三公经费", text).claims[0]
    assert (first.topic, first.address) == ("三公经费/公务接待费", ("三公经费表", "公务接待费", "合计"))


def test_reason_in_a_sentence_of_its_own_belongs_to_the_change_it_names():
    text = "2023年收入总计90.00万元，比上年减少10.00万元。其中，本年收入80.00万元，上年结转10.00万元。减少的主要原因是任务调减。"
    reasons = {claim.subject: claim.reason for claim in read_prose("收支变动", text).claims}
    assert reasons == {"2023年收入总计": "任务调减", "本年收入": "", "上年结转": ""}


def test_money_of_the_year_is_not_the_money_with_what_is_carried_over():
    text = "2024年财政拨款收支总预算50.00万元，其中：当年一般公共预算拨款45.00万元，上年结转一般公共预算拨款5.00万元。"
    assert [claim.address for claim in read_prose("财政拨款收支", text).claims[1:]] == [
        ("财政拨款收支总表", "一般公共预算", "金额"),
        ("财政拨款收支总表", "上年结转/一般公共预算", "金额"),
    ]


def test_changes_told_without_amounts_each_have_their_own_name():
    text = "与上年相比，收入合计减少51.20万元，下降6.39%。其中：财政拨款收入减少48.00万元，下降6.02%；其他收入减少3.20万元，下降18.34%。"
    assert [(claim.subject, claim.topic, claim.change.text) for claim in read_prose("收入决算", text).claims] == [
        ("收入合计", "收入决算/合计", "51.20"),
        ("财政拨款收入", "收入决算/来源", "48.00"),
        ("其他收入", "收入决算/来源", "3.20"),
    ]


def test_two_levels_are_no_change():
    text = "部门预算收支总额增加20.00万元，增长25.00%，由80.00万元增加到100.00万元。"
    assert [line.split(" | ")[0] for line in show_claims(read_prose("收支变动", text))] == ["部门预算收支总额"]


def test_reason_in_a_paragraph_of_its_own_is_that_of_the_change_before():
    section = read_section(part_of("一、部门预算收支情况说明", "（一）收入预算：90.00万元，较上年减少10.00万元。", "（二）变动原因：主要是任务调减。"))
    assert section.claims[0].reason.endswith("任务调减")


@pytest.mark.parametrize(
    ("words", "against"),
    [
        ("公务接待费1.00万元，比上年减少0.20万元", ["上年"]),
        ("公务接待费1.00万元，较年初预算数减少0.20万元，下降16.67%", ["年初预算数"]),
        ("公务接待费1.00万元，与2023年相比，减少0.20万元", ["2023年"]),
        ("公务接待费1.00万元，同比减少0.20万元", ["同比"]),
        ("公务接待费1.00万元，比2023年1.20万元减少0.20万元", ["", "2023年"]),
        ("公务接待费1.00万元，占20%", [""]),
    ],
)
def test_what_a_figure_is_compared_with_is_told(words: str, against: list[str]) -> None:
    claims = read_prose("三公经费", (Paragraph(f"2024年{words}。", Place(line=1)),)).claims
    assert [claim.against for claim in claims] == against
