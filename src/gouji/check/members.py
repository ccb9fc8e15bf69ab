"""One document among those that are checked together: what it is called, its tables, and what was found in it.

In a report on several documents every table says whose it is; so do the relations between its figures.
"""

from collections.abc import Iterable, Sequence

from msgspec import Struct, structs

from gouji.check.engine import Decided
from gouji.check.evidence import Evidence
from gouji.check.formula import Relation, Term, own, owner_of
from gouji.check.view import View, Views, view_tables
from gouji.check.wording import say_owner
from gouji.model.disclosure import Disclosure
from gouji.model.finding import Cause
from gouji.model.place import Bilingual


class Member(Struct):
    """One document of a group. label: what it is called among them. views: its tables, by kind and by kind with label."""

    disclosure: Disclosure
    label: str
    views: Views = {}

    def __post_init__(self) -> None:
        self.views = {
            name: tuple(views)
            for kind, found in view_tables(self.disclosure).items()
            for views in [[_owned(view, self.label) for view in found]]
            for name in (kind, own(self.label, kind))
        }

    @property
    def title(self) -> Bilingual:
        """Its label for readers of both languages."""
        return Bilingual(self.label, say_owner(self.label))

    @property
    def files(self) -> frozenset[str]:
        """The names of its files."""
        return frozenset(self.disclosure.source.name.split(" + "))

    def owned_by(self, owner: str) -> Views:
        """Return the views under the name that formulas have for them, and under their label."""
        return {
            name: views
            for kind, views in self.views.items()
            for name in ((own(owner, kind),) if not owner_of(kind) else (kind,))
        }


def _owned(view: View, label: str) -> View:
    return structs.replace(view, kind=structs.replace(view.kind, name=own(label, view.kind.name)))


def all_views(members: Iterable[Member]) -> Views:
    """Return the tables of all, under kinds that say whose they are."""
    return {kind: views for member in members for kind, views in member.views.items() if owner_of(kind)}


class Labels:
    """Puts a document's label on the relations that functions found; one relation of two rules stays one."""

    def __init__(self, label: str) -> None:
        self._label = label
        self._known: dict[int, tuple[Relation, Relation]] = {}

    def of(self, decided: Decided) -> Decided:
        """Return what was decided with the label on every relation."""
        if not decided.relations and not decided.evidence:
            return decided
        return structs.replace(
            decided,
            evidence=tuple(map(self._evidence, decided.evidence)),
            relations=tuple(map(self._of, decided.relations)),
        )

    def _evidence(self, evidence: Evidence) -> Evidence:
        relation = self._of(evidence.relation) if evidence.relation is not None else None
        lacks = tuple(structs.replace(lack, kind=self._kind(lack.kind)) for lack in evidence.lacks)
        return structs.replace(evidence, relation=relation, lacks=lacks)

    def _of(self, relation: Relation) -> Relation:
        if id(relation) not in self._known:
            self._known[id(relation)] = relation, self._make(relation)
        return self._known[id(relation)][1]

    def _make(self, relation: Relation) -> Relation:
        if all(map(owner_of, relation.kinds)):
            return relation
        return structs.replace(
            relation,
            left=tuple(map(self._term, relation.left)),
            right=tuple(map(self._term, relation.right)),
            kinds=tuple(map(self._kind, relation.kinds)),
            empty=tuple(map(self._kind, relation.empty)),
            sums=tuple((self._kind(kind), column, sign) for kind, column, sign in relation.sums),
            others=tuple(map(self._of, relation.others)),
        )

    def _term(self, term: Term) -> Term:
        return structs.replace(term, kind=self._kind(term.kind))

    def _kind(self, kind: str) -> str:
        return kind if owner_of(kind) else own(self._label, kind)


def label_cause(cause: Cause, members: Sequence[Member]) -> Cause:
    """Return the cause with the label of its document in its title, where it is about one document and does not say so."""
    files = {place.document for finding in cause.findings for place in finding.places}
    mine = [member for member in members if not files.isdisjoint(member.files)]
    if len(mine) != 1 or own(mine[0].label, "") in cause.title.zh or cause.title.zh.startswith(mine[0].label):
        return cause
    label = mine[0].title
    title = Bilingual(f"{label.zh}：{cause.title.zh}", f"{label.en}: {cause.title.en}")
    return structs.replace(cause, title=title)
