"""What a published departmental budget says, as printed, each figure with its place.

A Disclosure may be incomplete and inconsistent; that is the point. None means "not there", never zero; an empty
tuple means that nothing of that kind was found. Texts are kept as printed, with a repaired reading beside them.
Records that exist by the thousand are never part of a cycle (gc=False), so the collector need not look at them.
"""

from collections.abc import Iterator
from decimal import Decimal
from typing import Literal

from msgspec import Struct, field

from gouji.model.money import Money, State
from gouji.model.place import Box, Place

Horizon = Literal["whole", "annual"]  # 实施期, 年度


class Figure(Struct, frozen=True, gc=False):
    """One printed amount (or the blank, dash or unreadable text where one is expected).

    text: as printed. unit: 元, 万元 …; money: None unless state is "printed".
    """

    text: str
    state: State
    unit: str
    money: Money | None
    place: Place


class Quantity(Struct, frozen=True, gc=False):
    """A printed number that is not (only) money: a percentage, a count, an area.

    value: the number. step: 10 ** -(printed decimals), so the true value lies within half a step.
    unit: as printed ("人", "%", "平方米", "元"). operator: "", "=", "≥", "≤", ">", "<".
    """

    text: str
    value: Decimal
    step: Decimal
    unit: str = ""
    operator: str = ""


class Text(Struct, frozen=True, gc=False):
    """A printed text with the reading Gouji proposes for it.

    reading equals printed unless the text is damaged. damage: "" (sound), "clipped" (completed from another place),
    "cut" (ends at the cell's edge, no completion found), "stray" (a character of the extraction glued on), "lost"
    (nothing printed, taken from the other half).
    """

    printed: str
    reading: str
    place: Place
    damage: Literal["", "clipped", "cut", "stray", "lost"] = ""


class Paragraph(Struct, frozen=True, gc=False):
    """One paragraph of running text."""

    text: str
    place: Place


class Cover(Struct, frozen=True):
    """Cover (封面): who publishes what for which year."""

    department: str | None = None
    year: int | None = None
    stage: Literal["budget", "final"] = "budget"
    title: str = ""
    place: Place = Place()


class ContentsEntry(Struct, frozen=True, gc=False):
    """One line of the table of contents (目录). page as printed, None when there is none."""

    title: str
    page: int | None
    place: Place


class Unit(Struct, frozen=True, gc=False):
    """A budget unit of the department (预算单位)."""

    name: str
    place: Place


class Count(Struct, frozen=True, gc=False):
    """A number of things or people stated in prose.

    subject: what is counted ("公务员", "派出所"). value: how many. names: the list printed with it, if any.
    parts: the kinds the text splits it into. topic: canonical name given by the phrase that found it, "" if none.
    """

    subject: str
    value: int | None
    place: Place
    topic: str = ""
    names: tuple[str, ...] = ()
    parts: "tuple[Count, ...]" = ()


class Organisation(Struct, frozen=True):
    """Organisation and staff (机构设置情况)."""

    units: tuple[Unit, ...] = ()
    stated_units: int | None = None
    offices: tuple[Count, ...] = ()
    staff: tuple[Count, ...] = ()
    paragraphs: tuple[Paragraph, ...] = ()


class Row(Struct, frozen=True, gc=False):
    """One row of one side of a table.

    key: the canonical name rules use ("2040201", "合计", "收入总计", "基本工资/工资奖金津补贴", a project's name).
    side: "收入" or "支出" in two-sided tables, else "". label: the row's label as printed.
    code, name: as printed. level: 合计, 类, 款, 项, 部门, 单位, 项目, 分项 or "". counterpart: the second name
    (table of economic classes: the government-side item; a unit's row where the items are columns: the item). figures: canonical column → figure, in printed order.
    """

    key: str
    label: str
    place: Place
    side: str = ""
    code: str = ""
    name: str = ""
    counterpart: str = ""
    level: str = ""
    figures: dict[str, Figure] = field(default_factory=dict)


class Grid(Struct, frozen=True):
    """A table as it stands on the page.

    rows: texts as printed, row by row, "" where a cell is empty or covered by a merged one. lines: for each row the
    source line (text, HTML) or the worksheet row. sheet: worksheet name. spans: (row, column) of a merged cell's
    first cell → (rows, columns) it covers. column: grid column of the first cell in the worksheet (0-based).
    pages: for each row the page it stands on; empty when the file has no pages. boxes: for each row where its cells stand
    on that page (see Place.box), of a merged cell the whole for each cell it covers; empty, also for a row, when not known.
    """

    rows: tuple[tuple[str, ...], ...]
    lines: tuple[int, ...]
    sheet: str | None = None
    spans: dict[str, tuple[int, int]] = field(default_factory=dict)
    column: int = 0
    pages: tuple[int, ...] = ()
    boxes: tuple[tuple[Box, ...], ...] = ()

    @property
    def width(self) -> int:
        """How many columns its widest row has."""
        return max(map(len, self.rows), default=0)


class Table(Struct, frozen=True):
    """One budget table.

    kind: canonical kind (layouts/kinds.yaml), None when the table is not known. certain: False when the kind was told
    by columns and rows under an unknown title. number: from the title or the contents; label: printed label
    ("预算公开表1"). unit: as printed, None when not printed. note: printed note. header: canonical column → header path
    as printed. grids: the pieces as printed (a table split by a page break has several).
    head: number of header rows in the first grid.
    """

    kind: str | None
    title: str
    place: Place
    certain: bool = True
    number: int | None = None
    label: str = ""
    year: int | None = None
    department: str | None = None
    unit: str | None = None
    note: str | None = None
    header: dict[str, str] = field(default_factory=dict)
    rows: tuple[Row, ...] = ()
    grids: tuple[Grid, ...] = ()
    head: int = 0

    def row(self, key: str) -> Row | None:
        """Return the first row with the canonical key, or None."""
        return next((row for row in self.rows if row.key == key), None)

    def figures(self) -> Iterator[tuple[Row, str, Figure]]:
        """Yield (row, canonical column, figure) in printed order."""
        for row in self.rows:
            for column, figure in row.figures.items():
                yield row, column, figure


class Claim(Struct, frozen=True, gc=False):
    """One statement with figures in prose.

    subject: what it is about, as printed. topic: canonical name given by the phrase that found it ("三公经费/公务接待费",
    "政府采购/货物"), "" if none. address: (kind, row key, column) of the table cell it names, when known.
    amount: the figure stated. share: its share, of_what: the whole the text names. change: the difference to the year
    before (unsigned as printed), growth: its rate, direction: 增加/减少/持平/增长/下降 as printed.
    growth_direction: direction word printed with the rate, when it has its own ("增加5万元，下降3%").
    against: what the amount is compared with, as printed (上年, 2024年, 年初预算数); the amount itself where the claim
    states what another is compared with (比2024年8.00万元).
    reason: text after 主要原因是. sentence: the clause as printed.
    """

    subject: str
    sentence: str
    place: Place
    topic: str = ""
    address: tuple[str, str, str] | None = None
    amount: Figure | None = None
    share: Quantity | None = None
    of_what: str = ""
    change: Figure | None = None
    growth: Quantity | None = None
    direction: str = ""
    reason: str = ""
    growth_direction: str = ""
    against: str = ""


class Section(Struct, frozen=True):
    """A numbered section of the narrative.

    kind: canonical name (layouts/narrative.yaml), None when unknown. claims: every figure stated, in printed order.
    counts: numbers that are not money ("56个项目"). charts: captions of pictures.
    """

    kind: str | None
    number: str
    title: str
    place: Place
    paragraphs: tuple[Paragraph, ...] = ()
    claims: tuple[Claim, ...] = ()
    counts: tuple[Count, ...] = ()
    charts: tuple[Paragraph, ...] = ()


class Funds(Struct, frozen=True, gc=False):
    """Money of one horizon of a project form (项目资金)."""

    total: Figure | None = None  # 资金总额
    central: Figure | None = None  # 中央财政资金
    province: Figure | None = None  # 省级财政资金
    county: Figure | None = None  # 市县(区)财政资金
    own: Figure | None = None  # 单位自筹
    other: Figure | None = None  # 其他资金
    appropriation: Figure | None = None  # 其中：财政拨款 (forms that do not split it by level of government)
    carried: Figure | None = None  # 上年结转资金, beside 当年财政拨款


class Indicator(Struct, frozen=True, gc=False):
    """One performance indicator (绩效指标) of one horizon.

    level1: 产出指标 …; level2: 数量指标 … ; name, value: third level and target, with their repaired readings.
    quantity: the target as a number, None for a graded word. uncertain: the level-2 assignment is a judgement.
    weight: 权重 or 分值 as printed, "" without.
    """

    horizon: Horizon
    level1: str
    level2: str
    name: Text
    value: Text
    quantity: Quantity | None = None
    uncertain: bool = False
    weight: str = ""

    @property
    def place(self) -> Place:
        """Where it is printed: its name or, where that was lost, its target."""
        return self.name.place if self.name.printed or not self.value.printed else self.value.place


class Form(Struct, frozen=True):
    """One project performance form (项目支出绩效目标表).

    number: order of appearance from 1. Texts are None when the form has no such row, and empty when it is blank.
    fragments: loose text printed below the form. filled: fill date as printed (14 digits in the seed's form).
    """

    number: int
    name: str
    place: Place
    title: str = ""
    year: int | None = None
    department_code: str = ""
    department: str = ""
    unit: str = ""
    nature: str = ""  # 项目属性
    period: str = ""  # 项目期
    begins: str = ""  # 计划开始日期
    ends: str = ""  # 计划完成日期
    whole: Funds = Funds()
    annual: Funds = Funds()
    overview: Text | None = None  # 项目概况
    basis: Text | None = None  # 立项依据
    necessity: Text | None = None  # 项目设立必要性
    safeguards: Text | None = None  # 保证项目实施的制度、措施
    plan: Text | None = None  # 项目实施计划
    whole_goal: Text | None = None  # 实施期目标
    annual_goal: Text | None = None  # 年度目标
    indicators: tuple[Indicator, ...] = ()
    responsible: str = ""  # 负责人
    handler: str = ""  # 经办人
    phone: str = ""  # 联系电话
    filled: str = ""  # 填报日期
    filled_place: Place = Place()
    fragments: tuple[Text, ...] = ()
    grid: Grid | None = None


class Assets(Struct, frozen=True):
    """State assets (国有资产占有使用情况).

    as_of: date as printed. vehicle_quota: 编制; vehicles: 实有, with its kinds as parts. buildings: area stated.
    equipment: (threshold as printed, number).
    """

    as_of: str = ""
    vehicle_quota: Count | None = None
    vehicles: Count | None = None
    buildings: Quantity | None = None
    equipment: tuple[Count, ...] = ()
    place: Place = Place()
    paragraphs: tuple[Paragraph, ...] = ()


class CatalogueItem(Struct, frozen=True, gc=False):
    """One row of a catalogue of purchased services. level: 1 for the first printed level; 0 for a group heading.

    below: names of deeper levels printed in the same row.
    """

    code: str
    name: str
    level: int
    place: Place
    group: str = ""
    below: tuple[str, ...] = ()


class Catalogue(Struct, frozen=True):
    """A catalogue of purchased services (政府购买服务指导性目录)."""

    title: str
    place: Place
    items: tuple[CatalogueItem, ...] = ()
    grid: Grid | None = None


class Term(Struct, frozen=True, gc=False):
    """One explained term (名词解释)."""

    number: str
    term: str
    definition: str
    place: Place


class Damage(Struct, frozen=True, gc=False):
    """Something the extraction of the text damaged; never the department's fault.

    kind: clipped, cut, stray, orphan (a loose fragment), lost, shifted (a row off the regular grid). proposed: the
    reading taken instead.
    """

    kind: str
    printed: str
    proposed: str
    place: Place


class Block(Struct, frozen=True):
    """Something on the page that was not recognised, kept as printed. Exactly one of text and grid is set."""

    place: Place
    text: str | None = None
    grid: Grid | None = None


class Source(Struct, frozen=True):
    """The file a disclosure was read from. kind: text, html, pdf, xlsx, xls, docx, picture. sha256 of its bytes."""

    name: str
    kind: str
    sha256: str = ""
    size: int = 0


class Disclosure(Struct, frozen=True):
    """A published departmental budget as printed.

    layout: name of the layout that fits ("shanxi/2024"), None when none does. troubles: what could not be read
    (truncated table, doubled title …), in Chinese and English, with places.
    """

    source: Source
    layout: str | None = None
    cover: Cover = Cover()
    contents: tuple[ContentsEntry, ...] = ()
    duties: tuple[Paragraph, ...] = ()
    organisation: Organisation = Organisation()
    tables: tuple[Table, ...] = ()
    sections: tuple[Section, ...] = ()
    forms: tuple[Form, ...] = ()
    assets: Assets | None = None
    catalogues: tuple[Catalogue, ...] = ()
    glossary: tuple[Term, ...] = ()
    damages: tuple[Damage, ...] = ()
    troubles: "tuple[Trouble, ...]" = ()
    unrecognised: tuple[Block, ...] = ()

    def table(self, kind: str) -> Table | None:
        """Return the first table of the canonical kind, or None."""
        return next((table for table in self.tables if table.kind == kind), None)

    def section(self, kind: str) -> Section | None:
        """Return the first narrative section of the canonical kind, or None."""
        return next((section for section in self.sections if section.kind == kind), None)


class Trouble(Struct, frozen=True):
    """Something that could not be read. code: READ-nnn; zh, en: what was found, what was expected, what to do."""

    code: str
    zh: str
    en: str
    place: Place
