"""The tables of a disclosure as a set: heads, contents, which there must be; and how hits name tables and cells.

In: a disclosure. Out: verdicts. Only tables of a known kind are looked at; what a table does not print decides nothing.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from gouji.check.deciding import Slots
from gouji.check.functions.claims import cell, money
from gouji.check.rule import Hit, Rule, Verdict, decides, not_run
from gouji.check.view import View, is_amount, known_tables, row_name, view_tables
from gouji.layouts.classification import plain_name
from gouji.layouts.headings import titles as layout_titles
from gouji.layouts.kinds import load_kinds
from gouji.layouts.layout import load
from gouji.model.disclosure import ContentsEntry, Disclosure, Figure, Row, Table
from gouji.model.money import agree
from gouji.model.place import Bilingual
from gouji.read.titles import read_title

NO_TABLE = not_run("文件中没有已识别的表", "the document has no recognised table")
SPENDING_TABLES = (
    "支出总表", "财政拨款支出表", "一般公共预算支出表", "政府性基金支出表", "收入总表",
    "支出决算表", "一般公共预算支出决算表", "政府性基金收支决算表", "收入决算表",
)  # fmt: skip


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
    return Bilingual(f"{zh}“{column}”栏", f"{en}, column “{column}”") if column else Bilingual(zh, en)


def cell_hit(table: Table, row: Row, column: str, figure: Figure, **slots: str | Bilingual) -> Hit:
    """Return a hit on one cell, with its table, cell and text in the slots."""
    named: Slots = {"table": name_table(table), "cell": name_row(row, column), "text": figure.text}
    return Hit(places=(figure.place,), slots=named | slots, figures=(figure,), printed=figure.text)


# Tables among each other


@decides("table_heads")
def table_heads(disclosure: Disclosure, rule: Rule) -> Verdict:
    """Year and department in a table's head, and the year in its note that it has no data, against the cover.

    The unit is each table's own: Shanghai's form prints the table of 三公经费 in 万元, all others in 元. One that is wrong
    shows in the amounts, ten thousand times off.
    """
    checked, hits = 0, list[Hit]()
    cover = disclosure.cover
    for table in known_tables(disclosure):
        if table.year is not None and cover.year is not None:
            checked += 1
            if table.year != cover.year:
                hits.append(_head_hit(table, ("年度", "year"), str(table.year), str(cover.year)))
        if cover.year is not None and (noted := re.search(rule.given["noted"], table.note or "")):
            checked += 1
            if int(noted[1]) != cover.year:
                hits.append(_head_hit(table, ("附注的年度", "year of its note"), noted[1], str(cover.year)))
        if table.department and cover.department:
            checked += 1
            if not _same_name(table.department, cover.department):
                hits.append(_head_hit(table, ("部门名称", "department"), table.department, cover.department))
    return Verdict(checked, tuple(hits)) if checked else NO_TABLE


def _head_hit(table: Table, what: tuple[str, str], printed: str, expected: str) -> Hit:
    slots: Slots = {"table": name_table(table), "what": Bilingual(*what)}
    return Hit((table.place,), {**slots, "printed": printed, "expected": expected}, printed=printed, expected=expected)


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
    # Each half of a disclosure in two files brings contents of its own, which list the same.
    files = dict.fromkeys(entry.place.document for entry in entries)
    lists = [[entry for entry in entries if entry.place.document == file] for file in files]
    return Verdict(len(entries), tuple(hit for one in lists for hit in _out_of_order(one)))


def _out_of_order(entries: Sequence[ContentsEntry]) -> Iterator[Hit]:
    """Yield what is wrong in the contents of one file."""
    for before, entry in pairwise(entries):
        if _is_before(entry.page, before.page):
            yield _page_hit(before, entry)
    counts = Counter(plain_name(entry.title) for entry in entries)
    twice = {title for title, count in counts.items() if count > 1 and title.endswith(("表", "）"))}
    for title in sorted(twice):
        entry = next(entry for entry in entries if plain_name(entry.title) == title)
        yield Hit((entry.place,), {"problem": Bilingual("列了两次", "is listed twice"), "title": entry.title})


def _is_before(page: int | None, other: int | None) -> bool:
    return page is not None and other is not None and page < other


def _page_hit(before: ContentsEntry, entry: ContentsEntry) -> Hit:
    problem = Bilingual(
        f"页码 {entry.page} 小于上一条的 {before.page}", f"is on page {entry.page}, the entry above on page {before.page}"
    )
    return Hit((entry.place,), {"problem": problem, "title": entry.title})


def _due(disclosure: Disclosure, kinds: list[str]) -> list[str]:
    """Return those of the kinds that the document's own form has (Jiangsu 2018 knows no state capital budget)."""
    if disclosure.layout is None:
        return kinds
    form = load(disclosure.layout)
    return [kind for kind in kinds if form.table(kind) is not None]


@decides("required_tables")
def required_tables(disclosure: Disclosure, rule: Rule) -> Verdict:
    """Tables that must be published and are not in the document. given: kinds, the canonical kinds required."""
    if not disclosure.tables and not disclosure.sections and not disclosure.forms:
        return not_run("文件中没有读到任何部分", "nothing was read of the document")
    if disclosure.cover.stage == "final":
        return not_run("决算的表另有规定", "final accounts have other tables")
    present = {table.kind for table in disclosure.tables}
    missing = [kind for kind in _due(disclosure, rule.given["kinds"]) if kind not in present]
    if not missing:
        return Verdict(len(rule.given["kinds"]))
    english = ", ".join(load_kinds()[kind].en for kind in missing)
    slots: Slots = {
        "missing": Bilingual("、".join(missing), f"{english} ({'、'.join(missing)})"),
    }
    # A document without any table is as likely the half that holds the text; the tables stand in another file.
    half = not disclosure.tables
    hit = Hit((disclosure.cover.place,), slots, severity="note" if half else None, remark=_NO_TABLE if half else None)
    return Verdict(len(rule.given["kinds"]), (hit,))


_NO_TABLE = Bilingual(
    "（文件里一张表也没有，表格可能另附文件，所以只作提示；有表而不全的才作提醒）",
    " (there is no table at all: they may be in another file, so this is a note; some missing among others is a warning)",
)


_BODY_TABLE = re.compile(r"^(?:表?[一二三四五六七八九十\d]+[、.．]?)?(?P<title>.*表.{0,12})$")


@decides("contents_tables_present")
def contents_tables_present(disclosure: Disclosure, rule: Rule) -> Verdict:
    """A table that the table of contents lists and the document does not have.

    given: kinds, those whose absence another rule reports.
    """
    titles = [plain_name(table.title) for table in disclosure.tables]
    titles += [plain_name(form.title) for form in disclosure.forms]
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
    """A project called carried-over in the list of this year's projects. given: words, the words that say so.

    Not one whose money stands in a column of what was carried over: the list holds both.
    """
    table = disclosure.table("项目支出表")
    rows = [row for row in table.rows if row.level == "项目"] if table is not None else []
    if not rows:
        return not_run("没有本年项目支出表，或表中没有项目", "no list of this year's projects, or none in it")
    words = re.compile("|".join(rule.given["words"]))
    hits = tuple(
        Hit((row.place,), {"project": row.name or row.label}, tuple(row.figures.values())[:1])
        for row in rows
        if words.search(row.name or row.label) and not _has_carried_over(row)
    )
    return Verdict(len(rows), hits)


def _has_carried_over(row: Row) -> bool:
    return any(column.startswith("上年结转") and is_amount(figure) for column, figure in row.figures.items())


@decides("carried_over_left_out")
def carried_over_left_out(disclosure: Disclosure, rule: Rule) -> Verdict:
    """The total of a table titled 不含上年结转 is not that of expenditure with what was carried over.

    given: `table`, its kind; `source`, the budget whose money it holds; `title`, the words of its title.
    """
    kind, source = rule.given["table"], rule.given["source"]
    table, total = disclosure.table(kind), cell(disclosure, (kind, "合计", "合计"))
    carried = cell(disclosure, ("财政拨款收支总表", f"上年结转/{source}", "金额"))
    spent = cell(disclosure, ("财政拨款收支总表", "本年支出合计", source))
    if table is None or rule.given["title"] not in table.title:
        return not_run("表题没有写不含上年结转", "the title does not leave out carried-over money")
    if total is None or spent is None or carried is None or not is_amount(carried):
        return not_run("没有读到合计或上年结转", "a total or the carried-over money was not read")
    stated, with_carried = money(total), money(spent)
    if stated is None or with_carried is None or not agree(stated, with_carried):
        return Verdict(checked=1)
    slots: Slots = {"table": name_table(table), "carried": carried.text + carried.unit}
    return Verdict(1, (Hit((total.place, spent.place), slots, (total, spent, carried), printed=total.text + total.unit),))
