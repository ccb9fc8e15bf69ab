"""Where parts begin and end."""

from gouji.model.disclosure import Grid, Source
from gouji.model.place import Place
from gouji.read.blocks import Blocks, Line
from gouji.read.outline import Part, outline
from gouji.read.signs import fold


def parts_of(*items: str | list[list[str]]) -> list[Part]:
    """Return the outline of a document given as lines and grids."""
    blocks: list[Line | Grid] = []
    number = 0
    for item in items:
        if isinstance(item, str):
            number += 1
            blocks.append(Line(item, Place(line=number)))
        else:
            rows = tuple(tuple(row) for row in item)
            blocks.append(Grid(rows, tuple(range(number + 1, number + 1 + len(rows)))))
            number += len(rows)
    return outline(Blocks(Source("a.txt", "text"), tuple(blocks)))


def shape(parts: list[Part]) -> list[tuple[str, str | None]]:
    return [(part.kind, part.title.text if part.title else None) for part in parts]


TABLE = [["科目编码", "科目名称", "合计"], ["合计", "", "1.00"]]


def test_the_contents_end_where_their_first_entry_is_printed_again() -> None:
    parts = parts_of(
        "云溪县文化局", "2025年度部门预算公开", "目 录",
        [["第一部分 概况", "1"], ["一、本部门职责.....", "1"]],
        "第一部分 概况", "一、本部门职责", "办理文化事务。",
    )  # fmt: skip
    assert shape(parts) == [
        ("cover", None), ("contents", "目 录"), ("heading", "第一部分 概况"), ("duties", "一、本部门职责"),
    ]  # fmt: skip
    assert [line.text for line in parts[3].lines] == ["办理文化事务。"]


def test_contents_without_leaders_end_there_too() -> None:
    parts = parts_of(
        "目录", "第一部分 概况", "一、主要职能", "第二部分 部门预算表", "第一部分 概况", "一、主要职能", "办事。"
    )
    assert shape(parts) == [("contents", "目录"), ("heading", "第一部分 概况"), ("duties", "一、主要职能")]


def test_the_contents_end_where_a_part_is_named_again() -> None:
    parts = parts_of(
        "目录", "第一部分 部门概况......1", "一、部门职责......1", "第二部分 名词解释......2",
        "第一部分 临湖区水务局概况", "一、部门职责", "主管水务。", "第二部分 名词解释",
    )  # fmt: skip
    assert shape(parts) == [
        ("contents", "目录"),
        ("heading", "第一部分 临湖区水务局概况"),
        ("duties", "一、部门职责"),
        ("glossary", "第二部分 名词解释"),
    ]


def test_a_bracketed_heading_that_no_section_bears_stays_in_its_section() -> None:
    parts = parts_of(
        "第三部分 决算情况说明", "七、财政拨款“三公”经费支出决算情况说明",
        "（一）“三公”经费财政拨款支出决算总体情况说明", "支出决算为1.00万元。",
        "（二）政府采购情况说明", "没有采购。",
    )  # fmt: skip
    assert shape(parts)[1:] == [
        ("section", "七、财政拨款“三公”经费支出决算情况说明"),
        ("section", "（二）政府采购情况说明"),
    ]


def test_a_label_above_a_title_belongs_to_the_next_table() -> None:
    parts = parts_of("2025年支出总表", "单位：万元", TABLE, "预算公开表4", "2025年收入总表", "单位：万元", TABLE)
    assert shape(parts) == [("table", "2025年支出总表"), ("table", "2025年收入总表")]
    assert [line.text for line in parts[1].before] == ["预算公开表4"]


def test_a_label_that_is_worded_like_a_title_stands_on_either_side_of_the_title() -> None:
    """财决公开01表 is printed above or below the title in final accounts; alone it is the title."""
    below = parts_of("收入支出决算总表", "公开01表", "部门：云溪市财政局", "金额单位：万元", TABLE, "收入决算表", "财决公开02表", TABLE)
    assert shape(below) == [("table", "收入支出决算总表"), ("table", "收入决算表")]
    assert [line.text for line in below[0].lines] == ["公开01表", "部门：云溪市财政局", "金额单位：万元"]
    above = parts_of("公开01表", "收入支出决算总表", "单位：万元", TABLE)
    assert (shape(above), [line.text for line in above[0].before]) == ([("table", "收入支出决算总表")], ["公开01表"])
    assert shape(parts_of("公开01表", "单位：万元", TABLE)) == [("table", "公开01表")]


def test_a_title_printed_inside_the_grid_is_found() -> None:
    merged = [["2025年支出总表", "", ""], ["单位：万元", "", ""], *TABLE, ["注：本表无数据", "", ""]]
    (part,) = parts_of(merged)
    assert (part.kind, [line.text for line in part.lines]) == ("table", ["单位：万元", "注：本表无数据"])
    assert [grid.rows for grid in part.grids] == [tuple(tuple(row) for row in TABLE)]


def test_forms_stand_inside_a_section_and_the_next_section_follows() -> None:
    form = [["项目名称", "", "送戏下乡"], ["项目属性", "", "新增"]]
    parts = parts_of(
        "第三部分 2025年预算情况说明", "十、绩效管理情况", "项目2个。",
        "项目支出绩效目标表", "(2025年度)", form, "目", "项目支出绩效目标表", "(2025年度)", form,
        "十一、国有资产占有使用情况", "车辆2辆。",
    )  # fmt: skip
    assert [part.kind for part in parts] == ["heading", "section", "form", "form", "section"]
    assert [line.text for line in parts[2].lines] == ["(2025年度)", "目"]


def test_a_sentence_that_names_a_table_is_not_a_title() -> None:
    parts = parts_of("第三部分 情况说明", "一、收入预算情况说明", "收入见收入总表", "共1万元。")
    assert [part.kind for part in parts] == ["heading", "section"]


def test_terms_of_the_glossary_are_not_headings() -> None:
    parts = parts_of("第四部分 名词解释", "一、基本支出：指日常支出。", "二、项目支出：指专项支出。")
    assert [part.kind for part in parts] == ["glossary"]
    assert len(parts[0].lines) == 2


def test_headings_without_a_numeral_are_headings_too() -> None:
    parts = parts_of(
        "文化局2025年预算",
        "文化局主要职能", "办理文化事务。", "文化局机构设置", "设2个科。", "名词解释", "（一）基本支出：日常支出。",
        "2025年部门预算编制说明", "收入预算1万元。", "其他相关情况说明", "车辆2辆。",
    )  # fmt: skip
    assert [part.kind for part in parts] == ["cover", "duties", "organisation", "glossary", "section", "section"]


def test_a_grid_in_prose_is_kept_as_a_part_of_its_own() -> None:
    parts = parts_of("第三部分 情况说明", "一、收入预算情况说明", "如下：", [["甲", "1"], ["乙", "2"]], "共3万元。")
    assert [part.kind for part in parts] == ["heading", "section", "rest"]
    assert [line.text for line in parts[1].lines] == ["如下：", "共3万元。"]


def test_a_tab_inside_a_sentence_is_prose() -> None:
    parts = parts_of("第三部分 情况说明", "一、收入预算情况说明", [["收入预算", "12.00万元"]])
    assert [line.text for line in parts[1].lines] == ["收入预算 12.00万元"]


def test_every_line_and_grid_is_in_exactly_one_part() -> None:
    items = ["封面", "目录", [["一、职责", "1"]], "一、职责", "内容。", "甲表", "单位：万元", TABLE, "散落的字", TABLE]
    parts = parts_of(*items)
    seen = [item for part in parts for item in (*part.before, *([part.title] if part.title else []), *part.items)]
    assert len(seen) == len(items)


def test_titles_are_compared_without_blanks_and_widths() -> None:
    assert fold("“三公”经费 （预算）　表１") == "“三公”经费(预算)表1"


def test_title_set_as_rows_of_its_table_with_blank_rows_between() -> None:
    parts = parts_of(
        "第二部分 预算表",
        [["", "", ""], ["2024年支出预算总表", "", ""], ["", "", ""], ["编制单位：某院", "", "单位：元"], ["", "", ""], *TABLE],
    )
    assert shape(parts) == [("heading", "第二部分 预算表"), ("table", "2024年支出预算总表")]
    assert [line.text for line in parts[1].lines] == ["编制单位：某院", "单位：元"]
    assert [list(map(list, grid.rows)) for grid in parts[1].grids] == [TABLE]


def test_a_date_may_stand_before_the_first_entry_of_the_contents() -> None:
    parts = parts_of(
        "目录", "公开时间：2024年9月26日", "第一部分 单位概况 1", "一、主要职责 1", "第一部分 单位概况", "一、主要职责", "办理财政事务。"
    )  # fmt: skip
    assert shape(parts) == [("contents", "目录"), ("heading", "第一部分 单位概况"), ("duties", "一、主要职责")]


def test_prose_behind_a_table_inside_a_section_is_the_sections() -> None:
    parts = parts_of(
        "第三部分 决算情况说明", "九、“三公”经费支出决算情况说明", "“三公”经费支出决算表", "单位：万元", TABLE,
        "（一）总体情况。", "支出决算为1.00万元，完成预算的50%，小于预算。", "十、其他情况说明", "没有其他需要说明的情况。",
    )  # fmt: skip
    assert shape(parts) == [
        ("heading", "第三部分 决算情况说明"), ("section", "九、“三公”经费支出决算情况说明"),
        ("table", "“三公”经费支出决算表"), ("section", "十、其他情况说明"),
    ]  # fmt: skip
    assert [line.text for line in parts[1].lines] == ["（一）总体情况。", "支出决算为1.00万元，完成预算的50%，小于预算。"]


def test_numbered_headings_below_a_section_stay_in_it() -> None:
    parts = parts_of("（九）财政拨款“三公”经费支出决算情况说明", "1.“三公”经费支出决算总体情况说明", "支出1.00万元。", "2.“三公”经费支出决算具体情况说明", "没有出国。")
    assert [part.kind for part in parts].count("section") == 1


def test_a_sentence_on_the_catalogue_is_not_its_title() -> None:
    parts = parts_of(
        "第三部分 情况说明", "十二、其他说明", "（一）政府购买服务指导性目录", "购买服务1项，指导性目录附后。",
        "（二）其他", "无。", "某局政府购买服务指导性目录", [["代码", "一级目录"], ["A", "公共服务"]],
    )  # fmt: skip
    assert [part.kind for part in parts] == ["heading", "section", "catalogue"]


def test_duties_and_organisation_are_known_in_whatever_part_they_are_told() -> None:
    parts = parts_of(
        "临湖区审计局2025年部门预算", "第一部分 2025年部门预算说明", "一、部门基本概况", "（一）职能职责", "主管审计。",
        "（二）机构设置", "内设3个股室。", "二、部门预算单位构成", "只有本级。", "三、部门收支总体情况", "（一）收入预算", "收入9.00万元。",
        "四、其他重要事项的情况说明", "（一）机构设置", "没有变化。",
    )  # fmt: skip
    assert shape(parts)[1:] == [
        ("heading", "第一部分 2025年部门预算说明"),
        ("duties", "一、部门基本概况"),
        ("duties", "（一）职能职责"),
        ("organisation", "（二）机构设置"),
        ("organisation", "二、部门预算单位构成"),
        ("section", "三、部门收支总体情况"),
        ("section", "四、其他重要事项的情况说明"),
    ]


def test_a_row_that_names_department_year_and_unit_stands_above_the_table() -> None:
    above = ["412临湖县财政局", "预算年度：2025", "", "单位：万元"]
    part = parts_of("部门预算收支总表", [above, ["项目", "预算数", "项目", "预算数"], ["教育支出", "9.00", "", ""]])[-1]
    assert [item.text for item in part.items if isinstance(item, Line)] == ["412临湖县财政局", "预算年度：2025", "单位：万元"]
    assert [len(grid.rows) for grid in part.grids] == [2]


def test_a_row_of_headers_is_no_row_above_the_table() -> None:
    part = parts_of("支出总表", [["项目", "2024年", "2025年"], ["教育支出", "8.00", "9.00"]])[-1]
    assert [len(grid.rows) for grid in part.grids] == [2]


def test_a_date_below_the_title_of_contents_without_pages_is_passed_over() -> None:
    parts = parts_of(
        "某县卫生院2025年部门预算", "目录", "公开时间：2025年3月23日", "一、基本职能及主要工作", "二、收支预算情况说明",
        "一、基本职能及主要工作", "（一）单位职能简介", "负责医疗。", "二、收支预算情况说明", "收支总预算5.00万元。",
    )  # fmt: skip
    assert shape(parts) == [
        ("cover", None),
        ("contents", "目录"),
        ("duties", "一、基本职能及主要工作"),
        ("duties", "（一）单位职能简介"),
        ("section", "二、收支预算情况说明"),
    ]
