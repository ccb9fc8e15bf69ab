"""A department's tables with a row for each unit, against the units' own documents.

In: a department and units of it. Out: rows whose amount is not what the unit itself published.
"""

from collections.abc import Iterator

from gouji.check.belonging import is_itself, same_body
from gouji.check.deciding import decided
from gouji.check.engine import make_hit
from gouji.check.formula import Relation, Term, own, relate
from gouji.check.rule import Linked, Rule, Verdict, decides_across
from gouji.check.view import View
from gouji.model.disclosure import Disclosure, Row
from gouji.model.place import Bilingual

_NOTHING = Bilingual("部门的表没有给出的单位的行，或单位的文件没有相应的数", "no row of a unit that is given, or no such figure in its document")


@decides_across("unit_rows")
def unit_rows(linked: Linked, rule: Rule) -> Verdict:
    """A unit's row in a table of the department has the amount of the unit's own document. given: see units.yaml."""
    relations = list(_relations(linked, rule))
    hits = (make_hit(relation, linked.views) for relation in relations if not relation.holds)
    return decided(len(relations), hits, _NOTHING, relations)


def _relations(linked: Linked, rule: Rule) -> Iterator[Relation]:
    for kind, column, cells in rule.given["rows"]:
        for view in linked.views.get(kind, ()):
            for unit, owner in zip(linked.others, linked.owners[1:], strict=True):
                row = _row_of(view, unit, linked.this)
                here = _term(view, row, column) if row is not None else None
                there = next(filter(None, (_cell(linked, owner, *cell) for cell in cells)), None)
                if here is not None and there is not None:
                    yield relate((here,), (there,))


def _row_of(view: View, unit: Disclosure, department: Disclosure) -> Row | None:
    """Return the row of the unit, None where there is none or more than one."""
    name, whole = unit.cover.department or "", department.cover.department or ""
    itself = is_itself(name, whole)
    rows = [row for row in view.by_level.get(("", "单位"), ()) if same_body(row.name or row.label, name) or (itself and is_itself(row.name, whole))]
    # A department's own name may stand first as the total of the department, then as one of its units.
    return rows[0] if len(rows) == 1 else None


def _cell(linked: Linked, owner: str, kind: str, key: str, column: str) -> Term | None:
    for view in linked.views.get(own(owner, kind), ()):
        row = next(iter(view.by_key.get((view.side_of.get(column, ""), key), ())), None)
        if row is not None:
            return _term(view, row, column)
    return None


def _term(view: View, row: Row, column: str) -> Term | None:
    figure = row.figures.get(column)
    if figure is None or figure.money is None:
        return None
    return Term(1, figure, view.money(figure), view.kind.name, view.name_of(row), column)
