"""A wrong call is told in Chinese first, with click's own English beside it."""

import pytest
from click.testing import CliRunner

from gouji.cli import main


@pytest.mark.parametrize(
    ("call", "chinese", "english"),
    [
        (["chek"], "没有这个命令", "No such command 'chek'"),
        (["check"], "缺少参数 PATH...", "Missing argument 'PATH...'"),
        (["check", "--foo"], "没有选项 --foo，是不是 --color、--format", "No such option '--foo'"),
        (["check", "-f", "docx", "a"], "选项 -f / --format 的值不对，只能是 text、json、html、xlsx、csv", "is not one of"),
        (["check", "-j"], "选项 -j 后面缺少值", "requires an argument"),
    ],
)
def test_a_wrong_call_is_told_in_both_languages(call: list[str], chinese: str, english: str) -> None:
    result = CliRunner().invoke(main, call)
    assert result.exit_code == 2
    assert result.stderr.startswith(chinese)
    assert english in result.stderr


def test_a_call_without_anything_is_answered_with_help() -> None:
    assert "gouji check 预算公开.docx" in CliRunner().invoke(main, []).output


def test_the_file_is_named_once(tmp_path) -> None:
    (tmp_path / "empty.docx").write_bytes(b"")
    result = CliRunner().invoke(main, ["check", str(tmp_path / "empty.docx")])
    assert result.stderr.count("empty.docx") == 1
