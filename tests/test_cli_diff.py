"""`gouji diff` as a user meets it."""

import json
from pathlib import Path

import jsonschema
from click.testing import CliRunner, Result
from msgspec import structs

from gouji.cli import main
from gouji.prepare.template import write_template
from prepare.yunxi import YUNXI
from shared import EXAMPLES

PUBLISHED = EXAMPLES / "yunxi-culture-2025.txt"


def gouji(*words: object) -> Result:
    return CliRunner().invoke(main, ["diff", *map(str, words)])


def changed(folder: Path) -> Path:
    other = folder / "改.txt"
    other.write_text(PUBLISHED.read_text(encoding="utf-8").replace("791.88", "792.88"), encoding="utf-8")
    return other


def test_a_document_and_its_json_do_not_differ(tmp_path: Path) -> None:
    CliRunner().invoke(main, ["read", str(PUBLISHED), "-o", str(tmp_path / "数据.json")])
    result = gouji(PUBLISHED, tmp_path / "数据.json")
    assert result.exit_code == 0 and "没有差别" in result.stdout


def test_documents_that_differ_end_with_status_one(tmp_path: Path) -> None:
    result = gouji(PUBLISHED, changed(tmp_path))
    assert result.exit_code == 1 and "791.88 → 792.88  +1.00 万元" in result.stdout


def test_json_and_page_go_to_a_file_or_the_screen(tmp_path: Path) -> None:
    other = changed(tmp_path)
    found = json.loads(gouji(PUBLISHED, other, "-f", "json").stdout)
    jsonschema.validate(found, json.loads(CliRunner().invoke(main, ["schema", "changes"]).stdout))
    changes = found["changes"]
    assert {change["difference"] for change in changes if change["area"] == "table"} == {"+1.00 万元"}
    assert gouji(PUBLISHED, other, "-o", tmp_path / "差别.html").exit_code == 1
    assert "</html>" in (tmp_path / "差别.html").read_text(encoding="utf-8")


def test_two_workbooks_tell_the_line_and_what_moves(tmp_path: Path) -> None:
    lines = (structs.replace(YUNXI.lines[0], amount=YUNXI.lines[0].amount.times(2)), *YUNXI.lines[1:])
    for name, budget in (("旧.xlsx", YUNXI), ("新.xlsx", structs.replace(YUNXI, lines=lines))):
        (tmp_path / name).write_bytes(write_template(YUNXI.layout, budget, YUNXI.year, YUNXI.department))
    result = gouji(tmp_path / "旧.xlsx", tmp_path / "新.xlsx")
    assert result.exit_code == 1, result.stderr
    assert "1处不同，公开文件里随之变动" in result.stdout
    assert "1111047.00 → 2222094.00  +1111047.00 元" in result.stdout and "工作表“预算台账”" in result.stdout
    mixed = gouji(tmp_path / "旧.xlsx", PUBLISHED)
    assert mixed.exit_code == 2 and "不能相比" in mixed.stderr


def test_what_cannot_be_read_ends_with_status_two(tmp_path: Path) -> None:
    for name, content in (("坏.json", b"{"), ("别的.json", b"[]"), ("空.txt", b""), ("坏.xlsx", b"PK\x03\x04")):
        (tmp_path / name).write_bytes(content)
        result = gouji(PUBLISHED, tmp_path / name)
        assert result.exit_code == 2 and "READ-" in result.stderr and name in result.stderr
    assert gouji(PUBLISHED, tmp_path / "没有.json").exit_code == 2
