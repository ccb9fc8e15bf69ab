"""Ruled lines that are drawn as a row of dots."""

from gouji.read.pdf_rulings import Ruling, join_dots


def dots(count: int, left: float = 10.0, step: float = 1.5, top: float = 50.0) -> list[tuple[float, float, float, float]]:
    """Return dots of half a point in a row, a step apart."""
    return [(left + step * at, top, left + step * at + 0.5, top + 0.5) for at in range(count)]


def test_dots_in_a_row_are_one_line() -> None:
    crossing = [(10.0, 50.0 + 1.5 * at, 10.5, 50.5 + 1.5 * at) for at in range(20)]
    assert list(join_dots([*dots(21), *crossing])) == [Ruling(50.25, 10.0, 40.5)]


def test_a_gap_ends_the_line() -> None:
    assert list(join_dots([*dots(9), *dots(9, left=40.0)])) == [Ruling(50.25, 10.0, 22.5), Ruling(50.25, 40.0, 52.5)]


def test_few_or_distant_dots_are_none() -> None:
    assert list(join_dots(dots(7))) == []
    assert list(join_dots(dots(30, step=6.0))) == []
