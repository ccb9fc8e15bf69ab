"""Faults to plant in a disclosure that was read: a figure, a row, a column or a table in, the disclosure with the fault out."""

import random
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import NamedTuple

from msgspec import structs

from gouji.check import rulebook
from gouji.check.engine import decide
from gouji.check.view import view_tables
from gouji.model.disclosure import Disclosure, Figure, Row, Table
from gouji.model.money import Money, print_money, read_money


class Spot(NamedTuple):
    """A printed figure of a table: index of the table, of the row, and the column."""

    table: int
    row: int
    column: str


# Faults of one figure: what to print instead, None where the fault does not apply.


def swap(figure: Figure, rng: random.Random) -> str | None:
    """Exchange two neighbouring digits."""
    text = figure.text
    at = [i for i in range(len(text) - 1) if text[i].isdigit() and text[i + 1].isdigit() and text[i] != text[i + 1]]
    if not at:
        return None
    i = rng.choice(at)
    return text[:i] + text[i + 1] + text[i] + text[i + 2 :]


def drop(figure: Figure, rng: random.Random) -> str | None:
    """Leave out a digit before the point; thousands marks are set anew."""
    whole, point, rest = figure.text.partition(".")
    digits = whole.replace(",", "")
    if len(digits) < 2:
        return None
    i = rng.randrange(len(digits))
    left = digits[:i] + digits[i + 1 :]
    return (f"{int(left):,}" if "," in whole else left) + point + rest


def shift(figure: Figure, rng: random.Random) -> str | None:
    """Move the decimal point by a digit."""
    money = _money(figure)
    right = bool(money.fen % 100_000) or rng.random() < 0.5
    return _print(figure, structs.replace(money, fen=money.fen * 10 if right else money.fen // 10))


def myriad(figure: Figure, rng: random.Random) -> str | None:
    """Print the amount in 元 in a table in 万元, and the other way round."""
    money = _money(figure)
    if figure.unit == "元":
        return f"{money.fen / 1_000_000:.2f}"
    return _print(figure, money.times(10_000))


def sign(figure: Figure, rng: random.Random) -> str | None:
    """Print a minus before it."""
    return f"-{figure.text}"


def stale(figure: Figure, rng: random.Random) -> str | None:
    """Print an amount up to a fifth more or less, as last year's may be."""
    money = _money(figure)
    return _print(figure, structs.replace(money, fen=round(money.fen * rng.uniform(0.8, 1.2) / 10_000) * 10_000))


OF_A_FIGURE: dict[str, Callable[[Figure, random.Random], str | None]] = {
    "two digits swapped": swap,
    "a digit dropped": drop,
    "decimal point": shift,
    "元 for 万元 (×10⁴)": myriad,
    "sign": sign,
    "last year's figure": stale,
}


def _money(figure: Figure) -> Money:
    assert figure.money is not None
    return figure.money


def _print(figure: Figure, money: Money) -> str:
    text = print_money(money, figure.unit)
    if "," not in figure.text:
        return text
    whole, point, rest = text.partition(".")
    return f"{int(whole):,}{point}{rest}"


# Where to plant


def spots(disclosure: Disclosure) -> list[Spot]:
    """Return the printed amounts of the tables."""
    return [
        Spot(t, r, column)
        for t, table in enumerate(disclosure.tables)
        for r, row in enumerate(table.rows)
        for column, figure in row.figures.items()
        if table.kind and figure.money is not None and figure.money.fen
    ]


def figure_at(disclosure: Disclosure, spot: Spot) -> Figure:
    """Return the figure at the spot."""
    return disclosure.tables[spot.table].rows[spot.row].figures[spot.column]


def coverage(disclosure: Disclosure) -> Counter[int]:
    """Return id of a figure → how many relations it is in."""
    views = view_tables(disclosure)
    relations = [relation for rule in rulebook() for relation in decide(rule, disclosure, views).relations]
    counts: Counter[int] = Counter()
    for relation in relations:
        counts.update({id(term.figure) for term in (*relation.left, *relation.right)})
    return counts


def is_seen(disclosure: Disclosure, spot: Spot, text: str) -> bool:
    """Return whether the change is larger than rounding can hide."""
    figure = figure_at(disclosure, spot)
    old, new = figure.money, read_money(text, figure.unit)[1]
    return old is not None and new is not None and abs(new.fen - old.fen) > 50 * old.slack + 500_000 * (figure.unit == "万元")


# Planting


def reprint(disclosure: Disclosure, spot: Spot, text: str) -> Disclosure:
    """Return the disclosure with one figure printed otherwise."""
    row = disclosure.tables[spot.table].rows[spot.row]
    old = row.figures[spot.column]
    state, money = read_money(text, old.unit)
    new = structs.replace(old, text=text, state=state, money=money)
    return with_rows(disclosure, spot.table, {spot.row: structs.replace(row, figures=row.figures | {spot.column: new})})


def with_rows(disclosure: Disclosure, table: int, rows: dict[int, Row]) -> Disclosure:
    """Return the disclosure with rows of a table replaced."""
    kept = tuple(rows.get(number, row) for number, row in enumerate(disclosure.tables[table].rows))
    return with_table(disclosure, table, structs.replace(disclosure.tables[table], rows=kept))


def with_table(disclosure: Disclosure, number: int, table: Table) -> Disclosure:
    """Return the disclosure with a table replaced."""
    return structs.replace(disclosure, tables=(*disclosure.tables[:number], table, *disclosure.tables[number + 1 :]))


# Faults of rows, columns and tables; None where they do not apply or nothing changes


def leave_out(disclosure: Disclosure, table: int, row: int) -> Disclosure | None:
    """Return the disclosure without the row."""
    one = disclosure.tables[table]
    return with_table(disclosure, table, structs.replace(one, rows=one.rows[:row] + one.rows[row + 1 :]))


def double(disclosure: Disclosure, table: int, row: int) -> Disclosure | None:
    """Return the disclosure with the row twice."""
    one = disclosure.tables[table]
    again = structs.replace(one.rows[row], figures={c: structs.replace(f) for c, f in one.rows[row].figures.items()})
    return with_table(disclosure, table, structs.replace(one, rows=(*one.rows[: row + 1], again, *one.rows[row + 1 :])))


def shift_row(disclosure: Disclosure, table: int, row: int) -> Disclosure | None:
    """Return the disclosure with the row's amounts one column to the right, None when the last column is taken."""
    one = disclosure.tables[table].rows[row]
    columns = list(one.figures)
    if len(columns) < 2 or one.figures[columns[-1]].money is not None:
        return None
    moved = {columns[0]: structs.replace(one.figures[columns[-1]], place=one.figures[columns[0]].place)}
    for left, right in pairwise(columns):
        moved[right] = structs.replace(one.figures[left], place=one.figures[right].place)
    return with_rows(disclosure, table, {row: structs.replace(one, figures=moved)})


def exchange_columns(disclosure: Disclosure, table: int, rng: random.Random) -> Disclosure | None:
    """Return the disclosure with two columns of a table under each other's header, None when no two of them differ."""
    rows = disclosure.tables[table].rows
    sides = {row.side: list(row.figures) for row in rows if len(row.figures) > 2}
    pairs = [(side, left, right) for side, columns in sides.items() for left, right in pairwise(columns[1:])]
    pairs = [pair for pair in pairs if _differ(rows, *pair) >= 2]
    if not pairs:
        return None
    side, left, right = rng.choice(pairs)
    return with_rows(disclosure, table, {n: _exchanged(row, left, right) for n, row in enumerate(rows) if row.side == side})


def _differ(rows: Sequence[Row], side: str, left: str, right: str) -> int:
    mine = [row.figures for row in rows if row.side == side]
    return sum(figures[left].money != figures[right].money for figures in mine if left in figures and right in figures)


def _exchanged(row: Row, left: str, right: str) -> Row:
    if left not in row.figures or right not in row.figures:
        return row
    one, other = row.figures[left], row.figures[right]
    moved = {left: structs.replace(other, place=one.place), right: structs.replace(one, place=other.place)}
    return structs.replace(row, figures=row.figures | moved)
