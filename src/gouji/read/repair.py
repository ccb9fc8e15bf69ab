"""What the extraction did to the texts of a form, and what they said before.

In: what is printed in the two halves of an indicator, loose fragments, long texts. Out: for each text the reading and
the kind of damage. Nothing is made up: a completion is always printed somewhere else in the form.
"""

from collections.abc import Iterable
from functools import lru_cache
from itertools import takewhile
from typing import Literal

from msgspec import Struct

from gouji.layouts.form_labels import load_form_labels
from gouji.read.quantities import parse_quantity

Hurt = Literal["", "clipped", "cut", "stray", "lost"]


class Reading(Struct, frozen=True, gc=False):
    """A printed text, what it is read as, and the damage that explains the difference."""

    printed: str
    reading: str
    damage: Hurt = ""


def sound(text: str) -> Reading:
    """Return the text read as it is printed."""
    return Reading(text, text)


# --- names --------------------------------------------------------------------------------------------------------


def repair_names(left: str, right: str, project: str) -> tuple[Reading, Reading]:
    """Return the readings of an indicator's name in the two halves; project: the form's project name.

    A half that stops short of the other at its column's edge is completed from it. Two names that part only near the
    edge are both cut, and read as the project's name when one of them is that name in full.
    """
    if left == right:
        alone = repair_name(left, project)
        return alone, alone
    if not right or not left:
        full = left or right
        return _completed(left, full), _completed(right, full)
    if _is_clipped(right, left):
        return repair_name(left, project), Reading(right, repair_name(left, project).reading, "clipped")
    if _is_clipped(left, right):
        return Reading(left, right, "clipped"), sound(right)
    if is_one_name(left, right):
        full = project if project in (left, right) else ""
        return Reading(left, full or left, "cut"), Reading(right, full or right, "cut")
    return sound(left), sound(right)


def repair_name(name: str, project: str) -> Reading:
    """Return the reading of a name that no other half completes."""
    words = load_form_labels().words.damage
    if width(name) >= 2 * words.edge.name:
        if project.startswith(name) and project != name:
            return Reading(name, project, "clipped")
        if name.endswith(words.opens):
            return Reading(name, name, "cut")
    return sound(name)


def is_one_name(left: str, right: str) -> bool:
    """Return whether both names reach their column's edge and part only near it: two cuts of one name."""
    edge = load_form_labels().words.damage.edge.name
    pairs = takewhile(lambda pair: pair[0] == pair[1], zip(left, right, strict=False))
    shared = width("".join(letter for letter, _ in pairs))
    return shared >= edge and min(width(left), width(right)) > edge and max(width(left), width(right)) - shared <= 6


def _is_clipped(short: str, full: str) -> bool:
    return short != full and full.startswith(short) and width(short) >= load_form_labels().words.damage.edge.name


def _completed(printed: str, full: str) -> Reading:
    return sound(printed) if printed else Reading("", full, "lost" if full else "")


# --- values -------------------------------------------------------------------------------------------------------


def repair_values(left: str, right: str, *, right_lost: bool) -> tuple[Reading, Reading]:
    """Return the readings of a target in the two halves.

    right_lost: the right half was pushed over the grid's edge, so that nothing printed there means nothing kept.
    A value missing on one side is otherwise a blank of the author's and stays blank.
    """
    if not right:
        return repair_value(left), Reading("", repair_value(left).reading, "lost") if right_lost else sound("")
    if left == right:
        alone = repair_value(left)
        return alone, alone
    stray = load_form_labels().words.damage.stray
    if right == left + stray and left:
        return sound(left), Reading(right, left, "stray")
    if left == right + stray:
        return Reading(left, right, "stray"), sound(right)
    if _is_cut_value(right, left):
        return repair_value(left), Reading(right, repair_value(left).reading, "clipped")
    if _is_cut_value(left, right):
        return Reading(left, repair_value(right).reading, "clipped"), repair_value(right)
    return repair_value(left), repair_value(right)


def values_agree(left: str, right: str) -> bool:
    """Return whether both halves print one target, damage apart."""
    stray = load_form_labels().words.damage.stray
    if left.removesuffix(stray) == right.removesuffix(stray):
        return True
    return _is_cut_value(right, left) or _is_cut_value(left, right)


def repair_value(value: str) -> Reading:
    """Return the reading of a value alone: a stray character behind a complete word or number is not part of it."""
    words = load_form_labels().words.damage
    if not value.endswith(words.stray) or value == words.stray or value.endswith(words.stays):
        return sound(value)
    rest = value.removesuffix(words.stray)
    return Reading(value, rest, "stray") if _is_complete(rest) else sound(value)


@lru_cache(maxsize=1024)
def _is_complete(value: str) -> bool:
    """Return whether the value is a graded word or a quantity, to which nothing can be added."""
    words = load_form_labels().words.damage
    if value in words.graded or parse_quantity(value) is not None:
        return True
    return any(value.startswith(adverb) and len(value) <= len(adverb) + 4 for adverb in words.adverbs)


def _is_cut_value(short: str, full: str) -> bool:
    words = load_form_labels().words.damage
    short = short.removesuffix(words.stray)
    return len(short) < len(full) and full.startswith(short) and width(short) >= words.edge.value


# --- texts and fragments ------------------------------------------------------------------------------------------


def repair_text(text: str) -> Reading:
    """Return the reading of a long text: cut when it fills its cell and ends neither as a sentence nor in a figure."""
    words = load_form_labels().words.damage
    if len(text) * 2 < words.edge.text or text.endswith(words.closes) or width(text) < words.edge.text:
        return sound(text)
    return sound(text) if _ends_in_figure(text) else Reading(text, text, "cut")


def _ends_in_figure(text: str) -> bool:
    """Return whether the text ends in a number with its unit ("…共计188272元", "…至2024年")."""
    return any(parse_quantity(text[-length:]) is not None and not text[-1].isdigit() for length in range(2, 12))


def find_owner(fragment: str, texts: Iterable[str]) -> str:
    """Return the text that the loose fragment is the end of, "" when there is none.

    The first character of a fragment is often misread ("F" for "年"); from three characters on it may differ.
    """
    end = fragment.removesuffix(load_form_labels().words.damage.stray)
    if not end:
        return ""
    owners = [text for text in texts if len(text) > len(end)]
    exact = next((text for text in owners if text.endswith(end)), "")
    if exact or len(end) < 3:
        return exact
    return next((text for text in owners if text.endswith(end[1:])), "")


@lru_cache(maxsize=4096)
def width(text: str) -> int:
    """Return the width of the text in half-width columns."""
    return sum(1 if ord(letter) < 0x1100 else 2 for letter in text)
