"""A wrong call is told in Chinese first, with click's own English beside it."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from gouji.cli import main
from shared import EXAMPLES


@pytest.mark.parametrize(
    ("call", "chinese", "english"),
    [
        (["chek"], "没有这个命令", "No such command 'chek'"),
        (["check"], "缺少参数 PATH...", "Missing argument 'PATH...'"),
        (["check", "--foo"], "没有选项 --foo，是不是 --color、--format", "No such option '--foo'"),
        (["check", "-f", "docx", "a"], "选项 -f / --format 的值不对，只能是 text、json、html、xlsx、csv", "is not one of"),
        (["check", "-j", "0", "a"], "选项 -j / --jobs 的值不对，只能是 1 到 64 的整数", "1<=x<=64"),
        (["check", "-j"], "选项 -j 后面缺少值", "requires an argument"),
    ],
)
def test_a_wrong_call_is_told_in_both_languages(call: list[str], chinese: str, english: str) -> None:
    result = CliRunner().invoke(main, call)
    assert result.exit_code == 2
    assert result.stderr.startswith(chinese)
    assert english in result.stderr


@pytest.mark.parametrize("call", [["-f", "csv"], ["-o", "d.csv"], ["-f", "csv", "-o", "d.csv"], ["-o", "d.parquet"]])
def test_tables_go_to_a_folder(call: list[str]) -> None:
    result = CliRunner().invoke(main, ["read", "a.txt", *call])
    assert result.exit_code == 2
    assert "要写到文件夹" in result.stderr and "-o d" in result.stderr


@pytest.mark.parametrize("call", [["check", "-o", "{}/x.html"], ["check", "-o", "{}/x.json"], ["read", "-o", "{}/x.json"]])
def test_a_file_that_cannot_be_written_is_told_in_words(call: list[str], tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    command, *rest = [word.format(tmp_path / "file") for word in call]
    result = CliRunner().invoke(main, [command, str(EXAMPLES / "yunxi-culture-2025.txt"), *rest])
    assert result.exit_code == 2
    assert result.stderr.startswith("写不了") and "不是文件夹" in result.stderr and "Errno" not in result.stderr


def test_a_call_without_anything_is_answered_with_help() -> None:
    assert "gouji check 预算公开.docx" in CliRunner().invoke(main, []).output


def test_the_file_is_named_once(tmp_path) -> None:
    (tmp_path / "empty.docx").write_bytes(b"")
    result = CliRunner().invoke(main, ["check", str(tmp_path / "empty.docx")])
    assert result.stderr.count("empty.docx") == 1
