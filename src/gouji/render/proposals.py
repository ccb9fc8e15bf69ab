"""The proposed reading beside the printed one: every figure that is likely wrong, and what it should be.

In: a report, masked. Out: records for JSON. Nothing printed is changed; the proposals are for a person to decide.
"""

from msgspec import Struct

from gouji.model.finding import Certainty, Report, Tie
from gouji.model.place import Bilingual, Place


class Proposal(Struct, frozen=True):
    """One figure and what it should be. relations: the rules' relations it takes part in, those that fail first.

    one_of: in a tie, the number of the cause whose other proposals are as likely; the cause stands beside it.
    """

    place: Place
    name: Bilingual
    printed: str
    proposed: str
    unit: str
    low: str
    high: str
    slip: Bilingual
    certainty: Certainty
    relations: tuple[Tie, ...]
    cause: Bilingual
    one_of: int


class Proposals(Struct, frozen=True):
    """All proposals for one document."""

    document: str
    department: str
    year: int | None
    proposals: tuple[Proposal, ...]


def propose(report: Report) -> Proposals:
    """Return the proposals of the report, in the order of its causes."""
    found = tuple(
        Proposal(
            place=repair.place,
            name=repair.name,
            printed=repair.printed,
            proposed=repair.proposed,
            unit=repair.unit,
            low=repair.low,
            high=repair.high,
            slip=repair.slip,
            certainty=repair.certainty,
            relations=repair.ties,
            cause=cause.title,
            one_of=number,
        )
        for number, cause in enumerate(report.causes, 1)
        for repair in cause.repairs
    )
    return Proposals(report.document, report.department, report.year, found)
