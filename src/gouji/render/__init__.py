"""Reports and disclosures in the kinds people ask for: text, JSON, HTML, XLSX, CSV, and documents to publish."""

from typing import Literal, get_args

from gouji.model.disclosure import Disclosure

Kind = Literal["docx", "xlsx", "html", "text", "json", "pdf"]

KINDS: tuple[Kind, ...] = get_args(Kind)


def render(disclosure: Disclosure, kind: Kind) -> bytes:
    """Return the disclosure as a file of the kind, the same bytes for the same disclosure.

    All but pdf read back as the same disclosure. Each writer is loaded only when it is asked for.
    """
    match kind:
        case "docx":
            from gouji.render.docx import docx

            return docx(disclosure)
        case "xlsx":
            from gouji.render.xlsx_document import xlsx

            return xlsx(disclosure)
        case "html":
            from gouji.render.html_document import html

            return html(disclosure).encode()
        case "text":
            from gouji.render.text_document import text

            return text(disclosure).encode()
        case "json":
            from gouji.render.data import as_json

            return as_json(disclosure)
        case "pdf":
            from gouji.render.pdf import pdf

            return pdf(disclosure)
