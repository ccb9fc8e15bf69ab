"""What a table must be besides adding up: its codes, names, blanks, notes and the print of its amounts.

In: a disclosure. Out: verdicts. Only tables of a known kind are looked at; what a table does not print decides nothing.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import pairwise

from gouji.check.formula import row_name
from gouji.check.rule import Hit, Rule, Verdict, decides, not_run
from gouji.check.view import View, view_tables
from gouji.layouts.classification import economic_codes, economic_pairs, functional_names, plain_name
from gouji.layouts.headings import titles as layout_titles
from gouji.layouts.kinds import load_kinds
from gouji.model.disclosure import ContentsEntry, Disclosure, Figure, Row, Table
from gouji.model.money import parse_money, tidy_number
from gouji.model.place import Bilingual, Place
from gouji.read.titles import read_title

Slots = dict[str, str | Bilingual]

_NOTHING = not_run("文件中没有已识别的表", "the document has no recognised table")
_SPENDING = ("支出总表", "一般公共预算支出表", "政府性基金支出表", "收入总表")


def known_tables(disclosure: Disclosure) -> Iterator[Table]:
    """Yield the tables of a known kind, in printed order."""
    return (table for table in disclosure.tables if table.kind is not None)


def all_views(disclosure: Disclosure) -> Iterator[View]:
    """Yield the views of the tables of a known kind."""
    return (view for views in view_tables(disclosure).values() for view in views)


def name_table(table: Table) -> Bilingual:
    """Return the table's printed title, in English with the name of its kind."""
    kind = load_kinds()[table.kind or ""]
    return Bilingual(f"“{table.title or kind.name}”", f"“{table.title or kind.name}” ({kind.en})")


def name_row(row: Row, column: str = "") -> Bilingual:
    """Return the row, and the column if given, in words."""
    zh, en = f"“{row_name(row)}”行", f"row “{row_name(row)}”"
    return Bilingual(f"{zh}“{column}”列", f"{en}, column “{column}”") if column else Bilingual(zh, en)


def _cell_hit(table: Table, row: Row, column: str, figure: Figure, **slots: str | Bilingual) -> Hit:
    named: Slots = {"table": name_table(table), "cell": name_row(row, column), "text": figure.text}
    return Hit(places=(figure.place,), slots=named | slots, figures=(figure,), printed=figure.text)


# Blanks and signs


@decides("blank_total")
def blank_total(disclosure: Disclosure, rule: Rule) -> Verdict:
    """A blank head whose rows below are filled."""
    checked, hits = 0, list[Hit]()
    for view in all_views(disclosure):
        for row in view.table.rows:
            # The totals of tables with fixed rows are rows_printed's matter.
            if view.kind.by == "item" or not (below := view.below(row)):
                continue
            for column, figure in row.figures.items():
                filled = sum(_is_amount(one.figures[column]) for one in below if column in one.figures)
                checked += filled > 0
                if filled and figure.state in ("blank", "dash"):
                    hits.append(_cell_hit(view.table, row, column, figure, below=str(filled)))
    return Verdict(checked, tuple(hits)) if checked else _NOTHING


def _is_amount(figure: Figure) -> bool:
    return figure.money is not None and figure.money.fen != 0


@decides("negative_amount")
def negative_amount(disclosure: Disclosure, rule: Rule) -> Verdict:
    """An amount below zero: a budget has none, outturns may (a year's final accounts correct earlier ones)."""
    if disclosure.cover.stage == "final":
        return not_run("决算中可以有负数", "final accounts may have negative amounts")
    cells = [
        (table, *cell)
        for table in known_tables(disclosure)
        for cell in table.figures()
        if cell[2].money is not None
    ]
    hits = tuple(
        _cell_hit(table, row, column, figure)
        for table, row, column, figure in cells
        if figure.money is not None and figure.money.fen < 0
    )
    return Verdict(len(cells), hits) if cells else _NOTHING


# The print of amounts


_LOOKS_LIKE_AMOUNT = re.compile(r"[\d#]")


@decides("readable_amounts")
def readable_amounts(disclosure: Disclosure, rule: Rule) -> Verdict:
    """A cell of amounts that holds something else: a spreadsheet's error value, a number with two points, words."""
    checked, hits = 0, list[Hit]()
    for table in known_tables(disclosure):
        for row, column, figure in table.figures():
            checked += figure.state == "printed"
            if figure.state == "unreadable" and parse_money(figure.text, "元") is None and not _is_undivided(row, figure):
                hit = _cell_hit(table, row, column, figure)
                hits.append(hit if _LOOKS_LIKE_AMOUNT.search(figure.text) else _as_note(hit))
    return Verdict(checked, tuple(hits)) if checked or hits else _NOTHING


_WORDS_AND_AMOUNT = re.compile(r"[\u4e00-\u9fff].*\d\.\d|\d\.\d.*[\u4e00-\u9fff]")


def _is_undivided(row: Row, figure: Figure) -> bool:
    """Return whether the text is that of a row the reader could not divide into cells; it says so itself."""
    texts = {one.text for one in row.figures.values()}
    return (len(row.figures) > 1 and len(texts) == 1) or bool(_WORDS_AND_AMOUNT.search(figure.text))


def _as_note(hit: Hit) -> Hit:
    return Hit(hit.places, hit.slots, hit.figures, hit.printed, severity="note")


@decides("same_decimals")
def same_decimals(disclosure: Disclosure, rule: Rule) -> Verdict:
    """Amounts of one table printed with different numbers of decimals, or in 万元 with more than two."""
    checked, hits = 0, list[Hit]()
    for table in known_tables(disclosure):
        figures = [figure for _, _, figure in table.figures() if figure.state == "printed"]
        counts = Counter(_decimals(figure) for figure in figures)
        if not counts:
            continue
        checked += 1
        usual = max(counts, key=lambda decimals: counts[decimals])
        stripped = not _keeps_zeros(figures)
        odd = [figure for figure in figures if _is_odd(figure, usual, stripped=stripped)]
        if odd:
            slots: Slots = {"table": name_table(table), "usual": str(usual), "odd": "、".join(f.text for f in odd[:5])}
            hits.append(Hit(tuple(figure.place for figure in odd), {**slots, "count": str(len(odd))}, tuple(odd)))
    return Verdict(checked, tuple(hits)) if checked else _NOTHING


def _decimals(figure: Figure) -> int:
    return len(tidy_number(figure.text).rstrip(")").partition(".")[2])


def _keeps_zeros(figures: list[Figure]) -> bool:
    """Return whether the table was typed with its closing zeros: a spreadsheet that strips them prints none."""
    return any("." in figure.text and figure.text.rstrip(")） ").endswith("0") for figure in figures)


def _is_odd(figure: Figure, usual: int, *, stripped: bool) -> bool:
    decimals = _decimals(figure)
    if figure.unit == "万元" and decimals > 2 and usual <= 2:
        return True
    return not stripped and decimals != usual and _is_amount(figure)


# Codes and names


@decides("codes_ascend")
def codes_ascend(disclosure: Disclosure, rule: Rule) -> Verdict:
    """A code printed after a larger one."""
    checked, hits = 0, list[Hit]()
    for table in known_tables(disclosure):
        for rows in _coded_sides(table):
            checked += len(rows) - 1
            for before, row in pairwise(rows):
                if row.code < before.code and not before.code.startswith(row.code):
                    slots: Slots = {"table": name_table(table), "code": row.code, "before": before.code}
                    hits.append(Hit((row.place, before.place), slots, printed=row.code))
                    break
    return Verdict(checked, tuple(hits)) if checked else not_run("表中没有科目编码", "no table prints codes")


@decides("codes_once")
def codes_once(disclosure: Disclosure, rule: Rule) -> Verdict:
    """A code printed on two rows of one table."""
    checked, hits = 0, list[Hit]()
    for table in known_tables(disclosure):
        if load_kinds()[table.kind or ""].by != "function_code":
            continue
        for rows in _coded_sides(table):
            checked += len(rows)
            for code, count in Counter(row.code for row in rows).items():
                if count > 1:
                    slots: Slots = {"table": name_table(table), "code": code, "count": str(count)}
                    hits.append(_twice_hit([row for row in rows if row.code == code], slots, code))
    return Verdict(checked, tuple(hits)) if checked else not_run("表中没有科目编码", "no table prints codes")


def _twice_hit(rows: list[Row], slots: Slots, printed: str) -> Hit:
    figures = tuple(figure for row in rows for figure in row.figures.values())
    return Hit(tuple(row.place for row in rows), slots, figures, printed)


def _coded_sides(table: Table) -> Iterator[list[Row]]:
    """Yield the rows with codes of each side; a table that lists its units one after the other has no one order."""
    if any(row.level in ("部门", "单位") for row in table.rows):
        return
    for side in load_kinds()[table.kind or ""].sides:
        rows = [row for row in table.rows if row.side == side and row.code.isdigit()]
        if len(rows) > 1 and load_kinds()[table.kind or ""].by != "item":
            yield rows


@decides("code_in_list")
def code_in_list(disclosure: Disclosure, rule: Rule) -> Verdict:
    """Classes and groups that are not in the list of codes. The list's items are not complete and decide nothing."""
    rows = [row for _, row in _spending_rows(disclosure) if row.level in ("类", "款") and _is_listed_class(row.code)]
    unknown = {row.code: row for row in rows if row.code not in functional_names()}
    hits = tuple(
        Hit((row.place,), {"code": code, "name": row.name or row.label}, printed=code) for code, row in unknown.items()
    )
    return Verdict(len(rows), hits) if rows else not_run("表中没有可对照的科目编码", "no codes to look up")


def _is_listed_class(code: str) -> bool:
    """Return whether the list has groups of the code's class at all; an unknown class is always looked at."""
    return code[:3] not in functional_names() or code[:3] in _classes_with_groups()


@cache
def _classes_with_groups() -> frozenset[str]:
    return frozenset(code[:3] for code in functional_names() if len(code) == 5)


def _spending_rows(disclosure: Disclosure) -> Iterator[tuple[Table, Row]]:
    for table in known_tables(disclosure):
        if table.kind in _SPENDING:
            yield from ((table, row) for row in table.rows if row.code.isdigit())


@decides("code_name")
def code_name(disclosure: Disclosure, rule: Rule) -> Verdict:
    """A code printed with a name other than the one it is known to bear in that year."""
    checked, hits = 0, dict[tuple[str, str], Hit]()
    for table, row in _spending_rows(disclosure):
        known = [name for name in functional_names().get(row.code, ()) if name.observed]
        if not known or not row.name:
            continue
        checked += 1
        printed = _bare(row.name)
        if any(_bare(name.name) == printed and name.holds_in(disclosure.cover.year) for name in known):
            continue
        valid = [name.name for name in known if name.holds_in(disclosure.cover.year)] or [known[-1].name]
        slots: Slots = {"table": name_table(table), "code": row.code, "name": row.name, "known": " / ".join(valid)}
        hits.setdefault((row.code, printed), Hit((row.place,), slots, printed=row.name, expected=valid[-1]))
    return Verdict(checked, tuple(hits.values())) if checked else not_run(
        "没有可对照名称的科目编码", "no code whose name is known"
    )


_MARKS = re.compile(r"[，、。；：（）()《》“”\"\s,;:·]")
_SUFFIX = re.compile(r"（[^（）]*）$")


def _bare(name: str) -> str:
    """Return the name without punctuation and without a bracket at its end, which systems add (行政运行（公安）)."""
    return _MARKS.sub("", _SUFFIX.sub("", plain_name(name)))


@decides("pair_allowed")
def pair_allowed(disclosure: Disclosure, rule: Rule) -> Verdict:
    """A department-side economic item under a government-side item where it never stands."""
    checked, hits = 0, list[Hit]()
    for table, row in _pairs(disclosure):
        ours, theirs = _codes(row.name, row.code, "部门"), _codes(row.counterpart, "", "政府")
        if not ours or not theirs:
            continue
        checked += 1
        if not any((one, other) in economic_pairs() for one in ours for other in theirs):
            allowed = _allowed(ours)
            slots: Slots = {"table": name_table(table), "item": row.name, "counterpart": row.counterpart, "allowed": allowed}
            hits.append(Hit((row.place,), slots, printed=row.counterpart, expected=allowed))
    return Verdict(checked, tuple(hits)) if checked else not_run("没有成对的经济科目", "no pairs of economic items")


def _pairs(disclosure: Disclosure) -> Iterator[tuple[Table, Row]]:
    for table in known_tables(disclosure):
        if table.kind == "基本支出经济分类表":
            yield from ((table, row) for row in table.rows if row.counterpart)


def _codes(name: str, code: str, side: str) -> tuple[str, ...]:
    """Return the codes of a 款; the name of a 类 (工资福利支出) is that of government-side items too."""
    found = (code,) if code else economic_codes(side).get(plain_name(name), ())
    return tuple(one for one in found if len(one) == 5)


def _allowed(codes: tuple[str, ...]) -> str:
    names = {code: name for name, found in economic_codes("政府").items() for code in found}
    return "、".join(dict.fromkeys(names[to] for one, to in economic_pairs() if one in codes and to in names))


@decides("pair_once")
def pair_once(disclosure: Disclosure, rule: Rule) -> Verdict:
    """The same pair of economic items on two rows."""
    rows = [row for _, row in _pairs(disclosure)]
    counts = Counter(row.key for row in rows)
    hits = tuple(
        _twice_hit([row for row in rows if row.key == key], {"pair": key, "count": str(count)}, key)
        for key, count in counts.items()
        if count > 1
    )
    return Verdict(len(rows), hits) if rows else not_run("没有成对的经济科目", "no pairs of economic items")


# Rows that must be there


@decides("rows_printed")
def rows_printed(disclosure: Disclosure, rule: Rule) -> Verdict:
    """Rows without which a table is not complete: its total, the fixed rows, and those between the codes it prints.

    given: rows, the fixed rows by kind; items, the kinds that go down to 项; told, what the reader says of a table
    that it did not read whole.
    """
    checked, hits = 0, list[Hit]()
    told = {trouble.place.part for trouble in disclosure.troubles if trouble.code in rule.given["told"]}
    for view in all_views(disclosure):
        if view.empty or view.unread or view.cut or view.table.title in told:
            continue
        checked += 1
        hits.extend(_missing_fixed(view, rule.given["rows"].get(view.kind.name, ())))
        hits.extend(_blank_totals(view))
        hits.extend(_missing_levels(view, view.kind.name in rule.given["items"]))
        hits.extend(_bare_classes(view))
    return Verdict(checked, tuple(hits)) if checked else _NOTHING


def _missing_fixed(view: View, fixed: Iterable[str]) -> Iterator[Hit]:
    keys = {row.key for row in view.table.rows}
    for key in fixed:
        if key not in keys:
            yield _missing_hit(view, view.table.place, (f"“{key}”这一行", f"the row “{key}”"))


def _blank_totals(view: View) -> Iterator[Hit]:
    """Yield the totals of a table of fixed rows that lack their amount, in the first column or above filled classes."""
    for row in view.table.rows if view.kind.by == "item" else ():
        classes = view.by_level.get((row.side, "类"), ())
        for column, figure in row.figures.items() if row.level == "合计" else ():
            first = column == next(iter(row.figures))
            filled = any(_is_amount(one.figures[column]) for one in classes if column in one.figures)
            # A column that the kind does not have may be of another block, which shares the total (Jiangsu).
            if column in view.kind.columns and figure.state == "blank" and (first or filled):
                name = name_row(row, column)
                yield _missing_hit(view, figure.place, (f"{name.zh}的数", f"the amount in {name.en}"))


def _missing_levels(view: View, items: bool) -> Iterator[Hit]:
    """Yield the classes and groups that are missing above printed codes, and the groups without the items due."""
    lengths = {len(row.code) for row in view.table.rows if row.code.isdigit()}
    printed = {(row.side, row.code) for row in view.table.rows}
    with_items = {row.code[:5] for row in view.table.rows if row.level == "项"}
    told: set[str] = set()
    for row in view.table.rows if view.kind.by == "function_code" else ():
        if not row.code.isdigit():
            continue
        for length in (3, 5):
            above = row.code[:length]
            if length in lengths and len(row.code) > length and (row.side, above) not in printed and above not in told:
                told.add(above)
                yield _missing_hit(view, row.place, (f"{row.code} 的上级 {above}", f"{above}, above {row.code}"))
        if items and row.level == "款" and with_items and row.code not in with_items:
            yield _missing_hit(view, row.place, (f"{row_name(row)}之下的项", f"the items of {row_name(row)}"))


def _bare_classes(view: View) -> Iterator[Hit]:
    """Yield the economic classes with money that have no items below, where other classes have them."""
    if view.kind.by != "economic_pair":
        return
    classes = [row for side in view.kind.sides for row in view.by_level.get((side, "类"), ())]
    if not any(view.below(row) for row in classes):
        return
    for row in classes:
        if not view.below(row) and any(figure.money and figure.money.fen for figure in row.figures.values()):
            yield _missing_hit(view, row.place, (f"{row_name(row)}之下的款", f"the items of {row_name(row)}"))


def _missing_hit(view: View, place: Place, what: tuple[str, str]) -> Hit:
    return Hit((place,), {"table": name_table(view.table), "what": Bilingual(*what)})


# Empty tables


@decides("empty_note")
def empty_note(disclosure: Disclosure, rule: Rule) -> Verdict:
    """A table without amounts that does not say so, or one that says so and has amounts.

    given: says_nothing, words of such a note; budgets, those that a note may be about.
    """
    words = re.compile("|".join(rule.given["says_nothing"]))
    checked, hits = 0, list[Hit]()
    for view in all_views(disclosure):
        if view.table.rows or view.table.note:
            checked += 1
            hits.extend(_note_hits(view.table, view, words, rule.given["budgets"]))
    return Verdict(checked, tuple(hits)) if checked else _NOTHING


def _note_hits(table: Table, view: View, words: re.Pattern[str], budgets: list[str]) -> Iterator[Hit]:
    if view.empty and not table.note:
        problem = Bilingual("没有数，也没有“本表无数据”之类的说明", "has no amounts and no note that says so")
        yield Hit((table.place,), {"table": name_table(table), "problem": problem})
    # A note about another budget belongs to the next table, whose title was not recognised.
    of_another = any(budget in (table.note or "") and budget not in view.kind.name for budget in budgets)
    if table.note and not of_another and words.search(table.note) and any(_is_amount(figure) for _, _, figure in table.figures()):
        problem = Bilingual(f"有数，却注明“{table.note}”", f"has amounts, yet notes “{table.note}”")
        yield Hit((table.place,), {"table": name_table(table), "problem": problem}, printed=table.note)


# Tables among each other


@decides("table_heads")
def table_heads(disclosure: Disclosure, rule: Rule) -> Verdict:
    """Year, department and unit of amounts in a table's head, against the cover and the other tables."""
    checked, hits = 0, list[Hit]()
    cover, tables = disclosure.cover, list(known_tables(disclosure))
    usual = Counter(table.unit for table in tables if table.unit).most_common(1)
    for table in tables:
        if table.year is not None and cover.year is not None:
            checked += 1
            if table.year != cover.year:
                hits.append(_head_hit(table, ("年度", "year"), str(table.year), str(cover.year)))
        if table.department and cover.department:
            checked += 1
            if not _same_name(table.department, cover.department):
                hits.append(_head_hit(table, ("部门名称", "department"), table.department, cover.department))
        if table.unit and usual:
            checked += 1
            if table.unit != usual[0][0]:
                hits.append(_as_milder(_head_hit(table, ("金额单位", "unit of amounts"), table.unit, usual[0][0])))
    return Verdict(checked, tuple(hits)) if checked else _NOTHING


def _head_hit(table: Table, what: tuple[str, str], printed: str, expected: str) -> Hit:
    slots: Slots = {"table": name_table(table), "what": Bilingual(*what)}
    return Hit((table.place,), {**slots, "printed": printed, "expected": expected}, printed=printed, expected=expected)


def _as_milder(hit: Hit) -> Hit:
    """Return the hit as a note: tables in 元 beside tables in 万元 are lawful, only hard to read."""
    return Hit(hit.places, hit.slots, hit.figures, hit.printed, hit.expected, severity="note")


def _same_name(a: str, b: str) -> bool:
    one, other = sorted((plain_name(a).strip("0123456789-—－"), plain_name(b)), key=len)
    # 江苏省委办公厅 is short for 中国共产党江苏省委员会办公厅: each of its letters is there, in order.
    letters = iter(other)
    return all(letter in letters for letter in one)


@decides("contents_in_order")
def contents_in_order(disclosure: Disclosure, rule: Rule) -> Verdict:
    """A table of contents that lists a title twice or a page before the page above it."""
    entries = disclosure.contents
    if not entries:
        return not_run("文件没有目录", "the document has no table of contents")
    hits = [_page_hit(before, entry) for before, entry in pairwise(entries) if _is_before(entry.page, before.page)]
    counts = Counter(plain_name(entry.title) for entry in entries)
    twice = {title for title, count in counts.items() if count > 1 and title.endswith(("表", "）"))}
    for title in sorted(twice):
        entry = next(entry for entry in entries if plain_name(entry.title) == title)
        hits.append(Hit((entry.place,), {"problem": Bilingual("列了两次", "is listed twice"), "title": entry.title}))
    return Verdict(len(entries), tuple(hits))


def _is_before(page: int | None, other: int | None) -> bool:
    return page is not None and other is not None and page < other


def _page_hit(before: ContentsEntry, entry: ContentsEntry) -> Hit:
    problem = Bilingual(
        f"页码 {entry.page} 小于上一条的 {before.page}", f"is on page {entry.page}, the entry above on page {before.page}"
    )
    return Hit((entry.place,), {"problem": problem, "title": entry.title})


@decides("required_tables")
def required_tables(disclosure: Disclosure, rule: Rule) -> Verdict:
    """Tables that must be published and are not in the document. given: kinds, the canonical kinds required."""
    if not disclosure.tables and not disclosure.sections and not disclosure.forms:
        return not_run("文件中没有读到任何部分", "nothing was read of the document")
    if disclosure.cover.stage == "final":
        return not_run("决算的表另有规定", "final accounts have other tables")
    present = {table.kind for table in disclosure.tables}
    missing = [kind for kind in rule.given["kinds"] if kind not in present]
    unknown = [table for table in disclosure.tables if table.kind is None]
    if not missing:
        return Verdict(len(rule.given["kinds"]))
    english = ", ".join(load_kinds()[kind].en for kind in missing)
    slots: Slots = {
        "missing": Bilingual("、".join(missing), f"{english} ({'、'.join(missing)})"),
        "unknown": Bilingual(
            f"；另有 {len(unknown)} 张表没有识别出来" if unknown else "",
            f"; {len(unknown)} more tables were not recognised" if unknown else "",
        ),
    }
    hit = Hit((disclosure.cover.place,), slots, severity="note" if unknown else None)
    return Verdict(len(rule.given["kinds"]), (hit,))


_BODY_TABLE = re.compile(r"^(?:表?[一二三四五六七八九十\d]+[、.．]?)?(?P<title>.*表.{0,12})$")


@decides("contents_tables_present")
def contents_tables_present(disclosure: Disclosure, rule: Rule) -> Verdict:
    """A table that the table of contents lists and the document does not have.

    given: kinds, those whose absence another rule reports.
    """
    titles = [plain_name(table.title) for table in disclosure.tables]
    listed = [(entry, match["title"]) for entry in disclosure.contents if (match := _listed_table(entry.title))]
    if not listed or not titles:
        return not_run("目录中没有列表，或文件中没有表", "the contents list no tables, or the document has none")
    hits = tuple(
        Hit((entry.place,), {"title": entry.title})
        for entry, title in listed
        if not any(title in other or other in title for other in titles if other)
        and _kind_of(entry.title) not in rule.given["kinds"]
    )
    return Verdict(len(listed), hits)


def _kind_of(title: str) -> str | None:
    """Return the kind whose layout prints the title."""
    found = layout_titles().find(read_title(title).words)
    return found[1] if found is not None else None


def _listed_table(title: str) -> re.Match[str] | None:
    """Return the match of a contents entry that names a single table: 表五2024年一般公共预算支出预算表（不含上年结转）."""
    plain = plain_name(title)
    return _BODY_TABLE.match(plain) if re.match(r"表[一二三四五六七八九十\d]", plain) else None


@decides("carried_over_in_list")
def carried_over_in_list(disclosure: Disclosure, rule: Rule) -> Verdict:
    """A project called carried-over in the list of this year's projects. given: words, the words that say so."""
    table = disclosure.table("项目支出表")
    rows = [row for row in table.rows if row.level == "项目"] if table is not None else []
    if not rows:
        return not_run("没有本年项目支出表，或表中没有项目", "no list of this year's projects, or none in it")
    words = re.compile("|".join(rule.given["words"]))
    hits = tuple(
        Hit((row.place,), {"project": row.name or row.label}, tuple(row.figures.values())[:1])
        for row in rows
        if words.search(row.name or row.label)
    )
    return Verdict(len(rows), hits)
