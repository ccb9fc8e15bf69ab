"""What a row of a table is about: the cells of its label columns in, its Name out, told as the table's kind identifies rows."""

import re
from collections.abc import Callable, Sequence

from msgspec import Struct

from gouji.layouts.classification import CODE_LEVELS, functional_names, plain_name
from gouji.layouts.headings import vocabulary
from gouji.layouts.layout import class_codes
from gouji.layouts.words import is_sub_label, plain, plain_label
from gouji.model.disclosure import Figure, Row
from gouji.model.place import Place
from gouji.read.columns import SideColumns
from gouji.read.table_body import Body

TOTAL = "合计"
_CODED_NAME = re.compile(r"^\[?(\d{3}(?:\d{2}){0,3})\]?[-—]?(\D.*)$")

Above = Sequence[Row]


class Name(Struct, frozen=True):
    """What a row is about: the name parts of `model.Row`."""

    key: str
    label: str
    code: str = ""
    name: str = ""
    counterpart: str = ""
    level: str = ""
    known: bool = True

    def make_row(self, side: str, place: Place, figures: dict[str, Figure]) -> Row:
        """Return the row of this name."""
        return Row(self.key, self.label, place, side, self.code, self.name, self.counterpart, self.level, figures)


def name_row(cells: Sequence[str], columns: SideColumns, body: Body, above: Above) -> Name | None:
    """Return what the row is about on the side, None when nothing says so. above: the rows of the side already read."""
    return _NAMES[body.words.kind.by](cells, columns, body, above) or _total_aside(cells, columns)


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
    return Name(code, label, code, name, level=CODE_LEVELS.get(len(code), ""))


def _heads_unit(code: str, name: str, body: Body) -> bool:
    """Return whether the row is a unit's own, in a list of codes unit by unit (118301 某区文化馆)."""
    if code[:3] in functional_names() or not name:
        return False
    return name in body.units or _is_department(name, body) or bool(vocabulary().institution.search(plain(name)))


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
        return CODE_LEVELS.get(len(code), "")
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
    return CODE_LEVELS[len(code)] if any(plain_name(one.name) == plain_name(name) for one in names) else ""


_NAMES: dict[str, Callable[[Sequence[str], SideColumns, Body, Above], Name | None]] = {
    "function_code": _name_by_code,
    "item": _name_item,
    "economic_pair": _name_pair,
    "unit": _name_unit,
    "project": _name_project,
    "purchase": _name_purchase,
}


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
