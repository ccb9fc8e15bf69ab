"""Which projects a budget has this year, and with how much money."""

from gouji.model.budget import Budget, Project

ProjectMoney = tuple[Project, int]


def this_years_projects(budget: Budget) -> tuple[ProjectMoney, ...]:
    """Return the projects that have money of this year, each with all of it in 分, in the order of the budget."""
    sums: dict[tuple[str, str], int] = {}
    for line in budget.lines:
        if line.project and not line.carried_over:
            key = (line.unit, line.project)
            sums[key] = sums.get(key, 0) + line.amount.fen
    found = ((project, sums.get((project.unit, project.name), 0)) for project in budget.projects)
    return tuple((project, fen) for project, fen in found if fen)
