"""A Budget in, everything in it that cannot be published or should be looked at out.

Errors (severity "error", see troubles.severity) stop publication; warnings ask. Every trouble has the place of the
field: sheet and cell where the budget was read from a workbook, sheet and row's name where it was not.
"""

from gouji.model.budget import Budget
from gouji.model.disclosure import Trouble
from gouji.prepare.troubles import limit
from gouji.prepare.validate_facts import fact_troubles
from gouji.prepare.validate_lines import line_troubles
from gouji.prepare.validate_projects import project_troubles


def validate(budget: Budget) -> tuple[Trouble, ...]:
    """Return what is wrong with the budget, in the order of the workbook's sheets, at most some dozens of one sort."""
    found = (*fact_troubles(budget), *line_troubles(budget), *project_troubles(budget))
    return tuple(limit(found))
