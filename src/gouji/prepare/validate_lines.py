"""The ledger's lines: codes, what must go together, projects that exist, lines given twice."""

import re
from collections.abc import Callable, Iterator
from functools import cache, partial

from gouji.layouts.classification import economic_item, economic_items, economic_pairs, functional_names
from gouji.model.budget import Budget, Line
from gouji.model.disclosure import Trouble
from gouji.model.money import print_money
from gouji.model.place import Place, show_place
from gouji.prepare.columns import known_codes
from gouji.prepare.limits import load_limits
from gouji.prepare.troubles import nearest, nearest_slots, trouble
from gouji.prepare.where import at

Slots = dict[str, object]
Judgement = tuple[str, Slots] | None  # code of the trouble and its slots

_FUNCTION = re.compile(r"\d{7}$")
_ECONOMIC = re.compile(r"\d{5}$")
_ANY_KIND = "任一"


def line_troubles(budget: Budget) -> Iterator[Trouble]:
    """Yield what is wrong with the lines. What is doubtful about a code is said once, at its first line."""
    kinds = {unit.name: unit.kind for unit in budget.units}
    projects = {project.name for project in budget.projects}
    first: dict[tuple[object, ...], Place] = {}
    said: set[tuple[object, ...]] = set()
    for line in budget.lines:
        if line.unit not in kinds:
            yield trouble("PREP-101", _at(line, "unit"), found=line.unit, **nearest_slots(line.unit, kinds))
        yield from _code_troubles(line, budget, kinds.get(line.unit, ""), said)
        yield from _together(line, projects)
        if line.amount.fen <= 0:
            found = print_money(line.amount, "元")
            yield trouble("PREP-113" if line.amount.fen < 0 else "PREP-115", _at(line, "amount"), found=found)
        key = (
            line.unit, line.function, line.fund, line.nature, line.economic, line.project, line.carried_over, line.revenue,
            line.amount.fen,
        )
        other = first.setdefault(key, line.place)
        if other is not line.place and line.amount.fen:
            slots = {"other": show_place(other) or line.unit, "found": print_money(line.amount, "元")}
            yield trouble("PREP-114", _at(line, "amount"), **slots)


def _at(line: Line, of: str) -> Place:
    return at(line.place, "lines", of, line.project or line.unit)


# Codes


def _code_troubles(line: Line, budget: Budget, kind: str, said: set[tuple[object, ...]]) -> Iterator[Trouble]:
    judged: tuple[tuple[str, str, Callable[[], Judgement]], ...] = (
        ("function", line.function, partial(_judge_function, line.function, budget.year)),
        ("economic", line.economic, partial(_judge_economic, line.economic, budget.year)),
        ("revenue", line.revenue, partial(_judge_revenue, line.revenue, budget.year)),
        ("economic", line.economic, partial(_judge_kind, line.economic, kind)),
    )
    for of, code, judge in judged:
        if not code or (judgement := judge()) is None:
            continue
        number, slots = judgement
        doubtful = number in _DOUBTS
        if doubtful and ((of, number, code, kind) in said or code in budget.names):
            continue
        said.add((of, number, code, kind))
        yield trouble(number, _at(line, of), **{"unit": line.unit, **slots})


_DOUBTS = {"PREP-103", "PREP-104", "PREP-107", "PREP-108", "PREP-117"}


@cache
def _judge_function(code: str, year: int) -> Judgement:
    if not _FUNCTION.match(code):
        return "PREP-102", {"found": code}
    known = known_codes("功能科目", year)
    if code in known:
        return None
    if code in functional_names():
        return "PREP-104", {"found": code, "name": functional_names()[code][-1].name, "year": year}
    slots = {"found": code, "year": year, **_nearest_code(code, known)}
    if code[:3] not in functional_names():
        return "PREP-119", {"class": code[:3], **slots}
    return "PREP-103", slots


@cache
def _judge_economic(code: str, year: int) -> Judgement:
    item = economic_item(code)
    if item is not None and item.side == "政府":
        departments = [f"{own} {_economic_name(own)}" for own, government in economic_pairs() if government == code]
        shown = "、".join(dict.fromkeys(departments[:5]))
        return "PREP-105", {
            "found": f"{code} {item.name}",
            "nearest": f"，如{shown}" if shown else "",
            "nearest_en": f", such as {shown}" if shown else "",
        }
    if not _ECONOMIC.match(code):
        return "PREP-106", {"found": code}
    if name := load_limits().withdrawn.get(code):
        return "PREP-104", {"found": code, "name": name, "year": year}
    known = known_codes("经济科目", year)
    if code in known:
        return None
    slots = {"found": code, "year": year, **_nearest_code(code, known)}
    classes = [each.code for each in economic_items() if each.side == "部门" and len(each.code) == 3]
    if code[:3] not in classes:
        return "PREP-120", {"class": code[:3], "classes": "、".join(classes), **slots}
    return "PREP-107", slots


@cache
def _judge_revenue(code: str, year: int) -> Judgement:
    if not _FUNCTION.match(code):
        return "PREP-118", {"found": code}
    return None if code in known_codes("收入科目", year) else ("PREP-117", {"found": code, "year": year})


@cache
def _judge_kind(code: str, kind: str) -> Judgement:
    """Return the doubt that units of the kind have spending of the code; none when the pairs do not know the code."""
    kinds = {use for (own, _), (use, _) in economic_pairs().items() if own == code}
    allowed = {each for use in kinds for each in use.split("/")}
    if not kind or not kinds or _ANY_KIND in kinds or kind in allowed:
        return None
    return "PREP-108", {"found": code, "name": _economic_name(code), "kind": kind, "others": "、".join(sorted(allowed))}


def _economic_name(code: str) -> str:
    item = economic_item(code)
    return item.name if item else ""


def _like(code: str, known: dict[str, tuple[str, ...]]) -> str | None:
    """Return the known code most like this one: of its own 款, else of its own 类, else of all."""
    for digits in (5, 3, 0):
        near = [each for each in known if len(each) == len(code) and each[:digits] == code[:digits]]
        if like := nearest(code, near, 0.6):
            return like
    return None


def _nearest_code(code: str, known: dict[str, tuple[str, ...]]) -> dict[str, str]:
    like = _like(code, known)
    shown = f"{like} {known[like][0]}" if like else ""
    return {
        "nearest": f"（最接近的是“{shown}”）" if shown else "",
        "nearest_en": f" (the nearest is “{shown}”)" if shown else "",
    }


# What goes with what


def _together(line: Line, projects: set[str]) -> Iterator[Trouble]:
    if line.nature == "basic":
        if not line.economic:
            yield trouble("PREP-109", _at(line, "economic"))
        if line.project:
            yield trouble("PREP-111", _at(line, "project"), found=line.project)
    elif not line.project:
        yield trouble("PREP-110", _at(line, "project"))
    elif line.project not in projects and not line.carried_over:
        # Projects that only spend what was carried over have no form of their own.
        slots = nearest_slots(line.project, projects)
        yield trouble("PREP-112", _at(line, "project"), found=line.project, **slots)
    if line.fund in load_limits().with_revenue_codes and not line.revenue and not line.carried_over:
        yield trouble("PREP-116", _at(line, "revenue"), fund=line.fund)
