"""What oversized and malicious files get: the answer, the time and the peak memory of a fresh process.

    python bench/bad_input.py [NAME …]
"""

import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path


def big_text(path: Path) -> None:
    """200 MB of text that looks like a table."""
    line = "科目编码\t科目名称\t合计\t1.00\n".encode() * 4096
    with path.open("wb") as file:
        for _ in range(200_000_000 // len(line)):
            file.write(line)


def zip_bomb(inside: str) -> Callable[[Path], None]:
    """A package of 2 MB whose one part unpacks to 2 GB."""

    def write(path: Path) -> None:
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package, package.open(inside, "w") as part:
            for _ in range(2000):
                part.write(b"\0" * 1_000_000)

    return write


def entity_tricks(inside: str) -> Callable[[Path], None]:
    """A package whose XML defines entities of entities."""

    def write(path: Path) -> None:
        names = [f'<!ENTITY a{i} "{f"&a{i - 1};" * 10}">' for i in range(1, 10)]
        xml = f'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a0 "ha">{"".join(names)}]><d>&a9;</d>'
        with zipfile.ZipFile(path, "w") as package:
            package.writestr("[Content_Types].xml", "<Types/>")
            package.writestr(inside, xml)

    return write


def garbage(path: Path) -> None:
    """A megabyte of bytes that mean nothing."""
    path.write_bytes(bytes(i * 7919 % 251 for i in range(1_000_000)))


def wide_sheet(path: Path) -> None:
    """A workbook with one cell at each end of the largest sheet there can be."""
    import xlsxwriter

    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet()
    sheet.write(0, 0, "合计")
    sheet.write(1_048_575, 16_383, 1)
    book.close()


def many_columns(path: Path) -> None:
    """A workbook with a table of 16,384 columns and twenty rows."""
    import xlsxwriter

    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write(0, 0, "2024年部门支出预算总表")
        for row in range(1, 21):
            sheet.write_row(row, 0, ["合计" if row == 1 else "1.00"] * 16_384)


def many_pages(path: Path) -> None:
    """A PDF of 10,000 pages, each with a line of text."""
    kids = " ".join(f"{at + 5} 0 R" for at in range(10_000))
    drawn = "BT /F 12 Tf 50 700 Td (2024 1,234.50) Tj ET"
    page = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F 3 0 R>>>>/Contents 4 0 R>>"
    parts = [
        "<</Type/Catalog/Pages 2 0 R>>", f"<</Type/Pages/Count 10000/Kids[{kids}]>>",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>", f"<</Length {len(drawn)}>>stream\n{drawn}\nendstream", *[page] * 10_000,
    ]  # fmt: skip
    content, index = b"%PDF-1.4\n", []
    for at, part in enumerate(parts, 1):
        index.append(f"{len(content):010} 00000 n \n")
        content += f"{at} 0 obj\n{part}\nendobj\n".encode()
    table = f"xref\n0 {len(parts) + 1}\n0000000000 65535 f \n{''.join(index)}"
    path.write_bytes(content + f"{table}trailer<</Size {len(parts) + 1}/Root 1 0 R>>\nstartxref\n{len(content)}\n%%EOF".encode())


def one_line(sign: str) -> Callable[[Path], None]:
    """A text whose one line is 50 MB long."""
    return lambda path: path.write_bytes((sign * (50_000_000 // len(sign.encode()))).encode()) and None


def nested(before: str, opening: str, closing: str, depth: int = 100_000) -> str:
    """Elements inside one another."""
    return f"{before}{opening * depth}合计{closing * depth}"


def deep_page(opening: str, closing: str) -> Callable[[Path], None]:
    """A page whose elements stand inside one another, 100,000 deep."""
    return lambda path: path.write_text(nested("<!DOCTYPE html><html><body>", opening, closing), encoding="utf-8") and None


def deep_word(opening: str, closing: str, depth: int) -> Callable[[Path], None]:
    """A Word document whose elements stand inside one another."""

    def write(path: Path) -> None:
        body = nested("", opening, closing, depth).replace("合计", "<w:p><w:r><w:t>合计</w:t></w:r></w:p>")
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
            package.writestr("[Content_Types].xml", "<Types/>")
            package.writestr("word/document.xml", f'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{body}</w:body></w:document>')

    return write


def large_numbers(path: Path) -> None:
    """A disclosure whose numbers have ten thousand digits."""
    number = "9" * 10_000
    lines = ["2024年部门预算公开", "一、部门收支总体情况", f"2024年收入预算{number}万元，比上年增加{number}.{number}万元，增长{number}%。共有车辆{number}辆，编制{number}名，{number}个项目。"]
    lines += ["2024年部门支出预算总表", "单位：万元", "科目编码\t科目名称\t合计", f"201\t一般公共服务支出\t{number}.00", f"\t合计\t{number}.00"]
    lines += [f"{number}年度与{number}个单位：{number}元/月*12月={number}元，完成{number}%。"]
    path.write_text("\n".join(lines), encoding="utf-8")


_TABLE = ("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>")
_CONTENT = ("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>")

CASES: dict[str, Callable[[Path], None]] = {
    "empty.txt": lambda path: path.write_bytes(b""),  # type: ignore[dict-item, return-value]
    "200-megabytes.txt": big_text,
    "bomb.xlsx": zip_bomb("xl/worksheets/sheet1.xml"),
    "bomb.docx": zip_bomb("word/document.xml"),
    "entities.docx": entity_tricks("word/document.xml"),
    "entities.xlsx": entity_tricks("xl/workbook.xml"),
    "garbage.bin": garbage,
    "corners.xlsx": wide_sheet,
    "columns.xlsx": many_columns,
    "pages.pdf": many_pages,
    "line.txt": one_line("预算"),
    "sentences.txt": one_line("2024年收入预算1,234.50万元，比上年增加1.00万元，增长2%，主要原因是人员增加。"),
    "digits.txt": one_line("1"),
    "tabs.txt": one_line("合计\t1.00\t"),
    "numbers.txt": large_numbers,
    "divisions.html": deep_page("<div>", "</div>"),
    "tables.html": deep_page("<table><tr><td>", "</td></tr></table>"),
    "spans.html": deep_page("<span>", "</span>"),
    "tables.docx": deep_word(*_TABLE, 20_000),
    "few-tables.docx": deep_word(*_TABLE, 60),
    "contents.docx": deep_word(*_CONTENT, 120),
}

_MEASURE = (
    "import resource, subprocess, sys, time; begin = time.perf_counter();"
    "done = subprocess.run(sys.argv[1:], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True);"
    "peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024;"
    "print(f'{done.returncode}\\t{time.perf_counter() - begin:.2f}\\t{peak:.0f}');"
    "print((done.stderr or done.stdout).strip().replace('\\n', ' ')[:150])"
)


def main() -> None:
    """Print one line for each case."""
    with tempfile.TemporaryDirectory() as folder:
        for name, write in CASES.items():
            if sys.argv[1:] and name not in sys.argv[1:]:
                continue
            path = Path(folder) / name
            write(path)
            command = [sys.executable, "-m", "gouji.cli", "check", str(path)]
            done = subprocess.run([sys.executable, "-c", _MEASURE, *command], capture_output=True, text=True, check=True)
            figures, message = done.stdout.split("\n", 1)
            status, seconds, peak = figures.split("\t")
            print(f"{name:<18} status {status}  {seconds} s  {peak} MiB  {message.strip().replace(folder, '…')}")


if __name__ == "__main__":
    main()
