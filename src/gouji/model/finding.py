"""What checking a disclosure says: outcomes of rules, findings, and findings grouped by their cause."""

from typing import Literal

from msgspec import Struct

from gouji.model.disclosure import Figure
from gouji.model.place import Bilingual, Place

Severity = Literal["error", "warning", "note"]
Status = Literal["holds", "fails", "not_run"]
Certainty = Literal["certain", "likely", "tied", "open"]
Level = Literal["", "department", "unit"]
# Why a rule was not run: the document has nothing that it speaks of; or what it needs is missing or was not read.
Unrun = Literal["", "inapplicable", "lacking"]

SEVERITIES: tuple[Severity, ...] = ("error", "warning", "note")
_READING = "D-"  # ids of the rules about how the file was read, which is not the fault of what was published


class Finding(Struct, frozen=True, gc=False):
    """One thing a rule found.

    message: the sentence a person reads. places: where to look, the likeliest first. figures: the figures that take
    part. printed, expected, difference: as a reader would write them, with unit; "" where the rule has none. expected is
    what `printed` is held against, which may be the wrong one of the two; what a figure should be, a `Repair` proposes.
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

    @property
    def of_reading(self) -> bool:
        """Whether it is a remark on how the file was read, not on what was published."""
        return self.rule.startswith(_READING)


class Tie(Struct, frozen=True, gc=False):
    """One relation that a figure takes part in: the rule, what the relation says in figures, and whether it holds."""

    rule: str
    says: Bilingual
    holds: bool


class Repair(Struct, frozen=True, gc=False):
    """A figure that is likely wrong, and what it should be; proposed only, nothing printed is changed.

    name: the figure in words. printed: as printed. proposed: the amount that makes its relations hold, in the figure's
    unit, "" when it cannot be told. low, high: the least and the greatest such amount, where they differ.
    slip: what mistake of writing turns the one into the other, "" when none does. ties: the relations it takes part in.
    certainty: "certain" when no other figure explains as much, "likely" when it is the likelier of several, "tied" when
    others are as likely, "open" when the search ran out of time.
    """

    name: Bilingual
    place: Place
    printed: str
    proposed: str
    unit: str
    low: str = ""
    high: str = ""
    slip: Bilingual = Bilingual("", "")
    certainty: Certainty = "certain"
    ties: tuple[Tie, ...] = ()


class Cause(Struct, frozen=True, gc=False):
    """Findings that one and the same mistake explains. severity: the gravest of its findings'.

    repairs: figures any one of which explains them, the likeliest first; empty when it is no single figure.
    """

    title: Bilingual
    severity: Severity
    findings: tuple[Finding, ...]
    repairs: tuple[Repair, ...] = ()

    @property
    def of_reading(self) -> bool:
        """Whether it tells how the file was read, not what is wrong with what was published."""
        return all(finding.of_reading for finding in self.findings)

    def milder(self, severity: Severity) -> int:
        """Return how many findings have the severity, where that is not the cause's own."""
        return sum(finding.severity == severity != self.severity for finding in self.findings)


class Outcome(Struct, frozen=True, gc=False):
    """What became of one rule. checked: how many relations it could decide; failed: how many of them do not hold.

    why: reason when it was not run; unrun: of what kind that reason is, "" when it was run.
    """

    rule: str
    status: Status
    checked: int = 0
    failed: int = 0
    why: Bilingual = Bilingual("", "")
    unrun: Unrun = ""


class Coverage(Struct, frozen=True):
    """How much of the document was read. troubles: in reading it; lost: those of them that tell of what was not read."""

    tables: int
    figures: int
    claims: int
    forms: int
    indicators: int
    damages: int
    unrecognised: int
    troubles: int
    lost: int = 0


class Part(Struct, frozen=True):
    """One of the documents that a report is about. name: of its file, or of both of its files; label: what it is called."""

    name: str
    label: Bilingual
    department: str
    year: int | None
    stage: Literal["budget", "final"] = "budget"


class Report(Struct, frozen=True):
    """The result of checking one disclosure, or several that belong together. causes: gravest first.

    outcomes: every rule, in rule-book order. lowest: the mildest severity that causes were kept of; how many milder ones
    there are is not told. parts: the documents, where they are several; belonging: what they are to each other.
    recognised: which pages were read by text recognition.
    level: whether they call themselves those of a department or of a unit, "" where they do not say.
    chosen: whether only some rules were asked for: those of the outcomes.
    """

    document: str
    department: str
    year: int | None
    causes: tuple[Cause, ...]
    outcomes: tuple[Outcome, ...]
    coverage: Coverage
    lowest: Severity = "note"
    parts: tuple[Part, ...] = ()
    belonging: Bilingual = Bilingual("", "")
    recognised: Bilingual = Bilingual("", "")
    stage: Literal["budget", "final"] = "budget"
    level: Level = ""
    chosen: bool = False

    def unrun(self, kind: Unrun) -> int:
        """Return how many rules were not run for a reason of the kind."""
        return sum(outcome.unrun == kind for outcome in self.outcomes)

    @property
    def told(self) -> tuple[Severity, ...]:
        """The severities that the report tells of, gravest first."""
        return SEVERITIES[: SEVERITIES.index(self.lowest) + 1]

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All findings, in the order of their causes."""
        return tuple(finding for cause in self.causes for finding in cause.findings)

    @property
    def reading(self) -> int:
        """How many remarks there are on how the file was read."""
        return sum(finding.of_reading for finding in self.findings)

    def count(self, severity: Severity) -> int:
        """Return how many findings have the severity; remarks on the reading are not among them."""
        return sum(finding.severity == severity and not finding.of_reading for finding in self.findings)
