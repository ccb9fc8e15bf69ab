"""Small pieces of WordprocessingML. In: texts and sizes. Out: XML as text, whatever a document says escaped."""

import re
from xml.sax.saxutils import escape, quoteattr

_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_BREAK = re.compile(r"\r\n|[\r\n\v\f]")

TWIPS = 20  # in a point


def clean(text: str) -> str:
    """Return the text, escaped, without the characters that XML cannot hold."""
    return escape(_FORBIDDEN.sub("", text))


def attribute(text: str) -> str:
    """Return the text as a quoted attribute."""
    return quoteattr(_FORBIDDEN.sub("", text))


def run(text: str, properties: str = "") -> str:
    """Return the text as a run; line breaks in it are kept, tabs are blanks: a tab begins something else."""
    words = "<w:br/>".join(
        f'<w:t xml:space="preserve">{clean(piece)}</w:t>' for piece in _BREAK.split(text.replace("\t", " "))
    )
    return f"<w:r>{f'<w:rPr>{properties}</w:rPr>' if properties else ''}{words}</w:r>"


def paragraph(style: str, content: str, more: str = "") -> str:
    """Return a paragraph. style: its id; content: runs; more: further properties."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{more}</w:pPr>{content}</w:p>'


def field(instruction: str, result: str, *, dirty: bool = False) -> str:
    """Return a field with the result it shows until Word works it out again. dirty: Word is asked to, at once."""
    mark = ' w:dirty="true"' if dirty else ""
    return (
        f'<w:r><w:fldChar w:fldCharType="begin"{mark}/></w:r><w:r><w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{result}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def twips(points: float) -> int:
    """Return the length in twentieths of a point."""
    return round(points * TWIPS)
