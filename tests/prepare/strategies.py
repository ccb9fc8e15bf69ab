"""Budgets of every shape that a department may keep: one to four units of the three kinds, all funds, money carried over,
projects with and without a published form, amounts down to the 分.

They are sound as a finance officer would have them: pension and housing heads carry the items of the same name, forms
ask for the project's money, carried-over money is appropriated and for projects.
"""

from hypothesis import strategies as st

from gouji.model.budget import (
    AssetsHeld,
    Budget,
    BudgetUnit,
    Comparison,
    Fund,
    Line,
    OperatingCost,
    Procurement,
    Project,
    PublicItem,
    PurchasedService,
    Sources,
    Staff,
    Target,
    Vehicle,
)
from gouji.model.money import Money

GENERAL: Fund = "一般公共预算"
APPROPRIATED: tuple[Fund, ...] = ("一般公共预算", "政府性基金预算", "国有资本经营预算")
FUNDS: tuple[Fund, ...] = (*APPROPRIATED, "财政专户管理资金", "单位资金")
NAMES = ("青岚县档案馆", "青岚县史志研究中心", "青岚县档案修复中心", "青岚县数字档案中心")
SUBJECTS = ("库房恒温设备更新", "民国档案抢救修复", "数字化加工", "县志编纂印刷", "档案开放审核", "口述史采集", "展陈更新", "目录数据库建设")

# Items of basic spending whose amounts nothing else depends on.
SMALL = ["30103", "30305", "30309", "30202", "30205", "30211", "30215", "30216", "30239", "30299", "30217", "30212", "31002"]
WORK = ("2012601", "2012604")
FUND_HEADS = {
    "政府性基金预算": ("2296003", "1030155"),
    "国有资本经营预算": ("2230105", "1030601"),
}
PUBLIC = {"30212": "因公出国（境）费", "30217": "公务接待费", "30231": "公务用车运行维护费"}
CODES = {
    "22960": "彩票公益金安排的支出",
    "2296003": "用于体育事业的彩票公益金支出",
    "22301": "解决历史遗留问题及改革成本支出",
    "2230105": "国有企业退休人员社会化管理补助支出",
}

PEOPLE = 8  # in each unit


def money(low: int, high: int) -> st.SearchStrategy[Money]:
    """Draw an amount between low and high 元: whole 元, halves of the last printed digit, or down to the 分."""
    return st.one_of(
        st.integers(low, high).map(lambda yuan: Money(100 * yuan)),
        st.integers(low // 50 + 1, high // 50).map(lambda half: Money(5_000 * half)),
        st.integers(100 * low, 100 * high).map(Money),
    )


small = st.one_of(money(1, 200), money(200, 90_000))
large = st.one_of(money(1_000, 9_000), money(9_000, 40_000_000))  # no project is so small that it prints as nothing


@st.composite
def units(draw: st.DrawFn) -> tuple[BudgetUnit, ...]:
    """Draw one to four units; the first is the department itself, an administrative or a public one."""
    kinds = draw(st.lists(st.sampled_from(["行政", "参公", "事业"]), min_size=1, max_size=4))
    return tuple(BudgetUnit(name, kind) for name, kind in zip(NAMES, kinds, strict=False))


@st.composite
def basic_lines(draw: st.DrawFn, unit: BudgetUnit) -> list[Line]:
    """Draw a unit's basic spending, all of the general budget: pay with what follows from it, and other items."""

    def line(function: str, economic: str, amount: Money) -> Line:
        return Line(unit.name, function, GENERAL, "basic", amount, economic)

    pay = draw(money(PEOPLE * 30_000, PEOPLE * 90_000))
    annuity = Money(pay.fen * draw(st.integers(7, 9)) // 100)
    lines = [
        line(WORK[0], "30101", pay),
        line(WORK[0], "30201", draw(money(PEOPLE * 3_000, PEOPLE * 9_000))),
        line("2080505", "30108", annuity.times(2)),
        line("2080506", "30109", annuity),
        line("2210201", "30113", Money(pay.fen * draw(st.integers(8, 12)) // 100)),
    ]
    if draw(st.booleans()):
        lines.append(line("2080502" if unit.kind == "事业" else "2080501", "30302", draw(small)))
    items = draw(st.lists(st.sampled_from(SMALL), unique=True, max_size=len(SMALL)))
    return [*lines, *(line(WORK[0], item, draw(small)) for item in items)]


@st.composite
def project_lines(draw: st.DrawFn, unit: str, name: str) -> list[Line]:
    """Draw the money of one project: of one or two funds, this year's."""
    lines = []
    for fund in draw(st.lists(st.sampled_from(FUNDS), min_size=1, max_size=2, unique=True)):
        function, revenue = FUND_HEADS.get(fund, (draw(st.sampled_from(WORK)), ""))
        lines.append(Line(unit, function, fund, "project", draw(large), "", name, False, revenue=revenue))
    return lines


@st.composite
def budgets(draw: st.DrawFn) -> Budget:
    """Draw a sound budget."""
    owners = draw(units())
    year = draw(st.integers(2021, 2027))
    lines = [line for unit in owners for line in draw(basic_lines(unit))]
    if draw(st.booleans()):
        lines.append(Line(owners[-1].name, WORK[0], GENERAL, "basic", draw(money(12_000, 90_000)), "30231"))
    chosen = draw(st.lists(st.sampled_from(SUBJECTS), unique=True, max_size=6))
    projects = []
    for subject in chosen:
        owner = draw(st.sampled_from(owners)).name
        own = draw(project_lines(owner, subject))
        lines += own
        projects.append(draw(project(owner, subject, own, year)))
    for number in range(draw(st.integers(0, 2))):
        fund = draw(st.sampled_from(APPROPRIATED))
        function, revenue = FUND_HEADS.get(fund, (WORK[1], ""))
        name = f"{year - 2000 - 1}年结转专项{'甲乙丙'[number]}"
        lines.append(Line(owners[0].name, function, fund, "project", draw(large), "", name, True, revenue=revenue))
    return _complete(draw, owners, year, tuple(lines), tuple(projects))


@st.composite
def project(draw: st.DrawFn, owner: str, name: str, lines: list[Line], year: int) -> Project:
    """Draw a project whose form asks for the money of its lines."""
    own = sum(line.amount.fen for line in lines if line.fund not in APPROPRIATED)
    given = sum(line.amount.fen for line in lines) - own
    central = draw(st.integers(0, given))
    disclosed = draw(st.sampled_from([True, True, True, False]))
    return Project(
        name=name,
        unit=owner,
        kind=draw(st.sampled_from(["其他运转类", "特定目标类"])),
        annual=Sources(central=Money(central), county=Money(given - central), own=Money(own)),
        overview=f"{name}按年度计划开展。",
        basis="《青岚县档案事业发展规划》。",
        necessity="现有条件不能满足工作需要。",
        safeguards="《青岚县档案馆财务管理制度》。",
        plan="按季度组织实施。",
        annual_goal=f"完成{name}。",
        targets=(
            Target("产出指标", "数量指标", f"{name}数量", str(draw(st.integers(1, 900))), "≥", "件"),
            Target("产出指标", "质量指标", "验收合格率", "95", "≥", "%"),
            Target("产出指标", "时效指标", "完成时间", f"{year}年11月30日前"),
            Target("产出指标", "成本指标", f"{name}成本", _plain(own + given), "≤", "元"),
            Target("效益指标", "社会效益指标", "服务查档人次", "2000", "≥", "人次"),
            Target("满意度指标", "服务对象满意度", "查档群众满意度", "90", "≥", "%"),
        ),
        responsible="业务科",
        handler="业务科",
        filled=f"{year - 1}1120093015",
        disclosed=disclosed,
        reason="" if disclosed else "涉密项目，不予公开",
    )


def _plain(fen: int) -> str:
    yuan, rest = divmod(fen, 100)
    return f"{yuan}.{rest:02d}" if rest else str(yuan)


def _complete(
    draw: st.DrawFn, owners: tuple[BudgetUnit, ...], year: int, lines: tuple[Line, ...], projects: tuple[Project, ...]
) -> Budget:
    """Return the budget with everything that is not in the ledger, in keeping with it."""
    bought = sum(line.amount.fen for line in lines if line.project)
    return Budget(
        department=owners[0].name,
        year=year,
        layout="shanxi/2024",
        code="108",
        units=owners,
        duties=("1、管理全县档案；", "2、编纂地方志。"),
        staff=tuple(_staff(owners)),
        lines=lines,
        projects=projects,
        public_items=tuple(_public_items(draw, lines)),
        operating_costs=tuple(_operating_costs(owners, lines)),
        procurement=Procurement(Money(0), draw(small), Money(bought)),
        services=tuple(
            PurchasedService(each.name, each.annual.central + each.annual.county + each.annual.own, each.name)
            for each in projects[:1]
            if each.disclosed
        ),
        assets=_assets(draw, lines, year),
        comparisons=tuple(_comparisons(draw, lines)),
        whole_goal="完成年度归档任务，群众满意度不低于90%。",
        glossary=(("基本支出", "指维持正常运转的支出。"), ("项目支出", "指为特定任务安排的支出。")),
        names=CODES,
    )


def _staff(owners: tuple[BudgetUnit, ...]) -> list[Staff]:
    public = sum(unit.kind == "事业" for unit in owners)
    civil = len(owners) - public
    found = [Staff("公务员", PEOPLE * civil, PEOPLE * civil + 2, post="行政编制")] if civil else []
    return [*found, *([Staff("事业人员", PEOPLE * public, PEOPLE * public, post="事业编制")] if public else [])]


def _assets(draw: st.DrawFn, lines: tuple[Line, ...], year: int) -> AssetsHeld:
    """Return vehicles where there is money for them; else no assets at all, or only a building."""
    as_of = f"{year - 1}年12月31日"
    if any(line.economic == "30231" for line in lines):
        return AssetsHeld(as_of, 3, (Vehicle("机要通信用车", 1), Vehicle("应急保障用车", 1)), "3150.60", (("50万元", 1),))
    return AssetsHeld(as_of, building="980") if draw(st.booleans()) else AssetsHeld()


def _public_items(draw: st.DrawFn, lines: tuple[Line, ...]) -> list[PublicItem]:
    items = []
    for code, name in PUBLIC.items():
        fen = sum(line.amount.fen for line in lines if line.economic == code)
        last_year = draw(st.one_of(small, st.just(Money(fen)), st.just(Money(0))))
        items.append(PublicItem(name, {GENERAL: Money(fen)} if fen else {}, last_year, "业务量变化"))
    return [*items, PublicItem("公务用车购置费", {}, Money(0))]


def _operating_costs(owners: tuple[BudgetUnit, ...], lines: tuple[Line, ...]) -> list[OperatingCost]:
    costs = []
    for unit in owners:
        own = [line for line in lines if line.unit == unit.name and line.economic[:3] in ("302", "310")]
        fen = sum(line.amount.fen for line in own)
        if unit.kind != "事业" and fen:
            costs.append(OperatingCost(unit.name, {GENERAL: Money(fen)}))
    return costs


def _comparisons(draw: st.DrawFn, lines: tuple[Line, ...]) -> list[Comparison]:
    total = Money(sum(line.amount.fen for line in lines))
    last_year = draw(st.one_of(large, st.just(total), st.just(Money(total.fen + 30)), st.just(Money(0))))
    return [
        Comparison("收入总计", last_year, "任务变化"),
        Comparison("支出总计", last_year, "任务变化"),
        Comparison("一般公共预算当年支出", draw(large), "任务变化"),
        Comparison("机关运行经费", draw(large), "任务变化"),
    ]
