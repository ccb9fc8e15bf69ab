"""Loose ends of the text: marks printed one after the other, tables numbered in several ways, catalogues cut short.

In: a disclosure. Out: one finding for all doubled marks, one for the labels of the tables, one a catalogue, one a number
that two terms of the glossary bear.
"""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from gouji.check.remember import once_a_document
from gouji.check.rule import Hit, Rule, Verdict, decides, not_run
from gouji.check.texts import running_text_with
from gouji.model.disclosure import Catalogue, Disclosure
from gouji.model.place import Bilingual

_AROUND = 10  # characters quoted before two marks


@decides("doubled_marks")
def doubled_marks(disclosure: Disclosure, rule: Rule) -> Verdict:
    """No two marks of punctuation that exclude each other stand side by side (。；)."""
    if not disclosure.sections:
        return not_run("没有情况说明", "there is no narrative")
    marks = re.compile(rule.given["marks"])
    found = [
        (paragraph, match)
        for paragraph in running_text_with(disclosure, marks)
        for match in marks.finditer(paragraph.text)
    ]
    if not found:
        return Verdict(checked=len(disclosure.sections))
    quotes = dict.fromkeys(
        f"“…{match.string[max(0, match.start() - _AROUND) : match.end()]}”" for _, match in found
    )
    hit = Hit(
        places=tuple(dict.fromkeys(paragraph.place for paragraph, _ in found)),
        slots={"count": str(len(found)), "quotes": "、".join(list(quotes)[:3])},
        printed="、".join(dict.fromkeys(match[0] for _, match in found)),
    )
    return Verdict(checked=len(disclosure.sections), hits=(hit,))


@decides("terms_numbered_once")
def terms_numbered_once(disclosure: Disclosure, rule: Rule) -> Verdict:
    """No two terms of the glossary that follow each other bear one number (五、…；五、…)."""
    numbered = [term for term in disclosure.glossary if term.number]
    if len(numbered) < 2:
        return not_run("名词解释没有编号", "the terms of the glossary are not numbered")
    hits = [
        Hit((one.place, next_.place), {"number": one.number, "first": one.term, "second": next_.term}, printed=one.number)
        for one, next_ in pairwise(numbered)
        if one.number == next_.number and one.term != next_.term
    ]
    return Verdict(len(numbered), tuple(hits))


_NUMBER = re.compile(r"[\d\s一二三四五六七八九十]+")


@decides("labels_alike")
def labels_alike(disclosure: Disclosure, rule: Rule) -> Verdict:
    """The tables are all labelled in one way (预算公开表1 …), or none is; no two kinds of table bear one number.

    One label alone, or one table without, may be a slip of reading and is passed over.
    """
    tables = [table for table in disclosure.tables if table.kind is not None]
    labelled = [table for table in tables if table.label]
    if len(tables) < 3 or len(labelled) < 2:
        return not_run("表上没有印表号", "the tables bear no labels")
    ways = Counter(_NUMBER.sub("", table.label) for table in labelled)
    bare = len(tables) - len(labelled)
    faults = []
    if len(ways) > 1:
        faults.append(
            Bilingual(
                f"表号有{len(ways)}种写法（{'、'.join(f'{way}N' for way in ways)}）",
                f"labels are written in {len(ways)} ways",
            )
        )
    if bare > 1:
        faults.append(
            Bilingual(
                f"{len(tables)}张表中只有{len(labelled)}张印了表号",
                f"only {len(labelled)} of {len(tables)} tables bear one",
            )
        )
    kinds: dict[str, set[str | None]] = {}
    for table in labelled:
        kinds.setdefault("".join(table.label.split()), set()).add(table.kind)
    twice = [label for label, ones in kinds.items() if len(ones) > 1 and _NUMBER.search(label)]
    if twice:
        quoted = "、".join(f"“{label}”" for label in twice)
        faults.append(Bilingual(f"{quoted}印在不同的表上", f"{quoted} stands on different tables"))
    if not faults:
        return Verdict(checked=len(labelled))
    hit = Hit(
        places=tuple(table.place for table in labelled),
        slots={"what": Bilingual("，".join(one.zh for one in faults), ", ".join(one.en for one in faults))},
        printed="、".join(table.label for table in labelled),
    )
    return Verdict(checked=len(labelled), hits=(hit,))


_STATED = re.compile(r"(?P<level>[一二三四])级目录\s*[(（]\s*(?P<number>\d+)\s*[类款项目个]")
_LEVELS = "一二三四"


@decides("catalogue_complete")
def catalogue_complete(disclosure: Disclosure, rule: Rule) -> Verdict:
    """A catalogue has about as many entries as its head says, begins at its beginning, and has no empty group."""
    titles: dict[str, list[Catalogue]] = {}
    for catalogue in disclosure.catalogues:
        titles.setdefault(catalogue.title, []).append(catalogue)
    hits = []
    for title, parts in titles.items():
        faults = [*_too_few(parts), *_begins_within(parts[0]), *_empty_groups(parts)]
        faults += _of_other_departments(parts, disclosure.cover.department or "")
        if faults:
            what = Bilingual("；".join(one.zh for one in faults), "; ".join(one.en for one in faults))
            hits.append(Hit((parts[0].place,), {"title": title, "what": what}, printed=title))
    if not titles:
        return not_run("没有购买服务目录", "there is no catalogue of services")
    return Verdict(checked=len(titles), hits=tuple(hits))


@once_a_document
def is_cut_short(disclosure: Disclosure) -> bool:
    """Return whether a catalogue lacks its beginning, or most of what its head states."""
    return any(True for one in disclosure.catalogues for _ in (*_too_few([one]), *_begins_within(one)))


def _too_few(parts: list[Catalogue]) -> Iterator[Bilingual]:
    """Yield each level of which not half as many entries are printed as the head of the catalogue states."""
    head = parts[0].grid.rows[:2] if parts[0].grid is not None else ()
    states = [match for row in head for cell in row if (match := _STATED.search(cell))]
    printed = Counter([item.level for part in parts for item in part.items]) if states else Counter[int]()
    for match in states:
        level, stated = _LEVELS.index(match["level"]) + 1, int(match["number"])
        found = printed[level] + sum(
            len(item.below) >= level - item.level > 0 for part in parts for item in part.items
        )
        if 2 * found < stated:
            yield Bilingual(
                f"表头称{match['level']}级目录{stated}项，只印了{found}项",
                f"the head states {stated} entries of level {level}, {found} are printed",
            )


def _begins_within(catalogue: Catalogue) -> Iterator[Bilingual]:
    """Yield that the first entry is not one of the first level, though the catalogue prints that level."""
    levels = [item.level for item in catalogue.items if item.level]
    if levels and levels[0] > 1 and min(levels) == 1:
        first = next(item for item in catalogue.items if item.level)
        yield Bilingual(
            f"从“{first.code}{first.name}”印起，前面的缺",
            f"it begins with “{first.code} {first.name}”; what comes before is missing",
        )


def _empty_groups(parts: list[Catalogue]) -> Iterator[Bilingual]:
    groups = [item.name for part in parts for item in part.items if item.level == 0]
    filled = {item.group for part in parts for item in part.items if item.level}
    if empty := [name for name in groups if name not in filled]:
        yield Bilingual(f"“{'、'.join(empty)}”下没有项目", f"nothing is printed under “{'、'.join(empty)}”")


_OF_ANY_BODY = frozenset("省市县区州局委办员会厅室部中心管理和人民政府公共服务组")  # letters that tell no body from another


def _of_other_departments(parts: list[Catalogue], department: str) -> Iterator[Bilingual]:
    """Yield that a catalogue told by department has none that shares a telling letter with this department's name."""
    groups = [item.name for part in parts for item in part.items if item.level == 0]
    telling = set(department) - _OF_ANY_BODY
    if telling and groups and not any(telling & set(name) for name in groups):
        named = "、".join(groups[:3]) + ("等" if len(groups) > 3 else "")
        yield Bilingual(f"只有{named}的，没有本部门的", f"it is that of {named}, not of this department")


_ORDINAL = re.compile(r"^[一二三四五六七八九十]+$")


@decides("headings_with_text")
def headings_with_text(disclosure: Disclosure, rule: Rule) -> Verdict:
    """A section that is due tells something below its heading. given: `kinds` of sections told in words.

    A heading over smaller ones, or over a table or a chart, needs no words of its own.
    """
    kinds, sections = frozenset(rule.given["kinds"]), disclosure.sections
    checked, hits = 0, []
    for section, after in pairwise(sections):
        if section.kind not in kinds or not _ORDINAL.match(section.number) or not _ORDINAL.match(after.number):
            continue
        checked += 1
        if not (section.paragraphs or section.claims or section.charts):
            hits.append(Hit((section.place,), {"title": section.title or str(section.kind)}, printed=section.title))
    return Verdict(checked, tuple(hits)) if checked else not_run("没有分节的文字说明", "the narrative has no such sections")
