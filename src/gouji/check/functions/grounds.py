"""What a project form rests on: the documents its basis cites and the rules its safeguards name.

In: the forms. Out: bases that cite nothing, document numbers without a year, safeguards that only repeat another
field or name no rule, documents or sentences that two places of the forms print with different numbers, and a clause
printed twice running.
"""

import re
from itertools import pairwise

from gouji.check.deciding import NO_DOCUMENT_NUMBERS, NO_FORMS, Slots, decided, masked, title_of
from gouji.check.functions.grouping import hit_of, hits_of
from gouji.check.functions.projects import plain
from gouji.check.masking import mask_names
from gouji.check.rule import Hit, Rule, Verdict, decides
from gouji.check.texts import FIELDS, LOST, all_fields, fields_of, fields_with, forms_with
from gouji.model.disclosure import Disclosure, Form, Text
from gouji.model.place import Bilingual, Place

_NO_BASIS = Bilingual("绩效目标表没有立项依据", "the forms state no basis")
_NO_SAFEGUARDS = Bilingual("绩效目标表没有填写制度、措施", "the forms name no safeguards")
_NOTHING_TWICE = Bilingual("没有一份文件或一句话在两处印出", "no document or sentence is printed twice")


@decides("basis_cites_documents")
def basis_cites_documents(disclosure: Disclosure, rule: Rule) -> Verdict:
    """The basis of a project cites a document, a decision or a contract that can be found.

    given: `empty`, words that speak of documents without naming one; `cites`, what names one.
    """
    empty, cites = re.compile(rule.given["empty"]), re.compile(rule.given["cites"])
    citing = {id(form) for form in forms_with(disclosure, "basis", cites)}
    doubtful = {id(form) for form in forms_with(disclosure, "basis", empty)}
    checked, bare = 0, []
    for form in disclosure.forms:
        text = form.basis
        if text is None or not text.reading:
            continue
        checked += 1
        cited = id(form) in citing and (id(form) not in doubtful or cites.search(empty.sub("", text.reading)))
        if not cited and text.damage not in LOST:
            bare.append((form, text))
    return decided(checked, hits_of(bare), NO_FORMS if not disclosure.forms else _NO_BASIS)


_NUMBER = re.compile(
    r"(?<=[\u4e00-\u9fff][字发函办])(?P<year>[^\u4e00-\u9fff\d]{0,2}(?:19|20)\d\d[^\u4e00-\u9fff\d]{0,2})?第?\d{1,4}号"
)
_ISSUER = re.compile(r"[\u4e00-\u9fff]{1,6}$")


@decides("number_has_year")
def number_has_year(disclosure: Disclosure, rule: Rule) -> Verdict:
    """A document number cited in a basis has its year (某发〔2024〕12号)."""
    checked = 0
    found: dict[str, list[tuple[Form, Text]]] = {}
    for form in forms_with(disclosure, "basis", _NUMBER):
        basis = form.basis
        for match in _NUMBER.finditer(basis.reading) if basis is not None else ():
            checked += 1
            if basis is not None and match["year"] is None:
                found.setdefault(_with_issuer(match), []).append((form, basis))
    hits = [
        hit_of([form for form, _ in places], [text.place for _, text in places], number=number)
        for number, places in found.items()
    ]
    return decided(checked, hits, NO_FORMS if not disclosure.forms else NO_DOCUMENT_NUMBERS)


def _with_issuer(match: re.Match[str]) -> str:
    """Return the match with the characters before it that name whose document it is."""
    issuer = _ISSUER.search(match.string[: match.start()])
    return f"{issuer[0] if issuer else ''}{match[0]}"


@decides("safeguards_are_rules")
def safeguards_are_rules(disclosure: Disclosure, rule: Rule) -> Verdict:
    """The safeguards of a project are rules or measures, not its plan, overview or basis over again.

    rules: words that name a rule or a measure.
    """
    naming = {id(form) for form in forms_with(disclosure, "safeguards", re.compile(rule.given["rules"]))}
    checked, repeated, other = 0, list[tuple[Form, Text]](), list[tuple[Form, Text]]()
    for form in disclosure.forms:
        text = form.safeguards
        if text is None or not text.reading or text.damage in LOST:
            continue
        checked += 1
        if _repeats(form, text.reading.strip(" 。")):
            repeated.append((form, text))
        elif id(form) not in naming:
            other.append((form, text))
    hits = [
        hit_of([form for form, _ in found], [text.place for _, text in found], what=what)
        for found, what in ((repeated, _REPEATED), (other, _OTHER))
        if found
    ]
    return decided(checked, hits, NO_FORMS if not disclosure.forms else _NO_SAFEGUARDS)


_REPEATED = Bilingual("与概况、依据或实施计划的文字相同", "repeat the overview, the basis or the plan")
_OTHER = Bilingual("没有写出任何制度、办法或措施", "name no rule or measure")
_ENOUGH = 6  # characters; less may be a rule named in passing (财务制度)


def _repeats(form: Form, said: str) -> bool:
    """Return whether another field is the same text, or tells it as part of a longer one."""
    if len(said) < _ENOUGH:
        return False
    return any([text is not None and said in text.reading for text in (form.overview, form.basis, form.plan)])


_TITLE = re.compile(r"《(?P<title>[^》]{6,})》")
_CITED = re.compile(
    r"[\u4e00-\u9fff]{0,6}[^\u4e00-\u9fff\d]{0,2}(?P<year>(?:19|20)\d\d)[^\u4e00-\u9fff\d]{0,2}(?P<number>\d{1,4})号[^《\u4e00-\u9fff]{0,4}$"
)
_NUMBER_AND_TITLE = re.compile(r"号[^《\u4e00-\u9fff]{0,4}《")
_BEFORE = 24  # characters before a title that hold its number


@decides("one_number_for_a_document")
def one_number_for_a_document(disclosure: Disclosure, rule: Rule) -> Verdict:
    """A document cited by its title has one number, and a number stands before one title, in all the forms."""
    titles: dict[str, dict[str, tuple[str, list[Place]]]] = {}
    numbered: dict[str, dict[str, tuple[str, list[Place]]]] = {}
    for _, _, text in fields_with(disclosure, _NUMBER_AND_TITLE):
        for match in _TITLE.finditer(text.reading) if not text.damage else ():
            before = text.reading[max(0, match.start() - _BEFORE) : match.start()]
            if "号" in before and (cited := _CITED.search(before)):
                numbers = titles.setdefault(plain(match["title"]), {})
                quote = cited[0] + match[0]
                numbers.setdefault(cited["year"] + cited["number"], (quote, []))[1].append(text.place)
                issuer = re.match(r"[\u4e00-\u9fff]+", cited[0])
                same = numbered.setdefault(f"{issuer[0] if issuer else ''}{cited['year']}-{cited['number']}", {})
                same.setdefault(plain(match["title"]), (quote, []))[1].append(text.place)
    hits = [_numbers_hit(list(numbers.values()), _TITLE_TWICE) for numbers in titles.values() if len(numbers) > 1]
    hits += [_numbers_hit(list(same.values()), _NUMBER_TWICE) for same in numbered.values() if len(same) > 1 and _differ(list(same))]
    return decided(len(titles), hits, NO_FORMS if not disclosure.forms else NO_DOCUMENT_NUMBERS)


_TITLE_TWICE = Bilingual("同一标题的文件印了不同的文号", "One document is cited with different numbers")
_NUMBER_TWICE = Bilingual("同一文号引了不同标题的文件", "One number stands before different documents")
_ALIKE = 0.6  # titles more alike are one title, cut or misprinted


def _differ(titles: list[str]) -> bool:
    """Return whether the titles are those of different documents."""
    from difflib import SequenceMatcher  # asked only where one number stands before two titles

    pairs = ((one, other) for at, one in enumerate(titles) for other in titles[at + 1 :])
    return any(
        not one.startswith(other) and not other.startswith(one) and SequenceMatcher(None, one, other).ratio() < _ALIKE
        for one, other in pairs
    )


def _numbers_hit(cited: list[tuple[str, list[Place]]], what: Bilingual) -> Hit:
    ways = "、".join(f"“{mask_names(quote)}”" for quote, _ in cited)
    return Hit(masked(place for _, places in cited for place in places), {"ways": ways, "what": what}, printed=ways)


_NUMERALS = re.compile(r"[一二两三四五六七八九十]+(?=[年月天人名辆台套个处家])|\d+(?:\.\d+)?")
_LONG = 20  # characters: a shorter sentence may be told of two things


@decides("sentence_told_twice")
def sentence_told_twice(disclosure: Disclosure, rule: Rule) -> Verdict:
    """A sentence printed in two fields of one form has the same figures in both.

    The goals are left out: the year's part of the whole period's goal is told in the same words.
    """
    checked, hits = 0, []
    for form in disclosure.forms:
        told: dict[str, tuple[str, Text]] = {}
        for field, text in fields_of(form):
            if text.damage or len(text.reading) < _LONG or field in ("whole_goal", "annual_goal"):
                continue
            for sentence in text.reading.split("。"):
                said = sentence.strip(" ；;")
                if len(said) < _LONG:
                    continue
                first, before = told.setdefault(_key(said), (said, text))
                if before is text:
                    continue
                if first == said:
                    checked += 1
                elif _NUMERALS.sub("#", first) == _NUMERALS.sub("#", said):
                    checked += 1
                    hits.append(_twice_hit(form, (first, before), (said, text)))
    return decided(checked, hits, NO_FORMS if not disclosure.forms else _NOTHING_TWICE)


def _key(said: str) -> str:
    """Return what two tellings of a sentence have in common for sure: its first characters, or its last."""
    head = said[:6]
    # Letters only, as mostly: asked first, for it takes a tenth of the time.
    return head if head.isalpha() or not any(map(str.isdigit, head)) else said[-6:]


def _twice_hit(form: Form, first: tuple[str, Text], second: tuple[str, Text]) -> Hit:
    """Return the hit of two sentences; only the clauses that differ are quoted."""
    pairs = zip(re.split("[,，]", first[0]), re.split("[,，]", second[0]), strict=False)
    differ = [(mask_names(a), mask_names(b)) for a, b in pairs if a != b]
    slots: Slots = {
        "form": title_of(form),
        "one": "，".join(a for a, _ in differ),
        "other": "，".join(b for _, b in differ),
    }
    return Hit(
        masked((first[1].place, second[1].place)),
        slots,
        printed=str(slots["one"]),
        expected=str(slots["other"]),
    )


_ENDS = ",，。;；"  # of a clause
# From where a clause begins: the whole of it, what ends it, and the same again.
_TWICE = re.compile(rf"(?<![^{_ENDS}\n])\s*并*([^{_ENDS}\n]{{6,}}?)\s*[{_ENDS}]\s*并*\1\s*(?![^{_ENDS}\n])")


@decides("repeated_clause")
def repeated_clause(disclosure: Disclosure, rule: Rule) -> Verdict:
    """No text says the same clause twice running."""
    hits = [
        Hit(masked([text.place]), {"form": title_of(form), "field": FIELDS[field]})
        for form, field, text in fields_with(disclosure, _TWICE)
        if _says_twice(text.reading)
    ]
    return Verdict(len(all_fields(disclosure)), tuple(hits))


def _says_twice(text: str) -> bool:
    for end in _ENDS[1:]:  # an expression takes twice as long
        text = text.replace(end, _ENDS[0])
    clauses = [clause.strip().lstrip("并") for clause in text.split(_ENDS[0])]
    if len(set(clauses)) == len(clauses):
        return False
    return any(len(a) >= 6 and a == b for a, b in pairwise(clauses))
