"""How a figure is told against last year's: direction, change, rate and reason."""

from collections.abc import Sequence

from msgspec import Struct

from gouji.layouts.sentences import Measure, load_sentences
from gouji.model.budget import Budget
from gouji.prepare.amounts import print_percent, print_prose, prints_as_nothing
from gouji.prepare.projects import ProjectMoney
from gouji.prepare.tables import Cells

_STOPS = " 　。；;，,"
_TOTALS = ("收入总计", "支出总计")


class Change(Struct, frozen=True):
    """A measure now and last year, in 分, and why it changed. last_year: None when it is not known."""

    name: str
    now: int
    last_year: int | None = None
    reason: str = ""


def change_of(budget: Budget, cells: Cells, name: str, projects: Sequence[ProjectMoney]) -> Change:
    """Return the change of the measure. projects: this year's; the new ones are among the reasons of an increase."""
    now = cells.fen(*_measure(name).cell)
    known = {item.item: (item.last_year, item.reason) for item in budget.public_items}
    known |= {each.measure: (each.last_year, each.reason) for each in budget.comparisons}
    last_year, reason = known.get(name, (None, ""))
    if last_year is None:
        return Change(name, now)
    reason = reason.strip(_STOPS)
    if name in _TOTALS and now > last_year.fen:
        reason = _with_new_projects(reason, budget.year, projects)
    return Change(name, now, last_year.fen, reason)


def _with_new_projects(reason: str, year: int, projects: Sequence[ProjectMoney]) -> str:
    """Return the reason followed by the list of new projects; those kept back are not named."""
    say = load_sentences().phrases["收支变动"]
    new = [
        say["project"].format(name=project.name, yuan=print_prose(fen, "元"))
        for project, fen in projects
        if project.new and project.disclosed
    ]
    listed = say["new_projects"].format(short_year=year % 100, list=say["project_separator"].join(new)) if new else ""
    return say["project_separator"].join(filter(None, [reason, listed]))


def tell_change(change: Change, last_year: int, unit: str) -> str:
    """Return the clause that compares the figure with that of the year before, "" when that is not known."""
    if change.last_year is None:
        return ""
    words = load_sentences().changes[_measure(change.name).change]
    difference = change.now - change.last_year
    if prints_as_nothing(difference, unit):
        # What rounds to nothing is told without an amount.
        return (words.about if difference else words.flat).format(last_year=last_year)
    told, rate_told = (words.up, words.rate_up) if difference > 0 else (words.down, words.rate_down)
    rate = ""
    if rate_told and change.last_year > 0 and not prints_as_nothing(change.last_year, unit):
        told, rate = told + rate_told, print_percent(abs(difference), change.last_year)
    told += words.reason if change.reason else ""
    amount = f"{print_prose(abs(difference), unit)}{unit}"
    return told.format(change=amount, last_year=last_year, rate=rate, reason=change.reason)


def _measure(name: str) -> Measure:
    return load_sentences().measures[name]
