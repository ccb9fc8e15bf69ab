"""The rows of a table: the cells below the header and what each column is in, Rows with their figures out."""

import re
from collections.abc import Callable, Sequence

from msgspec import Struct, field, structs

from gouji.layouts.characters import HAN
from gouji.layouts.classification import functional_names, plain_name
from gouji.layouts.headings import TableWords, vocabulary
from gouji.layouts.layout import class_codes
from gouji.layouts.words import is_sub_label, plain, plain_label
from gouji.model.disclosure import Figure, Grid, Row
from gouji.model.money import read_money
from gouji.model.place import Place
from gouji.read.columns import Column, SideColumns
from gouji.read.headers import Header
from gouji.read.places import cell_place

TOTAL = "合计"
_FACING = ("收入", "支出")
_CODE_LEVELS = {3: "类", 5: "款", 7: "项"}
_AMOUNT = re.compile(r"\s*\(?[-+]?\d[\d,]*\.\d+\)?\s*$")
_LABEL = re.compile(rf"{HAN}{{3}}")
_CODED_NAME = re.compile(r"^\[?(\d{3}(?:\d{2}){0,3})\]?[-—]?(\D.*)$")


class Name(Struct, frozen=True):
    """What a row is about: the name parts of `model.Row`."""

    key: str
    label: str
    code: str = ""
    name: str = ""
    counterpart: str = ""
    level: str = ""
    known: bool = True


class Body(Struct, frozen=True):
    """What the rows of one table have in common. unit: None when it is not known. units: names of budget units.

    year: the budget year, None when neither the title nor the header says it.
    """

    words: TableWords
    title: str
    unit: str | None
    department: str | None = None
    units: frozenset[str] = frozenset()
    year: int | None = None


class PrintedRow(Struct, frozen=True):
    """One printed line of a table: row `index` of the grid. cells: its texts, as many as the table has columns."""

    grid: Grid
    index: int
    cells: tuple[str, ...]

    def place(self, column: int, body: Body, label: str, header: str = "") -> Place:
        """Return where the cell in the column stands."""
        return cell_place(self.grid, self.index, column, body.title, label, header)


class ReadRows(Struct, frozen=True):
    """The rows of one grid row, one per side, and the labels that the kind does not know."""

    rows: tuple[Row, ...] = ()
    strange: tuple[Row, ...] = field(default=())
    nameless: tuple[Row, ...] = ()


Above = Sequence[Row]


def read_row(printed: PrintedRow, sides: Sequence[SideColumns], body: Body, above: Above) -> ReadRows:
    """Return what one printed line says on each side. above: rows already read, of all sides."""
    cells = printed.cells
    rows, strange, nameless = list[Row](), list[Row](), list[Row]()
    left: Name | None = None
    for columns in sides:
        over = [row for row in above if row.side == columns.side] if len(sides) > 1 else above
        own = _NAMES[body.words.kind.by](cells, columns, body, over) or _total_aside(cells, columns)
        name = own or _shared(left, columns.side, body)
        left = own or left
        if own is not None and body.words.kind.by == "item" and vocabulary().counted.search(plain(own.label)):
            continue
        label = name.label if name else ""
        figures = {
            column.name: _figure(printed, column, label, body) for column in columns.columns if not _repeats_header(cells, column)
        }
        has_amounts = any(figure.state in ("printed", "unreadable") for figure in figures.values())
        if name is None and not has_amounts:
            continue
        row = _make_row(name or Name("", ""), columns.side, printed.place(0, body, label), figures)
        if own is None and name is not None and has_amounts:
            rows = _stand_for_both(rows, figures)
        rows.append(row)
        if name is None:
            nameless.append(row)
        elif not name.known and has_amounts:
            strange.append(row)
    return ReadRows(tuple(rows), tuple(strange), tuple(nameless))


def _repeats_header(cells: Sequence[str], column: Column) -> bool:
    """Return whether the cell is not an amount but the last word of its header, which a total row may have to name."""
    return bool(cells[column.index].strip()) and plain(cells[column.index]) == plain(column.header.rpartition("/")[2])


def place_totals(rows: Sequence[Row], sides: Sequence[SideColumns]) -> list[Row]:
    """Return the rows; the amount of a total that spans several blocks of columns stands in the first known one."""
    by_side = {columns.side: columns for columns in sides}
    return [
        structs.replace(row, figures=_below_first(row.figures, by_side[row.side])) if row.level == TOTAL else row
        for row in rows
    ]


def name_lone_row(rows: Sequence[Row], sides: Sequence[SideColumns], body: Body) -> list[Row]:
    """Return the rows; the only line of a table without labels is its total (支出预算总表 of Jiangsu)."""
    alone = len(sides) == 1 and len(rows) == 1 and not sides[0].labels and not rows[0].key
    if not alone or TOTAL not in body.words.kind.rows.get(sides[0].side, ()):
        return list(rows)
    return [structs.replace(rows[0], key=TOTAL, name=TOTAL, level=TOTAL)]


def name_closing_rows(rows: Sequence[Row], body: Body) -> list[Row]:
    """Return the rows; the last of a side is its grand total if it is called a total and nothing else is (收入合计)."""
    named = list(rows)
    for side, key in vocabulary().closing.items():
        own = [index for index, row in enumerate(rows) if row.side == side]
        if not own or key not in body.words.kind.rows.get(side, ()) or any(rows[i].key == key for i in own):
            continue
        last = rows[own[-1]]
        if plain_label(last.label) in vocabulary().closing_words:
            named[own[-1]] = structs.replace(last, key=key, level=TOTAL)
    return named


def is_shifted(printed: PrintedRow, sides: Sequence[SideColumns], header: Header) -> bool:
    """Return whether cells stand in wrong columns: an amount where a label belongs or where no column has a word of its
    own, or a label where an amount belongs.
    """
    cells = printed.cells
    if any("." in cell and _AMOUNT.match(cell) for cell, named in zip(cells, header.named, strict=False) if not named):
        return True
    for columns in sides:
        if any("." in cells[index] and _AMOUNT.match(cells[index]) for index in columns.indexes("name")):
            return True
        amounts = (cells[column.index] for column in columns.columns if column.known and not _repeats_header(cells, column))
        if any(not text.isascii() and _LABEL.search(text) for text in amounts):
            return True
    return False


def read_broken_row(printed: PrintedRow, sides: Sequence[SideColumns], body: Body) -> tuple[Row, ...]:
    """Return the rows of a line whose cells do not stand in their columns: which amount belongs where is not known.

    Every figure is unreadable, so that no rule takes the amounts that are there for others, or for missing.
    """
    cells = [cell.strip() for cell in printed.cells if cell.strip()]
    found: list[Row] = []
    for columns in sides:
        name = _name_broken(cells, columns, body, alone=len(sides) == 1)
        if name is None:
            continue
        figures = {
            column.name: Figure(
                " ".join(cells),
                "unreadable",
                body.unit or "",
                None,
                printed.place(0, body, name.label, column.header),
            )
            for column in columns.columns
        }
        found.append(_make_row(name, columns.side, printed.place(0, body, name.label), figures))
    return tuple(found)


def _name_broken(cells: Sequence[str], columns: SideColumns, body: Body, *, alone: bool) -> Name | None:
    """Return what the line is about: a code or a row of the kind; else its first words, where there is one side only."""
    rows = body.words.sides[columns.side].rows
    for cell in cells:
        label = plain_label(cell)
        if key := rows.find(label):
            return Name(
                key, cell, class_codes().get(key, ""), key, level="类" if key in class_codes() else ""
            )
        if label in vocabulary().totals:
            return Name(TOTAL, cell, name=cell, level=TOTAL)
    words = [cell for cell in cells if not _AMOUNT.match(cell)]
    if not alone or not words:
        return None
    coded = re.match(r"\d{3}(?:\d{2}){0,2}(?!\d)", plain(words[0]))
    code = coded[0] if coded and body.words.kind.by == "function_code" else ""
    return Name(code or words[0], " ".join(words), code, level=_CODE_LEVELS.get(len(code), ""))


# --- names of rows, by what identifies them in the kind --------------------------------------------------------------


def _heads_unit(code: str, name: str, body: Body) -> bool:
    """Return whether the row is a unit's own, in a list of codes unit by unit (118301 某区文化馆)."""
    if code[:3] in functional_names() or not name:
        return False
    return name in body.units or _is_department(name, body) or bool(vocabulary().institution.search(plain(name)))


def find_unit(cells: Sequence[str], columns: SideColumns) -> str:
    """Return the unit that the row names in a column of units, "" where there is none; a total is none."""
    found = next((text for label in columns.labels if label.units and (text := cells[label.index].strip())), "")
    return "" if plain_label(found) in vocabulary().totals or plain(found) in vocabulary().subtotals else found


def _total_aside(cells: Sequence[str], columns: SideColumns) -> Name | None:
    """Return the total of a row whose word for it begins in a column that names nothing: 合计 over 类型 | 项目名称."""
    printed = _text(cells, columns, "other", first=True)
    return Name(TOTAL, printed, name=printed, level=TOTAL) if plain_label(printed) in vocabulary().totals else None


def _name_by_code(cells: Sequence[str], columns: SideColumns, body: Body, above: Above) -> Name | None:
    code, name = _code_and_name(cells, columns, above)
    label = " ".join(part for part in (code, name) if part)
    if not label:
        return None
    if plain_label(code or name) in vocabulary().totals or plain_label(name) in vocabulary().totals:
        return Name(TOTAL, name or code, name=name or code, level=TOTAL)
    if _heads_unit(code, name, body) or (not code and find_unit(cells, columns) == name):
        return Name(name, label, code, name, level="单位")
    if not code.isdigit():
        return Name(name or code, label, code, name, known=not code)
    return Name(code, label, code, name, level=_CODE_LEVELS.get(len(code), ""))


def _code_and_name(cells: Sequence[str], columns: SideColumns, above: Above) -> tuple[str, str]:
    """Return the code and the name of the row; both may stand in one column ([301]工资福利支出)."""
    code, name = _code(cells, columns, above), _text(cells, columns, "name")
    if not code and (coded := _CODED_NAME.match(plain(name))):
        return coded[1], coded[2]
    return code, name


def _name_item(cells: Sequence[str], columns: SideColumns, body: Body, above: Above) -> Name | None:
    printed = _text(cells, columns, "name")
    if not printed:
        return None
    label = plain_label(printed)
    key = body.words.sides[columns.side].rows.find(label)
    known = body.words.kind.rows.get(columns.side, ())
    if above and (below := f"{above[-1].key.partition('/')[0]}/{key}") in known:
        return Name(below, printed, name=printed, level="分项")
    if key is None or any(row.key == key for row in above):
        return Name(printed if key else label, printed, name=printed, known=False)
    if code := class_codes().get(key):
        return Name(key, printed, code, key, level="类")
    level = TOTAL if key.endswith(("合计", "总计")) else "分项" if is_sub_label(printed) else ""
    return Name(key, printed, name=key, level=level)


def _name_pair(cells: Sequence[str], columns: SideColumns, body: Body, above: Above) -> Name | None:
    code, name = _code_and_name(cells, columns, above)
    counterpart = _text(cells, columns, "counterpart")
    if not (code or name or counterpart):
        return None
    if plain_label(name or code) in vocabulary().totals:
        return Name(TOTAL, name or code, code=code, name=name, level=TOTAL)
    if known := body.words.sides[columns.side].rows.find(plain_label(name or code)):
        return Name(known, name or code, name=name or code)
    label = " ".join(part for part in (code, name, counterpart) if part)
    key = f"{plain(name or code)}/{plain(counterpart)}" if counterpart else plain(name or code)
    return Name(key, label, code, name, counterpart, _economic_level(code, name, counterpart))


def _economic_level(code: str, name: str, counterpart: str) -> str:
    if counterpart:
        return "款"
    if code.isdigit():
        return _CODE_LEVELS.get(len(code), "")
    return "类" if plain(name) in vocabulary().economic_classes else "款"


def _name_unit(cells: Sequence[str], columns: SideColumns, body: Body, above: Above) -> Name | None:
    printed = _text(cells, columns, "name", first=True)
    if not printed:
        return None
    if plain_label(printed) in vocabulary().totals:
        return Name(TOTAL, printed, name=printed, level=TOTAL)
    return Name(printed, printed, name=printed, level="单位")


def _name_project(cells: Sequence[str], columns: SideColumns, body: Body, above: Above) -> Name | None:
    printed = _text(cells, columns, "name")
    if not printed:
        return None
    code = _code(cells, columns, above)
    if plain_label(printed) in vocabulary().totals:
        return Name(TOTAL, printed, name=printed, level=TOTAL)
    if not above and _is_department(printed, body):
        # No row is called 合计: the department's own row comes first and adds up its units, the units their projects.
        return Name(TOTAL, printed, code, printed, level="部门")
    if _is_unit(printed, body) or _opens_as_unit(printed, body, above):
        return Name(printed, printed, code, printed, level="单位")
    return Name(printed, printed, code, printed, level=_item_level(code, printed) or "项目")


def _name_purchase(cells: Sequence[str], columns: SideColumns, body: Body, above: Above) -> Name | None:
    """Return the name in the last filled column: that of goods, works or services, of a project, or of a thing."""
    indexes = columns.indexes("name")
    filled = [index for index in indexes if cells[index].strip()]
    if not filled:
        return None
    printed = cells[filled[-1]].strip()
    key = body.words.sides[columns.side].rows.find(plain_label(printed))
    if key == TOTAL:
        return Name(TOTAL, printed, name=printed, level=TOTAL)
    if filled[-1] == indexes[-1]:
        return Name(printed, printed, name=printed, level="项")
    group = filled[-1] == indexes[0]
    return Name(key or printed if group else printed, printed, name=printed, level="类" if group else "款")


def _is_department(name: str, body: Body) -> bool:
    return body.department is not None and plain(name) == plain(body.department)


def _is_unit(name: str, body: Body) -> bool:
    """Return whether the row adds up the projects of a unit: named as one, or by its place and kind of institution."""
    if name in body.units or _is_department(name, body):
        return True
    place = vocabulary().place.match(body.department or "")
    return bool(place and name.startswith(place[0]) and vocabulary().institution.search(plain(name)))


def _opens_as_unit(name: str, body: Body, above: Above) -> bool:
    """Return whether the row below the total is a unit's, in a table that does not say whose it is."""
    if body.department is not None or len(above) != 1 or above[0].level != TOTAL:
        return False
    return bool(vocabulary().place.match(plain(name)) and vocabulary().institution.search(plain(name)))


def _item_level(code: str, name: str) -> str:
    """Return the level of a functional item that heads its projects in a list of these (Sichuan), "" for a project."""
    names = functional_names().get(code, ())
    return _CODE_LEVELS[len(code)] if any(plain_name(one.name) == plain_name(name) for one in names) else ""


_NAMES: dict[str, Callable[[Sequence[str], SideColumns, Body, Above], Name | None]] = {
    "function_code": _name_by_code,
    "item": _name_item,
    "economic_pair": _name_pair,
    "unit": _name_unit,
    "project": _name_project,
    "purchase": _name_purchase,
}


def _shared(name: Name | None, side: str, body: Body) -> Name | None:
    """Return the total's name for a side without a label: one 合计 stands in front of both halves of the line."""
    rows = body.words.kind.rows.get(side, ())
    if name is None or name.key not in rows:
        closing = vocabulary().closing.get(side)
        closes = name is not None and closing in rows and plain_label(name.label) in vocabulary().closing_words
        return name if closes and side not in _FACING else None
    return name if name.level == TOTAL else None


def _stand_for_both(rows: Sequence[Row], figures: dict[str, Figure]) -> list[Row]:
    """Return the rows; the last takes the amount that one merged cell prints for it and for the block to its right."""
    last = rows[-1]
    printed = [figure for figure in figures.values() if figure.state == "printed"]
    if len(printed) != 1 or last.key == TOTAL or any(figure.state != "blank" for figure in last.figures.values()):
        return list(rows)
    first = next(iter(last.figures), None)
    if first is None:
        return list(rows)
    return [*rows[:-1], structs.replace(last, figures={**last.figures, first: printed[0]})]


# --- cells ------------------------------------------------------------------------------------------------------------


def _text(cells: Sequence[str], columns: SideColumns, role: str, *, first: bool = False) -> str:
    """Return the label printed in the columns of the role: the last one that is not blank, or the first."""
    found = [text for label in columns.labels if label.role == role and (text := cells[label.index].strip())]
    return (found[0] if first else found[-1]) if found else ""


def _code(cells: Sequence[str], columns: SideColumns, above: Above) -> str:
    """Return the code in the row's code column, or put together from its columns 类, 款 and 项."""
    parts = [plain(cells[label.index]) for label in columns.labels if label.role == "part"]
    if not any(parts):
        return plain(_text(cells, columns, "code"))
    return _join_parts(parts, above[-1].code if above else "")


def _join_parts(parts: Sequence[str], above: str) -> str:
    """Return the full code of 205 | 02 | 05. A blank in front of a part repeats the row above; a part may be the full code.

    7 | 11 | 02 is no code and stays apart: put together it would be another one.
    """
    if parts[0].isdigit() and len(parts[0]) < 3:
        return " ".join(part for part in parts if part)
    code = ""
    for index, part in enumerate(parts):
        end = 3 + 2 * index
        if not part:
            if not any(parts[index:]):
                break
            part = above[len(code) : end]
        if len(part) == end and index and part.startswith(code):
            code = part
        else:
            code += part.zfill(2) if index and part.isdigit() else part
    return code


def _figure(printed: PrintedRow, column: Column, label: str, body: Body) -> Figure:
    text = printed.cells[column.index].strip()
    state, money = read_money(text, body.unit or "元")
    if body.unit is None and state == "printed":
        state, money = "unreadable", None
    return Figure(
        text, state, body.unit or "", money, printed.place(column.index, body, label, column.header)
    )


def _below_first(figures: dict[str, Figure], columns: SideColumns) -> dict[str, Figure]:
    known = [column.name for column in columns.columns if column.known]
    printed = [name for name, figure in figures.items() if figure.state == "printed"]
    if not known or len(printed) != 1 or printed[0] in known or figures[known[0]].state != "blank":
        return figures
    return {**figures, known[0]: figures[printed[0]], printed[0]: figures[known[0]]}


def _make_row(name: Name, side: str, place: Place, figures: dict[str, Figure]) -> Row:
    return Row(name.key, name.label, place, side, name.code, name.name, name.counterpart, name.level, figures)
