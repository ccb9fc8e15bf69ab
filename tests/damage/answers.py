"""What must hold of whatever was read from a damaged document, and every way of asking for it."""

import contextlib
import io
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from gouji.check.belonging import find_groups, make_card
from gouji.check.rulebook import rulebook
from gouji.check.several import check_group, gather
from gouji.model.disclosure import Disclosure, Figure, Grid
from gouji.model.finding import Report
from gouji.model.money import read_money
from gouji.read.blocks import Line
from gouji.render.csv_folder import write_csv_folder
from gouji.render.data import as_json, finding_rows
from gouji.render.html import report_html
from gouji.render.mask import make_mask, mask_report
from gouji.render.proposals import propose
from gouji.render.screen import Screen
from gouji.render.text import print_report
from gouji.render.workbook import disclosure_workbook, report_workbook


def check_all(documents: Sequence[Disclosure], *, everything: bool = False) -> None:
    """Check the documents together and report: as text and JSON, in every format when everything is asked for."""
    for group in find_groups([make_card(one) for one in documents]):
        gathered = gather(group, documents)
        report = check_group(group, gathered, rulebook())
        masked = mask_report(report, make_mask(gathered, report))
        as_json(masked)
        with contextlib.redirect_stdout(io.StringIO()):
            for language in ("zh", "en"):
                print_report(masked, Screen(), language=language, full=True)
        if everything:
            _report_otherwise(gathered, report, masked)
    if everything:
        for one in documents:
            _write_otherwise(one)


def _report_otherwise(documents: Sequence[Disclosure], report: Report, masked: Report) -> None:
    for language in ("zh", "en"):
        report_html(documents, report, language, {})
        report_workbook(masked, language)
        list(finding_rows(masked, language))
    msgspec.json.encode(propose(masked))


def _write_otherwise(disclosure: Disclosure) -> None:
    again = msgspec.json.decode(as_json(disclosure), type=Disclosure)
    assert again == disclosure
    disclosure_workbook(disclosure, "zh")
    with tempfile.TemporaryDirectory() as folder:
        write_csv_folder(disclosure, Path(folder))


def figures_of(disclosure: Disclosure) -> Iterator[Figure]:
    """Yield every amount of the disclosure: of tables, forms and prose."""
    for table in disclosure.tables:
        yield from (figure for _, _, figure in table.figures())
    for form in disclosure.forms:
        for funds in (form.whole, form.annual):
            yield from filter(None, (getattr(funds, name) for name in funds.__struct_fields__))
    for section in disclosure.sections:
        for claim in section.claims:
            yield from filter(None, (claim.amount, claim.change))


def assert_printed(disclosure: Disclosure, words: Sequence[str]) -> None:
    """Every amount is printed, in one of the words or broken over some that stand anywhere; and says what it prints."""
    whole = "\n".join(words)
    ends = Ends(words)
    for figure in figures_of(disclosure):
        if figure.money is None:
            continue
        text = "".join(figure.text.split())
        assert text in whole or ends.make(text), f"{figure} is not printed"
        money = read_money(figure.text, figure.unit)[1]
        assert money is not None and money.fen == figure.money.fen, f"{figure} is not what its text says"


class Ends:
    """Which texts can be printed over several words: an end of one, whole ones, the beginning of one."""

    def __init__(self, words: Sequence[str]) -> None:
        self._words = frozenset(words)
        self._ends = frozenset(word[at:] for word in words for at in range(max(0, len(word) - 20), len(word)))
        self._begins = frozenset(word[:at] for word in words for at in range(1, min(20, len(word)) + 1))

    def make(self, text: str) -> bool:
        """Return whether the text can be."""
        return any(text[:at] in self._ends and self._goes_on(text[at:]) for at in range(1, len(text)))

    def _goes_on(self, text: str) -> bool:
        return text in self._begins or any(
            text[:at] in self._words and self._goes_on(text[at:]) for at in range(1, len(text))
        )


def assert_shapes(items: Sequence[Line | Grid]) -> None:
    """Every grid is what its record promises: a line for each row, pages for each or none, boxes for each cell or none.

    A row that fits no column may be longer than the others: it has no boxes and no spans.
    """
    for item in items:
        if isinstance(item, Grid):
            assert item.rows and all(item.rows), "a grid with a row of no cells"
            assert len(item.lines) == len(item.rows), "not a line for each row"
            assert len(item.pages) in (0, len(item.rows)), "not a page for each row"
            assert len(item.boxes) in (0, len(item.rows)), "not boxes for each row"
            assert all(len(boxes) in (0, len(row)) for boxes, row in zip(item.boxes, item.rows, strict=False)), "not a box for each cell"
            for first, (high, wide) in item.spans.items():
                row, column = map(int, first.split(","))
                assert high > 0 and wide > 0 and row + high <= len(item.rows), "a span off the grid"
                assert all(column + wide <= len(cells) for cells in item.rows[row : row + high]), "a span off its row"
