"""`gouji render` as a user meets it."""

from pathlib import Path

from commands import gouji
from shared import EXAMPLES

YUNXI = str(EXAMPLES / "yunxi-culture-2025.txt")


def test_what_was_read_to_json_is_printed_as_it_would_be_from_the_document(tmp_path: Path) -> None:
    data, from_data, from_document = (tmp_path / name for name in ("a.json", "b.docx", "c.docx"))
    assert gouji("read", YUNXI, "-o", str(data)).exit_code == 0
    assert gouji("render", str(data), "-o", str(from_data)).exit_code == 0
    assert gouji("render", YUNXI, "--to", "docx", "-o", str(from_document)).exit_code == 0
    assert from_data.read_bytes() == from_document.read_bytes()


def test_text_goes_to_the_terminal() -> None:
    result = gouji("render", YUNXI, "--to", "text")
    assert result.exit_code == 0 and "2025年预算收支总表" in result.stdout


def test_a_wrong_call_ends_with_status_two_and_says_what_to_do(tmp_path: Path) -> None:
    other = tmp_path / "other.json"
    other.write_text('{"a": 1}')
    assert "--to" in gouji("render", YUNXI, "-o", str(tmp_path / "a.odt")).stderr
    assert "-o" in gouji("render", YUNXI, "--to", "docx").stderr
    result = gouji("render", str(other), "--to", "text")
    assert result.exit_code == 2 and "other.json" in result.stderr


def test_a_missing_file_is_called_missing(tmp_path: Path) -> None:
    result = gouji("render", str(tmp_path / "nope.json"))
    assert result.exit_code == 2 and "没有这个文件" in result.stderr and "Errno" not in result.stderr


def test_without_a_format_and_a_file_text_is_shown() -> None:
    assert gouji("render", YUNXI).stdout == gouji("render", YUNXI, "--to", "text").stdout


def test_what_was_written_is_said(tmp_path: Path) -> None:
    result = gouji("render", YUNXI, "-o", str(tmp_path / "a.html"))
    assert result.stdout == "" and "已写" in result.stderr and "a.html" in result.stderr
