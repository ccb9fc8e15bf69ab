"""A disclosure → the bytes of a docx file: the parts of the package, the same bytes for the same disclosure."""

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

from gouji.model.disclosure import Disclosure
from gouji.render.document import document
from gouji.render.docx.body import Body, footer, plain_title, word_body
from gouji.render.docx.charts import chart_part, chart_workbook
from gouji.render.printed import Printed

_FOLDER = Path(__file__).parent
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_EPOCH = (1980, 1, 1, 0, 0, 0)
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_NAMES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    f' xmlns:r="{_OFFICE}"'
    ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
)


def docx(disclosure: Disclosure) -> bytes:
    """Return the disclosure as a Word document."""
    printed = document(disclosure)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, part in _parts(printed, word_body(printed)):
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            package.writestr(entry, part)
    return stream.getvalue()


def _parts(printed: tuple[Printed, ...], body: Body) -> Iterator[tuple[str, str | bytes]]:
    """Yield (name, content) of the package's parts."""
    charts = range(1, len(body.charts) + 1)
    yield "[Content_Types].xml", _content_types(charts)
    yield "_rels/.rels", _relations(
        [
            ("document", f"{_OFFICE}/officeDocument", "word/document.xml"),
            ("core", f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
        ]
    )
    yield "docProps/core.xml", (
        f'{_HEAD}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{plain_title(printed)}</dc:title><dc:language>zh-CN</dc:language></cp:coreProperties>"
    )
    yield "word/document.xml", f"{_HEAD}<w:document {_NAMES}><w:body>{body.xml}</w:body></w:document>"
    yield "word/styles.xml", (_FOLDER / "styles.xml").read_bytes()
    yield "word/fontTable.xml", (_FOLDER / "fonts.xml").read_bytes()
    yield "word/settings.xml", _settings(stale=body.stale)
    yield "word/footer1.xml", f"{_HEAD}<w:ftr {_NAMES}>{footer(numbered=True)}</w:ftr>"
    yield "word/footer2.xml", f"{_HEAD}<w:ftr {_NAMES}>{footer(numbered=False)}</w:ftr>"
    yield "word/_rels/document.xml.rels", _relations(
        [
            ("styles", f"{_OFFICE}/styles", "styles.xml"),
            ("fonts", f"{_OFFICE}/fontTable", "fontTable.xml"),
            ("settings", f"{_OFFICE}/settings", "settings.xml"),
            ("footer", f"{_OFFICE}/footer", "footer1.xml"),
            ("nofooter", f"{_OFFICE}/footer", "footer2.xml"),
            *((f"chart{number}", f"{_OFFICE}/chart", f"charts/chart{number}.xml") for number in charts),
        ]
    )
    for number, chart in enumerate(body.charts, 1):
        yield f"word/charts/chart{number}.xml", chart_part(chart)
        yield f"word/charts/_rels/chart{number}.xml.rels", _relations(
            [("data", f"{_OFFICE}/package", f"../embeddings/chart{number}.xlsx")]
        )
        yield f"word/embeddings/chart{number}.xlsx", chart_workbook(chart)


def _content_types(charts: range) -> str:
    parts = [
        ("/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml"),
        ("/word/document.xml", f"{_WORD}.document.main+xml"),
        ("/word/styles.xml", f"{_WORD}.styles+xml"),
        ("/word/fontTable.xml", f"{_WORD}.fontTable+xml"),
        ("/word/settings.xml", f"{_WORD}.settings+xml"),
        ("/word/footer1.xml", f"{_WORD}.footer+xml"),
        ("/word/footer2.xml", f"{_WORD}.footer+xml"),
        *(
            (f"/word/charts/chart{number}.xml", "application/vnd.openxmlformats-officedocument.drawingml.chart+xml")
            for number in charts
        ),
    ]
    overrides = "".join(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in parts)
    return (
        f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        '<Default Extension="xlsx" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"/>'
        f"{overrides}</Types>"
    )


def _relations(relations: list[tuple[str, str, str]]) -> str:
    """Return the part that says which (id, type, target) belong to another."""
    inside = "".join(f'<Relationship Id="{name}" Type="{kind}" Target="{target}"/>' for name, kind, target in relations)
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{inside}</Relationships>'


def _settings(*, stale: bool) -> str:
    """Return the settings. stale: Word is to count the pages of the contents when the file is opened."""
    update = '<w:updateFields w:val="true"/>' if stale else ""
    return (
        f'{_HEAD}<w:settings {_NAMES}><w:zoom w:percent="100"/><w:defaultTabStop w:val="420"/>'
        f'<w:characterSpacingControl w:val="compressPunctuation"/>{update}'
        '<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
        '<w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/></w:settings>'
    )
