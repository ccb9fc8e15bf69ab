"""The rows of a table: the cells below the header and what each column is in, Rows with their figures out."""

from collections.abc import Sequence

from msgspec import Struct, field, structs

from gouji.layouts.headings import vocabulary
from gouji.layouts.words import plain, plain_label
from gouji.model.disclosure import Figure, Row
from gouji.model.money import read_money
from gouji.read.columns import Column, SideColumns
from gouji.read.row_names import TOTAL, Above, Name, name_row
from gouji.read.table_body import Body, PrintedRow

_FACING = ("收入", "支出")


class ReadRows(Struct, frozen=True):
    """The rows of one grid row, one per side, and the labels that the kind does not know."""

    rows: tuple[Row, ...] = ()
    strange: tuple[Row, ...] = field(default=())
    nameless: tuple[Row, ...] = ()


def read_row(printed: PrintedRow, sides: Sequence[SideColumns], body: Body, above: Above) -> ReadRows:
    """Return what one printed line says on each side. above: rows already read, of all sides."""
    rows, strange, nameless = list[Row](), list[Row](), list[Row]()
    left: Name | None = None
    for columns in sides:
        over = [row for row in above if row.side == columns.side] if len(sides) > 1 else above
        own = name_row(printed.cells, columns, body, over)
        name = own or _shared(left, columns.side, body)
        left = own or left
        if own is not None and body.words.kind.by == "item" and vocabulary().counted.search(plain(own.label)):
            continue
        label = name.label if name else ""
        figures = {
            column.name: _figure(printed, column, label, body) for column in columns.columns if not printed.repeats_header(column)
        }
        has_amounts = any(figure.state in ("printed", "unreadable") for figure in figures.values())
        if name is None and not has_amounts:
            continue
        row = (name or Name("", "")).make_row(columns.side, printed.place(0, body, label), figures)
        if own is None and name is not None and has_amounts:
            rows = _stand_for_both(rows, figures)
        rows.append(row)
        if name is None:
            nameless.append(row)
        elif not name.known and has_amounts:
            strange.append(row)
    return ReadRows(tuple(rows), tuple(strange), tuple(nameless))


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
