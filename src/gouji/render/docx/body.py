"""Printed things → the body of a Word document: cover, contents field, sections upright and turned, tables, charts."""

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct, structs

from gouji.model.disclosure import Grid
from gouji.render.charts import describe
from gouji.render.docx.tables import Look, word_table
from gouji.render.docx.xml import attribute, clean, field, paragraph, run, twips
from gouji.render.fitting import SHEETS, Fit, Paper, fit_form, fit_table
from gouji.render.links import contents_links
from gouji.render.printed import Chart, Contents, Heading, Printed, PrintedForm, PrintedTable, Prose, Title

_LABELLED = re.compile(r"[^\t：:]{1,12}[：:][^\t]*$")
_PAPERS: dict[Paper, tuple[float, float]] = {"upright": (595.3, 841.9), "turned": (841.9, 595.3), "large": (1190.5, 841.9)}
_EMU = 12700  # in a point
CHART_SIZE = (430.0, 240.0)  # points
_BOOKMARK = "_Toc{:06}"


class Body(Struct, frozen=True):
    """The body's XML, and the charts it shows in order."""

    xml: str
    charts: tuple[Chart, ...]
    stale: bool  # whether the contents want page numbers that only Word can count


class _Piece(Struct, frozen=True):
    """The XML of one printed thing and the paper it stands on; waits: it goes with what follows."""

    xml: str
    paper: Paper = "upright"
    waits: bool = False
    front: bool = False


def word_body(printed: Sequence[Printed]) -> Body:
    """Return the body. Charts without figures are a caption alone."""
    links = contents_links(printed)
    targets = {target: number for number, target in links.items()}
    charts: list[Chart] = []
    pieces: list[_Piece] = []
    above: Printed | None = None
    for index, thing in enumerate(printed):
        mark = (index, _BOOKMARK.format(targets[index])) if index in targets else None
        pieces += _pieces(thing, mark, above, charts, links)
        above = thing
    contents = next((thing for thing in printed if isinstance(thing, Contents)), None)
    stale = contents is not None and any(page is None for _, _, page in contents.entries)
    return Body("".join(_in_sections(_on_papers(pieces))), tuple(charts), stale)


def _pieces(
    thing: Printed, mark: "tuple[int, str] | None", above: Printed | None, charts: list[Chart], links: dict[int, int]
) -> Iterator[_Piece]:
    match thing:
        case Title():
            department = paragraph("Department", run(thing.department)) if thing.department else ""
            yield _Piece(department + paragraph("Title", run(thing.subject)), front=True)
        case Contents():
            yield _Piece(_contents(thing, links), front=True)
        case Heading():
            yield _Piece(paragraph(f"Heading{thing.level}", _marked(run(thing.text), mark)), waits=True)
        case Prose():
            yield _Piece(paragraph("BodyText", run(thing.text)))
        case Chart():
            yield _Piece(_chart(thing, charts))
        case PrintedTable():
            yield from _table(thing, mark, above)
        case PrintedForm():
            yield _form(thing)


def _marked(content: str, mark: tuple[int, str] | None) -> str:
    """Return the content between the ends of a bookmark, which the contents lead to."""
    if mark is None:
        return content
    return f'<w:bookmarkStart w:id="{mark[0]}" w:name="{mark[1]}"/>{content}<w:bookmarkEnd w:id="{mark[0]}"/>'


# --- contents -----------------------------------------------------------------------------------------------------


def _contents(contents: Contents, links: dict[int, int]) -> str:
    """Return the contents as a field that already shows the entries as printed, each leading to its heading."""
    levels = max((level for level, _, _ in contents.entries), default=3)
    begin = (
        f'<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> TOC \\o "1-{levels}" \\h \\z \\u </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )
    entries = [
        paragraph(f"TOC{level}", (begin if number == 0 else "") + _entry(number, title, page, number in links))
        for number, (level, title, page) in enumerate(contents.entries)
    ]
    end = paragraph("SectionEnd", '<w:r><w:fldChar w:fldCharType="end"/></w:r>')
    return (
        '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/><w:docPartUnique/></w:docPartObj></w:sdtPr>'
        f"<w:sdtContent>{paragraph('TOCHeading', run(contents.title))}{''.join(entries)}{end}</w:sdtContent></w:sdt>"
    )


def _entry(number: int, title: str, page: int | None, linked: bool) -> str:
    shown = run(str(page)) if page is not None else ""
    if not linked:
        return run(title) + (f"<w:r><w:tab/></w:r>{shown}" if shown else "")
    name = _BOOKMARK.format(number)
    counted = field(f"PAGEREF {name} \\h", shown, dirty=page is None)
    return f'<w:hyperlink w:anchor="{name}" w:history="1">{run(title)}<w:r><w:tab/></w:r>{counted}</w:hyperlink>'


# --- tables, forms, charts ----------------------------------------------------------------------------------------


def _table(table: PrintedTable, mark: tuple[int, str] | None, above: Printed | None) -> Iterator[_Piece]:
    """Yield the table with its title. It begins a new page when it is long and another stands above it."""
    notes = "".join(paragraph("Note", run(note)) for note in table.notes)
    if not table.grid.rows:
        yield _Piece(_heading(table, mark, "upright", apart=False) + notes)
        return
    grid = _even(table.grid)
    fit = fit_table(grid, table.head, table.amounts)
    apart = isinstance(above, PrintedForm) or (isinstance(above, PrintedTable) and bool(table.title) and _is_long(fit))
    look = Look(min(table.head, len(grid.rows)), frozenset(table.amounts), frozenset(table.bold))
    gap = "" if table.title else paragraph("SectionEnd", "")
    yield _Piece(gap + _heading(table, mark, fit.paper, apart=apart) + word_table(grid, fit, look) + notes, fit.paper)


def _is_long(fit: Fit) -> bool:
    """Return whether the table takes half a page or more: such a one is not begun at the foot of a page."""
    return fit.height > SHEETS[fit.paper][1] / 2


def _heading(table: PrintedTable, mark: tuple[int, str] | None, paper: Paper, *, apart: bool) -> str:
    """Return what stands above the grid: label, title, and the lines, two short ones at both ends of one line."""
    new_page = "<w:pageBreakBefore/>" if apart else ""
    label = paragraph("TableLabel", run(table.label), new_page) if table.label else ""
    level = f'<w:outlineLvl w:val="{table.level - 1}"/>' if table.level != 2 else ""
    title = paragraph("TableTitle", _marked(run(table.title), mark), ("" if label else new_page) + level) if table.title else ""
    return label + title + _lines(table.lines, paper)


def _lines(lines: Sequence[str], paper: Paper) -> str:
    if len(lines) == 2 and all(map(_LABELLED.match, lines)):
        stop = f'<w:tabs><w:tab w:val="right" w:pos="{twips(SHEETS[paper][0])}"/></w:tabs>'
        return paragraph("TableLine", f"{run(lines[0])}<w:r><w:tab/></w:r>{run(lines[1])}", stop)
    return "".join(paragraph("TableLine", run(line)) for line in lines)


def _form(form: PrintedForm) -> _Piece:
    title = paragraph("FormTitle", run(form.title)) if form.title else ""
    year = paragraph("FormLine", run(form.subtitle)) if form.subtitle else ""
    notes = "".join(paragraph("Note", run(text)) for text in form.fragments)
    if not form.grid.rows:
        return _Piece(title + year + notes)
    grid = _even(form.grid)
    return _Piece(title + year + word_table(grid, fit_form(grid), Look(whole=False)) + notes)


def _even(grid: Grid) -> Grid:
    """Return the grid with rows of one width."""
    return structs.replace(grid, rows=tuple(row + ("",) * (grid.width - len(row)) for row in grid.rows))


def _chart(chart: Chart, charts: list[Chart]) -> str:
    """Return the chart above its caption. charts: those shown so far, which this one joins."""
    caption = paragraph("Caption", run(chart.caption))
    if not chart.values:
        return caption
    charts.append(chart)
    number, (width, height) = len(charts), CHART_SIZE
    drawing = (
        f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{round(width * _EMU)}" cy="{round(height * _EMU)}"/>'
        f'<wp:docPr id="{number}" name={attribute(chart.caption)} descr={attribute(describe(chart))}/><wp:cNvGraphicFramePr/>'
        '<a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
        '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart">'
        f'<c:chart xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" r:id="chart{number}"/>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )
    return paragraph("Figure", drawing) + caption


# --- sections -----------------------------------------------------------------------------------------------------


def _on_papers(pieces: Sequence[_Piece]) -> list[_Piece]:
    """Return the pieces with headings on the paper of what stands below them."""
    placed: list[_Piece] = []
    below: Paper = "upright"
    for piece in reversed(pieces):
        below = below if piece.waits else piece.paper
        placed.append(structs.replace(piece, paper=below))
    return placed[::-1]


def _in_sections(pieces: Sequence[_Piece]) -> Iterator[str]:
    """Yield the pieces; where the paper changes, and behind the contents, a section ends.

    Pages are counted from the first behind the contents.
    """
    counted = False
    for number, piece in enumerate(pieces):
        yield piece.xml
        after = pieces[number + 1] if number + 1 < len(pieces) else None
        if after is not None and (after.paper, after.front) == (piece.paper, piece.front):
            continue
        end = _section(piece.paper, footer=not piece.front, first=not piece.front and not counted)
        counted = counted or not piece.front
        yield end if after is None else f'<w:p><w:pPr><w:pStyle w:val="SectionEnd"/>{end}</w:pPr></w:p>'


def _section(paper: Paper, *, footer: bool, first: bool) -> str:
    wide, high = _PAPERS[paper]
    side = (wide - SHEETS[paper][0]) / 2
    foot = '<w:footerReference w:type="default" r:id="footer"/>' if footer else '<w:footerReference w:type="default" r:id="nofooter"/>'
    turned = ' w:orient="landscape"' if wide > high else ""
    start = '<w:pgNumType w:start="1"/>' if first else ""
    margin = twips(side)
    above = twips((high - SHEETS[paper][1]) / 2)
    return (
        f'<w:sectPr>{foot}<w:type w:val="nextPage"/><w:pgSz w:w="{twips(wide)}" w:h="{twips(high)}"{turned}/>'
        f'<w:pgMar w:top="{above}" w:right="{margin}" w:bottom="{above}" w:left="{margin}" w:header="720" w:footer="{above // 2}" w:gutter="0"/>'
        f"{start}</w:sectPr>"
    )


def footer(*, numbered: bool) -> str:
    """Return the content of the foot of a page: its number between dashes, or nothing."""
    number = f"{run('— ')}{field('PAGE', run('1'))}{run(' —')}" if numbered else ""
    return paragraph("Footer", number)


def plain_title(printed: Sequence[Printed]) -> str:
    """Return the title of the document for its properties, escaped."""
    title = next((thing for thing in printed if isinstance(thing, Title)), Title("", ""))
    return clean(" ".join(filter(None, (title.department, title.subject))))
