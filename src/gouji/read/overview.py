"""The front of a disclosure: cover, contents, duties; organisation and staff are read in organisation.py.

In: the parts of these kinds. Out: Cover, ContentsEntry, Paragraph.
"""

import re
from collections.abc import Iterator, Sequence

from msgspec import structs

from gouji.layouts.phrases import load_phrases
from gouji.model.disclosure import ContentsEntry, Cover, Grid, Paragraph
from gouji.model.place import Place
from gouji.read.blocks import Line
from gouji.read.figures import half_width
from gouji.read.organisation import read_organisation
from gouji.read.outline import Part
from gouji.read.places import cell_box
from gouji.read.prose import MARK, passages
from gouji.read.signs import is_contents_header

__all__ = ["read_contents", "read_cover", "read_duties", "read_organisation"]

# Cover

_YEAR = re.compile(r"(?<!\d)(20\d\d|[二2][〇○Ｏ零0O][一二三四五六七八九〇○零\d]{2})\s*年(?:度)?")
_YEAR_DIGITS = str.maketrans("〇○ＯO零一二三四五六七八九", "00000123456789")
_PLACE = re.compile(r".{2,8}(?:省|自治区|市|州|盟|县|区|旗)")
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
    match = re.compile(rf"\s*(?:{labels})[：:]\s*(\S.*)").match(text)
    # 单位：万元 names no one.
    return match[1].strip() if match and not match[1].strip().endswith("元") else ""


def _department(lines: Sequence[Line], titled: Line | None) -> str | None:
    """Return the department: after a label, before the year in the title, or on the line above the title."""
    named = next((name for line in lines if (name := _labelled(line.text))), "")
    if named or titled is None:
        return named or None
    text = _titled_text(lines, titled)
    year = _YEAR.search(text)
    before = _DEPARTMENT_END.sub("", text[: year.start()].strip()) if year else ""
    if before:
        return (_institution(lines) or before) if _PLACE.fullmatch(before) else before
    above = [line.text.strip() for line in lines[: lines.index(titled)] if line.text.strip()]
    names = [text for text in above if not _YEAR.search(text) and 3 <= len(text) <= 40 and not MARK.match(text)]
    if names:
        return names[-1]
    after = text[year.end() :] if year else text
    subject = re.search(r"(?:部门|单位)?(?:预算|决算)", after)
    return (after[: subject.start()].strip() or None) if subject else None


def _titled_text(lines: Sequence[Line], titled: Line) -> str:
    """Return the title's text, with the line before it where that one holds the year (某局2022年部门 | 预算说明)."""
    text, at = half_width(titled.text), lines.index(titled)
    before = half_width(lines[at - 1].text) if at else ""
    return before.strip() + text if not _YEAR.search(text) and _YEAR.search(before) else text


def _institution(lines: Sequence[Line]) -> str | None:
    """Return the line that is the name of an institution: what stands before the year was its province (Heilongjiang)."""
    ends = load_phrases().words.openings.organisations
    names = (line.text.strip() for line in lines if 4 <= len(line.text.strip()) <= 40 and not _year(line.text))
    return next((name for name in names if name.endswith(ends)), None)


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
    for index, row in enumerate(item.rows):
        page = item.pages[index] if item.pages else None
        yield "\t".join(cell for cell in row if cell.strip()), Place(line=item.lines[index], sheet=item.sheet, page=page, box=cell_box(item, index, 0))


def _entry(text: str, place: Place) -> ContentsEntry | None:
    text = text.strip()
    if is_contents_header(text):
        return None
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
