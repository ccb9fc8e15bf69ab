"""State assets (国有资产占有使用情况): vehicles, buildings, equipment.

In: the section, its part or its paragraphs. Out: Assets, or None when nothing of the kind is stated.
"""

import itertools
import re
from collections.abc import Sequence
from decimal import Decimal

from msgspec import structs

from gouji.layouts.phrases import any_of, load_phrases, meaning
from gouji.model.disclosure import Assets, Count, Paragraph, Quantity, Section
from gouji.model.place import Place
from gouji.read.clauses import counted_subject, last_words
from gouji.read.figures import find_facts, half_width, whole_number
from gouji.read.outline import Part
from gouji.read.prose import Passage, passages

_QUOTA, _HELD, _EQUIPMENT = "国有资产/车辆编制", "国有资产/车辆", "国有资产/设备"
_DATE = r"\s*(?:到|至)?\s*(\d{4}\s*年(?:\s*\d{1,2}\s*月)?(?:\s*\d{1,2}\s*日)?|\d{4}年[初末底])"
_AREA = r"(?P<number>\d[\d,]*(?:\.\d+)?)\s*(?P<unit>{units})"


def read_assets(source: Part | Section | Sequence[Paragraph]) -> Assets | None:
    """Return what the text says of vehicles, buildings and equipment; None when it says nothing of them.

    vehicles: the number held, its kinds as parts (what is to be bought is left out). equipment: each number with the
    threshold of value as part of its subject.
    """
    paragraphs = source.paragraphs if isinstance(source, Section) else source
    read = passages(paragraphs)
    counts = [found for passage in read for found in _counts(passage)]
    assets = Assets(
        as_of=_as_of(read),
        vehicle_quota=next((count for count in counts if count.topic == _QUOTA), None),
        vehicles=_vehicles(counts),
        buildings=_buildings(read),
        equipment=tuple(count for count in counts if count.topic == _EQUIPMENT),
        place=read[0].place if read else Place(),
        paragraphs=tuple(passage.paragraph for passage in read),
    )
    stated = (assets.vehicle_quota, assets.vehicles, assets.buildings, *assets.equipment)
    return assets if any(item is not None for item in stated) else None


def _as_of(read: Sequence[Passage]) -> str:
    date = re.compile(f"(?:{'|'.join(load_phrases().words.assets.as_of)}){_DATE}")
    return next((match[1] for passage in read if (match := date.search(half_width(passage.text)))), "")


def _counts(passage: Passage) -> list[Count]:
    """Return the numbers of vehicles and equipment in a paragraph, each with its topic ("" for a kind of vehicle).

    Nothing is returned of a sentence from where it speaks of what is to be bought.
    """
    words = load_phrases().words.assets
    text = half_width(passage.text)
    found: list[Count] = []
    previous, planned = 0, False
    for fact in find_facts(text):
        gap = _REMARK.sub("", text[previous : fact.start]) if previous else text[: fact.start]
        planned = any(word in gap for word in words.bought) or (planned and "。" not in gap)
        if fact.kind != "count":
            continue
        previous = fact.end
        subject = counted_subject(last_words(gap)[1], text, fact)
        topic = meaning(subject, "国有资产").topic
        if not planned and (topic == _EQUIPMENT or fact.unit == words.vehicles):
            found.append(Count(subject, whole_number(fact.number), passage.place_at(fact.start), topic))
    return found


# 特种专业技术用车6辆（森林防火巡护车）、其他用车1辆: the brackets speak of the number before them.
_REMARK = re.compile(r"^\s*[（(][^（()）]*[）)]")


def _vehicles(counts: Sequence[Count]) -> Count | None:
    """Return the number of vehicles held with its kinds: those printed after it."""
    start = next((index for index, count in enumerate(counts) if count.topic == _HELD), None)
    if start is None:
        return None
    kinds = tuple(itertools.takewhile(lambda count: not count.topic, counts[start + 1 :]))
    return structs.replace(counts[start], parts=kinds)


def _buildings(read: Sequence[Passage]) -> Quantity | None:
    words = load_phrases().words.assets
    area = re.compile(rf"(?:{any_of(words.buildings)})[^\d。；;]{{0,8}}{_AREA.format(units='|'.join(words.area))}")
    for passage in read:
        if match := area.search(half_width(passage.text)):
            number = match["number"].replace(",", "")
            decimals = len(number.partition(".")[2])
            return Quantity(match["number"] + match["unit"], Decimal(number), Decimal(1).scaleb(-decimals), match["unit"])
    return None
