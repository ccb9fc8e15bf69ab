"""A departmental budget while it is prepared: the ledger, and what the disclosure says besides it.

The published tables are group-bys of the ledger's lines, so they tie out by construction. All money is exact (whole
分, slack 0). None means "not filled in", never zero. Places are the workbook's sheet and cell.
"""

from typing import Literal

from msgspec import Struct, field

from gouji.model.disclosure import CatalogueItem
from gouji.model.money import Money
from gouji.model.place import Place

UnitKind = Literal["行政", "参公", "事业", ""]
Fund = Literal["一般公共预算", "政府性基金预算", "国有资本经营预算", "财政专户管理资金", "单位资金"]
Nature = Literal["basic", "project"]
ProjectKind = Literal["人员类", "其他运转类", "特定目标类"]


class BudgetUnit(Struct, frozen=True):
    """A budget unit (预算单位). kind decides which government economic classes its spending may have; "" is not yet told."""

    name: str
    kind: UnitKind
    code: str = ""
    place: Place = Place()


class Line(Struct, frozen=True):
    """One line of the ledger: money of one fund for one purpose.

    function: 7-digit function code. economic: 5-digit department economic code, "" allowed for projects. project:
    name of the project, "" for basic spending. carried_over: money of earlier years (上年结转). revenue: revenue code
    (收入科目) the money comes under, asked for in the fund and the state capital budget only.
    """

    unit: str
    function: str
    fund: Fund
    nature: Nature
    amount: Money
    economic: str = ""
    project: str = ""
    carried_over: bool = False
    place: Place = Place()
    revenue: str = ""


class Target(Struct, frozen=True):
    """One performance target: 产出指标 › 数量指标 › name operator value unit ("≥" "96" "%"), or a graded word as value."""

    level1: str
    level2: str
    name: str
    value: str
    operator: str = ""
    unit: str = ""
    place: Place = Place()


class Sources(Struct, frozen=True):
    """A project's money by who gives it (项目资金)."""

    central: Money = Money(0)
    province: Money = Money(0)
    county: Money = Money(0)
    own: Money = Money(0)
    other: Money | None = None


class Project(Struct, frozen=True):
    """A project with its performance form. disclosed: False keeps its form unpublished, for the reason given.

    whole, annual: money of the whole term and of the year. whole_targets is empty when they equal the year's.
    filled: fill date, 14 digits. new: begun or enlarged this year, and named so among the reasons for an increase.
    """

    name: str
    unit: str
    kind: ProjectKind
    nature: str = "一次性项目(1年结束)"
    period: str = "1年"
    annual: Sources = Sources()
    whole: Sources | None = None
    overview: str = ""
    basis: str = ""
    necessity: str = ""
    safeguards: str = ""
    plan: str = ""
    annual_goal: str = ""
    whole_goal: str = ""
    targets: tuple[Target, ...] = ()
    whole_targets: tuple[Target, ...] = ()
    responsible: str = ""
    handler: str = ""
    phone: str = ""
    filled: str = ""
    disclosed: bool = True
    reason: str = ""
    place: Place = Place()
    new: bool = False


class Staff(Struct, frozen=True):
    """People of one kind (公务员, 事业人员 …). quota: posts, where they are counted; post: their name (行政编制)."""

    kind: str
    number: int
    quota: int | None = None
    place: Place = Place()
    post: str = ""


class PublicItem(Struct, frozen=True):
    """One item of the three public expenditures: money of each fund this year, all of it last year, why it changed.

    item: 因公出国（境）费, 公务接待费, 公务用车购置费 or 公务用车运行维护费.
    """

    item: str
    amounts: dict[Fund, Money] = field(default_factory=dict)
    last_year: Money | None = None
    reason: str = ""
    place: Place = Place()


class OperatingCost(Struct, frozen=True):
    """Operating expenditure (机关运行经费) of one administrative unit, by fund."""

    unit: str
    amounts: dict[Fund, Money]
    place: Place = Place()


class Procurement(Struct, frozen=True):
    """Government procurement (政府采购)."""

    goods: Money = Money(0)
    works: Money = Money(0)
    services: Money = Money(0)


class PurchasedService(Struct, frozen=True):
    """A purchased service (政府购买服务) named in the narrative. project: its project, "" when it has none."""

    name: str
    amount: Money
    project: str = ""
    code: str = ""
    place: Place = Place()


class Vehicle(Struct, frozen=True):
    """Vehicles held of one kind."""

    kind: str
    number: int


class AssetsHeld(Struct, frozen=True):
    """State assets at a date ("2024年12月31日"). building: square metres as printed; equipment: (threshold, number)."""

    as_of: str = ""
    vehicle_quota: int | None = None
    vehicles: tuple[Vehicle, ...] = ()
    building: str = ""
    equipment: tuple[tuple[str, int], ...] = ()


class Comparison(Struct, frozen=True):
    """Last year's figure of one measure of the narrative, and why it changed.

    measure: 收入总计, 支出总计, 一般公共预算当年支出, 三公经费 or 机关运行经费.
    """

    measure: str
    last_year: Money
    reason: str = ""
    place: Place = Place()


class ServiceCatalogue(Struct, frozen=True):
    """A catalogue of purchased services printed as an annex."""

    title: str
    items: tuple[CatalogueItem, ...]


class Budget(Struct, frozen=True):
    """Everything a disclosure is derived from.

    code: the department's code (011). duties, organisation: paragraphs as they will be printed; staff and units are
    also told in generated sentences. whole_goal: the whole department's performance goal. notes: further paragraphs
    of section 十二. glossary: (term, definition). jurisdiction: whose form it is ("云溪县"), by default the place the
    department's name begins with. names: code → name of functional and revenue codes that the lists lack or name
    otherwise. plans: appropriations planned for each year of the medium term.
    """

    department: str
    year: int
    layout: str
    code: str = ""
    units: tuple[BudgetUnit, ...] = ()
    duties: tuple[str, ...] = ()
    organisation: tuple[str, ...] = ()
    staff: tuple[Staff, ...] = ()
    lines: tuple[Line, ...] = ()
    projects: tuple[Project, ...] = ()
    public_items: tuple[PublicItem, ...] = ()
    operating_costs: tuple[OperatingCost, ...] = ()
    procurement: Procurement = Procurement()
    services: tuple[PurchasedService, ...] = ()
    assets: AssetsHeld = AssetsHeld()
    comparisons: tuple[Comparison, ...] = ()
    whole_goal: str = ""
    notes: tuple[str, ...] = ()
    catalogues: tuple[ServiceCatalogue, ...] = ()
    glossary: tuple[tuple[str, str], ...] = ()
    jurisdiction: str = ""
    names: dict[str, str] = field(default_factory=dict)
    plans: tuple[tuple[int, Money], ...] = ()
