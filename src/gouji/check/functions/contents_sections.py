"""The contents against what is printed: headings of the narrative, the year of the tables and texts.

In: the contents and the sections. Out: entries in whose place another heading stands, entries of another year.
"""

import re
from collections.abc import Iterator, Sequence

from gouji.check.rule import Hit, Rule, Verdict, decides, not_run
from gouji.layouts.classification import plain_name
from gouji.model.disclosure import ContentsEntry, Disclosure, Section

_ORDINAL = re.compile(r"^[一二三四五六七八九十]+[、.．](?P<title>.+)$")
_FEWEST = 4


@decides("contents_sections")
def contents_sections(disclosure: Disclosure, rule: Rule) -> Verdict:
    """A part that the contents list stands under that heading. given: `part`, the heading of the narrative in the contents.

    Only where three of four entries are printed word for word: else the contents are of another kind. An entry is wrong
    where the entries beside it are in their places and one other heading stands between them.
    """
    entries = _entries(disclosure, re.compile(rule.given["part"]))
    titles = [plain_name(section.title) for section in disclosure.sections]
    same = [title in titles for _, title in entries]
    if len(entries) < _FEWEST or 4 * sum(same) < 3 * len(entries):
        return not_run("目录没有逐项列出情况说明的各部分", "the contents do not list the parts of the narrative")
    hits = [_other(entry, section) for entry, section in _exchanged(entries, disclosure.sections)]
    return Verdict(len(entries), tuple(hits))


def _entries(disclosure: Disclosure, part: re.Pattern[str]) -> list[tuple[ContentsEntry, str]]:
    """Return the numbered entries below the narrative's own, with their titles."""
    found: list[tuple[ContentsEntry, str]] = []
    inside = False
    for entry in disclosure.contents:
        match = _ORDINAL.match(plain_name(entry.title))
        if match is None:
            inside = bool(part.search(entry.title)) or (inside and entry.title.strip().startswith(("(", "（")))
        elif inside:
            found.append((entry, match["title"]))
    return found


def _exchanged(
    entries: Sequence[tuple[ContentsEntry, str]], sections: Sequence[Section]
) -> Iterator[tuple[ContentsEntry, Section]]:
    """Yield (entry, section) where an entry is not printed and one heading that is not listed stands in its place."""
    titles, listed = [plain_name(section.title) for section in sections], {title for _, title in entries}
    for at, (entry, title) in enumerate(entries):
        if title in titles:
            continue
        before = titles.index(entries[at - 1][1]) if at and entries[at - 1][1] in titles else -1
        last = at + 1 == len(entries)
        after = titles.index(entries[at + 1][1]) if not last and entries[at + 1][1] in titles else len(titles)
        between = sections[before + 1 : after]
        if (before >= 0 or not at) and (last or after < len(titles)) and len(between) == 1 and titles[before + 1] not in listed:
            yield entry, between[0]


def _other(entry: ContentsEntry, section: Section) -> Hit:
    return Hit((entry.place, section.place), {"title": entry.title, "heading": section.title}, printed=entry.title, expected=section.title)


@decides("contents_year")
def contents_year(disclosure: Disclosure, rule: Rule) -> Verdict:
    """A part of this budget bears this budget's year in the contents. given: `named`, with the year as its group."""
    year, named = disclosure.cover.year, re.compile(rule.given["named"])
    if year is None:
        return not_run("不知道预算年度", "the budget year is not known", lacking=True)
    found = [(entry, int(match[1])) for entry in disclosure.contents if (match := named.search(plain_name(entry.title)))]
    if not found:
        return not_run("目录中没有带年度的部分", "no part in the contents bears a year")
    hits = tuple(
        Hit((entry.place,), {"title": entry.title}, printed=f"{printed}年", expected=f"{year}年")
        for entry, printed in found
        if printed != year
    )
    return Verdict(len(found), hits)
