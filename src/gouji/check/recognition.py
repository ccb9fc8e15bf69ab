"""What is said of findings that rest on figures recognised from a picture: a misreading must not look like a mistake.

In: a finding. Out: the same, milder and with a remark when recognition may be what is wrong.
"""

from collections.abc import Iterable, Sequence

from msgspec import structs

from gouji.model.disclosure import Disclosure
from gouji.model.finding import Finding, Severity
from gouji.model.place import Bilingual, Place

_READING = "D-"  # ids of the rules that tell how a file was read: what could not be read was not misread
SURE = 0.97  # what is recognised less surely proves nothing
_MILDER: dict[Severity, Severity] = {"error": "warning"}


_TOLD = "READ-036"  # the reader's word on which pages were recognised


def say_recognised(documents: Sequence[Disclosure]) -> Bilingual:
    """Return which pages were read by recognition, of each document that has such; "" when none has."""
    told = [
        Bilingual(f"{one.source.name}：{trouble.zh}", f"{one.source.name}: {trouble.en}")
        if len(documents) > 1
        else Bilingual(trouble.zh, trouble.en)
        for one in documents
        for trouble in one.troubles
        if trouble.code == _TOLD
    ]
    return Bilingual("".join(one.zh for one in told), " ".join(one.en for one in told))


def is_unsure(place: Place) -> bool:
    """Return whether what stands there was recognised, and may have been misread."""
    return place.confidence is not None and place.confidence < SURE


def temper(finding: Finding) -> Finding:
    """Return the finding; one that rests on what may have been misread, or missed, is no error but something to look at.

    Only what stands somewhere on a page can have been misread: of what is missing nothing more is said here.
    """
    sure = least_confidence(finding)
    if sure is None or finding.rule.startswith(_READING) or (sure >= SURE and (finding.figures or finding.printed)):
        return finding
    severity = _MILDER.get(finding.severity, finding.severity)
    read = _least(place for place in _places(finding) if place.box is not None or place.row)
    if read is None or read >= SURE:
        return structs.replace(finding, severity=severity)
    remark = Bilingual(
        f"（文字由识别得来，可信度最低 {read:.2f}，可能识别有误，请先与原件核对）",
        f" (recognised from a picture, with a confidence of {read:.2f} at the least: perhaps misread; compare the original first)",
    )
    message = Bilingual(finding.message.zh + remark.zh, finding.message.en + remark.en)
    return structs.replace(finding, severity=severity, message=message)


def least_confidence(finding: Finding) -> float | None:
    """Return how sure the least sure of the finding's figures is, None when none was recognised."""
    return _least(_places(finding))


def _places(finding: Finding) -> Sequence[Place]:
    return [*finding.places, *[figure.place for figure in finding.figures]] if finding.figures else finding.places


def _least(places: Iterable[Place]) -> float | None:
    told = [place.confidence for place in places if place.confidence is not None]
    return min(told) if told else None
