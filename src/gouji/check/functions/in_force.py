"""Bodies and duties that the reforms of government did away with, and annexes that are none.

In: the texts of a disclosure. Which body took over, and since when, is data of the rule. Out: one finding for each.
"""

import re
from collections.abc import Iterator

from gouji.check.deciding import masked
from gouji.check.masking import mask_names
from gouji.check.rule import Hit, Rule, Verdict, decides, not_run
from gouji.check.texts import quote_around, texts_with
from gouji.model.disclosure import Disclosure, Section
from gouji.model.place import Place

_BETWEEN_MARKS = re.compile(r"《[^《》]*》|“[^“”]*”")
_AROUND = 14


@decides("bodies_in_force")
def bodies_in_force(disclosure: Disclosure, rule: Rule) -> Verdict:
    """The document speaks of no body of government that was renamed years before, unless it says 原 or cites a title.

    given: `bodies`, each with its old name (an expression), its new one and the year since; `former`, words before a
    name that say it is the former one.
    """
    year = disclosure.cover.year
    if year is None:
        return not_run("不知道预算年度", "the budget year is not known", lacking=True)
    bodies = [(re.compile(one["old"]), one) for one in rule.given["bodies"]]
    pattern = re.compile("|".join(one["old"] for one in rule.given["bodies"]))
    found: dict[str, list[tuple[str, Place]]] = {}
    in_force: dict[str, dict[str, str]] = {}
    texts = texts_with(disclosure, pattern)
    for one in texts:
        for match in pattern.finditer(_BETWEEN_MARKS.sub(lambda quoted: "　" * len(quoted[0]), one.text)):
            body = next(body for old, body in bodies if old.match(match.string, match.start()))
            former = re.compile(rule.given["former"] + "$").search(match.string[: match.start()])
            if former is None and year > int(body["since"]):
                in_force[body["new"]] = body
                found.setdefault(body["new"], []).append((mask_names(quote_around(match, _AROUND)), one.place))
    hits = tuple(
        Hit(
            masked(dict.fromkeys(place for _, place in places)),
            {"quote": places[0][0], "new": new, "since": str(in_force[new]["since"])},
            printed=places[0][0],
            expected=new,
        )
        for new, places in found.items()
    )
    return Verdict(checked=max(len(texts), 1), hits=hits)


@decides("duties_in_force")
def duties_in_force(disclosure: Disclosure, rule: Rule) -> Verdict:
    """The duties name none that the reform gave to another body.

    given: `moved`, each with the departments that had the duty, its words, who has it now, since when; `shared`, words
    that say the duty is only helped with.
    """
    year, department = disclosure.cover.year, disclosure.cover.department or ""
    moved = [
        one
        for one in rule.given["moved"]
        if year is not None and year > int(one["since"]) and re.compile(one["department"]).search(department)
    ]
    if not disclosure.duties or not moved:
        return not_run("没有读到职责，或没有划出的职责可对照", "no duties were read, or none of them ever moved")
    hits = []
    for one in moved:
        words, shared = re.compile(one["words"]), re.compile(rule.given["shared"])
        for paragraph in disclosure.duties:
            if (match := words.search(paragraph.text)) and not shared.search(paragraph.text):
                slots = {"quote": quote_around(match, _AROUND), "now": one["now"], "since": str(one["since"])}
                hits.append(Hit((paragraph.place,), slots, printed=match[0]))
                break
    return Verdict(checked=len(moved), hits=tuple(hits))


@decides("latest_congress")
def latest_congress(disclosure: Disclosure, rule: Rule) -> Verdict:
    """A document cites the latest party congress that was held before its year, if it cites any.

    given: `congresses`, each with the words that cite an earlier one, those of later ones, and when that was held.
    """
    year = disclosure.cover.year
    late = [one for one in rule.given["congresses"] if year is not None and year > int(one["held"])]
    checked, hits = 0, []
    for one in late:
        cited = re.compile(one["cited"])
        texts = texts_with(disclosure, cited)
        checked += bool(texts)
        if texts and not texts_with(disclosure, re.compile(one["later"])):
            match = next(match for text in texts if (match := cited.search(text.text)))
            slots = {"quote": mask_names(quote_around(match, _AROUND)), "name": one["name"], "held": str(one["held"])}
            hits.append(Hit(masked(dict.fromkeys(text.place for text in texts)), slots, printed=match[0], expected=one["name"]))
    return Verdict(checked, tuple(hits)) if checked else not_run("没有提到更早的党代会", "no earlier congress is cited")


@decides("annex_is_apart")
def annex_is_apart(disclosure: Disclosure, rule: Rule) -> Verdict:
    """Forms that the text calls an annex do not stand right behind it, between the sections of the text."""
    annex = re.compile(rule.given["annex"])
    said = [
        (section, paragraph, match)
        for section in disclosure.sections
        for paragraph in section.paragraphs
        if (match := annex.search(paragraph.text))
    ]
    if not said or not disclosure.forms or not disclosure.forms[0].place.line:
        return not_run("没有写“见附件”，或没有项目绩效目标表", "no annex is spoken of, or there are no project forms")
    first, last = disclosure.forms[0].place.line, disclosure.forms[-1].place.line
    hits = tuple(
        Hit((paragraph.place, disclosure.forms[0].place), {"quote": match[0]}, printed=match[0])
        for section, paragraph, match in said
        if last and (paragraph.place.line or 0) < first and any(last < line for line in _begins_after(disclosure, section))
    )
    return Verdict(checked=len(said), hits=hits[:1])


def _begins_after(disclosure: Disclosure, section: Section) -> Iterator[int]:
    """Yield the lines where the sections behind this one begin."""
    at = disclosure.sections.index(section)
    yield from (one.place.line for one in disclosure.sections[at + 1 :] if one.place.line)
