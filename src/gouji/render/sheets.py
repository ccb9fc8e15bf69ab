"""A Disclosure as sheets: every table and kind of content, for workbooks and CSV folders alike.

Every row ends with its place. How a sheet's columns are described in words: see `describe_sheet`.
"""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from gouji.layouts.kinds import load_kinds
from gouji.model.disclosure import (
    Claim,
    Count,
    Disclosure,
    Figure,
    Form,
    Funds,
    Indicator,
    Quantity,
    Row,
    Table,
)
from gouji.model.place import Place, show_place
from gouji.render.sheet import (
    Column,
    Sheet,
    Value,
    describe_column,
    describe_sheet,
    name_sheets,
    show_line,
    word_in,
)


def make_sheets(disclosure: Disclosure, language: str = "zh") -> list[Sheet]:
    """Return everything the disclosure says as sheets; a kind of content that is not there is a sheet without rows."""
    makers = (
        _overview,
        _contents,
        _tables,
        _forms,
        _indicators,
        _claims,
        _counts,
        _paragraphs,
        _assets,
        _catalogues,
        _glossary,
        _damages,
        _troubles,
        _unrecognised,
    )
    return name_sheets(sheet for make in makers for sheet in make(disclosure, language))


# Cover, organisation, contents


def _overview(disclosure: Disclosure, language: str) -> Iterator[Sheet]:
    cover, source, organisation = disclosure.cover, disclosure.source, disclosure.organisation
    stage = {"budget": "预算|Budget", "final": "决算|Final accounts"}[cover.stage]
    facts: tuple[tuple[str, Value, Place], ...] = (
        ("文件|File", source.name, Place()),
        ("文件类型|Kind of file", source.kind, Place()),
        ("SHA-256|SHA-256", source.sha256, Place()),
        ("部门|Department", cover.department, cover.place),
        ("年度|Year", cover.year, cover.place),
        ("阶段|Stage", word_in(stage, language), cover.place),
        ("标题|Title", cover.title, cover.place),
        ("版式|Layout", disclosure.layout, Place()),
        ("所称单位数|Units stated", organisation.stated_units, Place()),
    )
    rows: list[tuple[Value, ...]] = [(word_in(word, language), value, None, show_line(place, language)) for word, value, place in facts]
    rows += [(word_in("职责|Duty", language), one.text, None, show_line(one.place, language)) for one in disclosure.duties]
    rows += [(word_in("单位|Unit", language), one.name, None, show_line(one.place, language)) for one in organisation.units]
    for word, counts in (("机构|Office", organisation.offices), ("人员|Staff", organisation.staff)):
        rows += [
            (word_in(word, language), subject, count.value, show_line(count.place, language)) for subject, count in _flat(counts)
        ]
    rows += [
        (word_in("机构设置原文|Organisation, as printed", language), one.text, None, show_line(one.place, language))
        for one in organisation.paragraphs
    ]
    yield describe_sheet(language, "概况|Overview", "项目|Item:24 内容|Content:70 数|Number#10 位置|Place:16", rows)


def _flat(counts: Iterable[Count]) -> Iterator[tuple[str, Count]]:
    """Yield every count and its parts with a name that says what it is part of."""
    for count in counts:
        yield count.subject, count
        for subject, part in _flat(count.parts):
            yield f"{count.subject} › {subject}", part


def _contents(disclosure: Disclosure, language: str) -> Iterator[Sheet]:
    rows = ((one.title, one.page, show_line(one.place, language)) for one in disclosure.contents)
    yield describe_sheet(language, "目录|Contents", "标题|Title:70 页码|Page#8 位置|Place:16", rows)


# Budget tables


def _tables(disclosure: Disclosure, language: str) -> Iterator[Sheet]:
    for place, table in enumerate(disclosure.tables, 1):
        name = _table_name(table, place, language)
        yield _table(table, name, language) if table.rows or table.kind else _as_printed(table, name, language)


def _table_name(table: Table, place: int, language: str) -> str:
    """Return the name after the table's printed number, else its place: departments order the tables differently."""
    kind = load_kinds().get(table.kind or "")
    title = (kind.en if language == "en" else kind.name) if kind else table.title
    number = table.number or (place if kind else None)
    return f"{number:02d}-{title}" if number else title


def _table(table: Table, name: str, language: str) -> Sheet:
    """Return a table with its rows as read: what a row is, then its figures, then the unit."""
    kind = load_kinds().get(table.kind or "")
    figures = list(dict.fromkeys([*table.header, *(column for row in table.rows for column in row.figures)]))
    english = kind.columns if kind else {}
    labels = (
        "收支|Side:6 编码|Code:11 名称|Name:34 对应科目|Counterpart:22 级次|Level:7"
        if any(row.counterpart for row in table.rows)
        else "收支|Side:6 编码|Code:11 名称|Name:34 级次|Level:7"
    )
    counterpart = "对应科目" in labels
    columns = (
        *(describe_column(column, language) for column in labels.split()),
        *(Column(english.get(each, each) if language == "en" else each, "figure", 16) for each in figures),
        *(describe_column(column, language) for column in ("单位|Unit:6", "标准名|Key:30", "位置|Place:12")),
    )
    rows = tuple(_row(table, row, figures, language, counterpart=counterpart) for row in table.rows)
    return Sheet(name, columns, rows)


def _row(table: Table, row: Row, figures: list[str], language: str, *, counterpart: bool) -> tuple[Value, ...]:
    other = (row.counterpart,) if counterpart else ()
    labels = (row.side, row.code, row.name or row.label, *other, row.level)
    return (*labels, *(row.figures.get(each) for each in figures), table.unit, row.key, show_line(row.place, language))


def _as_printed(table: Table, name: str, language: str) -> Sheet:
    """Return a table of unknown kind, of which no rows were read, as it stands on the page."""
    width = max((len(row) for grid in table.grids for row in grid.rows), default=0)
    columns = tuple(Column(f"{word_in('第|Column ', language)}{n}{word_in('列|', language)}", width=18) for n in range(1, width + 1))
    rows = tuple(
        (*row, *[None] * (width - len(row)), show_line(Place(line=line, sheet=grid.sheet), language))
        for grid in table.grids
        for row, line in zip(grid.rows, grid.lines, strict=True)
    )
    return Sheet(name, (*columns, describe_column("位置|Place:12", language)), rows)


# Performance forms

_FUNDS = "资金总额|total$14 中央资金|central$14 省级资金|province$14 市县资金|county$14 单位自筹|own$14 其他资金|other$14"


def _forms(disclosure: Disclosure, language: str) -> Iterator[Sheet]:
    funds = [
        f"{zh}{column.partition('|')[0]}|{en}_{column.partition('|')[2]}"
        for zh, en in (("实施期", "Whole"), ("年度", "Annual"))
        for column in _FUNDS.split()
    ]
    columns = (
        "序号|No.#6 项目名称|Project:36 年度|Year#7 主管部门代码|Department_code:10 主管部门|Department:20 实施单位|Unit:20"
        " 项目属性|Nature:18 项目期|Period:9 " + " ".join(funds) + " 资金单位|Currency_unit:9"
        " 项目概况|Overview:60 立项依据|Basis:40 设立必要性|Necessity:40 制度措施|Safeguards:40 实施计划|Plan:40"
        " 实施期目标|Whole_goal:40 年度目标|Annual_goal:40 负责人|Responsible:9 经办人|Handler:9 联系电话|Telephone:13"
        " 填报日期|Filled:16 表外残片|Fragments:30 位置|Place:12"
    )
    yield describe_sheet(language, "绩效表|Performance forms", columns, (_form(form, language) for form in disclosure.forms))


def _form(form: Form, language: str) -> tuple[Value, ...]:
    texts = (form.overview, form.basis, form.necessity, form.safeguards, form.plan, form.whole_goal, form.annual_goal)
    amounts = (*_amounts(form.whole), *_amounts(form.annual))
    return (
        form.number, form.name, form.year, form.department_code, form.department, form.unit, form.nature, form.period,
        *amounts, next((figure.unit for figure in amounts if figure is not None), None),
        *(None if text is None else text.reading for text in texts),
        form.responsible, form.handler, form.phone, form.filled,
        " / ".join(fragment.printed for fragment in form.fragments), show_line(form.place, language),
    )  # fmt: skip


def _amounts(funds: Funds) -> tuple[Figure | None, ...]:
    return funds.total, funds.central, funds.province, funds.county, funds.own, funds.other


_HORIZON = {"whole": "实施期|whole", "annual": "年度|annual"}


def _indicators(disclosure: Disclosure, language: str) -> Iterator[Sheet]:
    columns = (
        "表号|Form#6 项目名称|Project:30 期间|Horizon:8 一级指标|Level_1:13 二级指标|Level_2:15 三级指标（印）|Name_(printed):26"
        " 三级指标（读）|Name_(read):26 指标值（印）|Value_(printed):24 指标值（读）|Value_(read):24 比较|Operator:6 数值|Number#14"
        " 单位|Unit:9 损坏|Damage:10 存疑|Uncertain:6 位置|Place:12"
    )
    rows = (_indicator(form, one, language) for form in disclosure.forms for one in form.indicators)
    yield describe_sheet(language, "绩效指标|Indicators", columns, rows)


def _indicator(form: Form, one: Indicator, language: str) -> tuple[Value, ...]:
    operator, number, unit = _quantity(one.quantity)
    damages = dict.fromkeys(text.damage for text in (one.name, one.value) if text.damage)
    return (
        form.number, form.name, word_in(_HORIZON[one.horizon], language), one.level1, one.level2,
        one.name.printed, one.name.reading, one.value.printed, one.value.reading, operator, number, unit,
        "、".join(damages), word_in("是|yes", language) if one.uncertain else "", show_line(one.place, language),
    )  # fmt: skip


def _quantity(quantity: Quantity | None) -> tuple[str, Decimal | None, str]:
    if quantity is None:
        return "", None, ""
    return quantity.operator, quantity.value, quantity.unit


# Narrative


def _claims(disclosure: Disclosure, language: str) -> Iterator[Sheet]:
    columns = (
        "部分|Section:20 对象|Subject:30 主题|Topic:26 对应表|Table:20 对应行|Row:20 对应列|Column:14 金额|Amount$16 单位|Unit:6"
        " 占比|Share#9 占何|Of_what:16 增减额|Change$16 增减额单位|Change_unit:9 增减率|Growth#9 方向|Direction:9"
        " 与什么比|Compared_with:14 原因|Reason:40 原句|Sentence:60 位置|Place:12"
    )
    rows = (_claim(section.kind or section.title, one, language) for section in disclosure.sections for one in section.claims)
    yield describe_sheet(language, "说明数据|Claims", columns, rows)


def _claim(section: str, claim: Claim, language: str) -> tuple[Value, ...]:
    address = claim.address or ("", "", "")
    return (
        section, claim.subject, claim.topic, *address, claim.amount, claim.amount.unit if claim.amount else None,
        _quantity(claim.share)[1], claim.of_what, claim.change, claim.change.unit if claim.change else None,
        _quantity(claim.growth)[1], claim.direction, claim.against, claim.reason, claim.sentence, show_line(claim.place, language),
    )  # fmt: skip


def _counts(disclosure: Disclosure, language: str) -> Iterator[Sheet]:
    rows = (
        (section.kind or section.title, subject, count.value, count.topic, "、".join(count.names), show_line(count.place, language))
        for section in disclosure.sections
        for subject, count in _flat(section.counts)
    )
    columns = "部分|Section:20 对象|Subject:30 数|Number#10 主题|Topic:26 名单|Names:50 位置|Place:12"
    yield describe_sheet(language, "说明计数|Counts", columns, rows)


def _paragraphs(disclosure: Disclosure, language: str) -> Iterator[Sheet]:
    rows = (
        (section.number, section.title, section.kind, paragraph.text, show_line(paragraph.place, language))
        for section in disclosure.sections
        for paragraph in (*section.paragraphs, *section.charts)
    )
    columns = "编号|No.:7 标题|Title:30 部分|Section:18 原文|Text:100 位置|Place:12"
    yield describe_sheet(language, "说明段落|Narrative", columns, rows)


def _assets(disclosure: Disclosure, language: str) -> Iterator[Sheet]:
    columns = "项目|Item:30 数值|Number#14 单位|Unit:10 印作|Printed:60 位置|Place:12"
    yield describe_sheet(language, "资产|Assets", columns, _asset_rows(disclosure, language))


def _asset_rows(disclosure: Disclosure, language: str) -> Iterator[tuple[Value, ...]]:
    assets = disclosure.assets
    if assets is None:
        return
    where = show_line(assets.place, language)
    yield word_in("截止日期|As of", language), None, None, assets.as_of, where
    counts = (("车辆编制|Vehicle quota", assets.vehicle_quota), ("实有车辆|Vehicles", assets.vehicles))
    for word, count in counts:
        for subject, each in _flat((count,)) if count else ():
            yield f"{word_in(word, language)}：{subject}", each.value, None, None, show_line(each.place, language)
    if assets.buildings is not None:
        buildings = assets.buildings
        yield word_in("房屋|Buildings", language), buildings.value, buildings.unit, buildings.text, where
    for subject, each in _flat(assets.equipment):
        yield f"{word_in('设备|Equipment', language)}：{subject}", each.value, None, None, show_line(each.place, language)
    for paragraph in assets.paragraphs:
        yield word_in("原文|Text", language), None, None, paragraph.text, show_line(paragraph.place, language)


# Catalogues, glossary, what was not read well


def _catalogues(disclosure: Disclosure, language: str) -> Iterator[Sheet]:
    rows = (
        (catalogue.title, item.group, item.code, item.name, item.level, show_line(item.place, language))
        for catalogue in disclosure.catalogues
        for item in catalogue.items
    )
    columns = "目录|Catalogue:30 组|Group:16 代码|Code:12 名称|Name:50 级次|Level#7 位置|Place:12"
    yield describe_sheet(language, "政府购买服务目录|Purchased services", columns, rows)


def _glossary(disclosure: Disclosure, language: str) -> Iterator[Sheet]:
    rows = ((one.number, one.term, one.definition, show_line(one.place, language)) for one in disclosure.glossary)
    yield describe_sheet(language, "名词解释|Glossary", "编号|No.:7 名词|Term:30 解释|Definition:100 位置|Place:12", rows)


def _damages(disclosure: Disclosure, language: str) -> Iterator[Sheet]:
    rows = ((one.kind, one.printed, one.proposed, show_place(one.place, language)) for one in disclosure.damages)
    yield describe_sheet(language, "文本损坏|Damaged text", "种类|Kind:9 印作|Printed:50 读作|Read_as:50 位置|Place:60", rows)


def _troubles(disclosure: Disclosure, language: str) -> Iterator[Sheet]:
    rows = (
        (one.code, one.en if language == "en" else one.zh, show_place(one.place, language)) for one in disclosure.troubles
    )
    yield describe_sheet(language, "读取问题|Reading troubles", "代码|Code:10 问题|Trouble:100 位置|Place:40", rows)


def _unrecognised(disclosure: Disclosure, language: str) -> Iterator[Sheet]:
    rows: list[tuple[Value, ...]] = []
    for block in disclosure.unrecognised:
        if block.text is not None:
            rows.append((block.text, show_line(block.place, language)))
        for row, line in zip(block.grid.rows, block.grid.lines, strict=True) if block.grid else ():
            rows.append((" | ".join(row), show_line(Place(line=line, sheet=block.grid.sheet if block.grid else None), language)))
    yield describe_sheet(language, "未识别|Unrecognised", "内容|Content:100 位置|Place:16", rows)
