"""The header of a table from its layout: rows of words as printed, merged cells written once."""

from collections.abc import Iterator, Sequence

from msgspec import Struct

from gouji.layouts.layout import TableLayout

Spans = dict[str, tuple[int, int]]


class PrintedHeader(Struct, frozen=True):
    """rows: as printed, the row of column numbers last. spans: as in `Grid`. columns: (side, column) → its words."""

    rows: tuple[tuple[str, ...], ...]
    spans: Spans
    columns: dict[tuple[str, str], str]


def print_header(table: TableLayout, year: int) -> PrintedHeader:
    """Return the header of the table in the year."""
    paths: list[tuple[str, ...]] = []
    columns = {}
    for side in table.sides.values():
        paths += [_fill(label.printed, year) for label in side.labels]
        for column in side.columns:
            path = _fill(column.printed, year)
            columns[side.name, column.name] = "/".join(path)
            paths.append(path)
    depth = max(map(len, paths))
    cells = {(row, column): path[row] for row, column, path in _first_cells(paths)}
    rows = [tuple(cells.get((row, column), "") for column in range(len(paths))) for row in range(depth)]
    spans = dict(_spans(paths, depth))
    if table.numbered:
        rows.append(tuple(str(number) for number in range(1, len(paths) + 1)))
    return PrintedHeader(tuple(rows), spans, columns)


def _fill(words: Sequence[str], year: int) -> tuple[str, ...]:
    return tuple(word.format(year=year) for word in words)


def _first_cells(paths: Sequence[tuple[str, ...]]) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    """Yield (row, column, path) where a word is printed: at the first of neighbouring columns that share it."""
    for column, path in enumerate(paths):
        for row in range(len(path)):
            if not column or paths[column - 1][: row + 1] != path[: row + 1]:
                yield row, column, path


def _spans(paths: Sequence[tuple[str, ...]], depth: int) -> Iterator[tuple[str, tuple[int, int]]]:
    for row, column, path in _first_cells(paths):
        wide = 1
        while column + wide < len(paths) and paths[column + wide][: row + 1] == path[: row + 1]:
            wide += 1
        high = depth - row if row == len(path) - 1 else 1
        if (high, wide) != (1, 1):
            yield f"{row},{column}", (high, wide)
