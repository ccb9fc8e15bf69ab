"""What differs between two documents, as text for a terminal and as a page. In: Changes. Out: styled text, HTML.

Texts from the documents are escaped, and identity, card and mobile numbers in them are cut short.
"""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from html import escape
from itertools import groupby
from pathlib import Path

from gouji.model.place import Place, show_place
from gouji.prepare.difference import Change, Changes
from gouji.render.html.frame import page_frame
from gouji.render.mask import mask_numbers
from gouji.render.screen import Part, Screen
from gouji.render.wrap import wrap

_STYLE_SHEET = Path(__file__).with_name("changes.css")
_WORDS = {
    "zh": {
        "title": "两份文件的差别",
        "old": "旧",
        "new": "新",
        "difference": "差额",
        "where": "位置",
        "item": "项目",
        "absent": "（无）",
        "blank": "（空白）",
        "none": "没有差别。",
        "changes": "改动",
        "consequences": "公开文件随之变动",
        "count": "{changes}处不同",
        "moved": "，公开文件里随之变动{consequences}处",
        "stop": "。",
        "skip": "跳到差别",
        "budget": "预算",
        "front": "封面与概况",
        "table": "预算表",
        "claim": "说明里的数",
        "sentence": "说明的文字",
        "form": "绩效目标表",
        "annex": "目录与名词解释",
    },
    "en": {
        "title": "What differs between two documents",
        "old": "old",
        "new": "new",
        "difference": "difference",
        "where": "place",
        "item": "item",
        "absent": "(absent)",
        "blank": "(blank)",
        "none": "Nothing differs.",
        "changes": "Changes",
        "consequences": "What moves with them in the disclosure",
        "count": "{changes} differences",
        "moved": ", and {consequences} in the disclosure derived",
        "stop": ".",
        "skip": "to the differences",
        "budget": "Budget",
        "front": "Cover and overview",
        "table": "Budget tables",
        "claim": "Figures of the narrative",
        "sentence": "Sentences of the narrative",
        "form": "Performance forms",
        "annex": "Catalogues and glossary",
    },
}
_SHORT = 46  # characters of old and new together that still stand on one line
_LONGEST_MARKED = 4_000  # beyond it, finding the words that differ takes too long
_WORD = re.compile(r"[\d.,%]+|[A-Za-z]+|.", re.DOTALL)
_INDENT = 4


def summary(changes: Changes, language: str = "zh") -> str:
    """Return in one sentence how much differs."""
    words = _WORDS[language]
    if not changes:
        return words["none"]
    moved = words["moved"].format(consequences=len(changes.consequences)) if changes.consequences else ""
    return words["count"].format(changes=len(changes.changes)) + moved + words["stop"]


# Text


def print_changes(changes: Changes, screen: Screen, language: str = "zh") -> None:
    """Print what differs, grouped by sheet, table, section and form: old → new, and the difference."""
    words = _WORDS[language]
    screen.print((changes.old, "bold"), " → ", (changes.new, "bold"))
    screen.print(summary(changes, language))
    for name, some in (("changes", changes.changes), ("consequences", changes.consequences)):
        if some and changes.consequences:
            screen.line()
            screen.print((words[name], "bold reverse"))
        for area, group, inside in _groups(some):
            screen.line()
            screen.print((f"{words[area]}{f' › {mask_numbers(group)}' if group else ''}", "bold"))
            for change in inside:
                _print_change(change, screen, language)


def _groups(changes: Sequence[Change]) -> Iterator[tuple[str, str, list[Change]]]:
    for (area, group), inside in groupby(changes, lambda change: (change.area, change.group)):
        yield area, group, list(inside)


def _print_change(change: Change, screen: Screen, language: str) -> None:
    item = mask_numbers(change.item.in_language(language))
    old, new = (_shown(text, language) for text in (change.old, change.new))
    where = _where(change, language)
    if len(old) + len(new) <= _SHORT and item:
        line: list[Part] = [" " * _INDENT, f"{item}  ", (old, "red"), " → ", (new, "green")]
        if change.difference:
            line.append((f"  {change.difference}", "bold"))
        if where:
            line.append((f"  {where}", "dim"))
        screen.line(*line)
        return
    heading = "  ".join(filter(None, (item, change.difference, where)))
    if heading:
        screen.line((" " * _INDENT + heading, "dim" if not item else ""))
    for sign, text, style in (("−", change.old, "red"), ("+", change.new, "green")):
        if text is not None:
            _print_text(sign, _shown(text, language), style, screen)


def _print_text(sign: str, text: str, style: str, screen: Screen) -> None:
    for number, line in enumerate(wrap(text, screen.width - _INDENT - 2)):
        screen.line((f"{' ' * _INDENT}{sign if number == 0 else ' '} {line}", style))


def _shown(text: str | None, language: str) -> str:
    words = _WORDS[language]
    return words["absent"] if text is None else mask_numbers(text) or words["blank"]


def _where(change: Change, language: str) -> str:
    """Return where it stands in both, once when it stands at the same place."""
    places = [_spot(place, language) for place in (change.old_place, change.new_place)]
    return " → ".join(dict.fromkeys(filter(None, places)))


def _spot(place: Place, language: str) -> str:
    """Return page, sheet and cell or line; what stands there is told already."""
    spot = Place(line=place.line, sheet=place.sheet, cell=place.cell, page=place.page)
    return show_place(spot, language).strip("（） ()")


# Page


def changes_html(changes: Changes, language: str = "zh") -> str:
    """Return what differs as one page without scripts or anything to load."""
    words = _WORDS[language]
    names = f"{escape(changes.old)} → {escape(changes.new)}"
    body = (
        f"<header><h1>{words['title']}</h1><p>{names}</p></header>\n<main id=\"changes\">\n"
        f'<p class="summary">{summary(changes, language)}</p>\n'
        f"{_part(changes.changes, '', language)}"
        f"{_part(changes.consequences, words['consequences'], language)}</main>\n"
    )
    skip = f'<a class="skip" href="#changes">{words["skip"]}</a>'
    return page_frame(body, _STYLE_SHEET, title=f"{words['title']} · {names}", language=language, skip=skip)


def _part(changes: Sequence[Change], title: str, language: str) -> str:
    if not changes:
        return ""
    heading = f"<h2>{title}</h2>\n" if title else ""
    return heading + "".join(_group_table(*group, language) for group in _groups(changes))


def _group_table(area: str, group: str, changes: Sequence[Change], language: str) -> str:
    words = _WORDS[language]
    caption = f"{words[area]}{f' › {escape(mask_numbers(group))}' if group else ''}"
    head = "".join(f'<th scope="col">{words[name]}</th>' for name in ("item", "old", "new", "difference", "where"))
    rows = "".join(_table_row(change, language) for change in changes)
    return (
        f'<table><caption>{caption}</caption><thead><tr>{head}</tr></thead>\n<tbody>\n{rows}</tbody></table>\n'
    )


def _table_row(change: Change, language: str) -> str:
    item = escape(mask_numbers(change.item.in_language(language)))
    old, new = _mark_words(*(_shown(text, language) for text in (change.old, change.new)))
    number = ' class="n"' if change.difference else ""
    return (
        f"<tr><td>{item}</td><td{number}><del>{old}</del></td><td{number}><ins>{new}</ins></td>"
        f'<td class="n">{escape(change.difference)}</td><td class="p">{escape(_where(change, language))}</td></tr>\n'
    )


def _mark_words(old: str, new: str) -> tuple[str, str]:
    """Return both texts escaped; in longer ones the words that differ are marked."""
    if not _SHORT < len(old) + len(new) < _LONGEST_MARKED:
        return escape(old), escape(new)
    before, after = _WORD.findall(old), _WORD.findall(new)
    steps = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    return (
        "".join(_mark("".join(before[start:end]), kind) for kind, start, end, _, _ in steps),
        "".join(_mark("".join(after[start:end]), kind) for kind, _, _, start, end in steps),
    )


def _mark(text: str, kind: str) -> str:
    return escape(text) if kind == "equal" or not text else f"<mark>{escape(text)}</mark>"
