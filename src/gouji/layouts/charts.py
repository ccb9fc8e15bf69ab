"""Which figures of a disclosure's tables a chart draws, as document.yaml says."""

from collections.abc import Iterator
from functools import cache

from gouji.layouts.printing import ChartLayout, load_printing
from gouji.layouts.words import Words, plain_label, plain_word
from gouji.model.disclosure import Row, Table
from gouji.model.money import Money

Values = tuple[tuple[str, Money], ...]


def find_chart(caption: str) -> ChartLayout | None:
    """Return the chart that the printed caption asks for, None when it is none we know."""
    return _captions().find(plain_word(plain_label(caption)))


@cache
def _captions() -> Words[ChartLayout]:
    return Words((caption, chart) for chart in load_printing().charts for caption in (chart.caption, *chart.captions))


def chart_values(layout: ChartLayout, table: Table) -> Values:
    """Return (name, amount) of the parts, largest first where only the largest are wanted; negative and nought left out."""
    printed = _of_row(layout, table) if layout.row else _of_rows(layout, table)
    values = [(name, money) for name, money in printed if money is not None and money.fen > 0]
    if layout.most:
        values = sorted(values, key=lambda value: -value[1].fen)[: layout.most]
    return tuple(values)


def _of_row(layout: ChartLayout, table: Table) -> Iterator[tuple[str, Money | None]]:
    row = table.row(layout.row)
    for column in layout.columns:
        figure = row.figures.get(column) if row else None
        yield column, figure.money if figure else None


def _of_rows(layout: ChartLayout, table: Table) -> Iterator[tuple[str, Money | None]]:
    for row in table.rows:
        if row.level == layout.rows if layout.rows else row.key in layout.keys:
            figure = row.figures.get(layout.column)
            yield _name(row), figure.money if figure else None


def _name(row: Row) -> str:
    """Return the row's name without its numeral."""
    return row.name.strip() if row.code else plain_label(row.name or row.label)
