"""Performance forms: a Project in, its printed grid and the Form that is read from it out."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest

from gouji.layouts.headings import vocabulary
from gouji.layouts.sentences import Cell, load_sentences
from gouji.model.budget import Budget, Project, Sources, Target
from gouji.model.disclosure import Form, Grid
from gouji.model.money import Money
from gouji.model.place import Place
from gouji.prepare.amounts import print_prose
from gouji.read.blocks import Line
from gouji.read.forms import read_forms
from gouji.read.outline import Part

_MONEY = ("central", "province", "county", "own", "other")
_YUAN = "元"


def derive_forms(budget: Budget, projects: Sequence[Project]) -> tuple[Form, ...]:
    """Return the forms of the projects, in their order."""
    forms, _, _ = read_forms([print_form(budget, project) for project in projects])
    return forms


def print_form(budget: Budget, project: Project) -> Part:
    """Return the form as it is printed. Lines count from 1 in each form."""
    shape = load_sentences().form
    place = jurisdiction(budget)
    title = shape.title.format(jurisdiction=place, tier=shape.tiers.get(place[-1:], shape.tiers[""]))
    year = shape.year.format(year=budget.year)
    slots = _slots(budget, project)
    head = [[(text.format_map(slots), wide) for text, wide in row] for row in shape.head]
    signature = [(text.format_map(slots), wide) for text, wide in shape.signature]
    rows = _lay_out([*head, *_indicator_rows(project), signature])
    grid = Grid(rows, tuple(range(3, 3 + len(rows))))
    return Part("form", Line(title, Place(line=1)), (Line(year, Place(line=2)), grid))


def jurisdiction(budget: Budget) -> str:
    """Return whose form it is: as the budget says, else the place the department's name begins with."""
    place = vocabulary().place.match(budget.department)
    return budget.jurisdiction or (place[0] if place else "")


def total(sources: Sources) -> Money:
    """Return all money of the sources."""
    return Money(sum(money.fen for name in _MONEY if (money := getattr(sources, name)) is not None))


def _slots(budget: Budget, project: Project) -> dict[str, str]:
    whole = project.whole or project.annual
    code = f"{budget.code}-" if budget.code else ""
    return {
        **{name: getattr(project, name) for name in project.__struct_fields__ if isinstance(getattr(project, name), str)},
        "department": code + budget.department,
        "whole_goal": project.whole_goal or project.annual_goal,
        **_money("whole", whole),
        **_money("annual", project.annual),
    }


def _money(horizon: str, sources: Sources) -> dict[str, str]:
    amounts = {name: getattr(sources, name) for name in _MONEY} | {"total": total(sources)}
    return {
        f"{horizon}_{name}": print_prose(money.fen, _YUAN) if money is not None else ""
        for name, money in amounts.items()
    }


# --- indicators ------------------------------------------------------------------------------------------------------


def _indicator_rows(project: Project) -> Iterator[list[Cell]]:
    whole = _by_level(project.whole_targets or project.targets)
    annual = _by_level(project.targets)
    last = ""
    for level1, level2 in _levels([*whole, *annual]):
        pairs = list(zip_longest(whole.get((level1, level2), []), annual.get((level1, level2), []))) or [(None, None)]
        for number, (left, right) in enumerate(pairs):
            printed = level2 if number == 0 else ""
            first = level1 if level1 != last else ""
            last = level1
            yield [("", 1), (first, 1), (printed, 1), *_target(left, 1), (printed, 1), *_target(right, 3)]


def _by_level(targets: Iterable[Target]) -> dict[tuple[str, str], list[Target]]:
    found: dict[tuple[str, str], list[Target]] = {}
    for target in targets:
        found.setdefault((target.level1, target.level2), []).append(target)
    return found


def _levels(used: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return (level 1, level 2) in printed order: those of the form, and others that targets use at the end of theirs."""
    levels = {level1: list(names) for level1, names in load_sentences().form.levels.items()}
    for level1, level2 in used:
        below = levels.setdefault(level1, [])
        if level2 not in below:
            below.append(level2)
    return [(level1, level2) for level1, names in levels.items() for level2 in names]


def _target(target: Target | None, wide: int) -> tuple[Cell, Cell]:
    if target is None:
        return ("", 1), ("", wide)
    return (target.name, 1), (f"{target.operator}{target.value}{target.unit}", wide)


# --- the grid ----------------------------------------------------------------------------------------------------------


def _lay_out(rows: Sequence[Sequence[Cell]]) -> tuple[tuple[str, ...], ...]:
    """Return the rows with a text for every column; which cells are merged is told when the form is printed."""
    return tuple(tuple(text for cell, wide in row for text in (cell, *[""] * (wide - 1))) for row in rows)
