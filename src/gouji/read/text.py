"""A text file in, lines and grids out: how published PDF files look when their text is extracted.

A run of consecutive lines with tabs is one grid; every other line with something on it is a Line. A contents line
(`title.....<TAB>page`) has a tab too and comes out as a row of a grid; telling it from a table is the outline's.
"""

import codecs
import re

from gouji.model.disclosure import Grid, Trouble
from gouji.model.place import Place
from gouji.read.blocks import Line
from gouji.read.bounds import MAX_CELLS, MAX_LINES, bound
from gouji.read.grids import BLANKS, same_width
from gouji.read.troubles import refusal, trouble

# The longest mark first: UTF-32-LE begins like UTF-16-LE.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROL = re.compile(r"[\x01-\x08\x0e-\x1f\x7f]")
_LOST = "\ufffd"
# Up to this share of what is not ASCII may be undecodable before the encoding counts as wrong.
_BEARABLE = 0.02
_FEW = 3
_SAMPLE = 20_000
_LONGEST_LABEL = 40
_CHINESE = r"[\u2010-\u2027\u2460-\u249b\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]"  # compiled if an encoding is guessed


def read_text(text: str, file: str) -> list[Line | Grid]:
    """Return the lines and grids of a text in reading order.

    Line numbers are those an editor shows: LF, CRLF and CR each end a line. A form feed is a page break and, like a
    blank line, ends a grid. Lines with tabs that touch are one grid also when their counts differ (trailing tabs are
    often stripped), padded to the widest. Where trailing tabs are stripped, a short line without a tab right below
    such a row is a row too, and grids with no line between them get the same width.
    Raises ReadError("READ-012"): more lines or cells than any disclosure has.
    """
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    bound(text.count("\n"), MAX_LINES, "行 lines", file)
    bound(text.count("\t"), MAX_CELLS, "格 cells", file)
    lines = text.split("\n")
    # Only where blank lines part the blocks is a line right below a row no title.
    stripped = "\t\n" not in text and "\n\n" in text
    items: list[Line | Grid] = []
    run: list[tuple[int, str]] = []
    for number, line in enumerate(lines, 1):
        if "\f" not in line and ("\t" in line or (stripped and run and _is_bare_row(line))):
            run.append((number, line))
            continue
        if run:
            items += read_run(run, file)
            run = []
        for piece in line.split("\f") if "\f" in line else (line,):
            if "\t" in piece:
                items += read_run([(number, piece)], file)
            elif told := piece.strip(BLANKS):
                items.append(Line(told, Place(line=number)))
    items += read_run(run, file)
    return same_width(items) if stripped else items


def read_run(run: list[tuple[int, str]], file: str) -> list[Line | Grid]:
    """Return (number, line) pairs with tabs as one grid padded to its widest row; as lines when tabs only indent them.

    Raises ReadError("READ-012"): more cells than any table has.
    """
    rows = [[cell and cell.strip(BLANKS) for cell in line.split("\t")] for _, line in run]
    width = max(map(len, rows), default=0)
    bound(width * len(rows), MAX_CELLS, "格 cells", file)
    if not any(map(any, rows)):
        return []
    if all(row[-1] and not any(row[:-1]) for row in rows):
        return [Line(row[-1], Place(line=number)) for (number, _), row in zip(run, rows, strict=True)]
    padded = tuple(tuple(row + [""] * (width - len(row))) for row in rows)
    return [Grid(padded, tuple(number for number, _ in run))]


def _is_bare_row(line: str) -> bool:
    """Return whether a line below a row can be one that lost all its tabs: short, and no label or note."""
    told = line.strip(BLANKS)
    return 0 < len(told) <= _LONGEST_LABEL and ":" not in told and "：" not in told


def decode(data: bytes, file: str, declared: str | None = None) -> tuple[str, list[Trouble]]:
    """Return the text of the bytes and what could not be decoded of it.

    The byte order mark decides, then strict UTF-8, UTF-16 without a mark, the declared encoding (HTML), UTF-8 with a
    few damaged bytes, GB18030. Undecodable bytes become U+FFFD and trouble READ-020, NUL bytes are dropped (READ-021).
    Raises ReadError: READ-005 binary data, READ-007 no encoding fits.
    """
    encoding, body = _told_by_mark(data)
    encoding = encoding or _told_by_trial(body, declared)
    text = body.decode(encoding or "utf-8", "replace")
    if _is_binary(text):
        raise refusal("READ-005", file, found=data[:8].hex(" "))
    if encoding is None:
        raise refusal("READ-007", file, line=_line_of(text, _LOST))
    troubles = []
    if _LOST in text:
        troubles.append(_note("READ-020", text, _LOST, encoding=encoding.upper()))
    if "\0" in text:
        troubles.append(_note("READ-021", text, "\0"))
        text = text.replace("\0", "")
    return text, troubles


def _told_by_mark(data: bytes) -> tuple[str | None, bytes]:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return encoding, data[len(mark) :]
    return None, data


def _told_by_trial(body: bytes, declared: str | None) -> str | None:
    """Return the encoding that reads the bytes, None when none does well enough."""
    if _decodes(body, "utf-8"):
        return "utf-8"
    if b"\0" in body[:_SAMPLE]:
        for encoding in ("utf-16-le", "utf-16-be"):
            if _decodes(body, encoding) and _is_plausible(body.decode(encoding)):
                return encoding
    # Pages that say GBK or GB2312 are read as their superset, those that wrongly say UTF-8 have failed above.
    if declared and not declared.lower().startswith(("gb", "utf")) and _decodes(body, declared):
        return declared
    if _nearly_decodes(body, "utf-8"):
        return "utf-8"
    if _decodes(body, "gb18030") or _nearly_decodes(body, "gb18030"):
        return "gb18030" if _is_plausible(body.decode("gb18030", "replace")) else None
    return None


def _decodes(body: bytes, encoding: str) -> bool:
    try:
        body.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return False
    return True


def _nearly_decodes(body: bytes, encoding: str) -> bool:
    """Return whether only a few bytes are bad, measured against what is not ASCII: that is what tells encodings."""
    text = body.decode(encoding, "replace")
    lost = text.count(_LOST)
    sound = sum(char > "\x7f" for char in text) - lost
    return lost <= _BEARABLE * sound or (lost <= _FEW and 5 * lost <= max(sound, len(text) // 100))


def _is_plausible(text: str) -> bool:
    """Return whether the text looks like Chinese: of what is not ASCII, most is ideographs and their punctuation."""
    sample = text[:_SAMPLE]
    foreign = [char for char in sample if char > "\x7f"]
    return "\0" not in sample and 10 * len(re.findall(_CHINESE, sample)) >= 7 * len(foreign)


def _is_binary(text: str) -> bool:
    sample = text[:_SAMPLE]
    return 100 * (len(_CONTROL.findall(sample)) + sample.count("\0")) > 2 * len(sample)


def _note(code: str, text: str, sign: str, **slots: object) -> Trouble:
    line = _line_of(text, sign)
    return trouble(code, Place(line=line), count=text.count(sign), line=line, **slots)


def _line_of(text: str, sign: str) -> int:
    """Return the 1-based line on which the sign first stands, however lines end."""
    before = text[: max(text.find(sign), 0)]
    return 1 + before.count("\n") + before.count("\r") - before.count("\r\n")
