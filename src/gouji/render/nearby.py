"""Where to look in a file that shows no line numbers: a Word document, a web page. Its paragraphs are told by their first words.

In: the documents of a report. Out: for a place of theirs the same place with `near` set.
"""

from collections.abc import Callable, Sequence
from functools import cache

from msgspec import structs

from gouji.model.disclosure import Disclosure
from gouji.model.finding import Finding, Repair, Report
from gouji.model.place import Place
from gouji.render.mask import Mask
from gouji.render.shown import shown_grids, shown_texts, stands_in

_UNNUMBERED = ("docx", "html")  # kinds of files of which a reader sees no lines
_SHOWN = 16  # characters: enough to search for


def nearby(documents: Sequence[Disclosure], mask: Mask) -> Callable[[Place], Place]:
    """Return what sets `near` of a place, where its document shows no lines.

    mask: what the words pass through, whole paragraphs at a time, before they are cut.
    """
    return cache(lambda place: _near(place, documents, mask))


def tell_nearby(report: Report, documents: Sequence[Disclosure], mask: Mask) -> Report:
    """Return the report with places that readers find: those of documents without lines told by words."""
    if not any(one.source.kind in _UNNUMBERED for one in documents):
        return report
    near = nearby(documents, mask)

    def of_finding(finding: Finding) -> Finding:
        return structs.replace(finding, places=tuple(map(near, finding.places)))

    def of_repair(repair: Repair) -> Repair:
        return structs.replace(repair, place=near(repair.place))

    causes = tuple(
        structs.replace(one, findings=tuple(map(of_finding, one.findings)), repairs=tuple(map(of_repair, one.repairs)))
        for one in report.causes
    )
    return structs.replace(report, causes=causes)


def _near(place: Place, documents: Sequence[Disclosure], mask: Mask) -> Place:
    if place.line is None or place.page is not None:
        return place
    document = next((one for one in documents if stands_in(place, one)), None)
    if document is None or document.source.kind not in _UNNUMBERED:
        return place
    text = "" if place.row else mask(_text_at(document, place.line))
    # A title says where it is by itself.
    return structs.replace(place, near="" if text and text in place.part else text[:_SHOWN])


def _text_at(document: Disclosure, line: int) -> str:
    """Return the paragraph on the line, or the first words of the row; "" where nothing is shown of it."""
    texts = (text for _, text, place, _ in shown_texts(document) if place.line == line and text.strip())
    if (text := next(texts, None)) is not None:
        return text.strip()
    rows = (row for grid, _, _ in shown_grids(document) for at, row in zip(grid.lines, grid.rows, strict=False) if at == line)
    return next((cell.strip() for row in rows for cell in row if cell.strip()), "")
