"""Plain data made of the events of the YAML library's parser.

The library's own loaders first build nodes and then data of them. Taking the data straight from the events halves the time.
"""

from collections.abc import Iterator
from typing import Any

import yaml

from gouji.layouts.plain import YamlError, value_of

# Needs only to parse: the data are made here.
_Parser: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


def make_data(text: str, *, typed: bool) -> Any:
    """Return what the text says, see `parse_yaml`. Raises YamlError."""
    maker = _Maker(typed)
    event: Any = None
    try:
        for event in yaml.parse(text, Loader=_Parser):
            maker.take(event)
    except yaml.YAMLError as error:
        raise YamlError(str(error)) from error
    except (KeyError, TypeError) as error:
        raise YamlError(f"line {event.start_mark.line + 1}: {error}") from error
    if len(maker.values) > 1:
        raise YamlError("more than one document")
    return maker.values[0] if maker.values else None


class _Maker:
    """Makes data of events. values: those finished and not yet in a list or mapping; opened: where open ones begin."""

    def __init__(self, typed: bool) -> None:
        self.typed = typed
        self.values: list[Any] = []
        self.opened: list[tuple[int, str | None]] = []
        self.anchors: dict[str, Any] = {}

    def take(self, event: Any) -> None:
        """Take the next event, the most frequent kind first."""
        kind = type(event)
        if kind is yaml.ScalarEvent:
            self._add(value_of(event.value) if self.typed and event.implicit[0] else event.value, event.anchor)
        elif kind is yaml.SequenceStartEvent or kind is yaml.MappingStartEvent:
            self.opened.append((len(self.values), event.anchor))
        elif kind is yaml.SequenceEndEvent:
            self._add(*self._close())
        elif kind is yaml.MappingEndEvent:
            items, anchor = self._close()
            self._add(_merged(dict(_pairs(items))), anchor)
        elif kind is yaml.AliasEvent:
            self.values.append(self.anchors[event.anchor])

    def _close(self) -> tuple[list[Any], str | None]:
        start, anchor = self.opened.pop()
        items = self.values[start:]
        del self.values[start:]
        return items, anchor

    def _add(self, value: Any, anchor: str | None) -> None:
        self.values.append(value)
        if anchor:
            self.anchors[anchor] = value


def _pairs(items: list[Any]) -> Iterator[tuple[Any, Any]]:
    alternating = iter(items)
    return zip(alternating, alternating, strict=True)


def _merged(mapping: dict[Any, Any]) -> dict[Any, Any]:
    """Return the mapping with what it takes over by `<<`; its own keys win."""
    return {**mapping.pop("<<"), **mapping} if "<<" in mapping else mapping
