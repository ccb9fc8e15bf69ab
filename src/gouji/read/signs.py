"""How the lines of a document are worded: whether one is a heading, a title, or a line above a table.

The expressions stand in layouts/outline.yaml; they are compared with the line folded.
"""

import re
from functools import cache, lru_cache
from typing import Any, Literal

from gouji.layouts.kinds import KINDS
from gouji.layouts.plain import parse_yaml
from gouji.model.disclosure import Grid
from gouji.read.blocks import Line

Region = Literal["overview", "tables", "narrative", "glossary", "attachments", ""]

# Blanks and widths differ between two printings of one title.
_FOLD = str.maketrans("（）［］：．，０１２３４５６７８９", "()[]:.,0123456789", " \t\u3000\xa0")


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """Return the text without blanks and with half-width brackets, for comparing titles."""
    return text.translate(_FOLD)


@cache
def load_signs() -> dict[str, Any]:
    """Return the expressions of layouts/outline.yaml, compiled; lists of words become one alternation."""
    source = KINDS.with_name("outline.yaml").read_text(encoding="utf-8")
    signs: dict[str, Any] = parse_yaml(source)
    regions = {name: re.compile("|".join(words)) for name, words in signs.pop("regions").items()}
    compiled = {name: re.compile(sign if isinstance(sign, str) else "|".join(sign)) for name, sign in signs.items()}
    return {"regions": regions, **compiled}


def says(item: Line | Grid, sign: re.Pattern[str]) -> bool:
    """Return whether the item is a line in which the expression is found."""
    return isinstance(item, Line) and bool(sign.search(fold(item.text)))


def is_plain_heading(folded: str) -> bool:
    """Return whether the folded line is a heading without a numeral."""
    signs = load_signs()
    return (
        len(folded) <= 40
        and bool(signs["plain_heading"].search(folded))
        and not signs["not_plain_heading"].search(folded)
    )


def is_table_title(folded: str) -> bool:
    """Return whether the folded line is worded as the title of a table and does not only number it."""
    signs = load_signs()
    return bool(signs["table_title"].search(folded)) and not signs["label"].search(folded)


def part_region(text: str) -> Region | None:
    """Return the region that the heading of a part (第二部分 …) opens, None when the line is no such heading."""
    part = load_signs()["part"].search(fold(text))
    return _region(part.group(2)) if part else None


def is_form_title(text: str) -> bool:
    """Return whether the line is worded as the title of a performance form."""
    return bool(load_signs()["form_title"].search(fold(text)))


def is_title(text: str) -> bool:
    """Return whether the line is worded as the title of a table or form."""
    folded = fold(text)
    return bool(load_signs()["table_title"].search(folded) or load_signs()["form_title"].search(folded))


def is_catalogue_title(text: str) -> bool:
    """Return whether the line is worded as the title of a catalogue of purchased services."""
    return bool(load_signs()["catalogue_title"].search(fold(text)))


def is_preamble(text: str) -> bool:
    """Return whether the line is one of those above a table (部门名称：…, 单位：万元)."""
    return bool(load_signs()["preamble"].search(fold(text)))


def is_label(text: str) -> bool:
    """Return whether the line numbers the table below it (预算公开表1, 附件2)."""
    return bool(load_signs()["label"].search(fold(text)))


def is_contents_header(text: str) -> bool:
    """Return whether the line is the header of contents set as a table (序号 报表名称)."""
    return bool(load_signs()["contents_header"].search(fold(text)))


def _region(title: str) -> Region:
    for name, words in load_signs()["regions"].items():
        if words.search(title):
            region: Region = name
            return region
    return ""
