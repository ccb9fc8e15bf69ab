"""Which levels the indicators of a form stand under: split rows in, the same rows with their levels out.

Extraction puts the name of a merged level on its first row or on its middle, in one half or in both.
"""

from collections.abc import Sequence

from msgspec import Struct

from gouji.layouts.form_labels import LevelName, find_level, load_form_labels
from gouji.read.indicators import Half, names_agree


class IndicatorRow(Struct, frozen=True):
    """One row with its levels. index: row in the grid. level1, level2: canonical, for each half.

    uncertain: the two halves contradict each other about the level.
    """

    index: int
    halves: tuple[Half, ...]
    level1: tuple[str, ...] = ()
    level2: tuple[str, ...] = ()
    shifted: bool = False
    uncertain: bool = False


def assign_levels(rows: Sequence[tuple[int, str, tuple[Half, ...], bool]]) -> list[IndicatorRow]:
    """Return the rows with the levels each half stands under.

    rows: (row in the grid, printed level 1, halves, shifted) in printed order. A level-2 name covers the rows below it
    up to the next. Where one half alone prints it beside an indicator that both have, it counts for both: extraction
    puts the name of a merged cell on its first row or on its middle.
    """
    levels = _Levels()
    placed = [levels.place(*row) for row in rows]
    if not levels.contested:
        return placed
    return [
        IndicatorRow(row.index, row.halves, row.level1, row.level2, row.shifted, True)
        if levels.contested & set(row.level2)
        else row
        for row in placed
    ]


class _Levels:
    """The levels in force while going down the rows."""

    def __init__(self) -> None:
        self.level1 = ""
        self.level2 = ["", ""]
        self.waiting = ""
        self.contested: set[str] = set()

    def place(self, index: int, level1: str, halves: tuple[Half, ...], shifted: bool) -> IndicatorRow:
        """Return the row with its levels, and take them over for the rows below."""
        if level1:
            self.level1 = level1
        if len(halves) == 2:
            self._take_both(*halves)
        elif halves[0].level2:
            self.level2[0] = halves[0].level2
        level2 = tuple(self.level2[: len(halves)])
        return IndicatorRow(index, halves, tuple(self._above(name) for name in level2), level2, shifted)

    def _take_both(self, left: Half, right: Half) -> None:
        printed = left.level2 or right.level2
        same = names_agree(left.name, right.name) or (left.last >= 0 and right.last >= 0 and not (left.name and right.name))
        if not printed:
            if self.waiting and same:
                self.level2 = [self.waiting, self.waiting]
            return
        self.waiting = ""
        if same and left.level2 and right.level2 and left.level2 != right.level2:
            # The wider left half is believed; the right half's name then belongs to the rows below.
            self.contested |= {left.level2, right.level2}
            self.waiting = right.level2
        if same:
            self.level2 = [printed, printed]
        else:
            self.level2 = [left.level2 or self.level2[0], right.level2 or self.level2[1]]

    def _above(self, level2: str) -> str:
        """Return the level-1 name over the level-2 name: the one in force if it may stand there, else its usual one."""
        if not level2 or load_form_labels().allows(self.level1, level2):
            return self.level1
        level = find_level(level2) or LevelName()
        return level.parent or self.level1
