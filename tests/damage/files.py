"""Documents damaged as tables and text: lines and grids of a document in, the same with rows, cells and lines amiss out,
and the files that print them.

A damaged grid may have rows of several widths, as pages and workbooks made by hand have.
"""

import random
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from msgspec import structs

from gouji.model.disclosure import Grid, Source
from gouji.model.place import Place
from gouji.read.blocks import Blocks, Line
from gouji.read.files import read_blocks
from read.write_blocks import as_docx, as_html, as_text, as_xlsx

Item = Line | Grid
Rows = list[list[str]]

_ENDINGS = (".txt", ".xlsx", ".xls", ".html", ".docx")
_AMOUNTS = ("0", "0.00", "-", "—", "1,234.56", "-3.5", "12.3.4", "1e9", "999999999999999999.99", "（12.00）", "12万", "%", "１２．３")
_HEADS = ("合计", "小计", "其中：财政拨款", "基本支出", "项目支出", "科目编码", "科目名称", "2023年", "增减%", "备注", "", "上年结转", "单位：元")
_BREAKS = ("\n", "\u3000", " ", "：", "。", "，", "“", "（", "\x00", "\u200b")


def open_originals(folder: Path) -> list[tuple[Item, ...]]:
    """Return the lines and grids of the folder's documents."""
    return [read_blocks(path).items for path in sorted(folder.iterdir()) if path.suffix in _ENDINGS]


def damage_items(items: Sequence[Item], chance: random.Random) -> list[Item]:
    """Return some of the items, damaged a few times over."""
    if chance.random() < 0.7:
        begin = chance.randrange(len(items))
        items = [*items[:5], *items[begin : begin + chance.choice((2, 10, 60))]]
    changed = list(items)
    for _ in range(chance.choice((1, 1, 3, 10, 40))):
        if not changed:
            break
        if chance.random() < 0.3:
            changed = chance.choice(_OF_DOCUMENT)(changed, chance)
            continue
        at = chance.randrange(len(changed))
        item = changed[at]
        changed[at] = _damage_grid(item, chance) if isinstance(item, Grid) else _damage_line(item, chance)
    return changed


def print_as(kind: str, items: Sequence[Item], chance: random.Random) -> bytes:
    """Return the file that prints the items. kind: its ending."""
    blocks = Blocks(Source("", ""), tuple(items))
    if kind == ".txt":
        return as_text(blocks).replace("\n\n", chance.choice(("\n", "\n\n"))).encode("utf-8", "replace")
    if kind == ".html":
        return as_html(blocks).encode("utf-8", "replace")
    clean = structs.replace(blocks, items=tuple(_without_control(item) for item in items))
    return as_xlsx(clean, numbers=chance.random() < 0.5) if kind == ".xlsx" else as_docx(clean)


def texts_of(items: Sequence[Item]) -> list[str]:
    """Return every text that is printed."""
    return [text for item in items for text in ([item.text] if isinstance(item, Line) else [cell for row in item.rows for cell in row])]


# --- of a grid -------------------------------------------------------------------------------------------------------


def _damage_grid(grid: Grid, chance: random.Random) -> Grid:
    rows = [list(row) for row in grid.rows]
    for _ in range(chance.choice((1, 1, 3, 8))):
        chance.choice(_OF_GRID)(rows, chance)
    rows = [row or [""] for row in rows] or [[""]]
    # Overlapping merged cells cannot be written; those moved off their rows are dropped.
    spans = dict(_fitting(rows, grid.spans, chance)) if chance.random() < 0.5 else {}
    return Grid(tuple(map(tuple, rows)), tuple(range(len(rows))), spans=spans)


def _fitting(rows: Rows, spans: dict[str, tuple[int, int]], chance: random.Random) -> Iterator[tuple[str, tuple[int, int]]]:
    taken: set[tuple[int, int]] = set()
    wanted = list(spans.items())
    wanted += [(f"{chance.randrange(len(rows))},{chance.randrange(6)}", (chance.randint(1, 4), chance.randint(1, 5)))]
    for first, (high, wide) in wanted:
        row, column = map(int, first.split(","))
        cells = {(row + down, column + right) for down in range(high) for right in range(wide)}
        fits = row + high <= len(rows) and all(column + wide <= len(each) for each in rows[row : row + high])
        if fits and len(cells) > 1 and not cells & taken:
            taken |= cells
            yield first, (high, wide)


def drop_row(rows: Rows, chance: random.Random) -> None:
    if len(rows) > 1:
        del rows[chance.randrange(len(rows))]


def double_row(rows: Rows, chance: random.Random) -> None:
    at = chance.randrange(len(rows))
    rows.insert(at, list(rows[at]))


def swap_rows(rows: Rows, chance: random.Random) -> None:
    one, other = chance.randrange(len(rows)), chance.randrange(len(rows))
    rows[one], rows[other] = rows[other], rows[one]


def cut_rows(rows: Rows, chance: random.Random) -> None:
    del rows[chance.randrange(1, len(rows) + 1) :]


def drop_cell(rows: Rows, chance: random.Random) -> None:
    row = chance.choice(rows)
    if row:
        del row[chance.randrange(len(row))]


def add_cell(rows: Rows, chance: random.Random) -> None:
    row = chance.choice(rows)
    row.insert(chance.randint(0, len(row)), chance.choice(("", "合计", *_AMOUNTS)))


def swap_cells(rows: Rows, chance: random.Random) -> None:
    row = chance.choice(rows)
    if row:
        one, other = chance.randrange(len(row)), chance.randrange(len(row))
        row[one], row[other] = row[other], row[one]


def change_cell(rows: Rows, chance: random.Random) -> None:
    row = chance.choice(rows)
    if row:
        row[chance.randrange(len(row))] = chance.choice((*_AMOUNTS, *_HEADS))


def tear_cell(rows: Rows, chance: random.Random) -> None:
    row = chance.choice(rows)
    if row:
        at = chance.randrange(len(row))
        cut = chance.randint(0, len(row[at]))
        row[at] = row[at][:cut] + chance.choice(_BREAKS) + row[at][cut:]


def change_head(rows: Rows, chance: random.Random) -> None:
    row = rows[chance.randrange(min(3, len(rows)))]
    if row:
        row[chance.randrange(len(row))] = chance.choice(_HEADS)


def drop_head(rows: Rows, chance: random.Random) -> None:
    if len(rows) > 1:
        del rows[0]


def drop_column(rows: Rows, chance: random.Random) -> None:
    at = chance.randrange(max(map(len, rows)) or 1)
    for row in rows:
        del row[at : at + 1]


def double_column(rows: Rows, chance: random.Random) -> None:
    at = chance.randrange(max(map(len, rows)) or 1)
    for row in rows:
        row[at:at] = row[at : at + 1]


def shift_below(rows: Rows, chance: random.Random) -> None:
    """From some row on everything stands some cells further right."""
    begin, far = chance.randrange(len(rows)), chance.choice((1, 2, 5))
    for row in rows[begin:]:
        row[0:0] = [""] * far


def blank_column(rows: Rows, chance: random.Random) -> None:
    at = chance.randrange(max(map(len, rows)) or 1)
    for row in rows:
        row[at : at + 1] = [""]


def turn_grid(rows: Rows, chance: random.Random) -> None:
    """Rows become columns."""
    width = max(map(len, rows))
    rows[:] = [[row[at] if at < len(row) else "" for row in rows] for at in range(width)] or [[""]]


_OF_GRID: tuple[Callable[[Rows, random.Random], None], ...] = (
    drop_row, double_row, swap_rows, cut_rows, drop_cell, add_cell, swap_cells, change_cell, change_cell, tear_cell,
    change_head, change_head, drop_head, drop_column, double_column, shift_below, blank_column, turn_grid,
)  # fmt: skip

# --- of a line and of a document -------------------------------------------------------------------------------------


def _damage_line(line: Line, chance: random.Random) -> Line:
    cut = chance.randint(0, len(line.text))
    text = chance.choice((
        line.text[:cut], line.text[cut:], line.text * 2, line.text[:cut] + chance.choice((*_BREAKS, *_AMOUNTS)) + line.text[cut:],
        line.text.replace(".", ""), line.text.replace("万元", "元"), line.text.replace("2", "〇"), line.text.replace("。", ""),
    ))  # fmt: skip
    return structs.replace(line, text=text or "。", level=chance.choice((None, line.level, 1)))


def drop_item(items: list[Item], chance: random.Random) -> list[Item]:
    at = chance.randrange(len(items))
    return items[:at] + items[at + 1 :]


def double_item(items: list[Item], chance: random.Random) -> list[Item]:
    at = chance.randrange(len(items))
    return items[: at + 1] + items[at:]


def move_item(items: list[Item], chance: random.Random) -> list[Item]:
    item = items.pop(chance.randrange(len(items)))
    items.insert(chance.randint(0, len(items)), item)
    return items


def join_grids(items: list[Item], chance: random.Random) -> list[Item]:
    """Grids that stand below each other become one, whatever their widths."""
    at = chance.randrange(len(items))
    rows: list[tuple[str, ...]] = []
    end = at
    while end < len(items) and end - at < 12:
        item = items[end]
        rows += item.rows if isinstance(item, Grid) else [(item.text,)]
        end += 1
    return [*items[:at], Grid(tuple(rows), tuple(range(len(rows)))), *items[end:]]


def print_as_lines(items: list[Item], chance: random.Random) -> list[Item]:
    """A grid whose cells are printed as lines of text."""
    at = chance.randrange(len(items))
    item = items[at]
    if isinstance(item, Line):
        return items
    return [*items[:at], *(Line(text, Place()) for row in item.rows for text in row if text), *items[at + 1 :]]


_OF_DOCUMENT: tuple[Callable[[list[Item], random.Random], list[Item]], ...] = (
    drop_item, double_item, move_item, join_grids, print_as_lines,
)  # fmt: skip


def _without_control(item: Item) -> Item:
    """Return the item without what XML cannot hold."""
    if isinstance(item, Line):
        return structs.replace(item, text=item.text.replace("\x00", ""))
    return structs.replace(item, rows=tuple(tuple(text.replace("\x00", "") for text in row) for row in item.rows))
