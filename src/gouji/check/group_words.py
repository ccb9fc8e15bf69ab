"""The words for a group of documents: what each is called among the others, and what they are to each other."""

from collections.abc import Iterator, Sequence

from gouji.check.belonging import Card, Group, Link, is_itself
from gouji.model.place import Bilingual

_NUMBERS = "零一两三四五六七八九十"
_MOST_NAMED = 6  # units not given that are named in a sentence


def label_documents(cards: Sequence[Card]) -> tuple[str, ...]:
    """Return what each document is called in a report on all: 2024年, 2024年决算, 部门, a unit's name; else its file's name.

    Only what tells them apart is said.
    """
    years, stages = ({getattr(card, field) for card in cards} for field in ("year", "stage"))
    bodies = {(card.department, card.level == "unit") for card in cards}
    labels = [_label(card, cards, years=len(years) > 1, stages=len(stages) > 1, bodies=len(bodies) > 1) for card in cards]
    return tuple(label if label and labels.count(label) == 1 else card.name for label, card in zip(labels, cards, strict=True))


def _label(card: Card, cards: Sequence[Card], *, years: bool, stages: bool, bodies: bool) -> str:
    body = ""
    if bodies and card.level == "unit":
        department = next((one.department for one in cards if one.level != "unit"), "")
        body = "单位" if is_itself(card.department, department) else card.department
    elif bodies:
        body = "部门" if sum(one.level != "unit" for one in cards if one.year == card.year and one.stage == card.stage) == 1 else card.department
    stage = ("决算" if card.stage == "final" else "预算") if stages else ""
    return (f"{card.year}年" if years else "") + body + stage


def say_belonging(group: Group) -> Bilingual:
    """Return what the documents are to each other, "" for one alone: 这三份是同一部门的三年（2023、2024、2025）."""
    parts = list(_belongings(group))
    halves = sum(len(files) == 2 for files in group.files)
    if halves:
        parts.append(Bilingual("文字和表分在两份文件", "text and tables stand in two files"))
    if not parts:
        return Bilingual("", "")
    count = sum(len(files) for files in group.files)
    zh = "；".join(part.zh for part in parts)
    return Bilingual(f"这{_number(count)}份文件{zh if not zh.startswith('文字') else f'是一份公开：{zh}'}", f"These {count} files: {'; '.join(part.en for part in parts)}")


def _belongings(group: Group) -> Iterator[Bilingual]:
    cards, links = group.cards, group.links
    tied = [link for link in links if link.kind == "years"]
    years = sorted({cards[number].year or 0 for link in tied for number in (link.this, *link.others)})
    if years:
        shown = "、".join(map(str, years))
        yield Bilingual(f"是同一部门的{_number(len(years))}年（{shown}）", f"{len(years)} years of one department ({', '.join(map(str, years))})")
    for link in links:
        if link.kind == "accounts":
            yield Bilingual(f"有{cards[link.this].year}年的预算和决算", f"budget and final accounts of {cards[link.this].year}")
        if link.kind == "units":
            yield _say_units(link, cards[link.this])


def _say_units(link: Link, card: Card) -> Bilingual:
    count = len(link.others)
    zh, en = f"有{card.year}年的部门和它的{count}个单位", f"a department of {card.year} and {count} of its units"
    if not link.missing:
        return Bilingual(zh, en)
    return Bilingual(f"{zh}（没有给出：{name_units(link.missing)}）", f"{en} (not given: {name_units(link.missing)})")


def name_units(units: Sequence[str]) -> str:
    """Return the names of the first units, and how many there are where they are more."""
    more = f"等{len(units)}个" if len(units) > _MOST_NAMED else ""
    return "、".join(units[:_MOST_NAMED]) + more


def _number(count: int) -> str:
    return _NUMBERS[count] if count < len(_NUMBERS) else str(count)
