"""What is not let in: files that are none, too large, packed to burst, encrypted, or with entities in their XML."""

import io
import os
import re
import struct
import zipfile
from pathlib import Path

import pytest
import xlsxwriter

from gouji.model.disclosure import Source
from gouji.model.place import Place
from gouji.read import ole, packages, text, workbook
from gouji.read.blocks import Blocks, Line, ReadError
from gouji.read.files import read_blocks
from gouji.read.text import read_text
from gouji.read.troubles import catalogue, trouble
from read.crafted import change_part, lie_about_size, refused
from read.write_blocks import as_docx, as_xlsx

BLOCKS = Blocks(Source("a", "text"), (Line("题", Place(line=1)),))
XLSX, DOCX = as_xlsx(BLOCKS), as_docx(BLOCKS)
LAUGHS = '<!DOCTYPE a [<!ENTITY a "哈哈"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'


def code_of(path: Path | str) -> str:
    with pytest.raises(ReadError) as caught:
        read_blocks(path)
    return caught.value.trouble.code


def test_missing_file_is_refused(tmp_path):
    assert code_of(tmp_path / "a.txt") == "READ-001"
    assert code_of(str(tmp_path / "没有" / "a.txt")) == "READ-001"


def test_folder_and_device_are_refused(tmp_path):
    assert code_of(tmp_path) == "READ-002"
    os.mkfifo(tmp_path / "pipe")
    assert code_of(tmp_path / "pipe") == "READ-002"


def test_empty_file_is_refused(tmp_path):
    assert refused(tmp_path, "a.txt", b"") == "READ-003"


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="the superuser may read every file")
def test_unreadable_file_is_refused(tmp_path):
    (tmp_path / "a.txt").write_text("甲")
    (tmp_path / "a.txt").chmod(0)
    assert code_of(tmp_path / "a.txt") == "READ-013"


def test_name_that_no_system_allows_is_refused():
    assert code_of("a" * 5000) in ("READ-001", "READ-013")
    assert code_of("a\0b") in ("READ-001", "READ-013")


@pytest.mark.parametrize("head", [b"text", b"<html>", b"PK\x03\x04", ole.SIGNATURE])
def test_large_file_is_refused_without_loading_it(tmp_path, head):
    with (tmp_path / "a.txt").open("wb") as stream:
        stream.write(head)
        stream.truncate(200 << 20)  # a hole: takes no room on the disk
    assert code_of(tmp_path / "a.txt") == "READ-004"


@pytest.mark.parametrize(
    "content",
    [
        b"{\\rtf1 }",
        b"Rar!\x1a",
        b"\x1f\x8b\x08",
        b"MIME-Version: 1.0\r\n",
        b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
    ],
)
def test_known_kinds_that_are_not_yet_read_are_named(tmp_path, content):
    assert refused(tmp_path, "a.txt", content) == "READ-006"


def zip_of(parts: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return stream.getvalue()


@pytest.mark.parametrize("name", ["OFD.xml", "content.xml", "ppt/presentation.xml", "xl/workbook.bin", "表一.txt"])
def test_packages_that_are_not_yet_read_are_named(tmp_path, name):
    assert refused(tmp_path, "a.zip", zip_of({name: b"x"})) == "READ-006"


def test_a_package_named_like_an_office_file_is_damaged(tmp_path: Path) -> None:
    assert refused(tmp_path, "a.docx", zip_of({"a.txt": b"x"})) == "READ-009"


@pytest.mark.parametrize(
    ("name", "content"), [("a.pdf", b"%PDF-1.4 cut"), ("a.docx", zip_of({"a.txt": b"x"})), ("a.xlsx", XLSX[:900]), ("a.docx", zip_of({"word/document.xml": b"<a>"}))]
)
def test_what_is_said_of_a_damaged_file_is_in_one_language(tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(ReadError) as raised:
        read_blocks(tmp_path / name)
    said = raised.value.trouble
    assert said.code == "READ-009"
    assert not re.search("[a-z]+ [a-z]+", said.zh) and not re.search("[一-鿿]", said.en)


def old_office(name: str) -> bytes:
    return ole.wrap_stream(name, b"x")


def test_old_word_is_named_and_unknown_containers_are_refused(tmp_path):
    assert refused(tmp_path, "a.doc", old_office("WordDocument")) == "READ-006"
    assert refused(tmp_path, "a.bin", old_office("Other")) == "READ-005"


def test_encrypted_workbooks_are_refused(tmp_path):
    assert refused(tmp_path, "a.xlsx", old_office("EncryptedPackage")) == "READ-008"
    begin = struct.pack("<2H16x", 0x0809, 16)
    password = struct.pack("<2H6x", 0x002F, 6)
    assert refused(tmp_path, "a.xls", ole.wrap_stream("Workbook", begin + password)) in ("READ-008", "READ-009")


@pytest.mark.parametrize("package", [XLSX, DOCX])
def test_encrypted_parts_are_refused(tmp_path, package):
    data = bytearray(package)
    at = package.find(b"PK\x01\x02")
    while at >= 0:
        data[at + 8] |= 1
        at = package.find(b"PK\x01\x02", at + 4)
    assert refused(tmp_path, "a.xlsx", bytes(data)) == "READ-008"


@pytest.mark.parametrize("package", [XLSX, DOCX])
@pytest.mark.parametrize("keep", [4, 30, 0.5, 0.95])
def test_cut_off_packages_are_refused(tmp_path, package, keep):
    size = keep if keep > 1 else int(len(package) * keep)
    assert refused(tmp_path, "a.xlsx", package[:size]) == "READ-009"


@pytest.mark.parametrize("package", [XLSX, DOCX])
@pytest.mark.parametrize("seed", range(40))
def test_damaged_packages_are_read_or_refused(tmp_path, package, seed):
    data = bytearray(package)
    for step in range(5):
        data[(seed * 7919 + step * 104729) % len(data)] ^= 1 << (seed + step) % 8
    (tmp_path / "a.xlsx").write_bytes(data)
    try:
        assert read_blocks(tmp_path / "a.xlsx").items
    except ReadError as error:
        assert error.trouble.code.startswith("READ-0")


BOMBS = [(XLSX, "xl/worksheets/sheet1.xml"), (XLSX, "xl/sharedStrings.xml"), (DOCX, "word/document.xml")]


@pytest.mark.parametrize(("package", "part"), BOMBS)
def test_zip_bomb_is_refused_by_its_claim(tmp_path, monkeypatch, package, part):
    monkeypatch.setattr(packages, "MAX_UNPACKED_BYTES", 1 << 20)
    bomb = change_part(package, part, lambda content: content + " " * (2 << 20))
    assert refused(tmp_path, "a.xlsx", bomb) == "READ-010"


@pytest.mark.parametrize(("package", "part"), BOMBS)
def test_zip_bomb_is_refused_by_its_ratio(tmp_path, monkeypatch, package, part):
    monkeypatch.setattr(packages, "RATIO_FROM_BYTES", 1 << 20)
    monkeypatch.setattr(packages, "MAX_RATIO", 50)
    bomb = change_part(package, part, lambda content: content + " " * (2 << 20))
    assert refused(tmp_path, "a.xlsx", bomb) == "READ-010"


@pytest.mark.parametrize(("package", "part"), BOMBS)
def test_zip_bomb_that_lies_is_refused_while_unpacking(tmp_path, package, part):
    bomb = lie_about_size(change_part(package, part, lambda content: content + " " * (2 << 20)), 100)
    assert refused(tmp_path, "a.xlsx", bomb) in ("READ-009", "READ-010")


def test_package_with_too_many_parts_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(packages, "MAX_ENTRIES", 50)
    parts = {f"word/{number}.xml": b"" for number in range(60)}
    assert refused(tmp_path, "a.docx", zip_of(parts)) == "READ-010"


def test_unusual_packing_is_refused(tmp_path):
    assert refused(tmp_path, "a.docx", zip_of({"word/document.xml": b"<a/>"}, zipfile.ZIP_LZMA)) == "READ-009"


@pytest.mark.parametrize(
    ("package", "part"),
    [*BOMBS, (DOCX, "word/styles.xml"), (XLSX, "xl/workbook.xml"), (DOCX, "_rels/.rels")],
)
def test_doctype_in_office_xml_is_refused(tmp_path, package, part):
    attack = change_part(package, part, lambda content: content.replace("?>", f"?>{LAUGHS}", 1))
    assert refused(tmp_path, "a.docx", attack) == "READ-011"


def test_external_entity_is_not_fetched(tmp_path):
    (tmp_path / "secret").write_text("秘密", encoding="utf-8")
    declaration = f'<!DOCTYPE a [<!ENTITY x SYSTEM "file://{tmp_path}/secret">]>'
    attack = change_part(DOCX, "word/document.xml", lambda content: content.replace("?>", f"?>{declaration}", 1).replace("题", "&x;"))
    assert refused(tmp_path, "a.docx", attack) == "READ-011"


def test_deep_xml_is_refused(tmp_path):
    deep = "<w:ins>" * 5000 + "</w:ins>" * 5000
    attack = change_part(DOCX, "word/document.xml", lambda content: content.replace("<w:p>", deep + "<w:p>", 1))
    assert refused(tmp_path, "a.docx", attack) == "READ-009"


def test_text_with_absurdly_many_cells_is_refused(monkeypatch):
    monkeypatch.setattr(text, "MAX_CELLS", 1000)
    for content in ("\t" * 2000, "甲" + "\t" * 90 + "\n" + "乙\t1\n" * 90):
        with pytest.raises(ReadError, match="READ-012"):
            read_text(content, "a.txt")


def test_two_sheets_share_the_limit_of_cells(tmp_path, monkeypatch):
    monkeypatch.setattr(workbook, "MAX_CELLS", 1000)
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        for name in ("甲", "乙"):
            page = book.add_worksheet(name)
            page.write(0, 0, name)
            page.write(59, 9, 1)
    (tmp_path / "a.xlsx").write_bytes(stream.getvalue())
    blocks = read_blocks(tmp_path / "a.xlsx")
    assert [(each.code, each.place.sheet) for each in blocks.troubles] == [("READ-025", "乙")]


def test_every_sentence_has_both_languages_and_the_same_slots():
    for code, sentences in catalogue().items():
        assert sorted(set(sentences) - {"read"}) == ["en", "zh"], code
        assert code.startswith("READ-")


def test_unknown_code_is_a_mistake_of_ours():
    with pytest.raises(KeyError):
        trouble("READ-999", Place())


@pytest.mark.parametrize(("name", "codes"), [("a.pdf", ["READ-040"]), ("a.docx", []), ("a", []), ("a.第二稿", [])])
def test_a_name_that_ends_as_another_kind_is_told(tmp_path, name, codes):
    (tmp_path / name).write_bytes(DOCX)
    assert [one.code for one in read_blocks(tmp_path / name).troubles] == codes
