"""What the narrative says an item is for, and why it changed: words copied from another item.

In: paragraphs that tell of an item of the functional classification (…（款）…（项）). Out: an item whose use or reason
is, word for word, the name of another item of the document.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from gouji.check.deciding import Slots
from gouji.check.functions.items import named_path
from gouji.check.rule import Hit, Rule, Verdict, decides, not_run
from gouji.layouts.classification import plain_name
from gouji.model.disclosure import Disclosure
from gouji.model.place import Bilingual, Place

_MARK = "（项）"
_ITEM = re.compile(r"[^“”\"。；;]*?（项）")


class Told(NamedTuple):
    """One item with the text behind it, up to the next item. names: all ways to name it; they begin with the shortest.

    title: the item told with its group, 统计信息事务（款）统计管理（项）.
    """

    names: tuple[str, ...]
    title: str
    text: str
    place: Place


@decides("words_of_own_item")
def words_of_own_item(disclosure: Disclosure, rule: Rule) -> Verdict:
    """No item is said to be for, or to change by, what another item is called.

    given: `said`, for each kind of words an expression with the group `words`, and what it is called; `tail`, an
    expression of what may stand behind a name.
    """
    items = list(_items(disclosure))
    owner = {name: item for item in reversed(items) for name in item.names}
    said = [(re.compile(one["words"]), Bilingual(one["zh"], one["en"])) for one in rule.given["said"]]
    tail = re.compile(f"(?:{rule.given['tail']})+$")
    checked, hits = 0, []
    for item in items:
        wrong: list[tuple[Bilingual, str, Told]] = []
        for words, kind in said:
            match = words.search(item.text)
            if match is None:
                continue
            checked += 1
            name = _core(tail.sub("", match["words"]))
            other = owner.get(name)
            if other is not None and name not in item.names:
                wrong.append((kind, match["words"], other))
        if wrong:
            hits.append(_hit(item, wrong))
    return Verdict(checked, tuple(hits)) if checked else not_run("没有逐项写明用途或原因", "no item's use or reason is told")


def _hit(item: Told, wrong: list[tuple[Bilingual, str, Told]]) -> Hit:
    """Return the one hit of the item, whichever of its words are another's."""
    kinds = Bilingual("、".join(kind.zh for kind, _, _ in wrong), " and ".join(kind.en for kind, _, _ in wrong))
    _, quote, other = wrong[0]
    slots: Slots = {"item": item.names[0], "kind": kinds, "quote": quote, "other": other.title}
    return Hit((item.place,), slots, printed=quote, expected=item.names[0])


def _items(disclosure: Disclosure) -> Iterator[Told]:
    for section in disclosure.sections:
        for paragraph in section.paragraphs:
            if _MARK not in paragraph.text:
                continue
            found = list(_ITEM.finditer(paragraph.text))
            ends = [*(match.start() for match in found[1:]), len(paragraph.text)]
            for match, end in zip(found, ends, strict=True):
                path = named_path(match[0])
                names = [_core(path[level]) for level in ("项", "款", "类") if level in path]
                if "项" in path and "款" in path:
                    every = ("".join(reversed(names[:count])) for count in range(1, len(names) + 1))
                    title = "".join(f"{path[level]}（{level}）" for level in ("款", "项"))
                    yield Told(tuple(every), title, paragraph.text[match.end() : end], paragraph.place)


def _core(name: str) -> str:
    return plain_name(name).removesuffix("支出")
