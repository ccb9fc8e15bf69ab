"""What checking a disclosure says: outcomes of rules, findings, and findings grouped by their cause."""

from typing import Literal

from msgspec import Struct

from gouji.model.disclosure import Figure
from gouji.model.place import Bilingual, Place

Severity = Literal["error", "warning", "note"]
Status = Literal["holds", "fails", "not_run"]

SEVERITIES: tuple[Severity, ...] = ("error", "warning", "note")


class Finding(Struct, frozen=True):
    """One thing a rule found.

    message: the sentence a person reads. places: where to look, the likeliest first. figures: the figures that take
    part. printed, expected, difference: as a reader would write them, with unit; "" where the rule has none.
    """

    rule: str
    severity: Severity
    message: Bilingual
    places: tuple[Place, ...]
    figures: tuple[Figure, ...] = ()
    printed: str = ""
    expected: str = ""
    difference: str = ""
    basis: str = ""
    advice: Bilingual = Bilingual("", "")


class Cause(Struct, frozen=True):
    """Findings that one and the same mistake explains. severity: the gravest of its findings'."""

    title: Bilingual
    severity: Severity
    findings: tuple[Finding, ...]


class Outcome(Struct, frozen=True):
    """What became of one rule. checked: how many relations it could decide; failed: how many of them do not hold.

    why: reason when it was not run.
    """

    rule: str
    status: Status
    checked: int = 0
    failed: int = 0
    why: Bilingual = Bilingual("", "")


class Coverage(Struct, frozen=True):
    """How much of the document was read."""

    tables: int
    figures: int
    claims: int
    forms: int
    indicators: int
    damages: int
    unrecognised: int
    troubles: int


class Report(Struct, frozen=True):
    """The result of checking one disclosure. causes: gravest first. outcomes: every rule, in rule-book order."""

    document: str
    department: str
    year: int | None
    causes: tuple[Cause, ...]
    outcomes: tuple[Outcome, ...]
    coverage: Coverage

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All findings, in the order of their causes."""
        return tuple(finding for cause in self.causes for finding in cause.findings)

    def count(self, severity: Severity) -> int:
        """Return how many findings have the severity."""
        return sum(finding.severity == severity for finding in self.findings)
