"""How sure everything is that was read from a picture: a disclosure in, the same with the confidence of each place out."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from msgspec import Struct, structs

from gouji.model.disclosure import Disclosure
from gouji.model.place import Place
from gouji.read.blocks import Recognised

UNREAD = 0.0  # how sure a piece is that could not be read
DOUBTFUL = 0.95  # how sure at most a page is that has such a piece


def mark_recognised(disclosure: Disclosure, recognised: Iterable[Recognised]) -> Disclosure:
    """Return the disclosure with the confidence of every place on a page that was recognised from a picture."""
    pages: dict[int, list[Recognised]] = defaultdict(list)
    for each in recognised:
        pages[each.page].append(each)
    if not pages:
        return disclosure
    marked: Disclosure = _Marker(pages).mark(disclosure)
    return marked


class _Marker:
    """Marks places; the many that are the same are looked up once."""

    def __init__(self, pages: dict[int, list[Recognised]]) -> None:
        self._pages = pages
        self._known: dict[Place, Place] = {}

    def mark(self, value: Any) -> Any:
        """Return the value, whatever record it is, with all places in it marked."""
        if isinstance(value, Place):
            if value not in self._known:
                self._known[value] = self._marked(value)
            return self._known[value]
        if isinstance(value, Struct):
            changed = {
                name: new for name in value.__struct_fields__ if (new := self.mark(old := getattr(value, name))) is not old
            }
            return structs.replace(value, **changed) if changed else value
        if isinstance(value, tuple):
            items = [self.mark(item) for item in value]
            return tuple(items) if any(new is not old for new, old in zip(items, value, strict=True)) else value
        if isinstance(value, dict):
            return {key: self.mark(item) for key, item in value.items()}
        return value

    def _marked(self, place: Place) -> Place:
        found = self._pages.get(place.page or 0)
        if not found:
            return place
        inside = [each.confidence for each in found if place.box is None or _stands_in(each, place)]
        # Where something on the page could not be read, a row or a figure may be missing: nothing on it is quite sure.
        whole = DOUBTFUL if any(each.confidence == UNREAD for each in found) else 1.0
        return structs.replace(place, confidence=min([whole, *inside]))


def _stands_in(one: Recognised, place: Place) -> bool:
    assert place.box is not None
    left, top, right, bottom = place.box
    x, y = (one.box[0] + one.box[2]) / 2, (one.box[1] + one.box[3]) / 2
    return left <= x <= right and top <= y <= bottom
