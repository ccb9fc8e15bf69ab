"""What must not be published of private persons. No hit repeats the detail: names are masked, numbers not shown."""

import re
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from typing import Any

from gouji.check.deciding import masked, title_of
from gouji.check.masking import case_names_in, mask_name, mask_names, names_in
from gouji.check.rule import Hit, Rule, Verdict, decides
from gouji.check.texts import form_texts, other_texts, sentences
from gouji.check.words import load_words
from gouji.model.disclosure import Disclosure
from gouji.model.place import Bilingual, Place

_Find = Callable[[str], bool]


def _all_texts(disclosure: Disclosure) -> Iterator[tuple[str, Place]]:
    for form in disclosure.forms:
        yield from form_texts(form)
    yield from other_texts(disclosure)


def _look(disclosure: Disclosure, found: _Find) -> Verdict:
    """Return one hit for each text that holds what is looked for, naming only its place."""
    checked, places = 0, []
    for text, place in _all_texts(disclosure):
        checked += 1
        if found(text):
            places.append(place)
    return Verdict(checked, tuple(Hit(masked([place])) for place in dict.fromkeys(places)))


_LONG_NUMBER = re.compile(r"(?<!\d)\d{15,19}[Xx]?(?!\d)")
_IDENTITY = re.compile(r"(?<![\dA-Za-z])([1-9]\d{16}[\dXx])(?![\dA-Za-z])")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_REACH = 24  # characters before a number in which its label stands


@decides("identity_number")
def identity_number(disclosure: Disclosure, rule: Rule) -> Verdict:
    """No text holds a resident identity number: 18 digits with a date of birth and the right check digit."""
    return _look(disclosure, _holds_identity)


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
    """No text holds a mobile number; the number of the form's contact person is milder."""
    verdict = _look(disclosure, lambda text: _MOBILE.search(text) is not None)
    contacts = {
        place for form in disclosure.forms if _MOBILE.search(form.phone) for place in masked([form.place])
    }
    hits = (
        Hit(hit.places, hit.slots, severity="note" if hit.places[0] in contacts else None) for hit in verdict.hits
    )
    return Verdict(verdict.checked, tuple(hits))


_CARD = re.compile(r"(?<!\d)\d{4}(?:[ -]?\d{4}){3}(?:[ -]?\d{1,3})?(?!\d)")


@decides("bank_card")
def bank_card(disclosure: Disclosure, rule: Rule) -> Verdict:
    """No text holds the number of a bank card or account: 16 to 19 digits, labelled, with the right check digit."""
    return _look(disclosure, _holds_card)


def _holds_card(text: str) -> bool:
    return any(
        _luhn(re.sub(r"\D", "", match[0])) and _labelled(text, match.start(), "account_labels")
        for match in _CARD.finditer(text)
    )


def _luhn(number: str) -> bool:
    doubled = (int(digit) * (2 if at % 2 else 1) for at, digit in enumerate(reversed(number)))
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0


@decides("home_address")
def home_address(disclosure: Disclosure, rule: Rule) -> Verdict:
    """No text holds a home address printed after its label."""
    pattern = _address()
    return _look(disclosure, lambda text: pattern.search(text) is not None)


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
    checked, hits = 0, []
    groups = [(title_of(form), list(form_texts(form))) for form in disclosure.forms]
    groups += [("", [text]) for text in other_texts(disclosure)]
    for title, texts in groups:
        checked += 1
        names = frozenset[str]().union(*(names_of(text) for text, _ in texts))
        if names and (hit := _person_hit(title, texts, names, details)) is not None:
            hits.append(hit)
    return Verdict(checked, tuple(hits))


def _person_hit(
    title: str,
    texts: list[tuple[str, Place]],
    names: frozenset[str],
    details: Callable[[str], list[Bilingual]],
) -> Hit | None:
    places, kinds, persons = [], [], []
    for text, place in texts:
        for sentence in sentences(text):
            inside = [name for name in names if name in sentence]
            told = details(sentence) if inside else []
            if told:
                places.append(place)
                kinds += told
                persons += inside
    if not places:
        return None
    kinds = list(dict.fromkeys(kinds, None))
    slots: dict[str, str | Bilingual] = {
        "where": title or mask_names(places[0].part),
        "persons": "、".join(sorted({mask_name(name) for name in persons})),
        "kinds": Bilingual("、".join(kind.zh for kind in kinds), ", ".join(kind.en for kind in kinds)),
    }
    return Hit(masked(dict.fromkeys(places)), slots)


def _details(sentence: str) -> list[Bilingual]:
    kinds: list[dict[str, Any]] = load_words("people")["sensitive"]
    return [Bilingual(kind["zh"], kind["en"]) for kind in kinds if any(word in sentence for word in kind["words"])]


@decides("company_in_case")
def company_in_case(disclosure: Disclosure, rule: Rule) -> Verdict:
    """No sentence names a company that is under investigation; one hit a form."""
    pattern = _company()
    checked, hits = 0, []
    for form in disclosure.forms:
        checked += 1
        places = [place for text, place in form_texts(form) if pattern.search(text)]
        if places:
            hits.append(Hit(masked(dict.fromkeys(places)), {"where": title_of(form)}))
    for text, place in other_texts(disclosure):
        checked += 1
        if pattern.search(text):
            hits.append(Hit(masked([place]), {"where": mask_names(place.part)}))
    return Verdict(checked, tuple(hits))


@cache
def _company() -> re.Pattern[str]:
    words = load_words("people")
    company, case = "|".join(words["company"]), "|".join(words["investigation"])
    return re.compile(rf"[\u4e00-\u9fff（）()]{{4}}(?:{company})[^,，。;；]{{0,12}}(?:{case})[^。]{{0,30}}案")
