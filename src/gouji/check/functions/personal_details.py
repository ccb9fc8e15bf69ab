"""What must not be published of private persons. No hit repeats the detail: names are masked, numbers not shown."""

import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import date
from functools import cache
from typing import Any

from gouji.check.deciding import masked, title_of
from gouji.check.masking import beside_names, case_names_in, mask_name, mask_names, names_in
from gouji.check.rule import Hit, Rule, Verdict, decides
from gouji.check.texts import Placed, all_texts, holds_any, sentences, texts_of, texts_with
from gouji.check.words import load_words
from gouji.model.disclosure import Disclosure
from gouji.model.place import Bilingual, Place


def _look(disclosure: Disclosure, pattern: re.Pattern[str], found: Callable[[str], bool]) -> Verdict:
    """Return one hit for each place with a text in which something is found, telling nothing but the place.

    pattern: what such a text holds at least, quick to search for.
    """
    places = dict.fromkeys(one.place for one in texts_with(disclosure, pattern) if found(one.text))
    return Verdict(len(all_texts(disclosure)), tuple(Hit(masked([place])) for place in places))


# Eleven digits or more, perhaps in groups, from the first digit: searched for once for identity, telephone and account.
_LONG_NUMBER = re.compile(r"\d(?<!\d\d)[\d -]{9,24}[\dXx]")
_IDENTITY = re.compile(r"(?<![\dA-Za-z])([1-9]\d{16}[\dXx])(?![\dA-Za-z])")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_REACH = 24  # characters before a number in which its label stands


@decides("identity_number")
def identity_number(disclosure: Disclosure, rule: Rule) -> Verdict:
    """No text holds a resident identity number: 18 digits with a date of birth and the right check digit."""
    return _look(disclosure, _LONG_NUMBER, _holds_identity)


def _holds_identity(text: str) -> bool:
    return any(
        _is_identity(match[1]) and not _labelled(text, match.start(), "not_identity")
        for match in _IDENTITY.finditer(text)
    )


def _is_identity(number: str) -> bool:
    try:
        born = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return False
    check = "10X98765432"[sum(int(digit) * weight for digit, weight in zip(number, _WEIGHTS, strict=False)) % 11]
    return 1900 <= born.year <= 2100 and 11 <= int(number[:2]) <= 82 and check == number[17].upper()


def _labelled(text: str, at: int, labels: str) -> bool:
    before = text[max(0, at - _REACH) : at]
    return any(label in before for label in load_words("people")[labels])


_MOBILE = re.compile(r"(?<![\dA-Za-z.,\-])1[3-9]\d(?:\d{8}|[- ]\d{4}[- ]\d{4})(?![\dA-Za-z]|[.,]\d|\s*[万亿]?元)")


@decides("mobile_number")
def mobile_number(disclosure: Disclosure, rule: Rule) -> Verdict:
    """No text holds a mobile number. One that the office gives the public to call is milder, so is a form's contact."""
    texts = [one for one in texts_with(disclosure, _LONG_NUMBER) if _MOBILE.search(one.text)]
    hits: dict[tuple[Place, ...], Hit] = {}
    for one in texts:
        place = masked([one.place])
        contact = one.form is not None and one.text == one.form.phone
        public = all(_labelled(one.text, match.start(), "contact_labels") for match in _MOBILE.finditer(one.text))
        hits.setdefault(place, Hit(place, severity="note" if contact else "warning" if public else None))
    return Verdict(len(all_texts(disclosure)), tuple(hits.values()))


_CARD = re.compile(r"(?<!\d)\d{4}(?:[ -]?\d{4}){3}(?:[ -]?\d{1,3})?(?!\d)")


@decides("bank_card")
def bank_card(disclosure: Disclosure, rule: Rule) -> Verdict:
    """No text holds the number of a bank card or account: 16 to 19 digits, labelled, with the right check digit.

    Right behind its label it needs no check digit.
    """
    return _look(disclosure, _LONG_NUMBER, _holds_card)


def _holds_card(text: str) -> bool:
    return any(
        _labelled(text, match.start(), "account_labels") and (_luhn(re.sub(r"\D", "", match[0])) or _right_behind(text, match.start()))
        for match in _CARD.finditer(text)
    )


def _right_behind(text: str, at: int) -> bool:
    """Return whether the number is printed right behind the label: an account of an office has no check digit."""
    before = text[max(0, at - 6) : at].rstrip(" :：为是")
    return before.endswith(tuple(load_words("people")["account_labels"]))


def _luhn(number: str) -> bool:
    doubled = (int(digit) * (2 if at % 2 else 1) for at, digit in enumerate(reversed(number)))
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0


@decides("home_address")
def home_address(disclosure: Disclosure, rule: Rule) -> Verdict:
    """No text holds a home address printed after its label."""
    return _look(disclosure, _address(), lambda text: True)


@cache
def _address() -> re.Pattern[str]:
    words = load_words("people")
    labels, parts = "|".join(words["address_labels"]), words["address_words"]
    # A label alone is a column heading or an item to be filled in; an address names places and a number.
    return re.compile(rf"(?:{labels})\s*[:：为是]\s*(?:[^,，。;；\s]*?[{parts}]){{2}}[^,，。;；]*?\d")


@decides("person_with_details")
def person_with_details(disclosure: Disclosure, rule: Rule) -> Verdict:
    """No sentence names a private person together with health, disability, death or family."""
    return _persons(disclosure, names_in, _details)


@decides("person_in_case")
def person_in_case(disclosure: Disclosure, rule: Rule) -> Verdict:
    """No sentence names a suspect, a victim or another party to a case."""
    return _persons(disclosure, case_names_in, lambda sentence: [Bilingual("案件当事人", "party to a case")])


def _persons(
    disclosure: Disclosure, names_of: Callable[[str], frozenset[str]], details: Callable[[str], list[Bilingual]]
) -> Verdict:
    """Return one hit a form, and one a text elsewhere, that names a person and tells the details."""
    named: dict[int, tuple[tuple[Placed, ...], set[str]]] = {}
    for one in texts_with(disclosure, beside_names()):
        if names := names_of(one.text):
            named.setdefault(_group(one), (texts_of(one.form) if one.form is not None else (one,), set()))[1].update(names)
    found = [_person_hit(texts, names, details) for texts, names in named.values()]
    return Verdict(len(all_texts(disclosure)), tuple(hit for hit in found if hit is not None))


def _group(one: Placed) -> int:
    """Return what belongs together: all texts of a form, or a text outside the forms by itself."""
    return id(one.form) if one.form is not None else id(one)


def _person_hit(
    texts: Sequence[Placed], names: set[str], details: Callable[[str], list[Bilingual]]
) -> Hit | None:
    places: list[Place] = []
    kinds: list[Bilingual] = []
    persons: set[str] = set()
    for one in texts:
        for sentence in sentences(one.text) if holds_any(one.text, names) else ():
            inside = [name for name in names if name in sentence]
            if inside and (told := details(sentence)):
                places.append(one.place)
                kinds += told
                persons.update(inside)
    if not places:
        return None
    form = texts[0].form
    return Hit(
        masked(dict.fromkeys(places)),
        {
            "where": title_of(form) if form is not None else mask_names(places[0].part),
            "persons": _persons_said(persons, others=len(names - persons)),
            "kinds": _list(kinds),
        },
    )


def _persons_said(persons: set[str], *, others: int) -> Bilingual:
    """Return how many are named and their surnames; others: how many more people the same form names."""
    masked_names = sorted(mask_name(name) for name in persons)
    zh, en = "、".join(masked_names), ", ".join(masked_names)
    if len(persons) > 1:
        zh, en = f"{len(persons)}名人员（{zh}）", f"{len(persons)} people ({en})"
    return Bilingual(f"{zh}（另有{others}人具名）", f"{en} ({others} more named)") if others else Bilingual(zh, en)


def _list(kinds: list[Bilingual]) -> Bilingual:
    distinct = list(dict.fromkeys(kinds))
    return Bilingual("、".join(kind.zh for kind in distinct), ", ".join(kind.en for kind in distinct))


def _details(sentence: str) -> list[Bilingual]:
    kinds: list[dict[str, Any]] = load_words("people")["sensitive"]
    if not _sensitive().search(sentence):
        return []
    return [Bilingual(kind["zh"], kind["en"]) for kind in kinds if holds_any(sentence, kind["words"])]


@cache
def _sensitive() -> re.Pattern[str]:
    """Return the pattern of the words of all kinds of details."""
    return re.compile("|".join([word for kind in load_words("people")["sensitive"] for word in kind["words"]]))


@decides("company_in_case")
def company_in_case(disclosure: Disclosure, rule: Rule) -> Verdict:
    """No sentence names a company that is under investigation; one hit a form."""
    texts = all_texts(disclosure)
    groups: dict[int, list[Placed]] = defaultdict(list)
    for one in texts_with(disclosure, _investigation()):
        if _company().search(one.text):
            groups[_group(one)].append(one)
    hits = []
    for found in groups.values():
        form = found[0].form
        where = title_of(form) if form is not None else mask_names(found[0].place.part)
        hits.append(Hit(masked(dict.fromkeys(one.place for one in found)), {"where": where}))
    return Verdict(len(texts), tuple(hits))


@cache
def _investigation() -> re.Pattern[str]:
    return re.compile("|".join(load_words("people")["investigation"]))


@cache
def _company() -> re.Pattern[str]:
    words = load_words("people")
    company, case = "|".join(words["company"]), "|".join(words["investigation"])
    return re.compile(rf"[\u4e00-\u9fff（）()]{{4}}(?:{company})[^,，。;；]{{0,12}}(?:{case})[^。]{{0,30}}案")
