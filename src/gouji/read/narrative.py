"""A numbered section of the narrative (部门预算情况说明): its paragraphs, and every figure it states.

In: a Part of kind "section", or plain text. Out: a Section. What a sentence means is told by layouts/narrative.yaml.
"""

import re
from collections.abc import Sequence

from msgspec import structs

from gouji.layouts.phrases import fold, load_phrases, section_kind
from gouji.model.disclosure import Paragraph, Section, Trouble
from gouji.model.place import Place
from gouji.read.claims import read_claims
from gouji.read.outline import Part
from gouji.read.prose import Passage, is_caption, is_heading, passages
from gouji.read.troubles import trouble

_NUMBERED = re.compile(
    r"^\s*(?:第?([一二三四五六七八九十]{1,3})[、.．：:,，]|[（(]([一二三四五六七八九十\d]{1,3})[)）][、.．]?|(\d{1,2})[、.．])\s*"
)


_LEAD = re.compile(r"([^：:。，,；;\d]{4,30})[：:。](?=.)")


def read_section(part: Part, *, final: bool = False) -> Section:
    """Return the section with its claims and counts in printed order. kind is None when its title is not known.

    final: the document is final accounts.
    """
    printed = part.title.text.strip() if part.title else ""
    number, title = split_number(printed)
    place = structs.replace(part.title.place, part=printed) if part.title else Place()
    return _section(section_kind(title, final=final), number, title, place, passages(part, printed), final=final)


def read_prose(kind: str | None, text: str | Sequence[Paragraph], title: str = "") -> Section:
    """Return a section read from its text alone. text: one paragraph a line, or paragraphs with their places."""
    name = title or kind or ""
    return _section(kind, "", name, Place(part=name), passages(text, name))


def section_troubles(sections: Sequence[Section]) -> tuple[Trouble, ...]:
    """Return what is wrong with the sections as a whole: one printed twice, one whose title is not known.

    Two sections of one kind under other titles tell it in two steps (部门预算收支总体情况, then 预算收支增减变化情况).
    """
    troubles: list[Trouble] = []
    seen: dict[tuple[str, str], Section] = {}
    for section in sections:
        if section.kind is None:
            # 二、部门决算情况说明 over nothing but the sections themselves (Chongqing)
            troubles += [trouble("READ-302", section.place, title=section.title)] if section.paragraphs else []
            continue
        printed = section.kind, fold(section.title)
        if printed in seen and section.kind not in load_phrases().words.several:
            troubles.append(trouble("READ-301", section.place, title=section.title, first=seen[printed].title))
        else:
            seen[printed] = section
    return tuple(troubles)


def split_number(title: str) -> tuple[str, str]:
    """Return the number printed before a title ("十一", "3"; "" if none) and the title without it."""
    match = _NUMBERED.match(title)
    if match is None:
        return "", title
    return next(number for number in match.groups() if number), title[match.end() :]


def _section(
    kind: str | None, number: str, title: str, place: Place, read: Sequence[Passage], *, final: bool = False
) -> Section:
    charts = tuple(passage.paragraph for passage in read if is_caption(passage.text))
    prose = [passage for passage in read if not is_caption(passage.text)]
    claims, counts = read_claims(prose, _kinds(kind, prose, final=final))
    return Section(
        kind=kind,
        number=number,
        title=title,
        place=place,
        paragraphs=tuple(passage.paragraph for passage in prose),
        claims=claims,
        counts=counts,
        charts=charts,
    )


def _kinds(kind: str | None, prose: Sequence[Passage], *, final: bool) -> list[str | None]:
    """Return for each passage the section kind whose phrases hold in it: a subheading may be another section's title.

    Many provinces print 机关运行经费, 政府采购 … as subheadings under one section 其他重要事项.
    """
    kinds: list[str | None] = []
    current = kind
    for passage in prose:
        if is_heading(passage.text):
            current = section_kind(passage.text, final=final) or kind
        led = _led_kind(passage.text, final=final) if current in load_phrases().words.gathers else None
        kinds.append(led or current)
    return kinds


def _led_kind(text: str, *, final: bool) -> str | None:
    """Return the kind of section whose title leads the paragraph: 3、国有资产占有使用情况。截至… (Chongqing, Hunan)."""
    number, rest = split_number(text)
    led = _LEAD.match(rest) if number else None
    return section_kind(led[1], final=final) if led else None
