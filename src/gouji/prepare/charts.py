"""A derived disclosure in, the same with the captions of its charts out: those of document.yaml that have something to show."""

from collections.abc import Iterator

from msgspec import structs

from gouji.layouts.charts import chart_values
from gouji.layouts.printing import load_printing
from gouji.model.disclosure import Disclosure, Paragraph, Section

_FEWEST = 2  # one part alone is no chart


def with_charts(disclosure: Disclosure) -> Disclosure:
    """Return the disclosure with a caption below the prose of each section whose chart has at least two parts."""
    sections = tuple(
        structs.replace(section, charts=tuple(_captions(disclosure, section))) for section in disclosure.sections
    )
    return structs.replace(disclosure, sections=sections)


def _captions(disclosure: Disclosure, section: Section) -> Iterator[Paragraph]:
    last = max((paragraph.place.line or 0 for paragraph in section.paragraphs), default=section.place.line or 0)
    for chart in load_printing(disclosure.layout).charts:
        table = disclosure.table(chart.table)
        if chart.section == section.kind and table is not None and len(chart_values(chart, table)) >= _FEWEST:
            last += 1
            yield Paragraph(chart.caption, structs.replace(section.place, line=last))
