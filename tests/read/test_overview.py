import pytest

from gouji.check.cases import build_disclosure
from gouji.model.disclosure import Count, Grid
from gouji.model.place import Place
from gouji.read.assets import read_assets
from gouji.read.blocks import Line
from gouji.read.catalogues import read_catalogue
from gouji.read.glossary import read_glossary
from gouji.read.organisation import read_organisation
from gouji.read.outline import Part
from gouji.read.overview import read_contents, read_cover, read_duties
from gouji.read.prose import passages


def part_of(kind: str, *lines: str, title: str | None = None) -> Part:
    items = tuple(Line(text, Place(line=number)) for number, text in enumerate(lines, 1))
    return Part(kind, Line(title, Place(line=0)) if title else None, items)


def grid(*rows: str) -> Grid:
    cells = tuple(tuple(row.split("|")) for row in rows)
    return Grid(cells, tuple(range(1, len(cells) + 1)))


def shape(counts: tuple[Count, ...]) -> list[tuple[str, int | None, list, int]]:
    return [(count.subject, count.value, shape(count.parts), len(count.names)) for count in counts]


def test_cover_over_two_lines():
    cover = read_cover(part_of("cover", "云溪县文化和旅游局", "2025年度部门预算公开"))
    assert (cover.department, cover.year, cover.stage, cover.place.line) == ("云溪县文化和旅游局", 2025, "budget", 2)


def test_cover_in_one_line_with_the_year_in_characters():
    cover = read_cover(part_of("cover", "某县财政局二〇二四年部门决算"))
    assert (cover.department, cover.year, cover.stage) == ("某县财政局", 2024, "final")


def test_cover_of_a_title_broken_behind_the_year():
    cover = read_cover(part_of("cover", "某市教育体育局2022年部门", "预算说明"))
    assert (cover.department, cover.year, cover.stage) == ("某市教育体育局", 2022, "budget")


def test_cover_with_the_provinces_name_at_the_head_of_the_page():
    cover = read_cover(part_of("cover", "某某省2021年度部门决算公开说明", "某县长泉乡人民政府", "2021年度部门决算"))
    assert (cover.department, cover.year, cover.stage) == ("某县长泉乡人民政府", 2021, "final")
    assert read_cover(part_of("cover", "某某省2021年度部门决算公开说明")).department == "某某省"


def test_cover_names_the_unit_but_not_the_unit_of_money():
    assert read_cover(part_of("cover", "2021年度单位决算公开", "单位：某县马山镇卫生院")).department == "某县马山镇卫生院"
    assert read_cover(part_of("cover", "2021年度单位决算公开", "单位：万元")).department is None


def test_cover_names_the_department_after_a_label():
    cover = read_cover(part_of("cover", "某市某区2025年区级部门预算", "预算主管部门：某市某区商务委员会"))
    assert (cover.department, cover.year) == ("某市某区商务委员会", 2025)


def test_cover_with_the_year_first():
    assert read_cover(part_of("cover", "2026年某县民政局部门预算")).department == "某县民政局"


def test_year_is_looked_for_in_the_text_when_there_is_no_cover():
    cover = read_cover(None, (Line("本部门概况", Place(line=1)), Line("2025年部门预算表", Place(line=2))))
    assert (cover.department, cover.year, cover.place.line) == (None, 2025, 2)


def test_contents_as_lines_and_as_grid():
    part = Part("contents", Line("目录", Place(line=1)), (grid("第一部分 概况|1", "一、职责.....|12"), Line("二、机构…………3", Place(line=5)), Line("三、名词解释", Place(line=6))))
    assert [(entry.title, entry.page) for entry in read_contents(part)] == [
        ("第一部分 概况", 1),
        ("一、职责", 12),
        ("二、机构", 3),
        ("三、名词解释", None),
    ]


def test_year_at_the_end_of_a_contents_line_is_kept():
    (entry,) = read_contents(part_of("contents", "表一2024年收支总表.....3"))
    assert (entry.title, entry.page) == ("表一2024年收支总表", 3)


def test_duties_lose_the_mark_of_a_list_and_are_joined():
    duties = read_duties(part_of("duties", "- 1、负责党和国家领导人的接待工作和其它重要接待", "任务的协调。", "- 2、管理档案。"))
    assert [duty.text for duty in duties] == ["1、负责党和国家领导人的接待工作和其它重要接待任务的协调。", "2、管理档案。"]


def test_offices_are_divided_as_the_sentence_divides_them():
    text = "某局共有6个科、室、所,其中有4个派出所:城区1所为东所,农村3所为南所、西所、北所;2个科室,分别为法制科、办公室。"
    organisation = read_organisation(part_of("organisation", text))
    assert shape(organisation.offices) == [
        (
            "科、室、所",
            6,
            [
                ("派出所", 4, [("城区", 1, [], 0), ("农村", 3, [], 3)], 0),
                ("科室", 2, [], 2),
            ],
            0,
        )
    ]


def test_units_in_a_sentence_and_their_stated_number():
    organisation = read_organisation(part_of("organisation", "本部门预算的单位包括：某局、某馆、某中心（本级）共4个。"))
    assert [unit.name for unit in organisation.units] == ["某局", "某馆", "某中心（本级）"]
    assert organisation.stated_units == 4 and organisation.offices == ()


def test_kinds_of_budgets_are_no_units_where_a_later_sentence_names_them():
    kinds = "从预算单位构成看，本部门预算包括：局本级预算，以及下属2家事业单位预算。"
    named = "纳入2026年部门预算编制范围的单位共3家：某局（本级）、某图书馆、某文化馆。"
    organisation = read_organisation(part_of("organisation", kinds + named))
    assert [unit.name for unit in organisation.units] == ["某局（本级）", "某图书馆", "某文化馆"]
    assert organisation.stated_units == 3


def test_units_as_a_numbered_list():
    organisation = read_organisation(
        part_of("organisation", "某委部门预算是包括本部以及下属1家预算单位的综合收支计划。", "本部门中，行政单位1家，事业单位1家，具体包括：", "1. 某委本部，设9个内设机构，包括：甲科、乙科。", "2. 某中心，不单列预算。")
    )
    assert ([unit.name for unit in organisation.units], organisation.stated_units) == (["某委本部", "某中心"], 2)


def test_staff_with_posts_and_kinds():
    text = "某局共有编制70名，其中：行政编制22名，事业编制48名。共有各类人员65人，人员构成为：公务员21人，事业人员44人。"
    staff = read_organisation(part_of("organisation", text)).staff
    assert [(c.subject, c.value, c.topic, [(k.subject, k.value) for k in c.parts]) for c in staff] == [
        ("编制", 70, "人员/编制", [("行政编制", 22), ("事业编制", 48)]),
        ("各类人员", 65, "人员/合计", [("公务员", 21), ("事业人员", 44)]),
    ]


@pytest.mark.parametrize(
    ("text", "names", "stated"),
    [
        ("纳入预算编制范围的预算单位共2个，包括局本级和下属事业单位1个，即某检测所。", ["局本级", "某检测所"], 2),
        ("预算单位共3个，包括：局机关及所属事业单位2个，分别为某中心、某所。", ["局机关", "某中心", "某所"], 3),
        ("预算由3个单位组成：局机关、2个事业单位，具体为某局、某农技中心、某畜牧中心。", ["某局", "某农技中心", "某畜牧中心"], 3),
        ("所属事业单位3个，分别为甲中心、乙中心、丙中心，均未独立核算，预算一并编入镇人民政府。", ["甲中心", "乙中心", "丙中心"], 3),
        ("预算单位共2个，包括：某局、某预算编审中心，预算由局机关统一编报。", ["某局", "某预算编审中心"], 2),
        ("预算单位共2个，包括：某局、某馆，实行统一核算。", ["某局", "某馆"], 2),
    ],
)
def test_clause_behind_the_units_is_no_unit(text: str, names: list[str], stated: int):
    organisation = read_organisation(part_of("organisation", text))
    assert ([unit.name for unit in organisation.units], organisation.stated_units) == (names, stated)


def test_organisation_without_numbers_is_empty_but_kept():
    organisation = read_organisation(part_of("organisation", "本单位为全额拨款事业单位。"))
    assert (organisation.units, organisation.stated_units, organisation.staff) == ((), None, ())
    assert len(organisation.paragraphs) == 1


def test_assets_leave_out_what_is_to_be_bought():
    text = (
        "截至2024年8月31日，某委共有车辆3辆，其中：执法执勤用车1辆、其他用车2辆；单价100万元（含）以上设备（不含车辆）4台（套）。"
        "2025年部门预算安排购置车辆5辆，其中：其他用车5辆；部门预算安排购置单价100万元（含）以上设备（不含车辆）6台（套）。"
    )
    assets = read_assets(passages_of(text))
    assert (assets.as_of, assets.vehicle_quota) == ("2024年8月31日", None)
    assert (assets.vehicles.value, [kind.value for kind in assets.vehicles.parts]) == (3, [1, 2])
    assert [(item.subject, item.value) for item in assets.equipment] == [("单价100万元（含）以上设备（不含车辆）", 4)]


def passages_of(text: str):
    return tuple(passage.paragraph for passage in passages(text, "国有资产"))


def test_remark_in_brackets_is_of_the_kind_before_it():
    text = "截至2022年12月31日，本部门共有车辆8辆，其中：机要通信用车1辆、特种专业技术用车6辆（森林防火巡护车）、其他用车1辆。"
    kinds = read_assets(passages_of(text)).vehicles.parts
    assert [(kind.subject, kind.value) for kind in kinds] == [("机要通信用车", 1), ("特种专业技术用车", 6), ("其他用车", 1)]


def test_no_assets_is_none():
    assert read_assets(passages_of("本部门无国有资产。")) is None


def test_catalogue_with_groups_and_deeper_levels_in_one_row():
    part = Part("catalogue", Line("某县政府购买服务指导性目录", Place(line=9)), (grid("代码/ 目录|一级目录|二级目录", "某局||", "A|公共服务|", "A01||体育服务", "B|其他|其他服务"),))
    assert [(item.code, item.name, item.level, item.group, item.below) for item in read_catalogue(part).items] == [
        ("", "某局", 0, "", ()),
        ("A", "公共服务", 1, "某局", ()),
        ("A01", "体育服务", 2, "某局", ()),
        ("B", "其他", 1, "某局", ("其他服务",)),
    ]


def test_catalogue_broken_by_a_page_is_one():
    part = Part("catalogue", None, (grid("代码|一级目录|二级目录", "A|甲|"), grid("A01||乙")))
    catalogue = read_catalogue(part)
    assert [item.level for item in catalogue.items] == [1, 2] and len(catalogue.grid.rows) == 3


def test_terms_with_and_without_a_colon():
    terms = read_glossary(part_of("glossary", "一、基本支出：指人员和公用支出。", "二、专户资金：", "专指教育收费。", "三、一般公共预算是指以税收为主体的收支。"))
    assert [(term.number, term.term, term.definition) for term in terms] == [
        ("一", "基本支出", "指人员和公用支出。"),
        ("二", "专户资金", "专指教育收费。"),
        ("三", "一般公共预算", "是指以税收为主体的收支。"),
    ]


def test_terms_without_numbers():
    terms = read_glossary(part_of("glossary", "基本支出：指人员支出。", "另含公用支出。", "项目支出：指其他支出。"))
    assert [(term.term, term.definition) for term in terms] == [("基本支出", "指人员支出。另含公用支出。"), ("项目支出", "指其他支出。")]


def test_a_cover_without_a_year_takes_that_of_the_tables_before_any_of_the_text() -> None:
    document = build_disclosure({"document": """
清河县水利局24年度部门预算公开

一、主要职责
根据2018年机构改革方案，负责水利工作。

2024年预算收入总表
单位：万元
科目编码	科目名称	合计	一般公共预算	政府性基金预算	国有资本经营预算	财政专户管理资金	单位资金
合计		9.00	9.00
"""})
    assert document.tables[0].year == 2024 and document.cover.year == 2024
