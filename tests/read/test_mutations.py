"""Damaged documents: reading never crashes and never yields an amount that is not printed."""

import random
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gouji.check import check
from gouji.model.disclosure import Disclosure, Figure
from gouji.model.money import read_money
from gouji.read import ReadError, read
from shared import EXAMPLES, SEED

LINES = (EXAMPLES / "fenyang-2024.txt").read_text(encoding="utf-8").split("\n")
# The tables, the narrative and the first forms: every kind of part, short enough to read often.
SHORT = LINES[:760] + LINES[2250:]


def drop_line(lines: list[str], random: random.Random) -> None:
    del lines[random.randrange(len(lines))]


def double_line(lines: list[str], random: random.Random) -> None:
    at = random.randrange(len(lines))
    lines.insert(at, lines[at])


def swap_lines(lines: list[str], random: random.Random) -> None:
    at = random.randrange(len(lines) - 1)
    lines[at], lines[at + 1] = lines[at + 1], lines[at]


def cut_off(lines: list[str], random: random.Random) -> None:
    del lines[random.randrange(1, len(lines)) :]


def change_cells(lines: list[str], random: random.Random) -> None:
    rows = [at for at, line in enumerate(lines) if "\t" in line]
    if not rows:
        return
    at = random.choice(rows)
    cells = lines[at].split("\t")
    where = random.randrange(len(cells))
    kind = random.choice(("drop", "double", "shift", "blank", "swap"))
    if kind == "drop":
        del cells[where]
    elif kind == "double":
        cells.insert(where, cells[where])
    elif kind == "shift":
        cells.insert(where, "")
    elif kind == "blank":
        cells[where] = ""
    else:
        other = random.randrange(len(cells))
        cells[where], cells[other] = cells[other], cells[where]
    lines[at] = "\t".join(cells)


def break_number(lines: list[str], random: random.Random) -> None:
    at = random.randrange(len(lines))
    lines[at] = lines[at].replace(".", random.choice((" .", "..", "，", "．")), 1)


MUTATIONS = (drop_line, double_line, swap_lines, cut_off, change_cells, change_cells, change_cells, break_number)


def all_figures(disclosure: Disclosure) -> list[Figure]:
    tables = [figure for table in disclosure.tables for _, _, figure in table.figures()]
    funds = [
        figure
        for form in disclosure.forms
        for fund in (form.whole, form.annual)
        for figure in (fund.total, fund.central, fund.province, fund.county, fund.own, fund.other)
        if figure is not None
    ]
    claims = [
        figure
        for section in disclosure.sections
        for claim in section.claims
        for figure in (claim.amount, claim.change)
        if figure is not None
    ]
    return tables + funds + claims


@pytest.mark.parametrize("many", [1, 12])
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(seed=st.integers(0, 2**32))
def test_reading_a_damaged_document_never_invents_an_amount(many: int, seed: int, tmp_path: Path) -> None:
    chance = random.Random(seed)
    lines = list(SHORT)
    for _ in range(many):
        if len(lines) > 2:
            chance.choice(MUTATIONS)(lines, chance)
    text = "\n".join(lines)
    path = tmp_path / "damaged.txt"
    path.write_text(text, encoding="utf-8")
    try:
        disclosure = read(path)
    except ReadError:
        return
    printed = text.replace("\n", "")
    for figure in all_figures(disclosure):
        if figure.money is not None:
            assert figure.text.strip() in printed
            money = read_money(figure.text, figure.unit)[1]
            assert money is not None and money.fen == figure.money.fen
    check(disclosure)


@pytest.mark.parametrize("path", [EXAMPLES / "fenyang-2024.txt", EXAMPLES / "yunxi-culture-2025.txt", SEED], ids=lambda p: p.stem)
def test_every_line_of_a_document_is_kept_somewhere(path: Path) -> None:
    if not path.exists():
        pytest.skip("the real document is not beside this checkout (../shared/seed)")
    disclosure = read(path)
    assert not disclosure.unrecognised
