"""YAML read by us against YAML read by the library."""

from pathlib import Path

import pytest
import yaml

import gouji
from gouji.layouts.plain import YamlError, parse_yaml

# The library's loader that leaves every word a string knows no `<<`.
FILES = [file for file in sorted(Path(gouji.__file__).parent.rglob("*.yaml")) if "<<:" not in file.read_text("utf-8")]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_our_files_are_read_as_the_library_reads_them(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert parse_yaml(text) == yaml.load(text, Loader=yaml.CBaseLoader)


def test_only_unquoted_numbers_and_truths_become_values() -> None:
    text = 'a: [1, -3, 0.04, true, false, ~]\nb: ["1", "true", 1.000.00, 007, 2024-01-01, yes]\nc:'
    assert parse_yaml(text, typed=True) == {
        "a": [1, -3, 0.04, True, False, None],
        "b": ["1", "true", "1.000.00", "007", "2024-01-01", "yes"],
        "c": None,
    }


def test_what_is_repeated_or_taken_over() -> None:
    text = "- given: &words {near: 5, of: [甲]}\n- given: *words\n- given: {<<: *words, near: 6}"
    assert parse_yaml(text, typed=True) == [
        {"given": {"near": 5, "of": ["甲"]}},
        {"given": {"near": 5, "of": ["甲"]}},
        {"given": {"near": 6, "of": ["甲"]}},
    ]


@pytest.mark.parametrize("text", ["a: [", "a: *nobody", "[甲, 乙]: 1", "--- 1\n--- 2"])
def test_what_cannot_be_used_is_refused(text: str) -> None:
    with pytest.raises(YamlError):
        parse_yaml(text)
