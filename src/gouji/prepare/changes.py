"""How a figure is told against last year's: direction, change, rate and reason."""

from msgspec import Struct

from gouji.layouts.sentences import Measure, load_sentences
from gouji.model.budget import Budget, Project
from gouji.model.place import Place
from gouji.prepare.amounts import print_percent, print_prose, prints_as_nothing
from gouji.prepare.tables import Cells

_STOPS = " 　。；;，,"
_TOTALS = ("收入总计", "支出总计")


class Change(Struct, frozen=True):
    """A measure now and last year, in 分. last_year: None when it is not known."""

    name: str
    now: int
    last_year: int | None
    reason: str
    place: Place


def change_of(budget: Budget, cells: Cells, name: str) -> Change:
    """Return the change of the measure. The three public expenditures in all are as their items were."""
    now = cells.fen(*_measure(name).cell)
    for item in budget.public_items:
        if item.item == name:
            last_year = item.last_year.fen if item.last_year is not None else None
            return Change(name, now, last_year, item.reason.strip(_STOPS), item.place)
    for known in budget.comparisons:
        if known.measure == name:
            return Change(name, now, known.last_year.fen, known.reason.strip(_STOPS), known.place)
    return Change(name, now, None, "", Place())


def tell_change(change: Change, budget: Budget, unit: str) -> str:
    """Return the clause that compares the figure with last year's, "" when last year's is not known."""
    if change.last_year is None:
        return ""
    words = load_sentences().changes[_measure(change.name).change]
    difference = change.now - change.last_year
    slots = {"change": f"{print_prose(abs(difference), unit)}{unit}", "last_year": budget.year - 1}
    if prints_as_nothing(difference, unit):
        # What rounds to nothing is told without an amount.
        return (words.about if difference else words.flat).format_map(slots)
    told = words.up if difference > 0 else words.down
    rated = change.last_year > 0 and not prints_as_nothing(change.last_year, unit)
    told += (words.rate_up if difference > 0 else words.rate_down) if rated else ""
    rate = print_percent(abs(difference), change.last_year) if rated else ""
    reason = _reason(change, budget) if difference > 0 else change.reason
    told += words.reason if reason else ""
    return told.format_map({**slots, "rate": rate, "reason": reason})


def _reason(change: Change, budget: Budget) -> str:
    """Return the reason of an increase, with the new projects where it is one of all revenue or expenditure."""
    new = [project for project in budget.projects if project.new and project.disclosed]
    if change.name not in _TOTALS or not new:
        return change.reason
    say = load_sentences().phrases["收支变动"]
    projects = say["project_separator"].join(
        say["project"].format(name=project.name, yuan=print_prose(_amount(budget, project), "元")) for project in new
    )
    listed = say["new_projects"].format(short_year=budget.year % 100, list=projects)
    return say["project_separator"].join(filter(None, [change.reason, listed]))


def _amount(budget: Budget, project: Project) -> int:
    mine = (line for line in budget.lines if line.project == project.name and line.unit == project.unit)
    return sum(line.amount.fen for line in mine if not line.carried_over)


def _measure(name: str) -> Measure:
    return load_sentences().measures[name]
