"""The rows of one performance form, sorted by what they say: cells with their place in the grid, nothing interpreted.

Extraction moves the values of the head rows from column to column, so empty cells are dropped and labels and values are
read in order; only money and goals of two horizons look at columns.
"""

import re
from collections.abc import Sequence

from msgspec import Struct, structs

from gouji.layouts.form_labels import HORIZONS, Label, find_label, find_role, is_label, load_form_labels
from gouji.model.disclosure import Grid, Horizon
from gouji.read.blocks import Line
from gouji.read.indicators import Cells, Half, Header, read_header, read_row

_UNIT_LINE = re.compile(r"单位\s*[:：]\s*(?:人民币)?\s*([百千万亿]*元)")


class Cell(Struct, frozen=True, gc=False):
    """A text and its row and column in the grid."""

    text: str
    row: int
    column: int


NO_CELL = Cell("", -1, -1)
_WITH_VALUE = ("field", "text", "fund", "fund_heading", "goal")


class FormRows:
    """One form's rows, read from the first to the last.

    fields, texts: field of Form → cell. funds: horizon → field of Funds → cell. goals: horizon (None: not said) → cell.
    unit: printed unit of money, "" if none. indicators: (row, level 1, halves, shifted). unsplit, unknown: rows of the
    grid that could not be read, among the indicators and elsewhere.
    """

    def __init__(self, grid: Grid | None, above: Sequence[Line]) -> None:
        self.unit = next((match[1] for line in above if (match := _UNIT_LINE.search(line.text))), "")
        self.fields: dict[str, Cell] = {}
        self.texts: dict[str, Cell] = {}
        self.funds: dict[Horizon, dict[str, Cell]] = {"whole": {}, "annual": {}}
        self.goals: dict[Horizon | None, Cell] = {}
        self.header: Header | None = None
        self.indicators: list[tuple[int, str, tuple[Half, ...], bool]] = []
        self.unsplit: list[int] = []
        self.unknown: list[int] = []
        self._fund_columns: list[tuple[int, Horizon]] = []
        self._goal_columns: list[tuple[int, Horizon | None]] = []
        self._in_indicators = False
        for index, row in enumerate(grid.rows if grid else ()):
            cells = [(column, text) for column, text in enumerate(row) if text]
            if cells:
                self._read(index, cells)

    @property
    def signed(self) -> bool:
        """Return whether the form has its last row."""
        return not load_form_labels().words.signature.isdisjoint(self.fields)

    def _read(self, index: int, cells: Cells) -> None:
        if find_role(cells[0][1]) or (len(cells) > 1 and find_role(cells[1][1])):
            header = read_header(cells)
            if header is not None:
                self.header, self._in_indicators = self.header or header, True
                return
        if self._in_indicators and not _ends_indicators(cells):
            self._read_indicators(index, cells)
        else:
            self._in_indicators = False
            self._read_head(index, cells)

    def _read_indicators(self, index: int, cells: Cells) -> None:
        assert self.header is not None
        label = find_label(cells[0][1])
        if label is not None and label.kind == "skip":
            cells = cells[1:]
        read = read_row(cells, self.header) if cells else None
        if read is None:
            self.unsplit.append(index)
        else:
            self.indicators.append((index, *read))

    # --- head rows ---

    def _read_head(self, index: int, cells: Cells) -> None:
        label = find_label(cells[0][1])
        if label is None:
            if not self._continues_goals(cells) or not self._read_goals(index, cells):
                self.unknown.append(index)
        elif label.kind == "goal_heading":
            self._read_goal_row(index, cells[1:])
        else:
            self._read_pairs(index, cells)

    def _read_pairs(self, index: int, cells: Cells) -> None:
        """Take over the row's labels, each with the value behind it."""
        funds: list[tuple[int, Label, Cell]] = []
        position, last = 0, len(cells) - 1
        while position <= last:
            column, text = cells[position]
            label = find_label(text)
            position += 1
            if label is None:
                continue
            value, place = label.inline, column
            if not value and position <= last and label.kind in _WITH_VALUE and not is_label(cells[position][1]):
                place, value = cells[position]
                position += 1
            if label.kind == "fund":
                funds.append((column, label, Cell(value, index, place)))
            else:
                self._take(label, column, Cell(value, index, place))
        if funds:
            self._take_funds(funds)

    def _take(self, label: Label, column: int, value: Cell) -> None:
        if label.kind == "field":
            self.fields.setdefault(label.name, value)
        elif label.kind == "text":
            self.texts.setdefault(label.name, value)
        elif label.kind == "goal":
            if value.text:
                self.goals.setdefault(label.horizon, value)
            else:
                self._goal_columns.append((column, label.horizon))
        elif label.kind == "fund_heading":
            self.unit = label.unit or self.unit
            if value.text:
                self._take_funds([(column, Label("fund", "total"), value)])

    def _take_funds(self, funds: list[tuple[int, Label, Cell]]) -> None:
        """Put the row's amounts to their horizons: as the label says, else in order, else by column."""
        for column, label, _ in funds:
            self.unit = label.unit or self.unit
            if label.horizon:
                self._fund_columns.append((column, label.horizon))
        names = [label.name for _, label, _ in funds]
        seen: list[str] = []
        for column, label, value in funds:
            horizon = label.horizon or self._horizon_of(column, label.name, names, seen)
            seen.append(label.name)
            self.funds[horizon].setdefault(label.name, value)

    def _horizon_of(self, column: int, name: str, names: list[str], seen: list[str]) -> Horizon:
        """Return the horizon of a fund's label that does not say it. names: of the row; seen: those left of it."""
        if names.count(name) > 1:
            printed = tuple(dict.fromkeys(horizon for _, horizon in self._fund_columns))
            return (printed if len(printed) > 1 else HORIZONS)[min(seen.count(name), 1)]
        return _nearest(column, self._fund_columns) or "annual"

    # --- goals ---

    def _read_goal_row(self, index: int, cells: Cells) -> None:
        """Take over the row labelled 总体目标: either the horizons' labels, or the goals themselves."""
        if cells and all((label := find_label(text)) and label.kind == "goal" for _, text in cells):
            self._read_pairs(index, cells)
        elif cells:
            self._read_goals(index, cells)

    def _continues_goals(self, cells: Cells) -> bool:
        """Return whether a row without a label stands where goals stand: a long goal may be cut into rows."""
        first = min((goal.column for goal in self.goals.values()), default=1)
        return bool(self._goal_columns) and cells[0][0] >= max(first, 1)

    def _read_goals(self, index: int, cells: Cells) -> bool:
        """Return whether the cells were taken over as goals: in order, or by column when one is missing."""
        horizons = [horizon for _, horizon in self._goal_columns] or [None]
        if len(cells) > len(horizons):
            return False
        for number, (column, text) in enumerate(cells):
            horizon = horizons[number] if len(cells) == len(horizons) else _nearest(column, self._goal_columns)
            known = self.goals.get(horizon)
            self.goals[horizon] = structs.replace(known, text=known.text + text) if known else Cell(text, index, column)
        return True


def _ends_indicators(cells: Cells) -> bool:
    """Return whether the row is a head row again: the signature, or a labelled row from the grid's first column on."""
    label = find_label(cells[0][1])
    if label is None or label.kind not in ("field", "text"):
        return False
    return cells[0][0] == 0 or label.name in load_form_labels().words.signature


def _nearest(column: int, columns: Sequence[tuple[int, Horizon | None]]) -> Horizon | None:
    """Return the horizon whose label stands nearest to the column, the left one of two as near; None without labels."""
    return min(columns, key=lambda labelled: abs(labelled[0] - column))[1] if columns else None
