"""Where the cover and the contents of a document end and its body begins."""

import re
from collections.abc import Sequence

from gouji.model.disclosure import Grid
from gouji.read.blocks import Line
from gouji.read.signs import fold, is_contents_header, is_plain_heading, load_signs, says

_NUMBER = re.compile(r"^[一二三四五六七八九十\d]+[、.]")


def find_front(items: Sequence[Line | Grid]) -> tuple[int | None, int]:
    """Return the index of the title of the contents, None without contents, and the index where the body begins."""
    contents = load_signs()["contents"]
    title = next((i for i, item in enumerate(items[:60]) if says(item, contents)), None)
    return title, _cover_end(items) if title is None else _contents_end(items, title + 1)


def _cover_end(items: Sequence[Line | Grid]) -> int:
    """Return the index of the first heading, title or grid, or of the first line too long for a cover."""
    signs = load_signs()
    end = 0
    for item in items[:12]:
        if isinstance(item, Grid) or len(item.text) > 60:
            break
        folded = fold(item.text)
        if any(signs[name].search(folded) for name in ("part", "heading", "table_title", "form_title", "preamble")):
            break
        if end and is_plain_heading(folded):
            break
        end += 1
    return end


def _contents_end(items: Sequence[Line | Grid], begin: int) -> int:
    """Return the index of the first item after the contents: the first entry printed again, or the first prose."""
    entry, part = load_signs()["contents_entry"], load_signs()["part"]
    first = ""
    parts: set[str] = set()
    for index in range(begin, len(items)):
        item = items[index]
        if isinstance(item, Grid):
            if len(item.rows[0]) > 3:
                return index
            first = first or _entry_title(item.rows[0][0])
            continue
        folded = fold(item.text)
        if index == begin and is_contents_header(item.text):
            continue
        if first and folded in (first, _NUMBER.sub("", first)):
            return index
        if found := part.search(folded):
            # The body may word its parts otherwise: 第一部分 部门概况, then 第一部分 某局概况.
            if found[1] in parts:
                return index
            parts.add(found[1])
        if len(folded) > 60 or (not entry.search(item.text.strip()) and not _looks_like_heading(folded)):
            # 公开时间：2024年9月26日 between 目录 and the first entry
            if not first and (_is_entry(items[index + 1 : index + 2]) or _comes_again(items, index + 1)):
                continue
            return index
        first = first or _entry_title(item.text)
    return len(items)


def _is_entry(items: Sequence[Line | Grid]) -> bool:
    """Return whether the item is a line of the contents with its page."""
    return any(isinstance(item, Line) and load_signs()["contents_entry"].search(item.text.strip()) for item in items)


def _comes_again(items: Sequence[Line | Grid], index: int) -> bool:
    """Return whether the item is a heading that is printed once more further down: an entry without a page."""
    lines = [_entry_title(item.text) for item in items[index:] if isinstance(item, Line)]
    return bool(lines) and _looks_like_heading(lines[0]) and lines[0] in lines[1:]


def _entry_title(text: str) -> str:
    return re.sub(r"[.…·•]{2,}\d*$|(?<=\D)\d{1,3}$", "", fold(text))


def _looks_like_heading(folded: str) -> bool:
    signs = load_signs()
    return bool(
        signs["part"].search(folded)
        or signs["heading"].search(folded)
        or signs["table_title"].search(folded)
        or re.match(r"\(?[一二三四五六七八九十\d]+[)、.]", folded)
    )
