"""Why a rule was not run: it does not apply to the document, or what it needs is missing there or was not read.

In: a rule or the reason a formula gives, and the document. Out: "inapplicable" or "lacking". In doubt it is "lacking":
what was not read must not look as if there were nothing to check.
"""

from collections.abc import Iterable

from gouji.check.formula import kind_of
from gouji.check.rule import Rule
from gouji.check.unread import PAGES_LOST, TABLES_LOST
from gouji.layouts.kinds import Kind, load_kinds
from gouji.layouts.layout import load
from gouji.model.disclosure import Disclosure
from gouji.model.finding import Unrun

# What was there and could not be read, or not whole.
_UNREAD = frozenset({"unread", "cut", "strange", "unreadable", "blank"})
# What is not found may stand there.
_PARTS_LOST = PAGES_LOST | TABLES_LOST
# Rows or columns of a table that were lost or not known.
_CELLS_LOST = frozenset({f"READ-{number}" for number in range(103, 110)} | {"READ-111", "READ-112", "READ-113", "READ-115", "READ-119"})
_LAST_OF_ALL = 9  # the tables up to this number are in every budget
_NARRATIVE, _TABLES = frozenset({"narrative"}), frozenset({"table", "cross"})

_last: tuple[Disclosure | None, frozenset[str]] = (None, frozenset())


def tell_unrun(rule: Rule, disclosure: Disclosure) -> Unrun:
    """Return it of a rule whose function found nothing of its kind."""
    if _PARTS_LOST & _lost(disclosure):
        return "lacking"
    if (rule.family in _NARRATIVE and not disclosure.sections) or (rule.family in _TABLES and not disclosure.tables):
        return "lacking"
    return "inapplicable"


def tell_unrun_formula(reason: str, what: str, disclosure: Disclosure) -> Unrun:
    """Return it of a formula. reason: as the formula gives it; what: the cell, or the kinds of tables joined by "、"."""
    if reason == "when":
        return "inapplicable"
    lost = _lost(disclosure)
    if reason in _UNREAD or _PARTS_LOST & lost:
        return "lacking"
    if reason == "table":
        return "lacking" if any(_is_due(kind_of(kind), disclosure) for kind in what.split("、")) else "inapplicable"
    if reason in ("row", "column"):
        kind = kind_of(what.partition(" › ")[0])
        return "lacking" if _CELLS_LOST & lost and _is_damaged(kind, disclosure) else "inapplicable"
    return "inapplicable"


def join_unrun(unrun: Iterable[Unrun]) -> Unrun:
    """Return it of a rule that was not run in several documents."""
    return "lacking" if "lacking" in unrun else "inapplicable"


def _is_due(name: str, disclosure: Disclosure) -> bool:
    """Return whether the document should have the table: its own form does or, where that is not known, every budget."""
    kind: Kind | None = load_kinds().get(name)
    if kind is None or kind.stage != disclosure.cover.stage:
        return False
    if disclosure.layout is not None:
        return load(disclosure.layout).table(name) is not None
    return kind.stage == "final" or kind.number <= _LAST_OF_ALL


def _is_damaged(kind: str, disclosure: Disclosure) -> bool:
    """Return whether cells of a table of the kind were lost or not known."""
    titles = {table.title for table in disclosure.tables if table.kind == kind}
    return any(trouble.code in _CELLS_LOST and trouble.place.part in titles for trouble in disclosure.troubles)


def _lost(disclosure: Disclosure) -> frozenset[str]:
    """Return the codes of what went wrong when the document was read; kept of the last: one check asks many times."""
    global _last
    known, codes = _last
    if known is not disclosure:
        codes = frozenset(trouble.code for trouble in disclosure.troubles)
        _last = (disclosure, codes)
    return codes
