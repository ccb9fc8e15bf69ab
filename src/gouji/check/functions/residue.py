"""Words of a template left standing, words of another level of government, old names, missing parts.

In: the narrative. Patterns are data of the rule. Out: the passage as printed.
"""

import re
from collections.abc import Iterator
from typing import Any

from gouji.check.remember import once_a_document
from gouji.check.rule import Hit, Rule, Verdict, decides, not_run
from gouji.check.searched import Searched
from gouji.check.texts import quote_around, running_text, texts_with
from gouji.model.disclosure import Disclosure, Paragraph
from gouji.model.place import Bilingual, Place

_CONTEXT = 12
_INNER_QUOTES = str.maketrans("“”", "‘’")


@once_a_document
def _prose(disclosure: Disclosure) -> tuple[Paragraph, ...]:
    """Return all prose of the document except the forms: duties, organisation, narrative, glossary."""
    glossary = [Paragraph(f"{term.term}：{term.definition}", term.place) for term in disclosure.glossary]
    return (*running_text(disclosure), *glossary)


@once_a_document
def _searched_prose(disclosure: Disclosure) -> Searched[Paragraph]:
    return Searched(_prose(disclosure), lambda one: one.text)


def _quote(match: re.Match[str]) -> str:
    """Return the clause the match stands in; quotation marks inside become single ones."""
    return quote_around(match, _CONTEXT).translate(_INNER_QUOTES)


@decides("template_residue")
def template_residue(disclosure: Disclosure, rule: Rule) -> Verdict:
    """No blank, alternative or instruction of the template is left in the text or in a form.

    given: `patterns`; `blanks`, those that count in forms too; `harmless`, what may follow one that misleads nobody (增加（减少）0万元): a note; nothing unless given.
    """
    harmless = re.compile(rule.given.get("harmless", "(?!)"))  # no text at all unless given
    blanks = [re.compile(pattern, re.MULTILINE) for pattern in rule.given.get("blanks", ())]
    patterns = [*(re.compile(pattern, re.MULTILINE) for pattern in rule.given["patterns"]), *blanks]
    prose, in_forms = _prose(disclosure), list(_in_forms(disclosure, blanks))
    if not prose and not in_forms:
        return not_run("没有读到文字说明", "no narrative was read")
    hits = [
        Hit(
            places=(paragraph.place,),
            slots={"quote": _quote(match), "found": match[0]},
            printed=match[0],
            severity="note" if harmless.match(match.string, match.end()) else None,
        )
        for paragraph, wanted in [*((one, patterns) for one in _searched_prose(disclosure).having_any(patterns)), *((one, blanks) for one in in_forms)]
        for match in _first_of(wanted, paragraph.text)
    ]
    return Verdict(checked=len(prose) + len(in_forms), hits=tuple(hits))


def _in_forms(disclosure: Disclosure, blanks: list[re.Pattern[str]]) -> Iterator[Paragraph]:
    """Yield the texts of the forms in which one of the patterns is found."""
    found = {(one.text, one.place) for blank in blanks for one in texts_with(disclosure, blank) if one.form is not None}
    yield from (Paragraph(text, place) for text, place in sorted(found, key=lambda one: one[1].line or 0))


def _first_of(patterns: list[re.Pattern[str]], text: str) -> Iterator[re.Match[str]]:
    """Yield the first match of each pattern that does not lie in one already found."""
    ends = 0
    found = [match for pattern in patterns if (match := pattern.search(text))]
    for match in sorted(found, key=lambda match: (match.start(), -match.end())):
        if match.start() >= ends:
            yield match
            ends = match.end()


@decides("other_level")
def other_level(disclosure: Disclosure, rule: Rule) -> Verdict:
    """A county's or city's document does not speak of provincial departments as its own."""
    department = disclosure.cover.department or ""
    level = next((one for one in rule.given["levels"] if re.compile(one["department"]).search(department)), None)
    if level is None:
        return not_run("从部门名称看不出级次", "the department's name does not tell its level")
    words = re.compile(level["foreign"])
    hits = [
        Hit(
            places=(paragraph.place,),
            slots={"quote": _quote(match), "found": match[0], "department": department},
            printed=match[0],
        )
        for paragraph in _searched_prose(disclosure).having(words)
        for match in words.finditer(paragraph.text)
    ]
    return Verdict(checked=1, hits=tuple(hits))


@decides("old_names")
def old_names(disclosure: Disclosure, rule: Rule) -> Verdict:
    """The narrative calls the function classes by the names in force in its year."""
    year = disclosure.cover.year
    renamed = [one for one in rule.given["renamed"] if year is not None and year >= int(one["since"])]
    if not renamed or not disclosure.sections:
        return not_run("不知道预算年度，或没有情况说明", "the year is not known, or there is no narrative", lacking=True)
    hits = [
        _old_name(paragraph, one, _rows_named(disclosure, one["old"]))
        for section in disclosure.sections
        for paragraph in section.paragraphs
        for one in renamed
        if one["old"] in paragraph.text
    ]
    return Verdict(checked=len(disclosure.sections), hits=tuple(hits))


def _rows_named(disclosure: Disclosure, name: str) -> list[Place]:
    """Return the places of the tables' rows that print the name."""
    return [row.place for table in disclosure.tables for row in table.rows if name in row.label]


def _old_name(paragraph: Paragraph, one: dict[str, Any], rows: list[Place]) -> Hit:
    tables = Bilingual("，表中也印着旧名", ", in the tables too") if rows else Bilingual("", "")
    return Hit(
        places=(paragraph.place, *rows),
        slots={"old": one["old"], "new": one["new"], "since": str(one["since"]), "tables": tables},
        printed=one["old"],
        expected=one["new"],
    )


@decides("captions_without_charts")
def captions_without_charts(disclosure: Disclosure, rule: Rule) -> Verdict:
    """A caption of a chart stands with its chart; only a file without pictures can be judged."""
    if disclosure.source.kind != "text" or not disclosure.sections:
        return not_run("看不出图题是否配有图", "whether captions have their charts cannot be told")
    captions = [chart for section in disclosure.sections for chart in section.charts]
    if not captions:
        return Verdict(checked=1)
    hit = Hit(
        places=tuple(caption.place for caption in captions),
        slots={"count": str(len(captions)), "captions": "、".join(caption.text for caption in captions)},
        printed="、".join(caption.text for caption in captions),
    )
    return Verdict(checked=len(captions), hits=(hit,))


# A line of the contents that is a part told in words, no table.
_PART = re.compile(r"(?:情况|说明)[\s.…·]*$")


@decides("required_parts")
def required_parts(disclosure: Disclosure, rule: Rule) -> Verdict:
    """The document has every part that the rules of disclosure ask for; a part told under another title counts.

    A part of its own in the contents has a heading of its own too: words elsewhere do not make up for it. given: `parts`,
    each with `unless`, an expression of the duties of those that need not have it.
    """
    if not disclosure.sections or not disclosure.tables:
        return not_run("没有读到情况说明或报表", "no narrative or no tables were read")
    text = "\n".join(paragraph.text for paragraph in running_text(disclosure))
    present = {section.kind for section in disclosure.sections if section.paragraphs or section.claims}
    present |= {"职责"} if disclosure.duties else set()
    present |= {"机构"} if disclosure.organisation.paragraphs or disclosure.organisation.units else set()
    present |= {"名词解释"} if disclosure.glossary else set()
    present |= {"国有资产"} if disclosure.assets is not None else set()
    told = "\n".join(section.title for section in disclosure.sections)
    listed = "\n".join(entry.title for entry in disclosure.contents if _PART.search(entry.title))
    duties = "\n".join(one.text for one in disclosure.duties)
    missing = [
        one
        for one in rule.given["parts"]
        if one["kind"] not in present
        and not re.search(one.get("unless", "(?!)"), duties)
        and not re.search(one["words"], told if re.search(one["words"], listed) else text)
    ]
    if not missing:
        return Verdict(checked=len(rule.given["parts"]))
    hit = Hit(
        places=(disclosure.cover.place,),
        slots={"missing": "、".join(one["kind"] for one in missing), "missing_en": ", ".join(one["en"] for one in missing)},
        expected="、".join(one["kind"] for one in missing),
    )
    return Verdict(checked=len(rule.given["parts"]), hits=(hit,))
