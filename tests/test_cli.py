"""The command line as a user meets it."""

import json
from pathlib import Path

import jsonschema
import pytest
from click.testing import CliRunner

from commands import gouji
from gouji.cli import main
from gouji.read import pdf
from read.write_pdf import Sheet, write_pdf
from shared import EXAMPLES

FENYANG = str(EXAMPLES / "fenyang-2024.txt")
YUNXI = str(EXAMPLES / "yunxi-culture-2025.txt")


def test_a_document_with_errors_ends_with_status_one_and_names_them() -> None:
    result = gouji("check", FENYANG)
    assert result.exit_code == 1
    assert "T6-1" in result.stdout and "232.53" in result.stdout and "8040.19" in result.stdout


def test_a_document_that_ties_out_ends_with_status_zero() -> None:
    result = gouji("check", YUNXI)
    assert result.exit_code == 0, result.stdout


def test_an_unreadable_file_ends_with_status_two_and_says_why(tmp_path: Path) -> None:
    broken = tmp_path / "坏.xlsx"
    broken.write_bytes(b"PK\x03\x04 no workbook")
    result = gouji("check", str(broken), YUNXI)
    assert result.exit_code == 2
    assert "READ-" in result.stderr and "坏.xlsx" in result.stderr
    assert "云溪县文化和旅游局" in result.stdout


def test_a_folder_without_a_readable_file_is_told_and_the_others_are_checked(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(b"PK")
    result = gouji("check", str(tmp_path))
    assert result.exit_code == 2
    assert result.stderr.startswith("READ-041") and "只有1份别种文件" in result.stderr and not result.stdout
    result = gouji("check", str(tmp_path), YUNXI)
    assert result.exit_code == 2
    assert "READ-041" in result.stderr and "云溪县文化和旅游局" in result.stdout


def test_a_file_in_which_nothing_is_recognised_tells_what_was_not_read_of_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "MAX_PAGES", 2)
    (tmp_path / "a.pdf").write_bytes(write_pdf(*(Sheet().text(100, 100, "12.00") for _ in range(3))))
    result = gouji("check", str(tmp_path / "a.pdf"))
    assert result.exit_code == 2
    assert result.stderr.startswith("READ-030") and "READ-032 全文有3页，只读了前2页" in " ".join(result.stderr.split())


def test_what_was_not_read_is_told_beside_what_was_written(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("2025年部门决算\n\n没有表格。\n", encoding="utf-8")
    result = gouji("read", str(tmp_path / "a.txt"), "-o", str(tmp_path / "a.json"))
    assert result.exit_code == 0 and "没有读到：" in result.stderr and "READ-030" in result.stderr
    assert "没有读到" not in gouji("read", YUNXI, "-o", str(tmp_path / "b.json")).stderr


def test_the_json_of_check_and_read_follows_the_published_schema() -> None:
    for what, words in (("report", ("check", FENYANG, "-f", "json")), ("disclosure", ("read", FENYANG))):
        schema = json.loads(gouji("schema", what).stdout)
        jsonschema.validate(json.loads(gouji(*words).stdout), schema)


def test_several_documents_become_one_array_of_reports() -> None:
    reports = json.loads(gouji("check", FENYANG, YUNXI, "-f", "json").stdout)
    assert [report["department"] for report in reports] == ["汾阳市公安局", "云溪县文化和旅游局"]


def test_only_the_rules_asked_for_are_reported_as_surely_as_with_all() -> None:
    report = json.loads(gouji("check", FENYANG, "--rule", "T6-1", "-f", "json").stdout)
    assert [outcome["rule"] for outcome in report["outcomes"]] == ["T6-1"]
    (cause,) = report["causes"]
    assert [finding["rule"] for finding in cause["findings"]] == ["T6-1"]
    whole = json.loads(gouji("check", FENYANG, "-f", "json").stdout)
    (same,) = (one for one in whole["causes"] if any(finding["rule"] == "T6-1" for finding in one["findings"]))
    assert (cause["title"], cause["repairs"]) == (same["title"], same["repairs"])


def test_only_findings_grave_enough_are_reported() -> None:
    report = json.loads(gouji("check", FENYANG, "--severity", "error", "-f", "json").stdout)
    assert report["causes"]
    assert {finding["severity"] for cause in report["causes"] for finding in cause["findings"]} == {"error"}


def test_an_unknown_rule_is_a_wrong_call() -> None:
    result = gouji("check", FENYANG, "--rule", "T99-1")
    assert result.exit_code == 2 and "T99-1" in result.stderr


@pytest.mark.parametrize("suffix", ["json", "html", "xlsx", "csv"])
def test_the_ending_of_the_output_chooses_the_format(suffix: str, tmp_path: Path) -> None:
    target = tmp_path / f"报告.{suffix}"
    result = gouji("check", FENYANG, "-q", "-o", str(target))
    assert result.exit_code == 1 and target.stat().st_size > 1000
    assert not list(tmp_path.glob("*.part"))


def test_an_ending_that_tells_nothing_is_a_wrong_call(tmp_path: Path) -> None:
    assert gouji("check", FENYANG, "-o", str(tmp_path / "报告.pdf")).exit_code == 2


def test_a_folder_gives_a_page_for_each_document(tmp_path: Path) -> None:
    folder = tmp_path / "各部门"
    folder.mkdir()
    for name in ("甲", "乙"):
        (folder / f"{name}.txt").write_bytes(Path(YUNXI).read_bytes())
    result = gouji("check", str(folder), "-f", "html", "-o", str(tmp_path / "报告"), "-j", "2")
    assert result.exit_code == 0, result.stderr
    assert {page.name for page in (tmp_path / "报告").iterdir()} == {"甲.report.html", "乙.report.html"}


def test_the_report_is_told_in_english_when_asked() -> None:
    result = gouji("check", FENYANG, "--lang", "en")
    assert "errors" in result.stdout and "printed" in result.stdout


def test_read_writes_every_kind(tmp_path: Path) -> None:
    for target in (tmp_path / "d.json", tmp_path / "d.xlsx", tmp_path / "d", tmp_path / "d.zip"):
        assert gouji("read", YUNXI, "-o", str(target)).exit_code == 0
        assert target.exists()
    for kind, name in (("package", "datapackage.json"), ("parquet", "budget-lines.parquet")):
        assert gouji("read", YUNXI, "-f", kind, "-o", str(tmp_path / kind)).exit_code == 0
        assert (tmp_path / kind / name).exists()


def test_one_rule_is_explained_with_its_basis_and_cases() -> None:
    result = gouji("rules", "T6-1")
    assert result.exit_code == 0 and "依据" in result.stdout and "例：不符" in result.stdout


def test_the_rule_book_lists_every_family() -> None:
    result = gouji("rules")
    assert all(title in result.stdout for title in ("表内", "表间", "绩效表内", "个人信息与保密"))


@pytest.mark.parametrize("command", ["check", "read", "rules", "schema"])
def test_help_teaches(command: str) -> None:
    assert gouji(command, "--help").exit_code == 0


def test_a_file_that_is_no_disclosure_does_not_look_like_a_pass(tmp_path: Path) -> None:
    note = tmp_path / "便条.txt"
    note.write_text("你好\n", encoding="utf-8")
    result = gouji("check", str(note), "-q")
    assert result.exit_code == 2 and "READ-030" in result.stderr


def test_a_text_that_is_called_a_word_file_is_told_to_be_none(tmp_path: Path) -> None:
    fake = tmp_path / "fake.docx"
    fake.write_text("hello\n")
    result = gouji("check", str(fake))
    assert result.exit_code == 2 and "READ-009" in result.stderr and "普通文本" in result.stderr


def test_a_trouble_of_a_file_is_told_in_both_languages(tmp_path: Path) -> None:
    result = gouji("check", str(tmp_path / "没有.pdf"))
    assert "没有这个文件" in result.stderr and "there is no such file" in result.stderr
    assert "没有这个文件" not in gouji("check", str(tmp_path / "没有.pdf"), "--lang", "en").stderr


def test_a_folder_made_for_the_output_is_told(tmp_path: Path) -> None:
    made = gouji("check", YUNXI, "-o", str(tmp_path / "新" / "深" / "报告.html"))
    assert f"新建了文件夹 / folder made: {tmp_path / '新'}\n" in made.stderr
    assert "新建了" not in gouji("check", YUNXI, "-o", str(tmp_path / "新" / "报告.html")).stderr


def test_files_of_other_kinds_in_a_folder_are_named(tmp_path: Path) -> None:
    (tmp_path / "甲.txt").write_bytes(Path(YUNXI).read_bytes())
    (tmp_path / "照片.jpg").write_bytes(b"\xff\xd8\xff")
    result = gouji("check", str(tmp_path))
    assert result.exit_code == 0 and "照片.jpg" in result.stderr


def test_an_output_that_ends_in_a_slash_is_a_folder(tmp_path: Path) -> None:
    assert gouji("check", YUNXI, "-o", f"{tmp_path}/报告/").exit_code == 0
    assert (tmp_path / "报告" / "yunxi-culture-2025.report.html").exists()


def test_several_pages_do_not_become_one_file(tmp_path: Path) -> None:
    assert gouji("check", YUNXI, FENYANG, "-o", str(tmp_path / "全.html")).exit_code == 2


def test_a_severity_that_is_not_reported_is_not_counted_as_none() -> None:
    assert "提示" not in gouji("check", FENYANG, "-q", "--severity", "warning").stdout


def test_reading_into_an_unknown_format_is_a_wrong_call(tmp_path: Path) -> None:
    assert gouji("read", YUNXI, "-o", str(tmp_path / "数据.docx")).exit_code == 2


def test_json_that_read_wrote_is_checked_like_the_document(tmp_path: Path) -> None:
    document, data = str(EXAMPLES / "yunxi-culture-2025.txt"), str(tmp_path / "data.json")
    assert CliRunner().invoke(main, ["read", document, "-o", data]).exit_code == 0
    reports = [CliRunner().invoke(main, ["check", path, "-f", "json"]).stdout for path in (document, data)]
    assert reports[0] == reports[1]
    (tmp_path / "report.json").write_text(reports[0], encoding="utf-8")
    refused = CliRunner().invoke(main, ["check", str(tmp_path / "report.json")])
    assert refused.exit_code == 2 and "不是 gouji read 写出的 JSON" in refused.stderr
