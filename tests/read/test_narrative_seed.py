"""Every figure of the real document's narrative, listed by hand from its text."""

from functools import cache

from gouji.model.disclosure import Section
from gouji.read.assets import read_assets
from gouji.read.catalogues import read_catalogue
from gouji.read.files import read_blocks
from gouji.read.glossary import read_glossary
from gouji.read.narrative import read_section, section_troubles
from gouji.read.outline import Part, outline
from gouji.read.overview import read_contents, read_cover, read_duties, read_organisation
from read.prose_table import show_claims, show_counts
from shared import SEED, needs_seed

pytestmark = needs_seed

ITEMS = """
2019-2023年BOT取暖服务费 1,144,629.25
更新局机关中央空调机组经费 960,000.00
信访维稳专项经费 599,000.00
公安视频专网网络租赁费 4,317,300.00
政府购买服务费(治安防控服务) 4,066,924.80
人民警察伤亡特殊补助金 390,000.00
开展红色主题教育活动经费 225,000.00
公安机关民辅警、离退休人员体检费用 951,200.00
政府购买服务费(留置专职看护服务) 4696401.60
政府购买服务费(反恐巡逻空档期) 2,319,882.00
政府购买服务费(反恐巡逻服务) 7,655,544.00
2024年10个派出所和警犬基地BOT取暖费 296,261.75
案管中心改造项目经费 484,822.69
员额辅警专项经费 3,000,000.00
公安视频专网网络租赁费(2022.06-2023.06) 2,051,967.00
食药环快检实验室建设经费 680,000.00
机关民警食堂、库房改造项目 473,623.00
新建石庄、南薰、辰北派出所办公楼前期费用 4,237,400.00
"""
LISTED = [f"{name} | 增加项目 | {amount}元" for name, amount in (line.split() for line in ITEMS.split("\n") if line)]

# subject | topic | amount | share of what | direction change | growth
CLAIMS = {
    "收支变动": [
        "2024年度汾阳市公安局预算收入总计 | 收支变动/收入 | 16,863.00万元 |  | 增加 4225.52万元 | 33.44%",
        "本年收入 | 收支变动/收入/本年收入 | 16,595.30万元",
        "上年结转 | 收支变动/收入/上年结转 | 267.70万元",
        *LISTED,
        "本年部门预算支出总计 | 收支变动/支出 | 16,863.00万元 |  | 增加 4225.52万元 | 33.44%",
        "本年预算安排 | 收支变动/支出/本年支出 | 16,595.30万元",
        "上年结转 | 收支变动/支出/上年结转 | 267.70万元",
        *LISTED,
    ],
    "收入预算": [
        "2024年度汾阳市公安局预算收入 | 收入预算/合计 | 16,863.00万元",
        "一般公共预算拨款收入 | 收入预算/一般公共预算 | 16,595.30万元 | 98.41%",
        "政府性基金预算拨款收入 | 收入预算/政府性基金预算 | 0万元 | 0%",
        "国有资本经营预算拨款收入 | 收入预算/国有资本经营预算 | 0万元 | 0%",
        "财政专户管理资金收入 | 收入预算/财政专户管理资金 | 0万元 | 0%",
        "单位资金 | 收入预算/单位资金 | 0万元 | 0%",
        "上年结转 | 收入预算/上年结转 | 267.70万元 | 1.59%",
    ],
    "支出预算": [
        "2024年度汾阳市公安局支出预算 | 支出预算/合计 | 16863万元",
        "基本支出 | 支出预算/基本支出 | 8040.19万元 | 47.68%",
        "项目支出 | 支出预算/项目支出 | 8822.81万元 | 52.32%",
    ],
    "财政拨款收支": [
        "2024年度汾阳市公安局财政拨款收支总预算 | 财政拨款收支/合计 | 16,863.00万元",
        "一般公共预算拨款 | 财政拨款收支/一般公共预算 | 16,863.00万元",
        "政府性基金预算拨款 | 财政拨款收支/政府性基金预算 | 0万元",
        "国有资本经营预算拨款 | 财政拨款收支/国有资本经营预算 | 0万元",
        "当年拨款收入 | 财政拨款收支/当年收入 | 16,595.30万元",
        "上年结转收入 | 财政拨款收支/上年结转 | 267.70万元",
        "公共安全支出 | 财政拨款收支/功能分类 | 14,492.17万元",
        "社会保障和就业支出 | 财政拨款收支/功能分类 | 1,443.37万元",
        "卫生健康支出 | 财政拨款收支/功能分类 | 292.19万元",
        "住房保障支出 | 财政拨款收支/功能分类 | 635.27万元",
    ],
    "一般公共预算支出": [
        "2024年度汾阳市公安局一般公共预算当年支出 | 一般公共预算支出/合计 | 16,595.30万元 |  | 增加 4260.44万元 | 34.54%",
        "2024年度汾阳市公安局一般公共预算当年支出 | 一般公共预算支出/合计 | 16,595.30万元",
        "公共安全支出 | 一般公共预算支出/功能分类 | 14,224.47万元 | 85.71%",
        "社会保障和就业支出 | 一般公共预算支出/功能分类 | 1,443.37万元 | 8.70%",
        "卫生健康支出 | 一般公共预算支出/功能分类 | 292.19万元 | 1.76%",
        "住房保障支出 | 一般公共预算支出/功能分类 | 635.27万元 | 3.83%",
    ],
    "基本支出": [
        "2024年度汾阳市公安局一般公共预算安排基本支出 | 基本支出/合计 | 232.53万元",
        "人员经费 | 基本支出/人员经费 | 219.27万元",
        "公用经费 | 基本支出/公用经费 | 13.27万元",
    ],
    "三公经费": [
        "2024年汾阳市公安局财政拨款安排的“三公”经费预算 | 三公经费/合计 | 213.00万元 |  | 减少 206.10万元",
        "需要经费 | 原因 | 210万元",
        "因公出国（境）费 | 三公经费/因公出国（境）费 | 0万元 |  | 相同",
        "公务接待费 | 三公经费/公务接待费 | 0万元 |  | 减少 0.10万元",
        "公务用车运行维护费 | 三公经费/公务用车运行维护费 | 213.00万元 |  | 增加 14.00万元",
        "公务用车购置费 | 三公经费/公务用车购置费 | 0万元 |  | 减少 220.00万元",
    ],
    "机关运行经费": [
        "本部门2024年所属汾阳市公安局等三家行政单位机关运行经费财政拨款预算 | 机关运行经费/合计 | 1602.59万元 |  | 增加 239.77万元 | 17.59%",
        "2024年年初预算申请增拨公用经费 | 原因 | 240万元",
    ],
    "政府采购": [
        "2024年汾阳市公安局政府采购预算总额 | 政府采购/合计 | 3,605.82万元",
        "政府采购货物预算 | 政府采购/货物 | 347.70万元",
        "政府采购工程预算 | 政府采购/工程 | 0万元",
        "政府采购服务预算 | 政府采购/服务 | 3,258.12万元",
    ],
    "绩效管理": [
        "2024年汾阳市公安局纳入绩效目标管理的二级项目 | 绩效/二级项目 | 8,555.11万元",
        "其他运转类项目 | 绩效/其他运转类 | 1,394.55万元",
        "特定目标类项目 | 绩效/特定目标类 | 7,160.55万元",
        "公开项目绩效目标 | 绩效/公开 | 7,650.11万元 | 89.42% 部门（单位）项目支出总额",
        "其他运转类项目 | 绩效/公开/其他运转类 | 1,394.55万元",
        "特定目标类项目 | 绩效/公开/特定目标类 | 6,255.55万元",
    ],
    "国有资产": [],
    "其他说明": [
        "反恐巡逻服务年初预算价 | 购买服务 | 7655544万元",
        "留置专职看护服务年初预算价 | 购买服务 | 4696401.60万元",
        "治安防控服务年初预算 | 购买服务 | 4066924.80万元",
        "2024年财政拨款规划收支预算 | 规划收支/2024 | 16595.3万元",
        "2023年财政拨款规划收支预算 | 规划收支/2023 | 17000万元",
        "2024年财政拨款规划收支预算 | 规划收支/2024 | 17000万元",
    ],
}

COUNTS = {
    "三公经费": [("2023年省公安厅带编配置公安执法执勤用车", 15, "原因"), ("2023年我单位购置公安执法执勤用车", 15, "原因")],
    "机关运行经费": [("行政单位", 3, "机关运行经费/单位")],
    "绩效管理": [
        ("2024年汾阳市公安局纳入绩效目标管理的二级项目", 56, "绩效/二级项目"),
        ("其他运转类项目", 22, "绩效/其他运转类"),
        ("特定目标类项目", 34, "绩效/特定目标类"),
        ("公开项目绩效目标", 55, "绩效/公开"),
        ("其他运转类项目", 22, "绩效/公开/其他运转类"),
        ("特定目标类项目", 33, "绩效/公开/特定目标类"),
    ],
}


@cache
def parts() -> list[Part]:
    return outline(read_blocks(SEED))


def of_kind(kind: str) -> list[Part]:
    return [part for part in parts() if part.kind == kind]


@cache
def sections() -> dict[str | None, Section]:
    return {section.kind: section for section in map(read_section, of_kind("section"))}


def test_every_figure_of_every_section_is_a_claim():
    assert {kind: show_claims(section) for kind, section in sections().items()} == CLAIMS


def test_numbers_of_things_are_counts():
    assert {kind: show_counts(sections()[kind]) for kind in COUNTS} == COUNTS


def test_sections_are_numbered_and_none_is_in_trouble():
    numbers = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"]
    assert [section.number for section in sections().values()] == numbers
    assert section_troubles(list(sections().values())) == ()


def test_claims_name_the_cells_they_repeat():
    addresses = {
        kind: [claim.address for claim in section.claims if claim.address is not None]
        for kind, section in sections().items()
    }
    assert addresses["收支变动"] == [
        ("收支总表", "收入总计", "金额"),
        ("收支总表", "本年收入合计", "金额"),
        ("收支总表", "上年结转", "金额"),
        ("收支总表", "支出总计", "合计"),
        ("收支总表", "支出总计", "当年"),
        ("收支总表", "支出总计", "上年结转"),
    ]
    assert addresses["支出预算"] == [("支出总表", "合计", column) for column in ("合计", "基本支出", "项目支出")]
    assert addresses["财政拨款收支"][6:] == [
        ("财政拨款收支总表", name, "合计")
        for name in ("公共安全支出", "社会保障和就业支出", "卫生健康支出", "住房保障支出")
    ]
    assert [row for _, row, _ in addresses["一般公共预算支出"]] == ["合计", "合计", "204", "208", "210", "221"]
    assert [column for _, _, column in addresses["基本支出"]] == ["合计", "人员经费", "公用经费"]
    assert [row for _, row, _ in addresses["三公经费"]] == [
        "合计",
        "因公出国（境）费",
        "公务接待费",
        "公务用车运行维护费",
        "公务用车购置费",
    ]


def test_reasons_end_with_their_sentence():
    assert [claim.reason for claim in sections()["三公经费"].claims] == [
        "2023年省公安厅带编配置公安执法执勤用车15辆，统采分购，需要经费210万元左右",
        "",
        "",
        "",
        "2023年我单位购置公安执法执勤用车15辆",
        "",
    ]
    first = sections()["收支变动"].claims[0].reason
    assert first.startswith("项目经费增加，24年增加项目经费有：") and first.endswith("4,237,400.00元")
    assert sections()["机关运行经费"].claims[0].reason.endswith("申请增拨公用经费240万元")


def test_items_of_basic_expenditure_are_listed():
    staff, operating = sections()["基本支出"].counts
    assert (staff.topic, len(staff.names), staff.names[0], staff.names[-1]) == (
        "基本支出/人员经费/项目",
        12,
        "其他工资福利支出",
        "职工基本医疗保险缴费",
    )
    assert operating.names == ("邮电费", "办公费", "办公设备购置", "福利费", "其他交通费用", "差旅费")


def test_captions_are_charts():
    charts = [chart.text for section in sections().values() for chart in section.charts]
    assert charts == ["收入预算图", "一般公共预算当年拨款结构图", "三公经费分布图"]


def test_figures_stand_where_they_are_printed():
    claim = sections()["机关运行经费"].claims[0]
    assert claim.amount.place.line == 466 and claim.amount.place.part == "八、机关运行经费增减变动原因说明"


def test_cover_and_contents():
    (cover,) = of_kind("cover")
    read = read_cover(cover)
    assert (read.department, read.year, read.stage) == ("汾阳市公安局", 2024, "budget")
    assert read.title == "汾阳市公安局 2024年度部门预算公开"
    entries = read_contents(of_kind("contents")[0])
    assert len(entries) == 33
    assert (entries[0].title, entries[0].page, entries[0].place.line) == ("第一部分 概况", 1, 9)
    assert (entries[-1].title, entries[-1].page, entries[-1].place.line) == ("第四部分 名词解释", 96, 42)


def test_duties_keep_their_numbers():
    duties = read_duties(of_kind("duties")[0])
    assert len(duties) == 16
    assert duties[0].text == "1、预防、制止和侦查违法犯罪活动；" and duties[-1].text.startswith("16、")


def test_units_offices_and_staff():
    organisation = read_organisation(of_kind("organisation")[0])
    assert [unit.name for unit in organisation.units] == ["汾阳市公安局", "汾阳市看守所", "汾阳市拘留所"]
    assert organisation.stated_units == 3
    (offices,) = organisation.offices
    stations, departments = offices.parts
    town, country = stations.parts
    assert [(c.subject, c.value, len(c.names)) for c in (offices, stations, town, country, departments)] == [
        ("科、所、室、大队", 45, 0),
        ("派出所", 16, 0),
        ("城区", 5, 5),
        ("农村", 11, 11),
        ("科室队", 29, 29),
    ]
    assert "宣教科" in departments.names
    staff, posts = organisation.staff
    assert [(c.subject, c.value) for c in (staff, *staff.parts)] == [
        ("各类人员", 723),
        ("公务员", 215),
        ("事业人员", 241),
        ("辅警", 105),
        ("其他警务辅助人员", 162),
    ]
    assert (posts.value, posts.topic) == (0, "人员/编制")


def test_assets():
    assets = read_assets(sections()["国有资产"])
    assert assets.as_of == "2023年12月31日"
    assert (assets.vehicle_quota.value, assets.vehicles.value) == (46, 74)
    assert [kind.value for kind in assets.vehicles.parts] == [0, 0, 0, 41, 7, 0, 26]
    assert assets.buildings.text == "41404.85平方米"
    assert [("50万元" in item.subject, item.value) for item in assets.equipment] == [(True, 0), (False, 0)]


def test_catalogues():
    guide, annex = map(read_catalogue, of_kind("catalogue"))
    assert (len(guide.items), guide.items[0].code, guide.items[0].level) == (27, "E0902", 3)
    assert (guide.items[-1].code, guide.items[-1].level, len(guide.items[-1].below)) == ("F", 1, 2)
    assert len(annex.items) == 21
    assert [item.name for item in annex.items if item.level == 0] == ["政法委员会", "军民融合办"]
    assert (annex.items[4].name, annex.items[4].level, annex.items[4].group) == ("社区禁毒服务", 4, "政法委员会")


def test_glossary():
    terms = read_glossary(of_kind("glossary")[0])
    assert [term.number for term in terms] == ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"]
    assert [term.term for term in terms][5:11] == [
        "财政专户管理资金",
        "单位资金",
        "上年结转",
        "一般公共预算",
        "政府性基金预算",
        "国有资本经营预算",
    ]
    assert terms[5].definition.startswith("专指教育收费") and terms[10].definition.startswith("是对国有资本收益")
