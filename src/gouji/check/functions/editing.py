"""Traces of editing in the texts of the forms: what a longer text, a list or a keyboard left behind.

In: the running texts and indicators of the forms as read. Out: one finding for all the traces of one kind.
"""

import re
from collections.abc import Iterator

from gouji.check.deciding import NO_FORMS, decided, masked, title_of
from gouji.check.masking import mask_names
from gouji.check.rule import Hit, Rule, Verdict, decides
from gouji.check.texts import all_indicators, fields_of, fields_with
from gouji.model.disclosure import Disclosure, Form
from gouji.model.place import Bilingual, Place

_SHOWN = 4  # quotes in one sentence
_AHEAD = 4  # characters behind a digit that must stand elsewhere without it
_NUMERAL = "0-9一二两三四五六七八九十百第.．"

_BEHIND_STOP = re.compile(r"[。；;]\d[\u4e00-\u9fff]")
_STRAY = re.compile(rf"(?<=[。；;])\d(?P<ahead>[\u4e00-\u9fff]{{{_AHEAD}}})")
_AT_START = re.compile(rf"\d(?P<ahead>[\u4e00-\u9fff]{{{_AHEAD}}})")


@decides("no_digit_before_a_name")
def no_digit_before_a_name(disclosure: Disclosure, rule: Rule) -> Verdict:
    """No lone digit stands before words that the same form also prints without it.

    A digit that numbers a list has a second one beside it; one that counts stands before a unit.
    given: `units`, characters that may follow a digit that counts.
    """
    units = rule.given["units"]
    found: list[tuple[str, Place]] = []
    for form, said, place in _digits(disclosure):
        ahead = said["ahead"]
        if ahead[0] not in units and _printed_without(form, ahead):
            found.append((f"“{mask_names(said.string[said.start() : said.end() + _AHEAD])}”", place))
    return decided(len(disclosure.forms), _told(found), NO_FORMS)


def _digits(disclosure: Disclosure) -> Iterator[tuple[Form, re.Match[str], Place]]:
    """Yield the only digit that begins an indicator's name in its form, or a sentence in its text."""
    named: dict[int, list[tuple[Form, re.Match[str], Place]]] = {}
    for form, indicator, places in all_indicators(disclosure):
        name = indicator.name.reading
        match = _AT_START.match(name) if name[:1].isdigit() else None
        if match is not None:
            named.setdefault(form.number, []).append((form, match, places[0]))
    yield from (ones[0] for ones in named.values() if len(ones) == 1)
    for form, _, text in fields_with(disclosure, _BEHIND_STOP):
        ones = list(_STRAY.finditer(text.reading))
        if len(ones) == 1:
            yield form, ones[0], text.place


def _printed_without(form: Form, words: str) -> bool:
    bare = re.compile(rf"(?<![{_NUMERAL}]){words}")
    return any(bare.search(text) for text in (form.name, form.unit, *(text.reading for _, text in fields_of(form))))


_POINT = re.compile(r"(?:^|(?<=[。；;，,：:、\s]))([一二三四五六七八九])是")
_SAID_IN_POINTS = re.compile(r"[一二三]是")
_POINTS = "一二三四五六七八九"
_ANOTHER_WAY = re.compile(r"其次|再次|再是|另外|另一|此外|同时|②|第?[二2](?:要|[、.．)）])")


@decides("points_follow_each_other")
def points_follow_each_other(disclosure: Disclosure, rule: Rule) -> Verdict:
    """A list of 一是, 二是 begins with the first, leaves none out and has more than one."""
    checked, found = 0, list[tuple[str, Place]]()
    for form, _, text in fields_with(disclosure, _SAID_IN_POINTS):
        points = "".join(dict.fromkeys(_POINT.findall(text.reading)))
        if text.damage or not points:
            continue
        checked += 1
        if (points == "一" and not _ANOTHER_WAY.search(text.reading)) or not _POINTS.startswith(points):
            found.append((f"“{'、'.join(f'{point}是' for point in points)}”（{title_of(form)}）", text.place))
    return decided(checked, _told(found), Bilingual("没有分点写的文字", "no text is written in points"))


_LONG = 14  # characters; a shorter clause may be told of two things
_ENDS = "，,。；;、"
_NEAR = 4  # characters quoted on either side of the letter
_SHORT = Bilingual("没有可以比较的长句", "no long clause is printed")


@decides("clause_told_alike")
def clause_told_alike(disclosure: Disclosure, rule: Rule) -> Verdict:
    """A long clause printed in two texts of a form differs in no single letter.

    Two that one text prints both tell two things. given: `apart`, groups of letters by which two things differ (east and
    west, city and county), or that say the same in two ways.
    """
    apart = [frozenset(group) for group in rule.given["apart"]]
    checked, found = 0, list[tuple[str, Place]]()
    for form in disclosure.forms:
        texts = [text for _, text in fields_of(form)]
        clauses = _long_clauses("\n".join([text.reading for text in texts]))
        checked += len(clauses)
        for one, other in _with_equal_half(clauses):
            at = _letter_apart(one, other, apart)
            if at is not None and not any(one in text.reading and other in text.reading for text in texts):
                place = next(text.place for text in texts if other in text.reading)
                found.append((f"“{_near(one, at)}”和“{_near(other, at)}”", place))
    return decided(checked, _told(found), NO_FORMS if not disclosure.forms else _SHORT)


def _long_clauses(text: str) -> list[str]:
    """Return the long clauses of the text, each once. Replacing marks and splitting is faster than an expression."""
    for mark in _ENDS:
        text = text.replace(mark, "\n")
    return list(dict.fromkeys([clause for clause in text.split("\n") if len(clause) >= _LONG]))


def _with_equal_half(clauses: list[str]) -> Iterator[tuple[str, str]]:
    """Yield the pairs of clauses of one length that begin or end alike: two that differ in one letter do either."""
    begins = [clause[: len(clause) // 2] for clause in clauses]
    ends = [clause[len(clause) // 2 :] for clause in clauses]
    for halves in (begins, ends):
        if len(set(halves)) == len(halves):  # in most forms
            continue
        known: dict[str, str] = {}
        for half, clause in zip(halves, clauses, strict=True):
            other = known.setdefault(half, clause)
            if other is not clause and len(other) == len(clause):
                yield other, clause


def _letter_apart(one: str, other: str, apart: list[frozenset[str]]) -> int | None:
    """Return where two clauses of the same length differ, None where not in one letter that may be a slip."""
    places = [at for at, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
    if len(places) != 1:
        return None
    letters = {one[places[0]], other[places[0]]}
    slip = all("\u4e00" <= letter <= "\u9fff" for letter in letters) and not any(letters <= group for group in apart)
    return places[0] if slip else None


def _near(clause: str, at: int) -> str:
    return mask_names(clause[max(0, at - _NEAR) : at + _NEAR + 1])


def _told(found: list[tuple[str, Place]]) -> tuple[Hit, ...]:
    """Return the one hit of all that was found; none when nothing was."""
    if not found:
        return ()
    told = "、".join([quote for quote, _ in found[:_SHOWN]])
    return (Hit(masked([place for _, place in found]), {"count": str(len(found)), "quotes": told}, printed=told),)
