"""The workbook a finance officer filled in, in; the Budget it tells out, or everything that is wrong with it."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from gouji.layouts.layout import layouts, prepared_layouts
from gouji.layouts.words import plain
from gouji.model.budget import Budget
from gouji.model.disclosure import Trouble
from gouji.model.place import Place, show_place
from gouji.prepare.columns import load_book
from gouji.prepare.records import Rows, make_budget
from gouji.prepare.sheets import Page, read_facts, read_sheet
from gouji.prepare.template import GUIDE, LISTS
from gouji.prepare.troubles import nearest, nearest_slots, stops, trouble
from gouji.prepare.validate import validate_readable
from gouji.prepare.where import at, at_fact
from gouji.read.blocks import ReadError
from gouji.read.bounds import MAX_CELLS
from gouji.read.files import open_workbook
from gouji.read.scan import Scan

_LIKE = 0.5  # how much a sheet's name must be like another to be named as perhaps meant
_LISTED = 10  # cells named in one trouble
_REFERENCE = re.compile(r"([A-Z]+)(\d+)$")


def read_budget(path: Path | str) -> tuple[Budget | None, tuple[Trouble, ...]]:
    """Return the budget of the workbook and what is wrong with it; None when anything must be corrected first.

    path: xlsx or xls. Every trouble names sheet and cell. A file that cannot be opened gives its one READ trouble.
    What a whole budget says is not judged here (see validate); of one that must be corrected the rows that can be read
    are, so that they are corrected at the same time.
    """
    try:
        book, scans = open_workbook(path)
    except ReadError as error:
        return None, (error.trouble,)
    pages, troubles = _open_pages(book, scans)
    rows: Rows = {}
    incomplete = {sheet.holds for sheet in load_book().sheets if sheet.name not in pages}
    for sheet in load_book().sheets:
        if sheet.name in pages:
            rows[sheet.holds], found = read_sheet(pages[sheet.name], sheet)
            troubles += found
            if stops(found):
                incomplete.add(sheet.holds)
    layout, found = _judge_template(pages.get(GUIDE), rows)
    troubles += found
    usable = _usable(rows)
    if "projects" not in incomplete:
        troubles += _strange_targets(usable)
    if not _complete(rows):
        return None, tuple(troubles)
    if stops(troubles):
        return None, (*troubles, *validate_readable(make_budget(usable, layout), incomplete))
    return make_budget(rows, layout), tuple(troubles)


# Which worksheet is which


def _open_pages(book: CalamineWorkbook, scans: dict[str, Scan | str]) -> tuple[dict[str, Page], list[Trouble]]:
    """Return the sheets of the template by their name there, and what is wrong with the set of sheets."""
    names, troubles = _match_sheets(book)
    pages: dict[str, Page] = {}
    for name, actual in names.items():
        found = _open_page(book, actual, scans.get(actual))
        if isinstance(found, Trouble):
            troubles.append(found)
        else:
            pages[name] = found
    troubles += _missing_sheets(names, book)
    return pages, troubles


def _match_sheets(book: CalamineWorkbook) -> tuple[dict[str, str], list[Trouble]]:
    """Return name in the template → name in the workbook. Hidden sheets of the template count, other hidden ones do not."""
    known = {plain(GUIDE): GUIDE, plain(LISTS): LISTS}
    sheets = load_book().sheets
    known |= {plain(word): sheet.name for sheet in sheets for word in sheet.also}
    known |= {plain(sheet.name): sheet.name for sheet in sheets}
    names: dict[str, str] = {}
    troubles: list[Trouble] = []
    for meta in book.sheets_metadata:
        name = known.get(plain(meta.name))
        place = Place(sheet=meta.name)
        if name in names and meta.name != names[name]:
            troubles.append(trouble("PREP-004", place, sheet=meta.name, other=names[name]))
        elif name is not None:
            names[name] = meta.name
        elif meta.visible == SheetVisibleEnum.Visible and meta.typ == SheetTypeEnum.WorkSheet and _has_cells(book, meta.name):
            like = nearest(meta.name, [sheet.name for sheet in sheets], _LIKE)
            slots = {"nearest": _perhaps(like), "nearest_en": _perhaps_en(like)}
            troubles.append(trouble("PREP-003", place, sheet=meta.name, **slots))
    names.pop(LISTS, None)
    return names, troubles


def _has_cells(book: CalamineWorkbook, name: str) -> bool:
    try:
        return book.get_sheet_by_name(name).start is not None
    except CalamineError:
        return True


def _missing_sheets(names: dict[str, str], book: CalamineWorkbook) -> Iterator[Trouble]:
    strange = [name for name in book.sheet_names if name not in names.values() and name != LISTS]
    for sheet in load_book().sheets:
        if sheet.name not in names:
            like = nearest(sheet.name, strange, _LIKE)
            code = "PREP-001" if sheet.essential else "PREP-002"
            slots = {"nearest": _perhaps(like), "nearest_en": _perhaps_en(like)}
            yield trouble(code, Place(sheet=sheet.name), sheet=sheet.name, **slots)


def _perhaps(like: str | None) -> str:
    return f"是不是“{like}”？" if like else ""


def _perhaps_en(like: str | None) -> str:
    return f"Perhaps “{like}” is meant. " if like else ""


def _open_page(book: CalamineWorkbook, name: str, scan: Scan | str | None) -> Page | Trouble:
    """Return the sheet's cells. scan: None where the kind of file has none (xls)."""
    if isinstance(scan, str) or (scan is not None and scan.too_large):
        found = scan if isinstance(scan, str) else f"{scan.cells} > {MAX_CELLS}"
        return trouble("PREP-028", Place(sheet=name), sheet=name, found=found)
    try:
        sheet = book.get_sheet_by_name(name)
        return _make_page(sheet, scan or Scan(0))
    except CalamineError as error:
        return trouble("PREP-028", Place(sheet=name), sheet=name, found=str(error))


def _make_page(sheet: CalamineSheet, scan: Scan) -> Page:
    top, left = sheet.start or (0, 0)
    return Page(
        sheet.name,
        sheet.to_python() if sheet.start is not None else [],
        top,
        left,
        sheet.merged_cell_ranges or (),
        frozenset(map(_position, scan.uncalculated)),
        frozenset(map(_position, scan.errors)),
        scan.formats,
    )


def _position(cell: str) -> tuple[int, int]:
    """Return the 0-based row and column of an A1 reference."""
    letters, digits = _REFERENCE.match(cell).groups()  # type: ignore[union-attr]
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return int(digits) - 1, column - 1


# What belongs together


def _judge_template(page: Page | None, rows: Rows) -> tuple[str, list[Trouble]]:
    """Return the layout the template was written for (the newest where it names none we know), and what is wrong with it."""
    book = load_book()
    facts = read_facts(page, {plain(label): name for name, label in book.guide.facts.items()}) if page else {}
    known = prepared_layouts()
    troubles = [
        trouble("PREP-023", Place(sheet=GUIDE), sheet=GUIDE, label=label)
        for name, label in book.guide.facts.items()
        if not facts.get(name, ("",))[0]
    ]
    version, place = facts.get("version", ("", Place()))
    if version and plain(version) != plain(book.version):
        troubles.append(trouble("PREP-022", place, found=version, expected=book.version))
    layout, place = facts.get("layout", ("", Place()))
    if layout and layout not in known:
        read_only = layout in {one.name for one in layouts()}
        troubles.append(trouble("PREP-032" if read_only else "PREP-025", place, found=layout, allowed="、".join(known)))
    year, place = facts.get("year", ("", Place()))
    return layout if layout in known else known[-1], troubles + _judge_year(year, rows)


def _judge_year(template: str, rows: Rows) -> list[Trouble]:
    given = next((row for row in rows.get("department", ()) if "year" in row.fields), None)
    if not template or given is None or str(given.fields["year"]) == template:
        return []
    return [trouble("PREP-024", at_fact("department", "year"), template=template, found=given.fields["year"])]


def _usable(rows: Rows) -> Rows:
    """Return the rows without those that lack a required field because the sheet lacks its column."""
    usable: Rows = {}
    for sheet in load_book().sheets:
        required = {column.field for column in sheet.columns if column.required and sheet.shape != "facts"}
        usable[sheet.holds] = [row for row in rows.get(sheet.holds, ()) if required <= row.fields.keys()]
    return usable


def _strange_targets(rows: Rows) -> Iterator[Trouble]:
    """Yield the projects of targets that the sheet of projects does not have, at the first: their targets would be lost."""
    names = {row.fields["name"] for row in rows.get("projects", ())}
    lost: dict[str, list[Place]] = {}
    for row in rows.get("targets", ()):
        if (name := row.fields["project"]) not in names:
            lost.setdefault(name, []).append(at(row.place, "targets", "project"))
    for name, (first, *others) in lost.items():
        slots = nearest_slots(name, names)
        if others:
            cells = [place.cell or show_place(place) for place in (first, *others)]
            yield trouble("PREP-221", first, found=name, count=len(cells), cells=_list(cells), **slots)
        else:
            yield trouble("PREP-216", first, found=name, **slots)


def _list(cells: Sequence[str]) -> str:
    """Return the cells, of many the first ones and the last."""
    return "、".join(cells if len(cells) <= _LISTED else (*cells[: _LISTED - 1], f"… {cells[-1]}"))


def _complete(rows: Rows) -> bool:
    return any({"department", "year"} <= row.fields.keys() for row in rows.get("department", ()))
