"""A Budget in, everything in it that cannot be published or should be looked at out.

Errors (severity "error", see troubles.severity) stop publication; warnings ask. Every trouble has the place of the
field: sheet and cell where the budget was read from a workbook, sheet and row's name where it was not.
"""

from collections.abc import Collection

from gouji.model.budget import Budget
from gouji.model.disclosure import Trouble
from gouji.prepare.troubles import limit
from gouji.prepare.validate_facts import fact_troubles
from gouji.prepare.validate_lines import line_troubles
from gouji.prepare.validate_projects import project_troubles

# What the row or field itself tells, whatever stands in the other rows.
_OF_ONE_ROW = frozenset({
    "PREP-102", "PREP-103", "PREP-104", "PREP-105", "PREP-106", "PREP-107", "PREP-109", "PREP-110", "PREP-111", "PREP-113",
    "PREP-115", "PREP-116", "PREP-117", "PREP-118", "PREP-119", "PREP-120", "PREP-204", "PREP-207", "PREP-208", "PREP-209", "PREP-210", "PREP-212",
    "PREP-213", "PREP-214", "PREP-215", "PREP-307", "PREP-310", "PREP-312", "PREP-313", "PREP-316",
})  # fmt: skip
# What is looked up in another sheet, and which: it can be told when that sheet was read in full.
_LOOKED_UP = {"PREP-101": "units", "PREP-112": "projects"}


def validate(budget: Budget) -> tuple[Trouble, ...]:
    """Return what is wrong with the budget, in the order of the workbook's sheets, at most some dozens of one sort."""
    found = (*fact_troubles(budget), *line_troubles(budget), *project_troubles(budget))
    return tuple(limit(found))


def validate_readable(budget: Budget, incomplete: Collection[str]) -> tuple[Trouble, ...]:
    """Return what is wrong with the rows that could be read, where other rows could not.

    incomplete: what the sheets hold of which something is missing. Sums and what must be there are not judged.
    """
    told = _OF_ONE_ROW | {code for code, holds in _LOOKED_UP.items() if holds not in incomplete}
    found = (*fact_troubles(budget), *line_troubles(budget), *project_troubles(budget))
    return tuple(limit(trouble for trouble in found if trouble.code in told))
