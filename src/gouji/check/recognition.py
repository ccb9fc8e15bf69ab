"""What is said of findings that rest on figures recognised from a picture: a misreading must not look like a mistake.

In: a finding. Out: the same, milder and with a remark when recognition may be what is wrong.
"""

from msgspec import structs

from gouji.model.finding import Finding, Severity
from gouji.model.place import Bilingual, Place

SURE = 0.97  # what is recognised less surely proves nothing
_MILDER: dict[Severity, Severity] = {"error": "warning"}


def is_unsure(place: Place) -> bool:
    """Return whether what stands there was recognised, and may have been misread."""
    return place.confidence is not None and place.confidence < SURE


def temper(finding: Finding) -> Finding:
    """Return the finding; one that rests on what may have been misread, or missed, is no error but something to look at."""
    sure = least_confidence(finding)
    if sure is None or (sure >= SURE and (finding.figures or finding.printed)):
        return finding
    remark = Bilingual(
        f"（文字由识别得来，可信度最低 {sure:.2f}，可能识别有误，请先与原件核对）",
        f" (recognised from a picture, with a confidence of {sure:.2f} at the least: perhaps misread; compare the original first)",
    )
    message = Bilingual(finding.message.zh + remark.zh, finding.message.en + remark.en)
    return structs.replace(finding, severity=_MILDER.get(finding.severity, finding.severity), message=message)


def least_confidence(finding: Finding) -> float | None:
    """Return how sure the least sure of the finding's figures is, None when none was recognised."""
    places = (*finding.places, *(figure.place for figure in finding.figures))
    return min((place.confidence for place in places if place.confidence is not None), default=None)
