"""What differs between two budgets, or between two disclosures, thing by thing, with the places of both.

In: two Budgets (every value, in the words of the workbook) or two Disclosures (cells, claims, sentences, forms, in the
words of the page). Out: Changes. Nothing is judged, and what is the same in both is not told.
"""

from gouji.model.budget import Budget
from gouji.model.disclosure import Disclosure
from gouji.prepare.derive import derive
from gouji.prepare.diff_budgets import budget_changes
from gouji.prepare.diff_disclosures import disclosure_changes
from gouji.prepare.difference import Changes


def diff(old: Budget | Disclosure, new: Budget | Disclosure) -> Changes:
    """Return what differs; of two budgets also what moves with it in the disclosures derived from them.

    Raises TypeError for a budget beside a disclosure: derive the one first.
    """
    if isinstance(old, Budget) and isinstance(new, Budget):
        moved = disclosure_changes(derive(old), derive(new))
        return Changes(old.department, new.department, tuple(budget_changes(old, new)), tuple(moved))
    if isinstance(old, Disclosure) and isinstance(new, Disclosure):
        return Changes(old.source.name, new.source.name, tuple(disclosure_changes(old, new)))
    raise TypeError("a budget is compared with a budget, a disclosure with a disclosure")
