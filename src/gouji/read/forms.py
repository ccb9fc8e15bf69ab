"""Project performance forms (项目支出绩效目标表): Parts of kind "form" in, Forms out.

form_pieces.py tells the forms apart, form_rows.py sorts a form's rows, indicators.py splits those of the indicators, repair.py mends damaged texts; here they
become the records of the model, each with its place. What is not understood stays in the form's grid and is reported.
"""

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from msgspec import Struct, structs

from gouji.layouts.form_labels import load_form_labels
from gouji.model.disclosure import Damage, Figure, Form, Funds, Horizon, Indicator, Quantity, Text, Trouble
from gouji.model.money import FEN_PER_UNIT, Money, State, read_money
from gouji.model.place import Place
from gouji.read.form_pieces import Piece, split_part
from gouji.read.form_rows import NO_CELL, Cell, FormRows
from gouji.read.indicator_levels import IndicatorRow, assign_levels
from gouji.read.indicators import Half, HalfHeader, names_agree
from gouji.read.outline import Part
from gouji.read.places import cell_box, column_letters
from gouji.read.quantities import parse_quantity
from gouji.read.repair import (
    Reading,
    find_owner,
    is_one_name,
    repair_name,
    repair_names,
    repair_text,
    repair_value,
    repair_values,
    values_agree,
)
from gouji.read.troubles import trouble

_YEAR = re.compile(r"((?:19|20)\d\d)\s*年")
_AMOUNT_UNIT = re.compile(r"([-\d.,，]+)\s*([百千万亿]*元)$")
_CODE = re.compile(r"[\[(（【]?(\d[\d.]*)[\])）】]?\s*[-—–_:： ]?\s*(?=\D)(.+)$")


def read_forms(parts: Sequence[Part]) -> tuple[tuple[Form, ...], tuple[Damage, ...], tuple[Trouble, ...]]:
    """Return the forms in printed order, what the extraction damaged in them, and what could not be read of them."""
    drafts = [_Draft(piece) for part in parts for piece in split_part(part)]
    units = Counter(draft.rows.unit for draft in drafts if draft.rows.unit)
    # One system prints all forms of a document: a form that lost its heading has the unit of the others.
    unit = units.most_common(1)[0][0] if units else ""
    signed = 2 * sum(draft.rows.signed for draft in drafts) > len(drafts)
    forms = tuple(draft.finish(number, draft.rows.unit or unit, signed) for number, draft in enumerate(drafts, 1))
    damages = tuple(damage for draft in drafts for damage in draft.damages)
    return forms, damages, tuple(trouble for draft in drafts for trouble in draft.troubles)


class _Draft:
    """One form on its way from sorted rows to a record; collects what was damaged and what could not be read."""

    def __init__(self, piece: Piece) -> None:
        self.piece = piece
        self.rows = FormRows(piece.grid, piece.lines)
        self.name = self.rows.fields.get("name", NO_CELL).text
        self.damages: list[Damage] = []
        self.troubles: list[Trouble] = []

    def finish(self, number: int, unit: str, signed: bool) -> Form:
        """Return the form. unit: of its money, "" when unknown; signed: the document's forms end in a signature."""
        rows = self.rows
        self._note_troubles(unit, signed)
        code, department = _split_code(rows.fields.get("department", NO_CELL).text)
        indicators = self._indicators()
        said: dict[str, Any] = {name: cell.text for name, cell in rows.fields.items()}
        said |= {name: self._text(cell, _first_word(name)) for name, cell in rows.texts.items()}
        said |= {"name": self.name, "department": department}
        return Form(
            number=number,
            place=self._place(rows.fields.get("name", NO_CELL), _first_word("name")),
            title=self.piece.title.text if self.piece.title else "",
            year=self._year(),
            department_code=code,
            whole=self._funds("whole", unit),
            annual=self._funds("annual", unit),
            whole_goal=self._goal("whole"),
            annual_goal=self._goal("annual"),
            indicators=indicators,
            filled_place=self._place(rows.fields.get("filled", NO_CELL), _first_word("filled")),
            fragments=self._fragments(indicators),
            grid=self.piece.grid,
            **said,
        )

    def _place(self, cell: Cell, row: str = "", column: str = "") -> Place:
        grid = self.piece.grid
        if grid is None or cell.row < 0:
            return structs.replace(self.piece.title.place, part=self.name) if self.piece.title else Place(part=self.name)
        line = grid.lines[cell.row]
        if grid.sheet is None:
            page = grid.pages[cell.row] if grid.pages else None
            box = cell_box(grid, cell.row, cell.column) if grid.boxes else None
            return Place(line, None, None, page, self.name, row, column, cell.column, box=box)
        reference = f"{column_letters(grid.column + cell.column)}{line}"
        return Place(sheet=grid.sheet, cell=reference, part=self.name, row=row, column=column)

    def _year(self) -> int | None:
        lines = (*self.piece.lines, self.piece.title) if self.piece.title else self.piece.lines
        return next((int(match[1]) for line in lines if (match := _YEAR.search(line.text))), None)

    # --- money, texts, goals ---

    def _funds(self, horizon: Horizon, unit: str) -> Funds:
        word = load_form_labels().words.horizons[horizon].word
        figures = {}
        for name, cell in self.rows.funds[horizon].items():
            place = self._place(cell, _first_word(name), word)
            amount, own_unit = _split_unit(cell.text)
            used = own_unit or unit
            state, money = _read_exact(amount, used) if used or not amount else ("unreadable", None)
            figures[name] = Figure(cell.text, state, used, money, place)
            if used and state == "unreadable":
                self._trouble("READ-204", place, found=cell.text)
        return Funds(**figures)

    def _text(self, cell: Cell, row: str, column: str = "") -> Text:
        return self._keep(repair_text(cell.text), self._place(cell, row, column))

    def _keep(self, reading: Reading, place: Place) -> Text:
        """Return the text and note its damage."""
        if reading.damage:
            self.damages.append(Damage(reading.damage, reading.printed, reading.reading, place))
        return Text(reading.printed, reading.reading, place, reading.damage)

    def _goal(self, horizon: Horizon) -> Text | None:
        """Return the goal of the horizon; one that names no horizon is the year's."""
        goals = self.rows.goals
        cell = goals.get(horizon) or (goals.get(None) if horizon == "annual" else None)
        labels = load_form_labels().words
        return self._text(cell, labels.goals.headings[0], labels.horizons[horizon].word) if cell else None

    # --- indicators ---

    def _indicators(self) -> tuple[Indicator, ...]:
        """Return the indicators of the first half, then those of the second."""
        header = self.rows.header
        if header is None:
            return ()
        rows = assign_levels(self.rows.indicators)
        columns = [_half_columns(half) for half in header.halves]
        halves: tuple[list[Indicator], ...] = tuple([] for _ in columns)
        for row in rows:
            if row.shifted:
                self._note_shift(row)
            for number, readings in enumerate(self._readings(row, rows)):
                if readings is not None:
                    halves[number].append(self._indicator(row, number, columns[number], readings))
        return tuple(indicator for half in halves for indicator in half)

    def _readings(self, row: IndicatorRow, rows: Sequence[IndicatorRow]) -> list[tuple[Reading, Reading] | None]:
        """Return the readings of name and value for each half of the row, None for an empty slot."""
        if len(row.halves) == 1:
            half = row.halves[0]
            return [self._alone(half) if half.name or half.value else None]
        left, right = row.halves
        lost = self._is_pushed_out(row)
        if (left.name or left.value) and (right.name or right.value or lost) and _is_one(left, right, lost):
            names = repair_names(left.name, right.name, self.name)
            values = repair_values(left.value, right.value, right_lost=lost)
            return [(names[0], values[0]), (names[1], values[1])]
        return [self._from_elsewhere(half, number, row, rows) for number, half in enumerate(row.halves)]

    def _alone(self, half: Half) -> tuple[Reading, Reading]:
        return repair_name(half.name, self.name), repair_value(half.value)

    def _from_elsewhere(
        self, half: Half, number: int, row: IndicatorRow, rows: Sequence[IndicatorRow]
    ) -> tuple[Reading, Reading] | None:
        """Return the readings of a half whose counterpart stands on another row: the halves' order may differ."""
        if not (half.name or half.value):
            return None
        others = (other.halves[1 - number] for other in rows if other.level2[1 - number] == row.level2[number])
        other = next((other for other in others if half.name and other.name == half.name), None)
        if other is None:
            return self._alone(half)
        pair = (other, half) if number else (half, other)
        return repair_name(half.name, self.name), repair_values(pair[0].value, pair[1].value, right_lost=False)[number]

    def _is_pushed_out(self, row: IndicatorRow) -> bool:
        """Return whether the row was shifted so far right that its last cells fell off the grid."""
        assert self.piece.grid is not None and self.rows.header is not None
        right, columns = row.halves[1], self.rows.header.halves[1].columns
        edge = len(self.piece.grid.rows[row.index]) - 1
        return not right.value and not right.regular and right.last == edge == columns.get("value")

    def _indicator(
        self, row: IndicatorRow, number: int, columns: "_HalfColumns", readings: tuple[Reading, Reading]
    ) -> Indicator:
        name, value = readings
        level2 = row.level2[number]
        return Indicator(
            columns.horizon,
            row.level1[number],
            level2,
            self._keep(name, self._place(self._printed(name, row, columns.name), level2, columns.name_title)),
            self._keep(value, self._place(self._printed(value, row, columns.value), name.reading, columns.value_title)),
            _target(name.reading, value.reading),
            row.uncertain,
            row.halves[number].weight,
        )

    def _printed(self, text: Reading, row: IndicatorRow, column: int) -> Cell:
        """Return the cell that prints the text: the one nearest to its column, beside which a shifted row prints it."""
        assert self.piece.grid is not None
        cells = self.piece.grid.rows[row.index]
        if column < len(cells) and cells[column] == text.printed:
            return Cell("", row.index, column)
        standing = [at for at, cell in enumerate(cells) if text.printed and cell.strip() == text.printed]
        return Cell("", row.index, min(standing, key=lambda at: abs(at - column), default=column))

    def _note_shift(self, row: IndicatorRow) -> None:
        assert self.piece.grid is not None
        printed = " ".join(text for text in self.piece.grid.rows[row.index] if text)
        self.damages.append(Damage("shifted", printed, "", self._place(Cell("", row.index, 0), row.level2[0])))

    # --- what is left over ---

    def _fragments(self, indicators: Sequence[Indicator]) -> tuple[Text, ...]:
        """Return the loose lines below the form, each noted with the text it is the end of."""
        readings = [text.reading for one in indicators for text in (one.value, one.name)]
        for line in self.piece.fragments:
            owner = find_owner(line.text, readings)
            self.damages.append(Damage("orphan", line.text, owner, structs.replace(line.place, part=self.name)))
        return tuple(
            Text(line.text, line.text, structs.replace(line.place, part=self.name)) for line in self.piece.fragments
        )

    def _trouble(self, code: str, place: Place, found: str = "") -> None:
        self.troubles.append(trouble(code, place, form=self.name, found=found))

    def _note_troubles(self, unit: str, signed: bool) -> None:
        rows, place = self.rows, self._place(self.rows.fields.get("name", NO_CELL))
        if not self.name:
            self._trouble("READ-202", place)
        if rows.header is None:
            self._trouble("READ-201", place)
        elif not rows.indicators and not rows.unsplit:
            self._trouble("READ-207", place)
        if signed and not rows.signed:
            self._trouble("READ-208", place)
        if not unit and any(cell.text and not _split_unit(cell.text)[1] for cells in rows.funds.values() for cell in cells.values()):
            self._trouble("READ-205", place)
        for code, indices in (("READ-203", rows.unknown), ("READ-206", rows.unsplit)):
            for index in indices:
                found = " ".join(text for text in self.piece.grid.rows[index] if text) if self.piece.grid else ""
                self._trouble(code, self._place(Cell("", index, 0)), found)


class _HalfColumns(Struct, frozen=True):
    """Where one half of the indicators stands, and how its columns are called in a place."""

    horizon: Horizon
    name: int
    value: int
    name_title: str
    value_title: str


def _half_columns(half: HalfHeader) -> _HalfColumns:
    horizon = half.horizon or "annual"
    word = load_form_labels().words.horizons[horizon].word
    name, value = half.titles.get("name", ""), half.titles.get("value", "")
    return _HalfColumns(horizon, half.columns.get("name", 0), half.columns.get("value", 0), word + name, word + value)


def _is_one(left: Half, right: Half, lost: bool) -> bool:
    """Return whether the two halves of a row state the same indicator."""
    if left.name and right.name:
        return names_agree(left.name, right.name) or (left.value == right.value and is_one_name(left.name, right.name))
    return lost or values_agree(left.value, right.value)


def _target(name: str, value: str) -> Quantity | None:
    """Return the target as a number: "≥95%", or the indicator's name again and then the number."""
    if not value:
        return None
    return parse_quantity(value) or (parse_quantity(value.removeprefix(name)) if name and value.startswith(name) else None)


@lru_cache(maxsize=64)
def _first_word(name: str) -> str:
    """Return the usual label of a field of Form or Funds."""
    words = load_form_labels().words
    return next(names[name][0] for names in (words.fields, words.texts, words.funds) if name in names)


@lru_cache(maxsize=4096)
def _split_unit(text: str) -> tuple[str, str]:
    """Return the amount and the unit printed in the same cell ("100万元"), "" when it prints none."""
    match = _AMOUNT_UNIT.match(text)
    return (match[1], match[2]) if match and match[2] in FEN_PER_UNIT else (text, "")


@lru_cache(maxsize=4096)
def _read_exact(text: str, unit: str) -> tuple[State, Money | None]:
    """Return the state and amount of a cell. unit: "" only for a blank.

    Form systems hold exact amounts and strip trailing zeros ("80,000", "425,487.6"), so an amount in 元 is exact to the
    分 and one in 万元 at least to 0.01 万元, however few decimals are printed.
    """
    state, money = read_money(text, unit or "元")
    if money is None:
        return state, None
    return state, Money(money.fen, 0 if unit == "元" else min(money.slack, FEN_PER_UNIT[unit] // 100))


def _split_code(text: str) -> tuple[str, str]:
    """Return the code and the name of "011-某市公安局"; the code is "" when none is printed."""
    match = _CODE.match(text)
    return (match[1], match[2]) if match else ("", text)
