"""What the printed documents are made of, beyond what reading them back can tell."""

import io
import re
import zipfile
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from lxml import etree, html
from msgspec import structs

from gouji.model.disclosure import Disclosure, Paragraph
from gouji.model.place import Place
from gouji.prepare import derive
from gouji.read import read
from gouji.render import Kind, render
from gouji.render.document import document
from gouji.render.printed import Chart, PrintedForm, PrintedTable
from prepare.yunxi import YUNXI
from shared import EXAMPLES

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
HOSTILE = '=HYPERLINK("http://x")<script>alert(1)</script>&\x0b'


@pytest.fixture(scope="module")
def disclosure() -> Disclosure:
    return read(EXAMPLES / "yunxi-culture-2025.txt")


def parts(package: bytes) -> Iterator[tuple[str, bytes]]:
    with zipfile.ZipFile(io.BytesIO(package)) as opened:
        for name in opened.namelist():
            yield name, opened.read(name)


def word(disclosure: Disclosure) -> etree._Element:
    return etree.fromstring(dict(parts(render(disclosure, "docx")))["word/document.xml"])


def test_headers_of_word_tables_repeat_on_every_page(disclosure: Disclosure) -> None:
    heads = [len(table.findall(f".//{W}tblHeader")) for table in word(disclosure).iter(f"{W}tbl")]
    printed = [thing for thing in document(disclosure) if isinstance(thing, PrintedTable | PrintedForm)]
    assert heads == [thing.head if isinstance(thing, PrintedTable) else 0 for thing in printed]


def test_every_style_and_relation_of_the_word_document_is_there(disclosure: Disclosure) -> None:
    package = dict(parts(render(derive(YUNXI), "docx")))
    known = set(re.findall(rb'w:styleId="([^"]+)"', package["word/styles.xml"]))
    assert set(re.findall(rb'<w:(?:pStyle|tblStyle) w:val="([^"]+)"', package["word/document.xml"])) <= known
    for name, part in package.items():
        if name.endswith(".rels"):
            folder = name.partition("_rels/")[0]
            for target in re.findall(rb'Target="([^"]+)"', part):
                path = folder + target.decode()
                assert path.replace("charts/../", "") in package, path


def test_the_contents_of_word_are_a_field_that_shows_its_entries(disclosure: Disclosure) -> None:
    xml = etree.tostring(word(disclosure), encoding="unicode")
    field = xml[xml.index(' TOC \\o') : xml.index("第一部分 概况", xml.index(' TOC \\o') + 2000)]
    assert all(entry.title in field for entry in disclosure.contents)
    marks = set(re.findall(r'w:bookmarkStart [^>]*w:name="([^"]+)"', xml))
    assert set(re.findall(r'w:anchor="([^"]+)"', xml)) == marks and len(marks) == len(disclosure.contents)


def test_prepared_disclosures_draw_their_charts_and_name_their_figures() -> None:
    prepared = derive(YUNXI)
    charts = [thing for thing in document(prepared) if isinstance(thing, Chart)]
    assert [chart.caption for chart in charts] == [
        "收入预算图", "基本支出和项目支出图", "支出功能分类图", "一般公共预算当年拨款结构图", "三公经费分布图", "主要项目支出图",
    ]  # fmt: skip
    assert all(len(chart.values) > 1 for chart in charts)
    package = dict(parts(render(prepared, "docx")))
    assert sum(name.startswith("word/charts/chart") for name in package) == len(charts)
    page = html.fromstring(render(prepared, "html"))
    assert len(page.findall(".//figure//svg")) == len(charts)


def test_totals_are_formulas_that_show_what_is_printed(disclosure: Disclosure) -> None:
    sheets = [part for name, part in parts(render(disclosure, "xlsx")) if name.startswith("xl/worksheets/sheet")]
    formulas = re.findall(rb"<f>([^<]*)</f><v>([^<]*)</v>", b"".join(sheets))
    assert len(formulas) > 200
    assert all(re.fullmatch(rb"SUM\([A-Z]+\d+(:[A-Z]+\d+)?(,[A-Z]+\d+(:[A-Z]+\d+)?)*\)", formula) for formula, _ in formulas)
    for part in sheets:
        _check_sums(part)


def _check_sums(part: bytes) -> None:
    """Assert that every formula of the sheet gives the value beside it."""
    cells = {cell.get("r"): cell for cell in etree.fromstring(part).iter("{*}c")}
    values = {name: float(cell.findtext("{*}v") or 0) for name, cell in cells.items() if cell.get("t") != "s"}
    for name, cell in cells.items():
        if formula := cell.findtext("{*}f"):
            assert sum(values.get(each, 0) for each in _named(formula)) == pytest.approx(values[name], abs=1e-6), name


def _named(formula: str) -> Iterator[str]:
    for first, row, last, end in re.findall(r"([A-Z]+)(\d+)(?::([A-Z]+)(\d+))?", formula):
        if not last:
            yield f"{first}{row}"
        elif first == last:
            yield from (f"{first}{each}" for each in range(int(row), int(end) + 1))
        else:
            yield from (f"{chr(each)}{row}" for each in range(ord(first), ord(last) + 1))


def test_a_figure_that_is_not_the_sum_stays_a_number(tmp_path: Path) -> None:
    source = (EXAMPLES / "yunxi-culture-2025.txt").read_text(encoding="utf-8")
    wrong = tmp_path / "wrong.txt"
    wrong.write_text(source.replace("合计\t\t1452.59\t1371.59", "合计\t\t1452.60\t1371.59"), encoding="utf-8")
    sheets = [part for name, part in parts(render(read(wrong), "xlsx")) if name.startswith("xl/worksheets/sheet")]
    cells = [cell for part in sheets for cell in etree.fromstring(part).iter("{*}c") if cell.findtext("{*}v") == "1452.60"]
    assert len(cells) == 1 and cells[0].find("{*}f") is None


def test_the_page_says_its_language_and_names_its_tables(disclosure: Disclosure) -> None:
    page = html.fromstring(render(disclosure, "html"))
    assert page.get("lang") == "zh-CN"
    tables = page.findall(".//table")
    assert len(tables) == len(disclosure.tables) + len(disclosure.forms) + len(disclosure.catalogues)
    assert all(table.find("caption") is not None and table.find(".//th") is not None for table in tables)
    assert all(cell.get("scope") for cell in page.iter("th"))
    assert not page.findall(".//script") and not page.xpath("//@src|//@onclick|//link")
    levels = [int(heading.tag[1]) for heading in page.iter("h1", "h2", "h3", "h4")]
    assert all(below <= above + 1 for above, below in pairwise(levels))


def test_every_link_of_the_page_leads_somewhere(disclosure: Disclosure) -> None:
    page = html.fromstring(render(derive(YUNXI), "html"))
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {link[1:] for link in page.xpath("//a/@href")} <= set(ids)


@pytest.mark.parametrize("kind", ["html", "docx", "xlsx", "text"])
def test_texts_of_a_document_are_only_ever_texts(kind: Kind, disclosure: Disclosure) -> None:
    hostile = structs.replace(disclosure, duties=(Paragraph(HOSTILE, Place()),))
    content = render(hostile, kind)
    if kind == "html":
        assert b"<script" not in content
    elif kind == "xlsx":
        assert all(b"HYPERLINK" not in part for name, part in parts(content) if "worksheets" in name)
    elif kind == "docx":
        etree.fromstring(dict(parts(content))["word/document.xml"])
