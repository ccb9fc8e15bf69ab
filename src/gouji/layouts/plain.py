"""YAML text in, plain data out.

The data are kept for the next run (kept.py): two dozen files are read before a single document is checked, and parsing
them takes longer than the checking.
"""

import re
from typing import Any

from gouji.layouts.kept import keep

MAKING = 1  # goes up when other data are made of the same text
_NUMBER = re.compile(r"-?(?:0|[1-9]\d*)(\.\d+)?$")
_WORDS = {"true": True, "false": False, "null": None, "~": None, "": None}


class YamlError(Exception):
    """A text that is not the YAML we read. Says where."""


def parse_yaml(text: str, kind: Any = Any, *, typed: bool = False) -> Any:
    """Return what the text says, as dicts, lists and strings, or as `kind`; None for an empty text.

    typed: numbers, true, false and nothing, when not quoted, become values; otherwise they stay as printed.
    Raises YamlError: not YAML, more than one document, an unknown alias, a mapping or list as a key;
    msgspec.ValidationError: it does not say such a kind.
    """
    return keep(text, f"yaml {MAKING} {typed}", lambda: _parse(text, typed=typed), kind)


def _parse(text: str, *, typed: bool) -> Any:
    # The library takes as long to import as all texts to take from what was kept.
    from gouji.layouts.events import make_data

    return make_data(text, typed=typed)


def value_of(text: str) -> Any:
    """Return the value an unquoted word stands for: a number, a truth value, nothing; else the word."""
    if text in _WORDS:
        return _WORDS[text]
    found = _NUMBER.match(text)
    return text if found is None else float(text) if found[1] else int(text)
