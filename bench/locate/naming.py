"""What became of planted faults: a report in, counts of named, tied and missed figures and of causes out."""

import time
from collections import Counter
from collections.abc import Sequence

from planting import Spot, figure_at, reprint

from gouji.check import check
from gouji.model.disclosure import Disclosure, Figure, Row, Table
from gouji.model.finding import Cause, Repair, Report
from gouji.model.money import read_money

SURE = ("certain", "likely")


def proposals(report: Report) -> list[Repair]:
    """Return the first proposal of each cause that is told as certain or likely."""
    return [cause.repairs[0] for cause in report.causes if cause.repairs and cause.repairs[0].certainty in SURE]


def judge(report: Report, wrong: Sequence[Figure], right: Sequence[str]) -> list[str]:
    """Return for each wrong figure: value (named, with its right amount), named, tied, missed."""
    pairs = [one for cause in report.causes if len(cause.repairs) == 2 for one in cause.repairs]
    found = []
    for figure, text in zip(wrong, right, strict=True):
        mine = [one for one in proposals(report) if _is_of(one, figure)]
        value = bool(mine) and _fen(mine[0].proposed, figure.unit) == _fen(text, figure.unit)
        tied = any(_is_of(one, figure) for one in pairs)
        found.append("value" if value else "named" if mine else "tied" if tied else "missed")
    return found


def _fen(text: str, unit: str) -> int | None:
    money = read_money(text, unit)[1]
    return money.fen if money is not None else None


def _is_of(repair: Repair, figure: Figure) -> bool:
    return repair.place == figure.place and repair.printed == figure.text


def names_a_sound_one(report: Report, wrong: Sequence[Figure], clean: Report) -> bool:
    """Return whether a figure is named as certainly or likely wrong that is sound, and that was not named before."""
    known = {(one.place, one.printed) for cause in clean.causes for one in cause.repairs}
    known |= {(figure.place, figure.text) for figure in wrong}
    return any((one.place, one.printed) not in known for one in proposals(report))


class Tally:
    """Counts of one line of the table, and the times of its checks in ms."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self.times: list[float] = []

    def plant(self, disclosure: Disclosure, planted: Sequence[tuple[Spot, str]], clean: Report) -> str:
        """Plant figures, check, count what became of them, and return it."""
        mistaken = disclosure
        for spot, text in planted:
            mistaken = reprint(mistaken, spot, text)
        wrong = [figure_at(mistaken, spot) for spot, _ in planted]
        begin = time.perf_counter()
        report = check(mistaken)
        self.times.append((time.perf_counter() - begin) * 1000)
        return self.count(report, wrong, [figure_at(disclosure, spot).text for spot, _ in planted], clean)

    def count(self, report: Report, wrong: Sequence[Figure], right: Sequence[str], clean: Report) -> str:
        """Count what became of the planted figures in a report: the worst of them. No figure: it was not read at all."""
        if len(report.findings) == len(clean.findings):
            result = "unseen"
        else:
            result = max(judge(report, wrong, right), key=("value", "named", "tied", "missed").index, default="missed")
            self.counts["false"] += names_a_sound_one(report, wrong, clean)
        self.counts[result] += 1
        return result

    @property
    def cells(self) -> str:
        """The counts as cells: seen, named, named or one of two, right amount, sound figure named, unseen."""
        counts, seen = self.counts, sum(self.counts[name] for name in ("value", "named", "tied", "missed"))
        if not seen:
            return f"| – | – | – | – | – | {counts['unseen']} "
        good = counts["value"] + counts["named"]
        shares = (f"{100 * part / seen:.1f} %" for part in (good, good + counts["tied"], counts["value"]))
        return f"| {seen} | {' | '.join(shares)} | {counts['false']} | {counts['unseen']} "


def told(report: Report, clean: Report, table: Table, row: Row | None = None) -> str:
    """Return how a fault of a row, a column or a table is told: by one cause at the place, by several, elsewhere; or
    whether a figure is blamed for it, or nothing is found.
    """
    if len(report.findings) == len(clean.findings):
        return "unseen"
    before = {cause.title.zh for cause in clean.causes}
    causes = [cause for cause in report.causes if cause.severity != "note" and cause.title.zh not in before]
    if any(cause.repairs and cause.repairs[0].certainty == "certain" for cause in causes):
        return "a figure blamed"
    if not any(_is_there(cause, table, row) for cause in causes):
        return "elsewhere"
    return "one cause" if len(causes) == 1 else "several causes"


def _is_there(cause: Cause, table: Table, row: Row | None) -> bool:
    places = [place for finding in cause.findings for place in finding.places]
    names = (table.kind or table.title, row.name) if row is not None and row.name else (table.kind or table.title,)
    return any(table.title in place.part for place in places) or any(name in cause.title.zh for name in names)
