"""Numbers of one thing that a form prints twice with two digits exchanged (8980户, 8890户).

In: the forms. Out: pairs of numbers with one unit that differ by two neighbouring digits only.
"""

from collections.abc import Iterator
from itertools import combinations

from gouji.check.counted import told_counts
from gouji.check.deciding import NO_FORMS, Slots, decided, masked, title_of
from gouji.check.functions.goal_numbers import unit_of
from gouji.check.rule import Hit, Rule, Verdict, decides
from gouji.check.texts import LOST, indicators_once
from gouji.model.disclosure import Disclosure, Form
from gouji.model.finding import Severity
from gouji.model.place import Bilingual, Place

_NOTHING = Bilingual("没有印了两次以上的较大数量", "no form prints several great numbers of one unit")
_PEOPLE = ("名", "位")


@decides("exchanged_digits")
def exchanged_digits(disclosure: Disclosure, rule: Rule) -> Verdict:
    """No two numbers of one unit in a form are the same but for two neighbouring digits. given: `digits` at least.

    Graver where one of them stands in several places and the other in one.
    """
    least = 10 ** (int(rule.given["digits"]) - 1)
    checked, hits = 0, []
    for form in disclosure.forms:
        numbers: dict[tuple[str, str], list[Place]] = {}
        for unit, value, place in _numbers(form, least):
            numbers.setdefault((unit, value), []).append(place)
        for (unit, one), (other_unit, other) in combinations(numbers, 2) if len(numbers) > 1 else ():
            if unit != other_unit or len(one) != len(other):
                continue
            checked += 1
            if exchanged(one, other):
                places = masked([numbers[unit, one][0], numbers[unit, other][0]])
                slots: Slots = {"form": title_of(form), "one": f"{one}{unit}", "other": f"{other}{unit}"}
                times = sorted(len({(place.line, place.row) for place in numbers[unit, value]}) for value in (one, other))
                # One of them printed several times, the other once: that is the slip.
                severity: Severity | None = "warning" if times[0] == 1 < times[1] else None
                hits.append(Hit(places, slots, (), f"{one}{unit}", f"{other}{unit}", severity=severity))
    return decided(checked, hits, NO_FORMS if not disclosure.forms else _NOTHING)


def _numbers(form: Form, least: int) -> Iterator[tuple[str, str, Place]]:
    """Yield (unit, number, place) of what the texts and the indicators of a form count, from the least number on."""
    for count, _, text, _ in told_counts(form):
        if count.value >= least:
            yield ("人" if count.unit in _PEOPLE else count.unit), str(count.value), text.place
    for one, places in indicators_once(form):
        quantity = one.quantity
        if quantity is None or quantity.value < least or one.value.damage in LOST:
            continue
        if quantity.value == (whole := int(quantity.value)):
            yield unit_of(quantity), str(whole), places[0]


def exchanged(one: str, other: str) -> bool:
    """Return whether two neighbouring digits of one, exchanged, make the other."""
    differ = [at for at, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
    if len(differ) != 2 or differ[1] != differ[0] + 1:
        return False
    at = differ[0]
    return one[at] == other[at + 1] and one[at + 1] == other[at]
