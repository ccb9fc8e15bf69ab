"""The front of a disclosure: cover, contents, duties, organisation and staff.

In: the parts of these kinds. Out: Cover, ContentsEntry, Paragraph, Organisation. Numbers are kept as stated, also
where a list printed beside them has another length; comparing them is for the rules.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from msgspec import Struct, structs

from gouji.layouts.phrases import any_of, load_phrases
from gouji.model.disclosure import ContentsEntry, Count, Cover, Grid, Organisation, Paragraph, Unit
from gouji.model.place import Place
from gouji.read.blocks import Line
from gouji.read.clauses import counted_subject, last_words, split_names
from gouji.read.figures import Fact, find_facts, half_width, whole_number
    Fact,
    counted_subject,
    find_facts,
    half_width,
    last_words,
    split_names,
    whole_number,
)
from gouji.read.outline import Part
from gouji.read.prose import MARK, Passage, passages

# Cover

_YEAR = re.compile(r"(?<!\d)(20\d\d|[二2][〇○Ｏ零0O][一二三四五六七八九〇○零\d]{2})\s*年(?:度)?")
_YEAR_DIGITS = str.maketrans("〇○ＯO零一二三四五六七八九", "00000123456789")
_DEPARTMENT_END = re.compile(r"(?:部门|单位|区级|市级|省级|县级|本级|年初|的|关于|公开|[\s　])+$")


def read_cover(part: Part | None, all_text: Sequence[Line] = ()) -> Cover:
    """Return who publishes what for which year.

    all_text: the lines of the whole document; the year is looked for there when the cover has none. The title may
    run over several lines: the department above, year and subject below.
    """
    lines = list(part.lines) if part is not None else []
    titled = next((line for line in lines if _is_title(line.text)), None)
    dated = next((line for line in (titled, *lines, *all_text) if line is not None and _year(line.text)), None)
    title = " ".join(line.text.strip() for line in lines if line.text.strip())
    words = load_phrases().words.cover
    text = (titled or dated).text if titled or dated else ""  # type: ignore[union-attr]
    place = (titled or dated or (lines[0] if lines else None))
    return Cover(
        department=_department(lines, titled),
        year=_year(dated.text) if dated else None,
        stage="final" if any(word in text for word in words.final) else "budget",
        title=title,
        place=place.place if place else Place(),
    )


def _is_title(text: str) -> bool:
    words = load_phrases().words.cover
    return any(word in text for word in (*words.budget, *words.final)) and not _labelled(text)


def _year(text: str) -> int | None:
    match = _YEAR.search(half_width(text))
    return int(match[1].translate(_YEAR_DIGITS)) if match else None


def _labelled(text: str) -> str:
    """Return the department named after a label (部门名称：…), "" when there is none."""
    labels = "|".join(load_phrases().words.cover.department)
    match = re.match(rf"\s*(?:{labels})[：:]\s*(\S.*)", text)
    return match[1].strip() if match else ""


def _department(lines: Sequence[Line], titled: Line | None) -> str | None:
    """Return the department: after a label, before the year in the title, or on the line above the title."""
    named = next((name for line in lines if (name := _labelled(line.text))), "")
    if named or titled is None:
        return named or None
    text = half_width(titled.text)
    year = _YEAR.search(text)
    before = _DEPARTMENT_END.sub("", text[: year.start()].strip()) if year else ""
    if before:
        return before
    above = [line.text.strip() for line in lines[: lines.index(titled)] if line.text.strip()]
    names = [text for text in above if not _YEAR.search(text) and 3 <= len(text) <= 40 and not MARK.match(text)]
    if names:
        return names[-1]
    after = text[year.end() :] if year else text
    subject = re.search(r"(?:部门|单位)?(?:预算|决算)", after)
    return (after[: subject.start()].strip() or None) if subject else None


# Contents

_ENTRY = re.compile(r"^(?P<title>.*?)(?:[.．…·•。\s]{2,}|[\s.…]+|(?<=\D))(?P<page>\d{1,4})?\s*$")
_LEADERS = re.compile(r"[.．…·•\s]+$")


def read_contents(part: Part) -> tuple[ContentsEntry, ...]:
    """Return the lines of the contents, without their leaders; a line without a page has page None."""
    return tuple(entry for item in part.items for text, place in _rows(item) if (entry := _entry(text, place)))


def _rows(item: Line | Grid) -> Iterator[tuple[str, Place]]:
    if isinstance(item, Line):
        yield item.text, item.place
        return
    for row, line in zip(item.rows, item.lines, strict=True):
        yield "\t".join(cell for cell in row if cell.strip()), Place(line=line, sheet=item.sheet)


def _entry(text: str, place: Place) -> ContentsEntry | None:
    text = text.strip()
    match = _ENTRY.match(half_width(text))
    page = match["page"] if match else None
    title = _LEADERS.sub("", text[: match.start("page")] if match and page else text).strip()
    if not title:
        return None
    return ContentsEntry(title, int(page) if page else None, structs.replace(place, part="目录"))


# Duties


def read_duties(part: Part) -> tuple[Paragraph, ...]:
    """Return the duties, each with its printed number and without the mark of a list."""
    return tuple(passage.paragraph for passage in passages(part, headings=False))


# Organisation and staff


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
        closes=re.compile(rf"[，,]?(?:{'|'.join(words.list_closes)}).*|[，,]?(?:等|共|共计|合计)?\s*[\d一二两三四五六七八九十]+\s*(?:{counts}).*$"),
        named=re.compile(rf"^[^、：:，,。；;\d]{{0,8}}?[，,]?(?:(?:{opens})[：:]?|[：:])(?P<names>[^。；;]+)"),
        owns=re.compile(rf"^.*?(?:{'|'.join(words.owns)}|共)(?=.)"),
        no_posts=re.compile(rf"(?P<subject>[^，,。；;]*?(?:{'|'.join(words.quota)})(?:人数|数)?)为\s*(?P<number>\d+)(?=\s*[，,。；;]|$)"),
    )


def _find_units(read: Sequence[Passage]) -> _Units:
    """Return the budget units: those of the first sentence that lists them, else of the first that states a number."""
    numbered = _Units()
    for index, passage in enumerate(read):
        text = half_width(passage.text)
        for begin, end in _sentences(text):
            sign = _signs().units.search(text, begin, end)
            if sign is None:
                continue
            stated = _stated_units(text, begin, end)
            units = _listed_units(passage, text, sign.end(), end) or _numbered_units(read[index + 1 :], text[begin:end])
            if units:
                return _Units(units, stated, passage, begin, end)
            if stated is not None and numbered.stated is None:
                numbered = _Units((), stated, passage, begin, end)
    return numbered


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
    in_total = any(word in text[begin:end] for word in ("共", "其中"))
    return max(values) if in_total else sum(values)


def _listed_units(passage: Passage, text: str, begin: int, end: int) -> tuple[Unit, ...]:
    match = _signs().listed.search(text, begin, end)
    if match is None:
        return ()
    names = _signs().closes.sub("", match["names"] or match["rest"] or "")
    place = passage.place_at(match.start())
    return tuple(Unit(name, structs.replace(place, row=name)) for name in split_names(names))


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
    if last is None or "。" in gap:
        return None
    if "其中" in gap or re.search(r"[：:][^，,。；;、：:]{0,10}$", gap):
        return last
    if re.search(r"[；;]", gap) and last.parent is not None:
        return last.parent.parent
    return last.parent


def _office(passage: Passage, text: str, gap: str, fact: Fact, stop: int) -> Count:
    """Return one count with the names listed behind it (or before it: A、B等20个处室)."""
    subject = _signs().owns.sub("", counted_subject(last_words(gap)[1], text, fact))
    several = _SEVERAL.match(text, fact.end)
    if several and subject and several[0].startswith(subject):
        subject = several[0]
    names = _names_after(text, fact.end, stop) or _names_before(gap)
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
