"""`gouji read --show` as a user meets it."""

import os
from pathlib import Path

import pytest

from commands import gouji
from read.test_pdf import ROWS, XS, titled
from read.write_pdf import Sheet, write_pdf
from shared import EXAMPLES


@pytest.fixture
def pdf(tmp_path: Path) -> str:
    (tmp_path / "预算.pdf").write_bytes(write_pdf(titled().table(XS, 100, ROWS), Sheet().table(XS, 60, ROWS[3:]), Sheet().text(60, 60, "完")))
    return str(tmp_path / "预算.pdf")


def test_all_pages_become_one_file_beside_the_user(pdf, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    result = gouji("read", pdf, "--show")
    assert result.exit_code == 0 and "预算.read.html" in result.stderr
    assert Path("预算.read.html").read_text(encoding="utf-8").count("<image ") == 3


def test_pages_are_chosen(pdf, tmp_path):
    target = tmp_path / "out.html"
    assert gouji("read", pdf, "--show", "--pages", "2-9", "-o", str(target)).exit_code == 0
    page = target.read_text(encoding="utf-8")
    assert 'id="page-2"' in page and 'id="page-3"' in page and 'id="page-1"' not in page


def test_a_folder_gets_a_png_for_each_page(pdf, tmp_path):
    assert gouji("read", pdf, "--show", "--pages", "1,3", "-o", f"{tmp_path}/out/").exit_code == 0
    assert sorted(os.listdir(tmp_path / "out")) == ["001.png", "003.png"]
    assert (tmp_path / "out/001.png").read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--pages", "x"), "3-5,8"),
        (("--pages", "7"), "3 页"),
        (("--pages", "5-4"), "3 页"),
    ],
)
def test_pages_that_make_no_sense_are_refused(pdf, words, told):
    result = gouji("read", pdf, "--show", *words)
    assert result.exit_code == 2 and told in result.stderr


def test_what_has_no_pages_is_told_so(tmp_path):
    result = gouji("read", str(EXAMPLES / "yunxi-culture-2025.txt"), "--show")
    assert result.exit_code == 2 and "PDF" in result.stderr and "yunxi-culture-2025.txt" in result.stderr
    assert gouji("read", str(tmp_path / "nope.pdf"), "--show").exit_code == 2
    assert "--show" in gouji("read", str(EXAMPLES / "yunxi-culture-2025.txt"), "--pages", "1").stderr
