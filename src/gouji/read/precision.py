"""How finely the figures of a table were printed, where the print of one figure alone does not say it."""

from collections.abc import Sequence

from msgspec import structs

from gouji.model.disclosure import Figure, Row


def restore_steps(rows: Sequence[Row]) -> tuple[Row, ...]:
    """Return the rows with the finest step of the table for every figure, if trailing zeros were stripped from it.

    Spreadsheets print 16595.30 as 16595.3, and 881.00 as 881. A table that prints figures with different numbers of
    decimals, none of them ending in 0 after the point, was printed so: its 16595.3 is known as finely as its 8040.19.
    A table in which some figure does end in 0 was typed with its zeros, and each figure is as fine as it looks; only a
    bare 0 among decimals is never a rounded 0.3.
    """
    figures = [figure for row in rows for figure in row.figures.values() if figure.money is not None]
    steps = {figure.money.slack for figure in figures if figure.money is not None}
    if len(steps) < 2:
        return tuple(rows)
    typed = any(_ends_in_zero(figure.text) for figure in figures)
    return tuple(_refine(row, min(steps), zeros_only=typed) for row in rows)


def _refine(row: Row, step: int, *, zeros_only: bool) -> Row:
    figures = {
        name: figure if zeros_only and figure.money and figure.money.fen else _at_step(figure, step)
        for name, figure in row.figures.items()
    }
    return structs.replace(row, figures=figures)


def _ends_in_zero(text: str) -> bool:
    return text.rstrip(")） ").endswith(("0", "０")) and ("." in text or "．" in text)


def _at_step(figure: Figure, step: int) -> Figure:
    if figure.money is None or figure.money.slack == step:
        return figure
    return structs.replace(figure, money=structs.replace(figure.money, slack=step))
