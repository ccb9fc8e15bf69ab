"""Words as an editor reads them: common misprints, the department's own name, titles cited in two ways, stops left out.

In: every text of a disclosure. Out: one finding for each kind of slip, with the places of all of them.
"""

import re
from collections.abc import Iterator

from gouji.check.deciding import masked
from gouji.check.functions.whose import LEVEL
from gouji.check.masking import mask_names
from gouji.check.remember import once_a_rule
from gouji.check.rule import Hit, Rule, Verdict, decides, not_run
from gouji.check.texts import (
    all_texts,
    quote_around,
    running_text,
    running_text_with,
    texts_holding,
    texts_with,
)
from gouji.model.disclosure import Disclosure, Paragraph
from gouji.model.place import Bilingual, Place

_SHOWN = 4  # quotes in one sentence
_AROUND = 6


@decides("common_misprints")
def common_misprints(disclosure: Disclosure, rule: Rule) -> Verdict:
    """No text holds a word of the list of common misprints.

    given: `words`, each with what is printed (an expression) and what is meant ("" where that is for the writer to say).
    """
    texts = all_texts(disclosure)
    if not texts:
        return not_run("没有读到文字", "no text was read")
    pattern, wrong = _misprints(rule)
    told: dict[str, str] = {}
    places: list[Place] = []
    for one in texts_with(disclosure, pattern):
        for match in pattern.finditer(one.text):
            if match[0] not in told:
                meant = next(meant for word, meant in wrong if word.match(one.text, match.start()))
                told[match[0]] = f"“{mask_names(quote_around(match, _AROUND))}”" + (f"（应为“{meant}”）" if meant else "")
            places.append(one.place)
    if not told:
        return Verdict(checked=len(texts))
    hit = Hit(
        masked(dict.fromkeys(places)),
        {"count": str(len(told)), "quotes": "、".join(told.values())},
        printed="、".join(told),
    )
    return Verdict(checked=len(texts), hits=(hit,))


@once_a_rule
def _misprints(rule: Rule) -> tuple[re.Pattern[str], list[tuple[re.Pattern[str], str]]]:
    """Return the expression of any misprint, and each with what is meant."""
    words = rule.given["words"]
    return re.compile("|".join([one["printed"] for one in words])), [(re.compile(one["printed"]), one["meant"]) for one in words]


@decides("department_named_whole")
def department_named_whole(disclosure: Disclosure, rule: Rule) -> Verdict:
    """The department's name is printed with the city, county or district it belongs to, or without either."""
    department = disclosure.cover.department or ""
    short = _cut_short(department)
    if not short:
        return not_run("部门名称中没有市、县、区", "the department's name holds no city, county or district")
    found = texts_holding(disclosure, short)
    if not found:
        return Verdict(checked=1)
    hit = Hit(
        masked(dict.fromkeys(one.place for one in found)),
        {"count": str(len(found)), "printed": short, "expected": department},
        printed=short,
        expected=department,
    )
    return Verdict(checked=1, hits=(hit,))


def _cut_short(department: str) -> str:
    """Return the department's name without the city, county or district in it, "" where there is none."""
    level = LEVEL.search(department)
    return department[: level.start()] + department[level.end() :] if level is not None else ""


_TITLE = re.compile(r"《([^《》\n]{6,40})》")
_TELLING = re.compile(r"[\d一二三四五六七八九十甲乙丙上中下]")  # 第一批, 2023年: another document
_INSERTED = 2  # characters by which two titles of one document may differ


@decides("titles_cited_alike")
def titles_cited_alike(disclosure: Disclosure, rule: Rule) -> Verdict:
    """A document is cited by one title: no two titles differ only by a word or two put in (管理, 实施, 市).

    given: `apart`, words that make it another document (补充, 修订, 草案).
    """
    department = disclosure.cover.department or ""
    short = _cut_short(department)
    titles: dict[str, Place] = {}
    for one in texts_with(disclosure, _TITLE):
        for title in _TITLE.findall(one.text):
            # The department's name cut short is another rule's.
            titles.setdefault(title.replace(short, department) if short and short in title else title, one.place)
    if len(titles) < 2:
        return not_run("文中没有引用两个以上的文件标题", "fewer than two titles are cited")
    apart = re.compile(rule.given["apart"])
    pairs = [
        (a, b)
        for a, b in _of_like_length(sorted(titles, key=len))
        # One half at least is the same: asked first, for most pairs have nothing in common.
        if (b.startswith(a[: len(a) // 2]) or b.endswith(a[len(a) // 2 :]))
        and (inserted := _inserted(a, b)) and not _TELLING.search(inserted) and not apart.search(inserted)
    ]
    if not pairs:
        return Verdict(checked=len(titles))
    groups = list(_joined(pairs))
    quotes = ["、".join(f"《{mask_names(title)}》" for title in group) for group in groups]
    hit = Hit(
        masked(titles[title] for group in groups for title in group),
        {"count": str(len(groups)), "quotes": "；".join(quotes[:_SHOWN])},
        printed="；".join(quotes),
    )
    return Verdict(checked=len(titles), hits=(hit,))


def _of_like_length(titles: list[str]) -> Iterator[tuple[str, str]]:
    """Yield the pairs of a shorter and a longer title, no longer than by what is put in. titles: the shortest first."""
    for at, shorter in enumerate(titles):
        for longer in titles[at + 1 :]:
            more = len(longer) - len(shorter)
            if more > _INSERTED:
                break
            if more:
                yield shorter, longer


def _inserted(shorter: str, longer: str) -> str:
    """Return what the longer title has more than the shorter one, "" when they differ otherwise."""
    more = len(longer) - len(shorter)
    at = next((at for at, (a, b) in enumerate(zip(shorter, longer, strict=False)) if a != b), len(shorter))
    return longer[at : at + more] if longer[at + more :] == shorter[at:] else ""


def _joined(pairs: list[tuple[str, str]]) -> Iterator[list[str]]:
    """Yield the titles that pairs hold together, each group once."""
    groups: list[list[str]] = []
    for pair in pairs:
        held = [group for group in groups if set(group) & set(pair)]
        groups = [group for group in groups if group not in held]
        groups.append(list(dict.fromkeys([title for group in held for title in group] + list(pair))))
    yield from groups


@decides("sentences_end")
def sentences_end(disclosure: Disclosure, rule: Rule) -> Verdict:
    """A paragraph that says something ends with a mark.

    given: `ends`, the marks; `says`, what shows that a paragraph is a sentence and no heading; `headings`, how those end.
    """
    says, headings = re.compile(rule.given["says"]), re.compile(rule.given["headings"])
    ends = tuple(rule.given["ends"])
    checked, open_ = 0, []
    for paragraph in running_text(disclosure):
        text = paragraph.text.strip()
        if text.endswith(ends):
            checked += 1
        elif says.search(text) and not headings.search(text):
            checked += 1
            open_.append(paragraph)
    if not checked:
        return not_run("没有读到成句的文字", "no sentence was read")
    if not open_:
        return Verdict(checked=checked)
    quotes = "、".join(f"“…{mask_names(one.text.strip()[-12:])}”" for one in open_[:_SHOWN])
    hit = Hit(masked(one.place for one in open_), {"count": str(len(open_)), "quotes": quotes})
    return Verdict(checked=checked, hits=(hit,))


@decides("reasons_not_repeated")
def reasons_not_repeated(disclosure: Disclosure, rule: Rule) -> Verdict:
    """A long reason is not printed twice word for word. given: `least`, characters from which one is long."""
    reasons: dict[str, list[Place]] = {}
    subjects: dict[str, list[str]] = {}
    for section in disclosure.sections:
        for claim in section.claims:
            if len(claim.reason) >= int(rule.given["least"]):
                reasons.setdefault(claim.reason, []).append(claim.place)
                subjects.setdefault(claim.reason, []).append(claim.subject)
    if not reasons:
        return not_run("没有长段的增减原因", "no long reason is given")
    hits = tuple(
        Hit(
            masked(dict.fromkeys(places)),
            {
                "subjects": "、".join(f"“{subject}”" for subject in dict.fromkeys(subjects[reason])),
                "length": str(len(reason)),
                "times": str(len(places)),
            },
        )
        for reason, places in reasons.items()
        if len(places) > 1
    )
    return Verdict(checked=len(reasons), hits=hits)


_OWN_WORDS = Bilingual("文中没有“本部门”“我单位”一类的自称", "the document does not speak of itself")


@decides("speaks_of_itself_alike")
def speaks_of_itself_alike(disclosure: Disclosure, rule: Rule) -> Verdict:
    """A department's document speaks of the department, a unit's of the unit: not of both.

    given: for each kind how its cover is titled, how it speaks of itself, and how it should not.
    """
    title = disclosure.cover.title.replace(" ", "")
    kind = next((one for one in rule.given["kinds"] if re.search(one["cover"], title)), None)
    if kind is None:
        return not_run(_OWN_WORDS.zh, _OWN_WORDS.en)
    own, other = _told(disclosure, re.compile(kind["own"])), _told(disclosure, re.compile(kind["other"]))
    if not own and not other:
        return not_run(_OWN_WORDS.zh, _OWN_WORDS.en)
    if not other or not own:
        return Verdict(checked=len(own) + len(other))
    said, rest = ("、".join(dict.fromkeys([word for _, word in found])) for found in (other, own))
    hit = Hit(
        masked(dict.fromkeys([one.place for one, _ in other])),
        {"title": kind["name"], "count": str(len(other)), "said": said, "own": str(len(own)), "rest": rest},
        printed=said,
    )
    return Verdict(checked=len(own) + len(other), hits=(hit,))


def _told(disclosure: Disclosure, words: re.Pattern[str]) -> list[tuple[Paragraph, str]]:
    return [(one, word) for one in running_text_with(disclosure, words) for word in words.findall(one.text)]


# Four digits and more before the point: an amount that may bear a thousands mark.
_AMOUNT = re.compile(r"((\d[\d,]*\d{3}(?:\.\d+)?)\s*(万?元))")
_MANY, _STRAY = 8, 1  # so many amounts of a paragraph are written in one way, and so many in the other


@decides("amounts_written_alike")
def amounts_written_alike(disclosure: Disclosure, rule: Rule) -> Verdict:
    """One amount is printed with as many decimals wherever it stands, and a list of amounts all with commas or without."""
    ways: dict[tuple[str, str, str], dict[int, tuple[str, Place]]] = {}
    stray: list[tuple[str, Place]] = []
    for paragraph in running_text_with(disclosure, _AMOUNT):
        found = _AMOUNT.findall(paragraph.text)
        for text, number, unit in found:
            whole, _, decimals = number.replace(",", "").partition(".")
            told = ways.setdefault((whole, decimals.rstrip("0"), unit), {})
            told.setdefault(len(decimals), (text, paragraph.place))
        stray += [(text, paragraph.place) for text in _odd_ones(found)]
    if not ways:
        return not_run("没有读到文字中的金额", "no amount was read in prose")
    twice = [tuple(told.values()) for told in ways.values() if len(told) > 1]
    quotes = ["、".join(f"“{text}”" for text, _ in told) for told in twice]
    quotes += [f"“{text}”没有千分位，同段其余金额都有" for text in dict.fromkeys(text for text, _ in stray)]
    if not quotes:
        return Verdict(checked=len(ways))
    places = [place for told in twice for _, place in told] + [place for _, place in stray]
    hit = Hit(masked(dict.fromkeys(places)), {"quotes": "；".join(quotes[:_SHOWN])}, printed="；".join(quotes))
    return Verdict(checked=len(ways), hits=(hit,))


def _odd_ones(found: list[tuple[str, str, str]]) -> list[str]:
    """Return the amounts in 元 of one paragraph without commas where all the others, and many, have them.

    found: (amount as printed, its number, its unit).
    """
    if len(found) <= _MANY:
        return []
    yuan = [number for _, number, unit in found if unit == "元"]
    bare = list(dict.fromkeys(number for number in yuan if "," not in number))
    return [f"{number}元" for number in bare] if len(bare) == _STRAY and len(yuan) - len(bare) >= _MANY else []
