"""A small made-up disclosure and report with everything a writer must get right: marks, spans, hostile text, names."""

from decimal import Decimal

from gouji.model.disclosure import (
    Assets,
    Block,
    Catalogue,
    CatalogueItem,
    Claim,
    ContentsEntry,
    Count,
    Cover,
    Damage,
    Disclosure,
    Figure,
    Form,
    Funds,
    Grid,
    Indicator,
    Organisation,
    Paragraph,
    Quantity,
    Row,
    Section,
    Source,
    Table,
    Term,
    Text,
    Trouble,
    Unit,
)
from gouji.model.finding import Cause, Coverage, Finding, Outcome, Report
from gouji.model.money import read_money
from gouji.model.place import Bilingual, Place

SCRIPT = "<script>alert(1)</script>"
LINK = '=HYPERLINK("http://example.org","x")'
PERSON = "张三丰"
IDENTITY = "142301199001011234"
TABLE_5 = "2025年一般公共预算支出预算表"
TABLE_1 = "2025年预算收支总表"


def figure(text: str, place: Place, unit: str = "万元") -> Figure:
    state, money = read_money(text, unit)
    return Figure(text, state, unit, money, place)


def at(line: int, part: str, row: str = "", column: str = "", grid_column: int | None = None) -> Place:
    return Place(line=line, part=part, row=row, column=column, grid_column=grid_column)


EXPENDITURE = (
    ("科目编码", "科目名称", "合计", "基本支出", "项目支出"),
    ("合计", "", "1,200.50", "900.50", "300.00"),
    ("204", "公共安全支出", "1,000.50", "900.50", "100.00"),
    ("208", LINK, "200.00", "-", ""),
)


def expenditure() -> Table:
    columns = {"合计": 2, "基本支出": 3, "项目支出": 4}
    rows = tuple(
        Row(
            key=texts[0],
            label=texts[0],
            code=texts[0] if texts[0].isdigit() else "",
            name=texts[1],
            level="合计" if texts[0] == "合计" else "类",
            place=at(20 + n, TABLE_5, texts[0]),
            figures={
                name: figure(texts[column], at(20 + n, TABLE_5, texts[0], name, column)) for name, column in columns.items()
            },
        )
        for n, texts in enumerate(EXPENDITURE[1:], 1)
    )
    grid = Grid(EXPENDITURE, (20, 21, 22, 23))
    return Table("一般公共预算支出表", TABLE_5, at(17, TABLE_5), number=5, unit="万元", rows=rows, grids=(grid,), head=1,
                 header={"合计": "合计", "基本支出": "基本支出", "项目支出": "项目支出"}, department="云溪县公安局")


def two_sided() -> Table:
    grid = Grid(
        (("收入", "", "支出", ""), ("项目", "金额", "项目", "合计"), ("收入总计", "1200.50", "支出总计", "1100.50")),
        (10, 11, 12),
        spans={"0,0": (1, 2), "0,2": (1, 2)},
    )
    income = Row("收入总计", "收入总计", at(12, TABLE_1, "收入总计"), side="收入",
                 figures={"金额": figure("1200.50", at(12, TABLE_1, "收入总计", "金额", 1))})
    spending = Row("支出总计", "支出总计", at(12, TABLE_1, "支出总计"), side="支出",
                   figures={"合计": figure("1100.50", at(12, TABLE_1, "支出总计", "合计", 3))})
    return Table("收支总表", TABLE_1, at(8, TABLE_1), label="预算公开表1", number=1, unit="万元", rows=(income, spending),
                 grids=(grid,), head=2)


PROSE = "2025年支出预算1300.50万元，其中：基本支出900.50万元，占75.01%；项目支出300.00万元，占24.99%。"


def section() -> Section:
    place = at(30, "支出预算情况说明")
    total = Claim("支出预算", "2025年支出预算1300.50万元", place, amount=figure("1300.50", place))
    basic = Claim("基本支出", "基本支出900.50万元，占75.01%", place, amount=figure("900.50", place),
                  share=Quantity("75.01%", Decimal("75.01"), Decimal("0.01"), "%"))
    return Section("支出预算", "三", "支出预算情况说明", at(29, "支出预算情况说明"), (Paragraph(PROSE, place),), (total, basic))


def form() -> Form:
    name = f"{PERSON}同志医疗费"
    grid = Grid(
        (("项目名称", "", name, ""), ("资金总额", "", "50000", ""), ("项目概况", "", f"{PERSON}住院，身份证{IDENTITY}。{SCRIPT}", "")),
        (41, 42, 43),
    )
    money = figure("50000", at(42, name, "资金总额", grid_column=2), "元")
    indicator = Indicator("annual", "产出指标", "数量指标", Text("人数", "人数", at(44, name)), Text("≥1人", "≥1人", at(44, name)),
                          Quantity("≥1人", Decimal(1), Decimal(1), "人", "≥"))
    return Form(1, name, at(41, name), whole=Funds(total=money), indicators=(indicator,), grid=grid,
                overview=Text(grid.rows[2][2], grid.rows[2][2], at(43, name, "项目概况", grid_column=2)),
                filled="20250115103315", fragments=(Text("年12月", "年12月", at(45, name)),))


def disclosure() -> Disclosure:
    return Disclosure(
        source=Source("云溪.txt", "text", "ab" * 32, 1000),
        cover=Cover("云溪县公安局", 2025, title="云溪县公安局2025年度部门预算", place=Place(line=1)),
        contents=(ContentsEntry("第一部分 概况", 1, Place(line=3)),),
        duties=(Paragraph(f"- 1、维护社会治安{SCRIPT}", Place(line=5)),),
        organisation=Organisation((Unit("云溪县公安局", Place(line=6)),), 1, staff=(Count("公务员", 20, Place(line=6)),),
                                  paragraphs=(Paragraph("本部门包括云溪县公安局共1个。", Place(line=6)),)),
        tables=(two_sided(), expenditure()),
        sections=(section(),),
        forms=(form(),),
        assets=Assets("2024年12月31日", Count("车辆编制", 3, Place(line=48)),
                      Count("车辆", 4, Place(line=48), parts=(Count("轿车", 1, Place(line=48)),)),
                      Quantity("350.5平方米", Decimal("350.5"), Decimal("0.1"), "平方米"), (Count("50万元", 0, Place(line=49)),), Place(line=47),
                      (Paragraph("共有车辆4辆。", Place(line=48)),)),
        catalogues=(Catalogue("政府购买服务指导性目录", Place(line=50), (CatalogueItem("A01", "保安服务", 1, Place(line=51)),),
                              Grid((("代码", "名称"), ("A01", "保安服务")), (50, 51))),),
        glossary=(Term("一", "基本支出", "指为保障机构正常运转而发生的支出。", Place(line=60)),),
        damages=(Damage("cut", "2027", "2027年12月", at(43, "x")),),
        troubles=(Trouble("READ-022", "公式没有保存结果", "formula without a result", Place(line=20)),),
        unrecognised=(Block(Place(line=70), text="孤立的一行"), Block(Place(line=71), grid=Grid((("甲", "乙"),), (71,)))),
    )  # fmt: skip


def finding(rule: str, severity: str, message: str, *places: Place, **rest: object) -> Finding:
    return Finding(rule, severity, Bilingual(message, f"{rule} in English"), places, advice=Bilingual("核对后改正", "Correct it"), **rest)


def report() -> Report:
    spending, income = at(12, TABLE_1, "支出总计", "合计", 3), at(12, TABLE_1, "收入总计", "金额", 1)
    total = finding("T1-1", "error", "收入总计不等于支出总计", income, spending, printed="1200.50万元", expected="1100.50万元",
                    difference="100.00万元", basis="财预〔2016〕143号",
                    figures=(figure("1200.50", income), figure("1100.50", spending)))
    prose = at(30, "支出预算情况说明")
    claim = finding("N-1", "error", "文字与表不符", prose, at(21, TABLE_5, "合计", "合计", 2), printed="1300.50万元",
                    expected="1200.50万元", difference="100.00万元", figures=(figure("1300.50", prose),))
    many = tuple(
        finding("S-1", "warning", f"第{n}处空白", at(20 + n % 4, TABLE_5, "208", "项目支出", 4)) for n in range(7)
    )
    private = finding("P-1", "warning", "出现个人姓名与病情，不应公开", at(43, f"{PERSON}同志医疗费", "项目概况", grid_column=2))
    gone = finding("C-1", "note", "没有整体绩效目标", Place(part="绩效管理情况"))
    return Report(
        "云溪.txt", "云溪县公安局", 2025,
        (
            Cause(Bilingual("收入总计不等于支出总计", "Totals differ"), "error", (total,)),
            Cause(Bilingual("文字印作1300.50", "Prose"), "error", (claim,)),
            Cause(Bilingual("多处空白（同类共7处）", "Blank cells"), "warning", many),
            Cause(Bilingual("个人信息", "Privacy"), "warning", (private,)),
            Cause(Bilingual("没有整体绩效目标", "No overall target"), "note", (gone,)),
        ),
        (Outcome("T1-1", "fails", 1, 1), Outcome("T1-2", "holds", 3), Outcome("F-1", "not_run", why=Bilingual("没有绩效表", "no forms"), unrun="inapplicable")),
        Coverage(2, 10, 2, 1, 1, 1, 2, 1),
    )  # fmt: skip
