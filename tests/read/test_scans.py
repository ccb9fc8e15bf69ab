"""Pages that are pictures: drawn from a page that is known, then recognised. Needs the extra gouji[ocr]."""

import io
from pathlib import Path

import pypdfium2 as pdfium
import pytest
import typst

from gouji.model.place import Place, show_place
from gouji.read import ReadError, ocr_engine, read
from gouji.render.pdf import _fonts

needs_ocr = pytest.mark.skipif(not ocr_engine.is_installed(), reason='text recognition is not installed: pip install "gouji[ocr]"')

ROWS = (
    ("科目编码", "科目名称", "合计", "基本支出", "项目支出"),
    ("合计", "", "8,040.19", "6,612.07", "1,428.12"),
    ("204", "公共安全支出", "7,139.68", "5,711.56", "1,428.12"),
    ("20402", "公安", "7,139.68", "5,711.56", "1,428.12"),
    ("2040201", "行政运行", "5,711.56", "5,711.56", ""),
    ("2040220", "执法办案", "1,428.12", "", "1,428.12"),
    ("208", "社会保障和就业支出", "900.51", "900.51", ""),
    ("20805", "行政事业单位养老支出", "900.51", "900.51", ""),
    ("2080505", "机关事业单位基本养老保险缴费支出", "900.51", "900.51", ""),
)
PAGE = f"""
#set page(width: 18cm, height: 11cm, margin: 1cm)
#set text(font: "Noto Sans SC", size: 10pt, cjk-latin-spacing: none)
#align(center)[#text(size: 16pt)[2024年一般公共预算支出预算表]]
部门：汾水县公安局 #h(1fr) 单位：万元
#table(columns: (auto, 1fr, auto, auto, auto), {", ".join(f"[{cell}]" for row in ROWS for cell in row)})
"""


@pytest.fixture(scope="module")
def page() -> bytes:
    written: bytes = typst.compile(PAGE.encode(), font_paths=_fonts())
    return written


def draw(page: bytes, dpi: int = 150, skew: float = 0, noise: int = 0):
    import numpy as np
    from PIL import Image

    picture = pdfium.PdfDocument(page)[0].render(scale=dpi / 72).to_pil().convert("RGB")
    picture = picture.rotate(skew, resample=Image.Resampling.BICUBIC, fillcolor="white")
    grain = np.random.default_rng(1).normal(0, noise, (picture.height, picture.width, 3)) if noise else 0
    return Image.fromarray(np.clip(np.asarray(picture) + grain, 0, 255).astype(np.uint8))


def save(picture, path: Path, *more, **given) -> Path:
    picture.save(path, **given, **({"save_all": True, "append_images": more} if more else {}))
    return path


def figures(disclosure):
    (table,) = disclosure.tables
    return table.kind, {(row.key, column): figure.text for row, column, figure in table.figures()}


@needs_ocr
def test_a_scan_says_what_the_page_says(page: bytes, tmp_path: Path) -> None:
    born = tmp_path / "born.pdf"
    born.write_bytes(page)
    scan = read(save(draw(page), tmp_path / "scan.pdf", resolution=150))
    assert figures(scan) == figures(read(born))
    assert [trouble.code for trouble in scan.troubles] == ["READ-036"]


@needs_ocr
def test_a_page_askew_and_grainy_is_read_and_every_figure_says_how_sure_it_is(page: bytes, tmp_path: Path) -> None:
    born = tmp_path / "born.pdf"
    born.write_bytes(page)
    scan = read(save(draw(page, skew=0.6, noise=12), tmp_path / "scan.jpg", dpi=(150, 150), quality=60))
    assert figures(scan) == figures(read(born))
    (table,) = scan.tables
    sureness = [figure.place.confidence for _, _, figure in table.figures() if figure.text]
    assert sureness and all(one is not None and 0.5 <= one <= 1 for one in sureness)
    assert "识别所得" in show_place(next(table.figures())[2].place)


@needs_ocr
def test_the_strokes_of_a_large_title_are_no_ruled_line() -> None:
    import numpy as np

    from gouji.read.ocr_picture import find_rulings

    title = '#set page(width: 18cm, height: 4cm)\n#set text(font: "Noto Sans SC", size: 19pt, weight: "bold")\n#set align(center)\n2025年预算支出总表'
    picture = np.asarray(draw(typst.compile(title.encode(), font_paths=_fonts())))
    across, down, clean, _ = find_rulings(picture, 150 / 72)
    assert (across, down) == ([], []) and (clean == picture).all()


@needs_ocr
def test_each_picture_of_a_file_is_a_page(page: bytes, tmp_path: Path) -> None:
    from PIL import Image

    blank = Image.new("RGB", (600, 800), "white")
    scan = read(save(blank, tmp_path / "scan.tif", draw(page), dpi=(150, 150)))
    assert scan.source.kind == "picture" and scan.tables[0].place.page == 2


@needs_ocr
def test_a_page_that_cannot_be_read_is_one_trouble(page: bytes, tmp_path: Path) -> None:
    from PIL import ImageFilter

    dim = draw(page).filter(ImageFilter.GaussianBlur(4))
    scan = read(save(draw(page), tmp_path / "scan.tif", dim, dpi=(150, 150)))
    assert [trouble.code for trouble in scan.troubles] == ["READ-036", "READ-037"]


def test_without_recognition_a_picture_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr_engine, "is_installed", lambda: False)
    for name, head in (("a.png", b"\x89PNG\r\n\x1a\n"), ("a.jpg", b"\xff\xd8\xff\xe0"), ("a.tif", b"II*\x00"), ("a.gif", b"GIF89a")):
        (tmp_path / name).write_bytes(head)
        with pytest.raises(ReadError) as raised:
            read(tmp_path / name)
        said = raised.value.trouble
        assert said.code == "READ-018" and 'pip install "gouji[ocr]"' in said.zh and 'pip install "gouji[ocr]"' in said.en


def test_a_picture_called_otherwise_is_told_to_be_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr_engine, "is_installed", lambda: False)
    (tmp_path / "a.pdf").write_bytes(b"\xff\xd8\xff\xe0")
    with pytest.raises(ReadError) as raised:
        read(tmp_path / "a.pdf")
    said = raised.value.trouble
    assert said.code == "READ-018" and "以 .pdf 结尾，其实是一张 JPEG 图片" in said.zh and "it is a JPEG picture" in said.en


@needs_ocr
@pytest.mark.parametrize("content", [b"\x89PNG\r\n\x1a\n", b"II*\x00\x08\x00\x00\x00\xff\xff", b"\xff\xd8\xff\xe0" + b"\x00" * 500])
def test_a_broken_picture_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.png").write_bytes(content)
    with pytest.raises(ReadError, match="READ-009") as raised:
        read(tmp_path / "a.png")
    said = raised.value.trouble
    assert "图片" not in said.en and not any(word in said.zh + said.en for word in ("Error", "picture）", "0x"))


@needs_ocr
def test_a_picture_without_text_says_that_recognition_found_none(tmp_path: Path) -> None:
    from PIL import Image

    Image.new("RGB", (600, 800), "white").save(tmp_path / "a.png")
    with pytest.raises(ReadError, match="READ-014") as raised:
        read(tmp_path / "a.png")
    assert "文字识别没有认出字" in raised.value.trouble.zh and "recognition found none" in raised.value.trouble.en


@needs_ocr
def test_a_picture_of_too_many_dots_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    from PIL import Image

    with io.BytesIO() as stream:
        Image.new("1", (20_000, 10_000)).save(stream, "PNG")
        (tmp_path / "a.png").write_bytes(stream.getvalue())
    with pytest.raises(ReadError, match="READ-012"):
        read(tmp_path / "a.png")


def test_what_is_written_in_the_file_has_no_confidence() -> None:
    assert Place(page=3).confidence is None and "识别" not in show_place(Place(page=3))
    assert show_place(Place(page=3, confidence=0.87)) == "第3页，识别所得，可信度 0.87"
