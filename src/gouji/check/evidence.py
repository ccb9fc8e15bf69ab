"""A finding together with the relation that fails, and findings made one cause: what all ways of explaining share."""

from collections.abc import Iterable, Sequence

from msgspec import Struct

from gouji.check.formula import Relation
from gouji.check.headline import shorten
from gouji.check.rule import Lack
from gouji.model.finding import SEVERITIES, Cause, Finding, Repair
from gouji.model.place import Bilingual


class Evidence(Struct, frozen=True, gc=False):
    """A finding, with the relation that fails when a formula found it. says: what is wrong, at any length.

    lacks: the rows whose absence was found.
    """

    finding: Finding
    relation: Relation | None = None
    says: Bilingual = Bilingual("", "")
    lacks: tuple[Lack, ...] = ()

    @property
    def headline(self) -> Bilingual:
        """What is wrong, shortly: cut when it is told, for most findings are told with others under one headline."""
        return shorten(self.says)


# What a way of explaining gives back: the causes it found, and the evidence it leaves to the next.
Found = tuple[list[Cause], list[Evidence]]


def make_cause(title: Bilingual, findings: Iterable[Finding], repairs: tuple[Repair, ...] = ()) -> Cause:
    """Return the cause with its findings, gravest first."""
    ordered = sorted(findings, key=lambda finding: SEVERITIES.index(finding.severity))
    return Cause(title, ordered[0].severity, tuple(ordered), repairs)


def without(evidence: Sequence[Evidence], found: Sequence[Evidence]) -> list[Evidence]:
    """Return the evidence that was not found, told by identity: two rules may find the same."""
    taken = {id(one) for one in found}
    return [one for one in evidence if id(one) not in taken]
