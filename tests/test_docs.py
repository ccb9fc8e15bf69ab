"""The generated pages are those that the program would write now, and the lock names no host."""

import re
from pathlib import Path

import pytest

from gouji.docs import pages

ROOT = Path(__file__).resolve().parents[1]


@pytest.mark.parametrize("name", ["rules.md", "errors.md", "disclosure.schema.json", "report.schema.json"])
def test_a_generated_page_is_fresh(name: str) -> None:
    assert (ROOT / "docs" / name).read_text(encoding="utf-8") == pages()[name], "run `make docs`"


def test_every_link_of_the_documentation_leads_somewhere() -> None:
    checked = 0
    for page in [ROOT / "README.md", *(ROOT / "docs").glob("*.md"), *(ROOT / "examples").glob("*.md")]:
        for target in re.findall(r"\]\(([^)#]+)\)", page.read_text(encoding="utf-8")):
            if "://" not in target:
                assert (page.parent / target).exists(), f"{page.name} → {target}"
                checked += 1
    assert checked > 10


def test_the_lock_has_a_hash_for_everything_and_names_no_host() -> None:
    lock = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    assert "://" not in lock
    for requirement in re.split(r"\n(?=\S)", lock):
        if "==" in requirement:
            assert "--hash=sha256:" in requirement, requirement.splitlines()[0]
