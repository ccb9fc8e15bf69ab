"""The statements of the narrative, and the table cells they name.

In: a disclosure. Out: its claims, paragraph by paragraph, and for each claim whether it agrees with the cell it
names. Every rule about prose builds on this, so that one wrong figure is reported by one rule: the comparison with
the table comes first; of a figure that it refuses, rules about sums, shares and rates tell only what is wrong whichever
of the two is right.
"""

import re
from collections import Counter

from msgspec import structs

from gouji.check.formula import Relation, Term, relate
from gouji.check.remember import once_a_document, once_a_section
from gouji.check.view import view_tables
from gouji.model.disclosure import Claim, Disclosure, Figure, Section, Table
from gouji.model.money import FEN_PER_UNIT, ZERO, Money, agree, print_money
from gouji.model.place import Bilingual, Place

Paragraph = tuple[Claim, ...]

# Shanghai prints both in one table; the total of a fund's table of final accounts may name its columns instead of an amount.
ALSO_AT = {
    ("机关运行经费表", "合计", "合计"): ("三公经费表", "机关运行经费", "合计"),
    ("政府性基金收支决算表", "合计", "合计"): ("财政拨款收支决算总表", "本年支出合计", "政府性基金预算"),
    ("国有资本经营收支决算表", "合计", "合计"): ("财政拨款收支决算总表", "本年支出合计", "国有资本经营预算"),
}

# 财政拨款收支总预算80万元，其中一般公共预算拨款70万元，上年结转10万元: who tells what is carried over beside it means the year's.
_OR_THE_YEAR = {
    ("财政拨款收支总表", "支出总计", source): ("财政拨款收支总表", source, "金额")
    for source in ("一般公共预算", "政府性基金预算", "国有资本经营预算")
}


def _of_the_year(address: tuple[str, str, str]) -> tuple[str, str, str] | None:
    """Return the cell of the year's money alone, where tables hold it beside what was carried over (Sichuan)."""
    kind, key, column = address
    return (kind, key, "当年") if (kind, column) == ("一般公共预算支出表", "合计") else _OR_THE_YEAR.get(address)


_BEFORE = re.compile(r"(?:约|近|超过|超|逾|不低于|不少于|不超过|至少|大约|左右)为?$")
_LONGEST = 5  # characters of such words, and the end of a line
_MYRIAD, _UNLIKE = 10_000, 1000  # a difference of unit, and amounts so many times apart that it must be one
_TELLING = 5  # an amount of fewer steps is told exactly
_CLAUSE = re.compile(r"[，。；：]")
_YEAR = re.compile(r"(20\d\d)年")
_LAST_YEAR = re.compile(r"(?:上年|去年|上一年)(?![^，。；]*结转)")
_AFTER = re.compile(r"\s*(?:亿|万)?元?\s*(?:左右|上下|以上|以内|余|多元)")


@once_a_document
def all_claims(disclosure: Disclosure) -> tuple[tuple[Section, Claim], ...]:
    """Return every claim with its section, in printed order."""
    return tuple([(section, claim) for section in disclosure.sections for claim in section.claims])


@once_a_section
def paragraphs(section: Section) -> tuple[Paragraph, ...]:
    """Return the section's claims, one tuple for each paragraph that has any."""
    groups: dict[tuple[object, ...], list[Claim]] = {}
    for claim in section.claims:
        place = claim.place
        groups.setdefault((place.line, place.sheet, place.cell, place.page), []).append(claim)
    return tuple(map(tuple, groups.values()))


@once_a_document
def by_topic(disclosure: Disclosure) -> dict[str, list[Claim]]:
    """Return the claims of each topic, in printed order; those without a topic are left out."""
    found: dict[str, list[Claim]] = {}
    for _, claim in all_claims(disclosure):
        if claim.topic:
            found.setdefault(claim.topic, []).append(claim)
    return found


def money(figure: Figure | None) -> Money | None:
    """Return the figure's amount; a blank, a dash and a printed zero are an exact zero; None when unreadable."""
    if figure is None or figure.state == "unreadable":
        return None
    return figure.money if figure.money is not None and figure.money.fen else ZERO


def cell(disclosure: Disclosure, address: tuple[str, str, str] | None) -> Figure | None:
    """Return the figure of the cell (kind, row key, column), or None when the document has no such cell."""
    if address is None:
        return None
    cells = _cells(disclosure)
    return cells.get(address) or cells.get(ALSO_AT.get(address, address))


def address_of(disclosure: Disclosure, claim: Claim) -> tuple[str, str, str] | None:
    """Return the cell the claim names: of the year's money alone where its amount is that and not the other's."""
    alone = _of_the_year(claim.address) if claim.address is not None else None
    stated, year, whole = money(claim.amount), money(cell(disclosure, alone)), money(cell(disclosure, claim.address))
    if alone is None or stated is None or year is None or whole is None:
        return claim.address
    return alone if agree(stated, year) and not agree(stated, whole) else claim.address


@once_a_document
def _cells(disclosure: Disclosure) -> dict[tuple[str, str, str], Figure]:
    """Return every cell of the tables by address; of cells printed twice the first."""
    found: dict[tuple[str, str, str], Figure] = {}
    for table in disclosure.tables:
        if table.kind is None:
            continue
        step = _usual_step(table)
        for row in table.rows:
            for column, figure in row.figures.items():
                address = table.kind, row.key, column
                if address not in found:
                    found[address] = _as_fine_as(figure, step)
    return found


def _usual_step(table: Table) -> int:
    """Return the slack that most figures of the table have."""
    steps = Counter([figure.money.slack for row in table.rows for figure in row.figures.values() if figure.money is not None])
    return steps.most_common(1)[0][0] if steps else 0


def _as_fine_as(figure: Figure, step: int) -> Figure:
    """Return the figure taken to be printed as finely as its table: a spreadsheet drops the zeros of 213.00."""
    if figure.money is None or figure.money.slack <= step:
        return figure
    return structs.replace(figure, money=Money(figure.money.fen, step))


def cell_term(disclosure: Disclosure, address: tuple[str, str, str] | None) -> Term | None:
    """Return the printed amount of the cell as a term of a relation, None when there is none."""
    for kind, key, column in [address, ALSO_AT.get(address, address)] if address is not None else []:
        for view in view_tables(disclosure).get(kind, ()):
            for row in view.by_key.get((view.side_of.get(column, ""), key), ()):
                figure = row.figures.get(column)
                if row.key == key and figure is not None and figure.money is not None:
                    return Term(1, figure, view.money(figure), kind, view.name_of(row), column)
    return None


def prose_term(figure: Figure, subject: str) -> Term:
    """Return an amount of prose or of a form as a term of a relation. The figure states an amount."""
    stated = money(figure)
    assert stated is not None
    return Term(1, figure, stated, "", subject, "")


def claim_relation(disclosure: Disclosure, claim: Claim) -> Relation | None:
    """Return the relation that the claim's amount is the amount of the cell it names, always the same record."""
    relations = _claim_relations(disclosure)
    if id(claim) not in relations:
        term = cell_term(disclosure, address_of(disclosure, claim))
        stated = claim.amount is not None and claim.amount.money is not None
        relations[id(claim)] = relate((prose_term(claim.amount, claim.subject),), (term,)) if claim.amount and stated and term else None
    return relations[id(claim)]


@once_a_document
def _claim_relations(disclosure: Disclosure) -> dict[int, Relation | None]:
    """Return the relations of the disclosure's claims that were asked for, by id of the claim."""
    return {}


def fits_cell(disclosure: Disclosure, claim: Claim) -> bool | None:
    """Return whether the claim's amount agrees with the cell it names; None when that cannot be decided."""
    known = _fits(disclosure)
    found = known.get(id(claim))
    if found is None:
        known[id(claim)] = found = claim, _fits_cell(disclosure, claim)
    return found[1]


@once_a_document
def _fits(disclosure: Disclosure) -> dict[int, tuple[Claim, bool | None]]:
    """Return what was asked of the document's claims, by id of the claim, which is held so that no other takes it."""
    return {}


def _fits_cell(disclosure: Disclosure, claim: Claim) -> bool | None:
    stated, printed = money(claim.amount), money(cell(disclosure, address_of(disclosure, claim)))
    if stated is None or printed is None or is_rough(claim):
        return None
    return agree(stated, printed)


def refused(disclosure: Disclosure, *claims: Claim) -> bool:
    """Return whether any of the claims is already known to differ from the cell it names."""
    for claim in claims:  # noqa: SIM110 — half the time of any()
        if fits_cell(disclosure, claim) is False:
            return True
    return False


def by_table(disclosure: Disclosure, claim: Claim) -> tuple[Money, ...]:
    """Return what the claim's amount is by the cell it names, where the cell refuses it: as printed, and in the claim's unit.

    A table under the wrong unit prints 576309.60万元 beside the text's 75.63万元: it is 57.63万元.
    """
    if not refused(disclosure, claim):
        return ()
    stated, printed = money(claim.amount), money(cell(disclosure, address_of(disclosure, claim)))
    if stated is None or printed is None:
        return ()
    if abs(printed.fen) > _UNLIKE * abs(stated.fen) > 0:
        return printed, Money(round(printed.fen / _MYRIAD), printed.slack // _MYRIAD)
    return (printed, printed.times(_MYRIAD)) if abs(stated.fen) > _UNLIKE * abs(printed.fen) > 0 else (printed,)


def beside_table(amounts: tuple[Money, ...]) -> Bilingual | None:
    """Return the remark that what is said of a claim fits the table's amount no better; None where it has no other."""
    if not amounts:
        return None
    said = say_amount(amounts[0])
    return Bilingual(f"按报表中的{said}也不相符。", f" Nor does it fit {said} in the table.")


def is_rough(claim: Claim, figure: Figure | None = None) -> bool:
    """Return whether the sentence calls the figure (the claim's amount by default) approximate: 约, 左右, 余 …"""
    figure = figure or claim.amount
    if figure is None or not figure.text:
        return False
    sentence, start = claim.sentence, claim.sentence.find(figure.text)
    if start < 0:
        return False
    before = _BEFORE.search(sentence, max(0, start - _LONGEST), start)
    return before is not None or _AFTER.match(sentence, start + len(figure.text)) is not None


def is_cut_off(stated: Money, printed: Money) -> bool:
    """Return whether the stated amount is the printed one cut after its last digit instead of rounded (3.286 as 3.28)."""
    rest = abs(printed.fen) - abs(stated.fen)
    return printed.slack < stated.slack and 0 < rest < stated.slack


def is_last_years(disclosure: Disclosure, claim: Claim) -> bool:
    """Return whether the claim's amount is one of another year, told by the words just before it."""
    if claim.amount is None:
        return False
    clause = _CLAUSE.split(claim.sentence.partition(claim.amount.text)[0])[-1]
    if "年" not in clause:
        return False
    if _LAST_YEAR.search(clause):
        return True
    years = _YEAR.findall(clause)
    return bool(years) and disclosure.cover.year is not None and int(years[-1]) != disclosure.cover.year


def say_amount(amount: Money, unit: str = "万元") -> str:
    """Return the amount with its unit, as a reader would write it: of 万元 two decimals, unless that hides it."""
    step = FEN_PER_UNIT[unit] // 100
    rounded = Money((2 * amount.fen + step) // (2 * step) * step)
    return say_exactly(rounded if abs(amount.fen) >= _TELLING * step else amount, unit)


def say_exactly(amount: Money, unit: str = "万元") -> str:
    """Return the amount with its unit, to the last 分."""
    return f"{print_money(amount, unit)}{unit}"


def say_figure(figure: Figure) -> str:
    """Return the figure as printed, with its unit and without thousands marks."""
    text = figure.text.replace(",", "").replace("，", "")
    return text if text.endswith(figure.unit) else f"{text}{figure.unit}"


def say_beside(figure: Figure, other: Figure) -> str:
    """Return the figure in the unit of the other, as printed where that is its own: 88425805元 beside 万元 is 8842.5805万元."""
    if figure.money is None or figure.unit == other.unit:
        return say_figure(figure)
    return say_exactly(figure.money, other.unit)


def say_cell(address: tuple[str, str, str]) -> str:
    """Return the address as a reader would write it."""
    kind, key, column = address
    return f"{kind}“{key}”行“{column}”栏"


def gap(a: Money, b: Money, unit: str = "万元") -> str:
    """Return how far the two amounts lie apart, with unit."""
    difference = a - b
    return say_amount(difference if difference.fen >= 0 else -difference, unit)


def once(places: list[Place]) -> tuple[Place, ...]:
    """Return the places in order, each once."""
    return tuple(dict.fromkeys(places))
