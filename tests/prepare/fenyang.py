"""The department of examples/fenyang-2024.txt as a Budget, as far as what it published tells its ledger.

Its tables 1–5, 10, 11 and 13 fix every head to the last digit. They do not tell which head a project stands under, nor
the economic items of most basic spending: those splits are ours, and lines that stand for something unknown say so in
the name of their project or bear a general economic code. What it published against itself (basic spending of 232.53 万元
by economic item, an empty table of projects) no ledger can give, and so is not here.
"""

from functools import cache

from gouji.model.budget import (
    AssetsHeld,
    Budget,
    BudgetUnit,
    Comparison,
    Line,
    OperatingCost,
    Procurement,
    Project,
    PublicItem,
    PurchasedService,
    ServiceCatalogue,
    Sources,
    Staff,
    Target,
    Vehicle,
)
from gouji.model.disclosure import Disclosure, Form, Funds, Text
from gouji.model.money import Money
from gouji.read import read
from shared import EXAMPLES

BUREAU = "汾阳市公安局"
UNITS = (BUREAU, "汾阳市看守所", "汾阳市拘留所")
GENERAL = "一般公共预算"
YEAR = 2024
OPERATING = 16_025_900

# (functional code, economic code, 元). 30199 and 30299 stand for all items of their class that are not known.
BASIC = [
    ("2040201", "30199", 42_613_802 - OPERATING),
    ("2040201", "30299", OPERATING),
    ("2040250", "30199", 18_899_200),
    ("2080501", "30302", 1_009_600),
    ("2080505", "30108", 5_736_401),
    ("2080506", "30109", 2_868_249),
    ("2101101", "30110", 1_281_600),
    ("2101102", "30110", 1_048_850),
    ("2101103", "30111", 591_499),
    ("2210201", "30113", 6_352_700),
]

# Functional code → 元 of its projects, and those among the published ones that we put there.
HEADS = {
    "2040202": (
        11_006_500,
        (
            "2024年辰北派出所办公场所租赁费",
            "2024年警犬训练基地场地租赁费",
            "公安机关民辅警、离退休人员体检费用",
            "开展红色主题教育活动经费",
            "第一书记与驻村工作队员补助",
            "驻村工作经费",
            "居民身份证工本费",
            "拘留所运转经费",
            "看守所运转经费",
            "中队建设资金",
        ),
    ),
    "2040220": (8_810_000, ("政府购买服务费(反恐巡逻服务)", "维护民警执法权威专项经费", "在押人员生活给养费")),
    "2040221": (
        2_901_900,
        (
            "信访维稳专项经费",
            "命案积案专项经费(结转23年)",
            "涉案财物审计费(结转23年)",
            "案管中心改造经费",
            "食药环快检实验室建设经费",
            "2024年尸体解剖实验室租赁费",
            "2024年涉案财物管理中心办公用房租赁费",
        ),
    ),
    "2040299": (57_716_987, ()),
}
EXACT = {"2024年10个派出所和警犬基地BOT取暖费": "2040203", "2024年专设岗位转业志愿兵、城镇兵工资": "2080901"}
KEPT_BACK = "不公开绩效目标的项目"
UNKNOWN = "附表缺失的项目（科目{head}）"

CARRIED_OVER = [
    ("2040202", "提前告知政法转移支付资金（23年结转年初预算）", 1_941_982),
    ("2040202", "全省公安禁毒、反恐转移支付资金（23年结转汾财行（2023）151号）", 45_400),
    ("2040202", "第二批政法转移支付资金（23年结转汾财行（2023）152号）", 190_000),
    ("2040299", "汾阳市警犬基地运转经费（23年结转汾财行（2023）264号）", 499_262),
    ("2040202", "中央政法转移支付绩效考核奖励金（23年结转汾财行（2023）214号）", 400),
]
RUNNING = ("运转", "工资", "租赁", "取暖", "给养", "补助", "工本费")


def yuan(amount: int) -> Money:
    return Money(100 * amount)


@cache
def fenyang() -> Budget:
    """Return the budget; the texts of its forms and its glossary are those of the example."""
    published = read(EXAMPLES / "fenyang-2024.txt")
    projects = (*map(_project, published.forms), *_unpublished(published))
    return Budget(
        department=BUREAU,
        year=YEAR,
        layout="shanxi/2024",
        code="011",
        units=tuple(BudgetUnit(name, "行政") for name in UNITS),
        duties=tuple(paragraph.text for paragraph in published.duties),
        organisation=(published.organisation.paragraphs[1].text,),
        staff=(Staff("公务员", 215), Staff("事业人员", 241), Staff("辅警", 105), Staff("其他警务辅助人员", 162)),
        lines=(*_basic(), *_of_projects(projects), *_carried_over()),
        projects=projects,
        public_items=(
            PublicItem("因公出国（境）费", {}, yuan(0)),
            PublicItem("公务接待费", {}, yuan(1_000)),
            PublicItem("公务用车运行维护费", {GENERAL: yuan(2_130_000)}, yuan(1_990_000), "2023年新增执法执勤用车15辆"),
            PublicItem("公务用车购置费", {}, yuan(2_200_000)),
        ),
        operating_costs=(OperatingCost(BUREAU, {GENERAL: yuan(OPERATING)}),),
        procurement=Procurement(yuan(3_477_000), yuan(0), yuan(32_581_200)),
        services=tuple(_services(published)),
        assets=AssetsHeld(
            "2023年12月31日",
            46,
            (
                Vehicle("领导用车", 0),
                Vehicle("机要通信用车", 0),
                Vehicle("应急保障用车", 0),
                Vehicle("执法执勤用车", 41),
                Vehicle("特种专业技术用车", 7),
                Vehicle("事业单位业务用车", 0),
                Vehicle("其他公务用车", 26),
            ),
            "41404.85",
            (("50万元", 0), ("100万元", 0)),
        ),
        comparisons=(
            Comparison("收入总计", yuan(126_374_800), "项目经费增加"),
            Comparison("支出总计", yuan(126_374_800), "项目经费增加"),
            Comparison("一般公共预算当年支出", yuan(123_348_600), "项目经费增加"),
            Comparison("三公经费", yuan(4_191_000), "2023年分购执法执勤用车15辆，2024年不再安排"),
            Comparison("机关运行经费", yuan(13_628_200), "上年度公用经费有缺口，申请增拨公用经费240万元"),
        ),
        catalogues=tuple(ServiceCatalogue(each.title, each.items) for each in published.catalogues),
        glossary=tuple((term.term, term.definition) for term in published.glossary),
    )


def _basic() -> list[Line]:
    return [Line(BUREAU, function, GENERAL, "basic", yuan(amount), economic) for function, economic, amount in BASIC]


def _carried_over() -> list[Line]:
    return [
        Line(BUREAU, function, GENERAL, "project", yuan(amount), "", name, True) for function, name, amount in CARRIED_OVER
    ]


def _of_projects(projects: tuple[Project, ...]) -> list[Line]:
    return [
        Line(project.unit, _head(project.name), GENERAL, "project", project.annual.county, "", project.name)
        for project in projects
    ]


def _head(name: str) -> str:
    """Return the functional code that the project stands under."""
    if name in EXACT:
        return EXACT[name]
    if name == KEPT_BACK:
        return "2040202"
    return next((head for head, (_, names) in HEADS.items() if name in names or UNKNOWN.format(head=head) == name), "2040299")


def _unpublished(published: Disclosure) -> list[Project]:
    """Return the project kept back, and one for what is missing of each head's projects."""
    kept = Project(KEPT_BACK, BUREAU, "特定目标类", annual=Sources(county=yuan(9_050_000)), disclosed=False, reason="涉密")
    projects = [kept]
    for head, (amount, _) in HEADS.items():
        known = sum(_money(form.annual).fen for form in published.forms if _head(form.name) == head)
        known += kept.annual.county.fen if head == "2040202" else 0
        missing = Money(100 * amount - known)
        name = UNKNOWN.format(head=head)
        projects.append(
            Project(name, BUREAU, "特定目标类", annual=Sources(county=missing), disclosed=False, reason="绩效目标表缺失")
        )
    return projects


def _money(funds: Funds) -> Money:
    assert funds.total is not None and funds.total.money is not None
    return funds.total.money


def _project(form: Form) -> Project:
    """Return the form's project, its damaged texts as they were repaired."""
    targets = {
        horizon: tuple(
            Target(each.level1, each.level2, each.name.reading, each.value.reading)
            for each in form.indicators
            if each.horizon == horizon
        )
        for horizon in ("annual", "whole")
    }
    return Project(
        name=form.name,
        unit=form.unit,
        kind="其他运转类" if any(word in form.name for word in RUNNING) else "特定目标类",
        nature=form.nature,
        period=form.period,
        annual=Sources(county=_money(form.annual)),
        overview=_read(form.overview),
        basis=_read(form.basis),
        necessity=_read(form.necessity),
        safeguards=_read(form.safeguards),
        plan=_read(form.plan),
        annual_goal=_read(form.annual_goal),
        whole_goal=_read(form.whole_goal),
        targets=targets["annual"],
        whole_targets=targets["whole"],
        filled=form.filled,
    )


def _read(text: Text | None) -> str:
    return text.reading if text else ""


def _services(published: Disclosure) -> list[PurchasedService]:
    names = ("反恐巡逻服务", "留置专职看护服务", "治安防控服务")
    forms = {name: next(form for form in published.forms if f"({name})" in form.name) for name in names}
    return [PurchasedService(name, _money(form.annual), form.name) for name, form in forms.items()]
