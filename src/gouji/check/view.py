"""A table as formulas look at it: rows by key, by level and by what they belong to; how finely it is printed.

In: a `Table`. Out: a `View`, made once for each check.
"""

from collections import Counter
from collections.abc import Iterable, Iterator

from msgspec import Struct, field, structs

from gouji.check.formula import Term
from gouji.layouts.kinds import Kind, load_kinds
from gouji.model.disclosure import Disclosure, Figure, Row, Table
from gouji.model.money import Money, State, read_money

_UNITS = frozenset({"部门", "单位"})
_RANKS = {"部门": 1, "类": 1, "单位": 2, "款": 2, "项": 3, "项目": 4}


class View(Struct, frozen=True):
    """A table with its rows sorted out.

    cut: the reader lost rows of it, so that what is left need not add up.
    empty: the table says that it has no data, or every amount in it is blank. unread: no rows and no such note.
    step: width in 分 of the interval of a figure printed as finely as most figures of this table.
    by_key: (side, key) → rows, under their code too; by_level: (side, level) → rows, children: index of the parent → rows below it.
    parents: id of a row → the row it belongs to, by code or level. roots: side → rows that belong to no other. index: id of a row → its index.
    beginnings: (side, beginning of a code of a row, the code too). side_of: column → the side it is on, for columns of the kind and for others that the table prints.
    strange_columns, strange_rows: columns, and (side, label) of rows, with amounts that the kind does not know.
    Of what was asked for so far: names, id of a row → its name; selected, (side, row as a formula writes it) → the rows
    it means; chosen, rows as `each` writes them → the rows with their names; terms, see terms_in; adds_up, (id of a row,
    column) → whether its figure is the sum of the rows below it.
    """

    table: Table
    kind: Kind
    empty: bool
    unread: bool
    step: int
    columns: frozenset[str]
    side_of: dict[str, str]
    by_key: dict[tuple[str, str], tuple[Row, ...]]
    by_level: dict[tuple[str, str], tuple[Row, ...]]
    children: dict[int, tuple[Row, ...]]
    parents: dict[int, Row]
    roots: dict[str, tuple[Row, ...]]
    index: dict[int, int]
    beginnings: frozenset[tuple[str, str]]
    strange_columns: tuple[str, ...] = ()
    strange_rows: tuple[tuple[str, str], ...] = ()
    cut: bool = False
    names: dict[int, str] = field(default_factory=dict)
    selected: dict[tuple[str, str], tuple[Row, ...]] = field(default_factory=dict)
    chosen: dict[tuple[str, ...], tuple[tuple[Row, str], ...]] = field(default_factory=dict)
    adds_up: dict[tuple[int, str], bool] = field(default_factory=dict)
    terms: dict[tuple[str, int, bool], dict[int, tuple[Term, ...]]] = field(default_factory=dict)

    def name_of(self, row: Row) -> str:
        """Return the row as a reader would name it; made once for every row of the table."""
        name = self.names.get(id(row))
        if name is None:
            self.names[id(row)] = name = row_name(row)
        return name

    def below(self, row: Row) -> tuple[Row, ...]:
        """Return the rows the row is made up of: all topmost rows for a total, else those one level down."""
        if row.level == "合计":
            return self.roots.get(row.side, ())
        return self.children.get(self.index[id(row)], ())

    def terms_in(self, column: str, factor: int, blank_is_zero: bool) -> dict[int, tuple[Term, ...]]:
        """Return id of a row → what stands in the column: its figure as a term, () where that means zero.

        Rows are left out of which it is not known: those with an unreadable figure, and with a blank one where that
        need not mean zero.
        """
        terms = self.terms.get((column, factor, blank_is_zero))
        if terms is None:
            terms, kind = {}, self.kind.name
            for row in self.table.rows:
                figure = row.figures.get(column)
                if figure is not None and figure.state == "printed":
                    terms[id(row)] = (Term(factor, figure, self.money(figure), kind, self.name_of(row), column),)
                elif figure is not None and figure.state != "blank":
                    if figure.state == "dash":
                        terms[id(row)] = ()
                elif blank_is_zero and not self._is_lost(row, column):
                    terms[id(row)] = ()
            self.terms[column, factor, blank_is_zero] = terms
        return terms

    def _is_lost(self, row: Row, column: str) -> bool:
        """Return whether rows below the row have amounts in the column: its blank is a total left out, not zero."""
        for below in self.below(row):
            figure = below.figures.get(column)
            if figure is not None and is_amount(figure):
                return True
        return False

    def money(self, figure: Figure) -> Money:
        """Return the figure's amount, taken to be printed as finely as its table.

        A spreadsheet drops closing zeros: 213 among figures with two decimals is 213.00, not 213 give or take a half.
        """
        money = figure.money or Money(0)
        return Money(money.fen, self.step) if money.slack > self.step else money


def row_name(row: Row) -> str:
    """Return the row as a reader would name it: code and name, or the printed label."""
    name = row.label or row.name or row.key
    return f"{row.code} {name}" if row.code and row.code not in name else name


Views = dict[str, tuple[View, ...]]


_last: tuple[Disclosure | None, Views] = (None, {})


def view_tables(disclosure: Disclosure) -> Views:
    """Return the views of all tables of a known kind, by kind, in printed order; one printed again is left out.

    The views of the last disclosure are kept: one check asks for them many times.
    """
    global _last
    known, views = _last
    if known is not disclosure:
        views = _view_all(disclosure)
        _last = (disclosure, views)
    return views


# No grid under the title, a line between its pieces that may be a row, another header inside it.
_ROWS_LOST = frozenset({"READ-103", "READ-115", "READ-118"})


def _view_all(disclosure: Disclosure) -> Views:
    views: dict[str, list[View]] = {}
    cut = {trouble.place.part for trouble in disclosure.troubles if trouble.code in _ROWS_LOST}
    for table in known_tables(disclosure):
        view = view_table(table)
        views.setdefault(view.kind.name, []).append(structs.replace(view, cut=True) if table.title in cut else view)
    return {kind: tuple(found) for kind, found in views.items()}


def known_tables(disclosure: Disclosure) -> Iterator[Table]:
    """Yield the tables of a known kind, in printed order; one printed again, row by row, is told of by its title alone."""
    seen: dict[str, list[Table]] = {}
    for table in disclosure.tables:
        if table.kind is None:
            continue
        alike = seen.setdefault(table.kind, [])
        if not any(_is_again(table, before) for before in alike):
            alike.append(table)
            yield table


def _is_again(table: Table, before: Table) -> bool:
    same = (table.title, table.department, table.unit) == (before.title, before.department, before.unit)
    return same and bool(table.rows) and _printed(table) == _printed(before)


def _printed(table: Table) -> list[tuple[str, list[str]]]:
    return [(row.label, [figure.text for figure in row.figures.values()]) for row in table.rows]


def view_table(table: Table) -> View:
    """Return the view of a table of a known kind."""
    parents = find_parents(table.rows)
    children: dict[int, list[Row]] = {}
    roots: dict[str, list[Row]] = {}
    kind = load_kinds()[table.kind or ""]
    # Codes add up, whosever they are; a list of units in their place has none.
    by_code = kind.by == "function_code" or _lists_codes_by_unit(table.rows)
    ranks = _RANKS.keys() - _UNITS if by_code else _RANKS.keys()
    for row, parent in zip(table.rows, parents, strict=True):
        if parent is not None:
            children.setdefault(parent, []).append(row)
        elif row.level in ranks:
            roots.setdefault(row.side, []).append(row)
    printed = any(figure.state != "blank" for _, _, figure in table.figures())
    # Columns that were not told apart leave every amount in the grid: not read is not empty.
    lost = not printed and _holds_amounts(table)
    return View(
        table=table,
        kind=kind,
        empty=not printed and not lost and (bool(table.rows) or table.note is not None),
        unread=lost or (not table.rows and table.note is None),
        step=_usual_step(table),
        columns=frozenset(table.header) | {column for row in table.rows for column in row.figures},
        side_of=_sides_of_columns(table, kind),
        by_key=_grouped([(name, row) for row in table.rows for name in _names_of(row)]),
        by_level=_grouped([(row.level, row) for row in table.rows]),
        children={parent: tuple(rows) for parent, rows in children.items()},
        parents={id(row): table.rows[parent] for parent, rows in children.items() for row in rows},
        roots={side: tuple(rows) for side, rows in roots.items()},
        index={id(row): n for n, row in enumerate(table.rows)},
        beginnings=frozenset([(row.side, row.code[:end]) for row in table.rows for end in range(3, len(row.code) + 1)]),
        strange_columns=_strange_columns(table),
        strange_rows=_strange_rows(table),
    )


def _holds_amounts(table: Table) -> bool:
    """Return whether amounts stand in the grids below the header: a table of which no row was read is not empty then."""
    body = (row for at, grid in enumerate(table.grids) for row in grid.rows[0 if at else table.head :])
    return any("." in cell and read_money(cell, "元")[0] == "printed" for row in body for cell in row)


def _sides_of_columns(table: Table, kind: Kind) -> dict[str, str]:
    printed = {column: row.side for row in table.rows for column in row.figures}
    return printed | {column: side for side, columns in reversed(kind.sides.items()) for column in columns}


def _strange_columns(table: Table) -> tuple[str, ...]:
    known = load_kinds()[table.kind or ""].columns
    printed = {column for row in table.rows for column in row.figures}
    of_kind = printed & known.keys()
    if of_kind == printed:
        return ()
    return tuple(dict.fromkeys(
        column
        for _, column, figure in table.figures()
        # What stands below a column of the table is counted in it: 一般公共预算 › 其中：财政拨款.
        if column not in known and of_kind.isdisjoint(column.split("/")[:-1]) and is_amount(figure)
    ))


def _strange_rows(table: Table) -> tuple[tuple[str, str], ...]:
    kind = load_kinds()[table.kind or ""]
    # Units in place of codes: what a code has there is not known (收入总表 of Beijing).
    units = _UNITS if kind.by == "function_code" and not _lists_codes_by_unit(table.rows) else frozenset[str]()
    return tuple(
        (row.side, row.label)
        for row in table.rows
        if (not row.level or row.level in units)
        and not any(row.key in names for names in kind.rows.values())
        and any(is_amount(figure) for figure in row.figures.values())
    )


def state_in(row: Row, column: str) -> State:
    """Return the state of the row's cell in the column."""
    figure = row.figures.get(column)
    return figure.state if figure is not None else "blank"


def is_amount(figure: Figure) -> bool:
    """Return whether the figure says that there is money."""
    return figure.money is not None and figure.money.fen != 0


def find_parents(rows: tuple[Row, ...]) -> list[int | None]:
    """Return for each row the index of the row it belongs to, None for topmost rows and totals.

    Rows with codes belong to the longest code above them that begins theirs, in a list unit by unit to one of the same
    unit; the others to the last row before them of a higher level (部门 › 单位 › 项目, 类 › 款 › 项).
    """
    anywhere = {(row.side, row.code): n for n, row in reversed(list(enumerate(rows))) if row.code and row.level != "项目"}
    by_unit = _lists_codes_by_unit(rows)
    codes: dict[tuple[str, str], int] = {}
    last: dict[tuple[str, int], int] = {}
    parents: list[int | None] = []
    for n, row in enumerate(rows):
        rank = _rank(rows, n)
        if by_unit and row.level in _UNITS:
            codes, rank = {}, None
        if rank is None:
            parents.append(None)
            continue
        if row.code:
            above = _by_code(row, codes)
            parents.append(_by_code(row, anywhere) if above is None and not by_unit else above)
            if row.level != "项目":
                codes[row.side, row.code] = n
        else:
            parents.append(_by_rank(row.side, rank, last))
        if not row.code:
            last = {key: at for key, at in last.items() if key[0] != row.side or key[1] < rank}
        last[row.side, rank] = n
    return parents


def _lists_codes_by_unit(rows: tuple[Row, ...]) -> bool:
    """Return whether the rows are codes, those of each unit below the unit's own row."""
    levels = {row.level for row in rows}
    return not levels.isdisjoint(_UNITS) and any(row.code and row.level in ("类", "款", "项") for row in rows)


def _rank(rows: tuple[Row, ...], n: int) -> int | None:
    """Return the row's rank: 1 for the topmost. A unit printed twice running is first the department, then its unit."""
    row, after = rows[n], rows[n + 1] if n + 1 < len(rows) else None
    if row.level == "单位" and after is not None and (after.level, after.name) == ("单位", row.name):
        return 1
    return _RANKS.get(row.level)


def _by_code(row: Row, codes: dict[tuple[str, str], int]) -> int | None:
    # A project bears the code of the item it stands below (Sichuan).
    longest = len(row.code) if row.level == "项目" else len(row.code) - 1
    for length in range(longest, 2, -1):
        if (parent := codes.get((row.side, row.code[:length]))) is not None:
            return parent
    return None


def _by_rank(side: str, rank: int, last: dict[tuple[str, int], int]) -> int | None:
    for above in range(rank - 1, 0, -1):
        if (side, above) in last:
            return last[side, above]
    return None


def _usual_step(table: Table) -> int:
    slacks = Counter([figure.money.slack for _, _, figure in table.figures() if figure.money is not None])
    return max(slacks, key=lambda slack: (slacks[slack], -slack)) if slacks else 0


def _names_of(row: Row) -> tuple[str, ...]:
    """Return what formulas call the row: its key, and its code where it has another."""
    if row.key == row.code or not row.code:
        return (row.key,) if row.key else ()
    return (row.key, row.code) if row.key else (row.code,)


def _grouped(named: Iterable[tuple[str, Row]]) -> dict[tuple[str, str], tuple[Row, ...]]:
    groups: dict[tuple[str, str], list[Row]] = {}
    for name, row in named:
        groups.setdefault((row.side, name), []).append(row)
    return {key: tuple(found) for key, found in groups.items()}
