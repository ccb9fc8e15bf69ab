"""The narrative (部门预算情况说明): a Budget and the exact cells of its tables in, sections out.

Every sentence is a phrase of sentences.yaml with its slots filled. The sections are then read by the reader itself, so
what they claim is what a reader of the printed page finds.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence

from msgspec import Struct

from gouji.layouts.layout import Layout
from gouji.layouts.sentences import load_sentences
from gouji.model.budget import Budget
from gouji.model.disclosure import Section
from gouji.model.place import Place
from gouji.prepare.amounts import print_percent, print_prose, prints_as_nothing
from gouji.prepare.changes import change_of, tell_change
from gouji.prepare.overview import section_titles
from gouji.prepare.projects import ProjectMoney
from gouji.prepare.rows import TOTAL
from gouji.prepare.tables import Cells
from gouji.read.blocks import Line
from gouji.read.narrative import read_section
from gouji.read.outline import Part


class Story(Struct, frozen=True):
    """What the sections are told from. unit: of amounts in prose. projects: this year's, with their amounts in 分."""

    budget: Budget
    cells: Cells
    unit: str
    projects: tuple[ProjectMoney, ...]

    def say(self, kind: str, name: str, /, **slots: object) -> str:
        """Return the phrase with its slots filled; amounts are given in 分 as numbers and get their unit."""
        given = {key: self.money(value) if isinstance(value, int) else value for key, value in slots.items()}
        common = {"department": self.budget.department, "year": self.budget.year, "last_year": self.budget.year - 1}
        return load_sentences().phrases[kind][name].format_map({**common, **given})

    def money(self, fen: int) -> str:
        """Return the amount with its unit, as prose prints it."""
        return f"{print_prose(fen, self.unit)}{self.unit}"

    def change(self, measure: str) -> str:
        """Return the clause that compares the measure with last year's figure."""
        return tell_change(change_of(self.budget, self.cells, measure, self.projects), self.budget.year - 1, self.unit)

    def fen(self, kind: str, key: str, column: str) -> int:
        """Return the exact amount of a cell."""
        return self.cells.fen(kind, key, column)


def derive_sections(
    budget: Budget, layout: Layout, cells: Cells, projects: tuple[ProjectMoney, ...]
) -> tuple[Section, ...]:
    """Return the sections in printed order. projects: this year's."""
    story = Story(budget, cells, layout.unit, projects)
    return tuple(read_section(_part(title, _TELL[kind](story))) for kind, title in section_titles().items())


def _part(title: str, paragraphs: Iterable[str]) -> Part:
    lines = (Line(text, Place(line=number)) for number, text in enumerate(paragraphs, 2))
    return Part("section", Line(title, Place(line=1)), tuple(lines))


# --- revenue and expenditure -------------------------------------------------------------------------------------------


def _changes(story: Story) -> Iterator[str]:
    cell, table = story.fen, "收支总表"
    yield story.say(
        "收支变动",
        "all",
        revenue=cell(table, "收入总计", "金额"),
        current_revenue=cell(table, "本年收入合计", "金额"),
        carried_revenue=cell(table, "上年结转", "金额"),
        revenue_change=story.change("收入总计"),
        expenditure=cell(table, "支出总计", "合计"),
        current_expenditure=cell(table, "支出总计", "当年"),
        carried_expenditure=cell(table, "支出总计", "上年结转"),
        expenditure_change=story.change("支出总计"),
    )


def _revenue(story: Story) -> Iterator[str]:
    total = story.fen("收支总表", "收入总计", "金额")
    parts = [(name, story.fen("收支总表", key, "金额")) for key, name in load_sentences().revenue_names.items()]
    yield _shared("收入预算", "all", total, parts, story)


def _expenditure(story: Story) -> Iterator[str]:
    total = story.fen("支出总表", TOTAL, "合计")
    parts = [(name, story.fen("支出总表", TOTAL, column)) for column, name in load_sentences().expenditure_names.items()]
    yield _shared("支出预算", "all", total, parts, story)


def _shared(kind: str, name: str, total: int, parts: Sequence[tuple[str, int]], story: Story) -> str:
    """Return the sentence that divides a total into its parts with their shares; nothing is not divided."""
    if total <= 0:
        return story.say(kind, "nothing", total=total)
    told = [story.say(kind, "part", name=part, amount=fen, share=print_percent(fen, total)) for part, fen in parts]
    return story.say(kind, name, total=total, parts=story.say(kind, "separator").join(told))


def _appropriation(story: Story) -> Iterator[str]:
    kind, table = "财政拨款收支", "财政拨款收支总表"
    told = story.say(
        kind,
        "all",
        total=story.fen(table, "支出总计", "合计"),
        general=story.fen(table, "支出总计", "一般公共预算"),
        fund=story.fen(table, "支出总计", "政府性基金预算"),
        state=story.fen(table, "支出总计", "国有资本经营预算"),
        current=story.fen(table, "本年收入合计", "金额"),
        carried=story.fen(table, "上年结转", "金额"),
    )
    classes = [(row.name, row.amounts[0]) for row in story.cells.rows(table, "支出", "类") if row.amounts[0]]
    if classes:
        parts = [story.say(kind, "part", name=name, amount=fen) for name, fen in classes]
        told += story.say(kind, "classes", parts=story.say(kind, "separator").join(parts))
    yield told


def _general_budget(story: Story) -> Iterator[str]:
    kind, table = "一般公共预算支出", "一般公共预算支出表"
    total = story.fen(table, TOTAL, "合计")
    yield story.say(kind, "size_heading")
    yield story.say(kind, "size", total=total, change=story.change("一般公共预算当年支出"))
    yield story.say(kind, "structure_heading")
    parts = [(row.name, row.amounts[0]) for row in story.cells.rows(table, level="类")]
    yield _shared(kind, "structure", total, parts, story)


def _basic(story: Story) -> Iterator[str]:
    kind, table = "基本支出", "基本支出经济分类表"
    yield story.say(kind, "total", total=story.fen(table, TOTAL, "合计"))
    for name, column in (("staff", "人员经费"), ("operating", "公用经费")):
        rows = story.cells.rows(table, level="款")
        items = [row.name for row in rows if not prints_as_nothing(story.fen(table, row.key, column), story.unit)]
        names = story.say(kind, "separator").join(dict.fromkeys(items))
        yield story.say(kind, name if items else f"no_{name}", amount=story.fen(table, TOTAL, column), names=names)


# --- public and operating expenditure, procurement ---------------------------------------------------------------------


def _public(story: Story) -> Iterator[str]:
    kind, table = "三公经费", "三公经费表"
    yield story.say(kind, "total", total=story.fen(table, TOTAL, "合计"), change=story.change("三公经费"))
    items = [name for name, one in load_sentences().measures.items() if one.change == "public_item"]
    parts = [
        story.say(kind, "part", name=name, amount=story.fen(table, name, "合计"), change=story.change(name))
        for name in items
    ]
    yield story.say(kind, "parts", parts=story.say(kind, "separator").join(parts))


def _operating(story: Story) -> Iterator[str]:
    kind, table = "机关运行经费", "机关运行经费表"
    units = [row.name for row in story.cells.rows(table, level="单位")]
    kinds = {unit.name: unit.kind for unit in story.budget.units}
    civil = any(kinds.get(unit) in load_sentences().civil_kinds for unit in units)
    name = "none" if not units else "one" if len(units) == 1 else "several_with_civil" if civil else "several"
    yield story.say(
        kind,
        name,
        unit=units[0] if units else "",
        count=numeral(len(units)),
        total=story.fen(table, TOTAL, "合计"),
        change=story.change("机关运行经费"),
    )


def numeral(number: int) -> str:
    """Return the number of things in words as far as it goes, in digits beyond."""
    words = load_sentences().numerals
    return words[number - 1] if 0 < number <= len(words) else str(number)


def _procurement(story: Story) -> Iterator[str]:
    bought = story.budget.procurement
    goods, works, services = bought.goods.fen, bought.works.fen, bought.services.fen
    total = goods + works + services
    yield story.say("政府采购", "all", total=total, goods=goods, works=works, services=services)


# --- performance ---------------------------------------------------------------------------------------------------------


def _performance(story: Story) -> Iterator[str]:
    kind, goal = "绩效管理", story.budget.whole_goal
    yield story.say(kind, "whole_heading")
    yield story.say(kind, "whole", goal=goal) if goal else story.say(kind, "no_whole")
    yield story.say(kind, "projects_heading")
    if not story.projects:
        yield story.say(kind, "none")
        return
    published = [(project, fen) for project, fen in story.projects if project.disclosed]
    total = sum(fen for _, fen in story.projects)
    told = _counted("managed", story.projects, story)
    share = print_percent(sum(fen for _, fen in published), total) if total > 0 else ""
    told += _counted("published", published, story, share=story.say(kind, "published_share", share=share) if share else "")
    reasons = [project.reason for project, _ in story.projects if not project.disclosed and project.reason]
    if reasons:
        reason = story.say(kind, "separator").join(dict.fromkeys(reasons))
        told += story.say(kind, "kept_back", reason=reason)
    if any(line.project and line.carried_over for line in story.budget.lines):
        told += story.say(kind, "carried_over")
    yield told
    if published:
        yield story.say(kind, "attached")


def _counted(name: str, projects: Sequence[ProjectMoney], story: Story, **slots: str) -> str:
    """Return the sentence on a number of projects, divided into their kinds."""
    kind, parts = "绩效管理", []
    for each in load_sentences().project_kinds:
        amounts = [fen for project, fen in projects if project.kind == each]
        if amounts:
            parts.append(story.say(kind, f"{name}_kind", name=each, count=str(len(amounts)), amount=sum(amounts)))
    kinds = story.say(kind, f"{name}_kinds", parts=story.say(kind, "separator").join(parts)) if parts else ""
    total = sum(fen for _, fen in projects)
    return story.say(kind, name, count=str(len(projects)), amount=total, kinds=kinds, **slots)


# --- assets, other -------------------------------------------------------------------------------------------------------


def _assets(story: Story) -> Iterator[str]:
    kind, held = "国有资产", story.budget.assets
    as_of = story.say(kind, "as_of", date=held.as_of or story.say(kind, "year_end"))
    if not (held.vehicles or held.vehicle_quota is not None or held.building or held.equipment):
        yield story.say(kind, "nothing")
    if held.vehicles or held.vehicle_quota is not None:
        yield story.say(kind, "vehicles_heading")
        yield _vehicles(story, as_of)
    if held.building:
        yield story.say(kind, "buildings_heading")
        yield story.say(kind, "buildings", as_of=as_of, area=held.building)
    if held.equipment:
        items = [story.say(kind, "item", threshold=value, number=str(number)) for value, number in held.equipment]
        yield story.say(kind, "equipment_heading")
        yield story.say(kind, "equipment", as_of=as_of, items=story.say(kind, "separator").join(items))


def _vehicles(story: Story, as_of: str) -> str:
    kind, held = "国有资产", story.budget.assets
    kinds = [story.say(kind, "vehicle", kind=each.kind, number=str(each.number)) for each in held.vehicles]
    number = str(sum(each.number for each in held.vehicles))
    name = "no_vehicles" if not kinds else "vehicles" if held.vehicle_quota is not None else "vehicles_without_quota"
    told = story.say(kind, "vehicle_separator").join(kinds)
    return story.say(kind, name, as_of=as_of, quota=str(held.vehicle_quota), held=number, kinds=told)


def _other(story: Story) -> Iterator[str]:
    kind, budget = "其他说明", story.budget
    yield story.say(kind, "services_heading")
    services = [story.say(kind, "service", name=one.name, amount=one.amount.fen) for one in budget.services]
    parts = story.say(kind, "separator").join(services)
    name = "no_services" if not services else "one_service" if len(services) == 1 else "services"
    yield story.say(kind, name, parts=parts, count=numeral(len(services)))
    yield story.say(kind, "other_heading")
    if not (budget.plans or budget.notes):
        yield story.say(kind, "nothing")
    if budget.plans:
        plans = [story.say(kind, "plan", plan_year=str(year), amount=money.fen) for year, money in budget.plans]
        yield story.say(kind, "plans", parts=story.say(kind, "separator").join(plans))
    yield from budget.notes


_TELL: dict[str, Callable[[Story], Iterator[str]]] = {
    "收支变动": _changes,
    "收入预算": _revenue,
    "支出预算": _expenditure,
    "财政拨款收支": _appropriation,
    "一般公共预算支出": _general_budget,
    "基本支出": _basic,
    "三公经费": _public,
    "机关运行经费": _operating,
    "政府采购": _procurement,
    "绩效管理": _performance,
    "国有资产": _assets,
    "其他说明": _other,
}
