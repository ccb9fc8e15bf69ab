"""Words that rules look for, kept as data: people, secrecy, indicators. One YAML file a subject."""

from functools import cache
from pathlib import Path
from typing import Any

from gouji.layouts.plain import parse_yaml


@cache
def load_words(subject: str) -> dict[str, Any]:
    """Return the words of words/<subject>.yaml. Raises FileNotFoundError for another subject."""
    path = Path(__file__).parent / f"{subject}.yaml"
    words: dict[str, Any] = parse_yaml(path.read_text(encoding="utf-8"))
    return words
