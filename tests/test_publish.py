"""From the workbook to the folder that is published: whole or not at all, and never with an error in it unmarked."""

import json
import os
import re
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from msgspec import structs

import gouji
from gouji.cli import main
from gouji.inputs import InputError
from gouji.model.budget import Budget
from gouji.model.disclosure import Disclosure
from gouji.prepare.template import write_template
from gouji.publish import DATA, FORMATS, REPORT, FolderError, prepare, publish
from prepare.yunxi import YUNXI
from shared import EXAMPLES

IDENTITY = "142301199001011235"


def workbook(folder: Path, budget: Budget = YUNXI) -> Path:
    path = folder / "我局2025.xlsx"
    path.write_bytes(write_template(budget.layout, budget, budget.year, budget.department))
    return path


def unsound() -> Budget:
    """A budget that is valid, but says what must not be published."""
    first, *rest = YUNXI.projects
    told = structs.replace(first, overview=f"{first.overview}联系人身份证号{IDENTITY}。")
    return structs.replace(YUNXI, projects=(told, *rest))


def command(*words: object) -> Result:
    return CliRunner().invoke(main, list(map(str, words)))


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Documents that take no time to write; the writers have tests of their own."""

    def write(disclosure: Disclosure, kind: str) -> bytes:
        return f"{kind} {disclosure.cover.title}".encode()

    monkeypatch.setattr("gouji.publish.render", write)
    monkeypatch.setattr(import_module("gouji.render.pdf"), "pdf", lambda disclosure, *, draft: write(disclosure, "pdf"))


def everything(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_a_sound_budget_becomes_every_format_data_and_the_report(tmp_path: Path) -> None:
    result = command("prepare", workbook(tmp_path), "-o", tmp_path / "out")
    assert result.exit_code == 0, result.output
    assert everything(tmp_path / "out") == {*(f"disclosure.{kind}" for kind in FORMATS), DATA, REPORT}
    assert "disclosure.pdf" in result.stdout and "个文件，用时" in result.stdout
    assert (tmp_path / "out" / "disclosure.pdf").read_bytes().startswith(b"%PDF-")
    assert json.loads((tmp_path / "out" / DATA / "datapackage.json").read_bytes())["resources"]
    assert (tmp_path / "out" / DATA / "parquet" / "budget-lines.parquet").stat().st_size > 1000
    for kind in ("docx", "xlsx", "html"):
        assert gouji.read(tmp_path / "out" / f"disclosure.{kind}").cover.department == YUNXI.department


@pytest.mark.usefixtures("quick")
def test_nothing_is_written_when_it_does_not_tie_out(tmp_path: Path) -> None:
    result = command("prepare", workbook(tmp_path, unsound()), "-o", tmp_path / "out")
    assert result.exit_code == 1 and not (tmp_path / "out").exists()
    assert "--draft" in result.stderr and IDENTITY not in result.output


@pytest.mark.usefixtures("quick")
def test_a_draft_says_so_in_its_title_and_name(tmp_path: Path) -> None:
    result = command("prepare", workbook(tmp_path, unsound()), "-o", tmp_path / "out", "--draft")
    assert result.exit_code == 1
    assert everything(tmp_path / "out") == {*(f"disclosure.draft.{kind}" for kind in FORMATS), "data.draft", "tie-out.draft.html"}
    for kind in FORMATS:
        assert "（草稿）" in (tmp_path / "out" / f"disclosure.draft.{kind}").read_text(encoding="utf-8")


def test_the_report_names_the_workbook(tmp_path: Path) -> None:
    assert prepare(str(workbook(tmp_path))).report.document == "我局2025.xlsx"


@pytest.mark.usefixtures("quick")
def test_an_item_unknown_inside_a_known_class_still_ties_out(tmp_path: Path) -> None:
    first, *others = YUNXI.lines
    for change in ({"function": f"{first.function[:5]}77"}, {"economic": f"{first.economic[:3]}88"}):
        prepared = prepare(str(workbook(tmp_path, structs.replace(YUNXI, lines=(structs.replace(first, **change), *others)))))
        assert prepared.sound and {trouble.code for trouble in prepared.warnings} & {"PREP-103", "PREP-107"}


@pytest.mark.usefixtures("quick")
def test_errors_are_never_published_unmarked(tmp_path: Path) -> None:
    with pytest.raises(ValueError):
        list(publish(prepare(str(workbook(tmp_path, unsound()))), tmp_path / "out"))


@pytest.mark.usefixtures("quick")
def test_a_second_run_replaces_the_first(tmp_path: Path) -> None:
    prepared = prepare(str(workbook(tmp_path)))
    list(publish(prepared, tmp_path / "out", draft=True))
    list(publish(prepared, tmp_path / "out"))
    assert not any("draft" in name for name in everything(tmp_path / "out"))
    assert everything(tmp_path) == {"out", "我局2025.xlsx"}


@pytest.mark.usefixtures("quick")
def test_a_folder_with_other_files_is_left_alone(tmp_path: Path) -> None:
    path = workbook(tmp_path)
    with pytest.raises(FolderError, match=path.name):
        list(publish(prepare(str(path)), tmp_path))
    assert command("prepare", path, "-o", tmp_path).exit_code == 2
    assert everything(tmp_path) == {path.name}


@pytest.mark.usefixtures("quick")
def test_what_fails_half_way_leaves_no_half_and_keeps_what_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    prepared = prepare(str(workbook(tmp_path)))
    list(publish(prepared, tmp_path / "out"))
    before = (tmp_path / "out" / "disclosure.docx").stat().st_mtime_ns

    def fail(*_: object, **__: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(import_module("gouji.render.html"), "report_html", fail)
    with pytest.raises(OSError, match="disk full"):
        list(publish(prepared, tmp_path / "out"))
    assert (tmp_path / "out" / "disclosure.docx").stat().st_mtime_ns == before
    assert everything(tmp_path) == {"out", "我局2025.xlsx"}
    assert command("prepare", tmp_path / "我局2025.xlsx", "-o", tmp_path / "new").exit_code == 2
    assert not (tmp_path / "new").exists()


def test_an_invalid_workbook_names_sheet_and_cell(tmp_path: Path) -> None:
    lines = (structs.replace(YUNXI.lines[0], function="2049999"), *YUNXI.lines[1:])
    wrong = structs.replace(YUNXI, lines=(structs.replace(lines[0], unit="没有的单位"), *lines[1:]))
    result = command("prepare", workbook(tmp_path, wrong), "-o", tmp_path / "out")
    assert result.exit_code == 2 and not (tmp_path / "out").exists()
    assert "PREP-" in result.stderr and "没有的单位" in result.stderr
    assert "工作表“预算台账”" in result.stderr and "单元格 A" in result.stderr


def test_what_is_no_workbook_is_refused(tmp_path: Path) -> None:
    for path, code in ((EXAMPLES / "yunxi-culture-2025.txt", "READ-019"), (tmp_path / "没有.xlsx", "READ-001")):
        result = command("prepare", path, "-o", tmp_path / "out")
        assert result.exit_code == 2
        assert re.findall(r"^[A-Z]+-\d+", result.stderr, re.MULTILINE) == [code]  # told once
        with pytest.raises(InputError) as caught:
            prepare(str(path))
        assert not caught.value.rest
    assert everything(tmp_path) == set()


# The workbook to begin with


def test_a_new_workbook_takes_over_last_years_disclosure(tmp_path: Path) -> None:
    target = tmp_path / "我局.xlsx"
    result = command("new", target, "--from", EXAMPLES / "fenyang-2024.txt")
    assert result.exit_code == 0 and "上年" not in result.stderr
    _, troubles = gouji.read_budget(target)
    assert target.exists() and all(trouble.place.sheet for trouble in troubles)
    assert command("new", target).exit_code == 2  # a workbook someone may have filled in is never overwritten


def test_a_skipped_year_is_told_and_its_figures_are_not_carried(tmp_path: Path) -> None:
    target = tmp_path / "我局2026.xlsx"
    told = command("new", target, "--from", EXAMPLES / "fenyang-2024.txt").stderr
    assert "2024年度" in told and "2025年度" in told
    assert "not of 2025" in command("new", tmp_path / "b2026.xlsx", "--from", EXAMPLES / "fenyang-2024.txt", "--lang", "en").stderr


def test_the_name_of_the_file_tells_the_year(tmp_path: Path) -> None:
    assert command("new", tmp_path / "我局2026.xlsx", "--department", "云溪县文化和旅游局").exit_code == 0
    assert command("new", tmp_path / "我局.txt").exit_code == 2
    assert "shanxi/2024" in command("new", tmp_path / "别的.xlsx", "--layout", "nowhere/1999").stderr


# From Python


def test_a_budget_goes_from_python_to_a_page() -> None:
    disclosure = gouji.derive(YUNXI)
    assert isinstance(disclosure, gouji.Disclosure) and isinstance(YUNXI, gouji.Budget)
    assert "云溪县文化和旅游局" in gouji.render(disclosure, "html").decode()
    with pytest.raises(AttributeError):
        gouji.nothing  # noqa: B018


def test_checking_does_not_wait_for_what_preparing_needs() -> None:
    code = (
        "import sys, gouji.cli.check; "
        "print([name for name in sys.modules if name.split('.')[0] in ('duckdb', 'typst') or name.startswith('gouji.prepare')])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env={**os.environ, "PYTHONPATH": "src"})
    assert done.stdout.strip() == "[]"
