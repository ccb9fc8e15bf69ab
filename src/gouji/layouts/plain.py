"""YAML text in, plain data out.

The library's own loaders first build nodes and then data of them. Taking the data straight from the parser's events
halves the time, and two dozen files are read before a single document is checked.
"""

import re
from collections.abc import Iterator
from typing import Any

import yaml

# Needs only to parse: the data are made here.
_Parser: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_NUMBER = re.compile(r"-?(?:0|[1-9]\d*)(\.\d+)?$")
_WORDS = {"true": True, "false": False, "null": None, "~": None, "": None}


def parse_yaml(text: str, *, typed: bool = False) -> Any:
    """Return what the text says, as dicts, lists and strings; None for an empty text.

    typed: numbers, true, false and nothing, when not quoted, become values; otherwise they stay as printed.
    Raises YAMLError: not YAML, more than one document, an unknown alias, a mapping or list as a key.
    """
    maker, line = _Maker(typed), 0
    try:
        event: Any
        for event in yaml.parse(text, Loader=_Parser):
            line = event.start_mark.line
            maker.take(event)
    except (KeyError, TypeError) as error:
        raise yaml.YAMLError(f"line {line + 1}: {error}") from error
    if len(maker.values) > 1:
        raise yaml.YAMLError("more than one document")
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
            self._add(_value(event.value) if self.typed and event.implicit[0] else event.value, event.anchor)
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


def _value(text: str) -> Any:
    if text in _WORDS:
        return _WORDS[text]
    found = _NUMBER.match(text)
    return text if found is None else float(text) if found[1] else int(text)
