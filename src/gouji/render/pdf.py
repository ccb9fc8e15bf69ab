"""A disclosure as PDF, set by Typst with the fonts that come with the installation.

In: a Disclosure, or its printed things in order. Out: the bytes of a tagged PDF, the same for the same input. What a
page looks like is said in disclosure.typ. Texts reach it as JSON, so whatever a document says is printed, never run.
"""

from collections.abc import Sequence
from datetime import UTC, datetime
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

import msgspec

from gouji.model.disclosure import Disclosure
from gouji.render.document import document
from gouji.render.printed import Printed
from gouji.render.typeset import describe_pages

if TYPE_CHECKING:
    from typst import Fonts, PDFStandard

# To be kept and to be read aloud; only to be kept; as good as it gets. The first two forbid characters without a meaning
# in Unicode (private use) and characters that no font has; a document that holds one is printed all the same.
_CREATED = datetime(2000, 1, 1, tzinfo=UTC)  # an archival file must tell a date; a true one would make every file another
_STANDARDS: tuple[list["PDFStandard"], ...] = (["a-2a", "ua-1"], ["a-2b"], [])


def pdf(disclosure: Disclosure, *, draft: bool = False) -> bytes:
    """Return the disclosure as PDF. draft: every page is marked as a draft (草稿)."""
    return pdf_of(document(disclosure), draft=draft)


def pdf_of(printed: Sequence[Printed], *, draft: bool = False) -> bytes:
    """Return the printed things as PDF, in the strictest standard that their characters allow."""
    import typst  # here, because a check must not wait for it

    inputs = {"document": msgspec.json.encode(describe_pages(printed, draft=draft)).decode()}
    for standards in _STANDARDS:
        try:
            return typst.compile(_template(), font_paths=_fonts(), sys_inputs=inputs, pdf_standards=standards, timestamp=_CREATED)
        except typst.TypstError as error:
            if not standards or "PDF/" not in error.message:
                raise
    raise AssertionError("the last standard is none")


@cache
def _template() -> bytes:
    return files("gouji.render").joinpath("disclosure.typ").read_bytes()


@cache
def _fonts() -> "Fonts":
    """Return the installed fonts, never those of the machine: the same page everywhere."""
    import typst
    from pylopdf_fonts_zh_cn import sans_path

    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[str(sans_path().parent)])
