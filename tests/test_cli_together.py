"""Several files on the command line: which belong together is found out, and every format says whose a place is."""

import csv
import io
import json
from pathlib import Path

import jsonschema
import pytest
from lxml import html
from python_calamine import CalamineWorkbook

from check.several import replace_last, three_years
from commands import gouji
from gouji.render.text_document import text
from prepare.yunxi import YUNXI
from shared import EXAMPLES

FENYANG = str(EXAMPLES / "fenyang-2024.txt")
CHANGE = "一般公共预算当年支出2,002.74万元，比上年增加907.75万元"


@pytest.fixture(scope="module")
def years(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """Return the files of three years, with a wrong change in the second."""
    folder = tmp_path_factory.mktemp("years")
    for disclosure in three_years(YUNXI):
        printed = text(disclosure)
        if disclosure.cover.year == 2025:
            printed = replace_last(printed, CHANGE, CHANGE.replace("907.75", "970.75"))
        (folder / disclosure.source.name).write_text(printed, encoding="utf-8")
    return [str(path) for path in sorted(folder.iterdir())]


def test_years_named_together_make_one_report(years: list[str]) -> None:
    result = gouji("check", *years)
    assert result.exit_code == 1
    assert "这三份文件是同一部门的三年（2024、2025、2026）" in result.stdout
    assert "2025.txt，第" in result.stdout and "2024.txt，第" in result.stdout


def test_a_file_that_belongs_to_none_has_its_own_report(years: list[str]) -> None:
    reports = json.loads(gouji("check", *years, FENYANG, "-f", "json").stdout)
    assert [(report["department"], len(report.get("parts", ()))) for report in reports] == [
        ("云溪县文化和旅游局", 3), ("汾阳市公安局", 0),
    ]  # fmt: skip


def test_alone_and_in_a_folder_each_is_checked_by_itself(years: list[str]) -> None:
    folder = str(Path(years[0]).parent)
    for words in ((*years, "--alone"), (folder,)):
        assert len(json.loads(gouji("check", *words, "-f", "json").stdout)) == 3
    report = json.loads(gouji("check", folder, "--together", "-f", "json").stdout)
    assert [part["year"] for part in report["parts"]] == [2024, 2025, 2026]


def test_processes_make_the_same_report(years: list[str]) -> None:
    one, two = (gouji("check", *years, "-j", jobs, "-f", "json").stdout for jobs in ("1", "2"))
    assert one == two
    jsonschema.validate(json.loads(one), json.loads(gouji("schema", "report").stdout))


def test_a_file_that_cannot_be_read_stops_no_group(years: list[str], tmp_path: Path) -> None:
    broken = tmp_path / "坏.xlsx"
    broken.write_bytes(b"PK\x03\x04 no workbook")
    result = gouji("check", *years, str(broken))
    assert result.exit_code == 2
    assert "坏.xlsx" in result.stderr and "同一部门的三年" in result.stdout


def test_the_table_of_findings_says_which_file(years: list[str]) -> None:
    rows = list(csv.DictReader(io.StringIO(gouji("check", *years, "-f", "csv").stdout.lstrip("\ufeff"))))
    (row,) = [row for row in rows if row["规则"] == "Y-10"]
    assert (row["文件"], row["年度"], row["行号"]) == ("2025.txt", "2025", "451")
    assert "2024.txt" in row["位置"] and row["印作"] == "1031.99万元"


def test_the_workbook_says_which_file(years: list[str], tmp_path: Path) -> None:
    target = tmp_path / "报告.xlsx"
    gouji("check", *years, "-o", str(target))
    book = CalamineWorkbook.from_path(target)
    texts = [str(cell) for name in book.sheet_names for row in book.get_sheet_by_name(name).to_python() for cell in row]
    assert "这三份文件是同一部门的三年（2024、2025、2026）" in texts
    assert any("2025.txt" in one and "2024.txt" in one and "行“合计”" in one for one in texts)


def test_the_page_shows_all_documents_with_links_into_each(years: list[str], tmp_path: Path) -> None:
    target = tmp_path / "报告.html"
    gouji("check", *years, "-o", str(target))
    tree = html.fromstring(target.read_text(encoding="utf-8"))
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {href[1:] for href in tree.xpath("//a/@href")} <= set(ids)
    assert [f"document-{n}" in ids for n in (1, 2, 3)] == [True] * 3
    (item,) = tree.xpath("//li[div//a[@href='#rule-Y-10']]")
    shown = [tree.xpath(f"//*[@id='{href[1:]}']/ancestor::section[starts-with(@id, 'document')]/@id")[0]
             for href in item.xpath(".//ul[@class='places']//a/@href")]  # fmt: skip
    assert shown == ["document-2", "document-1"]
