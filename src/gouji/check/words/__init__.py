"""Words that rules look for, and the titles of what they rest on, kept as data. One YAML file a subject."""

from functools import cache
from pathlib import Path
from typing import Any

from gouji.layouts.plain import parse_yaml


@cache
def load_words(subject: str) -> Any:
    """Return the words of words/<subject>.yaml. Raises FileNotFoundError for another subject."""
    path = Path(__file__).parent / f"{subject}.yaml"
    return parse_yaml(path.read_text(encoding="utf-8"))
