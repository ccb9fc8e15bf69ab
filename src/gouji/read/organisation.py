"""Organisation and staff (机构设置情况): budget units, offices, people.

In: the part, or its paragraphs. Out: Organisation. Numbers are kept as stated, also where the list printed beside them
has another length; comparing them is for the rules.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from msgspec import Struct, structs

from gouji.layouts.phrases import any_of, load_phrases
from gouji.model.disclosure import Count, Organisation, Paragraph, Unit
from gouji.read.clauses import counted_subject, last_words, split_names
from gouji.read.figures import Fact, find_facts, half_width, whole_number
from gouji.read.outline import Part
from gouji.read.prose import MARK, Passage, passages


def read_organisation(source: Part | Sequence[Paragraph]) -> Organisation:
    """Return the budget units, offices and staff that the text states.

    offices, staff: what is counted, each with the kinds the text divides it into as parts, and the names listed.
    """
    read = passages(source, headings=False)
    words = load_phrases().words.organisation
    found = _find_units(read)
    offices: list[Count] = []
    staff: list[Count] = []
    for passage in read:
        begin, end = (found.begin, found.end) if passage is found.passage else (0, 0)
        offices += _tree(passage, words.offices, begin, end)
        staff += [*_tree(passage, words.staff), *_no_posts(passage)]
    return Organisation(
        units=found.units,
        stated_units=found.stated,
        offices=tuple(_with_topic(count, "机构/合计", "机构") for count in offices),
        staff=tuple(_with_topic(count, _staff_topic(count), "人员") for count in staff),
        paragraphs=tuple(passage.paragraph for passage in read),
    )


class _Units(Struct, frozen=True):
    """The list of budget units and the sentence it stands in: from begin to end of the passage."""

    units: tuple[Unit, ...] = ()
    stated: int | None = None
    passage: Passage | None = None
    begin: int = 0
    end: int = 0


class _Signs(Struct, frozen=True):
    """Expressions built from the words on organisation."""

    units: re.Pattern[str]
    listed: re.Pattern[str]
    closes: re.Pattern[str]
    named_after_kinds: re.Pattern[str]
    itself: re.Pattern[str]
    named: re.Pattern[str]
    owns: re.Pattern[str]
    no_posts: re.Pattern[str]


@cache
def _signs() -> _Signs:
    words = load_phrases().words.organisation
    opens = "|".join(sorted(words.list_opens, key=len, reverse=True))
    counts = "|".join(words.unit_counts)
    return _Signs(
        units=re.compile(any_of(words.units)),
        listed=re.compile(rf"(?:{opens})[：:]?(?P<names>[^。；;]*)|[：:](?P<rest>[^。；;]*)"),
        closes=re.compile(rf"[，,](?:{any_of(words.says_of_all)}).*|[，,]?(?:{'|'.join(words.list_closes)}).*|[，,]?(?:等|共|共计|合计)?\s*[\d一二两三四五六七八九十]+\s*(?:{counts}).*$"),
        # 局机关、2个事业单位，具体为…: kinds of units, whose names follow.
        named_after_kinds=re.compile(rf"(?P<number>\d+)(?:{counts})[^，,]*[，,](?:具体|分别|即)(?:为|是|包括)?[：:]?(?P<names>.+)$"),
        # 局本级和下属事业单位2个，即…: only those of the last kind are named, the body itself is told before them.
        itself=re.compile(rf"^(?P<name>[^、，,\d]*?(?:{any_of(words.itself)}))(?:和|及|与|以及|、)"),
        named=re.compile(rf"^[^、：:，,。；;\d]{{0,8}}?[，,]?(?:(?:{opens})[：:]?|[：:])(?P<names>[^。；;]+)"),
        owns=re.compile(rf"^.*?(?:{'|'.join(words.owns)}|共)(?=.)"),
        no_posts=re.compile(rf"(?P<subject>[^，,。；;]*?(?:{'|'.join(words.quota)})(?:人数|数)?)为\s*(?P<number>\d+)(?=\s*[，,。；;]|$)"),
    )


def _find_units(read: Sequence[Passage]) -> _Units:
    """Return the budget units: those of the first sentence that names them, else that lists kinds, else that states a number."""
    numbered, kinds = _Units(), _Units()
    for index, passage in enumerate(read):
        text = half_width(passage.text)
        for begin, end in _sentences(text):
            sign = _signs().units.search(text, begin, end)
            if sign is None:
                continue
            stated = _stated_units(text, begin, end)
            units = _listed_units(passage, text, sign.end(), end) or _numbered_units(read[index + 1 :], text[begin:end])
            if units and not _are_kinds(text, sign.end(), end):
                return _Units(units, stated, passage, begin, end)
            if units and not kinds.units:
                kinds = _Units(units, stated, passage, begin, end)
                continue
            if stated is not None and numbered.stated is None:
                numbered = _Units((), stated, passage, begin, end)
    return kinds if kinds.units else numbered


def _are_kinds(text: str, begin: int, end: int) -> bool:
    """Return whether what the sentence lists are kinds of units (局本级预算、下属事业单位预算), not their names."""
    match = _signs().listed.search(text, begin, end)
    names = split_names(match["names"] or match["rest"] or "") if match is not None else ()
    return bool(names) and all(name.endswith(load_phrases().words.organisation.kinds) for name in names)


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    begin = 0
    while begin < len(text):
        stop = text.find("。", begin)
        end = len(text) if stop < 0 else stop
        yield begin, end
        begin = end + 1


def _stated_units(text: str, begin: int, end: int) -> int | None:
    """Return the number of units a sentence states; several kinds (行政单位1家，事业单位2家) are added up."""
    words = load_phrases().words.organisation
    facts = [
        fact
        for fact in find_facts(text, begin, end)
        if fact.kind == "count" and fact.unit in words.unit_counts and not text.endswith(words.not_all, begin, fact.start)
    ]
    values = [value for fact in facts if (value := whole_number(fact.number)) is not None]
    if not values:
        return None
    formed = text.find("组成", begin, end)
    if formed >= 0 and (before := [fact for fact in facts if fact.end <= formed]):
        # 由4个单位组成：局机关、1个参公单位、2个事业单位
        return sum(value for fact in before if (value := whole_number(fact.number)) is not None)
    in_total = any(word in text[begin:end] for word in ("共", "其中"))
    return max(values) if in_total else sum(values)


def _listed_units(passage: Passage, text: str, begin: int, end: int) -> tuple[Unit, ...]:
    match = _signs().listed.search(text, begin, end)
    if match is None:
        return ()
    start, listed = match.start(), match["names"] or match["rest"] or ""
    before: tuple[str, ...] = ()
    if named := _signs().named_after_kinds.search(listed):
        itself = _signs().itself.match(listed)
        if itself is not None and len(split_names(_signs().closes.sub("", named["names"]))) == int(named["number"]):
            before = (itself["name"],)
        start, listed = match.end() - len(listed) + named.start(), named["names"]
    names = before + split_names(_signs().closes.sub("", listed))
    place = passage.place_at(start)
    return tuple(Unit(name, structs.replace(place, row=name)) for name in names)


def _numbered_units(following: Sequence[Passage], sentence: str) -> tuple[Unit, ...]:
    """Return the units printed as a numbered list below a sentence that ends in a colon."""
    if not sentence.rstrip().endswith(("：", ":")):
        return ()
    units: list[Unit] = []
    for passage in following:
        mark = MARK.match(passage.text)
        if mark is None:
            break
        name = re.split(r"[，,。；;：:（(]", passage.text[mark.end() :].strip(), maxsplit=1)[0].strip()
        units.append(Unit(name, structs.replace(passage.place, row=name)))
    return tuple(units)


class _Node:
    """A count while its parts are still being found."""

    def __init__(self, count: Count, parent: "_Node | None") -> None:
        self.count = count
        self.parent = parent
        self.parts: list[_Node] = []
        if parent is not None:
            parent.parts.append(self)

    def finish(self) -> Count:
        """Return the count with its parts."""
        return structs.replace(self.count, parts=tuple(part.finish() for part in self.parts))


def _tree(passage: Passage, classifiers: Sequence[str], skip: int = 0, until: int = 0) -> list[Count]:
    """Return the numbers of one kind of thing that a paragraph states, each with what the text divides it into.

    其中 and a colon lead to the parts of the count before them, a semicolon back up, a full stop to the top. skip,
    until: a stretch of the text that is not read.
    """
    text = half_width(passage.text)
    facts = [
        fact
        for fact in find_facts(text)
        if fact.kind == "count" and fact.unit in classifiers and not skip <= fact.start < until
    ]
    roots: list[_Node] = []
    last: _Node | None = None
    previous = 0
    for index, fact in enumerate(facts):
        gap = text[previous : fact.start]
        parent = _parent(last, gap)
        stop = facts[index + 1].start if index + 1 < len(facts) else len(text)
        last = _Node(_office(passage, text, gap, fact, stop), parent)
        if parent is None:
            roots.append(last)
        previous = fact.end
    return [root.finish() for root in roots]


def _parent(last: _Node | None, gap: str) -> _Node | None:
    """Return the count that the next one is a part of, by what stands between them; brackets hold parts, too."""
    if last is None or "。" in gap:
        return None
    if _OPENED.search(gap):
        return last
    if _CLOSED.search(gap) and last.parent is not None:
        last = last.parent
    if "其中" in gap or re.search(r"[：:][^，,。；;、：:]{0,10}$", gap):
        return last
    if re.search(r"[；;]", gap) and last.parent is not None:
        return last.parent.parent
    return last.parent


# 事业人员621人（第一中学186人、…9人）；…
_OPENED = re.compile(r"^[(（][^()（）]*$")
_CLOSED = re.compile(r"^[^()（）]{0,3}[)）]")


def _office(passage: Passage, text: str, gap: str, fact: Fact, stop: int) -> Count:
    """Return one count with the names listed behind it (or before it: A、B等20个处室)."""
    before = last_words(gap)[1]
    subject = _signs().owns.sub("", counted_subject(before, text, fact))
    names = _names_after(text, fact.end, stop) or _names_before(gap)
    if not names and subject.count("、") > 1 and subject in before and all(len(name) > 2 for name in split_names(subject)):
        # 内设办公室、人事科、财务科3个科室: the names stand where else the subject does; 科、所、室 are none.
        names, subject = split_names(subject), counted_subject("", text, fact)
    several = _SEVERAL.match(text, fact.end)
    if several and subject and several[0].startswith(subject):
        subject = several[0]
    return Count(subject.strip(), whole_number(fact.number), passage.place_at(fact.start), names=names)


# 45个科、所、室、大队
_SEVERAL = re.compile(r"[^\d，。；、：,;:]{1,6}(?:、[^\d，。；、：,;:]{1,6})+(?=[，,。；;])")


def _names_after(text: str, begin: int, stop: int) -> tuple[str, ...]:
    stretch = text[begin:stop]
    if stop < len(text):
        # What follows the last stop is the subject of the next number.
        stretch = stretch[: max((match.start() for match in re.finditer(r"[，,。；;：:]", stretch)), default=0)]
    match = _signs().named.match(stretch)
    names = split_names(match["names"]) if match else ()
    return names if len(names) > 1 else ()


def _names_before(gap: str) -> tuple[str, ...]:
    if not re.search(r"等\s*$", gap):
        return ()
    match = re.search(r"(?:包括|有|为)?[：:](?P<names>[^：:。；;]+)等\s*$", gap)
    return split_names(match["names"]) if match else ()


def _no_posts(passage: Passage) -> Iterator[Count]:
    """Yield posts stated without a word for people (人员编制数为0)."""
    text = half_width(passage.text)
    for match in _signs().no_posts.finditer(text):
        yield Count(match["subject"].strip(), int(match["number"]), passage.place_at(match.start("number")), "人员/编制")


def _staff_topic(count: Count) -> str:
    quota = load_phrases().words.organisation.quota
    return "人员/编制" if any(word in count.subject for word in quota) else "人员/合计"


def _with_topic(count: Count, topic: str, parts: str) -> Count:
    below = tuple(_with_topic(part, parts, parts) for part in count.parts)
    return structs.replace(count, topic=topic, parts=below)
