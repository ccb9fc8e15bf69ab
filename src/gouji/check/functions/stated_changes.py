"""Changes to the year before that the narrative states: the amount, what it is compared with, the change, which way.

In: claims. Which words mean up, down and unchanged, and which begin a comparison, is data of the rule that asks.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any, Literal, NamedTuple

from msgspec import structs

from gouji.check.functions import intervals
from gouji.check.functions.claims import by_table, is_rough, money, paragraphs
from gouji.check.functions.intervals import of_quantity
from gouji.check.remember import once_a_document
from gouji.layouts.phrases import load_phrases
from gouji.model.disclosure import Claim, Disclosure, Figure, Section
from gouji.model.money import Money, agree, at_most
from gouji.model.place import Bilingual

Way = Literal["up", "down", "flat", ""]

_MYRIAD = 10_000
_LAST = re.compile(r"上年|去年|上一年|20\d\d")


def way(text: str, words: dict[str, str]) -> Way:
    """Return which way a direction word goes, by the rule's words."""
    return _way(text, words["up"], words["down"], words["flat"]) if text else ""


@lru_cache(maxsize=512)
def _way(text: str, up: str, down: str, flat: str) -> Way:
    if re.compile(flat).search(text):
        return "flat"
    rises, falls = re.compile(up).search(text), re.compile(down).search(text)
    return "up" if rises and not falls else "down" if falls and not rises else ""


class Change(NamedTuple):
    """A claim that states this year's amount and its change, both plainly.

    before: last year's amount, if printed. table: what this year's can be by the cell the claim names, where that is another.
    """

    claim: Claim
    now: Money
    change: Money
    way: Way
    figure: Figure
    before: Money | None
    table: tuple[Money, ...] = ()


Statement = tuple[Section, Claim, Figure | None]


def statements(disclosure: Disclosure, compared: str) -> tuple[Statement, ...]:
    """Return (section, claim, last year's amount if the text prints it), in printed order.

    `213万元，比2023年预算419万元减少206万元` is read as two claims; the second, told by `compared`, gives last year's
    amount, and its change belongs to the first. A change told without an amount (与上年相比，收入合计减少51万元) is that
    of the amount told before under the same words in the section.
    """
    found = _statements(disclosure)
    if compared not in found:
        year = str(disclosure.cover.year or "")
        found[compared] = tuple(_read_statements(disclosure, re.compile(compared), year))
    return found[compared]


@once_a_document
def _statements(disclosure: Disclosure) -> dict[str, tuple[Statement, ...]]:
    """Return what was asked of the document, by the words asked with."""
    return {}


def _read_statements(disclosure: Disclosure, pattern: re.Pattern[str], year: str) -> Iterator[Statement]:
    for section in disclosure.sections:
        told: dict[tuple[str, str], Figure] = {}
        without_amount = any(claim.amount is None and claim.topic for claim in section.claims)
        for group in paragraphs(section):
            last_years = [_is_base(claim, pattern, year) for claim in group]
            bases = {_compared(section, group, at): group[at] for at in _after_another(last_years)}
            for at, claim in enumerate(group):
                if last_years[at]:
                    continue
                name = claim.topic, _own_words(claim.subject) if without_amount else ""
                if claim.amount is not None:
                    told.setdefault(name, claim.amount)
                if at in bases:
                    yield section, _with_change(claim, bases[at]), bases[at].amount
                elif claim.amount is not None and against_initial(claim, year):
                    yield section, claim, _initial(group, at)
                elif claim.amount is None and claim.topic and name in told:
                    yield section, structs.replace(claim, amount=told[name]), None
                else:
                    yield section, claim, None


def against_initial(claim: Claim, year: str) -> bool:
    """Return whether the claim is compared with the initial budget of its own year: 较年初预算数, not 比上年年初预算."""
    if "年初" not in claim.against:
        return False
    return _LAST.search(claim.against.replace(f"{year}年", "") if year else claim.against) is None


def _initial(group: Sequence[Claim], at: int) -> Figure | None:
    """Return the initial budget that is told just before the amount: 年初预算为90万元，支出决算为100万元."""
    before = group[at - 1] if at else None
    return before.amount if before is not None and before.change is None and "年初预算" in before.subject else None


def _after_another(last_years: list[bool]) -> Iterator[int]:
    """Yield where last year's amount follows an amount that is not last year's."""
    yield from (at for at in range(1, len(last_years)) if last_years[at] and not last_years[at - 1])


def _compared(section: Section, group: Sequence[Claim], at: int) -> int:
    """Return which claim of its paragraph is compared with last year's amount: the one before, or the whole it divides.

    `总计8万元，其中本年7万元、结转1万元。比上年预算6万元增加2万元`: the comparison begins a sentence, and is of what the
    sentence before begins with, unless the amounts fit the one before it only.
    """
    text = next((one.text for one in section.paragraphs if group[at].sentence in one.text), "")
    before = text[: max(text.find(group[at].sentence), 0)]
    if not before.endswith("。"):
        return at - 1
    sentence = before[before[:-1].rfind("。") + 1 :]
    whole = next((one for one in range(at) if group[one].sentence in sentence), at - 1)
    divided = any(word in sentence for word in load_phrases().words.divides) and group[whole].amount is not None
    return whole if divided and not _leads_to(group[at], group[at - 1]) else at - 1


def _leads_to(base: Claim, claim: Claim) -> bool:
    """Return whether last year's amount and the change printed behind it give the claim's amount."""
    then, now = money(base.amount), money(claim.amount)
    change = base.change.money if base.change is not None else None
    if then is None or now is None or change is None:
        return False
    return agree(now, then + change) or agree(now, then - change)


def _own_words(subject: str) -> str:
    """Return the subject's last words, without the department and the year before them."""
    return re.split(r"年度?|[，、：:\s]", subject)[-1]


def _is_base(claim: Claim, compared: re.Pattern[str], year: str) -> bool:
    return claim.amount is not None and bool(compared.search(claim.subject)) and not (year and year in claim.subject)


def _with_change(claim: Claim, base: Claim) -> Claim:
    """Return the claim with the change that the text prints behind last year's amount."""
    fields = ("change", "growth", "direction", "growth_direction", "reason", "against")
    sentence = f"{claim.sentence}，{base.sentence}"
    return structs.replace(claim, sentence=sentence, **{field: getattr(base, field) for field in fields})


def stated_changes(disclosure: Disclosure, words: dict[str, Any]) -> tuple[tuple[Section, Change], ...]:
    """Return the changes to the year before that the narrative states plainly, of amounts that no table refuses."""
    return tuple([(section, one) for section, one in told_changes(disclosure, words) if not one.table])


def told_changes(disclosure: Disclosure, words: dict[str, Any]) -> tuple[tuple[Section, Change], ...]:
    """Return the changes to the year before that the narrative states plainly, each with its section."""
    found = _told_changes(disclosure)
    asked = tuple(words[name] for name in ("compared", "up", "down", "flat"))
    if asked not in found:
        found[asked] = tuple(_read_changes(disclosure, words))
    return found[asked]


@once_a_document
def _told_changes(disclosure: Disclosure) -> dict[tuple[str, ...], tuple[tuple[Section, Change], ...]]:
    """Return what was asked of the document, by the words asked with."""
    return {}


def _read_changes(disclosure: Disclosure, words: dict[str, Any]) -> Iterator[tuple[Section, Change]]:
    for section, claim, base in statements(disclosure, words["compared"]):
        if claim.change is None or claim.change.money is None or claim.amount is None:
            continue
        now = money(claim.amount)
        if now is None or is_rough(claim) or is_rough(claim, claim.change):
            continue
        direction = way(claim.direction, words)
        if direction in ("up", "down"):
            before = money(base) if base else None
            yield section, Change(claim, now, claim.change.money, direction, claim.change, before, by_table(disclosure, claim))


def either(one: Change) -> tuple[Money, ...]:
    """Return what this year's amount can be: as the text prints it and, where the table has another, as that does."""
    return one.now, *one.table


def nows(section: Section, one: Change) -> Iterator[Money]:
    """Yield the amounts a change may belong to: the claim's own, then the others of its paragraph.

    Where a table refuses the claim's, its own, and what last year's amount in the text and the change lead to.
    """
    yield from either(one)
    if one.table and one.before is not None:
        yield one.before + one.change if one.way == "up" else one.before - one.change
    for claim in next((group for group in paragraphs(section) if one.claim in group), ()):
        if (other := money(claim.amount)) is not None and other.fen > 0:
            yield other


def say_against(claim: Claim) -> Bilingual:
    """Return what the claim is compared with: the initial budget, or what any other comparison is of."""
    initial = "年初" in claim.against and _LAST.search(claim.against) is None
    return Bilingual("年初预算", "in the initial budget") if initial else Bilingual("上年", "the year before")


def exceeds(rise: Money, now: Money | None) -> bool:
    """Return whether a rise is larger than the amount it led to, so that last year's would be negative."""
    return now is not None and not at_most(rise, now)


def rate_meets(now: Money, one: Change) -> bool:
    rate = intervals.growth(now, one.change, up=one.way == "up")
    return rate is not None and one.claim.growth is not None and rate.meets(of_quantity(one.claim.growth))


def meant_in_other_unit(claim: Claim) -> Money | None:
    """Return the amount ten thousand times as large or as small that change and rate prove to be meant, None when they do not.

    Only an amount in 元 beside a change in 万元 or the other way round can be such a slip.
    """
    amount, change, growth = claim.amount, claim.change, claim.growth
    if amount is None or change is None or growth is None or amount.money is None or change.money is None:
        return None
    if {amount.unit, change.unit} != {"元", "万元"} or not amount.money.fen or not change.money.fen:
        return None
    stated, printed = amount.money, of_quantity(growth)
    # The slack stays: 100.00元 meant as 100.00万元 is known to the last printed step of 万元.
    meant = stated.times(_MYRIAD) if amount.unit == "元" else Money(stated.fen // _MYRIAD, stated.slack // _MYRIAD)

    def gives(now: Money) -> bool:
        rates = [intervals.growth(now, change.money, up=up) for up in (True, False) if change.money is not None]
        return any(rate is not None and rate.meets(printed) for rate in rates)

    return meant if gives(meant) and not gives(stated) else None


def clash(claim: Claim, words: dict[str, str]) -> tuple[str, str] | None:
    """Return the direction words of amount and rate when they go opposite ways."""
    ways = {way(claim.direction, words), way(claim.growth_direction, words)}
    return (claim.direction, claim.growth_direction) if ways == {"up", "down"} else None
