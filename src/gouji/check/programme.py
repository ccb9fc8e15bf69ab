"""Covering by integer programme: the cheapest set of numbers that meets every one of some sets.

In: sets of numbers, and what each number costs. Out: the numbers chosen. Importing this loads the solver (HiGHS).
"""

from collections.abc import Collection, Mapping, Sequence

import highspy


class _Silent(highspy.Highs):
    """A solver that prints nothing: setting up callbacks, which are not used here, prints its name."""

    def enableCallbacks(self) -> None:
        """Set up nothing."""


def cover(sets: Sequence[Collection[int]], costs: Mapping[int, int], seconds: float) -> frozenset[int]:
    """Return the cheapest numbers that meet every set; after so many seconds the best that is known."""
    columns = sorted(costs)
    at = {number: column for column, number in enumerate(columns)}
    solver = _Silent()  # type: ignore[no-untyped-call]
    for option, value in (("output_flag", False), ("threads", 1), ("mip_rel_gap", 0.0), ("time_limit", seconds)):
        solver.setOptionValue(option, value)
    solver.setOptionValue("mip_abs_gap", 0.5)  # costs are whole
    solver.passModel(_model([[at[number] for number in one] for one in sets], [costs[number] for number in columns]))
    solver.run()
    values = solver.getSolution().col_value
    return frozenset(number for number, value in zip(columns, values, strict=True) if value > 0.5)


def _model(rows: Sequence[Sequence[int]], costs: Sequence[int]) -> highspy.HighsLp:
    """Return the programme: each row's columns add up to at least one. All numbers in it are 0, 1 and costs."""
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = len(costs), len(rows)
    lp.col_cost_ = [float(cost) for cost in costs]
    lp.col_lower_, lp.col_upper_ = [0.0] * len(costs), [1.0] * len(costs)
    lp.row_lower_, lp.row_upper_ = [1.0] * len(rows), [highspy.kHighsInf] * len(rows)
    lp.integrality_ = [highspy.HighsVarType.kInteger] * len(costs)
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    starts = [0]
    for row in rows:
        starts.append(starts[-1] + len(row))
    lp.a_matrix_.start_ = starts
    lp.a_matrix_.index_ = [column for row in rows for column in row]
    lp.a_matrix_.value_ = [1.0] * starts[-1]
    return lp
