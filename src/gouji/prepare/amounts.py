"""Exact amounts in, printed ones out: rounded only here, half a step up and away from zero."""

from gouji.model.disclosure import Figure
from gouji.model.money import FEN_PER_UNIT, read_money
from gouji.model.place import Place


def divide(value: int, by: int) -> int:
    """Return the whole number nearest to value / by (which is positive), the one further from zero of two as near."""
    whole = (2 * abs(value) + by) // (2 * by)
    return -whole if value < 0 else whole


def print_amount(fen: int, unit: str) -> str:
    """Return the amount as tables print it: two decimals, no thousands marks."""
    hundredths = divide(fen, FEN_PER_UNIT[unit] // 100)
    sign = "-" if hundredths < 0 else ""
    whole, rest = divmod(abs(hundredths), 100)
    return f"{sign}{whole}.{rest:02d}"


def prints_as_nothing(fen: int, unit: str) -> bool:
    """Return whether the amount is none, or less than half of the last digit that is printed."""
    return 2 * abs(fen) < FEN_PER_UNIT[unit] // 100


def print_prose(fen: int, unit: str) -> str:
    """Return the amount as prose prints it, without its unit: thousands marks, and a plain 0 for nothing."""
    if fen == 0:
        return "0"
    whole, _, decimals = print_amount(fen, unit).partition(".")
    sign, digits = ("-", whole[1:]) if whole.startswith("-") else ("", whole)
    return f"{sign}{int(digits):,}.{decimals}"


def print_percent(part: int, whole: int) -> str:
    """Return the share or rate in percent without its sign, two decimals. whole: more than 0."""
    hundredths = divide(10_000 * part, whole)
    return f"{hundredths // 100}.{hundredths % 100:02d}" if hundredths else "0"


def cell_figure(fen: int, unit: str, place: Place) -> Figure:
    """Return the figure of a table's cell; nothing is printed for exactly nothing."""
    text = print_amount(fen, unit) if fen else ""
    state, money = read_money(text, unit)
    return Figure(text, state, unit, money, place)
