"""Where something stands in a document. Made once by the reader, carried by every figure to the last report."""

from collections.abc import Iterable

from msgspec import Struct

Box = tuple[float, float, float, float]  # left, top, right, bottom

_INNER = str.maketrans("“”", "‘’")


class Place(Struct, frozen=True, omit_defaults=True, gc=False):
    """Where a text or figure is printed.

    line: 1-based line of a text or HTML source; in a PDF the number that tells its lines and rows apart.
    sheet, cell: worksheet and A1 reference. page: 1-based page.
    part: title of the table, name of the form or title of the section. row, column: labels as printed.
    grid_column: 0-based column of the grid the text stands in, where no cell reference says it (text, HTML, Word).
    document: the file's name, where a disclosure was put together from several.
    confidence: of what stands in a scanned page and was recognised, how sure the recognition is, 0 to 1: of its least sure
    number. None for what is written in the file.
    box: where on its page, for a file that has pages: points (the page's own units) from the top left corner of the page as
    it is displayed and turned so that its text is upright. A paragraph that goes on over the page has the box of its part on `page`.
    near: in a report on a file that shows no lines, the first words of the paragraph, "" where the rest tells enough.
    """

    line: int | None = None
    sheet: str | None = None
    cell: str | None = None
    page: int | None = None
    part: str = ""
    row: str = ""
    column: str = ""
    grid_column: int | None = None
    document: str = ""
    box: Box | None = None
    confidence: float | None = None
    near: str | None = None


def around(boxes: Iterable[Box]) -> Box:
    """Return the smallest box that holds all of them."""
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)


class Bilingual(Struct, frozen=True, gc=False):
    """One sentence for people, in Chinese and in English."""

    zh: str
    en: str

    def in_language(self, language: str) -> str:
        """Return the sentence in `language` ("zh" or "en")."""
        return self.en if language == "en" else self.zh


def show_place(place: Place, language: str = "zh") -> str:
    """Return the place as one line for a reader: part › row › column（line）."""
    zh = language != "en"
    steps = [place.part]
    if place.row:
        row = place.row.translate(_INNER)
        steps.append(f"行“{row}”" if zh else f"row “{row}”")
    if place.column:
        column = place.column.translate(_INNER)
        steps.append(f"列“{column}”" if zh else f"column “{column}”")
    where = [place.document] if place.document else []
    if place.sheet:
        where.append(f"工作表“{place.sheet}”" if zh else f"sheet “{place.sheet}”")
    if place.cell:
        where.append(f"单元格 {place.cell}" if zh else f"cell {place.cell}")
    if place.page:
        where.append(f"第{place.page}页" if zh else f"page {place.page}")
    if place.near:
        where.append(f"“{place.near.translate(_INNER)}…”一段" if zh else f"at “{place.near.translate(_INNER)}…”")
    if place.line and not place.page and place.near is None:
        where.append(f"第{place.line}行" if zh else f"line {place.line}")
    if place.confidence is not None:
        where.append(f"识别所得，可信度 {place.confidence:.2f}" if zh else f"recognised, confidence {place.confidence:.2f}")
    path = " › ".join(step for step in steps if step)
    told = "，".join(where) if zh else ", ".join(where)
    if not where or not path:
        return path or told
    return f"{path}（{told}）" if zh else f"{path} ({told})"
